// The console and the asker among people who mean well, and the file that the socket is.
#include "visit.h"

#include "show/ask.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

// --- what it is for ---------------------------------------------------------------------------

static void a_request_is_heard_and_answered(void **state)
{
    (void)state;
    struct console *console = open_console(visit.path);
    assert_null(console_hear(console));
    int connection = begin(visit.path, "emergency fire");
    assert_hears(console, "emergency fire");
    console_answer(console, "ok 火警 is on");
    assert_null(console_hear(console));
    assert_answer(connection, "ok 火警 is on");
    console_close(console);
    assert_false(file_exists(visit.path));
}

static void who_connects_or_speaks_wakes_the_sleeper(void **state)
{
    (void)state;
    struct console *console = open_console(visit.path);
    int fd = connect_raw();
    assert_true(visit.told);
    visit.told = 0;
    assert_null(console_hear(console));
    visit.told = 0; // an accepted connection must say so too
    send_raw(fd, "next\n", 5);
    assert_true(visit.told);
    assert_hears(console, "next");
    close(fd);
    console_close(console);
}

static void each_of_several_clients_gets_its_own_answer(void **state)
{
    (void)state;
    struct console *console = open_console(visit.path);
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    int connections[5];
    for (int i = 0; i < 5; i++) {
        connections[i] = begin(visit.path, names[i]);
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
    struct console *console = open_console(visit.path);
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
    struct console *console = open_console(visit.path);
    int fd = connect_raw();
    for (int i = 0; i < 100; i++) {
        send_raw(fd, "next\n", 5);
    }
    assert_hears(console, "next");
    assert_null(console_hear(console));
    assert_hears(console, "next");
    int connection = begin(visit.path, "status");
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
    struct console *console = open_console(visit.path);
    umask(before);
    struct stat about;
    assert_int_equal(lstat(visit.path, &about), 0);
    assert_true(S_ISSOCK(about.st_mode));
    assert_int_equal(about.st_mode & 0777, 0600);
    console_close(console);
}

// What kill -9 leaves: the name, and nobody behind it.
static void leave_a_dead_socket(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    snprintf(name.sun_path, sizeof name.sun_path, "%s", visit.path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&name, sizeof name), 0);
    assert_int_equal(listen(fd, 1), 0);
    close(fd);
    assert_true(file_exists(visit.path));
}

static void what_a_killed_player_left_is_replaced(void **state)
{
    (void)state;
    leave_a_dead_socket();
    struct error err = {0};
    assert_int_equal(ask_begin(visit.path, "status", TIMEOUT_MS, &err), -1);
    assert_int_equal(err.code, ERROR_DEVICE);
    assert_non_null(strstr(err.text, "no player is running at "));
    struct console *console = open_console(visit.path);
    assert_still_serves(console);
    console_close(console);
}

static void a_player_that_answers_keeps_its_socket(void **state)
{
    (void)state;
    struct console *first = open_console(visit.path);
    struct error err = {0};
    assert_null(console_open(visit.path, &err));
    assert_int_equal(err.code, ERROR_BUSY);
    while (console_hear(first) != NULL) {
    }
    assert_still_serves(first);
    console_close(first);
}

static void a_file_that_is_no_socket_is_left_alone(void **state)
{
    (void)state;
    free(test_file(visit.folder, "ledger.db.sock", "precious"));
    struct error err = {0};
    assert_null(console_open(visit.path, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_true(file_exists(visit.path));
}

static void a_socket_that_is_not_ours_any_more_is_not_removed(void **state)
{
    (void)state;
    struct console *first = open_console(visit.path);
    char *aside = file_join(visit.folder, "aside");
    assert_int_equal(rename(visit.path, aside), 0);
    struct console *second = open_console(visit.path);
    console_close(first);
    assert_still_serves(second);
    console_close(second);
    free(aside);
}

static void a_path_longer_than_an_address_works(void **state)
{
    (void)state;
    struct str deep = {0};
    str_addf(&deep, "%s", visit.folder);
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
    char *long_path = file_join(visit.folder, name);
    struct error err = {0};
    assert_null(console_open(long_path, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_int_equal(ask_begin(long_path, "status", TIMEOUT_MS, &err), -1);
    assert_null(console_open("", &err));
    free(long_path);
}

// --- the asker --------------------------------------------------------------------------------

static void where_nobody_is_the_asker_is_told(void **state)
{
    (void)state;
    struct str answer = {0};
    struct error err = {0};
    assert_false(console_ask(visit.path, "status", &answer, TIMEOUT_MS, &err));
    assert_int_equal(err.code, ERROR_DEVICE);
    assert_non_null(strstr(err.text, visit.path));
    str_fini(&answer);
}

static void a_player_that_says_nothing_does_not_hold_the_asker(void **state)
{
    (void)state;
    struct console *console = open_console(visit.path);
    struct str answer = {0};
    struct error err = {0};
    assert_false(console_ask(visit.path, "status", &answer, SHORT_MS, &err));
    assert_int_equal(err.code, ERROR_BUSY);
    assert_non_null(strstr(err.text, "in time"));
    int connection = begin(visit.path, "status");
    console_close(console); // ends with the request unheard
    assert_false(ask_finish(connection, visit.path, &answer, &err));
    assert_int_equal(err.code, ERROR_BUSY);
    assert_string_equal(str_text(&answer), "");
    str_fini(&answer);
}

static void an_answer_without_end_is_cut_off(void **state)
{
    (void)state;
    struct console *console = open_console(visit.path);
    int connection = begin(visit.path, "status");
    assert_hears(console, "status");
    char *flood = mem_zeroed(3 * ASK_ANSWER_MOST, 1);
    memset(flood, 'f', 3 * ASK_ANSWER_MOST - 1);
    console_answer(console, flood);
    struct str answer = {0};
    struct error err = {0};
    assert_false(ask_finish(connection, visit.path, &answer, &err));
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

#define CASE(name) cmocka_unit_test_setup_teardown(name, visit_begin, visit_end)

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
        CASE(where_nobody_is_the_asker_is_told),
        CASE(a_player_that_says_nothing_does_not_hold_the_asker),
        CASE(an_answer_without_end_is_cut_off),
        CASE(no_console_is_a_console_that_hears_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
