// A show on a machine that grows hot, lacks power, or whose disk fails.
#include "logbook.h"

#include "support/test.h"

#include "show/status.h"

#define S CLOCK_SECOND_US

// Ten seconds each, red and blue, faded into each other.
static const char faded[] =
    "zones = ( { name = \"z\"; transition = { kind = \"fade\"; length = \"1s\"; }; } );\n"
    "items = ( { id = \"r\"; text = \"甲\"; motion = \"hold\"; hold = 10; background = "
    "\"#FF0000\"; "
    "},\n"
    "          { id = \"b\"; text = \"甲\"; motion = \"hold\"; hold = 10; background = "
    "\"#0000FF\"; "
    "} );";
// Always in motion: 240 px/s are four pixels a frame.
static const char running[] =
    "items = ( { id = \"s\"; text = \"不听不信不转账，遇到可疑情况拨打反诈专线\"; speed = 240; "
    "passes = 40; } );";

static int64_t marks[4];
static int marked;

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 32}, theatre_time("2026-11-25T08:00"));
    theatre.is_watched = true;
    marked = 0;
    theatre.health.hottest_mc = 61000;
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    theatre_close(*state);
    return 0;
}

static void perform(struct theatre *theatre, const char *list, int64_t for_us)
{
    char *path = theatre_file(theatre, "list.cfg", list);
    assert_int_equal(theatre_perform(theatre, path, for_us, 0), SHOW_ENDED);
    free(path);
}

static void heat_up(void *theatre)
{
    ((struct theatre *)theatre)->health.is_throttled = true;
    ((struct theatre *)theatre)->health.hottest_mc = 85400;
}

static void cool_down(void *theatre)
{
    ((struct theatre *)theatre)->health.is_throttled = false;
}

static void starve(void *theatre)
{
    ((struct theatre *)theatre)->health.is_under_voltage = true;
}

static void feed(void *theatre)
{
    ((struct theatre *)theatre)->health.is_under_voltage = false;
}

static void lock_disk(void *theatre)
{
    struct health *health = &((struct theatre *)theatre)->health;
    health->is_storage_locked = true;
    snprintf(health->storage, sizeof health->storage, "the disk mmcblk0p2 is read-only");
}

// The loop is held up for ten frames.
static void stumble(void *theatre)
{
    clock_virtual_advance(&((struct theatre *)theatre)->time, S / 6);
}

static void mark(void *theatre)
{
    marks[marked++] = ((struct theatre *)theatre)->presents;
}

static void at(struct theatre *theatre, int64_t at_us, void (*act)(void *self))
{
    assert_true(theatre->cue_count < CUES_MAX);
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = at_us, .act = act, .self = theatre};
}

// How often something was presented between marks.
static int64_t presents(int from)
{
    return marks[from + 1] - marks[from];
}

static int times_said(const struct theatre *theatre, const char *words)
{
    int count = 0;
    for (const char *at_text = str_text(&theatre->said); (at_text = strstr(at_text, words)) != NULL;
         at_text++) {
        count++;
    }
    return count;
}

// Hot from 15 s, found at 30.
static void a_slowed_machine_cuts_where_it_faded(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 15 * S, heat_up);
    at(theatre, 19 * S, mark);
    at(theatre, 22 * S, mark);
    at(theatre, 39 * S, mark);
    at(theatre, 44 * S, mark);
    perform(theatre, faded, 45 * S);
    assert_in_range(presents(0), 55, 65); // a fade of a second
    assert_int_equal(presents(2), 1);
    assert_int_equal(times_said(theatre, "the machine is slowed down (85 °C): items cut in"), 1);
    expect_events(theatre, "fault 30.1");
    expect_plays(
        theatre, "z",
        "r 0.0 complete, b 10.0 complete, r 20.0 complete, b 30.0 complete, r 40.0 shutdown");
}

// Cool from 31 s, found at 60, believed at 180.
static void it_fades_again_when_it_was_cool_for_two_minutes(void **state)
{
    struct theatre *theatre = *state;
    heat_up(theatre);
    at(theatre, 31 * S, cool_down);
    at(theatre, 185 * S, mark);
    at(theatre, 195 * S, mark);
    perform(theatre, faded, 200 * S);
    assert_int_equal(times_said(theatre, "no longer slowed down"), 1);
    assert_in_range(presents(0), 55, 65);
    expect_events(theatre, "fault 0.0");
}

// Late between two looks: half the frames, and back again. What is shown stays what it was.
static void a_loop_that_is_late_all_the_same_shows_every_second_frame(void **state)
{
    struct theatre *theatre = *state;
    heat_up(theatre);
    for (int i = 0; i < 3; i++) {
        at(theatre, (35 + 5 * i) * S, stumble);
    }
    at(theatre, 70 * S, mark);
    at(theatre, 80 * S, mark);
    at(theatre, 85 * S, cool_down); // found at 90, believed at 210
    at(theatre, 220 * S, mark);
    at(theatre, 230 * S, mark);
    perform(theatre, running, 235 * S);
    assert_in_range(presents(0), 298, 302);
    assert_in_range(presents(2), 597, 603);
    assert_int_equal(times_said(theatre, "every second frame is shown"), 1);
    assert_int_equal(times_said(theatre, "all frames are shown again"), 1);
    expect_events(theatre, "fault 0.0, fault 60.2");
    struct sums sums = theatre_sums(theatre);
    assert_int_equal(sums.failed, 0);
    assert_in_range(sums.late, 27, 33); // of the stumbles alone
}

static void lateness_of_a_cool_machine_changes_nothing(void **state)
{
    struct theatre *theatre = *state;
    for (int i = 0; i < 3; i++) {
        at(theatre, (35 + 5 * i) * S, stumble);
    }
    at(theatre, 70 * S, mark);
    at(theatre, 80 * S, mark);
    perform(theatre, running, 90 * S);
    assert_in_range(presents(0), 598, 602);
    expect_events(theatre, "");
}

// A loose plug: one complaint, and the picture stays as it is.
static void a_supply_that_gives_too_little_is_told_once_and_nothing_else(void **state)
{
    struct theatre *theatre = *state;
    starve(theatre);
    at(theatre, 9 * S, mark);
    at(theatre, 12 * S, mark);
    at(theatre, 35 * S, feed);
    at(theatre, 65 * S, starve);
    at(theatre, 95 * S, feed);
    perform(theatre, faded, 130 * S);
    assert_int_equal(times_said(theatre, "the power supply gives too little"), 1);
    assert_in_range(presents(0), 55, 65);
    expect_events(theatre, "fault 0.0");
}

static void a_supply_that_is_well_for_ten_minutes_may_be_complained_of_again(void **state)
{
    struct theatre *theatre = *state;
    starve(theatre);
    at(theatre, 35 * S, feed);
    at(theatre, 700 * S, starve);
    perform(theatre, faded, 725 * S);
    assert_int_equal(times_said(theatre, "the power supply gives enough again"), 1);
    assert_int_equal(times_said(theatre, "the power supply gives too little"), 2);
    expect_events(theatre, "fault 0.0, fault 720.6");
}

static void a_disk_that_turned_read_only_is_said_and_the_show_goes_on(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 35 * S, lock_disk);
    perform(theatre, faded, 130 * S);
    assert_int_equal(times_said(theatre, "the disk mmcblk0p2 is read-only"), 1);
    expect_events(theatre, "fault 60.3");
    assert_int_equal(theatre_sums(theatre).plays, 13);
}

static void the_plate_says_what_the_machine_lacks(void **state)
{
    (void)state;
    struct condition condition = {.health = {.looks = 1, .hottest_mc = 85400},
                                  .thrift = {.step = THRIFT_HALF},
                                  .power = {.is_told = true}};
    condition.health.is_storage_locked = true;
    struct status status = {.condition = &condition, .trouble = "", .is_clock_known = true};
    struct str text = {0};
    status_write(&status, &text);
    assert_non_null(strstr(str_text(&text), "机器已降速（85 °C）：直接切换，隔帧显示\n供电不足\n"
                                            "存储只读，播放记录存不下来"));
    str_fini(&text);
    condition = (struct condition){0};
    status_write(&status, &text);
    assert_null(strstr(str_text(&text), "机器"));
    str_fini(&text);
}

#define STAGED(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGED(a_slowed_machine_cuts_where_it_faded),
        STAGED(it_fades_again_when_it_was_cool_for_two_minutes),
        STAGED(a_loop_that_is_late_all_the_same_shows_every_second_frame),
        STAGED(lateness_of_a_cool_machine_changes_nothing),
        STAGED(a_supply_that_gives_too_little_is_told_once_and_nothing_else),
        STAGED(a_supply_that_is_well_for_ten_minutes_may_be_complained_of_again),
        STAGED(a_disk_that_turned_read_only_is_said_and_the_show_goes_on),
        cmocka_unit_test(the_plate_says_what_the_machine_lacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
