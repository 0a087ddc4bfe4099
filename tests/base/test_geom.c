// Rectangles: a few by hand, and what holds for any.
#include "base/geom.h"
#include "support/test.h"

static uint32_t seed = 88675123u;
static int any(int lowest, int highest)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return lowest + (int)(seed % (uint32_t)(highest - lowest + 1));
}

static struct rect any_rect(void)
{
    return (struct rect){any(-20, 20), any(-20, 20), any(-1, 20), any(-1, 20)};
}

static bool is_in(struct rect r, int x, int y)
{
    return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}

static void assert_rect(struct rect got, int x, int y, int w, int h)
{
    assert_int_equal(got.x, x);
    assert_int_equal(got.y, y);
    assert_int_equal(got.w, w);
    assert_int_equal(got.h, h);
}

static void an_intersection_holds_exactly_the_pixels_of_both(void **state)
{
    (void)state;
    for (int round = 0; round < 500; round++) {
        struct rect a = any_rect();
        struct rect b = any_rect();
        struct rect both = rect_intersect(a, b);
        for (int y = -21; y < 42; y++) {
            for (int x = -21; x < 42; x++) {
                assert_true(is_in(both, x, y) == (is_in(a, x, y) && is_in(b, x, y)));
            }
        }
    }
}

static void a_union_is_the_smallest_that_holds_both(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct rect a = any_rect();
        struct rect b = any_rect();
        struct rect both = rect_union(a, b);
        if (rect_is_empty(a) || rect_is_empty(b)) {
            struct rect other = rect_is_empty(a) ? b : a;
            assert_rect(both, other.x, other.y, other.w, other.h);
            continue;
        }
        assert_true(rect_holds(both, a) && rect_holds(both, b));
        assert_true(both.x == a.x || both.x == b.x);
        assert_true(both.y == a.y || both.y == b.y);
        assert_true(both.x + both.w == a.x + a.w || both.x + both.w == b.x + b.w);
        assert_true(both.y + both.h == a.y + a.h || both.y + both.h == b.y + b.h);
    }
}

static void pictures_are_fitted_to_the_middle(void **state)
{
    (void)state;
    struct rect wide = {10, 20, 400, 100};
    assert_rect(rect_fit((struct size){100, 100}, wide, FIT_CONTAIN), 160, 20, 100, 100);
    assert_rect(rect_fit((struct size){100, 100}, wide, FIT_COVER), 10, -130, 400, 400);
    assert_rect(rect_fit((struct size){100, 100}, wide, FIT_STRETCH), 10, 20, 400, 100);
    assert_rect(rect_fit((struct size){1920, 1080}, (struct rect){0, 0, 1280, 720}, FIT_CONTAIN), 0,
                0, 1280, 720);
    assert_rect(rect_fit((struct size){16384, 1}, (struct rect){0, 0, 100, 100}, FIT_CONTAIN), 0,
                49, 100, 1); // never thinner than a pixel
    struct size within = size_within((struct size){1, 16384}, (struct size){100, 50});
    assert_int_equal(within.w, 1);
    assert_int_equal(within.h, 50);
}

static void contain_stays_inside_and_cover_leaves_no_gap(void **state)
{
    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct size from = {any(1, 5000), any(1, 5000)};
        struct rect into = {any(-100, 100), any(-100, 100), any(1, 5000), any(1, 5000)};
        struct rect contain = rect_fit(from, into, FIT_CONTAIN);
        struct rect cover = rect_fit(from, into, FIT_COVER);
        assert_true(rect_holds(into, contain));
        assert_true(rect_holds(cover, into));
        assert_true(contain.w == into.w || contain.h == into.h);
        assert_true(cover.w == into.w || cover.h == into.h);
        // in the middle, to the pixel
        assert_in_range((into.w - contain.w) - 2 * (contain.x - into.x) + 1, 0, 2);
        assert_in_range((cover.h - into.h) - 2 * (into.y - cover.y) + 1, 0, 2);
        // the shape is kept, to half a pixel
        int64_t apart = (int64_t)contain.w * from.h - (int64_t)contain.h * from.w;
        int longest = from.w > from.h ? from.w : from.h;
        assert_true((apart < 0 ? -apart : apart) <= longest || contain.w == 1 || contain.h == 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_intersection_holds_exactly_the_pixels_of_both),
        cmocka_unit_test(a_union_is_the_smallest_that_holds_both),
        cmocka_unit_test(pictures_are_fitted_to_the_middle),
        cmocka_unit_test(contain_stays_inside_and_cover_leaves_no_gap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
