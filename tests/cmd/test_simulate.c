// xiaolaba simulate as a user has it. With a show that is not told to end, the two that end it
// early never came to their end.
#include "program.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

#include <dirent.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

// A day of two items: 4800 plays.
static int set_up(void **state)
{
    (void)state;
    int code = folder_set_up();
    write_text("day.cfg", "items = ("
                          " { id = \"a\"; text = \"不轻信\"; motion = \"hold\"; hold = 20; },"
                          " { id = \"b\"; text = \"不转账\"; motion = \"hold\"; hold = 16; } );");
    write_text("bank.cfg", "id = \"bank\"; hours = \"08:30-17:30\";");
    return code | setenv("TMPDIR", folder, 1);
}

static int tear_down(void **state)
{
    (void)state;
    unsetenv("TMPDIR");
    return folder_tear_down();
}

// Of the row of the report's CSV that begins with `name`: how long something was visible.
static double visible_s(const char *name)
{
    char *start = mem_format("\n%s,", name);
    const char *row = strstr(said.out, start);
    assert_non_null(row);
    double seconds = -1;
    assert_int_equal(sscanf(row + strlen(start), "%*d,%*d,%lf", &seconds), 1);
    free(start);
    return seconds;
}

static void assert_about(double seconds, double wanted, double most_off)
{
    if (seconds < wanted - most_off || seconds > wanted + most_off) {
        fail_msg("%.3f s, not %.3f s", seconds, wanted);
    }
}

static void assert_no_ledger_is_left(void)
{
    DIR *entries = opendir(folder);
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        if (strncmp(entry->d_name, "xiaolaba-simulate-", 18) == 0) {
            fail_msg("%s is left", entry->d_name);
        }
    }
    closedir(entries);
}

static void a_day_is_told_as_its_ledger_says(void **state)
{
    (void)state;
    assert_int_equal(run("simulate --from 2026-11-25 --csv day.cfg"), 0);
    assert_string_equal(said.err, "");
    assert_about(visible_s("a") + visible_s("b"), 86400, 5);
    assert_no_ledger_is_left();
    assert_int_equal(run("simulate --from 2026-11-25 --point bank.cfg --by day --csv day.cfg"), 0);
    assert_about(visible_s("2026-11-25"), 9 * 3600, 1);
}

static void a_clock_that_jumps_is_said_and_costs_nothing(void **state)
{
    (void)state;
    assert_int_equal(run("simulate --from 2026-11-25 --days 2 --jump 36h=-3s --by kind --csv "
                         "day.cfg"),
                     0);
    assert_says(said.err, "the clock jumped by -3.0 s: the plan goes by 2026-11-26T11:59:57");
    assert_about(visible_s("slogan"), 2 * 86400, 5);
    assert_int_equal(
        run("simulate --from 2026-11-25 --days 2 --jump 1d=+10y --by day --csv day.cfg"), 0);
    assert_says(said.err, "the plan goes by 2036-11-25T12:00:00"); // ten years and two leap days
    assert_about(visible_s("2036-11-25"), 43200, 60);
    assert_int_equal(run("simulate --from 2026-11-25 --days 2 --jump 1d=-40y --by kind --csv "
                         "--point bank.cfg day.cfg"),
                     0);
    assert_says(said.err, "is not believed: the plan still goes by 2026-11-26T00:00:00");
    assert_about(visible_s("slogan"), 2 * 9 * 3600, 2);
}

// Nobody knows whether the bank is open, so it is shown; from then on the hours hold.
static void a_clock_that_is_not_known_keeps_no_hours(void **state)
{
    (void)state;
    assert_int_equal(run("simulate --from 2026-11-25 --clock-unknown 2h --point bank.cfg --by kind "
                         "--csv day.cfg"),
                     0);
    assert_about(visible_s("slogan"), (2 + 9) * 3600, 90);
}

static void a_named_ledger_is_kept_and_never_added_to(void **state)
{
    (void)state;
    assert_int_equal(run("simulate --from 2026-11-25 --ledger kept.db --csv day.cfg"), 0);
    char *whole = mem_copy(said.out);
    assert_int_equal(run("report --csv --by item kept.db"), 0);
    assert_string_equal(said.out, whole);
    free(whole);
    assert_int_equal(run("simulate --ledger kept.db day.cfg"), 3);
    assert_says(said.err, "kept.db is there already, and a simulation never adds to a ledger");
}

// Starts `xiaolaba simulate -v` for a hundred years, with its lines going to `lines`.
static pid_t start_a_long_one(const int lines[2])
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        bool is_ready = chdir(folder) == 0 && freopen("out", "w", stdout) != NULL &&
                        dup2(lines[1], STDERR_FILENO) >= 0;
        close(lines[0]);
        close(lines[1]);
        if (is_ready) {
            execl(TEST_PROGRAM, "xiaolaba", "simulate", "-v", "--days", "36500", "--csv", "day.cfg",
                  (char *)NULL);
        }
        _exit(127);
    }
    close(lines[1]);
    return pid;
}

static void whoever_interrupts_gets_the_report_so_far(void **state)
{
    (void)state;
    int lines[2];
    assert_int_equal(pipe(lines), 0);
    pid_t pid = start_a_long_one(lines);
    struct str said_so_far = {0};
    char text[4096];
    for (ssize_t got; (got = read(lines[0], text, sizeof text)) > 0;) {
        if (str_text(&said_so_far)[0] == '\0') {
            kill(pid, SIGINT); // an item is on
        }
        str_addf(&said_so_far, "%.*s", (int)got, text);
    }
    close(lines[0]);
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_says(str_text(&said_so_far), "of 36500 days\n");
    str_fini(&said_so_far);
    char *path = file_join(folder, "out");
    FILE *out = fopen(path, "r");
    free(path);
    assert_non_null(out);
    assert_non_null(fgets(text, sizeof text, out));
    assert_says(text, "plays");
    fclose(out);
    assert_no_ledger_is_left();
}

// A file may have 100 KiB here, which a day needs more than once.
static void a_disk_that_is_full_ends_it_and_is_said(void **state)
{
    (void)state;
    char *line = mem_format("cd %s && trap '' XFSZ && ulimit -f 200 && %s simulate --days 36500 "
                            "day.cfg 2>&1",
                            folder, TEST_PROGRAM);
    FILE *program = popen(line, "r");
    assert_non_null(program);
    char text[2048] = {0};
    assert_true(fread(text, 1, sizeof text - 1, program) > 0);
    int status = pclose(program);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
    assert_says(text, "could not be stored");
    assert_no_ledger_is_left();
    free(line);
}

static void what_is_not_understood_is_told_with_code_2(void **state)
{
    (void)state;
    static const struct {
        const char *line, *wanted;
    } table[] = {
        {"simulate", "needs PLAYLIST"},
        {"simulate --days 0 day.cfg", "\"0\" is not a number of days"},
        {"simulate --days 36601 day.cfg", "is not a number of days"},
        {"simulate --days 2x day.cfg", "is not a number of days"},
        {"simulate --jump 36h day.cfg", "\"36h\" is not such as 36h=-3s"},
        {"simulate --jump -1h=3s day.cfg", "is not such as"},
        {"simulate --jump 1h=nans day.cfg", "is not such as"},
        {"simulate --from yesterday day.cfg", "\"yesterday\" is not a date"},
        {"simulate --clock-unknown soon day.cfg", "is not a length of time"},
        {"simulate --by colour day.cfg", "is none of"},
        {"simulate --csv --json day.cfg", "not both"},
        {"simulate --size big day.cfg", "is not a size"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (run(table[i].line) != 2) {
            fail_msg("\"%s\" ended with %d: %s", table[i].line, said.code, said.err);
        }
        assert_says(said.err, table[i].wanted);
    }
    assert_int_equal(run("simulate nowhere.cfg"), 3);
    assert_int_equal(run("simulate --point nowhere.cfg day.cfg"), 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_day_is_told_as_its_ledger_says),
        TEST(a_clock_that_jumps_is_said_and_costs_nothing),
        TEST(a_clock_that_is_not_known_keeps_no_hours),
        TEST(a_named_ledger_is_kept_and_never_added_to),
        TEST(whoever_interrupts_gets_the_report_so_far),
        TEST(a_disk_that_is_full_ends_it_and_is_said),
        TEST(what_is_not_understood_is_told_with_code_2),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
