// Days twice, once with and once without what is kept of them.
#include "report/days_audit.h"

#include "base/civil.h"
#include "base/mem.h"
#include "report/days.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// Sums may have been made on another machine, whose exp() rounds the last digit differently.
static const double NUMBERS_DIFFER = 1e-9;

struct reported {
    int64_t day;
    char *text;
    bool is_confirmed;
};

struct comparing {
    const struct audit_wish *wish;
    struct audit *result;
    struct reported *days; // as a report would have them
    size_t count, capacity;
};

static void find(struct comparing *self, int64_t day, const char *what)
{
    struct civil date = civil_of_day(day);
    self->result->findings++;
    if (self->wish->finding != NULL) {
        char *sentence = mem_format("%04d-%02d-%02d: %s", date.year, date.month, date.day, what);
        self->wish->finding(self->wish->finding_self, sentence);
        free(sentence);
    }
}

static bool is_whole(const char *text)
{
    return text[strspn(text, "-0123456789")] == '\0';
}

static bool are_same_cells(const char *a, const char *b)
{
    if (strcmp(a, b) == 0) {
        return true;
    }
    char *end_a;
    char *end_b;
    double x = strtod(a, &end_a);
    double y = strtod(b, &end_b);
    bool are_numbers = end_a != a && end_b != b && *end_a == '\0' && *end_b == '\0';
    return are_numbers && !(is_whole(a) && is_whole(b)) &&
           fabs(x - y) <= NUMBERS_DIFFER * fmax(1, fmax(fabs(x), fabs(y)));
}

// Cuts the next cell off: ends it in place, and moves `rest` behind it; NULL when there is none.
static char *cut_cell(char **rest, char *ended_by)
{
    char *cell = *rest;
    if (cell == NULL) {
        return NULL;
    }
    char *end = cell + strcspn(cell, "\t\n");
    *ended_by = *end;
    *rest = *end != '\0' ? end + 1 : NULL;
    *end = '\0';
    return cell;
}

static bool are_same_sums(const char *a, const char *b)
{
    char *copies[] = {mem_copy(a), mem_copy(b)};
    char *rest[] = {copies[0], copies[1]};
    bool are_same = true;
    while (are_same && (rest[0] != NULL || rest[1] != NULL)) {
        char ends[2] = {0};
        const char *cell_a = cut_cell(&rest[0], &ends[0]);
        const char *cell_b = cut_cell(&rest[1], &ends[1]);
        are_same = cell_a != NULL && cell_b != NULL && ends[0] == ends[1] &&
                   are_same_cells(cell_a, cell_b);
    }
    free(copies[0]);
    free(copies[1]);
    return are_same;
}

static void remember_day(void *context, const struct daily *day)
{
    struct comparing *self = context;
    struct str text = {0};
    daily_print(day, &text);
    self->days = MEM_GROW(self->days, self->count, self->capacity);
    self->days[self->count++] = (struct reported){.day = day->day, .text = str_take(&text)};
}

static void compare_day(void *context, const struct daily *day)
{
    struct comparing *self = context;
    struct reported *reported = NULL;
    for (size_t i = 0; i < self->count && reported == NULL; i++) {
        reported = self->days[i].day == day->day ? &self->days[i] : NULL;
    }
    if (reported == NULL) {
        find(self, day->day, "the sums that are kept leave out plays of this day");
        return;
    }
    struct str text = {0};
    daily_print(day, &text);
    reported->is_confirmed = true;
    if (!are_same_sums(reported->text, str_text(&text))) {
        find(self, day->day, "the sums that are kept of this day are not what its plays say");
    }
    str_fini(&text);
}

static bool leave_none_out(void *self, const char *run_id)
{
    (void)self;
    (void)run_id;
    return false;
}

// A station learns of clocks while its plays are walked along: each walk has its own.
static bool walk(struct ledger *ledger, const struct days_wish *wish, days_visitor *visitor,
                 struct comparing *self, struct error *err)
{
    struct station *station = station_read(ledger, err);
    bool done = station != NULL && days_each(ledger, station, wish, visitor, self, err);
    station_free(station);
    return done;
}

bool days_audit(struct ledger *ledger, const struct audit_wish *wish, struct audit *out,
                struct error *err)
{
    struct comparing self = {.wish = wish, .result = out};
    const struct days_wish kept = {.first_day = INT64_MIN, .last_day = INT64_MAX};
    const struct days_wish anew = {INT64_MIN, INT64_MAX, leave_none_out, NULL};
    bool done = walk(ledger, &kept, remember_day, &self, err) &&
                walk(ledger, &anew, compare_day, &self, err);
    for (size_t i = 0; i < self.count; i++) {
        if (done && !self.days[i].is_confirmed) {
            find(&self, self.days[i].day, "sums are kept for which there are no plays");
        }
        free(self.days[i].text);
    }
    free(self.days);
    return done;
}

// --- beside something else ---

struct days_audit {
    // Fixed before the thread starts.
    char *path;
    pthread_t thread;
    // The thread's until it is joined.
    char **sentences;
    size_t count, capacity;
    bool is_done;
    struct error err;
};

static void keep_sentence(void *context, const char *sentence)
{
    struct days_audit *self = context;
    self->sentences = MEM_GROW(self->sentences, self->count, self->capacity);
    self->sentences[self->count++] = mem_copy(sentence);
}

static void *run(void *context)
{
    struct days_audit *self = context;
    struct audit counted = {0};
    const struct audit_wish wish = {.finding = keep_sentence, .finding_self = self};
    struct ledger *ledger = ledger_open(self->path, &self->err);
    self->is_done = ledger != NULL && days_audit(ledger, &wish, &counted, &self->err);
    ledger_close(ledger);
    return NULL;
}

struct days_audit *days_audit_start(const char *path)
{
    struct days_audit *self = mem_zeroed(1, sizeof *self);
    self->path = mem_copy(path);
    int rc = pthread_create(&self->thread, NULL, run, self);
    assert(rc == 0); // as being out of memory
    (void)rc;
    return self;
}

bool days_audit_join(struct days_audit *self, const struct audit_wish *wish, struct audit *out,
                     struct error *err)
{
    pthread_join(self->thread, NULL);
    bool done = self->is_done || error_set(err, self->err.code, "%s", self->err.text);
    for (size_t i = 0; i < self->count; i++) {
        out->findings++;
        if (wish->finding != NULL) {
            wish->finding(wish->finding_self, self->sentences[i]);
        }
        free(self->sentences[i]);
    }
    free(self->sentences);
    free(self->path);
    free(self);
    return done;
}
