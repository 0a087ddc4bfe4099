// Signatures and keys of minisign: what passes, what does not, and that the tool itself agrees.
#include "base/file.h"
#include "base/mem.h"
#include "bundle/signature.h"
#include "parcel.h"
#include "support/test.h"

#include <sys/wait.h>

static const char content[] = "宣传内容\n";
static const char comment[] = "timestamp:1788000000\tfile:manifest\thashed";

static struct signer author, stranger;

static int prepare(void **state)
{
    (void)state;
    author = signer_make(1);
    stranger = signer_make(2);
    return 0;
}

static bool holds(const char *minisig, size_t length, struct str *out, struct error *err)
{
    size_t by = 99;
    const struct sign_key keys[] = {stranger.public, author.public};
    const struct signed_bytes what = {content, sizeof content - 1, minisig, length};
    bool does = signature_check(&what, keys, 2, &by, out, err);
    assert_int_equal(by, does ? 1 : 99);
    assert_int_equal(err->text[0] == '\0', does);
    return does;
}

static void refused(const char *minisig, const char *why)
{
    struct error err = {0};
    assert_false(holds(minisig, strlen(minisig), NULL, &err));
    if (strstr(err.text, why) == NULL) {
        fail_msg("“%s”, not “%s”:\n%s", err.text, why, minisig);
    }
}

static void a_signature_holds_and_its_comment_is_told(void **state)
{
    (void)state;
    char *minisig = signer_sign(&author, content, sizeof content - 1, comment, false);
    struct str found = {0};
    struct error err = {0};
    assert_true(holds(minisig, strlen(minisig), &found, &err));
    assert_string_equal(str_text(&found), comment);
    assert_true(holds(minisig, strlen(minisig) - 1, NULL, &err)); // no end of its last line
    str_fini(&found);
    free(minisig);
}

// Line `line` becomes `with`.
static char *with_line(const char *minisig, int line, const char *with)
{
    struct str out = {0};
    for (int i = 0; *minisig != '\0'; i++) {
        size_t length = strcspn(minisig, "\n") + 1;
        if (i == line) {
            str_add(&out, with);
        } else {
            str_add_bytes(&out, minisig, length);
        }
        minisig += length;
    }
    return str_take(&out);
}

static void a_signature_has_four_lines_and_each_is_as_it_is(void **state)
{
    (void)state;
    static const char no[] = "is not a signature of minisign";
    static const struct {
        int line;
        const char *with, *why; // NULL: it holds all the same
    } cases[] = {
        {0, "untrusted comment: anything\n", NULL},
        {0, "untrusted comment: \n", NULL},
        {0, "untrusted comment: x\r\n", NULL},
        {0, "untrusted comment:\n", no},
        {0, "trusted comment: x\n", no},
        {0, "", no},
        {0, "\nuntrusted comment: x\n", no},
        {1, "", no},
        {1, "\n", no},
        {1, "RUQBAQEBAQEBAQ==\n", no}, // too short
        {1, "!\n", no},
        {2, "trusted comment: x\n", "does not fit"},
        {2, "trusted comment: \n", "does not fit"},
        {2, "trusted comment:\n", no},
        {2, "untrusted comment: x\n", no},
        {3, "", no},
        {3, "AAAA\n", no},
        {4, "", NULL},
    };
    char *good = signer_sign(&author, content, sizeof content - 1, comment, false);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *minisig = with_line(good, cases[i].line, cases[i].with);
        struct error err = {0};
        if (cases[i].why != NULL) {
            refused(minisig, cases[i].why);
        } else {
            assert_true(holds(minisig, strlen(minisig), NULL, &err));
        }
        free(minisig);
    }
    char *five = mem_format("%s\n", good);
    refused(five, no);
    refused("", no);
    free(five);
    free(good);
}

// One more letter, one less, another end, and a byte that libsodium takes for a slash.
static void base64_has_one_form(void **state)
{
    (void)state;
    char *good = signer_sign(&author, content, sizeof content - 1, comment, false);
    static const int lines[] = {1, 3};
    for (size_t i = 0; i < 2; i++) {
        const char *at = good;
        for (int line = 0; line < lines[i]; line++) {
            at = strchr(at, '\n') + 1;
        }
        int length = (int)strcspn(at, "\n");
        char *texts[] = {
            mem_format("%.*sA\n", length, at),     mem_format("%.*s\n", length - 1, at),
            mem_format(" %.*s\n", length, at),     mem_format("%.*s \n", length, at),
            mem_format("%.*s==\n", length, at),    mem_format("%.*s\xf6=\n", length - 2, at),
            mem_format("%.*s-%s", 9, at, at + 10),
        };
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            char *minisig = with_line(good, lines[i], texts[k]);
            struct error err = {0};
            assert_false(holds(minisig, strlen(minisig), NULL, &err));
            free(minisig);
            free(texts[k]);
        }
    }
    free(good);
}

static void only_hashed_signatures_by_known_keys_hold(void **state)
{
    (void)state;
    struct signer other = signer_make(3);
    char *legacy = signer_sign(&author, content, sizeof content - 1, comment, true);
    char *unknown = signer_sign(&other, content, sizeof content - 1, comment, false);
    struct signer liar = other;
    liar.public = author.public;
    char *lie = signer_sign(&liar, content, sizeof content - 1, comment, false);
    char *shorter = signer_sign(&author, content, sizeof content - 2, comment, false);
    refused(legacy, "is a legacy signature");
    refused(unknown, "was made with key 0303030303030303, which is not trusted here");
    refused(lie, "does not fit: what it signs was changed since (key 0101010101010101)");
    refused(shorter, "does not fit");
    free(shorter);
    free(lie);
    free(unknown);
    free(legacy);
}

static void comments_and_signatures_have_a_longest(void **state)
{
    (void)state;
    struct error err = {0};
    for (int more = 0; more < 2; more++) {
        size_t length = (size_t)SIGNATURE_COMMENT_LIMIT + (size_t)more;
        char *text = mem_zeroed(length + 1, 1);
        memset(text, 'x', length);
        char *minisig = signer_sign(&author, content, sizeof content - 1, text, false);
        err = (struct error){0};
        assert_int_equal(holds(minisig, strlen(minisig), NULL, &err), more == 0);
        free(minisig);
        free(text);
    }
    assert_non_null(strstr(err.text, "its trusted comment is longer than 8192 bytes"));
    char *large = mem_zeroed(SIGNATURE_FILE_LIMIT + 1, 1);
    err = (struct error){0};
    assert_false(holds(large, SIGNATURE_FILE_LIMIT + 1, NULL, &err));
    assert_non_null(strstr(err.text, "is larger than a signature can be"));
    free(large);
}

// --- keys --------------------------------------------------------------------------------------

static void keys_are_read_from_their_file_and_alone(void **state)
{
    (void)state;
    struct str line = {0};
    sign_key_print(&author.public, &line);
    const struct {
        char *text;
        bool is_good;
    } cases[] = {
        {mem_format("%s", line.text), true},
        {mem_format("%s\n", line.text), true},
        {mem_format("%s\r\n", line.text), true},
        {mem_format("untrusted comment: minisign public key\n%s\n", line.text), true},
        {mem_format("untrusted comment: minisign public key\r\n%s", line.text), true},
        {mem_format("untrusted comment: only\n"), false},
        {mem_format("untrusted comment: a\nuntrusted comment: b\n%s\n", line.text), false},
        {mem_format("%s\n\n", line.text), false},
        {mem_format("%s\n%s\n", line.text, line.text), false},
        {mem_format("\n%s\n", line.text), false},
        {mem_format("%sA\n", line.text), false},
        {mem_format("%.55s\n", line.text), false},
        {mem_format("RU%s\n", line.text + 2), false},
        {mem_format("RX%s\n", line.text + 2), false},
        {mem_format("%s", ""), false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sign_key key = {{0}, {0}};
        struct error err = {0};
        bool is_read = sign_key_parse(cases[i].text, strlen(cases[i].text), &key, &err);
        assert_int_equal(is_read, cases[i].is_good);
        assert_int_equal(sign_key_is(&key, &author.public), cases[i].is_good);
        assert_int_equal(err.text[0] == '\0', cases[i].is_good);
        free(cases[i].text);
    }
    str_fini(&line);
}

static void a_key_is_called_as_minisign_calls_it(void **state)
{
    (void)state;
    struct sign_key key = author.public;
    char name[KEY_ID_TEXT];
    for (unsigned char i = 0; i < KEY_ID_BYTES; i++) {
        key.id[i] = (unsigned char)(0xa0 + i);
    }
    sign_key_name(&key, name);
    assert_string_equal(name, "A7A6A5A4A3A2A1A0");
    assert_false(sign_key_is(&key, &author.public));
    key = author.public;
    key.key[31] ^= 1;
    assert_false(sign_key_is(&key, &author.public));
}

static void keys_are_loaded_with_the_name_of_their_file(void **state)
{
    (void)state;
    struct sign_key key;
    struct error err = {0};
    char *folder = test_folder_make();
    char *path = test_file(folder, "a.pub", "nonsense");
    assert_false(sign_key_load(path, &key, &err));
    assert_non_null(strstr(err.text, path));
    free(path);
    struct str line = {0};
    sign_key_print(&author.public, &line);
    path = test_file(folder, "a.pub", line.text);
    assert_true(sign_key_load(path, &key, &err));
    assert_true(sign_key_is(&key, &author.public));
    str_fini(&line);
    free(path);
    path = file_join(folder, "nothing");
    assert_false(sign_key_load(path, &key, &err));
    free(path);
    test_folder_remove(folder);
}

// --- the tool itself ---------------------------------------------------------------------------

static int run(const char *folder, const char *command)
{
    char *whole = mem_format("cd '%s' && { %s; } >out 2>&1 </dev/null", folder, command);
    int status = system(whole);
    free(whole);
    return status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void must_run(const char *folder, const char *command)
{
    if (run(folder, command) != 0) {
        char *out = NULL;
        size_t length = 0;
        struct error err = {0};
        char *path = file_join(folder, "out");
        (void)!file_read(path, 4096, &out, &length, &err);
        fail_msg("%s: %s(the package minisign is needed)", command, out != NULL ? out : "");
    }
}

static bool signed_by(const char *folder, const char *minisig, const struct sign_key *key,
                      struct str *out, struct error *err)
{
    char *path = file_join(folder, minisig);
    char *bytes = NULL;
    size_t length = 0;
    size_t by = 99;
    assert_true(file_read(path, SIGNATURE_FILE_LIMIT, &bytes, &length, err));
    const struct signed_bytes what = {content, sizeof content - 1, bytes, length};
    bool does = signature_check(&what, key, 1, &by, out, err);
    free(bytes);
    free(path);
    return does;
}

static void what_minisign_signs_holds(void **state)
{
    (void)state;
    struct sign_key key;
    struct str found = {0};
    struct error err = {0};
    char *folder = test_folder_make();
    free(test_file(folder, "manifest", content));
    must_run(folder, "minisign -G -W -p a.pub -s a.key");
    must_run(folder, "minisign -Sm manifest -s a.key -x one.minisig");
    must_run(folder, "minisign -SHm manifest -s a.key -x two.minisig -t '宣传内容，第一期'");
    must_run(folder, "minisign -Slm manifest -s a.key -x legacy.minisig");
    char *path = file_join(folder, "a.pub");
    assert_true(sign_key_load(path, &key, &err));
    assert_true(signed_by(folder, "one.minisig", &key, NULL, &err));
    assert_true(signed_by(folder, "two.minisig", &key, &found, &err));
    assert_string_equal(str_text(&found), "宣传内容，第一期");
    assert_false(signed_by(folder, "legacy.minisig", &key, NULL, &err));
    assert_non_null(strstr(err.text, "is a legacy signature"));
    str_fini(&found);
    free(path);
    test_folder_remove(folder);
}

// So that the parcels of all other tests are such as the tool makes.
static void minisign_believes_what_the_tests_sign(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    char *minisig = signer_sign(&author, content, sizeof content - 1, "宣传内容", false);
    struct str line = {0};
    sign_key_print(&author.public, &line);
    free(test_file(folder, "manifest", content));
    free(test_file(folder, "manifest.minisig", minisig));
    char *command = mem_format("minisign -Vm manifest -P %s", line.text);
    must_run(folder, command);
    free(test_file(folder, "manifest", "另外的内容"));
    assert_int_not_equal(run(folder, command), 0);
    free(command);
    str_fini(&line);
    free(minisig);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signature_holds_and_its_comment_is_told),
        cmocka_unit_test(a_signature_has_four_lines_and_each_is_as_it_is),
        cmocka_unit_test(base64_has_one_form),
        cmocka_unit_test(only_hashed_signatures_by_known_keys_hold),
        cmocka_unit_test(comments_and_signatures_have_a_longest),
        cmocka_unit_test(keys_are_read_from_their_file_and_alone),
        cmocka_unit_test(a_key_is_called_as_minisign_calls_it),
        cmocka_unit_test(keys_are_loaded_with_the_name_of_their_file),
        cmocka_unit_test(what_minisign_signs_holds),
        cmocka_unit_test(minisign_believes_what_the_tests_sign),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
