// Playlists that were damaged at random: no crash, nothing unusable without a finding, and every
// finding points into the file and can be printed. The numbers are repeatable.
#include "support/test.h"

#include "base/file.h"
#include "base/utf8.h"
#include "playlist/playlist.h"

static char *sample;
static size_t sample_length;

static int load_sample(void **state)
{
    (void)state;
    struct error err = {0};
    return file_read(XIAOLABA_SOURCE_DIR "/playlists/sample.cfg", 1 << 20, &sample, &sample_length,
                     &err)
               ? 0
               : -1;
}

static int free_sample(void **state)
{
    (void)state;
    free(sample);
    return 0;
}

// Marsaglia's xorshift.
static uint32_t next_number(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void check(const char *bytes, size_t length)
{
    // A block of exactly that size, so that one byte too far is seen.
    char *exact = malloc(length + (length == 0));
    memcpy(exact, bytes, length);
    int lines = 1;
    for (size_t i = 0; i < length; i++) {
        lines += bytes[i] == '\n';
    }
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_parse("f.cfg", exact, length, &troubles);
    free(exact);
    assert_int_equal(playlist != NULL, troubles_errors(&troubles) == 0);
    for (size_t i = 0; i < troubles.count; i++) {
        const struct trouble *trouble = &troubles.items[i];
        assert_in_range(trouble->line, 0, lines);
        assert_true(trouble->sentence[0] != '\0');
    }
    struct str out = {0};
    troubles_print(&troubles, &out);
    assert_int_equal(utf8_valid_length(str_text(&out), out.length), out.length);
    str_fini(&out);
    troubles_fini(&troubles);
    playlist_free(playlist);
}

static void a_sample_with_random_bytes_changed_is_read_or_refused(void **state)
{
    (void)state;
    static const char spice[] = "\"{}()[];,=:#@/*\\\n0-x\xEF\xE2\x80\x00";
    uint32_t seed = 20260;
    char *copy = malloc(sample_length);
    for (int round = 0; round < 400; round++) {
        memcpy(copy, sample, sample_length);
        uint32_t changes = 1 + next_number(&seed) % 4;
        for (uint32_t i = 0; i < changes; i++) {
            copy[next_number(&seed) % sample_length] =
                spice[next_number(&seed) % (sizeof spice - 1)];
        }
        check(copy, sample_length);
    }
    free(copy);
}

static void a_sample_with_a_part_cut_out_is_read_or_refused(void **state)
{
    (void)state;
    uint32_t seed = 96110;
    char *copy = malloc(sample_length);
    for (int round = 0; round < 300; round++) {
        size_t from = next_number(&seed) % sample_length;
        size_t cut = next_number(&seed) % (sample_length - from);
        cut = round % 2 == 0 ? cut : cut % 16;
        memcpy(copy, sample, from);
        memcpy(copy + from, sample + from + cut, sample_length - from - cut);
        check(copy, sample_length - cut);
    }
    free(copy);
}

static void a_sample_that_breaks_off_is_read_or_refused(void **state)
{
    (void)state;
    for (size_t length = 0; length < sample_length; length += 17) {
        check(sample, length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sample_with_random_bytes_changed_is_read_or_refused),
        cmocka_unit_test(a_sample_with_a_part_cut_out_is_read_or_refused),
        cmocka_unit_test(a_sample_that_breaks_off_is_read_or_refused),
    };
    return cmocka_run_group_tests(tests, load_sample, free_sample);
}
