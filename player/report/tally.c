// Sums of plays.
#include "report/tally.h"

#include "base/civil.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SIZE = 16 }; // "2026-11-30", "08:00–09:00"
#define HOUR_US (3600 * CLOCK_SECOND_US)
// A span longer than this is a mistake of whoever stored it, and not split.
#define SPLIT_LIMIT_MS (INT64_C(31) * 24 * 3600 * 1000)

void tally_init(struct tally *self, const struct report_wish *wish)
{
    *self = (struct tally){.wish = *wish};
}

void tally_fini(struct tally *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->rows[i].key);
    }
    free(self->rows);
    *self = (struct tally){0};
}

// Where `key` stands in the ordered rows, or should stand.
static size_t find_place(const struct tally *self, const char *key)
{
    size_t low = 0;
    size_t high = self->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(self->rows[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static struct tally_row *row_for(struct tally *self, const char *key)
{
    size_t place = find_place(self, key);
    if (place == self->count || strcmp(self->rows[place].key, key) != 0) {
        self->rows = MEM_GROW(self->rows, self->count, self->capacity);
        memmove(&self->rows[place + 1], &self->rows[place],
                (self->count - place) * sizeof *self->rows);
        self->rows[place] = (struct tally_row){.key = mem_copy(key)};
        self->count++;
    }
    return &self->rows[place];
}

static const char *said(const char *text)
{
    return text != NULL ? text : "";
}

// The key of a play at `instant`, which is its start or, for split time, a moment in it.
static const char *key_at(const struct report_wish *wish, const struct play *play,
                          struct wall instant, char buffer[KEY_SIZE])
{
    struct civil civil = civil_at(instant, wish->offset_s);
    switch (wish->by) {
    case REPORT_BY_ITEM:
        return said(play->item);
    case REPORT_BY_ZONE:
        return said(play->zone);
    case REPORT_BY_TOPIC:
        return said(play->topic);
    case REPORT_BY_AUDIENCE:
        return said(play->audience);
    case REPORT_BY_KIND:
        return said(play->kind);
    case REPORT_BY_POINT:
        return said(play->point);
    case REPORT_BY_HOUR:
        snprintf(buffer, KEY_SIZE, "%02u:00", (unsigned)civil.hour % 24);
        return buffer;
    case REPORT_BY_DAY:
        snprintf(buffer, KEY_SIZE, "%04u-%02u-%02u", (unsigned)civil.year % 10000,
                 (unsigned)civil.month % 100, (unsigned)civil.day % 100);
        return buffer;
    }
    return "";
}

#define NEVER_ENDS INT64_MAX // an instant behind every play

// Visible time of the play from its start up to `instant`.
static int64_t visible_until(const struct play *play, int64_t instant_us)
{
    if (instant_us == NEVER_ENDS) {
        return play->shown.visible_ms;
    }
    int64_t into_ms = (instant_us - play->start_wall.us) / 1000;
    if (into_ms <= 0) {
        return 0;
    }
    if (into_ms >= play->shown.span_ms) {
        return play->shown.visible_ms;
    }
    return play->shown.visible_ms * into_ms / play->shown.span_ms;
}

static int64_t next_hour(int64_t instant_us, int offset_s)
{
    int64_t local = instant_us + (int64_t)offset_s * CLOCK_SECOND_US;
    int64_t into = local % HOUR_US;
    return instant_us + HOUR_US - (into < 0 ? into + HOUR_US : into);
}

static void add_visible(struct tally *self, const struct play *play, int64_t from_us, int64_t to_us)
{
    char buffer[KEY_SIZE];
    int64_t visible_ms = visible_until(play, to_us) - visible_until(play, from_us);
    if (visible_ms > 0) {
        row_for(self, key_at(&self->wish, play, (struct wall){from_us}, buffer))->visible_ms +=
            visible_ms;
        self->total.visible_ms += visible_ms;
    }
}

static void add_time(struct tally *self, const struct play *play)
{
    const struct play_progress *shown = &play->shown;
    int64_t start_us = play->start_wall.us;
    if (shown->visible_ms <= 0) {
        return;
    }
    if (shown->span_ms <= 0 || shown->span_ms > SPLIT_LIMIT_MS ||
        shown->visible_ms > SPLIT_LIMIT_MS) { // nothing to split by
        if (start_us >= self->wish.from.us && start_us < self->wish.to.us) {
            add_visible(self, play, start_us, NEVER_ENDS);
        }
        return;
    }
    int64_t end_us = start_us + shown->span_ms * 1000;
    int64_t from_us = start_us > self->wish.from.us ? start_us : self->wish.from.us;
    int64_t to_us = end_us < self->wish.to.us ? end_us : self->wish.to.us;
    while (from_us < to_us) {
        int64_t hour_us = next_hour(from_us, self->wish.offset_s);
        int64_t until_us = hour_us < to_us ? hour_us : to_us;
        add_visible(self, play, from_us, until_us);
        from_us = until_us;
    }
}

static bool is_left_out(const struct tally *self, const struct play *play)
{
    return play->display == DISPLAY_OFF && !self->wish.counts_off;
}

static void count(struct tally_row *row, const struct play *play, bool is_dark)
{
    bool is_play = !is_dark && (play->end != PLAY_FAILED || play->shown.frames > 0);
    row->dark += play->display == DISPLAY_OFF;
    row->plays += is_play;
    row->full_plays += is_play && play_is_full(&play->shown, play->planned_ms);
    row->display_unknown += is_play && play->display == DISPLAY_UNKNOWN;
    row->failed += !is_dark && play->end == PLAY_FAILED;
    row->skipped += !is_dark && play->end == PLAY_SKIPPED;
    row->cut += !is_dark && play->end == PLAY_CUT;
    row->untrusted += !is_dark && play->trust < CLOCK_REBASED;
}

void tally_add(struct tally *self, const struct play *play)
{
    char buffer[KEY_SIZE];
    if (play->start_wall.us >= self->wish.from.us && play->start_wall.us < self->wish.to.us) {
        count(row_for(self, key_at(&self->wish, play, play->start_wall, buffer)), play,
              is_left_out(self, play));
        count(&self->total, play, is_left_out(self, play));
    }
    if (!is_left_out(self, play)) {
        add_time(self, play);
    }
}

static int by_plays(const void *a, const void *b)
{
    const struct tally_row *left = a;
    const struct tally_row *right = b;
    if (left->plays != right->plays) {
        return left->plays < right->plays ? 1 : -1;
    }
    return strcmp(left->key, right->key);
}

void tally_sort(struct tally *self)
{
    bool is_time = self->wish.by == REPORT_BY_HOUR || self->wish.by == REPORT_BY_DAY;
    if (!is_time && self->count > 0) {
        qsort(self->rows, self->count, sizeof *self->rows, by_plays);
    }
}
