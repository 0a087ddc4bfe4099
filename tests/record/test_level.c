// What levels allow. The sizes are those that the tables of the standards give as examples.
#include "record/level.h"
#include "support/test.h"

static void sizes_that_a_level_is_made_for_keep_to_it(void **state)
{
    (void)state;
    static const struct {
        enum codec codec;
        int level;
        struct size size;
        int rate_mhz;
        const char *said; // NULL: fine
    } table[] = {
        {CODEC_H264, 10, {176, 144}, 15000, NULL},
        {CODEC_H264, 10, {176, 144}, 16000, "needs level 1.1"},
        {CODEC_H264, 30, {720, 576}, 25000, NULL},
        {CODEC_H264, 31, {1280, 720}, 30000, NULL},
        {CODEC_H264, 31, {1280, 720}, 60000, "needs level 3.2"},
        {CODEC_H264, 40, {1920, 1080}, 30000, NULL},
        {CODEC_H264, 40, {1080, 1920}, 30000, NULL},
        {CODEC_H264,
         40,
         {1920, 1080},
         60000,
         "1920 × 1080 at 60 frames a second is beyond level "
         "4.0 of H.264 and needs level 4.2"},
        {CODEC_H264, 42, {1920, 1080}, 60000, NULL},
        {CODEC_H264, 40, {4096, 64}, 30000, NULL},
        {CODEC_H264, 40, {4112, 64}, 30000, "needs level 4.2"}, // 257² blocks are above 8 × 8192
        {CODEC_H264, 51, {3840, 2160}, 30000, NULL},
        {CODEC_H264, 51, {3840, 2160}, 60000, "needs level 5.2"},
        {CODEC_H264, 62, {16384, 16384}, 60000, "beyond every level of H.264"},
        {CODEC_H264, 43, {64, 64}, 30000, "H.264 has no level 4.3"},
        {CODEC_HEVC, 41, {1920, 1080}, 60000, NULL},
        {CODEC_HEVC, 40, {1920, 1080}, 60000, "of HEVC and needs level 4.1"},
        {CODEC_HEVC, 51, {3840, 2160}, 60000, NULL},
        {CODEC_VP9, 40, {64, 64}, 30000, "H.264 and HEVC only"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct error err = {0};
        bool is_fine =
            level_check(table[i].codec, table[i].level, table[i].size, table[i].rate_mhz, &err);
        if (is_fine != (table[i].said == NULL) ||
            (!is_fine && strstr(err.text, table[i].said) == NULL)) {
            fail_msg("row %zu: “%s”", i, err.text);
        }
    }
}

static void decoders_of_a_level_keep_so_many_pictures(void **state)
{
    (void)state;
    assert_int_equal(level_references(40, (struct size){1920, 1080}), 4);
    assert_int_equal(level_references(31, (struct size){1280, 720}), 5);
    assert_int_equal(level_references(51, (struct size){64, 64}), 16);
    assert_int_equal(level_bit_s(CODEC_H264, 40), 20000000);
    assert_int_equal(level_bit_s(CODEC_HEVC, 41), 20000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_that_a_level_is_made_for_keep_to_it),
        cmocka_unit_test(decoders_of_a_level_keep_so_many_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
