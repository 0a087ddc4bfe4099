// Films with sound.
#include "base/mem.h"
#include "record/encode_picture.h"
#include "record/encode_sound.h"
#include "record/level.h"
#include "record/recorder.h"

#include <stdlib.h>

enum { SOUND_RATE = 48000 };

struct film {
    struct format format;
    int rate_mhz;
    bool has_sound;
    struct container container;
    struct picture_encoder pictures;
    struct sound_encoder sound;
};

static void close_film(void *self)
{
    struct film *film = self;
    if (film != NULL) {
        picture_encoder_close(&film->pictures);
        sound_encoder_close(&film->sound);
        container_close(&film->container);
        free(film);
    }
}

static bool check(const struct recording_wish *wish, struct error *err)
{
    const struct format *format = wish->format;
    return format_check(format, err) &&
           (format->level == 0 ||
            level_check(format->codec, format->level, wish->size, wish->rate_mhz, err));
}

static bool open_all(struct film *self, const struct libav *av, const struct recording_wish *wish,
                     struct error *err)
{
    struct budget budget;
    int64_t frames = wish->length_us / 1000 * wish->rate_mhz / 1000000;
    if (!check(wish, err) ||
        !budget_make(&budget, &self->format, wish->length_us, frames, self->has_sound, err)) {
        return false;
    }
    const struct picture_wish pictures = {&self->format, &budget, wish->size, wish->rate_mhz};
    return container_open(&self->container, av, wish->path, self->format.muxer, err) &&
           picture_encoder_open(&self->pictures, &self->container, &pictures, err) &&
           (!self->has_sound || sound_encoder_open(&self->sound, &self->container, &self->format,
                                                   budget.sound_bit_s, err)) &&
           container_start(&self->container, err);
}

static void *open_film(const struct recording_wish *wish, struct error *err)
{
    const struct libav *av = libav_open(err);
    if (av == NULL) {
        return NULL;
    }
    struct film *self = mem_zeroed(1, sizeof *self);
    self->format = *wish->format;
    self->rate_mhz = wish->rate_mhz;
    self->has_sound = wish->has_sound;
    self->container.place.fd = -1;
    if (!open_all(self, av, wish, err)) {
        close_film(self);
        return NULL;
    }
    return self;
}

// Of sound that is heard while the pictures are seen that were put in.
static int64_t sound_due(const struct film *self)
{
    int64_t thousandths = self->pictures.count * SOUND_RATE * 1000;
    return (thousandths + self->rate_mhz / 2) / self->rate_mhz;
}

static bool add_picture(void *self, const struct SDL_Surface *picture, const struct rect *changed,
                        int count, struct error *err)
{
    struct film *film = self;
    return picture_encoder_put(&film->pictures, picture, changed, count, err) &&
           (!film->has_sound || sound_encoder_advance(&film->sound, sound_due(film), err));
}

static bool add_sound(void *self, const float *frames, size_t count, struct error *err)
{
    struct film *film = self;
    sound_encoder_add(&film->sound, frames, count);
    return sound_encoder_advance(&film->sound, sound_due(film), err);
}

static bool finish(void *self, int64_t *bytes, struct error *err)
{
    struct film *film = self;
    if ((film->has_sound && !sound_encoder_end(&film->sound, sound_due(film), err)) ||
        !picture_encoder_end(&film->pictures, err) ||
        !container_finish(&film->container, film->format.most_bytes, err)) {
        return false;
    }
    *bytes = film->container.bytes;
    return true;
}

static const char *note(const void *self)
{
    const struct film *film = self;
    return film->pictures.note[0] == '\0' ? NULL : film->pictures.note;
}

static struct place *place(void *self)
{
    struct film *film = self;
    return &film->container.place;
}

const struct recorder film_recorder = {
    .passes = 1,
    .open = open_film,
    .add_picture = add_picture,
    .add_sound = add_sound,
    .finish = finish,
    .note = note,
    .place = place,
    .close = close_film,
};
