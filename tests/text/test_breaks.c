// Where lines may be broken.
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "support/test.h"
#include "text/breaks.h"
#include "text/quotes.h"

static size_t decode(const char *text, uint32_t *codes)
{
    size_t count = 0;
    for (uint32_t code; (code = utf8_next(&text)) != 0;) {
        codes[count++] = code;
    }
    return count;
}

// The text with "|" where a line may be broken and "!" where it must be.
static char *broken(const char *text)
{
    uint32_t codes[256];
    uint8_t before[256];
    size_t count = decode(text, codes);
    breaks_find(codes, count, before);
    struct str out = {0};
    for (size_t i = 0; i < count; i++) {
        str_add(&out, before[i] == BREAK_MAY ? "|" : before[i] == BREAK_MUST ? "!" : "");
        char bytes[5];
        utf8_encode(codes[i], bytes);
        str_add(&out, bytes);
    }
    return str_take(&out);
}

// Each text is written with its breaks; without them it must get exactly these.
static void breaks_are(const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str plain = {0};
        for (const char *at = texts[i]; *at != '\0'; at++) {
            if (*at != '|') {
                str_add_bytes(&plain, at, 1);
            }
        }
        char *got = broken(str_text(&plain));
        assert_string_equal(got, texts[i]);
        free(got);
        str_fini(&plain);
    }
}
#define BREAKS_ARE(texts) breaks_are((texts), sizeof(texts) / sizeof((texts)[0]))

static void closing_marks_never_start_a_line(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "诈|骗，|报|警。", "有|吗？|没|有！|好；|是：|甲、|乙",
        "（甲）|乙",       "“甲”|乙",
        "《法》|乙",       "【法】|乙",
        "甲·|乙",          "九|折％|甲",
        "人々|甲",
    };
    BREAKS_ARE(texts);
}

static void opening_marks_never_end_a_line(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "甲|“乙|丙”|丁", "甲|（乙|丙）", "甲|《乙",         "甲|【乙",
        "甲|「乙",       "甲|（ 乙",     "甲|\"乙|丙\"|丁",
    };
    BREAKS_ARE(texts);
}

static void ellipsis_and_dash_are_never_split(void **state)
{
    (void)state;
    static const char *const texts[] = {"甲|……|乙", "甲|——|乙", "甲|——|“乙|丙”", "北|京—|上|海"};
    BREAKS_ARE(texts);
}

static void words_numbers_and_addresses_stay_whole(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "打|96110|问",
        "下|载|App|后",
        "网|址|https://www.12377.cn/jb.html?a=1&b=%20#top|举|报",
        "损|失|¥3,000.50|元",
        "约|￥100|万",
        "涨|50%|到|35℃|了",
        "拨|400-123-4567|吧",
        "ACT |now |or |wait",
        "a@b.cn|甲",
        "和/或",
        "１２３|甲",
    };
    BREAKS_ARE(texts);
}

static void an_apostrophe_is_part_of_its_word(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Don’t |transfer",
        "It’s |O’Brien’s",
        "the |users’ |money",
        "90’s",
        "She |said |“no” |to |them.",
        "甲|‘A’|乙",
    };
    BREAKS_ARE(texts);
}

// The text with every Latin quotation mark as a typewriter has it.
static char *typewritten(const char *text)
{
    uint32_t codes[256];
    uint8_t quotes[256];
    size_t count = decode(text, codes);
    quotes_find(codes, count, quotes);
    struct str out = {0};
    for (size_t i = 0; i < count; i++) {
        char bytes[5];
        utf8_encode(quotes[i] == QUOTE_CHINESE ? codes[i] : quotes_typewritten(codes[i]), bytes);
        str_add(&out, bytes);
    }
    return str_take(&out);
}

static void quotation_marks_are_latin_in_latin_text_only(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Don’t transfer", "Don't transfer"},
        {"Don\xE2\x81\xA0’\xE2\x81\xA0t", "Don\xE2\x81\xA0'\xE2\x81\xA0t"},
        {"She said “no” to them", "She said \"no\" to them"},
        {"“Don’t!” (she said ‘no’).", "\"Don't!\" (she said 'no')."},
        {"“‘Safe account’ is a lie”", "\"'Safe account' is a lie\""},
        {"the users’ money", "the users' money"},
        {"不转账\nDon’t “pay”\n“安全账户”", "不转账\nDon't \"pay\"\n“安全账户”"},
        {"“安全账户”是骗局", "“安全账户”是骗局"},
        {"点击“OK”按钮", "点击“OK”按钮"},
        {"点击 “OK” 按钮", "点击 “OK” 按钮"},
        {"“App”下载", "“App”下载"},
        {"下载App“96110”", "下载App“96110”"},
        {"‘国家反诈中心 App’", "‘国家反诈中心 App’"},
        {"“国家反诈中心App”、“96110”", "“国家反诈中心App”、“96110”"},
        {"“", "“"},
        {"’", "’"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        char *got = typewritten(pairs[i][0]);
        assert_string_equal(got, pairs[i][1]);
        free(got);
    }
}

static void spaces_end_lines_and_glue_does_not(void **state)
{
    (void)state;
    static const char *const texts[] = {"不|信 |不|转",
                                        "a\xC2\xA0"
                                        "b|甲",
                                        "甲　|乙"};
    BREAKS_ARE(texts);
}

static void a_line_break_must_be_taken(void **state)
{
    (void)state;
    char *got = broken("甲乙\n丙\n\n丁");
    assert_string_equal(got, "甲|乙\n!丙\n!\n!丁");
    free(got);
}

static void a_mongolian_word_stays_whole(void **state)
{
    (void)state;
    static const char *const texts[] = {"ᠮᠣᠩᠭᠣᠯ |ᠮᠣᠩᠭᠣᠯ|甲", "e\xCC\x81"
                                                             "f|甲"};
    BREAKS_ARE(texts);
}

static void an_invisible_character_changes_no_break(void **state)
{
    (void)state;
    uint32_t codes[] = {0x7532, 0xFE0F, 0x4E59, 0xFE0F, 0xFF0C};
    uint8_t before[5];
    breaks_find(codes, 5, before);
    assert_int_equal(before[1], BREAK_NEVER);
    assert_int_equal(before[2], BREAK_MAY);
    assert_int_equal(before[4], BREAK_NEVER);
}

// The tables are searched by halving, so each must find all of its own.
static void every_mark_is_known(void **state)
{
    (void)state;
    uint32_t codes[64];
    const char *marks = "，。、；：？！”’）》】〉」』〕％℃…—“‘（《【〈「『〔¥￥";
    size_t count = decode(marks, codes);
    assert_int_equal(count, 31);
    for (size_t i = 0; i < count; i++) {
        assert_true(breaks_is_mark(codes[i]));
        assert_false(breaks_is_space(codes[i]) || breaks_is_unseen(codes[i]));
    }
    assert_false(breaks_is_mark(0x8BC8) || breaks_is_mark('9') || breaks_is_mark('A'));
}

static void a_reader_pauses_at_the_end_of_a_clause(void **state)
{
    (void)state;
    assert_true(breaks_is_pause(0xFF0C) && breaks_is_pause(0x3002) && breaks_is_pause(0xFF01));
    assert_false(breaks_is_pause(0x3001) || breaks_is_pause(0x8BC8));
    assert_int_equal(breaks_bracket(0x201C), 1);
    assert_int_equal(breaks_bracket(0x201D), -1);
    assert_int_equal(breaks_bracket(0x300A), 1);
    assert_int_equal(breaks_bracket(0xFF0C), 0);
}

static void half_empty_squares_are_known(void **state)
{
    (void)state;
    assert_int_equal(breaks_blank_after(0xFF0C), 1);
    assert_int_equal(breaks_blank_before(0xFF0C), 0);
    assert_int_equal(breaks_blank_before(0x201C), 1);
    assert_int_equal(breaks_blank_after(0x8BC8), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closing_marks_never_start_a_line),
        cmocka_unit_test(opening_marks_never_end_a_line),
        cmocka_unit_test(ellipsis_and_dash_are_never_split),
        cmocka_unit_test(words_numbers_and_addresses_stay_whole),
        cmocka_unit_test(an_apostrophe_is_part_of_its_word),
        cmocka_unit_test(quotation_marks_are_latin_in_latin_text_only),
        cmocka_unit_test(spaces_end_lines_and_glue_does_not),
        cmocka_unit_test(a_line_break_must_be_taken),
        cmocka_unit_test(a_mongolian_word_stays_whole),
        cmocka_unit_test(an_invisible_character_changes_no_break),
        cmocka_unit_test(every_mark_is_known),
        cmocka_unit_test(a_reader_pauses_at_the_end_of_a_clause),
        cmocka_unit_test(half_empty_squares_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
