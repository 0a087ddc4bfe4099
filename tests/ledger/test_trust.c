// How far a clock is believed: by who keeps it, by its battery, and by the age of this program.
#include "base/mem.h"
#include "ledger/trust.h"
#include "support/test.h"

#include <sys/stat.h>
#include <sys/timex.h>

static void a_clock_that_somebody_keeps_is_trusted_and_another_is_not(void **state)
{
    (void)state;
    static const struct {
        int clock_state, status_bits;
        enum clock_trust want, with_battery;
    } table[] = {
        {TIME_OK, STA_PLL, CLOCK_TRUSTED, CLOCK_TRUSTED},
        {TIME_INS, 0, CLOCK_TRUSTED, CLOCK_TRUSTED},
        {TIME_WAIT, STA_NANO, CLOCK_TRUSTED, CLOCK_TRUSTED},
        {TIME_ERROR, STA_UNSYNC, CLOCK_UNKNOWN, CLOCK_BOUNDED},
        {TIME_ERROR, 0, CLOCK_UNKNOWN, CLOCK_BOUNDED},
        {TIME_OK, STA_UNSYNC, CLOCK_UNKNOWN, CLOCK_BOUNDED},
        {-1, 0, CLOCK_UNKNOWN, CLOCK_UNKNOWN}, // the kernel would not say
    };
    struct wall now = {trust_earliest().us + CLOCK_SECOND_US};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int clock_state = table[i].clock_state;
        int bits = table[i].status_bits;
        assert_int_equal(trust_judge(clock_state, bits, false, now), table[i].want);
        assert_int_equal(trust_judge(clock_state, bits, true, now), table[i].with_battery);
    }
}

static void a_battery_that_was_empty_is_found_out(void **state)
{
    (void)state;
    struct wall earliest = trust_earliest();
    struct wall before = {earliest.us - 1};
    assert_int_equal(trust_judge(TIME_ERROR, STA_UNSYNC, true, earliest), CLOCK_BOUNDED);
    assert_int_equal(trust_judge(TIME_ERROR, STA_UNSYNC, true, before), CLOCK_UNKNOWN);
    assert_int_equal(trust_judge(TIME_ERROR, STA_UNSYNC, true, (struct wall){0}), CLOCK_UNKNOWN);
}

static void this_program_was_made_in_its_own_century(void **state)
{
    (void)state;
    assert_in_range(trust_earliest().us / CLOCK_SECOND_US, 1577836800, 4102444800);
}

static void put_clock(const char *folder, const char *name, const char *says)
{
    char *clock = mem_format("%s/%s", folder, name);
    assert_int_equal(mkdir(clock, 0755), 0);
    if (says != NULL) {
        char *file = test_file(clock, "hctosys", says);
        free(file);
    }
    free(clock);
}

static void one_clock_of_several_may_have_set_the_kernels(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    assert_false(trust_has_battery("/no/such/folder"));
    assert_false(trust_has_battery(folder));
    put_clock(folder, "rtc0", "0\n");
    put_clock(folder, "rtc1", NULL);
    put_clock(folder, "rtc2", "");
    assert_false(trust_has_battery(folder));
    put_clock(folder, "rtc3", "1\n");
    assert_true(trust_has_battery(folder));
    test_folder_remove(folder);
}

static void the_kernel_can_be_asked(void **state)
{
    (void)state;
    assert_in_range(trust_now(), CLOCK_UNKNOWN, CLOCK_TRUSTED);
    assert_int_not_equal(trust_now(), CLOCK_REBASED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_that_somebody_keeps_is_trusted_and_another_is_not),
        cmocka_unit_test(a_battery_that_was_empty_is_found_out),
        cmocka_unit_test(this_program_was_made_in_its_own_century),
        cmocka_unit_test(one_clock_of_several_may_have_set_the_kernels),
        cmocka_unit_test(the_kernel_can_be_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
