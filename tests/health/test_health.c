// One look, and the thread that takes it.
#include "tree.h"

#include "support/test.h"

#include "health/health.h"
#include "health/heat.h"
#include "health/storage.h"

#include <sched.h>

static void a_look_says_what_is_wrong_in_a_sentence(void **state)
{
    (void)state;
    struct heat heat = {.hottest_mc = 50000, .throttles = -1};
    struct storage storage = {.is_found = true, .errors = 3, .device = "mmcblk0p2"};
    struct health health = {0};
    health_judge(&health, NULL, &heat, &storage);
    assert_int_equal(health.looks, 1);
    assert_int_equal(health.hottest_mc, 50000);
    assert_true(health.is_storage_failing);
    assert_false(health.is_storage_locked || health.is_throttled || health.is_under_voltage);
    assert_string_equal(health.storage, "the file system on mmcblk0p2 has had 3 errors");
    storage.is_read_only = true;
    health_judge(&health, &heat, &heat, &storage);
    assert_int_equal(health.looks, 2);
    assert_true(health.is_storage_locked);
    assert_string_equal(health.storage, "the disk mmcblk0p2 is read-only");
    storage = (struct storage){.errors = -1};
    health_judge(&health, &heat, &heat, &storage);
    assert_string_equal(health.storage, "");
}

static void a_watch_looks_at_once_and_is_asked_without_waiting(void **state)
{
    (void)state;
    struct tree made;
    tree_open(&made);
    tree_put(&made, "/sys/devices/platform/soc/soc:firmware/get_throttled", "5\n");
    tree_put(&made, "/proc/self/mountinfo", "25 1 8:1 / / ro - ext4 /dev/sda1 ro\n");
    struct error err = {0};
    struct health_watch *watch = health_watch_start(made.root, "/var", &err);
    assert_non_null(watch);
    struct health health = {0};
    while (health.looks == 0) {
        sched_yield();
        health_watch_ask(watch, &health);
    }
    assert_true(health.is_throttled && health.is_under_voltage && health.is_storage_locked);
    assert_int_equal(health.hottest_mc, HEAT_UNKNOWN);
    health_watch_stop(watch);
    health_watch_stop(NULL);
    tree_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_look_says_what_is_wrong_in_a_sentence),
        cmocka_unit_test(a_watch_looks_at_once_and_is_asked_without_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
