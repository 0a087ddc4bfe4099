// Every character of GB 18030-2022, implementation level 2, can be written with the fonts that
// ship.
#include "support/test.h"

#include "base/file.h"
#include "base/str.h"
#include "text/fonts.h"

#include <stdlib.h>

static const char list_path[] = XIAOLABA_SOURCE_DIR "/tests/text/gb18030-level2.txt";

// A part of the list while it is read.
struct part {
    char name[32];
    long wanted, counted; // characters
    uint32_t last;        // code points ascend, so none is there twice
};

static void end_part(struct part *part)
{
    if (part->wanted != part->counted) {
        fail_msg("%s has %ld characters and not %ld", part->name, part->counted, part->wanted);
    }
}

static void begin_part(struct part *part, const char *line)
{
    *part = (struct part){0};
    assert_int_equal(sscanf(line, "= %31s %ld", part->name, &part->wanted), 2);
}

static void try_range(struct fonts *fonts, struct part *part, const char *word, struct str *missing)
{
    char *end = NULL;
    unsigned long first = strtoul(word, &end, 16);
    unsigned long last = *end == '-' ? strtoul(end + 1, &end, 16) : first;
    assert_true(*end == '\0' && first > part->last && last >= first && last <= 0x10FFFF);
    for (unsigned long code = first; code <= last; code++) {
        part->counted++;
        if (!fonts_have(fonts, (uint32_t)code)) {
            str_addf(missing, " U+%04lX", code);
        }
    }
    part->last = (uint32_t)last;
}

static void every_character_of_gb_18030_level_2_has_a_glyph(void **state)
{
    (void)state;
    struct error err = {0};
    struct fonts *fonts = fonts_open(XIAOLABA_SOURCE_DIR "/fonts/fonts.cfg", NULL, &err);
    char *text = NULL;
    size_t length = 0;
    assert_non_null(fonts);
    assert_true(file_read(list_path, 1 << 20, &text, &length, &err));
    struct part part = {0};
    struct str missing = {0};
    long total = 0;
    char *next_line = NULL;
    for (char *line = strtok_r(text, "\n", &next_line); line != NULL;
         line = strtok_r(NULL, "\n", &next_line)) {
        if (line[0] == '#') {
            continue;
        }
        if (line[0] == '=') {
            end_part(&part);
            begin_part(&part, line);
            total += part.wanted;
            continue;
        }
        char *next_word = NULL;
        for (char *word = strtok_r(line, " ", &next_word); word != NULL;
             word = strtok_r(NULL, " ", &next_word)) {
            try_range(fonts, &part, word, &missing);
        }
    }
    end_part(&part);
    assert_string_equal(str_text(&missing), "");
    assert_int_equal(total, 20902 + 74 + 6582 + 21 + 14 + 893 + 196);
    str_fini(&missing);
    free(text);
    fonts_close(fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_of_gb_18030_level_2_has_a_glyph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
