// When the show becomes thrifty, and when it is generous again.
#include "support/test.h"

#include "show/thrift.h"

#define S CLOCK_SECOND_US
#define LOOK_US (30 * S)

struct course {
    struct thrift thrift;
    struct mono now;
    int changes;
};

// One look, half a minute after the one before; the loop showed 1,800 frames but for those that
// were late.
static void look(struct course *self, bool is_slowed, int64_t late)
{
    self->now.us += LOOK_US;
    struct thrift_look told = {.now = self->now,
                               .is_slowed = is_slowed,
                               .frames = 1800 - late,
                               .late = late,
                               .may_halve = true};
    self->changes += thrift_look(&self->thrift, &told);
}

// How long it stays at its step when the machine is well, in looks.
static int looks_until_eased(struct course *self)
{
    enum thrift_step before = self->thrift.step;
    int looks = 0;
    while (self->thrift.step == before && looks < 1000) {
        look(self, false, 0);
        looks++;
    }
    return looks;
}

static void a_machine_that_is_well_is_left_alone_however_late_it_is(void **state)
{
    (void)state;
    struct course course = {0};
    for (int i = 0; i < 100; i++) {
        look(&course, false, 900);
    }
    assert_int_equal(course.thrift.step, THRIFT_NONE);
    assert_int_equal(course.changes, 0);
}

static void a_slowed_machine_first_cuts_and_halves_only_when_it_is_late_all_the_same(void **state)
{
    (void)state;
    struct course course = {0};
    look(&course, true, 900); // late before anything was saved
    assert_int_equal(course.thrift.step, THRIFT_CUTS);
    look(&course, true, 17); // less than one in a hundred
    assert_int_equal(course.thrift.step, THRIFT_CUTS);
    look(&course, true, 18);
    assert_int_equal(course.thrift.step, THRIFT_HALF);
    look(&course, true, 900);
    assert_int_equal(course.thrift.step, THRIFT_HALF);
    assert_int_equal(course.changes, 2);
}

static void half_of_few_frames_would_judder(void **state)
{
    (void)state;
    struct thrift thrift = {.step = THRIFT_CUTS};
    struct thrift_look told = {.now = {S}, .is_slowed = true, .frames = 900, .late = 900};
    assert_false(thrift_look(&thrift, &told));
    told.may_halve = true;
    assert_true(thrift_look(&thrift, &told));
}

static void a_show_that_stands_still_is_not_late(void **state)
{
    (void)state;
    struct thrift thrift = {.step = THRIFT_CUTS};
    struct thrift_look told = {.now = {S}, .is_slowed = true, .may_halve = true};
    assert_false(thrift_look(&thrift, &told));
}

static void it_goes_back_step_by_step_when_it_was_well_for_a_while(void **state)
{
    (void)state;
    struct course course = {0};
    look(&course, true, 0);
    look(&course, true, 100);
    assert_int_equal(looks_until_eased(&course), 1 + THRIFT_PATIENCE_US / LOOK_US);
    assert_int_equal(course.thrift.step, THRIFT_CUTS);
    assert_int_equal(looks_until_eased(&course), THRIFT_PATIENCE_US / LOOK_US);
    assert_int_equal(course.thrift.step, THRIFT_NONE);
}

static void one_hot_look_begins_the_while_anew(void **state)
{
    (void)state;
    struct course course = {0};
    look(&course, true, 0);
    for (int i = 0; i < 4; i++) {
        look(&course, false, 0);
    }
    look(&course, true, 0);
    assert_int_equal(looks_until_eased(&course), 1 + THRIFT_PATIENCE_US / LOOK_US);
}

// Thrift cools the machine, and without it the machine is hot again: no flicker between the two.
static void whoever_falls_back_soon_waits_twice_as_long_up_to_a_limit(void **state)
{
    (void)state;
    struct course course = {0};
    const int first = 1 + THRIFT_PATIENCE_US / LOOK_US;
    const int most = 1 + THRIFT_PATIENCE_MOST_US / LOOK_US;
    int want = first;
    for (int i = 0; i < 8; i++) {
        look(&course, true, 0);
        assert_int_equal(looks_until_eased(&course), want);
        want = 2 * (want - 1) + 1 < most ? 2 * (want - 1) + 1 : most;
    }
    assert_int_equal(want, most);
    for (int i = 0; i <= THRIFT_RELAPSE_US / LOOK_US; i++) {
        look(&course, false, 0);
    }
    look(&course, true, 0);
    assert_int_equal(looks_until_eased(&course), first); // that was another day
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_machine_that_is_well_is_left_alone_however_late_it_is),
        cmocka_unit_test(a_slowed_machine_first_cuts_and_halves_only_when_it_is_late_all_the_same),
        cmocka_unit_test(half_of_few_frames_would_judder),
        cmocka_unit_test(a_show_that_stands_still_is_not_late),
        cmocka_unit_test(it_goes_back_step_by_step_when_it_was_well_for_a_while),
        cmocka_unit_test(one_hot_look_begins_the_while_anew),
        cmocka_unit_test(whoever_falls_back_soon_waits_twice_as_long_up_to_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
