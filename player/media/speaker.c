// Every device is a thing of its own, shared by the speaker and a thread that opens or closes it:
// whoever lets it go last frees it. Only one that is OPEN mixes.
//   OPENING → (thread) OPEN or FAILED;  OPENING, OPEN → (speaker) DROPPED
#include "media/speaker.h"

#include "base/mem.h"

#include <errno.h>
#include <pthread.h>
#include <SDL.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    DEVICE_FRAMES = 1024, // 21 ms: late enough for a busy machine, early enough for a key press
    CLOSE_MS = 500,       // a device that works closes in a few buffers
    LEFT_MOST = 4,        // devices left behind, each with a thread: a driver that hangs for months
                          // must not use up those that decoders need
};

enum device_state { DEVICE_OPENING = 1, DEVICE_OPEN, DEVICE_FAILED, DEVICE_DROPPED };

struct device {
    _Atomic int owners;
    _Atomic int state;
    _Atomic unsigned calls; // how often it asked for sound
    SDL_AudioDeviceID id;   // thread that opens it, then whoever sees it OPEN
    struct mix *mix;
    char why[256]; // FAILED
};

struct speaker {
    struct mix *mix;
    struct device *device; // NULL: lost
    bool is_adopted;       // it was seen OPEN
    struct mono since;     // it is being opened since; it was heard of last
    unsigned calls;        // as seen then
    struct mono retry_at;
    int64_t retry_us;
};

// Devices that SDL has not let go of, of the whole process.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed; // on CLOCK_MONOTONIC
static int alive;

static void make_condition(void)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

static void count_alive(int by)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_condition);
    pthread_mutex_lock(&lock);
    alive += by;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static int count_of_alive(void)
{
    pthread_mutex_lock(&lock);
    int count = alive;
    pthread_mutex_unlock(&lock);
    return count;
}

static void let_go(struct device *self)
{
    if (atomic_fetch_sub(&self->owners, 1) == 1) {
        free(self);
    }
}

static void feed(void *device, Uint8 *out, int bytes)
{
    struct device *self = device;
    atomic_fetch_add(&self->calls, 1);
    if (atomic_load(&self->state) == DEVICE_OPEN) {
        mix_run(self->mix, (void *)out, (size_t)bytes / (MIX_CHANNELS * sizeof(float)));
    } else {
        memset(out, 0, (size_t)bytes);
    }
}

static bool change_state(struct device *self, enum device_state from, enum device_state to)
{
    int expected = from;
    return atomic_compare_exchange_strong(&self->state, &expected, to);
}

static void close_now(struct device *self)
{
    SDL_CloseAudioDevice(self->id);
    count_alive(-1);
}

static void open_now(struct device *self)
{
    SDL_AudioSpec want = {
        .freq = MIX_RATE,
        .format = AUDIO_F32SYS,
        .channels = MIX_CHANNELS,
        .samples = DEVICE_FRAMES,
        .callback = feed,
        .userdata = self,
    };
    self->id = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
    if (self->id == 0) {
        snprintf(self->why, sizeof self->why, "%s", SDL_GetError());
        count_alive(-1);
        (void)change_state(self, DEVICE_OPENING, DEVICE_FAILED);
        return;
    }
    SDL_PauseAudioDevice(self->id, 0);
    if (!change_state(self, DEVICE_OPENING, DEVICE_OPEN)) {
        close_now(self); // nobody waited for so long
    }
}

static void *opening(void *device)
{
    open_now(device);
    let_go(device);
    SDL_TLSCleanup(); // of the errors that SDL keeps for each thread
    return NULL;
}

static void *closing(void *device)
{
    close_now(device);
    let_go(device);
    SDL_TLSCleanup();
    return NULL;
}

// False: there is no thread to be had, and nothing was begun.
static bool begin(struct device *device, void *(*what)(void *device))
{
    pthread_t thread;
    atomic_fetch_add(&device->owners, 1);
    if (pthread_create(&thread, NULL, what, device) != 0) {
        atomic_fetch_sub(&device->owners, 1);
        return false;
    }
    pthread_detach(thread);
    return true;
}

static struct device *device_new(struct mix *mix)
{
    struct device *self = mem_zeroed(1, sizeof *self);
    atomic_store(&self->owners, 1);
    atomic_store(&self->state, DEVICE_OPENING);
    self->mix = mix;
    count_alive(1);
    return self;
}

struct speaker *speaker_open(struct mix *mix, struct error *err)
{
    struct device *device = device_new(mix);
    open_now(device);
    if (atomic_load(&device->state) != DEVICE_OPEN) {
        error_set(err, ERROR_DEVICE, "no sound: %s", device->why);
        let_go(device);
        return NULL;
    }
    struct speaker *self = mem_zeroed(1, sizeof *self);
    self->mix = mix;
    self->device = device;
    self->retry_us = SPEAKER_RETRY_US;
    return self;
}

// Whatever becomes of it, it mixes no more.
static void drop(struct speaker *self)
{
    struct device *device = self->device;
    self->device = NULL;
    self->is_adopted = false;
    if (!change_state(device, DEVICE_OPENING, DEVICE_DROPPED) &&
        change_state(device, DEVICE_OPEN, DEVICE_DROPPED)) {
        (void)begin(device, closing); // else it stays open, and silent
    }
    let_go(device);
}

static void lose(struct speaker *self, struct mono now)
{
    drop(self);
    self->retry_at = mono_after(now, self->retry_us);
    self->retry_us *= 2;
    self->retry_us =
        self->retry_us < SPEAKER_RETRY_MOST_US ? self->retry_us : SPEAKER_RETRY_MOST_US;
}

static void try_again(struct speaker *self, struct mono now)
{
    struct device *device = device_new(self->mix);
    self->since = now;
    self->device = device;
    if (!begin(device, opening)) {
        count_alive(-1);
        atomic_store(&device->state, DEVICE_FAILED);
    }
}

// It asks for sound, as far as SDL and the callback tell.
static bool is_well(struct speaker *self, struct mono now)
{
    unsigned calls = atomic_load(&self->device->calls);
    bool is_news = !self->is_adopted || calls != self->calls;
    if (is_news) {
        self->is_adopted = true;
        self->calls = calls;
        self->since = now;
    }
    // SDL goes on asking for a device that was removed, for nobody.
    return SDL_GetAudioDeviceStatus(self->device->id) != SDL_AUDIO_STOPPED &&
           mono_since(now, self->since) < SPEAKER_SILENT_US;
}

void speaker_tend(struct speaker *self, struct mono now)
{
    if (self->device == NULL) {
        if (now.us >= self->retry_at.us && count_of_alive() < LEFT_MOST) {
            try_again(self, now);
        }
        return;
    }
    enum device_state state = (enum device_state)atomic_load(&self->device->state);
    if (state == DEVICE_OPEN && is_well(self, now)) {
        bool is_settled = self->calls > 0;
        self->retry_us = is_settled ? SPEAKER_RETRY_US : self->retry_us;
    } else if (state != DEVICE_OPENING || mono_since(now, self->since) >= SPEAKER_OPENING_US) {
        lose(self, now);
    }
}

bool speaker_is_lost(const struct speaker *self)
{
    return self->device == NULL || atomic_load(&self->device->state) != DEVICE_OPEN;
}

static struct timespec in_ms(long ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_nsec += ms % 1000 * 1000000;
    at.tv_sec += ms / 1000 + at.tv_nsec / 1000000000;
    at.tv_nsec %= 1000000000;
    return at;
}

bool speaker_close(struct speaker *self)
{
    if (self->device != NULL) {
        drop(self);
    }
    free(self);
    struct timespec deadline = in_ms(CLOSE_MS);
    int result = 0;
    pthread_mutex_lock(&lock);
    while (alive > 0 && result != ETIMEDOUT) {
        result = pthread_cond_timedwait(&changed, &lock, &deadline);
    }
    bool is_closed = alive == 0;
    pthread_mutex_unlock(&lock);
    return is_closed;
}
