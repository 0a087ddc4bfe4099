// What the command line of xiaolaba record asks for. Owned by the caller; main thread.
#pragma once

#include "cmd/instant.h"
#include "cmd/opts.h"
#include "cmd/setting.h"
#include "cmd/stretch.h"
#include "record/format.h"
#include "record/targets.h"

#include <stdbool.h>

struct record_wish {
    const char *path; // NULL: the playlist's name, see record_path()
    struct format format;
    const struct target *target; // who plays it; NULL: anybody
    struct size shape;           // 9 by 16, say; {0,0}: the canvas as it is
    int crf;                     // −1: not said
    const char *preset;          // NULL: not said
    struct instant from;         // a length (--from), or by the clock (--at)
    int64_t for_us;              // 0: one round
    bool is_loop;
    bool is_mute;
    int fps; // 0: not said
};

// False and said when the command line is wrong.
bool record_wish_read(struct record_wish *self, const struct opts *opts)
    __attribute__((warn_unused_result));

// The canvas: --size, else what the shape or the target wants, else as setting_canvas(). False and
// said when it cannot be.
bool record_canvas(const struct record_wish *self, const struct setting *setting,
                   const struct opts *opts, struct size *out) __attribute__((warn_unused_result));

// How pictures of `output` are written, as the target takes them. What it may do badly is warned
// of. Fails: ERROR_CONFIG when it does not take them.
bool record_format(const struct record_wish *self, struct size output, int rate_mhz, bool has_sound,
                   struct format *out, struct error *err) __attribute__((warn_unused_result));

// Where it goes. Owns: the caller, by free().
char *record_path(const struct record_wish *self, const struct setting *setting);

// Frames per 1000 s: as was said, else as the point shows, else as suits the format.
int record_rate_mhz(const struct record_wish *self, const struct setting *setting);

// The stretch that is asked for. A day that is not said is today's: the only question to the
// machine's clock.
struct stretch_wish record_stretch(const struct record_wish *self, const struct setting *setting);
