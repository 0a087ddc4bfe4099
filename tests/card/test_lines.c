// Where the lines of a slogan end.
#include "support/test.h"

#include "base/str.h"
#include "base/utf8.h"
#include "card/lines.h"

// The text in `count` lines, "一/二"; "" when there is no way.
static char *lines_of(const char *text, size_t count)
{
    struct markup markup;
    struct card_lines lines;
    struct card_split split;
    struct str out = {0};
    markup_parse(&markup, text);
    card_lines_loosen(&markup);
    if (!card_lines_init(&lines, &markup)) {
        markup_fini(&markup);
        return strdup("too long");
    }
    bool is_split = card_lines_split(&lines, count, &split);
    size_t line = 0;
    for (size_t i = 0; is_split && i < markup.count; i++) {
        char bytes[5];
        if (split.ends[line] == i) {
            str_add(&out, "/");
            line++;
        }
        utf8_encode(markup.codes[i], bytes);
        bool is_seen =
            markup.codes[i] != '\n' && markup.codes[i] != 0x2060 && markup.codes[i] != 0x200B;
        str_add(&out, is_seen ? bytes : "");
    }
    card_lines_fini(&lines);
    markup_fini(&markup);
    return str_take(&out);
}

struct lines_case {
    const char *text;
    size_t count;
    const char *want;
};

static void check(const struct lines_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *got = lines_of(cases[i].text, cases[i].count);
        if (!str_is(got, cases[i].want)) {
            print_error("%s in %zu lines\n", cases[i].text, cases[i].count);
        }
        assert_string_equal(got, cases[i].want);
        free(got);
    }
}

#define CHECK(cases) check((cases), sizeof(cases) / sizeof(cases)[0])

static void lines_end_where_clauses_end(void **state)
{
    (void)state;
    static const struct lines_case cases[] = {
        {"自称客服来退款，挂断电话查官方。", 2, "自称客服来退款，/挂断电话查官方。"},
        {"自称客服来退款，挂断电话查官方。", 1, "自称客服来退款，挂断电话查官方。"},
        {"自称客服来退款，挂断电话查官方。", 3, ""}, // clauses stay whole
        {"遇事不慌，转账不急；拿不准时，先打[yellow]96110[/]。", 4,
         "遇事不慌，/转账不急；/拿不准时，/先打96110。"},
        {"遇事不慌，转账不急；拿不准时，先打[yellow]96110[/]。", 2,
         "遇事不慌，转账不急；/拿不准时，先打96110。"},
        {"不取消会员就扣费？让你转账就是[yellow]诈骗[/]。", 2,
         "不取消会员就扣费？/让你转账就是诈骗。"},
        {"反诈专线 96110", 2, "反诈专线 /96110"},
        {"不轻信、不透露、不转账", 2, "不轻信、/不透露、不转账"},
    };
    CHECK(cases);
}

static void quotes_and_coloured_words_stay_whole(void **state)
{
    (void)state;
    static const struct lines_case cases[] = {
        {"世上没有“安全账户”，电话办案都是骗局。", 2, "世上没有“安全账户”，/电话办案都是骗局。"},
        {"凡是索要“密码，验证码”的都是诈骗", 2, "凡是索要“密码，验证码”的/都是诈骗"},
        {"“自称客服来退款，挂断电话查官方。”", 2, "“自称客服来退款，/挂断电话查官方。”"},
        {"谁要你[red]先转账再退款[/]都是诈骗", 2, "谁要你先转账再退款/都是诈骗"},
    };
    CHECK(cases);
}

static void an_author_s_lines_are_kept(void **state)
{
    (void)state;
    static const struct lines_case cases[] = {
        {"收款码\n不外借\n陌生流水\n不过手", 4, "收款码/不外借/陌生流水/不过手"},
        {"收款码\n不外借\n陌生流水\n不过手", 3, ""},
        {"守住\n验证码\n\n守住\n银行卡", 5, "守住/验证码//守住/银行卡"},
        {"查\n挂断，再核实", 2, "查/挂断，再核实"},
    };
    CHECK(cases);
}

static void words_that_the_author_joins_may_part(void **state)
{
    (void)state;
    // U+2060 inside the words
    static const struct lines_case cases[] = {
        {"刷\u2060单\u2060返\u2060利都\u2060是\u2060诈\u2060骗\u2060，要\u2060您\u2060垫\u2060付就"
         "\u2060是\u2060陷\u2060阱\u2060。",
         4, "刷单返利/都是诈骗，/要您垫付/就是陷阱。"},
        {"刷\u2060单\u2060返\u2060利都\u2060是\u2060诈\u2060骗\u2060，要\u2060您\u2060垫\u2060付就"
         "\u2060是\u2060陷\u2060阱\u2060。",
         2, "刷单返利都是诈骗，/要您垫付就是陷阱。"},
    };
    CHECK(cases);
}

static void a_long_clause_parts_where_phrases_do(void **state)
{
    (void)state;
    static const struct lines_case cases[] = {
        {"凡是要求您先行转账汇款的网络贷款都是诈骗", 2,
         "凡是要求您先行转账汇款的/网络贷款都是诈骗"},
        {"下载陌生会议软件并打开屏幕共享", 2, "下载陌生会议软件/并打开屏幕共享"},
    };
    CHECK(cases);
}

static void no_line_is_left_with_one_character(void **state)
{
    (void)state;
    static const char *const texts[] = {"嗯，转账之前，问一问，想一想。",
                                        "凡是要求您先行转账汇款的网络贷款都是诈骗。",
                                        "查，问，停，想，再转账。"};
    for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
        for (size_t count = 2; count < 4; count++) {
            char *lines = lines_of(texts[t], count);
            size_t characters = 0;
            assert_string_not_equal(lines, "");
            for (const char *at = lines; *at != '\0';) {
                uint32_t code = utf8_next(&at);
                characters = code == '/' ? 0 : characters + 1;
                assert_false(*at == '/' && characters < 3); // with its mark
            }
            free(lines);
        }
    }
}

static void an_address_goes_on_in_the_next_line(void **state)
{
    (void)state;
    static const struct lines_case cases[] = {
        {"举报：[b]https://www.example.com/a_b?c=d&e=f[/]", 4,
         "举报：/https://www./example.com//a_b?c=d&e=f"},
        {"反诈中心 www.12321.cn", 2, "反诈中心 /www.12321.cn"}, // short ones stay whole
        {"www.12321.cn", 2, ""},
    };
    CHECK(cases);
}

static void a_word_without_end_goes_on_anywhere(void **state)
{
    (void)state;
    static const struct lines_case cases[] = {
        {"abcdefghijklmnopqrstuvwxyz", 2, "abcdefghijklm/nopqrstuvwxyz"},
        {"abcdefghijklmnopqrst", 2, ""}, // it fits a line
    };
    CHECK(cases);
}

static void what_is_too_long_is_running_text(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < 20; i++) {
        str_add(&text, "不轻信，不转账，");
    }
    char *lines = lines_of(str_text(&text), 4);
    assert_string_equal(lines, "too long");
    free(lines);
    str_fini(&text);
    lines = lines_of("", 1);
    assert_string_equal(lines, "too long");
    free(lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_where_clauses_end),
        cmocka_unit_test(quotes_and_coloured_words_stay_whole),
        cmocka_unit_test(an_author_s_lines_are_kept),
        cmocka_unit_test(words_that_the_author_joins_may_part),
        cmocka_unit_test(a_long_clause_parts_where_phrases_do),
        cmocka_unit_test(no_line_is_left_with_one_character),
        cmocka_unit_test(an_address_goes_on_in_the_next_line),
        cmocka_unit_test(a_word_without_end_goes_on_anywhere),
        cmocka_unit_test(what_is_too_long_is_running_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
