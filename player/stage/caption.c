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

static struct text_block *open_block(struct fonts *fonts, const char *markup,
                                     const struct look *look, struct rect box, struct error *err)
{
    if (fonts == NULL) {
        error_set(err, ERROR_MEDIA, "there is no font to write it with");
        return NULL;
    }
    if (rect_is_empty(box)) {
        error_set(err, ERROR_MEDIA, "the zone is too small for its text");
        return NULL;
    }
    return lay_out(fonts, markup, lettering(look), (struct size){box.w, box.h}, err);
}

bool caption_fit(struct fonts *fonts, const char *markup, const struct look *look, struct rect box,
                 struct caption_fit *out, struct error *err)
{
    struct text_block *block = open_block(fonts, markup, look, box, err);
    if (block != NULL) {
        *out = (struct caption_fit){text_size_px(block), text_characters(block, 0)};
    }
    text_free(block);
    return block != NULL;
}

bool caption_paint(struct fonts *fonts, const char *markup, const struct look *look,
                   struct rect box, SDL_Surface *into, struct error *err)
{
    struct text_block *block = open_block(fonts, markup, look, box, err);
    bool done = block != NULL && text_paint(block, fonts, 0, (struct rect){0, 0, box.w, box.h},
                                            into, box.x, box.y, err);
    text_free(block);
    return done;
}
