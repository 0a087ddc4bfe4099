// A screen in memory tells what was presented.
#include "support/test.h"

#include "base/geom.h"
#include "screen/screen.h"

static bool rect_is_same(struct rect a, struct rect b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void present(struct screen *screen, struct rect what)
{
    struct error err = {0};
    assert_true(screen_present(screen, &what, 1, &err));
}

static void what_was_presented_is_told_once(void **state)
{
    (void)state;
    struct rect told[4];
    struct screen *screen = screen_open_memory((struct size){100, 50});
    assert_int_equal(screen_take_presented(screen, told, 4), 0);
    present(screen, (struct rect){1, 2, 3, 4});
    present(screen, (struct rect){50, 20, 10, 10});
    assert_int_equal(screen_take_presented(screen, told, 4), 2);
    assert_true(rect_is_same(told[0], (struct rect){1, 2, 3, 4}));
    assert_true(rect_is_same(told[1], (struct rect){50, 20, 10, 10}));
    assert_int_equal(screen_take_presented(screen, told, 4), 0);
    screen_close(screen);
}

static void more_than_can_be_told_is_one_that_holds_them_all(void **state)
{
    (void)state;
    struct rect told[4];
    struct screen *screen = screen_open_memory((struct size){1000, 50});
    for (int i = 0; i < 100; i++) {
        present(screen, (struct rect){10 * i, i % 40, 5, 5});
    }
    int count = screen_take_presented(screen, told, 4);
    assert_in_range(count, 1, 4);
    struct rect all = told[0];
    for (int i = 1; i < count; i++) {
        all = rect_union(all, told[i]);
    }
    assert_true(rect_is_same(all, (struct rect){0, 0, 995, 44}));
    screen_close(screen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_presented_is_told_once),
        cmocka_unit_test(more_than_can_be_told_is_one_that_holds_them_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
