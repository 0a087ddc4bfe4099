// Sets of keys: their one text, what they allow, and which set may follow.
#include "base/mem.h"
#include "bundle/keys.h"
#include "parcel.h"
#include "support/test.h"

static struct signer author, approver, stranger;
static char *line_of_author, *line_of_approver; // "RW…"

static char *line_of(const struct signer *signer)
{
    struct str line = {0};
    sign_key_print(&signer->public, &line);
    return str_take(&line);
}

static int prepare(void **state)
{
    (void)state;
    author = signer_make(1);
    approver = signer_make(2);
    stranger = signer_make(3);
    line_of_author = line_of(&author);
    line_of_approver = line_of(&approver);
    return 0;
}

static int tidy(void **state)
{
    (void)state;
    free(line_of_author);
    free(line_of_approver);
    return 0;
}

static void what_is_printed_is_read_and_printed_again(void **state)
{
    (void)state;
    for (size_t authors = 1; authors <= KEYS_MOST; authors++) {
        for (size_t approvers = 0; approvers <= KEYS_MOST; approvers++) {
            struct keys keys = {.fleet = "hinggan-ga", .number = (int64_t)(authors * 100)};
            for (size_t i = 0; i < KEYS_MOST; i++) {
                keys.rings[ROLE_AUTHOR].keys[i] = signer_make((unsigned char)(1 + i)).public;
                keys.rings[ROLE_APPROVER].keys[i] = signer_make((unsigned char)(101 + i)).public;
            }
            keys.rings[ROLE_AUTHOR].count = authors;
            keys.rings[ROLE_APPROVER].count = approvers;
            struct str text = {0};
            struct str again = {0};
            struct keys back;
            struct error err = {0};
            keys_print(&keys, &text);
            assert_true(keys_parse(text.text, text.length, &back, &err));
            keys_print(&back, &again);
            assert_string_equal(text.text, again.text);
            assert_int_equal(back.rings[ROLE_AUTHOR].count, authors);
            assert_int_equal(back.rings[ROLE_APPROVER].count, approvers);
            str_fini(&again);
            str_fini(&text);
        }
    }
    assert_string_equal(key_role_name(ROLE_AUTHOR), "author");
    assert_string_equal(key_role_name(ROLE_APPROVER), "approver");
}

static void refused(const char *text, const char *why)
{
    struct keys keys;
    struct error err = {0};
    assert_false(keys_parse(text, strlen(text), &keys, &err));
    if (strstr(err.text, why) == NULL) {
        fail_msg("“%s”, not “%s”:\n%s", err.text, why, text);
    }
}

static void every_line_has_its_place_and_form(void **state)
{
    (void)state;
    static const struct {
        const char *what, *with, *why;
    } cases[] = {
        {"#xiaolaba-keys 1\n", "", "is not a set of keys"},
        {"#xiaolaba-keys 1\n", "#xiaolaba-keys 2\n", "is of a newer form"},
        {"#xiaolaba-keys 1\n", "#xiaolaba-keys 1 \n", "is of a newer form"},
        {"#fleet hinggan-ga\n", "", "#fleet is missing or no plain name"},
        {"#fleet hinggan-ga\n", "#fleet \n", "#fleet is missing or no plain name"},
        {"#fleet hinggan-ga\n", "#fleet 兴安\n", "#fleet is missing or no plain name"},
        {"#fleet hinggan-ga\n", "#fleet ../x\n", "#fleet is missing or no plain name"},
        {"#number 2\n", "", "#number is missing or no number from 1"},
        {"#number 2\n", "#number 0\n", "#number is missing or no number from 1"},
        {"#number 2\n", "#number -1\n", "#number is missing or no number from 1"},
        {"#number 2\n", "#number \n", "#number is missing or no number from 1"},
        {"#number 2\n", "#number 2x\n", "#number is missing or no number from 1"},
        {"#number 2\n", "#number 1000000000000000000\n", "#number is missing or no number from 1"},
        {"#number 2\n", "#number 02\n", "has another form"},
        {"#number 2\n", "#number 2\n#author RW\n", "a line #author"},
        {"#end 2\n", "", "is not whole"},
        {"#end 2\n", "#end 2", "is not whole"},
        {"#end 2\n", "#end 1\n", "is not whole"},
        {"#end 2\n", "#end x\n", "is not whole"},
        {"#end 2\n", "#end 2\n\n", "is not whole"},
        {"#end 2\n", "#end 2\n#end 2\n", "is not whole"},
        {"#end 2\n", "#end 02\n", "has another form"},
        {"\n#end", "\r\n#end", "has another form"},
        {"\n#approver ", "\n#approver x", "a line #approver"},
        {"\n#approver ", "\n#checker ", "is not whole"},
        {"\n#number", "\n\n#number", "#number is missing"},
    };
    char *good = mem_format("#xiaolaba-keys 1\n#fleet hinggan-ga\n#number 2\n#author %s\n"
                            "#approver %s\n#end 2\n",
                            line_of_author, line_of_approver);
    struct keys keys;
    struct error err = {0};
    assert_true(keys_parse(good, strlen(good), &keys, &err));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *at = strstr(good, cases[i].what);
        assert_non_null(at);
        char *text = mem_format("%.*s%s%s", (int)(at - good), good, cases[i].with,
                                at + strlen(cases[i].what));
        refused(text, cases[i].why);
        free(text);
    }
    for (size_t length = 0; length < strlen(good); length++) {
        assert_false(keys_parse(good, length, &keys, &err));
    }
    assert_false(keys_parse(good, strlen(good) + 1, &keys, &err)); // with its NUL
    free(good);
}

static void a_set_is_small_and_has_an_author(void **state)
{
    (void)state;
    struct keys keys;
    struct error err = {0};
    char *large = mem_zeroed(KEYS_FILE_LIMIT + 2, 1);
    memset(large, '#', KEYS_FILE_LIMIT + 1);
    assert_false(keys_parse(large, KEYS_FILE_LIMIT + 1, &keys, &err));
    free(large);
    char *text = mem_format("#xiaolaba-keys 1\n#fleet a\n#number 1\n#approver %s\n#end 1\n",
                            line_of_approver);
    refused(text, "has no author");
    free(text);
    struct str many = {0};
    str_add(&many, "#xiaolaba-keys 1\n#fleet a\n#number 1\n");
    for (int i = 0; i <= KEYS_MOST; i++) {
        str_addf(&many, "#author %s\n", line_of_author);
    }
    str_addf(&many, "#end %d\n", KEYS_MOST + 1);
    refused(many.text, "more than 8 keys of one role");
    str_fini(&many);
    char fleet[KEYS_FLEET + 2];
    memset(fleet, 'a', sizeof fleet);
    fleet[KEYS_FLEET + 1] = '\0';
    assert_false(keys_fleet_is_valid(fleet));
    fleet[KEYS_FLEET] = '\0';
    assert_true(keys_fleet_is_valid(fleet));
    assert_false(keys_fleet_is_valid(""));
}

// The number of a key is only its name.
static void one_key_under_two_names_is_one_pair_of_eyes(void **state)
{
    (void)state;
    struct keys keys = keys_of(&author, &author, 1);
    for (int i = 0; i < 2; i++) {
        struct str text = {0};
        keys_print(&keys, &text);
        refused(text.text, "has one key as author and as approver");
        str_fini(&text);
        keys.rings[ROLE_APPROVER].keys[0].id[0] ^= 1;
    }
}

// --- allowing ----------------------------------------------------------------------------------

static bool allows(const struct keys *keys, const struct signer *one, const struct signer *other,
                   struct error *err)
{
    static const char text[] = "text";
    char *texts[] = {NULL, NULL};
    struct signatures signatures = {0};
    const struct signer *signers[] = {one, other};
    for (size_t i = 0; i < 2; i++) {
        if (signers[i] != NULL) {
            texts[i] = signer_sign(signers[i], text, sizeof text - 1, "x", false);
            signatures.texts[i + ROLE_AUTHOR] = texts[i];
            signatures.lengths[i + ROLE_AUTHOR] = strlen(texts[i]);
        }
    }
    bool does = keys_allow(keys, text, sizeof text - 1, &signatures, err);
    free(texts[0]);
    free(texts[1]);
    return does;
}

static void each_role_has_to_sign(void **state)
{
    (void)state;
    const struct keys alone = keys_of(&author, NULL, 1);
    const struct keys both = keys_of(&author, &approver, 1);
    const struct {
        const struct keys *keys;
        const struct signer *one, *other;
        const char *why; // NULL: allowed
    } cases[] = {
        {&alone, &author, NULL, NULL},
        {&alone, &author, &stranger, NULL}, // nobody asks
        {&alone, NULL, &author, "the signature of an author is missing"},
        {&alone, &stranger, NULL, "the signature of an author: was made with key"},
        {&both, &author, &approver, NULL},
        {&both, &author, NULL, "the signature of an approver is missing"},
        {&both, &approver, &author, "the signature of an author: was made with key"},
        {&both, &author, &author, "the signature of an approver: was made with key"},
        {&both, &author, &stranger, "the signature of an approver: was made with key"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error err = {0};
        bool is_allowed = allows(cases[i].keys, cases[i].one, cases[i].other, &err);
        assert_int_equal(is_allowed, cases[i].why == NULL);
        if (cases[i].why != NULL && strstr(err.text, cases[i].why) == NULL) {
            fail_msg("“%s”, not “%s”", err.text, cases[i].why);
        }
    }
}

// --- following ---------------------------------------------------------------------------------

static bool follows(const struct keys *old, const struct keys *next,
                    const struct signer *const signers[4], struct error *err)
{
    struct str text = {0};
    char *texts[4] = {0};
    keys_print(next, &text);
    struct key_change change = {.bytes = text.text, .length = text.length};
    for (size_t i = 0; i < 4; i++) {
        struct signatures *signatures = i < 2 ? &change.old : &change.own;
        if (signers[i] != NULL) {
            texts[i] = signer_sign(signers[i], text.text, text.length, "x", false);
            signatures->texts[ROLE_AUTHOR + i % 2] = texts[i];
            signatures->lengths[ROLE_AUTHOR + i % 2] = strlen(texts[i]);
        }
    }
    struct keys taken = {0};
    bool does = keys_succeed(old, &change, &taken, err);
    assert_int_equal(taken.number, does ? next->number : 0);
    for (size_t i = 0; i < 4; i++) {
        free(texts[i]);
    }
    str_fini(&text);
    return does;
}

static void a_set_follows_by_the_old_and_the_new(void **state)
{
    (void)state;
    struct signer next = signer_make(4);
    const struct keys old = keys_of(&author, &approver, 5);
    struct keys good = keys_of(&next, &approver, 6);
    struct keys other = good;
    strcpy(other.fleet, "tongliao-ga");
    struct keys same = keys_of(&next, &approver, 5);
    struct keys alone = keys_of(&next, NULL, 7);
    struct keys nobody = good;
    nobody.rings[ROLE_AUTHOR].count = 0;
    const struct {
        const struct keys *keys;
        const struct signer *signers[4];
        const char *why;
    } cases[] = {
        {&good, {&author, &approver, &next, &approver}, NULL},
        {&alone, {&author, &approver, &next, NULL}, NULL}, // both gave up the second pair of eyes
        {&good, {NULL, &approver, &next, &approver}, "not signed by those that are trusted here"},
        {&good, {&author, NULL, &next, &approver}, "not signed by those that are trusted here"},
        {&good, {&next, &approver, &next, &approver}, "not signed by those that are trusted here"},
        {&good, {&author, &approver, NULL, &approver}, "are not signed by themselves"},
        {&good, {&author, &approver, &author, &approver}, "are not signed by themselves"},
        {&good, {&author, &approver, &next, NULL}, "are not signed by themselves"},
        {&other, {&author, &approver, &next, &approver}, "the new keys are for fleet tongliao-ga"},
        {&same, {&author, &approver, &next, &approver}, "and number 5 is in force"},
        {&nobody, {&author, &approver, &next, &approver}, "the new keys: has no author"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error err = {0};
        assert_int_equal(follows(&old, cases[i].keys, cases[i].signers, &err),
                         cases[i].why == NULL);
        if (cases[i].why != NULL && strstr(err.text, cases[i].why) == NULL) {
            fail_msg("“%s”, not “%s”", err.text, cases[i].why);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_printed_is_read_and_printed_again),
        cmocka_unit_test(every_line_has_its_place_and_form),
        cmocka_unit_test(a_set_is_small_and_has_an_author),
        cmocka_unit_test(one_key_under_two_names_is_one_pair_of_eyes),
        cmocka_unit_test(each_role_has_to_sign),
        cmocka_unit_test(a_set_follows_by_the_old_and_the_new),
    };
    return cmocka_run_group_tests(tests, prepare, tidy);
}
