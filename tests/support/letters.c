#include "support/letters.h"

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
    fonts = NULL;
    return 0;
}
