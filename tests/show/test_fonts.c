// Fonts that a playlist brings, while it is on.
#include "support/test.h"
#include "theatre.h"

#include "screen/frame.h"

#include <stdlib.h>

#define S INT64_C(1000000)
#define SERIF "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"

static const char plain[] =
    "items = ( { id = \"a\"; text = \"反诈\"; motion = \"hold\"; hold = 5; } );";
static const char serif[] =
    "font = \"" SERIF "#2\";"
    "items = ( { id = \"b\"; text = \"反诈\"; motion = \"hold\"; hold = 5; } );";

static struct theatre theatre;
static uint64_t hashes[3];
static int hash_count;

static int open_theatre(void **state)
{
    (void)state;
    theatre_open(&theatre, (struct size){128, 64}, theatre_time("2026-11-23T09:00"));
    hash_count = 0;
    return 0;
}

static int close_theatre(void **state)
{
    (void)state;
    theatre_close(&theatre);
    return 0;
}

static void look(void *self)
{
    (void)self;
    hashes[hash_count++] = frame_hash(screen_canvas(theatre.memory));
}

static void write_plain(void *self)
{
    (void)self;
    free(theatre_file(&theatre, "list.cfg", plain));
}

static void write_serif(void *self)
{
    (void)self;
    free(theatre_file(&theatre, "list.cfg", serif));
}

static void at(int64_t at_us, void (*act)(void *self))
{
    theatre.cues[theatre.cue_count++] = (struct cue){.at_us = at_us, .act = act};
}

static void perform(const char *text, int64_t for_us)
{
    char *path = theatre_file(&theatre, "list.cfg", text);
    theatre_perform(&theatre, path, for_us, -1);
    free(path);
}

static void a_playlist_is_written_with_its_own_fonts_while_it_is_on(void **state)
{
    (void)state;
    at(2 * S, look);
    at(3 * S, write_serif);
    at(7 * S, look);
    at(8 * S, write_plain);
    at(12 * S, look);
    perform(plain, 14 * S);
    assert_int_equal(hash_count, 3);
    assert_true(hashes[0] != hashes[1]);
    assert_true(hashes[0] == hashes[2]);
}

static void write_broken(void *self)
{
    (void)self;
    free(
        theatre_file(&theatre, "list.cfg",
                     "font = \"missing.ttf\";"
                     "items = ( { id = \"c\"; text = \"反诈\"; motion = \"hold\"; hold = 5; } );"));
}

static void a_missing_font_is_told_and_the_usual_ones_write(void **state)
{
    (void)state;
    at(2 * S, look);
    at(3 * S, write_broken);
    at(7 * S, look);
    perform(plain, 9 * S);
    assert_true(hashes[0] == hashes[1]);
    assert_non_null(strstr(str_text(&theatre.said), "missing.ttf"));
    assert_int_equal(theatre.black_presents, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_playlist_is_written_with_its_own_fonts_while_it_is_on,
                                        open_theatre, close_theatre),
        cmocka_unit_test_setup_teardown(a_missing_font_is_told_and_the_usual_ones_write,
                                        open_theatre, close_theatre),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
