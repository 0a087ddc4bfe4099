// The picture stream.
#include "decode/pictures.h"

#include "base/mem.h"
#include "decode/scale.h"
#include "decode/times.h"

#include <libavutil/display.h>

#define PICTURES_FRAME_US 40000       // where nothing tells: 25 pictures a second
#define PICTURES_JUMP_US 10000000     // transport streams: a gap above this is a new count
#define PICTURES_LONGEST_US 600000000 // elsewhere a picture may stand for ten minutes
#define PICTURES_FASTEST 1000.0       // pictures a second; more is a broken header

// Decoded, with its time.
struct picture {
    AVFrame *frame;
    bool is_there;
    int64_t at_us, end_us;
};

struct pictures {
    struct source *source;
    struct sink *sink;
    const AVStream *stream;
    AVCodecContext *decoder;
    struct picture latest; // waits for a slot
    struct picture held;   // the last one no later than start_us, as far as is known
    int64_t start_us;
    bool has_begun;  // pictures are delivered
    bool was_sought; // and no picture has come since
    bool is_flushed;
    bool is_over;
    struct scale *scale; // NULL before the first picture
    struct times times;
    int damaged;
    struct error trouble;
};

static double frames_per_s(const AVStream *stream)
{
    AVRational rate =
        stream->avg_frame_rate.num > 0 ? stream->avg_frame_rate : stream->r_frame_rate;
    double value = rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 0.0;
    return value > 0.0 && value <= PICTURES_FASTEST ? value : 0.0;
}

struct pictures *pictures_open(struct source *source, struct sink *sink, struct error *err)
{
    AVCodecContext *decoder = source_decoder(source, STREAM_PICTURES, err);
    if (decoder == NULL) {
        return NULL;
    }
    struct pictures *self = mem_zeroed(1, sizeof *self);
    self->source = source;
    self->sink = sink;
    self->stream = source_stream(source, STREAM_PICTURES);
    self->decoder = decoder;
    self->latest.frame = av_frame_alloc();
    self->held.frame = av_frame_alloc();
    if (self->latest.frame == NULL || self->held.frame == NULL) {
        pictures_close(self);
        error_set(err, ERROR_MEDIA, "no memory for a picture");
        return NULL;
    }
    self->start_us = sink_wish(sink)->start_us;
    self->has_begun = self->start_us <= 0 || source_is_image(source);
    double rate = frames_per_s(self->stream);
    times_init(&self->times, rate > 0.1 ? (int64_t)(1e6 / rate) : PICTURES_FRAME_US,
               source_may_jump(source) ? PICTURES_JUMP_US : PICTURES_LONGEST_US);
    return self;
}

void pictures_close(struct pictures *self)
{
    if (self != NULL) {
        scale_free(self->scale);
        av_frame_free(&self->latest.frame);
        av_frame_free(&self->held.frame);
        avcodec_free_context(&self->decoder);
        free(self);
    }
}

static enum turn stream_turn(const AVStream *stream)
{
    size_t size = 0;
    const uint8_t *side = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    if (side == NULL || size < 9 * sizeof(int32_t)) {
        return TURN_NONE;
    }
    int32_t matrix[9];
    memcpy(matrix, side, sizeof matrix);
    return turn_from_matrix(matrix);
}

static void start_scale(struct pictures *self, const AVFrame *first)
{
    const struct ring_wish *wish = sink_wish(self->sink);
    struct scale_wish wanted = {
        .box = {(int)wish->box_w, (int)wish->box_h},
        .fit = (enum fit)wish->fit,
        .takes_i420 = wish->takes_i420 != 0,
        .is_image = source_is_image(self->source),
        .aspect = self->stream->sample_aspect_ratio,
        .turn = stream_turn(self->stream),
    };
    self->scale = scale_new(&wanted, first);
    struct scale_result result = scale_result(self->scale);
    sink_set_slots(self->sink,
                   ring_slots(result.format, (uint32_t)result.shown.w, (uint32_t)result.shown.h));
}

static int64_t to_us(const struct pictures *self, int64_t ticks)
{
    return ticks == AV_NOPTS_VALUE ? TIMES_UNKNOWN
                                   : av_rescale_q(ticks, self->stream->time_base, AV_TIME_BASE_Q);
}

static enum step end(struct pictures *self)
{
    self->is_over = true;
    return STEP_OVER;
}

static void drop(struct picture *picture)
{
    av_frame_unref(picture->frame);
    picture->is_there = false;
}

// Puts the latest picture into the ring, or the one before that was held until this one came.
static enum step deliver(struct pictures *self)
{
    struct picture *picture = self->held.is_there ? &self->held : &self->latest;
    if (self->scale == NULL) {
        start_scale(self, picture->frame);
    }
    uint8_t *slot = sink_slot(self->sink);
    if (slot == NULL) {
        return STEP_FULL;
    }
    bool is_scaled = scale_picture(self->scale, picture->frame, slot, &self->trouble);
    if (is_scaled) {
        sink_put_picture(self->sink, picture->at_us, picture->end_us);
    }
    drop(picture);
    // a burst of photographs in one file is still one picture here
    return is_scaled && !source_is_image(self->source) ? STEP_DONE : end(self);
}

// What is broken before the start is not shown.
static void count_damage(struct pictures *self)
{
    self->damaged += self->has_begun;
}

// The stream has come to its end; a picture that was held stands there.
static enum step run_out(struct pictures *self)
{
    self->has_begun = true;
    return self->held.is_there ? deliver(self) : end(self);
}

static enum step feed(struct pictures *self)
{
    AVPacket *packet = source_take_packet(self->source, STREAM_PICTURES);
    if (packet == NULL && !source_is_over(self->source)) {
        return STEP_STARVED;
    }
    if (packet == NULL && self->is_flushed) {
        return run_out(self);
    }
    self->is_flushed = packet == NULL;
    int result = avcodec_send_packet(self->decoder, packet);
    bool is_torn = packet != NULL && (packet->flags & AV_PKT_FLAG_CORRUPT) != 0;
    if (is_torn || (result < 0 && result != AVERROR_EOF)) {
        count_damage(self);
    }
    av_packet_free(&packet);
    return STEP_DONE;
}

// A picture was decoded: when it belongs on the screen, and whether it is wanted at all. The one
// before the start is held, because only the next one tells how long it stands.
static enum step receive(struct pictures *self)
{
    struct picture *picture = &self->latest;
    int64_t stamp_us = to_us(self, picture->frame->best_effort_timestamp);
    int64_t ticks = picture->frame->pkt_duration;
    if (self->was_sought && !times_resume(&self->times, stamp_us)) {
        return end(self);
    }
    picture->at_us = times_place(&self->times, stamp_us, ticks > 0 ? to_us(self, ticks) : 0);
    picture->end_us = self->times.expected_us;
    picture->is_there = true;
    if (self->was_sought && picture->at_us > self->start_us) {
        return end(self); // the one that stands at the start did not come
    }
    self->was_sought = false;
    if (!self->has_begun && picture->at_us <= self->start_us) {
        drop(&self->held);
        struct picture empty = self->held;
        self->held = self->latest;
        self->latest = empty;
        return STEP_DONE;
    }
    self->has_begun = true;
    return deliver(self);
}

enum step pictures_step(struct pictures *self)
{
    if (self->is_over) {
        return STEP_OVER;
    }
    if (self->latest.is_there) {
        return deliver(self);
    }
    if (self->scale != NULL && sink_slot(self->sink) == NULL) {
        return STEP_FULL; // nothing is decoded before there is room: the rest is real
    }
    int result = avcodec_receive_frame(self->decoder, self->latest.frame);
    if (result == AVERROR(EAGAIN)) {
        return feed(self);
    }
    if (result == AVERROR_EOF) {
        return run_out(self);
    }
    if (result < 0) {
        count_damage(self);
        return self->is_flushed ? feed(self) : STEP_DONE;
    }
    const AVFrame *frame = self->latest.frame;
    if (frame->decode_error_flags != 0 || (frame->flags & AV_FRAME_FLAG_CORRUPT) != 0) {
        count_damage(self);
    }
    return receive(self);
}

void pictures_sought(struct pictures *self)
{
    avcodec_flush_buffers(self->decoder);
    drop(&self->latest);
    drop(&self->held);
    self->is_flushed = false;
    self->was_sought = true;
}

bool pictures_origin(const struct pictures *self, int64_t *origin_us)
{
    *origin_us = self->times.origin_us;
    return self->times.has_first;
}

int64_t pictures_end_us(const struct pictures *self)
{
    return self->times.expected_us;
}

int pictures_damaged(const struct pictures *self)
{
    return self->damaged;
}

const char *pictures_trouble(const struct pictures *self)
{
    return self->trouble.text;
}

void pictures_describe(const struct pictures *self, struct ring_info *info)
{
    struct scale_result result = scale_result(self->scale);
    info->has_picture = 1;
    info->is_still = source_is_image(self->source) ? 1 : 0;
    info->frames_per_s = info->is_still != 0 ? 0.0 : frames_per_s(self->stream);
    info->shown_w = (uint32_t)result.shown.w;
    info->shown_h = (uint32_t)result.shown.h;
    info->format = result.format;
    info->matrix = result.matrix;
    info->slots = ring_slots(result.format, info->shown_w, info->shown_h);
}
