// GIF: 256 colours, times in hundredths of a second, round and round.
#include "base/mem.h"
#include "record/palette.h"
#include "record/recorder.h"
#include "record/track.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MOST_RATE_MHZ = 50000, // Source: browsers show a picture of less than 2/100 s for 10/100 s
    MOST_DELAY = 60000,    // of a picture, in 1/100 s. Source: GIF89a has 16 bits for it
};

struct gif {
    const struct libav *av;
    struct container container;
    struct track track;
    struct palette palette;
    AVFrame *picture; // what is seen now
    AVFrame *drawn;   // the same in few colours
    struct format format;
    int rate_mhz, step; // every how many frames are kept
    int64_t count;      // frames of this pass
    int64_t last;       // when the last picture was put in, in 1/100 s
    bool is_changed;    // since then
    bool is_drawing;
    char note[160]; // "": nothing
};

// When frame `number` is seen, in 1/100 s: rounded from its exact time, so that nothing adds up.
static int64_t time_of(const struct gif *self, int64_t number)
{
    return (number * 100000 + self->rate_mhz / 2) / self->rate_mhz;
}

// --- pictures ----------------------------------------------------------------------------------

static void copy_rect(AVFrame *into, const SDL_Surface *from, struct rect changed)
{
    struct rect part = rect_intersect(changed, (struct rect){0, 0, into->width, into->height});
    for (int y = part.y; y < part.y + part.h && part.w > 0; y++) {
        const uint32_t *source = (const uint32_t *)(const void *)((const uint8_t *)from->pixels +
                                                                  (ptrdiff_t)y * from->pitch);
        uint32_t *target = (uint32_t *)(void *)(into->data[0] + (ptrdiff_t)y * into->linesize[0]);
        for (int x = part.x; x < part.x + part.w; x++) {
            target[x] = source[x] | 0xFF000000;
        }
    }
}

static bool draw_all(struct gif *self, struct error *err)
{
    while (palette_take(&self->palette, self->drawn)) {
        bool is_in = track_put(&self->track, self->drawn, err);
        self->av->av_frame_unref(self->drawn);
        if (!is_in) {
            return false;
        }
    }
    return true;
}

static bool put(struct gif *self, int64_t at, struct error *err)
{
    self->picture->pts = at;
    self->last = at;
    self->is_changed = false;
    return palette_put(&self->palette, self->picture, err) &&
           (!self->is_drawing || draw_all(self, err));
}

static bool add_picture(void *opaque, const struct SDL_Surface *picture, const struct rect *changed,
                        int count, struct error *err)
{
    struct gif *self = opaque;
    if (count > 0 && self->av->av_frame_make_writable(self->picture) < 0) {
        return error_set(err, ERROR_FULL, "no memory for a picture");
    }
    for (int i = 0; i < count; i++) {
        copy_rect(self->picture, picture, changed[i]);
    }
    self->is_changed = self->is_changed || count > 0;
    int64_t number = self->count++;
    int64_t at = time_of(self, number);
    bool is_due = self->is_changed || at - self->last > MOST_DELAY;
    return number % self->step != 0 || !is_due || put(self, at, err);
}

static bool next_pass(void *opaque, struct error *err)
{
    struct gif *self = opaque;
    self->count = 0;
    self->last = 0;
    self->is_changed = false;
    self->is_drawing = true;
    return palette_choose(&self->palette, err);
}

// --- the file ----------------------------------------------------------------------------------

static void close_gif(void *opaque)
{
    struct gif *self = opaque;
    if (self == NULL) {
        return;
    }
    palette_close(&self->palette);
    if (self->av != NULL) {
        self->av->av_frame_free(&self->picture);
        self->av->av_frame_free(&self->drawn);
    }
    track_close(&self->track);
    container_close(&self->container);
    free(self);
}

static bool make_frames(struct gif *self, struct size size, struct error *err)
{
    self->drawn = self->av->av_frame_alloc();
    self->picture = self->av->av_frame_alloc();
    if (self->drawn != NULL && self->picture != NULL) {
        self->picture->format = AV_PIX_FMT_RGB32;
        self->picture->width = size.w;
        self->picture->height = size.h;
        self->picture->sample_aspect_ratio = (AVRational){1, 1};
        if (self->av->av_frame_get_buffer(self->picture, 0) >= 0) {
            return true;
        }
    }
    return error_set(err, ERROR_CONFIG, "no memory for a picture");
}

static bool open_track(struct gif *self, struct size size, struct error *err)
{
    const AVCodec *codec = self->av->avcodec_find_encoder_by_name("gif");
    AVCodecContext *context = codec == NULL ? NULL : self->av->avcodec_alloc_context3(codec);
    if (context == NULL) {
        return error_set(err, ERROR_CONFIG, "this FFmpeg writes no GIF");
    }
    context->width = size.w;
    context->height = size.h;
    context->pix_fmt = AV_PIX_FMT_PAL8;
    context->time_base = (AVRational){1, 100};
    context->flags |= AV_CODEC_FLAG_BITEXACT;
    int code = self->av->avcodec_open2(context, codec, NULL);
    if (code < 0) {
        char words[128];
        self->av->avcodec_free_context(&context);
        return error_set(err, ERROR_CONFIG, "GIF does not take pictures of %d × %d: %s", size.w,
                         size.h, libav_words(self->av, code, words));
    }
    return track_open(&self->track, &self->container, context, err);
}

static void choose_step(struct gif *self)
{
    self->step = (self->rate_mhz + MOST_RATE_MHZ - 1) / MOST_RATE_MHZ;
    if (self->step > 1) {
        snprintf(self->note, sizeof self->note,
                 "a GIF is not seen faster than 50 pictures a second: one of %d is kept, %g a "
                 "second",
                 self->step, self->rate_mhz / 1000.0 / self->step);
    }
}

static void *open_gif(const struct recording_wish *wish, struct error *err)
{
    const struct libav *av = libav_open(err);
    if (av == NULL) {
        return NULL;
    }
    struct gif *self = mem_zeroed(1, sizeof *self);
    self->av = av;
    self->format = *wish->format;
    self->rate_mhz = wish->rate_mhz;
    self->container.place.fd = -1;
    choose_step(self);
    if (!palette_open(&self->palette, av, wish->size, err) ||
        !container_open(&self->container, av, wish->path, self->format.muxer, err) ||
        !open_track(self, wish->size, err) || !make_frames(self, wish->size, err) ||
        !container_start(&self->container, err)) {
        close_gif(self);
        return NULL;
    }
    return self;
}

static bool finish(void *opaque, int64_t *bytes, struct error *err)
{
    struct gif *self = opaque;
    int64_t rest = time_of(self, self->count) - self->last; // that the last picture is seen
    self->av->av_opt_set_int(self->container.format->priv_data, "final_delay", rest, 0);
    if (!palette_put(&self->palette, NULL, err) || !draw_all(self, err) ||
        !track_put(&self->track, NULL, err) ||
        !container_finish(&self->container, self->format.most_bytes, err)) {
        return false;
    }
    *bytes = self->container.bytes;
    return true;
}

static const char *note(const void *opaque)
{
    const struct gif *self = opaque;
    return self->note[0] == '\0' ? NULL : self->note;
}

static struct place *place(void *opaque)
{
    return &((struct gif *)opaque)->container.place;
}

const struct recorder gif_recorder = {
    .passes = 2,
    .open = open_gif,
    .next_pass = next_pass,
    .add_picture = add_picture,
    .finish = finish,
    .note = note,
    .place = place,
    .close = close_gif,
};
