// Sums of the plays of a day, kept beside them so that a report over years need not read every
// play. What they hold is the maker's business (report/daily.h); here they are text. They are no
// evidence and not sealed: anybody can make them again from the plays, and an audit does.
#pragma once

#include "ledger/ledger.h"

struct day_sums {
    int64_t day;        // civil day, counted from 1970-01-01
    const char *maker;  // who made them from what: sums of another maker are made anew
    int64_t upto_seq;   // the day's plays up to this number are in
    int64_t resume_seq; // every play before this number is in some day's sums
    const char *sums;
};

typedef void day_visitor(void *self, const struct day_sums *day);

// Visits the days in order; strings are borrowed during the visit. Fails: the file cannot be read.
bool ledger_each_day(struct ledger *self, day_visitor *visitor, void *visitor_self,
                     struct error *err) __attribute__((warn_unused_result));

// Takes the sums of a day. False: there is something more urgent; go on the next time.
typedef bool day_keeper(void *keeper, const struct day_sums *day);

// Makes the sums of the days that are over and have none, and hands them to `keep` in order.
typedef void day_maker(void *self, struct ledger *ledger, day_keeper *keep, void *keeper);
