// Frames in, packets out.
#include "record/track.h"

bool track_open(struct track *self, struct container *into, AVCodecContext *codec,
                struct error *err)
{
    *self = (struct track){.into = into, .codec = codec};
    self->packet = into->av->av_packet_alloc();
    if (self->packet == NULL) {
        return error_set(err, ERROR_CONFIG, "no memory to encode");
    }
    return container_add(into, codec, &self->stream, err);
}

static bool fail(const struct track *self, int code, struct error *err)
{
    char words[128];
    return error_set(err, ERROR_CONFIG, "%s: %s cannot go on: %s", self->into->place.path,
                     self->codec->codec->name, libav_words(self->into->av, code, words));
}

// What the encoder has finished.
static bool pass_on(struct track *self, struct error *err)
{
    const struct libav *av = self->into->av;
    for (;;) {
        int code = av->avcodec_receive_packet(self->codec, self->packet);
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) {
            return true;
        }
        if (code < 0) {
            return fail(self, code, err);
        }
        if (self->packet->duration == 0) {
            self->packet->duration = self->duration;
        }
        self->packet->stream_index = self->stream->index;
        av->av_packet_rescale_ts(self->packet, self->codec->time_base, self->stream->time_base);
        if (!container_put(self->into, self->packet, err)) {
            return false;
        }
    }
}

bool track_put(struct track *self, const AVFrame *frame, struct error *err)
{
    int code = self->into->av->avcodec_send_frame(self->codec, frame);
    return code < 0 ? fail(self, code, err) : pass_on(self, err);
}

void track_close(struct track *self)
{
    if (self->into != NULL) {
        self->into->av->av_packet_free(&self->packet);
        self->into->av->avcodec_free_context(&self->codec);
    }
    *self = (struct track){0};
}
