// Impressions against cases worked out elsewhere, closed forms, and integrating numerically.
#include "reach/near.h"
#include "reach/oracle.h"

#define DIGITS 1e-6

static void impressions_are_as_worked_out_elsewhere(void **state)
{
    (void)state;
    struct oracle_case c;
    oracle_case_a(&c, 15);
    assert_digits(oracle_impressions(&c), 563.213541, DIGITS);
    oracle_case_fini(&c);
    oracle_case_a(&c, EXPOSURE_OTS_S);
    assert_digits(oracle_impressions(&c), 618.026591, DIGITS);
    oracle_case_fini(&c);
    oracle_case_a_fixed(&c);
    assert_digits(oracle_impressions(&c), 327.25, DIGITS);
    oracle_case_fini(&c);
    oracle_case_d(&c);
    assert_digits(oracle_impressions(&c), 1050.110956, DIGITS);
    oracle_case_fini(&c);
}

static void each_play_has_its_own_impressions(void **state)
{
    (void)state;
    static const double want[] = {4.610230505, 4.755981058, 0.904860695};
    struct oracle_case c;
    oracle_case_c(&c);
    for (size_t i = 0; i < 3; i++) {
        assert_digits(exposure_impressions(&c.plays[i], &c.arrivals, &c.dwell).count, want[i],
                      DIGITS);
    }
    assert_digits(oracle_impressions(&c), 10.271072258, DIGITS);
    oracle_case_fini(&c);
}

// λ e^{−τ/m} (m + d − τ), long after the start.
static void in_a_steady_state_impressions_have_a_closed_form(void **state)
{
    (void)state;
    struct oracle_case c;
    oracle_case_a(&c, 15);
    double got = exposure_impressions(&c.plays[119], &c.arrivals, &c.dwell).count;
    assert_digits(got, 60 / 3600.0 * exp(-15 / 300.0) * 300, 1e-12);
    assert_digits(got, 4.756147123, DIGITS);
    oracle_case_fini(&c);
}

// ∫ λ(t) S(max(from − t, 0) + τ) dt up to to − τ, by the midpoint rule.
static double integrated(const struct exposure *play, const struct arrivals *arrivals,
                         const struct dwell *dwell)
{
    const double step_s = 0.01;
    double sum = 0;
    for (double t = arrivals->from_s + step_s / 2; t < play->to_s - play->threshold_s;
         t += step_s) {
        size_t piece = arrivals_at(arrivals, t);
        double per_hour = piece < arrivals->count ? arrivals->pieces[piece].per_hour : 0;
        double wanted_s = fmax(play->from_s - t, 0) + play->threshold_s;
        sum += per_hour / 3600 * dwell_survival(dwell, wanted_s) * step_s;
    }
    return sum;
}

static void impressions_are_the_integral_for_any_dwell_and_any_hours(void **state)
{
    (void)state;
    struct dwell dwells[] = {
        {.kind = DWELL_MIXTURE, .parts = {{3, 20}, {1, 600}}, .part_count = 2},
        {.kind = DWELL_FIXED, .fixed_s = 180},
        {.kind = DWELL_HISTOGRAM,
         .bins = {{.until_s = 30, .weight = 4}, {.until_s = 500, .weight = 1}},
         .bin_count = 2},
    };
    static const struct exposure plays[] = {
        {1000, 1030, 1},   // within a piece
        {1190, 1215, 10},  // across two
        {-50, 20, 5},      // begun before anybody came
        {5, 5000, 2},      // through all of them
        {3500, 3700, 200}, // just as long as its threshold, beyond the last arrival
        {9000, 9010, 1},   // when hardly anybody is left
        {-200, -100, 1},   // before all
    };
    struct arrivals arrivals;
    arrivals_init(&arrivals, 0);
    arrivals_add(&arrivals, 1200, 40);
    arrivals_add(&arrivals, 1300, 0);
    arrivals_add(&arrivals, 3600, 500);
    for (size_t d = 0; d < sizeof dwells / sizeof dwells[0]; d++) {
        assert_true(dwell_settle(&dwells[d]));
        for (size_t i = 0; i < sizeof plays / sizeof plays[0]; i++) {
            double got = exposure_impressions(&plays[i], &arrivals, &dwells[d]).count;
            double want = integrated(&plays[i], &arrivals, &dwells[d]);
            assert_true(fabs(got - want) < 2e-3 + 1e-6 * want);
        }
    }
    arrivals_fini(&arrivals);
}

static void a_play_shorter_than_its_threshold_exposes_nobody(void **state)
{
    (void)state;
    static const struct exposure none[] = {{100, 114.9, 15}, {100, 100, 0}, {100, 90, 0},
                                           {100, 200, -1},   {NAN, 200, 1}, {0, 1, NAN}};
    struct oracle_case c;
    oracle_case_a(&c, 15);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_false(exposure_counts(&none[i]));
        assert_true(exposure_impressions(&none[i], &c.arrivals, &c.dwell).count == 0);
    }
    assert_true(exposure_counts(&(struct exposure){100, 115, 15}));
    oracle_case_fini(&c);
}

static void a_play_half_a_second_short_is_full_all_the_same(void **state)
{
    (void)state;
    static const struct {
        double planned_s, full_s, shown_s, want_s;
    } rows[] = {
        {15, 0, 15, 15},  {15, 0, 14.6, 14.6}, {15, 0, 14.4, 15},  {15, 0, 16, 15},
        {60, 10, 60, 10}, {60, 10, 12, 10},    {60, 10, 9.7, 9.7}, {60, 10, 9, 10},
        {5, 10, 5, 5},    {5, 10, 4.5, 4.5},   {5, 10, 4.49, 5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double got = exposure_full_s(rows[i].planned_s, rows[i].full_s, rows[i].shown_s);
        assert_true(got == rows[i].want_s);
    }
}

static void longer_stays_change_impressions_as_their_slope_says(void **state)
{
    (void)state;
    struct oracle_case c;
    oracle_case_c(&c);
    double sum = 0;
    for (size_t i = 0; i < c.play_count; i++) {
        sum += exposure_impressions(&c.plays[i], &c.arrivals, &c.dwell).stretch;
    }
    const double step = 1e-5;
    c.dwell.parts[0].mean_s = 120 * (1 + step);
    double more = oracle_impressions(&c);
    c.dwell.parts[0].mean_s = 120 * (1 - step);
    double less = oracle_impressions(&c);
    assert_digits(sum, (more - less) / (2 * step), 1e-6);
    oracle_case_fini(&c);
}

static void a_day_has_the_hours_of_its_weekday(void **state)
{
    (void)state;
    struct audience audience;
    audience_init(&audience);
    for (int hour = 0; hour < AUDIENCE_HOURS; hour++) {
        audience.per_hour[2][hour] = hour;
        audience.per_hour[3][hour] = 100 + hour;
    }
    struct arrivals arrivals;
    arrivals_init(&arrivals, 0);
    arrivals_add_day(&arrivals, &audience, 2);
    arrivals_add_day(&arrivals, &audience, 3);
    assert_int_equal(arrivals.count, 48);
    for (size_t i = 0; i < 48; i++) {
        size_t piece = arrivals_at(&arrivals, 3600 * (double)i);
        assert_int_equal(piece, i);
        double want = i < 24 ? (double)i : 76 + (double)i;
        assert_true(arrivals.pieces[piece].per_hour == want);
    }
    assert_int_equal(arrivals_at(&arrivals, -1), 0);
    assert_int_equal(arrivals_at(&arrivals, 172800), 48);
    assert_digits(arrivals_total(&arrivals), 276 + 2400 + 276, 1e-12);
    arrivals_fini(&arrivals);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(impressions_are_as_worked_out_elsewhere),
        cmocka_unit_test(each_play_has_its_own_impressions),
        cmocka_unit_test(in_a_steady_state_impressions_have_a_closed_form),
        cmocka_unit_test(impressions_are_the_integral_for_any_dwell_and_any_hours),
        cmocka_unit_test(a_play_shorter_than_its_threshold_exposes_nobody),
        cmocka_unit_test(a_play_half_a_second_short_is_full_all_the_same),
        cmocka_unit_test(longer_stays_change_impressions_as_their_slope_says),
        cmocka_unit_test(a_day_has_the_hours_of_its_weekday),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
