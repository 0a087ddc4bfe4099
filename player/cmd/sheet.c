// Laying cells out. Each is as wide as a column and goes, in the author's order, into the column
// that has least, so that strips and upright posters stand side by side without holes.
#include "cmd/sheet.h"

#include "base/mem.h"
#include "cmd/sheet_cell.h"
#include "screen/frame.h"

#include <stdlib.h>

enum { SHEET_W = 1600, COLUMNS = 4, COLUMNS_STRIP = 2, GAP = 16 };

struct sheet {
    struct cell {
        struct SDL_Surface *picture;
        int x, y;
    } * cells;
    size_t count, capacity;
    int columns, column_w;
    int column_h[COLUMNS]; // what is in each, with a gap above and below
};

// Strips are shown larger, since a ticker is mostly width.
static void choose_columns(struct sheet *self, struct size canvas)
{
    self->columns = canvas.w > 4 * canvas.h ? COLUMNS_STRIP : COLUMNS;
    self->column_w = (SHEET_W - GAP) / self->columns - GAP;
    for (int i = 0; i < self->columns; i++) {
        self->column_h[i] = GAP;
    }
}

static void add(struct sheet *self, struct SDL_Surface *picture)
{
    int column = 0;
    for (int i = 1; i < self->columns; i++) {
        column = self->column_h[i] < self->column_h[column] ? i : column;
    }
    self->cells = MEM_GROW(self->cells, self->count, self->capacity);
    self->cells[self->count++] =
        (struct cell){picture, GAP + column * (self->column_w + GAP), self->column_h[column]};
    self->column_h[column] += picture->h + GAP;
}

static void collect(struct sheet *self, const struct rehearsal *rehearsal, struct wall wall)
{
    const struct playlist *playlist = rehearsal->setting->playlist;
    for (size_t z = 0; z < playlist->zone_count; z++) {
        for (size_t i = 0; i < playlist->item_count; i++) {
            if (rehearsal->lengths_us[z][i] > 0) {
                add(self, sheet_cell_make(rehearsal, z, i, wall, self->column_w));
            }
        }
    }
}

struct SDL_Surface *sheet_make(const struct rehearsal *rehearsal, struct wall wall)
{
    struct sheet sheet = {0};
    choose_columns(&sheet, rehearsal->canvas);
    collect(&sheet, rehearsal, wall);
    int h = GAP;
    for (int i = 0; i < sheet.columns; i++) {
        h = sheet.column_h[i] > h ? sheet.column_h[i] : h;
    }
    struct SDL_Surface *page = frame_new((struct size){SHEET_W, h});
    frame_fill(page, sheet_ground());
    for (size_t i = 0; i < sheet.count; i++) {
        const struct cell *cell = &sheet.cells[i];
        struct size size = frame_size(cell->picture);
        frame_scale(cell->picture, page, (struct rect){cell->x, cell->y, size.w, size.h});
        frame_free(cell->picture);
    }
    free(sheet.cells);
    return page;
}
