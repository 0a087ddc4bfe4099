// Whatever happens in whatever playlist: what holds for days with random events.
#include "lists.h"

#include "support/test.h"

#define S CLOCK_SECOND_US
#define HOUR_US (3600 * S)

enum { EVENTS = 12 };

struct story {
    struct plan_event events[EVENTS];
    int lifts[EVENTS][LISTS_ITEMS];
    size_t count;
};

static const enum plan_event_kind anything[] = {PLAN_NEXT,  PLAN_SHOW,      PLAN_FAILED,
                                                PLAN_PAUSE, PLAN_RESUME,    PLAN_LIFTS,
                                                PLAN_CLEAR, PLAN_EMERGENCY, PLAN_RESUME};

static const enum plan_event_kind chosen_by_the_plan[] = {PLAN_NEXT, PLAN_FAILED, PLAN_LIFTS};

static void any_event(struct story *self, size_t i, const struct list *list,
                      enum plan_event_kind kind, struct wall at)
{
    bool is_for_all = kind == PLAN_EMERGENCY || kind == PLAN_CLEAR || kind == PLAN_LIFTS;
    self->events[i] = (struct plan_event){
        .kind = kind,
        .at = at,
        .zone = is_for_all || any(0, 1) == 0 ? PLAN_ALL_ZONES : (size_t)any(0, 1),
        .item = (size_t)any(0, (int64_t)list->playlist.item_count - 1),
        .for_us = kind == PLAN_FAILED || any(0, 3) > 0 ? any(1, 3000) * S : 0,
    };
    for (size_t k = 0; k < LISTS_ITEMS; k++) {
        self->lifts[i][k] = (int)any(100, 5000);
    }
    self->events[i].lift_permille = kind == PLAN_LIFTS ? self->lifts[i] : NULL;
}

// Events from some hours before the day to its end, no two at the same instant.
static void any_story(struct story *self, const struct list *list, int64_t day,
                      const enum plan_event_kind *kinds, int64_t kind_count)
{
    *self = (struct story){.count = (size_t)any(1, EVENTS)};
    int64_t from_us = plan_day_start(list->plan, day).us - 6 * HOUR_US;
    for (size_t i = 0; i < self->count; i++) {
        from_us += any(1, 2 * 30 * HOUR_US / EVENTS / 1000) * 1000;
        any_event(self, i, list, kinds[any(0, kind_count - 1)], (struct wall){from_us});
    }
}

static void tell(struct list *list, const struct story *story)
{
    for (size_t i = 0; i < story->count; i++) {
        plan_tell(list->plan, &story->events[i]);
    }
}

static void assert_same(const struct row *left, const struct row *right)
{
    assert_int_equal(left->count, right->count);
    for (size_t i = 0; i < left->count; i++) {
        assert_memory_equal(&left->slots[i], &right->slots[i], sizeof left->slots[i]);
    }
}

static void slots_follow_each_other_whatever_happens(void **state)
{
    (void)state;
    int64_t kinds[SLOT_SUSPENDED + 1] = {0};
    for (int round = 0; round < 100; round++) {
        struct list list;
        list_init_any(&list, LIST_ALL);
        int64_t day = list_any_day(&list);
        struct story story;
        any_story(&story, &list, day, anything, sizeof anything / sizeof anything[0]);
        tell(&list, &story);
        for (size_t zone = 0; zone < 2; zone++) {
            struct row row = list_row(&list, zone, day);
            int64_t at_us = row.start_us;
            for (size_t i = 0; i < row.count; i++) {
                const struct slot *slot = &row.slots[i];
                assert_true(slot->start.us == at_us);
                assert_int_equal(slot->number, i);
                assert_true(slot->kind == SLOT_ITEM || !slot->is_cut);
                int64_t length_us = list.lengths_us[slot->item];
                assert_true(slot->kind != SLOT_ITEM ||
                            (slot->from_us >= 0 && slot->from_us < length_us));
                at_us = slot->end.us;
                kinds[slot->kind]++;
            }
            assert_true(at_us == row.end_us);
            free(row.slots);
        }
        list_fini(&list);
    }
    assert_true(kinds[SLOT_SUSPENDED] > 50 && kinds[SLOT_DARK] > 20 && kinds[SLOT_NOTHING] > 20);
}

// The zone that covers all others: something is there exactly while they are suspended.
static void the_emergencys_zone_has_no_gap_either(void **state)
{
    (void)state;
    int64_t emergencies = 0;
    for (int round = 0; round < 100; round++) {
        struct list list;
        list_init_any(&list, LIST_ALL);
        int64_t day = list_any_day(&list);
        struct story story;
        any_story(&story, &list, day, anything, sizeof anything / sizeof anything[0]);
        tell(&list, &story);
        int64_t end_us = plan_day_start(list.plan, day + 1).us;
        struct wall at = plan_day_start(list.plan, day);
        at.us -= 6 * HOUR_US;
        for (int slots = 0; at.us < end_us; slots++) {
            struct slot slot = plan_slot_at(list.plan, 2, at);
            assert_true(slot.start.us == at.us || slots == 0);
            assert_true(slot.start.us <= at.us && at.us < slot.end.us);
            struct slot last = plan_slot_at(list.plan, 2, (struct wall){slot.end.us - 1});
            assert_memory_equal(&last, &slot, sizeof slot);
            bool is_suspended = plan_slot_at(list.plan, 0, at).kind == SLOT_SUSPENDED;
            assert_int_equal(slot.kind == SLOT_ITEM, is_suspended);
            emergencies += is_suspended;
            at = slot.end;
        }
        list_fini(&list);
    }
    assert_true(emergencies > 100);
}

static void events_told_in_any_order_at_any_time_give_the_same_day(void **state)
{
    (void)state;
    for (int round = 0; round < 60; round++) {
        struct list list;
        list_init_any(&list, LIST_ALL);
        int64_t day = list_any_day(&list);
        struct story story;
        any_story(&story, &list, day, anything, sizeof anything / sizeof anything[0]);
        tell(&list, &story);
        struct row want = list_row(&list, 0, day);
        plan_free(list.plan);
        list_plan(&list); // a restart
        for (size_t i = story.count; i-- > 0;) {
            size_t other = (size_t)any(0, (int64_t)i);
            struct plan_event event = story.events[other];
            story.events[other] = story.events[i];
            plan_tell(list.plan, &event);
            (void)plan_slot_at(list.plan, 0, (struct wall){want.start_us + any(0, 24) * HOUR_US});
        }
        struct row got = list_row(&list, 0, day);
        assert_same(&got, &want);
        for (int i = 0; i < 10; i++) {
            const struct slot *slot = &want.slots[any(0, (int64_t)want.count - 1)];
            struct slot at = plan_slot_at(list.plan, 0, (struct wall){slot->end.us - 1});
            assert_memory_equal(&at, slot, sizeof at);
        }
        free(want.slots);
        free(got.slots);
        list_fini(&list);
    }
}

static void what_happens_changes_nothing_before_it(void **state)
{
    (void)state;
    int64_t before = 0;
    for (int round = 0; round < 60; round++) {
        struct list list;
        list_init_any(&list, LIST_ALL);
        int64_t day = list_any_day(&list);
        struct story story;
        any_story(&story, &list, day, anything, sizeof anything / sizeof anything[0]);
        size_t last = --story.count;
        tell(&list, &story);
        struct row old = list_row(&list, 0, day);
        int64_t at_us = story.events[last].at.us;
        plan_tell(list.plan, &story.events[last]);
        struct row new = list_row(&list, 0, day);
        for (size_t i = 0; i < old.count && old.slots[i].start.us < at_us; i++) {
            const struct slot *slot = &new.slots[i];
            bool is_over = old.slots[i].end.us <= at_us;
            assert_true(i < new.count && slot->start.us == old.slots[i].start.us);
            assert_true(slot->kind == old.slots[i].kind && slot->item == old.slots[i].item);
            assert_true(slot->from_us == old.slots[i].from_us);
            assert_true(!is_over || slot->end.us == old.slots[i].end.us);
            before += is_over;
        }
        free(old.slots);
        free(new.slots);
        list_fini(&list);
    }
    assert_true(before > 10000);
}

static void caps_hold_whatever_fails_or_is_skipped(void **state)
{
    (void)state;
    int64_t full = 0;
    for (int round = 0; round < 100; round++) {
        struct list list;
        list_init_any(&list, LIST_ALL);
        int64_t day = list_any_day(&list);
        struct story story;
        any_story(&story, &list, day, chosen_by_the_plan,
                  sizeof chosen_by_the_plan / sizeof chosen_by_the_plan[0]);
        tell(&list, &story);
        struct row row = list_row(&list, 0, day);
        int hour_plays[LISTS_ITEMS][24] = {0};
        int day_plays[LISTS_ITEMS] = {0};
        for (size_t i = 0; i < row.count; i++) {
            const struct slot *slot = &row.slots[i];
            if (slot->kind != SLOT_ITEM) {
                continue;
            }
            const struct often *often = &list.items[slot->item].often;
            int plays = ++hour_plays[slot->item][(slot->start.us - row.start_us) / HOUR_US];
            assert_true(often->max_per_hour == 0 || plays <= often->max_per_hour);
            full += plays == often->max_per_hour;
            plays = ++day_plays[slot->item];
            assert_true(often->max_per_day == 0 || plays <= often->max_per_day);
        }
        free(row.slots);
        list_fini(&list);
    }
    assert_true(full > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slots_follow_each_other_whatever_happens),
        cmocka_unit_test(the_emergencys_zone_has_no_gap_either),
        cmocka_unit_test(events_told_in_any_order_at_any_time_give_the_same_day),
        cmocka_unit_test(what_happens_changes_nothing_before_it),
        cmocka_unit_test(caps_hold_whatever_fails_or_is_skipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
