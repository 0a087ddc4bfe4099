// Who plays a recording when it is not this program: the asynchronous cards that feed LED walls,
// and chats on telephones. What they take, who says so, and what nobody says. A limit without a
// source is a careful choice, never a measurement: no such card was at hand. Constant; any thread.
#pragma once

#include "base/error.h"
#include "base/geom.h"
#include "base/str.h"
#include "record/format.h"

#include <stdbool.h>
#include <stddef.h>

enum target_use {
    TARGET_CARD = 1, // plays from a stick or its own memory
    TARGET_CHAT,     // is sent on by people
};

struct target_fact {
    const char *what;   // "container"
    const char *value;  // "MP4"
    const char *source; // document, edition, page or address; NULL: unknown, a careful choice
};

enum { TARGET_FACTS = 11, TARGET_UNKNOWNS = 6, TARGET_SIZES = 2 };

struct target {
    const char *name;  // as it is typed
    const char *title; // whose players, which ones
    enum target_use use;
    struct format format; // of `most`; target_format() says which level another size takes
    int most_level;       // of H.264
    int usual_mhz;        // frames per 1000 s, when nobody says
    int most_mhz;         // of any size; the level may allow fewer of large ones
    struct size most;     // either way round
    struct size easy;     // beyond it weak ones may leave frames out; either way round
    struct size sizes[TARGET_SIZES]; // to choose from, the usual one first; empty: the wall's own
    const char *sound_advice;        // for recordings that have sound; NULL: none
    const char *then_zh, *then_en;   // what to do with the file
    const char *then_source;         // as of a fact
    struct target_fact facts[TARGET_FACTS]; // ends with what == NULL where shorter
    const char *unknown[TARGET_UNKNOWNS];   // not known, or not tried; ends with NULL where shorter
};

// In the order of the manual; NULL behind the last.
const struct target *target_at(size_t index);

// Fails: ERROR_CONFIG, with those that there are and the nearest spelling.
const struct target *target_find(enum target_use use, const char *name, struct error *err)
    __attribute__((warn_unused_result));

// Whether it plays pictures of `size`, `rate_mhz` of them in 1000 s. `advice` (may be NULL) gets
// sentences, one a line, about what it may do badly. Range: size ≥ 1 a side; rate_mhz > 0. Fails:
// ERROR_CONFIG, with what would be right.
bool target_check(const struct target *self, struct size size, int rate_mhz, bool has_sound,
                  struct str *advice, struct error *err) __attribute__((warn_unused_result));

// How to write it: the lowest level that holds these pictures and the target's bits. Fails: as
// target_check().
bool target_format(const struct target *self, struct size size, int rate_mhz, struct format *out,
                   struct error *err) __attribute__((warn_unused_result));
