// Telling a ledger what happened.
//
// A day: the power comes some time before opening, the player starts, and shows its rota until the
// power goes; what was on is cut by the next start. A board without a battery counts from 1970
// until it hears of the time, and on some days it never does. Some days the screen stays dark. Once
// in a while plays could not be stored, and the ledger says so.
#include "story.h"

#include "base/civil.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "ledger/manual.h"
#include "ledger/store.h"
#include "report/days.h"
#include "sample.h"
#include "support/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    GROUP = 4000,      // entries in one transaction
    BOOT_S = 25,       // from power to the first play
    REFRESH_MS = 5000, // how often an open play is refreshed
    COUNT_S = 300,     // an interval of people who were counted
    NAME_BYTES = 48,
};

struct story {
    const struct story_wish *wish;
    struct sample_point point;
    struct story_told *told;
    uint64_t random;
    char *path;
    struct str facts, audience, playlist;
    char revision[16];
    struct store *store;
    struct entry *group[GROUP + 8];
    size_t group_count;
    struct error *err;
    bool is_good;
    int64_t manual_entries;

    // of the run
    int64_t day;
    int64_t mono_us, midnight_us, power_us; // power_us: wall time at mono 0
    int64_t tickets, events, slots;
    int64_t on; // ticket of the play that is on; 0: none
    bool is_told_time;
    enum clock_trust trust;
    enum display_power display;
};

// --- entries ---

static void flush(struct story *self)
{
    if (self->is_good) {
        self->is_good = store_apply(self->store, self->group, self->group_count, self->err);
    }
    for (size_t i = 0; i < self->group_count; i++) {
        free(self->group[i]);
    }
    self->group_count = 0;
}

static void put(struct story *self, struct entry *entry)
{
    self->group[self->group_count++] = entry;
    if (self->group_count >= GROUP) {
        flush(self);
    }
}

static struct wall wall_now(const struct story *self)
{
    int64_t boot_us = self->is_told_time || self->point.has_battery ? self->power_us : 0;
    return (struct wall){boot_us + self->mono_us};
}

static void note(struct story *self, enum event_kind kind, int64_t value, const char *item,
                 const char *detail)
{
    const struct event event = {.kind = kind,
                                .mono = {self->mono_us},
                                .wall = wall_now(self),
                                .trust = self->trust,
                                .item = item,
                                .value = value,
                                .detail = detail};
    put(self, entry_new_event(++self->events, &event));
    self->told->events++;
}

static struct play_progress shown_for(int64_t ms, int64_t late)
{
    return (struct play_progress){ms, ms > 17 ? ms - 17 : 0, ms * 60 / 1000, late};
}

static void open_play(struct story *self, const struct sample_item *item)
{
    const struct play_start start = {
        .item = item->id,
        .kind = item->kind,
        .topic = item->topic,
        .audience = item->audience,
        .zone = "main",
        .playlist = "sample",
        .playlist_revision = self->revision,
        .slot = self->slots++,
        .start_mono = {self->mono_us},
        .start_wall = wall_now(self),
        .trust = self->trust,
        .display = self->display,
        .planned_ms = item->planned_ms,
    };
    struct entry *entry = entry_new_open(++self->tickets, &start);
    entry->has_content = true;
    digest_text(item->id, entry->content);
    self->on = self->tickets;
    self->told->plays++;
    put(self, entry);
}

static void close_play(struct story *self, enum play_end end, int64_t ms)
{
    struct play_progress shown = shown_for(ms, random_below(&self->random, 50) == 0);
    put(self, entry_new_close(self->on, end, &shown));
    self->on = 0;
    self->mono_us += ms * 1000;
}

// --- one play after the other ---

// What comes of a play: most come to their end.
static void play(struct story *self, const struct sample_item *item)
{
    int64_t chance = random_below(&self->random, 1000);
    if (chance == 0) { // it could not be shown
        open_play(self, item);
        struct play_progress nothing = {0};
        put(self, entry_new_close(self->on, PLAY_FAILED, &nothing));
        self->on = 0;
        note(self, EVENT_FAILED, 600 * CLOCK_SECOND_US, item->id, NULL);
        return;
    }
    open_play(self, item);
    if (chance < 4) { // somebody pressed a key
        close_play(self, PLAY_SKIPPED, 1000 + random_below(&self->random, item->planned_ms - 1000));
        note(self, EVENT_NEXT, 0, item->id, NULL);
    } else if (chance == 4) {
        close_play(self, PLAY_PREEMPTED,
                   1000 + random_below(&self->random, item->planned_ms - 1000));
    } else {
        close_play(self, PLAY_COMPLETE, item->planned_ms);
    }
}

static void count_people(struct story *self, int64_t now_us)
{
    int64_t second = (now_us - self->midnight_us) / CLOCK_SECOND_US;
    int weekday = (civil_of_day(self->day).weekday + 6) % 7; // Monday first
    double expected =
        sample_people(self->point.venue, weekday, (int)(second / 3600 % AUDIENCE_HOURS)) * COUNT_S /
        3600;
    int64_t most = (int64_t)(2 * expected) + 1;
    char detail[96];
    snprintf(detail, sizeof detail, "{\"source\":\"门口\",\"seconds\":%d}", COUNT_S);
    note(self, EVENT_COUNT, random_below(&self->random, most + 1), NULL, detail);
}

// The clock becomes known some minutes after a start without a battery.
static void hear_time(struct story *self)
{
    struct wall before = wall_now(self);
    self->is_told_time = true;
    self->trust = CLOCK_TRUSTED;
    note(self, EVENT_CLOCK, wall_now(self).us - before.us, NULL, NULL);
}

// As many as the ledger's writer had to drop: their tickets are used up.
static void lose_some(struct story *self)
{
    int64_t lost = 2 + random_below(&self->random, 30);
    self->tickets += lost;
    self->slots += lost;
    self->mono_us += lost * 15 * CLOCK_SECOND_US;
    note(self, EVENT_GAP, lost, NULL, "the disk was full");
}

struct day {
    int64_t hears_us;      // mono at which the clock becomes known; INT64_MAX: never
    int64_t loses_us;      // mono at which plays are lost
    int64_t off_us, on_us; // mono between which the display is off
    int64_t ends_us;       // mono of the end
    int plays_most;
};

static void happen(struct story *self, const struct day *day, int64_t *counted_us)
{
    if (!self->is_told_time && self->mono_us >= day->hears_us) {
        hear_time(self);
    }
    bool is_off = self->mono_us >= day->off_us && self->mono_us < day->on_us;
    enum display_power display = is_off                         ? DISPLAY_OFF
                                 : self->point.is_display_known ? DISPLAY_ON
                                                                : DISPLAY_UNKNOWN;
    if (display != self->display) {
        self->display = display;
        note(self, EVENT_DISPLAY, (int64_t)display, NULL, NULL);
    }
    while (self->point.has_counter && *counted_us + COUNT_S * CLOCK_SECOND_US <= self->mono_us) {
        *counted_us += COUNT_S * CLOCK_SECOND_US;
        count_people(self, self->power_us + *counted_us);
    }
}

static void play_until(struct story *self, const struct day *day)
{
    int64_t counted_us = self->mono_us;
    bool has_lost = false;
    for (int i = 0; self->mono_us < day->ends_us && self->is_good; i++) {
        if (day->plays_most > 0 && i >= day->plays_most) {
            break;
        }
        happen(self, day, &counted_us);
        if (!has_lost && self->mono_us >= day->loses_us) {
            has_lost = true;
            lose_some(self);
        }
        play(self, &sample_items[(size_t)self->slots % sample_item_count]);
    }
}

// --- runs ---

static void set_revision(struct story *self)
{
    struct civil date = civil_of_day(self->day);
    snprintf(self->revision, sizeof self->revision, "%04d-%02d", date.year, date.month);
    self->playlist.length = 0;
    str_addf(&self->playlist, "{\"name\":\"sample\",\"revision\":\"%s\"}", self->revision);
}

static bool begin_run(struct story *self)
{
    char run_id[NAME_BYTES];
    char boot_id[NAME_BYTES];
    snprintf(run_id, sizeof run_id, "%016llx-%s-run",
             (unsigned long long)random_next(&self->random), self->point.id);
    snprintf(boot_id, sizeof boot_id, "%016llx-%s", (unsigned long long)random_next(&self->random),
             self->point.id);
    const struct store_run run = {run_id, boot_id, self->point.id, XIAOLABA_VERSION, true};
    self->store = store_open(self->path, &run, self->err);
    self->is_good = self->store != NULL;
    if (self->is_good) {
        set_revision(self);
        note(self, EVENT_BOOT, 0, NULL, NULL);
        note(self, EVENT_POINT, 0, NULL, str_text(&self->facts));
        note(self, EVENT_AUDIENCE, 0, NULL, str_text(&self->audience));
        note(self, EVENT_PLAYLIST, 0, NULL, str_text(&self->playlist));
    }
    return self->is_good;
}

// Staff tell once a week what they did beside the screen; one entry in twenty was wrong.
static void enter_by_hand(struct story *self)
{
    static const int64_t most[MANUAL_KINDS] = {400, 120, 3, 150, 20};
    char before[MANUAL_ID_BYTES] = "";
    for (int kind = 0; kind < MANUAL_KINDS; kind++) {
        struct manual_entry entry = {
            .kind = (enum outreach_manual_kind)kind,
            .count = 1 + random_below(&self->random, most[kind]),
            .day = self->day,
            .by = "样例",
        };
        bool corrects = before[0] != '\0';
        snprintf(entry.id, sizeof entry.id, "%08x", (unsigned)random_next(&self->random));
        snprintf(entry.supersedes, sizeof entry.supersedes, "%s", before);
        struct str detail = {0};
        manual_detail(&entry, &detail);
        note(self, EVENT_MANUAL, entry.count, NULL, str_text(&detail));
        str_fini(&detail);
        bool was_wrong = !corrects && random_below(&self->random, 20) == 0;
        snprintf(before, sizeof before, "%s", was_wrong ? entry.id : "");
        kind -= was_wrong; // once more, right
    }
}

static void leave_on(struct story *self)
{
    const struct sample_item *item = &sample_items[(size_t)self->slots % sample_item_count];
    open_play(self, item);
    struct play_progress shown =
        shown_for(random_below(&self->random, item->planned_ms / REFRESH_MS + 1) * REFRESH_MS, 0);
    put(self, entry_new_progress(self->on, &shown));
}

static struct day day_of(struct story *self)
{
    const struct sample_venue *venue = self->point.venue;
    int64_t minute_us = 60 * CLOCK_SECOND_US;
    int64_t opens_us = (venue->opens_min - random_below(&self->random, 12)) * minute_us;
    int64_t long_us = (venue->shuts_min + random_below(&self->random, 15)) * minute_us - opens_us;
    bool hears = random_below(&self->random, 40) > 0;
    bool is_off = random_below(&self->random, 30) == 0;
    self->power_us = self->midnight_us + opens_us;
    return (struct day){
        .hears_us =
            hears ? (BOOT_S + random_below(&self->random, 600)) * CLOCK_SECOND_US : INT64_MAX,
        .loses_us = random_below(&self->random, 90) == 0 ? long_us / 2 : INT64_MAX,
        .off_us = is_off ? long_us / 3 : INT64_MAX,
        .on_us = is_off ? long_us / 2 : INT64_MAX,
        .ends_us = long_us,
        .plays_most = self->wish->plays_a_day,
    };
}

static bool tell_day(struct story *self, int64_t number, bool is_last)
{
    self->day = number;
    self->midnight_us = number * CIVIL_DAY_US - (int64_t)CIVIL_CHINA_OFFSET_S * CLOCK_SECOND_US;
    struct day day = day_of(self);
    self->mono_us = BOOT_S * CLOCK_SECOND_US;
    self->tickets = self->events = self->on = 0;
    self->is_told_time = self->point.has_battery && day.hears_us != INT64_MAX;
    self->trust = self->is_told_time        ? CLOCK_TRUSTED
                  : self->point.has_battery ? CLOCK_BOUNDED
                                            : CLOCK_UNKNOWN;
    self->display = self->point.is_display_known ? DISPLAY_ON : DISPLAY_UNKNOWN;
    if (!begin_run(self)) {
        return false;
    }
    play_until(self, &day);
    if (number % 7 == self->point.id[strlen(self->point.id) - 1] % 7) {
        enter_by_hand(self);
    }
    if (!is_last) {
        leave_on(self);
    }
    flush(self);
    return self->is_good;
}

static bool keep_day(void *context, const struct day_sums *day)
{
    struct story *self = context;
    self->is_good = self->is_good && store_keep_day(self->store, day, self->err);
    return self->is_good;
}

static void sum_up(struct story *self)
{
    struct ledger *view = store_view(self->store);
    if (view != NULL) {
        days_make(NULL, view, keep_day, self);
        ledger_close(view);
    }
}

static void print_facts(struct story *self)
{
    struct json json = {.out = &self->facts};
    const char *const facts[][2] = {{"id", self->point.id},
                                    {"name", self->point.name},
                                    {"district", self->point.district},
                                    {"venue", self->point.venue->name}};
    json_open(&json, '{');
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        json_key(&json, facts[i][0]);
        json_string(&json, facts[i][1]);
    }
    json_key(&json, "utc_offset_s");
    json_integer(&json, CIVIL_CHINA_OFFSET_S);
    json_close(&json, '}');
    if (self->point.has_audience) {
        struct audience audience;
        sample_audience(&self->point, self->wish->seed, &audience);
        audience_print(&audience, &self->audience);
    }
}

bool story_tell(const struct story_wish *wish, int point, struct story_told *told,
                struct error *err)
{
    struct story *self = mem_zeroed(1, sizeof *self);
    *self = (struct story){.wish = wish,
                           .point = sample_point(wish->seed, point),
                           .told = told,
                           .random = wish->seed ^ (uint64_t)point << 32,
                           .err = err,
                           .is_good = true};
    self->path = mem_format("%s/%s.db", wish->folder, self->point.id);
    print_facts(self);
    if (file_exists(self->path)) {
        self->is_good = error_set(err, ERROR_CONFIG, "%s is there already", self->path);
    }
    for (int i = 0; i < wish->days && self->is_good; i++) {
        bool is_last = i + 1 == wish->days;
        bool is_dark = !is_last && random_below(&self->random, 25) == 0; // nobody switched it on
        if (!is_dark && tell_day(self, wish->first_day + i, is_last)) {
            if (is_last) {
                sum_up(self);
            }
            store_close(self->store, is_last);
            self->store = NULL;
        }
    }
    bool is_good = self->is_good;
    store_close(self->store, false);
    str_fini(&self->facts);
    str_fini(&self->audience);
    str_fini(&self->playlist);
    free(self->path);
    free(self);
    return is_good;
}
