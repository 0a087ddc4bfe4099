// Pictures with their legends.
#include "card/poster.h"

#include "base/mem.h"
#include "base/str.h"
#include "card/paint.h"
#include "card/picture.h"
#include "card/plain.h"
#include "screen/frame.h"

#include <stdlib.h>

// Source of the measures: by eye, golden/card-*. Sizes are pixels of a card 1080 wide.
enum {
    PICTURE_GAP = 40, // above and below
    TITLE_PX = 68,
    TITLE_MOST_PERCENT = 22, // of what header and footer leave free, below a picture
    LEGEND_GAP = 40,
    TAG_GAP = 28,          // between the topic and the title beside it
    SIDE_GAP = 56,         // between a picture and the legend at its side
    BESIDE_PERCENT = 56,   // of the width, at most, is the picture's then
    UPRIGHT_PERCENT = 120, // a picture that is so much higher than wide is upright
    LINE = 3,              // around a picture that would run into the field
};

// --- the legend --------------------------------------------------------------------------------

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

static int hint_w(const struct hint *self)
{
    return self->play_px + self->gap_px + self->words.extent.w;
}

static bool paint_hint(const struct card_layout *self, struct hint *hint, int x, int y,
                       struct error *err)
{
    card_words_place(&hint->words, x + hint->play_px + hint->gap_px, y);
    struct rect extent = hint->words.extent;
    struct rect sign = {extent.x - hint->gap_px - hint->play_px,
                        extent.y + (extent.h - hint->play_px) / 2, hint->play_px, hint->play_px};
    card_paint_play(self->into, sign, self->style.accent);
    return card_words_paint(&hint->words, self->terms->fonts, self->into, err);
}

// The words that belong to a picture, as markup; NULL: none. Owns: the caller.
static char *title_of(const struct item *item)
{
    if (item->kind == ITEM_AUDIO && item->caption != NULL) {
        return mem_copy(item->caption);
    }
    return item->title != NULL ? card_escaped(item->title) : NULL;
}

static bool is_square(const struct card_layout *self)
{
    return self->shape->size.w == self->shape->size.h;
}

static bool is_beside(const struct card_layout *self)
{
    return self->is_upright && is_square(self);
}

struct legend {
    struct card_tag tag;       // the topic, where no header says it; empty: none
    struct card_setting title; // likewise
    struct hint hint;          // likewise
    int gap_px;                // before each
};

static bool set_title(const struct card_layout *self, struct rect box, struct card_setting *out,
                      struct error *err)
{
    char *markup = self->heading == NULL ? title_of(self->item) : NULL;
    struct card_label label = {.text = markup,
                               .colour = self->style.ink,
                               .align = is_beside(self) ? ALIGN_START : ALIGN_CENTRE,
                               .size_px = card_px(self, TITLE_PX),
                               .is_display = true};
    bool done = markup == NULL || card_label_set(self, &label, box, out, err);
    free(markup);
    return done;
}

// `box`: where tag and title may be.
static bool set_legend(const struct card_layout *self, struct rect box, struct legend *out,
                       struct error *err)
{
    *out = (struct legend){.gap_px = card_px(self, LEGEND_GAP)};
    bool plays = self->item->kind == ITEM_VIDEO || self->item->kind == ITEM_AUDIO;
    if (!self->has_header && !card_tag_set(self, box, &out->tag, err)) {
        return false;
    }
    int taken = out->tag.plate.w > 0 ? out->tag.plate.w + card_px(self, TAG_GAP) : 0;
    taken = is_beside(self) ? 0 : taken;
    struct rect rest = {box.x + taken, box.y, box.w - taken, box.h};
    return set_title(self, rest, &out->title, err) &&
           (!plays || set_hint(self, 0, &out->hint, err));
}

static void legend_fini(struct legend *self)
{
    card_tag_free(&self->tag);
    card_words_free(&self->title);
    card_words_free(&self->hint.words);
}

// --- below a picture ---------------------------------------------------------------------------

static int most_of(int a, int b)
{
    return a > b ? a : b;
}

// Tag and title stand in one row.
static int row_px(const struct legend *self)
{
    return most_of(self->tag.plate.h, self->title.extent.h);
}

static int legend_px(const struct legend *self)
{
    int row = row_px(self) > 0 ? self->gap_px + row_px(self) : 0;
    int hint = self->hint.words.block != NULL ? self->gap_px + self->hint.words.extent.h : 0;
    return row + hint;
}

static bool paint_row(const struct card_layout *self, struct legend *legend, int top,
                      struct error *err)
{
    bool has_both = legend->tag.plate.w > 0 && legend->title.block != NULL;
    int gap = has_both ? card_px(self, TAG_GAP) : 0;
    int w = legend->tag.plate.w + gap + legend->title.extent.w;
    int x = (self->shape->size.w - w) / 2;
    int middle = top + row_px(legend) / 2;
    card_tag_place(&legend->tag, x, middle - legend->tag.plate.h / 2);
    if (!card_tag_paint(self, &legend->tag, err)) {
        return false;
    }
    if (legend->title.block == NULL) {
        return true;
    }
    card_words_place(&legend->title, x + legend->tag.plate.w + gap,
                     middle - legend->title.extent.h / 2);
    return card_words_paint(&legend->title, self->terms->fonts, self->into, err);
}

static bool paint_below(const struct card_layout *self, struct legend *legend, int top,
                        struct error *err)
{
    if (row_px(legend) > 0) {
        if (!paint_row(self, legend, top + legend->gap_px, err)) {
            return false;
        }
        top += legend->gap_px + row_px(legend);
    }
    int x = (self->shape->size.w - hint_w(&legend->hint)) / 2;
    return legend->hint.words.block == NULL ||
           paint_hint(self, &legend->hint, x, top + legend->gap_px, err);
}

// --- beside a picture --------------------------------------------------------------------------

static bool paint_beside(const struct card_layout *self, struct legend *legend, struct rect column,
                         struct error *err)
{
    int title = legend->title.extent.h;
    int hint = legend->hint.words.extent.h;
    int tag = legend->tag.plate.h;
    int gaps = (tag > 0) + (title > 0) + (hint > 0) - 1;
    int spare = column.h - tag - title - hint - gaps * legend->gap_px;
    int y = column.y + card_above(spare);
    card_tag_place(&legend->tag, column.x, y);
    if (!card_tag_paint(self, &legend->tag, err)) {
        return false;
    }
    y += tag > 0 ? tag + legend->gap_px : 0;
    if (legend->title.block != NULL) {
        card_words_place(&legend->title, column.x, y);
        if (!card_words_paint(&legend->title, self->terms->fonts, self->into, err)) {
            return false;
        }
        y += title + legend->gap_px;
    }
    return legend->hint.words.block == NULL || paint_hint(self, &legend->hint, column.x, y, err);
}

// --- the picture -------------------------------------------------------------------------------

static struct colour pixel_of(const SDL_Surface *picture, int x, int y)
{
    uint32_t pixel = frame_row(picture, y)[x];
    return (struct colour){(uint8_t)(pixel >> 16), (uint8_t)(pixel >> 8), (uint8_t)pixel, 255};
}

// Whether one would not see where it ends: most of its edge is about as bright as the field.
static bool runs_into_field(const struct card_layout *self, SDL_Surface *picture)
{
    const double alike = 1.6; // contrast
    int near = 0;
    int count = 0;
    for (int y = 0; y < picture->h; y++) {
        bool is_row = y == 0 || y == picture->h - 1;
        for (int x = 0; x < picture->w; x += is_row || picture->w < 2 ? 1 : picture->w - 1) {
            struct colour colour = pixel_of(picture, x, y);
            near += colour_contrast(colour, self->style.field) < alike;
            count++;
        }
    }
    return near * 2 > count;
}

static void put_picture(const struct card_layout *self, SDL_Surface *picture, int x, int y)
{
    if (runs_into_field(self, picture)) {
        int line = card_px(self, LINE);
        struct rect around = {x - line, y - line, picture->w + 2 * line, picture->h + 2 * line};
        frame_fill_rect(self->into, around, self->style.rule);
    }
    SDL_Rect to = {x, y, picture->w, picture->h};
    SDL_BlitSurface(picture, NULL, self->into, &to);
}

// Once it is known how long the film is.
static bool tell_length(const struct card_layout *self, struct legend *legend, int64_t length_us,
                        struct error *err)
{
    if (length_us == 0) {
        return true;
    }
    card_words_free(&legend->hint.words);
    return set_hint(self, length_us, &legend->hint, err);
}

static bool paint_over_legend(struct card_layout *self, struct rect area, struct legend *legend,
                              struct error *err)
{
    int legend_h = legend_px(legend);
    struct size room = {area.w, area.h - legend_h};
    int64_t length_us;
    SDL_Surface *picture = card_picture(self->item, room, self->style.field, &length_us, err);
    if (picture == NULL) {
        return false;
    }
    int top = area.y + card_above(area.h - picture->h - legend_h);
    int bottom = top + picture->h;
    put_picture(self, picture, area.x + (area.w - picture->w) / 2, top);
    frame_free(picture);
    return tell_length(self, legend, length_us, err) && paint_below(self, legend, bottom, err);
}

static int column_px(const struct legend *self)
{
    int hint = self->hint.words.block != NULL ? hint_w(&self->hint) : 0;
    return most_of(most_of(self->tag.plate.w, self->title.extent.w), hint);
}

// Picture and legend side by side, both together in the middle.
static bool paint_pair(struct card_layout *self, struct rect area, SDL_Surface *picture,
                       struct legend *legend, struct error *err)
{
    int column = column_px(legend);
    int gap = column > 0 ? card_px(self, SIDE_GAP) : 0;
    int x = area.x + (area.w - picture->w - gap - column) / 2;
    put_picture(self, picture, x, area.y + (area.h - picture->h) / 2);
    return paint_beside(self, legend, (struct rect){x + picture->w + gap, area.y, column, area.h},
                        err);
}

static bool paint_with_column(struct card_layout *self, struct rect area, struct error *err)
{
    struct size room = {area.w * BESIDE_PERCENT / 100, area.h};
    int64_t length_us;
    SDL_Surface *picture = card_picture(self->item, room, self->style.field, &length_us, err);
    if (picture == NULL) {
        return false;
    }
    struct rect box = {0, 0, area.w - picture->w - card_px(self, SIDE_GAP), area.h / 2};
    struct legend legend;
    bool done = set_legend(self, box, &legend, err) && tell_length(self, &legend, length_us, err) &&
                paint_pair(self, area, picture, &legend, err);
    legend_fini(&legend);
    frame_free(picture);
    return done;
}

// --- the whole ---------------------------------------------------------------------------------

bool card_poster_plan(struct card_layout *self, struct error *err)
{
    struct size size;
    if (!card_picture_size(self->item, &size, err)) {
        return false;
    }
    self->is_upright = size.h * 100 > size.w * UPRIGHT_PERCENT;
    self->has_header = !is_square(self); // whose room the picture needs
    char *title = self->is_upright && self->has_header ? title_of(self->item) : NULL;
    if (title != NULL) {
        char *plain = card_plain(title);
        self->heading = card_escaped(plain);
        free(plain);
        free(title);
    }
    return true;
}

bool card_poster_paint(struct card_layout *self, struct error *err)
{
    int gap = card_px(self, PICTURE_GAP);
    struct rect area = {self->hero.x, self->hero.y + gap, self->hero.w, self->hero.h - 2 * gap};
    struct rect inner = card_inside_margins(self, area);
    if (is_beside(self)) {
        return paint_with_column(self, inner, err);
    }
    struct rect box = inner;
    box.h = area.h * TITLE_MOST_PERCENT / 100;
    struct legend legend;
    bool done = set_legend(self, box, &legend, err) &&
                paint_over_legend(self, self->style.is_paper ? inner : area, &legend, err);
    legend_fini(&legend);
    return done;
}
