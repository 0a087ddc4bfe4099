// What a caged decoder can do, and what a hostile film could not make it do: tried for real, in a
// process built as it ships (cage_probe.c).
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "decode/cage_parts.h"

extern char **environ;

static char *folder;
static char *file;

static int set_up(void **state)
{
    (void)state;
    folder = test_folder_make();
    file = file_join(folder, "secret");
    int fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    bool is_written = fd >= 0 && write(fd, "secret", 6) == 6;
    close(fd);
    return is_written ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    test_folder_remove(folder);
    free(file);
    return 0;
}

// How the probe ended that was told to do this. `output` (may be NULL): what it printed.
static int probe(const char *deed, char *output, size_t size)
{
    int bell[2];
    int out[2];
    int media = open(file, O_RDONLY | O_CLOEXEC);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, bell), 0);
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    // above the places they go to
    int lifted[3] = {fcntl(media, F_DUPFD_CLOEXEC, 20), fcntl(bell[1], F_DUPFD_CLOEXEC, 20),
                     fcntl(out[1], F_DUPFD_CLOEXEC, 20)};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, lifted[2], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, lifted[0], 3);
    posix_spawn_file_actions_adddup2(&actions, lifted[0], 4);
    posix_spawn_file_actions_adddup2(&actions, lifted[1], 5);
    char *words[] = {mem_copy(CAGE_PROBE), mem_copy(deed), file, NULL};
    pid_t pid = 0;
    int status = 0;
    assert_int_equal(posix_spawn(&pid, CAGE_PROBE, &actions, NULL, words, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    close(out[1]);
    close(lifted[2]);
    ssize_t got = output != NULL ? read(out[0], output, size - 1) : 0;
    if (output != NULL) {
        output[got > 0 ? got : 0] = '\0';
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    for (int i = 0; i < 2; i++) {
        close(bell[i]);
        close(lifted[i]);
        free(words[i]);
    }
    close(media);
    close(out[0]);
    return status;
}

static void what_a_decoder_needs_is_allowed(void **state)
{
    (void)state;
    static const char *const deeds[] = {"threads",    "memory", "time", "random",
                                        "read_media", "bell",   "sort", "complain"};
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        int status = probe(deeds[i], NULL, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            fail_msg("%s: ended with %#x", deeds[i], (unsigned)status);
        }
    }
}

static void what_is_only_looked_for_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *deed;
        int error;
    } table[] = {
        {"open", EACCES},        {"openat", EACCES},      {"write_path", EACCES},
        {"make_file", EACCES},   {"reopen", EACCES},      {"stat_path", EACCES},
        {"readlink", EACCES},    {"access", EACCES},      {"ioctl", EACCES},
        {"more_memory", ENOMEM}, {"code", EACCES},        {"turn_into_code", EACCES},
        {"write_media", EBADF},  {"write_stdout", EBADF}, {"dumpable", EPERM},
        {"outlive", EPERM},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int status = probe(table[i].deed, NULL, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != table[i].error) {
            fail_msg("%s: ended with %#x", table[i].deed, (unsigned)status);
        }
    }
    char bytes[16] = "";
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    assert_int_equal(read(fd, bytes, sizeof bytes), 6); // nothing was cut
    close(fd);
}

static void what_no_decoder_does_kills_it(void **state)
{
    (void)state;
    static const char *const deeds[] = {
        "openat2",     "unlink",        "rename",      "socket",       "connect",     "sendmsg",
        "recvmsg",     "execve",        "execveat",    "fork",         "vfork",       "namespace",
        "kill_parent", "tgkill_parent", "ptrace",      "read_parent",  "raise_limit", "read_bell",
        "dup",         "memfd",         "shrink_ring", "ring_calls",   "bpf",         "userfault",
        "perf",        "keys",          "mount",       "other_filter", "unknown",
    };
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        int status = probe(deeds[i], NULL, 0);
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS) {
            fail_msg("%s: ended with %#x", deeds[i], (unsigned)status);
        }
        assert_false(WCOREDUMP(status));
    }
}

static void landlock_alone_keeps_files_out_of_reach(void **state)
{
    (void)state;
    static const char *const deeds[] = {"bare-openat", "bare-write_path", "bare-make_file",
                                        "bare-unlink", "bare-openat2",    "bare-execve",
                                        "bare-reopen"};
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        int status = probe(deeds[i], NULL, 0);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
            skip(); // this kernel has none
        }
        if (!WIFEXITED(status) || (WEXITSTATUS(status) != EACCES && WEXITSTATUS(status) != EPERM)) {
            fail_msg("%s: ended with %#x", deeds[i], (unsigned)status);
        }
    }
}

static void an_abort_is_seen_as_one(void **state)
{
    (void)state;
    int status = probe("abort", NULL, 0);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
    assert_false(WCOREDUMP(status));
}

static void the_limits_are_small_and_files_may_have_any_size(void **state)
{
    (void)state;
    char text[512];
    assert_int_equal(probe("limits", text, sizeof text), 0);
    unsigned long long soft[5];
    unsigned long long hard[5];
    char *at = text;
    for (int i = 0; i < 5; i++) {
        soft[i] = strtoull(at, &at, 10);
        hard[i] = strtoull(at, &at, 10);
    }
    assert_int_equal(soft[0], (3ULL << 29) + (1 << 20));
    assert_int_equal(hard[0], soft[0]);
    assert_int_equal(hard[1], 1); // no core file, and no pipe to a handler either
    assert_int_equal(hard[2], 8);
    assert_in_range(soft[3], 1, 60);      // signals from then on, which kill nobody who works
    assert_true(hard[3] >= 4ULL * 86400); // a day's film on four processors
    struct rlimit own;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &own), 0);
    assert_int_equal(soft[4], own.rlim_cur);
}

// Seen to fail without the zone's name ("+08"-less "Asia"), and without tzset() in a program that
// had asked for the time before.
static void times_are_utc_whatever_the_machine_thinks(void **state)
{
    (void)state;
    setenv("TZ", "Asia/Shanghai", 1);
    assert_int_equal(probe("zone", NULL, 0), 0);
    unsetenv("TZ");
}

static void processor_time_ends_whoever_gets_nowhere_and_nobody_else(void **state)
{
    (void)state;
    for (uint32_t hours = 0; hours < 100; hours++) { // a film that is read goes on for days
        for (int second = 0; second < 3600; second++) {
            assert_false(cage_is_stuck(1 + (hours * 3600 + (uint32_t)second) / 50));
        }
    }
    assert_false(cage_is_stuck(7));
    for (int second = 0; second < 60; second++) {
        assert_false(cage_is_stuck(7));
    }
    assert_true(cage_is_stuck(7));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_decoder_needs_is_allowed),
        cmocka_unit_test(what_is_only_looked_for_is_refused),
        cmocka_unit_test(what_no_decoder_does_kills_it),
        cmocka_unit_test(landlock_alone_keeps_files_out_of_reach),
        cmocka_unit_test(an_abort_is_seen_as_one),
        cmocka_unit_test(the_limits_are_small_and_files_may_have_any_size),
        cmocka_unit_test(times_are_utc_whatever_the_machine_thinks),
        cmocka_unit_test(processor_time_ends_whoever_gets_nowhere_and_nobody_else),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
