// One encoder and the stream of a container that it fills. Inside this room.
#pragma once

#include "record/container.h"

struct track {
    struct container *into; // borrowed
    AVCodecContext *codec;
    AVStream *stream;
    AVPacket *packet;
    int64_t duration; // of a packet whose encoder does not say, in the codec's time base
};

// Takes `codec`, which is open. Fails: ERROR_CONFIG.
bool track_open(struct track *self, struct container *into, AVCodecContext *codec,
                struct error *err) __attribute__((warn_unused_result));

// Encodes one frame; NULL: there are no more. Fails: ERROR_FULL.
bool track_put(struct track *self, const AVFrame *frame, struct error *err)
    __attribute__((warn_unused_result));

void track_close(struct track *self); // before its container
