// SHA-256 of bytes and files, against known digests.
#include "base/mem.h"
#include "bundle/hash.h"
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

// Source: FIPS 180-4's examples (csrc.nist.gov, "Cryptographic Standards and Guidelines, Example
// Values").
static const struct {
    const char *text, *sha256;
} known[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static int interruptions;

ssize_t __real_read(int fd, void *into, size_t size);
ssize_t __wrap_read(int fd, void *into, size_t size);
ssize_t __wrap_read(int fd, void *into, size_t size)
{
    if (interruptions > 0) {
        interruptions--;
        errno = EINTR;
        return -1;
    }
    return __real_read(fd, into, size);
}

static int open_text(const char *folder, const char *text)
{
    char *path = test_file(folder, "file", text);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    free(path);
    return fd;
}

static void known_texts_have_known_digests(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        char found[65];
        struct error err = {0};
        hash_bytes(known[i].text, strlen(known[i].text), found);
        assert_string_equal(found, known[i].sha256);
        int fd = open_text(folder, known[i].text);
        interruptions = (int)i;
        assert_true(hash_descriptor(fd, (int64_t)strlen(known[i].text), found, &err));
        assert_string_equal(found, known[i].sha256);
        close(fd);
    }
    test_folder_remove(folder);
}

static void a_file_of_another_size_is_another_file(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    for (int64_t size = 0; size < 6; size++) {
        char found[65];
        struct error err = {0};
        int fd = open_text(folder, "abc");
        assert_int_equal(hash_descriptor(fd, size, found, &err), size == 3);
        assert_int_equal(err.code, size == 3 ? 0 : ERROR_MEDIA);
        assert_string_equal(err.text, size < 3   ? "is longer than was signed"
                                      : size > 3 ? "is shorter than was signed"
                                                 : "");
        close(fd);
    }
    test_folder_remove(folder);
}

struct visit {
    size_t bytes;
    int pieces, most;
};

static bool count(void *self, const void *piece, size_t length, struct error *err)
{
    struct visit *visit = self;
    assert_non_null(piece);
    visit->bytes += length;
    return ++visit->pieces < visit->most || error_set(err, ERROR_FULL, "enough");
}

static void whoever_looks_at_the_pieces_sees_all_and_may_end_it(void **state)
{
    (void)state;
    enum { LONG = 2 * 1024 * 1024 + 5 };
    char *folder = test_folder_make();
    char *text = mem_zeroed(LONG + 1, 1);
    memset(text, 'a', LONG);
    char whole[65];
    char found[65];
    struct error err = {0};
    hash_bytes(text, LONG, whole);
    int fd = open_text(folder, text);
    struct visit all = {.most = 100};
    assert_true(hash_file(fd, LONG, count, &all, found, &err));
    assert_string_equal(found, whole);
    assert_int_equal(all.bytes, LONG);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    struct visit one = {.most = 1};
    assert_false(hash_file(fd, LONG, count, &one, found, &err));
    assert_int_equal(one.pieces, 1);
    assert_int_equal(err.code, ERROR_FULL);
    close(fd);
    free(text);
    test_folder_remove(folder);
}

static void what_cannot_be_read_has_no_digest(void **state)
{
    (void)state;
    char found[65] = "as it was";
    struct error err = {0};
    int fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_false(hash_descriptor(fd, 3, found, &err));
    assert_int_equal(err.code, ERROR_MEDIA);
    assert_non_null(strstr(err.text, "cannot be read"));
    assert_string_equal(found, "as it was");
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_texts_have_known_digests),
        cmocka_unit_test(a_file_of_another_size_is_another_file),
        cmocka_unit_test(whoever_looks_at_the_pieces_sees_all_and_may_end_it),
        cmocka_unit_test(what_cannot_be_read_has_no_digest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
