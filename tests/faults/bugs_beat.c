// One more mistake, for the whole program (XIAOLABA_SEEDED_BUG=beats-from-thread): the supervisor
// hears a thread of its own, which goes on when the loop that shows the frames hangs.
#include "cmd/notify.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void *beat_for_ever(void *notify)
{
    const struct timespec span = {.tv_nsec = 50000000};
    for (struct clock *clock = clock_system();;) {
        const struct show_beat beat = {.now = clock->now_mono(clock)};
        notify_beat(notify, &beat);
        nanosleep(&span, NULL);
    }
    return NULL;
}

void __real_notify_ready(struct notify *self);
void __wrap_notify_ready(struct notify *self);
void __wrap_notify_ready(struct notify *self)
{
    const char *bug = getenv("XIAOLABA_SEEDED_BUG");
    pthread_t thread;
    if (bug != NULL && strcmp(bug, "beats-from-thread") == 0 &&
        pthread_create(&thread, NULL, beat_for_ever, self) == 0) {
        pthread_detach(thread);
    }
    __real_notify_ready(self);
}
