// The thread that stores plays and events.
//
// What moves it, in this order of urgency: entries that are ready, a digest to compute, the end,
// sums of a day that is over.
// Entries are taken in whole groups, stored in one transaction, and leave the queue only when the
// disk has them. A failure closes the store; the next try opens it again. Tries follow each other
// after 0.1 s, 0.2 s … 30 s; a full disk gives up its ballast first and is tried again at once.
#include "ledger/writer.h"

#include "base/mem.h"
#include "ledger/ballast.h"
#include "ledger/digests.h"
#include "ledger/names.h"
#include "ledger/queue.h"
#include "ledger/store.h"
#include "ledger/summer.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BATCH = 64,                // entries in one transaction, when that many wait
    BALLAST_BATCHES = 256,     // the ballast is looked after once in so many transactions
    DIGEST_PIECE = 512 * 1024, // read between two looks at the queue: about 2 ms
};
#define BACK_OFF_FIRST_US (CLOCK_SECOND_US / 10)
#define BACK_OFF_LAST_US (30 * CLOCK_SECOND_US)
#define BACK_OFF_SLICE_US (CLOCK_SECOND_US / 5) // an end does not wait longer than this

struct writer {
    // Fixed before the thread starts.
    char *path;
    char *point;
    char *program_version;
    bool is_throwaway;
    char run_id[NAME_SIZE];
    char boot_id[NAME_SIZE];
    struct clock *clock;
    pthread_t thread;

    // The caller's thread only.
    bool is_grouping;
    int64_t last_ticket, last_event;
    int64_t *open; // tickets that were let in and are not closed
    size_t open_count, open_capacity;

    // Under `lock`.
    pthread_mutex_t lock;
    pthread_cond_t changed; // something to do, or something was done
    struct queue *queue;
    bool is_ending;
    bool is_idle;  // nothing waits and no digest is due
    int64_t tries; // that failed
    struct writer_status status;
    struct past *past;

    // The writer's thread only.
    struct store *store;
    struct digests *digests;
    struct entry *batch[WRITER_QUEUE];
    bool has_read_past;
    int64_t back_off_us;
    int64_t batches;
    struct summer summer;
};

// --- the caller's side ---

// False: there was no place. Progress is no loss then: what comes after it says it again.
static bool hand_in(struct writer *self, struct entry *entry)
{
    bool is_fact = entry->kind != ENTRY_PROGRESS;
    pthread_mutex_lock(&self->lock);
    bool is_in = queue_put(self->queue, entry, self->is_grouping);
    self->status.dropped += is_fact && !is_in;
    self->is_idle = false;
    pthread_cond_broadcast(&self->changed);
    pthread_mutex_unlock(&self->lock);
    return is_in;
}

int64_t writer_open_play(struct writer *self, const struct play_start *start)
{
    int64_t ticket = ++self->last_ticket;
    if (hand_in(self, entry_new_open(ticket, start))) {
        self->open = MEM_GROW(self->open, self->open_count, self->open_capacity);
        self->open[self->open_count++] = ticket;
    }
    return ticket;
}

static int64_t *find_open(struct writer *self, int64_t ticket)
{
    for (size_t i = 0; i < self->open_count; i++) {
        if (self->open[i] == ticket) {
            return &self->open[i];
        }
    }
    return NULL;
}

void writer_progress(struct writer *self, int64_t ticket, const struct play_progress *progress)
{
    if (find_open(self, ticket) != NULL) {
        (void)hand_in(self, entry_new_progress(ticket, progress));
    }
}

void writer_close_play(struct writer *self, int64_t ticket, enum play_end end,
                       const struct play_progress *progress)
{
    assert(end != PLAY_OPEN);
    int64_t *open = find_open(self, ticket);
    if (open != NULL) {
        *open = self->open[--self->open_count];
        (void)hand_in(self, entry_new_close(ticket, end, progress)); // has its place
    }
}

void writer_begin(struct writer *self)
{
    self->is_grouping = true;
}

void writer_commit(struct writer *self)
{
    self->is_grouping = false;
    pthread_mutex_lock(&self->lock);
    queue_end_group(self->queue);
    pthread_cond_broadcast(&self->changed);
    pthread_mutex_unlock(&self->lock);
}

void writer_event(struct writer *self, const struct event *event)
{
    (void)hand_in(self, entry_new_event(++self->last_event, event)); // or counts it
}

struct past *writer_take_past(struct writer *self)
{
    pthread_mutex_lock(&self->lock);
    struct past *past = self->past;
    self->past = NULL;
    pthread_mutex_unlock(&self->lock);
    return past;
}

struct writer_status writer_status(struct writer *self)
{
    pthread_mutex_lock(&self->lock);
    struct writer_status status = self->status;
    status.waiting = (int64_t)queue_count(self->queue);
    pthread_mutex_unlock(&self->lock);
    return status;
}

bool writer_settle(struct writer *self)
{
    pthread_mutex_lock(&self->lock);
    int64_t tries = self->tries;
    while (!self->is_idle && self->tries == tries) {
        pthread_cond_wait(&self->changed, &self->lock);
    }
    bool is_stored = self->is_idle;
    pthread_mutex_unlock(&self->lock);
    return is_stored;
}

// --- the thread's side ---

static bool is_ending(struct writer *self)
{
    pthread_mutex_lock(&self->lock);
    bool ending = self->is_ending;
    pthread_mutex_unlock(&self->lock);
    return ending;
}

// Waits before the next try, but not beyond the end.
static void back_off(struct writer *self)
{
    struct mono now = self->clock->now_mono(self->clock);
    struct mono until = mono_after(now, self->back_off_us);
    while (now.us < until.us && !is_ending(self)) {
        struct mono slice = mono_after(now, BACK_OFF_SLICE_US);
        self->clock->sleep_until(self->clock, slice.us < until.us ? slice : until);
        now = self->clock->now_mono(self->clock);
    }
    self->back_off_us *= 2;
    if (self->back_off_us > BACK_OFF_LAST_US) {
        self->back_off_us = BACK_OFF_LAST_US;
    }
}

// Gives up the connection and says why. True: the ballast made room, worth a try at once.
static bool be_in_trouble(struct writer *self, struct error *err)
{
    error_prefix(err, "%s", self->path);
    store_close(self->store, false);
    self->store = NULL;
    bool has_room_now = err->code == ERROR_FULL && ballast_release(self->path);
    pthread_mutex_lock(&self->lock);
    self->status.is_open = false;
    snprintf(self->status.trouble, sizeof self->status.trouble, "%s", err->text);
    if (!has_room_now) {
        self->tries++;
    }
    pthread_cond_broadcast(&self->changed);
    pthread_mutex_unlock(&self->lock);
    if (!has_room_now) {
        back_off(self);
    }
    return has_room_now;
}

static void be_well(struct writer *self)
{
    self->back_off_us = BACK_OFF_FIRST_US;
    pthread_mutex_lock(&self->lock);
    self->status.is_open = true;
    self->status.trouble[0] = '\0';
    self->status.plays_today = store_plays_today(self->store);
    pthread_mutex_unlock(&self->lock);
    if (!self->is_throwaway && self->batches++ % BALLAST_BATCHES == 0) {
        (void)ballast_keep(self->path); // without it the disk is as full as it is
    }
}

// Once, before anything of this run is stored.
static void read_past(struct writer *self)
{
    if (!self->has_read_past) {
        self->has_read_past = true;
        struct past *past = store_past(self->store);
        pthread_mutex_lock(&self->lock);
        self->past = past;
        pthread_mutex_unlock(&self->lock);
    }
}

static bool open_store(struct writer *self, struct error *err)
{
    if (self->store == NULL) {
        struct store_run run = {self->run_id, self->boot_id, self->point, self->program_version,
                                self->is_throwaway};
        self->store = store_open(self->path, &run, err);
        if (self->store == NULL) {
            return false;
        }
        read_past(self);
        be_well(self);
    }
    return true;
}

static bool is_urgent(void *context)
{
    struct writer *self = context;
    pthread_mutex_lock(&self->lock);
    bool urgent = queue_ready(self->queue) > 0 || self->is_ending;
    pthread_mutex_unlock(&self->lock);
    return urgent;
}

static bool store_batch(struct writer *self, size_t count, struct error *err)
{
    if (!open_store(self, err)) {
        return false;
    }
    if (!digests_prepare(self->digests, self->store, self->batch, count, err) ||
        !store_apply(self->store, self->batch, count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        digests_note(self->digests, self->batch[i]);
    }
    be_well(self);
    return true;
}

// Stores what is ready. False: it could not be, and the next try had to wait. Called with the lock
// held, and returns with it.
static bool work_on_queue(struct writer *self)
{
    size_t count = queue_take(self->queue, BATCH, self->batch, WRITER_QUEUE);
    pthread_mutex_unlock(&self->lock);
    struct error err = {0};
    bool is_stored = store_batch(self, count, &err);
    pthread_mutex_lock(&self->lock);
    if (is_stored) {
        queue_drop(self->queue);
        self->status.stored += (int64_t)count;
        return true;
    }
    queue_give_back(self->queue);
    pthread_mutex_unlock(&self->lock);
    bool may_go_on = be_in_trouble(self, &err);
    pthread_mutex_lock(&self->lock);
    return may_go_on;
}

// Opens the file before there is anything to store, or reads on in a file to digest. Called with
// the lock held, and returns with it.
static bool work_between(struct writer *self)
{
    pthread_mutex_unlock(&self->lock);
    struct error err = {0};
    bool is_good = open_store(self, &err);
    if (is_good && digests_due(self->digests)) {
        is_good = digests_work(self->digests, self->store, DIGEST_PIECE, &err);
    } else if (is_good && summer_is_due(&self->summer, self->store, self->batches)) {
        is_good = summer_work(&self->summer, self->store, self->batches,
                              &(struct urgency){is_urgent, self}, &err);
    }
    bool may_go_on = is_good || be_in_trouble(self, &err);
    pthread_mutex_lock(&self->lock);
    return may_go_on;
}

static void *run(void *argument)
{
    struct writer *self = argument;
    bool is_good = true;
    pthread_mutex_lock(&self->lock);
    for (;;) {
        bool was_ending = self->is_ending;
        if (queue_ready(self->queue) > 0) {
            is_good = work_on_queue(self);
        } else if (self->store == NULL || digests_due(self->digests) ||
                   (summer_is_due(&self->summer, self->store, self->batches) && !was_ending)) {
            is_good = work_between(self);
        } else if (was_ending) {
            break;
        } else {
            self->is_idle = queue_count(self->queue) == 0;
            pthread_cond_broadcast(&self->changed);
            pthread_cond_wait(&self->changed, &self->lock);
        }
        if (was_ending && !is_good) {
            break; // the last try did not help
        }
    }
    pthread_mutex_unlock(&self->lock);
    store_close(self->store, true);
    self->store = NULL;
    return NULL;
}

// --- start and end ---

struct writer *writer_start(const char *path, const struct writer_identity *identity,
                            struct clock *clock)
{
    struct writer *self = mem_zeroed(1, sizeof *self);
    self->path = mem_copy(path);
    self->point = mem_copy(identity->point_id != NULL ? identity->point_id : "");
    self->program_version =
        mem_copy(identity->program_version != NULL ? identity->program_version : "");
    self->is_throwaway = identity->is_throwaway;
    summer_init(&self->summer, identity->sum_up, identity->sum_self);
    name_random(self->run_id);
    name_of_boot(self->boot_id);
    self->clock = clock;
    self->back_off_us = BACK_OFF_FIRST_US;
    self->queue = queue_new(WRITER_QUEUE);
    self->digests = digests_new();
    pthread_mutex_init(&self->lock, NULL);
    pthread_cond_init(&self->changed, NULL);
    int rc = pthread_create(&self->thread, NULL, run, self);
    assert(rc == 0); // as being out of memory
    (void)rc;
    return self;
}

static int64_t count_lost(struct writer *self)
{
    int64_t lost = 0;
    queue_end_group(self->queue);
    size_t left = queue_take(self->queue, WRITER_QUEUE, self->batch, WRITER_QUEUE);
    for (size_t i = 0; i < left; i++) {
        lost += self->batch[i]->kind == ENTRY_OPEN || self->batch[i]->kind == ENTRY_EVENT;
    }
    return lost;
}

struct writer_status writer_stop(struct writer *self)
{
    if (self == NULL) {
        return (struct writer_status){0};
    }
    pthread_mutex_lock(&self->lock);
    queue_end_group(self->queue); // a group that was never committed counts as one
    self->is_ending = true;
    pthread_cond_broadcast(&self->changed);
    pthread_mutex_unlock(&self->lock);
    pthread_join(self->thread, NULL);

    struct writer_status status = writer_status(self);
    status.dropped += count_lost(self);
    status.is_open = false;
    pthread_cond_destroy(&self->changed);
    pthread_mutex_destroy(&self->lock);
    queue_free(self->queue);
    digests_free(self->digests);
    past_free(self->past);
    free(self->open);
    free(self->program_version);
    free(self->point);
    free(self->path);
    free(self);
    return status;
}
