// What the reader says about a playlist that is not in order: file, line, key, sentence, hint.
// Every case is compared with everything that is printed.
#include "listed.h"
#include "support/test.h"

#include "playlist/playlist.h"

static void a_playlist_without_content_is_told_how_to_get_some(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"",
         "p/f.cfg:1: error: the playlist has nothing to show (text = \"…\"; or items = ( … );)\n"},
        {"items = ( );", "p/f.cfg:1: error: items: the list is empty: there is nothing to show\n"},
        {"items = \"x\";",
         "p/f.cfg:1: error: items: must be a list ( … ), and is a text (items = ( "
         "{ text = \"…\"; }, { file = \"…\"; } );)\n"},
        {"text = \"x\";\nitems = ( \"y\" );",
         "p/f.cfg:1: error: text: cannot stand beside items (put it into items as { … } of its "
         "own)\n"},
        {"text = \"  \";", "p/f.cfg:1: error: text: the text is blank\n"},
        {"text = 110;",
         "p/f.cfg:1: error: text: must be a text, and is a whole number (a text stands "
         "between \" and \")\n"},
    };
    CHECK(cases);
}

static void keys_are_told_where_they_belong(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"text = \"x\";\nspeed = 3;", "p/f.cfg:2: error: speed: does not belong at the top of a "
                                      "playlist (write it in an item, or "
                                      "for all of them in defaults = { … };)\n"},
        {"text = \"x\";\nitmes = 3;",
         "p/f.cfg:2: error: itmes: there is no such key (did you mean items?)\n"},
        {"items = ( { text = \"x\"; color = \"red\"; } );",
         "p/f.cfg:1: error: items[1].color: there is no such key (did you mean colour?)\n"},
        {"items = ( { file = \"a.png\"; speed = 3; text = \"x\"; } );",
         "p/f.cfg:1: error: items[1].speed: means nothing to an item of kind image (leave it out)\n"
         "p/f.cfg:1: error: items[1].text: means nothing to an item of kind image (leave it "
         "out)\n"},
        {"items = ( { text = \"x\"; gain = 3; } );",
         "p/f.cfg:1: error: items[1].gain: means nothing to an item of kind slogan (leave it "
         "out)\n"},
        {"text = \"x\"; defaults = { text = \"y\"; };",
         "p/f.cfg:1: error: defaults.text: there is no such key\n"},
        {"text = \"x\"; defaults = 3;",
         "p/f.cfg:1: error: defaults: must be a group { … }, and is a whole number (defaults = { "
         "colour = \"gold\"; };)\n"},
    };
    CHECK(cases);
}

static void an_item_that_says_too_little_is_told_what_is_missing(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"items = (\n{ id = \"x\"; } );",
         "p/f.cfg:2: error: items[1]: there is nothing to show (text = \"…\"; or file = \"…\"; or "
         "kind = \"clock\";)\n"},
        {"items = ( { file = \"film\"; } );",
         "p/f.cfg:1: error: items[1].file: the ending of the file's name does not say what it is "
         "(kind = \"image\"; or \"video\" or \"audio\")\n"},
        {"items = ( { kind = \"qr\"; } );",
         "p/f.cfg:1: error: items[1].text: an item of kind qr needs it\n"},
        {"items = ( { kind = \"video\"; } );",
         "p/f.cfg:1: error: items[1].file: an item of kind video needs it\n"},
        {"items = ( { kind = \"film\"; file = \"a.mp4\"; } );",
         "p/f.cfg:1: error: items[1].kind: “film” is not known here (one of: \"slogan\", "
         "\"image\", "
         "\"video\", \"audio\", \"qr\", \"clock\")\n"},
        {"items = ( 3 );",
         "p/f.cfg:1: error: items[1]: an item cannot be a whole number ({ text = \"…\"; } or "
         "\"…\")\n"},
        {"items = ( \"\" );", "p/f.cfg:1: error: items[1]: the text is blank\n"},
        {"items = ( { file = \"http://example.cn/a.mp4\"; } );",
         "p/f.cfg:1: error: items[1].file: only files of this computer are shown (put the file "
         "beside the playlist)\n"},
    };
    CHECK(cases);
}

static void what_has_no_effect_is_a_warning(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"items = ( { text = \"x\"; page = \"3s\"; } );",
         "p/f.cfg:1: warning: items[1].page: has no effect on a text that scrolls (motion = "
         "\"hold\";)\n"},
        {"items = ( { text = \"x\"; shadow_offset = 3; } );",
         "p/f.cfg:1: warning: items[1].shadow_offset: has no effect on a text without a shadow "
         "(shadow = \"black\";)\n"},
        {"items = ( { text = \"x\"; shadow_offset = 3; shadow = \"black\"; } );", ""},
        {"defaults = { shadow = \"black\"; }; items = ( { text = \"x\"; shadow_offset = 3; } );",
         ""},
        {"items = ( { text = \"x\"; motion = \"hold\"; speed = 3; } );",
         "p/f.cfg:1: warning: items[1].speed: has no effect on a text that stands still (page = "
         "\"4s\"; sets the pace of pages)\n"},
        {"items = ( { kind = \"audio\"; file = \"a.mp4\"; } );",
         "p/f.cfg:1: warning: items[1].file: kind says audio, and the name of the file says "
         "video\n"},
        {"items = ( { text = \"x\"; transition = { kind = \"cut\"; length = \"1s\"; }; } );",
         "p/f.cfg:1: warning: items[1].transition: a cut takes no time (leave the length out)\n"},
        {"items = ( \"a\",\n\"b\" );\nzones = ( { items = \"item-1\"; } );",
         "p/f.cfg:2: warning: no zone shows the item “item-2” (name it in the items of a zone)\n"},
        {"items = ( \"a\" );\ngroups = ( { name = \"g\"; items = \"item-1\"; } );\n"
         "zones = ( { items = \"item-1\"; } );",
         "p/f.cfg:2: warning: groups[1]: no zone shows the group “g” (name it in the items of a "
         "zone)\n"},
    };
    CHECK(cases);
}

static void numbers_words_and_times_are_held_to_their_range(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"items = ( { text = \"x\"; speed = 5000000000; } );",
         "p/f.cfg:1: error: items[1].speed: 5000000000 px/s is too much (1 … 4000 px/s, or "
         "\"auto\")\n"},
        {"items = ( { text = \"x\"; blink = 3.5; } );",
         "p/f.cfg:1: error: items[1].blink: 3.5 Hz is too much: more than three flashes within a "
         "second can set off a seizure in people with photosensitive epilepsy (WCAG 2.3.1) (0.1 … "
         "3 Hz, or \"off\")\n"},
        {"items = ( { text = \"x\"; blink = 0; } );",
         "p/f.cfg:1: error: items[1].blink: 0 Hz is too little (0.1 … 3 Hz, or \"off\")\n"},
        {"items = ( { text = \"x\"; blink = \"fast\"; } );",
         "p/f.cfg:1: error: items[1].blink: must be a number, and is \"fast\" (0.1 … 3 Hz, or "
         "\"off\")\n"},
        {"items = ( { text = \"x\"; blink = 3; }, { text = \"x\"; blink = \"off\"; } );", ""},
        {"items = ( { kind = \"clock\"; blink = 1; } );",
         "p/f.cfg:1: error: items[1].blink: means nothing to an item of kind clock (leave "
         "it out)\n"},
        {"items = ( { text = \"x\"; shadow = \"black\"; shadow_offset = 65; } );",
         "p/f.cfg:1: error: items[1].shadow_offset: 65 px is too much (1 … 64 px, or \"auto\")\n"},
        {"items = ( { text = \"x\"; weight = 0; } );",
         "p/f.cfg:1: error: items[1].weight: 0 is too little (1 … 100)\n"},
        {"items = ( { text = \"x\"; motion = \"sideways\"; } );",
         "p/f.cfg:1: error: items[1].motion: “sideways” is not known here (one of: \"left\", "
         "\"right\", \"up\", \"down\", \"hold\")\n"},
        {"items = ( { text = \"x\"; transition = { length = \"9s\"; }; } );",
         "p/f.cfg:1: error: items[1].transition.length: 9 s is too much (0.1 … 5 s)\n"
         "p/f.cfg:1: error: items[1].transition: the transition says no kind (kind = \"fade\";)\n"},
        {"text = \"x\"; canvas = \"large\";", "p/f.cfg:1: error: canvas: must be a size, width x "
                                              "height (such as \"1024x128\", each side "
                                              "1 … 16384 px, or \"auto\")\n"},
        {"items = ( { file = \"a.mp4\"; gain = \"loud\"; } );",
         "p/f.cfg:1: error: items[1].gain: must be a number, and is \"loud\" (-60 … 12 dB)\n"},
        {"items = ( { id = \"电影\"; text = \"x\"; } );",
         "p/f.cfg:1: error: items[1].id: “电影” is not an id (1 … 64 of the characters A–Z a–z 0–9 "
         "_ "
         ". -)\n"},
    };
    CHECK(cases);
}

static void names_must_be_known_and_belong_to_one(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"items = ( { id = \"film\"; text = \"x\"; },\n{ id = \"film\"; text = \"y\"; } );",
         "p/f.cfg:2: error: “film” is already the name of the item in line 1 (every item and every "
         "group needs a name of its own)\n"},
        {"items = ( { id = \"item-2\"; text = \"x\"; },\n\"y\" );",
         "p/f.cfg:2: error: “item-2” is already the name of the item in line 1 (every item and "
         "every "
         "group needs a name of its own)\n"},
        {"items = ( { id = \"film\"; text = \"x\"; } );\n"
         "zones = ( { items = ( \"film\" ); },\n{ items = ( \"flim\" ); } );",
         "p/f.cfg:3: error: zones[2].items[1]: no item and no group is called “flim” (did you mean "
         "“film”?)\n"},
        {"items = ( \"x\" );\ngroups = ( { name = \"a\"; items = \"b\"; },\n"
         "{ name = \"b\"; items = ( \"item-1\", \"a\" ); } );\nzones = ( { items = \"a\"; } );",
         "p/f.cfg:3: error: groups[2].items[2]: the group “a” holds itself through “b” (take one "
         "of "
         "them out)\n"},
        {"items = ( \"x\" );\ngroups = ( { name = \"a\"; items = \"a\"; } );",
         "p/f.cfg:2: error: groups[1].items: the group “a” holds itself through “a” (take one of "
         "them out)\n"},
        {"items = ( \"x\" );\ngroups = ( { } );",
         "p/f.cfg:2: error: groups[1].name: every group needs a name\n"
         "p/f.cfg:2: error: groups[1].items: every group needs items (items = ( \"an-id\" ); or a "
         "topic, audience or kind)\n"},
        {"items = ( \"x\" );\nzones = ( { items = ( { text = \"y\"; } ); } );",
         "p/f.cfg:2: error: zones[1].items[1]: must be the name of an item or a group, and is a "
         "group { … } (items are described in the playlist's own items, and named here)\n"},
    };
    CHECK(cases);
}

static void zones_are_held_to_the_canvas(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"text = \"x\"; zones = ( );", "p/f.cfg:1: error: zones: must be a list of 1 … 64 zones "
                                       "(zones = ( { name = \"main\"; items = ( \"…\" ); } );)\n"},
        {"text = \"x\"; zones = ( { x = \"100%\"; items = \"item-1\"; } );",
         "p/f.cfg:1: error: zones[1].x: the zone lies outside of the canvas\n"},
        {"canvas = \"1024x128\"; text = \"x\"; zones = ( { y = 128; items = \"item-1\"; } );",
         "p/f.cfg:1: error: zones[1].y: the zone lies outside of the canvas\n"},
        {"canvas = \"1024x128\"; text = \"x\"; zones = ( { x = 1000; w = 25; items = \"item-1\"; } "
         ");",
         "p/f.cfg:1: warning: zones[1].w: the zone reaches beyond the canvas and is cut off "
         "there\n"},
        {"text = \"x\"; zones = ( { x = \"60%\"; w = \"50%\"; items = \"item-1\"; } );",
         "p/f.cfg:1: warning: zones[1].w: the zone reaches beyond the canvas and is cut off "
         "there\n"},
        {"text = \"x\"; zones = ( { x = \"66.7%\"; w = \"33.3%\"; items = \"item-1\"; } );", ""},
        {"text = \"x\"; zones = ( { x = 900; y = \"80%\"; items = \"item-1\"; } );", ""},
        {"text = \"x\"; zones = ( { w = 0; h = \"120%\"; x = -1; y = \"ten\"; items = \"item-1\"; "
         "} "
         ");",
         "p/f.cfg:1: error: zones[1].x: is out of range (0 … 16384 for pixels, \"0%\" … \"100%\" "
         "of "
         "the canvas)\n"
         "p/f.cfg:1: error: zones[1].w: is out of range (1 … 16384 for pixels, \"1%\" … \"100%\" "
         "of "
         "the canvas)\n"
         "p/f.cfg:1: error: zones[1].y: must be pixels or percent (0 … 16384 for pixels, \"0%\" … "
         "\"100%\" of the canvas)\n"
         "p/f.cfg:1: error: zones[1].h: is out of range (1 … 16384 for pixels, \"1%\" … \"100%\" "
         "of "
         "the canvas)\n"},
        {"text = \"x\"; zones = ( { items = \"item-1\"; }, { } );",
         "p/f.cfg:1: error: zones[2].items: the zone shows nothing (items = ( \"an-id\", "
         "\"a-group\" );)\n"},
    };
    CHECK(cases);
}

static void all_findings_come_in_one_go(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"name = “大厅”；\n"
         "items = ( { id = \"shuadan\"; text = \"刷单\\u53cd\"; speeed = 3; },\n"
         "          { file = \"a.mp4\"; hold = 10s; } );\n"
         "zones = ( { items = ( \"shaudan\", \"item-2\" ); } );\n"
         "/* the end",
         "p/f.cfg:1: error: full-width “ ” ； outside of a text (write \" ; instead: switch the "
         "input "
         "method to English punctuation)\n"
         "p/f.cfg:2: error: \\u53cd would be shown just like that (write the character itself, the "
         "file is UTF-8)\n"
         "p/f.cfg:2: error: items[1].speeed: there is no such key (did you mean speed?)\n"
         "p/f.cfg:3: error: 10s is not a plain number and needs quotes (\"10s\")\n"
         "p/f.cfg:4: error: zones[1].items[1]: no item and no group is called “shaudan” (did you "
         "mean “shuadan”?)\n"
         "p/f.cfg:5: error: the comment that begins with /* here never ends (close it with */)\n"},
    };
    CHECK(cases);
}

static void letters_are_set_in_ways_that_exist(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"items = ( { text = \"x\"; direction = \"down\"; } );",
         "p/f.cfg:1: error: items[1].direction: “down” is not known here (one of: "
         "\"horizontal\", \"vertical\")\n"},
        {"items = ( { text = \"x\"; font_weight = \"heavy\"; antialias = true; } );",
         "p/f.cfg:1: error: items[1].font_weight: “heavy” is not known here (one of: \"auto\", "
         "\"regular\", \"medium\", \"bold\")\n"
         "p/f.cfg:1: error: items[1].antialias: must be a word in quotes, and is true or false "
         "(one of: \"auto\", \"on\", \"off\")\n"},
        {"items = ( { text = \"x\"; letter_spacing = 400; line_spacing = 20; } );",
         "p/f.cfg:1: error: items[1].letter_spacing: 400 % is too much (-20 … 200 %)\n"
         "p/f.cfg:1: error: items[1].line_spacing: 20 % is too little (100 … 300 %)\n"},
        {"items = ( { text = \"x\"; mongolian = \"反诈\"; } );",
         "p/f.cfg:1: warning: items[1].mongolian: has no Mongolian letters (the Chinese text "
         "stands in text)\n"},
        {"items = ( { kind = \"clock\"; mongolian = \"ᠮᠣᠩᠭᠣᠯ\"; } );",
         "p/f.cfg:1: error: items[1].mongolian: means nothing to an item of kind clock (leave it "
         "out)\n"},
    };
    CHECK(cases);
}

// Twenty groups of two that each name the one before stand for a million items.
static void groups_of_groups_cannot_grow_without_limit(void **state)
{
    (void)state;
    struct str text = {0};
    str_add(&text, "items = ( \"x\" ); groups = ( { name = \"g0\"; items = \"item-1\"; }");
    for (int i = 1; i <= 60; i++) {
        str_addf(&text, ", { name = \"g%d\"; items = ( \"g%d\", \"g%d\" ); }", i, i - 1, i - 1);
    }
    str_add(&text, " ); zones = ( { items = \"g60\"; } );");
    struct finding_case one = {
        text.text, "p/f.cfg:1: error: zones[1].items: stands for more than 9999 items\n"};
    check_cases(&one, 1);
    str_fini(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_playlist_without_content_is_told_how_to_get_some),
        cmocka_unit_test(keys_are_told_where_they_belong),
        cmocka_unit_test(an_item_that_says_too_little_is_told_what_is_missing),
        cmocka_unit_test(what_has_no_effect_is_a_warning),
        cmocka_unit_test(numbers_words_and_times_are_held_to_their_range),
        cmocka_unit_test(names_must_be_known_and_belong_to_one),
        cmocka_unit_test(zones_are_held_to_the_canvas),
        cmocka_unit_test(all_findings_come_in_one_go),
        cmocka_unit_test(letters_are_set_in_ways_that_exist),
        cmocka_unit_test(groups_of_groups_cannot_grow_without_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
