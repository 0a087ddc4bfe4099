// The audit: one walk along the chain, then what a walk cannot see.
//
// Each record is held against its own seal and the seal before it as it is stored, so that one
// changed record is one finding (a changed seal is two), and the walk goes on. That every row has
// its seal is seen by sums over the numbers of both, so that it takes no memory.
#include "ledger/audit.h"

#include "base/mem.h"
#include "ledger/audit_course.h"
#include "ledger/audit_rows.h"
#include "ledger/chain.h"
#include "ledger/reader.h"
#include "ledger/records.h"
#include "ledger/schema.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROGRESS_EVERY = 1 << 16, CHAIN_STEP = 4, LINK_COLUMNS = 4 };

struct auditor {
    const struct audit_wish *wish;
    struct audit_ear ear; // counts what is found
    struct audit *result;
    sqlite3 *handle;
    sqlite3_stmt *find[RECORD_KINDS];
    struct course *course;
    struct chain_head before; // the last link as it is stored
    struct heap sealed[RECORD_KINDS];
    int64_t all; // records that there seem to be
    int64_t expected_n;
    bool has_expected;    // a link with that number was met
    const char *expected; // its digits
    struct str text;
};

static void say(void *context, const char *sentence)
{
    struct auditor *self = context;
    self->result->findings++;
    if (self->wish->finding != NULL) {
        self->wish->finding(self->wish->finding_self, sentence);
    }
}

// --- record by record ---

// The columns of a play in the walk, in record_columns()'s order behind those of the link.
enum play_column {
    PLAY_SEQ = LINK_COLUMNS,
    PLAY_RUN,
    PLAY_TICKET,
    PLAY_SUBJECT,
    PLAY_CONTENT,
    PLAY_SLOT,
    PLAY_MONO,
    PLAY_WALL,
    PLAY_TRUST,
    PLAY_DISPLAY,
    PLAY_PLANNED,
    PLAY_SPAN,
    PLAY_VISIBLE,
};

static void judge_play(struct auditor *self, sqlite3_stmt *row)
{
    const struct course_play play = {
        .run = sqlite3_column_int64(row, PLAY_RUN),
        .subject = sqlite3_column_int64(row, PLAY_SUBJECT),
        .ticket = reader_number(row, PLAY_TICKET, READER_COUNT),
        .start_mono_us = reader_number(row, PLAY_MONO, READER_US),
        .start_wall_us = reader_number(row, PLAY_WALL, READER_US),
        .trust = sqlite3_column_int64(row, PLAY_TRUST),
        .span_ms = reader_number(row, PLAY_SPAN, READER_MS),
        .visible_ms = reader_number(row, PLAY_VISIBLE, READER_MS),
    };
    struct str why = {0};
    if (!course_play(self->course, &play, &why)) {
        int64_t n = sqlite3_column_int64(row, 0);
        char *record = n > 0 ? mem_format("record %lld", (long long)n) : mem_copy("open");
        audit_say(&self->ear, "play %lld (%s): %s", (long long)sqlite3_column_int64(row, PLAY_SEQ),
                  record, str_text(&why));
        free(record);
    }
    str_fini(&why);
}

static void judge_run(struct auditor *self, sqlite3_stmt *row)
{
    enum { NUMBER = 0, PROGRAM_VERSION = 4 };
    const char *version = (const char *)sqlite3_column_text(row, PROGRAM_VERSION);
    if (version != NULL && play_is_simulated(version)) {
        audit_say(&self->ear, "run %lld was a simulation: nothing of it was shown",
                  (long long)sqlite3_column_int64(row, NUMBER));
    }
}

static void judge_event(struct auditor *self, sqlite3_stmt *row)
{
    enum { RUN = 1, KIND = 3, MONO = 4, VALUE = 9 };
    int64_t kind = sqlite3_column_int64(row, KIND);
    if (kind == EVENT_CLOCK) {
        course_clock_event(self->course, sqlite3_column_int64(row, RUN),
                           reader_number(row, MONO, READER_US));
    } else if (kind == EVENT_GAP) {
        self->result->gap_entries += reader_number(row, VALUE, READER_COUNT);
    }
}

// The row that a link seals: in the walk itself for a play, else looked up. NULL: it is gone.
static sqlite3_stmt *sealed_row(struct auditor *self, sqlite3_stmt *link, enum record_kind kind,
                                int *first)
{
    if (kind == RECORD_PLAY) {
        *first = LINK_COLUMNS;
        return sqlite3_column_type(link, PLAY_SEQ) != SQLITE_NULL ? link : NULL;
    }
    sqlite3_stmt *row = self->find[kind];
    sqlite3_reset(row);
    sqlite3_bind_int64(row, 1, sqlite3_column_int64(link, 2));
    *first = 0;
    return sqlite3_step(row) == SQLITE_ROW ? row : NULL;
}

static void judge_record(struct auditor *self, sqlite3_stmt *link, enum record_kind kind)
{
    int64_t n = sqlite3_column_int64(link, 0);
    int64_t number = sqlite3_column_int64(link, 2);
    int first = 0;
    sqlite3_stmt *row = sealed_row(self, link, kind, &first);
    if (row == NULL) {
        audit_say(&self->ear, "record %lld: %s %lld is gone", (long long)n, record_name(kind),
                  (long long)number);
        return;
    }
    unsigned char hash[SHA256_SIZE];
    self->text.length = 0;
    record_print(kind, n, row, first, &self->text);
    record_seal(self->before.hash, self->text.text, self->text.length, hash);
    bool fits = sqlite3_column_bytes(link, 3) == SHA256_SIZE &&
                memcmp(hash, sqlite3_column_blob(link, 3), SHA256_SIZE) == 0;
    if (!fits) {
        audit_say(
            &self->ear,
            "record %lld: %s %lld does not fit its seal: it was changed, or what is before it",
            (long long)n, record_name(kind), (long long)number);
    }
    self->result->runs += kind == RECORD_RUN;
    self->result->plays += kind == RECORD_PLAY;
    self->result->events += kind == RECORD_EVENT;
    if (kind == RECORD_PLAY) {
        judge_play(self, row);
    } else if (kind == RECORD_RUN) {
        judge_run(self, row);
    } else if (kind == RECORD_EVENT) {
        judge_event(self, row);
    }
}

static void hold_against_expected(struct auditor *self)
{
    char hash[2 * SHA256_SIZE + 1];
    sodium_bin2hex(hash, sizeof hash, self->before.hash, SHA256_SIZE);
    self->has_expected = true;
    if (strncmp(hash, self->expected, strlen(self->expected)) != 0) {
        audit_say(&self->ear,
                  "record %lld has the seal %.16s…, and %.16s… is expected: what is before it is "
                  "not what it was then",
                  (long long)self->expected_n, hash, self->expected);
    }
}

static void judge_link(struct auditor *self, sqlite3_stmt *link)
{
    int64_t n = sqlite3_column_int64(link, 0);
    int64_t kind = sqlite3_column_int64(link, 1);
    if (n != self->before.n + 1) {
        audit_say(&self->ear, "the chain goes from record %lld to record %lld: %lld are missing",
                  (long long)self->before.n, (long long)n, (long long)(n - self->before.n - 1));
    }
    if (kind < RECORD_LOG || kind >= RECORD_KINDS) {
        audit_say(&self->ear, "record %lld is of kind %lld, which there is not", (long long)n,
                  (long long)kind);
    } else {
        heap_add(&self->sealed[kind], sqlite3_column_int64(link, 2));
        judge_record(self, link, (enum record_kind)kind);
    }
    self->before.n = n;
    memset(self->before.hash, 0, SHA256_SIZE);
    if (sqlite3_column_bytes(link, 3) == SHA256_SIZE) {
        memcpy(self->before.hash, sqlite3_column_blob(link, 3), SHA256_SIZE);
    }
    if (n == self->expected_n) {
        hold_against_expected(self);
    }
    if (++self->result->records % PROGRESS_EVERY == 0 && self->wish->progress != NULL) {
        self->wish->progress(self->wish->progress_self, self->result->records, self->all);
    }
}

static bool walk(struct auditor *self)
{
    char *text = mem_format("SELECT n, kind, row, hash, %s FROM link LEFT JOIN play"
                            " ON kind = %d AND seq = row ORDER BY n",
                            record_columns(RECORD_PLAY), (int)RECORD_PLAY);
    sqlite3_stmt *links = NULL;
    int rc = sqlite3_prepare_v2(self->handle, text, -1, &links, NULL);
    free(text);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(links);
        if (rc == SQLITE_ROW) {
            judge_link(self, links);
        }
    }
    sqlite3_finalize(links);
    return rc == SQLITE_DONE;
}

// --- what is open ---

// Plays without a seal yet: they belong to the newest run, because a start closes all others, and
// must fit like the others.
static bool judge_open(struct auditor *self)
{
    char *text = mem_format("SELECT 0, 0, 0, 0, %s, run < (SELECT max(id) FROM run) FROM play"
                            " WHERE end = 0 ORDER BY seq",
                            record_columns(RECORD_PLAY));
    sqlite3_stmt *rows = NULL;
    int was_left = LINK_COLUMNS + record_column_count(RECORD_PLAY);
    int rc = sqlite3_prepare_v2(self->handle, text, -1, &rows, NULL);
    free(text);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(rows);
        if (rc == SQLITE_ROW) {
            self->result->open_plays++;
            judge_play(self, rows);
            if (sqlite3_column_int(rows, was_left) != 0) {
                audit_say(&self->ear,
                          "play %lld is open, and the player was started since: it closes what "
                          "was left open",
                          (long long)sqlite3_column_int64(rows, PLAY_SEQ));
            }
        }
    }
    sqlite3_finalize(rows);
    return rc == SQLITE_DONE;
}

// --- the whole ---

static bool prepare(struct auditor *self)
{
    for (enum record_kind kind = RECORD_LOG; kind < RECORD_KINDS; kind++) {
        char *text = mem_format("SELECT %s FROM %s WHERE %s = ?1", record_columns(kind),
                                record_table(kind), record_key(kind));
        bool done =
            sqlite3_prepare_v2(self->handle, text, -1, &self->find[kind], NULL) == SQLITE_OK;
        free(text);
        if (!done) {
            return false;
        }
    }
    sqlite3_stmt *last = NULL;
    if (sqlite3_prepare_v2(self->handle,
                           "SELECT max(n), adopted_plays + adopted_events FROM link,"
                           " log",
                           -1, &last, NULL) == SQLITE_OK &&
        sqlite3_step(last) == SQLITE_ROW) {
        self->all = sqlite3_column_int64(last, 0);
        self->result->adopted = sqlite3_column_int64(last, 1);
    }
    sqlite3_finalize(last);
    self->course = course_open(self->handle);
    return self->course != NULL;
}

bool audit_read_head(const char *text, int64_t *n, const char **digits)
{
    enum { SHORTEST = 8, LONGEST = 2 * SHA256_SIZE };
    char *end = NULL;
    *n = strtoll(text, &end, 10);
    size_t count = *end == ':' ? strspn(end + 1, "0123456789abcdef") : 0;
    *digits = end + 1;
    return *n > 0 && count >= SHORTEST && count <= LONGEST && end[1 + count] == '\0';
}

// Plays are lost only when nothing could be stored for hours, and then the player says so.
static void judge_gaps(struct auditor *self)
{
    int64_t missing = course_missing(self->course);
    if (missing > self->result->gap_entries) {
        audit_say(&self->ear, "%lld plays were begun and are not here, and events tell of %lld",
                  (long long)missing, (long long)self->result->gap_entries);
    }
}

static bool audit_all(struct auditor *self)
{
    bool done = audit_tables(self->handle, &self->ear) && prepare(self) && walk(self);
    for (enum record_kind kind = RECORD_LOG; done && kind < RECORD_KINDS; kind++) {
        done = audit_rows(self->handle, kind, &self->sealed[kind], &self->ear);
    }
    done = done && judge_open(self);
    if (done) {
        course_end(self->course, say, self);
        judge_gaps(self);
    }
    if (done && self->expected_n > 0 && !self->has_expected) {
        audit_say(&self->ear,
                  "the chain ends with record %lld, and record %lld is expected: the newest are "
                  "missing",
                  (long long)self->before.n, (long long)self->expected_n);
    }
    return done;
}

bool audit_ledger(struct ledger *ledger, const struct audit_wish *wish, struct audit *out,
                  struct error *err)
{
    *out = (struct audit){.was_sealed = ledger_step(ledger) >= CHAIN_STEP};
    struct auditor self = {.wish = wish, .result = out, .handle = ledger_handle(ledger)};
    self.ear = (struct audit_ear){say, &self};
    if (wish->expect != NULL && !audit_read_head(wish->expect, &self.expected_n, &self.expected)) {
        return error_set(err, ERROR_CONFIG,
                         "\"%s\" is not the head of a chain, such as 1234:9f86d081884c7d65",
                         wish->expect);
    }
    bool done = audit_all(&self) || schema_failed(self.handle, "reading", err);
    out->head_n = self.before.n;
    sodium_bin2hex(out->head, sizeof out->head, self.before.hash, SHA256_SIZE);
    for (enum record_kind kind = RECORD_LOG; kind < RECORD_KINDS; kind++) {
        sqlite3_finalize(self.find[kind]);
    }
    course_close(self.course);
    str_fini(&self.text);
    return done;
}

void audit_head_text(const struct audit *audit, char out[AUDIT_HEAD_BYTES])
{
    snprintf(out, AUDIT_HEAD_BYTES, "%lld:%s", (long long)audit->head_n, audit->head);
}
