// How a recording is written: container, codecs, and the limits that whoever plays it has. Facts,
// chosen by the command line and by the target (record/targets.h).
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum codec {
    CODEC_H264 = 1,
    CODEC_HEVC,
    CODEC_VP9,
    CODEC_GIF, // 256 colours, no sound
    CODEC_PNG, // a folder of pictures, exact to the pixel, no sound
};

struct format {
    enum codec codec;
    const char *muxer;   // as libavformat calls it: "mp4", "matroska", "webm", "gif"; NULL: none
    const char *profile; // as the encoder calls it: "baseline", "main", "high"; NULL: its choice
    int level;           // 40 is level 4.0; 0: the encoder's choice
    const char *preset;  // how much time the encoder takes; NULL: "medium"
    int crf;             // how much is lost, as the encoder counts; −1: the codec's usual
    int64_t
        most_bit_s; // of the pictures, as a decoder that buffers one second takes them; 0: no limit
    int64_t most_bytes; // that the whole file may have; 0: no limit
    int key_every_s;    // most seconds from one key frame to the next; 0: the usual
    int sound_bit_s;    // 0: the codec's usual
};

// What the ending of `path` says (.mp4 .m4v .mov .mkv .webm .gif, or .png and a folder's slash for
// a sequence of pictures), with `codec` ("h264", "hevc", "vp9"; NULL: the usual one there). Fails:
// ERROR_CONFIG, with what would be right.
bool format_for(struct format *out, const char *path, const char *codec, struct error *err)
    __attribute__((warn_unused_result));

// As people write it: "H.264".
const char *codec_title(enum codec codec);
// What encoders are told when nothing is wished: format.crf and format.sound_bit_s.
int format_crf(const struct format *self);
int format_sound_bit_s(const struct format *self); // 0: no sound
// Whether encoders know its preset, its profile and its crf. Fails: ERROR_CONFIG, with the nearest.
bool format_check(const struct format *self, struct error *err) __attribute__((warn_unused_result));

// Whether it can carry sound.
bool format_has_sound(const struct format *self);
