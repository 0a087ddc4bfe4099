// The sound device around the mix.
#include "media/mixer.h"

#include <dlfcn.h>
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "media/intake.h"
#include "media/medium_ring.h"
#include "media/mix.h"

enum {
    MIXER_DEVICE_FRAMES =
        1024,             // 21 ms: late enough for a busy machine, early enough for a key press
    MIXER_CLOSE_MS = 500, // a device that works closes in a few buffers
};

struct voice {
    struct mixer *mixer;
    int number;
    int64_t begins_us; // media time of its first sound
};

struct mixer {
    struct clock *clock;
    SDL_AudioDeviceID device;
    struct mix *mix;
    double volume; // 0 … 1
    bool is_muted;
    pthread_mutex_t lock;  // guards is_closed
    pthread_cond_t closed; // on CLOCK_MONOTONIC
    bool is_closed;
};

// libasound writes a page on standard error where there is no sound card. It is reached through
// SDL, so that this program need not link it; one line from SDL says the same.
static void say_nothing(const char *file, int line, const char *function, int code,
                        const char *format, ...)
{
    (void)file;
    (void)line;
    (void)function;
    (void)code;
    (void)format;
}

static void hush_alsa(void)
{
    typedef void handler(const char *, int, const char *, int, const char *, ...);
    int (*set_handler)(handler *) = NULL;
    void *symbol = dlsym(RTLD_DEFAULT, "snd_lib_error_set_handler");
    memcpy(&set_handler, &symbol, sizeof set_handler); // ISO C has no cast for this
    if (set_handler != NULL) {
        set_handler(say_nothing);
    }
}

static void feed_device(void *self, Uint8 *out, int bytes)
{
    struct mixer *mixer = self;
    mix_run(mixer->mix, (void *)out, (size_t)bytes / (MIX_CHANNELS * sizeof(float)));
}

static void let_go(struct mixer *self)
{
    pthread_cond_destroy(&self->closed);
    pthread_mutex_destroy(&self->lock);
    mix_free(self->mix);
    free(self);
}

struct mixer *mixer_open(struct clock *clock, struct error *err)
{
    hush_alsa();
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        error_set(err, ERROR_DEVICE, "no sound: %s", SDL_GetError());
        return NULL;
    }
    struct mixer *self = mem_zeroed(1, sizeof *self);
    self->clock = clock;
    self->mix = mix_new(clock);
    self->volume = 1.0;
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&self->lock, NULL);
    pthread_cond_init(&self->closed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    SDL_AudioSpec want = {
        .freq = MIX_RATE,
        .format = AUDIO_F32SYS,
        .channels = MIX_CHANNELS,
        .samples = MIXER_DEVICE_FRAMES,
        .callback = feed_device,
        .userdata = self,
    };
    self->device = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
    if (self->device == 0) {
        error_set(err, ERROR_DEVICE, "no sound: %s", SDL_GetError());
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        let_go(self);
        return NULL;
    }
    SDL_PauseAudioDevice(self->device, 0);
    return self;
}

static void *close_device(void *mixer)
{
    struct mixer *self = mixer;
    SDL_CloseAudioDevice(self->device);
    pthread_mutex_lock(&self->lock);
    self->is_closed = true;
    pthread_cond_signal(&self->closed);
    pthread_mutex_unlock(&self->lock);
    return NULL;
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

// Some drivers never return from closing (SDL #2430, #9829), so a thread of its own does it and is
// left behind if it hangs: the process ends anyway.
static bool close_in_time(struct mixer *self)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, close_device, self) != 0) {
        return false;
    }
    struct timespec deadline = in_ms(MIXER_CLOSE_MS);
    pthread_mutex_lock(&self->lock);
    int result = 0;
    while (!self->is_closed && result != ETIMEDOUT) {
        result = pthread_cond_timedwait(&self->closed, &self->lock, &deadline);
    }
    bool is_closed = self->is_closed;
    pthread_mutex_unlock(&self->lock);
    if (is_closed) {
        pthread_join(thread, NULL);
    } else {
        pthread_detach(thread);
    }
    return is_closed;
}

static void sweep(struct mixer *self)
{
    for (void *source = NULL; (source = mix_take_stopped(self->mix)) != NULL;) {
        intake_release(source);
    }
}

void mixer_close(struct mixer *self)
{
    static struct mixer *hanging; // its callback may still come: what it uses stays
    if (self == NULL) {
        return;
    }
    if (!close_in_time(self)) {
        hanging = self;
        (void)hanging;
        return;
    }
    for (int i = 0; i < MIX_VOICES; i++) {
        mix_stop(self->mix, i);
    }
    // no device, no callback: one silent run of our own lets every voice end
    float silence[MIX_FADE_FRAMES * 2 * MIX_CHANNELS];
    mix_run(self->mix, silence, MIX_FADE_FRAMES * 2);
    sweep(self);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    let_go(self);
}

static void apply_volume(struct mixer *self)
{
    // squared: half of the knob sounds about half as loud
    mix_set_volume(self->mix, self->is_muted ? 0.0 : self->volume * self->volume);
}

void mixer_set_volume(struct mixer *self, int percent)
{
    if (self != NULL) {
        self->volume = (percent < 0 ? 0 : percent > 100 ? 100 : percent) / 100.0;
        apply_volume(self);
    }
}

void mixer_set_muted(struct mixer *self, bool is_muted)
{
    if (self != NULL) {
        self->is_muted = is_muted;
        apply_volume(self);
    }
}

void mixer_pause(struct mixer *self, bool is_paused)
{
    if (self != NULL) {
        mix_pause(self->mix, is_paused);
    }
}

void mixer_tend(struct mixer *self, struct mono now)
{
    if (self != NULL) {
        mix_tend(self->mix, now);
        sweep(self); // a film that has played out gives its memory back
    }
}

static size_t pull_ring(void *source, float *out, size_t count)
{
    return intake_take_sound(source, out, count);
}

struct voice *voice_start(struct mixer *mixer, struct medium *medium, int64_t from_us,
                          double gain_db)
{
    if (mixer == NULL) {
        return NULL;
    }
    sweep(mixer);
    int64_t begins_us = 0;
    struct intake *intake = medium_intake(medium, from_us, &begins_us);
    int number = mix_start(mixer->mix, pull_ring, intake, pow(10.0, gain_db / 20.0));
    if (number < 0) {
        return NULL;
    }
    intake_hold(intake);
    struct voice *self = mem_zeroed(1, sizeof *self);
    self->mixer = mixer;
    self->number = number;
    self->begins_us = begins_us;
    return self;
}

void voice_stop(struct voice *self)
{
    if (self != NULL) {
        mix_stop(self->mixer->mix, self->number);
        sweep(self->mixer);
        free(self);
    }
}

void voice_finish(struct voice *self)
{
    if (self != NULL) {
        mix_finish(self->mixer->mix, self->number, VOICE_TAIL_US);
        sweep(self->mixer);
        free(self);
    }
}

int64_t voice_heard_us(struct voice *self)
{
    if (self == NULL) {
        return -1;
    }
    struct clock *clock = self->mixer->clock;
    int64_t heard_us = mix_heard_us(self->mixer->mix, self->number, clock->now_mono(clock));
    return heard_us < 0 ? -1 : self->begins_us + heard_us;
}
