// The console among those who mean no good: it never waits for them, keeps little of them, and
// serves everybody else.
#include "visit.h"

#include "support/test.h"

#include "base/mem.h"

#include <sys/socket.h>
#include <unistd.h>

static void half_a_line_waits_for_its_other_half(void **state)
{
    (void)state;
    struct console *console = open_console(visit.path);
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
    struct console *console = open_console(visit.path);
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
    struct console *console = open_console(visit.path);
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
    struct console *console = open_console(visit.path);
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
    struct console *console = open_console(visit.path);
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
    struct console *console = open_console(visit.path);
    enum { CROWD = 100 };
    int crowd[CROWD];
    for (int i = 0; i < CROWD; i++) {
        crowd[i] = connect_raw();
        if (i % 10 == 9) {
            assert_null(console_hear(console));
        }
    }
    int connection = begin(visit.path, "emergency fire");
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
    struct console *console = open_console(visit.path);
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

#define CASE(name) cmocka_unit_test_setup_teardown(name, visit_begin, visit_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(half_a_line_waits_for_its_other_half),
        CASE(the_longest_line_is_heard_and_a_longer_one_closes),
        CASE(control_characters_close_the_connection),
        CASE(who_closes_in_the_middle_harms_nobody),
        CASE(who_takes_no_answer_is_closed),
        CASE(a_hundred_connections_that_say_nothing_do_not_shut_others_out),
        CASE(the_one_that_was_silent_for_longest_makes_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
