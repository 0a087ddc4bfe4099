// What holds for thousands of random playlists, hours, shares and limits.
#include "lists.h"

#include "support/test.h"

#include "plan/periods.h"

#define S CLOCK_SECOND_US
#define HOUR_US (3600 * S)

static void slots_follow_each_other_without_gap_or_overlap(void **state)
{
    (void)state;
    for (int round = 0; round < 100; round++) {
        struct list list;
        list_init_any(&list, LIST_ALL);
        for (size_t zone = 0; zone < 2; zone++) {
            struct row row = list_row(&list, zone, list_any_day(&list));
            int64_t at_us = row.start_us;
            for (size_t i = 0; i < row.count; i++) {
                assert_true(row.slots[i].start.us == at_us);
                assert_int_equal(row.slots[i].number, i);
                assert_int_equal(row.slots[i].zone, zone);
                at_us = row.slots[i].end.us;
            }
            assert_true(at_us == row.end_us);
            free(row.slots);
        }
        list_fini(&list);
    }
}

static void asking_anywhere_in_any_order_finds_the_same_slot(void **state)
{
    (void)state;
    for (int round = 0; round < 100; round++) {
        struct list list;
        list_init_any(&list, LIST_ALL);
        struct row row = list_row(&list, 0, list_any_day(&list));
        for (int i = 0; i < 20; i++) {
            const struct slot *want = &row.slots[any(0, (int64_t)row.count - 1)];
            int64_t at_us = want->start.us + any(0, 1000) * (want->end.us - want->start.us) / 1001;
            if (i % 5 == 0) { // a restart
                plan_free(list.plan);
                list_plan(&list);
            }
            struct slot got = plan_slot_at(list.plan, 0, (struct wall){at_us});
            assert_memory_equal(&got, want, sizeof got);
        }
        free(row.slots);
        list_fini(&list);
    }
}

// Whether the item may begin at an instant, asked for anew.
static bool may_begin(const struct list *list, const struct periods *periods, size_t item,
                      int64_t at_us)
{
    for (size_t p = 0; p < periods->count; p++) {
        const struct period *period = &periods->each[p];
        if (period->from_us <= at_us && at_us < period->to_us) {
            return period->is_open &&
                   periods_let_play(&list->playlist, period->holds, &list->items[item]);
        }
    }
    return false;
}

static void items_begin_only_in_their_time(void **state)
{
    (void)state;
    int64_t items = 0;
    int64_t dark = 0;
    for (int round = 0; round < 100; round++) {
        struct list list;
        list_init_any(&list, LIST_TIMES | LIST_MISSING);
        int64_t day = list_any_day(&list);
        struct row row = list_row(&list, 0, day);
        struct periods periods;
        periods_init(&periods, &list.terms, day, true);
        for (size_t i = 0; i < row.count; i++) {
            const struct slot *slot = &row.slots[i];
            if (slot->kind == SLOT_ITEM) {
                assert_true(may_begin(&list, &periods, slot->item, slot->start.us));
                assert_true(list.lengths_us[slot->item] > 0);
                items++;
            }
            for (size_t p = 0; slot->kind != SLOT_DARK && p < periods.count; p++) {
                const struct period *period = &periods.each[p]; // nothing reaches into the dark
                assert_true(period->is_open || period->to_us <= slot->start.us ||
                            period->from_us >= slot->end.us);
            }
            dark += slot->kind == SLOT_DARK;
        }
        periods_fini(&periods);
        free(row.slots);
        list_fini(&list);
    }
    assert_true(items > 30000 && dark > 30);
}

// Nothing is shown only where nothing may begin.
static void the_house_card_stands_only_where_nothing_may_play(void **state)
{
    (void)state;
    int64_t tried = 0;
    for (int round = 0; round < 100; round++) {
        struct list list;
        list_init_any(&list, LIST_TIMES | LIST_MISSING);
        int64_t day = list_any_day(&list);
        struct row row = list_row(&list, 0, day);
        struct periods periods;
        periods_init(&periods, &list.terms, day, true);
        const struct zone *zone = &list.zones[0];
        for (size_t i = 0; i < row.count; i++) {
            const struct slot *slot = &row.slots[i];
            for (size_t k = 0; slot->kind == SLOT_NOTHING && k < zone->item_count; k++) {
                size_t item = zone->items[k];
                assert_true(list.lengths_us[item] == 0 ||
                            !may_begin(&list, &periods, item, slot->start.us));
                tried++;
            }
        }
        periods_fini(&periods);
        free(row.slots);
        list_fini(&list);
    }
    assert_true(tried > 100);
}

// --- limits -----------------------------------------------------------------------------------

struct counts {
    int hour, day;
    int64_t hour_number, ended_us;
};

static void caps_and_gaps_are_never_broken(void **state)
{
    (void)state;
    int64_t capped = 0;
    for (int round = 0; round < 150; round++) {
        struct list list;
        list_init_any(&list, LIST_ALL);
        struct counts counts[LISTS_ITEMS] = {0};
        int64_t topic_ended_us[3] = {0};
        int64_t first = list_any_day(&list);
        for (int64_t day = first; day < first + 2; day++) { // gaps hold over midnight too
            struct row row = list_row(&list, 0, day);
            for (size_t i = 0; i < row.count; i++) {
                const struct slot *slot = &row.slots[i];
                if (slot->kind != SLOT_ITEM) {
                    continue;
                }
                const struct item *item = &list.items[slot->item];
                const struct often *often = &item->often;
                struct counts *own = &counts[slot->item];
                int64_t hour = day * 100 + (slot->start.us - row.start_us) / HOUR_US;
                own->hour = hour == own->hour_number ? own->hour + 1 : 1;
                own->day = hour / 100 == own->hour_number / 100 ? own->day + 1 : 1;
                own->hour_number = hour;
                assert_true(often->max_per_hour == 0 || own->hour <= often->max_per_hour);
                assert_true(often->max_per_day == 0 || own->day <= often->max_per_day);
                capped += often->max_per_hour > 0 && own->hour == often->max_per_hour;
                assert_true(own->ended_us == 0 || often->gap_us == 0 ||
                            slot->start.us - own->ended_us >= often->gap_us);
                own->ended_us = slot->end.us;
                if (item->topic != NULL && list.zones[0].topic_gap_us > 0) {
                    int64_t *ended_us = &topic_ended_us[item->topic[0] - 'a'];
                    assert_true(*ended_us == 0 ||
                                slot->start.us - *ended_us >= list.zones[0].topic_gap_us);
                    *ended_us = slot->end.us;
                }
            }
            free(row.slots);
        }
        list_fini(&list);
    }
    assert_true(capped > 300);
}

// --- shares -----------------------------------------------------------------------------------

// Time that the item is on within [from, to).
static int64_t air_us(const struct row *row, size_t item, int64_t from_us, int64_t to_us)
{
    int64_t sum_us = 0;
    for (size_t i = 0; i < row->count; i++) {
        const struct slot *slot = &row->slots[i];
        int64_t begin_us = slot->start.us > from_us ? slot->start.us : from_us;
        int64_t end_us = slot->end.us < to_us ? slot->end.us : to_us;
        if (slot->kind == SLOT_ITEM && slot->item == item && end_us > begin_us) {
            sum_us += end_us - begin_us;
        }
    }
    return sum_us;
}

// What a random list says about zone 0, as far as shares go.
struct shares {
    bool is_listed[LISTS_ITEMS];
    int64_t longest_us, sum_ppm;
    bool has_rest;
};

static struct shares shares_of(const struct list *list)
{
    struct shares shares = {0};
    for (size_t i = 0; i < list->zones[0].item_count; i++) {
        size_t item = list->members[0][i];
        int64_t length_us = list->lengths_us[item];
        shares.longest_us = length_us > shares.longest_us ? length_us : shares.longest_us;
        shares.sum_ppm += shares.is_listed[item] ? 0 : list->items[item].often.share_ppm;
        shares.has_rest = shares.has_rest || list->items[item].often.share_ppm == 0;
        shares.is_listed[item] = true;
    }
    return shares;
}

static void shares_are_kept_within_one_item_in_every_hour(void **state)
{
    (void)state;
    int64_t hours = 0;
    for (int round = 0; round < 500; round++) {
        struct list list;
        list_init_any(&list, LIST_SHARES);
        struct shares shares = shares_of(&list);
        struct row row = list_row(&list, 0, list_any_day(&list));
        for (size_t item = 0; item < list.playlist.item_count; item++) {
            int64_t share_ppm = list.items[item].often.share_ppm;
            // What cannot be met is not promised: shares beyond the whole, or nothing else to show.
            bool is_promised = share_ppm > 0 && shares.is_listed[item] &&
                               shares.sum_ppm <= 1000000 && shares.has_rest;
            for (int64_t hour = 0; is_promised && hour < 24; hour++) {
                int64_t from_us = row.start_us + hour * HOUR_US;
                int64_t off_us =
                    air_us(&row, item, from_us, from_us + HOUR_US) - HOUR_US / 1000000 * share_ppm;
                // Just before midnight only what still fits goes, whoever's turn it is.
                int64_t bound_us = shares.longest_us * (hour == 23 ? 2 : 1);
                assert_true(off_us <= bound_us && off_us >= -bound_us);
                hours++;
            }
        }
        free(row.slots);
        list_fini(&list);
    }
    assert_true(hours > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slots_follow_each_other_without_gap_or_overlap),
        cmocka_unit_test(asking_anywhere_in_any_order_finds_the_same_slot),
        cmocka_unit_test(items_begin_only_in_their_time),
        cmocka_unit_test(the_house_card_stands_only_where_nothing_may_play),
        cmocka_unit_test(caps_and_gaps_are_never_broken),
        cmocka_unit_test(shares_are_kept_within_one_item_in_every_hour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
