// Days as sums that are not the player's: they are not believed, the audit finds them, and nothing
// that was put into a ledger brings a report down.
#include "base/mem.h"
#include "base/str.h"
#include "report/daybook.h"
#include "report/days.h"
#include "report/days_audit.h"
#include "report/days_kept.h"

static void hear(void *context, const char *sentence)
{
    struct str *heard = context;
    str_addf(heard, "%s\n", sentence);
}

// What an audit of the days tells of them.
static char *audit_of(const char *path)
{
    struct error err = {0};
    struct str heard = {0};
    struct audit audit = {0};
    const struct audit_wish wish = {.finding = hear, .finding_self = &heard};
    struct ledger *ledger = ledger_open(path, &err);
    assert_non_null(ledger);
    assert_true(days_audit(ledger, &wish, &audit, &err));
    assert_int_equal(audit.findings > 0, heard.length > 0);
    ledger_close(ledger);
    return str_take(&heard);
}

// The same beside something else.
static char *audit_beside(const char *path)
{
    struct error err = {0};
    struct str heard = {0};
    struct audit audit = {0};
    const struct audit_wish wish = {.finding = hear, .finding_self = &heard};
    assert_true(days_audit_join(days_audit_start(path), &wish, &audit, &err));
    assert_int_equal(audit.findings > 0, heard.length > 0);
    return str_take(&heard);
}

static void assert_audit(const char *path, const char *wanted)
{
    char *told = audit_of(path);
    char *beside = audit_beside(path);
    assert_string_equal(told, wanted);
    assert_string_equal(beside, wanted);
    free(beside);
    free(told);
}

static void keep_instead(const char *path, const struct day_sums *row)
{
    struct error err = {0};
    struct store *store = open_store(path, "forger", "forger");
    assert_true(store_keep_day(store, row, &err));
    store_close(store, true);
}

struct stored {
    struct day_sums rows[DAYS_MAX];
    char *texts[DAYS_MAX][2]; // that the rows point to
    int count;
};

static void copy_row(void *context, const struct day_sums *row)
{
    struct stored *self = context;
    assert_true(self->count < DAYS_MAX);
    char **texts = self->texts[self->count];
    struct day_sums *copy = &self->rows[self->count++];
    *copy = *row;
    copy->maker = texts[0] = mem_copy(row->maker);
    copy->sums = texts[1] = mem_copy(row->sums);
}

static void read_rows(const char *path, struct stored *out)
{
    struct error err = {0};
    struct ledger *ledger = ledger_open(path, &err);
    assert_non_null(ledger);
    assert_true(ledger_each_day(ledger, copy_row, out, &err));
    ledger_close(ledger);
}

static void stored_fini(struct stored *self)
{
    for (int i = 0; i < self->count; i++) {
        free(self->texts[i][0]);
        free(self->texts[i][1]);
    }
}

// With the number in a cell of the line that begins with `line` made another one by `change`.
static char *with_number(const char *sums, const char *line, double change)
{
    const char *at = strstr(sums, line);
    assert_non_null(at);
    at += strlen(line);
    char *end;
    double number = strtod(at, &end);
    return mem_format("%.*s%.17g%s", (int)(at - sums), sums, number * change, end);
}

static void print_true_maker(struct store *store, int64_t day, struct str *out)
{
    struct error err = {0};
    struct ledger *view = store_view(store);
    assert_non_null(view);
    struct station *station = station_read(view, &err);
    assert_non_null(station);
    kept_maker(station, day, out);
    station_free(station);
    ledger_close(view);
}

static void another_maker_s_sums_are_not_believed(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 4);
    struct found before = find_days(self->path);
    struct store *store = open_store(self->path, "forger", "forger");
    struct error err = {0};
    struct str maker = {0};
    print_true_maker(store, before.days[1], &maker);
    const struct day_sums forged[] = {
        {before.days[0], "somebody-else", 1000, 1, "sums-2\t1"},
        {before.days[1], str_text(&maker), 1000, 41, "not even sums"},
    };
    assert_true(store_keep_day(store, &forged[0], &err));
    assert_true(store_keep_day(store, &forged[1], &err));
    store_close(store, true);
    str_fini(&maker);
    struct found after = find_days(self->path);
    assert_same(&before, &after);
    found_fini(&before);
    found_fini(&after);
}

static void sums_that_were_changed_are_found(void **state)
{
    struct fixture *self = *state;
    struct stored stored = {0};
    play_days(self->path, 2, 5);
    assert_audit(self->path, ""); // nothing is kept
    assert_int_equal(start_and_sum_up(self->path, "sum", 100), 3);
    assert_audit(self->path, "");
    read_rows(self->path, &stored);
    assert_int_equal(stored.count, 3);

    struct day_sums row = stored.rows[1];
    static const struct {
        const char *line;
        double change;
        bool is_found;
    } changes[] = {
        {"\nall\t", 10, true},
        {"\nall\t", 1 + 1e-6, true},
        {"\nall\t", 1 + 1e-13, false}, // another machine's rounding
        {"\nitem\tbrush\t刷单\t\t", 10, true},
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        char *text = with_number(stored.rows[1].sums, changes[i].line, changes[i].change);
        row.sums = text;
        keep_instead(self->path, &row);
        assert_audit(self->path, changes[i].is_found
                                     ? "2026-11-03: the sums that are kept of this day are not "
                                       "what its plays say\n"
                                     : "");
        free(text);
    }
    stored_fini(&stored);
}

static void days_that_sums_hide_or_invent_are_found(void **state)
{
    struct fixture *self = *state;
    struct stored stored = {0};
    play_days(self->path, 2, 5);
    assert_int_equal(start_and_sum_up(self->path, "sum", 100), 3);
    read_rows(self->path, &stored);

    struct day_sums row = stored.rows[2];
    row.resume_seq = INT64_MAX; // as if every play were in some day's sums
    keep_instead(self->path, &row);
    assert_audit(self->path, "2026-11-05: the sums that are kept leave out plays of this day\n");
    row = stored.rows[2];
    keep_instead(self->path, &row);
    row.day += 3;
    keep_instead(self->path, &row); // sums of another day than their row's: nobody believes them
    assert_audit(self->path, "");
    struct daily sums;
    struct str text = {0};
    assert_true(daily_parse(row.sums, &sums));
    sums.day = row.day;
    daily_print(&sums, &text);
    row.sums = str_text(&text);
    keep_instead(self->path, &row);
    assert_audit(self->path, "2026-11-07: sums are kept for which there are no plays\n");
    daily_fini(&sums);
    str_fini(&text);
    stored_fini(&stored);
}

static void numbers_that_no_player_stored_overflow_nothing(void **state)
{
    struct fixture *self = *state;
    static const int64_t numbers[] = {INT64_MAX, INT64_MAX - 7, INT64_MIN, -1};
    const char *const paths[] = {self->path, self->second};
    for (size_t ledger = 0; ledger < 2; ledger++) {
        struct store *store = open_store(paths[ledger], "forger", "forger");
        for (int64_t i = 0; i < 16; i++) {
            struct play_start play = play_of("brush");
            int64_t number = numbers[i % 4];
            const struct play_progress shown = {number, number, number, number};
            play.trust = i % 3 == 0 ? CLOCK_TRUSTED : CLOCK_UNKNOWN;
            play.planned_ms = number;
            play.start_mono.us = numbers[i / 4];
            play.start_wall.us = i < 8 ? number : at("2026-11-02T10:00").us;
            apply(store, entry_new_open(i + 1, &play));
            apply(store, entry_new_close(i + 1, PLAY_COMPLETE, &shown));
            apply(store, entry_new_event(
                             i + 1, &(struct event){.kind = i % 2 == 0 ? EVENT_COUNT : EVENT_TOUCH,
                                                    .mono = {number},
                                                    .wall = {i < 8 ? number : play.start_wall.us},
                                                    .trust = play.trust,
                                                    .value = numbers[i / 4],
                                                    .detail = "{\"seconds\":60}"}));
        }
        (void)sum_up(store, 100);
        store_close(store, true);
    }
    struct found found = find_days(self->path);
    found_fini(&found);
    free(audit_of(self->path));
    struct error err = {0};
    struct audit audit;
    struct ledger *ledger = ledger_open(self->path, &err);
    assert_non_null(ledger);
    assert_true(audit_ledger(ledger, &(struct audit_wish){0}, &audit, &err));
    assert_true(audit.findings > 0);
    ledger_close(ledger);
    for (int by = REPORT_BY_ITEM; by <= REPORT_BY_DAY; by++) {
        struct report_wish wish = {.by = (enum report_by)by};
        assert_true(report_range(&wish, NULL, NULL, &err));
        free(lines(wish, self->path, self->second));
    }
}

static void text_that_is_no_sums_is_refused(void **state)
{
    struct fixture *self = *state;
    struct daily sums;
    play_days(self->path, 2, 2);
    struct found found = find_days(self->path);
    char *text = found.texts[0];
    assert_true(daily_parse(text, &sums));
    daily_fini(&sums);
    for (size_t length = 0; length < strlen(text) - 1; length++) {
        char *part = mem_format("%.*s", (int)length, text);
        assert_false(daily_parse(part, &sums));
        free(part);
    }
    found_fini(&found);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(another_maker_s_sums_are_not_believed),
        TEST(sums_that_were_changed_are_found),
        TEST(days_that_sums_hide_or_invent_are_found),
        TEST(numbers_that_no_player_stored_overflow_nothing),
        TEST(text_that_is_no_sums_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
