// A slogan on a rail: the text, and behind it the separator, as often as it passes. Whatever the
// neighbours are, one that follows begins where this one says (stage/rail.h), so its head follows
// the separator to the pixel.
//
// Towards the left, at the beginning:      | zone |[text][separator][text][separator]
// Towards the right: [separator][text][separator][text]| zone |
// A round is a text with its separator, in whole steps, so that every text of the rail moves on the
// same frames.
#include "stage/runner.h"

#include "stage/blink.h"
#include "stage/still.h"
#include "stage/tempo.h"
#include "stage/tiles.h"

#include "base/mem.h"
#include "text/breaks.h"
#include "text/markup.h"

#include <stdlib.h>

struct runner {
    struct act act; // first member
    struct tiles *text;
    const struct text_block *block; // owned by `text`
    struct tiles *mark;             // of the separator; NULL: it is blank
    int text_w, mark_w;             // without blank halves of marks at the text's ends
    int lead_px;                    // such a blank before the text
    int blank_w; // behind them: a separator without a mark, and what makes whole steps
    int y, h;    // of the row, in the zone
    int64_t round_px;
    int passes;
    struct scroll scroll;
    struct act_join join;
    bool is_boxed; // its own background lies under all of its rows, not only where there is ink
    // what view() decided
    int64_t offset_px;
    bool is_dark; // it flashes, and only its plate and the separator are there
};

static struct runner *runner_of(struct act *act)
{
    return (struct runner *)act;
}

bool runner_suits(const struct act_request *request)
{
    const struct item *item = request->item;
    bool is_along = item->motion == MOTION_LEFT || item->motion == MOTION_RIGHT;
    return request->zone != NULL && request->zone->is_endless && is_along &&
           item->direction == DIRECTION_HORIZONTAL && item->hold_us == 0;
}

// --- the separator -----------------------------------------------------------------------------

static bool is_blank(const char *markup)
{
    struct markup text;
    markup_parse(&text, markup);
    size_t seen = 0;
    for (size_t i = 0; i < text.count; i++) {
        seen += !breaks_is_space(text.codes[i]) && !breaks_is_unseen(text.codes[i]);
    }
    markup_fini(&text);
    return seen == 0;
}

static int width_of(struct fonts *fonts, const char *markup, const struct text_style *style)
{
    struct error ignored = {0};
    struct text_block *block = text_line_new(fonts, markup, style, style->size_px, &ignored);
    int w = block != NULL ? text_size(block).w : 0;
    text_free(block);
    return w;
}

// Nothing can be laid out that has nothing to see: it is measured between two characters.
static int blank_width(struct fonts *fonts, const char *blank, const struct text_style *style)
{
    char *apart = mem_format("国%s国", *blank == '\0' ? " " : blank);
    int w = width_of(fonts, apart, style) - width_of(fonts, "国国", style);
    free(apart);
    return w;
}

static void set_separator(struct runner *self, const struct act_request *request,
                          const struct text_block *text, const struct tiles_terms *terms)
{
    const char *separator = request->zone->separator;
    struct fonts *fonts = request->env->fonts;
    struct text_style style = lettering(&request->item->look);
    struct error ignored = {0}; // what no font can draw is a blank
    style.size_px = text_size_px(text);
    struct text_block *mark =
        is_blank(separator) ? NULL
                            : text_line_new(fonts, separator, &style, text_size(text).h, &ignored);
    if (mark == NULL) {
        self->blank_w = blank_width(fonts, is_blank(separator) ? separator : "", &style);
        return;
    }
    self->mark_w = text_size(mark).w;
    self->mark = tiles_new(mark, terms);
}

// --- the text ----------------------------------------------------------------------------------

// A full-width mark at an end (“ … 。！) brings half a square of blank, which would set the
// separator out of balance: it is taken off, as Chinese print does at the ends of a line.
static void trim_text(struct runner *self, const struct text_block *block)
{
    int behind_px = 0;
    text_blanks(block, &self->lead_px, &behind_px);
    self->text_w = text_size(block).w - self->lead_px - behind_px;
    self->text_w = self->text_w < 1 ? 1 : self->text_w;
}

// --- where it is -------------------------------------------------------------------------------

// The left edges of a round and of its parts when `offset_px` are behind.
struct round_place {
    int64_t round_x, text_x, mark_x, blank_x;
};

static struct round_place place_of(const struct runner *self, int round, int64_t offset_px)
{
    int64_t behind_px = (int64_t)round * self->round_px;
    if (self->join.is_rightward) {
        int64_t x = offset_px - behind_px - self->round_px;
        int64_t text_x = x + self->round_px - self->text_w;
        return (struct round_place){x, text_x - self->lead_px, text_x - self->mark_w, x};
    }
    int64_t x = self->act.size.w + behind_px - offset_px;
    int64_t mark_x = x + self->text_w;
    return (struct round_place){x, x - self->lead_px, mark_x, mark_x + self->mark_w};
}

// The rounds that may be in sight: first … last.
static void rounds_near(const struct runner *self, int64_t offset_px, int *first, int *last)
{
    int64_t begun = offset_px / self->round_px; // stands before the edge, or has passed it
    int64_t out_px = offset_px - self->act.size.w;
    *first = out_px < 0 ? 0 : (int)(out_px / self->round_px);
    *last = begun < self->passes - 1 ? (int)begun : self->passes - 1;
}

// The same for all texts of the zone, whatever they look like themselves.
static struct scroll scroll_of(const struct act_request *request)
{
    const struct zone *zone = request->zone;
    struct tempo_place place = {request->size.w, request->env->rate_mhz};
    if (zone->speed_px_s > 0) {
        return scroll_snap(zone->speed_px_s, place.rate_mhz);
    }
    if (zone->letter_px > 0) {
        return tempo_of_line(zone->letter_px, place);
    }
    struct text_style plain = {.align = TEXT_START};
    struct error ignored = {0};
    struct text_block *fitted = text_line_new(request->env->fonts, "国", &plain,
                                              request->size.h / zone->letter_rows, &ignored);
    int size_px = fitted != NULL ? text_size_px(fitted) : request->size.h;
    text_free(fitted);
    return tempo_of_line(size_px, place);
}

static void plan(struct runner *self, const struct act_request *request)
{
    struct scroll *scroll = &self->scroll;
    *scroll = scroll_of(request);
    int seen_px = self->text_w + self->mark_w;
    self->round_px = (int64_t)(seen_px + self->blank_w + scroll->px - 1) / scroll->px * scroll->px;
    self->blank_w = (int)(self->round_px - seen_px);
    int64_t last_px = (self->passes - 1) * self->round_px + request->size.w + self->text_w;
    self->join = (struct act_join){
        .is_rightward = request->item->motion == MOTION_RIGHT,
        .next = scroll_frames(scroll, self->passes * self->round_px),
        .letters_out = scroll_frames(scroll, last_px),
        .out = scroll_frames(scroll, last_px + self->mark_w + self->blank_w),
    };
}

// --- performing --------------------------------------------------------------------------------

static enum act_state runner_prepare(struct act *act, int64_t elapsed_us, struct error *err)
{
    (void)err;
    struct runner *self = runner_of(act);
    int64_t offset_px = scroll_offset(&self->scroll, elapsed_us);
    int first;
    int last;
    bool is_painted = true;
    rounds_near(self, offset_px, &first, &last);
    // The next one while the separator before it comes in: then all of the text is in sight.
    bool is_next_near = (last + 1) * self->round_px - offset_px <= self->mark_w + self->blank_w;
    last += is_next_near && last + 1 < self->passes;
    for (int round = first; round <= last && is_painted; round++) {
        struct round_place at = place_of(self, round, offset_px);
        is_painted = tiles_paint_ahead(self->text, round, -at.text_x, act->is_urgent);
        if (is_painted && self->mark != NULL) {
            is_painted = tiles_paint_ahead(self->mark, round, -at.mark_x, act->is_urgent);
        }
    }
    // Its head comes in from outside: with the first tile in hand, or on its way, it can start.
    return is_painted || elapsed_us == 0 ? ACT_READY : ACT_PREPARING;
}

static int64_t runner_length_us(const struct act *act)
{
    const struct runner *self = (const struct runner *)act;
    return scroll_frame_us(self->scroll.rate_mhz, self->join.next);
}

static void add_rows(struct rect *area, const struct runner *self, struct ink_span ink)
{
    int first = self->is_boxed ? 0 : ink.first;
    int end = self->is_boxed ? self->h : ink.end;
    if (first < end) {
        *area = rect_union(*area, (struct rect){0, self->y + first, self->act.size.w, end - first});
    }
}

// All of it that is in the zone: every pixel of a round is painted.
static struct rect opaque_of(const struct runner *self, int first, int last)
{
    if (self->act.background.a < 255 || first > last) {
        return (struct rect){0};
    }
    bool is_rightward = self->join.is_rightward;
    int64_t from = place_of(self, is_rightward ? last : first, self->offset_px).round_x;
    int64_t to = place_of(self, is_rightward ? first : last, self->offset_px).round_x;
    int64_t left = from < 0 ? 0 : from;
    int64_t right = to + self->round_px;
    right = right > self->act.size.w ? self->act.size.w : right;
    return left < right ? (struct rect){(int)left, self->y, (int)(right - left), self->h}
                        : (struct rect){0};
}

static struct act_view runner_view(struct act *act, int64_t elapsed_us)
{
    struct runner *self = runner_of(act);
    int first;
    int last;
    struct rect area = {0};
    self->offset_px = scroll_offset(&self->scroll, elapsed_us);
    self->is_dark = !blink_is_on(act->item->blink_mhz, elapsed_us);
    rounds_near(self, self->offset_px, &first, &last);
    for (int round = first; round <= last; round++) {
        struct round_place at = place_of(self, round, self->offset_px);
        add_rows(&area, self, tiles_paint_sight(self->text, round, -at.text_x));
        if (self->mark != NULL) {
            add_rows(&area, self, tiles_paint_sight(self->mark, round, -at.mark_x));
        }
    }
    int64_t step_us = scroll_next_us(&self->scroll, elapsed_us);
    int64_t change_us = blink_next_us(act->item->blink_mhz, elapsed_us);
    return (struct act_view){.picture = 2 * self->offset_px + self->is_dark,
                             .area = area,
                             .opaque = opaque_of(self, first, last),
                             .next_us = step_us < change_us ? step_us : change_us};
}

// What is left of a text that is away.
static void draw_dark(const struct runner *self, SDL_Surface *into, struct rect own, int x)
{
    if (self->act.background.a == 255) {
        still_fill(into, own, self->act.background);
    }
    still_plate(&self->act, into, text_plate(self->block, 0), x, own.y);
}

// The text without the blank halves of its marks: there the neighbours are.
static void draw_text(struct runner *self, int round, SDL_Surface *into, int x, int y)
{
    SDL_Rect before;
    SDL_Rect seen;
    struct rect own = {x + self->lead_px, y, self->text_w, self->h};
    SDL_Rect clip = {own.x, own.y, own.w, own.h};
    SDL_GetClipRect(into, &before);
    if (!SDL_IntersectRect(&before, &clip, &seen)) {
        return;
    }
    SDL_SetClipRect(into, &seen);
    if (self->is_dark) {
        draw_dark(self, into, own, x);
    } else {
        tiles_draw(self->text, round, into, x, y);
    }
    SDL_SetClipRect(into, &before);
}

static void draw_round(struct runner *self, int round, SDL_Surface *into, int x, int y)
{
    struct round_place at = place_of(self, round, self->offset_px);
    struct colour own = self->act.item->look.background;
    if (own.a > 0 && own.a < 255) { // what lies below shines through
        still_veil(into,
                   (struct rect){x + (int)at.round_x, y + self->y, (int)self->round_px, self->h},
                   own);
    }
    draw_text(self, round, into, x + (int)at.text_x, y + self->y);
    if (self->mark != NULL) {
        tiles_draw(self->mark, round, into, x + (int)at.mark_x, y + self->y);
    }
    if (self->act.background.a == 255) {
        still_fill(into, (struct rect){x + (int)at.blank_x, y + self->y, self->blank_w, self->h},
                   self->act.background);
    }
}

static void runner_draw(struct act *act, SDL_Surface *into, int x, int y)
{
    struct runner *self = runner_of(act);
    int first;
    int last;
    rounds_near(self, self->offset_px, &first, &last);
    for (int round = first; round <= last; round++) {
        draw_round(self, round, into, x, y);
    }
}

static const struct scroll *runner_scroll(const struct act *act)
{
    return &((const struct runner *)act)->scroll;
}

static const struct act_join *runner_join(const struct act *act)
{
    return &((const struct runner *)act)->join;
}

static void runner_close(struct act *act)
{
    struct runner *self = runner_of(act);
    tiles_free(self->text);
    tiles_free(self->mark);
    free(self);
}

static const struct act_ops runner_ops = {
    .prepare = runner_prepare,
    .length_us = runner_length_us,
    .start = still_start,
    .view = runner_view,
    .draw = runner_draw,
    .scroll = runner_scroll,
    .join = runner_join,
    .close = runner_close,
    .can_repeat = true,
};

struct act *runner_open(const struct act_request *request, struct error *err)
{
    const struct item *item = request->item;
    struct text_style style = lettering(&item->look);
    struct text_block *text = slogan_line(request, &style, err);
    if (text == NULL) {
        return NULL;
    }
    struct runner *self = mem_zeroed(1, sizeof *self);
    struct tiles_terms terms = {.fonts = request->env->fonts,
                                .painter = request->env->painter,
                                .sight_px = request->size.w,
                                .comes_again = item->passes > 1,
                                .background = request->background};
    self->act.ops = &runner_ops;
    self->passes = item->passes;
    trim_text(self, text);
    self->h = text_size(text).h;
    self->y = (request->size.h - self->h) / 2;
    self->is_boxed = item->look.background.a > 0;
    set_separator(self, request, text, &terms);
    self->text = tiles_new(text, &terms);
    self->block = text;
    plan(self, request);
    return &self->act;
}

bool runner_read(const struct act_request *request, struct reading *out, struct error *err)
{
    struct act *act = act_open(request, err);
    if (act == NULL) {
        return false;
    }
    const struct runner *self = runner_of(act);
    int64_t speed = scroll_speed_mpx_s(&self->scroll);
    out->size_px = text_size_px(self->block);
    out->is_joined = true;
    out->rate_mch_s = reading_rate(speed, out->size_px, &request->item->look);
    out->speed_mpx_s = speed;
    out->sight_us = request->size.w * INT64_C(1000000000) / speed;
    runner_close(act);
    return true;
}
