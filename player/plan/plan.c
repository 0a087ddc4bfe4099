// A rota for each zone.
#include "plan/plan.h"

#include "base/mem.h"
#include "plan/rota.h"

#include <stdlib.h>

struct plan {
    const struct playlist *playlist;
    struct rota *rotas; // one a zone
};

struct plan *plan_new(const struct playlist *playlist)
{
    struct plan *self = mem_zeroed(1, sizeof *self);
    self->playlist = playlist;
    self->rotas = mem_zeroed(playlist->zone_count, sizeof *self->rotas);
    for (size_t z = 0; z < playlist->zone_count; z++) {
        const struct zone *zone = &playlist->zones[z];
        int *weights = mem_zeroed(zone->item_count, sizeof *weights);
        for (size_t i = 0; i < zone->item_count; i++) {
            weights[i] = playlist->items[zone->items[i]].often.weight;
        }
        rota_init(&self->rotas[z], weights, zone->item_count);
        free(weights);
    }
    return self;
}

void plan_free(struct plan *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t z = 0; z < self->playlist->zone_count; z++) {
        rota_fini(&self->rotas[z]);
    }
    free(self->rotas);
    free(self);
}

struct slot plan_slot(const struct plan *self, size_t zone, int64_t number)
{
    size_t member = rota_member(&self->rotas[zone], number);
    return (struct slot){
        .zone = zone, .number = number, .item = self->playlist->zones[zone].items[member]};
}

int64_t plan_round_slots(const struct plan *self, size_t zone)
{
    return (int64_t)self->rotas[zone].length;
}

int64_t plan_round_us(const struct plan *self, size_t zone, const int64_t *lengths_us)
{
    int64_t sum = 0;
    for (int64_t n = 0; n < plan_round_slots(self, zone); n++) {
        sum += lengths_us[plan_slot(self, zone, n).item];
    }
    return sum;
}

bool plan_slot_at(const struct plan *self, size_t zone, int64_t at_us, const int64_t *lengths_us,
                  struct slot *out)
{
    int64_t round_us = plan_round_us(self, zone, lengths_us);
    if (round_us <= 0 || at_us < 0) {
        return false;
    }
    int64_t round = at_us / round_us;
    int64_t start_us = round * round_us;
    for (int64_t n = 0; n < plan_round_slots(self, zone); n++) {
        struct slot slot = plan_slot(self, zone, round * plan_round_slots(self, zone) + n);
        slot.start_us = start_us;
        slot.length_us = lengths_us[slot.item];
        if (at_us < start_us + slot.length_us) {
            *out = slot;
            return true;
        }
        start_us += slot.length_us;
    }
    return false;
}
