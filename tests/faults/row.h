// A row of the scoreboard: a program that tries something so many times, each try with numbers of
// its own, and says how often it went wrong. Every row understands
//
//     --tier ci|nightly|release   how many tries (ci)
//     --count N                   so many instead
//     --seed N                    another course of events; the same seed, the same course
//
// and prints its figures as lines "name.figure value". Exit: 0 nothing failed; 1 something did;
// 2 usage; 77 it cannot be tried here, which is no pass.
#pragma once

#include "base/clock.h"
#include "support/random.h"

#include <stdbool.h>
#include <stdint.h>

enum { ROW_SKIPPED = 77 };

struct row {
    // Set by the row.
    const char *name;  // "kill"
    const char *tries; // what is counted: "cycles"
    int64_t ci, nightly, release;
    unsigned hang_s; // 0: a minute
    // Set by row_begin().
    int64_t wanted;
    uint64_t seed;
    struct mono start;
    // As it goes.
    int64_t done, failures;
};

// Reads the command line; ends the program on bad usage.
void row_begin(struct row *self, int argc, char **argv);

// Whether another try is due. A try that takes longer than `hang_s` ends the program, as a
// failure: everything here is over in milliseconds, so it hangs.
bool row_goes_on(struct row *self);

// The try that runs has failed; said with its number. More than ten failures end the row.
void row_fail(struct row *self, const char *format, ...) __attribute__((format(printf, 2, 3)));

// One more figure of this row.
void row_figure(const struct row *self, const char *figure, int64_t value);

// Prints what came of it and returns the exit code.
int row_end(struct row *self);

// Says why it cannot be tried here and returns the exit code.
int row_skip(const struct row *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
