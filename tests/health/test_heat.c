// Machines that are cool, hot, slowed down and short of power.
#include "tree.h"

#include "support/test.h"

#include "health/heat.h"

static struct heat look(void)
{
    struct heat heat;
    heat_read(&heat, tree.root);
    return heat;
}

static struct heat_verdict judge(void)
{
    struct heat heat = look();
    return heat_judge(NULL, &heat);
}

#define ZONE "/sys/class/thermal/thermal_zone"
#define COOLER "/sys/class/thermal/cooling_device"
#define FIRMWARE "/sys/devices/platform/soc/soc:firmware/get_throttled"
#define CPU "/sys/devices/system/cpu/cpu"

static void plant_zones(const char *cpu_mc)
{
    tree_put(&tree, ZONE "0/type", "acpitz\n");
    tree_put(&tree, ZONE "0/temp", "27800\n");
    tree_put(&tree, ZONE "1/type", "cpu-thermal\n");
    tree_put(&tree, ZONE "1/temp", cpu_mc);
    tree_put(&tree, ZONE "1/trip_point_0_type", "active\n");
    tree_put(&tree, ZONE "1/trip_point_0_temp", "50000\n");
    tree_put(&tree, ZONE "1/trip_point_1_type", "passive\n");
    tree_put(&tree, ZONE "1/trip_point_1_temp", "80000\n");
    tree_put(&tree, ZONE "1/trip_point_2_type", "critical\n");
    tree_put(&tree, ZONE "1/trip_point_2_temp", "110000\n");
}

static void a_machine_that_says_nothing_is_cool_as_far_as_anybody_knows(void **state)
{
    (void)state;
    struct heat heat = look();
    assert_int_equal(heat.hottest_mc, HEAT_UNKNOWN);
    assert_int_equal(heat.throttles, -1);
    assert_false(heat.has_firmware);
    struct heat_verdict verdict = judge();
    assert_false(verdict.is_throttled || verdict.is_under_voltage || verdict.is_near);
}

static void the_hottest_zone_counts_with_its_own_trips(void **state)
{
    (void)state;
    plant_zones("61234\n");
    struct heat heat = look();
    assert_int_equal(heat.hottest_mc, 61234);
    assert_string_equal(heat.zone, "cpu-thermal");
    assert_int_equal(heat.slows_mc, 80000);
    assert_int_equal(heat.ends_mc, 110000);
    assert_false(judge().is_near);
}

static void sensors_that_are_not_there_are_passed_over(void **state)
{
    (void)state;
    plant_zones("41000\n");
    tree_put(&tree, ZONE "2/type", "gone\n");
    tree_put(&tree, ZONE "2/temp", "-273150\n");
    tree_put(&tree, ZONE "3/type", "mad\n");
    tree_put(&tree, ZONE "3/temp", "4294967\n");
    tree_put(&tree, ZONE "4/type", "words\n");
    tree_put(&tree, ZONE "4/temp", "none\n");
    assert_int_equal(look().hottest_mc, 41000);
}

static void a_zone_close_to_its_trip_is_near(void **state)
{
    (void)state;
    plant_zones("75000\n");
    assert_true(judge().is_near);
    assert_false(judge().is_throttled);
    plant_zones("74999\n");
    assert_false(judge().is_near);
}

static void a_cooling_device_of_the_processor_slows_it_and_a_fan_does_not(void **state)
{
    (void)state;
    tree_put(&tree, COOLER "0/type", "pwm-fan\n");
    tree_put(&tree, COOLER "0/cur_state", "3\n");
    tree_put(&tree, COOLER "1/type", "cpufreq-cpu0\n");
    tree_put(&tree, COOLER "1/cur_state", "0\n");
    assert_false(judge().is_throttled);
    static const char *const brakes[] = {"cpufreq-cpu0\n", "thermal-cpufreq-0\n", "Processor\n"};
    for (size_t i = 0; i < sizeof brakes / sizeof brakes[0]; i++) {
        tree_put(&tree, COOLER "1/type", brakes[i]);
        tree_put(&tree, COOLER "1/cur_state", "2\n");
        assert_true(judge().is_throttled);
    }
}

static void what_the_firmware_of_a_pi_says_is_read_bit_by_bit(void **state)
{
    (void)state;
    static const struct {
        const char *bits; // hexadecimal, as the kernel prints them
        bool is_throttled, is_under_voltage, is_near;
    } cases[] = {
        {"0\n", false, false, false},     {"1\n", false, true, false},
        {"2\n", true, false, false},      {"4\n", true, false, false},
        {"8\n", false, false, true},      {"50005\n", true, true, false},
        {"50000\n", false, false, false}, {"f0000\n", false, false, false},
        {"80008\n", false, false, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tree_put(&tree, FIRMWARE, cases[i].bits);
        struct heat_verdict verdict = judge();
        assert_int_equal(verdict.is_throttled, cases[i].is_throttled);
        assert_int_equal(verdict.is_under_voltage, cases[i].is_under_voltage);
        assert_int_equal(verdict.is_near, cases[i].is_near);
    }
    tree_put(&tree, FIRMWARE, "50005\n");
    uint32_t ever = (uint32_t)FIRMWARE_UNDER_VOLTAGE << FIRMWARE_EVER;
    assert_int_equal(look().firmware & ever, ever);
}

static void a_sensor_of_the_supply_is_heard_too(void **state)
{
    (void)state;
    tree_put(&tree, "/sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
    tree_put(&tree, "/sys/class/hwmon/hwmon1/name", "rpi_volt\n");
    tree_put(&tree, "/sys/class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");
    assert_false(judge().is_under_voltage);
    tree_put(&tree, "/sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
    assert_true(judge().is_under_voltage);
    assert_false(judge().is_throttled);
}

// Counters tell of the time since boot: only one that rises between two looks says something of
// now.
static void a_counter_that_rises_between_two_looks_is_a_machine_that_was_slowed(void **state)
{
    (void)state;
    tree_put(&tree, CPU "0/thermal_throttle/core_throttle_count", "7\n");
    tree_put(&tree, CPU "1/thermal_throttle/core_throttle_count", "5\n");
    tree_put(&tree, CPU "0/thermal_throttle/package_throttle_count", "9\n");
    tree_put(&tree, "/sys/devices/system/cpu/cpufreq/thermal_throttle/core_throttle_count", "99\n");
    struct heat before = look();
    assert_int_equal(before.throttles, 21);
    assert_false(heat_judge(NULL, &before).is_throttled);
    struct heat same = look();
    assert_false(heat_judge(&before, &same).is_throttled);
    tree_put(&tree, CPU "1/thermal_throttle/core_throttle_count", "6\n");
    struct heat after = look();
    assert_true(heat_judge(&before, &after).is_throttled);
}

static void frequencies_are_those_of_the_first_processor(void **state)
{
    (void)state;
    tree_put(&tree, CPU "0/cpufreq/scaling_cur_freq", "600000\n");
    tree_put(&tree, CPU "0/cpufreq/scaling_max_freq", "1200000\n");
    tree_put(&tree, CPU "0/cpufreq/cpuinfo_max_freq", "1500000\n");
    struct heat heat = look();
    assert_int_equal(heat.now_khz, 600000);
    assert_int_equal(heat.may_khz, 1200000);
    assert_int_equal(heat.can_khz, 1500000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLANTED(a_machine_that_says_nothing_is_cool_as_far_as_anybody_knows),
        PLANTED(the_hottest_zone_counts_with_its_own_trips),
        PLANTED(sensors_that_are_not_there_are_passed_over),
        PLANTED(a_zone_close_to_its_trip_is_near),
        PLANTED(a_cooling_device_of_the_processor_slows_it_and_a_fan_does_not),
        PLANTED(what_the_firmware_of_a_pi_says_is_read_bit_by_bit),
        PLANTED(a_sensor_of_the_supply_is_heard_too),
        PLANTED(a_counter_that_rises_between_two_looks_is_a_machine_that_was_slowed),
        PLANTED(frequencies_are_those_of_the_first_processor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
