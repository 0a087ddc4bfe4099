// The file: its packets, from its beginning or from the middle.
#include "decode/source_parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

enum {
    SOURCE_QUEUE_BYTES = 48 << 20, // an AVI that keeps sound and pictures far apart
    SOURCE_QUEUE_PACKETS = 100000,
};

static void put(struct source *self, enum stream_kind kind, AVPacket *packet)
{
    struct queued *queued = mem_zeroed(1, sizeof *queued);
    queued->packet = packet;
    *self->queues[kind].end = queued;
    self->queues[kind].end = &queued->next;
    self->bytes += (size_t)packet->size;
    self->packets++;
}

bool source_is_full(const struct source *self)
{
    return self->bytes > SOURCE_QUEUE_BYTES || self->packets > SOURCE_QUEUE_PACKETS;
}

bool source_read(struct source *self)
{
    if (self->is_over || source_is_full(self)) {
        return false;
    }
    AVPacket *packet = av_packet_alloc();
    int result = packet == NULL ? AVERROR(ENOMEM) : av_read_frame(self->format, packet);
    if (result < 0) {
        av_packet_free(&packet);
        self->is_over = result != AVERROR(EAGAIN);
        if (result != AVERROR_EOF && result != AVERROR(EAGAIN)) {
            snprintf(self->trouble, sizeof self->trouble, "reading stopped: %s",
                     av_err2str(result));
        }
        return result == AVERROR(EAGAIN);
    }
    for (int kind = STREAM_PICTURES; kind <= STREAM_SOUND; kind++) {
        const AVStream *stream = self->streams[kind];
        if (stream != NULL && packet->stream_index == stream->index) {
            put(self, (enum stream_kind)kind, packet);
            return true;
        }
    }
    av_packet_free(&packet);
    return true;
}

AVPacket *source_take_packet(struct source *self, enum stream_kind kind)
{
    struct queue *queue = &self->queues[kind];
    struct queued *queued = queue->first;
    if (queued == NULL) {
        return NULL;
    }
    AVPacket *packet = queued->packet;
    queue->first = queued->next;
    if (queue->first == NULL) {
        queue->end = &queue->first;
    }
    self->bytes -= (size_t)packet->size;
    self->packets--;
    free(queued);
    return packet;
}

bool source_is_over(const struct source *self)
{
    return self->is_over;
}

void source_drop_packets(struct source *self)
{
    for (int kind = STREAM_PICTURES; kind <= STREAM_SOUND; kind++) {
        for (AVPacket *packet = NULL;
             (packet = source_take_packet(self, (enum stream_kind)kind)) != NULL;) {
            av_packet_free(&packet);
        }
    }
}

// Reads up to the first packet of the stream from which it can be decoded; packets of the stream
// before that are dropped, those of the other one wait. Whether it comes no later than `stamp_us`.
static bool reach_key(struct source *self, enum stream_kind kind, int64_t stamp_us)
{
    const AVStream *stream = self->streams[kind];
    while (source_read(self)) {
        const struct queued *queued = self->queues[kind].first;
        if (queued == NULL) {
            continue;
        }
        const AVPacket *first = queued->packet;
        int64_t stamp = first->pts != AV_NOPTS_VALUE ? first->pts : first->dts;
        if ((first->flags & AV_PKT_FLAG_KEY) != 0) {
            return stamp != AV_NOPTS_VALUE &&
                   av_rescale_q(stamp, stream->time_base, AV_TIME_BASE_Q) <= stamp_us;
        }
        AVPacket *useless = source_take_packet(self, kind);
        av_packet_free(&useless);
    }
    return false;
}

bool source_seek(struct source *self, enum stream_kind kind, int64_t stamp_us)
{
    // Some containers keep an index of key pictures and find the right one at once, or the one
    // after it where they go by decoding time; others find any packet, and keys are seconds apart.
    static const int64_t earlier_us[] = {0, 2000000, 12000000, 60000000};
    const AVStream *stream = self->streams[kind];
    for (size_t i = 0; i < sizeof earlier_us / sizeof earlier_us[0]; i++) {
        int64_t to = av_rescale_q_rnd(stamp_us - earlier_us[i], AV_TIME_BASE_Q, stream->time_base,
                                      AV_ROUND_DOWN);
        if (av_seek_frame(self->format, stream->index, to, AVSEEK_FLAG_BACKWARD) < 0) {
            return false;
        }
        source_drop_packets(self);
        self->is_over = false;
        if (reach_key(self, kind, stamp_us)) {
            return true;
        }
    }
    return false;
}
