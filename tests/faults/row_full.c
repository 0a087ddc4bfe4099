// A disk that gets full under a running player, again and again: a file system in memory whose size
// is taken away. While there is ballast to give up, everything is stored all the same; after that
// entries wait; with space again they are stored, each once; and when the player ends on a full
// disk, it says how much was lost, and that much is missing.
#include "base/file.h"
#include "base/mem.h"
#include "life.h"
#include "mounts.h"
#include "row.h"
#include "support/test.h"
#include "verdict.h"

enum {
    LIVES = 10, // of one ledger
    CHANGES_MOST = 12,
    TRIES_WITH_SPACE = 8,
};
#define ROOMY (INT64_C(96) << 20) // a ballast is kept where 64 MiB are free
#define SCRAPS (48 * 1024)        // left on a full disk, at most

struct filling {
    struct row *row;
    uint64_t random;
    char *folder, *path, *ballast;
    struct clock_virtual clock;
    struct promise promises[LIVES];
    int64_t helped, waited, lost; // lives that the ballast helped, that had to wait, entries lost
};

static void resize(struct filling *self, int64_t spare)
{
    struct error err = {0};
    if (!mounts_leave(self->folder, spare, &err)) {
        row_fail(self->row, "%s", err.text);
    }
}

static void change(struct filling *self, struct life *life)
{
    for (int64_t i = 1 + random_below(&self->random, CHANGES_MOST); i > 0; i--) {
        life_change(life);
    }
}

// True: all that was handed in is stored.
static bool settle(struct filling *self, struct life *life, int tries)
{
    bool is_stored = life_settle(life, tries);
    if (is_stored) {
        self->promises[life->number] = life->told;
    }
    return is_stored;
}

static void expect_settled(struct filling *self, struct life *life, const char *when)
{
    if (!settle(self, life, TRIES_WITH_SPACE)) {
        row_fail(self->row, "%s: nothing is stored: %s", when, writer_status(life->writer).trouble);
    }
}

static void fill(struct filling *self, struct life *life)
{
    bool has_ballast = file_exists(self->ballast);
    resize(self, random_below(&self->random, 2) * random_below(&self->random, SCRAPS));
    change(self, life);
    if (has_ballast) {
        expect_settled(self, life, "with ballast to give up");
        self->helped += !file_exists(self->ballast);
        resize(self, random_below(&self->random, 2) * random_below(&self->random, SCRAPS));
        change(self, life);
    }
    for (int i = 0; i < 40 && settle(self, life, 1); i++) {
        change(self, life); // until what was left is used up
    }
    self->waited += writer_status(life->writer).waiting > 0;
}

static void tell_lost(struct filling *self, const struct life *life, struct writer_status last,
                      const struct verdict *before, const struct verdict *after)
{
    int64_t there = after->plays - before->plays + after->events - before->events;
    int64_t handed_in = life->told.plays + life->told.events;
    if (there + last.dropped != handed_in) {
        row_fail(self->row, "%lld were handed in, %lld are there, and %lld are said to be lost",
                 (long long)handed_in, (long long)there, (long long)last.dropped);
    }
    self->lost += last.dropped;
}

static struct verdict judge(struct filling *self, int lives)
{
    struct verdict found;
    const struct verdict_wish wish = {
        .promises = self->promises, .lives = lives, .may_be_on = true};
    (void)verdict_of(self->row, self->path, &wish, &found);
    return found;
}

static void live(struct filling *self, int number, struct verdict *before)
{
    struct life life;
    struct verdict after;
    life_begin(&life, self->path, number, &self->clock.clock);
    change(self, &life);
    expect_settled(self, &life, "with space");
    fill(self, &life);
    bool is_tidied = random_below(&self->random, 2) == 0;
    if (is_tidied) { // somebody tidies up while it runs
        resize(self, ROOMY);
        change(self, &life);
        life_close(&life);
        expect_settled(self, &life, "with space again");
    }
    struct writer_status last = life_end(&life);
    resize(self, ROOMY);
    after = judge(self, number + 1);
    if (is_tidied && last.dropped > 0) {
        row_fail(self->row, "%lld were dropped for no reason", (long long)last.dropped);
    }
    tell_lost(self, &life, last, before, &after);
    *before = after;
}

int main(int argc, char **argv)
{
    struct row row = {
        .name = "full", .tries = "cycles", .ci = 200, .nightly = 5000, .release = 20000};
    row_begin(&row, argc, argv);
    struct error err = {0};
    if (!mounts_begin(&err)) {
        return row_skip(&row, "%s", err.text);
    }
    struct filling filling = {.row = &row, .random = row.seed, .folder = test_folder_make()};
    if (!mounts_memory(filling.folder, ROOMY, &err)) {
        return row_skip(&row, "%s", err.text);
    }
    clock_virtual_init(&filling.clock, (struct wall){0});
    for (int ledger = 0; row.done < row.wanted && row.failures == 0; ledger++) {
        struct verdict before = {0};
        filling.path = mem_format("%s/%d.db", filling.folder, ledger);
        filling.ballast = mem_format("%s.ballast", filling.path);
        memset(filling.promises, 0, sizeof filling.promises);
        for (int number = 0; number < LIVES && row_goes_on(&row); number++) {
            live(&filling, number, &before);
        }
        remove(filling.ballast);
        remove(filling.path);
        free(filling.ballast);
        free(filling.path);
    }
    if (filling.helped < row.done / 20 || filling.waited < row.done / 4) {
        row_fail(&row, "the disk was hardly ever full");
    }
    row_figure(&row, "saved_by_ballast", filling.helped);
    row_figure(&row, "had_to_wait", filling.waited);
    row_figure(&row, "told_as_lost", filling.lost);
    mounts_remove(filling.folder);
    return row_end(&row);
}
