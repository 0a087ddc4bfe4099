// What a day adds up to, and why something never plays.
#include "day.h"

#include "support/test.h"

#define S CLOCK_SECOND_US
#define HOUR_US (3600 * S)

static void everything_in_a_random_day_adds_up(void **state)
{
    (void)state;
    for (int round = 0; round < 40; round++) {
        struct list list;
        list_init_any(&list, LIST_ALL);
        struct agenda_wish wish = {.plan = list.plan,
                                   .terms = &list.terms,
                                   .day =
                                       plan_day(list.plan, list_time("2026-01-01")) + any(0, 700),
                                   .zone = PLAN_ALL_ZONES};
        struct agenda agenda;
        agenda_init(&agenda, &wish);
        int64_t topics_us = 0;
        for (size_t i = 0; i < agenda.topics.count; i++) {
            topics_us += agenda.topics.each[i].time_us;
        }
        for (size_t z = 0; z < agenda.zone_count; z++) {
            const struct agenda_zone *zone = &agenda.zones[z];
            const struct agenda_hour *total = &zone->total;
            int64_t items_us = 0, plays = 0, hours_us = 0;
            for (size_t i = 0; i < zone->item_count; i++) {
                items_us += zone->items[i].sum.time_us;
                plays += zone->items[i].sum.plays;
                assert_int_equal(zone->items[i].reason == 0, zone->items[i].sum.plays > 0);
            }
            for (size_t h = 0; h < zone->hour_count; h++) {
                const struct agenda_hour *hour = &zone->hours[h];
                assert_true(hour->item_us + hour->house_us + hour->dark_us == HOUR_US);
                hours_us += hour->item_us;
            }
            assert_true(items_us == total->item_us && hours_us == total->item_us);
            assert_int_equal(plays, total->plays);
            assert_true(total->item_us + total->house_us == zone->open_us);
            assert_true(zone->open_us + total->dark_us == agenda.end_us - agenda.start_us);
            topics_us -= items_us;
        }
        assert_true(topics_us == 0);
        agenda_fini(&agenda);
        list_fini(&list);
    }
}

static void items_have_their_first_and_last_play_and_their_shortest_gap(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    day_open(&day, 9 * 60, 9 * 60 + 5); // five rounds of a minute
    day_gather(&day);
    const struct agenda_zone *zone = &day.agenda.zones[0];
    const struct agenda_item *b = &zone->items[1];
    assert_int_equal(b->sum.plays, 5);
    assert_true(b->sum.time_us == 100 * S && b->gap_us == 40 * S);
    assert_true(b->sum.first_us == list_time("2026-11-26T09:00:10").us);
    assert_true(b->sum.last_us == list_time("2026-11-26T09:04:10").us);
    assert_true(zone->open_us == 300 * S);
    assert_int_equal(agenda_ppm(b->sum.time_us, zone->open_us), 333333);
    assert_int_equal(day.agenda.topics.count, 3);
    assert_string_equal(day.agenda.topics.each[0].key, "养老诈骗");
    assert_null(day.agenda.topics.each[2].key);
    day_fini(&day);
}

static void what_never_plays_says_why(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    struct daypart *sunday = day_part(&day, 0, (char[]){"sunday"}, 0, 1440);
    sunday->when.days = DAYS_SUNDAY; // 2026-11-26 is a Thursday
    day_part(&day, 1, (char[]){"night"}, 0, 60);
    day_open(&day, 8 * 60, 20 * 60);
    day_assign(&day, 0, 0);
    day_assign(&day, 1, 1);
    day.list.filler[0] = 2;
    day.list.zones[0].filler = day.list.filler;
    day.list.zones[0].filler_count = 1;
    day.list.zones[0].item_count = 2;
    day_gather(&day);
    const struct agenda_item *items = day.agenda.zones[0].items;
    assert_int_equal(items[0].reason, REASON_DAYPARTS);
    assert_int_equal(items[1].reason, REASON_DAYPARTS_DARK);
    assert_int_equal(items[2].reason, REASON_NONE);
    assert_true(day.agenda.zones[0].total.filler_us == 12 * HOUR_US);
    day_forget(&day);

    day.list.items[0].daypart_count = 0; // now the filler is not needed
    day_gather(&day);
    assert_int_equal(day.agenda.zones[0].items[2].reason, REASON_FILLER);
    day_forget(&day);

    day.list.items[1].priority = PRIORITY_HIGH; // and "b" leaves no room for "a"
    day.list.items[1].daypart_count = 0;
    day_gather(&day);
    assert_int_equal(day.agenda.zones[0].items[0].reason, REASON_LOWER);
    day_forget(&day);

    day.list.lengths_us[1] = 0;
    day_gather(&day);
    assert_int_equal(day.agenda.zones[0].items[0].reason, REASON_NONE);
    assert_int_equal(day.agenda.zones[0].items[1].reason, REASON_UNSHOWABLE);
    day_fini(&day);
}

static void a_daypart_for_others_is_a_reason(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    static char elderly[] = "老年人", students[] = "学生";
    struct daypart *all_day = day_part(&day, 0, (char[]){"elderly"}, 0, 1440);
    day.list.audiences[0] = elderly;
    all_day->audiences = day.list.audiences;
    all_day->audience_count = 1;
    all_day->lift = 2;
    day.list.items[0].audience = students;
    day_gather(&day);
    const struct agenda_item *items = day.agenda.zones[0].items;
    assert_int_equal(items[0].reason, REASON_OTHERS);
    assert_int_equal(items[1].dayparts_permille, 2000);
    assert_int_equal(items[2].dayparts_permille, 1000);
    assert_int_equal(day.agenda.band_count, 2);
    assert_null(day.agenda.bands[0].daypart);
    assert_string_equal(day.agenda.bands[1].daypart->name, "elderly");
    day_fini(&day);
}

static void items_that_no_zone_shows_are_idle(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    day.list.zones[0].item_count = 1;
    day.list.items[1].priority = PRIORITY_EMERGENCY;
    day.list.unknown[0] = 2;
    day.list.zones[0].clock_unknown = day.list.unknown;
    day.list.zones[0].clock_unknown_count = 1;
    day_gather(&day);
    assert_int_equal(day.agenda.idle_count, 2);
    assert_int_equal(day.agenda.idle[0].reason, REASON_EMERGENCY);
    assert_int_equal(day.agenda.idle[1].reason, REASON_CLOCK);
    day_fini(&day);
}

static void a_least_number_that_cannot_be_kept_is_counted(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    day_open(&day, 9 * 60, 11 * 60 + 30);
    day.list.lengths_us[0] = 1000 * S;
    day.list.items[0].often.min_per_hour = 4; // three and a half fit
    day.list.items[1].often.min_per_day = 5000;
    day_gather(&day);
    const struct agenda_item *items = day.agenda.zones[0].items;
    assert_int_equal(items[0].hours_due, 3);
    assert_true(items[0].hours_short >= 2);
    assert_false(items[0].is_day_short);
    assert_true(items[1].is_day_short);
    day_fini(&day);
}

static void shares_are_told_beside_what_was_wanted(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    day_part(&day, 0, (char[]){"morning"}, 8 * 60, 12 * 60);
    day_assign(&day, 0, 0);
    day.list.items[0].often.share_ppm = 250000;
    day_gather(&day);
    const struct agenda_item *a = &day.agenda.zones[0].items[0];
    assert_true(a->may_us == 4 * HOUR_US);
    assert_in_range(agenda_item_ppm(a), 245000, 255000);
    day_fini(&day);
}

static void cases_lift_the_weight_of_their_topic(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    assert_true(lifts_parse("{\"default\":500,\"topics\":[[\"刷单返利\",7,3000]]}", &day.lifts));
    day_gather(&day);
    const struct agenda_item *items = day.agenda.zones[0].items;
    assert_int_equal(items[0].cases_permille, 3000);
    assert_int_equal(items[1].cases_permille, 500);
    assert_int_equal(items[2].cases_permille, 1000);
    day_fini(&day);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_in_a_random_day_adds_up),
        cmocka_unit_test(items_have_their_first_and_last_play_and_their_shortest_gap),
        cmocka_unit_test(what_never_plays_says_why),
        cmocka_unit_test(a_daypart_for_others_is_a_reason),
        cmocka_unit_test(items_that_no_zone_shows_are_idle),
        cmocka_unit_test(a_least_number_that_cannot_be_kept_is_counted),
        cmocka_unit_test(shares_are_told_beside_what_was_wanted),
        cmocka_unit_test(cases_lift_the_weight_of_their_topic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
