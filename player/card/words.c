// Trying numbers of lines.
//
// For each number of lines the best split is written out as markup with line breaks, and the
// largest size is searched at which the text room sets it in exactly these lines on one page. The
// largest of all wins; lines that end inside a clause have to earn it.
#include "card/words.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "card/lines.h"
#include "stage/lettering.h"
#include "text/bilingual.h"
#include "text/markup.h"

#include <stdlib.h>

enum {
    OPEN_LINE_PERCENT = 150, // a few large lines want air between them
    SHORT_LINES = 4,         // up to here lines of its own are right
    LETTERS_LIMIT = 4000,    // nobody prints more on a card
};
#define TOLL_COST 0.3        // of the size, for each
#define RUNNING_GAIN 1.25    // what running text has to be larger
#define MORE_LINES_GAIN 1.06 // what one more line has to bring

// --- markup ------------------------------------------------------------------------------------

static void open_span(struct str *out, const struct card_words *words,
                      const struct markup_span *span)
{
    if (span->is_strong) {
        str_add(out, "[b]");
    }
    struct colour colour = card_style_letters(words->style, words->look->plate, span->colour);
    str_addf(out, "[#%02x%02x%02x]", colour.r, colour.g, colour.b);
}

static void close_span(struct str *out, const struct markup_span *span)
{
    str_add(out, span->is_strong ? "[/][/]" : "[/]");
}

static void add_code(struct str *out, uint32_t code)
{
    char bytes[5];
    utf8_encode(code, bytes);
    str_add(out, code == '[' ? "[[" : bytes);
}

// The text again, in colours that can be read here, lines ending as `split` says (NULL: as they
// do).
static char *written(const struct markup *text, const struct card_words *words,
                     const struct card_split *split)
{
    struct str out = {0};
    size_t line = 0;
    size_t open = 0;
    for (size_t i = 0; i < text->count; i++) {
        bool ends = split != NULL && line + 1 < split->count && split->ends[line] == i;
        size_t span = text->table[text->spans[i]].has_colour ? text->spans[i] : 0;
        if (open != 0 && (span != open || ends)) {
            close_span(&out, &text->table[open]);
            open = 0;
        }
        if (ends) {
            bool is_there = text->codes[i - 1] == MARKUP_BREAK;
            str_add(&out, is_there ? "" : "\n");
            line++;
        }
        if (span != 0 && open == 0) {
            open_span(&out, words, &text->table[span]);
            open = span;
        }
        add_code(&out, text->codes[i]);
    }
    if (open != 0) {
        close_span(&out, &text->table[open]);
    }
    return str_take(&out);
}

// --- sizes -------------------------------------------------------------------------------------

struct trial {
    struct fonts *fonts;
    const struct card_words *words;
    struct size box;
    const char *markup;
    const char *mongolian; // written for this card; NULL
    int lines;             // 0: as many as it takes
};

// Running text in the middle of its lines is tiring to read.
static enum align align_of(const struct trial *self)
{
    enum align align = self->words->align;
    bool is_running = self->lines == 0 && self->words->is_display;
    return is_running && align == ALIGN_CENTRE ? ALIGN_START : align;
}

static struct text_style style_at(const struct trial *self, int size_px)
{
    const struct card_words *words = self->words;
    struct text_style style = lettering(words->look);
    double grown = words->letter_px > 0 ? (double)size_px / words->letter_px : 1;
    style.size_px = size_px;
    style.antialias = TEXT_SMOOTH;
    style.weight =
        words->look->weight == WEIGHT_AUTO && words->is_display ? TEXT_BOLD : style.weight;
    style.colour = words->colour;
    style.outline_px = (int)(style.outline_px * grown + 0.5);
    style.shadow_px = (int)(style.shadow_px * grown + 0.5);
    style.align = (enum text_align)align_of(self);
    style.is_vertical = words->is_vertical;
    bool is_open = words->look->line_spacing == 0 || words->look->line_spacing == 135;
    style.line_percent = is_open && words->is_display ? OPEN_LINE_PERCENT : style.line_percent;
    if (words->style->is_paper || !words->is_display) {
        style.outline_px = 0;
        style.shadow.a = 0;
        style.gradient.a = 0;
    }
    if (style.gradient.a > 0) {
        style.gradient = card_style_letters(words->style, style.plate, style.gradient);
    }
    return style;
}

static struct text_block *lay_out(const struct trial *self, int size_px, struct error *err)
{
    struct text_style style = style_at(self, size_px);
    if (self->mongolian == NULL) {
        return text_pages_new(self->fonts, self->markup, &style, self->box, err);
    }
    struct bilingual both = {self->mongolian, self->markup};
    return bilingual_pages_new(self->fonts, both, &style, self->box, err);
}

static bool is_inside(struct rect extent, struct size box)
{
    return rect_holds((struct rect){0, 0, box.w, box.h}, extent);
}

// Whether it fits at that size. `block` (may be NULL) is the caller's then.
static bool fits(const struct trial *self, int size_px, struct text_block **block,
                 struct error *err)
{
    struct text_block *at = lay_out(self, size_px, err);
    bool is_fit = at != NULL && text_page_count(at) == 1 && text_size_px(at) == size_px &&
                  (self->lines == 0 || text_line_count(at, 0) == self->lines) &&
                  is_inside(text_extent(at, 0), self->box);
    if (is_fit && block != NULL) {
        *block = at;
        return true;
    }
    text_free(at);
    return is_fit;
}

// The largest size that fits; 0: none.
static int largest(const struct trial *self, struct error *err)
{
    int least = self->words->least_px;
    int most = self->words->most_px;
    if (!fits(self, least, NULL, err)) {
        return 0;
    }
    while (least < most) {
        int middle = least + (most - least + 1) / 2;
        if (fits(self, middle, NULL, err)) {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    return least;
}

// --- the best ----------------------------------------------------------------------------------

struct best {
    char *markup; // owned
    int size_px;
    int lines;
    double score;
};

static void try_split(struct trial *trial, const struct markup *text,
                      const struct card_split *split, struct best *best, struct error *err)
{
    char *markup = written(text, trial->words, split);
    trial->markup = markup;
    trial->lines = (int)split->count;
    int size_px = largest(trial, err);
    double score = size_px * (1 - TOLL_COST * split->toll);
    double wanted = best->size_px == 0 ? 0 : best->score * MORE_LINES_GAIN;
    if (size_px > 0 && score > wanted) {
        free(best->markup);
        *best = (struct best){markup, size_px, trial->lines, score};
        return;
    }
    free(markup);
}

static void try_lines(struct trial *trial, const struct markup *text, struct best *best,
                      struct error *err)
{
    struct card_lines lines;
    if (!card_lines_init(&lines, text)) {
        return;
    }
    struct card_split split;
    for (size_t count = lines.least; count <= CARD_LINES_MOST; count++) {
        if (!card_lines_split(&lines, count, &split)) {
            break; // there are no more places
        }
        try_split(trial, text, &split, best, err);
    }
    card_lines_fini(&lines);
}

// As running text, in as many lines as it takes. Long texts may gain much by it; what is set in
// lines of its own gives way only then.
static void try_running(struct trial *trial, const struct markup *text, struct best *best,
                        struct error *err)
{
    char *markup = written(text, trial->words, NULL);
    trial->markup = markup;
    trial->lines = 0;
    int size_px = largest(trial, err);
    if (size_px > best->size_px * RUNNING_GAIN) {
        free(best->markup);
        *best = (struct best){.markup = markup, .size_px = size_px};
        return;
    }
    free(markup);
}

static bool take(struct card_setting *out, struct trial *trial, const struct best *best,
                 struct rect box, struct error *err)
{
    trial->markup = best->markup;
    trial->lines = best->lines;
    struct text_block *block = NULL;
    if (best->size_px == 0 || !fits(trial, best->size_px, &block, err)) {
        return err->text[0] == '\0'
                   ? error_set(err, ERROR_MEDIA, "the text is too long: it does not fit at %d px",
                               trial->words->least_px)
                   : false;
    }
    struct rect extent = text_extent(block, 0);
    extent.x += box.x;
    extent.y += box.y;
    *out = (struct card_setting){block, box, extent, best->size_px, align_of(trial)};
    return true;
}

bool card_words_set(struct card_setting *out, struct fonts *fonts, const struct card_words *words,
                    struct rect box, struct error *err)
{
    if (fonts == NULL) {
        return error_set(err, ERROR_MEDIA, "there is no font to write it with");
    }
    struct markup text;
    markup_parse(&text, words->text);
    if (text.count > LETTERS_LIMIT) {
        markup_fini(&text);
        return error_set(err, ERROR_MEDIA, "the text is too long: more than %d characters",
                         LETTERS_LIMIT);
    }
    card_lines_loosen(&text);
    struct trial trial = {.fonts = fonts, .words = words, .box = {box.w, box.h}};
    char *mongolian = NULL;
    if (words->mongolian != NULL) {
        struct markup other;
        markup_parse(&other, words->mongolian);
        mongolian = written(&other, words, NULL);
        markup_fini(&other);
    }
    trial.mongolian = mongolian;
    struct best best = {0};
    struct error why = {0};
    if (words->is_display) {
        try_lines(&trial, &text, &best, &why);
    }
    if (best.size_px == 0 || best.lines > SHORT_LINES) {
        try_running(&trial, &text, &best, &why);
    }
    bool done = take(out, &trial, &best, box, &why);
    if (!done && err != NULL) {
        *err = why;
    }
    free(best.markup);
    free(mongolian);
    markup_fini(&text);
    return done;
}

void card_words_move(struct card_setting *self, int dy)
{
    self->box.y += dy;
    self->extent.y += dy;
}

void card_words_place(struct card_setting *self, int x, int y)
{
    self->box.x += x - self->extent.x;
    self->extent.x = x;
    card_words_move(self, y - self->extent.y);
}

bool card_words_paint(const struct card_setting *self, struct fonts *fonts, SDL_Surface *into,
                      struct error *err)
{
    struct rect all = {0, 0, self->box.w, self->box.h};
    return text_paint(self->block, fonts, 0, all, into, self->box.x, self->box.y, err);
}

void card_words_free(struct card_setting *self)
{
    text_free(self->block);
    *self = (struct card_setting){0};
}
