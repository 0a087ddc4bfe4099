// Counted people.
#include "report/headcounts.h"

#include "base/civil.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define HOUR_US (3600 * CLOCK_SECOND_US)
#define TOUCH_US CLOCK_SECOND_US // intervals are told in whole seconds
#define LONGEST_S (24 * 3600)
#define PEOPLE_MOST INT64_C(1000000000) // of one interval
#define ENOUGH 0.9                      // of a span

struct headcounts_entry {
    int64_t until_us, begin_us;
    int64_t seconds; // that the source could count
    int64_t people;
    size_t source;
};

void headcounts_fini(struct headcounts *self)
{
    for (size_t i = 0; i < self->source_count; i++) {
        free(self->sources[i]);
    }
    free(self->each);
    *self = (struct headcounts){0};
}

// By hand: a counter leaves one of these a minute, and most of a ledger's events are such.
static const char *value_of(const char *detail, const char *key)
{
    const char *at = strstr(detail, key);
    return at != NULL ? at + strlen(key) : NULL;
}

static size_t source_of(struct headcounts *self, const char *detail)
{
    const char *name = value_of(detail, "\"source\":\"");
    name = name != NULL ? name : "";
    size_t length = strcspn(name, "\"");
    for (size_t i = 0; i < self->source_count; i++) {
        if (strlen(self->sources[i]) == length && memcmp(self->sources[i], name, length) == 0) {
            return i;
        }
    }
    if (self->source_count == HEADCOUNT_SOURCES) {
        return HEADCOUNT_SOURCES - 1;
    }
    self->sources[self->source_count] = mem_format("%.*s", (int)length, name);
    return self->source_count++;
}

// The minutes of an hour become one entry: years of them fit into a megabyte.
static bool goes_on(const struct headcounts_entry *entry, int64_t begin_us, int64_t until_us)
{
    int64_t hour = entry->begin_us / HOUR_US;
    return llabs(begin_us - entry->until_us) <= TOUCH_US && (until_us - 1) / HOUR_US == hour;
}

void headcounts_add(struct headcounts *self, struct wall until, int64_t people, const char *detail)
{
    const char *text = value_of(detail, "\"seconds\":");
    int64_t seconds = text != NULL ? strtoll(text, NULL, 10) : 0;
    if (people < 0 || people > PEOPLE_MOST || seconds <= 0 || seconds > LONGEST_S ||
        until.us < HOUR_US) {
        return;
    }
    size_t source = source_of(self, detail);
    int64_t begin_us = until.us - seconds * CLOCK_SECOND_US;
    size_t latest = self->latest[source];
    if (latest > 0 && goes_on(&self->each[latest - 1], begin_us, until.us)) {
        struct headcounts_entry *entry = &self->each[latest - 1];
        entry->until_us = until.us;
        entry->seconds += seconds;
        entry->people += people;
        return;
    }
    self->each = MEM_GROW(self->each, self->count, self->capacity);
    self->each[self->count++] =
        (struct headcounts_entry){until.us, begin_us, seconds, people, source};
    self->latest[source] = self->count;
}

static int by_end(const void *a, const void *b)
{
    const struct headcounts_entry *left = a;
    const struct headcounts_entry *right = b;
    int order = (left->until_us > right->until_us) - (left->until_us < right->until_us);
    order = order != 0 ? order
                       : (left->begin_us > right->begin_us) - (left->begin_us < right->begin_us);
    return order != 0 ? order : (left->source > right->source) - (left->source < right->source);
}

void headcounts_settle(struct headcounts *self)
{
    if (self->count > 0) {
        qsort(self->each, self->count, sizeof *self->each, by_end);
    }
    memset(self->latest, 0, sizeof self->latest);
}

// The first entry that ends after `from`.
static size_t first_after(const struct headcounts *self, struct wall from)
{
    size_t low = 0;
    size_t high = self->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->each[middle].until_us <= from.us) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

// Whether entry `i` lies before all that end too late to begin in the day.
static bool may_reach_into(const struct headcounts *self, size_t i, struct wall day_from)
{
    int64_t latest_us = day_from.us + CIVIL_DAY_US + LONGEST_S * CLOCK_SECOND_US + HOUR_US;
    return i < self->count && self->each[i].until_us <= latest_us;
}

static bool begins_by(const struct headcounts_entry *entry, struct wall day_from)
{
    return entry->begin_us < day_from.us + CIVIL_DAY_US;
}

// Source: FNV-1a, 64 bits.
static uint64_t mixed(uint64_t hash, int64_t number)
{
    for (unsigned i = 0; i < 8; i++) {
        hash = (hash ^ (((uint64_t)number >> (8 * i)) & 0xFF)) * UINT64_C(0x100000001B3);
    }
    return hash;
}

uint64_t headcounts_digest(const struct headcounts *self, struct wall day_from)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = first_after(self, day_from); may_reach_into(self, i, day_from); i++) {
        const struct headcounts_entry *entry = &self->each[i];
        if (begins_by(entry, day_from)) {
            hash = mixed(mixed(hash, entry->until_us), entry->begin_us);
            hash = mixed(mixed(hash, entry->seconds), entry->people);
            hash = mixed(hash, (int64_t)entry->source);
        }
    }
    return hash;
}

struct sum {
    double seconds, people;
    bool is_of_the_day;
};

static void add_part(struct sum *sum, const struct headcounts_entry *entry,
                     const struct headcounts_span *span)
{
    int64_t first_us = entry->begin_us > span->from.us ? entry->begin_us : span->from.us;
    int64_t last_us = entry->until_us < span->to.us ? entry->until_us : span->to.us;
    sum->is_of_the_day = sum->is_of_the_day || entry->until_us > span->day_from.us;
    if (last_us > first_us) {
        double share = (double)(last_us - first_us) / (double)(entry->until_us - entry->begin_us);
        sum->seconds += (double)entry->seconds * share;
        sum->people += (double)entry->people * share;
    }
}

bool headcounts_per_hour(const struct headcounts *self, const struct headcounts_span *span,
                         double *per_hour, bool *is_whole)
{
    struct sum sums[HEADCOUNT_SOURCES] = {0};
    double enough_s = ENOUGH * (double)(span->to.us - span->from.us) / CLOCK_SECOND_US;
    bool is_counted = false;
    for (size_t i = first_after(self, span->day_from); may_reach_into(self, i, span->day_from);
         i++) {
        if (begins_by(&self->each[i], span->day_from)) {
            add_part(&sums[self->each[i].source], &self->each[i], span);
        }
    }
    *per_hour = 0;
    *is_whole = true;
    for (size_t i = 0; i < self->source_count; i++) {
        bool is_enough = sums[i].seconds >= enough_s;
        is_counted = is_counted || is_enough;
        *is_whole = *is_whole && (is_enough || !sums[i].is_of_the_day);
        *per_hour += is_enough ? sums[i].people * 3600 / sums[i].seconds : 0;
    }
    return is_counted;
}
