// Which colour a topic has on the page: the topics with most time get one each, the rest share one.
// Pure; any thread.
#pragma once

#include "agenda/agenda.h"

enum {
    PALETTE_TOPICS = 10,                // with a colour of their own
    PALETTE_OTHER = PALETTE_TOPICS,     // all other topics
    PALETTE_NONE = PALETTE_TOPICS + 1,  // items that say no topic
    PALETTE_COLOURS = PALETTE_NONE + 1, // how many there are
};

struct palette {
    const struct agenda_sums *topics; // borrowed
};

// The colour of `topic` as a number below PALETTE_COLOURS. NULL: no topic.
int palette_find(const struct palette *self, const char *topic);

// "#5B8DB8".
const char *palette_code(int colour);

// The topic that has it, in Chinese for those that several share.
const char *palette_name(const struct palette *self, int colour);
bool palette_is_used(const struct palette *self, int colour);
