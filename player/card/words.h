// The words of a card, as large as their box lets them be, all of them on it. Main thread.
#pragma once

#include "card/style.h"

#include "base/error.h"
#include "base/geom.h"
#include "text/block.h"
#include "text/fonts.h"

#include <SDL.h>
#include <stdbool.h>

struct card_words {
    const char *text;      // markup
    const char *mongolian; // the same in Mongolian; NULL
    const struct look *look;
    const struct card_style *style;
    struct colour colour; // of letters that have none of their own
    enum align align;
    bool is_vertical;
    bool is_display;       // set large and in lines of its own; else as running words
    int least_px, most_px; // em
    int letter_px;         // em that the look's outline and shadow were chosen for
};

// Where it will be, once it was set.
struct card_setting {
    struct text_block *block; // owned; by card_words_free()
    struct rect box;
    struct rect extent; // what the lines cover, on the card
    int size_px;
    enum align align; // the wished one, but running text begins where lines begin
};

// Fails: ERROR_MEDIA when it does not fit at `least_px` either, or cannot be written at all.
bool card_words_set(struct card_setting *out, struct fonts *fonts, const struct card_words *words,
                    struct rect box, struct error *err) __attribute__((warn_unused_result));

// Moves it down by `dy`.
void card_words_move(struct card_setting *self, int dy);

// Moves it so that the corner of its extent is at (x, y).
void card_words_place(struct card_setting *self, int x, int y);

bool card_words_paint(const struct card_setting *self, struct fonts *fonts, SDL_Surface *into,
                      struct error *err) __attribute__((warn_unused_result));
void card_words_free(struct card_setting *self);
