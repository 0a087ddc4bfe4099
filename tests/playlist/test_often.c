// How often items play, and which stand in for others: what arrives of shares, counts, gaps,
// priorities, tags and stand-ins, and what is said about the rest.
#include "listed.h"
#include "support/test.h"

#include "base/str.h"
#include "playlist/playlist.h"

// --- how often --------------------------------------------------------------------------------

static void how_often_arrives(void **state)
{
    (void)state;
    struct playlist *playlist =
        listed("items = ( { text = \"a\"; priority = \"high\"; min_per_hour = 2; max_per_hour = 3;"
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
        struct playlist *playlist = listed(
            text.text, cases[i].ppm > 0
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
    struct playlist *playlist = listed(items, "");
    assert_int_equal(playlist->zones[0].item_count, 1);
    assert_int_equal(playlist->zones[0].items[0], 1);
    playlist_free(playlist);
    struct str text = {0};
    str_addf(&text,
             "%s groups = ( { name = \"g\"; topic = \"t\"; } ); zones = ( { items = \"g\"; } );",
             items);
    playlist = listed(text.text, "");
    assert_int_equal(playlist->zones[0].item_count, 1);
    assert_int_equal(playlist->zones[0].items[0], 1);
    playlist_free(playlist);
    str_fini(&text);
    str_addf(&text, "%s\nzones = ( { items = ( \"b\", \"sos\" ); } );", items);
    listed(text.text,
           "p/f.cfg:2: error: zones[1].items[2]: “sos” is shown in emergencies only (take "
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
        listed("items = ( { id = \"a\"; text = \"a\"; topic = \"t\"; audience = \"e\"; },"
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
        listed("items = ( { id = \"a\"; text = \"a\"; }, { id = \"b\"; text = \"b\"; },"
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
    listed("text = \"x\"; filler = ( ); clock_unknown = \"y\"; topic_gap = \"13h\";",
           "p/f.cfg:1: error: topic_gap: 46800 s is too much (0 … 43200 s, or \"none\")\n"
           "p/f.cfg:1: error: filler: the list is empty (filler = ( \"an-id\", \"a-group\" );)\n"
           "p/f.cfg:1: error: clock_unknown: no item and no group is called “y”\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_often_arrives),
        cmocka_unit_test(a_share_is_a_percentage_or_a_time_in_every_hour),
        cmocka_unit_test(what_contradicts_itself_is_an_error),
        cmocka_unit_test(shares_of_more_than_everything_are_a_warning),
        cmocka_unit_test(emergency_items_wait_outside_of_all_zones),
        cmocka_unit_test(a_group_fills_itself_by_tags),
        cmocka_unit_test(tags_that_no_item_carries_are_told),
        cmocka_unit_test(stand_ins_come_from_the_zone_or_else_from_the_playlist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
