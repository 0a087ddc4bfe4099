// How far off, and how it is written.
#include "reach/interval.h"
#include "reach/near.h"
#include "reach/oracle.h"

static void assert_interval(const struct uncertainty *uncertainty, const struct modelled *value,
                            double lo, double hi)
{
    struct interval got = interval_95(value->count, uncertainty_variance(uncertainty, value));
    assert_true(fabs(got.lo - lo) <= 0.05 && fabs(got.hi - hi) <= 0.05);
}

static void intervals_are_as_worked_out_elsewhere(void **state)
{
    (void)state;
    struct oracle_case c;
    struct visits visits;
    oracle_case_a(&c, 15);
    oracle_visits(&c, 1, &visits);
    struct modelled value = {visits.at_least[0], visits.stretch};
    struct audience audience = {.dwell = c.dwell, .rel_sd = 0.2, .dwell_sd_s = 30};
    struct uncertainty estimated = uncertainty_of(&audience, value.count);
    assert_interval(&estimated, &value, 236.1, 542.2);
    struct uncertainty counted = uncertainty_of(&audience, visits.variance);
    counted.rel_sd = 0;
    assert_interval(&counted, &value, 319.6, 400.5);
    visits_fini(&visits);
    oracle_case_fini(&c);
}

static void an_interval_holds_its_value_and_stays_above_nothing(void **state)
{
    (void)state;
    for (double value = 1e-3; value < 1e9; value *= 10) {
        struct interval wide = interval_95(value, 4 * value * value);
        assert_true(wide.lo > 0 && wide.lo < value && wide.hi > value);
        assert_digits(wide.lo * wide.hi, value * value, 1e-12);
    }
    struct interval none = interval_95(0, 0);
    assert_true(none.lo == 0 && none.hi == 0);
    struct interval exact = interval_95(7, 0);
    assert_true(exact.lo == 7 && exact.hi == 7);
}

static void the_worse_grade_is_that_of_both(void **state)
{
    (void)state;
    assert_int_equal(grade_of_both(GRADE_COUNTED, GRADE_CONFIGURED), GRADE_CONFIGURED);
    assert_int_equal(grade_of_both(GRADE_SURVEYED, GRADE_COUNTED), GRADE_SURVEYED);
    assert_int_equal(grade_of_both(0, GRADE_COUNTED), GRADE_COUNTED);
    assert_string_equal(audience_grade_letter(GRADE_SURVEYED), "B");
}

static void figures_have_two_digits(void **state)
{
    (void)state;
    static const struct {
        double value, want;
    } rows[] = {{164283, 160000}, {165000, 170000}, {99.6, 100}, {0.0456, 0.046}, {1, 1},
                {10, 10},         {12.4, 12},       {995, 1000}, {0, 0},          {-164, -160}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(fabs(figure_rounded(rows[i].value) - rows[i].want) <= 1e-12 * 2e5);
    }
}

static void figures_are_written_as_people_count(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *want;
    } rows[] = {
        {164283, "160,000"},      {0, "0"},          {0.3, "<1"},      {3.6, "4"}, {9.7, "10"},
        {357.77, "360"},          {1050.1, "1,100"}, {999.6, "1,000"}, {10, "10"}, {99.9, "100"},
        {1.25e9, "1,300,000,000"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str out = {0};
        figure_print(&out, rows[i].value);
        assert_string_equal(str_text(&out), rows[i].want);
        str_fini(&out);
    }
}

// A Poisson number of visits with N exposures each has the variance Σ N².
static void exposures_that_come_together_vary_more(void **state)
{
    (void)state;
    struct oracle_case c;
    struct visits all, few;
    oracle_case_a(&c, 15);
    oracle_visits(&c, CASE_LEVELS, &all);
    oracle_visits(&c, 3, &few);
    double exposures = oracle_impressions(&c);
    double exact = 0;
    for (size_t k = 1; k < CASE_LEVELS; k++) {
        double exactly = all.at_least[k - 1] - all.at_least[k];
        exact += (double)(k * k) * exactly;
    }
    assert_digits(visits_exposure_variance(&all, exposures), exact, 1e-9);
    assert_digits(visits_exposure_variance(&few, exposures), exact, 1e-2);
    assert_true(exact > exposures);
    visits_fini(&all);
    visits_fini(&few);
    oracle_case_fini(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_are_as_worked_out_elsewhere),
        cmocka_unit_test(an_interval_holds_its_value_and_stays_above_nothing),
        cmocka_unit_test(the_worse_grade_is_that_of_both),
        cmocka_unit_test(figures_have_two_digits),
        cmocka_unit_test(figures_are_written_as_people_count),
        cmocka_unit_test(exposures_that_come_together_vary_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
