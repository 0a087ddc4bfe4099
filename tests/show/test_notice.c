// A line at the bottom edge, for a while.
#include "theatre.h"

#include "support/test.h"

#define S CLOCK_SECOND_US

static const char *const plain =
    "items = ( { id = \"r\"; text = \"甲\"; motion = \"hold\"; hold = 4; background = "
    "\"#804020\"; } );";

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 32}, theatre_time("2026-11-25T08:00"));
    theatre.spots[theatre.spot_count++] = (struct spot){.x = 0, .y = 31};
    theatre.spots[theatre.spot_count++] = (struct spot){.x = 0, .y = 0};
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    theatre_close(*state);
    return 0;
}

static void at(struct theatre *theatre, int64_t at_us, void (*act)(void *self))
{
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = at_us, .act = act, .self = theatre};
}

static void notice(void *self)
{
    show_notice(((struct theatre *)self)->show, "U盘", 10 * S);
}

static void notice_longer(void *self)
{
    show_notice(((struct theatre *)self)->show, "盘U", 20 * S);
}

static void reload(void *self)
{
    ((struct theatre *)self)->reload_wish++;
}

// From one instant to the other the corner is darker than the picture.
static void is_dark(const struct theatre *theatre, int64_t from_us, int64_t until_us)
{
    const struct spot *corner = &theatre->spots[0];
    assert_int_equal(corner->glance_count, 3);
    assert_int_equal(corner->glances[0].colour, 0x804020);
    assert_int_equal(corner->glances[2].colour, 0x804020);
    assert_true((corner->glances[1].colour >> 16) < 0x20);
    assert_in_range(corner->glances[1].at_us, from_us, from_us + 200000);
    assert_in_range(corner->glances[2].at_us, until_us, until_us + 200000);
    assert_int_equal(theatre->spots[1].glance_count, 1); // nothing else changes
}

static void perform(struct theatre *theatre)
{
    char *path = theatre_file(theatre, "list.cfg", plain);
    assert_int_equal(theatre_perform(theatre, path, 60 * S, 0), SHOW_ENDED);
    free(path);
}

static void it_is_there_for_its_time(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 5 * S, notice);
    perform(theatre);
    is_dark(theatre, 5 * S, 15 * S);
}

static void it_outlives_a_change_of_playlist(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 5 * S, notice);
    at(theatre, 7 * S, reload);
    perform(theatre);
    is_dark(theatre, 5 * S, 15 * S);
}

static void the_newer_one_takes_its_place(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 5 * S, notice);
    at(theatre, 10 * S, notice_longer);
    perform(theatre);
    is_dark(theatre, 5 * S, 30 * S);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_there_for_its_time, open_theatre, close_theatre),
        cmocka_unit_test_setup_teardown(it_outlives_a_change_of_playlist, open_theatre,
                                        close_theatre),
        cmocka_unit_test_setup_teardown(the_newer_one_takes_its_place, open_theatre, close_theatre),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
