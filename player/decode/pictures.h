// The picture stream: packets in, finished pictures in the ring out, from the one on that belongs
// on the screen at the wished start. One thread.
#pragma once

#include "base/error.h"
#include "decode/sink.h"
#include "decode/source.h"

#include <stdbool.h>
#include <stdint.h>

// What a stream could do when it was asked to go on.
enum step {
    STEP_DONE = 1, // something; ask again
    STEP_STARVED,  // needs a packet
    STEP_FULL,     // the ring has no room
    STEP_OVER,     // all is in the ring, or nothing more can come
};

struct pictures;

// Fails: a codec that is not here. Owns: the caller, by pictures_close(). Borrows both arguments.
struct pictures *pictures_open(struct source *source, struct sink *sink, struct error *err)
    __attribute__((warn_unused_result));
void pictures_close(struct pictures *self);

enum step pictures_step(struct pictures *self);

// The source goes on from another place, at or before the wished start. Range: no picture is in the
// ring yet.
void pictures_sought(struct pictures *self);

// The first picture's stamp in stream time; false while none was decoded.
bool pictures_origin(const struct pictures *self, int64_t *origin_us);
int64_t pictures_end_us(const struct pictures *self);      // media time at which the last one ends
int pictures_damaged(const struct pictures *self);         // how many were broken or missing
const char *pictures_trouble(const struct pictures *self); // why none can be shown, or ""
// Fills the fields about pictures. Range: there was a first picture.
void pictures_describe(const struct pictures *self, struct ring_info *info);
