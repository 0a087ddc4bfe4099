// The arithmetic of one pixel.
#include "support/test.h"
#include "text/blend.h"

static void full_cover_is_the_colour_and_none_changes_nothing(void **state)
{
    (void)state;
    struct colour red = {255, 0, 0, 255};
    assert_int_equal(blend_pixel(0xFF102030u, true, red, 255), 0xFFFF0000u);
    assert_int_equal(blend_pixel(0x00102030u, false, red, 255), 0x00FF0000u);
    assert_int_equal(blend_pixel(0x80102030u, true, red, 0), 0x80102030u);
}

static void on_a_clear_pixel_the_colour_keeps_its_strength(void **state)
{
    (void)state;
    // Not darkened by the black that lies beneath alpha 0.
    assert_int_equal(blend_pixel(0x00000000u, true, (struct colour){200, 100, 50, 255}, 77),
                     77u << 24 | 200u << 16 | 100u << 8 | 50u);
}

static void half_over_half_is_three_quarters(void **state)
{
    (void)state;
    uint32_t got = blend_pixel(0x80FFFFFFu, true, (struct colour){0, 0, 0, 255}, 128);
    assert_in_range(got >> 24, 191, 193);
    assert_in_range(got & 0xFF, 84, 86); // white counts a third
}

static void no_channel_ever_overflows(void **state)
{
    (void)state;
    for (unsigned cover = 0; cover < 256; cover++) {
        for (unsigned alpha = 0; alpha < 256; alpha += 5) {
            struct colour white = {255, 255, 255, 255};
            assert_int_equal(blend_pixel(alpha << 24 | 0xFFFFFFu, true, white, (uint8_t)cover) &
                                 0xFFFFFFu,
                             0xFFFFFFu);
        }
        assert_int_equal(
            blend_pixel(0xFF7F7F7Fu, false, (struct colour){127, 127, 127, 255}, (uint8_t)cover) &
                0xFEFEFEu,
            0x7E7E7Eu);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_cover_is_the_colour_and_none_changes_nothing),
        cmocka_unit_test(on_a_clear_pixel_the_colour_keeps_its_strength),
        cmocka_unit_test(half_over_half_is_three_quarters),
        cmocka_unit_test(no_channel_ever_overflows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
