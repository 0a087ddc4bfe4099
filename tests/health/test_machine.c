// What a machine says of itself.
#include "tree.h"

#include "support/test.h"

#include "health/machine.h"

static struct machine look(void)
{
    struct machine machine;
    machine_read(&machine, tree.root);
    return machine;
}

static void a_board_is_told_by_its_device_tree_and_a_pc_by_its_maker(void **state)
{
    (void)state;
    assert_string_equal(look().model, "");
    tree_put(&tree, "/sys/class/dmi/id/sys_vendor", "LENOVO\n");
    assert_string_equal(look().model, "LENOVO");
    tree_put(&tree, "/sys/class/dmi/id/product_name", "ThinkCentre M720q \n");
    assert_string_equal(look().model, "LENOVO ThinkCentre M720q");
    tree_put(&tree, "/proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4");
    assert_string_equal(look().model, "Raspberry Pi 4 Model B Rev 1.4");
}

static void memory_is_what_there_is_and_what_can_be_had(void **state)
{
    (void)state;
    tree_put(&tree, "/proc/meminfo",
             "MemTotal:        3884236 kB\nMemFree:  100 kB\nMemAvailable:    3402344 kB\n");
    assert_int_equal(look().memory_kib, 3884236);
    assert_int_equal(look().available_kib, 3402344);
}

static void only_real_cards_are_counted(void **state)
{
    (void)state;
    tree_put(&tree, "/sys/class/net/lo/operstate", "unknown\n");
    tree_put(&tree, "/sys/class/net/docker0/operstate", "up\n");
    assert_int_equal(look().cards, 0);
    tree_put(&tree, "/sys/class/net/eth0/device/uevent", "DRIVER=bcmgenet\n");
    tree_put(&tree, "/sys/class/net/eth0/operstate", "down\n");
    assert_int_equal(look().cards, 1);
    assert_int_equal(look().cards_up, 0);
    tree_put(&tree, "/sys/class/net/wlan0/device/uevent", "DRIVER=brcmfmac\n");
    tree_put(&tree, "/sys/class/net/wlan0/operstate", "up\n");
    assert_int_equal(look().cards, 2);
    assert_int_equal(look().cards_up, 1);
    assert_string_equal(look().card, "wlan0");
}

static void a_clock_may_be_there_and_not_have_been_read(void **state)
{
    (void)state;
    assert_false(look().has_clock);
    tree_put(&tree, "/sys/class/rtc/rtc0/hctosys", "0\n");
    assert_true(look().has_clock);
    assert_false(look().is_clock_read);
    tree_put(&tree, "/sys/class/rtc/rtc1/hctosys", "1\n");
    assert_true(look().is_clock_read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLANTED(a_board_is_told_by_its_device_tree_and_a_pc_by_its_maker),
        PLANTED(memory_is_what_there_is_and_what_can_be_had),
        PLANTED(only_real_cards_are_counted),
        PLANTED(a_clock_may_be_there_and_not_have_been_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
