// How long people stay: closed forms against integrating numerically, and what is no distribution.
#include "reach/dwell.h"
#include "support/test.h"

#include <math.h>

static struct dwell mixture(void)
{
    return (struct dwell){
        .kind = DWELL_MIXTURE, .parts = {{3, 20}, {1, 600}}, .part_count = 2}; // a bank: 3 to 1
}

static struct dwell fixed(void)
{
    return (struct dwell){.kind = DWELL_FIXED, .fixed_s = 180};
}

static struct dwell histogram(void)
{
    return (struct dwell){.kind = DWELL_HISTOGRAM,
                          .bins = {{.until_s = 10, .weight = 5},
                                   {.until_s = 60, .weight = 0},
                                   {.until_s = 300, .weight = 12},
                                   {.until_s = 900, .weight = 3}},
                          .bin_count = 4};
}

static struct dwell (*const makers[])(void) = {mixture, fixed, histogram};
enum { MAKERS = sizeof makers / sizeof makers[0] };

static void assert_near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance)) {
        fail_msg("%.12g, not %.12g", got, want);
    }
}

// ∫ₓ^end S by the midpoint rule.
static double integrate(const struct dwell *dwell, double x, double end)
{
    enum { STEPS = 200000 };
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
        sum += dwell_survival(dwell, x + (end - x) * (i + 0.5) / STEPS);
    }
    return sum * (end - x) / STEPS;
}

static void the_tail_is_the_integral_of_survival(void **state)
{
    (void)state;
    for (size_t i = 0; i < MAKERS; i++) {
        struct dwell dwell = makers[i]();
        assert_true(dwell_settle(&dwell));
        static const double at[] = {0, 0.5, 10, 15, 60, 179, 180, 300, 850, 2000};
        for (size_t k = 0; k < sizeof at / sizeof at[0]; k++) {
            assert_near(dwell_tail_s(&dwell, at[k]), integrate(&dwell, at[k], 20000), 0.05);
        }
    }
}

static void survival_falls_from_one_to_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < MAKERS; i++) {
        struct dwell dwell = makers[i]();
        assert_true(dwell_settle(&dwell));
        assert_near(dwell_survival(&dwell, 0), 1, 1e-15);
        double before = 1 + 1e-15;
        for (double x = 0; x < 1000; x += 0.5) {
            double now = dwell_survival(&dwell, x);
            assert_true(now <= before && now >= 0);
            before = now;
        }
        assert_near(dwell_survival(&dwell, 1e6), 0, 1e-15);
        assert_near(dwell_tail_s(&dwell, 1e6), 0, 1e-15);
    }
}

static void means_are_as_worked_out_by_hand(void **state)
{
    (void)state;
    static const double means[MAKERS] = {0.75 * 20 + 0.25 * 600, 180,
                                         0.25 * 5 + 0.6 * 180 + 0.15 * 600};
    for (size_t i = 0; i < MAKERS; i++) {
        struct dwell dwell = makers[i]();
        assert_true(dwell_settle(&dwell));
        assert_near(dwell_mean_s(&dwell), means[i], 1e-9);
    }
}

static void who_stays_just_long_enough_has_stayed_long_enough(void **state)
{
    (void)state;
    struct dwell dwell = fixed();
    assert_true(dwell_settle(&dwell));
    assert_near(dwell_survival(&dwell, 180), 1, 0);
    assert_near(dwell_survival(&dwell, 180.001), 0, 0);
}

// The same people, everybody staying `factor` times as long.
static struct dwell stretched(const struct dwell *dwell, double factor)
{
    struct dwell out = *dwell;
    out.fixed_s *= factor;
    for (size_t i = 0; i < DWELL_PARTS; i++) {
        out.parts[i].mean_s *= factor;
    }
    for (size_t i = 0; i < DWELL_BINS; i++) {
        out.bins[i].until_s *= factor;
    }
    assert_true(dwell_settle(&out));
    return out;
}

static void slopes_are_what_longer_stays_change(void **state)
{
    (void)state;
    const double step = 1e-6;
    for (size_t i = 0; i < MAKERS; i++) {
        struct dwell dwell = makers[i]();
        assert_true(dwell_settle(&dwell));
        struct dwell less = stretched(&dwell, 1 - step);
        struct dwell more = stretched(&dwell, 1 + step);
        static const double at[] = {1, 7, 35, 200, 640};
        for (size_t k = 0; k < sizeof at / sizeof at[0]; k++) {
            double x = at[k];
            assert_near(dwell_survival_slope(&dwell, x),
                        (dwell_survival(&more, x) - dwell_survival(&less, x)) / (2 * step), 1e-5);
            assert_near(dwell_tail_slope_s(&dwell, x),
                        (dwell_tail_s(&more, x) - dwell_tail_s(&less, x)) / (2 * step), 1e-3);
        }
    }
}

static void settling_twice_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < MAKERS; i++) {
        struct dwell once = makers[i]();
        assert_true(dwell_settle(&once));
        struct dwell twice = once;
        assert_true(dwell_settle(&twice));
        assert_memory_equal(&once, &twice, sizeof once);
    }
}

static void what_is_no_distribution_is_refused(void **state)
{
    (void)state;
    static const struct dwell bad[] = {
        {0},
        {.kind = DWELL_MIXTURE},
        {.kind = DWELL_MIXTURE, .parts = {{1, 0}}, .part_count = 1},
        {.kind = DWELL_MIXTURE, .parts = {{0, 60}}, .part_count = 1},
        {.kind = DWELL_MIXTURE, .parts = {{2, 60}, {-1, 20}}, .part_count = 2},
        {.kind = DWELL_MIXTURE, .parts = {{NAN, 60}}, .part_count = 1},
        {.kind = DWELL_MIXTURE, .parts = {{1, INFINITY}}, .part_count = 1},
        {.kind = DWELL_MIXTURE,
         .parts = {{1, 1}, {1, 1}, {1, 1}, {1, 1}},
         .part_count = DWELL_PARTS + 1},
        {.kind = DWELL_FIXED},
        {.kind = DWELL_FIXED, .fixed_s = -3},
        {.kind = DWELL_FIXED, .fixed_s = NAN},
        {.kind = DWELL_HISTOGRAM},
        {.kind = DWELL_HISTOGRAM, .bins = {{.until_s = 10, .weight = 0}}, .bin_count = 1},
        {.kind = DWELL_HISTOGRAM, .bins = {{.until_s = 0, .weight = 1}}, .bin_count = 1},
        {.kind = DWELL_HISTOGRAM,
         .bins = {{.until_s = 10, .weight = 1}, {.until_s = 10, .weight = 1}},
         .bin_count = 2},
        {.kind = DWELL_HISTOGRAM,
         .bins = {{.until_s = 10, .weight = 2}, {.until_s = 20, .weight = -1}},
         .bin_count = 2},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct dwell dwell = bad[i];
        assert_false(dwell_settle(&dwell));
        assert_memory_equal(&dwell, &bad[i], sizeof dwell);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tail_is_the_integral_of_survival),
        cmocka_unit_test(survival_falls_from_one_to_nothing),
        cmocka_unit_test(means_are_as_worked_out_by_hand),
        cmocka_unit_test(who_stays_just_long_enough_has_stayed_long_enough),
        cmocka_unit_test(slopes_are_what_longer_stays_change),
        cmocka_unit_test(settling_twice_changes_nothing),
        cmocka_unit_test(what_is_no_distribution_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
