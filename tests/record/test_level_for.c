// Which level holds what.
#include "record/level.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

// Levels whose limits are known by heart from what televisions and cameras declare.
static void the_lowest_level_that_suffices_is_found(void **state)
{
    (void)state;
    static const struct {
        struct size size;
        int rate_mhz;
        int64_t bit_s;
        int level;
    } rows[] = {
        {{176, 144}, 15000, 0, 10},
        {{352, 288}, 30000, 0, 13},
        {{720, 576}, 25000, 0, 30},
        {{1280, 720}, 30000, 0, 31},
        {{720, 1280}, 30000, 0, 31},
        {{1280, 720}, 60000, 0, 32},
        {{1920, 1080}, 30000, 0, 40},
        {{1920, 1080}, 60000, 0, 42},
        {{3840, 2160}, 30000, 0, 51},
        {{3840, 2160}, 60000, 0, 52},
        {{7680, 4320}, 60000, 0, 61},
        {{1280, 720}, 30001, 0, 32},
        {{1920, 1080}, 30000, 21000000, 41},
        {{128, 32}, 30000, 12000000, 31},
        // A strip is within 3600 blocks, but the longest side of level 3.1 is 169 of them.
        {{2704, 128}, 30000, 0, 31},
        {{2720, 128}, 30000, 0, 32},
        {{16384, 16384}, 1000, 0, 0},
        {{16384, 4}, 1000, 0, 60},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(level_for(CODEC_H264, rows[i].size, rows[i].rate_mhz, rows[i].bit_s),
                         rows[i].level);
    }
    assert_int_equal(level_most_mhz(CODEC_H264, 40, (struct size){1920, 1080}), 30117);
    assert_int_equal(level_most_mhz(CODEC_H264, 31, (struct size){1920, 1080}), 0);
}

static void a_level_that_is_found_passes_and_the_one_below_does_not(void **state)
{
    (void)state;
    static const enum codec codecs[] = {CODEC_H264, CODEC_HEVC};
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++) {
        for (int w = 64; w <= 4096; w += 336) {
            struct size size = {w, w * 9 / 16};
            int level = level_for(codecs[i], size, 30000, 0);
            int most_mhz = level_most_mhz(codecs[i], level, size);
            assert_true(most_mhz >= 30000);
            assert_true(level_check(codecs[i], level, size, most_mhz, NULL));
            assert_false(level_check(codecs[i], level, size, most_mhz + 1, NULL));
        }
    }
    assert_int_equal(level_for(CODEC_HEVC, (struct size){1920, 1080}, 30000, 0), 40);
    assert_int_equal(level_for(CODEC_HEVC, (struct size){3840, 2160}, 60000, 0), 51);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lowest_level_that_suffices_is_found),
        cmocka_unit_test(a_level_that_is_found_passes_and_the_one_below_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
