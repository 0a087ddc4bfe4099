// When items play: what arrives of dayparts and of what goes for the whole playlist, and what is
// said about the rest.
#include "listed.h"
#include "support/test.h"

#include "base/str.h"
#include "playlist/playlist.h"

// --- dayparts ---------------------------------------------------------------------------------

static void without_a_word_everything_always_plays(void **state)
{
    (void)state;
    struct playlist *playlist = listed("text = \"x\";", "");
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
        listed("items = ( { text = \"x\"; audience = \"老年人\"; topic = \"养老诈骗\"; } );\n"
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
        listed("items = ( { text = \"a\"; when = \"night\"; },"
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
        listed("items = ( { text = \"x\"; }, { text = \"x\"; when = { days = \"mon\"; }; "
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

// --- rules of the whole playlist --------------------------------------------------------------

static void calendar_cases_and_sync_arrive(void **state)
{
    (void)state;
    struct playlist *playlist =
        listed("text = \"x\"; calendar = \"c.cfg\"; sync = \"wall\";\n"
               "cases = { file = \"cases.csv\"; least = 0.5; most = 4.0; days = 7; };",
               "");
    assert_string_equal(playlist->calendar, "p/c.cfg");
    assert_int_equal(playlist->sync, SYNC_WALL);
    assert_string_equal(playlist->cases.path, "p/cases.csv");
    assert_true(playlist->cases.least == 0.5 && playlist->cases.most == 4);
    assert_int_equal(playlist->cases.days, 7);
    assert_int_equal(playlist->cases.line, 2);
    playlist_free(playlist);
    playlist = listed("text = \"x\"; cases = \"/var/cases.csv\";", "");
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
        cmocka_unit_test(calendar_cases_and_sync_arrive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
