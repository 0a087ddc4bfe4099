// A ring of paintings between two threads. The lock is held for a few instructions, never while
// something is painted.
#include "stage/painter.h"

#include "base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct painter {
    pthread_t thread;
    struct fonts *fonts; // the thread's own
    pthread_mutex_t lock;
    pthread_cond_t is_wanted; // something waits, or the end has come
    pthread_cond_t is_done;   // a painting was finished
    // Guarded by `lock`, as is every painting's state from painter_give() on.
    struct painting *queue[PAINTER_QUEUE]; // those that wait, in order
    int count;
    struct painting *begun; // NULL: the thread rests
    bool must_end;
};

static struct painting *take_first(struct painter *self)
{
    struct painting *first = self->queue[0];
    self->count--;
    memmove(self->queue, self->queue + 1, (size_t)self->count * sizeof self->queue[0]);
    return first;
}

static void *run(void *painter)
{
    struct painter *self = painter;
    pthread_mutex_lock(&self->lock);
    while (true) {
        while (self->count == 0 && !self->must_end) {
            pthread_cond_wait(&self->is_wanted, &self->lock);
        }
        if (self->must_end) {
            break;
        }
        self->begun = take_first(self);
        self->begun->state = PAINTING_BEGUN;
        pthread_mutex_unlock(&self->lock);
        painting_do(self->begun, self->fonts); // `begun` is only changed by this thread
        pthread_mutex_lock(&self->lock);
        self->begun->state = PAINTING_DONE;
        self->begun = NULL;
        pthread_cond_broadcast(&self->is_done);
    }
    pthread_mutex_unlock(&self->lock);
    return NULL;
}

static void let_go(struct painter *self)
{
    pthread_cond_destroy(&self->is_done);
    pthread_cond_destroy(&self->is_wanted);
    pthread_mutex_destroy(&self->lock);
    fonts_close(self->fonts);
    free(self);
}

struct painter *painter_start(const struct fonts *fonts, struct error *err)
{
    struct painter *self = mem_zeroed(1, sizeof *self);
    self->fonts = fonts_twin(fonts);
    pthread_mutex_init(&self->lock, NULL);
    pthread_cond_init(&self->is_wanted, NULL);
    pthread_cond_init(&self->is_done, NULL);
    int rc = pthread_create(&self->thread, NULL, run, self);
    if (rc != 0) {
        error_set(err, ERROR_DEVICE, "no thread to paint text ahead: %s", strerror(rc));
        let_go(self);
        return NULL;
    }
    return self;
}

void painter_stop(struct painter *self)
{
    if (self == NULL) {
        return;
    }
    pthread_mutex_lock(&self->lock);
    assert(self->count == 0 && self->begun == NULL);
    self->must_end = true;
    pthread_cond_signal(&self->is_wanted);
    pthread_mutex_unlock(&self->lock);
    pthread_join(self->thread, NULL);
    let_go(self);
}

bool painter_give(struct painter *self, struct painting *painting)
{
    pthread_mutex_lock(&self->lock);
    bool has_room = self->count < PAINTER_QUEUE;
    if (has_room) {
        painting->state = PAINTING_WAITS;
        self->queue[self->count++] = painting;
        pthread_cond_signal(&self->is_wanted);
    }
    pthread_mutex_unlock(&self->lock);
    return has_room;
}

bool painter_take_done(struct painter *self, struct painting *painting)
{
    pthread_mutex_lock(&self->lock);
    bool is_done = painting->state == PAINTING_DONE;
    if (is_done) {
        painting->state = PAINTING_OWN;
    }
    pthread_mutex_unlock(&self->lock);
    return is_done;
}

static void drop(struct painter *self, const struct painting *painting)
{
    int kept = 0;
    for (int i = 0; i < self->count; i++) {
        if (self->queue[i] != painting) {
            self->queue[kept++] = self->queue[i];
        }
    }
    self->count = kept;
}

bool painter_take_back(struct painter *self, struct painting *painting)
{
    pthread_mutex_lock(&self->lock);
    while (painting->state == PAINTING_BEGUN) {
        pthread_cond_wait(&self->is_done, &self->lock);
    }
    bool is_painted = painting->state == PAINTING_DONE;
    if (painting->state == PAINTING_WAITS) {
        drop(self, painting);
    }
    painting->state = PAINTING_OWN;
    pthread_mutex_unlock(&self->lock);
    return is_painted;
}

void painter_settle(struct painter *self)
{
    pthread_mutex_lock(&self->lock);
    while (self->count > 0 || self->begun != NULL) {
        pthread_cond_wait(&self->is_done, &self->lock);
    }
    pthread_mutex_unlock(&self->lock);
}
