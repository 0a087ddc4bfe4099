// What the command line of xiaolaba record asks for. Owned by the caller; main thread.
#pragma once

#include "cmd/instant.h"
#include "cmd/opts.h"
#include "cmd/setting.h"
#include "cmd/stretch.h"
#include "record/format.h"

#include <stdbool.h>

struct record_wish {
    const char *path; // NULL: the playlist's name, see record_path()
    struct format format;
    struct instant from; // a length (--from), or by the clock (--at)
    int64_t for_us;      // 0: one round
    bool is_loop;
    bool is_mute;
    int fps; // 0: not said
};

// False and said when the command line is wrong.
bool record_wish_read(struct record_wish *self, const struct opts *opts)
    __attribute__((warn_unused_result));

// Where it goes. Owns: the caller, by free().
char *record_path(const struct record_wish *self, const struct setting *setting);

// Frames per 1000 s: as was said, else as the point shows, else as suits the format.
int record_rate_mhz(const struct record_wish *self, const struct setting *setting);

// The stretch that is asked for. A day that is not said is today's.
struct stretch_wish record_stretch(const struct record_wish *self, const struct setting *setting);
