// Slogan text with its spans, as characters. Pure; any thread.
// "[red]诈骗[/]" or "[#ffd600]…[/]" colours what is inside, "[b]…[/]" emphasises it (bold, and in
// the emphasis colour); the innermost colour wins, spans nest, "[[" is a bracket. A tag that is
// unknown or has no partner stays in the text as it was written. "\n" is a line break, a tab is a
// space.
#pragma once

#include "base/colour.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Yellow: the warning colour that LED slogans set against white and red.
// Source: by eye, golden/text-page-emphasis.
#define MARKUP_EMPHASIS ((struct colour){255, 214, 0, 255})

#define MARKUP_BREAK ((uint32_t)'\n')

struct markup_span {
    struct colour colour;
    bool has_colour; // false: the style's own
    bool is_strong;
};

struct markup {
    uint32_t *codes; // characters in reading order; malformed bytes are U+FFFD
    uint16_t *spans; // one for each: index into `table`
    size_t count;
    struct markup_span *table; // [0] is plain text
    size_t table_count;
};

// The first thing in brackets that looks like a tag and is shown as it was written: "[/red]", an
// unknown name, one without its partner. False: there is none. Shape: `out` holds `size` bytes.
bool markup_stray(const char *text, char *out, size_t size);

// Owns: the caller, by markup_fini().
void markup_parse(struct markup *out, const char *text);
void markup_fini(struct markup *self);
