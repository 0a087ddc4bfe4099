// A playlist on a canvas that it was not designed for.
#include "support/test.h"

#include "playlist/playlist.h"

static struct playlist *parse(const char *text)
{
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_parse("fit.cfg", text, strlen(text), &troubles);
    assert_non_null(playlist);
    troubles_fini(&troubles);
    return playlist;
}

static const char text[] = "canvas = \"1280x720\";\n"
                           "items = ( { id = \"a\"; text = \"甲\"; size = 60; speed = 120; outline "
                           "= \"red\"; outline_width = 2; shadow = \"black\"; shadow_offset = 4; } "
                           ");\n"
                           "zones = ( { name = \"top\"; h = 100; items = ( \"a\" ); },\n"
                           "          { name = \"rest\"; y = 100; h = 620; x = \"50%\"; w = "
                           "\"50%\"; items = ( \"a\" ); } );\n";

static void pixels_grow_with_the_canvas(void **state)
{
    (void)state;
    struct playlist *playlist = parse(text);
    struct size large = {1920, 1080};
    playlist_fit(playlist, large);
    assert_int_equal(playlist->items[0].look.size_px, 90);
    assert_int_equal(playlist->items[0].look.outline_px, 3);
    assert_int_equal(playlist->items[0].look.shadow_px, 6);
    assert_int_equal(playlist->items[0].speed_px_s, 180);
    struct rect top = zone_place(&playlist->zones[0], large);
    struct rect rest = zone_place(&playlist->zones[1], large);
    assert_int_equal(top.h, 150);
    assert_int_equal(top.w, 1920);
    assert_int_equal(rest.y, 150);
    assert_int_equal(rest.h, 930);
    assert_int_equal(rest.x, 960);
    playlist_fit(playlist, large); // it is designed for it now
    assert_int_equal(playlist->items[0].look.size_px, 90);
    playlist_free(playlist);
}

static void nothing_shrinks_to_nothing(void **state)
{
    (void)state;
    struct playlist *playlist = parse(text);
    playlist_fit(playlist, (struct size){64, 36});
    assert_int_equal(playlist->items[0].look.outline_px, 1);
    assert_int_equal(playlist->items[0].look.size_px, 3);
    playlist_free(playlist);
}

static void on_another_shape_text_takes_the_smaller_factor(void **state)
{
    (void)state;
    struct playlist *playlist = parse(text);
    struct size wide = {2560, 720};
    playlist_fit(playlist, wide);
    assert_int_equal(playlist->items[0].look.size_px, 60);
    assert_int_equal(zone_place(&playlist->zones[0], wide).h, 100);
    playlist_free(playlist);
}

static void a_playlist_for_any_canvas_keeps_its_pixels(void **state)
{
    (void)state;
    struct playlist *playlist = parse("items = ( { id = \"a\"; text = \"甲\"; size = 60; } );\n");
    playlist_fit(playlist, (struct size){1920, 1080});
    assert_int_equal(playlist->items[0].look.size_px, 60);
    playlist_free(playlist);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pixels_grow_with_the_canvas),
        cmocka_unit_test(nothing_shrinks_to_nothing),
        cmocka_unit_test(on_another_shape_text_takes_the_smaller_factor),
        cmocka_unit_test(a_playlist_for_any_canvas_keeps_its_pixels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
