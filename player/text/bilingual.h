// Two languages in one block, as public signs of Inner Mongolia have them: Mongolian above Chinese,
// in columns left of it, both in the same size. Once made it is a text_block like any other.
// Thread, ownership and failures: as text/block.h.
// Source: the region's rule for bilingual public signs (社会市面用文蒙汉两种文字并用).
#pragma once

#include "text/block.h"

struct bilingual {
    const char *mongolian, *chinese; // markup
};

// Two rows of half of `row_px` (vertical: columns) that run together.
struct text_block *bilingual_line_new(struct fonts *fonts, struct bilingual text,
                                      const struct text_style *style, int row_px, struct error *err)
    __attribute__((warn_unused_result));

// Each language has its half of the box; the one with fewer pages stays on its last.
struct text_block *bilingual_pages_new(struct fonts *fonts, struct bilingual text,
                                       const struct text_style *style, struct size box,
                                       struct error *err) __attribute__((warn_unused_result));

// First all lines of the one, then all of the other.
struct text_block *bilingual_column_new(struct fonts *fonts, struct bilingual text,
                                        const struct text_style *style, int along_px,
                                        struct error *err) __attribute__((warn_unused_result));
