// What can have happened, and what cannot.
#include "ledger/audit_course.h"

#include "base/clock.h"
#include "base/mem.h"
#include "ledger/play.h"

#include <stdlib.h>
#include <string.h>

// A play ends with the present that begins the next; both count whole milliseconds.
#define TOUCH_US INT64_C(2000)
// What two clocks drift apart without anybody setting one: a second (the player's own measure of a
// jump), and 500 parts per million, the most that the kernel corrects. Source: adjtimex(2).
#define DRIFT_US CLOCK_SECOND_US
enum { DRIFT_PER_MILLION = 500 };

struct subject {
    size_t zone;
    bool is_endless;
};

// A run in one zone.
struct lane {
    bool is_used;
    int64_t first_us, end_us, visible_ms;
};

struct run {
    size_t boot;
    int64_t event_us; // mono of the latest clock event
    bool has_event;
    int64_t plays, last_ticket;
};

// The last play of a boot that went by a trusted clock.
struct boot {
    bool has_anchor;
    int64_t mono_us, wall_us;
};

struct names {
    char **each;
    size_t count, capacity;
};

struct course {
    struct subject *subjects; // by number; there is none of number 0
    size_t subject_count;
    struct run *runs;
    size_t run_count;
    struct boot *boots;
    size_t boot_count;
    struct names zones;
    struct lane *lanes; // run by run
};

static size_t name_number(struct names *self, const char *name)
{
    for (size_t i = self->count; i-- > 0;) {
        if (strcmp(self->each[i], name) == 0) {
            return i;
        }
    }
    self->each = MEM_GROW(self->each, self->count, self->capacity);
    self->each[self->count] = mem_copy(name);
    return self->count++;
}

static void names_fini(struct names *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->each[i]);
    }
    free(self->each);
}

// Makes `*list` hold `number` of elements of `size` and one more. False: nobody has so many.
static bool hold(void *list, size_t *count, int64_t number, size_t size)
{
    enum { MOST = 50 * 1000 * 1000 };
    if (number < 0 || number > MOST) {
        return false;
    }
    void **elements = list;
    size_t wanted = (size_t)number + 1;
    if (wanted > *count) {
        size_t grown = wanted + wanted / 2;
        *elements = mem_resize(*elements, grown, size);
        memset((char *)*elements + *count * size, 0, (grown - *count) * size);
        *count = grown;
    }
    return true;
}

static const char *text_at(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text != NULL ? text : "";
}

static bool read_subjects(struct course *self, sqlite3 *handle)
{
    sqlite3_stmt *rows = NULL;
    int rc = sqlite3_prepare_v2(handle, "SELECT id, zone, endless FROM subject", -1, &rows, NULL);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(rows);
        int64_t id = rc == SQLITE_ROW ? sqlite3_column_int64(rows, 0) : -1;
        if (hold(&self->subjects, &self->subject_count, id, sizeof *self->subjects)) {
            self->subjects[id] = (struct subject){name_number(&self->zones, text_at(rows, 1)),
                                                  sqlite3_column_int(rows, 2) != 0};
        }
    }
    sqlite3_finalize(rows);
    return rc == SQLITE_DONE;
}

static bool read_runs(struct course *self, sqlite3 *handle)
{
    sqlite3_stmt *rows = NULL;
    struct names boots = {0};
    int rc = sqlite3_prepare_v2(handle, "SELECT id, boot_id FROM run", -1, &rows, NULL);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(rows);
        int64_t id = rc == SQLITE_ROW ? sqlite3_column_int64(rows, 0) : -1;
        if (hold(&self->runs, &self->run_count, id, sizeof *self->runs)) {
            self->runs[id].boot = name_number(&boots, text_at(rows, 1));
        }
    }
    sqlite3_finalize(rows);
    self->boot_count = boots.count;
    self->boots = mem_zeroed(boots.count + 1, sizeof *self->boots);
    names_fini(&boots);
    return rc == SQLITE_DONE;
}

struct course *course_open(sqlite3 *handle)
{
    struct course *self = mem_zeroed(1, sizeof *self);
    if (!read_subjects(self, handle) || !read_runs(self, handle)) {
        course_close(self);
        return NULL;
    }
    self->lanes = mem_zeroed(self->run_count * self->zones.count + 1, sizeof *self->lanes);
    return self;
}

void course_close(struct course *self)
{
    if (self != NULL) {
        names_fini(&self->zones);
        free(self->subjects);
        free(self->runs);
        free(self->boots);
        free(self->lanes);
        free(self);
    }
}

static struct run *run_of(struct course *self, int64_t number)
{
    return number > 0 && (size_t)number < self->run_count ? &self->runs[number] : NULL;
}

static bool fits_lane(struct course *self, const struct course_play *play,
                      const struct subject *subject, struct str *why)
{
    size_t at = (size_t)play->run * self->zones.count + subject->zone;
    struct lane *lane = &self->lanes[at];
    int64_t end_us = play->start_mono_us + play->span_ms * 1000;
    bool fits = !lane->is_used || play->start_mono_us >= lane->end_us - TOUCH_US;
    if (!fits) {
        str_addf(why, "begins %.3f s before the play that was on in zone %s had ended",
                 (double)(lane->end_us - play->start_mono_us) / CLOCK_SECOND_US,
                 self->zones.each[subject->zone]);
    }
    lane->first_us = lane->is_used ? lane->first_us : play->start_mono_us;
    lane->end_us = !lane->is_used || end_us > lane->end_us ? end_us : lane->end_us;
    lane->visible_ms += play->visible_ms;
    lane->is_used = true;
    return fits;
}

static bool fits_clock(struct course *self, const struct course_play *play, struct run *run,
                       struct str *why)
{
    struct boot *boot = &self->boots[run->boot];
    if (play->trust < CLOCK_TRUSTED) {
        return true;
    }
    int64_t passed_us = play->start_mono_us - boot->mono_us;
    int64_t apart_us = (play->start_wall_us - boot->wall_us) - passed_us;
    int64_t size_us = apart_us < 0 ? -apart_us : apart_us;
    int64_t allowed_us = DRIFT_US + llabs(passed_us) / 1000000 * DRIFT_PER_MILLION;
    bool was_told = run->has_event && run->event_us >= boot->mono_us - DRIFT_US;
    bool fits = !boot->has_anchor || size_us <= allowed_us || was_told;
    if (!fits) {
        str_addf(why, "the clock went %.1f s %s since the play before, and no event says so",
                 (double)size_us / CLOCK_SECOND_US, apart_us < 0 ? "back" : "ahead");
    }
    boot->has_anchor = true;
    boot->mono_us = play->start_mono_us;
    boot->wall_us = play->start_wall_us;
    return fits;
}

bool course_play(struct course *self, const struct course_play *play, struct str *why)
{
    struct run *run = run_of(self, play->run);
    bool has_subject = play->subject > 0 && (size_t)play->subject < self->subject_count;
    if (run == NULL || !has_subject) {
        str_addf(why, "refers to a %s that is not there", run == NULL ? "run" : "subject");
        return false;
    }
    run->plays++;
    run->last_ticket = play->ticket > run->last_ticket ? play->ticket : run->last_ticket;
    const struct subject *subject = &self->subjects[play->subject];
    if (play->visible_ms < 0 || play->span_ms < 0 || play->visible_ms > play->span_ms + 1) {
        str_addf(why, "was visible for %lld ms of the %lld ms it lasted",
                 (long long)play->visible_ms, (long long)play->span_ms);
        return false;
    }
    bool took_time = play->span_ms > 0; // what failed before its first frame displaced nothing
    return (subject->is_endless || !took_time || fits_lane(self, play, subject, why)) &&
           fits_clock(self, play, run, why);
}

void course_clock_event(struct course *self, int64_t run_number, int64_t mono_us)
{
    struct run *run = run_of(self, run_number);
    if (run != NULL) {
        run->has_event = true;
        run->event_us = mono_us;
    }
}

int64_t course_missing(const struct course *self)
{
    int64_t missing = 0;
    for (size_t i = 0; i < self->run_count; i++) {
        missing += self->runs[i].last_ticket - self->runs[i].plays;
    }
    return missing;
}

void course_end(struct course *self, void (*say)(void *self, const char *sentence), void *say_self)
{
    for (size_t i = 0; i < self->run_count * self->zones.count; i++) {
        const struct lane *lane = &self->lanes[i];
        int64_t ran_ms = (lane->end_us - lane->first_us) / 1000 + 1;
        if (lane->is_used && lane->visible_ms > ran_ms) {
            char *sentence = mem_format(
                "run %zu, zone %s: %.3f s were visible of the %.3f s between its first play and "
                "its last",
                i / self->zones.count, self->zones.each[i % self->zones.count],
                (double)lane->visible_ms / 1000, (double)ran_ms / 1000);
            say(say_self, sentence);
            free(sentence);
        }
    }
}
