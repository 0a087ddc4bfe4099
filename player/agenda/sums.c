// Sums by name: a handful, looked through in a row.
#include "agenda/sums.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

void sum_add_play(struct agenda_sum *self, int64_t from_us, int64_t to_us)
{
    self->first_us = self->plays == 0 ? from_us : self->first_us;
    self->last_us = from_us;
    self->plays++;
    self->time_us += to_us - from_us;
}

static void merge(struct agenda_sum *self, const struct agenda_sum *more)
{
    if (more->plays == 0) {
        return;
    }
    bool is_first = self->plays == 0;
    self->first_us = is_first || more->first_us < self->first_us ? more->first_us : self->first_us;
    self->last_us = is_first || more->last_us > self->last_us ? more->last_us : self->last_us;
    self->plays += more->plays;
    self->time_us += more->time_us;
}

void sums_add(struct agenda_sums *self, const char *key, const struct agenda_sum *more)
{
    size_t i = 0;
    while (i < self->count && !str_is(self->each[i].key, key)) {
        i++;
    }
    if (i == self->count) {
        self->each = MEM_GROW(self->each, self->count, self->capacity);
        self->each[self->count++] = (struct agenda_sum){.key = key};
    }
    merge(&self->each[i], more);
}

static int by_time(const void *a, const void *b)
{
    const struct agenda_sum *left = a;
    const struct agenda_sum *right = b;
    if (left->key == NULL || right->key == NULL) {
        return (left->key == NULL) - (right->key == NULL);
    }
    if (left->time_us != right->time_us) {
        return left->time_us < right->time_us ? 1 : -1;
    }
    return strcmp(left->key, right->key);
}

void sums_sort(struct agenda_sums *self)
{
    if (self->count > 0) {
        qsort(self->each, self->count, sizeof *self->each, by_time);
    }
}

void sums_fini(struct agenda_sums *self)
{
    free(self->each);
    *self = (struct agenda_sums){0};
}
