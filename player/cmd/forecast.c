// Adding up what a plan's plays come to.
#include "cmd/forecast.h"

#include "base/mem.h"
#include "base/str.h"
#include "reach/people.h"
#include "reach/visits.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

// Levels that matter to the spread of impressions; beyond them it is told by their fall.
enum { LEVELS = 16 };

// --- rows --------------------------------------------------------------------------------------

// The row of `key`, which is put at the end when it is new.
static size_t row_of(struct forecast_rows *rows, const char *key)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (str_is(rows->rows[i].key, key)) {
            return i;
        }
    }
    rows->rows[rows->count] = (struct forecast_row){.key = key};
    return rows->count++;
}

void forecast_init(struct forecast *self, const struct playlist *playlist,
                   const struct audience *audience)
{
    size_t count = playlist->item_count;
    *self = (struct forecast){.playlist = playlist, .audience = audience};
    self->items.rows = mem_zeroed(count, sizeof(struct forecast_row));
    self->topics.rows = mem_zeroed(count, sizeof(struct forecast_row));
    self->audiences.rows = mem_zeroed(count, sizeof(struct forecast_row));
    self->topic_of = mem_zeroed(count, sizeof *self->topic_of);
    self->audience_of = mem_zeroed(count, sizeof *self->audience_of);
    self->items.count = count;
    for (size_t i = 0; i < count; i++) {
        const struct item *item = &playlist->items[i];
        self->items.rows[i] = (struct forecast_row){.key = item->id, .item = i};
        self->topic_of[i] = row_of(&self->topics, item->topic);
        self->audience_of[i] = row_of(&self->audiences, item->audience);
    }
}

void forecast_fini(struct forecast *self)
{
    free(self->items.rows);
    free(self->topics.rows);
    free(self->audiences.rows);
    free(self->topic_of);
    free(self->audience_of);
    *self = (struct forecast){0};
}

// --- a day -------------------------------------------------------------------------------------

// A row being counted for one day.
struct counter {
    struct forecast_row *row;
    struct visits seen; // who could see a second of a play, for the spread of impressions
    struct visits full;
    double impressions, exposures; // of this day
};

// The rows of the day: all items, topics, audiences, and everything.
struct counters {
    struct counter *each;
    size_t count, topics, audiences, total; // where they begin
};

static void counters_init(struct counters *self, struct forecast *forecast,
                          const struct arrivals *arrivals)
{
    const struct forecast_rows *groups[] = {&forecast->items, &forecast->topics,
                                            &forecast->audiences};
    self->topics = forecast->items.count;
    self->audiences = self->topics + forecast->topics.count;
    self->total = self->audiences + forecast->audiences.count;
    self->each = mem_zeroed(self->total + 1, sizeof *self->each);
    self->count = 0;
    for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++) {
        for (size_t i = 0; i < groups[g]->count; i++) {
            self->each[self->count++].row = &groups[g]->rows[i];
        }
    }
    self->each[self->count++].row = &forecast->total;
    for (size_t i = 0; i < self->count && forecast->audience != NULL; i++) {
        visits_init(&self->each[i].seen, arrivals, &forecast->audience->dwell, LEVELS);
        visits_init(&self->each[i].full, arrivals, &forecast->audience->dwell,
                    forecast->audience->notice > 0 ? LEVELS : 1);
    }
}

static void take(struct counter *self, double notice)
{
    struct forecast_row *row = self->row;
    visits_end(&self->seen);
    visits_end(&self->full);
    row->visits.count += self->full.at_least[0];
    row->visits.stretch += self->full.stretch;
    row->exposures += self->exposures;
    row->noticed += notice > 0 ? visits_noticed(&self->full, notice, self->exposures) : 0;
    row->impressions_variance += visits_exposure_variance(&self->seen, self->impressions);
}

static void counters_fini(struct counters *self, const struct forecast *forecast)
{
    for (size_t i = 0; i < self->count && forecast->audience != NULL; i++) {
        take(&self->each[i], forecast->audience->notice);
        visits_fini(&self->each[i].seen);
        visits_fini(&self->each[i].full);
    }
    free(self->each);
}

static void add_facts(struct forecast_row *row, const struct forecast_play *play, bool is_full)
{
    row->plays++;
    row->full_plays += is_full;
    row->shown_s += play->to_s - play->from_s;
}

static void expose(struct counter *self, const struct exposure *seen, struct modelled impressions,
                   const struct exposure *full, double exposures)
{
    bool is_in_order = visits_add(&self->seen, seen) && visits_add(&self->full, full);
    assert(is_in_order);
    (void)is_in_order;
    self->impressions += impressions.count;
    self->row->impressions.count += impressions.count;
    self->row->impressions.stretch += impressions.stretch;
    self->exposures += exposures;
}

void forecast_add_day(struct forecast *self, const struct arrivals *arrivals,
                      const struct forecast_play *plays, size_t count)
{
    const double tolerance_s = 0.5; // as in PLAY_FULL_TOLERANCE_MS
    struct counters counters;
    counters_init(&counters, self, arrivals);
    for (size_t i = 0; i < count; i++) {
        const struct forecast_play *play = &plays[i];
        const size_t members[] = {play->item, counters.topics + self->topic_of[play->item],
                                  counters.audiences + self->audience_of[play->item],
                                  counters.total};
        enum { MEMBERS = sizeof members / sizeof members[0] };
        double shown_s = play->to_s - play->from_s;
        for (size_t m = 0; m < MEMBERS; m++) {
            add_facts(counters.each[members[m]].row, play,
                      shown_s >= play->planned_s - tolerance_s);
        }
        if (self->audience == NULL) {
            continue;
        }
        const struct dwell *dwell = &self->audience->dwell;
        struct exposure seen = {play->from_s, play->to_s, EXPOSURE_OTS_S};
        struct exposure full = seen;
        full.threshold_s = exposure_full_s(play->planned_s, self->audience->full_s, shown_s);
        struct modelled impressions = exposure_impressions(&seen, arrivals, dwell);
        double exposures = exposure_impressions(&full, arrivals, dwell).count;
        for (size_t m = 0; m < MEMBERS; m++) {
            expose(&counters.each[members[m]], &seen, impressions, &full, exposures);
        }
    }
    counters_fini(&counters, self);
    self->days++;
    self->arrivals += self->audience != NULL ? arrivals_total(arrivals) : 0;
}

// --- all of them -------------------------------------------------------------------------------

static void drop_unplayed(struct forecast_rows *self)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->count; i++) {
        if (self->rows[i].plays > 0) {
            self->rows[kept++] = self->rows[i];
        }
    }
    self->count = kept;
}

static int compare_rows(const void *a, const void *b)
{
    const struct forecast_row *left = a;
    const struct forecast_row *right = b;
    if (left->key == NULL || right->key == NULL) {
        return (left->key == NULL) - (right->key == NULL);
    }
    if (left->shown_s != right->shown_s) {
        return left->shown_s > right->shown_s ? -1 : 1;
    }
    return strcmp(left->key, right->key);
}

void forecast_finish(struct forecast *self)
{
    drop_unplayed(&self->items);
    drop_unplayed(&self->topics);
    drop_unplayed(&self->audiences);
    qsort(self->topics.rows, self->topics.count, sizeof *self->topics.rows, compare_rows);
    qsort(self->audiences.rows, self->audiences.count, sizeof *self->audiences.rows, compare_rows);
}

const struct forecast_row *forecast_find(const struct forecast_rows *rows, const char *key)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (str_is(rows->rows[i].key, key)) {
            return &rows->rows[i];
        }
    }
    return NULL;
}

double forecast_frequency(const struct forecast_row *row)
{
    return row->visits.count > 0 ? row->exposures / row->visits.count : 0;
}

static struct interval interval_of(const struct forecast *self, const struct modelled *value,
                                   double variance)
{
    if (self->audience == NULL) {
        return (struct interval){0};
    }
    struct uncertainty uncertainty = uncertainty_of(self->audience, variance);
    return interval_95(value->count, uncertainty_variance(&uncertainty, value));
}

struct interval forecast_impressions(const struct forecast *self, const struct forecast_row *row)
{
    return interval_of(self, &row->impressions, row->impressions_variance);
}

struct interval forecast_visits(const struct forecast *self, const struct forecast_row *row)
{
    return interval_of(self, &row->visits, row->visits.count);
}

double forecast_persons(const struct forecast *self, double visits)
{
    if (self->audience == NULL) {
        return 0;
    }
    return people_reached(visits, self->audience->population, self->audience->repeat);
}
