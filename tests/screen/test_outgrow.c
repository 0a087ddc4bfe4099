// An X server made of variables, whose output changes its size.
#include "screen/outgrow.h"

#include "support/test.h"
#include "wire.h"

#include "base/mem.h"

#include <xcb/xcb.h>

enum { ROOT = 77, ASKED = 20 };

static struct {
    xcb_configure_notify_event_t news[4];
    int told, said;
    xcb_screen_t screen;
    xcb_setup_t setup;
} server;

const xcb_setup_t *__wrap_xcb_get_setup(xcb_connection_t *to);
xcb_screen_iterator_t __wrap_xcb_setup_roots_iterator(const xcb_setup_t *setup);
xcb_void_cookie_t __wrap_xcb_change_window_attributes(xcb_connection_t *to, xcb_window_t window,
                                                      uint32_t mask, const void *values);
int __wrap_xcb_flush(xcb_connection_t *to);
xcb_generic_event_t *__wrap_xcb_poll_for_event(xcb_connection_t *to);

const xcb_setup_t *__wrap_xcb_get_setup(xcb_connection_t *to)
{
    (void)to;
    return &server.setup;
}

xcb_screen_iterator_t __wrap_xcb_setup_roots_iterator(const xcb_setup_t *setup)
{
    (void)setup;
    return (xcb_screen_iterator_t){.data = &server.screen, .rem = 1};
}

xcb_void_cookie_t __wrap_xcb_change_window_attributes(xcb_connection_t *to, xcb_window_t window,
                                                      uint32_t mask, const void *values)
{
    (void)to;
    assert_int_equal(window, ROOT);
    assert_int_equal(mask, XCB_CW_EVENT_MASK);
    assert_int_equal(*(const uint32_t *)values, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
    return (xcb_void_cookie_t){0};
}

int __wrap_xcb_flush(xcb_connection_t *to)
{
    (void)to;
    return 1;
}

xcb_generic_event_t *__wrap_xcb_poll_for_event(xcb_connection_t *to)
{
    (void)to;
    if (server.told == server.said) {
        return NULL;
    }
    xcb_configure_notify_event_t *event = mem_zeroed(1, sizeof *event);
    *event = server.news[server.told++];
    return (xcb_generic_event_t *)(void *)event;
}

static void say(uint8_t kind, xcb_window_t window, uint16_t w, uint16_t h)
{
    server.news[server.said++] = (xcb_configure_notify_event_t){
        .response_type = kind, .window = window, .width = w, .height = h};
}

static int set_up(void **state)
{
    static struct outgrow outgrow;
    memset(&server, 0, sizeof server);
    wire = (struct wire){0};
    server.screen = (xcb_screen_t){.root = ROOT, .width_in_pixels = 1280, .height_in_pixels = 720};
    *state = &outgrow;
    return 0;
}

static int tear_down(void **state)
{
    outgrow_close(*state);
    assert_int_equal(wire.connections, 0);
    return 0;
}

static int happened(struct outgrow *outgrow)
{
    int count = 0;
    for (int i = 0; i < 3 * ASKED; i++) {
        count += outgrow_happened(outgrow);
    }
    return count;
}

static void another_size_is_told_once_it_has_settled(void **state)
{
    struct outgrow *outgrow = *state;
    outgrow_open(outgrow);
    assert_int_equal(happened(outgrow), 0);
    say(XCB_CONFIGURE_NOTIFY, ROOT, 800, 600);
    say(XCB_CONFIGURE_NOTIFY, ROOT, 1920, 1080);
    for (int i = 0; i + 1 < ASKED; i++) {
        assert_false(outgrow_happened(outgrow));
    }
    assert_true(outgrow_happened(outgrow));
    assert_int_equal(happened(outgrow), 0);
}

static void what_is_no_other_size_of_the_output_is_no_news(void **state)
{
    struct outgrow *outgrow = *state;
    outgrow_open(outgrow);
    say(XCB_CONFIGURE_NOTIFY, ROOT, 1280, 720);
    say(XCB_CONFIGURE_NOTIFY, ROOT + 1, 800, 600);
    say(XCB_MAP_NOTIFY, ROOT, 800, 600);
    assert_int_equal(happened(outgrow), 0);
}

static void without_a_server_nothing_is_asked(void **state)
{
    struct outgrow *outgrow = *state;
    wire.is_gone = true;
    outgrow_open(outgrow);
    assert_int_equal(wire.connections, 0);
    say(XCB_CONFIGURE_NOTIFY, ROOT, 800, 600);
    assert_int_equal(happened(outgrow), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(another_size_is_told_once_it_has_settled, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_other_size_of_the_output_is_no_news, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(without_a_server_nothing_is_asked, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
