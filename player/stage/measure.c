// Opening every item once to hear how long it wants to stay.
#include "stage/measure.h"

#include "base/mem.h"

#include <stdlib.h>

struct zone_measure {
    int64_t *lengths_us;    // by item
    bool *is_known;         // by item
    char **whys;            // by item; NULL: it can be performed, or is not known
    struct scroll *scrolls; // by item; px 0: it does not, or is not known
    int64_t *leavings_us;   // by item
};

struct measure {
    const struct playlist *playlist;
    const struct zone *zones;
    size_t zone_count;
    struct size canvas;
    struct act_env env;
    struct zone_measure *of; // by zone
    // the one that is being measured
    struct act *act; // NULL: none
    size_t zone, item;
    struct mono opened;
};

struct measure *measure_new(const struct playlist *playlist, const struct zone *zones,
                            size_t zone_count, struct size canvas, const struct act_env *env)
{
    struct measure *self = mem_zeroed(1, sizeof *self);
    self->playlist = playlist;
    self->zones = zones;
    self->zone_count = zone_count;
    self->canvas = canvas;
    self->env = *env;
    self->env.painter = NULL; // nothing that is measured is seen
    self->of = mem_zeroed(zone_count, sizeof *self->of);
    for (size_t zone = 0; zone < zone_count; zone++) {
        struct zone_measure *of = &self->of[zone];
        of->lengths_us = mem_zeroed(playlist->item_count, sizeof *of->lengths_us);
        of->is_known = mem_zeroed(playlist->item_count, sizeof *of->is_known);
        of->whys = mem_zeroed(playlist->item_count, sizeof(char *));
        of->scrolls = mem_zeroed(playlist->item_count, sizeof *of->scrolls);
        of->leavings_us = mem_zeroed(playlist->item_count, sizeof *of->leavings_us);
    }
    return self;
}

static void close_act(struct measure *self)
{
    if (self->act != NULL) {
        self->act->ops->close(self->act);
        self->act = NULL;
    }
}

void measure_free(struct measure *self)
{
    if (self == NULL) {
        return;
    }
    close_act(self);
    for (size_t zone = 0; zone < self->zone_count; zone++) {
        struct zone_measure *of = &self->of[zone];
        for (size_t item = 0; item < self->playlist->item_count; item++) {
            free(of->whys[item]);
        }
        free(of->whys);
        free(of->leavings_us);
        free(of->scrolls);
        free(of->is_known);
        free(of->lengths_us);
    }
    free(self->of);
    free(self);
}

// The n-th item that the zone may show; false behind the last. An item may come more than once.
static bool item_of(const struct zone *zone, size_t n, size_t *item)
{
    const struct {
        const size_t *items;
        size_t count;
    } lists[] = {
        {zone->items, zone->item_count},
        {zone->filler, zone->filler_count},
        {zone->clock_unknown, zone->clock_unknown_count},
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (n < lists[i].count) {
            *item = lists[i].items[n];
            return true;
        }
        n -= lists[i].count;
    }
    return false;
}

static bool find_unknown(struct measure *self)
{
    for (; self->zone < self->zone_count; self->zone++) {
        size_t item = 0;
        for (size_t n = 0; item_of(&self->zones[self->zone], n, &item); n++) {
            if (!self->of[self->zone].is_known[item]) {
                self->item = item;
                return true;
            }
        }
    }
    return false;
}

// What the item that is being measured has come to. `why` says why its length is 0.
static void settle(struct measure *self, int64_t length_us, const char *why)
{
    struct zone_measure *of = &self->of[self->zone];
    of->is_known[self->item] = true;
    of->lengths_us[self->item] = length_us;
    if (length_us <= 0) {
        of->lengths_us[self->item] = 0;
        of->whys[self->item] = mem_copy(why);
    }
    close_act(self);
}

static void open_next(struct measure *self, struct mono now)
{
    const struct zone *zone = &self->zones[self->zone];
    const struct item *item = &self->playlist->items[self->item];
    struct rect place = zone_place(zone, self->canvas);
    struct act_request request = {
        .env = &self->env,
        .item = item,
        .zone = zone,
        .size = {place.w, place.h},
        .background = item->look.background.a > 0 ? item->look.background : zone->background,
    };
    struct error err = {0};
    self->opened = now;
    self->act = act_open(&request, &err);
    if (self->act == NULL) {
        settle(self, 0, err.text);
    }
}

static void note_scroll(struct measure *self)
{
    const struct act_ops *ops = self->act->ops;
    const struct scroll *scroll = ops->scroll != NULL ? ops->scroll(self->act) : NULL;
    if (scroll != NULL) {
        self->of[self->zone].scrolls[self->item] = *scroll;
    }
}

static void note_leaving(struct measure *self)
{
    const struct act_ops *ops = self->act->ops;
    const struct act_join *join = ops->join != NULL ? ops->join(self->act) : NULL;
    if (join != NULL) {
        int rate_mhz = self->of[self->zone].scrolls[self->item].rate_mhz;
        self->of[self->zone].leavings_us[self->item] =
            scroll_frame_us(rate_mhz, join->letters_out) - ops->length_us(self->act);
    }
}

static bool is_vetting(const struct act *act)
{
    return act->ops->is_vetting != NULL && act->ops->is_vetting(act);
}

static void go_on(struct measure *self, struct mono now)
{
    struct error err = {0};
    switch (self->act->ops->prepare(self->act, 0, &err)) {
    case ACT_PREPARING:
        if (mono_since(now, self->opened) >= MEASURE_PATIENCE_US && !is_vetting(self->act)) {
            settle(self, 0, "it did not get ready in time");
        }
        break;
    case ACT_READY:
        note_scroll(self);
        note_leaving(self);
        settle(self, self->act->ops->length_us(self->act), "it is over at once");
        break;
    case ACT_FAILED:
        settle(self, 0, err.text);
        break;
    }
}

bool measure_step(struct measure *self, struct mono now)
{
    if (self->act != NULL) {
        go_on(self, now);
    } else if (find_unknown(self)) {
        open_next(self, now);
    } else {
        return false;
    }
    return true;
}

void measure_tell(struct measure *self, size_t zone, size_t item, int64_t length_us)
{
    struct zone_measure *of = &self->of[zone];
    if (self->act != NULL && self->zone == zone && self->item == item) {
        close_act(self);
    }
    of->is_known[item] = true;
    of->lengths_us[item] = length_us;
    free(of->whys[item]);
    of->whys[item] = NULL;
}

const int64_t *measure_lengths_us(const struct measure *self, size_t zone)
{
    return self->of[zone].lengths_us;
}

bool measure_is_known(const struct measure *self, size_t zone, size_t item)
{
    return self->of[zone].is_known[item];
}

const char *measure_why(const struct measure *self, size_t zone, size_t item)
{
    return self->of[zone].whys[item];
}

struct scroll measure_scroll(const struct measure *self, size_t zone, size_t item)
{
    return self->of[zone].scrolls[item];
}

int64_t measure_leaving_us(const struct measure *self, size_t zone, size_t item)
{
    return self->of[zone].leavings_us[item];
}

void measure_zone(const struct playlist *playlist, size_t zone, struct size canvas,
                  const struct act_env *env, int64_t *lengths_us, measure_trouble *trouble,
                  void *trouble_self)
{
    struct measure *measure = measure_new(playlist, &playlist->zones[zone], 1, canvas, env);
    while (measure_step(measure, (struct mono){0})) {
    }
    for (size_t item = 0; item < playlist->item_count; item++) {
        if (!measure_is_known(measure, 0, item)) {
            continue;
        }
        lengths_us[item] = measure_lengths_us(measure, 0)[item];
        const char *why = measure_why(measure, 0, item);
        if (why != NULL && trouble != NULL) {
            trouble(trouble_self, &playlist->items[item], why);
        }
    }
    measure_free(measure);
}
