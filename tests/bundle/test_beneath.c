// Opening a stranger's files: nothing outside, nothing that is no file, and nothing is even opened
// that is none.
#include "base/file.h"
#include "base/mem.h"
#include "bundle/beneath.h"
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct place {
    char *folder, *outside;
    int fd;
};

// Kernels before 5.6 have no openat2, and filters may refuse it.
static int openat2_answer;

long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);
long __wrap_syscall(long number, ...)
{
    va_list arguments;
    long given[4];
    va_start(arguments, number);
    for (int i = 0; i < 4; i++) {
        given[i] = va_arg(arguments, long);
    }
    va_end(arguments);
    if (number == SYS_openat2 && openat2_answer != 0) {
        errno = openat2_answer;
        return -1;
    }
    return __real_syscall(number, given[0], given[1], given[2], given[3]);
}

// Reading is interrupted so often, ends at once, or comes two bytes at a time.
static int interruptions;
static bool is_cut, is_slow;

ssize_t __real_read(int fd, void *into, size_t size);
ssize_t __wrap_read(int fd, void *into, size_t size);
ssize_t __wrap_read(int fd, void *into, size_t size)
{
    if (interruptions > 0) {
        interruptions--;
        errno = EINTR;
        return -1;
    }
    return is_cut ? 0 : __real_read(fd, into, is_slow && size > 2 ? 2 : size);
}

static int begin(void **state)
{
    struct place *self = mem_zeroed(1, sizeof *self);
    struct error err = {0};
    self->folder = test_folder_make();
    self->outside = test_folder_make();
    free(test_file(self->outside, "secret", "secret"));
    free(test_file(self->folder, "manifest", "signed"));
    char *blobs = file_join(self->folder, "blob");
    assert_int_equal(mkdir(blobs, 0755), 0);
    free(test_file(blobs, "one", "1"));
    free(blobs);
    self->fd = beneath_folder(self->folder, &err);
    assert_true(self->fd >= 0);
    openat2_answer = 0;
    *state = self;
    return 0;
}

static int end(void **state)
{
    struct place *self = *state;
    openat2_answer = 0;
    close(self->fd);
    test_folder_remove(self->outside);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

static void opens(const struct place *self, const char *name, int64_t expected)
{
    int64_t size = -1;
    bool is_missing = true;
    struct error err = {0};
    int fd = beneath_open(self->fd, name, &size, &is_missing, &err);
    assert_true(fd >= 0);
    assert_int_equal(size, expected);
    assert_false(is_missing);
    assert_true((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    assert_int_equal(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDONLY);
    close(fd);
}

static void refuses(const struct place *self, const char *name, const char *why)
{
    int64_t size = -1;
    bool is_missing = true;
    struct error err = {0};
    assert_int_equal(beneath_open(self->fd, name, &size, &is_missing, &err), -1);
    assert_int_equal(is_missing, strcmp(why, strerror(ENOENT)) == 0);
    assert_int_equal(size, -1);
    if (strstr(err.text, why) == NULL) {
        fail_msg("%s: “%s”, not “%s”", name, err.text, why);
    }
    assert_int_equal(beneath_open(self->fd, name, &size, NULL, &err), -1);
}

// As the kernel does it, and step by step.
static void in_both_ways(struct place *self, void (*test)(struct place *self))
{
    static const int answers[] = {0, ENOSYS, EPERM};
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        openat2_answer = answers[i];
        test(self);
    }
}

static void test_plain(struct place *self)
{
    opens(self, "manifest", 6);
    opens(self, "blob/one", 1);
    refuses(self, "nothing", strerror(ENOENT));
    refuses(self, "blob/nothing", strerror(ENOENT));
    refuses(self, "nothing/one", strerror(ENOENT));
    refuses(self, "manifest/one", strerror(ENOTDIR));
    refuses(self, "blob", "is not a file");
}

static void plain_files_are_opened(void **state)
{
    in_both_ways(*state, test_plain);
}

static void links_are_not_followed(void **state)
{
    struct place *self = *state;
    char *secret = file_join(self->outside, "secret");
    char *link = file_join(self->folder, "link");
    char *near = file_join(self->folder, "near");
    char *loop = file_join(self->folder, "loop");
    char *folder = file_join(self->folder, "folder");
    assert_int_equal(symlink(secret, link), 0);
    assert_int_equal(symlink("manifest", near), 0);
    assert_int_equal(symlink("loop", loop), 0);
    assert_int_equal(symlink(self->outside, folder), 0);
    refuses(self, "link", "is a link");
    refuses(self, "near", "is a link");
    refuses(self, "loop", "is a link");
    refuses(self, "folder/secret", "is a link");
    openat2_answer = ENOSYS;
    refuses(self, "link", "is a link");
    refuses(self, "near", "is a link");
    refuses(self, "loop", "is a link");
    refuses(self, "folder/secret", strerror(ENOTDIR));
    free(folder);
    free(loop);
    free(near);
    free(link);
    free(secret);
}

static void another_file_system_is_outside(void **state)
{
    (void)state;
    struct error err = {0};
    int64_t size = 0;
    struct stat top;
    struct stat within;
    static const int answers[] = {0, ENOSYS};
    int fd = beneath_folder("/", &err);
    assert_int_equal(fstat(fd, &top), 0);
    assert_int_equal(stat("/proc/version", &within), 0);
    assert_true(top.st_dev != within.st_dev);
    for (size_t i = 0; i < 2; i++) {
        openat2_answer = answers[i];
        assert_int_equal(beneath_open(fd, "proc/version", &size, NULL, &err), -1);
        assert_non_null(strstr(err.text, "lies outside of the bundle"));
    }
    openat2_answer = 0;
    assert_int_equal(beneath_open(fd, "../etc/hostname", &size, NULL, &err), -1);
    close(fd);
}

// What a driver or a writer would notice.
static bool was_opened(int watch)
{
    _Alignas(struct inotify_event) char events[4096];
    ssize_t got = read(watch, events, sizeof events);
    for (ssize_t at = 0; at < got;) {
        const struct inotify_event *event = (const void *)(events + at);
        if (event->len > 0 && strcmp(event->name, "pipe") == 0) {
            return true;
        }
        at += (ssize_t)(sizeof *event + event->len);
    }
    return false;
}

static void test_pipe(struct place *self)
{
    int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    assert_true(inotify_add_watch(watch, self->folder, IN_OPEN) >= 0);
    refuses(self, "pipe", "is not a file");
    assert_false(was_opened(watch));
    char *path = file_join(self->folder, "pipe"); // the watch can see it
    close(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    assert_true(was_opened(watch));
    free(path);
    close(watch);
}

static void what_is_no_file_is_not_opened(void **state)
{
    struct place *self = *state;
    char *path = file_join(self->folder, "pipe");
    assert_int_equal(mkfifo(path, 0666), 0);
    free(path);
    in_both_ways(self, test_pipe);
}

static void a_kernel_that_says_try_again_for_ever_is_not_asked_for_ever(void **state)
{
    struct place *self = *state;
    openat2_answer = EAGAIN;
    refuses(self, "manifest", strerror(EAGAIN));
}

static void a_folder_that_is_not_there_says_so(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    char *path = file_join(self->folder, "manifest");
    assert_int_equal(beneath_folder(path, &err), -1);
    assert_non_null(strstr(err.text, path));
    free(path);
}

// --- small files -------------------------------------------------------------------------------

static void small_files_are_read_whole_or_not(void **state)
{
    struct place *self = *state;
    for (size_t limit = 0; limit < 12; limit++) {
        char *bytes = NULL;
        size_t length = 0;
        bool is_missing = false;
        struct error err = {0};
        bool is_read =
            beneath_read(self->fd, "manifest", limit, &bytes, &length, &is_missing, &err);
        assert_int_equal(is_read, limit >= 6);
        if (is_read) {
            assert_int_equal(length, 6);
            assert_string_equal(bytes, "signed");
        } else {
            assert_non_null(strstr(err.text, "is larger than"));
        }
        assert_false(is_missing);
        free(bytes);
    }
    char *bytes = NULL;
    size_t length = 0;
    bool is_missing = false;
    struct error err = {0};
    assert_false(beneath_read(self->fd, "nothing", 9, &bytes, &length, &is_missing, &err));
    assert_true(is_missing);
    assert_null(bytes);
}

static void reading_goes_on_after_a_signal_and_ends_when_the_file_does(void **state)
{
    struct place *self = *state;
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    interruptions = 3;
    is_slow = true;
    assert_true(beneath_read(self->fd, "manifest", 9, &bytes, &length, NULL, &err));
    assert_string_equal(bytes, "signed");
    free(bytes);
    bytes = NULL;
    is_cut = true; // it was cut off since it was looked at
    assert_false(beneath_read(self->fd, "manifest", 9, &bytes, &length, NULL, &err));
    is_cut = is_slow = false;
    assert_null(bytes);
    assert_non_null(strstr(err.text, "cannot be read to its end"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(plain_files_are_opened),
        TEST(links_are_not_followed),
        TEST(another_file_system_is_outside),
        TEST(what_is_no_file_is_not_opened),
        TEST(a_kernel_that_says_try_again_for_ever_is_not_asked_for_ever),
        TEST(a_folder_that_is_not_there_says_so),
        TEST(small_files_are_read_whole_or_not),
        TEST(reading_goes_on_after_a_signal_and_ends_when_the_file_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
