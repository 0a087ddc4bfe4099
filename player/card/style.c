// Choosing colours.
//
// On a wall black costs no power and letters float in it; on a telephone the same card is a hole.
// So black stands for "no colour was chosen", and the house card's navy and gold take its place. A
// colour that was chosen stays. On paper the card is turned inside out: the field becomes the ink.
#include "card/style.h"

// Source: stage/act_house.c.
static const struct colour navy = {10, 34, 84, 255};
static const struct colour gold = {255, 196, 64, 255};

static const struct colour white = {255, 255, 255, 255};
static const struct colour black = {0, 0, 0, 255};
static const struct colour red = {200, 0, 20, 255};   // 6:1 on white
static const struct colour amber = {163, 98, 0, 255}; // 4.9:1 on white

#define READABLE 4.5      // WCAG 2.2, 1.4.3: text
#define READABLE_LARGE 3. // the same for large text
#define DEEP 7.           // on white: dark enough to be the ink of a page

// `part` percent of `a`, the rest of `b`.
static struct colour mixed(struct colour a, struct colour b, int part)
{
    a.a = (uint8_t)(part * 255 / 100);
    return colour_over(a, b);
}

static bool is_light(struct colour colour)
{
    return colour_contrast(colour, black) > colour_contrast(colour, white);
}

static struct colour better_of(struct colour a, struct colour b, struct colour ground)
{
    return colour_contrast(a, ground) >= colour_contrast(b, ground) ? a : b;
}

static bool lists(const size_t *items, size_t count, size_t item)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i] == item) {
            return true;
        }
    }
    return false;
}

const struct zone *card_zone_of(const struct playlist *playlist, const struct item *item)
{
    size_t index = (size_t)(item - playlist->items);
    for (size_t z = 0; z < playlist->zone_count; z++) {
        const struct zone *zone = &playlist->zones[z];
        if (lists(zone->items, zone->item_count, index) ||
            lists(zone->filler, zone->filler_count, index)) {
            return zone;
        }
    }
    return NULL;
}

static struct colour chosen_field(const struct item *item, const struct playlist *playlist)
{
    enum { NEAR_BLACK = 115 }; // percent of black's own contrast with itself
    const struct zone *zone = card_zone_of(playlist, item);
    struct colour below = zone != NULL ? colour_over(zone->background, black) : black;
    struct colour field = colour_over(item->look.background, below);
    return colour_contrast(field, black) * 100 < NEAR_BLACK ? navy : field;
}

static bool is_greyish(struct colour colour)
{
    enum { LEAST_SPREAD = 48 };
    int most = colour.r > colour.g ? colour.r : colour.g;
    int least = colour.r < colour.g ? colour.r : colour.g;
    most = colour.b > most ? colour.b : most;
    least = colour.b < least ? colour.b : least;
    return most - least < LEAST_SPREAD;
}

static double brightness(struct colour colour)
{
    return colour_contrast(colour, black);
}

// White on white, black on black: there is no hue that could be kept.
static bool is_lost(struct colour colour, struct colour ground)
{
    bool is_above = brightness(colour) >= brightness(ground);
    return is_greyish(colour) && is_above == is_light(ground);
}

// Yellow and gold, which are mud when they are darkened.
static bool is_yellow(struct colour colour)
{
    return colour.r >= colour.g && colour.g * 100 > colour.r * 65 && colour.b * 2 < colour.g;
}

// The nearest shade of `colour` that stands out from `ground`.
static struct colour shade_of(struct colour colour, struct colour ground, double least)
{
    enum { STEP = 2 };
    if (colour_contrast(colour, ground) >= least) {
        return colour;
    }
    struct colour towards = is_light(ground) ? black : white;
    struct colour from = is_light(ground) && is_yellow(colour) ? amber : colour;
    for (int part = 100; part > 0; part -= STEP) {
        struct colour next = mixed(from, towards, part);
        if (colour_contrast(next, ground) >= least) {
            return next;
        }
    }
    return towards;
}

struct colour card_style_letters(const struct card_style *self, struct colour plate,
                                 struct colour colour)
{
    struct colour ground = colour_over(plate, self->field);
    struct colour own = colour_over(colour, ground);
    double least = self->is_paper && plate.a == 0 ? READABLE : READABLE_LARGE;
    bool is_lost_here = colour_contrast(own, ground) < least && is_lost(own, ground);
    if (is_lost_here) {
        return plate.a == 0 ? self->ink : better_of(white, black, ground);
    }
    return shade_of(own, ground, least);
}

static void choose_screen(struct card_style *self, struct colour letters)
{
    enum { BAND_PERCENT = 40, LIGHT_BAND_PERCENT = 7, SOFT_PERCENT = 72, SHADE_PERCENT = 4 };
    bool is_day = is_light(self->field);
    struct colour own = colour_over(letters, self->field);
    self->ink = is_lost(own, self->field) ? better_of(white, black, self->field)
                                          : shade_of(own, self->field, READABLE);
    self->band = mixed(black, self->field, is_day ? LIGHT_BAND_PERCENT : BAND_PERCENT);
    self->accent = colour_contrast(gold, self->field) >= READABLE_LARGE ? gold : self->ink;
    self->soft = mixed(better_of(white, black, self->field), self->field, SOFT_PERCENT);
    self->shade = better_of(white, black, self->field);
    self->shade.a = SHADE_PERCENT * 255 / 100;
    self->call = self->accent;
}

static void choose_paper(struct card_style *self, struct colour field, struct colour letters)
{
    enum { SOFT_PERCENT = 70 };
    letters.a = 255;
    self->ink = colour_contrast(field, white) >= DEEP     ? field
                : colour_contrast(letters, white) >= DEEP ? letters
                                                          : navy;
    self->field = white;
    self->band = white;
    self->accent = self->ink;
    self->soft = mixed(self->ink, white, SOFT_PERCENT);
    self->call = red;
}

// On paper a colour that is not made for white gives way to the ink: a sheet full of brown letters
// is no gold.
static struct colour letters_of(const struct card_style *self, const struct look *look)
{
    bool is_plain = look->plate.a == 0;
    bool gives_way = self->is_paper && colour_contrast(look->colour, white) < READABLE;
    return is_plain && (gives_way || !self->is_paper)
               ? self->ink
               : card_style_letters(self, look->plate, look->colour);
}

void card_style_of(struct card_style *out, const struct item *item, const struct playlist *playlist,
                   bool is_paper)
{
    struct colour field = chosen_field(item, playlist);
    *out = (struct card_style){.is_paper = is_paper, .field = field};
    if (is_paper) {
        choose_paper(out, field, item->look.colour);
    } else {
        choose_screen(out, item->look.colour);
    }
    out->rule = is_paper ? gold : out->accent;
    out->letters = letters_of(out, &item->look);
    out->on_accent = colour_contrast(out->field, out->accent) >= READABLE
                         ? out->field
                         : better_of(white, black, out->accent);
}
