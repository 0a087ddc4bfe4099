// Words in a box.
#include "stage/caption.h"

#include "text/block.h"

bool caption_paint(struct fonts *fonts, const char *markup, const struct look *look,
                   struct rect box, SDL_Surface *into, struct error *err)
{
    if (fonts == NULL) {
        return error_set(err, ERROR_MEDIA, "there is no font to write it with");
    }
    if (rect_is_empty(box)) {
        return error_set(err, ERROR_MEDIA, "the zone is too small for its text");
    }
    struct text_style style = {.size_px = look->size_px,
                               .is_bold = look->is_bold,
                               .colour = look->colour,
                               .outline = look->outline,
                               .outline_px = look->outline_px,
                               .align = (enum text_align)look->align};
    struct size room = {box.w, box.h};
    struct text_block *block = text_pages_new(fonts, markup, &style, room, err);
    if (block != NULL && style.size_px > 0 && text_page_count(block) > 1) {
        text_free(block); // all of it, smaller, rather than a part of it
        style.size_px = 0;
        block = text_pages_new(fonts, markup, &style, room, err);
    }
    bool done = block != NULL &&
                text_paint(block, 0, (struct rect){0, 0, box.w, box.h}, into, box.x, box.y, err);
    text_free(block);
    return done;
}
