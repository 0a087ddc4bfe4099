// The log of a program that runs for months: levels, and lines that repeat.
#include "base/log.h"
#include "base/str.h"
#include "support/test.h"

struct heard {
    struct str text; // "level:line\n" each
    int lines;
};

static void hear(void *self, enum log_level level, const char *line)
{
    struct heard *heard = self;
    str_addf(&heard->text, "%d:%s\n", (int)level, line);
    heard->lines++;
}

static int set_up(void **state)
{
    static struct heard heard;
    str_fini(&heard.text);
    heard.lines = 0;
    log_set_sink(hear, &heard);
    log_set_level(LOG_WARN);
    *state = &heard;
    return 0;
}

static int tear_down(void **state)
{
    log_set_sink(NULL, NULL);
    log_set_level(LOG_WARN);
    str_fini(&((struct heard *)*state)->text);
    return 0;
}

static void lines_below_the_level_are_not_written(void **state)
{
    struct heard *heard = *state;
    log_error("e %d", 1);
    log_warn("w %s", "x");
    log_info("i");
    log_debug("d");
    assert_string_equal(str_text(&heard->text), "1:e 1\n2:w x\n");
    log_set_level(LOG_DEBUG);
    log_info("i");
    log_debug("d");
    assert_string_equal(str_text(&heard->text), "1:e 1\n2:w x\n3:i\n4:d\n");
}

static void a_line_that_repeats_is_counted(void **state)
{
    struct heard *heard = *state;
    for (int i = 0; i < 100; i++) {
        log_warn("the disk is full");
    }
    assert_int_equal(heard->lines, 1);
    log_warn("the disk has room again");
    assert_string_equal(str_text(&heard->text), "2:the disk is full\n"
                                                "2:(the last line came 99 more times)\n"
                                                "2:the disk has room again\n");
}

static void endless_repeats_are_told_now_and_then(void **state)
{
    struct heard *heard = *state;
    for (int i = 0; i < 100001; i++) {
        log_error("no picture");
    }
    assert_int_equal(heard->lines, 1 + 100);
}

static void a_suppressed_line_between_does_not_make_it_new(void **state)
{
    struct heard *heard = *state;
    log_warn("a");
    log_debug("not written");
    log_warn("a");
    assert_int_equal(heard->lines, 1);
}

static void a_line_that_is_too_long_is_cut(void **state)
{
    struct heard *heard = *state;
    char endless[5000];
    memset(endless, 'a', sizeof endless);
    endless[4999] = '\0';
    log_warn("%s", endless);
    log_warn("%s", endless);
    assert_int_equal(heard->lines, 1);
    assert_in_range(heard->text.length, 500, 1100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_below_the_level_are_not_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_that_repeats_is_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(endless_repeats_are_told_now_and_then, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_suppressed_line_between_does_not_make_it_new, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_line_that_is_too_long_is_cut, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
