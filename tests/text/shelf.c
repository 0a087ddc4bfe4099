#include "shelf.h"

#include "support/test.h"

struct text_block *shelf_pages(const char *markup, struct text_style style, struct size box)
{
    struct error err = {0};
    struct text_block *block = text_pages_new(fonts, markup, &style, box, &err);
    if (block == NULL) {
        fail_msg("%s", err.text);
    }
    return block;
}
