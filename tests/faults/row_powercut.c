// The power goes at any moment. Lives of a player are recorded operation by operation; then disks
// are laid out as a cut may leave them (disk.h), the player is started on each, and everything that
// had been acknowledged before that moment must be there, once, and the chain must hold.
//
// What is real: writer, SQLite, its files. What is a model: the disk, below SQLite.
#include "base/file.h"
#include "base/mem.h"
#include "disk.h"
#include "ledger/fault_vfs.h"
#include "life.h"
#include "row.h"
#include "support/test.h"
#include "verdict.h"

#include <unistd.h>

enum {
    LIVES = 2,
    CHANGES_MOST = 140, // of a life: the log is folded into the file after about 100
    STATES = 100,       // of one recording
    TRIES = 40,         // of a writer whose syncs fail
    FAILING_ONE_IN = 30,
};

struct acknowledged {
    size_t moment;
    int life;
    struct promise promise;
};

struct cutting {
    struct row *row;
    uint64_t random;
    char *recorded, *laid; // folders
    struct clock_virtual clock;
    struct acknowledged told[LIVES * (CHANGES_MOST + 1)];
    size_t told_count;
    int64_t cut_plays; // that were promised, over all states
};

static void acknowledge(struct cutting *self, struct life *life)
{
    if (!life_settle(life, TRIES)) {
        row_fail(self->row, "recording: %s", writer_status(life->writer).trouble);
        return;
    }
    self->told[self->told_count++] = (struct acknowledged){disk_moment(), life->number, life->told};
}

static void record_lives(struct cutting *self)
{
    char *path = file_join(self->recorded, "ledger.db");
    self->told_count = 0;
    disk_record(self->recorded);
    if (random_below(&self->random, 2) == 0) {
        disk_fail_syncs(FAILING_ONE_IN, random_next(&self->random));
    }
    for (int number = 0; number < LIVES; number++) {
        struct life life;
        life_begin(&life, path, number, &self->clock.clock);
        for (int64_t i = random_below(&self->random, CHANGES_MOST); i > 0; i--) {
            life_change(&life);
            acknowledge(self, &life);
        }
        life_close(&life);
        acknowledge(self, &life);
        (void)life_end(&life);
    }
    disk_stop();
    free(path);
}

static void remove_ledger(const char *path)
{
    static const char *const tails[] = {"", "-wal", "-journal"};
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        char *name = mem_format("%s%s", path, tails[i]);
        unlink(name);
        free(name);
    }
}

static void start_on(struct cutting *self, const char *path)
{
    const struct writer_identity identity = {.point_id = "nm-0001", .program_version = "0.1.0"};
    struct writer *writer = writer_start(path, &identity, clock_system());
    if (!writer_settle(writer)) {
        row_fail(self->row, "cannot be opened: %s", writer_status(writer).trouble);
    }
    (void)writer_stop(writer);
}

static void cut(struct cutting *self)
{
    char *path = file_join(self->laid, "ledger.db");
    struct promise promises[LIVES] = {0};
    size_t moment = (size_t)random_below(&self->random, (int64_t)disk_moment() + 1);
    for (size_t i = 0; i < self->told_count && self->told[i].moment <= moment; i++) {
        promises[self->told[i].life] = self->told[i].promise;
    }
    if (!disk_lay_out(moment, &self->random, self->laid)) {
        row_fail(self->row, "%s cannot be written", self->laid);
    }
    start_on(self, path);
    struct verdict found;
    const struct verdict_wish wish = {.promises = promises, .lives = LIVES};
    if (!verdict_of(self->row, path, &wish, &found)) {
        row_fail(self->row, "… with the power cut at operation %zu of %zu", moment, disk_moment());
    }
    self->cut_plays += promises[0].plays + promises[1].plays;
    remove_ledger(path);
    free(path);
}

int main(int argc, char **argv)
{
    struct row row = {
        .name = "powercut", .tries = "states", .ci = 2000, .nightly = 50000, .release = 250000};
    row_begin(&row, argc, argv);
    struct cutting *cutting = mem_zeroed(1, sizeof *cutting);
    cutting->row = &row;
    cutting->random = row.seed;
    cutting->laid = test_folder_make();
    clock_virtual_init(&cutting->clock, (struct wall){0});
    while (row.done < row.wanted && row.failures == 0) {
        cutting->recorded = test_folder_make();
        record_lives(cutting);
        fault_vfs_install(); // what comes after the cut has to wait for no disk
        for (int i = 0; i < STATES && row_goes_on(&row); i++) {
            cut(cutting);
        }
        fault_vfs_remove();
        test_folder_remove(cutting->recorded);
    }
    if (cutting->cut_plays < row.done) {
        row_fail(&row, "only %lld plays were at stake", (long long)cutting->cut_plays);
    }
    row_figure(&row, "plays_at_stake", cutting->cut_plays);
    test_folder_remove(cutting->laid);
    free(cutting);
    return row_end(&row);
}
