// Sound into a film's packets, exactly as long as its pictures. Inside this room.
#pragma once

#include "record/format.h"
#include "record/track.h"

struct sound_encoder {
    struct track track;
    AVFrame *frame;
    float *waiting; // frames of left and right: [sent … end) are still to be encoded
    size_t begin, end, capacity;
    int64_t sent; // frames that were encoded
};

// Range: all zero before. Fails: ERROR_CONFIG when no encoder is there.
bool sound_encoder_open(struct sound_encoder *self, struct container *into,
                        const struct format *format, int bit_s, struct error *err)
    __attribute__((warn_unused_result));

void sound_encoder_add(struct sound_encoder *self, const float *frames, size_t count);

// Encodes what is there of the first `due` frames, in whole blocks.
bool sound_encoder_advance(struct sound_encoder *self, int64_t due, struct error *err)
    __attribute__((warn_unused_result));
// Encodes the rest, up to exactly `whole` frames: what is missing is silent.
bool sound_encoder_end(struct sound_encoder *self, int64_t whole, struct error *err)
    __attribute__((warn_unused_result));
void sound_encoder_close(struct sound_encoder *self);
