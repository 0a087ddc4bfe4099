// Laying pictures out in rows. Each is as wide as a column; a row is as high as its highest
// picture, so that strips and upright posters stand side by side without holes.
#include "cmd/sheet.h"

#include "base/mem.h"
#include "screen/frame.h"
#include "stage/caption.h"

#include <stdlib.h>

enum { SHEET_W = 1600, COLUMN_W = 380, HIGHEST_PERCENT = 130, GAP = 16, LABEL_H = 28 };

// One picture's place on the sheet.
struct cell {
    size_t zone, item;
    struct rect place; // of the picture; its label is below
};

struct sheet {
    struct cell *cells;
    int count;
    int column_w, columns;
    int h; // of the whole sheet
};

// Strips are shown larger, since a ticker is mostly width.
static void choose_columns(struct sheet *self, struct size canvas)
{
    bool is_strip = canvas.w > 4 * canvas.h;
    self->columns = is_strip ? 2 : (SHEET_W - GAP) / (COLUMN_W + GAP);
    self->column_w = (SHEET_W - GAP) / self->columns - GAP;
}

static struct size scaled(struct size picture, int column_w)
{
    struct rect room = {0, 0, column_w, column_w * HIGHEST_PERCENT / 100};
    struct rect fitted = rect_fit(picture, room, FIT_CONTAIN);
    return (struct size){fitted.w, fitted.h};
}

static void collect(struct sheet *self, const struct rehearsal *rehearsal)
{
    const struct playlist *playlist = rehearsal->setting->playlist;
    size_t capacity = 0;
    for (size_t z = 0; z < playlist->zone_count; z++) {
        struct rect zone = zone_place(&playlist->zones[z], rehearsal->canvas);
        struct size size = scaled((struct size){zone.w, zone.h}, self->column_w);
        for (size_t i = 0; i < playlist->item_count; i++) {
            if (rehearsal->lengths_us[z][i] > 0) {
                self->cells = MEM_GROW(self->cells, (size_t)self->count, capacity);
                self->cells[self->count++] = (struct cell){z, i, {0, 0, size.w, size.h}};
            }
        }
    }
}

static void arrange(struct sheet *self)
{
    self->h = GAP;
    for (int first = 0; first < self->count; first += self->columns) {
        int highest = 0;
        for (int i = first; i < self->count && i < first + self->columns; i++) {
            struct rect *place = &self->cells[i].place;
            place->x = GAP + (i - first) * (self->column_w + GAP) + (self->column_w - place->w) / 2;
            place->y = self->h;
            highest = place->h > highest ? place->h : highest;
        }
        self->h += highest + LABEL_H + GAP;
    }
}

static void add_label(const struct rehearsal *rehearsal, const struct cell *cell, int column_w,
                      struct SDL_Surface *page)
{
    const struct playlist *playlist = rehearsal->setting->playlist;
    char *label =
        mem_format("%s / %s", playlist->zones[cell->zone].name, playlist->items[cell->item].id);
    struct look look = {
        .colour = {200, 205, 215, 255}, .size_px = LABEL_H * 3 / 5, .align = ALIGN_CENTRE};
    int x = cell->place.x - (column_w - cell->place.w) / 2;
    struct rect words = {x, cell->place.y + cell->place.h, column_w, LABEL_H};
    struct error ignored = {0}; // without a font the pictures stand alone
    bool is_labelled =
        caption_paint(setting_letters(rehearsal->setting), label, &look, words, page, &ignored);
    (void)is_labelled;
    free(label);
}

struct SDL_Surface *sheet_make(const struct rehearsal *rehearsal, struct wall wall)
{
    struct sheet sheet = {0};
    choose_columns(&sheet, rehearsal->canvas);
    collect(&sheet, rehearsal);
    arrange(&sheet);
    struct SDL_Surface *page = frame_new((struct size){SHEET_W, sheet.h});
    frame_fill(page, (struct colour){35, 39, 46, 255});
    for (int i = 0; i < sheet.count; i++) {
        const struct cell *cell = &sheet.cells[i];
        struct SDL_Surface *picture = rehearsal_item(rehearsal, cell->zone, cell->item, wall);
        frame_scale(picture, page, cell->place);
        frame_free(picture);
        add_label(rehearsal, cell, sheet.column_w, page);
    }
    free(sheet.cells);
    return page;
}
