// Adding plays up under names. Part of the agenda.
#pragma once

#include "agenda/agenda.h"

// One more play: [from_us, to_us).
void sum_add_play(struct agenda_sum *self, int64_t from_us, int64_t to_us);

// Adds `more` to what `key` has, which may be NULL. Keys are borrowed.
void sums_add(struct agenda_sums *self, const char *key, const struct agenda_sum *more);

// Most time first, then by name, NULL last.
void sums_sort(struct agenda_sums *self);
void sums_fini(struct agenda_sums *self);
