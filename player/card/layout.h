// What all cards have in common: measures, header and footer. Shared by those who paint cards.
// Main thread.
#pragma once

#include "card/card.h"
#include "card/style.h"
#include "card/words.h"

#include <SDL.h>

struct card_layout {
    const struct card_terms *terms;
    const struct item *item;
    const struct card_shape *shape;
    SDL_Surface *into;
    struct card_style style;
    bool is_hotline; // the slogan itself says what the footer would
    bool has_header;
    bool is_upright;  // what is shown is a picture much higher than wide
    char *heading;    // owned; markup that the header says for the house's words; NULL: those
    struct rect hero; // what header and footer leave free, as wide as the card
};

// Measures are given for a card 1080 wide.
int card_px(const struct card_layout *self, int measure);
enum { CARD_MARGIN = 80 };

// A few words in one size as far as they fit: labels, titles, captions.
struct card_label {
    const char *text; // markup
    struct colour colour;
    enum align align;
    int size_px;
    bool is_display; // in lines that end where clauses end
};
// As card_words_set(); down to half the size.
bool card_label_set(const struct card_layout *self, const struct card_label *label, struct rect box,
                    struct card_setting *out, struct error *err)
    __attribute__((warn_unused_result));

// Fills the card, paints header and footer, and says what is left. A heading that does not fit into
// the header is given up.
bool card_layout_paint(struct card_layout *self, struct error *err)
    __attribute__((warn_unused_result));

struct rect card_inside_margins(const struct card_layout *self, struct rect area);

// How much of free room lies above: the eye's middle is above the ruler's.
int card_above(int spare);

// The topic on a plate.
struct card_tag {
    struct card_setting words;
    struct rect plate; // empty: the item has no topic that needs saying
};

// As far to the left in `row` as can be.
bool card_tag_set(const struct card_layout *self, struct rect row, struct card_tag *out,
                  struct error *err) __attribute__((warn_unused_result));
void card_tag_place(struct card_tag *self, int x, int y);
bool card_tag_paint(const struct card_layout *self, const struct card_tag *tag, struct error *err)
    __attribute__((warn_unused_result));
void card_tag_free(struct card_tag *self);

// The code on its white plate, as large as fits into a square of `most_px`; its corner at (x, y)
// when it is painted. Returns the side of the plate, 0 when it does not fit.
struct qr;
int card_code_side(const struct card_layout *self, const struct qr *code, int most_px);
void card_code_paint(const struct card_layout *self, const struct qr *code, int x, int y, int side);
