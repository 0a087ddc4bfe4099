// xiaolaba tell as a script has it. The test is the player: it waits for the signal that the
// console raises, and answers by hand.
#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "show/console.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

enum { PATIENCE_S = 60 }; // never reached unless something is broken

static char *folder;
static struct console *console;

static struct {
    int code;
    char text[1024]; // both outputs
} said;

static int set_up(void **state)
{
    (void)state;
    folder = test_folder_make();
    sigset_t news;
    sigemptyset(&news);
    sigaddset(&news, SIGIO);
    return sigprocmask(SIG_BLOCK, &news, NULL) | setenv("XDG_STATE_HOME", folder, 1);
}

static int tear_down(void **state)
{
    (void)state;
    test_folder_remove(folder);
    return 0;
}

static void open_console(const char *name)
{
    char *path = file_join(folder, name);
    struct error err = {0};
    console = console_open(path, &err);
    if (console == NULL) {
        fail_msg("%s", err.text);
    }
    free(path);
}

static const char *wait_for_line(void)
{
    sigset_t news;
    sigemptyset(&news);
    sigaddset(&news, SIGIO);
    const struct timespec patience = {.tv_sec = PATIENCE_S};
    const char *line;
    while ((line = console_hear(console)) == NULL) {
        assert_int_equal(sigtimedwait(&news, NULL, &patience), SIGIO);
    }
    return line;
}

// Runs `xiaolaba tell <arguments>`, for which the player hears `request` and says `answer`.
static int tell(const char *arguments, const char *request, const char *answer)
{
    char *line = mem_format("cd %s && %s tell %s 2>&1", folder, TEST_PROGRAM, arguments);
    FILE *program = popen(line, "r");
    assert_non_null(program);
    if (request != NULL) {
        assert_string_equal(wait_for_line(), request);
        console_answer(console, answer);
        assert_null(console_hear(console));
    }
    size_t used = fread(said.text, 1, sizeof said.text - 1, program);
    said.text[used] = '\0';
    int status = pclose(program);
    assert_true(WIFEXITED(status));
    said.code = WEXITSTATUS(status);
    free(line);
    return said.code;
}

static void what_was_done_is_told_with_code_0(void **state)
{
    (void)state;
    open_console("here.sock");
    assert_int_equal(tell("--socket here.sock next", "next", "ok the next item comes"), 0);
    assert_string_equal(said.text, "the next item comes\n");
    assert_int_equal(tell("--socket here.sock --for 10m emergency fire",
                          "emergency fire for 600000000us", "ok fire is on"),
                     0);
    assert_int_equal(tell("--socket here.sock emergency fire", "emergency fire", "ok fire is on"),
                     0);
    console_close(console);
}

static void what_was_refused_is_told_with_code_1(void **state)
{
    (void)state;
    open_console("here.sock");
    assert_int_equal(
        tell("--socket here.sock emergency fire", "emergency fire", "no there is no item"), 1);
    assert_string_equal(said.text, "xiaolaba: error: there is no item\n");
    console_close(console);
}

static void programs_get_json_and_the_same_code(void **state)
{
    (void)state;
    open_console("here.sock");
    assert_int_equal(
        tell("--socket here.sock --json status", "status json", "{\"done\":true,\"item\":null}"),
        0);
    assert_string_equal(said.text, "{\"done\":true,\"item\":null}\n");
    assert_int_equal(tell("--socket here.sock --json clear", "clear json", "{\"done\":false}"), 1);
    assert_string_equal(said.text, "{\"done\":false}\n");
    console_close(console);
}

static void the_player_is_found_by_its_ledger(void **state)
{
    (void)state;
    open_console("l.db.sock");
    assert_int_equal(tell("--ledger l.db pause", "pause", "ok paused"), 0);
    console_close(console);
    open_console("xiaolaba/ledger.db.sock");
    assert_int_equal(tell("resume", "resume", "ok playing"), 0);
    console_close(console);
}

static void where_no_player_runs_the_socket_is_named_with_code_3(void **state)
{
    (void)state;
    assert_int_equal(tell("--ledger none.db status", NULL, NULL), 3);
    assert_string_equal(said.text, "xiaolaba: error: no player is running at none.db.sock\n");
}

static void what_is_no_player_is_told_with_code_3(void **state)
{
    (void)state;
    open_console("here.sock");
    assert_int_equal(tell("--socket here.sock status", "status", "HTTP/1.1 400 Bad Request"), 3);
    assert_string_equal(said.text, "xiaolaba: error: what answers at here.sock is no player\n");
    console_close(console);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(what_was_done_is_told_with_code_0),
        CASE(what_was_refused_is_told_with_code_1),
        CASE(programs_get_json_and_the_same_code),
        CASE(the_player_is_found_by_its_ledger),
        CASE(where_no_player_runs_the_socket_is_named_with_code_3),
        CASE(what_is_no_player_is_told_with_code_3),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
