// One look, and the thread that takes it again and again.
#include "health/health.h"

#include "base/mem.h"
#include "health/heat.h"
#include "health/storage.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { STOP_S = 1 };

struct health_watch {
    char *root, *folder; // fixed
    pthread_t thread;
    pthread_mutex_t lock; // guards what follows
    pthread_cond_t wakes;
    bool must_end;
    struct health last;
};

static void say_storage(struct health *out, const struct storage *storage)
{
    const char *where = storage->device[0] != '\0' ? storage->device : storage->kind;
    if (out->is_storage_locked) {
        snprintf(out->storage, sizeof out->storage, "the disk %s is read-only", where);
    } else if (storage->errors > 0) {
        snprintf(out->storage, sizeof out->storage, "the file system on %s has had %lld errors",
                 where, (long long)storage->errors);
    } else if (out->is_storage_failing) {
        snprintf(out->storage, sizeof out->storage, "the life of the disk %s is used up", where);
    }
}

void health_judge(struct health *out, const struct heat *before, const struct heat *now,
                  const struct storage *storage)
{
    struct heat_verdict heat = heat_judge(before, now);
    enum storage_state state = storage_judge(storage);
    *out = (struct health){
        .looks = out->looks + 1,
        .is_throttled = heat.is_throttled,
        .is_under_voltage = heat.is_under_voltage,
        .hottest_mc = now->hottest_mc,
        .is_storage_locked = state == STORAGE_LOCKED,
        .is_storage_failing = state == STORAGE_FAILING,
    };
    say_storage(out, storage);
}

static void wait_for_next(struct health_watch *self)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += HEALTH_EVERY_S;
    int result = 0;
    while (!self->must_end && result == 0) {
        result = pthread_cond_timedwait(&self->wakes, &self->lock, &until);
    }
}

static void *watch(void *watch_self)
{
    struct health_watch *self = watch_self;
    struct heat looks[2];
    struct health found = {0};
    pthread_mutex_lock(&self->lock);
    for (size_t turn = 0; !self->must_end; turn++) {
        pthread_mutex_unlock(&self->lock);
        struct storage storage;
        struct heat *now = &looks[turn % 2];
        heat_read(now, self->root);
        storage_read(&storage, self->root, self->folder);
        health_judge(&found, turn > 0 ? &looks[(turn + 1) % 2] : NULL, now, &storage);
        pthread_mutex_lock(&self->lock);
        self->last = found;
        wait_for_next(self);
    }
    pthread_mutex_unlock(&self->lock);
    return NULL;
}

struct health_watch *health_watch_start(const char *root, const char *folder, struct error *err)
{
    struct health_watch *self = mem_zeroed(1, sizeof *self);
    self->root = mem_copy(root);
    // Mounts are told by names that go through no link.
    char *real = realpath(folder, NULL);
    self->folder = real != NULL ? real : mem_copy(folder);
    pthread_condattr_t about;
    pthread_condattr_init(&about);
    pthread_condattr_setclock(&about, CLOCK_MONOTONIC);
    pthread_mutex_init(&self->lock, NULL);
    pthread_cond_init(&self->wakes, &about);
    pthread_condattr_destroy(&about);
    sigset_t all; // signals are for the loop
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int result = pthread_create(&self->thread, NULL, watch, self);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (result != 0) {
        error_set(err, ERROR_DEVICE, "nobody watches the machine's heat: %s", strerror(result));
        pthread_cond_destroy(&self->wakes);
        pthread_mutex_destroy(&self->lock);
        free(self->folder);
        free(self->root);
        free(self);
        return NULL;
    }
    return self;
}

void health_watch_ask(void *self, struct health *out)
{
    struct health_watch *watch_self = self;
    pthread_mutex_lock(&watch_self->lock);
    *out = watch_self->last;
    pthread_mutex_unlock(&watch_self->lock);
}

void health_watch_stop(struct health_watch *self)
{
    if (self == NULL) {
        return;
    }
    pthread_mutex_lock(&self->lock);
    self->must_end = true;
    pthread_cond_signal(&self->wakes);
    pthread_mutex_unlock(&self->lock);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += STOP_S;
    if (pthread_timedjoin_np(self->thread, NULL, &until) != 0) {
        return; // it hangs in a sensor or a disk, and still looks at what is here
    }
    pthread_cond_destroy(&self->wakes);
    pthread_mutex_destroy(&self->lock);
    free(self->folder);
    free(self->root);
    free(self);
}
