// A film that is being written: pictures and sound go in, one frame after the other, and a file
// that plays comes out. It has its name only once it is whole; one that was given up leaves
// nothing behind. No clock: what is written depends on what was put in alone. FFmpeg is opened when
// the first recording is, so that no other command loads it. Thread: one at a time. Owned by the
// caller.
#pragma once

#include "base/error.h"
#include "base/geom.h"
#include "record/format.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct SDL_Surface;
struct recording;

struct recording_wish {
    const char *path;
    const struct format *format; // copied
    struct size size;            // of the pictures. Range: 1 … 16384 a side
    int rate_mhz;                // frames per 1000 s
    int64_t length_us;           // how long it is going to be, for formats with a size limit
    bool has_sound;
};

// Fails: ERROR_CONFIG when it cannot be written like that (an encoder that is not there, a level
// that the size is beyond), ERROR_FULL when there is no place for it.
struct recording *recording_open(const struct recording_wish *wish, struct error *err)
    __attribute__((warn_unused_result));

// What a person should know before it begins: that an edge is repeated to make the size even, that
// another encoder is used. NULL: nothing. Borrowed.
const char *recording_note(const struct recording *self);

// Where it will be: a link is followed, a sequence is its folder. Borrowed until the next call.
const char *recording_path(const struct recording *self);

// The hidden file (or folder) that it is until it is finished. Borrowed, as long as it is not.
const char *recording_part(const struct recording *self);

// How large its pictures are in the file: films have even sides.
struct size recording_size(const struct recording *self);

// How often all pictures have to be put in: formats that choose their colours look at them first.
int recording_passes(const struct recording *self);
// Another time from the beginning. Range: one pass is complete, and it was not the last.
bool recording_next_pass(struct recording *self, struct error *err)
    __attribute__((warn_unused_result));

// The next frame. `changed` is where it differs from the one before, at most: nothing else need be
// looked at. Shape: `count` rectangles in pixels; 0: it is the same picture. The first of a pass is
// taken whole. Fails: ERROR_FULL.
bool recording_add_picture(struct recording *self, const struct SDL_Surface *picture,
                           const struct rect *changed, int count, struct error *err)
    __attribute__((warn_unused_result));
// The sound that follows what was put in so far: 48 kHz, stereo, float, left and right in turn.
// Pictures and sound may come in any measure; one that lags behind makes memory grow. Range:
// has_sound. Fails: ERROR_FULL.
bool recording_add_sound(struct recording *self, const float *frames, size_t count,
                         struct error *err) __attribute__((warn_unused_result));

// It ends before it is all there. Where a file of its name is already, that one stays, and this one
// is kept beside it as "film-cut.mp4". Before recording_finish().
void recording_cut(struct recording *self);

// Writes what is left and gives the file its name, in place of any other of that name. Also for one
// that was cut short: what is in plays. `bytes` (may be NULL): how large it is. Fails: ERROR_FULL,
// then nothing of it is left.
bool recording_finish(struct recording *self, int64_t *bytes, struct error *err)
    __attribute__((warn_unused_result));
void recording_close(struct recording *self); // one that was not finished is gone; NULL is fine
