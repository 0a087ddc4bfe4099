// Reports over ledgers made by hand: what is counted, and where it is put.
#include "base/civil.h"
#include "base/mem.h"
#include "ledger/collect.h"
#include "ledger/store.h"
#include "report/fixture.h"

// Columns: key, plays, full, visible s, failed, skipped, cut, untrusted, display unknown, off.
static void plays_are_counted_by_how_they_ended_and_how_long_they_were_seen(void **state)
{
    struct fixture *self = *state;
    MAKE(self->path, {"a", "2026-11-30T08:00", 10000, 10000, 9500, 100, GOOD, 0, NULL},
         {"a", "2026-11-30T08:01", 10000, 10000, 9499, 100, GOOD, 0, NULL}, // 1 ms short of full
         {"a", "2026-11-30T08:02", 10000, 3000, 3000, 30, PLAY_SKIPPED, CLOCK_TRUSTED, DISPLAY_ON,
          0, NULL},
         {"a", "2026-11-30T08:03", 10000, 2000, 2000, 20, PLAY_CUT, CLOCK_TRUSTED, DISPLAY_ON, 0,
          NULL},
         {"a", "2026-11-30T08:04", 10000, 1000, 1000, 10, PLAY_FAILED, CLOCK_TRUSTED, DISPLAY_ON, 0,
          NULL},
         {"a", "2026-11-30T08:05", 10000, 0, 0, 0, PLAY_FAILED, CLOCK_TRUSTED, DISPLAY_ON, 0, NULL},
         {"b", "2026-11-30T08:06", 400, 0, 0, 0, GOOD, 0,
          NULL}); // short, but nothing was seen: not full
    check(report_everything(), self,
          "a,5,1,24.999,2,1,1,0,0,0\n"
          "b,1,0,0.000,0,0,0,0,0,0\n");
}

static void a_dark_display_is_told_and_not_counted_and_an_unknown_one_is_both(void **state)
{
    struct fixture *self = *state;
    MAKE(self->path,
         {"a", "2026-11-30T08:00", 1000, 1000, 1000, 9, PLAY_COMPLETE, CLOCK_TRUSTED, DISPLAY_OFF,
          0, NULL},
         {"a", "2026-11-30T08:01", 1000, 1000, 1000, 9, PLAY_COMPLETE, CLOCK_TRUSTED,
          DISPLAY_UNKNOWN, 0, NULL},
         {"a", "2026-11-30T08:02", 1000, 1000, 1000, 9, GOOD, 0, NULL});
    check(report_everything(), self, "a,2,2,2.000,0,0,0,0,1,1\n");
    struct report_wish wish = report_everything();
    char *table = report(&wish, self->path, NULL);
    assert_non_null(strstr(table, "unknown for 50 %"));
    assert_non_null(strstr(table, "Not counted: 1 with the display off"));
    free(table);
    wish.counts_off = true; // a rehearsal: counted, and told
    table = report(&wish, self->path, NULL);
    assert_non_null(strstr(table, "no display showed them: 1"));
    free(table);
    check(wish, self, "a,3,3,3.000,0,0,0,0,1,1\n");
}

static void visible_time_is_split_at_the_full_hour_and_the_play_stays_where_it_started(void **state)
{
    struct fixture *self = *state;
    // 60 s of span from 08:59:45 on, 40 s of them seen: 15/60 of 40 s before nine
    MAKE(self->path, {"a", "2026-11-30T08:59:45", 60000, 60000, 40000, 100, GOOD, 0, NULL});
    struct report_wish wish = report_everything();
    wish.by = REPORT_BY_HOUR;
    check(wish, self,
          "08:00,1,0,10.000,0,0,0,0,0,0\n"
          "09:00,0,0,30.000,0,0,0,0,0,0\n");
}

static void a_film_over_midnight_leaves_its_time_on_both_days(void **state)
{
    struct fixture *self = *state;
    // 23:00:00 to 02:00:00
    MAKE(self->path, {"a", "2026-11-30T23:00", 10800000, 10800000, 10800000, 100, GOOD, 0, NULL});
    struct report_wish wish = report_everything();
    wish.by = REPORT_BY_DAY;
    check(wish, self,
          "2026-11-30,1,1,3600.000,0,0,0,0,0,0\n"
          "2026-12-01,0,0,7200.000,0,0,0,0,0,0\n");
}

static void days_and_hours_are_told_by_the_clock_that_was_asked_for(void **state)
{
    struct fixture *self = *state;
    MAKE(self->path,
         {"a", "2026-11-30T07:00", 1000, 1000, 1000, 9, GOOD, 0, NULL}); // 23:00 the day before
    struct report_wish wish = report_everything();
    wish.offset_s = 0;
    wish.by = REPORT_BY_DAY;
    check(wish, self, "2026-11-29,1,1,1.000,0,0,0,0,0,0\n");
    wish.by = REPORT_BY_HOUR;
    check(wish, self, "23:00,1,1,1.000,0,0,0,0,0,0\n");
}

static void a_range_is_half_open_and_takes_its_part_of_the_time(void **state)
{
    struct fixture *self = *state;
    MAKE(self->path, {"before", "2026-11-29T23:59:55", 10000, 10000, 10000, 9, GOOD, 0, NULL},
         {"first", "2026-11-30T00:00:00", 1000, 1000, 1000, 9, GOOD, 0, NULL},
         {"last", "2026-11-30T23:59:59", 4000, 4000, 4000, 9, GOOD, 0, NULL},
         {"after", "2026-12-01T00:00:00", 1000, 1000, 1000, 9, GOOD, 0, NULL});
    struct report_wish wish = report_everything();
    struct error err = {0};
    assert_true(report_range(&wish, "2026-11-30", "2026-11-30", &err));
    check(wish, self,
          "first,1,1,1.000,0,0,0,0,0,0\n"
          "last,1,1,1.000,0,0,0,0,0,0\n"
          "before,0,0,5.000,0,0,0,0,0,0\n");
    assert_true(report_range(&wish, "2026-11-30T00:00", "2026-11-30T00:01", &err));
    check(wish, self,
          "first,1,1,1.000,0,0,0,0,0,0\n"
          "before,0,0,5.000,0,0,0,0,0,0\n");
}

static void a_range_that_is_none_is_refused(void **state)
{
    (void)state;
    struct report_wish wish = report_everything();
    struct error err = {0};
    assert_false(report_range(&wish, "yesterday", NULL, &err));
    assert_non_null(strstr(err.text, "yesterday"));
    assert_false(report_range(&wish, NULL, "2026-02-30", &err));
    assert_false(report_range(&wish, "2026-11-30", "2026-11-29", &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_int_equal(wish.from.us, INT64_MIN);
    assert_int_equal(wish.to.us, INT64_MAX);
}

static void rows_stand_by_plays_and_what_is_not_said_has_a_row_too(void **state)
{
    struct fixture *self = *state;
    MAKE(self->path, {"a", "2026-11-30T08:00", 1000, 1000, 1000, 9, GOOD, 0, "贷款"},
         {"b", "2026-11-30T08:01", 1000, 1000, 1000, 9, GOOD, 0, "刷单"},
         {"c", "2026-11-30T08:02", 1000, 1000, 1000, 9, GOOD, 0, "刷单"},
         {"d", "2026-11-30T08:03", 1000, 1000, 1000, 9, GOOD, 0, NULL});
    struct report_wish wish = report_everything();
    wish.by = REPORT_BY_TOPIC;
    check(wish, self,
          "刷单,2,2,2.000,0,0,0,0,0,0\n"
          ",1,1,1.000,0,0,0,0,0,0\n"
          "贷款,1,1,1.000,0,0,0,0,0,0\n");
    wish.by = REPORT_BY_POINT;
    check(wish, self, "nm-0001,4,4,4.000,0,0,0,0,0,0\n");
    wish.by = REPORT_BY_KIND;
    check(wish, self, "slogan,4,4,4.000,0,0,0,0,0,0\n");
    wish.by = REPORT_BY_ZONE;
    check(wish, self, "main,4,4,4.000,0,0,0,0,0,0\n");
}

// The board has no battery clock: it starts in 1970 and learns the time 100 s later.
static void plays_before_the_clock_was_set_are_moved_to_where_they_were(void **state)
{
    struct fixture *self = *state;
    const struct row rows[] = {
        {"early", "1970-01-01T08:00", 1000, 1000, 1000, 9, PLAY_COMPLETE, CLOCK_UNKNOWN, DISPLAY_ON,
         50, NULL},
        {"late", "2026-11-30T08:01:40", 1000, 1000, 1000, 9, PLAY_COMPLETE, CLOCK_TRUSTED,
         DISPLAY_ON, 150, NULL},
    };
    add_rows(self->path, "run-1", "boot-1", 1, rows, 2);
    add_rows(self->path, "run-2", "boot-2", 1, rows, 1); // nobody ever told this boot the time
    struct report_wish wish = report_everything();
    wish.by = REPORT_BY_DAY;
    check(wish, self,
          "1970-01-01,1,1,1.000,0,0,0,1,0,0\n"
          "2026-11-30,2,2,2.000,0,0,0,0,0,0\n");
    struct error err = {0};
    assert_true(report_range(&wish, "2026-11-30T08:00", "2026-11-30T08:01", &err));
    check(wish, self, "2026-11-30,1,1,1.000,0,0,0,0,0,0\n"); // 08:01:40 less 100 s
}

static void a_clock_with_only_a_battery_behind_it_is_told_as_not_trusted(void **state)
{
    struct fixture *self = *state;
    const struct row rows[] = {{"a", "2026-11-30T08:00", 1000, 1000, 1000, 9, PLAY_COMPLETE,
                                CLOCK_BOUNDED, DISPLAY_ON, 0, NULL}};
    add_rows(self->path, "run-1", "boot-1", 1, rows, 1);
    struct report_wish wish = report_everything();
    wish.by = REPORT_BY_DAY;
    check(wish, self, "2026-11-30,1,1,1.000,0,0,0,1,0,0\n");
}

static void copy_file(const char *from, const char *to)
{
    char piece[4096];
    size_t got = 0;
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    while ((got = fread(piece, 1, sizeof piece, in)) > 0) {
        assert_int_equal(fwrite(piece, 1, got, out), got);
    }
    assert_int_equal(fclose(out), 0);
    fclose(in);
}

static void a_play_in_two_copies_of_a_ledger_is_counted_once_as_the_newer_tells_it(void **state)
{
    struct fixture *self = *state;
    const struct row rows[] = {
        {"a", "2026-11-30T08:00", 1000, 1000, 1000, 9, GOOD, 0, NULL},
        {"a", "2026-11-30T08:01", 1000, 0, 0, 0, PLAY_OPEN, CLOCK_TRUSTED, DISPLAY_ON, 0, NULL},
    };
    const struct row more = {"b", "2026-11-30T08:02", 1000, 1000, 1000, 9, GOOD, 0, NULL};
    add_rows(self->path, "run-1", "boot-1", 1, rows, 2);
    copy_file(self->path, self->second);
    add_rows(self->path, "run-2", "boot-1", 1, &more, 1); // closes the open one as cut
    const char *want = "a,2,1,1.000,0,0,1,0,0,0\n"
                       "b,1,1,1.000,0,0,0,0,0,0\n";
    char *one_way = lines(report_everything(), self->path, self->second);
    char *other_way = lines(report_everything(), self->second, self->path);
    assert_string_equal(one_way, want);
    assert_string_equal(other_way, want);
    free(one_way);
    free(other_way);
}

static void clones_of_a_card_that_went_different_ways_are_both_counted(void **state)
{
    struct fixture *self = *state;
    const struct row before = {"a", "2026-11-30T08:00", 1000, 1000, 1000, 9, GOOD, 0, NULL};
    const struct row here = {"here", "2026-11-30T08:01", 1000, 1000, 1000, 9, GOOD, 0, NULL};
    const struct row there = {"there", "2026-11-30T08:01", 1000, 1000, 1000, 9, GOOD, 0, NULL};
    add_rows(self->path, "run-1", "boot-1", 1, &before, 1);
    copy_file(self->path, self->second);
    add_rows(self->path, "run-2", "boot-2", 1, &here, 1);
    add_rows(self->second, "run-3", "boot-3", 1, &there, 1);
    char *got = lines(report_everything(), self->path, self->second);
    assert_string_equal(got, "a,1,1,1.000,0,0,0,0,0,0\n"
                             "here,1,1,1.000,0,0,0,0,0,0\n"
                             "there,1,1,1.000,0,0,0,0,0,0\n");
    free(got);
}

static void two_screens_are_added_up(void **state)
{
    struct fixture *self = *state;
    const struct row row = {"a", "2026-11-30T08:00", 1000, 1000, 1000, 9, GOOD, 0, NULL};
    add_rows(self->path, "run-1", "boot-1", 1, &row, 1);
    add_rows(self->second, "run-1", "boot-1", 1, &row, 1); // even with the same names: another log
    char *got = lines(report_everything(), self->path, self->second);
    assert_string_equal(got, "a,2,2,2.000,0,0,0,0,0,0\n");
    free(got);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(plays_are_counted_by_how_they_ended_and_how_long_they_were_seen),
        TEST(a_dark_display_is_told_and_not_counted_and_an_unknown_one_is_both),
        TEST(visible_time_is_split_at_the_full_hour_and_the_play_stays_where_it_started),
        TEST(a_film_over_midnight_leaves_its_time_on_both_days),
        TEST(days_and_hours_are_told_by_the_clock_that_was_asked_for),
        TEST(a_range_is_half_open_and_takes_its_part_of_the_time),
        TEST(a_range_that_is_none_is_refused),
        TEST(rows_stand_by_plays_and_what_is_not_said_has_a_row_too),
        TEST(plays_before_the_clock_was_set_are_moved_to_where_they_were),
        TEST(a_clock_with_only_a_battery_behind_it_is_told_as_not_trusted),
        TEST(a_play_in_two_copies_of_a_ledger_is_counted_once_as_the_newer_tells_it),
        TEST(clones_of_a_card_that_went_different_ways_are_both_counted),
        TEST(two_screens_are_added_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
