// Whether the display is lit: an X server that is made of a few variables and answers when it
// likes, and connectors that are files in a folder.
#include "screen/lookout.h"

#include "support/test.h"
#include "wire.h"

#include "base/file.h"
#include "base/mem.h"

#include <sys/stat.h>
#include <xcb/dpms.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

static struct {
    bool is_capable, is_silent;
    uint16_t level;
    unsigned asked, discarded;
} server;

static xcb_query_extension_reply_t extension = {.present = 1};

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
int __wrap_xcb_flush(xcb_connection_t *to);
int __wrap_xcb_poll_for_reply(xcb_connection_t *to, unsigned request, void **reply,
                              xcb_generic_error_t **error);
void __wrap_xcb_discard_reply(xcb_connection_t *to, unsigned request);

const xcb_query_extension_reply_t *__wrap_xcb_get_extension_data(xcb_connection_t *to,
                                                                 xcb_extension_t *which)
{
    (void)to;
    (void)which;
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
    return (xcb_dpms_info_cookie_t){++server.asked};
}

static xcb_dpms_info_reply_t *info(void)
{
    xcb_dpms_info_reply_t *reply = mem_zeroed(1, sizeof *reply);
    reply->power_level = server.level;
    return reply;
}

xcb_dpms_info_reply_t *__wrap_xcb_dpms_info_reply(xcb_connection_t *to,
                                                  xcb_dpms_info_cookie_t cookie,
                                                  xcb_generic_error_t **err)
{
    (void)to;
    (void)cookie;
    (void)err;
    return info();
}

int __wrap_xcb_flush(xcb_connection_t *to)
{
    (void)to;
    return !wire.is_gone;
}

int __wrap_xcb_poll_for_reply(xcb_connection_t *to, unsigned request, void **reply,
                              xcb_generic_error_t **error)
{
    (void)to;
    assert_int_equal(request, server.asked); // of the newest question
    *error = NULL;
    *reply = wire.is_gone || server.is_silent ? NULL : info();
    return !server.is_silent;
}

void __wrap_xcb_discard_reply(xcb_connection_t *to, unsigned request)
{
    (void)to;
    assert_true(request > 0);
    server.discarded++;
}

// --- connectors ---------------------------------------------------------------------------------

static char *folder;

static int set_up(void **state)
{
    (void)state;
    folder = test_folder_make();
    memset(&server, 0, sizeof server);
    wire = (struct wire){0};
    server.is_capable = true;
    return setenv("DISPLAY", ":7", 1);
}

static int tear_down(void **state)
{
    (void)state;
    test_folder_remove(folder);
    assert_int_equal(wire.connections, 0);
    return 0;
}

static void set_connector(const char *name, const char *status, const char *enabled,
                          const char *dpms)
{
    char *path = file_join(folder, name);
    (void)mkdir(path, 0700);
    free(test_file(path, "status", status));
    free(test_file(path, "enabled", enabled));
    free(test_file(path, "dpms", dpms));
    free(path);
}

static void connectors_say_whether_one_of_them_is_lit(void **state)
{
    (void)state;
    assert_int_equal(cards_power("/no/such/folder"), SCREEN_POWER_UNKNOWN);
    assert_int_equal(cards_power(folder), SCREEN_POWER_UNKNOWN);
    set_connector("card0", "connected\n", "enabled\n", "On\n"); // the card, no connector
    set_connector("card0-Writeback-1", "unknown\n", "disabled\n", "On\n");
    assert_int_equal(cards_power(folder), SCREEN_POWER_UNKNOWN);
    set_connector("card0-HDMI-A-1", "disconnected\n", "disabled\n", "Off\n");
    assert_int_equal(cards_power(folder), SCREEN_POWER_OFF);
    set_connector("card0-HDMI-A-2", "connected\n", "enabled\n", "On\n");
    assert_int_equal(cards_power(folder), SCREEN_POWER_ON);
    set_connector("card0-HDMI-A-2", "connected\n", "enabled\n", "Off\n");
    assert_int_equal(cards_power(folder), SCREEN_POWER_OFF);
    set_connector("card0-HDMI-A-2", "connected\n", "disabled\n", "On\n");
    assert_int_equal(cards_power(folder), SCREEN_POWER_OFF);
    set_connector("card0-HDMI-A-2", "unknown\n", "enabled\n", "On\n");
    assert_int_equal(cards_power(folder), SCREEN_POWER_UNKNOWN);
    set_connector("card0-HDMI-A-2", "", "enabled\n", "On\n");
    assert_int_equal(cards_power(folder), SCREEN_POWER_UNKNOWN);
}

static void the_console_and_wayland_go_by_the_connectors(void **state)
{
    (void)state;
    static const char *const drivers[] = {"kmsdrm", "wayland"};
    for (size_t i = 0; i < 2; i++) {
        struct lookout lookout;
        set_connector("card1-DP-1", "connected\n", "enabled\n", "On\n");
        lookout_open(&lookout, drivers[i], folder);
        assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_ON);
        set_connector("card1-DP-1", "disconnected\n", "enabled\n", "On\n");
        assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_ON); // until it is asked
        lookout_ask(&lookout);
        assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_OFF);
        lookout_close(&lookout);
    }
    struct lookout blind;
    lookout_open(&blind, "dummy", folder);
    lookout_ask(&blind);
    assert_int_equal(lookout_answer(&blind), SCREEN_POWER_UNKNOWN);
    lookout_close(&blind);
}

// Fails when standby counts as lit.
static void an_x_server_tells_the_level_of_its_monitor(void **state)
{
    (void)state;
    static const struct {
        uint16_t level;
        enum screen_power power;
    } table[] = {{XCB_DPMS_DPMS_MODE_ON, SCREEN_POWER_ON},
                 {XCB_DPMS_DPMS_MODE_STANDBY, SCREEN_POWER_OFF},
                 {XCB_DPMS_DPMS_MODE_SUSPEND, SCREEN_POWER_OFF},
                 {XCB_DPMS_DPMS_MODE_OFF, SCREEN_POWER_OFF}};
    struct lookout lookout;
    lookout_open(&lookout, "x11", folder);
    assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_ON);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        server.level = table[i].level;
        lookout_ask(&lookout);
        assert_int_equal(lookout_answer(&lookout), table[i].power);
    }
    lookout_close(&lookout);
}

// Fails when somebody waits for a server that takes its time, or believes an old answer for ever.
static void nobody_waits_for_an_answer(void **state)
{
    (void)state;
    struct lookout lookout;
    lookout_open(&lookout, "x11", folder);
    server.is_silent = true;
    server.level = XCB_DPMS_DPMS_MODE_OFF;
    lookout_ask(&lookout);
    assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_ON); // what was known
    lookout_ask(&lookout);
    assert_int_equal(server.discarded, 1);
    assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_UNKNOWN);
    server.is_silent = false;
    assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_OFF);
    lookout_close(&lookout);
}

static void a_server_that_is_gone_or_cannot_tell_is_not_asked_again(void **state)
{
    (void)state;
    struct lookout lookout;
    lookout_open(&lookout, "x11", folder);
    wire.is_gone = true;
    lookout_ask(&lookout);
    assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_UNKNOWN);
    assert_int_equal(wire.connections, 0);
    lookout_ask(&lookout);
    lookout_close(&lookout);
    memset(&server, 0, sizeof server); // not capable
    wire = (struct wire){0};
    lookout_open(&lookout, "x11", folder);
    assert_int_equal(wire.connections, 0);
    lookout_ask(&lookout);
    assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_UNKNOWN);
    lookout_close(&lookout);
}

// The server itself goes on.
static void a_monitor_that_was_unplugged_is_off(void **state)
{
    (void)state;
    struct lookout lookout;
    set_connector("card0-HDMI-A-1", "disconnected\n", "enabled\n", "On\n");
    lookout_open(&lookout, "x11", folder);
    assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_OFF);
    lookout_close(&lookout);
    assert_int_equal(setenv("DISPLAY", "elsewhere:0", 1), 0); // with displays of its own
    lookout_open(&lookout, "x11", folder);
    assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_ON);
    lookout_close(&lookout);
}

static void after_switching_nothing_is_known(void **state)
{
    (void)state;
    struct lookout lookout;
    lookout_open(&lookout, "x11", folder);
    lookout_ask(&lookout);
    lookout_forget(&lookout);
    assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_UNKNOWN);
    lookout_ask(&lookout);
    assert_int_equal(lookout_answer(&lookout), SCREEN_POWER_ON);
    lookout_close(&lookout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(connectors_say_whether_one_of_them_is_lit, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_console_and_wayland_go_by_the_connectors, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_x_server_tells_the_level_of_its_monitor, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(nobody_waits_for_an_answer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_server_that_is_gone_or_cannot_tell_is_not_asked_again,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_monitor_that_was_unplugged_is_off, set_up, tear_down),
        cmocka_unit_test_setup_teardown(after_switching_nothing_is_known, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
