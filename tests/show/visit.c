// Requests, step by step.
#include "visit.h"

#include "show/ask.h"

#include "support/test.h"

#include "base/file.h"
#include "base/str.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>

struct visit visit;

static void on_told(int number)
{
    (void)number;
    visit.told = 1;
}

int visit_begin(void **state)
{
    (void)state;
    visit.folder = test_folder_make();
    visit.path = file_join(visit.folder, "ledger.db.sock");
    visit.told = 0;
    struct sigaction action = {.sa_handler = on_told}; // no SA_RESTART
    return sigaction(SIGIO, &action, NULL);
}

int visit_end(void **state)
{
    (void)state;
    free(visit.path);
    test_folder_remove(visit.folder);
    return 0;
}

struct console *open_console(const char *path)
{
    struct error err = {0};
    struct console *console = console_open(path, &err);
    if (console == NULL) {
        fail_msg("%s", err.text);
    }
    return console;
}

int begin(const char *path, const char *request)
{
    struct error err = {0};
    int connection = ask_begin(path, request, TIMEOUT_MS, &err);
    if (connection < 0) {
        fail_msg("%s", err.text);
    }
    return connection;
}

void assert_answer(int connection, const char *want)
{
    struct str answer = {0};
    struct error err = {0};
    if (!ask_finish(connection, visit.path, &answer, &err)) {
        fail_msg("%s", err.text);
    }
    assert_string_equal(str_text(&answer), want);
    str_fini(&answer);
}

void assert_hears(struct console *console, const char *want)
{
    const char *line = console_hear(console);
    assert_non_null(line);
    assert_string_equal(line, want);
}

int connect_raw(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    snprintf(name.sun_path, sizeof name.sun_path, "%s", visit.path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&name, sizeof name), 0);
    return fd;
}

void send_raw(int fd, const void *bytes, size_t length)
{
    assert_int_equal(send(fd, bytes, length, MSG_NOSIGNAL), length);
}

bool is_left(int fd)
{
    char byte;
    ssize_t got = recv(fd, &byte, 1, MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN);
}

void assert_still_serves(struct console *console)
{
    int connection = begin(visit.path, "status");
    assert_hears(console, "status");
    console_answer(console, "ok here");
    assert_answer(connection, "ok here");
    while (console_hear(console) != NULL) {
    }
}
