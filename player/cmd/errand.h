// Something small to be written to a disk that may be slow, while the picture goes on: one at a
// time, on a thread that is joined. Main thread. Owned by the caller.
#pragma once

#include "bundle/content.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

enum errand_kind {
    ERRAND_TRIAL = 1, // how the content on trial fares
    ERRAND_KNOWN,     // what time it is
    ERRAND_BACK,      // the content before it comes back
};

struct errand {
    pthread_t thread;
    bool is_running; // owned by main
    atomic_bool is_done;
    enum errand_kind kind;
    struct content *content; // borrowed; nobody else changes it meanwhile
    struct set_trial trial;
    struct wall known;
    char why[CONTENT_WHY];
    bool is_good; // it worked; valid once it has ended
    struct error err;
};

// Whether another one may be begun; ends the last one when it is over.
bool errand_is_free(struct errand *self);
// Range: is free; kind and what it needs are filled.
void errand_begin(struct errand *self);
// Waits for the last one.
void errand_join(struct errand *self);
