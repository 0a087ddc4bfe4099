// Walls and light in a point's file: what arrives, and what is said about the rest.
#include "support/findings.h"
#include "support/test.h"

#include "base/str.h"
#include "point/point.h"

static struct point *load(const char *text, const char *findings)
{
    struct str whole = {0};
    str_addf(&whole, "id = \"a\"; %s", text);
    struct troubles troubles = {0};
    struct point *point = point_parse("p.cfg", whole.text, whole.length, &troubles);
    expect_findings(&troubles, point == NULL, text, findings);
    str_fini(&whole);
    return point;
}

static void a_ribbon_is_folded_by_a_word(void **state)
{
    (void)state;
    struct point *point =
        load("canvas = \"1024x32\"; wall = { fold = 4; serpentine = true; };", "");
    assert_int_equal(point->wall.count, 4);
    assert_int_equal(point->wall.output.w, 256);
    assert_int_equal(point->wall.output.h, 128);
    assert_int_equal(point->wall.pieces[3].quarters, 2);
    assert_true(point->has_place); // the corner, unless it says another place
    assert_int_equal(point->place.x, 0);
    point_free(point);
    point = load("canvas = \"16x300\"; wall = { fold = 3; }; place = { x = 5; };", "");
    assert_int_equal(point->wall.output.w, 48);
    assert_int_equal(point->wall.pieces[1].quarters, 0);
    assert_int_equal(point->place.x, 5);
    point_free(point);
}

static void pieces_arrive_as_they_are_written(void **state)
{
    (void)state;
    struct point *point =
        load("canvas = \"512x160\"; wall = ("
             "{ from = { x = 0; y = 0; w = 256; h = 32; }; to = { x = 0; y = 0; }; },"
             "{ from = { x = 256; h = 32; }; to = { y = 32; }; turn = 180; },"
             "{ from = { y = 32; w = 128; }; to = { x = 300; }; turn = 90; mirror = "
             "\"left-right\"; },"
             "{ from = { x = 128; y = 32; }; to = { y = 200; }; turn = 90; mirror = \"up-down\"; "
             "} );",
             "");
    assert_int_equal(point->wall.count, 4);
    const struct piece *pieces = point->wall.pieces;
    assert_int_equal(pieces[1].from.x, 256);
    assert_int_equal(pieces[1].from.w, 256); // to the edge
    assert_int_equal(pieces[1].y, 32);
    assert_int_equal(pieces[1].quarters, 2);
    assert_false(pieces[1].is_mirrored);
    assert_int_equal(pieces[2].from.h, 128);
    assert_int_equal(pieces[2].quarters, 1);
    assert_true(pieces[2].is_mirrored);
    assert_true(pieces[3].is_mirrored);
    assert_int_equal(pieces[3].quarters, 3);
    point_free(point);
    point = load("canvas = \"8x4\"; wall = { from = { }; to = { x = 2; }; turn = 270; };", "");
    assert_int_equal(point->wall.count, 1);
    assert_int_equal(point->wall.output.w, 6);
    point_free(point);
}

static void the_whole_turns_what_the_wall_arranges(void **state)
{
    (void)state;
    struct point *point = load("turn = 90;", "");
    assert_int_equal(point->quarters, 1);
    struct wallmap map = point_map(point, (struct size){1080, 1920});
    assert_int_equal(map.output.w, 1920);
    assert_int_equal(map.output.h, 1080);
    wallmap_fini(&map);
    point_free(point);
    point = load("turn = 270; canvas = \"64x8\"; wall = { fold = 2; };", "");
    map = point_map(point, point->canvas);
    assert_int_equal(map.output.w, 16);
    assert_int_equal(map.output.h, 32);
    assert_int_equal(map.pieces[0].quarters, 3);
    wallmap_fini(&map);
    point_free(point);
}

#define HINT                                                                                       \
    "wall = { fold = 4; }; or a list: ( { from = { x = 0; y = 0; w = 256; h = 32; }; to = { x = "  \
    "0; y = 0; }; }, … );"

static void mistakes_in_walls_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *text, *findings;
    } cases[] = {
        {"turn = 45;",
         "p.cfg:1: error: turn: 45 degrees are no right angle (0, 90, 180 or 270, clockwise)\n"},
        {"turn = 360;", "p.cfg:1: error: turn: 360 degrees is too much (0 … 270 degrees)\n"},
        {"\nwall = { fold = 4; };",
         "p.cfg:2: error: wall: needs the size of the canvas that it cuts (canvas = "
         "\"1024x32\";)\n"},
        {"canvas = \"1000x32\"; wall = { fold = 3; };",
         "p.cfg:1: error: wall.fold: 1000 px cannot be cut into 3 equal parts (fold = 2; "
         "or 4)\n"},
        {"canvas = \"8x32\"; wall = { fold = 101; };",
         "p.cfg:1: error: wall.fold: 101 parts is too much (2 … 100 parts)\n"},
        {"canvas = \"16000x400\"; wall = { fold = 50; };",
         "p.cfg:1: error: wall.fold: 50 parts of 400 px reach over more than 16384 px\n"},
        {"canvas = \"8x32\"; wall = { folds = 2; };",
         "p.cfg:1: error: wall.folds: there is no such key (did you mean fold?)\n"
         "p.cfg:1: error: wall.fold: how many parts the ribbon is cut into is missing (" HINT
         ")\n"},
        {"canvas = \"8x8\"; wall = 4;",
         "p.cfg:1: error: wall: must be a list ( … ) or a group { … }, and is a whole number (" HINT
         ")\n"},
        {"canvas = \"8x8\"; wall = ( );", "p.cfg:1: error: wall: the list is empty (" HINT ")\n"},
        {"canvas = \"8x8\"; wall = ( 3, { to = { }; } );",
         "p.cfg:1: error: wall[1]: must be a group { … }, and is a whole number (" HINT ")\n"
         "p.cfg:1: error: wall[2].from: the piece does not say from (" HINT ")\n"},
        {"canvas = \"64x32\";\nwall = ( { from = { w = 32; }; to = { }; },\n"
         "{ from = { x = 32; w = 33; }; to = { x = 32; }; } );",
         "p.cfg:3: error: wall[2].from: 33x32 px at 32,0 are not all on the canvas of 64x32\n"},
        {"canvas = \"64x32\";\nwall = ( { from = { w = 32; }; to = { }; },\n"
         "{ from = { x = 32; }; to = { x = 30; y = 2; }; } );",
         "p.cfg:3: error: wall[2].to: lies over piece 1 on the output: 2x30 px at 30,2\n"},
        {"canvas = \"64x32\";\nwall = ( { from = { w = 32; }; to = { }; mirror = \"left\"; } );",
         "p.cfg:2: error: wall[1].mirror: “left” is not known here (one of: \"none\", "
         "\"left-right\", \"up-down\")\n"},
        {"canvas = \"64x32\"; wall = ( { from = { x = -1; }; to = { x = 16384; }; turnn = 90; } );",
         "p.cfg:1: error: wall[1].turnn: there is no such key (did you mean turn?)\n"
         "p.cfg:1: error: wall[1].from.x: -1 px is too little (0 … 16383 px)\n"
         "p.cfg:1: error: wall[1].to.x: 16384 px is too much (0 … 16383 px)\n"},
        {"canvas = \"64x32\"; wall = ( { from = { }; to = { x = 16380; }; } );",
         "p.cfg:1: error: wall: the pieces reach over 16444x32 px, and at most 16384 a side are "
         "possible\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        point_free(load(cases[i].text, cases[i].findings));
    }
}

static void parts_shown_twice_or_nowhere_are_worth_a_warning(void **state)
{
    (void)state;
    struct point *point = load(
        "canvas = \"64x32\";\nwall = ( { from = { w = 32; }; to = { }; },\n"
        "{ from = { x = 24; w = 32; }; to = { x = 32; }; } );",
        "p.cfg:2: warning: wall: 12.5 % of the canvas is shown nowhere, such as 8x32 px at 56,0 "
        "(make the canvas smaller, or add a piece)\n"
        "p.cfg:3: warning: wall[2].from: shows a part of the canvas that piece 1 shows too\n");
    assert_int_equal(point->wall.count, 2);
    point_free(point);
}

static void a_list_of_pieces_has_a_limit(void **state)
{
    (void)state;
    struct str text = {0};
    str_add(&text, "canvas = \"101x1\"; wall = ( ");
    for (int i = 0; i <= WALLMAP_PIECES_MOST; i++) {
        str_addf(&text, "%s{ from = { x = %d; w = 1; }; to = { x = %d; }; }", i == 0 ? "" : ", ", i,
                 i);
    }
    str_add(&text, " );");
    assert_null(load(text.text, "p.cfg:1: error: wall: the list is longer than 100 elements\n"));
    str_fini(&text);
}

static void light_arrives(void **state)
{
    (void)state;
    struct point *point = load("brightness = 80; gamma = 2.2;", "");
    assert_int_equal(point->light.step_count, 1);
    assert_int_equal(light_least(&point->light), 800);
    assert_true(point->light.gamma[2] > 2.19 && point->light.gamma[2] < 2.21);
    point_free(point);
    point =
        load("brightness = ( { at = \"18:00\"; level = 60; }, { at = \"6:30\"; level = 40; } );"
             "ramp = \"10m\"; night = { hours = ( \"22:00-06:00\", \"12:00-13:00\" ); most = 20; "
             "}; gamma = ( 2, 2.3, 2.1 );",
             "");
    const struct light *light = &point->light;
    assert_int_equal(light->step_count, 2);
    assert_int_equal(light->steps[0].at_min, 390); // in order of time
    assert_int_equal(light->steps[1].percent, 60);
    assert_int_equal(light->ramp_us, 600 * CLOCK_SECOND_US);
    assert_int_equal(light->night_count, 2);
    assert_int_equal(light->night_percent, 20);
    assert_true(light->gamma[0] > 1.99 && light->gamma[0] < 2.01);
    assert_true(light->gamma[1] > 2.29 && light->gamma[1] < 2.31);
    point_free(point);
}

#define BRIGHTNESS_HINT                                                                            \
    "brightness = 80; or a list: ( { at = \"06:30\"; level = 40; }, { at = \"18:00\"; level = "    \
    "60; } );"

static void mistakes_in_light_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *text, *findings;
    } cases[] = {
        {"brightness = 0;", "p.cfg:1: error: brightness: 0 % is too little (1 … 100 %)\n"},
        {"brightness = \"80%\";",
         "p.cfg:1: error: brightness: must be a whole number or a list ( … ), and is a text "
         "(" BRIGHTNESS_HINT ")\n"},
        {"brightness = ( { at = \"24:00\"; level = 10; }, { at = \"8:00\"; levle = 10; }, { level "
         "= "
         "3; } );",
         "p.cfg:1: error: brightness[1].at: “24:00” is not a time of day (\"06:30\", from "
         "\"00:00\" to \"23:59\")\n"
         "p.cfg:1: error: brightness[2].levle: there is no such key (did you mean level?)\n"
         "p.cfg:1: error: brightness[2].level: the level is missing (" BRIGHTNESS_HINT ")\n"
         "p.cfg:1: error: brightness[3].at: the time of day is missing (\"06:30\", from \"00:00\" "
         "to \"23:59\")\n"},
        {"brightness = ( { at = \"08:00\"; level = 10; }, { at = \"8:00\"; level = 20; } );",
         "p.cfg:1: error: brightness[2].at: there are two levels for 08:00 (leave one of them "
         "out)\n"},
        {"brightness = ( 10, 20 );",
         "p.cfg:1: error: brightness[1]: must be a group { … }, and is a whole number "
         "(" BRIGHTNESS_HINT ")\n"
         "p.cfg:1: error: brightness[2]: must be a group { … }, and is a whole number "
         "(" BRIGHTNESS_HINT ")\n"},
        {"ramp = \"5h\";", "p.cfg:1: error: ramp: 18000 s is too much (0 … 14400 s)\n"},
        {"night = \"22:00-06:00\";",
         "p.cfg:1: error: night: must be a group { … }, and is a text (night = { hours = "
         "\"22:00-06:00\"; most = 20; };)\n"},
        {"night = { hours = \"22:00-06:00\"; };",
         "p.cfg:1: error: night.most: a night limit needs both hours and most (night = { hours = "
         "\"22:00-06:00\"; most = 20; };)\n"},
        {"night = { hours = \"10pm\"; most = 101; };",
         "p.cfg:1: error: night.most: 101 % is too much (1 … 100 %)\n"},
        {"gamma = ( 2.2, 2.2 );",
         "p.cfg:1: error: gamma: must be one number, or three, and is a list of 2 (gamma = 2.2; "
         "or, for red, green and blue, ( 2.2, 2.3, 2.1 );)\n"},
        {"gamma = ( 2.2, 9, \"x\" );",
         "p.cfg:1: error: gamma[2]: 9 is too much (0.5 … 4)\n"
         "p.cfg:1: error: gamma[3]: must be a number, and is a text (gamma = 2.2; or, for red, "
         "green and blue, ( 2.2, 2.3, 2.1 );)\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        point_free(load(cases[i].text, cases[i].findings));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ribbon_is_folded_by_a_word),
        cmocka_unit_test(pieces_arrive_as_they_are_written),
        cmocka_unit_test(the_whole_turns_what_the_wall_arranges),
        cmocka_unit_test(mistakes_in_walls_are_told),
        cmocka_unit_test(parts_shown_twice_or_nowhere_are_worth_a_warning),
        cmocka_unit_test(a_list_of_pieces_has_a_limit),
        cmocka_unit_test(light_arrives),
        cmocka_unit_test(mistakes_in_light_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
