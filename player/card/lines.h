// Where the lines of a slogan end when there is room for several: at the ends of clauses. The text
// room breaks lines where it must; a card has the choice of how many there are. Pure; any thread.
#pragma once

#include "text/markup.h"

#include <stdbool.h>
#include <stddef.h>

enum { CARD_LINES_MOST = 24 };

struct card_lines {
    const struct markup *text; // borrowed
    struct place *places;      // where a line may end, in order
    size_t place_count;
    size_t least; // lines that the author has made
};

// Lets addresses and other long words in Latin script end lines: after / . - _ ? & =, and anywhere in
// what is still too long for a line. By U+200B, which nobody sees.
void card_lines_loosen(struct markup *text);

// One way to set it in `count` lines.
struct card_split {
    size_t count;
    size_t ends[CARD_LINES_MOST]; // index of the character before which each line ends
    double toll; // 0: every line ends where a reader pauses; about 1 for each that does not
};

// False: it is too long to be anything but running text.
bool card_lines_init(struct card_lines *self, const struct markup *text)
    __attribute__((warn_unused_result));
void card_lines_fini(struct card_lines *self);

// The best of that many lines, as even as can be. False: there is none.
bool card_lines_split(const struct card_lines *self, size_t count, struct card_split *out)
    __attribute__((warn_unused_result));
