// Which addresses are fetched from.
#include "fetch/address.h"
#include "support/test.h"

static void only_plain_addresses_of_folders_are_taken(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *said; // NULL: taken
    } table[] = {
        {"https://example.org/hall", NULL},
        {"http://10.0.0.7:8080/", NULL},
        {"HTTPS://example.org", NULL},
        {"http://[fd00::1]/%E5%8D%AB", NULL},
        {"ftp://example.org/hall", "is not the address of a folder"},
        {"file:///etc/passwd", "is not the address of a folder"},
        {"example.org/hall", "is not the address of a folder"},
        {"", "is not the address of a folder"},
        {"http://", "names no host"},
        {"https:///hall", "names no host"},
        {"http://:80/hall", "names no host"},
        {"https://user:secret@example.org/", "signed, and no secret"},
        {"https://example.org/hall?x=1", "has no “?”"},
        {"https://example.org/hall#x", "has no “?”"},
        {"https://example.org/a b", "as %XX"},
        {"https://example.org/\r\nHost: x", "as %XX"},
        {"https://example.org/大厅", "as %XX"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct error err = {0};
        bool is_taken = address_check(table[i].text, &err);
        if (table[i].said == NULL) {
            assert_true(is_taken);
        } else {
            assert_false(is_taken);
            assert_non_null(strstr(err.text, table[i].said));
        }
    }
}

static void a_long_address_is_refused(void **state)
{
    (void)state;
    struct error err = {0};
    char text[ADDRESS_LIMIT + 2] = "http://example.org/";
    memset(text + strlen(text), 'a', ADDRESS_LIMIT + 1 - strlen(text));
    assert_false(address_check(text, &err));
    text[ADDRESS_LIMIT] = '\0';
    assert_true(address_check(text, &err));
}

static void names_are_joined_by_one_slash(void **state)
{
    (void)state;
    static const char *const folders[] = {"http://h/a", "http://h/a/", "http://h/a//"};
    for (size_t i = 0; i < 3; i++) {
        char *joined = address_join(folders[i], "blob/x");
        assert_string_equal(joined, "http://h/a/blob/x");
        free(joined);
    }
    assert_true(address_is_encrypted("HTTPS://h"));
    assert_false(address_is_encrypted("http://https://"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_plain_addresses_of_folders_are_taken),
        cmocka_unit_test(a_long_address_is_refused),
        cmocka_unit_test(names_are_joined_by_one_slash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
