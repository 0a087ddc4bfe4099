// The player's side of the ring.
#include "media/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/geom.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "media/claims.h"

struct intake {
    struct ring *ring; // shared with the decoder
    struct ring_layout layout;
    struct ring_wish wish;
    int owners;          // main thread only
    _Atomic int bell_fd; // −1: none; the sound's thread rings it too
    bool is_gone;
    _Atomic bool is_broken;
    struct ring_info info; // checked copy
    bool has_info;
    uint64_t pictures;                  // put, as far as seen
    uint64_t given;                     // pictures given back
    struct ring_slot slots[RING_SLOTS]; // checked copies, made when a picture was first seen
    uint64_t checked;                   // pictures below this have a checked copy
    _Atomic uint64_t sound_taken;       // written by the thread that takes sound
};

static struct ring *make_memory(size_t total, int *memory_fd)
{
    int fd = memfd_create("xiaolaba-ring", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0) {
        return NULL;
    }
    // a decoder that shrank the memory would make us fault where we read
    const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    void *memory = MAP_FAILED;
    if (ftruncate(fd, (off_t)total) == 0 && fcntl(fd, F_ADD_SEALS, seals) == 0) {
        memory = mmap(NULL, total, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    if (memory == MAP_FAILED) {
        close(fd);
        return NULL;
    }
    *memory_fd = fd;
    return memory;
}

struct intake *intake_new(const struct ring_wish *wish, int *memory_fd)
{
    struct ring_layout layout;
    if (!ring_layout(&layout, wish->box_w, wish->box_h)) {
        return NULL;
    }
    struct ring *ring = make_memory(layout.total, memory_fd);
    if (ring == NULL) {
        return NULL;
    }
    ring->magic = RING_MAGIC;
    ring->wish = *wish;
    struct intake *self = mem_zeroed(1, sizeof *self);
    self->ring = ring;
    self->layout = layout;
    self->wish = *wish;
    self->owners = 1;
    atomic_store(&self->bell_fd, -1);
    return self;
}

void intake_hold(struct intake *self)
{
    self->owners++;
}

void intake_release(struct intake *self)
{
    if (self != NULL && --self->owners == 0) {
        intake_hang_up(self);
        munmap(self->ring, self->layout.total);
        free(self);
    }
}

void intake_set_bell(struct intake *self, int bell_fd)
{
    atomic_store(&self->bell_fd, bell_fd);
}

// The descriptor stays open while a voice may ring it: closing happens with the last owner, and
// until then the line is only shut down.
void intake_hang_up(struct intake *self)
{
    int fd = atomic_load(&self->bell_fd);
    if (fd < 0) {
        return;
    }
    shutdown(fd, SHUT_RDWR);
    self->is_gone = true;
    if (self->owners == 0) {
        close(fd);
        atomic_store(&self->bell_fd, -1);
    }
}

static void ring_bell(struct intake *self)
{
    atomic_store(&self->ring->decoder_waits, 0);
    int fd = atomic_load(&self->bell_fd);
    if (fd >= 0) {
        (void)!send(fd, "!", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    }
}

// Empties the bell; notices that the other end is closed.
static void hear(struct intake *self)
{
    char bytes[64];
    int fd = atomic_load(&self->bell_fd);
    if (fd < 0 || self->is_gone) {
        return;
    }
    ssize_t got = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
    self->is_gone = got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

static bool broken(struct intake *self)
{
    atomic_store(&self->is_broken, true);
    return false;
}

enum ring_state intake_state(struct intake *self)
{
    hear(self);
    uint32_t state = atomic_load(&self->ring->state);
    if (state > RING_FAILED) {
        broken(self);
        return RING_FAILED;
    }
    return (enum ring_state)state;
}

bool intake_is_broken(const struct intake *self)
{
    return atomic_load(&self->is_broken);
}

bool intake_is_gone(const struct intake *self)
{
    return self->is_gone;
}

bool intake_has_ended(const struct intake *self)
{
    return atomic_load(&self->ring->is_ended) != 0;
}

bool intake_pictures_are_over(const struct intake *self)
{
    return atomic_load(&self->ring->pictures_are_over) != 0;
}

bool intake_sound_is_over(const struct intake *self)
{
    return atomic_load(&self->ring->sound_is_over) != 0;
}

uint32_t intake_cage_gaps(const struct intake *self)
{
    return atomic_load(&self->ring->cage_gaps) & RING_GAPS;
}

enum ring_vetting intake_vetting(const struct intake *self)
{
    uint32_t vetting = atomic_load(&self->ring->vetting);
    return vetting <= RING_VETTED ? (enum ring_vetting)vetting : RING_NOT_VETTED;
}

uint32_t intake_progress(const struct intake *self)
{
    return atomic_load(&self->ring->progress);
}

// A copy without control characters and cut where UTF-8 breaks.
static void copy_text(char *out, size_t size, const char *from)
{
    size_t length = strnlen(from, RING_TEXT - 1);
    length = length < size - 1 ? length : size - 1;
    memcpy(out, from, length);
    out[length] = '\0';
    length = strnlen(out, length); // it may have been changed meanwhile
    out[utf8_valid_length(out, length)] = '\0';
    for (char *at = out; *at != '\0'; at++) {
        if ((unsigned char)*at < ' ' || *at == 127) {
            *at = ' ';
        }
    }
}

void intake_error(const struct intake *self, char *out, size_t size)
{
    copy_text(out, size, self->ring->error);
}

void intake_damage(const struct intake *self, char *out, size_t size)
{
    copy_text(out, size, self->ring->damage);
}

// A copy that is looked at instead of what it was copied from: the compiler must not read there
// again.
static void copy_once(void *to, const void *from, size_t size)
{
    memcpy(to, from, size);
    __asm__ volatile("" ::: "memory");
}

bool intake_info(struct intake *self, struct ring_info *out)
{
    if (!self->has_info) {
        struct ring_info info;
        copy_once(&info, &self->ring->info, sizeof info);
        if (!claims_info_can_be(&info, &self->wish, self->layout.slot_bytes)) {
            return broken(self);
        }
        char codecs[sizeof info.codecs];
        info.codecs[sizeof info.codecs - 1] = '\0';
        copy_text(codecs, sizeof codecs, info.codecs);
        memcpy(info.codecs, codecs, sizeof codecs);
        self->info = info;
        self->has_info = true;
    }
    *out = self->info;
    return true;
}

// Copies and checks the stamps of pictures that came in since.
static void check_new(struct intake *self)
{
    for (; self->checked < self->pictures; self->checked++) {
        size_t slots = self->info.slots;
        struct ring_slot slot;
        copy_once(&slot, &self->ring->slots[self->checked % slots], sizeof slot);
        int64_t after = -1;
        if (self->checked > 0) {
            after = self->slots[(self->checked - 1) % slots].pts_us;
        }
        if (!claims_slot_can_be(&slot, after)) {
            self->pictures = self->checked;
            broken(self);
            return;
        }
        self->slots[self->checked % slots] = slot;
    }
}

uint64_t intake_pictures(struct intake *self)
{
    struct ring_info info;
    if (!self->has_info && atomic_load(&self->ring->state) != RING_READY) {
        return 0; // what is there to count is not said yet
    }
    if (intake_is_broken(self) || !intake_info(self, &info) || info.has_picture == 0) {
        return self->pictures;
    }
    uint32_t ahead = atomic_load(&self->ring->pictures_written) - (uint32_t)self->given;
    if (ahead > info.slots || self->given + ahead < self->pictures) {
        broken(self);
        return self->pictures;
    }
    self->pictures = self->given + ahead;
    check_new(self);
    return self->pictures;
}

bool intake_slot(struct intake *self, uint64_t number, struct ring_slot *out)
{
    if (number < self->given || number >= self->checked || self->info.slots == 0) {
        return false;
    }
    *out = self->slots[number % self->info.slots];
    return true;
}

const uint8_t *intake_pixels(const struct intake *self, uint64_t number)
{
    return (const uint8_t *)self->ring + self->layout.slots_at +
           (size_t)(number % self->info.slots) * self->layout.slot_bytes;
}

void intake_give_back(struct intake *self, uint64_t number)
{
    if (number <= self->given || number > self->pictures) {
        return;
    }
    self->given = number;
    atomic_store(&self->ring->pictures_read, (uint32_t)number);
    uint32_t used = (uint32_t)(self->pictures - self->given);
    if ((atomic_load(&self->ring->decoder_waits) & RING_WAITS_SLOTS) != 0 &&
        self->info.slots - used >= ring_refill(self->info.slots)) {
        ring_bell(self);
    }
}

size_t intake_sound_waiting(struct intake *self)
{
    uint32_t waiting =
        atomic_load(&self->ring->sound_written) - (uint32_t)atomic_load(&self->sound_taken);
    if (waiting > RING_SOUND_FRAMES) {
        broken(self);
        return 0;
    }
    return intake_is_broken(self) ? 0 : waiting;
}

uint64_t intake_sound_taken(const struct intake *self)
{
    return atomic_load(&self->sound_taken);
}

// What is no sound is silence: one sample that is no number would stay in whatever adds it up.
static void quieten(float *samples, size_t count)
{
    const float most = 8.0f; // 18 dB above full scale; films reach a tenth of it
    for (size_t i = 0; i < count; i++) {
        samples[i] = samples[i] >= -most && samples[i] <= most ? samples[i] : 0.0f;
    }
}

size_t intake_take_sound(struct intake *self, float *out, size_t count)
{
    const size_t frame_bytes = RING_SOUND_CHANNELS * sizeof(float);
    uint64_t taken = atomic_load(&self->sound_taken);
    size_t waiting = intake_sound_waiting(self);
    count = count < waiting ? count : waiting;
    const uint8_t *ring = (const uint8_t *)self->ring + self->layout.sound_at;
    for (size_t done = 0; done < count;) {
        size_t at = (size_t)((taken + done) % RING_SOUND_FRAMES);
        size_t run = RING_SOUND_FRAMES - at < count - done ? RING_SOUND_FRAMES - at : count - done;
        memcpy(out + done * RING_SOUND_CHANNELS, ring + at * frame_bytes, run * frame_bytes);
        done += run;
    }
    quieten(out, count * RING_SOUND_CHANNELS);
    atomic_store(&self->sound_taken, taken + count);
    atomic_store(&self->ring->sound_read, (uint32_t)(taken + count));
    if ((atomic_load(&self->ring->decoder_waits) & RING_WAITS_SOUND) != 0 &&
        RING_SOUND_FRAMES - (waiting - count) >= RING_SOUND_REFILL) {
        ring_bell(self);
    }
    return count;
}

bool intake_wait(struct intake *self, int timeout_ms, intake_question *is_there, void *asker)
{
    atomic_store(&self->ring->player_waits, 1);
    if (atomic_load(&self->ring->decoder_waits) != 0) {
        ring_bell(self);
    }
    hear(self);
    bool in_time = true;
    if (!is_there(asker) && !self->is_gone) {
        struct pollfd bell = {.fd = atomic_load(&self->bell_fd), .events = POLLIN};
        int result = poll(&bell, 1, timeout_ms);
        in_time = result != 0;
        hear(self);
    }
    atomic_store(&self->ring->player_waits, 0);
    return in_time;
}
