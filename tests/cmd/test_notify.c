// What the supervisor hears. The test is the supervisor: a datagram socket, by a path or abstract.
// Beats are given the time; the program itself is listened to at the end.
#include "cmd/notify.h"
#include "program.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define S CLOCK_SECOND_US

enum { HEARD = 4096, PATIENCE_MS = 60000 }; // the latter is reached when something is broken

static int ear = -1;
static char heard[HEARD];

// A name in no file system is like a path, but for its first character.
static void listen_at(const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(name);
    assert_true(length < sizeof address.sun_path);
    memcpy(address.sun_path, name, length);
    bool is_abstract = name[0] == '@';
    if (is_abstract) {
        address.sun_path[0] = '\0';
    }
    ear = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    size_t size = offsetof(struct sockaddr_un, sun_path) + length + (is_abstract ? 0 : 1);
    assert_int_equal(bind(ear, (const struct sockaddr *)&address, (socklen_t)size), 0);
    setenv("NOTIFY_SOCKET", name, 1);
}

// The next word, "" when there is none.
static const char *hear(void)
{
    ssize_t length = recv(ear, heard, sizeof heard - 1, MSG_DONTWAIT);
    assert_true(length >= 0 || errno == EAGAIN);
    heard[length > 0 ? length : 0] = '\0';
    return heard;
}

static int set_up(void **state)
{
    (void)state;
    int code = folder_set_up();
    char *name = file_join(folder, "notify");
    listen_at(name);
    free(name);
    return code;
}

static int tear_down(void **state)
{
    (void)state;
    close(ear);
    ear = -1;
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
    return folder_tear_down();
}

static struct notify *open_notify(void)
{
    struct error err = {0};
    struct notify *notify = notify_open(&err);
    if (notify == NULL) {
        fail_msg("%s", err.text);
    }
    return notify;
}

static void beat_at(struct notify *notify, int64_t at_us, const char *title)
{
    const struct show_beat beat = {.now = {at_us}, .title = title};
    notify_beat(notify, &beat);
}

static void nobody_listens_and_nothing_is_said(void **state)
{
    (void)state;
    unsetenv("NOTIFY_SOCKET");
    struct error err = {0};
    assert_null(notify_open(&err));
    assert_int_equal(err.code, 0);
    notify_ready(NULL);
    beat_at(NULL, 0, "a");
    notify_stopping(NULL);
    notify_close(NULL);
}

static void a_socket_that_is_none_is_said(void **state)
{
    (void)state;
    static const char *const names[] = {"notify", "/", "@", "vsock:2:1234"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct error err = {0};
        setenv("NOTIFY_SOCKET", names[i], 1);
        assert_null(notify_open(&err));
        assert_non_null(strstr(err.text, names[i]));
    }
    char *endless = mem_format("/%0200d", 0);
    struct error err = {0};
    setenv("NOTIFY_SOCKET", endless, 1);
    assert_null(notify_open(&err));
    assert_int_equal(err.code, ERROR_CONFIG);
    free(endless);
}

static void beats_are_said_ten_times_as_often_as_they_are_wanted(void **state)
{
    (void)state;
    setenv("WATCHDOG_USEC", "10000000", 1);
    struct notify *notify = open_notify();
    notify_ready(notify);
    assert_string_equal(hear(), "READY=1\n");
    int beats = 0;
    for (int64_t at_us = 100 * S; at_us < 130 * S; at_us += S / 20) {
        beat_at(notify, at_us, "a");
        for (const char *word = hear(); word[0] != '\0'; word = hear()) {
            beats += strcmp(word, "WATCHDOG=1\n") == 0;
        }
    }
    assert_int_equal(beats, 30);
    notify_stopping(notify);
    assert_non_null(strstr(hear(), "STOPPING=1\n"));
    notify_close(notify);
}

static void no_beat_is_said_where_none_is_wanted(void **state)
{
    (void)state;
    static const char *const wishes[] = {"",     "0",         "-5",
                                         "soon", "10000000x", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
        char *name = file_join(folder, "notify");
        setenv("NOTIFY_SOCKET", name, 1);
        setenv("WATCHDOG_USEC", wishes[i], 1);
        struct notify *notify = open_notify();
        beat_at(notify, 0, "a");
        beat_at(notify, 60 * S, "a");
        assert_string_equal(hear(), "STATUS=播放 · playing: a\n");
        assert_string_equal(hear(), "");
        notify_close(notify);
        free(name);
    }
}

// A wrapper is watched, not the player in it.
static void beats_that_are_wanted_of_another_process_are_not_ours(void **state)
{
    (void)state;
    char *parent = mem_format("%ld", (long)getppid());
    setenv("WATCHDOG_USEC", "1000000", 1);
    setenv("WATCHDOG_PID", parent, 1);
    struct notify *notify = open_notify();
    beat_at(notify, 0, NULL);
    assert_string_equal(hear(), "STATUS=暂无可播内容 · nothing to play, the house card\n");
    assert_string_equal(hear(), "");
    notify_close(notify);
    free(parent);
}

static void what_is_on_is_said_when_it_changes_and_not_too_often(void **state)
{
    (void)state;
    struct notify *notify = open_notify();
    beat_at(notify, 0, "甲");
    assert_string_equal(hear(), "STATUS=播放 · playing: 甲\n");
    beat_at(notify, 1 * S, "乙");
    assert_string_equal(hear(), "");
    beat_at(notify, 6 * S, "乙");
    assert_string_equal(hear(), "STATUS=播放 · playing: 乙\n");
    beat_at(notify, 60 * S, "乙");
    assert_string_equal(hear(), "");
    struct show_beat beat = {.now = {70 * S}, .title = "丙", .is_emergency = true};
    notify_beat(notify, &beat);
    assert_string_equal(hear(), "STATUS=紧急插播 · emergency: 丙\n");
    beat = (struct show_beat){.now = {80 * S}, .title = "丙", .is_paused = true};
    notify_beat(notify, &beat);
    assert_string_equal(hear(), "STATUS=暂停 · paused: 丙\n");
    beat = (struct show_beat){.now = {90 * S}, .is_dark = true};
    notify_beat(notify, &beat);
    assert_string_equal(hear(), "STATUS=已闭屏（开屏时间以外） · closed, dark\n");
    notify_close(notify);
}

// Fails when a title is handed on as it is: it would name another main process.
static void a_title_says_nothing_to_the_supervisor(void **state)
{
    (void)state;
    struct notify *notify = open_notify();
    beat_at(notify, 0, "a\nMAINPID=1\nWATCHDOG=1");
    assert_string_equal(hear(), "STATUS=播放 · playing: a MAINPID=1 WATCHDOG=1\n");
    notify_close(notify);
}

static void decoders_do_not_inherit_the_supervisor(void **state)
{
    (void)state;
    setenv("WATCHDOG_USEC", "1000000", 1);
    struct notify *notify = open_notify();
    assert_null(getenv("NOTIFY_SOCKET"));
    assert_null(getenv("WATCHDOG_USEC"));
    notify_close(notify);
}

// A loop that waited for its supervisor would hang with it.
static void a_supervisor_that_does_not_listen_stops_nothing(void **state)
{
    (void)state;
    enum { MANY = 10000 };
    setenv("WATCHDOG_USEC", "10", 1);
    struct notify *notify = open_notify();
    for (int i = 0; i < MANY; i++) {
        beat_at(notify, i, "a");
    }
    int beats = 0;
    for (const char *word = hear(); word[0] != '\0'; word = hear()) {
        beats += strcmp(word, "WATCHDOG=1\n") == 0;
    }
    assert_in_range(beats, 1, MANY - 1);
    beat_at(notify, MANY, "a"); // it listens again
    assert_string_equal(hear(), "WATCHDOG=1\n");
    notify_close(notify);
}

// --- the program ---

static const char *wait_to_hear(void)
{
    struct pollfd news = {.fd = ear, .events = POLLIN};
    assert_int_equal(poll(&news, 1, PATIENCE_MS), 1);
    return hear();
}

static pid_t start_playing(void)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char *list = file_join(folder, "list.cfg");
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDERR_FILENO);
        execl(TEST_PROGRAM, "xiaolaba", "play", "--headless", "--size", "64x32", list,
              (char *)NULL);
        _exit(127);
    }
    return child;
}

// The whole course of a service, from the first content to its end.
static void the_player_says_that_it_shows_lives_and_ends(void **state)
{
    (void)state;
    setenv("WATCHDOG_USEC", "40000", 1);
    write_text("list.cfg", "text = \"不轻信\";\n");
    pid_t child = start_playing();
    assert_string_equal(wait_to_hear(), "READY=1\n");
    for (int beats = 0; beats < 5;) {
        beats += strcmp(wait_to_hear(), "WATCHDOG=1\n") == 0;
    }
    kill(child, SIGTERM);
    while (strstr(wait_to_hear(), "STOPPING=1\n") == NULL) {
        // beats that were on their way
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    assert_string_equal(hear(), "");
}

static void a_name_in_no_file_system_is_heard_as_well(void **state)
{
    (void)state;
    close(ear);
    char *name = mem_format("@xiaolaba-test-%ld", (long)getpid());
    listen_at(name);
    struct notify *notify = open_notify();
    notify_ready(notify);
    assert_string_equal(hear(), "READY=1\n");
    notify_close(notify);
    free(name);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nobody_listens_and_nothing_is_said),
        TEST(a_socket_that_is_none_is_said),
        TEST(beats_are_said_ten_times_as_often_as_they_are_wanted),
        TEST(no_beat_is_said_where_none_is_wanted),
        TEST(beats_that_are_wanted_of_another_process_are_not_ours),
        TEST(what_is_on_is_said_when_it_changes_and_not_too_often),
        TEST(a_title_says_nothing_to_the_supervisor),
        TEST(decoders_do_not_inherit_the_supervisor),
        TEST(a_supervisor_that_does_not_listen_stops_nothing),
        TEST(a_name_in_no_file_system_is_heard_as_well),
        TEST(the_player_says_that_it_shows_lives_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
