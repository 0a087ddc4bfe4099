#include "shelf.h"

#include "support/test.h"

struct fonts *fonts;

int open_fonts(void **state)
{
    (void)state;
    struct error err = {0};
    fonts = fonts_open(XIAOLABA_SOURCE_DIR "/fonts/fonts.cfg", NULL, &err);
    if (fonts == NULL) {
        print_error("%s\n", err.text);
    }
    return fonts == NULL;
}

int close_fonts(void **state)
{
    (void)state;
    fonts_close(fonts);
    return 0;
}

struct text_block *shelf_pages(const char *markup, struct text_style style, struct size box)
{
    struct error err = {0};
    struct text_block *block = text_pages_new(fonts, markup, &style, box, &err);
    if (block == NULL) {
        fail_msg("%s", err.text);
    }
    return block;
}
