// Pictures made small: nothing of them is left out.
#include "screen/frame.h"
#include "screen/shrink.h"
#include "support/test.h"

#include <SDL.h>

static uint32_t at(const SDL_Surface *frame, int x, int y)
{
    const char *row = (const char *)frame->pixels + (ptrdiff_t)y * frame->pitch;
    return ((const uint32_t *)(const void *)row)[x] & 0xFFFFFF;
}

static SDL_Surface *shrunk(SDL_Surface *from, int w, int h)
{
    SDL_Surface *into = frame_new((struct size){w, h});
    frame_shrink(from, into, (struct rect){0, 0, w, h});
    return into;
}

static void a_pixel_is_the_mean_of_what_it_stands_for(void **state)
{
    (void)state;
    SDL_Surface *from = frame_new((struct size){6, 4});
    frame_fill_rect(from, (struct rect){0, 0, 3, 1}, (struct colour){200, 100, 40, 255});
    frame_fill_rect(from, (struct rect){4, 2, 1, 1}, (struct colour){255, 0, 60, 255});
    SDL_Surface *into = shrunk(from, 2, 2); // three columns and two rows each
    assert_int_equal(at(into, 0, 0), 0x643214);
    assert_int_equal(at(into, 1, 0), 0);
    assert_int_equal(at(into, 0, 1), 0);
    assert_int_equal(at(into, 1, 1), 0x2B000A); // a sixth, rounded
    frame_free(into);
    frame_free(from);
}

static void pixels_that_are_cut_count_by_their_parts(void **state)
{
    (void)state;
    SDL_Surface *from = frame_new((struct size){5, 1});
    frame_fill_rect(from, (struct rect){2, 0, 1, 1}, (struct colour){250, 250, 250, 255});
    SDL_Surface *into = shrunk(from, 2, 1); // two and a half columns each
    assert_int_equal(at(into, 0, 0), 0x323232);
    assert_int_equal(at(into, 1, 0), 0x323232);
    frame_free(into);
    frame_free(from);
}

static void a_hairline_does_not_get_lost(void **state)
{
    (void)state;
    for (int x = 0; x < 96; x++) {
        SDL_Surface *from = frame_new((struct size){96, 8});
        frame_fill_rect(from, (struct rect){x, 0, 1, 8}, (struct colour){255, 255, 255, 255});
        SDL_Surface *into = shrunk(from, 7, 3);
        int sum = 0;
        for (int i = 0; i < 7; i++) {
            sum += (int)(at(into, i, 1) & 0xFF);
        }
        assert_in_range(sum, 18, 19); // 255 · 7 / 96 = 18.6
        frame_free(into);
        frame_free(from);
    }
}

static void only_the_place_is_painted(void **state)
{
    (void)state;
    SDL_Surface *from = frame_new((struct size){40, 30});
    frame_fill(from, (struct colour){255, 255, 255, 255});
    SDL_Surface *into = frame_new((struct size){20, 20});
    frame_shrink(from, into, (struct rect){3, 5, 8, 6});
    for (int y = 0; y < 20; y++) {
        for (int x = 0; x < 20; x++) {
            bool is_inside = x >= 3 && x < 11 && y >= 5 && y < 11;
            assert_int_equal(at(into, x, y), is_inside ? 0xFFFFFF : 0);
        }
    }
    frame_free(into);
    frame_free(from);
}

static void what_has_the_size_already_stays_as_it_is(void **state)
{
    (void)state;
    SDL_Surface *from = frame_new((struct size){9, 7});
    for (int i = 0; i < 63; i++) {
        ((uint32_t *)from->pixels)[i / 9 * (from->pitch / 4) + i % 9] =
            (uint32_t)i * 40503 & 0xFFFFFF;
    }
    SDL_Surface *into = shrunk(from, 9, 7);
    assert_true(frame_hash(into) == frame_hash(from));
    frame_free(into);
    into = shrunk(from, 18, 14); // and what is too small is scaled
    assert_true(at(into, 17, 13) != 0);
    frame_free(into);
    frame_free(from);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pixel_is_the_mean_of_what_it_stands_for),
        cmocka_unit_test(pixels_that_are_cut_count_by_their_parts),
        cmocka_unit_test(a_hairline_does_not_get_lost),
        cmocka_unit_test(only_the_place_is_painted),
        cmocka_unit_test(what_has_the_size_already_stays_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
