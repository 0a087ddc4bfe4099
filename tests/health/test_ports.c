// Connectors of graphics cards.
#include "tree.h"

#include "support/test.h"

#include "health/ports.h"

static void connectors_are_told_with_the_best_mode_of_their_display(void **state)
{
    (void)state;
    struct tree made;
    tree_open(&made);
    struct ports ports;
    ports_read(&ports, made.root);
    assert_int_equal(ports.cards, 0);
#define DRM "/sys/class/drm"
    tree_put(&made, DRM "/version", "drm 1.1.0\n");
    tree_put(&made, DRM "/card1/dev", "226:1\n");
    tree_put(&made, DRM "/renderD128/dev", "226:128\n");
    tree_put(&made, DRM "/card1-HDMI-A-1/status", "connected\n");
    tree_put(&made, DRM "/card1-HDMI-A-1/modes", "1920x1080\n1280x720\n");
    tree_put(&made, DRM "/card1-HDMI-A-2/status", "disconnected\n");
    tree_put(&made, DRM "/card1-HDMI-A-2/modes", "");
    tree_put(&made, DRM "/card1-Composite-1/status", "unknown\n");
    tree_put(&made, DRM "/card1-Writeback-1/status", "connected\n");
    ports_read(&ports, made.root);
    assert_int_equal(ports.cards, 1);
    assert_int_equal(ports.count, 3);
    assert_int_equal(ports.connected, 1);
    for (int i = 0; i < ports.count; i++) {
        bool is_first = strcmp(ports.each[i].name, "card1-HDMI-A-1") == 0;
        assert_string_equal(ports.each[i].mode, is_first ? "1920x1080" : "");
        assert_int_equal(ports.each[i].is_connected, is_first);
        assert_int_equal(ports.each[i].is_unknown,
                         strcmp(ports.each[i].name, "card1-Composite-1") == 0);
    }
    tree_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connectors_are_told_with_the_best_mode_of_their_display),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
