// The decoder's side of the ring.
#include "decode/sink.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "base/mem.h"

struct sink {
    struct ring *ring;
    struct ring_layout layout;
    struct ring_wish wish;
    int bell_fd;
    uint32_t slots;
    uint64_t pictures;
    uint64_t sound;
    bool rests_pictures; // until half of the slots are free
    bool rests_sound;
};

struct sink *sink_open(int memory_fd, int bell_fd)
{
    struct stat about;
    if (fstat(memory_fd, &about) != 0 || about.st_size < (off_t)sizeof(struct ring)) {
        return NULL;
    }
    void *memory =
        mmap(NULL, (size_t)about.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, memory_fd, 0);
    if (memory == MAP_FAILED) {
        return NULL;
    }
    struct ring *ring = memory;
    struct ring_layout layout;
    if (ring->magic != RING_MAGIC || !ring_layout(&layout, ring->wish.box_w, ring->wish.box_h) ||
        layout.total != (size_t)about.st_size) {
        munmap(memory, (size_t)about.st_size);
        return NULL;
    }
    struct sink *self = mem_zeroed(1, sizeof *self);
    self->ring = ring;
    self->layout = layout;
    self->wish = ring->wish;
    self->bell_fd = bell_fd;
    self->slots = RING_SLOTS;
    return self;
}

void sink_close(struct sink *self)
{
    if (self != NULL) {
        munmap(self->ring, self->layout.total);
        free(self);
    }
}

const struct ring_wish *sink_wish(const struct sink *self)
{
    return &self->wish;
}

size_t sink_bytes(const struct sink *self)
{
    return self->layout.total;
}

_Atomic uint32_t *sink_progress(struct sink *self)
{
    return &self->ring->progress;
}

void sink_get_on(struct sink *self)
{
    // nobody else writes it
    uint32_t before = atomic_load_explicit(&self->ring->progress, memory_order_relaxed);
    atomic_store_explicit(&self->ring->progress, before + 1, memory_order_relaxed);
}

void sink_set_slots(struct sink *self, uint32_t slots)
{
    self->slots = slots;
}

static void ring_bell(struct sink *self)
{
    if (atomic_exchange(&self->ring->player_waits, 0) != 0) {
        // a full socket is a bell that rings already; a dead player is noticed when waiting
        (void)!send(self->bell_fd, "!", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    }
}

void sink_tell_gaps(struct sink *self, uint32_t gaps)
{
    atomic_store(&self->ring->cage_gaps, gaps);
}

void sink_tell_vetting(struct sink *self, enum ring_vetting vetting)
{
    atomic_store(&self->ring->vetting, (uint32_t)vetting);
    ring_bell(self);
}

static uint32_t free_slots(const struct sink *self)
{
    uint32_t used = (uint32_t)self->pictures - atomic_load(&self->ring->pictures_read);
    return used >= self->slots ? 0 : self->slots - used;
}

static uint32_t free_sound(const struct sink *self)
{
    uint32_t used = (uint32_t)self->sound - atomic_load(&self->ring->sound_read);
    return used >= RING_SOUND_FRAMES ? 0 : RING_SOUND_FRAMES - used;
}

// A player that waits for one certain picture must not wait for the end of our rest.
static bool may_fill_pictures(const struct sink *self)
{
    uint32_t room = free_slots(self);
    uint32_t enough = self->rests_pictures && atomic_load(&self->ring->player_waits) == 0
                          ? ring_refill(self->slots)
                          : 1;
    return room >= enough;
}

static bool may_fill_sound(const struct sink *self)
{
    uint32_t room = free_sound(self);
    return room >= (self->rests_sound ? RING_SOUND_REFILL : 1);
}

uint8_t *sink_slot(struct sink *self)
{
    if (!may_fill_pictures(self)) {
        self->rests_pictures = true;
        return NULL;
    }
    self->rests_pictures = false;
    return (uint8_t *)self->ring + self->layout.slots_at +
           (size_t)(self->pictures % self->slots) * self->layout.slot_bytes;
}

void sink_put_picture(struct sink *self, int64_t pts_us, int64_t end_us)
{
    self->ring->slots[self->pictures % self->slots] = (struct ring_slot){pts_us, end_us};
    self->pictures++;
    sink_get_on(self);
    atomic_store(&self->ring->pictures_written, (uint32_t)self->pictures);
    ring_bell(self);
}

uint64_t sink_pictures(const struct sink *self)
{
    return self->pictures;
}

size_t sink_sound_room(struct sink *self)
{
    if (!may_fill_sound(self)) {
        self->rests_sound = true;
        return 0;
    }
    self->rests_sound = false;
    return free_sound(self);
}

void sink_put_sound(struct sink *self, const float *frames, size_t count)
{
    const size_t frame_bytes = RING_SOUND_CHANNELS * sizeof(float);
    uint8_t *ring = (uint8_t *)self->ring + self->layout.sound_at;
    for (size_t done = 0; done < count;) {
        size_t at = (size_t)((self->sound + done) % RING_SOUND_FRAMES);
        size_t run = RING_SOUND_FRAMES - at < count - done ? RING_SOUND_FRAMES - at : count - done;
        if (frames != NULL) {
            memcpy(ring + at * frame_bytes, frames + done * RING_SOUND_CHANNELS, run * frame_bytes);
        } else {
            memset(ring + at * frame_bytes, 0, run * frame_bytes);
        }
        done += run;
    }
    self->sound += count;
    atomic_store(&self->ring->sound_written, (uint32_t)self->sound);
    ring_bell(self);
}

uint64_t sink_sound(const struct sink *self)
{
    return self->sound;
}

static void say_over(struct sink *self, _Atomic uint32_t *flag)
{
    if (atomic_exchange(flag, 1) == 0) {
        ring_bell(self);
    }
}

void sink_end_pictures(struct sink *self)
{
    say_over(self, &self->ring->pictures_are_over);
}

void sink_end_sound(struct sink *self)
{
    say_over(self, &self->ring->sound_is_over);
}

void sink_ready(struct sink *self, const struct ring_info *info)
{
    self->ring->info = *info;
    atomic_store(&self->ring->state, RING_READY);
    ring_bell(self);
}

void sink_fail(struct sink *self, const char *sentence)
{
    snprintf(self->ring->error, sizeof self->ring->error, "%s", sentence);
    atomic_store(&self->ring->state, RING_FAILED);
    ring_bell(self);
}

void sink_end(struct sink *self, const char *damage)
{
    snprintf(self->ring->damage, sizeof self->ring->damage, "%s", damage);
    atomic_store(&self->ring->is_ended, 1);
    ring_bell(self);
}

bool sink_wait(struct sink *self)
{
    uint32_t waits = (self->rests_pictures ? RING_WAITS_SLOTS : 0u) |
                     (self->rests_sound ? RING_WAITS_SOUND : 0u);
    atomic_store(&self->ring->decoder_waits, waits);
    // asked again after saying that we wait: whoever makes room from here on rings
    if ((self->rests_pictures && may_fill_pictures(self)) ||
        (self->rests_sound && may_fill_sound(self))) {
        atomic_store(&self->ring->decoder_waits, 0);
        return true;
    }
    struct pollfd bell = {.fd = self->bell_fd, .events = POLLIN};
    while (poll(&bell, 1, -1) < 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    char bytes[16];
    ssize_t got = recv(self->bell_fd, bytes, sizeof bytes, MSG_DONTWAIT);
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}
