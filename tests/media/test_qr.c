// QR codes: the shape that readers look for, and what does not fit.
#include "support/test.h"

#include "media/qr.h"

static int module(const struct qr *qr, int x, int y)
{
    return qr->modules[y * qr->side + x];
}

// The three finders: a dark ring of 7, a light ring, a dark heart of 3.
static void assert_finder(const struct qr *qr, int left, int top)
{
    for (int y = 0; y < 7; y++) {
        for (int x = 0; x < 7; x++) {
            int from_edge_x = x < 6 - x ? x : 6 - x;
            int from_edge_y = y < 6 - y ? y : 6 - y;
            int ring = from_edge_x < from_edge_y ? from_edge_x : from_edge_y;
            assert_int_equal(module(qr, left + x, top + y), ring != 1);
        }
    }
}

static void a_code_has_its_three_finders(void **state)
{
    (void)state;
    static const char *const texts[] = {"96110", "https://www.example.cn/fanzha?id=1",
                                        "国家反诈中心：不轻信、不透露、不转账"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct qr qr = {0};
        assert_true(qr_make(&qr, texts[i], NULL));
        assert_in_range(qr.side, 21, 177);
        assert_int_equal((qr.side - 21) % 4, 0);
        assert_finder(&qr, 0, 0);
        assert_finder(&qr, qr.side - 7, 0);
        assert_finder(&qr, 0, qr.side - 7);
        qr_fini(&qr);
    }
}

static void a_longer_text_gives_a_larger_code(void **state)
{
    (void)state;
    char text[2332];
    memset(text, 'x', sizeof text);
    text[2331] = '\0';
    struct qr qr = {0};
    assert_true(qr_make(&qr, text, NULL)); // ISO/IEC 18004: 2331 bytes at level M, version 40
    assert_int_equal(qr.side, 177);
    qr_fini(&qr);
}

static void a_text_that_does_not_fit_is_refused_with_the_limit(void **state)
{
    (void)state;
    char text[2333];
    memset(text, 'x', sizeof text);
    text[2332] = '\0';
    struct qr qr = {0};
    struct error err = {0};
    assert_false(qr_make(&qr, text, &err));
    assert_int_equal(err.code, ERROR_MEDIA);
    assert_non_null(strstr(err.text, "2331"));
    assert_null(qr.modules);
    assert_false(qr_make(&qr, "", &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_has_its_three_finders),
        cmocka_unit_test(a_longer_text_gives_a_larger_code),
        cmocka_unit_test(a_text_that_does_not_fit_is_refused_with_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
