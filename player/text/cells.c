// From markup to cells.
#include "text/cells.h"

#include "base/mem.h"
#include "text/breaks.h"
#include "text/quotes.h"
#include "text/upright.h"

#include <stdlib.h>

#define EM_DASH 0x2014u
#define MIDDLE_DOT 0x00B7u
#define TWO_EM_DASH 0x2E3Au

enum {
    SCRIPT_GAP_EM = TEXT_EM / 8,
    BREAK_GAP_EM = 2 * TEXT_EM, // between two lines of the text on one line
    CODES_REMEMBERED = 0x10000, // whose ink is looked at once; rarer planes are looked at each time
};

struct composer {
    struct cells *out;
    struct fonts *fonts;
    struct markup text;
    struct cells_wish wish;
    uint8_t *quotes;      // enum quote of each character
    uint8_t *is_measured; // one bit for each code below CODES_REMEMBERED
};

static bool is_ideograph(uint32_t code)
{
    return (code >= 0x3400 && code <= 0x9FFF) || (code >= 0x20000 && code <= 0x323AF);
}

static bool is_pictograph(uint32_t code)
{
    return (code >= 0x1F000 && code <= 0x1FAFF) || (code >= 0x2600 && code <= 0x27BF) ||
           code == 0x20E3;
}

static struct font_wish wish_at(const struct composer *self, size_t at)
{
    const struct markup_span *span = &self->text.table[self->text.spans[at]];
    return strokes_wish(self->wish.strokes, span->is_strong);
}

// Width of the character in its font.
static int advance_of(struct composer *self, size_t at, int font, uint32_t code)
{
    return fonts_advance(self->fonts, font, code,
                         fonts_strike_of(self->fonts, font, wish_at(self, at)));
}

static void widen(struct ink *all, struct ink ink)
{
    all->above = ink.above > all->above ? ink.above : all->above;
    all->below = ink.below > all->below ? ink.below : all->below;
}

// Chinese characters are as high as fonts_full_ink() says; only others are worth a look.
static void measure_ink(struct composer *self, size_t at, const struct cell *cell)
{
    uint32_t code = cell->code;
    if (is_ideograph(code)) {
        return;
    }
    bool is_latin = self->quotes[at] != QUOTE_CHINESE; // the Chinese mark has the same code
    if (code < CODES_REMEMBERED && !is_latin) {
        uint8_t bit = (uint8_t)(1u << code % 8);
        if ((self->is_measured[code / 8] & bit) != 0) {
            return;
        }
        self->is_measured[code / 8] |= bit;
    }
    struct ink ink;
    int strike_px = fonts_strike_of(self->fonts, cell->font, wish_at(self, at));
    if (fonts_ink(self->fonts, cell->font, code, strike_px, &ink)) {
        widen(&self->out->ink, ink);
    }
}

// How many characters from `first` on are one word of the joining font `font`.
static size_t word_length(struct composer *self, size_t first, int font)
{
    const struct markup *text = &self->text;
    size_t end = first + 1;
    while (end < text->count && text->spans[end] == text->spans[first]) {
        uint32_t code = text->codes[end];
        bool belongs = code == 0x202F || (breaks_is_unseen(code) && code != MARKUP_BREAK);
        if (!belongs && (breaks_is_space(code) || code == MARKUP_BREAK ||
                         !fonts_joins(self->fonts, font, code) ||
                         fonts_pick(self->fonts, code, wish_at(self, first)) != font)) {
            break;
        }
        end++;
    }
    return end - first;
}

static size_t take_word(struct composer *self, size_t first, int font)
{
    const uint32_t *word = self->text.codes + first;
    size_t length = word_length(self, first, font);
    struct cell *cells = self->out->items + first;
    int advance = 0;
    struct ink ink;
    bool is_drawn = fonts_measure_word(self->fonts, font, word, length, &advance, &ink);
    if (is_drawn) {
        widen(&self->out->word, ink);
        self->out->is_visible = true;
    }
    for (size_t i = 0; i < length; i++) {
        cells[i].code = word[i];
        cells[i].font = (uint8_t)font;
        cells[i].role = !is_drawn ? CELL_GONE : i == 0 ? CELL_WORD : CELL_TAIL;
        bool is_read = is_drawn && !breaks_is_mark(word[i]) && !breaks_is_unseen(word[i]) &&
                       !breaks_is_space(word[i]);
        cells[i].flags = is_read ? CELL_READ : 0;
    }
    cells[0].em = advance + self->wish.letter_em;
    cells[0].flags |= self->wish.is_vertical ? CELL_TURNED : 0;
    return length;
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

// Whether exactly two digits stand at `at`: a day, a month, a percentage. They share one square of
// a column (纵中横).
static bool is_pair(struct composer *self, size_t at, int font)
{
    const struct markup *text = &self->text;
    bool is_start = at == 0 || !is_digit(text->codes[at - 1]);
    bool has_second = at + 1 < text->count && is_digit(text->codes[at]) &&
                      is_digit(text->codes[at + 1]) && text->spans[at + 1] == text->spans[at];
    bool is_longer =
        at + 2 < text->count && (is_digit(text->codes[at + 2]) || text->codes[at + 2] == '.');
    bool is_fraction = at > 0 && text->codes[at - 1] == '.';
    return is_start && has_second && !is_longer && !is_fraction &&
           fonts_pick(self->fonts, text->codes[at + 1], wish_at(self, at)) == font;
}

// The half of the character's square that is empty. In columns ！ ： ； ？ stand in the middle of
// theirs.
static int blanks_of(const struct composer *self, uint32_t code)
{
    bool is_centred = code == 0xFF01 || code == 0xFF1A || code == 0xFF1B || code == 0xFF1F;
    if (is_centred && self->wish.is_vertical) {
        return 0;
    }
    return (breaks_blank_before(code) != 0 ? CELL_BLANK_BEFORE : 0) |
           (breaks_blank_after(code) != 0 ? CELL_BLANK_AFTER : 0);
}

// A cell for one glyph, with its advance.
static void set_glyph(struct composer *self, size_t at, int font)
{
    struct cell *cell = &self->out->items[at];
    cell->role = CELL_GLYPH;
    cell->font = (uint8_t)font;
    cell->flags |= breaks_is_mark(self->text.codes[at]) ? 0 : CELL_READ;
    cell->em = advance_of(self, at, font, cell->code);
    if (cell->em == TEXT_EM) {
        cell->flags |= (uint16_t)blanks_of(self, self->text.codes[at]);
    } else if (self->wish.is_vertical && (cell->flags & CELL_TURNED) == 0) {
        cell->flags |= CELL_NARROW;
        cell->em = TEXT_EM;
    }
    cell->em += self->wish.letter_em;
    measure_ink(self, at, cell);
    self->out->is_visible = true;
}

// Whether 破折号 stands at `at`, which the font can draw in one piece: two dashes would leave a
// gap.
static bool is_long_dash(struct composer *self, size_t at, int font)
{
    const struct markup *text = &self->text;
    return at + 1 < text->count && text->codes[at] == EM_DASH && text->codes[at + 1] == EM_DASH &&
           text->spans[at + 1] == text->spans[at] &&
           fonts_pick(self->fonts, TWO_EM_DASH, wish_at(self, at)) == font;
}

static size_t take_glyph(struct composer *self, size_t at, int font)
{
    struct cell *cell = &self->out->items[at];
    bool is_vertical = self->wish.is_vertical;
    if (is_long_dash(self, at, font)) {
        cell->code = TWO_EM_DASH;
        cell->flags |= is_vertical ? CELL_TURNED : 0;
        cell[1].role = CELL_TAIL;
        cell[1].font = (uint8_t)font;
        set_glyph(self, at, font);
        return 2;
    }
    if (is_vertical && is_pair(self, at, font)) {
        set_glyph(self, at, font);
        set_glyph(self, at + 1, font);
        cell[0].flags |= CELL_PAIR_FIRST;
        cell[0].em = 0;
        cell[1].flags |= CELL_PAIR_SECOND;
        cell[1].before = BREAK_NEVER;
        return 2;
    }
    set_glyph(self, at, font);
    return 1;
}

static void take_space(struct composer *self, size_t at)
{
    struct cell *cell = &self->out->items[at];
    int font = fonts_pick(self->fonts, cell->code, wish_at(self, at));
    cell->role = CELL_SPACE;
    cell->em = font == FONT_NONE ? TEXT_EM / 4 : advance_of(self, at, font, cell->code);
    cell->em += self->wish.letter_em;
}

// Sets the form that the character takes in columns, where it has one.
static void stand_up(struct composer *self, size_t at)
{
    struct cell *cell = &self->out->items[at];
    const struct markup *text = &self->text;
    bool is_between_digits = at > 0 && at + 1 < text->count && is_digit(text->codes[at - 1]) &&
                             is_digit(text->codes[at + 1]);
    if (cell->code == '.' && is_between_digits) {
        cell->code = MIDDLE_DOT; // 3·5: the point of a number stands in the middle of its column
        return;
    }
    uint32_t form = upright_form(cell->code);
    if (form != 0 && fonts_pick(self->fonts, form, wish_at(self, at)) != FONT_NONE) {
        cell->code = form;
    } else if (form != 0 || upright_is_turned(cell->code)) {
        cell->flags |= CELL_TURNED;
    }
}

static size_t take_latin_quote(struct composer *self, size_t at)
{
    struct cell *cell = &self->out->items[at];
    struct font_wish wish = wish_at(self, at);
    int font = fonts_pick_latin(self->fonts, cell->code, wish);
    if (font == FONT_NONE) {
        cell->code = quotes_typewritten(cell->code);
        font = fonts_pick(self->fonts, cell->code, wish);
    }
    cell->flags |= self->quotes[at] == QUOTE_APOSTROPHE ? CELL_APOSTROPHE : 0;
    if (font != FONT_NONE) {
        set_glyph(self, at, font);
    }
    return 1;
}

// Fills the cells of the character or word at `at`; returns how many.
static size_t take(struct composer *self, size_t at)
{
    struct cell *cell = &self->out->items[at];
    if (cell->code == MARKUP_BREAK) {
        cell->role = self->wish.is_one_line ? CELL_SPACE : CELL_BREAK;
        cell->em = self->wish.is_one_line ? BREAK_GAP_EM : 0;
        return 1;
    }
    if (breaks_is_space(cell->code)) {
        take_space(self, at);
        return 1;
    }
    if (breaks_is_unseen(cell->code)) {
        return 1;
    }
    if (self->quotes[at] != QUOTE_CHINESE) {
        return take_latin_quote(self, at);
    }
    if (self->wish.is_vertical) {
        stand_up(self, at);
    }
    int font = fonts_pick(self->fonts, cell->code, wish_at(self, at));
    if (font != FONT_NONE && fonts_joins(self->fonts, font, cell->code)) {
        return take_word(self, at, font);
    }
    if (font == FONT_NONE && !is_pictograph(cell->code)) {
        font = fonts_pick(self->fonts, CELL_LACKING, wish_at(self, at));
        cell->code = CELL_LACKING;
    }
    return font == FONT_NONE ? 1 : take_glyph(self, at, font);
}

// Marks that follow each other keep one blank half between them, not two (标点挤压): ）（ 。” 》、
// Source: W3C "Requirements for Chinese Text Layout", adjustment of consecutive punctuation marks.
static void squeeze(struct cells *cells)
{
    struct cell *last = NULL;
    for (size_t i = 0; i < cells->count; i++) {
        struct cell *cell = &cells->items[i];
        if (cell->role == CELL_GONE) {
            continue;
        }
        int blanks = cell->flags & (CELL_BLANK_BEFORE | CELL_BLANK_AFTER);
        if (last != NULL && blanks != 0) {
            bool closes = (last->flags & CELL_BLANK_AFTER) != 0;
            bool opens_twice =
                (last->flags & CELL_BLANK_BEFORE) != 0 && blanks == CELL_BLANK_BEFORE;
            if (closes || opens_twice) {
                last->em -= TEXT_EM / 2;
                last->flags &= (uint16_t)~CELL_BLANK_AFTER;
            }
        }
        last = cell->role == CELL_GLYPH ? cell : NULL;
    }
}

static bool is_latin(const struct cell *cell)
{
    uint32_t code = cell->code;
    return is_digit(code) || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
}

// Where Chinese characters meet letters or digits and nobody has written a space, a little room
// stands between them. Bitmaps bring theirs along, and so do columns.
// Source: W3C "Requirements for Chinese Text Layout", mixed Chinese and Western text (up to a
// quarter of an em); an eighth as CSS Text 4 has it, by eye, golden/text-row-64.
static void part_scripts(struct cells *cells)
{
    for (size_t i = 1; i < cells->count; i++) {
        struct cell *first = &cells->items[i - 1];
        const struct cell *second = &cells->items[i];
        if (first->role != CELL_GLYPH || second->role != CELL_GLYPH) {
            continue;
        }
        if ((is_ideograph(first->code) && is_latin(second)) ||
            (is_latin(first) && is_ideograph(second->code))) {
            first->em += SCRIPT_GAP_EM;
            first->flags |= CELL_GAP_AFTER;
        }
    }
}

// Across a column characters are centred on its axis, which words are too, by their letters' ink.
static void settle_ink(struct cells *cells, bool is_vertical)
{
    if (!is_vertical) {
        widen(&cells->ink, cells->word);
        return;
    }
    int middle = cells_middle(&cells->ink);
    cells->drop_em = TEXT_EM / 2 + middle;
    int half = (cells->ink.above + cells->ink.below + 1) / 2;
    int half_word = (cells->word.above + cells->word.below + 1) / 2;
    half = half_word > half ? half_word : half;
    cells->ink = (struct ink){half, half};
}

static void begin(struct composer *self, const char *markup)
{
    markup_parse(&self->text, markup);
    self->is_measured = mem_zeroed(CODES_REMEMBERED / 8, 1);
    size_t count = self->text.count;
    uint8_t *before = mem_zeroed(count, 1);
    breaks_find(self->text.codes, count, before);
    self->quotes = mem_zeroed(count, 1);
    quotes_find(self->text.codes, count, self->quotes);
    struct cells *out = self->out;
    out->items = mem_zeroed(count, sizeof *out->items);
    out->count = count;
    for (size_t i = 0; i < count; i++) {
        out->items[i] = (struct cell){
            .code = self->text.codes[i],
            .span = self->text.spans[i],
            .font = FONT_NONE,
            .role = CELL_GONE,
            .before = before[i],
        };
    }
    free(before);
}

void cells_compose(struct cells *out, struct fonts *fonts, const char *markup,
                   struct cells_wish wish)
{
    *out = (struct cells){
        .ink = fonts_full_ink(fonts, strokes_wish(wish.strokes, false)),
        .letter_em = wish.letter_em,
    };
    struct composer self = {.out = out, .fonts = fonts, .wish = wish};
    begin(&self, markup);
    for (size_t i = 0; i < out->count;) {
        size_t taken = take(&self, i);
        out->longest_em = out->items[i].em > out->longest_em ? out->items[i].em : out->longest_em;
        i += taken;
    }
    squeeze(out);
    if (wish.strokes.strike_px == 0 && !wish.is_vertical) {
        part_scripts(out);
    }
    settle_ink(out, wish.is_vertical);
    out->spans = self.text.table; // the table stays, the rest goes
    self.text.table = NULL;
    markup_fini(&self.text);
    free(self.quotes);
    free(self.is_measured);
}

void cells_fini(struct cells *self)
{
    free(self->items);
    free(self->spans);
    *self = (struct cells){0};
}

int cells_px(int em, int size_px)
{
    return (int)(((int64_t)em * size_px + TEXT_EM / 2) / TEXT_EM);
}

int cells_blank_before(const struct cell *cell)
{
    return (cell->flags & CELL_BLANK_BEFORE) != 0 ? TEXT_EM / 2 : 0;
}

int cells_blank_after(const struct cells *self, const struct cell *cell)
{
    return self->letter_em + ((cell->flags & CELL_BLANK_AFTER) != 0 ? TEXT_EM / 2 : 0) +
           ((cell->flags & CELL_GAP_AFTER) != 0 ? SCRIPT_GAP_EM : 0);
}

int cells_middle(const struct ink *ink)
{
    return (ink->above - ink->below) / 2;
}
