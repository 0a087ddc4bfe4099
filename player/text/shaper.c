// SDL2_ttf draws a word onto a surface of its own; its alpha channel is the mask.
#include "text/shaper.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

#include <SDL_ttf.h>
#include <stdlib.h>

enum { MEASURE_PX = 128 }; // words are measured at this size and scaled: within a pixel at any size

struct shaper {
    TTF_Font *font;
    struct brush brush; // set on `font`
};

struct shaper *shaper_open(const char *file, int index, const char *script, struct error *err)
{
    if (TTF_Init() != 0) {
        error_set(err, ERROR_MEDIA, "SDL2_ttf does not start: %s", TTF_GetError());
        return NULL;
    }
    struct shaper *self = mem_zeroed(1, sizeof *self);
    self->font = TTF_OpenFontIndex(file, MEASURE_PX, index);
    if (self->font == NULL || TTF_SetFontScriptName(self->font, script) != 0) {
        error_set(err, ERROR_MEDIA, "cannot use %s for the script %s: %s", file, script,
                  TTF_GetError());
        shaper_close(self);
        return NULL;
    }
    self->brush = (struct brush){.size_px = MEASURE_PX};
    TTF_SetFontHinting(self->font, TTF_HINTING_LIGHT);
    return self;
}

void shaper_close(struct shaper *self)
{
    if (self == NULL) {
        return;
    }
    if (self->font != NULL) {
        TTF_CloseFont(self->font);
    }
    TTF_Quit(); // counted: one for each shaper_open()
    free(self);
}

static bool set_brush(struct shaper *self, struct brush brush)
{
    // Each of these empties SDL2_ttf's cache of glyphs, so only changes are made.
    if (brush.size_px != self->brush.size_px && TTF_SetFontSize(self->font, brush.size_px) != 0) {
        return false;
    }
    if (brush.outline_px != self->brush.outline_px) {
        TTF_SetFontOutline(self->font, brush.outline_px);
    }
    if (brush.is_bolder != self->brush.is_bolder) {
        TTF_SetFontStyle(self->font, brush.is_bolder ? TTF_STYLE_BOLD : TTF_STYLE_NORMAL);
    }
    self->brush = brush;
    return true;
}

static void take_alpha(struct mask *out, const SDL_Surface *drawn)
{
    mask_resize(out, drawn->w, drawn->h);
    for (int y = 0; y < drawn->h; y++) {
        const Uint32 *from = (const void *)((const char *)drawn->pixels + y * drawn->pitch);
        for (int x = 0; x < drawn->w; x++) {
            out->cover[y * drawn->w + x] = (uint8_t)(from[x] >> 24);
        }
    }
}

bool shaper_draw(struct shaper *self, const uint32_t *word, size_t length, struct brush brush,
                 struct mask *out, struct error *err)
{
    struct str text = {0};
    for (size_t i = 0; i < length; i++) {
        char bytes[5];
        utf8_encode(word[i], bytes);
        str_add(&text, bytes);
    }
    SDL_Surface *drawn = NULL;
    if (set_brush(self, brush)) {
        drawn =
            TTF_RenderUTF8_Blended(self->font, str_text(&text), (SDL_Color){255, 255, 255, 255});
    }
    if (drawn == NULL) {
        error_set(err, ERROR_MEDIA, "cannot draw \"%s\" at %d px: %s", str_text(&text),
                  brush.size_px, TTF_GetError());
        str_fini(&text);
        return false;
    }
    str_fini(&text);
    take_alpha(out, drawn);
    out->left = -brush.outline_px;
    out->top = TTF_FontAscent(self->font) + brush.outline_px;
    SDL_FreeSurface(drawn);
    return true;
}

static bool row_has_ink(const struct mask *mask, int y)
{
    for (int x = 0; x < mask->w; x++) {
        if (mask->cover[y * mask->w + x] > 0) {
            return true;
        }
    }
    return false;
}

bool shaper_measure(struct shaper *self, const uint32_t *word, size_t length, int *advance,
                    struct ink *ink)
{
    struct mask mask = {0};
    bool is_drawn =
        shaper_draw(self, word, length, (struct brush){.size_px = MEASURE_PX}, &mask, NULL);
    int first = 0;
    int last = mask.h - 1;
    while (first <= last && !row_has_ink(&mask, first)) {
        first++;
    }
    while (last > first && !row_has_ink(&mask, last)) {
        last--;
    }
    if (is_drawn) {
        *advance = mask.w * TEXT_EM / MEASURE_PX;
        ink->above = (mask.top - first) * TEXT_EM / MEASURE_PX;
        ink->below = (last + 1 - mask.top) * TEXT_EM / MEASURE_PX;
    }
    mask_fini(&mask);
    return is_drawn;
}
