// Adds up the sounds that play at the same time.
// A voice is FREE until main starts it (main → PLAYING), PLAYING until main stops it (main →
// STOPPING), STOPPING until the audio thread has faded it out (audio → DONE), and DONE until main
// takes the source back (main → FREE). Each state says who may touch the fields.
#include "media/mix.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum voice_state { VOICE_FREE = 0, VOICE_PLAYING, VOICE_STOPPING, VOICE_DONE };
// No source holds more (RING_SOUND_FRAMES is 1.4 s): after a night asleep nothing else is owed.
#define MIX_OWED_US INT64_C(2000000)
enum { MIX_BLOCK = 512 }; // frames pulled at once into the audio thread's own buffer

struct mix_voice {
    _Atomic int state;
    mix_pull *pull;        // set while FREE
    void *source;          // set while FREE
    float gain;            // set while FREE
    float fade;            // audio: 0 … 1
    uint64_t consumed;     // audio: frames pulled
    _Atomic uint64_t last; // main: the voice fades out when this many frames were pulled
    // audio writes, main reads: what had been pulled before and after the last run, and when.
    // `turn` is odd while they change.
    _Atomic uint32_t turn;
    _Atomic uint64_t heard_from, heard_to;
    _Atomic int64_t stamp_us;
    uint64_t got_last;     // audio: frames of this voice in the device's buffer
    int64_t last_heard_us; // main: answers never go backwards
};

struct mix {
    struct clock *clock;
    struct mix_voice voices[MIX_VOICES];
    _Atomic float volume;                  // main
    _Atomic bool is_paused;                // main
    atomic_flag is_running;                // whoever runs the mix, the device or mix_tend()
    _Atomic int64_t ran_us;                // when the mix last ran
    float level;                           // audio: what the volume has reached
    float block[MIX_BLOCK * MIX_CHANNELS]; // audio
};

struct mix *mix_new(struct clock *clock)
{
    struct mix *self = mem_zeroed(1, sizeof *self);
    self->clock = clock;
    self->level = 1.0f;
    atomic_flag_clear(&self->is_running);
    atomic_store(&self->ran_us, clock->now_mono(clock).us);
    atomic_store(&self->volume, 1.0f);
    return self;
}

void mix_free(struct mix *self)
{
    free(self);
}

void mix_set_volume(struct mix *self, double gain)
{
    atomic_store(&self->volume, (float)(gain < 0.0 ? 0.0 : gain > 1.0 ? 1.0 : gain));
}

void mix_pause(struct mix *self, bool is_paused)
{
    atomic_store(&self->is_paused, is_paused);
}

bool mix_has_room(const struct mix *self)
{
    for (int i = 0; i < MIX_VOICES; i++) {
        if (atomic_load(&self->voices[i].state) == VOICE_FREE) {
            return true;
        }
    }
    return false;
}

int mix_start(struct mix *self, mix_pull *pull, void *source, double gain)
{
    for (int i = 0; i < MIX_VOICES; i++) {
        struct mix_voice *voice = &self->voices[i];
        if (atomic_load(&voice->state) != VOICE_FREE) {
            continue;
        }
        voice->pull = pull;
        voice->source = source;
        voice->gain = (float)gain;
        voice->fade = 0.0f;
        voice->consumed = 0;
        atomic_store(&voice->last, UINT64_MAX);
        voice->got_last = 0;
        voice->last_heard_us = -1;
        atomic_store(&voice->heard_from, 0);
        atomic_store(&voice->heard_to, 0);
        atomic_store(&voice->stamp_us, -1);
        atomic_store(&voice->state, VOICE_PLAYING);
        return i;
    }
    return -1;
}

void mix_stop(struct mix *self, int voice)
{
    int playing = VOICE_PLAYING;
    atomic_compare_exchange_strong(&self->voices[voice].state, &playing, VOICE_STOPPING);
}

void mix_finish(struct mix *self, int number, int64_t most_us)
{
    struct mix_voice *voice = &self->voices[number];
    uint64_t most = (uint64_t)(most_us * MIX_RATE / CLOCK_SECOND_US);
    atomic_store(&voice->last, atomic_load(&voice->heard_to) + most);
}

void *mix_take_stopped(struct mix *self)
{
    for (int i = 0; i < MIX_VOICES; i++) {
        struct mix_voice *voice = &self->voices[i];
        if (atomic_load(&voice->state) == VOICE_DONE) {
            void *source = voice->source;
            atomic_store(&voice->state, VOICE_FREE);
            return source;
        }
    }
    return NULL;
}

int64_t mix_heard_us(struct mix *self, int number, struct mono now)
{
    struct mix_voice *voice = &self->voices[number];
    uint32_t turn = 0;
    uint64_t from = 0;
    uint64_t to = 0;
    int64_t stamp_us = 0;
    do {
        turn = atomic_load(&voice->turn);
        from = atomic_load(&voice->heard_from);
        to = atomic_load(&voice->heard_to);
        stamp_us = atomic_load(&voice->stamp_us);
    } while ((turn & 1) != 0 || turn != atomic_load(&voice->turn));
    int64_t since_us = now.us - stamp_us;
    if (stamp_us < 0 || since_us > MIX_STALL_US) {
        return -1;
    }
    int64_t from_us = (int64_t)(from * CLOCK_SECOND_US / MIX_RATE);
    int64_t to_us = (int64_t)(to * CLOCK_SECOND_US / MIX_RATE);
    int64_t heard_us = from_us + (since_us > 0 ? since_us : 0);
    heard_us = heard_us < to_us ? heard_us : to_us;
    voice->last_heard_us = heard_us > voice->last_heard_us ? heard_us : voice->last_heard_us;
    return voice->last_heard_us;
}

// What lies in the device's buffer at this moment was pulled in the last run: it is heard from now
// on, while what this run pulls is heard after it.
static void stamp(struct mix_voice *voice, int64_t now_us, uint64_t got)
{
    bool was_heard = voice->consumed > 0;
    atomic_fetch_add(&voice->turn, 1);
    atomic_store(&voice->heard_from, voice->consumed - voice->got_last);
    atomic_store(&voice->heard_to, voice->consumed);
    atomic_store(&voice->stamp_us, was_heard ? now_us : -1); // now_us is −1 where nobody hears it
    atomic_fetch_add(&voice->turn, 1);
    voice->got_last = got;
    voice->consumed += got;
}

// NaN becomes silence: sound comes from a process that is not trusted.
static float sane(float sample)
{
    return isfinite(sample) ? sample : 0.0f;
}

// Adds the voice to `out`; `levels` holds the volume of each frame. Returns the frames pulled.
static size_t add_voice(struct mix *self, struct mix_voice *voice, float *out, size_t count)
{
    const float step = 1.0f / MIX_FADE_FRAMES;
    bool is_finishing = atomic_load(&voice->last) != UINT64_MAX;
    bool is_stopping = atomic_load(&voice->state) == VOICE_STOPPING;
    size_t got = voice->pull(voice->source, self->block, count);
    for (size_t i = 0; i < got; i++) {
        voice->fade += is_stopping ? -step : step;
        voice->fade = voice->fade < 0.0f ? 0.0f : voice->fade > 1.0f ? 1.0f : voice->fade;
        float gain = voice->fade * voice->gain;
        out[2 * i] += gain * sane(self->block[2 * i]);
        out[2 * i + 1] += gain * sane(self->block[2 * i + 1]);
    }
    if ((is_stopping && voice->fade <= 0.0f) || ((is_stopping || is_finishing) && got < count)) {
        atomic_store(&voice->state, VOICE_DONE);
    }
    return got;
}

// The volume moves towards its target by a fade's step a frame; samples are cut at full scale.
static void apply_level(struct mix *self, float target, float *out, size_t count)
{
    const float step = 1.0f / MIX_FADE_FRAMES;
    for (size_t i = 0; i < count; i++) {
        float away = target - self->level;
        self->level += away > step ? step : away < -step ? -step : away;
        for (size_t c = 0; c < MIX_CHANNELS; c++) {
            float sample = out[MIX_CHANNELS * i + c] * self->level;
            out[MIX_CHANNELS * i + c] = fmaxf(-1.0f, fminf(1.0f, sample));
        }
    }
}

static bool is_pulled(struct mix_voice *voice)
{
    int state = atomic_load(&voice->state);
    return state == VOICE_PLAYING || state == VOICE_STOPPING;
}

// Mixes `count` frames that the device took at `now_us`; −1: nobody will hear them, so they tell no
// time. Only one thread at a time.
static void run(struct mix *self, float *out, size_t count, int64_t now_us)
{
    bool is_paused = atomic_load(&self->is_paused);
    float target = is_paused ? 0.0f : atomic_load(&self->volume);
    uint64_t got[MIX_VOICES] = {0};
    for (int i = 0; i < MIX_VOICES; i++) {
        if (is_pulled(&self->voices[i]) && // else its fields are main's
            self->voices[i].consumed >= atomic_load(&self->voices[i].last)) {
            mix_stop(self, i);
        }
    }
    for (size_t done = 0; done < count;) {
        size_t now = count - done < MIX_BLOCK ? count - done : MIX_BLOCK;
        if (is_paused) { // only as long as it takes to fade
            size_t fade = (size_t)ceilf(self->level * MIX_FADE_FRAMES);
            now = fade < now ? fade : now;
        }
        if (now == 0) {
            break;
        }
        float *part = out + done * MIX_CHANNELS;
        for (int i = 0; i < MIX_VOICES; i++) {
            if (is_pulled(&self->voices[i])) {
                got[i] += add_voice(self, &self->voices[i], part, now);
            }
        }
        apply_level(self, target, part, now);
        done += now;
    }
    for (int i = 0; i < MIX_VOICES; i++) {
        if (is_pulled(&self->voices[i])) {
            stamp(&self->voices[i], now_us, got[i]);
        }
        // nobody hears a paused mixer: what should stop has stopped
        int stopping = VOICE_STOPPING;
        if (is_paused && self->level <= 0.0f) {
            atomic_compare_exchange_strong(&self->voices[i].state, &stopping, VOICE_DONE);
        }
    }
}

void mix_run(struct mix *self, float *out, size_t count)
{
    memset(out, 0, count * MIX_CHANNELS * sizeof *out);
    if (atomic_flag_test_and_set(&self->is_running)) {
        return; // mix_tend() has it for a moment
    }
    int64_t now_us = self->clock->now_mono(self->clock).us;
    run(self, out, count, now_us);
    atomic_store(&self->ran_us, now_us);
    atomic_flag_clear(&self->is_running);
}

void mix_tend(struct mix *self, struct mono now)
{
    int64_t since_us = now.us - atomic_load(&self->ran_us);
    if (since_us <= MIX_STALL_US || atomic_flag_test_and_set(&self->is_running)) {
        return;
    }
    // Up to now less the time it takes until this is called again: it must stay a stall to the next
    // call.
    int64_t owed_us = since_us - MIX_STALL_US / 2;
    owed_us = owed_us < MIX_OWED_US ? owed_us : MIX_OWED_US;
    float nowhere[MIX_BLOCK * MIX_CHANNELS];
    for (int64_t owed = owed_us * MIX_RATE / CLOCK_SECOND_US; owed > 0; owed -= MIX_BLOCK) {
        memset(nowhere, 0, sizeof nowhere);
        run(self, nowhere, owed < MIX_BLOCK ? (size_t)owed : (size_t)MIX_BLOCK, -1);
    }
    atomic_store(&self->ran_us, now.us - MIX_STALL_US / 2);
    atomic_flag_clear(&self->is_running);
}
