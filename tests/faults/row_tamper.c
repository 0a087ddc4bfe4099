// Bundles that somebody has tampered with. Every byte of every paper and file is changed, removed,
// doubled by another and cut off at; lines are dropped, doubled and exchanged; and there is every
// attack that The Update Framework names, and every trap that a stick can hold (siege_*.c). Each is
// handed to a point on which another bundle is on. It has to be refused, with a reason, and then
// nothing at all has changed; or the very bytes that were signed are on, as when only the untrusted
// comment of a signature was changed, which signs nothing.
#include "siege.h"

#include "base/mem.h"
#include "mounts.h"

enum { LINES_EVERY = 64, GOOD_EVERY = 50, PAPERS_MOST = 12 };

enum edit { FLIP = 1, INSERT, REMOVE, TRUNCATE, EDITS };

struct paper {
    char *name;
    char *bytes;
    size_t length;
    int refusal; // when its bytes are others
};

struct tampering {
    struct siege siege;
    struct paper papers[PAPERS_MOST];
    size_t paper_count;
    int64_t places, tried; // paper, byte and edit; how many of them so far
    int64_t named, harmless;
};

// --- what is the same --------------------------------------------------------------------------

// A line without its end, "\n" or "\r\n".
static bool next_line(const char **at, const char *end, const char **line, size_t *length)
{
    if (*at == end) {
        return false;
    }
    const char *stop = memchr(*at, '\n', (size_t)(end - *at));
    *line = *at;
    *length = (size_t)((stop != NULL ? stop : end) - *at);
    *at = stop != NULL ? stop + 1 : end;
    *length -= *length > 0 && (*line)[*length - 1] == '\r';
    return true;
}

// Two signatures say the same when they differ only in their first line, behind its head, or in the
// ends of lines. Told here in another way than the player does.
static bool is_same_signature(const struct paper *paper, const char *bytes, size_t length)
{
    static const char head[] = "untrusted comment: ";
    const char *a = paper->bytes;
    const char *b = bytes;
    for (int i = 0; i < 4; i++) {
        const char *one = NULL;
        const char *other = NULL;
        size_t one_length = 0;
        size_t other_length = 0;
        if (!next_line(&a, paper->bytes + paper->length, &one, &one_length) ||
            !next_line(&b, bytes + length, &other, &other_length)) {
            return false;
        }
        bool is_like =
            i == 0 ? other_length >= sizeof head - 1 && memcmp(other, head, sizeof head - 1) == 0
                   : one_length == other_length && memcmp(one, other, one_length) == 0;
        if (!is_like) {
            return false;
        }
    }
    return b == bytes + length;
}

static bool is_same(const struct paper *paper, const char *bytes, size_t length)
{
    bool is_signature = strstr(paper->name, "minisig") != NULL;
    return (length == paper->length && memcmp(bytes, paper->bytes, length) == 0) ||
           (is_signature && is_same_signature(paper, bytes, length));
}

// --- edits -------------------------------------------------------------------------------------

static void hand_over(struct tampering *self, const struct paper *paper, const char *bytes,
                      size_t length)
{
    struct siege *siege = &self->siege;
    bool is_harmless = is_same(paper, bytes, length);
    siege_put(siege, paper->name, bytes, length);
    siege_try(siege, paper->name, is_harmless ? (int)ACCEPT_INSTALLED : paper->refusal);
    siege_put(siege, paper->name, paper->bytes, paper->length);
    self->harmless += is_harmless;
}

static void edit_byte(struct tampering *self, const struct paper *paper, enum edit edit, size_t at)
{
    char *bytes = mem_zeroed(paper->length + 1, 1);
    size_t length = paper->length;
    char other = (char)(1 + random_below(&self->siege.random, 255));
    memcpy(bytes, paper->bytes, length);
    if (edit == FLIP) {
        bytes[at] = (char)(bytes[at] ^ other);
    } else if (edit == INSERT) {
        memmove(bytes + at + 1, bytes + at, length++ - at);
        bytes[at] = (char)random_next(&self->siege.random);
    } else if (edit == REMOVE) {
        memmove(bytes + at, bytes + at + 1, --length - at);
    } else {
        length = at;
    }
    hand_over(self, paper, bytes, length);
    free(bytes);
}

// The lines from `a` on and from `b` on (both of this text) change places; or one is dropped, or
// comes twice.
static void edit_lines(struct tampering *self, const struct paper *paper)
{
    enum { LINES_MOST = 64 };
    const char *lines[LINES_MOST];
    size_t lengths[LINES_MOST];
    int count = 0;
    const char *end = paper->bytes + paper->length;
    for (const char *at = paper->bytes; at < end && count < LINES_MOST; count++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        lines[count] = at;
        lengths[count] = (size_t)((stop != NULL ? stop + 1 : end) - at);
        at += lengths[count];
    }
    uint64_t *random = &self->siege.random;
    int one = (int)random_below(random, count);
    int other = (int)random_below(random, count);
    int how = (int)random_below(random, 3);
    struct str text = {0};
    for (int i = 0; i < count; i++) {
        int from = how == 0 && i == one ? other : how == 0 && i == other ? one : i;
        for (int times = i != one ? 1 : how == 1 ? 0 : how == 2 ? 2 : 1; times > 0; times--) {
            str_add_bytes(&text, lines[from], lengths[from]);
        }
    }
    hand_over(self, paper, str_text(&text), text.length);
    str_fini(&text);
}

// --- papers ------------------------------------------------------------------------------------

static void add_paper(struct tampering *self, char *name, int refusal)
{
    struct paper *paper = &self->papers[self->paper_count++];
    *paper = (struct paper){.name = name, .refusal = refusal};
    paper->bytes = siege_get(&self->siege, name, &paper->length);
    self->places += (int64_t)paper->length * (EDITS - 1);
}

// Those of a bundle as it usually is, or those of an exchange of keys.
static void prepare(struct tampering *self, bool is_rotation)
{
    static const char *const names[] = {"manifest", "manifest.minisig", "manifest.approve.minisig"};
    static const char *const keys[] = {"keys", "keys.old.minisig", "keys.old-approve.minisig",
                                       "keys.new.minisig", "keys.new-approve.minisig"};
    siege_pack(&self->siege);
    self->paper_count = 0;
    self->places = 0;
    if (is_rotation) {
        siege_rotate(&self->siege);
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
            add_paper(self, mem_copy(keys[i]), ACCEPT_KEYS);
        }
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        add_paper(self, mem_copy(names[i]), ACCEPT_UNSIGNED);
    }
    for (size_t i = 0; i < self->siege.parcel.manifest.file_count; i++) {
        add_paper(self, siege_blob(&self->siege, i), ACCEPT_BLOB);
    }
}

static void put_away(struct tampering *self)
{
    for (size_t i = 0; i < self->paper_count; i++) {
        free(self->papers[i].name);
        free(self->papers[i].bytes);
    }
    siege_unpack(&self->siege);
}

// Place `number` of all: a paper, a byte of it, an edit.
static void edit_place(struct tampering *self, int64_t number)
{
    size_t which = 0;
    size_t at = (size_t)(number / (EDITS - 1));
    while (at >= self->papers[which].length) {
        at -= self->papers[which++].length;
    }
    edit_byte(self, &self->papers[which], (enum edit)(1 + number % (EDITS - 1)), at);
}

// --- tries -------------------------------------------------------------------------------------

static void run_named(struct tampering *self, size_t number)
{
    struct siege *siege = &self->siege;
    siege_pack(siege);
    if (number < attacks_count()) {
        attacks_run(siege, number);
    } else if (number < attacks_count() + key_attacks_count()) {
        key_attacks_run(siege, number - attacks_count());
    } else {
        traps_run(siege, number - attacks_count() - key_attacks_count());
    }
    siege_unpack(siege);
    self->named++;
}

static void try_all_named(struct tampering *self)
{
    size_t all = attacks_count() + key_attacks_count() + traps_count();
    for (size_t i = 0; i < all && row_goes_on(self->siege.row); i++) {
        run_named(self, i);
    }
}

// Every byte of every paper, in every way, then again with other values; a few with other lines.
static void try_edits(struct tampering *self, int64_t tries)
{
    for (int64_t i = 0; i < tries && row_goes_on(self->siege.row); i++) {
        if (i % LINES_EVERY == 0) {
            edit_lines(
                self, &self->papers[random_below(&self->siege.random, (int64_t)self->paper_count)]);
        } else {
            edit_place(self, self->tried++ % self->places);
        }
        if (i % GOOD_EVERY == 0) {
            siege_try(&self->siege, "the good bundle", ACCEPT_INSTALLED);
        }
    }
}

// How many places there are in each of the two kinds of bundles.
static void count_places(struct tampering *self, int64_t places[2])
{
    for (int part = 0; part < 2; part++) {
        prepare(self, part == 1);
        places[part] = self->places;
        put_away(self);
    }
}

// As many tries as are due at once, shared among the kinds of bundles by their size.
static int64_t try_round(struct tampering *self, const int64_t places[2])
{
    enum { MOST_AT_ONCE = 20000 };
    int64_t covered = 0;
    try_all_named(self);
    int64_t left = self->siege.row->wanted - self->siege.row->done;
    left = left < MOST_AT_ONCE ? left : MOST_AT_ONCE;
    for (int part = 0; part < 2; part++) {
        prepare(self, part == 1);
        self->tried = 0;
        try_edits(self, (left * places[part] + places[0]) / (places[0] + places[1]));
        covered += self->tried < self->places ? self->tried : self->places;
        put_away(self);
    }
    return covered;
}

int main(int argc, char **argv)
{
    struct row row = {
        .name = "tamper", .tries = "bundles", .ci = 10000, .nightly = 100000, .release = 1000000};
    row_begin(&row, argc, argv);
    char *top = mounts_scratch();
    struct tampering *self = mem_zeroed(1, sizeof *self);
    siege_begin(&self->siege, &row);
    int64_t places[2];
    int64_t covered = 0;
    count_places(self, places);
    while (row.done < row.wanted && row.failures == 0) {
        covered += try_round(self, places);
    }
    if (row.failures == 0 && row.wanted >= row.ci && covered < places[0] + places[1]) {
        row_fail(&row, "%lld places were tried of %lld", (long long)covered,
                 (long long)(places[0] + places[1]));
    }
    row_figure(&row, "places", places[0] + places[1]);
    row_figure(&row, "named_attacks", self->named);
    row_figure(&row, "harmless", self->harmless);
    row_figure(&row, "refused", self->siege.refused);
    siege_end(&self->siege);
    mounts_remove(top);
    free(self);
    return row_end(&row);
}
