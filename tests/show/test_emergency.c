// Emergencies in whole shows: on the glass with the very next frame, over everything, and what they
// cut comes back as its kind wants.
#include "logbook.h"
#include "voices.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "screen/frame.h"

#define S CLOCK_SECOND_US
#define FRAME_US INT64_C(16667)

#define RED "ff0000"
#define GREEN "00ff00"
#define BLUE "0000ff"
#define WHITE "ffffff"
#define BLACK "000000"

// Two slogans, and two items for emergencies.
#define SLOGANS                                                                                    \
    "{ id = \"r\"; text = \"甲\"; motion = \"hold\"; hold = 20; background = \"#ff0000\"; },\n"   \
    "{ id = \"g\"; text = \"乙\"; motion = \"hold\"; hold = 20; background = \"#00ff00\"; }"
#define ALARMS                                                                                     \
    "{ id = \"e\"; text = \"急\"; motion = \"hold\"; hold = 10; background = \"#0000ff\";\n"      \
    "  priority = \"emergency\"; },\n"                                                             \
    "{ id = \"w\"; text = \"急\"; motion = \"hold\"; hold = 10; background = \"#ffffff\";\n"      \
    "  colour = \"black\"; priority = \"emergency\"; }"
static const char usual[] = "items = ( " SLOGANS ", " ALARMS " );\n";

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 64}, theatre_time("2026-11-25T00:00"));
    theatre.spot_count = 1;
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

static void perform(struct theatre *theatre, const char *playlist, int64_t for_us)
{
    char *path = theatre_file(theatre, "list.cfg", playlist);
    assert_int_equal(theatre_perform(theatre, path, for_us, 0), SHOW_ENDED);
    free(path);
    assert_int_equal(theatre->vain_sleeps, 0);
}

static void press(struct theatre *theatre, int64_t at_us, enum screen_event event)
{
    theatre->cues[theatre->cue_count++] = (struct cue){at_us, event, NULL, NULL};
}

static void at(struct theatre *theatre, int64_t at_us, void (*act)(void *))
{
    theatre->cues[theatre->cue_count++] = (struct cue){at_us, 0, act, theatre};
}

// --- coming and going --------------------------------------------------------------------------

static void it_is_on_the_glass_with_the_very_next_frame(void **state)
{
    static const char *const requests[] = {"emergency e", "emergency w", "emergency g"};
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        struct theatre *theatre = *state;
        close_theatre(state);
        open_theatre(state);
        voices_say(theatre, 5 * S, requests[i]);
        perform(theatre, usual, 12 * S);
        const struct glance *glance = &theatre->spots[0].glances[1];
        assert_int_not_equal(glance->colour, 0xff0000);
        assert_in_range(glance->at_us, theatre->done_us[0], theatre->done_us[0] + FRAME_US);
        assert_int_equal(theatre->black_presents, 0);
        voices_expect(0, "ok ");
    }
}

static void it_covers_all_zones_and_their_plays_are_preempted(void **state)
{
    struct theatre *theatre = *state;
    theatre->spots[1] = (struct spot){.x = 0, .y = 63};
    theatre->spot_count = 2;
    voices_say(theatre, 5 * S, "emergency e");
    voices_say(theatre, 12 * S, "clear");
    perform(theatre,
            "items = ( " SLOGANS ", " ALARMS " );\n"
            "zones = ( { name = \"up\"; h = \"50%\"; items = \"r\"; },\n"
            "          { name = \"down\"; y = \"50%\"; h = \"50%\"; items = \"g\"; } );\n",
            15 * S);
    // Black at first, while the other zone gets ready.
    expect_glances(theatre, 0, BLACK " 0.0, " RED " 0.0, " BLUE " 5.0, " RED " 12.0");
    expect_glances(theatre, 1, GREEN " 0.0, " BLUE " 5.0, " GREEN " 12.0");
    expect_plays(theatre, "up", "r 0.0 preempted, r 12.0 shutdown");
    expect_plays(theatre, "down", "g 0.0 preempted, g 12.0 shutdown");
    expect_plays(theatre, "emergency", "e 5.0 preempted");
    expect_events(theatre, "emergency 5.0, clear 12.0");
    voices_expect(1, "ok the emergency is over");
}

static void its_length_ends_it_to_the_frame(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 5 * S, "emergency e for 25s");
    perform(theatre, usual, 40 * S);
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 5.0, " RED " 30.0");
    expect_plays(theatre, "emergency", "e 5.0 complete, e 15.0 complete, e 25.0 preempted");
    const struct glance *back = &theatre->spots[0].glances[2];
    assert_in_range(back->at_us - theatre->done_us[0], 25 * S - FRAME_US, 25 * S + FRAME_US);
    assert_int_equal(theatre->black_presents, 0);
}

static void a_second_one_takes_the_place_of_the_first(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 5 * S, "emergency e");
    voices_say(theatre, 8 * S, "emergency w for 4s");
    perform(theatre, usual, 20 * S);
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 5.0, " WHITE " 8.0, " RED " 12.0");
    expect_plays(theatre, "main", "r 0.0 preempted, r 12.0 shutdown");
    expect_plays(theatre, "emergency", "e 5.0 preempted, w 8.0 preempted");
}

static void what_is_not_held_is_refused_with_a_sentence(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 5 * S, "emergency x");
    voices_say(theatre, 6 * S, "clear");
    perform(theatre, usual, 10 * S);
    voices_expect(0, "no the playlist holds no item \"x\"");
    voices_expect(1, "no there is no emergency");
    expect_plays(theatre, "main", "r 0.0 shutdown");
    expect_events(theatre, "");
}

static void one_that_cannot_be_shown_is_over_at_once(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 5 * S, "emergency x");
    perform(theatre,
            "items = ( " SLOGANS ",\n"
            "          { id = \"x\"; file = \"nowhere.png\"; priority = \"emergency\"; } );\n",
            30 * S);
    expect_glances(theatre, 0, RED " 0.0, " GREEN " 25.0");
    expect_plays(theatre, "emergency", "x 5.0 failed");
    expect_events(theatre, "emergency 5.0, clear 5.0");
    assert_int_equal(theatre->black_presents, 0);
}

// --- what was cut ------------------------------------------------------------------------------

static void words_begin_anew(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 15 * S, "emergency e for 5s");
    perform(theatre, usual, 50 * S);
    expect_plays(theatre, "main", "r 0.0 preempted, r 20.0 complete, g 40.0 shutdown");
}

static void a_picture_has_the_rest_of_its_time(void **state)
{
    struct theatre *theatre = *state;
    char *path = file_join(theatre->folder, "picture.png");
    struct SDL_Surface *picture = frame_new((struct size){64, 64});
    struct error err = {0};
    frame_fill(picture, (struct colour){255, 255, 0, 255});
    assert_true(frame_save(picture, path, &err));
    frame_free(picture);
    free(path);
    voices_say(theatre, 15 * S, "emergency e for 5s");
    perform(theatre,
            "items = ( { id = \"i\"; file = \"picture.png\"; hold = 20; }, " SLOGANS ", " ALARMS
            " );\n",
            30 * S);
    expect_glances(theatre, 0, "ffff00 0.0, " BLUE " 15.0, ffff00 20.0, " RED " 25.0");
    expect_plays(theatre, "main", "i 0.0 preempted, i 20.0 complete, r 25.0 shutdown");
}

static void a_film_goes_on_where_it_was(void **state)
{
    struct theatre *theatre = *state;
    char *command = mem_format("ffmpeg -v error -f lavfi -i color=red:s=64x64:r=25:d=4 "
                               "-f lavfi -i color=green:s=64x64:r=25:d=4 -filter_complex "
                               "concat=n=2:v=1 -c:v mpeg4 -q:v 2 -y '%s/film.mp4'",
                               theatre->folder);
    assert_int_equal(system(command), 0);
    free(command);
    voices_say(theatre, 3 * S, "emergency e for 2s");
    perform(theatre, "items = ( { id = \"f\"; file = \"film.mp4\"; }, " ALARMS " );\n", 11 * S);
    expect_plays(theatre, "main", "f 0.0 preempted, f 5.0 complete, f 10.0 shutdown");
    const struct spot *spot = &theatre->spots[0];
    static const int64_t changes_us[] = {0, 3 * S, 5 * S, 6 * S, 10 * S}; // red, blue, red, green …
    assert_int_equal(spot->glance_count, sizeof changes_us / sizeof changes_us[0]);
    for (int i = 0; i < spot->glance_count; i++) {
        assert_in_range(spot->glances[i].at_us + FRAME_US, changes_us[i],
                        changes_us[i] + 5 * FRAME_US);
    }
}

// --- at bad moments ----------------------------------------------------------------------------

static void it_ends_a_pause(void **state)
{
    struct theatre *theatre = *state;
    press(theatre, 3 * S, SCREEN_PAUSE);
    voices_say(theatre, 8 * S, "emergency e for 5s");
    perform(theatre, usual, 40 * S);
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 8.0, " RED " 13.0, " GREEN " 33.0");
    expect_events(theatre, "pause 3.0, resume 8.0, emergency 8.0");
}

// Failed once: whoever mistook the item's name set a paused screen going.
static void what_is_refused_ends_no_pause(void **state)
{
    struct theatre *theatre = *state;
    press(theatre, 3 * S, SCREEN_PAUSE);
    voices_say(theatre, 5 * S, "emergency x");
    perform(theatre, usual, 40 * S);
    voices_expect(0, "no ");
    expect_glances(theatre, 0, RED " 0.0");
    expect_events(theatre, "pause 3.0");
}

// Failed once: a screen that was paused meanwhile still showed it.
static void clearing_it_ends_a_pause(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 5 * S, "emergency e");
    press(theatre, 7 * S, SCREEN_PAUSE);
    voices_say(theatre, 9 * S, "clear");
    perform(theatre, usual, 12 * S);
    voices_expect(1, "ok ");
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 5.0, " RED " 9.0");
    expect_plays(theatre, "main", "r 0.0 preempted, r 9.0 shutdown");
}

// Failed once: the answer was that the next item comes, and none came.
static void meanwhile_there_is_no_next_item(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 5 * S, "emergency e for 5s");
    voices_say(theatre, 7 * S, "next");
    voices_say(theatre, 12 * S, "next");
    perform(theatre, usual, 15 * S);
    voices_expect(1, "no an emergency has the screen");
    voices_expect(2, "ok the next item comes");
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 5.0, " RED " 10.0, " GREEN " 12.0");
}

static void a_pause_does_not_make_it_longer(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 5 * S, "emergency e for 8s");
    press(theatre, 7 * S, SCREEN_PAUSE);
    press(theatre, 11 * S, SCREEN_PAUSE);
    perform(theatre, usual, 20 * S);
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 5.0, " RED " 13.0");
    expect_plays(theatre, "main", "r 0.0 preempted, r 13.0 shutdown");
}

static void it_lights_the_dark_and_leaves_it_dark(void **state)
{
    struct theatre *theatre = *state;
    struct hours evening = {18 * 60, 22 * 60};
    struct when opening;
    when_init(&opening);
    opening.hours = &evening;
    opening.hours_count = 1;
    theatre->openings = &opening;
    voices_say(theatre, 5 * S, "emergency e for 5s");
    perform(theatre, usual, 20 * S);
    expect_glances(theatre, 0, BLACK " 0.0, " BLUE " 5.0, " BLACK " 10.0");
    expect_powers(theatre, "off 0.0, on 5.0, off 10.0");
    expect_plays(theatre, "main", "");
    expect_events(theatre, "dark 0.0, emergency 5.0, light 5.0, dark 10.0");
}

static void write_other(void *self)
{
    free(theatre_file(self, "list.cfg",
                      "items = ( { id = \"z\"; text = \"新\"; motion = \"hold\"; hold = 20;\n"
                      "            background = \"#ff00ff\"; }, " ALARMS " );\n"));
}

static void a_changed_playlist_leaves_it_on(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 4900000, write_other);
    voices_say(theatre, 5 * S, "emergency e for 8s");
    perform(theatre, usual, 20 * S);
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 5.0, ff00ff 13.0");
    assert_int_equal(theatre->black_presents, 0);
}

static void a_playlist_that_changes_after_it_began_leaves_it_on(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 5 * S, "emergency e");
    at(theatre, 7 * S, write_other);
    voices_say(theatre, 15 * S, "clear");
    perform(theatre, usual, 20 * S);
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 5.0, ff00ff 15.0");
    voices_expect(1, "ok ");
}

static int64_t jump_us;

static void jump(void *self)
{
    ((struct theatre *)self)->time.wall.us += jump_us;
}

static void write_without_it(void *self)
{
    free(theatre_file(self, "list.cfg",
                      "items = ( { id = \"z\"; text = \"新\"; motion = \"hold\"; hold = 20;\n"
                      "            background = \"#ff00ff\"; } );\n"));
}

// Failed once: such a playlist ended it without a word.
static void a_playlist_that_does_not_hold_it_waits(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 5 * S, "emergency e");
    at(theatre, 7 * S, write_without_it);
    voices_say(theatre, 8 * S, "reload");
    voices_say(theatre, 20 * S, "clear");
    perform(theatre, usual, 45 * S);
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 5.0, " RED " 20.0, ff00ff 40.0");
}

// Failed once: it lost the rest of the item that was on.
static void a_clock_that_is_set_does_not_end_it(void **state)
{
    static const int64_t jumps_us[] = {-3600 * S, -20 * S, 20 * S, 3600 * S, 86400 * 900 * S};
    for (size_t i = 0; i < sizeof jumps_us / sizeof jumps_us[0]; i++) {
        struct theatre *theatre = *state;
        close_theatre(state);
        open_theatre(state);
        jump_us = jumps_us[i];
        voices_say(theatre, 5 * S, "emergency e for 25s");
        at(theatre, 11 * S, jump);
        perform(theatre, usual, 40 * S);
        const struct spot *spot = &theatre->spots[0];
        assert_int_equal(spot->glance_count, 3);
        assert_in_range(spot->glances[2].at_us, 29900000, 30100000);
    }
}

// Failed once: the plan kept what was noted for a time that comes once more.
static void it_does_not_come_again_with_its_hour(void **state)
{
    struct theatre *theatre = *state;
    jump_us = -30 * S;
    voices_say(theatre, 15 * S, "emergency e");
    voices_say(theatre, 20 * S, "clear");
    at(theatre, 25 * S, jump);
    perform(theatre, usual, 90 * S);
    expect_plays(theatre, "emergency", "e 15.0 preempted");
    theatre_begin_again(theatre, 5 * S);
    perform(theatre, usual, 30 * S);
    expect_plays(theatre, "emergency", "e 15.0 preempted");
}

static void a_muted_show_stays_muted(void **state)
{
    struct theatre *theatre = *state;
    press(theatre, 3 * S, SCREEN_SOUND);
    voices_say(theatre, 5 * S, "emergency e for 10s");
    voices_say(theatre, 8 * S, "status json");
    perform(theatre, usual, 10 * S);
    voices_expect(1, "{\"done\":true");
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 5.0");
}

int main(void)
{
#define WITH_THEATRE(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)
    const struct CMUnitTest tests[] = {
        WITH_THEATRE(it_is_on_the_glass_with_the_very_next_frame),
        WITH_THEATRE(it_covers_all_zones_and_their_plays_are_preempted),
        WITH_THEATRE(its_length_ends_it_to_the_frame),
        WITH_THEATRE(a_second_one_takes_the_place_of_the_first),
        WITH_THEATRE(what_is_not_held_is_refused_with_a_sentence),
        WITH_THEATRE(one_that_cannot_be_shown_is_over_at_once),
        WITH_THEATRE(words_begin_anew),
        WITH_THEATRE(a_picture_has_the_rest_of_its_time),
        WITH_THEATRE(a_film_goes_on_where_it_was),
        WITH_THEATRE(it_ends_a_pause),
        WITH_THEATRE(what_is_refused_ends_no_pause),
        WITH_THEATRE(clearing_it_ends_a_pause),
        WITH_THEATRE(meanwhile_there_is_no_next_item),
        WITH_THEATRE(a_pause_does_not_make_it_longer),
        WITH_THEATRE(it_lights_the_dark_and_leaves_it_dark),
        WITH_THEATRE(a_changed_playlist_leaves_it_on),
        WITH_THEATRE(a_playlist_that_changes_after_it_began_leaves_it_on),
        WITH_THEATRE(a_playlist_that_does_not_hold_it_waits),
        WITH_THEATRE(a_clock_that_is_set_does_not_end_it),
        WITH_THEATRE(it_does_not_come_again_with_its_hour),
        WITH_THEATRE(a_muted_show_stays_muted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
