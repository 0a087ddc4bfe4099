// Every reader of an outside format of our own gets changed inputs, millions of them, in programs
// that find every memory error and undefined behaviour, and check what the reader promises
// (tests/fuzz). Each is told by its number and can be run alone. `./dev fuzz` does the same with a
// fuzzer that learns from what the code does.
#include "row.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUND = 2000000, JOBS = 2, SHARES = 1000 };

// How much of the work each gets: what is read from strangers most, what is slow little.
static struct parser {
    const char *name;
    int share;
    int64_t done;
    pid_t child; // 0: none
    int64_t count;
} parsers[] = {
    {"playlist", 10, 0, 0, 0}, // the slowest first: the others go on beside it
    {"audience", 25, 0, 0, 0}, {"manifest", 315, 0, 0, 0}, {"keys", 250, 0, 0, 0},
    {"minisig", 150, 0, 0, 0}, {"zone", 110, 0, 0, 0},     {"cases", 75, 0, 0, 0},
    {"survey", 65, 0, 0, 0},
};
enum { PARSERS = sizeof parsers / sizeof parsers[0] };

static void begin(struct parser *self, int64_t count, uint64_t seed)
{
    char *program = mem_format("%s/mutate_%s", TEST_FUZZ_PROGRAMS, self->name);
    char *corpus = mem_format("%s/%s", TEST_FUZZ_CORPUS, self->name);
    char *times = mem_format("%lld", (long long)count);
    char *start = mem_format("%llu", (unsigned long long)seed);
    self->count = count;
    self->child = fork();
    if (self->child == 0) {
        (void)!freopen("/dev/null", "w", stdout);
        execl(program, program, "--count", times, "--seed", start, corpus, (char *)NULL);
        _exit(127);
    }
    free(start);
    free(times);
    free(corpus);
    free(program);
}

// Waits for the next to end.
static void await_one(struct row *row)
{
    int status = 0;
    pid_t child = wait(&status);
    for (size_t i = 0; i < PARSERS; i++) {
        if (child <= 0 || parsers[i].child != child) {
            continue;
        }
        parsers[i].child = 0;
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
            parsers[i].done += parsers[i].count;
            row->done += parsers[i].count;
        } else {
            row_fail(row, "%s: see above", parsers[i].name);
        }
    }
}

static void run_round(struct row *row, int64_t count, uint64_t seed)
{
    int64_t left = count;
    int running = 0;
    for (size_t i = 0; i < PARSERS; i++) {
        int64_t share = i + 1 < PARSERS ? count * parsers[i].share / SHARES : left;
        left -= share;
        if (running == JOBS) {
            await_one(row);
            running--;
        }
        begin(&parsers[i], share, seed);
        running++;
    }
    for (; running > 0; running--) {
        await_one(row);
    }
}

int main(int argc, char **argv)
{
    struct row row = {.name = "fuzz",
                      .tries = "executions",
                      .ci = 2000000,
                      .nightly = 100000000,
                      .release = 1000000000};
    row_begin(&row, argc, argv);
    setenv("LSAN_OPTIONS", "suppressions=" TEST_LSAN ":print_suppressions=0", 1);
    for (uint64_t round = 0; row.done < row.wanted && row.failures == 0; round++) {
        int64_t left = row.wanted - row.done;
        run_round(&row, left < ROUND ? left : ROUND, row.seed + round);
    }
    for (size_t i = 0; i < PARSERS; i++) {
        row_figure(&row, parsers[i].name, parsers[i].done);
    }
    return row_end(&row);
}
