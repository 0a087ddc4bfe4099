// The cases.
#include "reach/oracle.h"

#include <assert.h>
#include <stdlib.h>

#define HOUR_S 3600.0

static struct dwell exponential(double mean_s)
{
    return (struct dwell){.kind = DWELL_MIXTURE, .parts = {{1, mean_s}}, .part_count = 1};
}

static void add_plays(struct oracle_case *self, double first_s, double length_s, double threshold_s)
{
    for (int k = 0; k < 120; k++) {
        double from_s = first_s + 300 * k;
        self->plays[self->play_count++] = (struct exposure){from_s, from_s + length_s, threshold_s};
    }
}

void oracle_case_a(struct oracle_case *self, double threshold_s)
{
    *self = (struct oracle_case){.name = "A", .dwell = exponential(300), .notice = 0.4};
    arrivals_init(&self->arrivals, 0);
    arrivals_add(&self->arrivals, 10 * HOUR_S, 60);
    add_plays(self, 0, 15, threshold_s);
}

void oracle_case_a_fixed(struct oracle_case *self)
{
    oracle_case_a(self, 15);
    self->name = "A, fixed";
    self->dwell = (struct dwell){.kind = DWELL_FIXED, .fixed_s = 180};
}

void oracle_case_c(struct oracle_case *self)
{
    static const struct exposure plays[] = {{600, 630, 5}, {3580, 3640, 5}, {5000, 5012, 12}};
    *self = (struct oracle_case){.name = "C", .dwell = exponential(120), .notice = 0.4};
    arrivals_init(&self->arrivals, 0);
    arrivals_add(&self->arrivals, HOUR_S, 120);
    arrivals_add(&self->arrivals, 2 * HOUR_S, 30);
    for (size_t i = 0; i < sizeof plays / sizeof plays[0]; i++) {
        self->plays[self->play_count++] = plays[i];
    }
}

void oracle_case_d_alone(struct oracle_case *self)
{
    oracle_case_a(self, 15);
    self->name = "D, the second item";
    self->play_count = 0;
    add_plays(self, 120, 60, 60);
}

void oracle_case_d(struct oracle_case *self)
{
    struct oracle_case second;
    oracle_case_a(self, 15);
    oracle_case_d_alone(&second);
    self->name = "D";
    for (size_t i = self->play_count; i-- > 0;) { // one of each in turn
        self->plays[2 * i] = self->plays[i];
        self->plays[2 * i + 1] = second.plays[i];
    }
    self->play_count += second.play_count;
    oracle_case_fini(&second);
}

static int compare_plays(const void *a, const void *b)
{
    const struct exposure *left = a;
    const struct exposure *right = b;
    return left->from_s < right->from_s ? -1 : left->from_s > right->from_s;
}

static void add_every(struct oracle_case *self, double cycle_s, const struct exposure *first)
{
    for (double at_s = 0; at_s + first->to_s < HOUR_S; at_s += cycle_s) {
        assert(self->play_count < CASE_PLAYS);
        self->plays[self->play_count++] =
            (struct exposure){first->from_s + at_s, first->to_s + at_s, first->threshold_s};
    }
    qsort(self->plays, self->play_count, sizeof self->plays[0], compare_plays);
}

void oracle_case_e(struct oracle_case *self)
{
    *self = (struct oracle_case){
        .name = "E",
        .dwell = {.kind = DWELL_MIXTURE, .parts = {{0.75, 20}, {0.25, 600}}, .part_count = 2},
        .notice = 0.2};
    arrivals_init(&self->arrivals, 0);
    arrivals_add(&self->arrivals, HOUR_S / 2, 200);
    arrivals_add(&self->arrivals, HOUR_S, 40);
    add_every(self, 20, &(struct exposure){0, 35, 10});
    add_every(self, 150, &(struct exposure){10, 130, 30});
}

void oracle_case_f(struct oracle_case *self)
{
    *self = (struct oracle_case){.name = "F",
                                 .dwell = {.kind = DWELL_HISTOGRAM,
                                           .bins = {{.until_s = 30, .weight = 5},
                                                    {.until_s = 120, .weight = 3},
                                                    {.until_s = 600, .weight = 2}},
                                           .bin_count = 3},
                                 .notice = 0.5};
    bool is_settled = dwell_settle(&self->dwell);
    assert(is_settled);
    (void)is_settled;
    arrivals_init(&self->arrivals, 30);
    arrivals_add(&self->arrivals, HOUR_S, 150);
    add_every(self, 240, &(struct exposure){0, 200, 180});
    add_every(self, 45, &(struct exposure){7, 20, 1});
}

void oracle_case_fini(struct oracle_case *self)
{
    arrivals_fini(&self->arrivals);
}

double oracle_impressions(const struct oracle_case *self)
{
    double sum = 0;
    for (size_t i = 0; i < self->play_count; i++) {
        sum += exposure_impressions(&self->plays[i], &self->arrivals, &self->dwell).count;
    }
    return sum;
}

void oracle_visits(const struct oracle_case *self, size_t levels, struct visits *out)
{
    visits_init(out, &self->arrivals, &self->dwell, levels);
    for (size_t i = 0; i < self->play_count; i++) {
        bool is_in_order = visits_add(out, &self->plays[i]);
        assert(is_in_order);
        (void)is_in_order;
    }
    visits_end(out);
}
