// Quarantine: what earns it, how long it lasts, what ends it, and that a restart does not.
#include "logbook.h"
#include "voices.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "ledger/collect.h"
#include "show/strikes.h"

#define S CLOCK_SECOND_US
#define MINUTE_US (60 * S)
#define HOUR_US (60 * MINUTE_US)

// --- the count ---------------------------------------------------------------------------------

static char words[] = "甲";
static char id[] = "a";

static int64_t strike(struct strikes *strikes, enum strike_kind kind, int64_t at_us)
{
    struct str detail = {0};
    const struct item item = {.id = id, .source = words};
    int64_t for_us = strikes_add(strikes, kind, &item, "it broke", (struct mono){at_us}, &detail);
    str_fini(&detail);
    return for_us;
}

static void the_third_strike_within_a_day_costs_an_hour_and_each_more_twice_as_long(void **state)
{
    (void)state;
    struct strikes *strikes = strikes_new();
    static const struct {
        int64_t at_us, for_us;
    } table[] = {
        {100 * HOUR_US, 0},
        {110 * HOUR_US, 0},
        {123 * HOUR_US, HOUR_US},
        {124 * HOUR_US + 1, HOUR_US}, // the first is older than a day
        {126 * HOUR_US, 2 * HOUR_US},
        {129 * HOUR_US, 4 * HOUR_US},
        {134 * HOUR_US, 4 * HOUR_US}, // nor does the second count any more
        {139 * HOUR_US, 8 * HOUR_US},
        {146 * HOUR_US, 16 * HOUR_US},
        {147 * HOUR_US, 16 * HOUR_US},
        {147 * HOUR_US + MINUTE_US, 24 * HOUR_US}, // never more
        {300 * HOUR_US, 0},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(strike(strikes, STRIKE_FAILED, table[i].at_us), table[i].for_us);
    }
    strikes_free(strikes);
}

static void failures_within_a_minute_are_one_but_crashes_are_not(void **state)
{
    (void)state;
    struct strikes *strikes = strikes_new();
    for (int64_t i = 0; i < 6; i++) {
        assert_int_equal(strike(strikes, STRIKE_FAILED, HOUR_US + i * 9 * S), 0);
    }
    assert_int_equal(strike(strikes, STRIKE_CRASH, HOUR_US + 46 * S), 0);
    assert_int_equal(strike(strikes, STRIKE_CRASH, HOUR_US + 47 * S), HOUR_US);
    const struct item item = {.id = id, .source = words};
    assert_int_equal(strikes_left_us(strikes, &item, (struct mono){HOUR_US + 57 * S}),
                     HOUR_US - 10 * S);
    assert_int_equal(strikes_left_us(strikes, &item, (struct mono){3 * HOUR_US}), 0);
    strikes_free(strikes);
}

static void other_words_are_another_item(void **state)
{
    (void)state;
    struct strikes *strikes = strikes_new();
    struct str detail = {0};
    static char others[] = "乙";
    struct item items[] = {{.id = id, .source = words}, {.id = id, .source = others}};
    struct playlist same = {.items = &items[0], .item_count = 1};
    struct playlist other = {.items = &items[1], .item_count = 1};
    strike(strikes, STRIKE_CRASH, HOUR_US);
    strike(strikes, STRIKE_CRASH, HOUR_US);
    strike(strikes, STRIKE_CRASH, HOUR_US);
    assert_null(strikes_release(strikes, &same, false, &detail));
    assert_ptr_equal(strikes_release(strikes, &other, false, &detail), &items[1]);
    assert_string_equal(str_text(&detail), "released: it is another than the one that failed");
    assert_true(strikes_are_none(strikes));
    str_fini(&detail);
    strikes_free(strikes);
}

static struct strikes *recalled(const struct event *events, size_t count, int64_t now_us)
{
    struct event copies[4];
    memcpy(copies, events, count * sizeof *events);
    struct past past = {.events = copies, .event_count = count};
    struct strikes *strikes = strikes_new();
    strikes_recall(strikes, &past, (struct mono){now_us}, (struct wall){100 * HOUR_US});
    return strikes;
}

// A start may be at any time of the monotonic clock, and what nobody can date does not count.
static void strikes_are_recalled_by_the_wall_clock(void **state)
{
    (void)state;
    struct str detail = {0};
    struct strikes *strikes = strikes_new();
    const struct item item = {.id = id, .source = words};
    strikes_add(strikes, STRIKE_FAILED, &item, "it broke", (struct mono){5}, &detail);
    strikes_free(strikes);
    assert_non_null(strstr(str_text(&detail), "strike 1 of "));
    assert_non_null(strstr(str_text(&detail), ": it broke"));
    struct event events[4];
    for (int i = 0; i < 4; i++) {
        events[i] = (struct event){.kind = EVENT_FAILED,
                                   .item = id,
                                   .wall = {(90 + i) * HOUR_US},
                                   .trust = CLOCK_TRUSTED,
                                   .detail = str_text(&detail)};
    }
    struct mono now = {7};
    strikes = recalled(events, 4, now.us); // four, the last seven hours ago: its two are over
    assert_int_equal(strikes_left_us(strikes, &item, now), 0);
    assert_false(strikes_are_none(strikes));
    strikes_free(strikes);
    events[3].wall.us = 100 * HOUR_US - 10 * MINUTE_US;
    strikes = recalled(events, 4, now.us);
    assert_int_equal(strikes_left_us(strikes, &item, now), 2 * HOUR_US - 10 * MINUTE_US);
    strikes_free(strikes);
    events[0].trust = events[1].trust = CLOCK_UNKNOWN;
    strikes = recalled(events, 4, now.us);
    assert_int_equal(strikes_left_us(strikes, &item, now), 0);
    strikes_free(strikes);
    events[0].trust = events[1].trust = CLOCK_TRUSTED;
    events[2].detail = "released: somebody asked for it";
    strikes = recalled(events, 4, now.us);
    assert_int_equal(strikes_left_us(strikes, &item, now), 0);
    strikes_free(strikes);
    str_fini(&detail);
}

// --- in a show ---------------------------------------------------------------------------------

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 32}, theatre_time("2026-11-23T08:00"));
    voices_open(&theatre);
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    voices_close(*state);
    theatre_close(*state);
    return 0;
}

static const char one_is_broken[] =
    "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 40; },\n"
    "          { id = \"x\"; file = \"x.png\"; hold = 40; } );\n";

static void perform(struct theatre *theatre, int64_t for_us)
{
    char *path = theatre_file(theatre, "list.cfg", one_is_broken);
    assert_int_equal(theatre_perform(theatre, path, for_us, S), SHOW_ENDED);
    free(path);
}

static void begin(struct theatre *theatre)
{
    free(theatre_file(theatre, "x.png", "this is no picture"));
}

// When each failed, in minutes: "0 1 3 63".
static void expect_failures(const struct theatre *theatre, const char *want)
{
    struct collection all = collect(theatre->ledger_path);
    struct str got = {0};
    for (size_t i = 0; i < all.count; i++) {
        if (all.plays[i].end == PLAY_FAILED) {
            str_addf(&got, "%s%lld", got.length > 0 ? " " : "",
                     (long long)(all.plays[i].start_mono.us / MINUTE_US));
        }
    }
    collection_free(&all);
    if (!str_is(str_text(&got), want)) {
        fail_msg("\n got: %s\nwant: %s", str_text(&got), want);
    }
    str_fini(&got);
}

static void a_broken_file_is_tried_once_an_hour_and_then_less(void **state)
{
    struct theatre *theatre = *state;
    begin(theatre);
    perform(theatre, 8 * HOUR_US);
    assert_int_equal(theatre->black_presents, 0);
    expect_failures(theatre, "0 0 1 2 2 63 184 424");
    assert_non_null(strstr(str_text(&theatre->said), "it is left alone for 60 min"));
}

static void a_restart_does_not_begin_to_count_anew(void **state)
{
    struct theatre *theatre = *state;
    begin(theatre);
    perform(theatre, 10 * MINUTE_US);
    theatre_begin_again(theatre, MINUTE_US);
    perform(theatre, 70 * MINUTE_US);
    expect_failures(theatre, "0 0 1 2 2 63");
}

static void replace(void *self)
{
    free(theatre_file(self, "x.png", "this is another file that is no picture"));
}

static void another_file_is_tried_at_once(void **state)
{
    struct theatre *theatre = *state;
    begin(theatre);
    theatre->cues[theatre->cue_count++] = (struct cue){20 * MINUTE_US, 0, replace, theatre};
    perform(theatre, 40 * MINUTE_US);
    expect_failures(theatre, "0 0 1 2 2 20 20 21 22 22");
}

static void who_has_the_playlist_read_again_has_it_tried_again(void **state)
{
    struct theatre *theatre = *state;
    begin(theatre);
    voices_say(theatre, 20 * MINUTE_US, "reload");
    perform(theatre, 40 * MINUTE_US);
    expect_failures(theatre, "0 0 1 2 2 20 20 21 22 22");
}

// A run that ended without closing what was on, as when the player dies.
static void die(struct theatre *theatre, const char *item, int64_t since_us)
{
    theatre_begin_again(theatre, 0);
    struct play_start start = {.item = item,
                               .kind = "slogan",
                               .zone = "main",
                               .playlist = "list",
                               .playlist_revision = "1",
                               .start_mono = theatre->time.mono,
                               .start_wall = theatre->time.wall,
                               .trust = CLOCK_TRUSTED,
                               .planned_ms = 1000};
    (void)writer_open_play(theatre->writer, &start);
    assert_true(writer_settle(theatre->writer));
    writer_stop(theatre->writer);
    theatre_begin_again(theatre, since_us);
}

static void expect_first(struct theatre *theatre, const char *want)
{
    struct collection all = collect(theatre->ledger_path);
    const struct play *last = &all.plays[all.count - 1];
    assert_string_equal(last->item, want);
    collection_free(&all);
}

static const char two[] =
    "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 600; },\n"
    "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 600; } );";

static void play_two(struct theatre *theatre)
{
    char *path = theatre_file(theatre, "list.cfg", two);
    assert_int_equal(theatre_perform(theatre, path, 3 * S, 0), SHOW_ENDED);
    free(path);
}

static void what_the_player_dies_of_three_times_is_left_out(void **state)
{
    struct theatre *theatre = *state;
    writer_stop(theatre->writer);
    theatre->writer = NULL;
    for (int i = 0; i < 3; i++) {
        die(theatre, "a", 10 * S); // a watchdog waited
        play_two(theatre);
        expect_first(theatre, i < 2 ? "a" : "b");
    }
    theatre_begin_again(theatre, MINUTE_US);
    play_two(theatre);
    expect_first(theatre, "b");
}

static void who_dies_later_did_not_die_of_it(void **state)
{
    struct theatre *theatre = *state;
    writer_stop(theatre->writer);
    theatre->writer = NULL;
    for (int i = 0; i < 4; i++) {
        die(theatre, "a", 21 * S);
        play_two(theatre);
        expect_first(theatre, "a");
    }
}

int main(void)
{
#define WITH_THEATRE(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_third_strike_within_a_day_costs_an_hour_and_each_more_twice_as_long),
        cmocka_unit_test(failures_within_a_minute_are_one_but_crashes_are_not),
        cmocka_unit_test(other_words_are_another_item),
        cmocka_unit_test(strikes_are_recalled_by_the_wall_clock),
        WITH_THEATRE(a_broken_file_is_tried_once_an_hour_and_then_less),
        WITH_THEATRE(a_restart_does_not_begin_to_count_anew),
        WITH_THEATRE(another_file_is_tried_at_once),
        WITH_THEATRE(who_has_the_playlist_read_again_has_it_tried_again),
        WITH_THEATRE(what_the_player_dies_of_three_times_is_left_out),
        WITH_THEATRE(who_dies_later_did_not_die_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
