// One source between its thread and whoever takes what it counted. Private to this room.
#pragma once

#include "counters/counters.h"

#include <pthread.h>

struct source {
    const struct counter_wish *wish;
    pthread_t thread;
    int news; // eventfd; borrowed
    int stop; // eventfd, readable once the thread must end; borrowed
    pthread_mutex_t lock;
    struct counted counted; // guarded by `lock`
};

// The threads: each runs until source_must_end().
void mqtt_run(struct source *self);
void evdev_run(struct source *self);

// Around all of mqtt_run(): the library counts its callers, one thread at a time.
void mqtt_begin(void);
void mqtt_end(void);

void source_add(struct source *self, int64_t number);
void source_refuse(struct source *self);
void source_up(struct source *self);
// `trouble` says why, without bytes that came from outside.
void source_down(struct source *self, const char *trouble, ...)
    __attribute__((format(printf, 2, 3)));

// Waits so long, or until the thread must end, which is the answer.
bool source_must_end(struct source *self, int wait_ms);

// How long to wait before the next try, doubled each time.
struct backoff {
    int wait_ms;
};
void backoff_reset(struct backoff *self);
int backoff_next_ms(struct backoff *self);
