// What the files of a medium know of each other: medium_open.c (opening, closing), medium_vet.c
// (whether its bytes are those that were signed), medium.c (its verdict, its pictures) and
// medium_end.c (sound, the end, damage). Private to these. Thread: main.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/clock.h"
#include "media/intake.h"
#include "media/medium.h"

struct medium {
    struct intake *intake;
    pid_t child;
    bool has_child; // not yet reaped
    struct ring_wish wish;
    struct stat file;    // as it was opened
    struct mono opened;  // when
    bool is_found_right; // its bytes were vetted, and that was noted
    int patience_ms;
    enum medium_state state;
    struct ring_info ring; // checked, once READY
    struct medium_info info;
    int64_t start_us; // media time of the first sound
    int64_t current;  // number of the picture that is shown, −1 before
    bool is_given_up;
    bool has_listener;       // somebody takes the sound, or did once
    char trouble[RING_TEXT]; // said by us: given up, died, broke the rules
    char error[RING_TEXT];
    char damage[RING_TEXT];
};

// Notes that the file was found right, once it was.
void medium_note_vetting(struct medium *self);
// Takes over a medium that is closed while its file is still being read, so that the work is not
// lost. False: it is not.
bool medium_keep_vetting(struct medium *self);
// One that was taken over, with the same wish for the same file; NULL: there is none.
struct medium *medium_take_vetting(const struct stat *file, const struct ring_wish *wish);
// Closes those that were taken over and have been found right or wrong; all of them.
void medium_tidy_vetting(void);
void medium_drop_vetting(void);
// Ends its decoder and frees it, in any case.
void medium_discard(struct medium *self);

// However it gets on, one picture is not waited for longer than so many times its patience.
#define PATIENCE_LONGEST 60

// How long a decoder is waited for that says nothing, or does not get on. All zero: begins now.
struct patience {
    bool has_begun;
    struct mono since, began, first;
    int64_t longest_us; // for all of it, news or not; 0: as long as there are news
    uint32_t progress;
    uint64_t brought;
};
// Whether it has been waited for long enough. Bells alone are no news.
bool medium_tries_patience(struct medium *self, struct patience *patience);

// Keeps the first sentence about what went wrong.
void medium_say(struct medium *self, const char *sentence);
// Looks whether the decoder died before it was done, and says how.
void medium_look_after_child(struct medium *self);
// Whether nothing more will be put into the ring. What is in it already may still be shown.
bool medium_is_complete(const struct medium *self);
// Media time after so many frames of sound.
int64_t medium_sound_us(const struct medium *self, uint64_t frames);
// Sound that nobody takes passes by, or it would stop the decoder and never be over.
void medium_let_sound_pass(const struct medium *self, int64_t at_us);
