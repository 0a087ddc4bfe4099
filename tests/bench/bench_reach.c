// How fast the reach of a day is worked out: 20,000 plays that follow each other, passers-by and a
// queue, another rate of arrivals in every hour. Visits with one exposure, with up to fifty, and
// the impressions of every play. Nothing is read and nothing is shown.
//
// Prints lines "name value": milliseconds, medians of runs, and visits, so that nobody measures
// work that was left out.
//
//     bench_reach
#include "base/clock.h"
#include "reach/visits.h"

#include <stdio.h>
#include <stdlib.h>

enum { RUNS = 15, PLAYS = 20000, LEVELS = 50 };

#define PLAY_S 4.32 // 20,000 fill a day

struct work {
    struct arrivals arrivals;
    struct dwell dwell;
    double result;
};

static void init(struct work *self)
{
    *self = (struct work){
        .dwell = {.kind = DWELL_MIXTURE, .parts = {{3, 20}, {1, 600}}, .part_count = 2}};
    if (!dwell_settle(&self->dwell)) {
        abort();
    }
    arrivals_init(&self->arrivals, 0);
    for (int hour = 1; hour <= 24; hour++) {
        arrivals_add(&self->arrivals, 3600 * hour, 20 + hour % 7 * 15);
    }
}

static struct exposure play_at(int i)
{
    return (struct exposure){PLAY_S * i, PLAY_S * (i + 1), 1};
}

static void count_visits(struct work *self, size_t levels)
{
    struct visits visits;
    visits_init(&visits, &self->arrivals, &self->dwell, levels);
    for (int i = 0; i < PLAYS; i++) {
        struct exposure play = play_at(i);
        if (!visits_add(&visits, &play)) {
            abort();
        }
    }
    visits_end(&visits);
    self->result = visits.at_least[0];
    visits_fini(&visits);
}

static void count_first(struct work *self)
{
    count_visits(self, 1);
}

static void count_fifty(struct work *self)
{
    count_visits(self, LEVELS);
}

static void count_impressions(struct work *self)
{
    self->result = 0;
    for (int i = 0; i < PLAYS; i++) {
        struct exposure play = play_at(i);
        self->result += exposure_impressions(&play, &self->arrivals, &self->dwell).count;
    }
}

static int compare(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

static void measure(struct work *work, const char *name, void (*what)(struct work *))
{
    struct clock *clock = clock_system();
    int64_t took_us[RUNS];
    for (int run = 0; run < RUNS; run++) {
        struct mono start = clock->now_mono(clock);
        what(work);
        took_us[run] = clock->now_mono(clock).us - start.us;
    }
    qsort(took_us, RUNS, sizeof took_us[0], compare);
    printf("%s_ms %.3f\n%s %.3f\n", name, (double)took_us[RUNS / 2] / 1000, name, work->result);
}

int main(void)
{
    struct work work;
    init(&work);
    measure(&work, "visits", count_first);
    measure(&work, "fifty", count_fifty);
    measure(&work, "impressions", count_impressions);
    arrivals_fini(&work.arrivals);
    return 0;
}
