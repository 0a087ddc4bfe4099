// Whole files: read with a limit, replaced in one step; paths.
#include "base/file.h"
#include "support/test.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static int set_up(void **state)
{
    (void)state;
    folder = test_folder_make();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_folder_remove(folder);
    return 0;
}

static int files_in(const char *path)
{
    int count = 0;
    DIR *listing = opendir(path);
    assert_non_null(listing);
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    closedir(listing);
    return count;
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    static const char bytes[] = "诈\0骗\n\xFF";
    char *path = file_join(folder, "bytes");
    struct error err = {0};
    assert_true(file_write(path, bytes, sizeof bytes, &err));
    char *back = NULL;
    size_t length = 0;
    assert_true(file_read(path, sizeof bytes, &back, &length, &err));
    assert_int_equal(length, sizeof bytes);
    assert_memory_equal(back, bytes, sizeof bytes);
    assert_int_equal(back[length], '\0');
    free(back);
    free(path);
}

static void a_file_is_replaced_and_nothing_is_left_beside_it(void **state)
{
    (void)state;
    char *path = file_join(folder, "state");
    struct error err = {0};
    assert_true(file_write(path, "a longer first text", 19, &err));
    assert_true(file_write(path, "second", 6, &err));
    char *back = NULL;
    size_t length = 0;
    assert_true(file_read(path, 100, &back, &length, &err));
    assert_string_equal(back, "second");
    assert_int_equal(files_in(folder), 1);
    free(back);
    free(path);
}

static void a_file_that_cannot_be_replaced_stays(void **state)
{
    (void)state;
    char *path = file_join(folder, "taken");
    assert_int_equal(mkdir(path, 0755), 0);
    struct error err = {0};
    assert_false(file_write(path, "text", 4, &err));
    assert_int_equal(err.code, ERROR_FULL);
    assert_non_null(strstr(err.text, path));
    assert_int_equal(files_in(folder), 1); // the temporary file is gone
    free(path);
    path = file_join(folder, "no/such/folder");
    assert_false(file_write(path, "text", 4, &err));
    free(path);
}

static void refused(const char *path, size_t limit, const char *wanted)
{
    char *back = (char *)1;
    size_t length = 77;
    struct error err = {0};
    assert_false(file_read(path, limit, &back, &length, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_non_null(strstr(err.text, path));
    assert_non_null(strstr(err.text, wanted));
    assert_ptr_equal(back, (char *)1);
    assert_int_equal(length, 77);
}

static void what_is_no_file_or_too_large_is_refused(void **state)
{
    (void)state;
    char *path = test_file(folder, "ten", "0123456789");
    refused(path, 9, "larger than 9 bytes");
    free(path);
    path = file_join(folder, "missing");
    refused(path, 9, "No such file");
    free(path);
    refused(folder, 9, "is not a file");
    path = file_join(folder, "pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    refused(path, 9, "is not a file"); // and does not wait for a writer
    free(path);
    refused("/dev/zero", 9, "is not a file");
}

static void folders_and_names_are_joined(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder;
    } folders[] = {{"a/b/c.cfg", "a/b"}, {"c.cfg", "."}, {"/c.cfg", "/"}, {"/a/c", "/a"}};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        char *got = file_folder(folders[i].path);
        assert_string_equal(got, folders[i].folder);
        free(got);
    }
    static const struct {
        const char *folder, *name, *want;
    } joined[] = {
        {"a/b", "c", "a/b/c"}, {".", "c", "c"}, {"a", "/c", "/c"}, {"a", "../c", "a/../c"}};
    for (size_t i = 0; i < sizeof joined / sizeof joined[0]; i++) {
        char *got = file_join(joined[i].folder, joined[i].name);
        assert_string_equal(got, joined[i].want);
        free(got);
    }
}

static void folders_are_made_with_those_above_them(void **state)
{
    (void)state;
    char *deep = file_join(folder, "a/b/c");
    struct error err = {0};
    assert_false(file_exists(deep));
    assert_true(file_make_folders(deep, &err));
    assert_true(file_exists(deep));
    assert_true(file_is_folder(deep));
    assert_true(file_make_folders(deep, &err)); // again is fine
    free(deep);
    char *file = test_file(folder, "file", "x");
    assert_false(file_is_folder(file));
    char *below = file_join(file, "d");
    assert_false(file_is_folder(below));
    assert_false(file_make_folders(below, &err));
    assert_int_equal(err.code, ERROR_FULL);
    free(below);
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_is_replaced_and_nothing_is_left_beside_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_cannot_be_replaced_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_file_or_too_large_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_and_names_are_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_are_made_with_those_above_them, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
