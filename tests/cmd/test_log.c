// xiaolaba log as staff have it: into the ledger itself, and through a player that holds it.
#include "program.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "ledger/ledger.h"
#include "show/console.h"
#include "show/order.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

enum { PATIENCE_S = 60 }; // never reached unless something is broken

static int set_up(void **state)
{
    (void)state;
    sigset_t news;
    sigemptyset(&news);
    sigaddset(&news, SIGIO);
    return sigprocmask(SIG_BLOCK, &news, NULL) | folder_set_up();
}

static int tear_down(void **state)
{
    (void)state;
    return folder_tear_down();
}

struct entries {
    size_t count;
    int64_t values[8];
    char details[8][256];
};

static void keep(void *self, const struct event *event)
{
    struct entries *to = self;
    if (event->kind == EVENT_MANUAL) {
        assert_true(to->count < 8);
        to->values[to->count] = event->value;
        snprintf(to->details[to->count++], 256, "%s", event->detail);
    }
}

static struct entries entries_of(const char *name)
{
    struct entries entries = {0};
    struct error err = {0};
    char *path = file_join(folder, name);
    struct ledger *ledger = ledger_open(path, &err);
    if (ledger == NULL || !ledger_each_event(ledger, (struct wall){INT64_MIN},
                                             (struct wall){INT64_MAX}, keep, &entries, &err)) {
        fail_msg("%s", err.text);
    }
    ledger_close(ledger);
    free(path);
    return entries;
}

// The id that was told: "已记录 3f2a91c0：…".
static char *told_id(void)
{
    static const char before[] = "已记录 ";
    assert_true(strncmp(said.out, before, sizeof before - 1) == 0);
    char *id = strndup(said.out + sizeof before - 1, 8);
    assert_int_equal(strspn(id, "0123456789abcdef"), 8);
    return id;
}

static void an_entry_is_in_the_ledger_and_in_the_list(void **state)
{
    (void)state;
    assert_int_equal(run("log --ledger l.db"), 0);
    assert_says(said.out, "最近 30 天没有登记");
    assert_int_equal(run("log --ledger l.db leaflets 300 --by 张 --note 早市"), 0);
    char *id = told_id();
    assert_says(said.out, "：发放宣传单 300 份，");
    struct entries entries = entries_of("l.db");
    assert_int_equal(entries.count, 1);
    assert_int_equal(entries.values[0], 300);
    assert_says(entries.details[0], "{\"kind\":\"leaflets\",\"id\":\"");
    assert_says(entries.details[0], id);
    assert_says(entries.details[0], "\"by\":\"张\",\"note\":\"早市\"}");
    assert_int_equal(run("log --ledger l.db"), 0);
    assert_says(said.out, id);
    assert_says(said.out, "300 份  张  早市");
    assert_int_equal(run("log --ledger l.db 宣讲 2 --by 张 --date 2020-05-06 --point hall-2"), 0);
    entries = entries_of("l.db");
    assert_says(entries.details[1], "\"kind\":\"talks\"");
    assert_says(entries.details[1], "\"day\":\"2020-05-06\"");
    assert_says(entries.details[1], "\"point\":\"hall-2\"");
    assert_int_equal(run("log --list --ledger l.db"), 0);
    assert_null(strstr(said.out, "宣讲")); // longer ago
    assert_int_equal(run("audit l.db"), 0);
    free(id);
}

// Fails when an entry can be corrected twice, or one that is not there.
static void an_entry_is_corrected_by_another_one(void **state)
{
    (void)state;
    assert_int_equal(run("log --ledger l.db attendees 45 --by 张"), 0);
    char *first = told_id();
    char *line = mem_format("log --ledger l.db attendees 54 --by 张 --supersedes %s", first);
    assert_int_equal(run(line), 0);
    char *second = told_id();
    assert_says(said.out, "更正");
    assert_int_equal(run(line), 1);
    assert_says(said.err, "is superseded by");
    assert_says(said.err, second);
    char *back = mem_format("log --ledger l.db attendees 0 --by 张 --supersedes %s", second);
    assert_int_equal(run(back), 0);
    assert_int_equal(run("log --ledger l.db attendees 5 --by 张 --supersedes 0123abcd"), 1);
    assert_says(said.err, "there is no entry 0123abcd");
    assert_int_equal(run("log --ledger new.db attendees 5 --by 张 --supersedes 0123abcd"), 1);
    assert_int_equal(entries_of("l.db").count, 3);
    assert_int_equal(run("log --ledger l.db"), 0);
    assert_says(said.out, "superseded)");
    free(first);
    free(second);
    free(line);
    free(back);
}

static void what_cannot_be_is_refused_and_nothing_is_entered(void **state)
{
    (void)state;
    static const struct {
        const char *line, *wanted;
    } cases[] = {
        {"log leaflet 300 --by 张", "did you mean leaflets?"},
        {"log faces 300 --by 张", "is nothing that is entered"},
        {"log leaflets --by 张", "how many?"},
        {"log leaflets -5 --by 张", ""},
        {"log leaflets 1.5 --by 张", "how many?"},
        {"log leaflets 1000001 --by 张", "how many?"},
        {"log leaflets 0 --by 张", "0 only takes back"},
        {"log leaflets 300", "Say --by NAME"},
        {"log leaflets 300 --by 张 --date 2999-01-01", "still to come"},
        {"log leaflets 300 --by 张 --date tomorrow", "is not a day"},
        {"log leaflets 300 --by 张 --supersedes all", "8 of the digits"},
        {"log leaflets 300 --by 张 --point a/b", "the id of a point"},
        {"log leaflets 300 --by 张 --list", "--list enters nothing"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(run(cases[i].line), 2);
        assert_says(said.err, cases[i].wanted);
    }
    char *path = file_join(folder, "xiaolaba/ledger.db");
    assert_false(file_exists(path));
    free(path);
}

// The test is the player: it hears the order and answers by hand.
static void a_player_that_runs_writes_it(void **state)
{
    (void)state;
    struct error err = {0};
    char *path = file_join(folder, "l.db.sock");
    struct console *console = console_open(path, &err);
    assert_non_null(console);
    char *line = mem_format("cd %s && %s log --ledger l.db leaflets 300 --by '张 三' --note '100%% "
                            "发完' 2>&1",
                            folder, TEST_PROGRAM);
    FILE *program = popen(line, "r");
    assert_non_null(program);
    sigset_t news;
    sigemptyset(&news);
    sigaddset(&news, SIGIO);
    const struct timespec patience = {.tv_sec = PATIENCE_S};
    const char *request;
    while ((request = console_hear(console)) == NULL) {
        assert_int_equal(sigtimedwait(&news, NULL, &patience), SIGIO);
    }
    struct order order = {0};
    assert_true(order_parse(request, &order, &err));
    assert_int_equal(order.kind, ORDER_LOG);
    assert_int_equal(order.entry.count, 300);
    assert_string_equal(order.entry.by, "张 三");
    assert_string_equal(order.entry.note, "100% 发完");
    console_answer(console, "ok is entered");
    char text[1024];
    size_t used = fread(text, 1, sizeof text - 1, program);
    text[used] = '\0';
    assert_int_equal(WEXITSTATUS(pclose(program)), 0);
    assert_says(text, order.entry.id);
    char *ledger = file_join(folder, "l.db");
    assert_false(file_exists(ledger)); // nobody else wrote it
    free(ledger);
    console_close(console);
    free(line);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_entry_is_in_the_ledger_and_in_the_list, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_entry_is_corrected_by_another_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_is_refused_and_nothing_is_entered, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_player_that_runs_writes_it, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
