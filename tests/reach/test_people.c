// From visits to people.
#include "reach/near.h"
#include "reach/people.h"

#define DIGITS 1e-6

static void people_are_as_worked_out_elsewhere(void **state)
{
    (void)state;
    double visits = 18000 * 0.596280911;
    assert_digits(people_reached(visits, 20000, 1), 6984.698, DIGITS);
    assert_digits(people_frequency(visits, 20000, 1), 1.5367, 4e-5);
    assert_digits(people_reached(visits, 20000, 0.3), 5297.107, DIGITS);
}

static void few_visits_are_as_many_people(void **state)
{
    (void)state;
    assert_digits(people_reached(1e-9, 20000, 1), 1e-9, 1e-12);
    assert_digits(people_reached(1, 1e9, 0.3), 1, 1e-6);
    assert_digits(people_frequency(1e-9, 20000, 1), 1, 1e-12);
    assert_true(people_reached(0, 20000, 1) == 0);
    assert_true(people_frequency(0, 20000, 1) == 1);
}

static void no_number_of_visits_reaches_more_than_there_are(void **state)
{
    (void)state;
    double before = 0;
    for (double visits = 1; visits < 1e300; visits *= 100) {
        double reached = people_reached(visits, 500, 0.3);
        assert_true(reached <= 500 && reached <= visits && reached >= before);
        before = reached;
    }
    assert_true(people_reached(INFINITY, 500, 1) == 500);
    assert_true(people_reached(1e308, 1e-300, 1) == 1e-300);
}

// (1 + x/r)^−r by multiplying, for a whole r.
static void people_are_those_of_the_formula_written_out(void **state)
{
    (void)state;
    for (int r = 1; r <= 5; r++) {
        double power = 1;
        for (int i = 0; i < r; i++) {
            power *= 1 + 700.0 / 1000 / r;
        }
        assert_digits(people_reached(700, 1000, r), 1000 * (1 - 1 / power), 1e-12);
    }
}

static void with_a_large_shape_everybody_comes_equally_often(void **state)
{
    (void)state;
    assert_digits(people_reached(700, 1000, 1e9), 1000 * (1 - exp(-0.7)), 1e-8);
}

static void without_a_population_nothing_is_claimed(void **state)
{
    (void)state;
    assert_true(people_reached(700, 0, 1) == 0);
    assert_true(people_frequency(700, 0, 1) == 0);
}

static void populations_that_overlap_count_who_is_in_several_once(void **state)
{
    (void)state;
    static const double reached[] = {500, 200, 0};
    assert_digits(people_union(reached, 3, 1000), 1000 * (1 - 0.5 * 0.8), 1e-12);
    assert_digits(people_union(reached, 1, 1000), 500, 1e-12);
    assert_true(people_union(reached, 0, 1000) == 0);
    static const double all[] = {1000, 5000};
    assert_digits(people_union(all, 2, 1000), 1000, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_are_as_worked_out_elsewhere),
        cmocka_unit_test(few_visits_are_as_many_people),
        cmocka_unit_test(no_number_of_visits_reaches_more_than_there_are),
        cmocka_unit_test(people_are_those_of_the_formula_written_out),
        cmocka_unit_test(with_a_large_shape_everybody_comes_equally_often),
        cmocka_unit_test(without_a_population_nothing_is_claimed),
        cmocka_unit_test(populations_that_overlap_count_who_is_in_several_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
