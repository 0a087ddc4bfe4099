// The texts of reports: both languages, the same places for values, and none that nobody prints.
#include "ledger/manual.h"
#include "report/words.h"
#include "support/test.h"

static void every_text_is_there_in_both_languages(void **state)
{
    (void)state;
    for (int word = 0; word < WORD_TOTAL; word++) {
        const char *chinese = word_text((enum word)word, REPORT_CHINESE);
        const char *english = word_text((enum word)word, REPORT_ENGLISH);
        if (chinese == NULL || english == NULL || chinese[0] == '\0') {
            fail_msg("text %d is missing", word);
        }
        bool may_be_empty = word == WORD_PAGE_AFTER; // "page 1 of 2" has nothing behind
        assert_true(english[0] != '\0' || may_be_empty);
    }
}

static void both_languages_have_a_place_for_every_value(void **state)
{
    (void)state;
    for (int word = 0; word < WORD_TOTAL; word++) {
        const char *chinese = word_text((enum word)word, REPORT_CHINESE);
        const char *english = word_text((enum word)word, REPORT_ENGLISH);
        for (char digit = '1'; digit <= '9'; digit++) {
            const char place[] = {'{', digit, '}', '\0'};
            if ((strstr(chinese, place) != NULL) != (strstr(english, place) != NULL)) {
                fail_msg("only one of them has %s: %s / %s", place, chinese, english);
            }
        }
    }
}

static void values_stand_where_their_numbers_are(void **state)
{
    (void)state;
    struct str out = {0};
    word_fill(&out, "{2}，{1}{2} {x} {", (const char *const[]){"一", "{1}"});
    assert_string_equal(str_text(&out), "{1}，一{1} {x} {");
    str_fini(&out);
}

static void manual_outreach_is_called_as_it_was_when_it_was_entered(void **state)
{
    (void)state;
    static const enum word words[MANUAL_KINDS][2] = {
        [MANUAL_LEAFLETS] = {WORD_LEAFLETS, WORD_LEAFLETS_UNIT},
        [MANUAL_INSTALLS] = {WORD_INSTALLS, WORD_INSTALLS_UNIT},
        [MANUAL_TALKS] = {WORD_TALKS, WORD_TALKS_UNIT},
        [MANUAL_ATTENDEES] = {WORD_ATTENDEES, WORD_ATTENDEES_UNIT},
        [MANUAL_BROADCASTS] = {WORD_BROADCASTS, WORD_BROADCASTS_UNIT},
    };
    for (int kind = 0; kind < MANUAL_KINDS; kind++) {
        assert_string_equal(word_text(words[kind][0], REPORT_CHINESE),
                            manual_kind_label((enum outreach_manual_kind)kind));
        assert_string_equal(word_text(words[kind][1], REPORT_CHINESE),
                            manual_kind_unit((enum outreach_manual_kind)kind));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_is_there_in_both_languages),
        cmocka_unit_test(both_languages_have_a_place_for_every_value),
        cmocka_unit_test(values_stand_where_their_numbers_are),
        cmocka_unit_test(manual_outreach_is_called_as_it_was_when_it_was_entered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
