// What somebody does, and what happens, while a day runs: next, show, failures, pauses, lifts.
#include "lists.h"

#include "support/test.h"

#define S CLOCK_SECOND_US
#define DAY_S INT64_C(86400)

// 10, 20 and 30 s: without events a round begins with every minute.
static void init_round(struct list *list)
{
    list_init(list, (const int64_t[]){10, 20, 30}, 3);
}

// --- next and show ----------------------------------------------------------------------------

static void next_ends_the_slot_and_the_turns_go_on(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_NEXT, 15, 0, 0);
    LIST_EXPECT(&list, 0, {0, 10, SLOT_ITEM, 0, 0, false}, {10, 15, SLOT_ITEM, 1, 0, true},
                {15, 45, SLOT_ITEM, 2, 0, false}, {45, 55, SLOT_ITEM, 0, 0, false},
                {55, 75, SLOT_ITEM, 1, 0, false});
    list_fini(&list);
}

static void what_is_asked_for_follows_at_once_and_nobody_loses_a_turn(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_SHOW, 15, 0, 0);
    LIST_EXPECT(&list, 0, {10, 15, SLOT_ITEM, 1, 0, true}, {15, 25, SLOT_ITEM, 0, 0, false},
                {25, 55, SLOT_ITEM, 2, 0, false}, {55, 65, SLOT_ITEM, 0, 0, false});
    list_fini(&list);
}

static void what_the_zone_does_not_hold_or_cannot_show_is_not_shown(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list.zones[0].item_count = 2;
    list_plan(&list);
    list_tell(&list, PLAN_SHOW, 5, 2, 0);
    LIST_EXPECT(&list, 0, {0, 5, SLOT_ITEM, 0, 0, true}, {5, 25, SLOT_ITEM, 1, 0, false});
    plan_set_length(list.plan, 0, 1, 0);
    list_tell(&list, PLAN_SHOW, 27, 1, 0);
    LIST_EXPECT(&list, 0, {0, 5, SLOT_ITEM, 0, 0, true}, {5, 15, SLOT_ITEM, 0, 0, false},
                {25, 27, SLOT_ITEM, 0, 0, true}, {27, 37, SLOT_ITEM, 0, 0, false});
    list_fini(&list);
}

static void what_is_asked_for_in_one_zone_leaves_the_others_alone(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list.playlist.zone_count = 2;
    list.zones[1] = list.zones[0];
    list_plan(&list);
    plan_tell(list.plan, &(struct plan_event){.kind = PLAN_NEXT, .at = list_second(15), .zone = 1});
    LIST_EXPECT(&list, 0, {10, 30, SLOT_ITEM, 1, 0, false});
    LIST_EXPECT(&list, 1, {10, 15, SLOT_ITEM, 1, 0, true});
    list_fini(&list);
}

// --- failures ---------------------------------------------------------------------------------

static void a_failed_item_is_left_alone_until_it_is_tried_again(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_FAILED, 12, 1, 100);
    LIST_EXPECT(&list, 0, {10, 12, SLOT_ITEM, 1, 0, true}, {12, 42, SLOT_ITEM, 2, 0, false},
                {42, 52, SLOT_ITEM, 0, 0, false}, {52, 82, SLOT_ITEM, 2, 0, false},
                {82, 92, SLOT_ITEM, 0, 0, false}, {92, 122, SLOT_ITEM, 2, 0, false},
                {122, 142, SLOT_ITEM, 1, 0, false});
    list_fini(&list);
}

static void an_item_that_fails_at_the_moment_it_should_come_is_passed_over(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_FAILED, 10, 1, 60);
    LIST_EXPECT(&list, 0, {0, 10, SLOT_ITEM, 0, 0, false}, {10, 40, SLOT_ITEM, 2, 0, false});
    list_fini(&list);
}

static void when_everything_fails_the_house_card_stands_until_the_first_retry(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_FAILED, 5, 0, 300);
    list_tell(&list, PLAN_FAILED, 6, 1, 200);
    list_tell(&list, PLAN_FAILED, 7, 2, 100);
    LIST_EXPECT(&list, 0, {0, 5, SLOT_ITEM, 0, 0, true}, {5, 6, SLOT_ITEM, 1, 0, true},
                {6, 7, SLOT_ITEM, 2, 0, true}, {7, 107, SLOT_NOTHING, 0, 0, false},
                {107, 137, SLOT_ITEM, 2, 0, false});
    list_fini(&list);
}

// What is found to be another file need not wait until the end of its quarantine.
static void what_may_be_tried_again_ends_the_wait_for_it(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_FAILED, 5, 0, 7200);
    list_tell(&list, PLAN_FAILED, 6, 1, 200);
    list_tell(&list, PLAN_FAILED, 7, 2, 7200);
    list_tell(&list, PLAN_FAILED, 20, 2, 0);
    list_tell(&list, PLAN_FAILED, 30, 2, 0); // ends nothing that is on
    LIST_EXPECT(&list, 0, {6, 7, SLOT_ITEM, 2, 0, true}, {7, 20, SLOT_NOTHING, 0, 0, false},
                {20, 50, SLOT_ITEM, 2, 0, false});
    list_fini(&list);
}

static void quarantine_is_told_from_a_retry(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_FAILED, 5, 0, 7200);
    list_tell(&list, PLAN_FAILED, 6, 1, 200);
    struct slot slot = plan_slot_at(list.plan, 0, list_second(7));
    size_t count = 0;
    const struct plan_entry *entries = plan_entries(list.plan, &slot, &count);
    assert_int_equal(count, 3);
    assert_int_equal(entries[0].verdict, VERDICT_QUARANTINED);
    assert_int_equal(entries[1].verdict, VERDICT_FAILED);
    assert_int_equal(entries[2].verdict, VERDICT_CHOSEN);
    list_fini(&list);
}

// --- pauses -----------------------------------------------------------------------------------

static void a_pause_lengthens_the_slot_by_exactly_itself(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_PAUSE, 15, 0, 0);
    list_tell(&list, PLAN_RESUME, 75, 0, 0);
    LIST_EXPECT(&list, 0, {10, 90, SLOT_ITEM, 1, 0, false}, {90, 120, SLOT_ITEM, 2, 0, false});
    list_tell(&list, PLAN_PAUSE, 80, 0, 0); // once more in the same slot
    list_tell(&list, PLAN_RESUME, 85, 0, 0);
    LIST_EXPECT(&list, 0, {10, 95, SLOT_ITEM, 1, 0, false}, {95, 125, SLOT_ITEM, 2, 0, false});
    list_fini(&list);
}

// Failed once: the second pause was added to the first.
static void who_pauses_twice_resumes_once(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_PAUSE, 15, 0, 0);
    list_tell(&list, PLAN_PAUSE, 20, 0, 0);
    list_tell(&list, PLAN_RESUME, 75, 0, 0);
    LIST_EXPECT(&list, 0, {10, 90, SLOT_ITEM, 1, 0, false}, {90, 120, SLOT_ITEM, 2, 0, false});
    list_fini(&list);
}

// Failed once: whoever resumed anywhere resumed everywhere.
static void another_zone_going_on_does_not_end_the_pause(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list.playlist.zone_count = 2;
    list.zones[1] = list.zones[0];
    list_plan(&list);
    list_tell(&list, PLAN_PAUSE, 15, 0, 0);
    plan_tell(list.plan,
              &(struct plan_event){.kind = PLAN_RESUME, .at = list_second(25), .zone = 1});
    list_tell(&list, PLAN_RESUME, 75, 0, 0);
    LIST_EXPECT(&list, 0, {10, 90, SLOT_ITEM, 1, 0, false});
    LIST_EXPECT(&list, 1, {10, 40, SLOT_ITEM, 1, 0, false});
    list_fini(&list);
}

static void a_pause_that_nobody_ends_ends_with_the_day(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_PAUSE, 15, 0, 0);
    LIST_EXPECT(&list, 0, {10, DAY_S, SLOT_ITEM, 1, 0, true},
                {DAY_S, DAY_S + 10, SLOT_ITEM, 0, 0, false},
                {DAY_S + 10, DAY_S + 30, SLOT_ITEM, 1, 0, false});
    list_fini(&list);
}

// Failed once: the plan went on behind a house card that stood still.
static void nothing_comes_while_the_house_card_is_paused(void **state)
{
    (void)state;
    struct list list;
    list_init(&list, (const int64_t[]){10}, 1);
    list.items[0].often.gap_us = 30 * S;
    list_plan(&list);
    list_tell(&list, PLAN_PAUSE, 35, 0, 0);
    list_tell(&list, PLAN_RESUME, 60, 0, 0);
    list_tell(&list, PLAN_PAUSE, 80, 0, 0); // over before the card is
    list_tell(&list, PLAN_RESUME, 90, 0, 0);
    LIST_EXPECT(&list, 0, {0, 10, SLOT_ITEM, 0, 0, false}, {10, 60, SLOT_NOTHING, 0, 0, false},
                {60, 70, SLOT_ITEM, 0, 0, false}, {70, 100, SLOT_NOTHING, 0, 0, false},
                {100, 110, SLOT_ITEM, 0, 0, false});
    list_fini(&list);
}

// Failed once: a pause with the first instant of a slot was none, so that the next key and the
// pause key in one moment parted the plan from the screen.
static void a_pause_may_begin_with_the_slot(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_NEXT, 15, 0, 0);
    list_tell(&list, PLAN_PAUSE, 15, 0, 0);
    list_tell(&list, PLAN_RESUME, 20, 0, 0);
    list_tell(&list, PLAN_PAUSE, 50, 0, 0); // nobody did anything else then
    list_tell(&list, PLAN_RESUME, 70, 0, 0);
    LIST_EXPECT(&list, 0, {10, 15, SLOT_ITEM, 1, 0, true}, {15, 50, SLOT_ITEM, 2, 0, false},
                {50, 80, SLOT_ITEM, 0, 0, false}, {80, 100, SLOT_ITEM, 1, 0, false});
    list_tell(&list, PLAN_PAUSE, 80, 0, 0);
    list_tell(&list, PLAN_RESUME, 80, 0, 0);
    LIST_EXPECT(&list, 0, {80, 100, SLOT_ITEM, 1, 0, false});
    list_fini(&list);
}

static void next_ends_a_pause_too(void **state)
{
    (void)state;
    struct list list;
    init_round(&list);
    list_plan(&list);
    list_tell(&list, PLAN_PAUSE, 15, 0, 0);
    list_tell(&list, PLAN_NEXT, 50, 0, 0);
    list_tell(&list, PLAN_RESUME, 60, 0, 0);
    LIST_EXPECT(&list, 0, {10, 50, SLOT_ITEM, 1, 0, true}, {50, 80, SLOT_ITEM, 2, 0, false},
                {80, 90, SLOT_ITEM, 0, 0, false});
    list_fini(&list);
}

// --- lifts ------------------------------------------------------------------------------------

static int plays_within(struct list *list, size_t item, int64_t from_s, int64_t to_s)
{
    int plays = 0;
    for (struct wall at = list_second(from_s); at.us < list_second(to_s).us;) {
        struct slot slot = plan_slot_at(list->plan, 0, at);
        plays += slot.kind == SLOT_ITEM && slot.item == item;
        at = slot.end;
    }
    return plays;
}

static void lifts_change_the_turns_from_their_instant_to_midnight(void **state)
{
    (void)state;
    struct list list;
    list_init(&list, (const int64_t[]){10, 10, 10}, 3);
    list.items[1].often.weight = 2;
    list_plan(&list);
    plan_tell(list.plan, &(struct plan_event){.kind = PLAN_LIFTS,
                                              .at = list_second(DAY_S / 2),
                                              .zone = PLAN_ALL_ZONES,
                                              .lift_permille = (const int[]){3000, 500, 1000}});
    // 1 : 2 : 1 of 4,320 plays before, 3 : 1 : 1 after.
    assert_in_range(plays_within(&list, 0, 0, DAY_S / 2), 1079, 1081);
    assert_in_range(plays_within(&list, 1, 0, DAY_S / 2), 2159, 2161);
    assert_in_range(plays_within(&list, 0, DAY_S / 2, DAY_S), 2591, 2593);
    assert_in_range(plays_within(&list, 1, DAY_S / 2, DAY_S), 863, 865);
    assert_in_range(plays_within(&list, 0, DAY_S, 3 * DAY_S / 2), 1079, 1081);
    assert_in_range(plays_within(&list, 0, -DAY_S / 2, 0), 1079, 1081);
    list_fini(&list);
}

static void the_last_lifts_told_are_the_ones_that_count(void **state)
{
    (void)state;
    struct list list;
    list_init(&list, (const int64_t[]){10, 10}, 2);
    list_plan(&list);
    for (int i = 0; i < 2; i++) {
        plan_tell(list.plan,
                  &(struct plan_event){.kind = PLAN_LIFTS,
                                       .at = list_second(i * DAY_S / 2),
                                       .zone = PLAN_ALL_ZONES,
                                       .lift_permille = (const int[]){3000 - 2000 * i, 1000}});
    }
    assert_in_range(plays_within(&list, 0, 0, DAY_S / 2), 3239, 3241);
    assert_in_range(plays_within(&list, 0, DAY_S / 2, DAY_S), 2159, 2161);
    list_fini(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next_ends_the_slot_and_the_turns_go_on),
        cmocka_unit_test(what_is_asked_for_follows_at_once_and_nobody_loses_a_turn),
        cmocka_unit_test(what_the_zone_does_not_hold_or_cannot_show_is_not_shown),
        cmocka_unit_test(what_is_asked_for_in_one_zone_leaves_the_others_alone),
        cmocka_unit_test(a_failed_item_is_left_alone_until_it_is_tried_again),
        cmocka_unit_test(an_item_that_fails_at_the_moment_it_should_come_is_passed_over),
        cmocka_unit_test(when_everything_fails_the_house_card_stands_until_the_first_retry),
        cmocka_unit_test(what_may_be_tried_again_ends_the_wait_for_it),
        cmocka_unit_test(quarantine_is_told_from_a_retry),
        cmocka_unit_test(a_pause_lengthens_the_slot_by_exactly_itself),
        cmocka_unit_test(who_pauses_twice_resumes_once),
        cmocka_unit_test(another_zone_going_on_does_not_end_the_pause),
        cmocka_unit_test(a_pause_that_nobody_ends_ends_with_the_day),
        cmocka_unit_test(nothing_comes_while_the_house_card_is_paused),
        cmocka_unit_test(a_pause_may_begin_with_the_slot),
        cmocka_unit_test(next_ends_a_pause_too),
        cmocka_unit_test(lifts_change_the_turns_from_their_instant_to_midnight),
        cmocka_unit_test(the_last_lifts_told_are_the_ones_that_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
