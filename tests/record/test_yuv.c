// Colours of the screen in those of films, against the formulas of BT.709 in real numbers.
#include "record/yuv.h"

#include "base/mem.h"
#include "screen/frame.h"
#include "support/random.h"
#include "support/test.h"

#include <math.h>
#include <SDL.h>

struct planes {
    struct yuv yuv;
    uint8_t *bytes;
    size_t length;
};

static struct planes planes_new(int w, int h, int fill)
{
    struct planes self = {.length = (size_t)(w * h + w * h / 2)};
    self.bytes = mem_zeroed(self.length, 1);
    memset(self.bytes, fill, self.length);
    self.yuv = (struct yuv){.y = self.bytes,
                            .u = self.bytes + w * h,
                            .v = self.bytes + w * h + w * h / 4,
                            .y_pitch = w,
                            .u_pitch = w / 2,
                            .v_pitch = w / 2,
                            .size = {w, h}};
    return self;
}

static SDL_Surface *noise(int w, int h, uint64_t seed)
{
    SDL_Surface *picture = frame_new((struct size){w, h});
    for (int y = 0; y < h; y++) {
        uint32_t *row = (uint32_t *)(void *)((uint8_t *)picture->pixels + y * picture->pitch);
        for (int x = 0; x < w; x++) {
            row[x] = (uint32_t)random_next(&seed); // the unused byte as well
        }
    }
    return picture;
}

// Source: ITU-R BT.709-6, items 3.2 and 3.4, 8 bits.
static void want_of(uint32_t rgb, double want[3])
{
    double r = (rgb >> 16 & 0xFF) / 255.0, g = (rgb >> 8 & 0xFF) / 255.0, b = (rgb & 0xFF) / 255.0;
    double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    want[0] = 16 + 219 * y;
    want[1] = 128 + 224 * (b - y) / 1.8556;
    want[2] = 128 + 224 * (r - y) / 1.5748;
}

static void every_colour_is_the_nearest_that_bt709_has(void **state)
{
    (void)state;
    struct planes planes = planes_new(2, 2, 0);
    SDL_Surface *picture = frame_new((struct size){2, 2});
    for (uint32_t rgb = 0; rgb <= 0xFFFFFF; rgb += rgb % 0x10101 == 0 ? 1 : 251) {
        SDL_FillRect(picture, NULL, rgb);
        yuv_convert(&planes.yuv, picture, (struct rect){0, 0, 2, 2});
        const int got[3] = {planes.yuv.y[3], planes.yuv.u[0], planes.yuv.v[0]};
        double want[3];
        want_of(rgb, want);
        for (int i = 0; i < 3; i++) { // half for rounding
            if (fabs(got[i] - want[i]) > 0.52) {
                fail_msg("%06X: %d, not %.2f", rgb, got[i], want[i]);
            }
        }
    }
    SDL_FillRect(picture, NULL, 0xFFFFFF);
    yuv_convert(&planes.yuv, picture, (struct rect){0, 0, 2, 2});
    assert_int_equal(planes.yuv.y[0], 235);
    assert_int_equal(planes.yuv.u[0], 128);
    assert_int_equal(planes.yuv.v[0], 128);
    frame_free(picture);
    free(planes.bytes);
}

static void a_part_comes_out_as_it_does_in_the_whole_and_the_rest_stays(void **state)
{
    (void)state;
    enum { W = 166, H = 38 };
    SDL_Surface *before = noise(W - 1, H - 1, 1), *after = noise(W - 1, H - 1, 1);
    SDL_Surface *other = noise(W - 1, H - 1, 2);
    struct planes part = planes_new(W, H, 7), whole = planes_new(W, H, 9);
    const struct rect everything = {0, 0, W, H};
    uint64_t seed = 3;
    yuv_convert(&part.yuv, before, everything);
    for (int i = 0; i < 200; i++) {
        struct rect changed = {(int)random_below(&seed, W + 8) - 4,
                               (int)random_below(&seed, H + 8) - 4, (int)random_below(&seed, 90),
                               (int)random_below(&seed, 12)};
        SDL_Rect rect = {changed.x, changed.y, changed.w, changed.h}, same = rect;
        SDL_BlitSurface(other, &rect, after, &same);
        yuv_convert(&part.yuv, after, changed);
        yuv_convert(&whole.yuv, after, everything);
        assert_memory_equal(part.bytes, whole.bytes, part.length);
        if (i % 20 == 19) {
            frame_free(other);
            other = noise(W - 1, H - 1, (uint64_t)i + 10);
        }
    }
    // nothing is looked at beyond a block that was touched
    SDL_FillRect(after, NULL, 0xFFFFFF);
    yuv_convert(&part.yuv, after, (struct rect){3, 5, 1, 1});
    for (int y = 0; y < H; y++) {
        for (int x = 0; x < W; x++) {
            bool is_in = x >= 2 && x < 4 && y >= 4 && y < 6;
            uint8_t want = is_in ? 235 : whole.yuv.y[y * W + x];
            assert_int_equal(part.yuv.y[y * W + x], want);
        }
    }
    free(part.bytes);
    free(whole.bytes);
    frame_free(before);
    frame_free(after);
    frame_free(other);
}

static void an_odd_picture_has_its_edge_repeated(void **state)
{
    (void)state;
    SDL_Surface *picture = frame_new((struct size){3, 3});
    frame_fill(picture, (struct colour){0, 0, 0, 255});
    frame_fill_rect(picture, (struct rect){2, 0, 1, 3}, (struct colour){255, 255, 255, 255});
    struct planes planes = planes_new(4, 4, 7);
    yuv_convert(&planes.yuv, picture, (struct rect){2, 0, 1, 3});
    yuv_convert(&planes.yuv, picture, (struct rect){0, 0, 2, 3});
    for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 4; x++) {
            assert_int_equal(planes.yuv.y[y * 4 + x], x < 2 ? 16 : 235);
        }
    }
    free(planes.bytes);
    frame_free(picture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_colour_is_the_nearest_that_bt709_has),
        cmocka_unit_test(a_part_comes_out_as_it_does_in_the_whole_and_the_rest_stays),
        cmocka_unit_test(an_odd_picture_has_its_edge_repeated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
