// People and touches in whole shows: what was counted, when it is written, and what is refused.
#include "logbook.h"
#include "voices.h"

#include "support/test.h"

#include "ledger/collect.h"

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#define S CLOCK_SECOND_US

static const char two[] =
    "items = ( { id = \"r\"; text = \"甲\"; motion = \"hold\"; hold = 50; },\n"
    "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 50; } );";

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 32}, theatre_time("2026-11-25T08:00"));
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    theatre_close(*state);
    return 0;
}

static void perform(struct theatre *theatre, int64_t for_us)
{
    char *path = theatre_file(theatre, "list.cfg", two);
    assert_int_equal(theatre_perform(theatre, path, for_us, 0), SHOW_ENDED);
    free(path);
}

// "count 12 @60.0 {…}" for each event of the kind, with "item" before the brace where it has one.
static void expect_counts(const struct theatre *theatre, enum event_kind kind, const char *want)
{
    struct event_collection all = collect_events(theatre->ledger_path);
    struct str got = {0};
    for (size_t i = 0; i < all.count; i++) {
        const struct event *event = &all.events[i];
        if (event->kind == kind) {
            long long seconds = (long long)((event->mono.us + S / 2) / S);
            str_addf(&got, "%lld @%lld %s%s%s\n", (long long)event->value, seconds,
                     event->item != NULL ? event->item : "", event->item != NULL ? " " : "",
                     event->detail != NULL ? event->detail : "");
        }
    }
    event_collection_free(&all);
    if (strcmp(str_text(&got), want) != 0) {
        fail_msg("\n got: %s\nwant: %s", str_text(&got), want);
    }
    str_fini(&got);
}

// Fails when each order is an event of its own, when the last ones are lost at the end, or when a
// minute without anybody is written as soon as one with somebody.
static void what_scripts_tell_is_written_by_the_minute(void **state)
{
    struct theatre *theatre = *state;
    voices_open(theatre);
    voices_say(theatre, 10 * S, "count 12 door");
    voices_say(theatre, 30 * S, "count 3 door");
    voices_say(theatre, 69 * S, "count 1");
    voices_say(theatre, 80 * S, "count 0 door");
    voices_say(theatre, 400 * S, "count 5 door");
    perform(theatre, 420 * S);
    voices_expect(0, "ok counted: 12 people (door)");
    voices_expect(2, "ok counted: 1 person (tell)");
    voices_expect(4, "ok counted: 5 people (door)");
    voices_close(theatre);
    expect_counts(theatre, EVENT_COUNT,
                  "15 @70 {\"source\":\"door\",\"seconds\":60}\n"
                  "1 @129 {\"source\":\"tell\",\"seconds\":60}\n"
                  "0 @370 {\"source\":\"door\",\"seconds\":300}\n"
                  "5 @420 {\"source\":\"door\",\"seconds\":50}\n"
                  "0 @420 {\"source\":\"tell\",\"seconds\":291}\n");
}

// Fails when people are said to have come in no time, which reports cannot use.
static void what_is_told_at_the_very_end_still_took_a_second(void **state)
{
    struct theatre *theatre = *state;
    voices_open(theatre);
    voices_say(theatre, 19900000, "count 4 door");
    perform(theatre, 20 * S);
    voices_expect(0, "ok counted: 4 people (door)");
    voices_close(theatre);
    expect_counts(theatre, EVENT_COUNT, "4 @20 {\"source\":\"door\",\"seconds\":1}\n");
}

static void nothing_but_numbers_of_people_is_taken(void **state)
{
    struct theatre *theatre = *state;
    voices_open(theatre);
    voices_say(theatre, 1 * S, "count aa:bb:cc:dd:ee:ff");
    voices_say(theatre, 2 * S, "count 1 aa:bb:cc:dd:ee:ff");
    voices_say(theatre, 3 * S, "count -1");
    voices_say(theatre, 4 * S, "count 1.5");
    voices_say(theatre, 5 * S, "count 13800000000");
    voices_say(theatre, 6 * S, "count 1 door somebody");
    voices_say(theatre, 7 * S, "touch 0");
    perform(theatre, 20 * S);
    voices_expect(0, "no count needs a whole number of people");
    voices_expect(1, "no a counter's name is a letter");
    voices_expect(2, "no count needs a whole number of people");
    voices_expect(3, "no count needs a whole number of people");
    voices_expect(4, "no so many are not counted at once");
    voices_expect(5, "no \"somebody\" does not belong there");
    voices_expect(6, "no no touch is none");
    voices_close(theatre);
    expect_counts(theatre, EVENT_COUNT, "");
    expect_counts(theatre, EVENT_TOUCH, "");
}

// Fails when touches are held until the minute is over, and then given to the wrong item.
static void touches_belong_to_the_item_that_was_on(void **state)
{
    struct theatre *theatre = *state;
    theatre->is_interactive = true;
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 10 * S, .event = SCREEN_TOUCH};
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 20 * S, .event = SCREEN_TOUCH};
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 55 * S, .event = SCREEN_TOUCH};
    voices_open(theatre);
    voices_say(theatre, 60 * S, "touch 2 kiosk");
    voices_say(theatre, 65 * S, "count 3 kiosk");
    perform(theatre, 70 * S);
    voices_expect(0, "ok counted: 2 touches (kiosk)");
    voices_expect(1, "ok counted: 3 people (kiosk)");
    voices_close(theatre);
    expect_counts(theatre, EVENT_TOUCH,
                  "2 @50 r {\"source\":\"screen\",\"seconds\":40}\n"
                  "1 @70 b {\"source\":\"screen\",\"seconds\":20}\n"
                  "2 @70 b {\"source\":\"kiosk\",\"seconds\":10}\n");
    expect_counts(theatre, EVENT_COUNT, "3 @70 {\"source\":\"kiosk\",\"seconds\":5}\n");
}

static void touches_of_a_point_that_nobody_is_to_touch_are_not_counted(void **state)
{
    struct theatre *theatre = *state;
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 10 * S, .event = SCREEN_TOUCH};
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 20 * S, .event = SCREEN_NEXT};
    perform(theatre, 30 * S);
    expect_counts(theatre, EVENT_TOUCH, "");
}

static void what_staff_did_goes_into_the_ledger_that_the_player_holds(void **state)
{
    struct theatre *theatre = *state;
    voices_open(theatre);
    voices_say(theatre, 10 * S, "log leaflets 300 id=3f2a91c0 day=20782 by=张 note=早市%20东门");
    voices_say(theatre, 11 * S, "log leaflets 300 by=张");
    perform(theatre, 20 * S);
    voices_expect(0, "ok is entered");
    voices_expect(1, "no the day is missing");
    voices_close(theatre);
    expect_counts(theatre, EVENT_MANUAL,
                  "300 @10 {\"kind\":\"leaflets\",\"id\":\"3f2a91c0\",\"day\":\"2026-11-25\","
                  "\"by\":\"张\",\"note\":\"早市 东门\"}\n");
}

// --- a counter that is asked --------------------------------------------------------------------

static char device[512];
static int presses = -1;
static struct counters *counters;

static void await_news(void)
{
    struct pollfd news = {.fd = counters_news(counters), .events = POLLIN};
    uint64_t emptied = 0;
    assert_int_equal(poll(&news, 1, 10000), 1);
    assert_int_equal(read(news.fd, &emptied, sizeof emptied), sizeof emptied);
}

static void press(void *self)
{
    (void)self;
    struct input_event event = {.type = EV_KEY, .code = KEY_A, .value = 1};
    assert_int_equal(write(presses, &event, sizeof event), sizeof event);
    await_news();
}

static void unplug(void *self)
{
    (void)self;
    assert_int_equal(unlink(device), 0);
    close(presses);
    await_news();
}

static void a_beam_counts_and_is_missed_when_it_is_gone(void **state)
{
    struct theatre *theatre = *state;
    snprintf(device, sizeof device, "%s/beam", theatre->folder);
    assert_int_equal(mkfifo(device, 0600), 0);
    struct counter_wish wish = {
        .name = "beam", .kind = COUNTER_EVDEV, .device = device, .key = KEY_A};
    struct error err = {0};
    counters = counters_start(&wish, 1, &err);
    assert_non_null(counters);
    await_news(); // it is up
    presses = open(device, O_WRONLY | O_CLOEXEC);
    theatre->counters = counters;
    theatre->counter_wishes = &wish;
    theatre->counter_count = 1;
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 10 * S, .act = press};
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 11 * S, .act = press};
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 80 * S, .act = unplug};
    perform(theatre, 700 * S);
    counters_stop(counters);
    // The minute in which two came; then it was there for 20 of 300 s; then not at all.
    expect_counts(theatre, EVENT_COUNT,
                  "2 @60 {\"source\":\"beam\",\"seconds\":60}\n"
                  "0 @360 {\"source\":\"beam\",\"seconds\":20}\n");
    struct event_collection all = collect_events(theatre->ledger_path);
    int64_t faults = 0;
    for (size_t i = 0; i < all.count; i++) {
        if (all.events[i].kind == EVENT_FAULT) {
            faults++;
            assert_int_equal((all.events[i].mono.us + S / 2) / S, 140);
            assert_non_null(strstr(all.events[i].detail, "counter beam does not count: "));
        }
    }
    assert_int_equal(faults, 1);
    event_collection_free(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_scripts_tell_is_written_by_the_minute, open_theatre,
                                        close_theatre),
        cmocka_unit_test_setup_teardown(what_is_told_at_the_very_end_still_took_a_second,
                                        open_theatre, close_theatre),
        cmocka_unit_test_setup_teardown(nothing_but_numbers_of_people_is_taken, open_theatre,
                                        close_theatre),
        cmocka_unit_test_setup_teardown(touches_belong_to_the_item_that_was_on, open_theatre,
                                        close_theatre),
        cmocka_unit_test_setup_teardown(touches_of_a_point_that_nobody_is_to_touch_are_not_counted,
                                        open_theatre, close_theatre),
        cmocka_unit_test_setup_teardown(what_staff_did_goes_into_the_ledger_that_the_player_holds,
                                        open_theatre, close_theatre),
        cmocka_unit_test_setup_teardown(a_beam_counts_and_is_missed_when_it_is_gone, open_theatre,
                                        close_theatre),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
