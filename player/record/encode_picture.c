// Choosing an encoder, telling it what is wished, and feeding it.
#include "record/encode_picture.h"

#include "record/encode_options.h"
#include "record/yuv.h"

#include <SDL.h>
#include <stdio.h>

// --- opening -----------------------------------------------------------------------------------

// Encoders by codec, the best one first; the others are of hardware or of another licence.
static const char *const names[][5] = {
    [CODEC_H264] = {"libx264", "libopenh264", "h264_v4l2m2m", "h264_nvenc", NULL},
    [CODEC_HEVC] = {"libx265", "hevc_v4l2m2m", "hevc_nvenc", NULL},
    [CODEC_VP9] = {"libvpx-vp9", NULL},
};

struct size even_size(struct size size)
{
    return (struct size){(size.w + 1) & ~1, (size.h + 1) & ~1};
}

// NULL: this one does not take it, and `code` says why.
static AVCodecContext *try_encoder(const struct container *into, const AVCodec *codec,
                                   const struct picture_wish *wish, int *code)
{
    const struct libav *av = into->av;
    AVCodecContext *context = av->avcodec_alloc_context3(codec);
    if (context == NULL) {
        *code = AVERROR(ENOMEM);
        return NULL;
    }
    struct size size = even_size(wish->size);
    context->width = size.w;
    context->height = size.h;
    AVDictionary *options = NULL;
    encode_options_set(context, &options, av, wish);
    if ((into->format->oformat->flags & AVFMT_GLOBALHEADER) != 0) {
        context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    }
    *code = av->avcodec_open2(context, codec, &options);
    av->av_dict_free(&options);
    if (*code < 0) {
        av->avcodec_free_context(&context);
    }
    return context;
}

static AVCodecContext *open_encoder(struct picture_encoder *self, const struct container *into,
                                    const struct picture_wish *wish, struct error *err)
{
    const char *const *list = names[wish->format->codec];
    const char *title = codec_title(wish->format->codec);
    int first_code = 0;
    for (int i = 0; list[i] != NULL; i++) {
        const AVCodec *codec = into->av->avcodec_find_encoder_by_name(list[i]);
        int code = AVERROR_ENCODER_NOT_FOUND;
        AVCodecContext *context = codec == NULL ? NULL : try_encoder(into, codec, wish, &code);
        if (context != NULL) {
            if (i > 0) {
                snprintf(self->note, sizeof self->note,
                         "%s is made by %s, which keeps to fewer of the wishes: %s is not there",
                         title, list[i], list[0]);
            }
            return context;
        }
        first_code = i == 0 ? code : first_code;
    }
    char words[128];
    if (first_code == AVERROR_ENCODER_NOT_FOUND) {
        error_set(err, ERROR_CONFIG, "this FFmpeg has no %s: %s cannot be written with it", list[0],
                  title);
    } else {
        error_set(err, ERROR_CONFIG, "%s does not take pictures of %d × %d like that: %s", list[0],
                  wish->size.w, wish->size.h, libav_words(into->av, first_code, words));
    }
    return NULL;
}

static bool make_frame(struct picture_encoder *self, struct error *err)
{
    const struct libav *av = self->track.into->av;
    const AVCodecContext *codec = self->track.codec;
    self->frame = av->av_frame_alloc();
    if (self->frame == NULL) {
        return error_set(err, ERROR_CONFIG, "no memory for a picture");
    }
    self->frame->format = codec->pix_fmt;
    self->frame->width = codec->width;
    self->frame->height = codec->height;
    self->frame->colorspace = codec->colorspace;
    self->frame->color_primaries = codec->color_primaries;
    self->frame->color_trc = codec->color_trc;
    self->frame->color_range = codec->color_range;
    self->frame->chroma_location = codec->chroma_sample_location;
    self->frame->sample_aspect_ratio = codec->sample_aspect_ratio;
    return av->av_frame_get_buffer(self->frame, 0) >= 0 ||
           error_set(err, ERROR_CONFIG, "no memory for a picture");
}

bool picture_encoder_open(struct picture_encoder *self, struct container *into,
                          const struct picture_wish *wish, struct error *err)
{
    AVCodecContext *context = open_encoder(self, into, wish, err);
    if (context == NULL) {
        return false;
    }
    struct size size = even_size(wish->size);
    if (self->note[0] == '\0' && (size.w != wish->size.w || size.h != wish->size.h)) {
        snprintf(self->note, sizeof self->note,
                 "films have an even number of pixels: it is made %d × %d, its edge repeated",
                 size.w, size.h);
    }
    if (!track_open(&self->track, into, context, err) || !make_frame(self, err)) {
        return false;
    }
    AVStream *stream = self->track.stream;
    self->track.duration = 1;
    stream->avg_frame_rate = context->framerate;
    stream->r_frame_rate = context->framerate;
    stream->sample_aspect_ratio = context->sample_aspect_ratio;
    if (wish->format->codec == CODEC_HEVC && into->format->oformat->codec_tag != NULL) {
        stream->codecpar->codec_tag =
            MKTAG('h', 'v', 'c', '1'); // Apple's players know HEVC by no other
    }
    return true;
}

// --- feeding -----------------------------------------------------------------------------------

// Encoders copy what they are given, as a rule; one that holds on to it makes us go on in a copy.
static bool convert(struct picture_encoder *self, const SDL_Surface *picture,
                    const struct rect *changed, int count, struct error *err)
{
    if (self->track.into->av->av_frame_make_writable(self->frame) < 0) {
        return error_set(err, ERROR_FULL, "no memory for a picture");
    }
    AVFrame *frame = self->frame;
    const struct yuv yuv = {
        .y = frame->data[0],
        .u = frame->data[1],
        .v = frame->data[2],
        .y_pitch = frame->linesize[0],
        .u_pitch = frame->linesize[1],
        .v_pitch = frame->linesize[2],
        .size = {frame->width, frame->height},
    };
    for (int i = 0; i < count; i++) {
        yuv_convert(&yuv, picture, changed[i]);
    }
    return true;
}

bool picture_encoder_put(struct picture_encoder *self, const struct SDL_Surface *picture,
                         const struct rect *changed, int count, struct error *err)
{
    if (count > 0 && !convert(self, picture, changed, count, err)) {
        return false;
    }
    self->frame->pts = self->count;
    self->count++;
    return track_put(&self->track, self->frame, err);
}

bool picture_encoder_end(struct picture_encoder *self, struct error *err)
{
    return track_put(&self->track, NULL, err);
}

void picture_encoder_close(struct picture_encoder *self)
{
    if (self->frame != NULL) {
        self->track.into->av->av_frame_free(&self->frame);
    }
    track_close(&self->track);
}
