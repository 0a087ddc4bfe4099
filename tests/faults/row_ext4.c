// The power goes under a real file system. A player writes to an ext4 (in a file, on a loop device)
// with every sync as it is in life; at some moment the file system is cut off from its disk and
// loses whatever it had not written, the player is killed, and the disk is mounted anew. What was
// acknowledged is there, once, and the chain holds.
//
// What is not real: the device itself. It keeps the order in which the file system wrote to it;
// powercut has the disks that do not. And the cut is not of one instant: Linux (6.18) answers
// "done" to a sync that is under way meanwhile, though the disk never gets it. So what counts is
// what was said before the cut began.
#include "base/mem.h"
#include "life.h"
#include "mounts.h"
#include "row.h"
#include "support/test.h"
#include "verdict.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIVES = 25, ACKS_AT_MOST = 20, SPIN_AT_MOST = 200000 };

struct cutting {
    struct row *row;
    uint64_t random;
    char *path;
    struct disk_image image;
    struct promise promises[LIVES];
    int64_t acknowledged;
};

static void expect(struct cutting *self, bool done, const struct error *err)
{
    if (!done) {
        row_fail(self->row, "%s", err->text);
    }
}

static _Noreturn void live(const char *path, int number, int says_to)
{
    struct life life;
    life_begin(&life, path, number, clock_system());
    while (life_settle(&life, 1)) {
        if (write(says_to, &life.told, sizeof life.told) != sizeof life.told) {
            break;
        }
        life_change(&life);
    }
    for (;;) {
        pause(); // the disk is gone; what follows is the kill
    }
}

// Whatever was said so far.
static void hear_all(int from, struct promise *said)
{
    struct pollfd ear = {.fd = from, .events = POLLIN};
    while (poll(&ear, 1, 0) == 1 && read(from, said, sizeof *said) == sizeof *said) {
    }
}

static void live_until_cut(struct cutting *self, int number)
{
    struct error err = {0};
    struct promise *said = &self->promises[number];
    int pipes[2];
    if (pipe(pipes) != 0) {
        row_fail(self->row, "there is no pipe");
        return;
    }
    pid_t child = fork();
    if (child == 0) {
        close(pipes[0]);
        live(self->path, number, pipes[1]);
    }
    close(pipes[1]);
    for (int64_t acks = random_below(&self->random, ACKS_AT_MOST); acks > 0; acks--) {
        if (read(pipes[0], said, sizeof *said) != sizeof *said) {
            row_fail(self->row, "the player died by itself");
            break;
        }
    }
    for (volatile int64_t spin = random_below(&self->random, SPIN_AT_MOST); spin > 0; spin--) {
        // somewhere in the middle of what comes next
    }
    hear_all(pipes[0], said);
    expect(self, image_cut(&self->image, &err), &err);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(pipes[0]);
    expect(self, image_unmount(&self->image, &err), &err);
    expect(self, image_mount(&self->image, self->image.folder, &err), &err);
    self->acknowledged += said->plays;
}

static void start_again(struct cutting *self)
{
    const struct writer_identity identity = {.point_id = "nm-0001", .program_version = "0.1.0"};
    struct writer *writer = writer_start(self->path, &identity, clock_system());
    if (!writer_settle(writer)) {
        row_fail(self->row, "cannot be opened again: %s", writer_status(writer).trouble);
    }
    (void)writer_stop(writer);
}

int main(int argc, char **argv)
{
    struct row row = {
        .name = "ext4", .tries = "cuts", .ci = 200, .nightly = 5000, .release = 50000};
    row_begin(&row, argc, argv);
    struct error err = {0};
    struct cutting self = {.row = &row, .random = row.seed};
    char *place = NULL;
    char *folder = image_ready(&self.image, &place, &err);
    if (folder == NULL) {
        return row_skip(&row, "%s", err.text);
    }
    for (int ledger = 0; row.done < row.wanted && row.failures == 0; ledger++) {
        self.path = mem_format("%s/%d.db", place, ledger);
        memset(self.promises, 0, sizeof self.promises);
        for (int number = 0; number < LIVES && row_goes_on(&row); number++) {
            live_until_cut(&self, number);
            start_again(&self);
            struct verdict found;
            const struct verdict_wish wish = {.promises = self.promises, .lives = number + 1};
            (void)verdict_of(&row, self.path, &wish, &found);
        }
        char *ballast = mem_format("%s.ballast", self.path);
        remove(ballast);
        remove(self.path);
        free(ballast);
        free(self.path);
    }
    row_figure(&row, "acknowledged", self.acknowledged);
    image_close(&self.image);
    free(place);
    mounts_remove(folder);
    return row_end(&row);
}
