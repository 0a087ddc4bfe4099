// The player's side of one open medium.
#include "media/medium.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "media/child.h"
#include "media/medium_parts.h"
#include "media/medium_ring.h"
#include "media/paint.h"

enum { MEDIUM_PATIENCE_MS = 10000 }; // a slow disk may spin up; nothing decodes for that long

static int open_file(const char *path, struct error *err)
{
    // without O_NONBLOCK a pipe that nobody writes would hold the player up
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat about;
    if (fd < 0) {
        error_set(err, ERROR_MEDIA, "%s: %s", path, strerror(errno));
        return -1;
    }
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
        error_set(err, ERROR_MEDIA, "%s: not a file", path);
        close(fd);
        return -1;
    }
    return fd;
}

static bool takes_i420(void)
{
#if defined(__x86_64__) || defined(__i386__)
    return true; // SDL converts with SSE; elsewhere it has plain C only, and swscale is faster
#else
    return false;
#endif
}

// Starts the child on descriptors that are closed here in any case.
static bool start(struct medium *self, int media_fd, int memory_fd, struct error *err)
{
    int bell[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, bell) != 0) {
        return error_set(err, ERROR_MEDIA, "no descriptor left for a decoder: %s", strerror(errno));
    }
    intake_set_bell(self->intake, bell[0]);
    self->has_child = child_start(&self->child, media_fd, memory_fd, bell[1], err);
    close(bell[1]);
    return self->has_child;
}

struct medium *medium_open(const char *path, const struct medium_wish *wish, struct error *err)
{
    int media_fd = open_file(path, err);
    if (media_fd < 0) {
        return NULL;
    }
    bool wants_pictures = wish->box.w > 0 && wish->box.h > 0;
    struct ring_wish ring_wish = {
        .box_w = wants_pictures ? (uint32_t)wish->box.w : 0,
        .box_h = wants_pictures ? (uint32_t)wish->box.h : 0,
        .fit = (uint32_t)(wish->fit == 0 ? FIT_CONTAIN : wish->fit),
        .wants_sound = wish->wants_sound,
        .takes_i420 = takes_i420(),
        .start_us = wish->start_us,
    };
    int memory_fd = -1;
    struct intake *intake = intake_new(&ring_wish, &memory_fd);
    if (intake == NULL) {
        close(media_fd);
        error_set(err, ERROR_MEDIA, "%s: no memory for pictures of %d × %d", path, wish->box.w,
                  wish->box.h);
        return NULL;
    }
    struct medium *self = mem_zeroed(1, sizeof *self);
    self->intake = intake;
    self->state = MEDIUM_OPENING;
    self->current = -1;
    self->start_us = wish->start_us;
    self->patience_ms = wish->patience_ms > 0 ? wish->patience_ms : MEDIUM_PATIENCE_MS;
    bool is_started = start(self, media_fd, memory_fd, err);
    close(media_fd);
    close(memory_fd);
    if (!is_started) {
        medium_close(self);
        return NULL;
    }
    return self;
}

void medium_close(struct medium *self)
{
    if (self != NULL) {
        if (self->has_child) {
            child_drop(self->child);
        }
        intake_hang_up(self->intake);
        intake_release(self->intake);
        free(self);
    }
}

void medium_reap_all(void)
{
    child_reap_all();
}

static void say_how_it_ended(struct medium *self, int status)
{
    char sentence[RING_TEXT];
    if (WIFSIGNALED(status)) {
        snprintf(sentence, sizeof sentence, "its decoder was ended by signal %d (%s)",
                 WTERMSIG(status), strsignal(WTERMSIG(status)));
    } else {
        snprintf(sentence, sizeof sentence, "its decoder ended with code %d", WEXITSTATUS(status));
    }
    medium_say(self, sentence);
}

// Looks whether the decoder died before it was done.
void medium_look_after_child(struct medium *self)
{
    int status = 0;
    if (!self->has_child || !intake_is_gone(self->intake)) {
        return;
    }
    if (child_has_ended(self->child, &status)) {
        self->has_child = false;
        if (!intake_has_ended(self->intake) && self->state != MEDIUM_FAILED) {
            say_how_it_ended(self, status);
        }
    }
}

static enum medium_state fail(struct medium *self, const char *sentence)
{
    snprintf(self->error, sizeof self->error, "%s", sentence);
    self->state = MEDIUM_FAILED;
    return self->state;
}

static enum medium_state be_ready(struct medium *self)
{
    if (!intake_info(self->intake, &self->ring)) {
        return fail(self, "its decoder wrote nonsense");
    }
    const struct ring_info *ring = &self->ring;
    self->info = (struct medium_info){
        .length_us = ring->length_us,
        .has_picture = ring->has_picture != 0,
        .is_still = ring->is_still != 0,
        .has_sound = ring->has_sound != 0,
        .shown = {(int)ring->shown_w, (int)ring->shown_h},
        .frames_per_s = ring->frames_per_s,
    };
    memcpy(self->info.codecs, ring->codecs, sizeof self->info.codecs);
    self->state = MEDIUM_READY;
    return self->state;
}

enum medium_state medium_state(struct medium *self)
{
    enum ring_state ring = intake_state(self->intake);
    if (self->state != MEDIUM_OPENING) {
        medium_look_after_child(self);
        return self->state;
    }
    if (self->is_given_up) {
        return fail(self, self->trouble);
    }
    if (ring == RING_READY) {
        return be_ready(self);
    }
    if (ring == RING_FAILED) {
        char sentence[RING_TEXT];
        intake_error(self->intake, sentence, sizeof sentence);
        return fail(self, intake_is_broken(self->intake) || sentence[0] == '\0'
                              ? "its decoder wrote nonsense"
                              : sentence);
    }
    // the state may have been written between our look at it and at the bell
    if (intake_is_gone(self->intake) && intake_state(self->intake) == RING_OPENING) {
        medium_look_after_child(self);
        return self->has_child ? self->state : fail(self, self->trouble);
    }
    return self->state;
}

static bool has_verdict(void *asker)
{
    return medium_state(asker) != MEDIUM_OPENING;
}

enum medium_state medium_wait(struct medium *self, int64_t timeout_us)
{
    struct clock *clock = clock_system();
    struct mono start = clock->now_mono(clock);
    int64_t left_us = timeout_us;
    while (medium_state(self) == MEDIUM_OPENING && left_us > 0) {
        int64_t ms = left_us / 1000 + 1;
        intake_wait(self->intake, ms > INT_MAX ? INT_MAX : (int)ms, has_verdict, self);
        left_us = timeout_us - mono_since(clock->now_mono(clock), start);
    }
    return self->state;
}

void medium_give_up(struct medium *self, const char *sentence)
{
    medium_say(self, sentence);
    self->is_given_up = true;
    if (self->has_child) {
        child_drop(self->child);
        self->has_child = false;
    }
    intake_hang_up(self->intake);
    medium_state(self);
}

const struct medium_info *medium_info(const struct medium *self)
{
    return &self->info;
}

const char *medium_error(const struct medium *self)
{
    return self->error;
}

// Moves to the picture that is due. True when it is certain that no later one is due.
static bool advance(struct medium *self, int64_t at_us)
{
    // asked before counting: what came in last counts
    bool was_complete = medium_is_complete(self) || intake_pictures_are_over(self->intake);
    int64_t count = (int64_t)intake_pictures(self->intake);
    struct ring_slot slot;
    bool is_certain = false;
    while (!is_certain && self->current + 1 < count &&
           intake_slot(self->intake, (uint64_t)(self->current + 1), &slot)) {
        is_certain = slot.pts_us > at_us;
        self->current += is_certain ? 0 : 1;
    }
    if (self->current > 0) {
        intake_give_back(self->intake, (uint64_t)self->current);
    }
    return is_certain || was_complete;
}

struct wanted {
    struct medium *medium;
    int64_t at_us;
};

static bool has_picture(void *asker)
{
    const struct wanted *wanted = asker;
    medium_state(wanted->medium);
    return advance(wanted->medium, wanted->at_us);
}

int64_t medium_picture(struct medium *self, int64_t at_us, enum medium_mode mode)
{
    struct wanted wanted = {self, at_us};
    medium_let_sound_pass(self, at_us);
    bool is_certain = has_picture(&wanted);
    while (mode != MEDIUM_LATEST && !is_certain) {
        bool in_time = intake_wait(self->intake, self->patience_ms, has_picture, &wanted);
        is_certain = has_picture(&wanted);
        if (!in_time && !is_certain) {
            medium_give_up(self, "its decoder did nothing for too long");
        }
    }
    return self->state == MEDIUM_READY ? self->current : -1;
}

int64_t medium_next_us(struct medium *self)
{
    bool was_complete = medium_is_complete(self);
    struct ring_slot slot;
    if (self->current + 1 < (int64_t)intake_pictures(self->intake) &&
        intake_slot(self->intake, (uint64_t)(self->current + 1), &slot)) {
        return slot.pts_us;
    }
    return was_complete || self->info.is_still ? INT64_MAX : -1;
}

void medium_draw(struct medium *self, SDL_Surface *into, int x, int y)
{
    paint_picture(&self->ring, intake_pixels(self->intake, (uint64_t)self->current), into, x, y);
}

struct intake *medium_intake(struct medium *self, int64_t from_us, int64_t *begins_us)
{
    medium_let_sound_pass(self, from_us);
    self->has_listener = true;
    *begins_us = medium_sound_us(self, intake_sound_taken(self->intake));
    return self->intake;
}
