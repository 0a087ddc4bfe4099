// What the screen says of a stick.
#include "base/file.h"
#include "bundle/news.h"
#include "support/test.h"

static const struct {
    struct news news;
    const char *line, *words;
} table[] = {
    {{true, 0, {-1, -1}, false, NEWS_LEDGER_NOT_ASKED},
     "0 reading -1/-1 - -\n",
     "U盘 正在读取，请勿拔出"},
    {{true, ACCEPT_INSTALLED, {1, 42}, false, NEWS_LEDGER_NOT_ASKED},
     "1 installed 1/42 - -\n",
     "U盘 已更新 1/42，可以拔出"},
    {{true, ACCEPT_ALREADY, {1, 42}, false, NEWS_LEDGER_COPYING},
     "2 already 1/42 - copying\n",
     "U盘 已是最新 1/42，正在拷出台账，请勿拔出"},
    {{true, ACCEPT_UNSIGNED, {-1, -1}, false, NEWS_LEDGER_NOT_ASKED},
     "11 unsigned -1/-1 - -\n",
     "U盘 E11 没有可信的签名，可以拔出"},
    {{true, ACCEPT_UNREADABLE, {-1, -1}, true, NEWS_LEDGER_NOT_ASKED},
     "10 unreadable -1/-1 keys -\n",
     "U盘 新公钥已生效，可以拔出"},
    {{false, 0, {-1, -1}, false, NEWS_LEDGER_COPIED},
     "0 - -1/-1 - copied\n",
     "U盘 台账已拷出，可以拔出"},
    {{true, ACCEPT_OLD, {1, 41}, false, NEWS_LEDGER_FAILED},
     "15 old 1/41 - failed\n",
     "U盘 E15 比本机的旧，E30 台账没有拷出，可以拔出"},
};

static void news_are_a_line_and_words_of_a_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct str line = {0};
        struct str words = {0};
        struct news read;
        news_print(&table[i].news, &line);
        assert_string_equal(line.text, table[i].line);
        assert_true(news_parse(line.text, &read));
        news_say(&read, &words);
        assert_string_equal(words.text, table[i].words);
        str_fini(&words);
        str_fini(&line);
    }
}

static void whether_to_pull_it_out_and_whether_it_is_bad(void **state)
{
    (void)state;
    static const bool under_way[] = {true, false, true, false, false, false, false};
    static const bool bad[] = {false, false, false, true, false, false, true};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(news_is_under_way(&table[i].news), under_way[i]);
        assert_int_equal(news_is_bad(&table[i].news), bad[i]);
    }
}

static void nothing_else_is_shown(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "",
        "\n",
        "1 installed 1/42 - -",
        "1 installed 1/42 - -\n\n",
        "1 installed 1/42 - - 转账到安全账户\n",
        "1 转账到安全账户 1/42 - -\n",
        "11 installed 1/42 - -\n",
        "9 installed 1/42 - -\n",
        "99 installed 1/42 - -\n",
        "-1 installed 1/42 - -\n",
        "0 installed 1/42 - -\n",
        "1 - 1/42 - -\n",
        "1 installed 1/-42 - -\n",
        "1 installed 1/99999999999999999999999 - -\n",
        "1 installed 1/42 key -\n",
        "1 installed 1/42 - copy\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct news news = {.answer = ACCEPT_KEYS};
        assert_false(news_parse(lines[i], &news));
        assert_int_equal(news.answer, ACCEPT_KEYS);
    }
}

static void every_answer_has_its_words(void **state)
{
    (void)state;
    for (int i = ACCEPT_INSTALLED; i <= ACCEPT_KEYS; i++) {
        if (i <= ACCEPT_GOOD || i >= ACCEPT_UNREADABLE) {
            assert_non_null(news_sentence((enum accept_answer)i));
        }
    }
}

static void the_news_are_a_file_of_the_content_folder(void **state)
{
    (void)state;
    struct error err = {0};
    char *folder = test_folder_make();
    char *bytes = NULL;
    size_t length = 0;
    struct content *content = content_open(folder, true, &err);
    assert_true(news_put(content, &table[1].news, &err));
    char *path = content_path(content, "news");
    assert_true(file_read(path, 100, &bytes, &length, &err));
    assert_string_equal(bytes, table[1].line);
    free(bytes);
    free(path);
    content_close(content);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(news_are_a_line_and_words_of_a_table),
        cmocka_unit_test(whether_to_pull_it_out_and_whether_it_is_bad),
        cmocka_unit_test(nothing_else_is_shown),
        cmocka_unit_test(every_answer_has_its_words),
        cmocka_unit_test(the_news_are_a_file_of_the_content_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
