// The size of text that nobody gave a size.
#include "text/layout.h"

enum {
    SHORTEST_GAP_ROW_PX = 48, // lower rows need all their pixels for the strokes
    ROW_GAP_PART = 16,        // of a row stays free, half of it above, half below
    // The last pixel of a Latin letter's tail may be cut in a row of bitmaps: the next smaller
    // bitmaps lose more. Source: by eye, golden/text-row-12.
    TAIL_CUT_PX = 1,
    // Bitmaps reach less far than outlines: those of so much more may fit as well.
    FARTHER_PX = 2,
    // Times that size and strokes may ask for one another; they agree after two.
    TRIES = 4,
};

static int clamp(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

// The size that suits the room, for the strokes that the text is composed for. Bitmaps may draw it
// when it is small, unless the chooser says otherwise.
struct choice {
    int size_px;
    bool is_outlined;
};
typedef struct choice size_chooser(struct text_block *self, struct room room);

static void compose(struct text_block *self, const char *markup, struct strokes strokes,
                    int size_px)
{
    cells_fini(&self->cells);
    self->strokes = strokes;
    self->size_px = strokes.strike_px > 0 ? strokes.strike_px : size_px;
    struct cells_wish wish = {
        .strokes = strokes,
        .is_one_line = self->is_one_line,
        .is_vertical = self->style.is_vertical,
        .letter_em = TEXT_EM * self->style.letter_percent / 100,
    };
    cells_compose(&self->cells, self->fonts, markup, wish);
}

static struct strokes strokes_for(const struct text_block *self, struct choice choice)
{
    struct strokes strokes = strokes_at(self->fonts, &self->style, choice.size_px);
    strokes.strike_px = choice.is_outlined ? 0 : strokes.strike_px;
    return strokes;
}

// Strokes follow the size, and the size that fits follows the strokes: starts large, and goes on
// until both agree.
static void settle(struct text_block *self, const char *markup, size_chooser *choose,
                   struct room room)
{
    int wished_px = self->style.size_px;
    struct choice choice = {.size_px = wished_px > 0 ? wished_px : TEXT_LARGEST_PX};
    compose(self, markup, strokes_for(self, choice), choice.size_px);
    for (int i = 0; wished_px == 0 && i < TRIES; i++) {
        choice = choose(self, room);
        struct strokes strokes = strokes_for(self, choice);
        if (strokes_compose_alike(strokes, self->strokes)) {
            self->strokes = strokes;
            self->size_px = strokes.strike_px > 0 ? strokes.strike_px : choice.size_px;
            return;
        }
        compose(self, markup, strokes, choice.size_px);
    }
}

// --- a row -------------------------------------------------------------------------------------

int fit_row_room(const struct text_block *self, int row_px)
{
    int gap = row_px >= SHORTEST_GAP_ROW_PX ? row_px / ROW_GAP_PART : 0;
    return row_px - gap - 2 * self->style.outline_px - effects_shadow_px(&self->style, row_px);
}

static int thick_px(struct ink ink, int size_px)
{
    return text_ink_px(ink.above, size_px) + text_ink_px(ink.below, size_px);
}

// The largest size at which `ink` is at most `room_px` thick.
static int size_for(struct ink ink, int room_px)
{
    int em = ink.above + ink.below;
    int size_px = clamp((int)((int64_t)room_px * TEXT_EM / em), TEXT_SMALLEST_PX, TEXT_LARGEST_PX);
    while (size_px > TEXT_SMALLEST_PX && thick_px(ink, size_px) > room_px) {
        size_px--;
    }
    return size_px;
}

// The largest bitmaps of at most `most_px` whose Chinese characters fit the room; 0: none.
static int bitmaps_for(const struct text_block *self, int most_px, int room_px)
{
    int px = fonts_strike_below(self->fonts, most_px);
    while (px > 0) {
        struct font_wish wish = {.strike_px = px};
        if (thick_px(fonts_full_ink(self->fonts, wish), px) <= room_px) {
            break;
        }
        px = fonts_strike_below(self->fonts, px - 1);
    }
    return px;
}

static struct choice choose_for_row(struct text_block *self, struct room room)
{
    int room_px = fit_row_room(self, room.across);
    int strike_px = self->strokes.strike_px;
    if (strike_px > 0) {
        bool fits = layout_ink_px(self, strike_px) <= room_px + TAIL_CUT_PX;
        int smaller = fits ? 0 : bitmaps_for(self, strike_px - 1, room_px);
        return (struct choice){.size_px = smaller > 0 ? smaller : strike_px};
    }
    // Whether there are bitmaps for the row is for the Chinese characters to say, not for the tail
    // of a Latin letter.
    struct ink full = fonts_full_ink(self->fonts, strokes_wish(self->strokes, false));
    int size_px = size_for(full, room_px);
    bool may_strike = strokes_may_strike(&self->style, size_px);
    int bitmaps_px = may_strike ? bitmaps_for(self, size_px + FARTHER_PX, room_px) : 0;
    if (bitmaps_px > 0) {
        return (struct choice){.size_px = bitmaps_px};
    }
    return (struct choice){.size_px = size_for(self->cells.ink, room_px), .is_outlined = true};
}

void fit_row(struct text_block *self, const char *markup, struct room room)
{
    settle(self, markup, choose_for_row, room);
}

// --- pages -------------------------------------------------------------------------------------

static size_t pages_needed(struct text_block *self, int size_px, struct room room)
{
    lines_break(&self->lines, &self->cells, size_px, room.along);
    size_t per_page = layout_per_page(self, size_px, room.across);
    return (self->lines.count + per_page - 1) / per_page;
}

// The largest size from `least` to `most` at which the text fits `pages` pages without a broken
// word; `least` when there is none.
static int largest_size(struct text_block *self, int least, int most, size_t pages,
                        struct room room)
{
    while (least < most) {
        int middle = least + (most - least + 1) / 2;
        if (pages_needed(self, middle, room) <= pages && !self->lines.is_forced &&
            layout_ink_px(self, middle) <= room.across) {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    return least;
}

// Smaller text is not read from across a hall, or from the street below a sign: then there are more
// pages instead. Source: by eye; LED signs need 16 px for a Chinese character, a quarter of a
// strip's height is read at ten times its distance rule, a twelfth of a hall screen is 90 px at
// 1080p.
static int readable_px(struct room room)
{
    int shorter = room.along < room.across ? room.along : room.across;
    int of_strip = shorter / 4 < 32 ? shorter / 4 : 32;
    int least = shorter / 12 > of_strip ? shorter / 12 : of_strip;
    return least < 16 ? 16 : least;
}

// Lines that would be drawn just below the smallest bitmaps take these where they fit, and where no
// word is broken for them.
static struct choice or_bitmaps(struct text_block *self, int size_px, struct room room)
{
    bool may_strike = strokes_may_strike(&self->style, size_px);
    int bitmaps_px = may_strike ? bitmaps_for(self, size_px + FARTHER_PX, room.across) : 0;
    if (bitmaps_px <= size_px) {
        return (struct choice){.size_px = size_px};
    }
    lines_break(&self->lines, &self->cells, size_px, room.along);
    bool was_forced = self->lines.is_forced;
    lines_break(&self->lines, &self->cells, bitmaps_px, room.along);
    bool breaks_words = self->lines.is_forced && !was_forced;
    return (struct choice){.size_px = breaks_words ? size_px : bitmaps_px};
}

static struct choice choose_for_pages(struct text_block *self, struct room room)
{
    int most = size_for(self->cells.ink, room.across);
    int size_px = largest_size(self, TEXT_SMALLEST_PX, most, 1, room);
    int readable = readable_px(room);
    readable = readable < most ? readable : most;
    if (size_px >= readable) {
        return or_bitmaps(self, size_px, room);
    }
    // An address that is too wide is better read at half the size than in pieces.
    int whole = readable;
    size_t pages = pages_needed(self, whole, room);
    while (self->lines.is_forced && whole > TEXT_SMALLEST_PX && whole > readable / 2) {
        pages = pages_needed(self, --whole, room);
    }
    if (self->lines.is_forced) {
        whole = readable; // too wide even then
        pages = pages_needed(self, whole, room);
    }
    return or_bitmaps(self, largest_size(self, whole, most, pages, room), room);
}

void fit_pages(struct text_block *self, const char *markup, struct room room)
{
    settle(self, markup, choose_for_pages, room);
}

// --- lines as many as it takes -----------------------------------------------------------------

// The widest paragraph, in TEXT_EM.
static int widest_paragraph(const struct cells *cells)
{
    int widest = 0;
    int width = 0;
    for (size_t i = 0; i < cells->count; i++) {
        width = cells->items[i].role == CELL_BREAK ? 0 : width + cells->items[i].em;
        widest = width > widest ? width : widest;
    }
    return widest;
}

// Paragraphs that a somewhat smaller size keeps whole are kept whole.
static struct choice choose_for_lines(struct text_block *self, struct room room)
{
    enum { SMALLER_PART = 2 }; // at most by half
    int size_px = layout_column_px(room.along);
    int widest = widest_paragraph(&self->cells);
    int whole_px = widest > 0 ? (int)((int64_t)room.along * TEXT_EM / widest) : size_px;
    bool stays_whole = whole_px < size_px && whole_px >= size_px / SMALLER_PART;
    return (struct choice){.size_px = stays_whole ? whole_px : size_px};
}

void fit_lines(struct text_block *self, const char *markup, struct room room)
{
    settle(self, markup, choose_for_lines, room);
}
