// The player's side of one open medium: a film, a sound or a picture, decoded by a process of its
// own (xiaolaba-decode) that fills a ring of pictures and sound in shared memory. This room never
// links FFmpeg. A decoder that crashes, hangs or is killed costs this medium and nothing else.
// Thread: main, except medium_take_sound() (the audio callback).
#pragma once

#include "base/error.h"
#include "base/geom.h"

#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct medium;

struct medium_wish {
    struct size box; // pixels it will be shown in; {0,0}: no pictures wanted
    enum fit fit;    // the decoder scales, so that the player copies 1:1
    bool wants_sound;
    int64_t start_us;   // media time from which pictures and sound are wanted; ≥ 0
    const char *sha256; // that the bytes of the file must have, 64 hex digits; NULL or "": any
    int patience_ms;    // how long MEDIUM_WAIT waits for a decoder that does nothing; 0: 10 s
};

enum medium_state {
    MEDIUM_OPENING = 1, // no verdict yet
    MEDIUM_READY,       // first wanted picture (or sound of an audio file) is in hand
    MEDIUM_FAILED,      // cannot be shown: medium_error() says why
};

// What the file is, known once READY. Lengths are microseconds of media time from its first picture
// or sound.
struct medium_info {
    int64_t length_us; // 0: not known before the end; a still picture: 0
    bool has_picture;
    bool is_still;
    bool has_sound;
    struct size shown;   // pixels of the scaled picture inside the box
    double frames_per_s; // average; 0 for stills and sound
    char codecs[48];     // "h264 + aac"
};

// Starts the decoder and returns at once; the file is opened here, so "no such file" is told at
// once. Where `sha256` is given, no symbolic link is followed, and the decoder reads all of the
// file before anything else does, the first time after a start and whenever the file was changed;
// other bytes make it FAILED. Fails: ERROR_MEDIA. Owns: the caller, by medium_close().
struct medium *medium_open(const char *path, const struct medium_wish *wish, struct error *err)
    __attribute__((warn_unused_result));

// Stops the decoder (never blocks: what is left of it is reaped later); the reading of a file that
// is not vetted yet goes on behind it, for the next time. NULL is fine.
void medium_close(struct medium *self);

// Waits for the decoders that were stopped; they were killed, so it is quick. For the program's
// end.
void medium_reap_all(void);

// Whether it is OPENING because its bytes are still being read, which takes as long as the file is
// large; no longer true when that takes longer than any disk needs.
bool medium_is_vetting(const struct medium *self);

// What the cages of decoders lacked on this machine, a sentence; NULL: nothing so far, or it was
// taken already. Borrowed.
const char *medium_take_cage_gap(void);

// The caller has waited long enough: FAILED before it was READY, over afterwards. `sentence` says
// why, for medium_error() and medium_damage().
void medium_give_up(struct medium *self, const char *sentence);

// Never blocks.
enum medium_state medium_state(struct medium *self);
// Waits until there is a verdict, at most `timeout_us`. For tools and tests, not for the frame
// loop.
enum medium_state medium_wait(struct medium *self, int64_t timeout_us);

const struct medium_info *medium_info(const struct medium *self); // valid once READY
const char *medium_error(const struct medium *self); // a sentence, "" while nothing is wrong

enum medium_mode {
    MEDIUM_LATEST = 1, // live: the newest picture due by then that is decoded; never blocks
    MEDIUM_WAIT,       // recording, tests: exactly the picture due then; waits for the decoder
    MEDIUM_FIRST, // rehearsals: only the first picture is wanted, it stands for the whole film;
                  // waits for it
};

// The number of the picture that belongs on the screen at `at_us`, from 0 for the one that belongs
// there at the wished start; −1 when there is none yet. The number changes exactly when the picture
// does. Earlier pictures are given back to the decoder: at_us must not go backwards. A start behind
// the end shows the last picture and is over at once. Range: at_us ≥ the wished start.
int64_t medium_picture(struct medium *self, int64_t at_us, enum medium_mode mode);

// Media time at which the next picture is due, once it is decoded; -1 while it is not, INT64_MAX
// when there is none to come. Lets a live show sleep until something changes.
int64_t medium_next_us(struct medium *self);

// Copies the current picture's rectangle (info.shown) to (x, y) on `into` (RGB888 or ARGB8888),
// converting or blending as it needs. Range: medium_picture() was ≥ 0.
void medium_draw(struct medium *self, SDL_Surface *into, int x, int y);

// How long the screen has been waiting at `at_us` for a picture that is due and not there yet; 0
// while all is well. A decoder that hangs shows here.
int64_t medium_lag_us(const struct medium *self, int64_t at_us);

// Tries the whole file: decodes all of it as fast as it can and throws it away.
// False: it cannot be played. True with `err->code` 0: it is whole; with another code: it plays,
// and `err->text` says what is damaged. `sha256` as in the wish. May take minutes; a decoder that
// makes no progress for ten seconds has failed. For tools, not for the frame loop.
bool medium_dry_run(const char *path, const char *sha256, struct error *err)
    __attribute__((warn_unused_result));

// Copies at most `count` frames (48 kHz, stereo, float) of the sound that comes next; returns how
// many there were. Never blocks. Sound begins at the wished start and has no gaps, so the frames
// taken tell the time. As long as nobody ever took any (and no voice plays it), sound passes by
// itself with the times that are asked for. Thread: one at a time, the audio callback or main.
size_t medium_take_sound(struct medium *self, float *out, size_t count);
// The same, but waits until there are `count` frames or no more will come. For recording and tests.
size_t medium_wait_sound(struct medium *self, float *out, size_t count);
// Takes and throws away what comes before `until_us`; waits for it.
void medium_skip_sound(struct medium *self, int64_t until_us);
// Waits until `count` frames are there to be taken at once, or no more will come. Range: at most
// half a second.
void medium_await_sound(struct medium *self, size_t count);

// Whether the last picture has been shown to its end and the sound has come to its end too, or the
// decoder died on the way. A still picture is never over.
// `*length_us` (may be NULL): media time that really was there.
bool medium_is_over(const struct medium *self, int64_t at_us, int64_t *length_us);

// Waits until medium_is_over() says the same however fast the decoder is. For recording; sound may
// be taken meanwhile, pictures only by MEDIUM_WAIT.
void medium_settle(struct medium *self);

// A sentence when the medium ended early or had damage, "" otherwise. Valid once over.
const char *medium_damage(const struct medium *self);
