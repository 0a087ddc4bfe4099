// Presses from something that looks like an input device: a named pipe full of struct input_event.
#include "await.h"

#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;
static char device[512];

static int make_device(void **state)
{
    (void)state;
    folder = test_folder_make();
    snprintf(device, sizeof device, "%s/beam", folder);
    return mkfifo(device, 0600);
}

static int remove_device(void **state)
{
    (void)state;
    test_folder_remove(folder);
    return 0;
}

static struct counter_wish beam(int key)
{
    return (struct counter_wish){
        .name = "beam", .kind = COUNTER_EVDEV, .device = device, .key = key};
}

static struct counters *start(const struct counter_wish *wish)
{
    struct error err = {0};
    struct counters *counters = counters_start(wish, 1, &err);
    if (counters == NULL) {
        fail_msg("%s", err.text);
    }
    return counters;
}

static void put(int fd, int type, int code, int value, int64_t at_ms)
{
    struct input_event event = {.type = (uint16_t)type, .code = (uint16_t)code, .value = value};
    event.input_event_sec = at_ms / 1000;
    event.input_event_usec = at_ms % 1000 * 1000;
    assert_int_equal(write(fd, &event, sizeof event), sizeof event);
}

// Fails when releases or repeats are counted, or another key's presses.
static void each_press_of_the_key_counts_one(void **state)
{
    (void)state;
    struct counter_wish wish = beam(KEY_A);
    struct counters *counters = start(&wish);
    struct counted sums = {0};
    await(counters, 0, &sums, is_up, 0);
    int fd = open(device, O_WRONLY | O_CLOEXEC);
    for (int i = 0; i < 3; i++) {
        put(fd, EV_KEY, KEY_A, 1, i * 1000);
        put(fd, EV_SYN, SYN_REPORT, 0, i * 1000);
        put(fd, EV_KEY, KEY_A, 2, i * 1000 + 250);
        put(fd, EV_KEY, KEY_A, 0, i * 1000 + 300);
        put(fd, EV_KEY, KEY_B, 1, i * 1000 + 400);
        put(fd, EV_MSC, MSC_SCAN, KEY_A, i * 1000 + 400);
    }
    await(counters, 0, &sums, has_counted, 3);
    assert_int_equal(sums.number, 3);
    close(fd);
    counters_stop(counters);
}

static void any_key_means_every_press(void **state)
{
    (void)state;
    struct counter_wish wish = beam(COUNTER_ANY_KEY);
    struct counters *counters = start(&wish);
    struct counted sums = {0};
    await(counters, 0, &sums, is_up, 0);
    int fd = open(device, O_WRONLY | O_CLOEXEC);
    put(fd, EV_KEY, KEY_A, 1, 0);
    put(fd, EV_KEY, BTN_TRIGGER, 1, 0);
    await(counters, 0, &sums, has_counted, 2);
    close(fd);
    counters_stop(counters);
}

// A contact that chatters, and a clock that is set back in between.
static void presses_that_follow_too_soon_are_the_same_one(void **state)
{
    (void)state;
    struct counter_wish wish = beam(KEY_A);
    wish.debounce_us = 200000;
    struct counters *counters = start(&wish);
    struct counted sums = {0};
    await(counters, 0, &sums, is_up, 0);
    int fd = open(device, O_WRONLY | O_CLOEXEC);
    static const int64_t at_ms[] = {1000000, 1000010, 1000199, 1000200, 1000399, 5000, 5100};
    for (size_t i = 0; i < sizeof at_ms / sizeof at_ms[0]; i++) {
        put(fd, EV_KEY, KEY_A, 1, at_ms[i]);
    }
    put(fd, EV_KEY, KEY_A, 1, 9000); // the last one, so that all of them were heard
    await(counters, 0, &sums, has_counted, 4);
    assert_int_equal(sums.number, 4); // 1000000, 1000200, 5000, 9000
    close(fd);
    counters_stop(counters);
}

static void a_device_that_is_unplugged_is_found_again(void **state)
{
    (void)state;
    struct counter_wish wish = beam(KEY_A);
    struct counters *counters = start(&wish);
    struct counted sums = {0};
    await(counters, 0, &sums, is_up, 0);
    int fd = open(device, O_WRONLY | O_CLOEXEC);
    put(fd, EV_KEY, KEY_A, 1, 0);
    await(counters, 0, &sums, has_counted, 1);
    assert_int_equal(unlink(device), 0);
    close(fd); // the reader's end of file
    await(counters, 0, &sums, is_down, 0);
    assert_non_null(strstr(sums.trouble, "beam: "));
    assert_int_equal(mkfifo(device, 0600), 0);
    await(counters, 0, &sums, is_up, 0);
    assert_string_equal(sums.trouble, "");
    fd = open(device, O_WRONLY | O_CLOEXEC);
    put(fd, EV_KEY, KEY_A, 1, 10);
    await(counters, 0, &sums, has_counted, 2);
    close(fd);
    counters_stop(counters);
}

static void a_device_that_never_was_there_is_told(void **state)
{
    (void)state;
    struct counter_wish wish = beam(KEY_A);
    char missing[] = "/dev/input/by-id/no-such-beam";
    wish.device = missing;
    struct counters *counters = start(&wish);
    struct counted sums = {.is_up = true};
    await(counters, 0, &sums, is_down, 0);
    counters_stop(counters);
    // What cannot be had alone is not counted either: others would act on the presses.
    wish = beam(KEY_A);
    wish.grabs = true;
    counters = start(&wish);
    sums = (struct counted){0};
    while (strstr(sums.trouble, "alone") == NULL) {
        await(counters, 0, &sums, is_down, 0);
    }
    counters_stop(counters);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_press_of_the_key_counts_one, make_device,
                                        remove_device),
        cmocka_unit_test_setup_teardown(any_key_means_every_press, make_device, remove_device),
        cmocka_unit_test_setup_teardown(presses_that_follow_too_soon_are_the_same_one, make_device,
                                        remove_device),
        cmocka_unit_test_setup_teardown(a_device_that_is_unplugged_is_found_again, make_device,
                                        remove_device),
        cmocka_unit_test_setup_teardown(a_device_that_never_was_there_is_told, make_device,
                                        remove_device),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
