// Cards by kind: words, pictures, codes.
#include "card/card.h"

#include "base/mem.h"
#include "base/str.h"
#include "card/layout.h"
#include "card/paint.h"
#include "card/picture.h"
#include "card/plain.h"
#include "card/poster.h"
#include "media/qr.h"
#include "screen/frame.h"

#include <stdlib.h>
#include <string.h>

const struct card_shape card_shapes[CARD_SHAPES] = {
    {"9:16", "9x16", "竖图", {1080, 1920}, 0},
    {"1:1", "1x1", "方图", {1080, 1080}, 0},
    {"a4", "a4", "A4", {2480, 3508}, 300},
};

// Source of the measures: by eye, golden/card-*. Sizes are pixels of a card 1080 wide.
enum {
    LARGEST_PX = 240,
    SMALLEST_PX = 28, // on a telephone's screen as large as its own small print
    HERO_GAP = 56,
    BAR_W = 96,
    BAR_H = 10,
    BAR_GAP = 64,
};

// What is free of the hero, with air on its upper and lower side.
static struct rect hero_of(const struct card_layout *self)
{
    int gap = card_px(self, HERO_GAP);
    struct rect hero = self->hero;
    return (struct rect){hero.x, hero.y + gap, hero.w, hero.h - 2 * gap};
}

// --- words -------------------------------------------------------------------------------------

// The em that the item's outline and shadow were chosen for.
static int letter_px_of(const struct card_layout *self)
{
    enum { USUAL_PX = 100, LETTERS_OF_ZONE = 8, ROW_PERCENT = 85 };
    const struct item *item = self->item;
    const struct playlist *playlist = self->terms->playlist;
    const struct zone *zone = card_zone_of(playlist, item);
    if (item->look.size_px > 0) {
        return item->look.size_px;
    }
    if (zone == NULL || playlist->canvas.w == 0) {
        return USUAL_PX;
    }
    struct rect place = zone_place(zone, playlist->canvas);
    int of_row = place.h * ROW_PERCENT / 100;
    int of_page = place.w / LETTERS_OF_ZONE;
    return of_row < of_page || of_page == 0 ? of_row : of_page;
}

// A short rule above the words, where they begin or in their middle.
static void paint_bar(const struct card_layout *self, struct rect words, enum align align)
{
    int w = card_px(self, BAR_W);
    int h = card_px(self, BAR_H);
    int x = align == ALIGN_START ? words.x
            : align == ALIGN_END ? words.x + words.w - w
                                 : words.x + (words.w - w) / 2;
    card_paint_plate(self->into, (struct rect){x, words.y - card_px(self, BAR_GAP) - h, w, h},
                     h / 2, self->style.accent);
}

static bool paint_words(struct card_layout *self, const char *text, struct error *err)
{
    const struct item *item = self->item;
    bool is_vertical = item->direction == DIRECTION_VERTICAL;
    bool has_bar = !is_vertical && item->look.plate.a == 0;
    struct rect area = card_inside_margins(self, hero_of(self));
    int bar = has_bar ? card_px(self, BAR_H + BAR_GAP) : 0;
    struct rect box = {area.x, area.y + bar, area.w, area.h - bar};
    struct card_words words = {
        .text = text,
        .mongolian = item->mongolian,
        .look = &item->look,
        .style = &self->style,
        .colour = self->style.letters,
        .align = item->look.align,
        .is_vertical = is_vertical,
        .is_display = true,
        .least_px = card_px(self, SMALLEST_PX),
        .most_px = card_px(self, LARGEST_PX),
        .letter_px = letter_px_of(self),
    };
    struct card_setting setting;
    if (!card_words_set(&setting, self->terms->fonts, &words, box, err)) {
        return false;
    }
    int top = area.y + bar + card_above(area.h - bar - setting.extent.h);
    card_words_move(&setting, top - setting.extent.y);
    if (has_bar) {
        paint_bar(self, setting.extent, setting.align);
    }
    bool done = card_words_paint(&setting, self->terms->fonts, self->into, err);
    card_words_free(&setting);
    return done;
}

// --- codes -------------------------------------------------------------------------------------

static bool paint_coded(struct card_layout *self, const struct qr *code, struct error *err)
{
    enum { CODE_MOST = 720, CAPTION_PX = 64, CAPTION_PERCENT = 24, CODE_GAP = 52 };
    struct rect area = card_inside_margins(self, hero_of(self));
    const char *caption = self->item->caption;
    struct card_setting words = {0};
    struct card_label label = {.text = caption,
                               .colour = self->style.ink,
                               .align = ALIGN_CENTRE,
                               .size_px = card_px(self, CAPTION_PX)};
    struct rect box = area;
    box.h = area.h * CAPTION_PERCENT / 100;
    if (caption != NULL && !card_label_set(self, &label, box, &words, err)) {
        return false;
    }
    int gap = caption != NULL ? card_px(self, CODE_GAP) : 0;
    int room = area.h - gap - words.extent.h;
    int most = room < card_px(self, CODE_MOST) ? room : card_px(self, CODE_MOST);
    int side = card_code_side(self, code, most);
    int top = area.y + card_above(area.h - side - gap - words.extent.h);
    bool done = side > 0 || error_set(err, ERROR_MEDIA, "the code says too much for a card");
    if (side > 0) {
        card_code_paint(self, code, area.x + (area.w - side) / 2, top, side);
    }
    if (done && caption != NULL) {
        card_words_move(&words, top + side + gap - words.extent.y);
        done = card_words_paint(&words, self->terms->fonts, self->into, err);
    }
    card_words_free(&words);
    return done;
}

static bool paint_code(struct card_layout *self, struct error *err)
{
    struct qr code;
    if (!qr_make(&code, self->item->text, err)) {
        return false;
    }
    bool done = paint_coded(self, &code, err);
    qr_fini(&code);
    return done;
}

// --- all ---------------------------------------------------------------------------------------

const char *card_why_none(const struct item *item)
{
    switch (item->kind) {
    case ITEM_CLOCK:
        return "a clock shows the time, which a card cannot";
    case ITEM_AUDIO:
        return item->picture == NULL && item->caption == NULL
                   ? "a sound without picture and caption has nothing to show"
                   : NULL;
    case ITEM_SLOGAN:
    case ITEM_IMAGE:
    case ITEM_VIDEO:
    case ITEM_QR:
        break;
    }
    return NULL;
}

static bool names_hotline(const struct item *item)
{
    if (item->kind != ITEM_SLOGAN) {
        return false;
    }
    char *text = card_plain(item->text);
    bool names = strstr(text, "反诈专线") != NULL && strstr(text, "96110") != NULL;
    free(text);
    return names;
}

static bool paint_kind(struct card_layout *self, struct error *err)
{
    if (card_has_picture(self->item)) {
        return card_poster_paint(self, err);
    }
    switch (self->item->kind) {
    case ITEM_SLOGAN:
        return paint_words(self, self->item->text, err);
    case ITEM_AUDIO:
        return paint_words(self, self->item->caption, err);
    case ITEM_QR:
        return paint_code(self, err);
    case ITEM_IMAGE:
    case ITEM_VIDEO:
    case ITEM_CLOCK:
        break;
    }
    return error_set(err, ERROR_MEDIA, "%s", card_why_none(self->item));
}

struct SDL_Surface *card_make(const struct card_terms *terms, const struct item *item,
                              const struct card_shape *shape, struct error *err)
{
    if (card_why_none(item) != NULL) {
        error_set(err, ERROR_MEDIA, "%s", card_why_none(item));
        return NULL;
    }
    struct card_layout layout = {.terms = terms, .item = item, .shape = shape, .has_header = true};
    card_style_of(&layout.style, item, terms->playlist, shape->dpi > 0);
    layout.is_hotline = names_hotline(item);
    if (card_has_picture(item) && !card_poster_plan(&layout, err)) {
        return NULL;
    }
    layout.into = frame_new(shape->size);
    bool done = card_layout_paint(&layout, err) && paint_kind(&layout, err);
    free(layout.heading);
    if (!done) {
        frame_free(layout.into);
        return NULL;
    }
    return layout.into;
}
