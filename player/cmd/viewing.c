// A stage of one zone.
//
// Text is put on once; every instant of it is as near as any other. A film's decoder goes on in its
// own time: each instant is a film that is begun there.
#include "cmd/viewing.h"

#include "base/mem.h"
#include "screen/frame.h"
#include "stage/blink.h"
#include "stage/stage.h"

#include <stdlib.h>

struct viewing {
    const struct item *item;
    struct wall wall;
    int64_t length_us; // of once through it
    bool is_scrolling;
    struct zone only; // its zone, filling the picture
    struct act_env env;
    struct stage *stage;
    struct SDL_Surface *picture;
    bool is_on;
    int64_t next_us; // when what was looked at last changes
};

// Once through a text. In an endless zone it has made room before it has left.
static int64_t once_us(const struct rehearsal *rehearsal, size_t zone, size_t index)
{
    const struct zone *place = &rehearsal->setting->playlist->zones[zone];
    const struct item *item = &rehearsal->setting->playlist->items[index];
    const struct scroll *scroll = &rehearsal->scrolls[zone][index];
    int64_t length_us = rehearsal->lengths_us[zone][index];
    if (place->is_endless && scroll->px > 0) {
        return length_us + scroll_time_us(scroll, zone_place(place, rehearsal->canvas).w);
    }
    bool is_repeated = item->kind == ITEM_SLOGAN && item->passes > 1 && item->hold_us == 0;
    return is_repeated ? length_us / item->passes : length_us;
}

struct viewing *viewing_new(const struct rehearsal *rehearsal, size_t zone, size_t item,
                            struct wall wall)
{
    const struct playlist *playlist = rehearsal->setting->playlist;
    struct rect place = zone_place(&playlist->zones[zone], rehearsal->canvas);
    struct size size = {place.w, place.h};
    struct viewing *self = mem_zeroed(1, sizeof *self);
    self->item = &playlist->items[item];
    self->wall = wall;
    self->length_us = once_us(rehearsal, zone, item);
    self->is_scrolling = rehearsal->scrolls[zone][item].px > 0;
    self->only = playlist->zones[zone];
    self->only.x = self->only.y = (struct extent){0};
    self->only.w = (struct extent){place.w, false};
    self->only.h = (struct extent){place.h, false};
    self->env = rehearsal_env(rehearsal);
    self->env.only_cuts = true;
    self->stage = stage_new(&self->only, 1, size, &self->env);
    self->picture = frame_new(size);
    return self;
}

void viewing_free(struct viewing *self)
{
    if (self != NULL) {
        stage_free(self->stage);
        frame_free(self->picture);
        free(self);
    }
}

static bool put_on(struct viewing *self, int64_t from_us)
{
    struct mono now = {from_us};
    stage_cue(self->stage, 0, self->item, from_us);
    while (stage_cued(self->stage, 0, NULL) == ACT_PREPARING) {
        stage_prepare(self->stage, now);
    }
    if (stage_cued(self->stage, 0, NULL) != ACT_READY) {
        return false;
    }
    stage_take(self->stage, 0, now, (struct wall){self->wall.us + from_us}, from_us);
    return true;
}

struct SDL_Surface *viewing_at(struct viewing *self, int64_t at_us)
{
    bool is_film = self->item->kind == ITEM_VIDEO;
    if (is_film || !self->is_on) {
        self->is_on = put_on(self, is_film ? at_us : 0);
    }
    if (!self->is_on) {
        return NULL;
    }
    self->next_us = stage_draw(self->stage, (struct mono){at_us}, self->picture).next_us;
    return self->picture;
}

// Text that flashes is looked at while it can be seen.
static int64_t seen_us(const struct viewing *self, int64_t at_us)
{
    return blink_began_us(self->item->blink_mhz, at_us);
}

int64_t viewing_middle_us(const struct viewing *self)
{
    return seen_us(self, self->length_us / 2);
}

// --- pages -------------------------------------------------------------------------------------

enum {
    MOST_PAGES = 64,
    MOST_CHANGES = 1000, // a text that flashes for hours has no more pages for it
};

struct pages {
    int64_t begin_us[MOST_PAGES];
    int count;
    int64_t end_us; // of the last
};

// A page begins where the picture is another one; where it is the first again, all were there.
static void find_pages(struct viewing *self, struct pages *out)
{
    uint64_t first = 0;
    uint64_t last = 0;
    int64_t at_us = 0;
    *out = (struct pages){.end_us = self->length_us};
    for (int i = 0; i < MOST_CHANGES && at_us < self->length_us; i++) {
        if (viewing_at(self, at_us) == NULL || out->count == MOST_PAGES) {
            return;
        }
        uint64_t hash = frame_hash(self->picture);
        bool is_page = blink_is_on(self->item->blink_mhz, at_us) && hash != last;
        if (is_page && out->count > 1 && hash == first) {
            out->end_us = at_us;
            return;
        }
        if (is_page) {
            first = out->count == 0 ? hash : first;
            last = hash;
            out->begin_us[out->count++] = at_us;
        }
        at_us = self->next_us;
    }
}

// The middle of each, or of some, evenly, where there are more.
static int choose_pages(const struct viewing *self, const struct pages *pages, int64_t *out)
{
    int count = pages->count < VIEWING_MOST ? pages->count : VIEWING_MOST;
    for (int i = 0; i < count; i++) {
        int page = i * pages->count / count;
        int64_t end_us = page + 1 < pages->count ? pages->begin_us[page + 1] : pages->end_us;
        out[i] = seen_us(self, (pages->begin_us[page] + end_us) / 2);
    }
    return count > 1 ? count : 0;
}

int viewing_instants(struct viewing *self, int even, int64_t out[VIEWING_MOST])
{
    if (self->item->kind == ITEM_SLOGAN && !self->is_scrolling) {
        struct pages pages;
        find_pages(self, &pages);
        return choose_pages(self, &pages, out);
    }
    bool is_moving = self->item->kind == ITEM_VIDEO || self->is_scrolling;
    for (int i = 0; i < even && is_moving; i++) {
        out[i] = seen_us(self, self->length_us * (2 * i + 1) / (2 * even));
    }
    return is_moving ? even : 0;
}
