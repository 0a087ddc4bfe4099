// Days from what is kept of them are days from the plays, bit by bit, whatever happened: ledgers of
// players that are cut, whose clocks are wrong, lost, found and set, and that are summed up in
// between at moments when something more urgent comes. Held against a walk without kept rows, and
// against an addition so simple that it cannot be wrong.
#include "base/mem.h"
#include "base/str.h"
#include "ledger/writer.h"
#include "report/days.h"
#include "report/fixture.h"
#include "support/random.h"

enum { STORIES = 120, STEPS = 90, CORNERS = 3, KEPT_MOST = 4, DAYS_MOST = 400 };

// --- what was found ---

struct found {
    int64_t days[DAYS_MOST];
    char *texts[DAYS_MOST]; // NULL: nothing of that day
    size_t count;
};

static void keep_sums(void *context, const struct daily *day)
{
    struct found *self = context;
    struct str text = {0};
    size_t at = self->count;
    daily_print(day, &text);
    for (; at > 0 && self->days[at - 1] > day->day; at--) {
        self->days[at] = self->days[at - 1];
        self->texts[at] = self->texts[at - 1];
    }
    assert_true(at == 0 || self->days[at - 1] != day->day); // each once
    self->days[at] = day->day;
    self->texts[at] = str_take(&text);
    assert_true(++self->count < DAYS_MOST);
}

static void found_fini(struct found *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->texts[i]);
    }
}

static void assert_same(const struct found *a, const struct found *b, uint64_t story, int step)
{
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        if (a->days[i] != b->days[i] || strcmp(a->texts[i], b->texts[i]) != 0) {
            fail_msg("story %llu, step %d: day %lld is\n%s\nand day %lld should be\n%s",
                     (unsigned long long)story, step, (long long)a->days[i], a->texts[i],
                     (long long)b->days[i], b->texts[i]);
        }
    }
    if (a->count != b->count) {
        fail_msg("story %llu, step %d: %zu days, and should be %zu", (unsigned long long)story,
                 step, a->count, b->count);
    }
}

// --- adding up without any art ---

struct simple {
    struct station *station;
    struct daily days[DAYS_MOST];
    size_t count;
    int64_t last_day;
};

static void learn(void *context, const struct play *play)
{
    clocks_learn_play(((struct simple *)context)->station->clocks, play);
}

static void add(void *context, const struct play *play)
{
    struct simple *self = context;
    struct play resolved = *play;
    if (!daily_is_outreach(play)) {
        return;
    }
    bool is_certain = station_resolve(self->station, &resolved);
    int64_t day = station_day(self->station, resolved.start_wall);
    if (is_certain || resolved.trust == CLOCK_BOUNDED) {
        self->last_day = day;
    } else if (self->last_day != INT64_MIN) {
        day = self->last_day;
    }
    size_t at = 0;
    while (at < self->count && self->days[at].day != day) {
        at++;
    }
    if (at == self->count) {
        assert_true(self->count < DAYS_MOST);
        daily_init(&self->days[self->count++], self->station, day);
    }
    daily_add(&self->days[at], &resolved, is_certain);
}

static void add_simply(struct ledger *ledger, struct found *out)
{
    struct error err = {0};
    struct simple *self = mem_zeroed(1, sizeof *self);
    self->last_day = INT64_MIN;
    self->station = station_read(ledger, &err);
    assert_non_null(self->station);
    assert_true(ledger_each_between(ledger, 1, INT64_MAX, learn, self, &err));
    assert_true(ledger_each_between(ledger, 1, INT64_MAX, add, self, &err));
    for (size_t i = 0; i < self->count; i++) {
        daily_finish(&self->days[i], self->station);
        keep_sums(out, &self->days[i]);
        daily_fini(&self->days[i]);
    }
    station_free(self->station);
    free(self);
}

// --- a screen and what happens to it ---

struct screen {
    uint64_t random;
    const char *path;
    struct store *store;
    int runs, boots;
    int64_t ticket, event;
    int64_t true_us, mono_us;   // the time, and that of this boot
    int64_t error_us;           // of the wall clock
    enum clock_trust trust;     // in it
    int64_t corner[CORNERS];    // tickets of plays that are still on there; 0: none
    int64_t corner_us[CORNERS]; // since when
};

static int64_t below(struct screen *self, int64_t limit)
{
    return random_below(&self->random, limit);
}

static void start(struct screen *self, bool is_new_boot)
{
    struct error err = {0};
    if (is_new_boot) {
        self->boots++;
        self->mono_us = 20 * CLOCK_SECOND_US;
    }
    char *run = mem_format("run-%d", ++self->runs);
    char *boot = mem_format("boot-%d", self->boots);
    const struct store_run identity = {run, boot, "nm-0001", "0.1.0", true};
    self->store = store_open(self->path, &identity, &err);
    assert_non_null(self->store);
    self->ticket = self->event = 0;
    memset(self->corner, 0, sizeof self->corner);
    free(run);
    free(boot);
}

static void apply(struct screen *self, struct entry *entry)
{
    struct error err = {0};
    assert_true(store_apply(self->store, &entry, 1, &err));
    free(entry);
}

static void pass(struct screen *self, int64_t us)
{
    self->true_us += us;
    self->mono_us += us + us / 50000; // a crystal that is 20 ppm fast
}

static struct wall wall_of(const struct screen *self)
{
    return (struct wall){self->trust == CLOCK_UNKNOWN ? self->mono_us
                                                      : self->true_us + self->error_us};
}

static void say(struct screen *self, enum event_kind kind, int64_t value, const char *detail)
{
    const struct event event = {.kind = kind,
                                .mono = {self->mono_us},
                                .wall = wall_of(self),
                                .trust = self->trust,
                                .value = value,
                                .detail = detail};
    apply(self, entry_new_event(++self->event, &event));
}

static void change_clock(struct screen *self)
{
    static const enum clock_trust states[] = {CLOCK_TRUSTED, CLOCK_TRUSTED, CLOCK_BOUNDED,
                                              CLOCK_UNKNOWN};
    self->trust = states[below(self, 4)];
    self->error_us = 0;
    if (self->trust == CLOCK_BOUNDED && below(self, 2) == 0) {
        self->error_us = (below(self, 5 * 24) - 60) * 3600 * CLOCK_SECOND_US;
    }
    if (self->trust == CLOCK_TRUSTED && below(self, 8) == 0) { // and wrong all the same
        self->error_us = (below(self, 5 * 24) - 60) * 3600 * CLOCK_SECOND_US;
    }
    if (below(self, 2) == 0) {
        say(self, EVENT_CLOCK, 1, NULL);
    }
}

static int64_t open_play(struct screen *self)
{
    static const char *const items[] = {"brush", "refund", "app", "clock"};
    static const char *const topics[] = {"刷单", "冒充客服退款", NULL, NULL};
    int64_t which = below(self, 4);
    struct play_start play = play_of(items[which]);
    play.topic = topics[which];
    play.kind = which == 3 ? "clock" : play.kind;
    play.planned_ms = 15000;
    play.trust = self->trust;
    play.display = below(self, 5) == 0 ? DISPLAY_OFF : DISPLAY_ON;
    play.start_mono.us = self->mono_us;
    play.start_wall = wall_of(self);
    apply(self, entry_new_open(++self->ticket, &play));
    return self->ticket;
}

static void close_play(struct screen *self, int64_t ticket, int64_t shown_ms)
{
    const struct play_progress shown = {shown_ms, shown_ms, 9, 0};
    apply(self, entry_new_close(ticket, PLAY_COMPLETE, &shown));
}

static void play_some(struct screen *self)
{
    for (int64_t left = 1 + below(self, 6); left > 0; left--) {
        int64_t ticket = open_play(self);
        pass(self, 15 * CLOCK_SECOND_US);
        close_play(self, ticket, 15000);
        pass(self, below(self, 2) * below(self, 3600) * CLOCK_SECOND_US);
    }
}

static void use_corner(struct screen *self)
{
    size_t at = (size_t)below(self, CORNERS);
    if (self->corner[at] != 0) {
        close_play(self, self->corner[at], (self->mono_us - self->corner_us[at]) / 1000);
        self->corner[at] = 0;
    } else {
        self->corner[at] = open_play(self);
        self->corner_us[at] = self->mono_us;
    }
}

static void tell_audience(struct screen *self)
{
    struct audience audience;
    struct str text = {0};
    audience_init(&audience);
    for (int i = 0; i < AUDIENCE_DAYS * AUDIENCE_HOURS; i++) {
        audience.per_hour[i / AUDIENCE_HOURS][i % AUDIENCE_HOURS] = (double)(30 + below(self, 9));
    }
    audience.dwell = (struct dwell){
        .kind = DWELL_MIXTURE, .parts = {{.weight = 1, .mean_s = 300}}, .part_count = 1};
    assert_true(dwell_settle(&audience.dwell));
    audience.grade = GRADE_COUNTED;
    audience_print(&audience, &text);
    say(self, EVENT_AUDIENCE, 0, str_text(&text));
    str_fini(&text);
}

static void move(struct screen *self)
{
    static const char *const points[] = {
        "{\"id\":\"nm-0001\",\"clock\":\"good\",\"utc_offset_s\":28800}",
        "{\"id\":\"nm-0001\",\"utc_offset_s\":28800}",
        "{\"id\":\"nm-0001\",\"utc_offset_s\":25200}",
    };
    say(self, EVENT_POINT, 0, points[below(self, 3)]);
}

static bool keep_day(void *context, const struct day_sums *day)
{
    struct screen *self = context;
    struct error err = {0};
    assert_true(store_keep_day(self->store, day, &err));
    return below(self, KEPT_MOST) != 0; // else something is more urgent
}

static void happen(struct screen *self)
{
    switch (below(self, 16)) {
    case 0:
        change_clock(self);
        break;
    case 1:
    case 2:
        use_corner(self);
        break;
    case 3:
        store_close(self->store, below(self, 2) == 0);
        pass(self, below(self, 3600) * CLOCK_SECOND_US);
        start(self, below(self, 3) != 0);
        break;
    case 4:
        say(self, EVENT_COUNT, below(self, 40), "{\"seconds\":3600,\"counter\":\"door\"}");
        break;
    case 5:
        pass(self, below(self, 30 * 3600) * CLOCK_SECOND_US);
        break;
    case 6:
        if (below(self, 4) == 0) {
            tell_audience(self);
        } else if (below(self, 2) == 0) {
            move(self);
        }
        break;
    case 7:
    case 8: {
        struct ledger *view = store_view(self->store);
        days_make(NULL, view, keep_day, self);
        ledger_close(view);
        break;
    }
    default:
        play_some(self);
        break;
    }
}

// --- the property ---

static bool leave_none_out(void *self, const char *run_id)
{
    (void)self;
    (void)run_id;
    return false;
}

static void find_days(struct ledger *ledger, bool uses_kept, struct found *out)
{
    struct error err = {0};
    const struct days_wish wish = {INT64_MIN, INT64_MAX, uses_kept ? NULL : leave_none_out, NULL};
    struct station *station = station_read(ledger, &err);
    assert_non_null(station);
    assert_true(days_each(ledger, station, &wish, keep_sums, out, &err));
    station_free(station);
}

static void look(struct screen *self, uint64_t story, int step)
{
    struct found kept = {0};
    struct found walked = {0};
    struct found simple = {0};
    struct ledger *view = store_view(self->store);
    assert_non_null(view);
    add_simply(view, &simple);
    find_days(view, false, &walked);
    find_days(view, true, &kept);
    ledger_close(view);
    assert_same(&walked, &simple, story, step);
    assert_same(&kept, &simple, story, step);
    found_fini(&kept);
    found_fini(&walked);
    found_fini(&simple);
}

static void tell_story(const char *path, uint64_t story)
{
    struct screen screen = {.random = story,
                            .path = path,
                            .true_us = at("2026-11-02T09:00").us,
                            .trust = CLOCK_TRUSTED};
    start(&screen, true);
    tell_audience(&screen);
    for (int step = 0; step < STEPS; step++) {
        happen(&screen);
        if (step % 9 == 8) {
            look(&screen, story, step);
        }
    }
    store_close(screen.store, true);
}

static void days_that_are_kept_are_the_days_of_the_plays_whatever_happened(void **state)
{
    struct fixture *self = *state;
    for (uint64_t story = 1; story <= STORIES; story++) {
        char *path = mem_format("%s/%llu.db", self->folder, (unsigned long long)story);
        tell_story(path, story);
        free(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            days_that_are_kept_are_the_days_of_the_plays_whatever_happened, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
