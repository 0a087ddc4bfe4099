// When and how often: what arrives of dayparts, shares, counts, gaps, tags and stand-ins, and what
// is said about the rest.
#include "support/test.h"

#include "base/str.h"
#include "playlist/playlist.h"

static struct playlist *load(const char *text, const char *findings)
{
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_parse("p/f.cfg", text, strlen(text), &troubles);
    struct str out = {0};
    troubles_print(&troubles, &out);
    if (strcmp(str_text(&out), findings) != 0) {
        fail_msg("of <<%s>>\n got: %s\nwant: %s", text, str_text(&out), findings);
    }
    assert_int_equal(playlist == NULL, troubles_errors(&troubles) > 0);
    str_fini(&out);
    troubles_fini(&troubles);
    return playlist;
}

struct finding_case {
    const char *text, *findings;
};

static void check(const struct finding_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        playlist_free(load(cases[i].text, cases[i].findings));
    }
}
#define CHECK(cases) check(cases, sizeof(cases) / sizeof(cases)[0])

// --- dayparts ---------------------------------------------------------------------------------

static void without_a_word_everything_always_plays(void **state)
{
    (void)state;
    struct playlist *playlist = load("text = \"x\";", "");
    assert_int_equal(playlist->daypart_count, 0);
    assert_int_equal(playlist->items[0].daypart_count, 0);
    assert_int_equal(playlist->items[0].priority, PRIORITY_NORMAL);
    assert_int_equal(playlist->items[0].often.weight, 1);
    assert_int_equal(playlist->items[0].often.share_ppm, 0);
    assert_int_equal(playlist->sync, SYNC_OFF);
    assert_null(playlist->calendar);
    assert_null(playlist->cases.path);
    assert_int_equal(playlist->zones[0].filler_count, 0);
    assert_int_equal(playlist->zones[0].clock_unknown_count, 0);
    assert_int_equal(playlist->zones[0].topic_gap_us, 0);
    playlist_free(playlist);
}

static void a_daypart_arrives_with_all_its_keys(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("items = ( { text = \"x\"; audience = \"老年人\"; topic = \"养老诈骗\"; } );\n"
             "dayparts = ( { name = \"pensions\"; from = \"1970-01-02\"; until = \"1970-01-03\";"
             "days = \"workday\"; month_days = ( 10, -1 ); festivals = \"重阳节\";"
             "hours = \"08:30-11:30\"; audience = ( \"老年人\" ); topic = \"养老诈骗\";"
             "lift = 2.5; } );",
             "");
    const struct daypart *daypart = &playlist->dayparts[0];
    assert_int_equal(playlist->daypart_count, 1);
    assert_string_equal(daypart->name, "pensions");
    assert_false(daypart->is_own);
    assert_int_equal(daypart->when.first_day, 1);
    assert_int_equal(daypart->when.last_day, 2);
    assert_int_equal(daypart->when.days, DAYS_WORKDAY);
    assert_int_equal(daypart->when.month_days, 1 << 10 | 1);
    assert_string_equal(daypart->when.festivals[0], "重阳节");
    assert_int_equal(daypart->when.hours[0].from_min, 510);
    assert_string_equal(daypart->audiences[0], "老年人");
    assert_string_equal(daypart->topics[0], "养老诈骗");
    assert_true(daypart->lift == 2.5);
    assert_int_equal(daypart->line, 2);
    playlist_free(playlist);
}

static void an_item_names_dayparts_or_says_its_own_times(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("items = ( { text = \"a\"; when = \"night\"; },"
             "{ text = \"b\"; when = ( \"day\", \"night\", \"day\" ); },"
             "{ id = \"c\"; text = \"c\"; when = { days = \"mon\"; }; },"
             "{ id = \"d\"; text = \"d\"; when = ( \"day\", { hours = \"1:00-2:00\"; } ); } );"
             "dayparts = ( { name = \"day\"; hours = \"8:00-18:00\"; },"
             "             { name = \"night\"; hours = \"18:00-8:00\"; } );",
             "");
    const struct item *items = playlist->items;
    assert_int_equal(playlist->daypart_count, 4);
    assert_int_equal(items[0].daypart_count, 1);
    assert_int_equal(items[0].dayparts[0], 1);
    assert_int_equal(items[1].daypart_count, 2);
    assert_int_equal(items[1].dayparts[0], 0);
    assert_int_equal(items[2].dayparts[0], 2);
    assert_true(playlist->dayparts[2].is_own);
    assert_string_equal(playlist->dayparts[2].name, "c");
    assert_int_equal(items[3].daypart_count, 2);
    assert_int_equal(items[3].dayparts[1], 3);
    assert_string_equal(playlist->dayparts[3].name, "d");
    playlist_free(playlist);
}

static void times_do_not_change_what_is_shown(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("items = ( { text = \"x\"; }, { text = \"x\"; when = { days = \"mon\"; }; "
             "priority = \"high\"; share = \"5%\"; max_per_hour = 3; gap = \"1m\"; } );",
             "");
    assert_string_equal(playlist->items[0].source, playlist->items[1].source);
    playlist_free(playlist);
}

#define WHEN_HINT " (when = \"a-daypart\"; or when = { hours = \"08:30-11:30\"; };)\n"

static void mistakes_in_dayparts_are_told(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"text = \"x\"; dayparts = 3;",
         "p/f.cfg:1: error: dayparts: must be a list of at most 256 dayparts (dayparts = ( { name "
         "= \"morning\"; hours = \"08:30-11:30\"; } );)\n"},
        {"text = \"x\"; dayparts = ( 3, { hours = \"8:00-9:00\"; },\n{ name = \"a\"; hour = 3; } "
         ");",
         "p/f.cfg:1: error: dayparts[1]: must be a group { … }, and is a whole number ({ name = "
         "\"morning\"; hours = \"08:30-11:30\"; })\n"
         "p/f.cfg:1: error: dayparts[2].name: every daypart needs a name\n"
         "p/f.cfg:2: error: dayparts[3].hour: there is no such key (did you mean hours?)\n"
         "p/f.cfg:2: warning: dayparts[3]: the daypart says no days and no hours: it always holds "
         "(days = \"workday\"; hours = \"08:30-11:30\";)\n"},
        {"text = \"x\"; dayparts = ( { name = \"a\"; days = \"mon\"; },\n"
         "{ name = \"a\"; days = \"tue\"; } );",
         "p/f.cfg:2: error: dayparts[2].name: “a” is already the name of the daypart in line 1\n"},
        {"items = ( { text = \"x\"; when = \"nigth\"; } );\n"
         "dayparts = ( { name = \"night\"; hours = \"22:00-6:00\"; } );",
         "p/f.cfg:1: error: items[1].when: no daypart is called “nigth” (did you mean “night”?)\n"},
        {"items = ( { text = \"x\"; when = ( 3, \"a\" ); } );",
         "p/f.cfg:1: error: items[1].when[1]: must be the name of a daypart, and is a whole "
         "number" WHEN_HINT
         "p/f.cfg:1: error: items[1].when[2]: no daypart is called “a”" WHEN_HINT},
        {"items = ( { text = \"x\"; when = { }; }, { text = \"y\"; when = ( ); } );",
         "p/f.cfg:1: error: items[1].when: the group is empty" WHEN_HINT
         "p/f.cfg:1: error: items[2].when: the list is empty" WHEN_HINT},
        {"items = ( { text = \"x\"; when = { name = \"a\"; day = \"mon\"; }; } );",
         "p/f.cfg:1: error: items[1].when.name: there is no such key\n"
         "p/f.cfg:1: error: items[1].when.day: there is no such key (did you mean days?)\n"},
        {"text = \"x\"; dayparts = ( { name = \"a\"; days = \"mon\"; lift = 11; audience = \"\"; } "
         ");",
         "p/f.cfg:1: error: dayparts[1].audience: the text is empty (leave the key out)\n"
         "p/f.cfg:1: error: dayparts[1].lift: 11 is too much (1 … 10)\n"},
    };
    CHECK(cases);
}

static void dayparts_that_change_nothing_are_told(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"text = \"x\";\ndayparts = ( { name = \"a\"; days = \"mon\"; lift = 2; } );",
         "p/f.cfg:2: warning: dayparts[1].lift: has no effect without an audience or a topic "
         "(audience = \"老年人\";)\n"
         "p/f.cfg:2: warning: no item names the daypart “a” (name it in the when of an item, or "
         "give it an audience or a topic)\n"},
        {"items = ( { text = \"x\"; audience = \"elderly\"; } );\n"
         "dayparts = ( { name = \"a\"; days = \"mon\"; audience = \"eldery\"; topic = \"t\"; } );",
         "p/f.cfg:2: warning: the daypart “a” wants the audience “eldery”, and no item has it (did "
         "you mean “elderly”?)\n"
         "p/f.cfg:2: warning: the daypart “a” wants the topic “t”, and no item has it\n"},
    };
    CHECK(cases);
}

// --- how often --------------------------------------------------------------------------------

static void how_often_arrives(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("items = ( { text = \"a\"; priority = \"high\"; min_per_hour = 2; max_per_hour = 3;"
             "min_per_day = 24; max_per_day = 48; gap = \"5m\"; weight = 7; },"
             "{ text = \"b\"; max_per_hour = \"none\"; gap = \"none\"; share = \"none\"; } );",
             "");
    const struct item *item = &playlist->items[0];
    assert_int_equal(item->priority, PRIORITY_HIGH);
    assert_int_equal(item->often.weight, 7);
    assert_int_equal(item->often.min_per_hour, 2);
    assert_int_equal(item->often.max_per_hour, 3);
    assert_int_equal(item->often.min_per_day, 24);
    assert_int_equal(item->often.max_per_day, 48);
    assert_int_equal(item->often.gap_us, 300000000);
    assert_int_equal(playlist->items[1].often.max_per_hour, 0);
    assert_int_equal(playlist->items[1].often.gap_us, 0);
    assert_int_equal(playlist->items[1].often.share_ppm, 0);
    playlist_free(playlist);
}

static void a_share_is_a_percentage_or_a_time_in_every_hour(void **state)
{
    (void)state;
    static const struct {
        const char *share;
        int ppm; // 0: a finding
    } cases[] = {
        {"20%", 200000}, {"0.5%", 5000}, {"100%", 1000000}, {"33.3%", 333000}, {"5m", 83334},
        {"1h", 1000000}, {"36s", 10000}, {"0.0001%", 1},    {"0%", 0},         {"101%", 0},
        {"61m", 0},      {"", 0},        {"20", 0},         {"20 %", 0},       {"1.2.3%", 0},
        {"-5%", 0},      {"%", 0},       {"0s", 0},         {"half", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text = {0};
        str_addf(&text, "items = ( { text = \"x\"; share = \"%s\"; } );", cases[i].share);
        struct playlist *playlist =
            load(text.text, cases[i].ppm > 0
                                ? ""
                                : "p/f.cfg:1: error: items[1].share: must be a share of the zone's "
                                  "time (\"20%\" of the time, or \"5m\" of every hour; at most all "
                                  "of it)\n");
        if (playlist != NULL) {
            assert_int_equal(playlist->items[0].often.share_ppm, cases[i].ppm);
        }
        playlist_free(playlist);
        str_fini(&text);
    }
}

static void what_contradicts_itself_is_an_error(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"items = ( { text = \"x\"; min_per_hour = 4; max_per_hour = 3; min_per_day = 9; "
         "max_per_day = 8; } );",
         "p/f.cfg:1: error: items[1].min_per_hour: asks for more than max_per_hour allows (lower "
         "the one or raise the other)\n"
         "p/f.cfg:1: error: items[1].min_per_day: asks for more than max_per_day allows (lower the "
         "one or raise the other)\n"},
        {"items = ( { text = \"x\"; max_per_hour = 1; min_per_day = 25; } );",
         "p/f.cfg:1: error: items[1].min_per_day: asks for more than max_per_hour allows (lower "
         "the one or raise the other)\n"},
        {"items = ( { text = \"x\"; gap = \"10m\"; min_per_hour = 8; } );",
         "p/f.cfg:1: error: items[1].min_per_hour: asks for more than gap allows (lower the one or "
         "raise the other)\n"},
        {"items = ( { text = \"x\"; gap = \"10m\"; min_per_hour = 7; } );", ""},
        {"items = ( { text = \"x\"; min_per_hour = 0; max_per_hour = 3601; min_per_day = \"all\"; "
         "max_per_day = 86401; gap = \"13h\"; priority = \"low\"; } );",
         "p/f.cfg:1: error: items[1].priority: “low” is not known here (one of: \"normal\", "
         "\"high\", \"emergency\")\n"
         "p/f.cfg:1: error: items[1].min_per_hour: 0 is too little (1 … 3600, or \"none\")\n"
         "p/f.cfg:1: error: items[1].max_per_hour: 3601 is too much (1 … 3600, or \"none\")\n"
         "p/f.cfg:1: error: items[1].min_per_day: must be a whole number, and is \"all\" (1 … "
         "86400, or \"none\")\n"
         "p/f.cfg:1: error: items[1].max_per_day: 86401 is too much (1 … 86400, or \"none\")\n"
         "p/f.cfg:1: error: items[1].gap: 46800 s is too much (0 … 43200 s, or \"none\")\n"},
        {"items = ( { text = \"x\"; share = \"20%\"; weight = 2; } );",
         "p/f.cfg:1: warning: items[1].weight: has no effect beside share (leave one of them "
         "out)\n"},
    };
    CHECK(cases);
}

static void shares_of_more_than_everything_are_a_warning(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"items = ( { text = \"x\"; share = \"60%\"; }, { text = \"y\"; share = \"60%\"; } );",
         "p/f.cfg:1: warning: the shares add up to 120 % (all of them are lowered until they "
         "fit)\n"},
        {"items = ( { text = \"x\"; share = \"60%\"; when = { hours = \"8:00-9:00\"; }; },"
         "{ text = \"y\"; share = \"60%\"; } );",
         ""},
        {"items = ( { id = \"x\"; text = \"x\"; share = \"60%\"; } );"
         "zones = ( { items = ( \"x\", \"x\" ); } );",
         ""},
    };
    CHECK(cases);
}

// --- emergencies ------------------------------------------------------------------------------

static void emergency_items_wait_outside_of_all_zones(void **state)
{
    (void)state;
    static const char items[] = "items = ( { id = \"sos\"; text = \"!\"; priority = \"emergency\"; "
                                "topic = \"t\"; }, { id = \"b\"; text = \"b\"; topic = \"t\"; } );";
    struct playlist *playlist = load(items, "");
    assert_int_equal(playlist->zones[0].item_count, 1);
    assert_int_equal(playlist->zones[0].items[0], 1);
    playlist_free(playlist);
    struct str text = {0};
    str_addf(&text,
             "%s groups = ( { name = \"g\"; topic = \"t\"; } ); zones = ( { items = \"g\"; } );",
             items);
    playlist = load(text.text, "");
    assert_int_equal(playlist->zones[0].item_count, 1);
    assert_int_equal(playlist->zones[0].items[0], 1);
    playlist_free(playlist);
    str_fini(&text);
    str_addf(&text, "%s\nzones = ( { items = ( \"b\", \"sos\" ); } );", items);
    load(text.text, "p/f.cfg:2: error: zones[1].items[2]: “sos” is shown in emergencies only (take "
                    "it out: xiaolaba tell emergency shows it in every zone)\n");
    str_fini(&text);
    static const struct finding_case cases[] = {
        {"items = ( { text = \"!\"; priority = \"emergency\"; } );",
         "p/f.cfg:1: error: every item is for emergencies: there is nothing to show (add an item "
         "without priority)\n"},
        {"items = ( \"x\", { text = \"!\"; priority = \"emergency\"; weight = 2; gap = 3; } );",
         "p/f.cfg:1: warning: items[2].weight: has no effect on an item that is shown in "
         "emergencies (leave it out)\n"
         "p/f.cfg:1: warning: items[2].gap: has no effect on an item that is shown in emergencies "
         "(leave it out)\n"},
    };
    CHECK(cases);
}

// --- tags and stand-ins -----------------------------------------------------------------------

static void a_group_fills_itself_by_tags(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("items = ( { id = \"a\"; text = \"a\"; topic = \"t\"; audience = \"e\"; },"
             "{ id = \"b\"; file = \"b.png\"; topic = \"t\"; audience = \"e\"; },"
             "{ id = \"c\"; text = \"c\"; topic = \"t\"; }, { id = \"d\"; text = \"d\"; } );"
             "groups = ( { name = \"g\"; topic = \"t\"; audience = \"e\"; kind = \"slogan\"; },"
             "{ name = \"h\"; topic = \"t\"; items = ( \"d\", \"c\" ); } );"
             "zones = ( { items = \"g\"; }, { items = \"h\"; } );",
             "");
    assert_int_equal(playlist->zones[0].item_count, 1);
    assert_int_equal(playlist->zones[0].items[0], 0);
    static const size_t besides[] = {3, 2, 0, 1}; // what was named is not brought again
    assert_int_equal(playlist->zones[1].item_count, 4);
    assert_memory_equal(playlist->zones[1].items, besides, sizeof besides);
    playlist_free(playlist);
}

static void tags_that_no_item_carries_are_told(void **state)
{
    (void)state;
    static const struct finding_case cases[] = {
        {"items = ( { id = \"a\"; text = \"a\"; topic = \"pension\"; } );\n"
         "groups = ( { name = \"g\"; topic = \"pensoin\"; items = \"a\"; } );\n"
         "zones = ( { items = \"g\"; } );",
         "p/f.cfg:2: warning: no item has the topic “pensoin” (did you mean “pension”?)\n"},
        {"items = ( { id = \"a\"; text = \"a\"; topic = \"t\"; },\n"
         "{ id = \"b\"; text = \"b\"; audience = \"e\"; } );\n"
         "groups = ( { name = \"g\"; topic = \"t\"; audience = \"e\"; } );\n"
         "zones = ( { items = ( \"a\", \"b\", \"g\" ); }, { items = \"g\"; } );",
         "p/f.cfg:3: warning: groups[1]: no item has all of these tags\n"
         "p/f.cfg:4: error: zones[2].items: stands for no item at all\n"},
        {"text = \"x\"; groups = ( { name = \"g\"; kind = \"film\"; topic = 3; } );",
         "p/f.cfg:1: error: groups[1].topic: must be a text, and is a whole number (a text stands "
         "between \" and \")\n"
         "p/f.cfg:1: error: groups[1].kind: “film” is not known here (one of: \"slogan\", "
         "\"image\", \"video\", \"audio\", \"qr\", \"clock\")\n"},
    };
    CHECK(cases);
}

static void stand_ins_come_from_the_zone_or_else_from_the_playlist(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("items = ( { id = \"a\"; text = \"a\"; }, { id = \"b\"; text = \"b\"; },"
             "{ id = \"c\"; text = \"c\"; } ); groups = ( { name = \"g\"; items = \"b\"; } );"
             "filler = ( \"g\", \"c\" ); clock_unknown = \"b\"; topic_gap = \"10m\";"
             "zones = ( { items = \"a\"; }, { items = \"a\"; filler = \"b\";"
             "clock_unknown = ( \"c\" ); topic_gap = \"1m\"; } );",
             "");
    const struct zone *zones = playlist->zones;
    assert_int_equal(zones[0].filler_count, 2);
    assert_int_equal(zones[0].filler[1], 2);
    assert_int_equal(zones[0].clock_unknown_count, 1);
    assert_int_equal(zones[0].clock_unknown[0], 1);
    assert_int_equal(zones[0].topic_gap_us, 600000000);
    assert_int_equal(zones[1].filler_count, 1);
    assert_int_equal(zones[1].filler[0], 1);
    assert_int_equal(zones[1].clock_unknown[0], 2);
    assert_int_equal(zones[1].topic_gap_us, 60000000);
    playlist_free(playlist);
    load("text = \"x\"; filler = ( ); clock_unknown = \"y\"; topic_gap = \"13h\";",
         "p/f.cfg:1: error: topic_gap: 46800 s is too much (0 … 43200 s, or \"none\")\n"
         "p/f.cfg:1: error: filler: the list is empty (filler = ( \"an-id\", \"a-group\" );)\n"
         "p/f.cfg:1: error: clock_unknown: no item and no group is called “y”\n");
}

// --- rules of the whole playlist --------------------------------------------------------------

static void calendar_cases_and_sync_arrive(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("text = \"x\"; calendar = \"c.cfg\"; sync = \"wall\";\n"
             "cases = { file = \"cases.csv\"; least = 0.5; most = 4.0; days = 7; };",
             "");
    assert_string_equal(playlist->calendar, "p/c.cfg");
    assert_int_equal(playlist->sync, SYNC_WALL);
    assert_string_equal(playlist->cases.path, "p/cases.csv");
    assert_true(playlist->cases.least == 0.5 && playlist->cases.most == 4);
    assert_int_equal(playlist->cases.days, 7);
    assert_int_equal(playlist->cases.line, 2);
    playlist_free(playlist);
    playlist = load("text = \"x\"; cases = \"/var/cases.csv\";", "");
    assert_string_equal(playlist->cases.path, "/var/cases.csv");
    assert_true(playlist->cases.least == 1 && playlist->cases.most == 3);
    assert_int_equal(playlist->cases.days, 1);
    playlist_free(playlist);
    static const struct finding_case cases[] = {
        {"text = \"x\"; cases = { least = 2; most = 0.5; days = 32; last = 1; }; sync = true; "
         "calendar = 3;",
         "p/f.cfg:1: error: calendar: must be a text, and is a whole number (a text stands between "
         "\" and \")\n"
         "p/f.cfg:1: error: cases.last: there is no such key (did you mean least?)\n"
         "p/f.cfg:1: error: cases.file: there is no file to read cases from (file = "
         "\"cases.csv\";)\n"
         "p/f.cfg:1: error: cases.least: 2 is too much (0.1 … 1)\n"
         "p/f.cfg:1: error: cases.most: 0.5 is too little (1 … 10)\n"
         "p/f.cfg:1: error: cases.days: 32 is too much (1 … 31)\n"
         "p/f.cfg:1: error: sync: must be a word in quotes, and is true or false (one of: \"off\", "
         "\"wall\")\n"},
    };
    CHECK(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_word_everything_always_plays),
        cmocka_unit_test(a_daypart_arrives_with_all_its_keys),
        cmocka_unit_test(an_item_names_dayparts_or_says_its_own_times),
        cmocka_unit_test(times_do_not_change_what_is_shown),
        cmocka_unit_test(mistakes_in_dayparts_are_told),
        cmocka_unit_test(dayparts_that_change_nothing_are_told),
        cmocka_unit_test(how_often_arrives),
        cmocka_unit_test(a_share_is_a_percentage_or_a_time_in_every_hour),
        cmocka_unit_test(what_contradicts_itself_is_an_error),
        cmocka_unit_test(shares_of_more_than_everything_are_a_warning),
        cmocka_unit_test(emergency_items_wait_outside_of_all_zones),
        cmocka_unit_test(a_group_fills_itself_by_tags),
        cmocka_unit_test(tags_that_no_item_carries_are_told),
        cmocka_unit_test(stand_ins_come_from_the_zone_or_else_from_the_playlist),
        cmocka_unit_test(calendar_cases_and_sync_arrive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
