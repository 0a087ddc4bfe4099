// Rows as canonical text.
#include "ledger/record.h"

#include "base/utf8.h"
#include "ledger/event.h"
#include "ledger/play.h"

#include <stddef.h>
#include <string.h>

enum value_type {
    VALUE_NUMBER = 1,
    VALUE_TEXT,   // or null
    VALUE_DIGEST, // bytes as hexadecimal digits
    VALUE_END,    // the name of an ending
    VALUE_KIND,   // the name of a kind of event
};

struct value {
    const char *name;
    enum value_type type;
};

static const struct value log_values[] = {
    {"log", VALUE_TEXT}, {"adopted_plays", VALUE_NUMBER}, {"adopted_events", VALUE_NUMBER}};
static const struct value run_values[] = {
    {"run", VALUE_NUMBER}, {"run_id", VALUE_TEXT},          {"boot_id", VALUE_TEXT},
    {"point", VALUE_TEXT}, {"program_version", VALUE_TEXT}, {"after_seq", VALUE_NUMBER}};
static const struct value subject_values[] = {
    {"subject", VALUE_NUMBER}, {"item", VALUE_TEXT},     {"kind", VALUE_TEXT},
    {"topic", VALUE_TEXT},     {"audience", VALUE_TEXT}, {"zone", VALUE_TEXT},
    {"playlist", VALUE_TEXT},  {"revision", VALUE_TEXT}, {"endless", VALUE_NUMBER}};
static const struct value content_values[] = {{"content", VALUE_NUMBER}, {"sha256", VALUE_DIGEST}};
static const struct value play_values[] = {
    {"play", VALUE_NUMBER},          {"run", VALUE_NUMBER},
    {"ticket", VALUE_NUMBER},        {"subject", VALUE_NUMBER},
    {"content", VALUE_NUMBER},       {"slot", VALUE_NUMBER},
    {"start_mono_us", VALUE_NUMBER}, {"start_wall_us", VALUE_NUMBER},
    {"trust", VALUE_NUMBER},         {"display", VALUE_NUMBER},
    {"planned_ms", VALUE_NUMBER},    {"span_ms", VALUE_NUMBER},
    {"visible_ms", VALUE_NUMBER},    {"frames", VALUE_NUMBER},
    {"frames_late", VALUE_NUMBER},   {"end", VALUE_END}};
static const struct value event_values[] = {
    {"event", VALUE_NUMBER}, {"run", VALUE_NUMBER},     {"ticket", VALUE_NUMBER},
    {"kind", VALUE_KIND},    {"mono_us", VALUE_NUMBER}, {"wall_us", VALUE_NUMBER},
    {"trust", VALUE_NUMBER}, {"zone", VALUE_TEXT},      {"item", VALUE_TEXT},
    {"value", VALUE_NUMBER}, {"detail", VALUE_TEXT}};

#define VALUES(list) list, (int)(sizeof(list) / sizeof(list)[0])

static const struct shape {
    const char *name, *table, *key, *columns;
    const struct value *values;
    int count;
} shapes[RECORD_KINDS] = {
    [RECORD_LOG] = {"log", "log", "only", "log.log_id, log.adopted_plays, log.adopted_events",
                    VALUES(log_values)},
    [RECORD_RUN] = {"run", "run", "id",
                    "run.id, run.run_id, run.boot_id, run.point, run.program_version,"
                    " run.after_seq",
                    VALUES(run_values)},
    [RECORD_SUBJECT] = {"subject", "subject", "id",
                        "subject.id, subject.item, subject.kind, subject.topic, subject.audience,"
                        " subject.zone, subject.playlist, subject.playlist_revision,"
                        " subject.endless",
                        VALUES(subject_values)},
    [RECORD_CONTENT] = {"content", "content", "id", "content.id, content.sha256",
                        VALUES(content_values)},
    [RECORD_PLAY] = {"play", "play", "seq",
                     "play.seq, play.run, play.ticket, play.subject, play.content, play.slot,"
                     " play.start_mono_us, play.start_wall_us, play.trust, play.display,"
                     " play.planned_ms, play.span_ms, play.visible_ms, play.frames,"
                     " play.frames_late, play.end",
                     VALUES(play_values)},
    [RECORD_EVENT] = {"event", "event", "seq",
                      "event.seq, event.run, event.ticket, event.kind, event.mono_us,"
                      " event.wall_us, event.trust, event.zone, event.item, event.value,"
                      " event.detail",
                      VALUES(event_values)},
};

const char *record_name(enum record_kind kind)
{
    return kind >= RECORD_LOG && kind < RECORD_KINDS ? shapes[kind].name : NULL;
}

const char *record_columns(enum record_kind kind)
{
    return shapes[kind].columns;
}

int record_column_count(enum record_kind kind)
{
    return shapes[kind].count;
}

const char *record_table(enum record_kind kind)
{
    return shapes[kind].table;
}

const char *record_key(enum record_kind kind)
{
    return shapes[kind].key;
}

// A byte that belongs to no character is written as the lone surrogate U+DC00 + byte, which no
// valid text holds: so that a changed byte is never hidden by what stands in for it.
static void add_text(struct str *out, const char *text, size_t length)
{
    str_add_bytes(out, "\"", 1);
    const char *end = text + length;
    const char *plain = text; // begins what is copied as it is
    for (const char *at = text; at < end;) {
        const char *next = at;
        uint32_t code = *at == '\0' ? 0 : utf8_next(&next);
        next = *at == '\0' ? at + 1 : next;
        if (code >= 0x20 && code != '"' && code != '\\' && code != UTF8_INVALID) {
            at = next;
            continue;
        }
        str_add_bytes(out, plain, (size_t)(at - plain));
        if (code == UTF8_INVALID) {
            for (; at < next; at++) {
                str_addf(out, "\\udc%02x", (unsigned)(unsigned char)*at);
            }
        } else {
            str_addf(out, "\\u%04x", (unsigned)code);
        }
        at = plain = next;
    }
    str_add_bytes(out, plain, (size_t)(end - plain));
    str_add_bytes(out, "\"", 1);
}

static void add_digest(struct str *out, const unsigned char *bytes, int count)
{
    static const char digits[] = "0123456789abcdef";
    str_add_bytes(out, "\"", 1);
    for (int i = 0; i < count; i++) {
        const char pair[] = {digits[bytes[i] >> 4], digits[bytes[i] & 0xF]};
        str_add_bytes(out, pair, sizeof pair);
    }
    str_add_bytes(out, "\"", 1);
}

// `number` as an enum's value; one that has no name where it is none of them.
static int small(int64_t number)
{
    enum { LARGEST = 0xFF };
    return number >= 0 && number <= LARGEST ? (int)number : LARGEST;
}

static void add_name(struct str *out, const char *name, int64_t number)
{
    if (name == NULL) { // of a later version, or changed: still told apart
        str_add_integer(out, number);
    } else {
        str_add_bytes(out, "\"", 1);
        str_add(out, name);
        str_add_bytes(out, "\"", 1);
    }
}

static bool is_other_type(int stored, enum value_type type)
{
    switch (type) {
    case VALUE_TEXT:
        return stored != SQLITE_TEXT;
    case VALUE_DIGEST:
        return stored != SQLITE_BLOB;
    case VALUE_NUMBER:
    case VALUE_END:
    case VALUE_KIND:
        return stored != SQLITE_INTEGER;
    }
    return true;
}

// Not what the player stores: its type is said too, so that no 15000.9 passes for 15000.
static void add_as_found(struct str *out, sqlite3_stmt *row, int column)
{
    str_addf(out, "[%d,", sqlite3_column_type(row, column));
    const unsigned char *bytes = sqlite3_column_blob(row, column);
    add_digest(out, bytes, sqlite3_column_bytes(row, column));
    str_add_bytes(out, "]", 1);
}

static void add_value(struct str *out, enum value_type type, sqlite3_stmt *row, int column)
{
    if (sqlite3_column_type(row, column) == SQLITE_NULL) {
        str_add_bytes(out, "null", 4);
        return;
    }
    if (is_other_type(sqlite3_column_type(row, column), type)) {
        add_as_found(out, row, column);
        return;
    }
    int64_t number = sqlite3_column_int64(row, column);
    switch (type) {
    case VALUE_NUMBER:
        str_add_integer(out, number);
        break;
    case VALUE_TEXT: {
        const char *text = (const char *)sqlite3_column_text(row, column);
        add_text(out, text, (size_t)sqlite3_column_bytes(row, column));
        break;
    }
    case VALUE_DIGEST:
        add_digest(out, sqlite3_column_blob(row, column), sqlite3_column_bytes(row, column));
        break;
    case VALUE_END:
        add_name(out, play_end_name((enum play_end)small(number)), number);
        break;
    case VALUE_KIND:
        add_name(out, event_kind_name((enum event_kind)small(number)), number);
        break;
    }
}

void record_print(enum record_kind kind, int64_t n, sqlite3_stmt *row, int first, struct str *out)
{
    const struct shape *shape = &shapes[kind];
    str_add_bytes(out, "{\"n\":", 5);
    str_add_integer(out, n);
    for (int i = 0; i < shape->count; i++) {
        str_add_bytes(out, ",\"", 2);
        str_add(out, shape->values[i].name);
        str_add_bytes(out, "\":", 2);
        add_value(out, shape->values[i].type, row, first + i);
    }
    str_add_bytes(out, "}", 1);
}
