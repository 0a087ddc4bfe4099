// What the glass gets of the canvas: turned, mirrored, in pieces, through tables; in memory and in
// a window alike.
#include "screen/remap.h"
#include "screen/screen.h"
#include "support/picture.h"
#include "support/test.h"

#include <math.h>

#include "base/mem.h"
#include "screen/frame.h"

static const double plain[3] = {1.0, 1.0, 1.0};

static uint32_t *pixel(SDL_Surface *frame, int x, int y)
{
    return (uint32_t *)(void *)((char *)frame->pixels + (ptrdiff_t)y * frame->pitch) + x;
}

// An F in white on blue, with a red pixel at its upper left: nothing of it looks like anything else
// of it when it is turned or mirrored.
static void draw_letter(SDL_Surface *frame, struct rect r)
{
    static const char *const rows[] = {"r####..", ".#.....", ".#.....", ".###...", ".#....."};
    for (int y = 0; y < r.h; y++) {
        for (int x = 0; x < r.w; x++) {
            char cell = y < 5 && x < 7 ? rows[y][x] : '.';
            *pixel(frame, r.x + x, r.y + y) = cell == '#'   ? 0xFFFFFF
                                              : cell == 'r' ? 0xFF0000
                                                            : 0x1030A0;
        }
    }
}

static void fill_with_noise(SDL_Surface *frame)
{
    for (int y = 0; y < frame->h; y++) {
        for (int x = 0; x < frame->w; x++) {
            *pixel(frame, x, y) = (uint32_t)(x * 40503 + y * 2654435 + 77) & 0xFFFFFF;
        }
    }
}

static void present(struct screen *screen, struct rect changed)
{
    struct error err = {0};
    if (!screen_present(screen, &changed, 1, &err)) {
        fail_msg("%s", err.text);
    }
}

static void present_all(struct screen *screen)
{
    struct size size = screen_size(screen);
    present(screen, (struct rect){0, 0, size.w, size.h});
}

static SDL_Surface *enlarged(SDL_Surface *frame, int times)
{
    SDL_Surface *large = frame_new((struct size){frame->w * times, frame->h * times});
    for (int y = 0; y < large->h; y++) {
        for (int x = 0; x < large->w; x++) {
            *pixel(large, x, y) = *pixel(frame, x / times, y / times);
        }
    }
    return large;
}

// Upper row: turned by 0, 90, 180, 270 degrees clockwise; lower row: the same, mirrored before.
static void every_turn_and_mirror_is_as_it_was_looked_at(void **state)
{
    (void)state;
    enum { W = 8, H = 6, CELL = 10, TIMES = 6 };
    SDL_Surface *canvas = frame_new((struct size){W, H});
    draw_letter(canvas, (struct rect){0, 0, W, H});
    struct wallmap map = {.canvas = {W, H}};
    for (int i = 0; i < 8; i++) {
        struct piece piece = {{0, 0, W, H}, i % 4 * CELL + 1, i / 4 * CELL + 1, i % 4, i >= 4};
        wallmap_add(&map, piece);
    }
    SDL_Surface *output = remap_whole(canvas, &map, NULL);
    SDL_Surface *large = enlarged(output, TIMES);
    picture_is_golden(large, "screen-turns");
    frame_free(large);
    frame_free(output);
    frame_free(canvas);
    wallmap_fini(&map);
}

// The copy, whatever its way through the memory, and the geometry say the same.
static void each_pixel_is_where_the_geometry_says(void **state)
{
    (void)state;
    static const struct size sizes[] = {{1, 1}, {1, 40}, {37, 1}, {16, 16}, {33, 47}, {64, 17}};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        SDL_Surface *canvas = frame_new((struct size){70, 60});
        fill_with_noise(canvas);
        for (int i = 0; i < 8; i++) {
            struct piece piece = {{3, 5, sizes[s].w, sizes[s].h}, 2, 1, i % 4, i >= 4};
            SDL_Surface *output = frame_new((struct size){80, 80});
            remap_piece(canvas, &piece, (struct rect){0, 0, 70, 60}, NULL, output);
            for (int y = 0; y < sizes[s].h; y++) {
                for (int x = 0; x < sizes[s].w; x++) {
                    struct rect led = piece_carry(&piece, (struct rect){3 + x, 5 + y, 1, 1});
                    assert_int_equal(*pixel(output, led.x, led.y), *pixel(canvas, 3 + x, 5 + y));
                    *pixel(output, led.x, led.y) = 0;
                }
            }
            for (int k = 0; k < 80 * 80; k++) { // and nothing else was written
                assert_int_equal(*pixel(output, k % 80, k / 80), 0);
            }
            frame_free(output);
        }
        frame_free(canvas);
    }
}

// Fails when only the rectangle itself is copied and the piece's own place is forgotten.
static void changes_add_up_to_the_whole(void **state)
{
    (void)state;
    struct wallmap map = wallmap_folded((struct size){96, 12}, 4, true);
    wallmap_turn(&map, 1);
    struct screen *glass = screen_open_memory(map.output);
    struct screen *screen = screen_open_mapped(glass, &map, plain);
    SDL_Surface *canvas = screen_canvas(screen);
    fill_with_noise(canvas);
    for (int y = 0; y < 12; y += 5) {
        for (int x = 0; x < 96; x += 7) {
            present(screen, (struct rect){x, y, 7, 5});
        }
    }
    SDL_Surface *whole = remap_whole(canvas, &map, NULL);
    assert_true(frame_hash(whole) == frame_hash(screen_canvas(glass)));
    frame_free(whole);
    screen_close(screen);
    wallmap_fini(&map);
}

static SDL_Surface *window_surface(void)
{
    SDL_Window *found = SDL_GetWindowFromID(1);
    for (Uint32 id = 2; found == NULL && id < 1000; id++) {
        found = SDL_GetWindowFromID(id);
    }
    assert_non_null(found);
    return SDL_GetWindowSurface(found);
}

static void a_window_shows_what_memory_holds(void **state)
{
    (void)state;
    static const double gamma[3] = {2.2, 2.3, 2.1};
    for (int quarters = 0; quarters < 4; quarters++) {
        struct wallmap map = wallmap_folded((struct size){160, 20}, 4, true);
        wallmap_turn(&map, quarters);
        struct screen_wish wish = {.canvas = map.output, .title = "wall"};
        struct error err = {0};
        struct screen *window = screen_open_window(&wish, &err);
        assert_non_null(window);
        struct screen *glass = screen_open_memory(map.output);
        struct screen *screens[] = {screen_open_mapped(window, &map, gamma),
                                    screen_open_mapped(glass, &map, gamma)};
        for (int i = 0; i < 2; i++) {
            screen_set_light(screens[i], 600);
            fill_with_noise(screen_canvas(screens[i]));
            present_all(screens[i]);
        }
        assert_true(frame_hash(window_surface()) == frame_hash(screen_canvas(glass)));
        screen_close(screens[0]);
        screen_close(screens[1]);
        wallmap_fini(&map);
    }
}

static void a_turned_full_screen_has_the_turned_displays_size(void **state)
{
    (void)state;
    struct screen_wish wish = {.is_fullscreen = true, .title = "wall"};
    struct error err = {0};
    struct screen *glass = screen_open_window(&wish, &err);
    assert_non_null(glass);
    struct size display = screen_display(glass);
    assert_int_equal(display.w, screen_size(glass).w);
    struct wallmap map = wallmap_whole(size_turned(display, 1));
    wallmap_turn(&map, 1);
    struct screen *screen = screen_open_mapped(glass, &map, plain);
    assert_int_equal(screen_size(screen).w, display.h);
    assert_int_equal(screen_size(screen).h, display.w);
    assert_int_equal(screen_display(screen).w, display.w);
    SDL_Surface *canvas = screen_canvas(screen);
    *pixel(canvas, 0, 0) = 0xFF0000; // upper left of what people see
    present_all(screen);
    assert_int_equal(*pixel(window_surface(), display.w - 1, 0) & 0xFFFFFF, 0xFF0000);
    screen_close(screen);
    wallmap_fini(&map);
}

static void what_no_piece_reaches_stays_black(void **state)
{
    (void)state;
    struct wallmap map = {.canvas = {20, 10}};
    wallmap_add(&map, (struct piece){{0, 0, 20, 5}, 3, 4, 0, false});
    struct screen *glass = screen_open_memory((struct size){30, 20});
    struct screen *screen = screen_open_mapped(glass, &map, plain);
    frame_fill(screen_canvas(screen), (struct colour){255, 255, 255, 255});
    present_all(screen);
    for (int y = 0; y < 20; y++) {
        for (int x = 0; x < 30; x++) {
            bool is_in = x >= 3 && x < 23 && y >= 4 && y < 9;
            assert_int_equal(*pixel(screen_canvas(glass), x, y) & 0xFFFFFF, is_in ? 0xFFFFFF : 0);
        }
    }
    screen_close(screen);
    wallmap_fini(&map);
}

// --- light --------------------------------------------------------------------------------------

static uint32_t top_of(int level, double gamma)
{
    long top = lround(255 * pow(level / 1000.0, gamma / 2.2));
    return top < 1 ? 1 : (uint32_t)top; // never black
}

static void tables_begin_at_black_end_at_the_level_and_never_fall(void **state)
{
    (void)state;
    static const double gammas[][3] = {{1.0, 1.0, 1.0}, {2.2, 2.3, 2.1}, {0.5, 4.0, 1.8}};
    static const int levels[] = {10, 200, 335, 990, LIGHT_FULL};
    for (size_t g = 0; g < 3; g++) {
        for (size_t l = 0; l < sizeof levels / sizeof levels[0]; l++) {
            struct tone tone = tone_of(levels[l], gammas[g]);
            assert_int_equal(tone.red[0] | tone.green[0] | tone.blue[0], 0);
            assert_int_equal(tone.red[255] >> 16, top_of(levels[l], gammas[g][0]));
            assert_int_equal(tone.green[255] >> 8, top_of(levels[l], gammas[g][1]));
            assert_int_equal(tone.blue[255], top_of(levels[l], gammas[g][2]));
            for (int v = 1; v < 256; v++) {
                assert_true(tone.red[v] >= tone.red[v - 1]);
                assert_true(tone.green[v] >= tone.green[v - 1]);
                assert_true(tone.blue[v] >= tone.blue[v - 1]);
                assert_true(tone.red[v] > 0 && tone.green[v] > 0 && tone.blue[v] > 0);
            }
            assert_int_equal(tone.is_plain, g == 0 && levels[l] == LIGHT_FULL);
        }
    }
    struct tone dark = tone_of(0, plain);
    assert_int_equal(dark.red[255] | dark.green[255] | dark.blue[255], 0);
}

// Half the light is half the light, whoever corrects gamma. Source: 255 × 0.5^(1 / 2.2) by hand.
static void a_level_is_a_part_of_the_light(void **state)
{
    (void)state;
    static const double gamma[3] = {2.2, 1.0, 1.0};
    struct tone tone = tone_of(LIGHT_FULL / 2, gamma);
    assert_int_equal(tone.red[255] >> 16, 128);  // LEDs that shine in proportion
    assert_int_equal(tone.green[255] >> 8, 186); // a display: (186 / 255)^2.2 is a half
    assert_int_equal(tone.green[128] >> 8, 93);
}

// Source: 255 × (v / 255)^2.2 by hand.
static void gamma_is_the_power_that_was_asked_for(void **state)
{
    (void)state;
    static const double gamma[3] = {2.2, 1.0, 2.0};
    struct tone tone = tone_of(LIGHT_FULL, gamma);
    assert_int_equal(tone.red[128] >> 16, 56);
    assert_int_equal(tone.red[200] >> 16, 149);
    assert_int_equal(tone.green[128] >> 8, 128);
    assert_int_equal(tone.blue[128], 64);
}

static void another_light_redraws_all_once_and_the_same_light_nothing(void **state)
{
    (void)state;
    struct wallmap map = wallmap_whole((struct size){8, 4});
    struct screen *glass = screen_open_memory(map.output);
    struct screen *screen = screen_open_mapped(glass, &map, plain);
    frame_fill(screen_canvas(screen), (struct colour){200, 100, 50, 255});
    present_all(screen);
    assert_int_equal(screen_poll(screen), SCREEN_NOTHING);
    screen_set_light(screen, LIGHT_FULL); // as it is
    assert_int_equal(screen_poll(screen), SCREEN_NOTHING);
    screen_set_light(screen, 500);
    assert_int_equal(screen_poll(screen), SCREEN_REDRAW);
    assert_int_equal(screen_poll(screen), SCREEN_NOTHING);
    present_all(screen);
    assert_int_equal(*pixel(screen_canvas(glass), 7, 3) & 0xFFFFFF, 0x924924);
    screen_set_light(screen, 500);
    assert_int_equal(screen_poll(screen), SCREEN_NOTHING);
    // Whoever presents before he polls brings the new light to all of it, not to his part alone.
    screen_set_light(screen, 250);
    present(screen, (struct rect){0, 0, 1, 1});
    assert_int_equal(*pixel(screen_canvas(glass), 7, 3) & 0xFFFFFF, 0x6B351B);
    assert_int_equal(screen_poll(screen), SCREEN_NOTHING);
    screen_close(screen);
    wallmap_fini(&map);
    struct screen *bare = screen_open_memory((struct size){8, 4});
    screen_set_light(bare, 500); // has no light to change
    assert_int_equal(screen_poll(bare), SCREEN_NOTHING);
    screen_close(bare);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_turn_and_mirror_is_as_it_was_looked_at),
        cmocka_unit_test(each_pixel_is_where_the_geometry_says),
        cmocka_unit_test(changes_add_up_to_the_whole),
        cmocka_unit_test(a_window_shows_what_memory_holds),
        cmocka_unit_test(a_turned_full_screen_has_the_turned_displays_size),
        cmocka_unit_test(what_no_piece_reaches_stays_black),
        cmocka_unit_test(tables_begin_at_black_end_at_the_level_and_never_fall),
        cmocka_unit_test(a_level_is_a_part_of_the_light),
        cmocka_unit_test(gamma_is_the_power_that_was_asked_for),
        cmocka_unit_test(another_light_redraws_all_once_and_the_same_light_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
