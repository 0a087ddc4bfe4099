// From markup to cells.
#include "text/cells.h"

#include "base/mem.h"
#include "text/breaks.h"

#include <stdlib.h>

#define EM_DASH 0x2014u
#define TWO_EM_DASH 0x2E3Au

enum {
    BREAK_GAP_EM = 2 * TEXT_EM, // between two lines of the text on one line
    CODES_REMEMBERED = 0x10000, // whose ink is looked at once; rarer planes are looked at each time
};

struct composer {
    struct cells *out;
    struct fonts *fonts;
    struct markup text;
    struct cells_wish wish;
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

static void add_ink(struct composer *self, struct ink ink)
{
    struct ink *all = &self->out->ink;
    all->above = ink.above > all->above ? ink.above : all->above;
    all->below = ink.below > all->below ? ink.below : all->below;
}

// Chinese characters are as high as fonts_full_ink() says; only others are worth a look.
static void measure_ink(struct composer *self, const struct cell *cell)
{
    uint32_t code = cell->code;
    if (is_ideograph(code)) {
        return;
    }
    if (code < CODES_REMEMBERED) {
        uint8_t bit = (uint8_t)(1u << code % 8);
        if ((self->is_measured[code / 8] & bit) != 0) {
            return;
        }
        self->is_measured[code / 8] |= bit;
    }
    struct ink ink;
    if (fonts_ink(self->fonts, cell->font, code, &ink)) {
        add_ink(self, ink);
    }
}

static bool is_bold(const struct composer *self, size_t at)
{
    const struct markup_span *span = &self->text.table[self->text.spans[at]];
    return self->wish.may_be_bold && (self->wish.is_bold || span->is_strong);
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
                         fonts_pick(self->fonts, code, is_bold(self, first)) != font)) {
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
        add_ink(self, ink);
        self->out->is_visible = true;
    }
    for (size_t i = 0; i < length; i++) {
        cells[i].code = word[i];
        cells[i].font = (uint8_t)font;
        cells[i].role = !is_drawn ? CELL_GONE : i == 0 ? CELL_WORD : CELL_TAIL;
        cells[i].is_read = is_drawn && !breaks_is_mark(word[i]) && !breaks_is_unseen(word[i]) &&
                           !breaks_is_space(word[i]);
    }
    cells[0].em = advance;
    return length;
}

static size_t take_glyph(struct composer *self, size_t at, int font)
{
    struct cell *cell = &self->out->items[at];
    const struct markup *text = &self->text;
    size_t length = 1;
    cell->role = CELL_GLYPH;
    cell->font = (uint8_t)font;
    cell->is_read = !breaks_is_mark(cell->code);
    if (cell->code == EM_DASH && at + 1 < text->count && text->codes[at + 1] == EM_DASH &&
        text->spans[at + 1] == text->spans[at] &&
        fonts_pick(self->fonts, TWO_EM_DASH, is_bold(self, at)) == font) {
        cell->code = TWO_EM_DASH; // two single ones would leave a gap in 破折号
        cell[1].role = CELL_TAIL;
        cell[1].font = (uint8_t)font;
        length = 2;
    }
    cell->em = fonts_advance(self->fonts, font, cell->code);
    measure_ink(self, cell);
    self->out->is_visible = true;
    return length;
}

static void take_space(struct composer *self, size_t at)
{
    struct cell *cell = &self->out->items[at];
    int font = fonts_pick(self->fonts, cell->code, is_bold(self, at));
    cell->role = CELL_SPACE;
    cell->em = font == FONT_NONE ? TEXT_EM / 4 : fonts_advance(self->fonts, font, cell->code);
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
    int font = fonts_pick(self->fonts, cell->code, is_bold(self, at));
    if (font != FONT_NONE && fonts_joins(self->fonts, font)) {
        return take_word(self, at, font);
    }
    if (font == FONT_NONE && !is_pictograph(cell->code)) {
        font = fonts_pick(self->fonts, CELL_LACKING, is_bold(self, at));
        cell->code = CELL_LACKING;
    }
    return font == FONT_NONE ? 1 : take_glyph(self, at, font);
}

void cells_compose(struct cells *out, struct fonts *fonts, const char *markup,
                   struct cells_wish wish)
{
    *out = (struct cells){.ink = fonts_full_ink(fonts, wish.is_bold && wish.may_be_bold)};
    struct composer self = {.out = out, .fonts = fonts, .wish = wish};
    markup_parse(&self.text, markup);
    self.is_measured = mem_zeroed(CODES_REMEMBERED / 8, 1);
    size_t count = self.text.count;
    uint8_t *before = mem_zeroed(count, 1);
    breaks_find(self.text.codes, count, before);

    out->items = mem_zeroed(count, sizeof *out->items);
    out->count = count;
    for (size_t i = 0; i < count; i++) {
        out->items[i] = (struct cell){
            .code = self.text.codes[i],
            .span = self.text.spans[i],
            .font = FONT_NONE,
            .role = CELL_GONE,
            .before = before[i],
        };
    }
    for (size_t i = 0; i < count;) {
        size_t taken = take(&self, i);
        out->longest_em = out->items[i].em > out->longest_em ? out->items[i].em : out->longest_em;
        i += taken;
    }
    out->spans = self.text.table; // the table stays, the rest goes
    self.text.table = NULL;
    markup_fini(&self.text);
    free(before);
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
    return cell->em == TEXT_EM ? breaks_blank_before(cell->code) * TEXT_EM / 2 : 0;
}

int cells_blank_after(const struct cell *cell)
{
    return cell->em == TEXT_EM ? breaks_blank_after(cell->code) * TEXT_EM / 2 : 0;
}
