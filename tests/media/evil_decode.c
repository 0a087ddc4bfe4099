// A decoder that was taken over by the file it decodes: started in place of the real one, it does
// to the shared memory what $XIAOLABA_EVIL says, and lives outside of any cage. Whatever it does,
// the player has to come through. The first argument of a deed is the ring as the player made it.
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "media/ring.h"

static struct ring_layout layout;

static uint32_t random_below(uint32_t below) // xorshift32: the same course on every machine
{
    static uint32_t seed = 96110;
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % below;
}

static void ring_bell(void)
{
    if (send(RING_BELL_FD, "!!!!!!!!", 8, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno == EPIPE) {
        _exit(0); // the player let go
    }
}

static _Noreturn void hang(void)
{
    for (char byte; recv(RING_BELL_FD, &byte, 1, 0) > 0;) {
    }
    for (;;) {
        pause();
    }
}

static struct ring_info honest(const struct ring *ring)
{
    uint32_t w = ring->wish.box_w;
    uint32_t h = ring->wish.box_h;
    return (struct ring_info){.length_us = 10000000,
                              .frames_per_s = 25,
                              .shown_w = w,
                              .shown_h = h,
                              .format = RING_BGRX,
                              .matrix = RING_601_LIMITED,
                              .slots = ring_slots(RING_BGRX, w, h),
                              .has_picture = 1,
                              .has_sound = ring->wish.wants_sound};
}

static void put_picture(struct ring *ring, int64_t pts_us, int64_t end_us)
{
    uint32_t at = ring->pictures_written;
    ring->slots[at % RING_SLOTS] = (struct ring_slot){pts_us, end_us};
    ring->pictures_written = at + 1;
}

static void be_ready(struct ring *ring)
{
    ring->info = honest(ring);
    put_picture(ring, 0, 40000);
    ring->state = RING_READY;
    ring_bell();
}

// --- deeds: each returns to end well, or does not return ---

static void sleep_from_the_start(struct ring *ring)
{
    (void)ring;
    hang();
}
static void sleep_when_ready(struct ring *ring)
{
    be_ready(ring);
    hang();
}
static void ready_without_a_picture(struct ring *ring)
{
    ring->info = honest(ring);
    ring->state = RING_READY;
    ring_bell();
    hang();
}
static void still_without_an_end(struct ring *ring)
{
    ring->info = honest(ring);
    ring->info.is_still = 1;
    put_picture(ring, 0, 40000);
    ring->state = RING_READY;
    ring_bell();
    hang();
}
static void first_picture_in_the_future(struct ring *ring)
{
    ring->info = honest(ring);
    put_picture(ring, INT64_C(1) << 51, (INT64_C(1) << 51) + 1);
    ring->state = RING_READY;
    ring_bell();
    hang();
}
static void end_without_a_word(struct ring *ring)
{
    (void)ring;
}
static void end_in_the_midst(struct ring *ring)
{
    be_ready(ring);
    _exit(0);
}
static void crash(struct ring *ring)
{
    be_ready(ring);
    raise(SIGSEGV);
}
static void forbidden_call(struct ring *ring)
{
    (void)ring;
    raise(SIGSYS);
}
static void close_the_bell(struct ring *ring)
{
    be_ready(ring);
    close(RING_BELL_FD);
    for (;;) {
        pause();
    }
}
static void bells_before_anything(struct ring *ring)
{
    (void)ring;
    for (;;) {
        ring_bell();
    }
}
static void bells_when_ready(struct ring *ring)
{
    be_ready(ring);
    for (;;) {
        ring_bell();
    }
}
static void progress_for_ever(struct ring *ring)
{
    for (;; ring->progress++) {
        ring->vetting = RING_VETTING;
        ring_bell();
    }
}
static void progress_when_ready(struct ring *ring)
{
    for (be_ready(ring);; ring->progress++) {
        ring_bell();
    }
}
static void no_numbers(struct ring *ring)
{
    float *sound = (float *)((uint8_t *)ring + layout.sound_at);
    const float lies[] = {NAN, INFINITY, -INFINITY, 3e38f, -3e38f, 1e-42f, -NAN, 9.0f};
    for (uint32_t i = 0; i < RING_SOUND_FRAMES * RING_SOUND_CHANNELS; i++) {
        sound[i] = lies[i % 8];
    }
    ring->sound_written = RING_SOUND_FRAMES;
    be_ready(ring);
    for (;;) {
        ring->sound_written = ring->sound_read + RING_SOUND_FRAMES; // as fast as it is taken
        ring_bell();
    }
}
static void more_sound_than_room(struct ring *ring)
{
    be_ready(ring);
    for (;;) {
        ring->sound_written += 70000;
        ring_bell();
    }
}
static void more_pictures_than_slots(struct ring *ring)
{
    be_ready(ring);
    ring->pictures_written = 4000000000u;
    hang();
}
static void larger_than_the_box(struct ring *ring)
{
    ring->info = honest(ring);
    ring->info.shown_w = RING_EDGE;
    ring->info.shown_h = RING_EDGE;
    ring->info.slots = ring_slots(RING_BGRX, RING_EDGE, RING_EDGE);
    put_picture(ring, 0, 40000);
    ring->state = RING_READY;
    ring_bell();
    hang();
}
static void more_slots_than_there_are(struct ring *ring)
{
    ring->info = honest(ring);
    ring->info.slots = 1u << 20;
    put_picture(ring, 0, 40000);
    ring->pictures_written = 1u << 19;
    ring->state = RING_READY;
    ring_bell();
    hang();
}
static void pictures_taken_back(struct ring *ring)
{
    be_ready(ring);
    for (;;) {
        ring->pictures_written = random_below(8);
        ring_bell();
    }
}
static void pictures_a_microsecond_apart(struct ring *ring)
{
    be_ready(ring);
    for (int64_t at_us = 1;; ring_bell()) {
        if (ring->pictures_written - ring->pictures_read < 4) {
            put_picture(ring, at_us, at_us + 1);
            at_us++;
        }
    }
}
static void stamps_anywhere(struct ring *ring)
{
    be_ready(ring);
    for (;;) {
        int64_t far = (int64_t)((uint64_t)random_below(UINT32_MAX) << random_below(31));
        put_picture(ring, random_below(2) != 0 ? far : -far, far + (int64_t)random_below(3) - 1);
        ring_bell();
    }
}
static void changing_info(struct ring *ring)
{
    be_ready(ring);
    for (;;) {
        ring->info.shown_w = random_below(UINT32_MAX);
        ring->info.format = random_below(5);
        ring->info.slots = random_below(3);
        ring->wish.box_w = random_below(UINT32_MAX);
        ring->state = random_below(5);
        ring_bell();
    }
}
static void sentences_without_end(struct ring *ring)
{
    memset(ring->info.codecs, 0xf0, sizeof ring->info.codecs);
    memset(ring->error, 0x1b, sizeof ring->error);
    memset(ring->damage, 0xe5, sizeof ring->damage);
    ring->state = RING_FAILED;
    ring_bell();
    for (;;) {
        ring->error[random_below(RING_TEXT)] = (char)random_below(256);
    }
}
static void codecs_without_end(struct ring *ring)
{
    be_ready(ring);
    memset(ring->info.codecs, 'x', sizeof ring->info.codecs);
    memset(ring->damage, 'x', sizeof ring->damage);
    ring->is_ended = 77;
    ring_bell();
    hang();
}
static void impossible_state(struct ring *ring)
{
    ring->state = 4711;
    ring_bell();
    hang();
}
static void a_century(struct ring *ring)
{
    ring->info = honest(ring);
    ring->info.length_us = INT64_C(100) * 365 * 86400 * 1000000;
    put_picture(ring, 0, 40000);
    ring->state = RING_READY;
    ring_bell();
    hang();
}
static void without_a_cage(struct ring *ring)
{
    ring->cage_gaps = UINT32_MAX;
    ring->state = RING_FAILED;
    ring_bell();
}
static void pull_the_memory_away(struct ring *ring)
{
    be_ready(ring);
    for (;;) {
        if (ftruncate(RING_MEMORY_FD, 0) == 0) {
            _exit(3);
        }
        ring_bell();
    }
}
// Not evil: says whether it was to vet the bytes.
static void say_what_was_asked(struct ring *ring)
{
    strcpy(ring->error, ring->wish.has_digest != 0 ? "vet it" : "it was vetted");
    ring->state = RING_FAILED;
    ring_bell();
}
static void garbage(struct ring *ring)
{
    uint32_t *words = (uint32_t *)(void *)ring;
    const uint32_t count = sizeof *ring / sizeof *words;
    for (;;) {
        uint32_t value = random_below(UINT32_MAX);
        words[random_below(count)] = random_below(3) == 0 ? value : value & 7;
        if (random_below(64) == 0) {
            ring_bell();
        }
    }
}
// The same from a beginning that is believed.
static void garbage_when_ready(struct ring *ring)
{
    be_ready(ring);
    garbage(ring);
}

#define DEED(name)                                                                                 \
    {                                                                                              \
#name, name                                                                                \
    }
static const struct {
    const char *name;
    void (*run)(struct ring *ring);
} deeds[] = {
    DEED(sleep_from_the_start),
    DEED(sleep_when_ready),
    DEED(ready_without_a_picture),
    DEED(still_without_an_end),
    DEED(first_picture_in_the_future),
    DEED(end_without_a_word),
    DEED(end_in_the_midst),
    DEED(crash),
    DEED(forbidden_call),
    DEED(close_the_bell),
    DEED(bells_before_anything),
    DEED(bells_when_ready),
    DEED(progress_for_ever),
    DEED(progress_when_ready),
    DEED(no_numbers),
    DEED(more_sound_than_room),
    DEED(more_pictures_than_slots),
    DEED(larger_than_the_box),
    DEED(more_slots_than_there_are),
    DEED(pictures_taken_back),
    DEED(pictures_a_microsecond_apart),
    DEED(stamps_anywhere),
    DEED(changing_info),
    DEED(sentences_without_end),
    DEED(codecs_without_end),
    DEED(impossible_state),
    DEED(a_century),
    DEED(without_a_cage),
    DEED(pull_the_memory_away),
    DEED(say_what_was_asked),
    DEED(garbage),
    DEED(garbage_when_ready),
};

int main(void)
{
    const char *wanted = getenv("XIAOLABA_EVIL");
    struct stat about;
    if (wanted == NULL || fstat(RING_MEMORY_FD, &about) != 0) {
        for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
            puts(deeds[i].name);
        }
        return 0;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct ring *ring =
        mmap(NULL, (size_t)about.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, RING_MEMORY_FD, 0);
    if (ring == MAP_FAILED || !ring_layout(&layout, ring->wish.box_w, ring->wish.box_h)) {
        return 2;
    }
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        if (strcmp(deeds[i].name, wanted) == 0) {
            deeds[i].run(ring);
            return 0;
        }
    }
    return 2;
}
