// Days as sums: made once and kept, they are what the plays say; and they are made again when they
// no longer are.
#include "base/str.h"
#include "ledger/state.h"
#include "ledger/writer.h"
#include "report/days.h"
#include "report/days_audit.h"
#include "report/days_kept.h"
#include "report/fixture.h"

#include <math.h>

enum { DAYS_MAX = 16, PLAY_MS = 15000, PLAYS_A_DAY = 40 };

// --- ledgers ---

static struct store *open_run(const char *path, const char *run, const char *boot)
{
    struct error err = {0};
    const struct store_run identity = {run, boot, "nm-0001", "0.1.0", true};
    struct store *store = store_open(path, &identity, &err);
    assert_non_null(store);
    return store;
}

static void apply(struct store *store, struct entry *entry)
{
    struct error err = {0};
    assert_true(store_apply(store, &entry, 1, &err));
    free(entry);
}

static void tell_audience(struct store *store, const char *when, double per_hour)
{
    struct audience audience;
    struct str text = {0};
    audience_init(&audience);
    for (int day = 0; day < AUDIENCE_DAYS; day++) {
        for (int hour = 0; hour < AUDIENCE_HOURS; hour++) {
            audience.per_hour[day][hour] = per_hour;
        }
    }
    audience.dwell = (struct dwell){
        .kind = DWELL_MIXTURE, .parts = {{.weight = 1, .mean_s = 300}}, .part_count = 1};
    assert_true(dwell_settle(&audience.dwell));
    audience.grade = GRADE_SURVEYED;
    audience_print(&audience, &text);
    apply(store, entry_new_event(1, &(struct event){.kind = EVENT_AUDIENCE,
                                                    .wall = at(when),
                                                    .trust = CLOCK_TRUSTED,
                                                    .detail = str_text(&text)}));
    str_fini(&text);
}

struct stint {
    const char *start; // of the first play, China's time
    int64_t mono_s;    // then
    int64_t first_ticket;
    enum clock_trust trust;
    int count;
};

// So many plays one after the other; the clock that is shown may be wrong.
static void play_stint(struct store *store, const struct stint *stint)
{
    static const char *const items[] = {"brush", "refund", "app"};
    static const char *const topics[] = {"刷单", "冒充客服退款", NULL};
    for (int i = 0; i < stint->count; i++) {
        struct play_start play = play_of(items[i % 3]);
        const struct play_progress shown = {PLAY_MS, PLAY_MS, 900, 0};
        play.topic = topics[i % 3];
        play.planned_ms = PLAY_MS;
        play.trust = stint->trust;
        play.start_mono.us = stint->mono_s * CLOCK_SECOND_US + INT64_C(1000) * PLAY_MS * i;
        play.start_wall.us = at(stint->start).us + INT64_C(1000) * PLAY_MS * i;
        apply(store, entry_new_open(stint->first_ticket + i, &play));
        apply(store, entry_new_close(stint->first_ticket + i, PLAY_COMPLETE, &shown));
    }
}

// A start of the player each day, and a power cut each evening.
static void play_days(const char *path, int from, int to)
{
    for (int day = from; day <= to; day++) {
        char *run = mem_format("run-%d", day);
        char *boot = mem_format("boot-%d", day);
        char *start = mem_format("2026-11-%02dT09:00", day);
        struct store *store = open_run(path, run, boot);
        if (day == from) {
            tell_audience(store, start, 60);
        }
        play_stint(store, &(struct stint){start, 100, 1, CLOCK_TRUSTED, PLAYS_A_DAY});
        store_close(store, true);
        free(start);
        free(boot);
        free(run);
    }
}

// --- reading ---

struct found {
    int64_t days[DAYS_MAX];
    char *texts[DAYS_MAX];
    size_t count;
};

static void keep_sums(void *context, const struct daily *day)
{
    struct found *self = context;
    struct str text = {0};
    assert_true(self->count < DAYS_MAX);
    for (size_t i = 0; i < self->count; i++) {
        assert_int_not_equal(self->days[i], day->day); // each once
    }
    daily_print(day, &text);
    self->days[self->count] = day->day;
    self->texts[self->count++] = str_take(&text);
}

static struct found find_days(const char *path)
{
    struct error err = {0};
    struct found found = {0};
    const struct days_wish wish = {INT64_MIN, INT64_MAX, NULL, NULL};
    struct ledger *ledger = ledger_open(path, &err);
    assert_non_null(ledger);
    struct station *station = station_read(ledger, &err);
    assert_non_null(station);
    assert_true(days_each(ledger, station, &wish, keep_sums, &found, &err));
    station_free(station);
    ledger_close(ledger);
    return found;
}

static void found_fini(struct found *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->texts[i]);
    }
    *self = (struct found){0};
}

// What is said of a day; NULL: nothing. Borrowed.
static const char *said_of(const struct found *self, const char *day)
{
    int64_t number = at(day).us + CIVIL_CHINA_OFFSET_S * CLOCK_SECOND_US;
    number = number / CIVIL_DAY_US;
    for (size_t i = 0; i < self->count; i++) {
        if (self->days[i] == number) {
            return self->texts[i];
        }
    }
    return NULL;
}

static void assert_same(const struct found *a, const struct found *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        bool is_there = false;
        for (size_t k = 0; k < b->count; k++) {
            if (a->days[i] == b->days[k]) {
                assert_string_equal(a->texts[i], b->texts[k]);
                is_there = true;
            }
        }
        assert_true(is_there);
    }
}

// --- keeping ---

struct keeping {
    struct store *store;
    int left; // so many, then something is more urgent
    int kept;
};

static bool keep_day(void *context, const struct day_sums *day)
{
    struct keeping *self = context;
    struct error err = {0};
    assert_true(store_keep_day(self->store, day, &err));
    self->kept++;
    return --self->left > 0;
}

// As the writer does between two entries.
static int sum_up(struct store *store, int most)
{
    struct keeping keeping = {store, most, 0};
    struct ledger *view = store_view(store);
    assert_non_null(view);
    days_make(NULL, view, keep_day, &keeping);
    ledger_close(view);
    return keeping.kept;
}

// A start at which nothing is played.
static int start_and_sum_up(const char *path, const char *run, int most)
{
    struct store *store = open_run(path, run, run);
    int kept = sum_up(store, most);
    store_close(store, true);
    return kept;
}

static void what_is_kept_is_what_the_plays_say_bit_by_bit(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 7);
    struct found before = find_days(self->path);
    assert_int_equal(before.count, 6);
    assert_int_equal(start_and_sum_up(self->path, "sum", 100), 5); // not the day that may go on
    struct found after = find_days(self->path);
    assert_same(&before, &after);
    assert_int_equal(start_and_sum_up(self->path, "sum-again", 100), 0);
    play_days(self->path, 8, 9);
    assert_int_equal(start_and_sum_up(self->path, "sum-later", 100), 2);
    found_fini(&before);
    found_fini(&after);
}

static void the_model_is_that_of_the_visits_of_the_day(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 2);
    struct found found = find_days(self->path);
    struct daily sums;
    assert_int_equal(found.count, 1);
    assert_true(daily_parse(found.texts[0], &sums));
    assert_true(sums.has_model);
    assert_int_equal(sums.grade, GRADE_SURVEYED);
    assert_int_equal(sums.item_count, 3);
    double impressions = 0;
    int64_t plays = 0;
    for (size_t i = 0; i < sums.item_count; i++) {
        impressions += sums.items[i].impressions.count;
        plays += sums.items[i].plays.plays;
    }
    assert_int_equal(plays, PLAYS_A_DAY);
    assert_int_equal(sums.hours_ms[9], PLAYS_A_DAY * PLAY_MS);
    // one exposure of each back to back: ten minutes of show, everybody who is there at its
    // beginning (60/h · 300 s = 5) or comes before it ends (10), and stays for a whole item
    double most = 5 + 10;
    assert_true(sums.all.visits > most * 0.8 && sums.all.visits < most);
    assert_true(impressions > sums.all.visits * 3);
    assert_true(sums.frequency[0] == sums.all.visits && sums.frequency[1] < sums.frequency[0]);
    assert_true(sums.items[0].reach.visits < sums.all.visits);
    daily_fini(&sums);
    found_fini(&found);
}

static void summing_up_goes_on_where_it_was_interrupted(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 9);
    struct found before = find_days(self->path);
    assert_int_equal(start_and_sum_up(self->path, "one", 2), 2);
    assert_int_equal(start_and_sum_up(self->path, "two", 1), 1);
    assert_int_equal(start_and_sum_up(self->path, "three", 100), 4);
    struct found after = find_days(self->path);
    assert_same(&before, &after);
    found_fini(&before);
    found_fini(&after);
}

static void a_play_that_is_still_on_keeps_its_day_open(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 2);
    struct store *store = open_run(self->path, "night", "boot-night");
    struct play_start play = play_of("clock");
    play.zone = "corner";
    play.start_mono.us = CLOCK_SECOND_US;
    play.start_wall = at("2026-11-02T10:00");
    apply(store, entry_new_open(1, &play));
    play_stint(store, &(struct stint){"2026-11-03T00:30", 2000, 2, CLOCK_TRUSTED, 6});
    assert_int_equal(sum_up(store, 100), 0);
    const struct play_progress shown = {60000, 60000, 2, 0};
    apply(store, entry_new_close(1, PLAY_COMPLETE, &shown));
    assert_int_equal(sum_up(store, 100), 1);
    store_close(store, true);
}

static void a_clock_is_shown_and_logged_and_no_outreach(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 2);
    struct found before = find_days(self->path);
    struct store *store = open_run(self->path, "night", "boot-night");
    struct play_start play = play_of("clock");
    const struct play_progress shown = {60000, 60000, 2, 0};
    play.kind = "clock";
    play.start_wall = at("2026-11-02T10:00");
    apply(store, entry_new_open(1, &play));
    apply(store, entry_new_close(1, PLAY_COMPLETE, &shown));
    store_close(store, true);
    struct found after = find_days(self->path);
    assert_same(&before, &after);
    found_fini(&before);
    found_fini(&after);
}

static void a_day_that_gets_another_play_later_is_made_again(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 5);
    assert_int_equal(start_and_sum_up(self->path, "sum", 100), 3);
    struct store *store = open_run(self->path, "late", "boot-late");
    play_stint(store, &(struct stint){"2026-11-03T15:00", 9000, 1, CLOCK_TRUSTED, 9}); // set back
    struct found found = find_days(self->path);
    struct daily sums;
    assert_int_equal(found.count, 4);
    assert_true(daily_parse(said_of(&found, "2026-11-03"), &sums));
    assert_int_equal(sums.items[0].plays.plays + sums.items[1].plays.plays +
                         sums.items[2].plays.plays,
                     PLAYS_A_DAY + 9);
    daily_fini(&sums);
    assert_int_equal(sum_up(store, 100), 1);
    store_close(store, true);
    struct found after = find_days(self->path);
    assert_same(&found, &after);
    found_fini(&found);
    found_fini(&after);
}

static int64_t count_untrusted(const char *text)
{
    struct daily sums;
    int64_t count = 0;
    assert_non_null(text);
    assert_true(daily_parse(text, &sums));
    for (size_t i = 0; i < sums.item_count; i++) {
        count += sums.items[i].plays.untrusted;
    }
    daily_fini(&sums);
    return count;
}

static void plays_without_a_clock_are_put_right_by_what_the_same_boot_learns_later(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 3);
    struct store *store = open_run(self->path, "blind", "boot-blind");
    play_stint(store, &(struct stint){"1970-01-01T08:00", 100, 1, CLOCK_UNKNOWN, 12});
    struct found found = find_days(self->path);
    assert_int_equal(count_untrusted(said_of(&found, "2026-11-03")), 12); // listed where they lie
    found_fini(&found);
    assert_int_equal(sum_up(store, 100), 1); // the third waits for what may still be learnt
    play_stint(store, &(struct stint){"2026-11-04T10:00", 3700, 13, CLOCK_TRUSTED, 3});
    found = find_days(self->path);
    assert_int_equal(count_untrusted(said_of(&found, "2026-11-03")), 0);
    assert_int_equal(count_untrusted(said_of(&found, "2026-11-04")), 0);
    assert_non_null(strstr(said_of(&found, "2026-11-04"), "item\tapp\t\t\t5\t5\t"));
    assert_int_equal(sum_up(store, 100), 1);
    store_close(store, true);
    found_fini(&found);
}

static void a_boot_that_never_knew_the_time_is_listed_and_not_counted(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 2);
    struct store *store = open_run(self->path, "blind", "boot-blind");
    play_stint(store, &(struct stint){"1970-01-01T08:00", 100, 1, CLOCK_UNKNOWN, 12});
    store_close(store, true);
    play_days(self->path, 4, 4);
    assert_int_equal(start_and_sum_up(self->path, "sum", 100), 1);
    struct found found = find_days(self->path);
    assert_int_equal(found.count, 2);
    assert_int_equal(count_untrusted(said_of(&found, "2026-11-02")), 12);
    found_fini(&found);
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

// A day that is stale is made again only after later ones were kept. Whatever comes in between, the
// plays that made it so are met again, and lie where they lay.
static void a_stale_day_is_not_forgotten_when_summing_up_is_interrupted(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 4);
    struct store *store = open_run(self->path, "back", "boot-back"); // the clock was set back
    play_stint(store, &(struct stint){"2026-11-02T20:00", 100, 1, CLOCK_TRUSTED, 5});
    assert_int_equal(sum_up(store, 100), 3); // one of them twice
    store_close(store, true);
    store = open_run(self->path, "blind", "boot-blind"); // follows what was the second day
    play_stint(store, &(struct stint){"1970-01-01T08:00", 100, 1, CLOCK_UNKNOWN, 12});
    store_close(store, true);
    play_days(self->path, 5, 6);
    assert_int_equal(start_and_sum_up(self->path, "urgent", 1), 1);
    struct found found = find_days(self->path);
    assert_int_equal(found.count, 5);
    assert_int_equal(count_untrusted(said_of(&found, "2026-11-02")), 12);
    found_fini(&found);
}

static void another_maker_s_sums_are_not_believed(void **state)
{
    struct fixture *self = *state;
    play_days(self->path, 2, 4);
    struct found before = find_days(self->path);
    struct store *store = open_run(self->path, "forger", "forger");
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

// --- audited ---

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
    struct store *store = open_run(path, "forger", "forger");
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
        struct store *store = open_run(paths[ledger], "forger", "forger");
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

static void count_row(void *context, const struct day_sums *row)
{
    int *count = context;
    (*count)++;
    assert_non_null(strstr(row->sums, "item\tbrush"));
}

static void the_writer_adds_a_day_up_once_the_next_has_begun(void **state)
{
    struct fixture *self = *state;
    const struct writer_identity identity = {
        .point_id = "nm-0001", .program_version = "1", .sum_up = days_make};
    struct writer *writer = writer_start(self->path, &identity, clock_system());
    for (int i = 0; i < 2; i++) {
        struct play_start play = play_of("brush");
        const struct play_progress shown = {PLAY_MS, PLAY_MS, 900, 0};
        play.start_wall = at(i == 0 ? "2026-11-02T10:00" : "2026-11-03T10:00");
        play.start_mono.us = CLOCK_SECOND_US + CIVIL_DAY_US * i;
        writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &shown);
        assert_true(writer_settle(writer));
    }
    writer_stop(writer);
    int count = 0;
    struct error err = {0};
    struct ledger *ledger = ledger_open(self->path, &err);
    assert_non_null(ledger);
    assert_true(ledger_each_day(ledger, count_row, &count, &err));
    ledger_close(ledger);
    assert_int_equal(count, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_is_kept_is_what_the_plays_say_bit_by_bit),
        TEST(the_model_is_that_of_the_visits_of_the_day),
        TEST(summing_up_goes_on_where_it_was_interrupted),
        TEST(a_play_that_is_still_on_keeps_its_day_open),
        TEST(a_clock_is_shown_and_logged_and_no_outreach),
        TEST(a_day_that_gets_another_play_later_is_made_again),
        TEST(plays_without_a_clock_are_put_right_by_what_the_same_boot_learns_later),
        TEST(a_boot_that_never_knew_the_time_is_listed_and_not_counted),
        TEST(a_stale_day_is_not_forgotten_when_summing_up_is_interrupted),
        TEST(the_writer_adds_a_day_up_once_the_next_has_begun),
        TEST(another_maker_s_sums_are_not_believed),
        TEST(sums_that_were_changed_are_found),
        TEST(days_that_sums_hide_or_invent_are_found),
        TEST(numbers_that_no_player_stored_overflow_nothing),
        TEST(text_that_is_no_sums_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
