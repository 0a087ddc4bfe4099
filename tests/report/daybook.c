// Days, what is said of them, and sums.
#include "report/daybook.h"

#include "base/civil.h"
#include "base/mem.h"
#include "base/str.h"
#include "ledger/state.h"
#include "report/days.h"

// --- ledgers ---

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

void play_stint(struct store *store, const struct stint *stint)
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

void play_days(const char *path, int from, int to)
{
    for (int day = from; day <= to; day++) {
        char *run = mem_format("run-%d", day);
        char *boot = mem_format("boot-%d", day);
        char *start = mem_format("2026-11-%02dT09:00", day);
        struct store *store = open_store(path, run, boot);
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

struct found find_days(const char *path)
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

void found_fini(struct found *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->texts[i]);
    }
    *self = (struct found){0};
}

const char *said_of(const struct found *self, const char *day)
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

void assert_same(const struct found *a, const struct found *b)
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

int sum_up(struct store *store, int most)
{
    struct keeping keeping = {store, most, 0};
    struct ledger *view = store_view(store);
    assert_non_null(view);
    days_make(NULL, view, keep_day, &keeping);
    ledger_close(view);
    return keeping.kept;
}

int start_and_sum_up(const char *path, const char *run, int most)
{
    struct store *store = open_store(path, run, run);
    int kept = sum_up(store, most);
    store_close(store, true);
    return kept;
}
