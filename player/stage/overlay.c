// The information plate, and notices.
#include "stage/overlay.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "stage/still.h"
#include "text/block.h"

#include <stdlib.h>

enum { LINE_PX_MIN = 12, LINE_PX_MAX = 28, LINES_PER_CANVAS = 16 };
enum { NOTICE_PX_MIN = 16, NOTICE_PX_MAX = 32, NOTICES_PER_CANVAS = 24 }; // read from a few steps

static int lines_in(const char *text)
{
    int lines = 1;
    for (; *text != '\0'; text++) {
        lines += *text == '\n';
    }
    return lines;
}

// The plate is as wide as the canvas lets it be and as high as its lines.
static struct rect place_for(const char *text, struct size canvas, int *em_px)
{
    int em = canvas.h / LINES_PER_CANVAS;
    em = em < LINE_PX_MIN ? LINE_PX_MIN : em > LINE_PX_MAX ? LINE_PX_MAX : em;
    *em_px = em;
    int w = em * 26 < canvas.w ? em * 26 : canvas.w;
    int h = (lines_in(text) * 3 + 1) * em / 2;
    return (struct rect){0, 0, w, h < canvas.h ? h : canvas.h};
}

// A line as long as its words; smaller where they do not fit, then more lines.
static struct rect place_for_notice(const char *text, struct size canvas, int *em_px)
{
    int columns = utf8_columns(text); // two a square
    int em = canvas.h / NOTICES_PER_CANVAS;
    em = em < NOTICE_PX_MIN ? NOTICE_PX_MIN : em > NOTICE_PX_MAX ? NOTICE_PX_MAX : em;
    if ((columns + 3) * em / 2 > canvas.w || em * 3 / 2 > canvas.h) {
        em = LINE_PX_MIN;
    }
    *em_px = em;
    int wanted = (columns + 3) * em / 2;
    int w = wanted < canvas.w ? wanted : canvas.w;
    int room = w > 2 * em ? w - em : em;
    int lines = (columns * em / 2 + room - 1) / room;
    int h = lines * em * 3 / 2;
    h = h < canvas.h ? h : canvas.h;
    return (struct rect){0, canvas.h - h, w, h};
}

static void paint(struct overlay *self, struct fonts *fonts, int em_px)
{
    self->plate =
        still_new((struct size){self->place.w, self->place.h}, (struct colour){0, 0, 0, 255});
    SDL_SetSurfaceAlphaMod(self->plate, 224);
    SDL_SetSurfaceBlendMode(self->plate, SDL_BLENDMODE_BLEND);
    struct text_style style = {
        .size_px = em_px, .colour = {255, 255, 255, 255}, .align = TEXT_START};
    struct size box = {self->place.w - em_px, self->place.h};
    struct error ignored = {0}; // no font: the plate stays empty
    struct text_block *block =
        fonts == NULL ? NULL : text_pages_new(fonts, self->text, &style, box, &ignored);
    bool is_done = block != NULL && text_paint(block, fonts, 0, (struct rect){0, 0, box.w, box.h},
                                               self->plate, em_px / 2, 0, &ignored);
    (void)is_done;
    text_free(block);
}

void overlay_set(struct overlay *self, struct fonts *fonts, const char *text, struct size canvas)
{
    if (str_is(self->text, text)) {
        return;
    }
    self->changed = rect_union(self->changed, self->text == NULL ? (struct rect){0} : self->place);
    free(self->text);
    SDL_FreeSurface(self->plate);
    self->plate = NULL;
    self->text = mem_copy(text);
    if (text != NULL) {
        int em_px;
        self->place = self->is_notice ? place_for_notice(text, canvas, &em_px)
                                      : place_for(text, canvas, &em_px);
        paint(self, fonts, em_px);
        self->changed = rect_union(self->changed, self->place);
    }
}

struct rect overlay_take_changed(struct overlay *self)
{
    struct rect changed = self->changed;
    self->changed = (struct rect){0};
    return changed;
}

void overlay_draw(const struct overlay *self, SDL_Surface *canvas)
{
    if (self->plate != NULL) {
        SDL_Rect to = {self->place.x, self->place.y, self->place.w, self->place.h};
        SDL_BlitSurface(self->plate, NULL, canvas, &to);
    }
}

void overlay_fini(struct overlay *self)
{
    free(self->text);
    SDL_FreeSurface(self->plate);
    *self = (struct overlay){0};
}
