// From a zone's picture to a few kilobytes of text.
#include "cmd/thumbs.h"

#include "base/base64.h"
#include "base/mem.h"
#include "cmd/progress.h"
#include "cmd/viewing.h"
#include "screen/frame.h"
#include "screen/shrink.h"

#include <stdlib.h>

// On the page, in CSS pixels, and how many pixels each of them has, for telephones and paper.
enum { MOST_W = 200, MOST_H = 44, DENSITY = 2, QUALITY = 70 };

// PNG for letters, JPEG for photographs: whichever is smaller. NULL: neither could be written.
static char *encoded(const struct SDL_Surface *picture)
{
    struct error ignored = {0};
    struct str png = {0};
    struct str jpeg = {0};
    struct str uri = {0};
    bool is_png = frame_png(picture, &png, &ignored);
    if (frame_jpeg(picture, QUALITY, 0, &jpeg, &ignored) && (!is_png || jpeg.length < png.length)) {
        str_add(&uri, "data:image/jpeg;base64,");
        base64_add(&uri, jpeg.text, jpeg.length);
    } else if (is_png) {
        str_add(&uri, "data:image/png;base64,");
        base64_add(&uri, png.text, png.length);
    }
    str_fini(&png);
    str_fini(&jpeg);
    return uri.length > 0 ? str_take(&uri) : NULL;
}

static char *picture_of(const struct rehearsal *rehearsal, size_t zone, size_t item,
                        struct wall wall)
{
    char *uri = NULL;
    struct viewing *viewing = viewing_new(rehearsal, zone, item, wall);
    struct SDL_Surface *seen = viewing_at(viewing, viewing_middle_us(viewing));
    if (seen != NULL) {
        struct size size = frame_size(seen);
        struct size small = size_within(size, (struct size){MOST_W * DENSITY, MOST_H * DENSITY});
        small = small.w < size.w ? small : size; // the page scales up what is smaller
        struct SDL_Surface *picture = frame_new(small);
        frame_shrink(seen, picture, (struct rect){0, 0, small.w, small.h});
        uri = encoded(picture);
        frame_free(picture);
    }
    viewing_free(viewing);
    return uri;
}

static struct agenda_picture look(const struct rehearsal *rehearsal, size_t zone, size_t item,
                                  struct wall wall)
{
    struct rect place = zone_place(&rehearsal->setting->playlist->zones[zone], rehearsal->canvas);
    bool is_shown = rehearsal->lengths_us[zone][item] > 0;
    return (struct agenda_picture){
        is_shown ? picture_of(rehearsal, zone, item, wall) : NULL,
        size_within((struct size){place.w, place.h}, (struct size){MOST_W, MOST_H})};
}

static size_t count_items(const struct agenda *agenda)
{
    size_t count = 0;
    for (size_t z = 0; z < agenda->zone_count; z++) {
        count += agenda->zones[z].item_count;
    }
    return count;
}

void thumbs_init(struct thumbs *self, const struct rehearsal *rehearsal,
                 const struct agenda *agenda)
{
    const struct playlist *playlist = rehearsal->setting->playlist;
    self->count = playlist->zone_count * playlist->item_count;
    self->each = mem_zeroed(self->count, sizeof *self->each);
    self->pictures = (struct agenda_pictures){self->each, playlist->item_count};
    struct progress progress;
    size_t done = 0;
    progress_init(&progress, "drawing items");
    for (size_t z = 0; z < agenda->zone_count; z++) {
        const struct agenda_zone *zone = &agenda->zones[z];
        for (size_t i = 0; i < zone->item_count; i++) {
            const struct agenda_item *item = &zone->items[i];
            int64_t at_us = item->sum.plays > 0 ? item->sum.first_us : agenda->start_us;
            self->each[zone->zone * playlist->item_count + item->item] =
                look(rehearsal, zone->zone, item->item, (struct wall){at_us});
            done++;
            if (progress_is_due(&progress)) {
                progress_tell(&progress, done, count_items(agenda));
            }
        }
    }
    progress_fini(&progress);
}

void thumbs_fini(struct thumbs *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->each[i].uri);
    }
    free(self->each);
}
