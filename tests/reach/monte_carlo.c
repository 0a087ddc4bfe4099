// The model again, without its formulas: visitors arrive, stay and go, one by one, and it is
// counted what each of them was exposed to. Prints for every figure what the formulas say, what was
// found, its standard error and how many of those lie between; exit code 1 when one is more than
// four off.
//
// Minutes of work, so no test of the suite runs it:
//
//     cmake --build build/dev --target monte_carlo
//     build/dev/tests/reach/reach_monte_carlo [RUNS]      20,000 by default
//
// Seeded bugs that it found, with 2,000 runs: without those who arrive while a play is on, V1 of
// case "A, 1 s" is 63 standard errors off; with plays taken in the order in which they begin, V2 of
// F 28.
#include "reach/oracle.h"
#include "reach/people.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { RUNS = 20000, PEOPLE_RUNS = 400, FIGURES = 5, LEVELS = 128 };

static const double most_errors_off = 4;
static const char *const figures[FIGURES] = {"impressions", "V1", "V2", "V3", "noticed"};

// --- chance ------------------------------------------------------------------------------------

// splitmix64 (Steele, Lea, Flood 2014)
static uint64_t chance_state = 20261125;

static double chance(void) // 0 < … ≤ 1
{
    uint64_t z = (chance_state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (double)(((z ^ (z >> 31)) >> 11) + 1) / 9007199254740992.0;
}

static double chance_exponential(double mean)
{
    return -mean * log(chance());
}

static double chance_normal(void)
{
    return sqrt(-2 * log(chance())) * cos(6.283185307179586 * chance());
}

// Marsaglia and Tsang 2000; below a shape of 1 by way of one more.
static double chance_gamma(double shape)
{
    double boost = shape < 1 ? pow(chance(), 1 / shape) : 1;
    double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
    for (;;) {
        double x = chance_normal();
        double v = pow(1 + x / sqrt(9 * d), 3);
        if (v > 0 && log(chance()) < x * x / 2 + d - d * v + d * log(v)) {
            return boost * d * v;
        }
    }
}

static double chance_stay(const struct dwell *dwell)
{
    double at = chance();
    size_t i = 0;
    switch (dwell->kind) {
    case DWELL_FIXED:
        return dwell->fixed_s;
    case DWELL_MIXTURE:
        while (i + 1 < dwell->part_count && at > dwell->parts[i].weight) {
            at -= dwell->parts[i++].weight;
        }
        return chance_exponential(dwell->parts[i].mean_s);
    case DWELL_HISTOGRAM:
        while (i + 1 < dwell->bin_count && at > dwell->bins[i].weight) {
            at -= dwell->bins[i++].weight;
        }
        double from_s = i > 0 ? dwell->bins[i - 1].until_s : 0;
        return from_s + (dwell->bins[i].until_s - from_s) * chance();
    }
    return 0;
}

// --- visitors ----------------------------------------------------------------------------------

static double last_s(const struct exposure *play)
{
    return play->to_s - play->threshold_s;
}

// How many plays somebody is exposed to who comes at `t` and stays until `gone_s`. `*first` is the
// first play that can still matter to those who come later.
static int exposures_of(const struct oracle_case *c, double t, double gone_s, size_t *first)
{
    int count = 0;
    while (*first < c->play_count && last_s(&c->plays[*first]) < t) {
        (*first)++;
    }
    for (size_t i = *first; i < c->play_count && c->plays[i].from_s <= gone_s; i++) {
        const struct exposure *play = &c->plays[i];
        bool is_in_time = exposure_counts(play) && t <= last_s(play);
        count += is_in_time && gone_s >= fmax(play->from_s, t) + play->threshold_s;
    }
    return count;
}

static void run(const struct oracle_case *c, double found[FIGURES])
{
    size_t first = 0;
    for (size_t p = 0; p < c->arrivals.count; p++) {
        double until_s = c->arrivals.pieces[p].until_s;
        double gap_s = 3600 / c->arrivals.pieces[p].per_hour;
        double t = arrivals_begin_s(&c->arrivals, p) + chance_exponential(gap_s);
        for (; t < until_s; t += chance_exponential(gap_s)) {
            int count = exposures_of(c, t, t + chance_stay(&c->dwell), &first);
            bool is_noticed = false;
            for (int i = 0; i < count; i++) {
                is_noticed = is_noticed || chance() <= c->notice;
            }
            found[0] += count;
            for (int k = 1; k <= 3; k++) {
                found[k] += count >= k;
            }
            found[4] += is_noticed;
        }
    }
}

// --- figures -----------------------------------------------------------------------------------

struct found {
    double sum, squares;
    long runs;
};

static void found_add(struct found *self, double value)
{
    self->sum += value;
    self->squares += value * value;
    self->runs++;
}

// Whether it is near enough.
static bool compare(const char *name, const char *figure, double formula, const struct found *found)
{
    double runs = (double)found->runs;
    double mean = found->sum / runs;
    double variance = fmax(found->squares / runs - mean * mean, 0);
    double error = sqrt((variance > 0 ? variance : formula) / runs); // it may never have happened
    double off = error > 0 ? (mean - formula) / error : 0;
    bool is_near = fabs(off) <= most_errors_off;
    printf("%-20s %-12s %14.6f %14.6f %10.6f %6.2f%s\n", name, figure, formula, mean, error, off,
           is_near ? "" : "  <-- off");
    return is_near;
}

static bool check_case(struct oracle_case *c, long runs)
{
    struct found found[FIGURES] = {0};
    struct visits visits;
    oracle_visits(c, LEVELS, &visits);
    const double formula[FIGURES] = {oracle_impressions(c), visits.at_least[0], visits.at_least[1],
                                     visits.at_least[2],
                                     visits_noticed(&visits, c->notice, oracle_impressions(c))};
    for (long i = 0; i < runs; i++) {
        double once[FIGURES] = {0};
        run(c, once);
        for (size_t f = 0; f < FIGURES; f++) {
            found_add(&found[f], once[f]);
        }
    }
    bool is_near = true;
    for (size_t f = 0; f < FIGURES; f++) {
        is_near = compare(c->name, figures[f], formula[f], &found[f]) && is_near;
    }
    visits_fini(&visits);
    oracle_case_fini(c);
    return is_near;
}

// Everybody of a population has a rate of their own; who came at least once?
static bool check_people(double repeat)
{
    enum { POPULATION = 20000 };
    const double visits = 18000 * 0.596280911;
    struct found found = {0};
    for (int i = 0; i < PEOPLE_RUNS; i++) {
        int reached = 0;
        for (int person = 0; person < POPULATION; person++) {
            double rate = visits / POPULATION * chance_gamma(repeat) / repeat;
            reached += chance_exponential(1) < rate;
        }
        found_add(&found, reached);
    }
    char name[32];
    snprintf(name, sizeof name, "people, r = %.1f", repeat);
    return compare(name, "reached", people_reached(visits, POPULATION, repeat), &found);
}

static void case_a_1s(struct oracle_case *self)
{
    oracle_case_a(self, EXPOSURE_OTS_S);
    self->name = "A, 1 s";
}

static void case_a_15s(struct oracle_case *self)
{
    oracle_case_a(self, 15);
    self->name = "A, 15 s";
}

int main(int argc, char **argv)
{
    static void (*const cases[])(struct oracle_case *) = {
        case_a_15s,    case_a_1s,           oracle_case_a_fixed, oracle_case_c,
        oracle_case_d, oracle_case_d_alone, oracle_case_e,       oracle_case_f,
    };
    long runs = argc > 1 ? strtol(argv[1], NULL, 10) : RUNS;
    bool is_near = runs > 1;
    printf("%-20s %-12s %14s %14s %10s %6s\n", "case", "figure", "formula", "simulated", "error",
           "off");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0] && runs > 1; i++) {
        struct oracle_case c;
        cases[i](&c);
        is_near = check_case(&c, runs) && is_near;
    }
    is_near = check_people(1) && is_near;
    is_near = check_people(0.3) && is_near;
    printf(is_near ? "All within %.0f standard errors.\n"
                   : "Not all within %.0f standard errors.\n",
           most_errors_off);
    return is_near ? 0 : 1;
}
