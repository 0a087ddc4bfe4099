// Live counters in a point's file.
#include "support/findings.h"
#include "support/test.h"

#include "base/str.h"
#include "point/input_names.h"
#include "point/point.h"

#include <linux/input-event-codes.h>

static struct point *load(const char *text, const char *findings)
{
    struct str whole = {0};
    str_addf(&whole, "id = \"a\";\n%s", text);
    struct troubles troubles = {0};
    struct point *point = point_parse("/etc/x/p.cfg", whole.text, whole.length, &troubles);
    expect_findings(&troubles, point == NULL, text, findings);
    str_fini(&whole);
    return point;
}

static void every_key_arrives(void **state)
{
    (void)state;
    struct point *point =
        load("interactive = true; counters = ("
             "{ name = \"door\"; kind = \"mqtt\"; host = \"broker\"; topic = \"a/b\"; payload = "
             "\"total\"; user = \"u\"; password_file = \"pw\"; ca = \"/ca.pem\"; },"
             "{ name = \"b.2\"; kind = \"mqtt\"; topic = \"c\"; port = 1884; },"
             "{ name = \"beam\"; kind = \"evdev\"; device = \"/dev/input/x\"; key = "
             "\"BTN_TRIGGER\"; grab = true; debounce = \"300ms\"; counts = \"touches\"; },"
             "{ name = \"any\"; kind = \"evdev\"; device = \"/dev/input/y\"; key = \"any\"; },"
             "{ name = \"n\"; kind = \"evdev\"; device = \"/dev/input/y\"; key = 42; } );",
             "");
    assert_true(point->is_interactive);
    assert_int_equal(point->counter_count, 5);
    const struct counter_wish *wish = point->counters;
    assert_string_equal(wish[0].name, "door");
    assert_string_equal(wish[0].host, "broker");
    assert_int_equal(wish[0].port, 8883); // it is encrypted
    assert_int_equal(wish[0].payload, PAYLOAD_TOTAL);
    assert_string_equal(wish[0].user, "u");
    assert_string_equal(wish[0].password_file, "/etc/x/pw");
    assert_string_equal(wish[0].ca, "/ca.pem");
    assert_false(wish[0].is_touch);
    assert_string_equal(wish[1].host, "127.0.0.1");
    assert_int_equal(wish[1].port, 1884);
    assert_int_equal(wish[1].payload, PAYLOAD_DELTA);
    assert_int_equal(wish[2].key, BTN_TRIGGER);
    assert_true(wish[2].grabs && wish[2].is_touch);
    assert_int_equal(wish[2].debounce_us, 300000);
    assert_int_equal(wish[3].key, COUNTER_ANY_KEY);
    assert_int_equal(wish[4].key, 42);
    point_free(point);
    point = load("", "");
    assert_int_equal(point->counter_count, 0);
    assert_false(point->is_interactive);
    point_free(point);
}

static void names_of_keys_are_those_of_the_kernel(void **state)
{
    (void)state;
    assert_int_equal(input_code("KEY_A"), KEY_A);
    assert_int_equal(input_code("BTN_0"), BTN_0);
    assert_int_equal(input_code("KEY_"), -1);
    size_t count = 0;
    const char *const *names = input_names(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(input_code(names[i]) > 0);
    }
}

#define HINT                                                                                       \
    " (counters = ( { name = \"door\"; kind = \"mqtt\"; topic = \"lobby/door\"; } ); or { name = " \
    "\"beam\"; kind = \"evdev\"; device = \"/dev/input/by-id/…\"; key = \"KEY_A\"; })\n"
#define AT "/etc/x/p.cfg:2: error: "

static void mistakes_are_told_with_what_would_be_right(void **state)
{
    (void)state;
    static const struct {
        const char *text, *findings;
    } cases[] = {
        {"counters = ( { name = \"a\"; kind = \"mqtt\"; } );",
         AT "counters[1].topic: the topic is missing" HINT},
        {"counters = ( { name = \"a\"; kind = \"evdev\"; } );",
         AT "counters[1].device: the device is missing" HINT},
        {"counters = ( { kind = \"mqtt\"; topic = \"t\"; } );",
         AT "counters[1].name: the name is missing" HINT},
        {"counters = ( { name = \"aabbccddeeff00112\"; kind = \"mqtt\"; topic = \"t\"; } );",
         AT "counters[1].name: cannot be the name of a counter (\"door\": a letter, then letters, "
            "digits, _ . or -, at most 16)\n"},
        {"counters = ( { name = \"1a\"; kind = \"mqtt\"; topic = \"t\"; } );",
         AT "counters[1].name: cannot be the name of a counter (\"door\": a letter, then letters, "
            "digits, _ . or -, at most 16)\n"},
        {"counters = ( { name = \"a\"; kind = \"mqtt\"; topic = \"t\"; }, { name = \"a\"; kind = "
         "\"mqtt\"; topic = \"u\"; } );",
         AT "counters[2].name: is the name of counter 1 already\n"},
        {"counters = ( { name = \"a\"; kind = \"mqtt\"; topic = \"t/#\"; } );",
         AT "counters[1].topic: must be one topic, without + and # (one counter, one topic)\n"},
        {"counters = ( { name = \"a\"; kind = \"mqtt\"; topic = \"t\"; grab = true; } );",
         AT "counters[1].grab: belongs to kind = \"evdev\"\n"},
        {"counters = ( { name = \"a\"; kind = \"mqtt\"; topic = \"t\"; password_file = \"p\"; } );",
         AT "counters[1].password_file: has no effect without user (user = \"lobby\";)\n"},
        {"counters = ( { name = \"a\"; kind = \"evdev\"; device = \"/d\"; key = \"KEY_BA\"; } );",
         AT "counters[1].key: “KEY_BA” is no key that is known here; did you mean KEY_A? "
            "(\"KEY_A\", \"BTN_TRIGGER\", \"any\", or a number, as evtest tells it)\n"},
        {"counters = ( { name = \"a\"; kind = \"evdev\"; device = \"input0\"; } );",
         AT "counters[1].device: must be a whole path (\"/dev/input/by-id/…\")\n"},
        {"counters = ( { name = \"a\"; kind = \"camera\"; } );",
         AT "counters[1].kind: “camera” is not known here (one of: \"mqtt\", \"evdev\")\n"},
        {"counters = ( { name = \"a\"; kind = \"mqtt\"; topic = \"t\"; mac = true; } );",
         AT "counters[1].mac: there is no such key (did you mean ca?)\n"},
        {"interactive = 1;",
         AT "interactive: must be true or false, and is a whole number (without quotes)\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        point_free(load(cases[i].text, cases[i].findings));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_arrives),
        cmocka_unit_test(names_of_keys_are_those_of_the_kernel),
        cmocka_unit_test(mistakes_are_told_with_what_would_be_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
