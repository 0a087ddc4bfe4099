// Words in a box.
#include "stage/caption.h"

#include "stage/lettering.h"

#include "text/block.h"

enum { SMALLEST_PX = 8 };

// On one page: all of it, smaller, rather than a part of it. What is too large gives way to what
// fits, and where that is thought too small to read it is still better than a date without its day.
static struct text_block *lay_out(struct fonts *fonts, const char *markup, struct text_style style,
                                  struct size box, struct error *err)
{
    struct text_block *block = text_pages_new(fonts, markup, &style, box, err);
    while (block != NULL && text_page_count(block) > 1 && text_size_px(block) > SMALLEST_PX) {
        style.size_px = text_size_px(block) - 1;
        text_free(block);
        block = text_pages_new(fonts, markup, &style, box, err);
    }
    return block;
}

bool caption_paint(struct fonts *fonts, const char *markup, const struct look *look,
                   struct rect box, SDL_Surface *into, struct error *err)
{
    if (fonts == NULL) {
        return error_set(err, ERROR_MEDIA, "there is no font to write it with");
    }
    if (rect_is_empty(box)) {
        return error_set(err, ERROR_MEDIA, "the zone is too small for its text");
    }
    struct text_style style = lettering(look);
    struct text_block *block = lay_out(fonts, markup, style, (struct size){box.w, box.h}, err);
    bool done = block != NULL && text_paint(block, fonts, 0, (struct rect){0, 0, box.w, box.h},
                                            into, box.x, box.y, err);
    text_free(block);
    return done;
}
