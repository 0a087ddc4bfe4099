// A hang of the player: `xiaolaba play` runs as on a screen without one and is stopped somewhere in
// the midst, the whole process or (with ptrace) only the thread whose loop shows the frames. This
// program is its supervisor and does what systemd does with WatchdogSec= and RestartSec=: it waits
// for WATCHDOG=1, kills what is silent for too long, and starts it again 200 ms later. What is told
// is the time from the hang to the first content (READY=1).
//
// What is a model: the supervisor, and its patience, which is a twentieth of the unit's ten
// seconds, so that a try takes one second; the figure for ten seconds adds the difference, because
// nothing else depends on it. Beats come at half of the patience, so a hang is found after half of
// it to all of it.
//
// Every third try stops the decoders in the midst of a film instead: the player must go on with the
// next item by itself.
#include "base/file.h"
#include "base/mem.h"
#include "row.h"
#include "support/test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    WATCHDOG_MS = 500, // the unit has 10,000
    UNIT_MS = 10000,   // WatchdogSec=10
    RESTART_MS = 200,  // RestartSec=200ms
    START_MS = 15000,  // a start that takes longer has failed
    WANTED_MS = 12000, // from a hang to the picture, with the unit's patience
    DECODER_MOST =
        10000, // from a decoder's hang to the next item; wanted are 2000 on a quiet machine
    DECODER_ONE_IN = 3,
    BEATS_MOST = 4, // that are heard before the player is stopped
    FILM_MS = 1500, // of the film that are shown before its decoder is stopped, at most
};

#define NEXT_LINE ": next (slogan)" // as `xiaolaba play -v` logs it

static const char film_list[] =
    "items = ( { id = \"film\"; file = \"" XIAOLABA_SOURCE_DIR "/assets/films/shuadan.mp4\"; },\n"
    "          { id = \"next\"; text = \"不转账\"; motion = \"hold\"; hold = 60; } );\n";
static const char list[] =
    "items = ( { id = \"a\"; text = \"不轻信\"; motion = \"hold\"; hold = 0.2; },\n"
    "          { id = \"b\"; text = \"不透露，不转账，多核实。\"; speed = 60; } );\n";

struct times {
    int64_t *ms;
    size_t count, capacity;
};

struct hang {
    struct row *row;
    uint64_t random;
    const char *program;
    char *folder, *list, *film_list, *ledger, *socket;
    int ear;  // where the player's words arrive
    int says; // what it logs
    pid_t child;
    struct times found, player, decoder;
};

static int64_t now_ms(void)
{
    struct clock *clock = clock_system();
    return clock->now_mono(clock).us / 1000;
}

static void keep(struct times *self, int64_t ms)
{
    self->ms = MEM_GROW(self->ms, self->count, self->capacity);
    self->ms[self->count++] = ms;
}

static void pass(int64_t ms)
{
    const struct timespec span = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&span, NULL);
}

// --- the supervisor ---

static int listen_at(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        return -1;
    }
    memcpy(address.sun_path, path, strlen(path));
    int ear = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return ear >= 0 && bind(ear, (const struct sockaddr *)&address, sizeof address) == 0 ? ear : -1;
}

// Waits for a word that begins with `wanted`. False: `patience_ms` passed without it.
static bool hear(const struct hang *self, const char *wanted, int64_t patience_ms)
{
    for (int64_t end_ms = now_ms() + patience_ms, left; (left = end_ms - now_ms()) > 0;) {
        struct pollfd news = {.fd = self->ear, .events = POLLIN};
        char word[512] = "";
        if (poll(&news, 1, (int)left) == 1 && recv(self->ear, word, sizeof word - 1, 0) > 0 &&
            strncmp(word, wanted, strlen(wanted)) == 0) {
            return true;
        }
    }
    return false;
}

static void forget(const struct hang *self)
{
    char word[512];
    while (recv(self->ear, word, sizeof word, MSG_DONTWAIT) > 0) {
        // said before
    }
}

static bool start(struct hang *self, const char *playlist)
{
    int pipes[2];
    if (pipe2(pipes, O_CLOEXEC) != 0) {
        return false;
    }
    self->child = fork();
    if (self->child == 0) {
        char patience[32];
        prctl(PR_SET_PDEATHSIG, SIGKILL); // an alarm may end this row
        snprintf(patience, sizeof patience, "%d", WATCHDOG_MS * 1000);
        setenv("NOTIFY_SOCKET", self->socket, 1);
        setenv("WATCHDOG_USEC", patience, 1);
        dup2(pipes[1], STDERR_FILENO);
        execl(self->program, "xiaolaba", "play", "-v", "--headless", "--mute", "--size", "128x32",
              "--ledger", self->ledger, playlist, (char *)NULL);
        _exit(127);
    }
    close(pipes[1]);
    self->says = pipes[0];
    fcntl(self->says, F_SETFL, O_NONBLOCK);
    return hear(self, "READY=1", START_MS);
}

static void end(struct hang *self)
{
    int how = 0;
    kill(self->child, SIGKILL);
    waitpid(self->child, &how, __WALL);
    if (!WIFSIGNALED(how)) {
        row_fail(self->row, "it ended by itself");
    }
    close(self->says);
    forget(self);
}

// --- hangs ---

// Only the loop: its other threads (ledger, painter) go on. False: it may not be traced here.
static bool stop_loop(const struct hang *self)
{
    int how = 0;
    return ptrace(PTRACE_SEIZE, self->child, NULL, NULL) == 0 &&
           ptrace(PTRACE_INTERRUPT, self->child, NULL, NULL) == 0 &&
           waitpid(self->child, &how, __WALL) == self->child && WIFSTOPPED(how);
}

static void hang_player(struct hang *self)
{
    if (!start(self, self->list)) {
        row_fail(self->row, "it showed nothing");
        end(self);
        return;
    }
    for (int64_t beats = 1 + random_below(&self->random, BEATS_MOST); beats > 0; beats--) {
        if (!hear(self, "WATCHDOG=1", WATCHDOG_MS * 10)) {
            row_fail(self->row, "it plays and does not beat");
        }
    }
    int64_t beat_ms = now_ms();
    pass(random_below(&self->random, WATCHDOG_MS / 2));
    int64_t hang_ms = now_ms();
    if (self->row->done % 2 == 0 || !stop_loop(self)) {
        kill(self->child, SIGSTOP);
    }
    // a beat may have been on its way
    for (int64_t left;
         (left = beat_ms + WATCHDOG_MS - now_ms()) > 0 && hear(self, "WATCHDOG=1", left);) {
        beat_ms = now_ms();
    }
    int64_t found_ms = now_ms();
    end(self);
    pass(RESTART_MS);
    if (!start(self, self->list)) {
        row_fail(self->row, "it did not come back");
    }
    int64_t back_ms = now_ms() - hang_ms;
    end(self);
    keep(&self->found, found_ms - hang_ms);
    keep(&self->player, back_ms);
    if (back_ms - WATCHDOG_MS + UNIT_MS > WANTED_MS) {
        row_fail(self->row, "the picture was back after %lld ms, of which %d are patience",
                 (long long)back_ms, WATCHDOG_MS);
    }
}

static bool is_decoder_of(const char *process, pid_t parent)
{
    char path[300];
    char text[256] = "";
    snprintf(path, sizeof path, "/proc/%.200s/stat", process);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0) {
        close(fd);
    }
    const char *after = length > 0 ? strstr(text, "(xiaolaba-decode) ") : NULL;
    char *ppid = NULL;
    return after != NULL && (ppid = strchr(after, ')')) != NULL &&
           strtol(ppid + 4, NULL, 10) == (long)parent; // ") S 123"
}

static int stop_decoders(const struct hang *self)
{
    int count = 0;
    DIR *processes = opendir("/proc");
    for (const struct dirent *entry; processes != NULL && (entry = readdir(processes)) != NULL;) {
        if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9' &&
            is_decoder_of(entry->d_name, self->child)) {
            count += kill((pid_t)strtol(entry->d_name, NULL, 10), SIGSTOP) == 0;
        }
    }
    if (processes != NULL) {
        closedir(processes);
    }
    return count;
}

// Whether it logs that the next item is on.
static bool goes_on(const struct hang *self, int64_t patience_ms)
{
    enum { ROOM = 65536 };
    static char text[ROOM + 1];
    size_t length = 0;
    for (int64_t end_ms = now_ms() + patience_ms, left;
         length < ROOM && (left = end_ms - now_ms()) > 0;) {
        struct pollfd news = {.fd = self->says, .events = POLLIN};
        ssize_t got =
            poll(&news, 1, (int)left) == 1 ? read(self->says, text + length, ROOM - length) : 0;
        length += got > 0 ? (size_t)got : 0;
        text[length] = '\0';
        if (strstr(text, NEXT_LINE) != NULL) {
            return true;
        }
    }
    return false;
}

static void hang_decoder(struct hang *self)
{
    if (!start(self, self->film_list)) {
        row_fail(self->row, "it showed nothing");
    } else {
        pass(random_below(&self->random, FILM_MS));
        int64_t hang_ms = now_ms();
        if (stop_decoders(self) == 0) {
            row_fail(self->row, "the film has no decoder");
        } else if (!goes_on(self, DECODER_MOST)) {
            row_fail(self->row, "a decoder hung, and nothing followed");
        } else {
            keep(&self->decoder, now_ms() - hang_ms);
        }
    }
    end(self);
}

// --- figures ---

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void tell(const struct row *row, const char *name, struct times *times, int64_t more_ms)
{
    if (times->count > 0) {
        char figure[64];
        qsort(times->ms, times->count, sizeof *times->ms, by_size);
        snprintf(figure, sizeof figure, "%s_ms_median", name);
        row_figure(row, figure, times->ms[times->count / 2] + more_ms);
        snprintf(figure, sizeof figure, "%s_ms_worst", name);
        row_figure(row, figure, times->ms[times->count - 1] + more_ms);
    }
}

int main(int argc, char **argv)
{
    struct row row = {
        .name = "hang", .tries = "hangs", .ci = 24, .nightly = 600, .release = 3000, .hang_s = 20};
    row_begin(&row, argc, argv);
    bool is_mistaken = getenv("XIAOLABA_SEEDED_BUG") != NULL;
    struct hang hang = {.row = &row,
                        .random = row.seed,
                        .folder = test_folder_make(),
                        .program = is_mistaken ? TEST_PROGRAM_MISTAKEN : TEST_PROGRAM};
    hang.ledger = file_join(hang.folder, "ledger.db");
    hang.socket = file_join(hang.folder, "notify");
    hang.list = test_file(hang.folder, "list.cfg", list);
    hang.film_list = test_file(hang.folder, "film.cfg", film_list);
    hang.ear = listen_at(hang.socket);
    setenv("XDG_STATE_HOME", hang.folder, 1);
    setenv("HOME", hang.folder, 1);
    if (hang.ear < 0) {
        row_fail(&row, "there is no socket: %s", strerror(errno));
    }
    while (row_goes_on(&row) && row.failures == 0) {
        if (row.done % DECODER_ONE_IN == 0) {
            hang_decoder(&hang);
        } else {
            hang_player(&hang);
        }
    }
    row_figure(&row, "watchdog_ms", WATCHDOG_MS);
    tell(&row, "found", &hang.found, 0);
    tell(&row, "picture", &hang.player, 0);
    tell(&row, "picture_with_10s", &hang.player, UNIT_MS - WATCHDOG_MS);
    tell(&row, "decoder", &hang.decoder, 0);
    free(hang.found.ms);
    free(hang.player.ms);
    free(hang.decoder.ms);
    close(hang.ear);
    free(hang.film_list);
    free(hang.list);
    free(hang.socket);
    free(hang.ledger);
    test_folder_remove(hang.folder);
    return row_end(&row);
}
