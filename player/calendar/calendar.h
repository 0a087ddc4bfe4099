// Which days are worked, which are holidays, and when the festivals are: a file, because the State
// Council moves working days (调休) and the moon moves festivals. A day that the file does not name
// is a workday from Monday to Friday. Loaded once, then never changed. Owned by the caller of
// calendar_load(). Any thread may read.
#pragma once

#include "config/troubles.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct calendar_day {
    int64_t day; // days since 1970-01-01
    bool is_workday;
    char *name; // "国庆节"; NULL
};

struct festival {
    int64_t day;
    char *name; // "重阳节"
};

struct calendar {
    char *path;
    char *source;              // who published it, for people; NULL
    struct calendar_day *days; // in order of day, each once: holidays and swapped working days
    size_t day_count;
    struct festival *festivals; // in order of day
    size_t festival_count;
    int *years; // that the file covers, ascending
    size_t year_count;
};

// NULL when a finding is an error. Owns: the caller, by calendar_free().
struct calendar *calendar_load(const char *path, struct troubles *troubles)
    __attribute__((warn_unused_result));
struct calendar *calendar_parse(const char *path, const char *bytes, size_t length,
                                struct troubles *troubles) __attribute__((warn_unused_result));
void calendar_free(struct calendar *self); // NULL is fine

// `self` may be NULL: Monday to Friday.
bool calendar_is_workday(const struct calendar *self, int64_t day);
bool calendar_is_festival(const struct calendar *self, int64_t day, const char *name);
bool calendar_knows_festival(const struct calendar *self, const char *name); // on any day
bool calendar_covers(const struct calendar *self, int year);
