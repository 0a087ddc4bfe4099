// Screens side by side: with sync = "wall" they show the same at every instant, whenever each was
// started; without it an item that comes on late begins at its beginning.
#include "logbook.h"

#include "support/test.h"

#include "base/mem.h"
#include "screen/frame.h"

#define S CLOCK_SECOND_US
#define LOOK_US INT64_C(50000)

enum { LOOKS = 800 };

// A scroll, a text of several pages, pictures that hold, lengths that are no whole frames.
static const char three_zones[] =
    "items = ( { id = \"scroll\"; text = \"陌生来电不轻信，转账汇款多核实。\"; speed = 37; },\n"
    "          { id = \"red\"; text = \"甲\"; motion = \"hold\"; hold = \"7.013s\";\n"
    "            background = \"#ff0000\"; transition = \"fade\"; },\n"
    "          { id = \"pages\"; text = \"未知链接不点击\\n个人信息不透露\"; motion = \"hold\";\n"
    "            page = \"1.7s\"; size = 16; },\n"
    "          { id = \"up\"; text = \"反诈专线96110\"; motion = \"up\"; speed = 11; },\n"
    "          { id = \"clock\"; kind = \"clock\"; seconds = true; hold = \"5.5s\"; } );\n"
    "zones = ( { name = \"top\"; h = \"40%\"; items = ( \"scroll\", \"red\" ); },\n"
    "          { name = \"middle\"; y = \"40%\"; h = \"30%\"; items = ( \"pages\", \"up\" ); },\n"
    "          { name = \"low\"; y = \"70%\"; h = \"30%\"; items = ( \"clock\", \"scroll\" ); } "
    ");\n";

// What was on the glass, one picture after the other.
struct album {
    struct theatre *theatre;
    uint64_t pictures[LOOKS];
    int count;
};

// And again three frames later.
static void look(void *self)
{
    struct album *album = self;
    struct theatre *theatre = album->theatre;
    album->pictures[album->count++] = frame_hash(screen_canvas(theatre->memory));
    theatre->cues[0].at_us += LOOK_US;
    theatre->cues_done = 0;
    theatre->cue_count = album->count < LOOKS;
}

// Looks from 08:01:00 on at a show that began at `start`.
static struct album watch(const char *start, const char *mode)
{
    struct theatre theatre;
    struct album album = {.theatre = &theatre};
    theatre_open(&theatre, (struct size){96, 80}, theatre_time(start));
    int64_t until_us = theatre_time("2026-11-25T08:01:00").us - theatre.time.wall.us;
    theatre.cues[0] = (struct cue){until_us, 0, look, &album};
    theatre.cue_count = 1;
    char *text = mem_format("sync = \"%s\";\n%s", mode, three_zones);
    char *path = theatre_file(&theatre, "list.cfg", text);
    assert_int_equal(theatre_perform(&theatre, path, until_us + LOOKS * LOOK_US + S, 1),
                     SHOW_ENDED);
    free(text);
    free(path);
    theatre_close(&theatre);
    assert_int_equal(album.count, LOOKS);
    return album;
}

static int differences(const struct album *a, const struct album *b)
{
    int count = 0;
    for (int i = 0; i < LOOKS; i++) {
        count += a->pictures[i] != b->pictures[i];
    }
    return count;
}

static void neighbours_show_the_same_whenever_they_were_started(void **state)
{
    (void)state;
    static const char *const starts[] = {"2026-11-25T08:00:58", "2026-11-25T08:00:41",
                                         "2026-11-25T08:00:17", "2026-11-25T07:58:03"};
    struct album first = watch("2026-11-25T08:00:00", "wall");
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        struct album other = watch(starts[i], "wall");
        assert_int_equal(differences(&first, &other), 0);
    }
    int changes = 0;
    for (int i = 1; i < LOOKS; i++) { // and something happens at all
        changes += first.pictures[i] != first.pictures[i - 1];
    }
    assert_true(changes > LOOKS / 2);
}

static void without_it_they_need_not(void **state)
{
    (void)state;
    struct album first = watch("2026-11-25T08:00:00", "off");
    struct album other = watch("2026-11-25T08:00:58", "off");
    assert_true(differences(&first, &other) > 0);
}

// The seconds of a late start that are shown of an item of red, then green.
static void watch_late(struct theatre *theatre, const char *mode)
{
    theatre_open(theatre, (struct size){64, 32}, theatre_time("2026-11-25T08:00:04"));
    char *text =
        mem_format("sync = \"%s\";\n"
                   "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 10; },\n"
                   "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 10; } );\n",
                   mode);
    char *path = theatre_file(theatre, "list.cfg", text);
    assert_int_equal(theatre_perform(theatre, path, 20 * S, 0), SHOW_ENDED);
    free(text);
    free(path);
}

static void a_late_start_ends_with_the_slot_and_is_told_as_what_it_was(void **state)
{
    (void)state;
    struct theatre theatre;
    watch_late(&theatre, "off"); // from its beginning: cut by the slot's end
    expect_plays(&theatre, "main", "a 0.0 preempted, b 6.0 complete, a 16.0 shutdown");
    theatre_close(&theatre);
    watch_late(&theatre, "wall"); // its last six seconds, all of them
    expect_plays(&theatre, "main", "a 0.0 complete, b 6.0 complete, a 16.0 shutdown");
    assert_int_equal(theatre_sums(&theatre).full, 2);
    theatre_close(&theatre);
}

// Without what earlier starts learned, the plan takes these pages for much longer than they are.
static void what_would_be_over_already_is_not_shown_for_a_frame(void **state)
{
    (void)state;
    struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 32}, theatre_time("2026-11-25T08:00:10"));
    theatre.is_live = true;
    char *path = theatre_file(
        &theatre, "list.cfg",
        "sync = \"wall\";\n"
        "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; page = \"3s\"; },\n"
        "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; page = \"3s\"; } );\n");
    assert_int_equal(theatre_perform(&theatre, path, 6 * S, 0), SHOW_ENDED);
    free(path);
    expect_plays(&theatre, "main", "b 0.0 complete, a 2.0 complete, b 5.0 shutdown");
    theatre_close(&theatre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbours_show_the_same_whenever_they_were_started),
        cmocka_unit_test(without_it_they_need_not),
        cmocka_unit_test(a_late_start_ends_with_the_slot_and_is_told_as_what_it_was),
        cmocka_unit_test(what_would_be_over_already_is_not_shown_for_a_frame),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
