// Days as sums: made once and kept, they are what the plays say; and they are made again when they
// no longer are.
#include "base/civil.h"
#include "base/str.h"
#include "ledger/writer.h"
#include "report/daybook.h"
#include "report/days.h"

static void what_is_kept_is_what_the_plays_say_bit_by_bit(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 7);
    struct found before = find_days(self->path);
    assert_int_equal(before.count, 6);
    assert_int_equal(start_and_sum_up(self->path, "sum", 100), 5); // not the day that may go on
    struct found after = find_days(self->path);
    assert_same(&before, &after);
    assert_int_equal(start_and_sum_up(self->path, "sum-again", 100), 0);
    play_days(self->path, 8, 9);
    assert_int_equal(start_and_sum_up(self->path, "sum-later", 100), 2);
    found_fini(&before);
    found_fini(&after);
}

static void the_model_is_that_of_the_visits_of_the_day(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 2);
    struct found found = find_days(self->path);
    struct daily sums;
    assert_int_equal(found.count, 1);
    assert_true(daily_parse(found.texts[0], &sums));
    assert_true(sums.has_model);
    assert_int_equal(sums.grade, GRADE_SURVEYED);
    assert_int_equal(sums.item_count, 3);
    double impressions = 0;
    int64_t plays = 0;
    for (size_t i = 0; i < sums.item_count; i++) {
        impressions += sums.items[i].impressions.count;
        plays += sums.items[i].plays.plays;
    }
    assert_int_equal(plays, PLAYS_A_DAY);
    assert_int_equal(sums.hours_ms[9], PLAYS_A_DAY * PLAY_MS);
    // one exposure of each back to back: ten minutes of show, everybody who is there at its
    // beginning (60/h · 300 s = 5) or comes before it ends (10), and stays for a whole item
    double most = 5 + 10;
    assert_true(sums.all.visits > most * 0.8 && sums.all.visits < most);
    assert_true(impressions > sums.all.visits * 3);
    assert_true(sums.frequency[0] == sums.all.visits && sums.frequency[1] < sums.frequency[0]);
    assert_true(sums.items[0].reach.visits < sums.all.visits);
    daily_fini(&sums);
    found_fini(&found);
}

static void summing_up_goes_on_where_it_was_interrupted(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 9);
    struct found before = find_days(self->path);
    assert_int_equal(start_and_sum_up(self->path, "one", 2), 2);
    assert_int_equal(start_and_sum_up(self->path, "two", 1), 1);
    assert_int_equal(start_and_sum_up(self->path, "three", 100), 4);
    struct found after = find_days(self->path);
    assert_same(&before, &after);
    found_fini(&before);
    found_fini(&after);
}

static void a_play_that_is_still_on_keeps_its_day_open(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 2);
    struct store *store = open_store(self->path, "night", "boot-night");
    struct play_start play = play_of("clock");
    play.zone = "corner";
    play.start_mono.us = CLOCK_SECOND_US;
    play.start_wall = at("2026-11-02T10:00");
    apply(store, entry_new_open(1, &play));
    play_stint(store, &(struct stint){"2026-11-03T00:30", 2000, 2, CLOCK_TRUSTED, 6});
    assert_int_equal(sum_up(store, 100), 0);
    const struct play_progress shown = {60000, 60000, 2, 0};
    apply(store, entry_new_close(1, PLAY_COMPLETE, &shown));
    assert_int_equal(sum_up(store, 100), 1);
    store_close(store, true);
}

static void a_clock_is_shown_and_logged_and_no_outreach(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 2);
    struct found before = find_days(self->path);
    struct store *store = open_store(self->path, "night", "boot-night");
    struct play_start play = play_of("clock");
    const struct play_progress shown = {60000, 60000, 2, 0};
    play.kind = "clock";
    play.start_wall = at("2026-11-02T10:00");
    apply(store, entry_new_open(1, &play));
    apply(store, entry_new_close(1, PLAY_COMPLETE, &shown));
    store_close(store, true);
    struct found after = find_days(self->path);
    assert_same(&before, &after);
    found_fini(&before);
    found_fini(&after);
}

static void a_day_that_gets_another_play_later_is_made_again(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 5);
    assert_int_equal(start_and_sum_up(self->path, "sum", 100), 3);
    struct store *store = open_store(self->path, "late", "boot-late");
    play_stint(store, &(struct stint){"2026-11-03T15:00", 9000, 1, CLOCK_TRUSTED, 9}); // set back
    struct found found = find_days(self->path);
    struct daily sums;
    assert_int_equal(found.count, 4);
    assert_true(daily_parse(said_of(&found, "2026-11-03"), &sums));
    assert_int_equal(sums.items[0].plays.plays + sums.items[1].plays.plays +
                         sums.items[2].plays.plays,
                     PLAYS_A_DAY + 9);
    daily_fini(&sums);
    assert_int_equal(sum_up(store, 100), 1);
    store_close(store, true);
    struct found after = find_days(self->path);
    assert_same(&found, &after);
    found_fini(&found);
    found_fini(&after);
}

static int64_t count_untrusted(const char *text)
{
    struct daily sums;
    int64_t count = 0;
    assert_non_null(text);
    assert_true(daily_parse(text, &sums));
    for (size_t i = 0; i < sums.item_count; i++) {
        count += sums.items[i].plays.untrusted;
    }
    daily_fini(&sums);
    return count;
}

static void plays_without_a_clock_are_put_right_by_what_the_same_boot_learns_later(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 3);
    struct store *store = open_store(self->path, "blind", "boot-blind");
    play_stint(store, &(struct stint){"1970-01-01T08:00", 100, 1, CLOCK_UNKNOWN, 12});
    struct found found = find_days(self->path);
    assert_int_equal(count_untrusted(said_of(&found, "2026-11-03")), 12); // listed where they lie
    found_fini(&found);
    assert_int_equal(sum_up(store, 100), 1); // the third waits for what may still be learnt
    play_stint(store, &(struct stint){"2026-11-04T10:00", 3700, 13, CLOCK_TRUSTED, 3});
    found = find_days(self->path);
    assert_int_equal(count_untrusted(said_of(&found, "2026-11-03")), 0);
    assert_int_equal(count_untrusted(said_of(&found, "2026-11-04")), 0);
    assert_non_null(strstr(said_of(&found, "2026-11-04"), "item\tapp\t\t\t5\t5\t"));
    assert_int_equal(sum_up(store, 100), 1);
    store_close(store, true);
    found_fini(&found);
}

static void a_boot_that_never_knew_the_time_is_listed_and_not_counted(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 2);
    struct store *store = open_store(self->path, "blind", "boot-blind");
    play_stint(store, &(struct stint){"1970-01-01T08:00", 100, 1, CLOCK_UNKNOWN, 12});
    store_close(store, true);
    play_days(self->path, 4, 4);
    assert_int_equal(start_and_sum_up(self->path, "sum", 100), 1);
    struct found found = find_days(self->path);
    assert_int_equal(found.count, 2);
    assert_int_equal(count_untrusted(said_of(&found, "2026-11-02")), 12);
    found_fini(&found);
}

// A day that is stale is made again only after later ones were kept. Whatever comes in between, the
// plays that made it so are met again, and lie where they lay.
static void a_stale_day_is_not_forgotten_when_summing_up_is_interrupted(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 4);
    struct store *store = open_store(self->path, "back", "boot-back"); // the clock was set back
    play_stint(store, &(struct stint){"2026-11-02T20:00", 100, 1, CLOCK_TRUSTED, 5});
    assert_int_equal(sum_up(store, 100), 3); // one of them twice
    store_close(store, true);
    store = open_store(self->path, "blind", "boot-blind"); // follows what was the second day
    play_stint(store, &(struct stint){"1970-01-01T08:00", 100, 1, CLOCK_UNKNOWN, 12});
    store_close(store, true);
    play_days(self->path, 5, 6);
    assert_int_equal(start_and_sum_up(self->path, "urgent", 1), 1);
    struct found found = find_days(self->path);
    assert_int_equal(found.count, 5);
    assert_int_equal(count_untrusted(said_of(&found, "2026-11-02")), 12);
    found_fini(&found);
}

static void count_row(void *context, const struct day_sums *row)
{
    int *count = context;
    (*count)++;
    assert_non_null(strstr(row->sums, "item\tbrush"));
}

static void the_writer_adds_a_day_up_once_the_next_has_begun(void **state)
{
    struct fixture *self = *state;
    const struct writer_identity identity = {
        .point_id = "nm-0001", .program_version = "1", .sum_up = days_make};
    struct writer *writer = writer_start(self->path, &identity, clock_system());
    for (int i = 0; i < 2; i++) {
        struct play_start play = play_of("brush");
        const struct play_progress shown = {PLAY_MS, PLAY_MS, 900, 0};
        play.start_wall = at(i == 0 ? "2026-11-02T10:00" : "2026-11-03T10:00");
        play.start_mono.us = CLOCK_SECOND_US + CIVIL_DAY_US * i;
        writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &shown);
        assert_true(writer_settle(writer));
    }
    writer_stop(writer);
    int count = 0;
    struct error err = {0};
    struct ledger *ledger = ledger_open(self->path, &err);
    assert_non_null(ledger);
    assert_true(ledger_each_day(ledger, count_row, &count, &err));
    ledger_close(ledger);
    assert_int_equal(count, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_is_kept_is_what_the_plays_say_bit_by_bit),
        TEST(the_model_is_that_of_the_visits_of_the_day),
        TEST(summing_up_goes_on_where_it_was_interrupted),
        TEST(a_play_that_is_still_on_keeps_its_day_open),
        TEST(a_clock_is_shown_and_logged_and_no_outreach),
        TEST(a_day_that_gets_another_play_later_is_made_again),
        TEST(plays_without_a_clock_are_put_right_by_what_the_same_boot_learns_later),
        TEST(a_boot_that_never_knew_the_time_is_listed_and_not_counted),
        TEST(a_stale_day_is_not_forgotten_when_summing_up_is_interrupted),
        TEST(the_writer_adds_a_day_up_once_the_next_has_begun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
