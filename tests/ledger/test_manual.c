// What staff enter: names, ranges, and the text that the ledger keeps.
#include "ledger/manual.h"

#include "support/test.h"

static struct manual_entry leaflets(void)
{
    return (struct manual_entry){.kind = MANUAL_LEAFLETS,
                                 .count = 300,
                                 .day = 20782, // 2026-11-25
                                 .id = "3f2a91c0",
                                 .by = "张"};
}

static void every_kind_has_its_names(void **state)
{
    (void)state;
    for (int i = 0; i < MANUAL_KINDS; i++) {
        enum outreach_manual_kind kind = (enum outreach_manual_kind)i;
        assert_int_equal(manual_kind_of(manual_kind_name(kind)), i);
        assert_true(strlen(manual_kind_label(kind)) > 0 && strlen(manual_kind_unit(kind)) > 0);
    }
    assert_int_equal(manual_kind_of("leaflet"), -1);
    assert_int_equal(manual_kind_of(NULL), -1);
}

static void the_ledger_keeps_one_line_of_json(void **state)
{
    (void)state;
    struct manual_entry entry = leaflets();
    struct str text = {0};
    manual_detail(&entry, &text);
    assert_string_equal(
        text.text,
        "{\"kind\":\"leaflets\",\"id\":\"3f2a91c0\",\"day\":\"2026-11-25\",\"by\":\"张\"}");
    str_fini(&text);
    strcpy(entry.note, "“集市”, \"东门\"");
    strcpy(entry.supersedes, "00000001");
    strcpy(entry.point, "hall-1");
    manual_detail(&entry, &text);
    assert_string_equal(text.text,
                        "{\"kind\":\"leaflets\",\"id\":\"3f2a91c0\",\"day\":\"2026-11-25\","
                        "\"by\":\"张\",\"note\":\"“集市”, \\\"东门\\\"\","
                        "\"supersedes\":\"00000001\",\"point\":\"hall-1\"}");
    str_fini(&text);
}

static void expect(const struct manual_entry *entry, const char *wanted)
{
    struct error err = {0};
    bool is_good = manual_check(entry, &err);
    assert_int_equal(is_good, wanted == NULL);
    if (wanted != NULL && strstr(err.text, wanted) == NULL) {
        fail_msg("“%s” is not in “%s”", wanted, err.text);
    }
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct manual_entry entry = leaflets();
    expect(&entry, NULL);
    entry.count = -1;
    expect(&entry, "a whole number");
    entry.count = MANUAL_COUNT_MOST + 1;
    expect(&entry, "a whole number");
    entry.count = MANUAL_COUNT_MOST;
    expect(&entry, NULL);
    entry.count = 0;
    expect(&entry, "only takes back");
    strcpy(entry.supersedes, "00000001");
    expect(&entry, NULL);
    strcpy(entry.supersedes, "0000000G");
    expect(&entry, "8 of the digits");
    entry = leaflets();
    entry.id[7] = '\0';
    expect(&entry, "8 of the digits");
    entry = leaflets();
    entry.by[0] = '\0';
    expect(&entry, "a name");
    strcpy(entry.by, "a\nb");
    expect(&entry, "a name");
    entry = leaflets();
    strcpy(entry.note, "\xFF");
    expect(&entry, "one line");
    entry = leaflets();
    strcpy(entry.point, "a/b");
    expect(&entry, "the id of a point");
}

static void ids_are_by_chance(void **state)
{
    (void)state;
    char ids[8][MANUAL_ID_BYTES];
    int equal = 0;
    for (int i = 0; i < 8; i++) {
        manual_new_id(ids[i]);
        assert_true(manual_id_is_good(ids[i]));
        equal += i > 0 && strcmp(ids[i], ids[0]) == 0;
    }
    assert_true(equal < 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_its_names),
        cmocka_unit_test(the_ledger_keeps_one_line_of_json),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(ids_are_by_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
