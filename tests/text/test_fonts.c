// Which font draws what, and what happens when fonts are missing.
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "support/test.h"
#include "text/block.h"
#include "text/fonts.h"
#include "text/glyphs.h"

#include <unistd.h>

#define NOTO "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
#define MONGOLIAN "/usr/share/fonts/truetype/noto/NotoSansMongolian-Regular.ttf"

static const struct font_wish in_plain;
static const struct font_wish in_bold = {.is_bold = true};

static int make_folder(void **state)
{
    *state = test_folder_make();
    return 0;
}

static int remove_folder(void **state)
{
    test_folder_remove(*state);
    return 0;
}

static struct fonts *open_shipped(void)
{
    static const char *const folders[] = {"/nonexistent", XIAOLABA_SOURCE_DIR "/fonts", NULL};
    struct error err = {0};
    struct fonts *fonts = fonts_open(NULL, folders, &err);
    if (fonts == NULL) {
        fail_msg("%s", err.text);
    }
    return fonts;
}

// Opens a stack written for the test; NULL leaves the reason in `err`.
static struct fonts *open_text(void **state, const char *text, struct error *err)
{
    char *path = test_file(*state, "fonts.cfg", text);
    struct fonts *fonts = fonts_open(path, NULL, err);
    free(path);
    return fonts;
}

static void the_shipped_stack_has_what_slogans_need(void **state)
{
    (void)state;
    struct fonts *fonts = open_shipped();
    struct str missing = {0};
    assert_int_equal(
        fonts_missing(fonts, "反诈骗96110，“安全账户”……——《法》（）【】％℃¥￥①★→√×", &missing), 0);
    assert_string_equal(str_text(&missing), "");
    assert_true(fonts_have(fonts, 0x1820));  // Mongolian letter A
    assert_true(fonts_have(fonts, 0x9FA5));  // the last of the first 20,902
    assert_false(fonts_have(fonts, 0xE000)); // private use
    str_fini(&missing);
    fonts_close(fonts);
}

static void missing_characters_are_told_once_each(void **state)
{
    (void)state;
    struct fonts *fonts = open_shipped();
    struct str missing = {0};
    int count = fonts_missing(fonts, "诈[b]\xEE\x80\x80[/]骗\xEE\x80\x80\xEE\x80\x81", &missing);
    assert_int_equal(count, 2);
    assert_string_equal(str_text(&missing), "\xEE\x80\x80\xEE\x80\x81");
    str_fini(&missing);
    fonts_close(fonts);
}

static void what_shows_nothing_is_not_missing(void **state)
{
    (void)state;
    struct fonts *fonts = open_shipped();
    struct str missing = {0};
    // A variation selector, joiners, a byte order mark, a tag and a line break.
    assert_int_equal(fonts_missing(fonts,
                                   "甲\xEF\xB8\x8F\xE2\x80\x8D\xE2\x80\x8B\xEF\xBB\xBF[b]\n[/]",
                                   &missing),
                     0);
    str_fini(&missing);
    fonts_close(fonts);
}

static void a_file_that_is_missing_is_passed_over(void **state)
{
    struct error err = {0};
    struct fonts *fonts = open_text(
        state,
        "fonts = ( { name = \"a\"; files = ( \"/nonexistent/a.ttf\" ); package = \"a\"; },"
        " { name = \"b\"; files = ( \"/nonexistent/b.ttf\", \"" NOTO
        "\" ); face = 2; weight = \"bold\"; } );",
        &err);
    assert_non_null(fonts);
    assert_int_equal(fonts_pick(fonts, 0x8BC8, in_bold), 0);
    assert_int_equal(fonts_pick(fonts, 0x8BC8, in_plain), 0);
    assert_int_equal(fonts_pick(fonts, 0x1820, in_plain), FONT_NONE);
    fonts_close(fonts);
}

static void no_font_at_all_names_the_packages(void **state)
{
    struct error err = {0};
    assert_null(open_text(state,
                          "fonts = ( { files = ( \"/nonexistent/a\" ); package = \"fonts-one\"; },"
                          " { files = ( \"/nonexistent/b\" ); package = \"fonts-one\"; },"
                          " { files = ( \"/nonexistent/c\" ); package = \"fonts-two\"; } );",
                          &err));
    assert_int_equal(err.code, ERROR_DEVICE);
    assert_non_null(strstr(err.text, "apt install fonts-one fonts-two"));
    assert_null(strstr(err.text, "fonts-one fonts-one"));
}

static void a_wrong_stack_file_is_told_with_its_line(void **state)
{
    struct error err = {0};
    assert_null(open_text(state, "fonts = (\n { file = ( \"/a\" ); } );\n", &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_non_null(strstr(err.text, "fonts.cfg:2"));
    assert_null(open_text(state, "fonts = 3;", &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_null(fonts_open("/nonexistent/fonts.cfg", NULL, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
}

static void a_file_that_is_no_font_is_passed_over(void **state)
{
    char *junk = test_file(*state, "junk.ttf", "this is not a font");
    char *text = mem_format("fonts = ( { files = ( \"%s\" ); weight = \"bold\"; },"
                            " { files = ( \"" NOTO "\" ); face = 2; weight = \"bold\"; } );",
                            junk);
    struct error err = {0};
    struct fonts *fonts = open_text(state, text, &err);
    assert_non_null(fonts);
    assert_int_equal(fonts_pick(fonts, 0x8BC8, in_bold), 1);
    fonts_close(fonts);
    free(text);
    free(junk);
}

static void relative_files_are_seen_from_the_stack_file(void **state)
{
    struct error err = {0};
    char *link = file_join(*state, "linked.ttc");
    assert_int_equal(symlink(NOTO, link), 0);
    struct fonts *fonts =
        open_text(state, "fonts = ( { files = ( \"linked.ttc\" ); face = 2; } );", &err);
    assert_non_null(fonts);
    assert_true(fonts_have(fonts, 0x8BC8));
    fonts_close(fonts);
    free(link);
}

static void weight_is_preferred_over_order(void **state)
{
    (void)state;
    struct fonts *fonts = open_shipped();
    int bold = fonts_pick(fonts, 0x8BC8, in_bold);
    int regular = fonts_pick(fonts, 0x8BC8, in_plain);
    assert_true(bold != regular);
    assert_false(fonts_needs_bolder(fonts, bold, true));
    int mongolian = fonts_pick(fonts, 0x1820, in_bold);
    assert_true(fonts_joins(fonts, mongolian, 0x1820));
    assert_true(fonts_needs_bolder(fonts, mongolian, true));
    assert_false(fonts_joins(fonts, bold, 0x8BC8));
    fonts_close(fonts);
}

// --- fonts that a playlist brings -------------------------------------------------------------

#define SERIF "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"

static struct fonts *with_own(char **files, size_t count)
{
    struct fonts *base = open_shipped();
    struct error err = {0};
    struct fonts *fonts = fonts_with(base, files, count, &err);
    if (fonts == NULL) {
        fail_msg("%s", err.text);
    }
    fonts_close(base);
    return fonts;
}

static void an_own_font_is_asked_first_whatever_the_size_and_weight(void **state)
{
    (void)state;
    char *files[] = {SERIF "#2"};
    struct fonts *fonts = with_own(files, 1);
    static const struct font_wish wishes[] = {{false, 0}, {true, 0}, {false, 16}, {true, 12}};
    for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
        assert_int_equal(fonts_pick(fonts, 0x8BC8, wishes[i]), 0);
        assert_int_equal(fonts_strike_of(fonts, 0, wishes[i]), 0);
    }
    assert_true(fonts_needs_bolder(fonts, 0, true));
    int mongolian = fonts_pick(fonts, 0x1820, in_plain);
    assert_true(mongolian > 0 && mongolian != FONT_NONE);
    assert_false(fonts_joins(fonts, 0, 0x8BC8));
    fonts_close(fonts);
}

static void of_own_fonts_the_one_of_the_weight_is_asked_first(void **state)
{
    (void)state;
    char *files[] = {SERIF "#2", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc#2"};
    struct fonts *fonts = with_own(files, 2);
    assert_int_equal(fonts_pick(fonts, 0x8BC8, in_plain), 0);
    assert_int_equal(fonts_pick(fonts, 0x8BC8, in_bold), 1);
    fonts_close(fonts);
}

static void mongolian_letters_of_an_own_font_join(void **state)
{
    (void)state;
    char *files[] = {MONGOLIAN};
    struct fonts *fonts = with_own(files, 1);
    assert_int_equal(fonts_pick(fonts, 0x1820, in_bold), 0);
    assert_true(fonts_joins(fonts, 0, 0x1820));
    fonts_close(fonts);
}

static void an_own_font_needs_no_others(void **state)
{
    (void)state;
    char *files[] = {SERIF};
    struct error err = {0};
    struct fonts *fonts = fonts_with(NULL, files, 1, &err);
    assert_non_null(fonts);
    assert_true(fonts_have(fonts, 0x8BC8));
    assert_false(fonts_have(fonts, 0x1820));
    fonts_close(fonts);
}

// A font of bitmaps alone, one character of `px` pixels.
static char *write_bitmaps(void **state, const char *name, int px)
{
    struct str bdf = {0};
    str_addf(&bdf,
             "STARTFONT 2.1\nFONT -x-x-medium-r-normal--%d-%d-72-72-c-80-iso10646-1\n"
             "SIZE %d 72 72\nFONTBOUNDINGBOX %d %d 0 0\nSTARTPROPERTIES 4\n"
             "CHARSET_REGISTRY \"ISO10646\"\nCHARSET_ENCODING \"1\"\nFONT_ASCENT %d\n"
             "FONT_DESCENT 0\nENDPROPERTIES\nCHARS 1\nSTARTCHAR a\nENCODING 35784\n"
             "SWIDTH 1000 0\nDWIDTH %d 0\nBBX 8 %d 0 0\nBITMAP\n",
             px, px * 10, px, px, px, px, px, px);
    for (int i = 0; i < px; i++) {
        str_add(&bdf, i % 2 == 0 ? "FF\n" : "81\n");
    }
    str_add(&bdf, "ENDCHAR\nENDFONT\n");
    char *path = test_file(*state, name, bdf.text);
    str_fini(&bdf);
    return path;
}

static void an_own_font_may_be_bitmaps_alone(void **state)
{
    char *path = write_bitmaps(state, "a.bdf", 16);
    char *files[] = {path};
    struct fonts *fonts = with_own(files, 1);
    const struct font_wish at_16 = {.strike_px = 16};
    assert_int_equal(fonts_pick(fonts, 0x8BC8, at_16), 0); // 诈
    assert_int_equal(fonts_strike_of(fonts, 0, at_16), 16);
    assert_int_equal(fonts_advance(fonts, 0, 0x8BC8, 16), TEXT_EM);
    assert_true(fonts_pick(fonts, 0x8BC8, in_plain) > 0);
    fonts_close(fonts);
    fonts = fonts_with(NULL, files, 1, NULL);
    assert_true(fonts_have(fonts, 0x8BC8));
    fonts_close(fonts);
    free(path);
}

static void bitmaps_too_large_for_any_row_are_refused(void **state)
{
    char *path = write_bitmaps(state, "a.bdf", 40);
    char *files[] = {path};
    struct error err = {0};
    assert_null(fonts_with(NULL, files, 1, &err));
    assert_non_null(strstr(err.text, "31 px"));
    free(path);
}

static void what_is_no_font_is_told(void **state)
{
    char *text = test_file(*state, "a.ttf", "no font");
    char *files[] = {SERIF, text};
    struct fonts *base = open_shipped();
    struct error err = {0};
    assert_null(fonts_with(base, files, 2, &err));
    assert_int_equal(err.code, ERROR_MEDIA);
    assert_non_null(strstr(err.text, "a.ttf"));
    files[1] = "/nonexistent/b.ttf";
    assert_null(fonts_with(base, files, 2, &err));
    assert_non_null(strstr(err.text, "/nonexistent/b.ttf"));
    fonts_close(base);
    free(text);
}

static struct text_block *line(struct fonts *fonts, const char *text, struct error *err)
{
    struct text_style style = {.size_px = 40, .colour = {255, 255, 255, 255}};
    return text_line_new(fonts, text, &style, 60, err);
}

static int width(struct fonts *fonts, const char *text)
{
    struct error err = {0};
    struct text_block *block = line(fonts, text, &err);
    if (block == NULL) {
        fail_msg("%s", err.text);
    }
    int w = text_size(block).w;
    text_free(block);
    return w;
}

static void a_lacking_character_is_a_box_and_a_lacking_emoji_nothing(void **state)
{
    (void)state;
    struct fonts *fonts = open_shipped();
    assert_int_equal(width(fonts, "诈\xEE\x80\x80骗"), width(fonts, "诈□骗"));
    if (!fonts_have(fonts, 0x1F911)) {
        assert_int_equal(width(fonts, "诈\xF0\x9F\xA4\x91骗"), width(fonts, "诈骗"));
    } else {
        fail_msg("choose another emoji for this test");
    }
    fonts_close(fonts);
}

static void a_joined_word_is_narrower_than_its_letters_alone(void **state)
{
    (void)state;
    struct fonts *fonts = open_shipped();
    const uint32_t word[] = {0x182E, 0x1823, 0x1829, 0x182D, 0x1823, 0x182F};
    int font = fonts_pick(fonts, word[0], in_plain);
    int joined = 0;
    int apart = 0;
    struct ink ink;
    assert_true(fonts_measure_word(fonts, font, word, 6, &joined, &ink));
    for (size_t i = 0; i < 6; i++) {
        apart += fonts_advance(fonts, font, word[i], 0);
    }
    assert_true(joined > 0 && ink.above > 0);
    assert_true(joined < apart);
    fonts_close(fonts);
}

static void text_that_cannot_be_seen_is_refused(void **state)
{
    struct error err = {0};
    struct fonts *fonts = open_shipped();
    assert_null(line(fonts, "", &err));
    assert_int_equal(err.code, ERROR_MEDIA);
    assert_null(line(fonts, " \n　", &err));
    assert_null(line(fonts, "\xF0\x9F\xA4\x91", &err));
    fonts_close(fonts);

    fonts = open_text(state, "fonts = ( { files = ( \"" MONGOLIAN "\" ); } );", &err);
    assert_non_null(fonts);
    assert_null(line(fonts, "诈骗", &err)); // not even □
    assert_non_null(strstr(err.text, "no font"));
    fonts_close(fonts);
}

int main(void)
{
    unsetenv("XIAOLABA_FONTS");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_stack_has_what_slogans_need),
        cmocka_unit_test(missing_characters_are_told_once_each),
        cmocka_unit_test(what_shows_nothing_is_not_missing),
        cmocka_unit_test(weight_is_preferred_over_order),
        cmocka_unit_test(an_own_font_is_asked_first_whatever_the_size_and_weight),
        cmocka_unit_test(of_own_fonts_the_one_of_the_weight_is_asked_first),
        cmocka_unit_test(mongolian_letters_of_an_own_font_join),
        cmocka_unit_test(an_own_font_needs_no_others),
        cmocka_unit_test_setup_teardown(an_own_font_may_be_bitmaps_alone, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(bitmaps_too_large_for_any_row_are_refused, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(what_is_no_font_is_told, make_folder, remove_folder),
        cmocka_unit_test(a_lacking_character_is_a_box_and_a_lacking_emoji_nothing),
        cmocka_unit_test(a_joined_word_is_narrower_than_its_letters_alone),
        cmocka_unit_test_setup_teardown(a_file_that_is_missing_is_passed_over, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(no_font_at_all_names_the_packages, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_wrong_stack_file_is_told_with_its_line, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_file_that_is_no_font_is_passed_over, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(relative_files_are_seen_from_the_stack_file, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(text_that_cannot_be_seen_is_refused, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
