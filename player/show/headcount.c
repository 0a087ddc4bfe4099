// Sources, their intervals, and their events.
#include "show/headcount.h"

#include "base/json.h"
#include "base/log.h"
#include "base/mem.h"
#include "show/programme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INTERVAL_US (60 * CLOCK_SECOND_US)  // with somebody in it
#define EMPTY_US (300 * CLOCK_SECOND_US)    // with nobody
#define SILENCE_US (900 * CLOCK_SECOND_US)  // a script that says nothing for longer does not watch
#define PATIENCE_US (60 * CLOCK_SECOND_US)  // a counter that is away for longer is a fault
#define REFUSED_US (3600 * CLOCK_SECOND_US) // refused messages are told this often

enum {
    SOURCES = 16,    // few enough that their names can say nothing about who was counted
    ITEM_BYTES = 65, // an id of 64 letters
    BY_ITSELF = -1,
};

struct tally {
    char name[COUNTER_NAME_BYTES];
    bool is_touch;
    int index;          // of the counters; BY_ITSELF: a script or the screen
    struct mono since;  // when the interval began
    struct mono looked; // up to here `up_us` is counted
    struct mono heard;  // BY_ITSELF: when it last said something
    int64_t up_us;      // of the interval: the source could count
    int64_t number, refused;
    bool is_up;
    bool is_fault_told;
    struct mono down_since;
    int64_t refused_untold;
    struct mono refused_told;
    bool was_refused_told;
};

struct headcount {
    struct diary *diary;
    struct counters *counters; // NULL: none
    bool has_begun;            // the intervals have
    struct tally tallies[SOURCES];
    size_t count;
    char item[ITEM_BYTES]; // that is on; "" nothing
};

struct headcount *headcount_new(struct diary *diary, struct counters *counters,
                                const struct counter_wish *wishes, size_t count)
{
    struct headcount *self = mem_zeroed(1, sizeof *self);
    self->diary = diary;
    self->counters = counters;
    for (size_t i = 0; counters != NULL && i < count && i < SOURCES; i++) {
        struct tally *tally = &self->tallies[self->count++];
        tally->index = (int)i;
        tally->is_touch = wishes[i].is_touch;
        snprintf(tally->name, sizeof tally->name, "%s", wishes[i].name);
    }
    return self;
}

void headcount_free(struct headcount *self)
{
    free(self);
}

// --- writing ------------------------------------------------------------------------------------

// Of the interval, in which the source could count. What it told within the first second took one:
// nobody could make anything of people in no time.
static int64_t seconds_of(const struct tally *tally)
{
    int64_t seconds = (tally->up_us + CLOCK_SECOND_US / 2) / CLOCK_SECOND_US;
    return seconds < 1 && tally->number > 0 ? 1 : seconds;
}

static void write_tally(struct headcount *self, const struct moment *moment, struct tally *tally)
{
    struct str detail = {0};
    struct json json = {.out = &detail};
    json_open(&json, '{');
    json_key(&json, "source");
    json_string(&json, tally->name);
    json_key(&json, "seconds");
    json_integer(&json, seconds_of(tally));
    if (tally->refused > 0) {
        json_key(&json, "refused");
        json_integer(&json, tally->refused);
    }
    json_close(&json, '}');
    struct diary_time time = diary_time_of(moment);
    struct event event = {
        .kind = tally->is_touch ? EVENT_TOUCH : EVENT_COUNT,
        .item = tally->is_touch && self->item[0] != '\0' ? self->item : NULL,
        .value = tally->number,
        .detail = str_text(&detail),
    };
    diary_note_event(self->diary, &time, &event);
    str_fini(&detail);
}

static void begin_interval(struct tally *tally, struct mono now)
{
    tally->since = tally->looked = now;
    tally->up_us = tally->number = tally->refused = 0;
}

// Ends the interval: nobody in it is news only where people are counted and somebody could.
static void end_interval(struct headcount *self, const struct moment *moment, struct tally *tally)
{
    bool is_empty_news = !tally->is_touch && tally->up_us >= CLOCK_SECOND_US;
    if (tally->number > 0 || tally->refused > 0 || is_empty_news) {
        write_tally(self, moment, tally);
    }
    begin_interval(tally, moment->now);
}

static bool is_due(const struct tally *tally, struct mono now)
{
    int64_t long_us = mono_since(now, tally->since);
    return long_us >= EMPTY_US || (tally->number > 0 && long_us >= INTERVAL_US);
}

// --- sources that are asked ---------------------------------------------------------------------

static void tell_health(struct headcount *self, const struct moment *moment, struct tally *tally,
                        const struct counted *counted)
{
    if (counted->is_up != tally->is_up) {
        tally->down_since = moment->now;
        if (tally->is_fault_told && counted->is_up) {
            log_warn("counter %s counts again", tally->name);
            tally->is_fault_told = false;
        }
    }
    bool is_fault = !counted->is_up && !tally->is_fault_told &&
                    mono_since(moment->now, tally->down_since) >= PATIENCE_US;
    if (is_fault) {
        tally->is_fault_told = true;
        char *what = mem_format("counter %s does not count: %s", tally->name, counted->trouble);
        struct diary_time time = diary_time_of(moment);
        log_error("%s", what);
        diary_note(self->diary, &time, EVENT_FAULT, 0, what);
        free(what);
    }
    tally->refused_untold += counted->refused;
    bool may_tell =
        !tally->was_refused_told || mono_since(moment->now, tally->refused_told) >= REFUSED_US;
    if (tally->refused_untold > 0 && may_tell) {
        log_warn("counter %s: %lld messages were no whole number of people, and are not counted",
                 tally->name, (long long)tally->refused_untold);
        tally->refused_untold = 0;
        tally->was_refused_told = true;
        tally->refused_told = moment->now;
    }
}

static void ask(struct headcount *self, const struct moment *moment, struct tally *tally)
{
    struct counted counted = counters_take(self->counters, (size_t)tally->index);
    tally->number += counted.number;
    tally->refused += counted.refused;
    tell_health(self, moment, tally, &counted);
    tally->is_up = counted.is_up;
}

void headcount_look(struct headcount *self, const struct moment *moment, const char *item)
{
    item = item == NULL ? "" : item;
    bool is_other_item = strncmp(self->item, item, sizeof self->item - 1) != 0;
    for (size_t i = 0; i < self->count; i++) {
        struct tally *tally = &self->tallies[i];
        if (!self->has_begun) {
            tally->down_since = moment->now;
            begin_interval(tally, moment->now);
        }
        bool was_up = tally->is_up;
        if (tally->index != BY_ITSELF) {
            ask(self, moment, tally);
        } else {
            tally->is_up = mono_since(moment->now, tally->heard) < SILENCE_US;
        }
        tally->up_us += was_up ? mono_since(moment->now, tally->looked) : 0;
        tally->looked = moment->now;
        if (is_due(tally, moment->now) || (tally->is_touch && is_other_item)) {
            end_interval(self, moment, tally);
        }
    }
    self->has_begun = true;
    if (is_other_item) {
        snprintf(self->item, sizeof self->item, "%s", item);
    }
}

void headcount_close(struct headcount *self, const struct moment *moment)
{
    headcount_look(self, moment, self->item);
    for (size_t i = 0; i < self->count; i++) {
        end_interval(self, moment, &self->tallies[i]);
    }
}

// --- sources that speak by themselves -----------------------------------------------------------

static bool add(struct headcount *self, const struct moment *moment, const struct tally *wanted,
                struct error *err)
{
    struct tally *tally = NULL;
    for (size_t i = 0; i < self->count && tally == NULL; i++) {
        struct tally *other = &self->tallies[i]; // people and touches are told apart
        bool is_alike = other->index != BY_ITSELF || other->is_touch == wanted->is_touch;
        tally = is_alike && strcmp(other->name, wanted->name) == 0 ? other : NULL;
    }
    if (tally != NULL && tally->index != BY_ITSELF) {
        return error_set(err, ERROR_CONFIG, "\"%s\" is the name of another counter", wanted->name);
    }
    if (tally == NULL && self->count == SOURCES) {
        return error_set(err, ERROR_CONFIG, "there are %d counters already", (int)SOURCES);
    }
    if (tally == NULL) {
        tally = &self->tallies[self->count++];
        *tally = (struct tally){.index = BY_ITSELF, .is_touch = wanted->is_touch};
        memcpy(tally->name, wanted->name, sizeof tally->name);
    }
    if (!tally->is_up) {
        begin_interval(tally, moment->now);
    }
    tally->is_up = true;
    tally->heard = moment->now;
    tally->number += wanted->number;
    return true;
}

static bool add_named(struct headcount *self, const struct moment *moment, struct tally *wanted,
                      const char *source, struct error *err)
{
    if (!counter_name_is_good(source)) {
        return error_set(err, ERROR_CONFIG,
                         "a counter's name is a letter, then letters, digits, _ . or -, 16 in all");
    }
    snprintf(wanted->name, sizeof wanted->name, "%s", source);
    return add(self, moment, wanted, err);
}

bool headcount_people(struct headcount *self, const struct moment *moment, const char *source,
                      int64_t people, struct error *err)
{
    return add_named(self, moment, &(struct tally){.number = people}, source, err);
}

bool headcount_touches(struct headcount *self, const struct moment *moment, const char *source,
                       int64_t touches, struct error *err)
{
    return add_named(self, moment, &(struct tally){.number = touches, .is_touch = true}, source,
                     err);
}
