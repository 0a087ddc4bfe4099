// The sound stream.
#include "decode/sound.h"

#include "base/mem.h"

#include <libavutil/channel_layout.h>
#include <libswresample/swresample.h>

#define SOUND_SLACK (RING_SOUND_RATE / 50) // frames; jitter of stamps below this is not heard
#define SOUND_JUMP (RING_SOUND_RATE * 10)  // a gap above this is a new count of stamps
#define SOUND_STAMP_LIMIT_US (INT64_C(1) << 52)
enum { SOUND_LONGEST = 1 << 20 }; // frames out of one packet; a codec's are below 1 << 16

struct sound {
    struct source *source;
    struct sink *sink;
    const AVStream *stream;
    AVCodecContext *decoder;
    AVFrame *frame;
    struct SwrContext *swr;
    int rate, format; // what swr was made for
    AVChannelLayout layout;
    bool has_origin;
    int64_t origin_us;
    int64_t shift; // frames added since stamps jumped
    bool is_flushed, is_over;
    float *pending; // converted, waits for room
    size_t pending_at, pending_count, pending_capacity;
    int64_t silence; // frames to put before what is pending
    int64_t start;   // first frame that is wanted
    int64_t placed;  // end of what was put or is pending, silence included
    int64_t next;    // end of what came, in frames, as its stamps say
    int damaged;
};

struct sound *sound_open(struct source *source, struct sink *sink, struct error *err)
{
    AVCodecContext *decoder = source_decoder(source, STREAM_SOUND, err);
    if (decoder == NULL) {
        return NULL;
    }
    struct sound *self = mem_zeroed(1, sizeof *self);
    self->source = source;
    self->sink = sink;
    self->stream = source_stream(source, STREAM_SOUND);
    self->decoder = decoder;
    self->start = av_rescale(sink_wish(sink)->start_us, RING_SOUND_RATE, AV_TIME_BASE);
    self->placed = self->start;
    self->frame = av_frame_alloc();
    if (self->frame == NULL) {
        sound_close(self);
        error_set(err, ERROR_MEDIA, "no memory for sound");
        return NULL;
    }
    return self;
}

void sound_close(struct sound *self)
{
    if (self != NULL) {
        swr_free(&self->swr);
        av_channel_layout_uninit(&self->layout);
        av_frame_free(&self->frame);
        avcodec_free_context(&self->decoder);
        free(self->pending);
        free(self);
    }
}

void sound_set_origin(struct sound *self, int64_t origin_us)
{
    self->has_origin = true;
    self->origin_us = origin_us;
}

// What is broken before the start is not heard.
static void count_damage(struct sound *self)
{
    self->damaged += self->start == 0 || self->placed > self->start;
}

// A resampler for what the frame is; a change in mid-stream makes a new one.
static bool prepare(struct sound *self)
{
    const AVFrame *frame = self->frame;
    if (self->swr != NULL && self->rate == frame->sample_rate && self->format == frame->format &&
        av_channel_layout_compare(&self->layout, &frame->ch_layout) == 0) {
        return true;
    }
    swr_free(&self->swr);
    AVChannelLayout from = {0};
    AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO;
    if (frame->ch_layout.order == AV_CHANNEL_ORDER_UNSPEC) {
        av_channel_layout_default(&from, frame->ch_layout.nb_channels);
    } else if (av_channel_layout_copy(&from, &frame->ch_layout) < 0) {
        return false;
    }
    int result = swr_alloc_set_opts2(&self->swr, &stereo, AV_SAMPLE_FMT_FLT, RING_SOUND_RATE, &from,
                                     frame->format, frame->sample_rate, 0, NULL);
    if (result >= 0 && from.nb_channels == 1) {
        // a lone voice is meant to be as loud from both sides, not 3 dB softer as a film's centre
        const double both[2] = {1.0, 1.0};
        swr_set_matrix(self->swr, both, 1);
    }
    av_channel_layout_uninit(&from);
    if (result < 0 || swr_init(self->swr) < 0) {
        swr_free(&self->swr);
        return false;
    }
    self->rate = frame->sample_rate;
    self->format = frame->format;
    av_channel_layout_uninit(&self->layout);
    return av_channel_layout_copy(&self->layout, &frame->ch_layout) >= 0;
}

// Appends what the resampler makes of the frame (NULL: of what it still holds).
static bool resample(struct sound *self, const AVFrame *frame)
{
    int count = swr_get_out_samples(self->swr, frame != NULL ? frame->nb_samples : 0);
    if (count < 0 || count > SOUND_LONGEST) {
        return false;
    }
    if (self->pending_capacity < (size_t)count) {
        self->pending_capacity = (size_t)count;
        self->pending = mem_resize(self->pending, self->pending_capacity * RING_SOUND_CHANNELS,
                                   sizeof *self->pending);
    }
    uint8_t *out[1] = {(uint8_t *)self->pending};
    const uint8_t *const *in = frame != NULL ? (const uint8_t *const *)frame->extended_data : NULL;
    int made = count == 0 ? 0
                          : swr_convert(self->swr, out, count, (const uint8_t **)(uintptr_t)in,
                                        frame != NULL ? frame->nb_samples : 0);
    self->pending_at = 0;
    self->pending_count = made > 0 ? (size_t)made : 0;
    return made >= 0;
}

// The frame of the ring's count at which the stamp lies; where the last sound ended when it says
// nothing.
static int64_t frame_at(struct sound *self, int64_t stamp, int64_t delay)
{
    int64_t at_us = stamp == AV_NOPTS_VALUE
                        ? INT64_MAX
                        : av_rescale_q(stamp, self->stream->time_base, AV_TIME_BASE_Q);
    if (at_us > SOUND_STAMP_LIMIT_US || at_us < -SOUND_STAMP_LIMIT_US) {
        return self->next;
    }
    if (!self->has_origin) {
        sound_set_origin(self, at_us);
    }
    return av_rescale(at_us - self->origin_us, RING_SOUND_RATE, AV_TIME_BASE) + self->shift - delay;
}

// Where what is pending should begin, against where it would: silence before it, or samples to
// drop.
static void align(struct sound *self, int64_t target)
{
    int64_t gap = target - self->placed;
    bool is_start = self->placed == self->start;
    bool is_jump = !is_start && (gap > SOUND_JUMP || gap < -(int64_t)SOUND_JUMP / 10);
    if (is_jump && source_may_jump(self->source)) {
        self->shift -= gap;
        self->next -= gap;
    } else if (gap > 0 && (is_start || gap > SOUND_SLACK)) {
        self->silence = gap;
        self->placed += gap;
    } else if (gap < 0 && (is_start || -gap > SOUND_SLACK)) {
        int64_t drop = -gap < (int64_t)self->pending_count ? -gap : (int64_t)self->pending_count;
        self->pending_at = (size_t)drop;
        self->pending_count -= (size_t)drop;
    }
}

// Puts silence and pending sound into the ring. True when there was any.
static bool deliver(struct sound *self)
{
    size_t room = sink_sound_room(self->sink);
    if (self->silence > 0) {
        size_t count = (int64_t)room < self->silence ? room : (size_t)self->silence;
        sink_put_sound(self->sink, NULL, count);
        self->silence -= (int64_t)count;
        return count > 0;
    }
    size_t count = room < self->pending_count ? room : self->pending_count;
    sink_put_sound(self->sink, self->pending + self->pending_at * RING_SOUND_CHANNELS, count);
    self->pending_at += count;
    self->pending_count -= count;
    return count > 0;
}

static void receive(struct sound *self)
{
    if (!prepare(self)) {
        count_damage(self);
        return;
    }
    int64_t delay = swr_get_delay(self->swr, RING_SOUND_RATE);
    if (!resample(self, self->frame)) {
        count_damage(self);
        self->pending_count = 0;
        return;
    }
    int64_t target = frame_at(self, self->frame->best_effort_timestamp, delay);
    self->next = target + (int64_t)self->pending_count;
    align(self, target);
    self->placed += (int64_t)self->pending_count;
    if (self->frame->decode_error_flags != 0) {
        count_damage(self);
    }
}

static enum step finish(struct sound *self)
{
    self->is_over = true;
    bool is_wanted = self->placed > self->start || self->next >= self->start;
    if (self->swr != NULL && is_wanted && resample(self, NULL) && self->pending_count > 0) {
        return STEP_DONE;
    }
    return STEP_OVER;
}

static enum step feed(struct sound *self)
{
    AVPacket *packet = source_take_packet(self->source, STREAM_SOUND);
    if (packet == NULL && !source_is_over(self->source)) {
        return STEP_STARVED;
    }
    if (packet == NULL && self->is_flushed) {
        return finish(self);
    }
    self->is_flushed = packet == NULL;
    int result = avcodec_send_packet(self->decoder, packet);
    if (result < 0 && result != AVERROR_EOF) {
        count_damage(self);
    }
    av_packet_free(&packet);
    return STEP_DONE;
}

enum step sound_step(struct sound *self)
{
    if (self->silence > 0 || self->pending_count > 0) {
        return deliver(self) ? STEP_DONE : STEP_FULL;
    }
    if (self->is_over) {
        return STEP_OVER;
    }
    if (sink_sound_room(self->sink) == 0) {
        return STEP_FULL;
    }
    int result = avcodec_receive_frame(self->decoder, self->frame);
    if (result == AVERROR(EAGAIN)) {
        return feed(self);
    }
    if (result == AVERROR_EOF) {
        return finish(self);
    }
    if (result < 0) {
        count_damage(self);
        return self->is_flushed ? feed(self) : STEP_DONE;
    }
    receive(self);
    av_frame_unref(self->frame);
    return STEP_DONE;
}

bool sound_origin(const struct sound *self, int64_t *origin_us)
{
    *origin_us = self->origin_us;
    return self->has_origin;
}

void sound_sought(struct sound *self)
{
    avcodec_flush_buffers(self->decoder);
    swr_free(&self->swr);
    self->is_flushed = self->is_over = false;
    self->pending_count = 0;
    self->silence = 0;
    self->shift = 0;
    self->placed = self->start;
}

int64_t sound_end_us(const struct sound *self)
{
    int64_t end = self->placed > self->start ? self->placed : self->next;
    return av_rescale(end, AV_TIME_BASE, RING_SOUND_RATE);
}

bool sound_is_behind(const struct sound *self)
{
    return self->is_over && self->next > 0 && self->placed == self->start;
}

int sound_damaged(const struct sound *self)
{
    return self->damaged;
}
