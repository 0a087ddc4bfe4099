// The player's console and those who ask it, in one process: every step is made by hand, so nothing
// waits. Some clients mean no good.
#include "show/ask.h"
#include "show/console.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { TIMEOUT_MS = 5000, SHORT_MS = 1 };

static char *folder;
static char *path;
static volatile sig_atomic_t told;

static void on_told(int number)
{
    (void)number;
    told = 1;
}

static int set_up(void **state)
{
    (void)state;
    folder = test_folder_make();
    path = file_join(folder, "ledger.db.sock");
    told = 0;
    struct sigaction action = {.sa_handler = on_told}; // no SA_RESTART
    return sigaction(SIGIO, &action, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    free(path);
    test_folder_remove(folder);
    return 0;
}

static struct console *open_console(const char *at)
{
    struct error err = {0};
    struct console *console = console_open(at, &err);
    if (console == NULL) {
        fail_msg("%s", err.text);
    }
    return console;
}

static int begin(const char *at, const char *request)
{
    struct error err = {0};
    int connection = ask_begin(at, request, TIMEOUT_MS, &err);
    if (connection < 0) {
        fail_msg("%s", err.text);
    }
    return connection;
}

static void assert_answer(int connection, const char *want)
{
    struct str answer = {0};
    struct error err = {0};
    if (!ask_finish(connection, path, &answer, &err)) {
        fail_msg("%s", err.text);
    }
    assert_string_equal(str_text(&answer), want);
    str_fini(&answer);
}

static void assert_hears(struct console *console, const char *want)
{
    const char *line = console_hear(console);
    assert_non_null(line);
    assert_string_equal(line, want);
}

// A connection that sends whatever bytes it likes. The console never blocks, and nor does this.
static int connect_raw(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    snprintf(name.sun_path, sizeof name.sun_path, "%s", path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&name, sizeof name), 0);
    return fd;
}

static void send_raw(int fd, const void *bytes, size_t length)
{
    assert_int_equal(send(fd, bytes, length, MSG_NOSIGNAL), length);
}

// Whether the console has closed this connection.
static bool is_left(int fd)
{
    char byte;
    ssize_t got = recv(fd, &byte, 1, MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN);
}

static void assert_still_serves(struct console *console)
{
    int connection = begin(path, "status");
    assert_hears(console, "status");
    console_answer(console, "ok here");
    assert_answer(connection, "ok here");
    while (console_hear(console) != NULL) {
    }
}

// --- what it is for ---------------------------------------------------------------------------

static void a_request_is_heard_and_answered(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    assert_null(console_hear(console));
    int connection = begin(path, "emergency fire");
    assert_hears(console, "emergency fire");
    console_answer(console, "ok 火警 is on");
    assert_null(console_hear(console));
    assert_answer(connection, "ok 火警 is on");
    console_close(console);
    assert_false(file_exists(path));
}

static void who_connects_or_speaks_wakes_the_sleeper(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    int fd = connect_raw();
    assert_true(told);
    told = 0;
    assert_null(console_hear(console));
    told = 0; // an accepted connection must say so too
    send_raw(fd, "next\n", 5);
    assert_true(told);
    assert_hears(console, "next");
    close(fd);
    console_close(console);
}

static void each_of_several_clients_gets_its_own_answer(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    int connections[5];
    for (int i = 0; i < 5; i++) {
        connections[i] = begin(path, names[i]);
    }
    for (int i = 0; i < 5; i++) {
        const char *line = console_hear(console);
        assert_non_null(line);
        char *answer = mem_format("ok %s", line);
        console_answer(console, answer);
        free(answer);
    }
    assert_null(console_hear(console));
    for (int i = 4; i >= 0; i--) {
        char *want = mem_format("ok %s", names[i]);
        assert_answer(connections[i], want);
        free(want);
    }
    console_close(console);
}

static void a_client_may_ask_again_and_close_its_sending_side(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    int fd = connect_raw();
    send_raw(fd, "next\r\nstatus\njunk", 16);
    shutdown(fd, SHUT_WR);
    assert_hears(console, "next");
    console_answer(console, "ok 1");
    assert_null(console_hear(console)); // once a round
    assert_hears(console, "status");
    console_answer(console, "ok 2");
    assert_null(console_hear(console));
    assert_null(console_hear(console)); // a line without an end is none
    char got[32] = "";
    assert_int_equal(recv(fd, got, sizeof got - 1, 0), 10);
    assert_string_equal(got, "ok 1\nok 2\n");
    assert_true(is_left(fd));
    close(fd);
    console_close(console);
}

// Fails when a client is heard as long as it has something to say.
static void who_talks_without_end_is_heard_once_a_round(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    int fd = connect_raw();
    for (int i = 0; i < 100; i++) {
        send_raw(fd, "next\n", 5);
    }
    assert_hears(console, "next");
    assert_null(console_hear(console));
    assert_hears(console, "next");
    int connection = begin(path, "status");
    assert_hears(console, "status");
    console_answer(console, "ok");
    assert_answer(connection, "ok");
    close(fd);
    console_close(console);
}

// --- the socket's file ------------------------------------------------------------------------

static void only_its_user_may_open_it(void **state)
{
    (void)state;
    mode_t before = umask(0);
    struct console *console = open_console(path);
    umask(before);
    struct stat about;
    assert_int_equal(lstat(path, &about), 0);
    assert_true(S_ISSOCK(about.st_mode));
    assert_int_equal(about.st_mode & 0777, 0600);
    console_close(console);
}

// What kill -9 leaves: the name, and nobody behind it.
static void leave_a_dead_socket(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    snprintf(name.sun_path, sizeof name.sun_path, "%s", path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&name, sizeof name), 0);
    assert_int_equal(listen(fd, 1), 0);
    close(fd);
    assert_true(file_exists(path));
}

static void what_a_killed_player_left_is_replaced(void **state)
{
    (void)state;
    leave_a_dead_socket();
    struct error err = {0};
    assert_int_equal(ask_begin(path, "status", TIMEOUT_MS, &err), -1);
    assert_int_equal(err.code, ERROR_DEVICE);
    assert_non_null(strstr(err.text, "no player is running at "));
    struct console *console = open_console(path);
    assert_still_serves(console);
    console_close(console);
}

static void a_player_that_answers_keeps_its_socket(void **state)
{
    (void)state;
    struct console *first = open_console(path);
    struct error err = {0};
    assert_null(console_open(path, &err));
    assert_int_equal(err.code, ERROR_BUSY);
    while (console_hear(first) != NULL) {
    }
    assert_still_serves(first);
    console_close(first);
}

static void a_file_that_is_no_socket_is_left_alone(void **state)
{
    (void)state;
    free(test_file(folder, "ledger.db.sock", "precious"));
    struct error err = {0};
    assert_null(console_open(path, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_true(file_exists(path));
}

static void a_socket_that_is_not_ours_any_more_is_not_removed(void **state)
{
    (void)state;
    struct console *first = open_console(path);
    char *aside = file_join(folder, "aside");
    assert_int_equal(rename(path, aside), 0);
    struct console *second = open_console(path);
    console_close(first);
    assert_still_serves(second);
    console_close(second);
    free(aside);
}

static void a_path_longer_than_an_address_works(void **state)
{
    (void)state;
    struct str deep = {0};
    str_addf(&deep, "%s", folder);
    for (int i = 0; i < 10; i++) {
        str_add(&deep, "/a-folder-with-a-long-name");
    }
    str_add(&deep, "/ledger.db.sock");
    struct console *console = open_console(str_text(&deep)); // makes the folders too
    int connection = begin(str_text(&deep), "pause");
    assert_hears(console, "pause");
    console_answer(console, "ok paused");
    assert_answer(connection, "ok paused");
    console_close(console);
    assert_false(file_exists(str_text(&deep)));
    str_fini(&deep);
}

static void a_name_that_fits_no_address_is_told(void **state)
{
    (void)state;
    char name[201];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    char *long_path = file_join(folder, name);
    struct error err = {0};
    assert_null(console_open(long_path, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_int_equal(ask_begin(long_path, "status", TIMEOUT_MS, &err), -1);
    assert_null(console_open("", &err));
    free(long_path);
}

// --- those who mean no good -------------------------------------------------------------------

static void half_a_line_waits_for_its_other_half(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    int fd = connect_raw();
    send_raw(fd, "emer", 4);
    assert_null(console_hear(console));
    assert_still_serves(console); // nobody waits for it
    send_raw(fd, "gency fire\nne", 13);
    assert_hears(console, "emergency fire");
    assert_null(console_hear(console));
    send_raw(fd, "xt\n", 3);
    assert_hears(console, "next");
    close(fd);
    console_close(console);
}

static void the_longest_line_is_heard_and_a_longer_one_closes(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    char line[CONSOLE_LINE + 2];
    memset(line, 'x', sizeof line);
    line[CONSOLE_LINE] = '\n';
    int fd = connect_raw();
    send_raw(fd, line, CONSOLE_LINE + 1);
    const char *heard = console_hear(console);
    assert_non_null(heard);
    assert_int_equal(strlen(heard), CONSOLE_LINE);
    assert_null(console_hear(console));
    line[CONSOLE_LINE] = 'x';
    send_raw(fd, line, sizeof line);
    assert_null(console_hear(console));
    assert_true(is_left(fd));
    close(fd);
    char *huge = mem_zeroed(100000, 1);
    memset(huge, 'y', 100000);
    fd = connect_raw();
    send_raw(fd, huge, 100000);
    assert_null(console_hear(console));
    assert_true(is_left(fd));
    close(fd);
    free(huge);
    assert_still_serves(console);
    console_close(console);
}

static void control_characters_close_the_connection(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    static const char zeros[] = "status\0quit\n";
    static const char escape[] = "\x1b[2Jstatus\n";
    static const char binary[] = "\x7f\x45\x4c\x46\x02\x01\x01\x00\xff\xfe\xfd";
    const struct {
        const char *bytes;
        size_t length;
    } table[] = {
        {zeros, sizeof zeros - 1}, {escape, sizeof escape - 1}, {binary, sizeof binary - 1}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int fd = connect_raw();
        send_raw(fd, table[i].bytes, table[i].length);
        assert_null(console_hear(console));
        assert_true(is_left(fd));
        close(fd);
    }
    assert_still_serves(console);
    console_close(console);
}

static void who_closes_in_the_middle_harms_nobody(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    int fd = connect_raw();
    send_raw(fd, "sta", 3);
    close(fd);
    assert_null(console_hear(console));
    fd = connect_raw();
    send_raw(fd, "status\n", 7);
    close(fd); // asks, and does not wait for the answer
    assert_hears(console, "status");
    console_answer(console, "ok");
    console_answer(console, "ok"); // nobody is there
    assert_null(console_hear(console));
    close(connect_raw());
    assert_null(console_hear(console));
    assert_still_serves(console);
    console_close(console);
}

static void who_takes_no_answer_is_closed(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    int fd = connect_raw();
    char *answer = mem_zeroed(8001, 1);
    memset(answer, 'z', 8000);
    int asked = 0;
    for (bool is_there = true; is_there && asked < 10000; asked++) {
        is_there = send(fd, "status\n", 7, MSG_NOSIGNAL) == 7;
        if (console_hear(console) != NULL) {
            console_answer(console, answer); // must not wait until it is read
            assert_null(console_hear(console));
        }
    }
    assert_true(asked > 1 && asked < 10000);
    free(answer);
    close(fd);
    assert_still_serves(console);
    console_close(console);
}

// Fails when all are let in before one of them is heard.
static void a_hundred_connections_that_say_nothing_do_not_shut_others_out(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    enum { CROWD = 100 };
    int crowd[CROWD];
    for (int i = 0; i < CROWD; i++) {
        crowd[i] = connect_raw();
        if (i % 10 == 9) {
            assert_null(console_hear(console));
        }
    }
    int connection = begin(path, "emergency fire");
    for (int i = 0; i < 12; i++) { // more than there are places, behind it
        close(connect_raw());
    }
    assert_hears(console, "emergency fire");
    console_answer(console, "ok");
    assert_answer(connection, "ok");
    while (console_hear(console) != NULL) {
    }
    int left = 0;
    for (int i = 0; i < CROWD; i++) {
        left += is_left(crowd[i]);
        close(crowd[i]);
    }
    assert_true(left >= CROWD - CONSOLE_CLIENTS);
    assert_still_serves(console);
    console_close(console);
}

static void the_one_that_was_silent_for_longest_makes_room(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    int fds[CONSOLE_CLIENTS];
    for (int i = 0; i < CONSOLE_CLIENTS; i++) {
        fds[i] = connect_raw();
    }
    assert_null(console_hear(console));
    send_raw(fds[0], "st", 2); // the oldest says something: the second is now silent for longest
    assert_null(console_hear(console));
    int late = connect_raw();
    assert_null(console_hear(console));
    assert_false(is_left(fds[0]));
    assert_true(is_left(fds[1]));
    assert_false(is_left(fds[2]));
    close(late);
    for (int i = 0; i < CONSOLE_CLIENTS; i++) {
        close(fds[i]);
    }
    console_close(console);
}

// --- the asker --------------------------------------------------------------------------------

static void where_nobody_is_the_asker_is_told(void **state)
{
    (void)state;
    struct str answer = {0};
    struct error err = {0};
    assert_false(console_ask(path, "status", &answer, TIMEOUT_MS, &err));
    assert_int_equal(err.code, ERROR_DEVICE);
    assert_non_null(strstr(err.text, path));
    str_fini(&answer);
}

static void a_player_that_says_nothing_does_not_hold_the_asker(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    struct str answer = {0};
    struct error err = {0};
    assert_false(console_ask(path, "status", &answer, SHORT_MS, &err));
    assert_int_equal(err.code, ERROR_BUSY);
    assert_non_null(strstr(err.text, "in time"));
    int connection = begin(path, "status");
    console_close(console); // ends with the request unheard
    assert_false(ask_finish(connection, path, &answer, &err));
    assert_int_equal(err.code, ERROR_BUSY);
    assert_string_equal(str_text(&answer), "");
    str_fini(&answer);
}

static void an_answer_without_end_is_cut_off(void **state)
{
    (void)state;
    struct console *console = open_console(path);
    int connection = begin(path, "status");
    assert_hears(console, "status");
    char *flood = mem_zeroed(3 * ASK_ANSWER_MOST, 1);
    memset(flood, 'f', 3 * ASK_ANSWER_MOST - 1);
    console_answer(console, flood);
    struct str answer = {0};
    struct error err = {0};
    assert_false(ask_finish(connection, path, &answer, &err));
    assert_true(answer.length <= 2 * ASK_ANSWER_MOST);
    str_fini(&answer);
    free(flood);
    console_close(console);
}

static void no_console_is_a_console_that_hears_nothing(void **state)
{
    (void)state;
    assert_null(console_hear(NULL));
    console_answer(NULL, "ok");
    console_close(NULL);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_request_is_heard_and_answered),
        CASE(who_connects_or_speaks_wakes_the_sleeper),
        CASE(each_of_several_clients_gets_its_own_answer),
        CASE(a_client_may_ask_again_and_close_its_sending_side),
        CASE(who_talks_without_end_is_heard_once_a_round),
        CASE(only_its_user_may_open_it),
        CASE(what_a_killed_player_left_is_replaced),
        CASE(a_player_that_answers_keeps_its_socket),
        CASE(a_file_that_is_no_socket_is_left_alone),
        CASE(a_socket_that_is_not_ours_any_more_is_not_removed),
        CASE(a_path_longer_than_an_address_works),
        CASE(a_name_that_fits_no_address_is_told),
        CASE(half_a_line_waits_for_its_other_half),
        CASE(the_longest_line_is_heard_and_a_longer_one_closes),
        CASE(control_characters_close_the_connection),
        CASE(who_closes_in_the_middle_harms_nobody),
        CASE(who_takes_no_answer_is_closed),
        CASE(a_hundred_connections_that_say_nothing_do_not_shut_others_out),
        CASE(the_one_that_was_silent_for_longest_makes_room),
        CASE(where_nobody_is_the_asker_is_told),
        CASE(a_player_that_says_nothing_does_not_hold_the_asker),
        CASE(an_answer_without_end_is_cut_off),
        CASE(no_console_is_a_console_that_hears_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
