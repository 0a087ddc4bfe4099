// How long a programme's items take: remembered, or measured beside what is shown.
#include "show/cast.h"

// What was measured. An item that could not be performed keeps the length that is assumed: its file
// may come yet, and the show says what happens when its turn comes.
void programme_tell_lengths(struct programme *self, struct plan *plan, const struct plan *known)
{
    for (size_t z = 0; z < self->zone_count; z++) {
        for (size_t i = 0; i < self->playlist->item_count; i++) {
            int64_t length_us =
                known != NULL ? plan_length(known, z, i) : measure_lengths_us(self->measure, z)[i];
            if (length_us > 0) {
                plan_set_length(plan, z, i, length_us);
            }
        }
    }
}

static struct lengths_key key_of(const struct programme *self, size_t zone, size_t item)
{
    struct rect place = zone_place(&self->zones[zone], self->parts.canvas);
    struct lengths_key key;
    lengths_key_of(cast_item(self, zone, item), &self->zones[zone], (struct size){place.w, place.h},
                   self->parts.env.rate_mhz, &key);
    return key;
}

static void each_shown(struct programme *self, const size_t *items, size_t count, size_t zone,
                       void (*act)(struct programme *self, size_t zone, size_t item))
{
    for (size_t i = 0; i < count; i++) {
        act(self, zone, items[i]);
    }
}

// Whatever a zone may show, as it is measured.
static void each_length(struct programme *self,
                        void (*act)(struct programme *self, size_t zone, size_t item))
{
    for (size_t z = 0; z < self->zone_count; z++) {
        const struct zone *zone = &self->zones[z];
        each_shown(self, zone->items, zone->item_count, z, act);
        each_shown(self, zone->filler, zone->filler_count, z, act);
        each_shown(self, zone->clock_unknown, zone->clock_unknown_count, z, act);
    }
}

static void recall_length(struct programme *self, size_t zone, size_t item)
{
    struct lengths_key key = key_of(self, zone, item);
    int64_t length_us = lengths_find(self->parts.lengths, &key);
    if (length_us > 0) {
        measure_tell(self->measure, zone, item, length_us);
        plan_set_length(self->plan, zone, item, length_us);
    }
}

static void keep_length(struct programme *self, size_t zone, size_t item)
{
    struct lengths_key key = key_of(self, zone, item);
    int64_t length_us = measure_lengths_us(self->measure, zone)[item];
    if (length_us > 0) {
        lengths_learn(self->parts.lengths, &key, length_us);
    }
}

void programme_recall_lengths(struct programme *self)
{
    each_length(self, recall_length);
}

bool programme_learn(struct programme *self, const struct moment *moment)
{
    if (self->measure == NULL) {
        return false;
    }
    if (!measure_step(self->measure, moment->show)) {
        programme_tell_lengths(self, self->plan, NULL);
        each_length(self, keep_length);
        lengths_keep(self->parts.lengths);
        measure_free(self->measure);
        self->measure = NULL;
    }
    return self->measure != NULL;
}
