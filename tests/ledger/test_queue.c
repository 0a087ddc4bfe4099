// The waiting line: bounded, in order, whole groups, and a place for every closing.
#include "ledger/collect.h"
#include "ledger/names.h"
#include "ledger/queue.h"
#include "support/test.h"

enum { ROOM = 8 };

static bool put_open(struct queue *queue, int64_t ticket, bool in_group)
{
    struct play_start play = play_of("film");
    return queue_put(queue, entry_new_open(ticket, &play), in_group);
}

static bool put_close(struct queue *queue, int64_t ticket)
{
    const struct play_progress shown = {1, 2, 3, 4};
    return queue_put(queue, entry_new_close(ticket, PLAY_COMPLETE, &shown), false);
}

static bool put_progress(struct queue *queue, int64_t ticket, int64_t frames)
{
    const struct play_progress shown = {.frames = frames};
    return queue_put(queue, entry_new_progress(ticket, &shown), false);
}

static void a_play_that_was_let_in_finds_a_place_for_its_closing(void **state)
{
    (void)state;
    struct queue *queue = queue_new(ROOM);
    for (int ticket = 1; ticket <= 4; ticket++) {
        assert_true(put_open(queue, ticket, false));
    }
    assert_false(put_open(queue, 5, false)); // four places are free, and all promised
    for (int ticket = 1; ticket <= 4; ticket++) {
        assert_true(put_close(queue, ticket));
    }
    assert_int_equal(queue_count(queue), ROOM);
    queue_free(queue);
}

static void progress_refreshes_what_waits_and_takes_one_place_at_most(void **state)
{
    (void)state;
    struct entry *taken[ROOM];
    struct queue *queue = queue_new(ROOM);
    put_open(queue, 1, false);
    assert_true(put_progress(queue, 1, 10));
    assert_int_equal(queue_count(queue), 1);
    assert_int_equal(queue_take(queue, ROOM, taken, ROOM), 1);
    assert_int_equal(taken[0]->shown.frames, 10);
    assert_true(put_progress(queue, 1, 20)); // the opening is being written: it stays as it is
    assert_true(put_progress(queue, 1, 30));
    assert_int_equal(taken[0]->shown.frames, 10);
    assert_int_equal(queue_count(queue), 2);
    queue_drop(queue);
    assert_int_equal(queue_take(queue, ROOM, taken, ROOM), 1);
    assert_int_equal(taken[0]->shown.frames, 30);
    queue_free(queue);
}

static void progress_without_a_place_is_left_out(void **state)
{
    (void)state;
    struct entry *taken[ROOM];
    struct queue *queue = queue_new(2);
    put_open(queue, 1, false);
    queue_take(queue, 1, taken, ROOM);
    assert_false(put_progress(queue, 1, 10)); // the only free place is the closing's
    assert_true(put_close(queue, 1));
    queue_free(queue);
}

static bool put_event(struct queue *queue, int64_t ticket)
{
    const struct event event = {.kind = EVENT_NEXT};
    return queue_put(queue, entry_new_event(ticket, &event), false);
}

static void an_event_takes_a_place_that_is_not_promised_or_none(void **state)
{
    (void)state;
    struct queue *queue = queue_new(4);
    put_open(queue, 1, false);
    assert_true(put_event(queue, 1));
    assert_true(put_event(queue, 2));
    assert_false(put_event(queue, 3)); // the last place is the closing's
    assert_true(put_close(queue, 1));
    queue_free(queue);
}

static void progress_of_a_play_never_goes_into_an_event_of_the_same_number(void **state)
{
    (void)state;
    struct entry *taken[ROOM];
    struct queue *queue = queue_new(ROOM);
    put_open(queue, 1, false);
    put_event(queue, 1);
    assert_true(put_progress(queue, 1, 10));
    assert_int_equal(queue_take(queue, ROOM, taken, ROOM), 2);
    assert_int_equal(taken[0]->shown.frames, 10);
    assert_int_equal(taken[1]->shown.frames, 0);
    queue_free(queue);
}

static void an_unfinished_group_waits_and_a_whole_one_is_never_split(void **state)
{
    (void)state;
    struct entry *taken[ROOM];
    struct queue *queue = queue_new(ROOM);
    put_open(queue, 1, false);
    put_open(queue, 2, true);
    put_open(queue, 3, true);
    assert_int_equal(queue_ready(queue), 1);
    queue_end_group(queue);
    assert_int_equal(queue_ready(queue), 3);
    assert_int_equal(queue_take(queue, 2, taken, ROOM), 3);
    assert_int_equal(taken[0]->ticket, 1);
    assert_int_equal(taken[2]->ticket, 3);
    queue_free(queue);
}

static void what_is_given_back_comes_first_again_and_the_ring_goes_round(void **state)
{
    (void)state;
    struct entry *taken[ROOM];
    struct queue *queue = queue_new(ROOM);
    for (int64_t ticket = 1; ticket <= 50; ticket++) {
        assert_true(put_open(queue, ticket, false));
        assert_int_equal(queue_take(queue, 1, taken, ROOM), 1);
        assert_int_equal(taken[0]->ticket, ticket);
        queue_give_back(queue);
        assert_true(put_close(queue, ticket));
        assert_int_equal(queue_take(queue, ROOM, taken, ROOM), 2);
        assert_int_equal(taken[0]->ticket, ticket);
        assert_int_equal(taken[1]->kind, ENTRY_CLOSE);
        queue_drop(queue);
        assert_int_equal(queue_count(queue), 0);
    }
    queue_free(queue);
}

static void an_end_of_a_group_without_a_group_is_nothing(void **state)
{
    (void)state;
    struct queue *queue = queue_new(ROOM);
    queue_end_group(queue);
    assert_int_equal(queue_ready(queue), 0);
    queue_free(queue);
}

// --- a small neighbour ---

static void names_are_uuids_and_a_boot_has_one(void **state)
{
    (void)state;
    char one[NAME_SIZE];
    char other[NAME_SIZE];
    name_random(one);
    name_random(other);
    assert_int_equal(strlen(one), 36);
    assert_int_equal(one[14], '4');
    assert_non_null(strchr("89ab", one[19]));
    assert_string_not_equal(one, other);
    name_of_boot(one);
    name_of_boot(other);
    assert_int_equal(strlen(one), 36);
    assert_string_equal(one, other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_play_that_was_let_in_finds_a_place_for_its_closing),
        cmocka_unit_test(progress_refreshes_what_waits_and_takes_one_place_at_most),
        cmocka_unit_test(progress_without_a_place_is_left_out),
        cmocka_unit_test(an_event_takes_a_place_that_is_not_promised_or_none),
        cmocka_unit_test(progress_of_a_play_never_goes_into_an_event_of_the_same_number),
        cmocka_unit_test(an_unfinished_group_waits_and_a_whole_one_is_never_split),
        cmocka_unit_test(what_is_given_back_comes_first_again_and_the_ring_goes_round),
        cmocka_unit_test(an_end_of_a_group_without_a_group_is_nothing),
        cmocka_unit_test(names_are_uuids_and_a_boot_has_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
