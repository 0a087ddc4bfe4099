// A file system that turns read-only under a running player, as ext4 does when it finds itself
// broken: entries wait, nothing is lost; when the disk is back they are stored, each once. The ext4
// is real, in a file on a loop device, and so is its turning read-only (its own way to test that).
// It breaks between two syncs: a sync that is under way at that moment is answered "done" by Linux
// (seen with 6.18) though the disk never gets it, and no program can know better.
#include "base/mem.h"
#include "life.h"
#include "mounts.h"
#include "row.h"
#include "support/test.h"
#include "verdict.h"

enum {
    LIVES = 20,
    CHANGES_MOST = 30,
    TRIES_WITH_DISK = 8,
};

struct breaking {
    struct row *row;
    uint64_t random;
    char *path;
    struct disk_image image;
    struct clock_virtual clock;
    struct promise promises[LIVES];
    int64_t waited; // entries
};

static void expect(struct breaking *self, bool done, const struct error *err)
{
    if (!done) {
        row_fail(self->row, "%s", err->text);
    }
}

static void change(struct breaking *self, struct life *life)
{
    for (int64_t i = 1 + random_below(&self->random, CHANGES_MOST); i > 0; i--) {
        life_change(life);
    }
}

static void expect_settled(struct breaking *self, struct life *life, const char *when)
{
    if (!life_settle(life, TRIES_WITH_DISK)) {
        row_fail(self->row, "%s: nothing is stored: %s", when, writer_status(life->writer).trouble);
    }
    self->promises[life->number] = life->told;
}

// Breaks it and brings it back, with a player that goes on all the while.
static void break_once(struct breaking *self, struct life *life)
{
    struct error err = {0};
    expect(self, image_break(&self->image, &err), &err);
    change(self, life);
    if (life_settle(life, 2)) {
        row_fail(self->row, "a disk that cannot be written has stored everything");
    }
    struct writer_status status = writer_status(life->writer);
    self->waited += status.waiting;
    if (status.waiting == 0 || status.dropped > 0 || status.trouble[0] == '\0') {
        row_fail(self->row, "%lld wait, %lld are dropped: %s", (long long)status.waiting,
                 (long long)status.dropped, status.trouble);
    }
    expect(self, image_unmount(&self->image, &err), &err);
    expect(self, image_mount(&self->image, self->image.folder, &err), &err);
}

static void live(struct breaking *self, int number)
{
    struct life life;
    life_begin(&life, self->path, number, &self->clock.clock);
    change(self, &life);
    expect_settled(self, &life, "with a disk");
    break_once(self, &life);
    change(self, &life);
    life_close(&life);
    expect_settled(self, &life, "with the disk back");
    struct writer_status last = life_end(&life);
    if (last.dropped > 0) {
        row_fail(self->row, "%lld were dropped", (long long)last.dropped);
    }
    struct verdict found;
    const struct verdict_wish wish = {
        .promises = self->promises, .lives = number + 1, .must_close = true};
    (void)verdict_of(self->row, self->path, &wish, &found);
}

int main(int argc, char **argv)
{
    struct row row = {
        .name = "readonly", .tries = "cycles", .ci = 100, .nightly = 2000, .release = 10000};
    row_begin(&row, argc, argv);
    struct error err = {0};
    struct breaking self = {.row = &row, .random = row.seed};
    char *place = NULL;
    char *folder = image_ready(&self.image, &place, &err);
    if (folder == NULL) {
        return row_skip(&row, "%s", err.text);
    }
    clock_virtual_init(&self.clock, (struct wall){0});
    for (int ledger = 0; row.done < row.wanted && row.failures == 0; ledger++) {
        self.path = mem_format("%s/%d.db", place, ledger);
        memset(self.promises, 0, sizeof self.promises);
        for (int number = 0; number < LIVES && row_goes_on(&row); number++) {
            live(&self, number);
        }
        char *ballast = mem_format("%s.ballast", self.path);
        remove(ballast);
        remove(self.path);
        free(ballast);
        free(self.path);
    }
    row_figure(&row, "entries_that_waited", self.waited);
    image_close(&self.image);
    free(place);
    mounts_remove(folder);
    return row_end(&row);
}
