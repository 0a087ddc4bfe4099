// The player measured from outside, as it ships. Every figure is a line "name value":
//
//     bench_player cpu SECONDS SCREEN_PID COMMAND…    CPU seconds per second over a steady window
//         player, decoders (children), screen (the X server) and cpu (their sum); pss in MiB
//     bench_player start COMMAND…                     first_ms: from exec to the first content
//     bench_player whole COMMAND…                     until it ends by itself: took_s, cpu_s with
//         decoders, peak in MiB of its largest process
//     bench_player copy                               copy_ms: a 1080p picture moved in memory
//
// Otherwise the command is ended by SIGTERM. A player that ends by itself, or shows nothing, is an
// error then.
#include "base/clock.h"
#include "base/mem.h"
#include "process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SETTLE_US INT64_C(3000000)       // the start is a figure of its own
#define FIRST_LIMIT_US INT64_C(10000000) // a first picture that takes longer is not coming
#define FIRST_LINE "first content on the screen at " // as `xiaolaba play -vv` logs it

static void stop_with(const char *what)
{
    fprintf(stderr, "bench_player: %s\n", what);
    exit(3);
}

// `says_to` −1: the command speaks to our own standard error.
static pid_t start(char **command, int says_to)
{
    pid_t pid = fork();
    if (pid < 0) {
        stop_with("cannot start another process");
    }
    if (pid == 0) {
        if (says_to >= 0) {
            dup2(says_to, STDERR_FILENO);
        }
        execvp(command[0], command);
        fprintf(stderr, "bench_player: %s: %s\n", command[0], strerror(errno));
        _exit(127);
    }
    return pid;
}

static void end(pid_t pid)
{
    kill(pid, SIGTERM);
    int status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        stop_with("the player did not end well");
    }
}

struct costs {
    int64_t player_ns, children_ns, screen_ns;
    struct mono at;
};

static struct costs read_costs(pid_t player, pid_t screen)
{
    struct clock *clock = clock_system();
    return (struct costs){process_cpu_ns(player), process_children_cpu_ns(player),
                          process_cpu_ns(screen), clock->now_mono(clock)};
}

static double per_second(int64_t later_ns, int64_t earlier_ns, int64_t window_us)
{
    return (double)(later_ns - earlier_ns) / 1000.0 / (double)window_us;
}

static int measure_cpu(int seconds, pid_t screen, char **command)
{
    struct clock *clock = clock_system();
    pid_t player = start(command, -1);
    clock->sleep_until(clock, mono_after(clock->now_mono(clock), SETTLE_US));
    struct costs before = read_costs(player, screen);
    clock->sleep_until(clock, mono_after(before.at, seconds * CLOCK_SECOND_US));
    struct costs after = read_costs(player, screen);
    int64_t pss_kib = process_tree_pss_kib(player); // behind the window: asking costs time too
    if (waitpid(player, NULL, WNOHANG) != 0) {
        stop_with("the player ended by itself");
    }
    end(player);
    int64_t window_us = mono_since(after.at, before.at);
    double own = per_second(after.player_ns, before.player_ns, window_us);
    double children = per_second(after.children_ns, before.children_ns, window_us);
    double shown = per_second(after.screen_ns, before.screen_ns, window_us);
    printf("cpu %.5f\nplayer %.5f\nchildren %.5f\nscreen %.5f\npss %.2f\n", own + children + shown,
           own, children, shown, (double)pss_kib / 1024.0);
    return 0;
}

// The instant that the player's log tells, in `told` (NUL-terminated); 0: not yet.
static int64_t find_first_us(const char *told)
{
    const char *line = strstr(told, FIRST_LINE);
    return line != NULL && strchr(line, '\n') != NULL ? strtoll(line + strlen(FIRST_LINE), NULL, 10)
                                                      : 0;
}

static int64_t wait_for_first_us(int from, struct mono since)
{
    enum { ROOM = 65536, SLICE_MS = 100 };
    static char told[ROOM + 1];
    size_t length = 0;
    struct clock *clock = clock_system();
    int64_t first_us = 0;
    while (first_us == 0 && mono_since(clock->now_mono(clock), since) < FIRST_LIMIT_US) {
        struct pollfd ear = {.fd = from, .events = POLLIN};
        if (poll(&ear, 1, SLICE_MS) > 0) {
            ssize_t got = read(from, told + length, ROOM - length);
            if (got <= 0) {
                break;
            }
            length += (size_t)got;
            told[length] = '\0';
            first_us = find_first_us(told);
        }
    }
    if (first_us == 0) {
        fputs(told, stderr);
        stop_with("the player showed nothing");
    }
    return first_us;
}

static int measure_start(char **command)
{
    int ends[2];
    if (pipe(ends) != 0) {
        stop_with("no pipe");
    }
    struct clock *clock = clock_system();
    struct mono before = clock->now_mono(clock);
    pid_t player = start(command, ends[1]);
    int64_t first_us = wait_for_first_us(ends[0], before);
    end(player);
    printf("first_ms %.1f\n", (double)(first_us - before.us) / 1000.0);
    return 0;
}

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static int measure_whole(char **command)
{
    struct clock *clock = clock_system();
    struct mono before = clock->now_mono(clock);
    pid_t player = start(command, -1);
    int status;
    struct rusage used;
    if (wait4(player, &status, 0, &used) != player || status != 0) {
        stop_with("it did not end well");
    }
    int64_t took_us = mono_since(clock->now_mono(clock), before);
    printf("took_s %.3f\ncpu_s %.3f\npeak %.2f\n", (double)took_us / 1e6,
           seconds_of(used.ru_utime) + seconds_of(used.ru_stime), (double)used.ru_maxrss / 1024.0);
    return 0;
}

// Pictures that no cache holds, as they come from another process.
static int measure_copy(void)
{
    enum { PICTURES = 24, TURNS = 10 };
    const size_t bytes = (size_t)1920 * 1080 * 4;
    uint8_t *from = mem_zeroed(PICTURES, bytes);
    uint8_t *to = mem_zeroed(PICTURES, bytes);
    memset(from, 1, PICTURES * bytes); // touched once: pages are there
    memset(to, 2, PICTURES * bytes);
    struct clock *clock = clock_system();
    struct mono before = clock->now_mono(clock);
    for (int i = 0; i < PICTURES * TURNS; i++) {
        size_t at = (size_t)(i % PICTURES) * bytes;
        memcpy(to + at, from + at, bytes);
    }
    int64_t took_us = mono_since(clock->now_mono(clock), before);
    bool is_copied = memcmp(to, from, PICTURES * bytes) == 0;
    free(from);
    free(to);
    if (!is_copied) {
        stop_with("memory does not keep what is written");
    }
    printf("copy_ms %.3f\n", (double)took_us / 1000.0 / PICTURES / TURNS);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 4 && strcmp(argv[1], "cpu") == 0) {
        return measure_cpu(atoi(argv[2]), atoi(argv[3]), argv + 4);
    }
    if (argc > 2 && strcmp(argv[1], "start") == 0) {
        return measure_start(argv + 2);
    }
    if (argc > 2 && strcmp(argv[1], "whole") == 0) {
        return measure_whole(argv + 2);
    }
    if (argc == 2 && strcmp(argv[1], "copy") == 0) {
        return measure_copy();
    }
    fputs("bench_player cpu SECONDS SCREEN_PID COMMAND… | start COMMAND… | whole COMMAND… | copy\n",
          stderr);
    return 2;
}
