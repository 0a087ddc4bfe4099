// Ledgers without their doubles.
#include "report/sources.h"

#include "base/mem.h"
#include "base/str.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static void source_fini(struct source *self)
{
    ledger_close(self->ledger);
    free(self->path);
    free(self->log_id);
    free(self->point);
    *self = (struct source){0};
}

static bool read_state(struct source *self, struct error *err)
{
    struct ledger *ledger = ledger_open(self->path, err);
    if (ledger == NULL) {
        return false;
    }
    struct ledger_state state = ledger_state(ledger);
    self->log_id = mem_copy(state.log_id);
    self->point = mem_copy(state.point);
    self->records = state.records;
    self->last_play = state.last_play;
    memcpy(self->head, state.head, sizeof self->head);
    ledger_close(ledger);
    return true;
}

static int by_story(const void *a, const void *b)
{
    const struct source *left = a;
    const struct source *right = b;
    int order = strcmp(left->log_id, right->log_id);
    if (order != 0) {
        return order;
    }
    if (left->records != right->records) {
        return left->records < right->records ? 1 : -1;
    }
    return strcmp(left->path, right->path);
}

// Whether `shorter` is how `longer` once was.
static bool is_contained(const struct source *longer, const struct source *shorter)
{
    char seal[65] = "";
    struct error err = {0};
    if (shorter->records == longer->records) {
        return strcmp(shorter->head, longer->head) == 0;
    }
    struct ledger *ledger = ledger_open(longer->path, &err);
    bool is_same = ledger != NULL && ledger_seal(ledger, shorter->records, seal) &&
                   strcmp(seal, shorter->head) == 0;
    ledger_close(ledger);
    return is_same;
}

// The sources before `count` are each once. Keeps the next one if it adds anything.
static void keep(struct sources *self, size_t *count, struct source *next)
{
    size_t fork_of = *count;
    for (size_t i = *count; i-- > 0 && strcmp(self->each[i].log_id, next->log_id) == 0;) {
        if (is_contained(&self->each[i], next)) {
            source_fini(next);
            return;
        }
        fork_of = i; // the one that goes furthest
    }
    struct source kept = *next;
    *next = (struct source){0};
    kept.fork_of = fork_of;
    self->each[(*count)++] = kept;
}

bool sources_open(struct sources *self, const char *const *paths, size_t count, struct error *err)
{
    *self = (struct sources){.each = mem_zeroed(count + 1, sizeof *self->each), .count = count};
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        self->each[i].path = mem_copy(paths[i]);
        done = read_state(&self->each[i], err);
    }
    if (!done) {
        sources_close(self);
        return false;
    }
    qsort(self->each, count, sizeof *self->each, by_story);
    self->count = 0;
    for (size_t i = 0; i < count; i++) {
        keep(self, &self->count, &self->each[i]);
    }
    return true;
}

void sources_close(struct sources *self)
{
    for (size_t i = 0; i < self->count; i++) {
        source_fini(&self->each[i]);
    }
    free(self->each);
    *self = (struct sources){0};
}

bool sources_enter(struct sources *self, size_t i, struct error *err)
{
    self->each[i].ledger = ledger_open(self->each[i].path, err);
    return self->each[i].ledger != NULL;
}

void sources_leave(struct sources *self, size_t i)
{
    ledger_close(self->each[i].ledger);
    self->each[i].ledger = NULL;
}

void sources_checkpoint(const struct sources *self, char out[65])
{
    struct str lines = {0};
    unsigned char hash[crypto_hash_sha256_BYTES];
    for (size_t i = 0; i < self->count; i++) {
        const struct source *source = &self->each[i];
        str_addf(&lines, "%s %lld %s\n", source->log_id, (long long)source->records, source->head);
    }
    crypto_hash_sha256(hash, (const unsigned char *)str_text(&lines), lines.length);
    sodium_bin2hex(out, 65, hash, sizeof hash);
    str_fini(&lines);
}
