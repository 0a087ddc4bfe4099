// What stands in when nothing of the playlist can be shown, and how the playlist comes back.
#include "logbook.h"
#include "voices.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "ledger/collect.h"
#include "screen/frame.h"

#include <unistd.h>

#define S CLOCK_SECOND_US

static const char missing[] = "name = \"list\";\n"
                              "items = ( { id = \"x\"; file = \"x.png\"; hold = 10; },\n"
                              "          { id = \"y\"; file = \"y.png\"; hold = 10; } );\n";
static const char slogans[] =
    "name = \"evergreen\";\n"
    "items = ( { id = \"e\"; text = \"甲\"; motion = \"hold\"; hold = 8; } );\n";

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){96, 48}, theatre_time("2026-11-23T08:00"));
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    struct theatre *theatre = *state;
    for (int i = 0; i < RUNGS_MAX; i++) {
        free((void *)(uintptr_t)theatre->rungs[i]);
    }
    theatre_close(theatre);
    return 0;
}

static void add_rung(struct theatre *theatre, const char *name, const char *text)
{
    int rung = 0;
    while (theatre->rungs[rung] != NULL) {
        rung++;
    }
    theatre->rungs[rung] = theatre_file(theatre, name, text);
}

static void perform(struct theatre *theatre, const char *playlist, int64_t for_us)
{
    char *path = theatre_file(theatre, "list.cfg", playlist);
    assert_int_equal(theatre_perform(theatre, path, for_us, 0), SHOW_ENDED);
    free(path);
    assert_int_equal(theatre->black_presents, 0);
}

static void at(struct theatre *theatre, int64_t at_us, void (*act)(void *))
{
    theatre->cues[theatre->cue_count++] = (struct cue){at_us, 0, act, theatre};
}

static void bring_picture(void *self)
{
    struct theatre *theatre = self;
    char *path = file_join(theatre->folder, "x.png");
    struct SDL_Surface *picture = frame_new((struct size){8, 8});
    frame_fill(picture, (struct colour){255, 0, 0, 255});
    struct error err = {0};
    assert_true(frame_save(picture, path, &err));
    frame_free(picture);
    free(path);
}

// "list x 0.0, evergreen e 10.1": plays in order, of which playlist each was.
static void expect_shown(const struct theatre *theatre, const char *want)
{
    struct collection all = collect(theatre->ledger_path);
    struct str got = {0};
    for (size_t i = 0; i < all.count; i++) {
        const struct play *play = &all.plays[i];
        long long tenths = (long long)(play->start_mono.us + 17000) / 100000;
        str_addf(&got, "%s%s %s %lld.%lld%s", i == 0 ? "" : ", ", play->playlist, play->item,
                 tenths / 10, tenths % 10, play->end == PLAY_FAILED ? " failed" : "");
    }
    collection_free(&all);
    if (!str_is(str_text(&got), want)) {
        fail_msg("\n got: %s\nwant: %s", str_text(&got), want);
    }
    str_fini(&got);
}

// The slogans' plan is in the midst of a slot then, of which they get the rest.
static void after_ten_seconds_of_house_card_something_else_stands_in(void **state)
{
    struct theatre *theatre = *state;
    add_rung(theatre, "evergreen.cfg", slogans);
    perform(theatre, missing, 30 * S);
    expect_shown(theatre, "list x 0.0 failed, list y 0.0 failed, evergreen e 10.0, "
                          "evergreen e 16.0, evergreen e 24.0");
    assert_int_equal(count_events(theatre, EVENT_FAULT), 1);
    assert_non_null(strstr(str_text(&theatre->said),
                           "nothing of \"list\" can be shown: \"evergreen\" stands in"));
}

// It was back at 30 s: the rung stays for a minute, and its item is shown to the end.
static void the_playlist_comes_back_when_its_file_does(void **state)
{
    struct theatre *theatre = *state;
    add_rung(theatre, "evergreen.cfg", slogans);
    at(theatre, 30 * S, bring_picture);
    perform(theatre, missing, 95 * S);
    expect_shown(theatre,
                 "list x 0.0 failed, list y 0.0 failed, evergreen e 10.0, evergreen e 16.0, "
                 "evergreen e 24.0, evergreen e 32.0, evergreen e 40.0, evergreen e 48.0, "
                 "evergreen e 56.0, evergreen e 64.0, list x 72.0, list y 80.0 failed, "
                 "list x 82.0, list x 90.0");
    assert_non_null(strstr(str_text(&theatre->said), "\"list\" can be shown again"));
}

static void from_a_rung_that_cannot_be_shown_either_it_falls_to_the_next(void **state)
{
    struct theatre *theatre = *state;
    add_rung(theatre, "bad.cfg", "items = ( { id = \"z\"; txet = \"错\"; } );\n");
    add_rung(theatre, "before.cfg",
             "name = \"before\"; items = ( { id = \"g\"; file = \"gone.png\"; } );\n");
    add_rung(theatre, "evergreen.cfg", slogans);
    perform(theatre, missing, 20 * S);
    struct sums sums = theatre_sums(theatre);
    assert_string_equal(sums.order, "xygee");
    assert_non_null(strstr(str_text(&theatre->said), "txet"));
}

static void where_nothing_is_left_the_house_card_stays(void **state)
{
    struct theatre *theatre = *state;
    add_rung(theatre, "before.cfg", "items = ( { id = \"g\"; file = \"gone.png\"; } );\n");
    perform(theatre, missing, 60 * S);
    assert_string_equal(theatre_sums(theatre).order, "xyg");
    assert_int_equal(theatre->falls, 2); // asked once for each
    assert_true(theatre->presents > 0);
}

static void write_good(void *self)
{
    free(theatre_file(
        self, "list.cfg",
        "items = ( { id = \"z\"; text = \"新\"; motion = \"hold\"; hold = 10; } );\n"));
}

static void a_changed_playlist_comes_back_at_once(void **state)
{
    struct theatre *theatre = *state;
    add_rung(theatre, "evergreen.cfg", slogans);
    at(theatre, 20 * S, write_good);
    perform(theatre, missing, 40 * S);
    assert_string_equal(theatre_sums(theatre).order, "xyeezz"); // 10, 18, 26, 36
}

static void write_no_better(void *self)
{
    free(theatre_file(self, "list.cfg", "items = ( { id = \"v\"; file = \"v.png\"; } );\n"));
}

static void a_changed_playlist_that_cannot_be_shown_either_changes_nothing(void **state)
{
    struct theatre *theatre = *state;
    add_rung(theatre, "evergreen.cfg", slogans);
    at(theatre, 20 * S, write_no_better);
    perform(theatre, missing, 60 * S);
    assert_string_equal(theatre_sums(theatre).order, "xyeeveeeee");
    assert_int_equal(count_events(theatre, EVENT_FAULT), 1);
    assert_int_equal(count_events(theatre, EVENT_PLAYLIST), 2);
}

static void an_hour_without_anything_planned_is_no_failure(void **state)
{
    struct theatre *theatre = *state;
    add_rung(theatre, "evergreen.cfg", slogans);
    perform(theatre,
            "dayparts = ( { name = \"night\"; hours = \"22:00-23:00\"; } );\n"
            "items = ( { id = \"x\"; file = \"x.png\"; when = \"night\"; } );\n",
            60 * S);
    assert_int_equal(theatre_sums(theatre).plays, 0);
    assert_int_equal(theatre->falls, 0);
}

static void one_zone_that_shows_something_is_enough(void **state)
{
    struct theatre *theatre = *state;
    add_rung(theatre, "evergreen.cfg", slogans);
    perform(theatre,
            "items = ( { id = \"x\"; file = \"x.png\"; },\n"
            "          { id = \"t\"; text = \"丁\"; motion = \"hold\"; hold = 30; } );\n"
            "zones = ( { name = \"main\"; h = \"50%\"; items = \"x\"; },\n"
            "          { name = \"below\"; y = \"50%\"; h = \"50%\"; items = \"t\"; } );\n",
            60 * S);
    assert_int_equal(theatre->falls, 0);
}

static char *in_folder(const struct theatre *theatre, const char *name)
{
    return file_join(theatre->folder, name);
}

static void move(const struct theatre *theatre, const char *from, const char *to)
{
    char *old = in_folder(theatre, from);
    char *new = in_folder(theatre, to);
    assert_int_equal(rename(old, new), 0);
    free(old);
    free(new);
}

static void bring_film(void *self)
{
    move(self, "away.mp4", "f.mp4");
}

static void take_film(void *self)
{
    move(self, "f.mp4", "away.mp4");
}

// A film on a stick with a loose contact. Fails when the show goes back for every moment in which
// it could be read.
static void nothing_flaps(void **state)
{
    struct theatre *theatre = *state;
    char *away = in_folder(theatre, "away.mp4");
    char *command = mem_format(
        "ffmpeg -v error -f lavfi -i color=red:s=64x48:r=25:d=3 -c:v mpeg4 -y '%s'", away);
    assert_int_equal(system(command), 0);
    free(command);
    free(away);
    add_rung(theatre, "evergreen.cfg", slogans);
    for (int i = 0; i < CUES_MAX / 2; i++) {
        at(theatre, (20 + 20 * i) * S, bring_film);
        at(theatre, (30 + 20 * i) * S, take_film);
    }
    perform(theatre, "items = ( { id = \"f\"; file = \"f.mp4\"; } );\n", 190 * S);
    assert_in_range(count_events(theatre, EVENT_FAULT), 2, 3);
}

static void the_night_is_dark_on_a_rung_too(void **state)
{
    struct theatre *theatre = *state;
    struct hours first_minute = {8 * 60, 8 * 60 + 1};
    struct when opening;
    when_init(&opening);
    opening.hours = &first_minute;
    opening.hours_count = 1;
    theatre->openings = &opening;
    add_rung(theatre, "evergreen.cfg", slogans);
    char *path = theatre_file(theatre, "list.cfg", missing);
    assert_int_equal(theatre_perform(theatre, path, 120 * S, 0), SHOW_ENDED);
    free(path);
    assert_int_equal(count_events(theatre, EVENT_DARK), 1);
    assert_int_equal(count_events(theatre, EVENT_FAULT), 1);
    assert_int_equal(theatre->black_presents, 2); // one of each programme
}

static void the_playlist_comes_back_for_its_emergency(void **state)
{
    struct theatre *theatre = *state;
    voices_open(theatre);
    add_rung(theatre, "evergreen.cfg", slogans);
    voices_say(theatre, 20 * S, "status");
    voices_say(theatre, 30 * S, "emergency f for 20s");
    voices_say(theatre, 40 * S, "status");
    perform(theatre,
            "name = \"list\";\n"
            "items = ( { id = \"x\"; file = \"x.png\"; },\n"
            "          { id = \"f\"; text = \"火\"; motion = \"hold\"; hold = 20;\n"
            "            priority = \"emergency\"; } );\n",
            75 * S);
    expect_shown(theatre, "list x 0.0 failed, evergreen e 10.0, evergreen e 16.0, "
                          "evergreen e 24.0, list f 30.0, list x 48.0 failed, evergreen e 60.1, "
                          "evergreen e 64.0, evergreen e 72.0");
    voices_expect(0, "ok playing: e (e) in zone main; ");
    voices_expect(2, "ok emergency: f has the screen; ");
    voices_close(theatre);
}

int main(void)
{
#define WITH_THEATRE(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)
    const struct CMUnitTest tests[] = {
        WITH_THEATRE(after_ten_seconds_of_house_card_something_else_stands_in),
        WITH_THEATRE(the_playlist_comes_back_when_its_file_does),
        WITH_THEATRE(from_a_rung_that_cannot_be_shown_either_it_falls_to_the_next),
        WITH_THEATRE(where_nothing_is_left_the_house_card_stays),
        WITH_THEATRE(a_changed_playlist_comes_back_at_once),
        WITH_THEATRE(a_changed_playlist_that_cannot_be_shown_either_changes_nothing),
        WITH_THEATRE(an_hour_without_anything_planned_is_no_failure),
        WITH_THEATRE(one_zone_that_shows_something_is_enough),
        WITH_THEATRE(nothing_flaps),
        WITH_THEATRE(the_night_is_dark_on_a_rung_too),
        WITH_THEATRE(the_playlist_comes_back_for_its_emergency),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
