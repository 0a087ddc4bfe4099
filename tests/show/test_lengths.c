// Lengths that outlast the player.
#include "support/test.h"

#include "base/file.h"
#include "show/lengths.h"

#define S INT64_C(1000000)

static struct lengths_key key_of(const char *source, int w, int rate_mhz)
{
    char text[64];
    snprintf(text, sizeof text, "%s", source);
    struct item item = {.kind = ITEM_SLOGAN, .source = text};
    struct lengths_key key;
    lengths_key_of(&item, NULL, (struct size){w, 64}, rate_mhz, &key);
    return key;
}

static void what_was_learned_is_known_at_the_next_start(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    char *path = file_join(folder, "ledger.db.lengths");
    struct lengths_key one = key_of("slogan 甲", 1024, 60000);
    struct lengths_key two = key_of("slogan 乙", 1024, 60000);
    struct lengths *lengths = lengths_open(path);
    assert_true(lengths_find(lengths, &one) == 0);
    lengths_learn(lengths, &one, 7 * S);
    lengths_learn(lengths, &two, 9 * S);
    lengths_learn(lengths, &one, 8 * S); // measured anew
    lengths_close(lengths);
    lengths = lengths_open(path);
    assert_true(lengths_find(lengths, &one) == 8 * S);
    assert_true(lengths_find(lengths, &two) == 9 * S);
    lengths_close(lengths);
    free(path);
    test_folder_remove(folder);
}

static void a_length_is_that_of_one_size_and_rate_and_state_of_a_file(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    char *film = test_file(folder, "film.mp4", "one");
    char source[] = "video file=\"film.mp4\"";
    struct item item = {.kind = ITEM_VIDEO, .source = source, .path = film};
    struct lengths_key before;
    struct lengths_key after;
    lengths_key_of(&item, NULL, (struct size){64, 64}, 60000, &before);
    free(test_file(folder, "film.mp4", "another"));
    lengths_key_of(&item, NULL, (struct size){64, 64}, 60000, &after);
    assert_string_not_equal(before.text, after.text);
    struct lengths_key wide = key_of("a", 128, 60000);
    struct lengths_key narrow = key_of("a", 64, 60000);
    struct lengths_key slow = key_of("a", 64, 50000);
    assert_string_not_equal(wide.text, narrow.text);
    assert_string_not_equal(slow.text, narrow.text);
    free(film);
    test_folder_remove(folder);
}

static void a_file_that_is_broken_in_any_way_knows_nothing(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    char *path = file_join(folder, "lengths");
    struct lengths_key key = key_of("slogan", 64, 60000);
    struct lengths *lengths = lengths_open(path);
    lengths_learn(lengths, &key, 5 * S);
    lengths_close(lengths);
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    assert_true(file_read(path, 4096, &bytes, &length, &err));
    for (size_t cut = 0; cut < length; cut++) { // a power cut leaves any part of it
        char kept = bytes[cut];
        bytes[cut] = '\0';
        free(test_file(folder, "lengths", bytes));
        bytes[cut] = kept;
        lengths = lengths_open(path);
        int64_t found_us = lengths_find(lengths, &key);
        assert_true(found_us == 0 || (found_us == 5 * S && cut == length - 1));
        lengths_close(lengths);
    }
    free(bytes);
    free(path);
    test_folder_remove(folder);
}

static void without_a_place_nothing_is_kept(void **state)
{
    (void)state;
    struct lengths_key key = key_of("slogan", 64, 60000);
    struct lengths *lengths = lengths_open(NULL);
    lengths_learn(lengths, &key, S);
    assert_true(lengths_find(lengths, &key) == S);
    lengths_close(lengths);
    lengths = lengths_open("/no/such/folder/lengths");
    lengths_learn(lengths, &key, S);
    lengths_close(lengths);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_learned_is_known_at_the_next_start),
        cmocka_unit_test(a_length_is_that_of_one_size_and_rate_and_state_of_a_file),
        cmocka_unit_test(a_file_that_is_broken_in_any_way_knows_nothing),
        cmocka_unit_test(without_a_place_nothing_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
