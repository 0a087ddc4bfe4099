// Checking evidence without the ledger.
#include "report/evidence.h"

#include "base/file.h"
#include "base/mem.h"
#include "ledger/records.h"

#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SUMS_LIMIT = 64 * 1024, HEX = 2 * SEAL_SIZE, PIECE = 256 * 1024, PROGRESS_EVERY = 1 << 16 };

struct checking {
    const char *folder;
    const struct audit_wish *wish;
    struct audit *result;
    unsigned char before[SEAL_SIZE];
    int64_t expected_n;
    const char *expected; // its digits; NULL: none
    bool has_expected;
};

__attribute__((format(printf, 2, 3))) static void find(struct checking *self, const char *format,
                                                       ...)
{
    char sentence[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    self->result->findings++;
    if (self->wish->finding != NULL) {
        self->wish->finding(self->wish->finding_self, sentence);
    }
}

static FILE *open_in(const struct checking *self, const char *name)
{
    char *path = mem_format("%s/%s", self->folder, name);
    FILE *file = fopen(path, "re");
    free(path);
    return file;
}

bool evidence_is(const char *path)
{
    char *sums = mem_format("%s/SHA256SUMS", path);
    bool is_there = file_exists(sums);
    free(sums);
    return is_there;
}

// --- checksums ---

static bool digest_file(FILE *file, char out[HEX + 1])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    unsigned char *piece = mem_zeroed(1, PIECE);
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (size_t got; (got = fread(piece, 1, PIECE, file)) > 0;) {
        crypto_hash_sha256_update(&state, piece, got);
    }
    crypto_hash_sha256_final(&state, hash);
    sodium_bin2hex(out, HEX + 1, hash, sizeof hash);
    free(piece);
    return ferror(file) == 0;
}

static void check_file(struct checking *self, const char *name, const char *sum)
{
    char hex[HEX + 1];
    FILE *file = open_in(self, name);
    if (file == NULL) {
        find(self, "%s: %s", name, strerror(errno));
        return;
    }
    if (!digest_file(file, hex)) {
        find(self, "%s: cannot be read to its end", name);
    } else if (strcmp(hex, sum) != 0) {
        find(self, "%s: is not what was written", name);
    }
    fclose(file);
}

// Each of `names` must be among the sums: a file without one could hold anything.
static bool check_sums(struct checking *self, struct error *err)
{
    static const char *const names[] = {"records.jsonl", "seals.txt",      "items.jsonl",
                                        "events.jsonl",  "audience.jsonl", "method.txt",
                                        "audit.txt"};
    char *path = mem_format("%s/SHA256SUMS", self->folder);
    char *sums = NULL;
    size_t length = 0;
    bool done = file_read(path, SUMS_LIMIT, &sums, &length, err);
    for (size_t i = 0; done && i < sizeof names / sizeof names[0]; i++) {
        char *tail = mem_format("  %s\n", names[i]);
        char *at = strstr(sums, tail);
        if (at == NULL || at - sums < HEX) {
            find(self, "SHA256SUMS says nothing of %s", names[i]);
        } else {
            char sum[HEX + 1] = "";
            memcpy(sum, at - HEX, HEX);
            check_file(self, names[i], sum);
        }
        free(tail);
    }
    free(sums);
    free(path);
    return done;
}

// --- the chain ---

static void count_kind(struct audit *result, const char *line)
{
    const char *name = strchr(line, ',');
    if (name == NULL) {
        return;
    }
    result->plays += strncmp(name, ",\"play\":", 8) == 0;
    result->events += strncmp(name, ",\"event\":", 9) == 0;
    result->runs += strncmp(name, ",\"run\":", 7) == 0;
}

static void check_record(struct checking *self, const char *line, size_t length, const char *seal)
{
    struct audit *result = self->result;
    unsigned char hash[SEAL_SIZE];
    char hex[HEX + 1];
    int64_t n = 0;
    result->records++;
    if (sscanf(line, "{\"n\":%" SCNd64, &n) != 1 || n != result->records) {
        find(self, "records.jsonl, line %lld: is not record %lld", (long long)result->records,
             (long long)result->records);
    }
    record_seal(self->before, line, length, hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    if (strncmp(hex, seal, HEX) != 0) {
        find(self, "record %lld does not fit its seal: it was changed, or what is before it",
             (long long)result->records);
    }
    if (result->records == self->expected_n) {
        self->has_expected = true;
        if (strncmp(hex, self->expected, strlen(self->expected)) != 0) {
            find(self, "record %lld has the seal %.16s…, and %.16s… is expected",
                 (long long)result->records, hex, self->expected);
        }
    }
    count_kind(result, line);
    memcpy(self->before, hash, SEAL_SIZE);
}

static void check_lines(struct checking *self, FILE *records, FILE *seals)
{
    char *line = NULL;
    char *seal = NULL;
    size_t line_room = 0;
    size_t seal_room = 0;
    for (;;) {
        ssize_t length = getline(&line, &line_room, records);
        ssize_t seal_length = getline(&seal, &seal_room, seals);
        if (length <= 0 || seal_length <= 0) {
            if (length > 0 || seal_length > 0) {
                find(self, "there are more %s than %s", length > 0 ? "records" : "seals",
                     length > 0 ? "seals" : "records");
            }
            break;
        }
        check_record(self, line, (size_t)length - (line[length - 1] == '\n'),
                     seal_length > HEX ? seal : "");
        if (self->result->records % PROGRESS_EVERY == 0 && self->wish->progress != NULL) {
            self->wish->progress(self->wish->progress_self, self->result->records,
                                 self->result->records);
        }
    }
    free(line);
    free(seal);
}

static bool check_chain(struct checking *self, struct error *err)
{
    FILE *records = open_in(self, "records.jsonl");
    FILE *seals = open_in(self, "seals.txt");
    bool done = records != NULL && seals != NULL;
    if (done) {
        check_lines(self, records, seals);
    } else {
        error_set(err, ERROR_DEVICE, "%s: %s", self->folder, strerror(errno));
    }
    if (records != NULL) {
        fclose(records);
    }
    if (seals != NULL) {
        fclose(seals);
    }
    return done;
}

bool evidence_check(const char *folder, const struct audit_wish *wish, struct audit *out,
                    struct error *err)
{
    *out = (struct audit){.was_sealed = true};
    struct checking self = {.folder = folder, .wish = wish, .result = out};
    if (wish->expect != NULL && !audit_read_head(wish->expect, &self.expected_n, &self.expected)) {
        return error_set(err, ERROR_CONFIG,
                         "\"%s\" is not the head of a chain, such as 1234:9f86d081884c7d65",
                         wish->expect);
    }
    if (!check_sums(&self, err) || !check_chain(&self, err)) {
        return false;
    }
    if (self.expected != NULL && !self.has_expected) {
        find(&self, "the chain ends with record %lld, and record %lld is expected",
             (long long)out->records, (long long)self.expected_n);
    }
    out->head_n = out->records;
    sodium_bin2hex(out->head, sizeof out->head, self.before, SEAL_SIZE);
    return true;
}
