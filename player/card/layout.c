// Header and footer.
#include "card/layout.h"

#include "base/mem.h"
#include "base/str.h"
#include "card/paint.h"
#include "card/plain.h"
#include "media/qr.h"
#include "screen/frame.h"

#include <stdlib.h>

// Source of the measures: by eye, golden/card-*.
enum {
    DESIGN_W = 1080,
    TALL_PERCENT = 150, // cards that are so much higher than wide have room above
    TOP_TALL = 104,
    TOP = 60,
    TAG_H = 76,
    TAG_PX = 42,
    TAG_GAP = 30,
    SIDE_PX = 34,
    RULE = 6,
    FOOTER_PLAIN = 190,
    FOOTER_PAD = 42,
    CODE_TALL = 300,
    CODE = 264,
    PLATE = 10,
    GAP = 40,
};

#define HOUSE_WORDS "全民反诈 平安同行"
#define HOTLINE_NAME "反诈专线"
#define HOTLINE "96110"
#define GENERAL_TOPIC "通用" // what is about no kind of fraud needs no label

static const struct colour white = {255, 255, 255, 255};

int card_px(const struct card_layout *self, int measure)
{
    return measure * self->shape->size.w / DESIGN_W;
}

struct rect card_inside_margins(const struct card_layout *self, struct rect area)
{
    int margin = card_px(self, CARD_MARGIN);
    return (struct rect){area.x + margin, area.y, area.w - 2 * margin, area.h};
}

int card_above(int spare)
{
    enum { ABOVE_PERCENT = 46 };
    return spare > 0 ? spare * ABOVE_PERCENT / 100 : 0;
}

static bool is_tall(const struct card_layout *self)
{
    return self->shape->size.h * 100 > self->shape->size.w * TALL_PERCENT;
}

bool card_label_set(const struct card_layout *self, const struct card_label *label, struct rect box,
                    struct card_setting *out, struct error *err)
{
    static const struct look plain = {.weight = WEIGHT_AUTO, .antialias = ANTIALIAS_AUTO};
    struct card_words words = {
        .text = label->text,
        .look = &plain,
        .style = &self->style,
        .colour = label->colour,
        .align = label->align,
        .is_display = label->is_display,
        .least_px = label->size_px / 2,
        .most_px = label->size_px,
    };
    return card_words_set(out, self->terms->fonts, &words, box, err);
}

static bool paint_label(const struct card_layout *self, const struct card_label *label,
                        struct rect box, struct error *err)
{
    struct card_setting setting;
    if (!card_label_set(self, label, box, &setting, err)) {
        return false;
    }
    bool done = card_words_paint(&setting, self->terms->fonts, self->into, err);
    card_words_free(&setting);
    return done;
}

// --- the header --------------------------------------------------------------------------------

static const char *topic_of(const struct item *item)
{
    return item->topic == NULL || str_is(item->topic, GENERAL_TOPIC) ? NULL : item->topic;
}

bool card_tag_set(const struct card_layout *self, struct rect row, struct card_tag *out,
                  struct error *err)
{
    const char *topic = topic_of(self->item);
    *out = (struct card_tag){0};
    if (topic == NULL) {
        return true;
    }
    int pad = card_px(self, TAG_GAP);
    int h = card_px(self, TAG_H);
    char *markup = card_escaped(topic);
    struct card_label label = {.text = markup,
                               .colour = self->style.is_paper ? white : self->style.on_accent,
                               .align = ALIGN_START,
                               .size_px = card_px(self, TAG_PX)};
    int w = self->has_header ? row.w * 3 / 5 : row.w - 2 * pad;
    struct rect box = {row.x + pad, row.y, w, self->has_header ? row.h : h};
    bool done = card_label_set(self, &label, box, &out->words, err);
    free(markup);
    if (done) {
        int width = out->words.extent.x + out->words.extent.w + pad - row.x;
        out->plate = (struct rect){row.x, row.y, width, box.h};
    }
    return done;
}

void card_tag_place(struct card_tag *self, int x, int y)
{
    struct rect extent = self->words.extent;
    card_words_place(&self->words, extent.x + x - self->plate.x, extent.y + y - self->plate.y);
    self->plate.x = x;
    self->plate.y = y;
}

bool card_tag_paint(const struct card_layout *self, const struct card_tag *tag, struct error *err)
{
    if (tag->plate.w == 0) {
        return true;
    }
    if (!self->style.is_paper) {
        card_paint_plate(self->into, tag->plate, tag->plate.h / 6, self->style.accent);
    }
    return card_words_paint(&tag->words, self->terms->fonts, self->into, err);
}

void card_tag_free(struct card_tag *self)
{
    card_words_free(&self->words);
}

// On the right of the header, or in its middle. A heading gives way to the house's words.
static bool paint_side(struct card_layout *self, struct rect box, bool is_alone, struct error *err)
{
    struct card_label label = {.text = HOUSE_WORDS,
                               .colour = self->style.is_paper ? white : self->style.soft,
                               .align = is_alone ? ALIGN_CENTRE : ALIGN_END,
                               .size_px = card_px(self, SIDE_PX)};
    struct card_label heading = label;
    heading.text = self->heading;
    heading.colour = self->style.is_paper ? white : self->style.ink;
    heading.size_px = card_px(self, TAG_PX);
    struct error ignored = {0};
    if (self->heading != NULL && paint_label(self, &heading, box, &ignored)) {
        return true;
    }
    free(self->heading);
    self->heading = NULL;
    return paint_label(self, &label, box, err);
}

// Returns where the header ends, by `*bottom`.
static bool paint_header(struct card_layout *self, int *bottom, struct error *err)
{
    int margin = card_px(self, CARD_MARGIN);
    int w = self->shape->size.w;
    bool is_paper = self->style.is_paper;
    int top = is_paper ? margin : card_px(self, is_tall(self) ? TOP_TALL : TOP);
    struct rect row = {margin, top, w - 2 * margin, card_px(self, TAG_H + (is_paper ? 20 : 0))};
    if (is_paper) {
        card_paint_plate(self->into, row, 0, self->style.ink);
    }
    *bottom = row.y + row.h;
    struct card_tag tag;
    bool done = card_tag_set(self, row, &tag, err) && card_tag_paint(self, &tag, err);
    int right = row.x + tag.plate.w;
    card_tag_free(&tag);
    if (!done || (self->is_hotline && !is_paper)) {
        return done; // the footer says it
    }
    int pad = is_paper ? card_px(self, TAG_GAP) : 0;
    bool is_alone = right == row.x;
    int left = is_alone ? row.x + pad : right + card_px(self, TAG_GAP);
    struct rect box = {left, row.y, row.x + row.w - pad - left, row.h};
    return paint_side(self, box, is_alone, err);
}

// --- the code ----------------------------------------------------------------------------------

int card_code_side(const struct card_layout *self, const struct qr *code, int most_px)
{
    int edge = 2 * card_px(self, PLATE);
    int side = card_qr_side(code, most_px - edge);
    return side > 0 ? side + edge : 0;
}

void card_code_paint(const struct card_layout *self, const struct qr *code, int x, int y, int side)
{
    int edge = card_px(self, PLATE);
    card_paint_plate(self->into, (struct rect){x, y, side, side}, 2 * edge, white);
    card_paint_qr(self->into, code, x + edge, y + edge, side - 2 * edge);
}

// --- the footer --------------------------------------------------------------------------------

// Left in the footer, in two lines.
static bool paint_call(const struct card_layout *self, struct rect box, int *right,
                       struct error *err)
{
    enum { NAME_PX = 46, DIGITS_PX = 118, HOUSE_PX = 60 };
    const struct card_style *style = &self->style;
    char *markup = mem_copy(self->is_hotline ? "全民反诈\n平安同行" : HOTLINE);
    struct card_label large = {
        .text = markup,
        .colour = self->is_hotline ? style->soft : style->call,
        .align = ALIGN_START,
        .size_px = card_px(self, self->is_hotline ? HOUSE_PX : DIGITS_PX),
    };
    struct card_label small = {.text = HOTLINE_NAME,
                               .colour = style->soft,
                               .align = ALIGN_START,
                               .size_px = card_px(self, NAME_PX)};
    int name_h = self->is_hotline ? 0 : box.h * 32 / 100;
    struct rect name = {box.x, box.y + box.h / 12, box.w, name_h};
    struct rect digits = {box.x, box.y + name_h, box.w, box.h - name_h};
    struct card_setting setting;
    bool done = card_label_set(self, &large, digits, &setting, err);
    free(markup);
    if (!done) {
        return false;
    }
    *right = setting.extent.x + setting.extent.w;
    done = card_words_paint(&setting, self->terms->fonts, self->into, err) &&
           (self->is_hotline || paint_label(self, &small, name, err));
    card_words_free(&setting);
    return done;
}

// Without a code: one line in the middle.
static bool paint_call_line(const struct card_layout *self, struct rect box, struct error *err)
{
    enum { LINE_PX = 76 };
    const struct card_style *style = &self->style;
    char *markup = self->is_hotline ? mem_copy(HOUSE_WORDS)
                                    : mem_format(HOTLINE_NAME " [#%02x%02x%02x]" HOTLINE "[/]",
                                                 style->call.r, style->call.g, style->call.b);
    struct card_label label = {.text = markup,
                               .colour = style->soft,
                               .align = ALIGN_CENTRE,
                               .size_px = card_px(self, LINE_PX)};
    bool done = paint_label(self, &label, box, err);
    free(markup);
    return done;
}

static bool paint_caption(const struct card_layout *self, struct rect box, struct error *err)
{
    enum { CAPTION_PX = 40 };
    const struct item *qr = self->terms->qr;
    char *title = qr->title != NULL ? card_escaped(qr->title) : NULL;
    const char *caption = qr->caption != NULL ? qr->caption : title;
    struct card_label label = {.text = caption,
                               .colour = self->style.soft,
                               .align = ALIGN_END,
                               .size_px = card_px(self, CAPTION_PX),
                               .is_display = true};
    bool done = caption == NULL || paint_label(self, &label, box, err);
    free(title);
    return done;
}

// Where the footer's band begins, `h` pixels above where it ends.
static struct rect begin_footer(const struct card_layout *self, int h)
{
    struct size size = self->shape->size;
    int margin = card_px(self, CARD_MARGIN);
    int rule = card_px(self, RULE);
    bool is_paper = self->style.is_paper;
    int top = size.h - h - (is_paper ? margin : 0);
    struct rect line = {is_paper ? margin : 0, top, size.w - (is_paper ? 2 * margin : 0), rule};
    if (!is_paper) {
        frame_fill_rect(self->into, (struct rect){0, top, size.w, h}, self->style.band);
    }
    frame_fill_rect(self->into, line, self->style.rule);
    return (struct rect){margin, top + rule, size.w - 2 * margin, h - rule};
}

static bool paint_coded_footer(const struct card_layout *self, const struct qr *code, int *top,
                               struct error *err)
{
    int side = card_code_side(self, code, card_px(self, is_tall(self) ? CODE_TALL : CODE));
    if (side == 0) {
        return error_set(err, ERROR_MEDIA,
                         "the code of \"%s\" says too much for a footer; "
                         "--qr none leaves it out",
                         self->terms->qr->id);
    }
    int pad = card_px(self, FOOTER_PAD);
    struct rect box = begin_footer(self, side + 2 * pad + card_px(self, RULE));
    *top = box.y - card_px(self, RULE);
    int x = box.x + box.w - side;
    card_code_paint(self, code, x, box.y + pad, side);
    struct rect call = {box.x, box.y + pad, box.w / 2, side};
    int right;
    if (!paint_call(self, call, &right, err)) {
        return false;
    }
    int gap = card_px(self, GAP);
    struct rect words = {right + gap, call.y, x - right - 2 * gap + gap / 4, side};
    return paint_caption(self, words, err);
}

static bool paint_footer(const struct card_layout *self, int *top, struct error *err)
{
    if (self->terms->qr == NULL || self->item->kind == ITEM_QR) { // two codes: which to scan?
        struct rect box = begin_footer(self, card_px(self, FOOTER_PLAIN));
        *top = box.y - card_px(self, RULE);
        return paint_call_line(self, box, err);
    }
    struct qr code;
    if (!qr_make(&code, self->terms->qr->text, err)) {
        return false;
    }
    bool done = paint_coded_footer(self, &code, top, err);
    qr_fini(&code);
    return done;
}

// As a loudspeaker sends them out, from the corner above the footer.
static void paint_rings(const struct card_layout *self, int foot)
{
    struct size size = self->shape->size;
    struct card_rings rings = {.x = 0,
                               .y = foot,
                               .first = card_px(self, 240),
                               .pitch = card_px(self, 170),
                               .thick = card_px(self, 74),
                               .count = 5};
    card_paint_rings(self->into, (struct rect){0, 0, size.w, foot}, &rings, self->style.shade);
}

bool card_layout_paint(struct card_layout *self, struct error *err)
{
    struct size size = self->shape->size;
    int margin = card_px(self, CARD_MARGIN);
    int head = self->style.is_paper ? margin : 0;
    int foot = size.h;
    frame_fill(self->into, self->style.field);
    if (!paint_footer(self, &foot, err)) {
        return false;
    }
    paint_rings(self, foot);
    if (self->has_header && !paint_header(self, &head, err)) {
        return false;
    }
    self->hero = (struct rect){0, head, size.w, foot - head};
    return true;
}
