// Cutting, scaling and turning, as numbers.
#include "support/test.h"

#include "decode/shape.h"

static void turning_moves_every_pixel_to_its_place(void **state)
{
    (void)state;
    // a b c      what EXIF's Orientation says must be done to see it upright
    // d e f
    static const uint32_t stored[] = {'a', 'b', 'c', 'd', 'e', 'f'};
    static const char *const upright[] = {"abcdef", "cbafed", "fedcba", "defabc",
                                          "adbecf", "daebfc", "fcebda", "cfbead"};
    for (int turn = TURN_NONE; turn <= TURN_LEFT; turn++) {
        uint32_t out[6] = {0};
        int width = turn_swaps((enum turn)turn) ? 2 : 3;
        turn_pixels((enum turn)turn, (struct size){3, 2}, stored, 3, out, width);
        for (int i = 0; i < 6; i++) {
            assert_int_equal(out[i], upright[turn - 1][i]);
        }
    }
}

static void a_large_picture_is_turned_beyond_one_block(void **state)
{
    (void)state;
    enum { W = 67, H = 41 };
    uint32_t *stored = calloc(W * H, sizeof *stored);
    uint32_t *out = calloc(W * H, sizeof *out);
    for (uint32_t i = 0; i < W * H; i++) {
        stored[i] = i;
    }
    turn_pixels(TURN_RIGHT, (struct size){W, H}, stored, W, out, H);
    for (int y = 0; y < H; y++) {
        for (int x = 0; x < W; x++) {
            assert_int_equal(out[x * H + (H - 1 - y)], stored[y * W + x]);
        }
    }
    free(out);
    free(stored);
}

static void a_phones_matrix_is_understood(void **state)
{
    (void)state;
    const int32_t one = 1 << 16;
    const int32_t upright[9] = {one, 0, 0, 0, one, 0, 0, 0, 1 << 30};
    const int32_t held_upright[9] = {0, one, 0, -one, 0, 0, 0, 0, 1 << 30};
    const int32_t upside_down[9] = {-one, 0, 0, 0, -one, 0, 0, 0, 1 << 30};
    const int32_t other_side[9] = {0, -one, 0, one, 0, 0, 0, 0, 1 << 30};
    const int32_t selfie[9] = {-one, 0, 0, 0, one, 0, 0, 0, 1 << 30};
    const int32_t absurd[9] = {INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN};
    assert_int_equal(turn_from_matrix(NULL), TURN_NONE);
    assert_int_equal(turn_from_matrix(upright), TURN_NONE);
    assert_int_equal(turn_from_matrix(held_upright), TURN_RIGHT);
    assert_int_equal(turn_from_matrix(upside_down), TURN_180);
    assert_int_equal(turn_from_matrix(other_side), TURN_LEFT);
    assert_int_equal(turn_from_matrix(selfie), TURN_MIRROR);
    assert_in_range(turn_from_matrix(absurd), TURN_NONE, TURN_LEFT);
}

static void whatever_the_shape_the_result_fits_the_box_and_the_crop_the_picture(void **state)
{
    (void)state;
    static const int sizes[] = {1, 2, 3, 64, 1079, 1920, 8192, 16384};
    static const int aspects[] = {0, 1, 2, 15, 64, 1 << 30};
    enum { SIZES = 8, ASPECTS = 6 };
    for (int n = 0; n < SIZES * SIZES * SIZES * ASPECTS * ASPECTS; n++) {
        struct size stored = {sizes[n % SIZES], sizes[n / SIZES % SIZES]};
        struct size box = {sizes[n / SIZES / SIZES % SIZES], sizes[(n + 3) % SIZES]};
        int num = aspects[n / 512 % ASPECTS];
        int den = aspects[n / 512 / ASPECTS];
        enum turn turn = (enum turn)(n % 8 + 1);
        enum fit fit = (enum fit)(n % 3 + 1);
        struct shape shape = shape_make(stored, num, den, turn, box, fit);
        assert_in_range(shape.shown.w, 1, box.w);
        assert_in_range(shape.shown.h, 1, box.h);
        assert_true(rect_holds((struct rect){0, 0, stored.w, stored.h}, shape.crop));
        assert_false(rect_is_empty(shape.crop));
        assert_int_equal(shape.crop.x % 2 + shape.crop.y % 2, 0);
        if (fit != FIT_CONTAIN) {
            assert_int_equal(shape.shown.w, box.w);
            assert_int_equal(shape.shown.h, box.h);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turning_moves_every_pixel_to_its_place),
        cmocka_unit_test(a_large_picture_is_turned_beyond_one_block),
        cmocka_unit_test(a_phones_matrix_is_understood),
        cmocka_unit_test(whatever_the_shape_the_result_fits_the_box_and_the_crop_the_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
