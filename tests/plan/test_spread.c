// Evenness: caps, least numbers and shares are spread over their hour or day, never served as a
// block.
#include "lists.h"

#include "support/test.h"

#define S CLOCK_SECOND_US
#define HOUR_US (3600 * S)
#define DAY_US (24 * HOUR_US)

// --- caps and least numbers -------------------------------------------------------------------

static void capped_plays_wait_for_their_part_of_the_hour_and_the_day(void **state)
{
    (void)state;
    int64_t waited = 0;
    for (int round = 0; round < 100; round++) {
        struct list list;
        list_init_any(&list, LIST_LIMITS | LIST_SHARES | LIST_MISSING);
        struct row row = list_row(&list, 0, list_any_day(&list));
        int64_t hour_plays[LISTS_ITEMS][24] = {0};
        int64_t day_plays[LISTS_ITEMS] = {0};
        for (size_t i = 0; i < row.count; i++) {
            const struct slot *slot = &row.slots[i];
            if (slot->kind != SLOT_ITEM) {
                continue;
            }
            const struct often *often = &list.items[slot->item].often;
            int64_t passed_us = slot->start.us - row.start_us;
            int64_t before = hour_plays[slot->item][passed_us / HOUR_US]++;
            assert_true(passed_us % HOUR_US * often->max_per_hour >= before * HOUR_US ||
                        often->max_per_hour == 0);
            waited += often->max_per_hour > 0 && before > 0;
            before = day_plays[slot->item]++;
            assert_true(passed_us * often->max_per_day >= before * DAY_US ||
                        often->max_per_day == 0);
        }
        free(row.slots);
        list_fini(&list);
    }
    assert_true(waited > 2000);
}

static void a_capped_item_comes_at_even_intervals(void **state)
{
    (void)state;
    for (int most = 1; most <= 60; most++) {
        struct list list;
        list_init(&list, (const int64_t[]){5, 5, 5}, 3);
        list.items[1].often.max_per_hour = most;
        list_plan(&list);
        struct row row = list_row(&list, 0, plan_day(list.plan, list_second(0)));
        int64_t last_us = 0;
        int plays = 0;
        for (size_t i = 0; i < row.count; i++) {
            int64_t start_us = row.slots[i].start.us;
            if (row.slots[i].item != 1) {
                continue;
            }
            int64_t off_us = start_us - last_us - HOUR_US / most;
            assert_true(last_us == 0 || (off_us <= 10 * S && off_us >= -10 * S));
            last_us = start_us;
            plays++;
        }
        assert_int_equal(plays, 24 * most);
        free(row.slots);
        list_fini(&list);
    }
}

// Room is guaranteed: all least numbers together wait for less than half of the shortest interval.
static void init_owed(struct list *list)
{
    int64_t lengths_s[LISTS_ITEMS];
    size_t count = (size_t)any(2, 8);
    for (size_t i = 0; i < count; i++) {
        lengths_s[i] = any(5, 30);
    }
    list_init(list, lengths_s, count);
    for (size_t i = 0; i < count; i++) {
        struct often *often = &list->items[i].often;
        often->weight = (int)any(1, 100);
        often->min_per_hour = any(1, 3) == 1 ? (int)any(1, 6) : 0;
        often->min_per_day = any(1, 3) == 1 ? (int)any(1, 100) : 0;
    }
    list->items[0].often.share_ppm = any(1, 2) == 1 ? (int)any(1, 90) * 10000 : 0;
    list_plan(list);
}

static void least_numbers_are_met_where_there_is_room(void **state)
{
    (void)state;
    int64_t owed = 0;
    for (int round = 0; round < 150; round++) {
        struct list list;
        init_owed(&list);
        struct row row = list_row(&list, 0, list_any_day(&list));
        int hour_plays[LISTS_ITEMS][24] = {0};
        int day_plays[LISTS_ITEMS] = {0};
        for (size_t i = 0; i < row.count; i++) {
            const struct slot *slot = &row.slots[i];
            hour_plays[slot->item][(slot->start.us - row.start_us) / HOUR_US]++;
            day_plays[slot->item]++;
        }
        for (size_t i = 0; i < list.playlist.item_count; i++) {
            const struct often *often = &list.items[i].often;
            for (size_t hour = 0; hour < 24; hour++) {
                assert_true(hour_plays[i][hour] >= often->min_per_hour);
                owed += often->min_per_hour > 0;
            }
            assert_true(day_plays[i] >= often->min_per_day);
        }
        free(row.slots);
        list_fini(&list);
    }
    assert_true(owed > 2000);
}

static void a_least_number_is_spread_too(void **state)
{
    (void)state;
    struct list list;
    list_init(&list, (const int64_t[]){10, 10}, 2);
    list.items[0].often.weight = 100;
    list.items[1].often.min_per_hour = 12; // its weight alone brings it 3 or 4 times
    list_plan(&list);
    struct row row = list_row(&list, 0, plan_day(list.plan, list_second(0)));
    int plays[24 * 12] = {0};
    for (size_t i = 0; i < row.count; i++) {
        plays[(row.slots[i].start.us - row.start_us) / (HOUR_US / 12)] += row.slots[i].item == 1;
    }
    for (size_t i = 0; i < sizeof plays / sizeof plays[0]; i++) {
        assert_in_range(plays[i], 0, 2); // in each five minutes
    }
    free(row.slots);
    list_fini(&list);
}

// --- shares -----------------------------------------------------------------------------------

static void a_fifth_among_equals_is_every_fifth_slot(void **state)
{
    (void)state;
    struct list list;
    list_init(&list, (const int64_t[]){10, 10, 10, 10}, 4);
    list.items[2].often.share_ppm = 200000;
    list_plan(&list);
    struct row row = list_row(&list, 0, plan_day(list.plan, list_second(0)));
    size_t first = 0;
    while (row.slots[first].item != 2) {
        first++;
    }
    assert_true(first < 5);
    for (size_t i = 0; i < row.count; i++) {
        assert_int_equal(row.slots[i].item == 2, i % 5 == first);
    }
    free(row.slots);
    list_fini(&list);
}

static void weights_divide_what_the_shares_leave(void **state)
{
    (void)state;
    struct list list;
    list_init(&list, (const int64_t[]){10, 10, 10}, 3);
    list.items[0].often.share_ppm = 400000;
    list.items[2].often.weight = 2;
    list_plan(&list);
    struct row row = list_row(&list, 0, plan_day(list.plan, list_second(0)));
    int plays[3][24] = {0};
    for (size_t i = 0; i < row.count; i++) {
        plays[row.slots[i].item][(row.slots[i].start.us - row.start_us) / HOUR_US]++;
    }
    for (size_t hour = 0; hour < 24; hour++) { // 40, 20 and 40 % of 360
        assert_int_equal(plays[0][hour], 144);
        assert_in_range(plays[1][hour], 71, 73);
        assert_in_range(plays[2][hour], 143, 145);
    }
    free(row.slots);
    list_fini(&list);
}

// Shares that fit, and items that fill what they leave.
static int64_t init_sharing(struct list *list)
{
    int64_t lengths_s[LISTS_ITEMS];
    int64_t longest_s = 0;
    int64_t left_ppm = 900000;
    for (size_t i = 0; i < LISTS_ITEMS; i++) {
        lengths_s[i] = any(1, 40);
        longest_s = lengths_s[i] > longest_s ? lengths_s[i] : longest_s;
    }
    size_t count = (size_t)any(2, LISTS_ITEMS);
    list_init(list, lengths_s, count);
    for (size_t i = 1; i < count; i++) {
        int64_t share_ppm = any(1, 40) * 10000;
        if (any(1, 2) == 1 && share_ppm <= left_ppm) {
            list->items[i].often.share_ppm = (int)share_ppm;
            left_ppm -= share_ppm;
        }
    }
    list_plan(list);
    return longest_s * S;
}

// In the time from one play to the next a share earns about the length of its play: what it owed
// before and owes afterwards differ by less than the longest item. Measured: between 0.56 of that
// too early and 0.70 too late. Each hour begins anew, and before midnight only what fits goes.
static void shares_never_come_as_a_block(void **state)
{
    (void)state;
    int64_t distances = 0;
    for (int round = 0; round < 300; round++) {
        struct list list;
        int64_t longest_us = init_sharing(&list);
        struct row row = list_row(&list, 0, list_any_day(&list));
        int64_t last_us[LISTS_ITEMS] = {0};
        for (size_t i = 0; i < row.count; i++) {
            const struct slot *slot = &row.slots[i];
            int64_t share_ppm = list.items[slot->item].often.share_ppm;
            int64_t start_us = slot->start.us - row.start_us;
            int64_t before_us = last_us[slot->item];
            last_us[slot->item] = start_us;
            bool is_one_hour = start_us / HOUR_US == before_us / HOUR_US && start_us < 23 * HOUR_US;
            if (share_ppm == 0 || !is_one_hour || before_us == 0) {
                continue;
            }
            int64_t earned_us = (start_us - before_us) / 1000 * share_ppm / 1000;
            int64_t off_us = earned_us - list.lengths_us[slot->item];
            assert_true(off_us < longest_us && off_us > -longest_us);
            distances++;
        }
        free(row.slots);
        list_fini(&list);
    }
    assert_true(distances > 500000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capped_plays_wait_for_their_part_of_the_hour_and_the_day),
        cmocka_unit_test(a_capped_item_comes_at_even_intervals),
        cmocka_unit_test(least_numbers_are_met_where_there_is_room),
        cmocka_unit_test(a_least_number_is_spread_too),
        cmocka_unit_test(a_fifth_among_equals_is_every_fifth_slot),
        cmocka_unit_test(weights_divide_what_the_shares_leave),
        cmocka_unit_test(shares_never_come_as_a_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
