// Where a line of Chinese text may be broken (避头尾). Pure; any thread.
// Closing marks never start a line, opening marks never end one; …… and —— are never split; words,
// numbers and addresses in Latin script stay whole, and so do numbers with their ¥ or %.
// Source: GB/T 15834-2011 section 5.1 (place of punctuation marks) and W3C "Requirements for
// Chinese Text Layout" section 3.1.6, at their basic level; Latin words after UAX #14.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum break_kind {
    BREAK_NEVER = 1,
    BREAK_MAY,
    BREAK_MUST, // after a line break in the text
};

// before[i] says whether a line may end in front of codes[i]; before[0] is BREAK_NEVER.
void breaks_find(const uint32_t *codes, size_t count, uint8_t *before);

bool breaks_is_space(uint32_t code); // has width, shows nothing

// Shapes or steers its neighbours and shows nothing itself: controls, joiners, variation selectors.
bool breaks_is_unseen(uint32_t code);

// Punctuation: a reader does not read it aloud.
bool breaks_is_mark(uint32_t code);

// Marks that no line begins with (， ” ）) or ends with (“ （ ¥), even one that has to be broken.
bool breaks_never_first(uint32_t code);
bool breaks_never_last(uint32_t code);

// A mark after which a reader takes breath: ， 。 ！ … but not 、.
bool breaks_is_pause(uint32_t code);

// 1 for a mark that opens a quotation or a bracket, −1 for one that closes it, else 0.
int breaks_bracket(uint32_t code);

// How much of a full-width mark's square is blank, in halves of an em: 1 when its ink keeps to the
// other half.
int breaks_blank_before(uint32_t code); // （ “ 《
int breaks_blank_after(uint32_t code);  // ， 。 ）
