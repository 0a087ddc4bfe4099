// The display switched off and on: an X server that is made of a few variables, and panels that are
// files in a folder.
#include "screen/backlight.h"
#include "screen/power.h"
#include "screen/screen.h"
#include "support/test.h"
#include "wire.h"

#include "base/file.h"
#include "base/mem.h"

#include <sys/stat.h>
#include <unistd.h>
#include <xcb/dpms.h>

// --- an X server ------------------------------------------------------------------------------

static struct {
    bool has_extension, is_capable;
    bool refuses_levels;
    bool is_enabled;
    uint16_t level;
    bool was_refused; // the last checked request
} server;

static xcb_query_extension_reply_t extension;

const xcb_query_extension_reply_t *__wrap_xcb_get_extension_data(xcb_connection_t *to,
                                                                 xcb_extension_t *which);
xcb_dpms_capable_cookie_t __wrap_xcb_dpms_capable(xcb_connection_t *to);
xcb_dpms_capable_reply_t *__wrap_xcb_dpms_capable_reply(xcb_connection_t *to,
                                                        xcb_dpms_capable_cookie_t cookie,
                                                        xcb_generic_error_t **err);
xcb_dpms_info_cookie_t __wrap_xcb_dpms_info(xcb_connection_t *to);
xcb_dpms_info_reply_t *__wrap_xcb_dpms_info_reply(xcb_connection_t *to,
                                                  xcb_dpms_info_cookie_t cookie,
                                                  xcb_generic_error_t **err);
xcb_void_cookie_t __wrap_xcb_dpms_enable_checked(xcb_connection_t *to);
xcb_void_cookie_t __wrap_xcb_dpms_disable_checked(xcb_connection_t *to);
xcb_void_cookie_t __wrap_xcb_dpms_force_level_checked(xcb_connection_t *to, uint16_t level);
xcb_generic_error_t *__wrap_xcb_request_check(xcb_connection_t *to, xcb_void_cookie_t cookie);

const xcb_query_extension_reply_t *__wrap_xcb_get_extension_data(xcb_connection_t *to,
                                                                 xcb_extension_t *which)
{
    (void)to;
    assert_ptr_equal(which, &xcb_dpms_id);
    extension.present = server.has_extension;
    return &extension;
}

xcb_dpms_capable_cookie_t __wrap_xcb_dpms_capable(xcb_connection_t *to)
{
    (void)to;
    return (xcb_dpms_capable_cookie_t){0};
}

xcb_dpms_capable_reply_t *__wrap_xcb_dpms_capable_reply(xcb_connection_t *to,
                                                        xcb_dpms_capable_cookie_t cookie,
                                                        xcb_generic_error_t **err)
{
    (void)to;
    (void)cookie;
    (void)err;
    xcb_dpms_capable_reply_t *reply = mem_zeroed(1, sizeof *reply);
    reply->capable = server.is_capable;
    return reply;
}

xcb_dpms_info_cookie_t __wrap_xcb_dpms_info(xcb_connection_t *to)
{
    (void)to;
    return (xcb_dpms_info_cookie_t){0};
}

xcb_dpms_info_reply_t *__wrap_xcb_dpms_info_reply(xcb_connection_t *to,
                                                  xcb_dpms_info_cookie_t cookie,
                                                  xcb_generic_error_t **err)
{
    (void)to;
    (void)cookie;
    (void)err;
    xcb_dpms_info_reply_t *reply = mem_zeroed(1, sizeof *reply);
    reply->state = server.is_enabled;
    reply->power_level = server.level;
    return reply;
}

xcb_void_cookie_t __wrap_xcb_dpms_enable_checked(xcb_connection_t *to)
{
    (void)to;
    server.is_enabled = true;
    server.was_refused = false;
    return (xcb_void_cookie_t){0};
}

xcb_void_cookie_t __wrap_xcb_dpms_disable_checked(xcb_connection_t *to)
{
    (void)to;
    server.is_enabled = false;
    server.level = XCB_DPMS_DPMS_MODE_ON;
    server.was_refused = false;
    return (xcb_void_cookie_t){0};
}

xcb_void_cookie_t __wrap_xcb_dpms_force_level_checked(xcb_connection_t *to, uint16_t level)
{
    (void)to;
    server.was_refused = !server.is_enabled || server.refuses_levels;
    server.level = server.was_refused ? server.level : level;
    return (xcb_void_cookie_t){0};
}

xcb_generic_error_t *__wrap_xcb_request_check(xcb_connection_t *to, xcb_void_cookie_t cookie)
{
    (void)to;
    (void)cookie;
    return server.was_refused ? mem_zeroed(1, sizeof(xcb_generic_error_t)) : NULL;
}

static void start_server(bool is_enabled)
{
    memset(&server, 0, sizeof server);
    wire = (struct wire){0};
    server.has_extension = true;
    server.is_capable = true;
    server.is_enabled = is_enabled;
}

// --- panels -----------------------------------------------------------------------------------

static char *folder;

static int set_up(void **state)
{
    (void)state;
    folder = test_folder_make();
    start_server(true);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_folder_remove(folder);
    assert_int_equal(wire.connections, 0); // each was closed
    return 0;
}

static void add_panel(const char *name, const char *power)
{
    char *panel = file_join(folder, name);
    assert_int_equal(mkdir(panel, 0700), 0);
    free(test_file(panel, "bl_power", power));
    free(panel);
}

static void assert_panel(const char *name, const char *want)
{
    char *path = mem_format("%s/%s/bl_power", folder, name);
    char *text = NULL;
    size_t length = 0;
    struct error err = {0};
    assert_true(file_read(path, 64, &text, &length, &err));
    assert_string_equal(text, want);
    free(text);
    free(path);
}

static struct power power_of(const char *driver)
{
    return (struct power){.driver = driver, .backlights = folder};
}

// --- what is promised -------------------------------------------------------------------------

static void an_x_server_darkens_and_lights_its_monitor(void **state)
{
    (void)state;
    add_panel("panel", "0\n");
    struct power power = power_of("x11");
    assert_true(power_set(&power, false));
    assert_int_equal(server.level, XCB_DPMS_DPMS_MODE_OFF);
    assert_panel("panel", "0\n"); // one way is enough
    assert_true(power_set(&power, false));
    assert_true(power_set(&power, true));
    assert_int_equal(server.level, XCB_DPMS_DPMS_MODE_ON);
    assert_true(server.is_enabled);
    assert_true(power_set(&power, true));
}

// Fails when the level is forced without a look at whether power saving is on.
static void power_saving_that_was_off_is_off_again(void **state)
{
    (void)state;
    start_server(false);
    struct power power = power_of("x11");
    assert_true(power_set(&power, false));
    assert_int_equal(server.level, XCB_DPMS_DPMS_MODE_OFF);
    assert_true(power_set(&power, true));
    assert_int_equal(server.level, XCB_DPMS_DPMS_MODE_ON);
    assert_false(server.is_enabled);
    start_server(false);
    server.refuses_levels = true;
    assert_false(power_set(&power, false));
    assert_false(server.is_enabled);
}

static void a_server_that_cannot_leaves_it_to_the_panel(void **state)
{
    (void)state;
    add_panel("panel", "0\n");
    bool *const faults[] = {&wire.is_gone, &server.refuses_levels};
    for (size_t i = 0; i < 4; i++) {
        start_server(true);
        server.has_extension = i != 2;
        server.is_capable = i != 3;
        if (i < 2) {
            *faults[i] = true;
        }
        struct power power = power_of("x11");
        assert_true(power_set(&power, false));
        assert_panel("panel", "4\n");
        assert_true(power_set(&power, true));
        assert_panel("panel", "0\n");
    }
}

static void without_any_way_the_display_stays_lit_and_that_is_told(void **state)
{
    (void)state;
    server.has_extension = false;
    struct power power = power_of("x11");
    assert_false(power_set(&power, false));
    assert_false(power_set(&power, true));
    power = power_of("KMSDRM");
    power.backlights = "/nowhere";
    assert_false(power_set(&power, false));
    assert_false(power_set(&power, true));
}

// Fails when any way that works counts as lit.
static void it_is_dark_until_the_way_that_darkened_it_lights_it(void **state)
{
    (void)state;
    add_panel("panel", "0\n");
    struct power power = power_of("x11");
    assert_true(power_set(&power, false));
    server.refuses_levels = true;
    assert_false(power_set(&power, true)); // the panel is lit, the monitor is not
    server.refuses_levels = false;
    assert_true(power_set(&power, true));
    assert_int_equal(server.level, XCB_DPMS_DPMS_MODE_ON);
}

static void what_a_killed_player_left_dark_is_lit(void **state)
{
    (void)state;
    add_panel("panel", "4\n");
    server.level = XCB_DPMS_DPMS_MODE_OFF;
    struct power power = power_of("x11");
    assert_true(power_set(&power, true));
    assert_int_equal(server.level, XCB_DPMS_DPMS_MODE_ON);
    assert_panel("panel", "0\n");
}

static void drivers_that_show_nothing_switch_nothing(void **state)
{
    (void)state;
    add_panel("panel", "4\n");
    static const char *const drivers[] = {"dummy", "offscreen"};
    for (size_t i = 0; i < 2; i++) {
        struct power power = power_of(drivers[i]);
        assert_false(power_set(&power, true));
        assert_false(power_set(&power, false));
    }
    assert_panel("panel", "4\n");
    assert_int_equal(server.level, XCB_DPMS_DPMS_MODE_ON);
}

static void all_panels_are_switched_and_each_only_when_it_must(void **state)
{
    (void)state;
    add_panel("left", "0\n");
    add_panel("right", "4"); // written without a line end, and left alone
    char *none = file_join(folder, "no-power");
    assert_int_equal(mkdir(none, 0700), 0);
    free(none);
    assert_true(backlight_set(folder, false));
    assert_panel("left", "4\n");
    assert_panel("right", "4");
    assert_true(backlight_set(folder, true));
    assert_panel("left", "0\n");
    assert_panel("right", "0\n");
}

static void of_several_panels_none_stays_dark_alone(void **state)
{
    (void)state;
    add_panel("left", "0\n");
    char *full = mem_format("%s/right", folder);
    char *power_file = mem_format("%s/bl_power", full);
    assert_int_equal(mkdir(full, 0700), 0);
    assert_int_equal(symlink("/dev/full", power_file), 0); // can be opened, takes nothing
    struct power power = power_of("KMSDRM");
    assert_false(power_set(&power, false));
    assert_panel("left", "0\n");
    free(power_file);
    free(full);
}

static void a_screen_in_memory_remembers_it(void **state)
{
    (void)state;
    struct screen *screen = screen_open_memory((struct size){8, 8});
    assert_false(screen_is_dark(screen));
    assert_true(screen_set_power(screen, false));
    assert_true(screen_is_dark(screen));
    assert_true(screen_set_power(screen, true));
    assert_false(screen_is_dark(screen));
    screen_close(screen);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(an_x_server_darkens_and_lights_its_monitor),
        CASE(power_saving_that_was_off_is_off_again),
        CASE(a_server_that_cannot_leaves_it_to_the_panel),
        CASE(without_any_way_the_display_stays_lit_and_that_is_told),
        CASE(it_is_dark_until_the_way_that_darkened_it_lights_it),
        CASE(what_a_killed_player_left_dark_is_lit),
        CASE(drivers_that_show_nothing_switch_nothing),
        CASE(all_panels_are_switched_and_each_only_when_it_must),
        CASE(of_several_panels_none_stays_dark_alone),
        CASE(a_screen_in_memory_remembers_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
