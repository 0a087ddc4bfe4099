// Reading a ledger.
#include "ledger/ledger.h"

#include "base/file.h"
#include "base/folders.h"
#include "base/mem.h"
#include "base/str.h"
#include "ledger/copy.h"
#include "ledger/database.h"
#include "ledger/digest.h"
#include "ledger/events.h"
#include "ledger/reader.h"
#include "ledger/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct ledger {
    char *path;
    int lock; // shared while the file itself is read; −1 otherwise
    struct copy copy;
    sqlite3 *handle;
    char *log_id, *point, *boot;
    int step;         // of the file itself
    bool is_borrowed; // the connection is the writer's
};

// A path as an SQLite URI: everything that could mean something else is percent-encoded.
static char *uri_of(const char *path, const char *query)
{
    struct str uri = {0};
    str_add(&uri, "file:");
    for (const char *at = path; *at != '\0'; at++) {
        bool is_plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                        (*at >= '0' && *at <= '9') || strchr("/._-", *at) != NULL;
        if (is_plain) {
            str_add_bytes(&uri, at, 1);
        } else {
            str_addf(&uri, "%%%02X", (unsigned char)*at);
        }
    }
    str_add(&uri, query);
    return str_take(&uri);
}

static bool connect(struct ledger *self, const char *path, bool is_copy, struct error *err)
{
    char *uri = uri_of(path, is_copy ? "" : "?immutable=1");
    int flags = (is_copy ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_URI |
                SQLITE_OPEN_NOMUTEX;
    bool done = sqlite3_open_v2(uri, &self->handle, flags, NULL) == SQLITE_OK ||
                schema_failed(self->handle, "opening", err);
    free(uri);
    if (done) {
        schema_distrust(self->handle);
    }
    if (done && is_copy) { // the copy is ours alone: no shared index, no waiting for the disk
        sqlite3_exec(self->handle, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF",
                     NULL, NULL, NULL);
    }
    return done;
}

static void disconnect(struct ledger *self)
{
    if (!self->is_borrowed) {
        sqlite3_close(self->handle);
    }
    self->handle = NULL;
    if (self->lock >= 0) {
        close(self->lock);
        self->lock = -1;
    }
}

static bool check(sqlite3 *handle, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    const char *verdict = NULL;
    if (sqlite3_prepare_v2(handle, "PRAGMA quick_check(1)", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        verdict = (const char *)sqlite3_column_text(statement, 0);
    }
    bool is_sound = verdict != NULL && strcmp(verdict, "ok") == 0;
    if (!is_sound) {
        error_set(err, ERROR_DEVICE, "is damaged: %s",
                  verdict != NULL ? verdict : sqlite3_errmsg(handle));
    }
    sqlite3_finalize(statement);
    return is_sound;
}

static bool read_copy(struct ledger *self, struct error *err)
{
    return copy_take(&self->copy, self->path, err) && connect(self, self->copy.path, true, err) &&
           check(self->handle, err) && schema_version(self->handle, &self->step, err) &&
           schema_migrate(self->handle, SCHEMA_NEWEST, err);
}

// Reads the file where it lies. `is_current` false: it cannot be read like that.
static bool read_in_place(struct ledger *self, bool *is_current, struct error *err)
{
    int version = 0;
    if (copy_has_log(self->path)) {
        return true;
    }
    if (!connect(self, self->path, false, err) || !schema_version(self->handle, &version, err)) {
        return false;
    }
    *is_current = version == SCHEMA_NEWEST;
    self->step = version;
    return true;
}

static bool read_log_id(struct ledger *self, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(self->handle, "SELECT log_id FROM log", -1, &statement, NULL) ==
            SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        self->log_id = mem_copy((const char *)sqlite3_column_text(statement, 0));
    } else {
        schema_failed(self->handle, "reading the ledger's name", err);
    }
    sqlite3_finalize(statement);
    return self->log_id != NULL;
}

static void read_newest_run(struct ledger *self)
{
    sqlite3_stmt *statement = NULL;
    bool is_told =
        sqlite3_prepare_v2(self->handle, "SELECT point, boot_id FROM run ORDER BY id DESC LIMIT 1",
                           -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW;
    self->point = mem_copy(is_told ? (const char *)sqlite3_column_text(statement, 0) : "");
    self->boot = mem_copy(is_told ? (const char *)sqlite3_column_text(statement, 1) : "");
    sqlite3_finalize(statement);
}

// An empty file is a ledger without plays to SQLite, and to people a copy that broke off.
static bool is_worth_reading(const struct ledger *self, struct error *err)
{
    struct stat status;
    if (fstat(self->lock, &status) != 0) {
        return error_set(err, ERROR_DEVICE, "%s", strerror(errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return error_set(err, ERROR_CONFIG, "is a folder; name the ledgers in it (*.db)");
    }
    if (status.st_size == 0 && !copy_has_log(self->path)) {
        return error_set(err, ERROR_CONFIG, "is empty: a copy that broke off? Copy it again");
    }
    return true;
}

static bool open_somehow(struct ledger *self, struct error *err)
{
    bool is_current = false;
    self->lock = open(self->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (self->lock < 0) {
        return error_set(err, ERROR_CONFIG, "%s",
                         errno == ENOENT ? "there is no ledger here yet; the first play makes it"
                                         : strerror(errno));
    }
    if (!is_worth_reading(self, err)) {
        return false;
    }
    if (database_lock(self->lock, false) && !read_in_place(self, &is_current, err)) {
        return false;
    }
    if (!is_current) {
        disconnect(self);
        if (!read_copy(self, err)) {
            return false;
        }
    }
    read_newest_run(self);
    return read_log_id(self, err);
}

struct ledger *ledger_open(const char *path, struct error *err)
{
    struct ledger *self = mem_zeroed(1, sizeof *self);
    self->path = mem_copy(path);
    self->lock = -1;
    if (!open_somehow(self, err)) {
        error_prefix(err, "%s", path);
        ledger_close(self);
        return NULL;
    }
    return self;
}

void ledger_close(struct ledger *self)
{
    if (self != NULL) {
        disconnect(self);
        copy_remove(&self->copy);
        free(self->log_id);
        free(self->point);
        free(self->boot);
        free(self->path);
        free(self);
    }
}

static const char *text_at(sqlite3_stmt *row, int column)
{
    return (const char *)sqlite3_column_text(row, column);
}

int64_t reader_number(sqlite3_stmt *row, int column, enum reader_limit limit)
{
    static const int64_t most[] = {
        [READER_US] = INT64_C(4000000000000000000), // differences and sums of two fit
        [READER_MS] = INT64_C(100000000000),        // three years, times the ms of a day
        [READER_COUNT] = INT64_C(1000000000000),
    };
    int64_t number = sqlite3_column_int64(row, column);
    return number > most[limit] ? most[limit] : number < -most[limit] ? -most[limit] : number;
}

// The columns in the order of the SELECT below.
static struct play play_from(const struct ledger *self, sqlite3_stmt *row, const char *sha256)
{
    return (struct play){
        .seq = sqlite3_column_int64(row, 0),
        .log_id = self->log_id,
        .run_id = text_at(row, 1),
        .boot_id = text_at(row, 2),
        .point = text_at(row, 3),
        .program_version = text_at(row, 4),
        .item = text_at(row, 5),
        .kind = text_at(row, 6),
        .topic = text_at(row, 7),
        .audience = text_at(row, 8),
        .zone = text_at(row, 9),
        .playlist = text_at(row, 10),
        .playlist_revision = text_at(row, 11),
        .content_sha256 = sha256,
        .slot = sqlite3_column_int64(row, 13),
        .start_mono = {reader_number(row, 14, READER_US)},
        .start_wall = {reader_number(row, 15, READER_US)},
        .trust = (enum clock_trust)sqlite3_column_int(row, 16),
        .display = (enum display_power)sqlite3_column_int(row, 17),
        .planned_ms = reader_number(row, 18, READER_MS),
        .shown = {.span_ms = reader_number(row, 19, READER_MS),
                  .visible_ms = reader_number(row, 20, READER_MS),
                  .frames = reader_number(row, 21, READER_COUNT),
                  .frames_late = reader_number(row, 22, READER_COUNT)},
        .end = (enum play_end)sqlite3_column_int(row, 23),
    };
}

static void visit(const struct ledger *self, sqlite3_stmt *row, ledger_visitor *visitor,
                  void *visitor_self)
{
    char sha256[2 * SHA256_SIZE + 1];
    bool has_content = sqlite3_column_bytes(row, 12) == SHA256_SIZE;
    if (has_content) {
        sodium_bin2hex(sha256, sizeof sha256, sqlite3_column_blob(row, 12), SHA256_SIZE);
    }
    struct play play = play_from(self, row, has_content ? sha256 : NULL);
    visitor(visitor_self, &play);
}

// The end of a visit: `rc` is what the last step of `rows` answered.
static bool rows_are_read(struct ledger *self, sqlite3_stmt *rows, int rc, const char *doing,
                          struct error *err)
{
    bool done = rc == SQLITE_DONE;
    if (!done) {
        schema_failed(self->handle, doing, err);
        error_prefix(err, "%s", self->path);
    }
    sqlite3_finalize(rows);
    return done;
}

#define PLAYS                                                                                      \
    "SELECT seq, run_id, boot_id, point, program_version, item, kind, topic, audience, zone,"      \
    " playlist, playlist_revision, sha256, slot, start_mono_us, start_wall_us, trust, display,"    \
    " planned_ms, span_ms, visible_ms, frames, frames_late, end"                                   \
    " FROM play JOIN run ON run.id = play.run JOIN subject ON subject.id = play.subject"           \
    " LEFT JOIN content ON content.id = play.content "

struct visit {
    const char *question; // with two numbers
    int64_t first, second;
    ledger_visitor *visitor;
    void *self;
};

static bool visit_plays(struct ledger *self, const struct visit *wish, struct error *err)
{
    sqlite3_stmt *rows = NULL;
    int rc = sqlite3_prepare_v2(self->handle, wish->question, -1, &rows, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_int64(rows, 1, wish->first);
        sqlite3_bind_int64(rows, 2, wish->second);
        while ((rc = sqlite3_step(rows)) == SQLITE_ROW) {
            visit(self, rows, wish->visitor, wish->self);
        }
    }
    return rows_are_read(self, rows, rc, "reading plays", err);
}

bool ledger_each(struct ledger *self, struct wall from, struct wall to, ledger_visitor *visitor,
                 void *visitor_self, struct error *err)
{
    const struct visit wish = {PLAYS
                               "WHERE start_wall_us >= ?1 AND start_wall_us < ?2 ORDER BY seq",
                               from.us, to.us, visitor, visitor_self};
    return visit_plays(self, &wish, err);
}

bool ledger_each_between(struct ledger *self, int64_t first, int64_t last, ledger_visitor *visitor,
                         void *visitor_self, struct error *err)
{
    const struct visit wish = {PLAYS "WHERE seq >= ?1 AND seq <= ?2 ORDER BY seq", first, last,
                               visitor, visitor_self};
    return visit_plays(self, &wish, err);
}

bool ledger_each_event(struct ledger *self, struct wall from, struct wall to,
                       event_visitor *visitor, void *visitor_self, struct error *err)
{
    sqlite3_stmt *rows = NULL;
    int rc = sqlite3_prepare_v2(self->handle,
                                "SELECT " EVENT_COLUMNS ", boot_id FROM event JOIN run"
                                " ON run.id = event.run"
                                " WHERE wall_us >= ?1 AND wall_us < ?2 ORDER BY seq",
                                -1, &rows, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_int64(rows, 1, from.us);
        sqlite3_bind_int64(rows, 2, to.us);
        while ((rc = sqlite3_step(rows)) == SQLITE_ROW) {
            struct event event = event_from_row(rows);
            visitor(visitor_self, &event);
        }
    }
    return rows_are_read(self, rows, rc, "reading events", err);
}

struct ledger *ledger_view(sqlite3 *handle)
{
    struct ledger *self = mem_zeroed(1, sizeof *self);
    struct error err = {0};
    self->handle = handle;
    self->is_borrowed = true;
    self->path = mem_copy(sqlite3_db_filename(handle, "main"));
    self->lock = -1;
    self->step = SCHEMA_NEWEST;
    read_newest_run(self);
    if (!read_log_id(self, &err)) {
        ledger_close(self);
        return NULL;
    }
    return self;
}

sqlite3 *ledger_handle(struct ledger *self)
{
    return self->handle;
}

const char *ledger_log_id(const struct ledger *self)
{
    return self->log_id;
}

const char *ledger_point(const struct ledger *self)
{
    return self->point;
}

const char *ledger_boot(const struct ledger *self)
{
    return self->boot;
}

int ledger_step(const struct ledger *self)
{
    return self->step;
}

char *ledger_default_path(void)
{
    char *folder = folders_state();
    char *path = file_join(folder, "ledger.db");
    free(folder);
    return path;
}
