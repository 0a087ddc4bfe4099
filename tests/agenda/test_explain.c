// Why an item and not another, with the numbers behind it.
#include "day.h"

#include "support/test.h"

#include "agenda/explain.h"
#include "agenda/print.h"

static struct explanation explain(struct day *day, const char *at)
{
    struct explanation explanation;
    explanation_init(&explanation, &day->agenda, &day->agenda.zones[0], list_time(at));
    return explanation;
}

static void the_slot_and_every_candidate_are_told(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    day_gather(&day); // a 10 s, b 20 s, c 30 s, round and round
    struct explanation got = explain(&day, "2026-11-26T14:30:15");
    assert_int_equal(got.slot.item, 1);
    assert_true(got.slot.start.us == list_time("2026-11-26T14:30:10").us);
    assert_int_equal(got.count, 3);
    assert_string_equal(got.candidates[0].why,
                        "may play, comes later (last played until 14:30:10, next at 14:31:00)");
    assert_string_equal(got.candidates[1].why, "its turn (last played until 14:29:30)");
    assert_int_equal(got.candidates[1].weight_permille, 1000);
    explanation_fini(&got);
    day_fini(&day);
}

static void verdicts_come_with_their_numbers(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    day.list.items[0].often.gap_us = 100 * CLOCK_SECOND_US;
    day.list.items[1].often.max_per_hour = 6;
    day.list.items[1].often.max_per_day = 500;
    day_gather(&day);
    struct explanation got = explain(&day, "2026-11-26T00:00:35"); // a 0–10, b 10–30, c
    assert_string_equal(got.candidates[0].why, "too soon after its last play (until 00:01:50)");
    assert_non_null(strstr(got.candidates[1].why, "(1 of 6 this hour, 1 of 500 today)"));
    explanation_fini(&got);
    day_fini(&day);
}

static void who_rests_is_told_until_when_and_for_whom(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    static char elderly[] = "老年人", students[] = "学生", noon[] = "noon", pensions[] = "pensions";
    day_part(&day, 0, noon, 12 * 60, 13 * 60);
    struct daypart *part = day_part(&day, 1, pensions, 8 * 60, 11 * 60);
    day.list.audiences[0] = elderly;
    part->audiences = day.list.audiences;
    part->audience_count = 1;
    day_assign(&day, 2, 0);
    day.list.items[0].audience = students;
    day_gather(&day);
    struct explanation got = explain(&day, "2026-11-26T09:00:00");
    assert_string_equal(got.candidates[0].why, "not its time (“pensions” speaks to 老年人)");
    assert_string_equal(got.candidates[2].why, "not its time (comes at 12:00)");
    explanation_fini(&got);
    got = explain(&day, "2026-11-26T20:00:00");
    assert_string_equal(got.candidates[2].why,
                        "not its time (its dayparts do not hold any more today)");
    explanation_fini(&got);
    day_fini(&day);
}

static void what_does_not_fit_says_by_how_much(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    day_open(&day, 8 * 60, 8 * 60 + 1);
    day.list.lengths_us[1] = 90 * CLOCK_SECOND_US;
    day_gather(&day);
    struct explanation got = explain(&day, "2026-11-26T08:00:00");
    assert_string_equal(
        got.candidates[1].why,
        "does not fit before closing time or midnight (needs 0:01:30, has 0:01:00)");
    explanation_fini(&got);
    got = explain(&day, "2026-11-26T09:00:00");
    assert_int_equal(got.slot.kind, SLOT_DARK);
    assert_int_equal(got.count, 0);
    explanation_fini(&got);
    day_fini(&day);
}

static void an_explanation_is_an_aligned_table(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    day_gather(&day);
    struct wall at = list_time("2026-11-26T14:30:15");
    struct explanation got = explain(&day, "2026-11-26T14:30:15");
    struct str out = {0};
    agenda_print_explanations(&day.agenda, &got, 1, at, &out);
    assert_string_equal(str_text(&out),
                        "2026-11-26 14:30:15\n"
                        "\n"
                        "zone main: b, 14:30:10 – 14:30:30 (20.0 s), slot 2612 of the day\n"
                        "     item  weight  why\n"
                        "     a        1.0  may play, comes later "
                        "(last played until 14:30:10, next at 14:31:00)\n"
                        "  >  b        1.0  its turn (last played until 14:29:30)\n"
                        "     c        1.0  may play, comes later "
                        "(last played until 14:30:00, next at 14:30:30)\n");
    str_fini(&out);
    explanation_fini(&got);
    day_fini(&day);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_slot_and_every_candidate_are_told),
        cmocka_unit_test(verdicts_come_with_their_numbers),
        cmocka_unit_test(who_rests_is_told_until_when_and_for_whom),
        cmocka_unit_test(what_does_not_fit_says_by_how_much),
        cmocka_unit_test(an_explanation_is_an_aligned_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
