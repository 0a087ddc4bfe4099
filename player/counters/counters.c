// Threads of sources, and the numbers between them and the show.
#include "counters/counters.h"

#include "base/mem.h"
#include "counters/source.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { FIRST_WAIT_MS = 500, LONGEST_WAIT_MS = 60000 };

struct counters {
    int news, stop;
    struct source *sources;
    size_t count; // of those whose thread runs
};

// --- for the sources ----------------------------------------------------------------------------

// An eventfd that is full already tells enough.
static void tell(int fd)
{
    uint64_t one = 1;
    ssize_t put = write(fd, &one, sizeof one);
    (void)put;
}

void source_add(struct source *self, int64_t number)
{
    pthread_mutex_lock(&self->lock);
    self->counted.number += number;
    pthread_mutex_unlock(&self->lock);
    tell(self->news);
}

void source_refuse(struct source *self)
{
    pthread_mutex_lock(&self->lock);
    self->counted.refused++;
    pthread_mutex_unlock(&self->lock);
    tell(self->news);
}

void source_up(struct source *self)
{
    pthread_mutex_lock(&self->lock);
    self->counted.is_up = true;
    self->counted.trouble[0] = '\0';
    pthread_mutex_unlock(&self->lock);
    tell(self->news);
}

void source_down(struct source *self, const char *trouble, ...)
{
    va_list arguments;
    va_start(arguments, trouble);
    pthread_mutex_lock(&self->lock);
    self->counted.is_up = false;
    vsnprintf(self->counted.trouble, sizeof self->counted.trouble, trouble, arguments);
    pthread_mutex_unlock(&self->lock);
    va_end(arguments);
    tell(self->news);
}

bool source_must_end(struct source *self, int wait_ms)
{
    struct pollfd stop = {.fd = self->stop, .events = POLLIN};
    return poll(&stop, 1, wait_ms) > 0;
}

void backoff_reset(struct backoff *self)
{
    self->wait_ms = 0;
}

int backoff_next_ms(struct backoff *self)
{
    int doubled = self->wait_ms == 0 ? FIRST_WAIT_MS : self->wait_ms * 2;
    self->wait_ms = doubled < LONGEST_WAIT_MS ? doubled : LONGEST_WAIT_MS;
    return self->wait_ms;
}

// --- threads ------------------------------------------------------------------------------------

static void *run(void *source)
{
    struct source *self = source;
    switch (self->wish->kind) {
    case COUNTER_MQTT:
        mqtt_run(self);
        break;
    case COUNTER_EVDEV:
        evdev_run(self);
        break;
    }
    return NULL;
}

static bool start(struct counters *self, const struct counter_wish *wish, struct error *err)
{
    struct source *source = &self->sources[self->count];
    source->wish = wish;
    source->news = self->news;
    source->stop = self->stop;
    pthread_mutex_init(&source->lock, NULL);
    snprintf(source->counted.trouble, sizeof source->counted.trouble, "was not reached yet");
    int rc = pthread_create(&source->thread, NULL, run, source);
    if (rc != 0) {
        pthread_mutex_destroy(&source->lock);
        return error_set(err, ERROR_DEVICE, "no thread for counter %s: %s", wish->name,
                         strerror(rc));
    }
    self->count++;
    return true;
}

struct counters *counters_start(const struct counter_wish *wishes, size_t count, struct error *err)
{
    struct counters *self = mem_zeroed(1, sizeof *self);
    self->sources = mem_zeroed(count, sizeof *self->sources);
    self->news = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    self->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    bool done = self->news >= 0 && self->stop >= 0;
    if (!done) {
        error_set(err, ERROR_DEVICE, "no counters: %s", strerror(errno));
    }
    mqtt_begin();
    sigset_t all; // signals are for the thread that has handlers in mind
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (size_t i = 0; done && i < count; i++) {
        done = start(self, &wishes[i], err);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!done) {
        counters_stop(self);
        return NULL;
    }
    return self;
}

void counters_stop(struct counters *self)
{
    if (self == NULL) {
        return;
    }
    if (self->stop >= 0) {
        tell(self->stop);
    }
    for (size_t i = 0; i < self->count; i++) {
        pthread_join(self->sources[i].thread, NULL);
        pthread_mutex_destroy(&self->sources[i].lock);
    }
    mqtt_end();
    if (self->news >= 0) {
        close(self->news);
    }
    if (self->stop >= 0) {
        close(self->stop);
    }
    free(self->sources);
    free(self);
}

struct counted counters_take(struct counters *self, size_t index)
{
    struct source *source = &self->sources[index];
    pthread_mutex_lock(&source->lock);
    struct counted counted = source->counted;
    source->counted.number = 0;
    source->counted.refused = 0;
    pthread_mutex_unlock(&source->lock);
    return counted;
}

int counters_news(const struct counters *self)
{
    return self->news;
}
