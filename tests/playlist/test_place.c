// Where zones land on a canvas.
#include "support/test.h"

#include "playlist/playlist.h"

static struct zone zone_at(double x, double w, bool is_percent)
{
    return (struct zone){
        .x = {x, is_percent}, .w = {w, is_percent}, .y = {0, false}, .h = {100, true}};
}

static void pixels_and_percent_give_whole_rectangles(void **state)
{
    (void)state;
    static const struct {
        struct extent x, w;
        int from, length;
    } cases[] = {
        {{0, false}, {100, true}, 0, 1024},    {{50, true}, {50, true}, 512, 512},
        {{10, false}, {20, false}, 10, 20},    {{1000, false}, {100, false}, 1000, 24},
        {{900, false}, {100, true}, 900, 124}, {{2000, false}, {10, false}, 1023, 1},
        {{0, false}, {0.01, true}, 0, 1},      {{99.99, true}, {1, true}, 1023, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct zone zone = {.x = cases[i].x, .w = cases[i].w, .h = {100, true}};
        struct rect place = zone_place(&zone, (struct size){1024, 128});
        assert_int_equal(place.x, cases[i].from);
        assert_int_equal(place.w, cases[i].length);
        assert_int_equal(place.y, 0);
        assert_int_equal(place.h, 128);
    }
}

static void zones_that_meet_in_percent_meet_in_pixels(void **state)
{
    (void)state;
    for (int width = 1; width <= 700; width++) {
        for (int cut = 1; cut < 100; cut++) {
            struct zone left = zone_at(0, cut, true);
            struct zone right = zone_at(cut, 100 - cut, true);
            struct rect a = zone_place(&left, (struct size){width, 8});
            struct rect b = zone_place(&right, (struct size){width, 8});
            struct rect all = {0, 0, width, 8};
            assert_true(rect_holds(all, a) && rect_holds(all, b));
            assert_true(a.w >= 1 && b.w >= 1);
            assert_int_equal(b.x + b.w, width);
            // On a canvas too small for the smaller part, both get a pixel and may share it.
            assert_true(a.x + a.w == b.x || width * cut < 100 || width * (100 - cut) < 100);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pixels_and_percent_give_whole_rectangles),
        cmocka_unit_test(zones_that_meet_in_percent_meet_in_pixels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
