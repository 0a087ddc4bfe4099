// Endless zones: what they read as, and what cannot run in them.
#include "listed.h"
#include "support/test.h"

#include "base/mem.h"

#define ZONE(more) "zones = ( { endless = true; items = ( \"a\", \"b\" ); " more " } );"
#define TEXTS "items = ( { id = \"a\"; text = \"x\"; },\n{ id = \"b\"; text = \"y\"; } );\n"

static void an_endless_zone_has_a_separator_and_one_speed(void **state)
{
    (void)state;
    static const struct {
        const char *text, *separator;
        int speed_px_s;
    } cases[] = {
        {TEXTS ZONE(""), "　◆　", 0},
        {TEXTS ZONE("speed = 90; separator = \"\";"), "", 90},
        {TEXTS ZONE("separator = \"[gold] ★ [/]\"; speed = \"auto\";"), "[gold] ★ [/]", 0},
        {"defaults = { speed = 60; };\n" TEXTS ZONE(""), "　◆　", 60},
        {"defaults = { speed = 60; transition = \"fade\"; };\n" TEXTS ZONE("speed = 80;"), "　◆　",
         80},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool is_said = i == 4; // items of 60 in a zone of 80
        struct playlist *playlist = listed(
            cases[i].text,
            is_said ? "p/f.cfg:4: warning: zones[1].items: the speed of “a” (line 2) has no effect "
                      "in an endless zone (speed = …; in the zone is for all of them)\n"
                      "p/f.cfg:4: warning: zones[1].items: the speed of “b” (line 3) has no effect "
                      "in an endless zone (speed = …; in the zone is for all of them)\n"
                    : "");
        const struct zone *zone = &playlist->zones[0];
        assert_true(zone->is_endless);
        assert_string_equal(zone->separator, cases[i].separator);
        assert_int_equal(zone->speed_px_s, cases[i].speed_px_s);
        assert_int_equal(zone->transition.kind, TRANSITION_CUT);
        playlist_free(playlist);
    }
}

static void other_zones_have_neither(void **state)
{
    (void)state;
    struct playlist *playlist = listed("text = \"x\";", "");
    assert_false(playlist->zones[0].is_endless);
    assert_int_equal(playlist->zones[0].speed_px_s, 0);
    playlist_free(playlist);
}

static void what_cannot_follow_without_a_gap_is_refused_by_name(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"items = ( { id = \"a\"; text = \"x\"; },\n{ id = \"b\"; file = \"b.png\"; } );\n" ZONE(
             ""),
         "p/f.cfg:3: error: zones[1].items: “b” (line 2) is an image, and only texts follow each "
         "other without a gap (show it in a zone of its own, or leave endless out)\n"},
        {"items = ( { id = \"a\"; text = \"x\"; }, { id = \"b\"; text = \"y\"; motion = \"hold\"; "
         "} );\n"
         "zones = ( { endless = true; } );",
         "p/f.cfg:2: error: zones[1]: “b” (line 1) stands still, and texts that follow each "
         "other without a gap run to the left, or to the right (motion = \"left\"; or show it in a "
         "zone of its own)\n"},
        {"items = ( { id = \"a\"; text = \"x\"; motion = \"hold\"; },\n"
         "{ id = \"b\"; text = \"y\"; motion = \"up\"; } );\n" ZONE(""),
         "p/f.cfg:3: error: zones[1].items: “a” (line 1) stands still, and texts that follow each "
         "other without a gap run to the left, or to the right (motion = \"left\"; or show it in a "
         "zone of its own)\n"
         "p/f.cfg:3: error: zones[1].items: “b” (line 2) runs upwards, and texts that follow each "
         "other without a gap run to the left, or to the right (motion = \"left\"; or show it in a "
         "zone of its own)\n"},
        {"items = ( { id = \"a\"; text = \"x\"; },\n"
         "{ id = \"b\"; text = \"y\"; direction = \"vertical\"; } );\n" ZONE(""),
         "p/f.cfg:3: error: zones[1].items: “b” (line 2) is set in columns, and only lines follow "
         "each other without a gap (direction = \"horizontal\"; or show it in a zone of its "
         "own)\n"},
        {"items = ( { id = \"a\"; text = \"x\"; },\n"
         "{ id = \"b\"; text = \"y\"; motion = \"right\"; } );\n" ZONE(""),
         "p/f.cfg:3: error: zones[1].items: “b” (line 2) runs to the right, and “a” runs to the "
         "left (let all texts of the zone run one way)\n"},
        {"items = ( { id = \"a\"; text = \"x\"; hold = 5; },\n{ id = \"b\"; text = \"y\"; } "
         ");\n" ZONE(""),
         "p/f.cfg:3: error: zones[1].items: “a” (line 1) says hold, and in an endless zone a text "
         "takes as long as it is long (leave hold out; passes = 2; lets it run twice)\n"},
        {"items = ( { id = \"a\"; text = \"x\"; },\n{ id = \"b\"; text = \"y\"; } );\n" ZONE(
             "endles = true;"),
         "p/f.cfg:3: error: zones[1].endles: there is no such key (did you mean endless?)\n"},
        {TEXTS ZONE("separator = 3; speed = 0;"),
         "p/f.cfg:3: error: zones[1].speed: 0 px/s is too little (1 … 4000 px/s, or \"auto\")\n"
         "p/f.cfg:3: error: zones[1].separator: must be a text, and is a whole number (a text "
         "stands between \" and \")\n"},
    };
    CHECK(cases);
}

static void what_the_zone_decides_is_told_where_an_item_says_it(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"items = ( { id = \"a\"; text = \"x\"; transition = \"fade\"; },\n"
         "{ id = \"b\"; text = \"y\"; speed = 70; } );\n" ZONE("speed = 70; transition = "
                                                               "\"slide\";"),
         "p/f.cfg:3: warning: zones[1].transition: has no effect in an endless zone (leave it "
         "out)\n"
         "p/f.cfg:3: warning: zones[1].items: the transition of “a” (line 1) has no effect in an "
         "endless zone (leave it out)\n"},
        {TEXTS "zones = ( { items = ( \"a\", \"b\" );\nseparator = \"x\";\nspeed = 3; } );",
         "p/f.cfg:4: warning: zones[1].separator: has no effect where texts come one by one "
         "(endless = true;)\n"
         "p/f.cfg:5: warning: zones[1].speed: has no effect where texts come one by one (endless = "
         "true; or speed = …; in the items)\n"},
    };
    CHECK(cases);
}

static void what_stands_in_may_be_of_any_kind(void **state)
{
    (void)state;
    struct playlist *playlist =
        listed("items = ( { id = \"a\"; text = \"x\"; }, { id = \"b\"; text = \"y\"; },"
               " { id = \"card\"; file = \"c.png\"; } );\n"
               "filler = \"card\"; clock_unknown = \"card\";\n" ZONE(""),
               "");
    assert_int_equal(playlist->zones[0].filler_count, 1);
    playlist_free(playlist);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_endless_zone_has_a_separator_and_one_speed),
        cmocka_unit_test(other_zones_have_neither),
        cmocka_unit_test(what_cannot_follow_without_a_gap_is_refused_by_name),
        cmocka_unit_test(what_the_zone_decides_is_told_where_an_item_says_it),
        cmocka_unit_test(what_stands_in_may_be_of_any_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
