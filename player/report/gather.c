// Reading several ledgers as one.
#include "report/gather.h"

#include "base/mem.h"
#include "report/clocks.h"

#include <stdlib.h>
#include <string.h>

// The numbers of one run that were counted already, as bits from `first` on.
struct seen {
    char *log_id, *run_id;
    int64_t first;
    unsigned char *bits;
    size_t bytes;
};

struct source {
    struct ledger *ledger;
    int64_t newest_seq;
    int64_t open_plays;
};

struct gathering {
    struct tally *tally;
    struct source *sources;
    size_t source_count;
    struct source *surveyed; // the one that is being read
    struct clocks *clocks;
    struct seen *seen;
    size_t seen_count, seen_capacity;
    size_t seen_last; // plays come run by run: looked at first
};

// Of eight numbers each, of one run: more than a screen shows in a century.
#define BLOCKS_MOST (INT64_C(1) << 26)

// --- first reading: what there is ---

static void survey(void *context, const struct play *play)
{
    struct gathering *self = context;
    if (play->seq > self->surveyed->newest_seq) {
        self->surveyed->newest_seq = play->seq;
    }
    self->surveyed->open_plays += play->end == PLAY_OPEN;
    clocks_learn_play(self->clocks, play);
}

// Further ahead first; of two that are as far, the one that knows more endings.
static int by_freshness(const void *a, const void *b)
{
    const struct source *left = a;
    const struct source *right = b;
    if (left->newest_seq != right->newest_seq) {
        return left->newest_seq < right->newest_seq ? 1 : -1;
    }
    return (left->open_plays > right->open_plays) - (left->open_plays < right->open_plays);
}

// --- second reading: adding up ---

static struct seen *seen_of(struct gathering *self, const struct play *play)
{
    for (size_t i = 0; i < self->seen_count; i++) {
        struct seen *seen = &self->seen[(self->seen_last + i) % self->seen_count];
        if (strcmp(seen->run_id, play->run_id) == 0 && strcmp(seen->log_id, play->log_id) == 0) {
            self->seen_last = (self->seen_last + i) % self->seen_count;
            return seen;
        }
    }
    self->seen = MEM_GROW(self->seen, self->seen_count, self->seen_capacity);
    self->seen_last = self->seen_count;
    self->seen[self->seen_count] =
        (struct seen){.log_id = mem_copy(play->log_id), .run_id = mem_copy(play->run_id)};
    return &self->seen[self->seen_count++];
}

// Remembers the play. True: it was not there before.
static bool is_new(struct gathering *self, const struct play *play)
{
    struct seen *seen = seen_of(self, play);
    int64_t block = play->seq / 8;
    if (seen->bytes == 0) {
        seen->first = block;
    }
    if (llabs(block - seen->first) > BLOCKS_MOST) {
        return true; // no player comes to such a number
    }
    if (block < seen->first) { // an older copy that still has rows deleted in the newer
        size_t more = (size_t)(seen->first - block);
        unsigned char *wider = mem_zeroed(seen->bytes + more, 1);
        memcpy(wider + more, seen->bits, seen->bytes);
        free(seen->bits);
        seen->bits = wider;
        seen->bytes += more;
        seen->first = block;
    }
    size_t at = (size_t)(block - seen->first);
    if (at >= seen->bytes) {
        size_t wider = at + 1 + seen->bytes;
        seen->bits = mem_resize(seen->bits, wider, 1);
        memset(seen->bits + seen->bytes, 0, wider - seen->bytes);
        seen->bytes = wider;
    }
    unsigned char bit = (unsigned char)(1U << (unsigned)(play->seq % 8));
    bool was_there = (seen->bits[at] & bit) != 0;
    seen->bits[at] |= bit;
    return !was_there;
}

static void add(void *context, const struct play *play)
{
    struct gathering *self = context;
    struct play resolved = *play;
    if (self->source_count > 1 && !is_new(self, play)) {
        return;
    }
    if (play->trust < CLOCK_REBASED &&
        clocks_resolve(self->clocks, play->boot_id, play->start_mono, &resolved.start_wall)) {
        resolved.trust = CLOCK_REBASED;
    }
    tally_add(self->tally, &resolved);
}

// --- both ---

static bool read_all(struct gathering *self, ledger_visitor *visitor, struct error *err)
{
    for (size_t i = 0; i < self->source_count; i++) {
        self->surveyed = &self->sources[i];
        if (!ledger_each(self->surveyed->ledger, (struct wall){INT64_MIN}, (struct wall){INT64_MAX},
                         visitor, self, err)) {
            return false;
        }
    }
    return true;
}

static bool open_all(struct gathering *self, const char *const *ledgers, size_t count,
                     struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct ledger *ledger = ledger_open(ledgers[i], err);
        if (ledger == NULL) {
            return false;
        }
        self->sources[self->source_count++].ledger = ledger;
    }
    return true;
}

static void release(struct gathering *self)
{
    for (size_t i = 0; i < self->source_count; i++) {
        ledger_close(self->sources[i].ledger);
    }
    for (size_t i = 0; i < self->seen_count; i++) {
        free(self->seen[i].log_id);
        free(self->seen[i].run_id);
        free(self->seen[i].bits);
    }
    free(self->sources);
    clocks_free(self->clocks);
    free(self->seen);
}

bool gather(struct tally *tally, const char *const *ledgers, size_t count, struct error *err)
{
    struct gathering self = {.tally = tally,
                             .sources = mem_zeroed(count, sizeof(struct source)),
                             .clocks = clocks_new()};
    bool done = open_all(&self, ledgers, count, err) && read_all(&self, survey, err);
    if (done) {
        if (count > 1) {
            qsort(self.sources, count, sizeof *self.sources, by_freshness);
        }
        done = read_all(&self, add, err);
    }
    release(&self);
    return done;
}
