// Disks of all kinds below the folder that keeps the ledger.
#include "tree.h"

#include "support/test.h"

#include "health/storage.h"

static void mounts(const char *lines)
{
    tree_put(&tree, "/proc/self/mountinfo", lines);
}

static struct storage look(const char *folder)
{
    struct storage storage;
    storage_read(&storage, tree.root, folder);
    return storage;
}

// A Pi's card with two partitions; /sys/dev/block leads there by links, as the kernel's does.
static void plant_card(const char *type)
{
#define MMC "/sys/devices/mmc_host/mmc0/mmc0:aaaa"
    tree_put(&tree, MMC "/type", type);
    tree_put(&tree, MMC "/name", "SC32G\n");
    tree_put(&tree, MMC "/manfid", "0x000003\n");
    tree_put(&tree, MMC "/date", "06/2021\n");
    tree_put(&tree, MMC "/serial", "0x12345678\n");
    tree_link(&tree, MMC "/block/mmcblk0/device", "../..");
    tree_put(&tree, MMC "/block/mmcblk0/mmcblk0p2/partition", "2\n");
    tree_link(&tree, "/sys/dev/block/179:2",
              "../../devices/mmc_host/mmc0/mmc0:aaaa/block/mmcblk0/mmcblk0p2");
    mounts("25 1 179:2 / / rw,noatime shared:1 - ext4 /dev/root rw\n"
           "26 25 0:23 / /run rw,nosuid - tmpfs tmpfs rw,size=100k\n");
}

static void the_longest_mount_that_holds_the_folder_is_its_own(void **state)
{
    (void)state;
    mounts("25 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
           "26 25 8:2 / /var rw - xfs /dev/sda2 rw\n"
           "27 25 8:3 / /var/lib rw,relatime shared:2 master:1 - btrfs /dev/sda3 rw,ssd\n"
           "28 25 8:4 / /var/library rw - ext2 /dev/sda4 rw\n"
           "29 25 8:5 / /var/with\\040blank rw - ext3 /dev/sda5 rw\n"
           "30 25 8:6 / /srv rw - ext2 /dev/sda6 rw\n"
           "31 25 8:7 / /srv rw - f2fs /dev/sda7 rw\n"
           "half a line\n");
    static const struct {
        const char *folder, *kind, *at;
    } cases[] = {
        {"/var/lib/xiaolaba", "btrfs", "/var/lib"},
        {"/var/lib", "btrfs", "/var/lib"},
        {"/var/librarian", "xfs", "/var"},
        {"/home/a", "ext4", "/"},
        {"/var/with blank/x", "ext3", "/var/with blank"},
        {"/srv/x", "f2fs", "/srv"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct storage storage = look(cases[i].folder);
        assert_true(storage.is_found);
        assert_string_equal(storage.kind, cases[i].kind);
        assert_string_equal(storage.at, cases[i].at);
        assert_int_equal(storage_judge(&storage), STORAGE_FINE);
    }
}

static void without_any_word_of_mounts_nothing_is_claimed(void **state)
{
    (void)state;
    struct storage storage = look("/var/lib/xiaolaba");
    assert_false(storage.is_found);
    assert_int_equal(storage_judge(&storage), STORAGE_FINE);
}

static void a_disk_is_read_only_by_its_mount_or_by_itself(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "25 1 8:1 / / ro,relatime - ext4 /dev/sda1 rw\n",
        "25 1 8:1 / / rw,relatime - ext4 /dev/sda1 ro,errors=remount-ro\n",
    };
    for (size_t i = 0; i < 2; i++) {
        mounts(lines[i]);
        struct storage storage = look("/var");
        assert_int_equal(storage_judge(&storage), STORAGE_LOCKED);
    }
    mounts("25 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw,errors=remount-ro\n");
    struct storage storage = look("/var");
    assert_false(storage.is_read_only);
}

static void what_is_kept_in_memory_is_gone_at_the_next_start(void **state)
{
    (void)state;
    mounts("25 1 0:20 / / rw - overlay overlayroot "
           "rw,lowerdir=/media/root-ro,upperdir=/media/root-rw/overlay,workdir=/media/root-rw/w\n"
           "26 25 0:21 / /media/root-rw rw - tmpfs tmpfs-root rw\n"
           "27 25 8:2 / /data rw - ext4 /dev/sda2 rw\n"
           "28 25 0:22 / /tmp rw - tmpfs tmpfs rw\n");
    assert_true(look("/var/lib").is_gone_at_restart);
    assert_false(look("/var/lib").is_overlay);
    assert_true(look("/tmp/x").is_gone_at_restart);
    assert_false(look("/data/x").is_gone_at_restart);
}

static void an_overlay_on_a_disk_lasts_and_one_out_of_sight_is_not_known_to(void **state)
{
    (void)state;
    mounts("25 1 0:20 / / rw - overlay overlay rw,lowerdir=/l,upperdir=/data/up,workdir=/data/w\n"
           "27 25 8:2 / /data rw - ext4 /dev/sda2 rw\n");
    assert_false(look("/var").is_gone_at_restart);
    assert_false(look("/var").is_overlay);
    mounts("25 1 0:20 / / rw - overlay overlay rw,lowerdir=/l,upperdir=/hidden/up,workdir=/h/w\n");
    assert_false(look("/var").is_gone_at_restart);
    assert_true(look("/var").is_overlay);
    mounts("25 1 0:20 / / rw - overlay overlay rw,lowerdir=/a:/b\n");
    assert_true(look("/var").is_read_only);
}

static void disks_for_sticks_and_networks_are_told(void **state)
{
    (void)state;
    mounts("25 1 8:1 / / rw - vfat /dev/sda1 rw\n26 1 0:9 / /net rw - nfs4 server:/a rw\n");
    assert_true(look("/var").is_foreign);
    assert_true(look("/net/a").is_distant);
}

static void a_card_is_told_by_maker_name_and_month(void **state)
{
    (void)state;
    plant_card("SD\n");
    struct storage storage = look("/var/lib/xiaolaba");
    assert_string_equal(storage.device, "mmcblk0p2");
    assert_string_equal(storage.card, "SD");
    assert_string_equal(storage.card_name, "SC32G");
    assert_string_equal(storage.card_date, "06/2021");
    assert_int_equal(storage.maker, 3);
    assert_int_equal(storage_judge(&storage), STORAGE_FINE);
}

static void a_disk_that_is_no_card_has_no_card(void **state)
{
    (void)state;
    plant_card("0\n"); // a SCSI disk's type
    assert_string_equal(look("/var").card, "");
    assert_string_equal(look("/var").card_name, "");
}

static void flash_says_how_worn_it_is(void **state)
{
    (void)state;
    plant_card("MMC\n");
    static const struct {
        const char *life, *spares;
        enum storage_state state;
    } cases[] = {
        {"0x01 0x01\n", "0x01\n", STORAGE_FINE},    {"0x09 0x01\n", "0x01\n", STORAGE_FINE},
        {"0x01 0x0a\n", "0x01\n", STORAGE_WORN},    {"0x0b 0x01\n", "0x01\n", STORAGE_FAILING},
        {"0x02 0x02\n", "0x02\n", STORAGE_WORN},    {"0x02 0x02\n", "0x03\n", STORAGE_FAILING},
        {"0x00 0x00\n", "0x00\n", STORAGE_FINE},    {"0xff 0xff\n", "0x77\n", STORAGE_FINE},
        {"nonsense\n", "nonsense\n", STORAGE_FINE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tree_put(&tree, MMC "/life_time", cases[i].life);
        tree_put(&tree, MMC "/pre_eol_info", cases[i].spares);
        struct storage storage = look("/var");
        assert_int_equal(storage_judge(&storage), cases[i].state);
    }
}

static void errors_that_ext4_found_are_a_disk_that_fails(void **state)
{
    (void)state;
    plant_card("SD\n");
    tree_put(&tree, "/sys/fs/ext4/mmcblk0p2/errors_count", "0\n");
    struct storage fine = look("/var");
    assert_int_equal(fine.errors, 0);
    assert_int_equal(storage_judge(&fine), STORAGE_FINE);
    tree_put(&tree, "/sys/fs/ext4/mmcblk0p2/errors_count", "4\n");
    tree_put(&tree, "/sys/fs/ext4/mmcblk0p2/first_error_time", "1793491200\n");
    struct storage bad = look("/var");
    assert_int_equal(bad.errors, 4);
    assert_int_equal(bad.first_error_s, 1793491200);
    assert_int_equal(storage_judge(&bad), STORAGE_FAILING);
}

static void a_disk_says_how_much_room_it_has(void **state)
{
    (void)state;
    struct storage_space space;
    assert_true(storage_space(&space, tree.root));
    assert_true(space.all_bytes > 0 && space.free_bytes <= space.all_bytes);
    assert_false(storage_space(&space, "/nowhere/at/all"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLANTED(the_longest_mount_that_holds_the_folder_is_its_own),
        PLANTED(without_any_word_of_mounts_nothing_is_claimed),
        PLANTED(a_disk_is_read_only_by_its_mount_or_by_itself),
        PLANTED(what_is_kept_in_memory_is_gone_at_the_next_start),
        PLANTED(an_overlay_on_a_disk_lasts_and_one_out_of_sight_is_not_known_to),
        PLANTED(disks_for_sticks_and_networks_are_told),
        PLANTED(a_card_is_told_by_maker_name_and_month),
        PLANTED(a_disk_that_is_no_card_has_no_card),
        PLANTED(flash_says_how_worn_it_is),
        PLANTED(errors_that_ext4_found_are_a_disk_that_fails),
        PLANTED(a_disk_says_how_much_room_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
