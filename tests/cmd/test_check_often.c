// Shares, least numbers and weights that cannot be had.
#include "checked.h"

#include "support/test.h"

#define A "items = ( { id = \"b\"; text = \"反诈\"; },\n{ id = \"a\"; text = \"反诈\"; "

static void assert_playlist(const char *playlist, const char *wanted)
{
    struct checked checked;
    checked_init(&checked, playlist);
    assert_found(&checked, wanted != NULL, wanted);
    checked_fini(&checked);
}

static void shares_beyond_the_whole_are_told_with_their_time(void **state)
{
    (void)state;
    assert_playlist("items = ( { id = \"a\"; text = \"反诈\"; share = \"70%\"; },"
                    " { id = \"b\"; text = \"反诈\"; share = \"60%\";"
                    "   when = { hours = \"09:00-11:00\"; }; },"
                    " { id = \"c\"; text = \"反诈\"; } );",
                    "the shares are 130% of the time 09:00-11:00 every day: a 70%, b 60%");
    assert_playlist("items = ( { id = \"a\"; text = \"反诈\"; share = \"70%\"; },"
                    " { id = \"b\"; text = \"反诈\"; share = \"30%\"; },"
                    " { id = \"c\"; text = \"反诈\"; } );",
                    "the shares are 100% of the time 00:00-24:00 every day");
    assert_playlist("items = ( { id = \"a\"; text = \"反诈\"; share = \"70%\"; },"
                    " { id = \"b\"; text = \"反诈\"; share = \"30%\"; } );",
                    NULL);
    assert_playlist(A "share = \"40%\"; } );", NULL);
}

static void a_share_that_is_not_met_is_told_with_what_it_gets(void **state)
{
    (void)state;
    assert_playlist(A "share = \"40%\"; gap = \"1m\"; } );",
                    "list.cfg:2: warning: item \"a\": its share is 40%, and it gets 14.2% "
                    "01:00-02:00 every day "
                    "(its gap of 1 min leaves no more)");
    assert_playlist(A "share = \"40%\"; max_per_hour = 20; } );",
                    "(its max_per_hour = 20 leaves no more)");
    assert_playlist("items = ( { id = \"a\"; text = \"反诈\"; share = \"40%\"; } );",
                    "its share is 40%, and it gets 100.0% 00:00-01:00 every day");
    assert_playlist(A "share = \"10%\"; gap = \"1m\"; } );", NULL);
}

static void a_least_number_that_is_not_reached_is_told(void **state)
{
    (void)state;
    assert_playlist("topic_gap = \"10m\"; items = ( { id = \"b\"; text = \"反诈\"; },"
                    " { id = \"a\"; text = \"反诈\"; topic = \"刷单\"; min_per_hour = 10; } );",
                    "item \"a\": min_per_hour = 10, and it comes 5 times 09:00-10:00 every day "
                    "(the zone's topic_gap of 10 min leaves no more)");
    assert_playlist(A "min_per_hour = 6; gap = \"5m\"; } );", NULL);
    assert_playlist("topic_gap = \"10m\"; items = ( { id = \"b\"; text = \"反诈\"; },"
                    " { id = \"a\"; text = \"反诈\"; topic = \"刷单\"; min_per_day = 300; } );",
                    "min_per_day = 300, and it comes 1");
    assert_playlist(A "min_per_day = 300; } );", NULL);
}

static void a_weight_that_a_gap_or_a_cap_contradicts_is_told(void **state)
{
    (void)state;
    assert_playlist(A "weight = 3; max_per_hour = 20; } );",
                    "item \"a\": weight = 3 asks for 270 plays, and it comes 20 times 00:00-01:00");
    assert_playlist(A "weight = 3; gap = \"2m\"; } );", "(its gap of 2 min leaves no more)");
    assert_playlist(A "max_per_hour = 20; } );", NULL); // a cap alone is what was meant
    assert_playlist(A "weight = 3; max_per_hour = 200; } );", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_beyond_the_whole_are_told_with_their_time),
        cmocka_unit_test(a_share_that_is_not_met_is_told_with_what_it_gets),
        cmocka_unit_test(a_least_number_that_is_not_reached_is_told),
        cmocka_unit_test(a_weight_that_a_gap_or_a_cap_contradicts_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
