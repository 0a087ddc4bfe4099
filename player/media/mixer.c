// The sound device around the mix.
#include "media/mixer.h"

#include <dlfcn.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "media/intake.h"
#include "media/medium_ring.h"
#include "media/mix.h"
#include "media/speaker.h"

// What a voice's sound comes from: the ring of a medium, which it may outlive.
struct source {
    struct intake *intake;
    struct medium *medium; // whose decoder is waited for; NULL: nobody waits, or it is closed
};

struct voice {
    struct mixer *mixer;
    struct source *source; // the mix gives it back when it is done with it
    int number;
    int64_t begins_us; // media time of its first sound
};

// What is taken by hand is mixed in such pieces: a voice that is to end does so within one, however
// much is taken at once.
enum { PIECE = MIX_FADE_FRAMES };

struct mixer {
    struct clock *clock;
    struct speaker *speaker; // NULL: the sound is taken by hand
    struct mix *mix;
    double volume; // 0 … 1
    bool is_muted;
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

struct mixer *mixer_open_taken(struct clock *clock)
{
    struct mixer *self = mem_zeroed(1, sizeof *self);
    self->clock = clock;
    self->mix = mix_new(clock);
    self->volume = 1.0;
    return self;
}

struct mixer *mixer_open(struct clock *clock, struct error *err)
{
    hush_alsa();
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        error_set(err, ERROR_DEVICE, "no sound: %s", SDL_GetError());
        return NULL;
    }
    struct mixer *self = mixer_open_taken(clock);
    self->speaker = speaker_open(self->mix, err);
    if (self->speaker == NULL) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        mix_free(self->mix);
        free(self);
        return NULL;
    }
    return self;
}

static void sweep(struct mixer *self)
{
    for (struct source *source = NULL; (source = mix_take_stopped(self->mix)) != NULL;) {
        intake_release(source->intake);
        free(source);
    }
}

void mixer_take(struct mixer *self, float *out, size_t count)
{
    for (size_t done = 0; done < count;) {
        size_t now = count - done < PIECE ? count - done : PIECE;
        mix_run(self->mix, out + done * MIX_CHANNELS, now);
        done += now;
    }
    sweep(self);
}

void mixer_close(struct mixer *self)
{
    static struct mixer *hanging; // its callback may still come: what it uses stays
    if (self == NULL) {
        return;
    }
    if (self->speaker != NULL && !speaker_close(self->speaker)) {
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
    if (self->speaker != NULL) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    mix_free(self->mix);
    free(self);
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
    if (self != NULL && self->speaker != NULL) {
        speaker_tend(self->speaker, now);
        mix_tend(self->mix, now);
        sweep(self); // a film that has played out gives its memory back
    }
}

bool mixer_is_lost(const struct mixer *self)
{
    return self != NULL && self->speaker != NULL && speaker_is_lost(self->speaker);
}

static size_t pull(void *source, float *out, size_t count)
{
    struct source *self = source;
    return self->medium != NULL ? medium_wait_sound(self->medium, out, count)
                                : intake_take_sound(self->intake, out, count);
}

struct voice *voice_start(struct mixer *mixer, struct medium *medium, int64_t from_us,
                          double gain_db)
{
    if (mixer == NULL) {
        return NULL;
    }
    sweep(mixer);
    if (!mix_has_room(mixer->mix)) {
        return NULL; // its sound passes unheard
    }
    if (mixer->speaker == NULL) {
        medium_skip_sound(medium, from_us);
    }
    int64_t begins_us = 0;
    struct source *source = mem_zeroed(1, sizeof *source);
    source->intake = medium_intake(medium, from_us, &begins_us);
    source->medium = mixer->speaker == NULL ? medium : NULL;
    int number = mix_start(mixer->mix, pull, source, pow(10.0, gain_db / 20.0));
    if (number < 0) {
        free(source);
        return NULL;
    }
    intake_hold(source->intake);
    struct voice *self = mem_zeroed(1, sizeof *self);
    self->mixer = mixer;
    self->source = source;
    self->number = number;
    self->begins_us = begins_us;
    return self;
}

// Its medium is about to be closed, and its decoder ends: what the voice may still play has to be
// in the ring by then. Where a device pulls, what came in time is there.
static void forget_medium(struct voice *self)
{
    enum { LAST = MIX_RATE / 1000 * (VOICE_TAIL_US / 1000) + PIECE + MIX_FADE_FRAMES };
    if (self->mixer->speaker == NULL) {
        medium_await_sound(self->source->medium, LAST);
        self->source->medium = NULL;
    }
}

void voice_stop(struct voice *self)
{
    if (self != NULL) {
        forget_medium(self);
        mix_stop(self->mixer->mix, self->number);
        sweep(self->mixer);
        free(self);
    }
}

void voice_finish(struct voice *self)
{
    if (self != NULL) {
        forget_medium(self);
        mix_finish(self->mixer->mix, self->number, VOICE_TAIL_US);
        sweep(self->mixer);
        free(self);
    }
}

int64_t voice_heard_us(struct voice *self)
{
    if (self == NULL || self->mixer->speaker == NULL) {
        return -1;
    }
    struct clock *clock = self->mixer->clock;
    int64_t heard_us = mix_heard_us(self->mixer->mix, self->number, clock->now_mono(clock));
    return heard_us < 0 ? -1 : self->begins_us + heard_us;
}
