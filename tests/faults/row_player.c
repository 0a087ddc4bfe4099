// kill −9 of the player itself: `xiaolaba play` runs as on a screen without one, its ledger is read
// while it runs, and it is killed somewhere in the midst. Everything that a reader had seen is
// there afterwards as it was, what was on is closed as cut by the next start, numbers rise, the
// chain holds. And it says how long the screen was without a picture: from the start of the program
// to the first content (which is not judged here: a test machine has other things to do).
#include "base/file.h"
#include "base/mem.h"
#include "ledger/audit.h"
#include "row.h"
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define FIRST_LINE "first content on the screen at " // as `xiaolaba play -vv` logs it

enum { PLAYS_MOST = 4, SPIN_AT_MOST = 3000000, TIMES_MOST = 100000 };

// Numbered: what is on when the player dies again and again would else be put into quarantine.
static const char playlist[] =
    "items = ( { id = \"a\"; text = \"不轻信 %d\"; motion = \"hold\"; hold = 0.2; },\n"
    "          { id = \"b\"; text = \"不透露 %d\"; motion = \"hold\"; hold = 0.3; },\n"
    "          { id = \"c\"; text = \"不转账 %d\"; motion = \"hold\"; hold = 0.2; } );\n";

struct seen {
    int64_t seq, start_us, visible_ms;
    enum play_end end;
};

struct player {
    struct row *row;
    uint64_t random;
    char *folder, *ledger, *list;
    const char *program;
    struct seen *seen;
    size_t seen_count, seen_capacity;
    size_t read; // plays of the reading that runs
    int64_t *first_ms;
    size_t first_count, first_capacity;
};

// --- the program ---

static pid_t start(const struct player *self, int *says)
{
    int pipes[2];
    if (pipe2(pipes, O_CLOEXEC) != 0) {
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        dup2(pipes[1], STDERR_FILENO);
        execl(self->program, "xiaolaba", "play", "-vv", "--headless", "--mute", "--size", "64x32",
              "--ledger", self->ledger, self->list, (char *)NULL);
        _exit(127);
    }
    close(pipes[1]);
    *says = pipes[0];
    return child;
}

// Reads what it says up to the first content. The instant of it, since boot; 0: it ended.
static int64_t wait_for_first(int says)
{
    enum { ROOM = 65536 };
    static char text[ROOM + 1];
    size_t length = 0;
    for (ssize_t got; length < ROOM && (got = read(says, text + length, ROOM - length)) > 0;) {
        length += (size_t)got;
        text[length] = '\0';
        const char *line = strstr(text, FIRST_LINE);
        if (line != NULL && strchr(line, '\n') != NULL) {
            return strtoll(line + strlen(FIRST_LINE), NULL, 10);
        }
    }
    return 0;
}

// --- its ledger ---

static void compare(struct player *self, struct seen *was, const struct play *play)
{
    bool is_same = was->seq == play->seq && was->start_us == play->start_mono.us &&
                   (was->end == PLAY_OPEN ||
                    (was->end == play->end && was->visible_ms == play->shown.visible_ms)) &&
                   was->visible_ms <= play->shown.visible_ms;
    if (!is_same) {
        row_fail(self->row, "play %lld was seen with %lld ms, and now play %lld has %lld ms",
                 (long long)was->seq, (long long)was->visible_ms, (long long)play->seq,
                 (long long)play->shown.visible_ms);
    }
}

static void see(void *context, const struct play *play)
{
    struct player *self = context;
    struct seen now = {play->seq, play->start_mono.us, play->shown.visible_ms, play->end};
    size_t at = self->read++;
    if (at < self->seen_count) {
        compare(self, &self->seen[at], play);
    } else {
        self->seen = MEM_GROW(self->seen, self->seen_count, self->seen_capacity);
        self->seen_count++;
        if (at > 0 && play->seq <= self->seen[at - 1].seq) {
            row_fail(self->row, "seq %lld is not larger than the one before", (long long)play->seq);
        }
    }
    if (at > 0 && self->seen[at - 1].end == PLAY_OPEN) {
        row_fail(self->row, "play %lld was never closed", (long long)self->seen[at - 1].seq);
    }
    self->seen[at] = now;
}

static void say(void *context, const char *sentence)
{
    row_fail(((struct player *)context)->row, "audit: %s", sentence);
}

// `audits`: nobody writes it meanwhile.
static bool look(struct player *self, bool audits)
{
    struct error err = {0};
    struct audit audit;
    const struct audit_wish wish = {.finding = say, .finding_self = self};
    struct ledger *ledger = ledger_open(self->ledger, &err);
    size_t before = self->seen_count;
    self->read = 0;
    bool done =
        ledger != NULL &&
        ledger_each(ledger, (struct wall){INT64_MIN}, (struct wall){INT64_MAX}, see, self, &err) &&
        (!audits || audit_ledger(ledger, &wish, &audit, &err));
    if (done && self->read < before) {
        row_fail(self->row, "%zu plays were seen, %zu are there", before, self->read);
    }
    ledger_close(ledger);
    bool is_early = before == 0;                       // there may be no ledger yet
    return done || is_early || err.code == ERROR_BUSY; // read again the next time
}

static void live_and_die(struct player *self)
{
    struct clock *clock = clock_system();
    int number = (int)self->row->done;
    char *text = mem_format(playlist, number, number, number);
    free(test_file(self->folder, "list.cfg", text));
    free(text);
    int says = -1;
    struct mono before = clock->now_mono(clock);
    pid_t child = start(self, &says);
    int64_t first_us = wait_for_first(says);
    if (first_us == 0) {
        row_fail(self->row, "it showed nothing");
    } else {
        self->first_ms = MEM_GROW(self->first_ms, self->first_count, self->first_capacity);
        self->first_ms[self->first_count++] = (first_us - before.us) / 1000;
        size_t wanted = self->seen_count + (size_t)random_below(&self->random, PLAYS_MOST);
        while (self->seen_count < wanted && self->row->failures == 0) {
            if (!look(self, false)) {
                row_fail(self->row, "its ledger cannot be read");
            }
        }
    }
    for (volatile int64_t spin = random_below(&self->random, SPIN_AT_MOST); spin > 0; spin--) {
        // somewhere in the middle of what comes next
    }
    kill(child, SIGKILL);
    close(says);
    int how = 0;
    waitpid(child, &how, 0);
    if (!WIFSIGNALED(how)) {
        row_fail(self->row, "it ended by itself");
    }
    if (!look(self, true)) {
        row_fail(self->row, "its ledger cannot be read afterwards");
    }
}

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void tell_times(struct player *self)
{
    size_t count = self->first_count;
    if (count > 0) {
        qsort(self->first_ms, count, sizeof *self->first_ms, by_size);
        row_figure(self->row, "first_content_ms_median", self->first_ms[count / 2]);
        row_figure(self->row, "first_content_ms_p99", self->first_ms[(count - 1) * 99 / 100]);
        row_figure(self->row, "first_content_ms_worst", self->first_ms[count - 1]);
    }
}

int main(int argc, char **argv)
{
    struct row row = {
        .name = "player", .tries = "cycles", .ci = 100, .nightly = 2000, .release = 20000};
    row_begin(&row, argc, argv);
    bool is_mistaken = getenv("XIAOLABA_SEEDED_BUG") != NULL;
    struct player player = {.row = &row,
                            .random = row.seed,
                            .folder = test_folder_make(),
                            .program = is_mistaken ? TEST_PROGRAM_MISTAKEN : TEST_PROGRAM};
    player.ledger = file_join(player.folder, "ledger.db");
    player.list = file_join(player.folder, "list.cfg");
    setenv("XDG_STATE_HOME", player.folder, 1);
    setenv("HOME", player.folder, 1);
    while (row_goes_on(&row) && row.failures == 0) {
        live_and_die(&player);
    }
    row_figure(&row, "plays", (int64_t)player.seen_count);
    tell_times(&player);
    if ((int64_t)player.seen_count < row.done) {
        row_fail(&row, "it showed hardly anything");
    }
    free(player.first_ms);
    free(player.seen);
    free(player.list);
    free(player.ledger);
    test_folder_remove(player.folder);
    return row_end(&row);
}
