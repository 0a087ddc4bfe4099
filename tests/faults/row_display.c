// The display's server dies under the player: a private X server is killed at any moment while
// `xiaolaba play` shows a running text in a window of it. The player has to end by itself with the
// code that makes a supervisor start it anew, quickly, and with its ledger closed: nothing is left
// open or lost, and an auditor finds nothing.
#include "base/file.h"
#include "base/mem.h"
#include "ledger/audit.h"
#include "row.h"
#include "support/test.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define FIRST_LINE "first content on the screen at " // as `xiaolaba play -vv` logs it

enum { LOST_DEVICE = 4, SPIN_AT_MOST = 100000000, TIMES_MOST = 100000 };

static const char playlist[] =
    "items = ( { id = \"a%d\"; text = \"陌生来电不轻信\"; speed = 240; },\n"
    "          { id = \"b%d\"; text = \"不转账\"; motion = \"hold\"; hold = 0.4; } );\n";

struct hall {
    struct row *row;
    uint64_t random;
    char *folder, *ledger, *list;
    int64_t slowest_ms;
    int64_t plays;
};

// An X server of our own, with a number that is free. `*number` −1: there is none.
static pid_t start_server(int *number)
{
    int pipes[2];
    if (pipe2(pipes, O_CLOEXEC) != 0) {
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        dup2(pipes[1], 3);
        execlp("Xvfb", "Xvfb", "-displayfd", "3", "-screen", "0", "320x96x24", "-nolisten", "tcp",
               (char *)NULL);
        _exit(127);
    }
    close(pipes[1]);
    char text[16] = "";
    size_t length = 0;
    for (ssize_t got = 1; got > 0 && strchr(text, '\n') == NULL && length + 1 < sizeof text;
         length += got > 0 ? (size_t)got : 0) {
        got = read(pipes[0], text + length, sizeof text - 1 - length);
    }
    close(pipes[0]);
    *number = length > 0 ? atoi(text) : -1;
    return child;
}

static pid_t start_player(const struct hall *self, int number, int *says)
{
    int pipes[2];
    if (pipe2(pipes, O_CLOEXEC) != 0) {
        return -1;
    }
    char display[16];
    snprintf(display, sizeof display, ":%d", number);
    pid_t child = fork();
    if (child == 0) {
        setenv("DISPLAY", display, 1);
        setenv("SDL_VIDEODRIVER", "x11", 1);
        dup2(pipes[1], STDERR_FILENO);
        execl(TEST_PROGRAM, "xiaolaba", "play", "-vv", "--mute", "--fullscreen", "--ledger",
              self->ledger, self->list, (char *)NULL);
        _exit(127);
    }
    close(pipes[1]);
    *says = pipes[0];
    return child;
}

static bool wait_for_first(int says)
{
    enum { ROOM = 65536 };
    static char text[ROOM + 1];
    size_t length = 0;
    for (ssize_t got; length < ROOM && (got = read(says, text + length, ROOM - length)) > 0;) {
        length += (size_t)got;
        text[length] = '\0';
        if (strstr(text, FIRST_LINE) != NULL) {
            return true;
        }
    }
    fprintf(stderr, "%s", text);
    return false;
}

static void see(void *context, const struct play *play)
{
    struct hall *self = context;
    self->plays++;
    if (play->end == PLAY_OPEN || play->end == PLAY_CUT) {
        row_fail(self->row, "play %lld of %s was left open", (long long)play->seq, play->item);
    }
}

static void say(void *context, const char *sentence)
{
    row_fail(((struct hall *)context)->row, "audit: %s", sentence);
}

static void read_ledger(struct hall *self)
{
    struct error err = {0};
    struct audit audit;
    const struct audit_wish wish = {.finding = say, .finding_self = self};
    struct ledger *ledger = ledger_open(self->ledger, &err);
    int64_t before = self->plays;
    self->plays = 0;
    if (ledger == NULL ||
        !ledger_each(ledger, (struct wall){INT64_MIN}, (struct wall){INT64_MAX}, see, self, &err) ||
        !audit_ledger(ledger, &wish, &audit, &err)) {
        row_fail(self->row, "its ledger cannot be read: %s", err.text);
    }
    if (self->plays <= before) {
        row_fail(self->row, "nothing was logged");
    }
    ledger_close(ledger);
}

static void lose_display(struct hall *self, pid_t server, pid_t player)
{
    struct clock *clock = clock_system();
    for (volatile int64_t spin = random_below(&self->random, SPIN_AT_MOST); spin > 0; spin--) {
        // somewhere in the middle of what comes next
    }
    struct mono before = clock->now_mono(clock);
    int how = 0;
    kill(server, SIGKILL);
    waitpid(player, &how, 0);
    int64_t ms = mono_since(clock->now_mono(clock), before) / 1000;
    self->slowest_ms = ms > self->slowest_ms ? ms : self->slowest_ms;
    if (!WIFEXITED(how) || WEXITSTATUS(how) != LOST_DEVICE) {
        row_fail(self->row, WIFEXITED(how) ? "it ended with code %d" : "it ended by signal %d",
                 WIFEXITED(how) ? WEXITSTATUS(how) : WTERMSIG(how));
    }
}

// False: there is no X server here.
static bool live_through(struct hall *self)
{
    int number = -1;
    pid_t server = start_server(&number);
    if (number < 0) {
        waitpid(server, NULL, 0);
        return false;
    }
    int tries = (int)self->row->done;
    char *text = mem_format(playlist, tries, tries);
    free(test_file(self->folder, "list.cfg", text));
    free(text);
    int says = -1;
    pid_t player = start_player(self, number, &says);
    bool has_begun = wait_for_first(says);
    close(says);
    if (has_begun) {
        lose_display(self, server, player);
        read_ledger(self);
    } else {
        row_fail(self->row, "it showed nothing");
        kill(player, SIGKILL);
        waitpid(player, NULL, 0);
        kill(server, SIGKILL);
    }
    waitpid(server, NULL, 0);
    return true;
}

int main(int argc, char **argv)
{
    struct row row = {
        .name = "display", .tries = "cycles", .ci = 10, .nightly = 500, .release = 5000};
    row_begin(&row, argc, argv);
    struct hall hall = {.row = &row, .random = row.seed, .folder = test_folder_make()};
    hall.ledger = file_join(hall.folder, "ledger.db");
    hall.list = file_join(hall.folder, "list.cfg");
    setenv("XDG_STATE_HOME", hall.folder, 1);
    setenv("HOME", hall.folder, 1);
    bool has_server = true;
    while (has_server && row_goes_on(&row) && row.failures == 0) {
        has_server = live_through(&hall);
    }
    row_figure(&row, "plays", hall.plays);
    row_figure(&row, "slowest_ms", hall.slowest_ms);
    free(hall.list);
    free(hall.ledger);
    test_folder_remove(hall.folder);
    return has_server ? row_end(&row) : row_skip(&row, "there is no Xvfb");
}
