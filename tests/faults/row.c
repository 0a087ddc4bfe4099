// Counting tries.
#include "row.h"

#include "base/mem.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FAILURES_MOST = 10, HANG_S = 60 };
#define SEED_USUAL UINT64_C(96110)

static _Noreturn void refuse(const struct row *self, const char *what)
{
    fprintf(stderr, "%s: %s? Known: --tier ci|nightly|release, --count N, --seed N\n", self->name,
            what);
    exit(2);
}

static int64_t tier_count(const struct row *self, const char *tier)
{
    if (strcmp(tier, "ci") == 0) {
        return self->ci;
    }
    if (strcmp(tier, "nightly") == 0) {
        return self->nightly;
    }
    if (strcmp(tier, "release") == 0) {
        return self->release;
    }
    refuse(self, tier);
}

static int64_t number_in(const struct row *self, const char *text)
{
    char *end = NULL;
    int64_t number = strtoll(text, &end, 10);
    if (*text == '\0' || *end != '\0' || number < 0) {
        refuse(self, text);
    }
    return number;
}

void row_begin(struct row *self, int argc, char **argv)
{
    static const struct option options[] = {
        {"tier", required_argument, NULL, 't'},
        {"count", required_argument, NULL, 'c'},
        {"seed", required_argument, NULL, 's'},
        {0},
    };
    self->wanted = self->ci;
    self->seed = SEED_USUAL;
    for (int option = 0; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (option) {
        case 't':
            self->wanted = tier_count(self, optarg);
            break;
        case 'c':
            self->wanted = number_in(self, optarg);
            break;
        case 's':
            self->seed = (uint64_t)number_in(self, optarg);
            break;
        default:
            refuse(self, "that");
        }
    }
    if (optind < argc) {
        refuse(self, argv[optind]);
    }
    self->start = clock_system()->now_mono(clock_system());
}

bool row_goes_on(struct row *self)
{
    if (self->failures > FAILURES_MOST || self->done >= self->wanted) {
        alarm(0);
        return false;
    }
    alarm(self->hang_s > 0 ? self->hang_s : HANG_S);
    self->done++;
    return true;
}

void row_fail(struct row *self, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "%s: try %" PRId64 " of seed %" PRIu64 ": %s\n", self->name, self->done,
            self->seed, text);
    self->failures++;
}

void row_figure(const struct row *self, const char *figure, int64_t value)
{
    printf("%s.%s %" PRId64 "\n", self->name, figure, value);
}

int row_end(struct row *self)
{
    int64_t took_us = mono_since(clock_system()->now_mono(clock_system()), self->start);
    alarm(0);
    row_figure(self, self->tries, self->done);
    row_figure(self, "failures", self->failures);
    if (self->failures == 0 && self->done > 0) { // zero in N: with 95 %, fewer than 3/N
        printf("%s.p_below %.2g\n", self->name, 3.0 / (double)self->done);
    }
    printf("%s.seed %" PRIu64 "\n%s.seconds %.1f\n", self->name, self->seed, self->name,
           (double)took_us / CLOCK_SECOND_US);
    return self->failures > 0 || self->done < self->wanted;
}

int row_skip(const struct row *self, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    printf("%s.skipped %s\n", self->name, text);
    return ROW_SKIPPED;
}
