// report, audit and export as a user has them.
#include "base/file.h"
#include "base/mem.h"
#include "program.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char playlist[] =
    "name = \"银行大厅\";\n"
    "zones = ( { name = \"main\"; items = ( \"one\", \"two\" ); } );\n"
    "items = ( { id = \"one\"; text = \"陌生来电不轻信\"; motion = \"hold\"; hold = \"1s\"; },\n"
    "          { id = \"two\"; text = \"转账汇款多核实\"; motion = \"hold\"; hold = \"1s\"; } );\n";
static const char point[] = "id = \"lobby-1\";\n"
                            "name = \"大厅\";\n"
                            "district = \"内蒙古/兴安盟/乌兰浩特市\";\n"
                            "venue = \"单位\";\n";

static int set_up(void **state)
{
    (void)state;
    int rc = folder_set_up();
    write_text("list.cfg", playlist);
    write_text("point.cfg", point);
    return rc;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_tear_down();
}

static void play(const char *line)
{
    if (run(line) != 0) {
        fail_msg("%s", said.err);
    }
}

static char *read_text(const char *name)
{
    struct error err = {0};
    char *path = mem_format("%s/%s", folder, name);
    char *bytes = NULL;
    size_t length = 0;
    if (!file_read(path, 1 << 24, &bytes, &length, &err)) {
        fail_msg("%s", err.text);
    }
    free(path);
    return bytes;
}

// The head that an audit printed. Owns: the caller, by free().
static char *head_said(void)
{
    char *head = strstr(said.out, ": head ");
    assert_non_null(head);
    head += strlen(": head ");
    return mem_format("%.*s", (int)strcspn(head, "\n"), head);
}

static void a_ledger_is_audited_against_a_head_that_was_noted(void **state)
{
    (void)state;
    play("play --headless --for 2.5s --size 96x32 --point point.cfg --ledger l.db list.cfg");
    assert_int_equal(run("audit l.db"), 0);
    assert_says(said.out, "nothing is wrong");
    char *head = head_said();
    play("play --headless --for 0.5s --size 96x32 --point point.cfg --ledger l.db list.cfg");
    char *line = mem_format("audit --expect %s l.db", head);
    assert_int_equal(run(line), 0);
    assert_int_equal(run("audit --expect 3:0123456789abcdef l.db"), 1);
    assert_says(said.out, "is not what it was then");
    assert_int_equal(run("audit --expect 999999:0123456789abcdef l.db"), 1);
    assert_says(said.out, "the newest are missing");
    assert_int_equal(run("audit --expect rubbish l.db"), 2);
    assert_int_equal(run("audit --expect 3:0123456789abcdef l.db l.db"), 2);
    assert_int_equal(run("audit none.db"), 3);
    free(line);
    free(head);
}

static void what_an_audit_writes_out_is_checked_without_the_ledger(void **state)
{
    (void)state;
    play("play --headless --for 1.5s --size 96x32 --point point.cfg --ledger l.db list.cfg");
    assert_int_equal(run("audit --export evidence l.db"), 0);
    char *head = head_said();
    char *order = mem_format("cd '%s/evidence' && sha256sum --quiet -c SHA256SUMS", folder);
    assert_int_equal(system(order), 0);
    char *line = mem_format("audit --expect %s evidence", head);
    assert_int_equal(run(line), 0);
    assert_says(said.out, "nothing is wrong");
    assert_int_equal(run("audit --export evidence l.db"), 3);
    assert_says(said.err, "is not an empty folder");
    free(line);
    free(order);
    free(head);
}

static void a_stick_gets_the_ledger_and_keeps_a_copy_that_goes_further(void **state)
{
    (void)state;
    play("play --headless --for 1.5s --size 96x32 --point point.cfg --ledger l.db list.cfg");
    assert_int_equal(run("export l.db"), 2);
    assert_int_equal(run("export --usb stick l.db"), 3);
    assert_says(said.err, "is the stick plugged in");
    char *stick = mem_format("%s/stick", folder);
    struct error err = {0};
    assert_true(file_make_folders(stick, &err));
    char *older = read_text("l.db");
    assert_int_equal(run("export --usb stick l.db"), 0);
    assert_says(said.out, "stick/lobby-1-");
    char *name = mem_format("%.*s", (int)strcspn(said.out, ":"), said.out);
    char *line = mem_format("audit %s", name);
    assert_int_equal(run(line), 0);
    char *copy = mem_format("cp '%s/l.db' '%s/older.db'", folder, folder);
    assert_int_equal(system(copy), 0);
    play("play --headless --for 1s --size 96x32 --point point.cfg --ledger l.db list.cfg");
    assert_int_equal(run("export --usb stick l.db"), 0);
    assert_int_equal(run("export --usb stick older.db"), 3);
    assert_says(said.err, "it stays");
    free(copy);
    free(line);
    free(name);
    free(older);
    free(stick);
}

static void the_outreach_report_is_a_page_a_table_or_an_object(void **state)
{
    (void)state;
    play("play --headless --for 2.5s --size 96x32 --point point.cfg --ledger l.db list.cfg");
    assert_int_equal(run("report --html -o day.html l.db"), 0);
    char *page = read_text("day.html");
    assert_says(page, "反诈宣传日报");
    assert_says(page, "乌兰浩特市");
    free(page);
    assert_int_equal(run("report --html --english --days 7 l.db"), 0);
    assert_says(said.out, "<html");
    assert_int_equal(run("report --csv l.db"), 0);
    assert_says(said.out, "lobby-1");
    assert_int_equal(run("report --json l.db"), 0);
    assert_says(said.out, "\"method\":\"xiaolaba-reach-1\"");
    assert_int_equal(run("report --playout l.db"), 0);
    write_text("due.csv", "屏编号,名称\nlobby-1,大厅\nlobby-2,二号大厅\n");
    assert_int_equal(run("report --html --roster due.csv l.db"), 0);
    assert_says(said.out, "二号大厅");
    write_text("due.csv", "name\nx\n");
    assert_int_equal(run("report --html --roster due.csv l.db"), 3);
    assert_says(said.err, "due.csv:1: the first line must name the columns");
    write_text("due.csv", "screen_id\na\na\n");
    assert_int_equal(run("report --html --roster due.csv l.db"), 3);
    assert_says(said.err, "due.csv:3: this screen_id was there already");
}

static void what_does_not_go_together_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *line, *message;
    } wrong[] = {
        {"report --html --csv", "--html or --csv, not both"},
        {"report --html --from 2026-11-25T08:00", "not a day such as"},
        {"report --html --from 2026-11-25 --to 2026-11-24", "--from is after --to"},
        {"report --html --days 0", "not a number from 1"},
        {"report --html --days 7 --from 2026-11-25", "--from or --days"},
        {"report --html --universe none", "not a number from 1"},
        {"report --html --zone main", "--zone goes with --playout"},
        {"report --days 7", "--days goes with the outreach report"},
        {"report --csv --by day --roster r.csv", "--roster goes with the outreach report"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(run(wrong[i].line), 2);
        assert_says(said.err, wrong[i].message);
    }
}

// A simulation writes a ledger too: nobody may take it for what was shown.
static void a_simulation_is_no_outreach_and_an_auditor_is_told(void **state)
{
    (void)state;
    play("simulate --from 2026-11-25 --size 96x32 --point point.cfg --ledger s.db list.cfg");
    assert_int_equal(run("audit s.db"), 1);
    assert_says(said.out, "run 1 was a simulation: nothing of it was shown");
    assert_int_equal(run("report --json s.db"), 0);
    assert_says(said.out, "\"plays\":{\"plays\":0,");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_ledger_is_audited_against_a_head_that_was_noted),
        TEST(what_an_audit_writes_out_is_checked_without_the_ledger),
        TEST(a_stick_gets_the_ledger_and_keeps_a_copy_that_goes_further),
        TEST(the_outreach_report_is_a_page_a_table_or_an_object),
        TEST(what_does_not_go_together_is_said),
        TEST(a_simulation_is_no_outreach_and_an_auditor_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
