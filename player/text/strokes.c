// Weight and sharpness by size.
#include "text/strokes.h"

enum {
    // Up to here strokes of one pixel are all there is: bitmaps drawn by hand beat any rasteriser,
    // even a few pixels smaller. Source: by eye, golden/text-row-16 and golden/text-row-20.
    STRIKE_TEXT_LARGEST_PX = 21,
    // Up to here edges are sharp; above, grey ones read better. Source: by eye, golden/text-row-20:
    // grey turns strokes of one pixel to mush on LEDs.
    SHARP_LARGEST_PX = 20,
    // From here on strokes have room to be thicker: a little, then bold. Source: by eye,
    // golden/text-row-24, text-row-28 and text-row-32.
    MEDIUM_SMALLEST_PX = 26,
    BOLD_SMALLEST_PX = 31,
    // Regular outlines grow by this part of the size. Source: by eye beside Noto Sans CJK Bold,
    // golden/text-mongolian.
    BOLD_PART = 25,
    MEDIUM_PART = 60,
};

static enum text_weight usual_weight(int size_px)
{
    return size_px >= BOLD_SMALLEST_PX     ? TEXT_BOLD
           : size_px >= MEDIUM_SMALLEST_PX ? TEXT_MEDIUM
                                           : TEXT_REGULAR;
}

bool strokes_may_strike(const struct text_style *style, int size_px)
{
    return style->antialias != TEXT_SMOOTH && size_px <= STRIKE_TEXT_LARGEST_PX;
}

struct strokes strokes_at(const struct fonts *fonts, const struct text_style *style, int size_px)
{
    bool is_small = size_px < MEDIUM_SMALLEST_PX; // bold strokes would run together
    return (struct strokes){
        .plain = style->weight != 0 ? style->weight : usual_weight(size_px),
        .strong = style->weight == TEXT_BOLD || !is_small ? TEXT_BOLD : TEXT_REGULAR,
        .is_smooth =
            style->antialias != 0 ? style->antialias == TEXT_SMOOTH : size_px > SHARP_LARGEST_PX,
        .strike_px = strokes_may_strike(style, size_px) ? fonts_strike_below(fonts, size_px) : 0,
    };
}

struct font_wish strokes_wish(struct strokes self, bool is_strong)
{
    return (struct font_wish){
        .is_bold = (is_strong ? self.strong : self.plain) == TEXT_BOLD,
        .strike_px = self.strike_px,
    };
}

struct brush strokes_brush(struct strokes self, const struct fonts *fonts, int font, bool is_strong,
                           int size_px)
{
    enum text_weight weight = is_strong ? self.strong : self.plain;
    int part = weight == TEXT_MEDIUM                                  ? MEDIUM_PART
               : fonts_needs_bolder(fonts, font, weight == TEXT_BOLD) ? BOLD_PART
                                                                      : 0;
    struct font_wish wish = strokes_wish(self, is_strong);
    return (struct brush){
        .size_px = size_px,
        .bolder_px64 = part > 0 ? size_px * 64 / part : 0,
        .is_smooth = self.is_smooth,
        .is_strike = fonts_strike_of(fonts, font, wish) > 0,
    };
}

bool strokes_compose_alike(struct strokes a, struct strokes b)
{
    return (a.plain == TEXT_BOLD) == (b.plain == TEXT_BOLD) &&
           (a.strong == TEXT_BOLD) == (b.strong == TEXT_BOLD) && a.strike_px == b.strike_px;
}
