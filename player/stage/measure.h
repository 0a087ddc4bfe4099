// How long items take in their zones, found out by opening each as the show would. For tools that
// need a whole loop at once (shot, check, simulations); a live show learns each length when it cues
// the item. May take a while.
#pragma once

#include "playlist/playlist.h"
#include "stage/act.h"

// Told once for each item of a zone that cannot be performed.
typedef void measure_trouble(void *self, const struct item *item, const char *why);

// Fills `lengths_us[item]` for every item of the zone; 0 for one that cannot be performed.
// `env->mode` must be MEDIUM_WAIT. Shape: playlist->item_count values; those of other zones' items
// are left alone.
void measure_zone(const struct playlist *playlist, size_t zone, struct size canvas,
                  const struct act_env *env, int64_t *lengths_us, measure_trouble *trouble,
                  void *trouble_self);
