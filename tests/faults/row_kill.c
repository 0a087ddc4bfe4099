// kill −9 at any moment. A child shows play after play through the real writer at full speed and
// says through a pipe what it was told is stored; it is killed somewhere in the midst; the next
// start, or a reader, finds everything that was said, once and in order, and nothing else.
//
// What is real: the writer with its thread, SQLite, the files, the death of the process. Seven
// ledgers in eight do not wait for the disk (a process that dies loses no write, so that waiting
// proves nothing here; what the disk may lose is powercut's part).
#include "base/file.h"
#include "base/mem.h"
#include "ledger/fault_vfs.h"
#include "life.h"
#include "row.h"
#include "support/test.h"
#include "verdict.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    LIVES = 25,       // of one ledger; the chain of it is audited at its end
    ACKS_AT_MOST = 6, // that are waited for before the kill
    BURST = 20,       // plays handed in without waiting
    REAL_ONE_IN = 8,  // ledgers that wait for the disk
    SPIN_AT_MOST = 400000,
};

struct cycle {
    struct row *row;
    uint64_t random;
    char *path;
    struct promise promises[LIVES];
    int64_t acknowledged, stored; // over all ledgers
};

static void say_stored(const struct life *life, int says_to)
{
    if (write(says_to, &life->told, sizeof life->told) != sizeof life->told) {
        _exit(1);
    }
}

// Shows play after play until it is killed. `burst` 1: each is waited for; otherwise so many are
// handed in at full speed, and whenever nothing waits it says so.
static _Noreturn void live(const char *path, int number, int64_t burst, int says_to)
{
    struct life life;
    life_begin(&life, path, number, clock_system());
    for (;;) {
        for (int64_t i = 0; i < burst; i++) {
            life_change(&life);
            if (burst > 1 && life_is_stored(&life)) {
                say_stored(&life, says_to);
            }
        }
        if (!life_settle(&life, 1)) {
            _exit(1);
        }
        say_stored(&life, says_to);
    }
}

static bool hear(int from, struct promise *said)
{
    return read(from, said, sizeof *said) == sizeof *said;
}

// One life. What it said is in its promise.
static void live_and_die(struct cycle *self, int number)
{
    struct promise *said = &self->promises[number];
    int64_t burst =
        random_below(&self->random, 2) == 0 ? 1 : 2 + random_below(&self->random, BURST);
    int pipes[2];
    if (pipe(pipes) != 0) {
        row_fail(self->row, "there is no pipe");
        return;
    }
    pid_t child = fork();
    if (child == 0) {
        close(pipes[0]);
        live(self->path, number, burst, pipes[1]);
    }
    close(pipes[1]);
    for (int64_t acks = random_below(&self->random, ACKS_AT_MOST); acks > 0; acks--) {
        if (!hear(pipes[0], said)) {
            row_fail(self->row, "the player died by itself");
            break;
        }
    }
    for (volatile int64_t spin = random_below(&self->random, SPIN_AT_MOST); spin > 0; spin--) {
        // somewhere in the middle of what comes next
    }
    kill(child, SIGKILL);
    while (hear(pipes[0], said)) {
        // said before it died
    }
    close(pipes[0]);
    int how = 0;
    waitpid(child, &how, 0);
    if (!WIFSIGNALED(how) || WTERMSIG(how) != SIGKILL) {
        row_fail(self->row, "the player ended by itself");
    }
    self->acknowledged += said->plays;
}

static void start_again(struct cycle *self)
{
    const struct writer_identity identity = {.point_id = "nm-0001", .program_version = "0.1.0"};
    struct writer *writer = writer_start(self->path, &identity, clock_system());
    bool is_open = writer_settle(writer);
    struct writer_status status = writer_stop(writer);
    if (!is_open || status.dropped != 0) {
        row_fail(self->row, "cannot be opened again: %s", status.trouble);
    }
}

// After every second life somebody starts and ends well, otherwise the next life follows, and
// what is left by a kill is read as it lies.
static void check(struct cycle *self, int number)
{
    bool is_last = number + 1 == LIVES || self->row->done == self->row->wanted;
    bool is_started = is_last || random_below(&self->random, 2) == 0;
    if (is_started) {
        start_again(self);
    } else if (self->promises[number].plays == 0) {
        return; // it may have been killed before there was a ledger
    }
    struct verdict found;
    const struct verdict_wish wish = {.promises = self->promises,
                                      .lives = number + 1,
                                      .first_life = is_last ? 0 : number,
                                      .may_be_on = !is_started};
    (void)verdict_of(self->row, self->path, &wish, &found);
    self->stored += is_last ? found.plays : 0;
}

// As many lives of one ledger as are due.
static void run_ledger(struct cycle *self)
{
    char *folder = test_folder_make();
    self->path = file_join(folder, "ledger.db");
    memset(self->promises, 0, sizeof self->promises);
    fault_vfs_install();
    if (random_below(&self->random, REAL_ONE_IN) == 0) {
        fault_vfs_remove();
    }
    for (int number = 0; number < LIVES && row_goes_on(self->row); number++) {
        live_and_die(self, number);
        check(self, number);
    }
    free(self->path);
    test_folder_remove(folder);
}

int main(int argc, char **argv)
{
    struct row row = {
        .name = "kill", .tries = "cycles", .ci = 2000, .nightly = 50000, .release = 250000};
    row_begin(&row, argc, argv);
    struct cycle cycle = {.row = &row, .random = row.seed};
    while (row.done < row.wanted && row.failures == 0) {
        run_ledger(&cycle);
    }
    if (cycle.acknowledged < row.done) {
        row_fail(&row, "only %lld plays were acknowledged", (long long)cycle.acknowledged);
    }
    row_figure(&row, "acknowledged", cycle.acknowledged);
    row_figure(&row, "stored", cycle.stored);
    return row_end(&row);
}
