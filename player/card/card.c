// Cards by kind: words, pictures, codes.
#include "card/card.h"

#include "base/mem.h"
#include "base/str.h"
#include "card/layout.h"
#include "card/paint.h"
#include "card/picture.h"
#include "card/plain.h"
#include "media/qr.h"
#include "screen/frame.h"

#include <stdlib.h>
#include <string.h>

const struct card_shape card_shapes[CARD_SHAPES] = {
    {"9:16", "9x16", "竖图", {1080, 1920}, 0},
    {"1:1", "1x1", "方图", {1080, 1080}, 0},
    {"a4", "a4", "A4", {2480, 3508}, 300},
};

// Source of the measures: by eye, golden/cmd-card-*. Sizes are pixels of a card 1080 wide.
enum {
    LARGEST_PX = 240,
    SMALLEST_PX = 28, // on a telephone's screen as large as its own small print
    HERO_GAP = 56,
    TITLE_PX = 68,
    TITLE_MOST_PERCENT = 22, // of what header and footer leave free
    LEGEND_GAP = 40,
    BAR_W = 96,
    BAR_H = 10,
    BAR_GAP = 64,
    ABOVE_PERCENT = 46, // of the free room lies above: the eye's middle is above the ruler's
};

static int above(int spare)
{
    return spare > 0 ? spare * ABOVE_PERCENT / 100 : 0;
}

// What is free of the hero, with air on its upper and lower side.
static struct rect hero_of(const struct card_layout *self)
{
    int gap = card_px(self, HERO_GAP);
    struct rect hero = self->hero;
    return (struct rect){hero.x, hero.y + gap, hero.w, hero.h - 2 * gap};
}

static struct rect inside_margins(const struct card_layout *self, struct rect area)
{
    int margin = card_px(self, CARD_MARGIN);
    return (struct rect){area.x + margin, area.y, area.w - 2 * margin, area.h};
}

static void paint_picture(SDL_Surface *picture, SDL_Surface *into, int x, int y)
{
    SDL_Rect to = {x, y, picture->w, picture->h};
    SDL_BlitSurface(picture, NULL, into, &to);
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
    struct rect area = inside_margins(self, hero_of(self));
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
    int top = area.y + bar + above(area.h - bar - setting.extent.h);
    card_words_move(&setting, top - setting.extent.y);
    if (has_bar) {
        paint_bar(self, setting.extent, setting.align);
    }
    bool done = card_words_paint(&setting, self->terms->fonts, self->into, err);
    card_words_free(&setting);
    return done;
}

// --- pictures ----------------------------------------------------------------------------------

// Below the title: that there is something to play, which the card itself cannot.
struct hint {
    struct card_setting words;
    int play_px, gap_px; // the sign before them
};

static bool set_hint(const struct card_layout *self, int64_t length_us, struct hint *out,
                     struct error *err)
{
    enum { HINT_PX = 36, HINT_H = 60, PLAY = 28, PLAY_GAP = 16, SECOND_US = 1000000 };
    int64_t seconds = (length_us + SECOND_US / 2) / SECOND_US;
    char *time = mem_format("短片 %d:%02d", (int)(seconds / 60), (int)(seconds % 60));
    bool is_call = self->item->kind == ITEM_AUDIO;
    struct card_label label = {.text = is_call         ? "广播"
                                       : length_us > 0 ? time
                                                       : "短片",
                               .colour = self->style.soft,
                               .align = ALIGN_CENTRE,
                               .size_px = card_px(self, HINT_PX)};
    struct rect row = {0, 0, self->shape->size.w, card_px(self, HINT_H)};
    *out = (struct hint){.play_px = card_px(self, PLAY), .gap_px = card_px(self, PLAY_GAP)};
    bool done = card_label_set(self, &label, row, &out->words, err);
    free(time);
    return done;
}

static bool paint_hint(const struct card_layout *self, struct hint *hint, int top,
                       struct error *err)
{
    card_words_move(&hint->words, top - hint->words.extent.y);
    int shift = (hint->play_px + hint->gap_px) / 2; // both are in the middle
    hint->words.box.x += shift;
    hint->words.extent.x += shift;
    struct rect extent = hint->words.extent;
    struct rect sign = {extent.x - hint->gap_px - hint->play_px,
                        extent.y + (extent.h - hint->play_px) / 2, hint->play_px, hint->play_px};
    card_paint_play(self->into, sign, self->style.accent);
    return card_words_paint(&hint->words, self->terms->fonts, self->into, err);
}

// The words below a picture, in the lowest part of the area. Without any the setting stays empty.
static bool set_title(const struct card_layout *self, struct rect area, struct card_setting *out,
                      struct error *err)
{
    const struct item *item = self->item;
    *out = (struct card_setting){0};
    bool has_caption = item->kind == ITEM_AUDIO && item->caption != NULL;
    if (item->title == NULL && !has_caption) {
        return true;
    }
    char *markup = has_caption ? mem_copy(item->caption) : card_escaped(item->title);
    struct card_label label = {.text = markup,
                               .colour = self->style.ink,
                               .align = ALIGN_CENTRE,
                               .size_px = card_px(self, TITLE_PX),
                               .is_display = true};
    int h = area.h * TITLE_MOST_PERCENT / 100;
    struct rect box = inside_margins(self, area);
    box.y += box.h - h;
    box.h = h;
    bool done = card_label_set(self, &label, box, out, err);
    free(markup);
    return done;
}

// What stands below the picture.
struct legend {
    struct card_setting title; // empty: none
    struct hint hint;          // likewise
    int gap_px;                // before each
};

static int legend_px(const struct legend *self)
{
    int title = self->title.block != NULL ? self->gap_px + self->title.extent.h : 0;
    int hint = self->hint.words.block != NULL ? self->gap_px + self->hint.words.extent.h : 0;
    return title + hint;
}

static bool set_legend(const struct card_layout *self, struct rect area, struct legend *out,
                       struct error *err)
{
    *out = (struct legend){.gap_px = card_px(self, LEGEND_GAP)};
    bool plays = self->item->kind == ITEM_VIDEO || self->item->kind == ITEM_AUDIO;
    return set_title(self, area, &out->title, err) &&
           (!plays || set_hint(self, 0, &out->hint, err));
}

static bool paint_legend(const struct card_layout *self, struct legend *legend, int top,
                         struct error *err)
{
    if (legend->title.block != NULL) {
        card_words_move(&legend->title, top + legend->gap_px - legend->title.extent.y);
        top += legend->gap_px + legend->title.extent.h;
        if (!card_words_paint(&legend->title, self->terms->fonts, self->into, err)) {
            return false;
        }
    }
    return legend->hint.words.block == NULL ||
           paint_hint(self, &legend->hint, top + legend->gap_px, err);
}

static void legend_fini(struct legend *self)
{
    card_words_free(&self->title);
    card_words_free(&self->hint.words);
}

// `picture` as large as the legend leaves room for; the legend learns how long the film is.
static bool paint_above(struct card_layout *self, struct legend *legend, struct rect area,
                        struct error *err)
{
    struct size room = {area.w, area.h - legend_px(legend)};
    int64_t length_us;
    SDL_Surface *picture = card_picture(self->item, room, self->style.field, &length_us, err);
    if (picture == NULL) {
        return false;
    }
    int top = area.y + above(area.h - picture->h - legend_px(legend));
    paint_picture(picture, self->into, area.x + (area.w - picture->w) / 2, top);
    int bottom = top + picture->h;
    frame_free(picture);
    if (length_us > 0) {
        card_words_free(&legend->hint.words);
        if (!set_hint(self, length_us, &legend->hint, err)) {
            return false;
        }
    }
    return paint_legend(self, legend, bottom, err);
}

static bool paint_poster(struct card_layout *self, struct error *err)
{
    struct rect area = hero_of(self);
    area = self->style.is_paper ? inside_margins(self, area) : area;
    struct legend legend;
    bool done = set_legend(self, area, &legend, err) && paint_above(self, &legend, area, err);
    legend_fini(&legend);
    return done;
}

// --- codes -------------------------------------------------------------------------------------

static bool paint_coded(struct card_layout *self, const struct qr *code, struct error *err)
{
    enum { CODE_MOST = 720, CAPTION_PX = 64, CAPTION_PERCENT = 24, CODE_GAP = 52 };
    struct rect area = inside_margins(self, hero_of(self));
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
    int top = area.y + above(area.h - side - gap - words.extent.h);
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
        return paint_poster(self, err);
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
    struct card_layout layout = {.terms = terms, .item = item, .shape = shape};
    card_style_of(&layout.style, item, terms->playlist, shape->dpi > 0);
    layout.is_hotline = names_hotline(item);
    // A picture in a square needs the header's room for itself.
    bool is_square = shape->size.w == shape->size.h;
    bool has_header = !(is_square && card_has_picture(item));
    layout.into = frame_new(shape->size);
    if (!card_layout_paint(&layout, has_header, err) || !paint_kind(&layout, err)) {
        frame_free(layout.into);
        return NULL;
    }
    return layout.into;
}
