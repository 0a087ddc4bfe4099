// Spans of a slogan.
#include "base/str.h"
#include "base/utf8.h"
#include "support/test.h"
#include "text/markup.h"

// The parsed text with what applies to each character, in a form that is easy to read: characters
// of one span in a row, behind "{#rrggbb*}" where coloured and emphasised ("{}": plain again).
static char *shown(const char *text)
{
    struct markup markup;
    markup_parse(&markup, text);
    struct str out = {0};
    uint16_t span = 0;
    for (size_t i = 0; i < markup.count; i++) {
        if (markup.spans[i] != span) {
            span = markup.spans[i];
            const struct markup_span *now = &markup.table[span];
            str_add(&out, "{");
            if (now->has_colour) {
                str_addf(&out, "#%02x%02x%02x", now->colour.r, now->colour.g, now->colour.b);
            }
            str_add(&out, now->is_strong ? "*}" : "}");
        }
        char bytes[5];
        utf8_encode(markup.codes[i], bytes);
        str_add(&out, bytes);
    }
    markup_fini(&markup);
    return str_take(&out);
}

static void spans_colour_emphasise_and_nest(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", ""},
        {"反诈", "反诈"},
        {"防[#ff8000]诈骗[/]！", "防{#ff8000}诈骗{}！"},
        {"[b]先核实[/]再转账", "{#ffd600*}先核实{}再转账"},
        {"[b]一[#00ff00]二[/]三[/]四", "{#ffd600*}一{#00ff00*}二{#ffd600*}三{}四"},
        {"[#00ff00]一[b]二[/]三[/]", "{#00ff00}一{#ffd600*}二{#00ff00}三"},
        {"[#f00][/]空", "空"},
        {"一\r\n二\t三", "一\n二 三"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *got = shown(cases[i].text);
        assert_string_equal(got, cases[i].want);
        free(got);
    }
}

static void what_is_no_tag_is_shown_as_written(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"[[b]不是标记", "[b]不是标记"},
        {"[[[[", "[["},
        {"[unknown]字[/]", "[unknown]字[/]"},
        {"[b]没有结束", "[b]没有结束"},
        {"结束[/]在前", "结束[/]在前"},
        {"[#00ff00]里面[b]没有结束[/]", "[#00ff00]里面{#ffd600*}没有结束"},
        {"[", "["},
        {"[]", "[]"},
        {"[b", "[b"},
        {"[very-long-name-that-is-no-colour-at-all]", "[very-long-name-that-is-no-colour-at-all]"},
        {"坏\xFF字", "坏\xEF\xBF\xBD字"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *got = shown(cases[i].text);
        assert_string_equal(got, cases[i].want);
        free(got);
    }
}

static void named_colours_are_tags(void **state)
{
    (void)state;
    struct colour red;
    assert_true(colour_parse("red", &red));
    struct markup markup;
    markup_parse(&markup, "[red]诈[/]");
    assert_int_equal(markup.count, 1);
    const struct markup_span *span = &markup.table[markup.spans[0]];
    assert_true(span->has_colour && !span->is_strong);
    assert_int_equal(colour_argb(span->colour), colour_argb(red));
    markup_fini(&markup);
}

static void more_spans_than_can_be_numbered_lose_colour_not_text(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < 70000; i++) {
        str_add(&text, "[b]x[/]");
    }
    struct markup markup;
    markup_parse(&markup, str_text(&text));
    assert_int_equal(markup.count, 70000);
    assert_true(markup.table[markup.spans[60000]].is_strong);
    assert_false(markup.table[markup.spans[69999]].is_strong);
    markup_fini(&markup);
    str_fini(&text);
}

static void slips_in_tags_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text, *stray;
    } cases[] = {
        {"[red]汇款[/]", NULL},  {"[注意]转账", NULL},   {"[[red]", NULL},
        {"a [1-2] b", NULL},     {"[b]利[/b]", "[/b]"},  {"[red]汇款[/red]", "[/red]"},
        {"[rde]错[/]", "[rde]"}, {"转账[red]", "[red]"}, {"[/]", "[/]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char stray[40] = "";
        bool is_found = markup_stray(cases[i].text, stray, sizeof stray);
        if (is_found != (cases[i].stray != NULL) ||
            (is_found && strcmp(stray, cases[i].stray) != 0)) {
            fail_msg("%s: %s", cases[i].text, stray);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_in_tags_are_found),
        cmocka_unit_test(spans_colour_emphasise_and_nest),
        cmocka_unit_test(what_is_no_tag_is_shown_as_written),
        cmocka_unit_test(named_colours_are_tags),
        cmocka_unit_test(more_spans_than_can_be_numbered_lose_colour_not_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
