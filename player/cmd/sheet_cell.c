// A cell is drawn on a piece of the sheet that is as large as it needs: the strip has as many
// pictures in a row as stay legible, so that a ticker is not made into hairs. Where that is one,
// its time stands left of it, else below.
#include "cmd/sheet_cell.h"

#include "base/mem.h"
#include "base/str.h"
#include "cmd/viewing.h"
#include "screen/frame.h"
#include "screen/shrink.h"
#include "stage/caption.h"

#include <stdlib.h>

enum {
    HIGHEST_PERCENT = 130, // of the cell's width, the picture
    LABEL_H = 28,
    LABEL_PX = 16,
    INSTANTS = 5,
    INSTANTS_LONG = 4, // of what is much wider than high
    LONG = 4,          // times as wide as high
    SMALL_GAP = 6,
    SMALL_LOW = 22,  // a small picture is not lower, if it can be helped: text is read on it
    SMALL_HIGH = 84, // and not higher
    TIME_W = 48,     // left of a picture
    TIME_H = 18,     // below it
    TIME_PX = 12,
};

struct cell {
    const struct rehearsal *rehearsal;
    size_t zone, item;
    int width;
    struct size picture;
    int64_t instants[VIEWING_MOST];
    int count, per_row;
    struct size small;
};

struct colour sheet_ground(void)
{
    return (struct colour){35, 39, 46, 255};
}

static bool is_long(struct size zone)
{
    return zone.w > LONG * zone.h;
}

// The most in a row with which they are not too low.
static int count_per_row(const struct cell *self, struct size zone)
{
    int most = self->count;
    while (most > 1 &&
           (self->width - (most - 1) * SMALL_GAP) / most * zone.h < SMALL_LOW * zone.w) {
        most--;
    }
    int rows = (self->count + most - 1) / most;
    return (self->count + rows - 1) / rows; // no row is fuller than it must be
}

static void measure(struct cell *self, struct size zone, struct viewing *viewing)
{
    self->picture =
        size_within(zone, (struct size){self->width, self->width * HIGHEST_PERCENT / 100});
    self->count =
        viewing_instants(viewing, is_long(zone) ? INSTANTS_LONG : INSTANTS, self->instants);
    if (self->count > 0) {
        self->per_row = count_per_row(self, zone);
        int room = (self->width - (self->per_row - 1) * SMALL_GAP) / self->per_row;
        int small_w = self->per_row > 1 ? room : room - TIME_W;
        self->small = size_within(zone, (struct size){small_w, SMALL_HIGH});
    }
}

static int row_h(const struct cell *self)
{
    return self->small.h + (self->per_row > 1 ? TIME_H : SMALL_GAP);
}

static int height_of(const struct cell *self)
{
    int rows = self->count > 0 ? (self->count + self->per_row - 1) / self->per_row : 0;
    return self->picture.h + (rows > 0 ? SMALL_GAP + rows * row_h(self) : 0) + LABEL_H;
}

static void add_time(struct str *out, int64_t us)
{
    int64_t tenths = (us + CLOCK_SECOND_US / 20) / (CLOCK_SECOND_US / 10);
    if (tenths < 600) {
        str_addf(out, "%d.%d s", (int)(tenths / 10), (int)(tenths % 10));
    } else {
        str_addf(out, "%lld:%02d", (long long)(tenths / 600), (int)(tenths / 10 % 60));
    }
}

static void set_label(const struct cell *self, struct str *words, const struct look *look,
                      struct rect place, struct SDL_Surface *page)
{
    struct error ignored = {0}; // without a font the pictures stand alone
    bool is_written = caption_paint(setting_letters(self->rehearsal->setting), str_text(words),
                                    look, place, page, &ignored);
    (void)is_written;
    str_fini(words);
}

static void draw(struct viewing *viewing, int64_t at_us, struct rect place,
                 struct SDL_Surface *page)
{
    struct SDL_Surface *picture = viewing_at(viewing, at_us);
    if (picture != NULL) {
        frame_shrink(picture, page, place);
    } else {
        frame_fill_rect(page, place, (struct colour){0, 0, 0, 255});
    }
}

static void write_time(const struct cell *self, int64_t at_us, struct rect picture,
                       struct SDL_Surface *page)
{
    struct look look = {.colour = {150, 157, 170, 255}, .size_px = TIME_PX, .align = ALIGN_CENTRE};
    struct rect place = {picture.x, picture.y + picture.h, picture.w, TIME_H};
    if (self->per_row == 1) {
        look.align = ALIGN_START;
        place = (struct rect){picture.x - TIME_W, picture.y, TIME_W, picture.h};
    }
    struct str words = {0};
    add_time(&words, at_us);
    set_label(self, &words, &look, place, page);
}

static void draw_strip(const struct cell *self, struct viewing *viewing, struct SDL_Surface *page)
{
    static const struct colour edge = {78, 85, 97, 255}; // else black ones melt into each other
    int step = self->small.w + SMALL_GAP;
    int left = self->per_row > 1 ? (self->width - (self->per_row * step - SMALL_GAP)) / 2
                                 : self->width - self->small.w;
    for (int i = 0; i < self->count; i++) {
        struct rect place = {left + i % self->per_row * step,
                             self->picture.h + SMALL_GAP + i / self->per_row * row_h(self),
                             self->small.w, self->small.h};
        struct rect inside = {place.x + 1, place.y + 1, place.w - 2, place.h - 2};
        frame_fill_rect(page, place, edge);
        draw(viewing, self->instants[i], rect_is_empty(inside) ? place : inside, page);
        write_time(self, self->instants[i], place, page);
    }
}

static void draw_label(const struct cell *self, struct SDL_Surface *page)
{
    static const struct look look = {
        .colour = {200, 205, 215, 255}, .size_px = LABEL_PX, .align = ALIGN_CENTRE};
    const struct playlist *playlist = self->rehearsal->setting->playlist;
    const struct item *item = &playlist->items[self->item];
    struct str words = {0};
    str_addf(&words, "%s / %s · %s · ", playlist->zones[self->zone].name, item->id,
             item_kind_name(item->kind));
    add_time(&words, self->rehearsal->lengths_us[self->zone][self->item]);
    set_label(self, &words, &look, (struct rect){0, page->h - LABEL_H, self->width, LABEL_H}, page);
}

struct SDL_Surface *sheet_cell_make(const struct rehearsal *rehearsal, size_t zone, size_t item,
                                    struct wall wall, int width_px)
{
    const struct zone *zones = rehearsal->setting->playlist->zones;
    struct rect place = zone_place(&zones[zone], rehearsal->canvas);
    struct cell cell = {.rehearsal = rehearsal, .zone = zone, .item = item, .width = width_px};
    struct viewing *viewing = viewing_new(rehearsal, zone, item, wall);
    measure(&cell, (struct size){place.w, place.h}, viewing);
    struct SDL_Surface *page = frame_new((struct size){width_px, height_of(&cell)});
    frame_fill(page, sheet_ground());
    struct rect middle = {(width_px - cell.picture.w) / 2, 0, cell.picture.w, cell.picture.h};
    draw(viewing, viewing_middle_us(viewing), middle, page);
    draw_strip(&cell, viewing, page);
    draw_label(&cell, page);
    viewing_free(viewing);
    return page;
}
