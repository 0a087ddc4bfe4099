// The sound of a medium, its end, and what went wrong on the way.
#include "media/medium_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"

#define MEDIUM_DEAF_US CLOCK_SECOND_US // a sound device this far behind the screen takes no more

void medium_say(struct medium *self, const char *sentence)
{
    if (self->trouble[0] == '\0') {
        snprintf(self->trouble, sizeof self->trouble, "%s", sentence);
    }
}

static bool is_cut_off(const struct medium *self)
{
    return self->is_given_up || intake_is_broken(self->intake) || intake_is_gone(self->intake);
}

bool medium_is_complete(const struct medium *self)
{
    return self->state == MEDIUM_FAILED || is_cut_off(self) || intake_has_ended(self->intake);
}

int64_t medium_sound_us(const struct medium *self, uint64_t frames)
{
    return self->start_us + (int64_t)(frames * CLOCK_SECOND_US / RING_SOUND_RATE);
}

// Frames of sound before `at_us`.
static uint64_t sound_before(const struct medium *self, int64_t at_us)
{
    int64_t since_us = at_us - self->start_us;
    return since_us > 0 ? (uint64_t)since_us * RING_SOUND_RATE / CLOCK_SECOND_US : 0;
}

void medium_let_sound_pass(const struct medium *self, int64_t at_us)
{
    enum { BLOCK = 1024 };
    float unheard[BLOCK * RING_SOUND_CHANNELS];
    uint64_t passed = sound_before(self, at_us);
    uint64_t taken = intake_sound_taken(self->intake);
    while (!self->has_listener && taken < passed) {
        uint64_t left = passed - taken;
        size_t got = intake_take_sound(self->intake, unheard, left < BLOCK ? (size_t)left : BLOCK);
        if (got == 0) {
            return;
        }
        taken += got;
    }
}

// Media time at which the last picture that came ends.
static int64_t pictures_end_us(const struct medium *self)
{
    uint64_t count = intake_pictures(self->intake);
    struct ring_slot last;
    return count > 0 && intake_slot(self->intake, count - 1, &last) ? last.end_us : 0;
}

static int64_t sound_end_us(const struct medium *self)
{
    uint64_t frames = intake_sound_taken(self->intake) + intake_sound_waiting(self->intake);
    return frames > 0 ? medium_sound_us(self, frames) : 0;
}

int64_t medium_lag_us(const struct medium *self, int64_t at_us)
{
    if (self->state != MEDIUM_READY || !self->info.has_picture || self->info.is_still ||
        medium_is_complete(self) || intake_pictures_are_over(self->intake)) {
        return 0;
    }
    int64_t late_us = at_us - pictures_end_us(self);
    return late_us > 0 ? late_us : 0;
}

size_t medium_take_sound(struct medium *self, float *out, size_t count)
{
    self->has_listener = true;
    return intake_take_sound(self->intake, out, count);
}

struct hungry {
    struct medium *medium;
    size_t count;
};

static bool has_sound(void *asker)
{
    const struct hungry *hungry = asker;
    medium_state(hungry->medium);
    return medium_is_complete(hungry->medium) || intake_sound_is_over(hungry->medium->intake) ||
           intake_sound_waiting(hungry->medium->intake) >= hungry->count;
}

void medium_await_sound(struct medium *self, size_t count)
{
    struct patience patience = {0};
    struct hungry hungry = {self, count};
    while (!has_sound(&hungry)) {
        intake_wait(self->intake, self->patience_ms, has_sound, &hungry);
        if (medium_tries_patience(self, &patience)) {
            medium_give_up(self, "its decoder did nothing for too long");
        }
    }
}

// Once there is a frame of sound that was not taken, or the word that none will come, all is known.
void medium_settle(struct medium *self)
{
    if (self->has_listener) {
        medium_await_sound(self, 1);
    }
}

size_t medium_wait_sound(struct medium *self, float *out, size_t count)
{
    size_t taken = 0;
    struct patience patience = {0};
    while (taken < count) {
        size_t left = count - taken;
        struct hungry hungry = {self, left < RING_SOUND_REFILL ? left : RING_SOUND_REFILL};
        intake_wait(self->intake, self->patience_ms, has_sound, &hungry);
        bool was_complete = medium_is_complete(self) || intake_sound_is_over(self->intake);
        size_t got = medium_take_sound(self, out + taken * RING_SOUND_CHANNELS, left);
        taken += got;
        if (got == 0 && was_complete) {
            break;
        }
        if (got > 0) {
            patience = (struct patience){0};
        } else if (medium_tries_patience(self, &patience)) {
            medium_give_up(self, "its decoder did nothing for too long");
        }
    }
    return taken;
}

void medium_skip_sound(struct medium *self, int64_t until_us)
{
    enum { BLOCK = 1024 };
    float unheard[BLOCK * RING_SOUND_CHANNELS];
    uint64_t until = sound_before(self, until_us);
    size_t got = 1;
    for (uint64_t taken; got > 0 && (taken = intake_sound_taken(self->intake)) < until;) {
        uint64_t left = until - taken;
        got = medium_wait_sound(self, unheard, left < BLOCK ? (size_t)left : BLOCK);
    }
}

bool medium_is_over(const struct medium *self, int64_t at_us, int64_t *length_us)
{
    if (self->state == MEDIUM_OPENING || (self->info.is_still && self->state == MEDIUM_READY)) {
        return false;
    }
    medium_let_sound_pass(self, at_us);
    bool pictures_are_over = medium_is_complete(self) || intake_pictures_are_over(self->intake);
    bool sound_is_over = medium_is_complete(self) || intake_sound_is_over(self->intake);
    int64_t pictures_us = pictures_end_us(self);
    int64_t sound_us = sound_end_us(self);
    bool is_heard = sound_is_over
                        ? at_us >= sound_us || intake_sound_waiting(self->intake) == 0
                        : at_us >= sound_us + MEDIUM_DEAF_US && at_us >= self->info.length_us;
    bool is_over =
        self->state == MEDIUM_FAILED || (pictures_are_over && at_us >= pictures_us && is_heard);
    if (is_over && length_us != NULL) {
        *length_us = pictures_us > sound_us ? pictures_us : sound_us;
    }
    return is_over;
}

const char *medium_damage(const struct medium *self)
{
    // the text is a cache of what the ring and the child said
    struct medium *own = (struct medium *)(uintptr_t)self;
    if (intake_is_broken(self->intake)) {
        medium_say(own, "its decoder wrote nonsense");
    }
    medium_look_after_child(own);
    if (self->trouble[0] != '\0') {
        return self->trouble;
    }
    if (intake_is_gone(self->intake) && !intake_has_ended(self->intake) &&
        self->state == MEDIUM_READY) {
        return "its decoder broke off"; // how, is known when the system has buried it
    }
    if (intake_has_ended(self->intake)) {
        intake_damage(self->intake, own->damage, sizeof own->damage);
    }
    return own->damage;
}
