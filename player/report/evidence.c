// Writing evidence.
#include "report/evidence.h"

#include "base/civil.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "ledger/records.h"
#include "ledger/state.h"
#include "report/days_audit.h"
#include "report/method.h"
#include "report/station.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A file of the folder, whose digest is taken while it is written.
struct sheet {
    FILE *file;
    crypto_hash_sha256_state digest;
    bool has_failed;
};

struct shown {
    char *item, *kind, *topic, *audience, *sha256;
    int64_t plays;
};

struct writing {
    const char *folder;
    struct str sums; // SHA256SUMS
    struct station *station;
    struct sheet *sheet; // that is being written
    struct sheet *seals;
    struct shown *shown;
    size_t shown_count, shown_capacity;
    struct str line;
};

// --- files ---

static bool sheet_open(struct writing *self, struct sheet *sheet, const char *name,
                       struct error *err)
{
    char *path = mem_format("%s/%s", self->folder, name);
    *sheet = (struct sheet){.file = fopen(path, "wxe")};
    crypto_hash_sha256_init(&sheet->digest);
    bool done = sheet->file != NULL || error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno));
    free(path);
    return done;
}

static void sheet_add(struct sheet *self, const char *text, size_t length)
{
    crypto_hash_sha256_update(&self->digest, (const unsigned char *)text, length);
    self->has_failed = self->has_failed || fwrite(text, 1, length, self->file) != length;
}

static bool sheet_close(struct writing *self, struct sheet *sheet, const char *name,
                        struct error *err)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char hex[2 * sizeof hash + 1];
    bool done = !sheet->has_failed && fflush(sheet->file) == 0 && fsync(fileno(sheet->file)) == 0;
    done = fclose(sheet->file) == 0 && done;
    crypto_hash_sha256_final(&sheet->digest, hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    str_addf(&self->sums, "%s  %s\n", hex, name);
    return done || error_set(err, ERROR_FULL, "%s/%s: cannot be written", self->folder, name);
}

static bool write_text(struct writing *self, const char *name, const char *text, struct error *err)
{
    struct sheet sheet;
    if (!sheet_open(self, &sheet, name, err)) {
        return false;
    }
    sheet_add(&sheet, text, strlen(text));
    return sheet_close(self, &sheet, name, err);
}

// --- records ---

static void write_record(void *context, const struct record *record)
{
    struct writing *self = context;
    char hex[2 * SEAL_SIZE + 1];
    sodium_bin2hex(hex, sizeof hex, record->seal, SEAL_SIZE);
    hex[2 * SEAL_SIZE] = '\n'; // in place of the end
    sheet_add(self->sheet, record->text, record->length);
    sheet_add(self->sheet, "\n", 1);
    sheet_add(self->seals, hex, sizeof hex);
}

static bool write_records(struct writing *self, struct ledger *ledger, struct error *err)
{
    struct sheet records;
    struct sheet seals;
    if (!sheet_open(self, &records, "records.jsonl", err)) {
        return false;
    }
    if (!sheet_open(self, &seals, "seals.txt", err)) {
        fclose(records.file);
        return false;
    }
    self->sheet = &records;
    self->seals = &seals;
    bool done = ledger_each_record(ledger, write_record, self, err);
    bool are_closed = sheet_close(self, &records, "records.jsonl", done ? err : NULL);
    are_closed =
        sheet_close(self, &seals, "seals.txt", done && are_closed ? err : NULL) && are_closed;
    return done && are_closed;
}

// --- items ---

static bool is_same(const struct shown *shown, const struct play *play)
{
    return strcmp(shown->item, play->item) == 0 && str_is(shown->sha256, play->content_sha256) &&
           strcmp(shown->kind, play->kind) == 0 && str_is(shown->topic, play->topic) &&
           str_is(shown->audience, play->audience);
}

static void note_item(void *context, const struct play *play)
{
    struct writing *self = context;
    for (size_t i = self->shown_count; i-- > 0;) {
        if (is_same(&self->shown[i], play)) {
            self->shown[i].plays++;
            return;
        }
    }
    self->shown = MEM_GROW(self->shown, self->shown_count, self->shown_capacity);
    self->shown[self->shown_count++] = (struct shown){
        mem_copy(play->item),     mem_copy(play->kind),           mem_copy(play->topic),
        mem_copy(play->audience), mem_copy(play->content_sha256), 1};
}

static bool write_items(struct writing *self, struct ledger *ledger, struct error *err)
{
    struct str lines = {0};
    bool done = ledger_each_between(ledger, 1, INT64_MAX, note_item, self, err);
    for (size_t i = 0; i < self->shown_count; i++) {
        const struct shown *shown = &self->shown[i];
        const char *const values[][2] = {{"item", shown->item},
                                         {"kind", shown->kind},
                                         {"topic", shown->topic},
                                         {"audience", shown->audience},
                                         {"sha256", shown->sha256}};
        struct json json = {.out = &lines};
        json_open(&json, '{');
        for (size_t k = 0; k < sizeof values / sizeof values[0]; k++) {
            json_key(&json, values[k][0]);
            json_string(&json, values[k][1]);
        }
        json_key(&json, "plays");
        json_integer(&json, shown->plays);
        json_close(&json, '}');
        str_add(&lines, "\n");
    }
    done = done && write_text(self, "items.jsonl", str_text(&lines), err);
    str_fini(&lines);
    return done;
}

// --- events ---

static void write_event(void *context, const struct event *event)
{
    struct writing *self = context;
    char when[40];
    struct wall at = event->wall;
    bool is_known = event->trust >= CLOCK_BOUNDED ||
                    clocks_resolve(self->station->clocks, event->boot_id, event->mono, &at);
    civil_format(at, self->station->offset_s, when, sizeof when);
    struct json json = {.out = &self->line};
    self->line.length = 0;
    json_open(&json, '{');
    json_key(&json, "at");
    json_string(&json, is_known ? when : NULL);
    json_key(&json, "kind");
    json_string(&json, event_kind_name(event->kind));
    json_key(&json, "zone");
    json_string(&json, event->zone);
    json_key(&json, "item");
    json_string(&json, event->item);
    json_key(&json, "value");
    json_integer(&json, event->value);
    json_key(&json, "detail");
    json_string(&json, event->detail);
    json_close(&json, '}');
    str_add(&self->line, "\n");
    sheet_add(self->sheet, self->line.text, self->line.length);
}

static bool write_events(struct writing *self, struct ledger *ledger, struct error *err)
{
    struct sheet events;
    if (!sheet_open(self, &events, "events.jsonl", err)) {
        return false;
    }
    self->sheet = &events;
    bool done = ledger_each_event(ledger, (struct wall){INT64_MIN}, (struct wall){INT64_MAX},
                                  write_event, self, err);
    return sheet_close(self, &events, "events.jsonl", done ? err : NULL) && done;
}

static bool write_audience(struct writing *self, struct error *err)
{
    struct str lines = {0};
    for (size_t i = 0; i < self->station->audience_count; i++) {
        const struct station_audience *said = &self->station->audiences[i];
        char from[40];
        civil_format(said->from, self->station->offset_s, from, sizeof from);
        str_addf(&lines, "{\"from\":\"%s\",\"audience\":", from);
        if (said->is_known) {
            audience_print(&said->audience, &lines);
        } else {
            str_add(&lines, "null");
        }
        str_add(&lines, "}\n");
    }
    bool done = write_text(self, "audience.jsonl", str_text(&lines), err);
    str_fini(&lines);
    return done;
}

// --- the audit ---

struct hearing {
    const struct audit_wish *wish;
    struct str text;
};

static void hear_finding(void *context, const char *sentence)
{
    struct hearing *self = context;
    str_addf(&self->text, "%s\n", sentence);
    if (self->wish->finding != NULL) {
        self->wish->finding(self->wish->finding_self, sentence);
    }
}

static bool write_audit(struct writing *self, struct ledger *ledger, const struct audit_wish *wish,
                        struct audit *out, struct error *err)
{
    struct hearing hearing = {.wish = wish};
    struct ledger_state state = ledger_state(ledger);
    struct audit_wish heard = *wish;
    char head[AUDIT_HEAD_BYTES];
    heard.finding = hear_finding;
    heard.finding_self = &hearing;
    bool done = audit_ledger(ledger, &heard, out, err) && days_audit(ledger, &heard, out, err);
    audit_head_text(out, head);
    str_addf(&hearing.text, "ledger %s\npoint %s\nprogram xiaolaba %s\nfindings %lld\nhead %s\n",
             state.log_id, state.point, XIAOLABA_VERSION, (long long)out->findings, head);
    done = done && write_text(self, "audit.txt", str_text(&hearing.text), err);
    str_fini(&hearing.text);
    return done;
}

// --- the folder ---

static bool is_empty(const char *folder)
{
    DIR *entries = opendir(folder);
    bool is_free = entries != NULL;
    for (struct dirent *entry; is_free && (entry = readdir(entries)) != NULL;) {
        is_free = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    }
    if (entries != NULL) {
        closedir(entries);
    }
    return is_free;
}

static bool make_folder(const char *folder, struct error *err)
{
    return file_make_folders(folder, err) &&
           (is_empty(folder) ||
            error_set(err, ERROR_CONFIG, "%s: is not an empty folder; evidence is not overwritten",
                      folder));
}

static void writing_fini(struct writing *self)
{
    for (size_t i = 0; i < self->shown_count; i++) {
        free(self->shown[i].item);
        free(self->shown[i].kind);
        free(self->shown[i].topic);
        free(self->shown[i].audience);
        free(self->shown[i].sha256);
    }
    free(self->shown);
    station_free(self->station);
    str_fini(&self->sums);
    str_fini(&self->line);
}

bool evidence_write(struct ledger *ledger, const char *folder, const struct audit_wish *wish,
                    struct audit *out, struct error *err)
{
    struct writing self = {.folder = folder};
    bool done = make_folder(folder, err);
    self.station = done ? station_read(ledger, err) : NULL;
    done = self.station != NULL && write_audit(&self, ledger, wish, out, err) &&
           write_records(&self, ledger, err) && write_items(&self, ledger, err) &&
           write_events(&self, ledger, err) && write_audience(&self, err) &&
           write_text(&self, "method.txt", method_text(), err);
    if (done) { // last: a folder without it is not finished
        char *path = mem_format("%s/SHA256SUMS", folder);
        done = file_write(path, self.sums.text, self.sums.length, err);
        free(path);
    }
    writing_fini(&self);
    return done;
}
