// Which clocks are believed, as tables: what the wall clock says one look after the other, and what
// the plan makes of it.
#include "show/timekeeper.h"

#include "support/test.h"

#include "base/civil.h"

#define S CLOCK_SECOND_US
#define YEAR_S (INT64_C(365) * 86400)

// The program was made on this day; the tests' clocks mostly show another, months later.
#define MADE "2026-01-01T00:00"
#define NOON "2026-11-25T12:00"

// One look: `mono_s` after the start the wall clock shows `wall_s` seconds more than its base.
struct look {
    int64_t mono_s;
    const char *base; // NULL: 1970
    int64_t wall_s;
    enum clock_trust trust;
    enum time_news news;
    int64_t plan_s; // expected: seconds after NOON; without a known time that of the boot
};

static int64_t time_us(const char *text)
{
    struct civil civil;
    if (text == NULL) {
        return 0;
    }
    assert_true(civil_parse(text, &civil));
    return civil_instant(civil, CIVIL_CHINA_OFFSET_S).us;
}

static void look(struct timekeeper *keeper, const struct look *looks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct look *want = &looks[i];
        struct mono now = {want->mono_s * S};
        struct wall wall = {time_us(want->base) + want->wall_s * S};
        enum time_news news = timekeeper_look(keeper, now, wall, want->trust, NULL);
        int64_t origin_us = keeper->is_known ? time_us(NOON) : -keeper->start_us;
        int64_t plan_us = timekeeper_at(keeper, now).us - origin_us;
        if (news != want->news || plan_us != want->plan_s * S) {
            fail_msg("look %zu: news %d, the plan at %lld us", i, (int)news, (long long)plan_us);
        }
    }
}
#define LOOK(keeper, ...)                                                                          \
    look((keeper), (const struct look[]){__VA_ARGS__},                                             \
         sizeof(const struct look[]){__VA_ARGS__} / sizeof(struct look))

static struct timekeeper fresh(void)
{
    struct timekeeper keeper;
    timekeeper_init(&keeper, (struct wall){time_us(MADE)}, 0);
    return keeper;
}

// --- at boot -----------------------------------------------------------------------------------

static void nineteen_seventy_until_it_is_synchronised(void **state)
{
    (void)state;
    struct timekeeper keeper = fresh();
    LOOK(&keeper, {5, NULL, 5, CLOCK_UNKNOWN, TIME_STEADY, 5},
         {6, NULL, 6, CLOCK_UNKNOWN, TIME_STEADY, 6}, {60, NOON, 0, CLOCK_TRUSTED, TIME_FOUND, 0},
         {61, NOON, 1, CLOCK_TRUSTED, TIME_STEADY, 1});
}

static void a_loop_may_have_begun_before(void **state)
{
    (void)state;
    struct timekeeper keeper;
    timekeeper_init(&keeper, (struct wall){time_us(MADE)}, 90 * CLOCK_SECOND_US);
    const struct wall never = {0};
    timekeeper_look(&keeper, (struct mono){5 * S}, never, CLOCK_UNKNOWN, NULL);
    assert_int_equal(timekeeper_at(&keeper, (struct mono){5 * S}).us, 90 * S);
    assert_int_equal(timekeeper_at(&keeper, (struct mono){7 * S}).us, 92 * S);
    struct wall noon = {time_us(NOON)};
    timekeeper_look(&keeper, (struct mono){60 * S}, noon, CLOCK_TRUSTED, NULL);
    assert_int_equal(timekeeper_at(&keeper, (struct mono){60 * S}).us, noon.us);
}

static void a_time_that_somebody_sets_by_hand_is_believed(void **state)
{
    (void)state;
    struct timekeeper keeper = fresh();
    LOOK(&keeper, {5, NULL, 5, CLOCK_UNKNOWN, TIME_STEADY, 5},
         {60, NOON, 0, CLOCK_UNKNOWN, TIME_FOUND, 0},
         {70, NOON, 10, CLOCK_UNKNOWN, TIME_STEADY, 10});
}

static void an_unknown_clock_that_nobody_set_is_not_believed(void **state)
{
    (void)state;
    struct timekeeper keeper = fresh();
    LOOK(&keeper, {5, NOON, 0, CLOCK_UNKNOWN, TIME_STEADY, 5},
         {9, NOON, 4, CLOCK_UNKNOWN, TIME_STEADY, 9}, {10, NOON, 5, CLOCK_BOUNDED, TIME_FOUND, 5});
}

static void nobody_is_believed_before_the_program_was_made(void **state)
{
    (void)state;
    static const enum clock_trust trusts[] = {CLOCK_UNKNOWN, CLOCK_BOUNDED, CLOCK_REBASED,
                                              CLOCK_TRUSTED};
    for (size_t i = 0; i < sizeof trusts / sizeof trusts[0]; i++) {
        struct timekeeper keeper = fresh();
        LOOK(&keeper, {5, NULL, 5, trusts[i], TIME_STEADY, 5},
             {6, MADE, -1, trusts[i], TIME_STEADY, 6});
    }
}

// --- a clock with a battery --------------------------------------------------------------------

static void one_behind_the_ledger_is_not_believed(void **state)
{
    (void)state;
    struct timekeeper keeper = fresh();
    timekeeper_remember(&keeper, (struct mono){0}, (struct wall){time_us(NOON)}, NULL);
    LOOK(&keeper, {5, NOON, -61, CLOCK_BOUNDED, TIME_STEADY, 5},
         {6, NOON, -3600, CLOCK_BOUNDED, TIME_STEADY, 6}, // set by hand to what cannot be
         {7, NOON, -60, CLOCK_BOUNDED, TIME_FOUND, -60}); // a little is what batteries lose
}

static void one_that_was_believed_is_given_up_when_the_ledger_knows_better(void **state)
{
    (void)state;
    static const struct {
        enum clock_trust trust;
        int64_t highest_s; // after NOON
        enum time_news news;
    } cases[] = {
        {CLOCK_BOUNDED, -1000, TIME_STEADY},  {CLOCK_BOUNDED, 60, TIME_STEADY},
        {CLOCK_BOUNDED, 70, TIME_LOST},       {CLOCK_BOUNDED, YEAR_S, TIME_LOST},
        {CLOCK_TRUSTED, YEAR_S, TIME_STEADY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct timekeeper keeper = fresh();
        LOOK(&keeper, {5, NOON, 0, cases[i].trust, TIME_FOUND, 0});
        struct wall highest = {time_us(NOON) + cases[i].highest_s * S};
        int64_t by_us = 0;
        assert_int_equal(timekeeper_remember(&keeper, (struct mono){7 * S}, highest, &by_us),
                         cases[i].news);
        assert_int_equal(by_us, (2 - cases[i].highest_s) * S);
        assert_int_equal(keeper.is_known, cases[i].news == TIME_STEADY);
    }
}

static void what_was_given_up_comes_back_with_a_sync(void **state)
{
    (void)state;
    struct timekeeper keeper = fresh();
    LOOK(&keeper, {5, NOON, -YEAR_S / 2, CLOCK_BOUNDED, TIME_FOUND, -YEAR_S / 2});
    timekeeper_remember(&keeper, (struct mono){6 * S}, (struct wall){time_us(NOON)}, NULL);
    LOOK(&keeper, {7, NOON, 2 - YEAR_S / 2, CLOCK_BOUNDED, TIME_STEADY, 7},
         {8, NOON, 100, CLOCK_TRUSTED, TIME_FOUND, 100});
}

// --- while it is known -------------------------------------------------------------------------

static void jumps_are_followed_when_they_can_be_true(void **state)
{
    (void)state;
    static const struct {
        int64_t by_s;
        enum clock_trust trust;
        enum time_news news;
    } cases[] = {
        {10 * YEAR_S, CLOCK_TRUSTED, TIME_JUMPED},
        {-10 * YEAR_S, CLOCK_TRUSTED, TIME_DOUBTED}, // before the program was made
        {10 * YEAR_S, CLOCK_UNKNOWN, TIME_JUMPED},   // set by hand
        {-10 * YEAR_S, CLOCK_UNKNOWN, TIME_DOUBTED},
        {-7200, CLOCK_TRUSTED, TIME_JUMPED},
        {-7200, CLOCK_BOUNDED, TIME_DOUBTED}, // behind what was known
        {-30, CLOCK_BOUNDED, TIME_JUMPED},
        {-2, CLOCK_TRUSTED, TIME_JUMPED},
        {2, CLOCK_BOUNDED, TIME_JUMPED},
        {1, CLOCK_TRUSTED, TIME_STEADY}, // drift
        {-1, CLOCK_UNKNOWN, TIME_STEADY},
        {31 * YEAR_S, CLOCK_TRUSTED, TIME_JUMPED}, // 2057: beyond 32 bits of seconds
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct timekeeper keeper = fresh();
        bool is_followed = cases[i].news != TIME_DOUBTED;
        int64_t plan_s = 10 + (is_followed ? cases[i].by_s : 0);
        LOOK(&keeper, {5, NOON, 0, CLOCK_TRUSTED, TIME_FOUND, 0},
             {15, NOON, 10 + cases[i].by_s, cases[i].trust, cases[i].news, plan_s},
             {16, NOON, 11 + cases[i].by_s, cases[i].trust, TIME_STEADY, plan_s + 1});
    }
}

static void how_far_it_jumped_is_told(void **state)
{
    (void)state;
    struct timekeeper keeper = fresh();
    int64_t by_us = -1;
    struct wall noon = {time_us(NOON)};
    timekeeper_look(&keeper, (struct mono){0}, noon, CLOCK_TRUSTED, &by_us);
    assert_int_equal(by_us, 0);
    noon.us += 7 * S;
    timekeeper_look(&keeper, (struct mono){10 * S}, noon, CLOCK_TRUSTED, &by_us);
    assert_int_equal(by_us, -3 * S);
}

static void drift_is_followed_for_months(void **state)
{
    (void)state;
    struct timekeeper keeper = fresh();
    int64_t noon_us = time_us(NOON);
    for (int64_t hour = 0; hour < 24 * 90; hour++) {
        struct mono now = {hour * 3600 * S};
        struct wall wall = {noon_us + now.us + hour * 200000}; // 4.8 s a day
        enum time_news news = timekeeper_look(&keeper, now, wall, CLOCK_TRUSTED, NULL);
        assert_int_equal(news, hour == 0 ? TIME_FOUND : TIME_STEADY);
        assert_int_equal(timekeeper_at(&keeper, now).us, wall.us);
    }
}

static void without_a_word_it_simply_goes_on(void **state)
{
    (void)state;
    struct timekeeper keeper = fresh();
    LOOK(&keeper, {5, NOON, 0, CLOCK_TRUSTED, TIME_FOUND, 0},
         {10, NULL, 10, CLOCK_UNKNOWN, TIME_DOUBTED, 5},
         {3610, NULL, 3610, CLOCK_UNKNOWN, TIME_STEADY, 3605},
         {3620, NOON, 3615, CLOCK_TRUSTED, TIME_JUMPED, 3615}); // the same time as it was kept
}

static void the_year_2038_is_a_year_like_others(void **state)
{
    (void)state;
    struct timekeeper keeper = fresh();
    int64_t before_us = INT64_C(2147483640) * S; // 2³¹ − 8 s
    for (int64_t s = 0; s < 20; s++) {
        struct mono now = {s * S};
        struct wall wall = {before_us + s * S};
        enum time_news news = timekeeper_look(&keeper, now, wall, CLOCK_TRUSTED, NULL);
        assert_int_equal(news, s == 0 ? TIME_FOUND : TIME_STEADY);
        assert_int_equal(timekeeper_at(&keeper, now).us, wall.us);
    }
}

// It would be counted on a day of 1970, or as one of a year ago, with full trust.
static void a_play_never_trusts_a_clock_from_before_the_program_was_made(void **state)
{
    (void)state;
    struct timekeeper keeper = fresh();
    struct wall made = {time_us(MADE)};
    struct wall before = {made.us - 1};
    assert_int_equal(timekeeper_trust(&keeper, made, CLOCK_TRUSTED), CLOCK_TRUSTED);
    assert_int_equal(timekeeper_trust(&keeper, made, CLOCK_BOUNDED), CLOCK_BOUNDED);
    assert_int_equal(timekeeper_trust(&keeper, before, CLOCK_TRUSTED), CLOCK_UNKNOWN);
    assert_int_equal(timekeeper_trust(&keeper, (struct wall){0}, CLOCK_BOUNDED), CLOCK_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nineteen_seventy_until_it_is_synchronised),
        cmocka_unit_test(a_loop_may_have_begun_before),
        cmocka_unit_test(a_time_that_somebody_sets_by_hand_is_believed),
        cmocka_unit_test(an_unknown_clock_that_nobody_set_is_not_believed),
        cmocka_unit_test(nobody_is_believed_before_the_program_was_made),
        cmocka_unit_test(one_behind_the_ledger_is_not_believed),
        cmocka_unit_test(one_that_was_believed_is_given_up_when_the_ledger_knows_better),
        cmocka_unit_test(what_was_given_up_comes_back_with_a_sync),
        cmocka_unit_test(jumps_are_followed_when_they_can_be_true),
        cmocka_unit_test(how_far_it_jumped_is_told),
        cmocka_unit_test(drift_is_followed_for_months),
        cmocka_unit_test(without_a_word_it_simply_goes_on),
        cmocka_unit_test(the_year_2038_is_a_year_like_others),
        cmocka_unit_test(a_play_never_trusts_a_clock_from_before_the_program_was_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
