// Which kind of recording, and what all kinds have in common.
#include "record/recording.h"

#include "base/mem.h"
#include "record/encode_picture.h"
#include "record/recorder.h"

#include <assert.h>
#include <SDL.h>
#include <stdlib.h>

enum { MOST_SIDE = 16384, MOST_RATE_MHZ = 1000000 };

struct recording {
    const struct recorder *kind;
    void *self;
    struct size size;
    int pass;       // from 1 on
    int64_t frames; // of this pass
    bool is_broken; // nothing more can be put in
};

static const struct recorder *kind_of(enum codec codec)
{
    switch (codec) {
    case CODEC_H264:
    case CODEC_HEVC:
    case CODEC_VP9:
        return &film_recorder;
    case CODEC_GIF:
        return &gif_recorder;
    case CODEC_PNG:
        return &sequence_recorder;
    }
    return NULL;
}

static bool check(const struct recording_wish *wish, struct error *err)
{
    struct size size = wish->size;
    if (size.w < 1 || size.h < 1 || size.w > MOST_SIDE || size.h > MOST_SIDE) {
        return error_set(err, ERROR_CONFIG, "%d × %d: pictures have 1 to %d pixels a side", size.w,
                         size.h, MOST_SIDE);
    }
    if (wish->rate_mhz < 1 || wish->rate_mhz > MOST_RATE_MHZ) {
        return error_set(err, ERROR_CONFIG, "%g frames a second: more than 0, and at most %d",
                         wish->rate_mhz / 1000.0, MOST_RATE_MHZ / 1000);
    }
    if (wish->has_sound && !format_has_sound(wish->format)) {
        return error_set(err, ERROR_CONFIG, "%s: %s has no sound", wish->path,
                         codec_title(wish->format->codec));
    }
    return true;
}

struct recording *recording_open(const struct recording_wish *wish, struct error *err)
{
    if (!check(wish, err)) {
        return NULL;
    }
    const struct recorder *kind = kind_of(wish->format->codec);
    assert(kind != NULL);
    void *opened = kind->open(wish, err);
    if (opened == NULL) {
        return NULL;
    }
    struct recording *self = mem_zeroed(1, sizeof *self);
    *self = (struct recording){.kind = kind, .self = opened, .size = wish->size, .pass = 1};
    return self;
}

const char *recording_note(const struct recording *self)
{
    return self->kind->note(self->self);
}

const char *recording_path(const struct recording *self)
{
    return self->kind->place(self->self)->path;
}

const char *recording_part(const struct recording *self)
{
    return self->kind->place(self->self)->temporary;
}

struct size recording_size(const struct recording *self)
{
    bool is_film = self->kind == &film_recorder;
    return is_film ? even_size(self->size) : self->size;
}

void recording_cut(struct recording *self)
{
    place_step_aside(self->kind->place(self->self));
}

int recording_passes(const struct recording *self)
{
    return self->kind->passes;
}

bool recording_next_pass(struct recording *self, struct error *err)
{
    assert(self->pass < self->kind->passes);
    self->pass++;
    self->frames = 0;
    self->is_broken = !self->kind->next_pass(self->self, err);
    return !self->is_broken;
}

bool recording_add_picture(struct recording *self, const struct SDL_Surface *picture,
                           const struct rect *changed, int count, struct error *err)
{
    assert(!self->is_broken && picture->w == self->size.w && picture->h == self->size.h &&
           picture->format->BytesPerPixel == 4 && picture->format->Rmask == 0xFF0000 &&
           picture->format->Bmask == 0xFF);
    const struct rect whole = {0, 0, self->size.w, self->size.h};
    bool is_first = self->frames == 0;
    self->frames++;
    self->is_broken = !self->kind->add_picture(self->self, picture, is_first ? &whole : changed,
                                               is_first ? 1 : count, err);
    return !self->is_broken;
}

bool recording_add_sound(struct recording *self, const float *frames, size_t count,
                         struct error *err)
{
    assert(!self->is_broken && self->kind->add_sound != NULL);
    self->is_broken = !self->kind->add_sound(self->self, frames, count, err);
    return !self->is_broken;
}

bool recording_finish(struct recording *self, int64_t *bytes, struct error *err)
{
    int64_t written = 0;
    if (self->is_broken || self->pass < self->kind->passes || self->frames == 0) {
        return error_set(err, ERROR_CONFIG, "there is no picture to keep");
    }
    self->is_broken = !self->kind->finish(self->self, &written, err);
    if (bytes != NULL && !self->is_broken) {
        *bytes = written;
    }
    return !self->is_broken;
}

void recording_close(struct recording *self)
{
    if (self != NULL) {
        self->kind->close(self->self);
        free(self);
    }
}
