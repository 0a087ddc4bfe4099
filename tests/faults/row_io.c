// Every call that touches a file fails, one after the other: the first, then the second, … until a
// story goes through without reaching the fault. With EIO, ENOSPC, EROFS and ENOMEM, once and for
// ever, SQLite's calls and the player's own. Source of the method: sqlite.org/testing.html, "I/O
// error testing".
//
// Writing: what was acknowledged is there, once; when the disk comes back everything is; when it
// does not, what is lost was counted. Reading and saving: a right answer or an error, never a wrong
// answer, and no half file in the place of a whole one.
#include "base/file.h"
#include "base/mem.h"
#include "ledger/fault_vfs.h"
#include "ledger/save.h"
#include "life.h"
#include "row.h"
#include "support/test.h"
#include "verdict.h"

#include <limits.h>
#include <sqlite3.h>

enum { CHANGES = 5, TRIES = 60, STEPS_MOST = 100000 };

struct io {
    struct row *row;
    struct clock_virtual clock;
    char *top;                    // temporary files
    char *source;                 // a ledger with a log, to be read
    struct promise written;       // of which
    int64_t writes, reads, saves; // faults in each story
};

struct fault {
    int first, code;
    bool is_for_ever;
};

static void arm(const struct fault *fault)
{
    fault_vfs_break_all(true);
    fault_vfs_break(fault->first, fault->is_for_ever ? INT_MAX / 2 : 1, fault->code);
}

// Whether the story reached the fault.
static bool disarm(void)
{
    bool was_hit = fault_vfs_was_hit();
    fault_vfs_break_all(false);
    fault_vfs_break(0, 0, SQLITE_OK);
    return was_hit;
}

// --- writing ---

static void tell_lost(struct io *self, const struct life *life, const struct promise *promise,
                      struct writer_status last, const struct verdict *found)
{
    int64_t handed_in = life->told.plays + life->told.events;
    int64_t unsaid = handed_in - promise->plays - promise->events;
    if (found->plays + found->events + last.dropped < handed_in || last.dropped > unsaid) {
        row_fail(self->row,
                 "%lld were handed in, %lld acknowledged, %lld are there, and %lld are "
                 "said to be lost",
                 (long long)handed_in, (long long)(handed_in - unsaid),
                 (long long)(found->plays + found->events), (long long)last.dropped);
    }
}

// A small life; then another start.
static bool write_with(struct io *self, const struct fault *fault)
{
    char *folder = test_folder_make();
    char *path = mem_format("%s/kept/ledger.db", folder);
    struct promise promise = {0};
    struct life life;
    arm(fault);
    life_begin(&life, path, 0, &self->clock.clock);
    for (int i = 0; i < CHANGES; i++) {
        life_change(&life);
        bool is_stored = life_settle(&life, fault->is_for_ever ? 2 : TRIES);
        promise = is_stored ? life.told : promise;
        if (!is_stored && !fault->is_for_ever) {
            row_fail(self->row, "one fault stops everything: %s",
                     writer_status(life.writer).trouble);
        }
    }
    life_close(&life);
    promise = life_settle(&life, fault->is_for_ever ? 2 : TRIES) ? life.told : promise;
    struct writer_status last = life_end(&life);
    bool was_hit = disarm();
    if (!fault->is_for_ever && last.dropped > 0) {
        row_fail(self->row, "one fault has cost %lld", (long long)last.dropped);
    }
    const struct writer_identity identity = {.point_id = "nm-0001", .program_version = "0.1.0"};
    struct writer *writer = writer_start(path, &identity, &self->clock.clock);
    if (!writer_settle(writer)) {
        row_fail(self->row, "cannot be opened again: %s", writer_status(writer).trouble);
    }
    (void)writer_stop(writer);
    struct verdict found;
    const struct verdict_wish wish = {
        .promises = &promise, .lives = 1, .must_close = !fault->is_for_ever};
    (void)verdict_of(self->row, path, &wish, &found);
    tell_lost(self, &life, &promise, last, &found);
    test_folder_remove(folder);
    free(path);
    return was_hit;
}

// --- reading ---

struct count {
    int64_t plays;
};

static void count_play(void *context, const struct play *play)
{
    (void)play;
    ((struct count *)context)->plays++;
}

static void judge_reading(struct io *self, bool done, int64_t plays, const struct error *err)
{
    if (done && plays != self->written.plays) {
        row_fail(self->row, "%lld plays are read of %lld, and no error", (long long)plays,
                 (long long)self->written.plays);
    }
    if (!done && err->text[0] == '\0') {
        row_fail(self->row, "cannot be read, and nobody says why");
    }
}

// The ledger of a player that lost power: it is copied to be read.
static bool read_with(struct io *self, const struct fault *fault)
{
    struct error err = {0};
    struct count count = {0};
    arm(fault);
    struct ledger *ledger = ledger_open(self->source, &err);
    bool done = ledger != NULL && ledger_each(ledger, (struct wall){INT64_MIN},
                                              (struct wall){INT64_MAX}, count_play, &count, &err);
    bool was_hit = disarm(); // tidying up is tried once, and costs a file in the worst case
    ledger_close(ledger);
    judge_reading(self, done, count.plays, &err);
    return was_hit;
}

static bool save_with(struct io *self, const struct fault *fault)
{
    struct error err = {0};
    char *stick = test_folder_make();
    char *copy = mem_format("%s/copy.db", stick);
    arm(fault);
    struct ledger *ledger = ledger_open(self->source, &err);
    bool done = ledger != NULL && ledger_save(ledger, copy, NULL, NULL, &err);
    bool was_hit = disarm();
    ledger_close(ledger);
    if (done || file_exists(copy)) {
        struct verdict found;
        const struct verdict_wish wish = {
            .promises = &self->written, .lives = 1, .may_be_on = true};
        (void)verdict_of(self->row, copy, &wish, &found);
    } else if (err.text[0] == '\0') {
        row_fail(self->row, "cannot be saved, and nobody says why");
    }
    test_folder_remove(stick);
    free(copy);
    return was_hit;
}

// --- all of them ---

// Every call of a story, with every fault. Returns how many faults there were.
static int64_t sweep(struct io *self, bool (*story)(struct io *self, const struct fault *fault))
{
    static const int codes[] = {SQLITE_IOERR, SQLITE_FULL, SQLITE_READONLY, SQLITE_NOMEM};
    int64_t faults = 0;
    for (size_t i = 0; i < 2 * sizeof codes / sizeof codes[0]; i++) {
        bool was_hit = true;
        for (int first = 1; was_hit && first < STEPS_MOST && row_goes_on(self->row); first++) {
            const struct fault fault = {first, codes[i / 2], i % 2 == 1};
            int64_t failures = self->row->failures;
            was_hit = story(self, &fault);
            faults += was_hit;
            if (self->row->failures > failures) {
                row_fail(self->row, "… with call %d answered by %d%s", first, fault.code,
                         fault.is_for_ever ? " for ever" : "");
            }
        }
    }
    return faults;
}

// Killed in the midst: the log is there.
static void make_source(struct io *self)
{
    struct life life;
    life_begin(&life, self->source, 0, &self->clock.clock);
    for (int i = 0; i < CHANGES; i++) {
        life_change(&life);
    }
    if (!life_settle(&life, TRIES)) {
        row_fail(self->row, "there is nothing to read: %s", writer_status(life.writer).trouble);
    }
    self->written = life.told;
    char *saved = mem_format("%s.saved", self->source);
    char *command = mem_format("cp '%s' '%s' && cp '%s-wal' '%s-wal'", self->source, saved,
                               self->source, saved);
    if (system(command) != 0) {
        row_fail(self->row, "nothing can be copied");
    }
    (void)life_end(&life);
    free(command);
    free(self->source);
    self->source = saved;
}

int main(int argc, char **argv)
{
    enum { ALL = 1000000000 }; // however many there are
    struct row row = {.name = "io", .tries = "faults", .ci = ALL, .nightly = ALL, .release = ALL};
    row_begin(&row, argc, argv);
    struct io io = {.row = &row, .top = test_folder_make()};
    setenv("TMPDIR", io.top, 1);
    io.source = mem_format("%s/kept.db", io.top);
    clock_virtual_init(&io.clock, (struct wall){0});
    fault_vfs_install();
    make_source(&io);
    io.writes = sweep(&io, write_with);
    io.reads = sweep(&io, read_with);
    io.saves = sweep(&io, save_with);
    if (io.writes < CHANGES * 40 || io.reads < 100 || io.saves < 100) {
        row_fail(&row, "hardly any call failed");
    }
    row_figure(&row, "in_writing", io.writes);
    row_figure(&row, "in_reading", io.reads);
    row_figure(&row, "in_saving", io.saves);
    row.wanted = row.failures > 0 ? row.wanted : row.done; // all that there are
    free(io.source);
    test_folder_remove(io.top);
    return row_end(&row);
}
