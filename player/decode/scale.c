// From a decoded picture to the pixels the player shows.
#include "decode/scale.h"

#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
#include <string.h>

#include "base/mem.h"
#include "decode/colours.h"
#include "decode/tone.h"

struct scale {
    struct scale_wish wish;
    struct scale_result result;
    struct size first; // what the container's word about the shape of pixels is about
    struct SwsContext *sws;
    struct tone *tone; // NULL until an HDR picture comes
    bool tone_is_pq;
    uint8_t *work[2]; // before turning; before tone mapping
    size_t work_bytes[2];
};

// Planes with their strides: what swscale wants to hear.
struct planes {
    uint8_t *data[4];
    int stride[4];
};

static enum turn frame_turn(const struct scale *self, const AVFrame *frame)
{
    const AVFrameSideData *side = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    if (side != NULL && side->size >= 9 * sizeof(int32_t)) {
        int32_t matrix[9];
        memcpy(matrix, side->data, sizeof matrix);
        return turn_from_matrix(matrix);
    }
    // WebP carries its EXIF turn as text only
    const AVDictionaryEntry *entry = av_dict_get(frame->metadata, "Orientation", NULL, 0);
    int orientation = entry != NULL ? atoi(entry->value) : 0;
    return orientation >= TURN_NONE && orientation <= TURN_LEFT ? (enum turn)orientation
                                                                : self->wish.turn;
}

static bool frame_has_alpha(const AVFrame *frame)
{
    const AVPixFmtDescriptor *about = av_pix_fmt_desc_get(frame->format);
    return about != NULL &&
           ((about->flags & AV_PIX_FMT_FLAG_ALPHA) != 0 || frame->format == AV_PIX_FMT_PAL8);
}

static struct shape frame_shape(const struct scale *self, const AVFrame *frame, struct size box,
                                enum fit fit)
{
    AVRational aspect = self->wish.aspect;
    bool is_as_told = frame->width == self->first.w && frame->height == self->first.h;
    if (aspect.num <= 0 || aspect.den <= 0 || !is_as_told) {
        aspect = frame->sample_aspect_ratio;
    }
    return shape_make((struct size){frame->width, frame->height}, aspect.num, aspect.den,
                      frame_turn(self, frame), box, fit);
}

static bool is_planar_420(const AVFrame *frame)
{
    return frame->format == AV_PIX_FMT_YUV420P || frame->format == AV_PIX_FMT_YUVJ420P;
}

struct scale *scale_new(const struct scale_wish *wish, const AVFrame *first)
{
    struct scale *self = mem_zeroed(1, sizeof *self);
    self->wish = *wish;
    self->first = (struct size){first->width, first->height};
    struct shape shape = frame_shape(self, first, wish->box, wish->fit);
    self->result.shown = shape.shown;
    self->result.format = frame_has_alpha(first) ? RING_BGRA : RING_BGRX;
    // enlarging 4:2:0 gains nothing from being done in RGB; shrinking does (colours stay sharp)
    bool shrinks = shape.stored.w < shape.crop.w || shape.stored.h < shape.crop.h;
    enum ring_matrix matrix = RING_601_LIMITED;
    if (wish->takes_i420 && !wish->is_image && is_planar_420(first) && !shrinks &&
        !colours_are_hdr(first) && frame_turn(self, first) == TURN_NONE &&
        colours_known_to_player(first, &matrix)) {
        self->result.format = RING_I420;
    }
    self->result.matrix = matrix;
    return self;
}

void scale_free(struct scale *self)
{
    if (self != NULL) {
        sws_freeContext(self->sws);
        tone_free(self->tone);
        av_free(self->work[0]);
        av_free(self->work[1]);
        free(self);
    }
}

struct scale_result scale_result(const struct scale *self)
{
    return self->result;
}

static uint8_t *work(struct scale *self, int index, size_t bytes)
{
    if (self->work_bytes[index] < bytes) {
        av_free(self->work[index]);
        self->work[index] = av_mallocz(bytes);
        self->work_bytes[index] = self->work[index] != NULL ? bytes : 0;
    }
    return self->work[index];
}

// The crop of the frame; of an interlaced one only the first field, so that moving edges do not
// comb. Chroma of 4:2:0 fields lies in alternate rows too, so the view is right for every plane.
static struct planes view(const AVFrame *frame, struct rect crop, bool one_field)
{
    const AVPixFmtDescriptor *about = av_pix_fmt_desc_get(frame->format);
    struct planes planes = {{NULL}, {0}};
    int steps[4] = {0};
    av_image_fill_max_pixsteps(steps, NULL, about);
    for (int i = 0; i < 4 && frame->data[i] != NULL; i++) {
        bool is_chroma = i == 1 || i == 2;
        bool is_palette = i == 1 && (about->flags & AV_PIX_FMT_FLAG_PAL) != 0;
        int x = is_chroma ? crop.x >> about->log2_chroma_w : crop.x;
        int y = is_chroma ? crop.y >> about->log2_chroma_h : crop.y;
        int first = one_field && !frame->top_field_first ? 1 : 0;
        planes.data[i] = frame->data[i];
        planes.stride[i] = frame->linesize[i];
        if (!is_palette) {
            planes.data[i] += (ptrdiff_t)(y + first) * frame->linesize[i] + x * steps[i];
            planes.stride[i] *= one_field ? 2 : 1;
        }
    }
    return planes;
}

static struct planes target_planes(enum ring_format format, struct size whole, struct rect inner,
                                   uint8_t *pixels)
{
    int stride = (int)ring_stride(format, (uint32_t)whole.w);
    if (format != RING_I420) {
        return (struct planes){{pixels + (ptrdiff_t)inner.y * stride + (ptrdiff_t)inner.x * 4},
                               {stride}};
    }
    int half = stride / 2;
    uint8_t *u = pixels + (ptrdiff_t)stride * whole.h;
    uint8_t *v = u + (ptrdiff_t)half * ((whole.h + 1) / 2);
    ptrdiff_t chroma_at = (ptrdiff_t)(inner.y / 2) * half + inner.x / 2;
    return (struct planes){
        {pixels + (ptrdiff_t)inner.y * stride + inner.x, u + chroma_at, v + chroma_at},
        {stride, half, half}};
}

static int filter_flags(const struct scale *self)
{
    return self->wish.is_image
               ? SWS_LANCZOS | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP
               : SWS_BILINEAR;
}

static bool convert(struct scale *self, const AVFrame *frame, struct rect crop,
                    const struct planes *to, struct size to_size, enum AVPixelFormat to_format)
{
    bool one_field = frame->interlaced_frame != 0 && crop.h >= 4;
    int lines = one_field ? crop.h / 2 : crop.h;
    self->sws = sws_getCachedContext(self->sws, crop.w, lines, frame->format, to_size.w, to_size.h,
                                     to_format, filter_flags(self), NULL, NULL, NULL);
    if (self->sws == NULL) {
        return false;
    }
    const int *matrix = sws_getCoefficients(colours_matrix(frame));
    int from_full = colours_are_full(frame) ? 1 : 0;
    int to_full = to_format == AV_PIX_FMT_YUV420P ? self->result.matrix == RING_601_FULL : 1;
    sws_setColorspaceDetails(self->sws, matrix, from_full, matrix, to_full, 0, 1 << 16, 1 << 16);
    struct planes from = view(frame, crop, one_field);
    return sws_scale(self->sws, (const uint8_t *const *)from.data, from.stride, 0, lines, to->data,
                     to->stride) == to_size.h;
}

static void copy_planes(const AVFrame *frame, struct rect crop, const struct planes *to)
{
    struct planes from = view(frame, crop, false);
    for (int i = 0; i < 3; i++) {
        int w = i == 0 ? crop.w : (crop.w + 1) / 2;
        int h = i == 0 ? crop.h : (crop.h + 1) / 2;
        av_image_copy_plane(to->data[i], to->stride[i], from.data[i], from.stride[i], w, h);
    }
}

static bool to_i420(struct scale *self, const AVFrame *frame, const struct shape *shape,
                    const struct planes *to)
{
    bool is_same = shape->crop.w == shape->stored.w && shape->crop.h == shape->stored.h;
    bool is_full = self->result.matrix == RING_601_FULL;
    if (is_same && is_planar_420(frame) && frame->interlaced_frame == 0 &&
        colours_are_full(frame) == is_full) {
        copy_planes(frame, shape->crop, to);
        return true;
    }
    return convert(self, frame, shape->crop, to, shape->stored, AV_PIX_FMT_YUV420P);
}

static bool to_light(struct scale *self, const AVFrame *frame, const struct shape *shape,
                     const struct planes *to)
{
    bool is_pq = frame->color_trc == AVCOL_TRC_SMPTE2084;
    if (self->tone == NULL || self->tone_is_pq != is_pq) {
        tone_free(self->tone);
        self->tone = tone_new(is_pq);
        self->tone_is_pq = is_pq;
    }
    int stride = (int)ring_round((size_t)shape->stored.w * 8, RING_ALIGN);
    uint8_t *deep = work(self, 1, (size_t)stride * ((size_t)shape->stored.h + 1));
    struct planes planes = {{deep}, {stride}};
    if (deep == NULL ||
        !convert(self, frame, shape->crop, &planes, shape->stored, AV_PIX_FMT_RGBA64)) {
        return false;
    }
    tone_map(self->tone, deep, stride, to->data[0], to->stride[0], shape->stored.w,
             shape->stored.h);
    return true;
}

static bool to_rgb(struct scale *self, const AVFrame *frame, const struct shape *shape,
                   enum turn turn, const struct planes *to)
{
    struct planes upright = *to;
    if (turn != TURN_NONE) {
        int stride = (int)ring_stride(RING_BGRX, (uint32_t)shape->stored.w);
        upright = (struct planes){{work(self, 0, (size_t)stride * ((size_t)shape->stored.h + 1))},
                                  {stride}};
        if (upright.data[0] == NULL) {
            return false;
        }
    }
    enum AVPixelFormat format =
        self->result.format == RING_BGRA ? AV_PIX_FMT_BGRA : AV_PIX_FMT_BGR0;
    bool is_done = colours_are_hdr(frame)
                       ? to_light(self, frame, shape, &upright)
                       : convert(self, frame, shape->crop, &upright, shape->stored, format);
    if (is_done && turn != TURN_NONE) {
        turn_pixels(turn, shape->stored, (const void *)upright.data[0], upright.stride[0] / 4,
                    (void *)to->data[0], to->stride[0] / 4);
    }
    return is_done;
}

static void clear(const struct scale *self, uint8_t *pixels)
{
    size_t stride = ring_stride(self->result.format, (uint32_t)self->result.shown.w);
    size_t luma = stride * (size_t)self->result.shown.h;
    size_t all = ring_picture_bytes(self->result.format, (uint32_t)self->result.shown.w,
                                    (uint32_t)self->result.shown.h);
    bool is_i420 = self->result.format == RING_I420;
    int black = is_i420 && self->result.matrix != RING_601_FULL ? 16 : 0;
    memset(pixels, black, luma);
    memset(pixels + luma, 128, all - luma);
}

bool scale_picture(struct scale *self, const AVFrame *frame, uint8_t *pixels, struct error *err)
{
    struct size shown = self->result.shown;
    struct shape shape = frame_shape(self, frame, self->wish.box, self->wish.fit);
    struct rect inner = {0, 0, shown.w, shown.h};
    if (shape.shown.w != shown.w || shape.shown.h != shown.h) {
        shape = frame_shape(self, frame, shown, FIT_CONTAIN);
        inner = (struct rect){(shown.w - shape.shown.w) / 2 & ~1,
                              (shown.h - shape.shown.h) / 2 & ~1, shape.shown.w, shape.shown.h};
        clear(self, pixels);
    }
    struct planes to = target_planes(self->result.format, shown, inner, pixels);
    bool is_done = self->result.format == RING_I420
                       ? to_i420(self, frame, &shape, &to)
                       : to_rgb(self, frame, &shape, frame_turn(self, frame), &to);
    const char *name = av_get_pix_fmt_name(frame->format);
    return is_done || error_set(err, ERROR_MEDIA, "its pixel format %s cannot be shown",
                                name != NULL ? name : "?");
}
