// The walk along the plays that makes days of them, for the report (days.c) and for the writer
// (days_make.c). Inside this room. Thread: the ledger's. Owned by whoever declared it, by
// walk_fini().
#pragma once

#include "report/days.h"
#include "report/days_kept.h"

// A day that is being added up.
struct growing {
    struct daily sums;
    int64_t first_seq, last_seq;
    bool is_on; // a play of it is
};

struct walk {
    struct ledger *ledger;
    struct station *station;
    const struct days_wish *wish;
    const char *newest_boot; // plays of it may still be resolved
    struct kept_days kept;
    struct growing *growing; // in order of day
    size_t count, capacity;
    int64_t *finished, *stale; // days
    struct daily *ready;       // finished by the first walk, for the visitor
    size_t ready_count, ready_capacity;
    size_t finished_count, finished_capacity, stale_count, stale_capacity;
    bool is_second; // walking along the plays of stale days only
    int64_t newest_day, last_day;
    struct wall newest;  // a play began then
    int64_t seq;         // of the play that is being looked at
    int64_t late_seq;    // of the first that made a day stale
    int64_t unknown_seq; // of the first whose time may still become known
    void (*finish)(struct walk *self, struct growing *day);
    days_visitor *visitor;
    void *visitor_self;
    day_keeper *keep;
    void *keeper;
    bool is_stopped;
};

bool walk_holds(const int64_t *days, size_t count, int64_t day);
void walk_add_stale(struct walk *self, int64_t day);

// Where the walk begins, by what is kept, and which days have to be walked along anew.
bool walk_begin(struct walk *self, int64_t *first, struct error *err)
    __attribute__((warn_unused_result));
// Adds the plays from number `first` on up, and finishes the days that are over.
bool walk_along(struct walk *self, int64_t first, struct error *err)
    __attribute__((warn_unused_result));
// Finishes the days before `before`, and forgets them.
void walk_finish_old(struct walk *self, int64_t before);
// Makes the stale days again.
bool walk_stale(struct walk *self, struct error *err);
void walk_fini(struct walk *self);
