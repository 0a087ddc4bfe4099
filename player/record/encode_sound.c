// Sound by AAC or Opus.
#include "record/encode_sound.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { RATE = 48000, CHANNELS = 2 };

// What an encoder needs to begin is taken off again by .mp4 and .mov, whatever it is; Matroska does
// so for Opus only.
static const char *encoder_of(const struct format *format)
{
    bool is_matroska = str_is(format->muxer, "matroska") || str_is(format->muxer, "webm");
    return is_matroska ? "libopus" : "aac";
}

static AVCodecContext *open_encoder(const struct container *into, const char *name, int bit_s,
                                    struct error *err)
{
    const struct libav *av = into->av;
    const AVCodec *codec = av->avcodec_find_encoder_by_name(name);
    AVCodecContext *context = codec == NULL ? NULL : av->avcodec_alloc_context3(codec);
    if (context == NULL) {
        error_set(err, ERROR_CONFIG, "this FFmpeg has no %s: sound cannot be written with it",
                  name);
        return NULL;
    }
    context->sample_rate = RATE;
    context->sample_fmt = str_is(name, "aac") ? AV_SAMPLE_FMT_FLTP : AV_SAMPLE_FMT_FLT;
    context->bit_rate = bit_s;
    context->time_base = (AVRational){1, RATE};
    context->flags |= AV_CODEC_FLAG_BITEXACT;
    av->av_channel_layout_default(&context->ch_layout, CHANNELS);
    if ((into->format->oformat->flags & AVFMT_GLOBALHEADER) != 0) {
        context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    }
    int code = av->avcodec_open2(context, codec, NULL);
    if (code < 0) {
        char words[128];
        error_set(err, ERROR_CONFIG, "%s does not take sound at %d bit/s: %s", name, bit_s,
                  libav_words(av, code, words));
        av->avcodec_free_context(&context);
    }
    return context;
}

static bool make_frame(struct sound_encoder *self, struct error *err)
{
    const struct libav *av = self->track.into->av;
    const AVCodecContext *codec = self->track.codec;
    self->frame = av->av_frame_alloc();
    if (self->frame == NULL) {
        return error_set(err, ERROR_CONFIG, "no memory for sound");
    }
    self->frame->format = codec->sample_fmt;
    self->frame->sample_rate = RATE;
    self->frame->nb_samples = codec->frame_size;
    av->av_channel_layout_default(&self->frame->ch_layout, CHANNELS);
    return av->av_frame_get_buffer(self->frame, 0) >= 0 ||
           error_set(err, ERROR_CONFIG, "no memory for sound");
}

bool sound_encoder_open(struct sound_encoder *self, struct container *into,
                        const struct format *format, int bit_s, struct error *err)
{
    AVCodecContext *context = open_encoder(into, encoder_of(format), bit_s, err);
    return context != NULL && track_open(&self->track, into, context, err) && make_frame(self, err);
}

void sound_encoder_add(struct sound_encoder *self, const float *frames, size_t count)
{
    if (count == 0) {
        return;
    }
    if (self->begin > 0 && self->end + count > self->capacity) {
        memmove(self->waiting, self->waiting + self->begin * CHANNELS,
                (self->end - self->begin) * CHANNELS * sizeof *self->waiting);
        self->end -= self->begin;
        self->begin = 0;
    }
    if (self->end + count > self->capacity) {
        self->capacity = (self->end + count) * 2;
        self->waiting = mem_resize(self->waiting, self->capacity, CHANNELS * sizeof *self->waiting);
    }
    memcpy(self->waiting + self->end * CHANNELS, frames, count * CHANNELS * sizeof *self->waiting);
    self->end += count;
}

static void fill(AVFrame *frame, const float *from, int count)
{
    if (frame->format == AV_SAMPLE_FMT_FLT) {
        memcpy(frame->data[0], from, (size_t)count * CHANNELS * sizeof *from);
        return;
    }
    for (int channel = 0; channel < CHANNELS; channel++) {
        float *plane = (float *)(void *)frame->data[channel];
        for (int i = 0; i < count; i++) {
            plane[i] = from[i * CHANNELS + channel];
        }
    }
}

// The next `count` of those that wait. Range: they are there.
static bool encode(struct sound_encoder *self, int count, struct error *err)
{
    if (self->track.into->av->av_frame_make_writable(self->frame) < 0) {
        return error_set(err, ERROR_FULL, "no memory for sound");
    }
    fill(self->frame, self->waiting + self->begin * CHANNELS, count);
    self->frame->nb_samples = count;
    self->frame->pts = self->sent;
    self->begin += (size_t)count;
    self->sent += count;
    return track_put(&self->track, self->frame, err);
}

bool sound_encoder_advance(struct sound_encoder *self, int64_t due, struct error *err)
{
    int block = self->track.codec->frame_size;
    while (self->end - self->begin >= (size_t)block && self->sent + block <= due) {
        if (!encode(self, block, err)) {
            return false;
        }
    }
    return true;
}

bool sound_encoder_end(struct sound_encoder *self, int64_t whole, struct error *err)
{
    static const float silence[1024 * CHANNELS];
    int block = self->track.codec->frame_size;
    while (self->sent < whole) {
        if (!sound_encoder_advance(self, whole, err)) {
            return false;
        }
        int64_t left = whole - self->sent;
        int64_t waiting = (int64_t)(self->end - self->begin);
        if (left < block && waiting >= left) {
            if (left > 0 && !encode(self, (int)left, err)) {
                return false;
            }
            continue;
        }
        int64_t missing = (left < block ? left : block) - waiting;
        sound_encoder_add(self, silence, missing < 1024 ? (size_t)missing : 1024);
    }
    return track_put(&self->track, NULL, err);
}

void sound_encoder_close(struct sound_encoder *self)
{
    if (self->frame != NULL) {
        self->track.into->av->av_frame_free(&self->frame);
    }
    free(self->waiting);
    track_close(&self->track);
    *self = (struct sound_encoder){0};
}
