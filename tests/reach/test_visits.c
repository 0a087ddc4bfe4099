// Visits with at least k exposures: cases worked out elsewhere, closed forms of a cycle, the
// definition integrated, and what holds whatever the plays are.
//
// What was left out of the sweep once, and which tests failed: that plays end, eight of them; that
// two plays change order, levels_agree_with_the_definition_integrated; that a batch is settled only
// while `levels` plays are certain, that test and
// a_level_does_not_depend_on_how_many_are_asked_for; that a play is certain only until latest − τ,
// the latter.
#include "reach/near.h"
#include "reach/oracle.h"

#define DIGITS 1e-6

// --- cases -------------------------------------------------------------------------------------

static void assert_case(const struct oracle_case *c, const double want[3], double noticed)
{
    struct visits visits;
    oracle_visits(c, CASE_LEVELS, &visits);
    for (size_t k = 0; k < 3; k++) {
        if (fabs(visits.at_least[k] - want[k]) > DIGITS * fabs(want[k]) + 5e-10) {
            fail_msg("%s: V%zu is %.10g, not %.10g", c->name, k + 1, visits.at_least[k], want[k]);
        }
    }
    assert_digits(visits_noticed(&visits, c->notice, oracle_impressions(c)), noticed, DIGITS);
    double sum = 0;
    for (size_t k = 0; k < CASE_LEVELS; k++) {
        sum += visits.at_least[k];
    }
    assert_digits(sum, oracle_impressions(c), 1e-12);
    visits_fini(&visits);
}

static void visits_are_as_worked_out_elsewhere(void **state)
{
    (void)state;
    struct oracle_case c;
    oracle_case_a(&c, 15);
    assert_case(&c, (double[]){357.768547, 130.509679, 47.604948}, 183.205258);
    oracle_case_fini(&c);
    oracle_case_a(&c, EXPOSURE_OTS_S);
    assert_case(&c, (double[]){392.344852, 143.364710, 52.294246}, 200.985429);
    oracle_case_fini(&c);
    oracle_case_a_fixed(&c);
    assert_case(&c, (double[]){327.25, 0, 0}, 130.9);
    oracle_case_fini(&c);
    oracle_case_d(&c);
    assert_case(&c, (double[]){417.315741, 249.736644, 152.235954}, 261.159890);
    oracle_case_fini(&c);
}

static void
plays_of_different_length_and_rates_that_change_are_as_worked_out_elsewhere(void **state)
{
    (void)state;
    struct oracle_case c;
    struct visits visits;
    oracle_case_c(&c);
    oracle_visits(&c, 3, &visits);
    assert_digits(visits.at_least[0], 10.271038595, DIGITS);
    assert_digits(visits.at_least[1], 3.3663e-5, 2e-5); // as many digits as are known
    assert_digits(visits_noticed(&visits, 0.4, oracle_impressions(&c)), 4.108424, DIGITS);
    visits_fini(&visits);
    oracle_case_fini(&c);
}

// With a few levels the rest is told by how it falls.
static void who_notices_hardly_depends_on_the_levels(void **state)
{
    (void)state;
    for (double notice = 0.02; notice <= 1; notice += 0.14) {
        struct oracle_case c;
        struct visits all, few;
        oracle_case_a(&c, 15);
        oracle_visits(&c, CASE_LEVELS, &all);
        oracle_visits(&c, 4, &few);
        double exposures = oracle_impressions(&c);
        double want = visits_noticed(&all, notice, exposures);
        assert_digits(visits_noticed(&few, notice, exposures), want, 1e-3);
        assert_true(want <= all.at_least[0] * (1 + 1e-12));
        visits_fini(&all);
        visits_fini(&few);
        oracle_case_fini(&c);
    }
}

static void two_items_reach_fewer_visits_than_their_sum(void **state)
{
    (void)state;
    struct oracle_case c;
    struct visits visits;
    oracle_case_d_alone(&c);
    oracle_visits(&c, 1, &visits);
    assert_digits(visits.at_least[0], 309.283838, DIGITS);
    visits_fini(&visits);
    oracle_case_fini(&c);
    assert_digits(357.768547 + 309.283838, 667.05, 1e-5); // the union is 417.32
}

// --- a cycle in its steady state ---------------------------------------------------------------

// What the last but one cycle adds, long after the start and with plays to come.
static void cycle_levels(const struct dwell *dwell, double length_s, double threshold_s,
                         double cycle_s, double out[4])
{
    enum { CYCLES = 400 };
    double sums[2][4];
    for (int i = 0; i < 2; i++) {
        struct arrivals arrivals;
        struct visits visits;
        arrivals_init(&arrivals, 0);
        arrivals_add(&arrivals, cycle_s * (CYCLES / 2 + i), 60);
        visits_init(&visits, &arrivals, dwell, 4);
        for (int k = 0; k < CYCLES; k++) {
            struct exposure play = {cycle_s * k, cycle_s * k + length_s, threshold_s};
            assert_true(visits_add(&visits, &play));
        }
        visits_end(&visits);
        memcpy(sums[i], visits.at_least, sizeof sums[i]);
        visits_fini(&visits);
        arrivals_fini(&arrivals);
    }
    for (int k = 0; k < 4; k++) {
        out[k] = sums[1][k] - sums[0][k];
    }
}

static void a_cycle_in_its_steady_state_has_a_closed_form(void **state)
{
    (void)state;
    static const struct {
        double m, d, tau, cycle;
    } rows[] = {{300, 15, 15, 300}, {300, 15, 1, 300}, {60, 20, 5, 45}, {600, 60, 60, 90}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double m = rows[i].m;
        double d = rows[i].d;
        double tau = rows[i].tau;
        double cycle = rows[i].cycle;
        struct dwell dwell = {.kind = DWELL_MIXTURE, .parts = {{1, m}}, .part_count = 1};
        double got[4];
        cycle_levels(&dwell, d, tau, cycle, got);
        double lambda = 60 / 3600.0;
        double stay = exp(-tau / m);
        assert_digits(got[0], lambda * stay * (m * (1 - exp(-(cycle - d + tau) / m)) + d - tau),
                      1e-9);
        for (int k = 2; k <= 4; k++) {
            double want = lambda * m * stay * exp((d - tau) / m) * (1 - exp(-cycle / m)) *
                          exp(-(k - 1) * cycle / m);
            assert_digits(got[k - 1], want, 1e-9);
        }
    }
    double first[4];
    struct dwell dwell = {.kind = DWELL_MIXTURE, .parts = {{1, 300}}, .part_count = 1};
    cycle_levels(&dwell, 15, 15, 300, first);
    assert_digits(first[0], 3.006458377, DIGITS);
}

static void with_a_fixed_dwell_the_share_of_a_cycle_is_how_long_it_can_be_hit(void **state)
{
    (void)state;
    static const struct {
        double dwell_s, d, tau, cycle;
    } rows[] = {{180, 15, 15, 300},
                {180, 15, 1, 300},
                {400, 20, 5, 300},
                {15, 15, 15, 60},
                {15, 20, 15, 60}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct dwell dwell = {.kind = DWELL_FIXED, .fixed_s = rows[i].dwell_s};
        double got[4];
        cycle_levels(&dwell, rows[i].d, rows[i].tau, rows[i].cycle, got);
        double share = fmin(1, (rows[i].dwell_s + rows[i].d - 2 * rows[i].tau) / rows[i].cycle);
        assert_true(fabs(got[0] - share * rows[i].cycle / 60) < 1e-9);
    }
}

// --- whatever the plays are --------------------------------------------------------------------

// The same numbers on every machine and every run.
static uint64_t random_state;

static double random_below(double most)
{
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return (double)(random_state >> 33) / (double)(UINT64_C(1) << 31) * most;
}

enum { SCHEDULES = 120, MOST_PLAYS = 150 };

struct schedule {
    struct arrivals arrivals;
    struct dwell dwell;
    struct exposure plays[MOST_PLAYS];
    size_t play_count;
};

static struct dwell random_dwell(int kind)
{
    struct dwell dwell = {.kind = (enum dwell_kind)kind};
    dwell.part_count = 1 + (size_t)random_below(DWELL_PARTS);
    for (size_t i = 0; i < dwell.part_count; i++) {
        dwell.parts[i] = (struct dwell_part){0.1 + random_below(1), 5 + random_below(400)};
    }
    dwell.fixed_s = 10 + floor(random_below(300));
    dwell.bin_count = 1 + (size_t)random_below(DWELL_BINS);
    double until_s = 0;
    for (size_t i = 0; i < dwell.bin_count; i++) {
        until_s += 1 + random_below(30);
        dwell.bins[i].until_s = until_s;
        dwell.bins[i].weight = i + 1 == dwell.bin_count ? 1 : floor(random_below(4));
    }
    assert_true(dwell_settle(&dwell));
    return dwell;
}

static int compare_plays(const void *a, const void *b)
{
    const struct exposure *left = a;
    const struct exposure *right = b;
    return left->from_s < right->from_s ? -1 : left->from_s > right->from_s;
}

// One to four zones, each with plays that follow each other with or without gaps; thresholds that
// differ; whole seconds, so that many instants are the same.
static void add_zone(struct schedule *self, size_t plays)
{
    double at_s = floor(random_below(400)) - 100;
    for (size_t i = 0; i < plays; i++) {
        double length_s = 1 + floor(random_below(random_below(1) < 0.2 ? 300 : 40));
        double threshold_s = random_below(1) < 0.5   ? 1
                             : random_below(1) < 0.5 ? length_s
                                                     : floor(random_below(length_s + 3));
        self->plays[self->play_count++] = (struct exposure){at_s, at_s + length_s, threshold_s};
        at_s += length_s + (random_below(1) < 0.6 ? 0 : floor(random_below(200)));
        at_s -= random_below(1) < 0.1 ? length_s / 2 : 0; // as in an endless zone
    }
}

static void schedule_init(struct schedule *self, int seed)
{
    random_state = (uint64_t)seed * 977 + 5;
    random_below(1);
    *self = (struct schedule){.dwell = random_dwell(1 + seed % 3)};
    arrivals_init(&self->arrivals, floor(random_below(50)));
    double until_s = self->arrivals.from_s;
    for (int i = 0; i < 6; i++) {
        until_s += 1 + floor(random_below(900));
        arrivals_add(&self->arrivals, until_s, random_below(1) < 0.2 ? 0 : random_below(500));
    }
    size_t zones = 1 + (size_t)random_below(4);
    for (size_t z = 0; z < zones; z++) {
        add_zone(self, 1 + (size_t)random_below(MOST_PLAYS / 4 - 1));
    }
    qsort(self->plays, self->play_count, sizeof self->plays[0], compare_plays);
}

static void run(const struct schedule *self, size_t levels, struct visits *out)
{
    visits_init(out, &self->arrivals, &self->dwell, levels);
    for (size_t i = 0; i < self->play_count; i++) {
        assert_true(visits_add(out, &self->plays[i]));
    }
    visits_end(out);
}

static double impressions(const struct schedule *self, double *stretch)
{
    double sum = 0;
    *stretch = 0;
    for (size_t i = 0; i < self->play_count; i++) {
        struct modelled one = exposure_impressions(&self->plays[i], &self->arrivals, &self->dwell);
        sum += one.count;
        *stretch += one.stretch;
    }
    return sum;
}

static void all_levels_together_are_all_impressions(void **state)
{
    (void)state;
    for (int seed = 0; seed < SCHEDULES; seed++) {
        struct schedule schedule;
        struct visits visits;
        schedule_init(&schedule, seed);
        run(&schedule, MOST_PLAYS, &visits);
        double sum = 0;
        double stretch;
        for (size_t k = 0; k < MOST_PLAYS; k++) {
            sum += visits.at_least[k];
        }
        double want = impressions(&schedule, &stretch);
        if (fabs(sum - want) > 1e-9 * want) {
            fail_msg("schedule %d: Σ V_k is %.12g, Σ I_j is %.12g", seed, sum, want);
        }
        visits_fini(&visits);
        arrivals_fini(&schedule.arrivals);
    }
}

static int compare_rising(const void *a, const void *b)
{
    return compare_plays(a, b);
}

// For an instant, what each play asks of who arrives then, least first.
static void fill_levels(const struct schedule *self, double t, double per_s, double step_s,
                        double *levels, size_t count)
{
    struct exposure asked[MOST_PLAYS]; // from_s: how long one must stay
    size_t asks = 0;
    for (size_t i = 0; i < self->play_count; i++) {
        const struct exposure *play = &self->plays[i];
        if (exposure_counts(play) && t <= play->to_s - play->threshold_s) {
            asked[asks++].from_s = fmax(play->from_s - t, 0) + play->threshold_s;
        }
    }
    qsort(asked, asks, sizeof asked[0], compare_rising);
    for (size_t k = 0; k < asks && k < count; k++) {
        levels[k] += per_s * step_s * dwell_survival(&self->dwell, asked[k].from_s);
    }
}

// From the definition, instant by instant.
static void levels_agree_with_the_definition_integrated(void **state)
{
    (void)state;
    enum { LEVELS = 4 };
    const double step_s = 0.25;
    for (int seed = 0; seed < SCHEDULES; seed += 5) {
        struct schedule schedule;
        struct visits visits;
        schedule_init(&schedule, seed);
        run(&schedule, LEVELS, &visits);
        double want[LEVELS] = {0};
        const struct arrivals *arrivals = &schedule.arrivals;
        double end_s = arrivals->pieces[arrivals->count - 1].until_s;
        for (double t = arrivals->from_s + step_s / 2; t < end_s; t += step_s) {
            double per_s = arrivals->pieces[arrivals_at(arrivals, t)].per_hour / 3600;
            fill_levels(&schedule, t, per_s, step_s, want, LEVELS);
        }
        for (size_t k = 0; k < LEVELS; k++) {
            if (fabs(visits.at_least[k] - want[k]) > 0.02 + 1e-4 * want[k]) {
                fail_msg("schedule %d: V%zu is %.9g, integrated %.9g", seed, k + 1,
                         visits.at_least[k], want[k]);
            }
        }
        visits_fini(&visits);
        arrivals_fini(&schedule.arrivals);
    }
}

static void a_level_does_not_depend_on_how_many_are_asked_for(void **state)
{
    (void)state;
    for (int seed = 0; seed < SCHEDULES; seed++) {
        struct schedule schedule;
        struct visits all;
        schedule_init(&schedule, seed);
        run(&schedule, MOST_PLAYS, &all);
        for (size_t levels = 1; levels <= 5; levels += 2) {
            struct visits few;
            run(&schedule, levels, &few);
            for (size_t k = 0; k < levels; k++) {
                assert_true(fabs(few.at_least[k] - all.at_least[k]) <= 1e-9 * all.at_least[0]);
            }
            assert_true(fabs(few.stretch - all.stretch) <= 1e-9 * fabs(all.stretch) + 1e-12);
            assert_true(fabs(few.variance - all.variance) <= 1e-9 * all.variance + 1e-12);
            visits_fini(&few);
        }
        visits_fini(&all);
        arrivals_fini(&schedule.arrivals);
    }
}

static void levels_fall_and_nobody_is_counted_twice(void **state)
{
    (void)state;
    for (int seed = 0; seed < SCHEDULES; seed++) {
        struct schedule schedule;
        struct visits visits;
        double stretch;
        schedule_init(&schedule, seed);
        run(&schedule, 20, &visits);
        for (size_t k = 1; k < 20; k++) {
            assert_true(visits.at_least[k] <= visits.at_least[k - 1] + 1e-9);
        }
        assert_true(visits.at_least[0] <= arrivals_total(&schedule.arrivals) + 1e-9);
        assert_true(visits.at_least[0] <= impressions(&schedule, &stretch) + 1e-9);
        assert_true(visits.variance <= visits.at_least[0] && visits.variance >= 0);
        visits_fini(&visits);
        arrivals_fini(&schedule.arrivals);
    }
}

static void longer_stays_change_visits_as_their_slope_says(void **state)
{
    (void)state;
    const double step = 1e-5;
    for (int seed = 0; seed < SCHEDULES; seed += 3) { // mixtures
        struct schedule schedule;
        struct visits at, less, more;
        schedule_init(&schedule, seed);
        run(&schedule, 1, &at);
        for (size_t i = 0; i < DWELL_PARTS; i++) {
            schedule.dwell.parts[i].mean_s *= 1 - step;
        }
        run(&schedule, 1, &less);
        for (size_t i = 0; i < DWELL_PARTS; i++) {
            schedule.dwell.parts[i].mean_s *= (1 + step) / (1 - step);
        }
        run(&schedule, 1, &more);
        double want = (more.at_least[0] - less.at_least[0]) / (2 * step);
        assert_true(fabs(at.stretch - want) <= 1e-5 * fabs(want) + 1e-5);
        visits_fini(&at);
        visits_fini(&less);
        visits_fini(&more);
        arrivals_fini(&schedule.arrivals);
    }
}

// --- the edges ---------------------------------------------------------------------------------

static void a_visitor_of_two_plays_at_once_has_two_exposures(void **state)
{
    (void)state;
    struct schedule schedule = {.dwell = {.kind = DWELL_FIXED, .fixed_s = 3600},
                                .plays = {{100, 200, 1}, {100, 200, 1}, {150, 160, 1}},
                                .play_count = 3};
    struct visits visits;
    arrivals_init(&schedule.arrivals, 0);
    arrivals_add(&schedule.arrivals, 100, 3600); // all are there before the first begins
    run(&schedule, 4, &visits);
    assert_digits(visits.at_least[0], 100, 1e-12);
    assert_digits(visits.at_least[1], 100, 1e-12);
    assert_digits(visits.at_least[2], 100, 1e-12);
    assert_true(visits.at_least[3] == 0);
    visits_fini(&visits);
    arrivals_fini(&schedule.arrivals);
}

static void a_play_out_of_order_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    struct oracle_case c;
    struct visits visits;
    oracle_case_a(&c, 15);
    visits_init(&visits, &c.arrivals, &c.dwell, 1);
    for (size_t i = 0; i < c.play_count; i++) {
        assert_true(visits_add(&visits, &c.plays[i]));
        assert_true(i == 0 || !visits_add(&visits, &c.plays[i - 1]));
    }
    visits_end(&visits);
    assert_digits(visits.at_least[0], 357.768547, DIGITS);
    visits_fini(&visits);
    oracle_case_fini(&c);
}

static void without_plays_or_people_there_are_no_visits(void **state)
{
    (void)state;
    struct oracle_case c;
    struct visits visits;
    oracle_case_a(&c, 15);
    size_t plays = c.play_count;
    c.play_count = 0;
    oracle_visits(&c, 2, &visits);
    assert_true(visits.at_least[0] == 0 && visits.at_least[1] == 0 && visits.variance == 0);
    visits_fini(&visits);
    c.play_count = plays;
    c.arrivals.pieces[0].per_hour = 0;
    oracle_visits(&c, 2, &visits);
    assert_true(visits.at_least[0] == 0 && visits.variance == 0 && visits.stretch == 0);
    visits_fini(&visits);
    c.arrivals.count = 0;
    oracle_visits(&c, 2, &visits);
    assert_true(visits.at_least[0] == 0);
    visits_fini(&visits);
    oracle_case_fini(&c);
}

// A month in one pass needs no more memory than an hour.
static void memory_does_not_grow_with_plays(void **state)
{
    (void)state;
    struct oracle_case c;
    struct visits visits;
    oracle_case_a(&c, 15);
    visits_init(&visits, &c.arrivals, &c.dwell, 3);
    for (int i = 0; i < 500000; i++) {
        assert_true(visits_add(&visits, &(struct exposure){5.0 * i, 5.0 * i + 5, 1}));
    }
    assert_true(visits.ahead_capacity <= 512 && visits.running_capacity <= 16);
    visits_end(&visits);
    visits_fini(&visits);
    oracle_case_fini(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(visits_are_as_worked_out_elsewhere),
        cmocka_unit_test(
            plays_of_different_length_and_rates_that_change_are_as_worked_out_elsewhere),
        cmocka_unit_test(who_notices_hardly_depends_on_the_levels),
        cmocka_unit_test(two_items_reach_fewer_visits_than_their_sum),
        cmocka_unit_test(a_cycle_in_its_steady_state_has_a_closed_form),
        cmocka_unit_test(with_a_fixed_dwell_the_share_of_a_cycle_is_how_long_it_can_be_hit),
        cmocka_unit_test(all_levels_together_are_all_impressions),
        cmocka_unit_test(levels_agree_with_the_definition_integrated),
        cmocka_unit_test(a_level_does_not_depend_on_how_many_are_asked_for),
        cmocka_unit_test(levels_fall_and_nobody_is_counted_twice),
        cmocka_unit_test(longer_stays_change_visits_as_their_slope_says),
        cmocka_unit_test(a_visitor_of_two_plays_at_once_has_two_exposures),
        cmocka_unit_test(a_play_out_of_order_is_refused_and_changes_nothing),
        cmocka_unit_test(without_plays_or_people_there_are_no_visits),
        cmocka_unit_test(memory_does_not_grow_with_plays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
