// The heartbeat: it is heard after turns of the loop in which all went well, and not otherwise. The
// clock is the theatre's, so that half a minute's hang takes no time.
#include "theatre.h"

#include "support/test.h"

#define S CLOCK_SECOND_US

enum { FRAME_US = 16667, BEATS_MAX = 8192 };

static const char two[] =
    "items = ( { id = \"r\"; text = \"甲\"; motion = \"hold\"; hold = 4; },\n"
    "          { id = \"b\"; title = \"乙字\"; text = \"乙\"; motion = \"hold\"; hold = 4; } );";

// What a supervisor would have heard.
static struct {
    struct theatre *theatre;
    struct {
        int64_t at_us; // when it was said
        const char *title;
        bool is_dark, is_paused, is_emergency;
    } beats[BEATS_MAX];
    int count;
    int64_t began_us; // −1: it has not
    int64_t hang_us;  // the next picture takes so long
    bool (*present)(struct screen *screen, const struct rect *changed, int count,
                    struct error *err);
} heard;

static void keep_beat(void *self, const struct show_beat *beat)
{
    struct theatre *theatre = self;
    assert_true(heard.began_us >= 0);
    assert_true(heard.count < BEATS_MAX);
    heard.beats[heard.count].at_us = theatre->time.mono.us;
    heard.beats[heard.count].title = beat->title == NULL             ? ""
                                     : strcmp(beat->title, "r") == 0 ? "r"
                                                                     : "b";
    heard.beats[heard.count].is_dark = beat->is_dark;
    heard.beats[heard.count].is_paused = beat->is_paused;
    heard.beats[heard.count].is_emergency = beat->is_emergency;
    heard.count++;
}

static void keep_beginning(void *self)
{
    heard.began_us = ((struct theatre *)self)->time.mono.us;
}

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 32}, theatre_time("2026-11-25T08:00"));
    memset(&heard, 0, sizeof heard);
    heard.theatre = &theatre;
    heard.began_us = -1;
    theatre.beat = keep_beat;
    theatre.began = keep_beginning;
    theatre.beat_self = &theatre;
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

static void at(struct theatre *theatre, int64_t at_us, void (*act)(void *self))
{
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = at_us, .act = act, .self = theatre};
}

static int beats_between(int64_t from_us, int64_t until_us)
{
    int count = 0;
    for (int i = 0; i < heard.count; i++) {
        count += heard.beats[i].at_us >= from_us && heard.beats[i].at_us < until_us;
    }
    return count;
}

static int64_t longest_silence_us(void)
{
    int64_t longest_us = 0;
    for (int i = 1; i < heard.count; i++) {
        int64_t gap_us = heard.beats[i].at_us - heard.beats[i - 1].at_us;
        longest_us = gap_us > longest_us ? gap_us : longest_us;
    }
    return longest_us;
}

static void it_beats_from_the_first_content_to_the_end(void **state)
{
    perform(*state, two, 10 * S);
    assert_true(heard.began_us >= 0 && heard.began_us < S);
    assert_true(heard.beats[0].at_us <= heard.began_us + S / 10);
    assert_true(longest_silence_us() <= S / 10); // keys are listened for that often
    assert_true(heard.beats[heard.count - 1].at_us > 10 * S - S / 10);
}

static void it_says_what_is_on(void **state)
{
    perform(*state, two, 7 * S);
    assert_string_equal(heard.beats[0].title, "r");
    assert_string_equal(heard.beats[heard.count - 1].title, "b"); // by its title
    assert_false(heard.beats[0].is_dark || heard.beats[0].is_paused || heard.beats[0].is_emergency);
}

static void fail_now(void *self)
{
    ((struct theatre *)self)->is_failing = true;
}

static void work_again(void *self)
{
    ((struct theatre *)self)->is_failing = false;
}

// From the first picture that is not taken (the next item's, at 4 s) to the first that is.
static void a_display_that_takes_no_picture_stops_the_beats(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 3 * S, fail_now);
    at(theatre, 9 * S, work_again);
    perform(theatre, two, 12 * S);
    assert_true(beats_between(0, 4 * S) > 0);
    assert_int_equal(beats_between(4 * S + FRAME_US, 9 * S), 0);
    assert_true(beats_between(9 * S + S / 10, 12 * S) > 0);
}

// As KMS/DRM waits for a page flip: without a limit.
static bool present_hanging(struct screen *screen, const struct rect *changed, int count,
                            struct error *err)
{
    clock_virtual_advance(&heard.theatre->time, heard.hang_us);
    heard.hang_us = 0;
    return heard.present(screen, changed, count, err);
}

static void hang_next(void *self)
{
    (void)self;
    heard.hang_us = 30 * S;
}

static void a_loop_that_hangs_in_the_display_is_silent(void **state)
{
    struct theatre *theatre = *state;
    heard.present = theatre->screen.present;
    theatre->screen.present = present_hanging;
    at(theatre, 2 * S, hang_next);
    perform(theatre, two, 40 * S);
    int64_t silence_us = longest_silence_us();
    assert_true(silence_us >= 30 * S && silence_us < 31 * S);
    assert_true(beats_between(0, 4 * S) > 0);
    assert_int_equal(beats_between(4 * S + FRAME_US, 34 * S), 0);
    assert_true(beats_between(35 * S, 40 * S) > 0); // it came back by itself
}

static void a_pause_is_no_hang(void **state)
{
    struct theatre *theatre = *state;
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 2 * S, .event = SCREEN_PAUSE};
    perform(theatre, two, 30 * S);
    assert_true(heard.beats[heard.count - 1].is_paused);
    assert_true(longest_silence_us() <= S / 10);
}

// A point that is closed when its machine starts: without a beginning it would be taken for dead.
static void a_screen_that_is_dark_on_purpose_begins_and_beats(void **state)
{
    struct theatre *theatre = *state;
    struct hours open_at = {9 * 60, 17 * 60}; // it is eight o'clock
    struct when opening;
    when_init(&opening);
    opening.hours = &open_at;
    opening.hours_count = 1;
    theatre->openings = &opening;
    perform(theatre, two, 30 * S);
    assert_true(heard.began_us >= 0 && heard.began_us < S);
    assert_true(heard.beats[heard.count - 1].is_dark);
    assert_true(longest_silence_us() <= S / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_beats_from_the_first_content_to_the_end, open_theatre,
                                        close_theatre),
        cmocka_unit_test_setup_teardown(it_says_what_is_on, open_theatre, close_theatre),
        cmocka_unit_test_setup_teardown(a_display_that_takes_no_picture_stops_the_beats,
                                        open_theatre, close_theatre),
        cmocka_unit_test_setup_teardown(a_loop_that_hangs_in_the_display_is_silent, open_theatre,
                                        close_theatre),
        cmocka_unit_test_setup_teardown(a_pause_is_no_hang, open_theatre, close_theatre),
        cmocka_unit_test_setup_teardown(a_screen_that_is_dark_on_purpose_begins_and_beats,
                                        open_theatre, close_theatre),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
