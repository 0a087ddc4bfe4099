// The player's side of one open medium: what becomes of it, and its pictures.
#include "media/medium.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "media/cage_gap.h"
#include "media/child.h"
#include "media/medium_parts.h"
#include "media/medium_ring.h"
#include "media/paint.h"

static void say_how_it_ended(struct medium *self, int status)
{
    char sentence[RING_TEXT];
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) {
        snprintf(sentence, sizeof sentence,
                 "its decoder did what no decoder does and was killed (signal %d)", SIGSYS);
    } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
        snprintf(sentence, sizeof sentence, "its decoder got nowhere and was ended (signal %d)",
                 SIGXCPU);
    } else if (WIFSIGNALED(status)) {
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

// The first picture comes before the word that it is there, and stands at the wished start.
static bool has_first_picture(struct medium *self)
{
    struct ring_slot first;
    return intake_pictures(self->intake) > 0 && intake_slot(self->intake, 0, &first) &&
           first.pts_us <= self->start_us;
}

static enum medium_state be_ready(struct medium *self)
{
    if (!intake_info(self->intake, &self->ring) ||
        (self->ring.has_picture != 0 && !has_first_picture(self))) {
        return fail(self, "its decoder wrote nonsense");
    }
    const struct ring_info *ring = &self->ring;
    self->info = (struct medium_info){
        .length_us = ring->length_us <= RING_LENGTH_US ? ring->length_us : 0,
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
    medium_note_vetting(self);
    if (self->state != MEDIUM_OPENING) {
        medium_look_after_child(self);
        return self->state;
    }
    if (self->is_given_up) {
        return fail(self, self->trouble);
    }
    if (ring != RING_OPENING) {
        cage_gap_note(intake_cage_gaps(self->intake));
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
        if (medium_is_vetting(self)) {
            start = clock->now_mono(clock); // a large file takes its time, and has its own limit
        }
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
    struct patience patience = {.longest_us = PATIENCE_LONGEST * INT64_C(1000) * self->patience_ms};
    medium_let_sound_pass(self, at_us);
    bool is_certain = has_picture(&wanted);
    while (mode != MEDIUM_LATEST && !is_certain) {
        intake_wait(self->intake, self->patience_ms, has_picture, &wanted);
        is_certain = has_picture(&wanted);
        if (!is_certain && medium_tries_patience(self, &patience)) {
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
