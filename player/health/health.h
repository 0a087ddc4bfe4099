// What a running player wants to know of its machine, from time to time: whether it is slowed down,
// whether its supply gives too little, whether its disk still takes what is stored. A thread of its
// own looks every half minute, because a sensor or a dying disk may keep whoever asks it waiting.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

// Source: heat moves within minutes, and a look costs about 1 ms.
enum { HEALTH_EVERY_S = 30 };

struct health {
    int64_t looks;           // so far; 0: nothing is known yet
    bool is_throttled;       // it is slower than it could be, for heat or want of power
    bool is_under_voltage;   // the supply gives too little
    int hottest_mc;          // m°C; INT_MIN: nothing measures it
    bool is_storage_locked;  // read-only
    bool is_storage_failing; // errors were found, or its life is over
    char storage[96];        // what is wrong with it, for people; ""
};

struct health_watch;

// Looks at once, in its thread, and then every HEALTH_EVERY_S. `root` as in health/files.h ("" on a
// real machine); `folder` is the one that must keep what is stored. Fails: ERROR_DEVICE, no thread
// can be had; the player goes on without. Owns: the caller, by health_watch_stop().
struct health_watch *health_watch_start(const char *root, const char *folder, struct error *err)
    __attribute__((warn_unused_result));

// What the last look found. Never waits. Thread: any. Shaped for show_parts: `self` is the watch.
void health_watch_ask(void *self, struct health *out);

// NULL is fine. A thread that hangs in a sensor is left behind after a second.
void health_watch_stop(struct health_watch *self);

// One look, made from what was read. `before` NULL: the first. Pure.
struct heat;
struct storage;
void health_judge(struct health *out, const struct heat *before, const struct heat *now,
                  const struct storage *storage);
