// Ledgers made by hand for the tests of reports, and reports on them.
#pragma once

#include "ledger/collect.h"
#include "ledger/store.h"
#include "report/report.h"
#include "support/test.h"

struct fixture {
    char *folder;
    char *path;
    char *second;
};

int set_up(void **state);
int tear_down(void **state);

// One play, as the tables below write it.
struct row {
    const char *item;
    const char *start; // China's time
    int64_t planned_ms, span_ms, visible_ms, frames;
    enum play_end end;
    enum clock_trust trust;
    enum display_power display;
    int64_t mono_s;
    const char *topic;
};

struct wall at(const char *text); // China's time
void add_rows(const char *path, const char *run_id, const char *boot_id, int64_t ticket,
              const struct row *rows, size_t count);
void make(const char *path, const struct row *rows, size_t count);

#define MAKE(path, ...)                                                                            \
    do {                                                                                           \
        const struct row made[] = {__VA_ARGS__};                                                   \
        make((path), made, sizeof made / sizeof made[0]);                                          \
    } while (0)

// Owns: the caller, by free().
char *report(const struct report_wish *wish, const char *first, const char *second);
// The report as CSV without its heading, and the carriage returns taken out. The same.
char *lines(struct report_wish wish, const char *first, const char *second);
// The lines are those wanted.
void check(struct report_wish wish, const struct fixture *self, const char *want);

#define GOOD PLAY_COMPLETE, CLOCK_TRUSTED, DISPLAY_ON
