// The order that weights give: what holds for thousands of sets of weights.
#include "plan/turns.h"
#include "support/test.h"

static uint32_t seed = 521288629u;
static int64_t any(int64_t lowest, int64_t highest)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return lowest + (int64_t)(seed % (uint64_t)(highest - lowest + 1));
}

enum { MEMBERS_MAX = 12 };

struct set {
    struct turn_member members[MEMBERS_MAX];
    size_t count;
    int64_t sum, heaviest;
};

static void set_init(struct set *self, const int64_t *weights, size_t count)
{
    *self = (struct set){.count = count};
    for (size_t i = 0; i < count; i++) {
        self->members[i] = (struct turn_member){.weight = weights[i], .may_go = true};
        self->sum += weights[i];
        self->heaviest = weights[i] > self->heaviest ? weights[i] : self->heaviest;
    }
}

static struct set any_set(void)
{
    int64_t weights[MEMBERS_MAX];
    size_t count = (size_t)any(1, MEMBERS_MAX);
    int64_t limit = any(1, 4) == 1 ? 100 : 6;
    for (size_t i = 0; i < count; i++) {
        weights[i] = any(1, limit);
    }
    struct set set;
    set_init(&set, weights, count);
    return set;
}

static size_t take_turn(struct set *self)
{
    struct turns turns = {self->members, self->count, self->sum};
    size_t who = turns_next(&turns);
    if (who == TURNS_NOBODY) {
        return who;
    }
    turns_charge(&turns, who);
    for (size_t i = 0; i < self->count; i++) {
        self->members[i].went_last = i == who;
    }
    return who;
}

static void equal_weights_keep_the_authors_order(void **state)
{
    (void)state;
    for (size_t count = 1; count <= MEMBERS_MAX; count++) {
        int64_t weights[MEMBERS_MAX];
        for (size_t i = 0; i < count; i++) {
            weights[i] = 3000;
        }
        struct set set;
        set_init(&set, weights, count);
        for (size_t turn = 0; turn < 100; turn++) {
            assert_int_equal(take_turn(&set), turn % count);
        }
    }
}

static void a_heavy_member_comes_between_the_others(void **state)
{
    (void)state;
    static const size_t want[] = {0, 1, 0, 2, 0};
    struct set set;
    set_init(&set, (const int64_t[]){3, 1, 1}, 3);
    for (size_t i = 0; i < 20; i++) {
        assert_int_equal(take_turn(&set), want[i % 5]);
    }
}

static void nothing_comes_twice_in_a_row_where_that_can_be_avoided(void **state)
{
    (void)state;
    int tried = 0;
    for (int round = 0; round < 5000; round++) {
        struct set set = any_set();
        if (2 * set.heaviest > set.sum) {
            continue; // more than every second turn belongs to one
        }
        tried++;
        size_t before = MEMBERS_MAX;
        for (int64_t turn = 0; turn < 2 * set.sum; turn++) {
            size_t who = take_turn(&set);
            assert_true(who != before);
            before = who;
        }
    }
    assert_true(tried > 1000);
}

// After any number of turns nobody is as much as two turns ahead of its even share, or behind.
// An order in blocks misses it at once.
static void turns_are_spread_evenly(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct set set = any_set();
        int64_t came[MEMBERS_MAX] = {0};
        for (int64_t turn = 0; turn < 3 * set.sum; turn++) {
            came[take_turn(&set)]++;
            for (size_t i = 0; i < set.count; i++) {
                int64_t apart = came[i] * set.sum - (turn + 1) * set.members[i].weight;
                assert_true(apart < 2 * set.sum && apart > -2 * set.sum);
            }
        }
    }
}

static void who_may_not_go_comes_soon_afterwards_but_not_in_a_block(void **state)
{
    (void)state;
    struct set set;
    set_init(&set, (const int64_t[]){1, 1, 1, 1}, 4);
    set.members[3].may_go = false;
    int others[3] = {0};
    for (int turn = 0; turn < 60; turn++) {
        others[take_turn(&set)]++;
    }
    for (int i = 0; i < 3; i++) {
        assert_in_range(others[i], 19, 21);
    }
    set.members[3].may_go = true;
    int came = 0;
    for (int turn = 0; turn < 8; turn++) {
        size_t who = take_turn(&set);
        assert_true(turn > 0 || who == 3);
        came += who == 3;
    }
    assert_in_range(came, 2, 3);
}

static void where_nobody_may_go_nobody_goes(void **state)
{
    (void)state;
    struct set set;
    set_init(&set, (const int64_t[]){1, 1}, 2);
    set.members[0].may_go = set.members[1].may_go = false;
    assert_true(take_turn(&set) == TURNS_NOBODY);
    set.members[1].may_go = true;
    assert_int_equal(take_turn(&set), 1);
    assert_int_equal(take_turn(&set), 1); // nobody else may
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_weights_keep_the_authors_order),
        cmocka_unit_test(a_heavy_member_comes_between_the_others),
        cmocka_unit_test(nothing_comes_twice_in_a_row_where_that_can_be_avoided),
        cmocka_unit_test(turns_are_spread_evenly),
        cmocka_unit_test(who_may_not_go_comes_soon_afterwards_but_not_in_a_block),
        cmocka_unit_test(where_nobody_may_go_nobody_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
