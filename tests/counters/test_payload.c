// What a counter's message may say: whole numbers, and nothing that could name a person.
#include "counters/payload.h"

#include "support/test.h"

static void whole_numbers_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t number;
    } table[] = {{"0", 0},         {"12", 12},       {" 7\n", 7},
                 {"\t007\r\n", 7}, {"10001", 10001}, {"999999999999999", INT64_C(999999999999999)}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int64_t number = -1;
        assert_true(payload_number(table[i].text, strlen(table[i].text), &number));
        assert_int_equal(number, table[i].number);
    }
}

// Fails when a number at the beginning, or a longer text, is taken for a number.
static void whatever_is_no_whole_number_is_refused(void **state)
{
    (void)state;
    static const char *const table[] = {
        "",
        " ",
        "-1",
        "+1",
        "1.5",
        "1e3",
        "0x10",
        "1 2",
        "12a",
        "a12",
        "{\"count\":1}",
        "aa:bb:cc:dd:ee:ff",
        "aabbccddeeff",
        "4f3c2b1a-0000-4000-8000-000000000000",
        "+8613800000000",
        "1000000000000000", // 16 digits: longer than a count, as long as a card's number
        "9999999999999999999999999999",
        "１２", // full width
        "12\xFF",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int64_t number = -1;
        if (payload_number(table[i], strlen(table[i]), &number)) {
            fail_msg("“%s” was taken for %lld", table[i], (long long)number);
        }
        assert_int_equal(number, -1);
    }
    int64_t number = -1;
    assert_false(payload_number("1\0002", 3, &number));
}

static void deltas_are_added_up_to_what_can_be(void **state)
{
    (void)state;
    struct payload_state counter = {0};
    int64_t more = -1;
    assert_true(payload_more(&counter, PAYLOAD_DELTA, 0, &more));
    assert_int_equal(more, 0);
    assert_true(payload_more(&counter, PAYLOAD_DELTA, PAYLOAD_MOST, &more));
    assert_int_equal(more, PAYLOAD_MOST);
    // A telephone number is a whole number too, and no number of people.
    assert_false(payload_more(&counter, PAYLOAD_DELTA, INT64_C(13800000000), &more));
    assert_int_equal(more, 0);
}

static void totals_count_what_was_added_and_survive_a_reset(void **state)
{
    (void)state;
    static const struct {
        int64_t total, more;
        bool is_good;
    } table[] = {
        {5000, 0, true}, // nobody knows when those came
        {5003, 3, true},   {5003, 0, true},
        {4, 4, true},                          // the counter was reset, and has counted four since
        {10, 6, true},     {900000, 0, false}, // no such crowd: that is where it stands now
        {900002, 2, true}, {20000, 0, false},  // another counter took its place
        {20001, 1, true},  {0, 0, true},
    };
    struct payload_state counter = {0};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int64_t more = -1;
        assert_int_equal(payload_more(&counter, PAYLOAD_TOTAL, table[i].total, &more),
                         table[i].is_good);
        assert_int_equal(more, table[i].more);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_are_read),
        cmocka_unit_test(whatever_is_no_whole_number_is_refused),
        cmocka_unit_test(deltas_are_added_up_to_what_can_be),
        cmocka_unit_test(totals_count_what_was_added_and_survive_a_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
