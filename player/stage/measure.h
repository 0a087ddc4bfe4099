// How long items take in their zones, found out by opening each as the show would, one at a time.
// A live show measures step by step beside what it shows; tools that need all lengths at once take
// measure_zone(). Thread: main. It never asks the time.
#pragma once

#include "base/clock.h"
#include "playlist/playlist.h"
#include "stage/act.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct measure;

// Nothing is known yet. Measured is whatever a zone may show: its items, its filler and what it
// shows while the clock is not known. Shape: `zone_count` zones of the playlist, or like them,
// later named by their place in `zones`; borrowed as the playlist is, and what `env` names.
struct measure *measure_new(const struct playlist *playlist, const struct zone *zones,
                            size_t zone_count, struct size canvas, const struct act_env *env)
    __attribute__((returns_nonnull));
void measure_free(struct measure *self); // NULL is fine

// The next bit of work, a few milliseconds at most; with MEDIUM_LATEST it never waits for a
// decoder, but asks again in the next step. False when all is known. An item that does not get
// ready within MEASURE_PATIENCE_US (the reading of a signed file does not count) counts as one that
// cannot be performed.
#define MEASURE_PATIENCE_US INT64_C(5000000)
bool measure_step(struct measure *self, struct mono now);

// Says a length that is known from elsewhere: it need not be measured. Range: length_us > 0.
void measure_tell(struct measure *self, size_t zone, size_t item, int64_t length_us);

// Shape: a value for each item of the playlist; 0 for one that is not known, cannot be performed,
// or is none of the zone's. Borrowed; later steps fill it.
const int64_t *measure_lengths_us(const struct measure *self, size_t zone);
bool measure_is_known(const struct measure *self, size_t zone, size_t item);
// Why the item cannot be performed; NULL when it can, or is not known.
const char *measure_why(const struct measure *self, size_t zone, size_t item);

// How it scrolls, once it was measured; `px` 0: it does not, or is not known.
struct scroll measure_scroll(const struct measure *self, size_t zone, size_t item);

// How much longer than its length it is in sight: the last character of a text in an endless zone
// leaves when the next text is on already. 0 for anything else, and what is not known.
int64_t measure_leaving_us(const struct measure *self, size_t zone, size_t item);

// Told once for each item of a zone that cannot be performed.
typedef void measure_trouble(void *self, const struct item *item, const char *why);

// Fills `lengths_us[item]` for whatever the zone may show; 0 for what cannot be performed.
// `env->mode` must not be MEDIUM_LATEST. May take a while. Shape: playlist->item_count values;
// those of other zones' items are left alone.
void measure_zone(const struct playlist *playlist, size_t zone, struct size canvas,
                  const struct act_env *env, int64_t *lengths_us, measure_trouble *trouble,
                  void *trouble_self);
