// Each language is set alone, both are set again in the smaller of the two sizes, and one block
// carries the other.
#include "text/bilingual.h"

#include "text/layout.h"

#include <stddef.h>

// One language set alone; `room` is what all of it has: a box, or a row's or column's measure.
typedef struct text_block *setter(struct fonts *fonts, const char *markup,
                                  const struct text_style *style, struct size room,
                                  struct error *err);

static struct text_block *set_line(struct fonts *fonts, const char *markup,
                                   const struct text_style *style, struct size room,
                                   struct error *err)
{
    return text_line_new(fonts, markup, style, style->is_vertical ? room.w : room.h, err);
}

static struct text_block *set_pages(struct fonts *fonts, const char *markup,
                                    const struct text_style *style, struct size room,
                                    struct error *err)
{
    return text_pages_new(fonts, markup, style, room, err);
}

static struct text_block *set_column(struct fonts *fonts, const char *markup,
                                     const struct text_style *style, struct size room,
                                     struct error *err)
{
    return text_column_new(fonts, markup, style, style->is_vertical ? room.h : room.w, err);
}

struct both {
    struct text_block *mongolian, *chinese; // both NULL: one of them cannot be set
};

static struct both set_both(struct fonts *fonts, struct bilingual text,
                            const struct text_style *style, struct size room, setter *set,
                            struct error *err)
{
    struct both both = {.mongolian = set(fonts, text.mongolian, style, room, err)};
    if (both.mongolian != NULL) {
        both.chinese = set(fonts, text.chinese, style, room, err);
    }
    if (both.chinese == NULL) {
        text_free(both.mongolian);
        return (struct both){0};
    }
    return both;
}

// Both in the smaller of the sizes that each would have chosen, or in the author's where that is
// smaller still: larger letters would lie over each other. Lines that take all the room they need
// are not bounded.
static struct both set_alike(struct fonts *fonts, struct bilingual text,
                             const struct text_style *style, struct size room, setter *set,
                             bool is_bounded, struct error *err)
{
    struct text_style alike = *style;
    alike.size_px = 0;
    struct both both = set_both(fonts, text, &alike, room, set, err);
    if (both.chinese == NULL) {
        return both;
    }
    int fitting_px = both.chinese->size_px < both.mongolian->size_px ? both.chinese->size_px
                                                                     : both.mongolian->size_px;
    bool is_small_enough = style->size_px > 0 && (style->size_px < fitting_px || !is_bounded);
    alike.size_px = is_small_enough ? style->size_px : fitting_px;
    if (both.chinese->size_px == alike.size_px && both.mongolian->size_px == alike.size_px) {
        return both;
    }
    text_free(both.mongolian);
    text_free(both.chinese);
    return set_both(fonts, text, &alike, room, set, err);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

// The Chinese block carries the Mongolian one, `gap_px` between them.
static struct text_block *join(struct both both, int gap_px)
{
    struct text_block *self = both.chinese;
    if (self == NULL) {
        return NULL;
    }
    struct size first = both.mongolian->size;
    struct size second = self->size;
    bool is_vertical = self->style.is_vertical;
    self->other = both.mongolian;
    self->x = is_vertical ? first.w + gap_px : 0;
    self->y = is_vertical ? 0 : first.h + gap_px;
    self->whole =
        (struct size){larger(first.w, self->x + second.w), larger(first.h, self->y + second.h)};
    return self;
}

static struct size half_of(struct size room, bool is_vertical)
{
    return is_vertical ? (struct size){larger(room.w / 2, 1), room.h}
                       : (struct size){room.w, larger(room.h / 2, 1)};
}

struct text_block *bilingual_line_new(struct fonts *fonts, struct bilingual text,
                                      const struct text_style *style, int row_px, struct error *err)
{
    // Marks of the one must not look like strokes of the other.
    int gap_px = row_px / 24 > 1 ? row_px / 24 : 1;
    gap_px += (row_px - gap_px) % 2;
    struct size half = half_of((struct size){row_px - gap_px, row_px - gap_px}, style->is_vertical);
    return join(set_alike(fonts, text, style, half, set_line, true, err), gap_px);
}

// Brings what stands in the middle of its half closer to the other, so that both are one sign.
static void close_up(struct text_block *self)
{
    if (text_page_count(self) > 1) {
        return; // pages of different length would jump
    }
    const struct text_block *other = self->other;
    bool is_vertical = self->style.is_vertical;
    int half = is_vertical ? self->size.w : self->size.h;
    int thick = layout_thick_px(self, self->lines.count, self->size_px) +
                layout_thick_px(other, other->lines.count, other->size_px);
    int spare = half - thick / 2 - self->size_px / 2;
    if (spare <= 0) {
        return;
    }
    *(is_vertical ? &self->x : &self->y) -= spare / 2;
    *(is_vertical ? &self->other_x : &self->other_y) += spare / 2;
}

struct text_block *bilingual_pages_new(struct fonts *fonts, struct bilingual text,
                                       const struct text_style *style, struct size box,
                                       struct error *err)
{
    struct size half = half_of(box, style->is_vertical);
    int rest = (style->is_vertical ? box.w : box.h) % 2;
    struct text_block *self = join(set_alike(fonts, text, style, half, set_pages, true, err), rest);
    if (self != NULL) {
        close_up(self);
    }
    return self;
}

struct text_block *bilingual_column_new(struct fonts *fonts, struct bilingual text,
                                        const struct text_style *style, int along_px,
                                        struct error *err)
{
    struct size room = {along_px, along_px};
    struct both both = set_alike(fonts, text, style, room, set_column, false, err);
    return join(both, both.chinese == NULL ? 0 : both.chinese->size_px / 2);
}
