// The file that films go into, packet by packet. Inside this room.
#pragma once

#include "record/libav.h"
#include "record/place.h"

struct container {
    const struct libav *av;
    AVFormatContext *format;
    struct place place;
    int64_t at;    // where the next byte goes
    int64_t bytes; // that it has
    int trouble;   // errno of the first one that did not go in; 0: none
};

// Does not move in memory from here on. Range: all zero before. Fails: ERROR_CONFIG, ERROR_FULL.
bool container_open(struct container *self, const struct libav *av, const char *path,
                    const char *muxer, struct error *err) __attribute__((warn_unused_result));

// One more stream, of what `codec` makes. Fails: ERROR_CONFIG.
bool container_add(struct container *self, const AVCodecContext *codec, AVStream **out,
                   struct error *err) __attribute__((warn_unused_result));

// Writes the head: all streams are known. Fails: ERROR_FULL.
bool container_start(struct container *self, struct error *err) __attribute__((warn_unused_result));

// Range: `packet` has the time base of its stream. It is empty afterwards.
bool container_put(struct container *self, AVPacket *packet, struct error *err)
    __attribute__((warn_unused_result));

// Writes the rest and gives the file its name, unless it has more than `most_bytes` (0: no limit).
// Fails: ERROR_FULL, ERROR_CONFIG when it is too large.
bool container_finish(struct container *self, int64_t most_bytes, struct error *err)
    __attribute__((warn_unused_result));

void container_close(struct container *self);
