// A window on SDL's dummy driver, which has pixels but no glass: what is drawn lands on the
// window's surface, also when someone changes the window; keys become wishes.
#include "screen/frame.h"
#include "screen/hints.h"
#include "screen/screen.h"
#include "support/picture.h"
#include "support/test.h"

static struct screen *open(int w, int h, bool is_fullscreen)
{
    struct screen_wish wish = {
        .canvas = {w, h}, .is_fullscreen = is_fullscreen, .title = "xiaolaba test"};
    struct error err = {0};
    struct screen *screen = screen_open_window(&wish, &err);
    if (screen == NULL) {
        fail_msg("%s", err.text);
    }
    return screen;
}

static SDL_Window *window(void)
{
    SDL_Window *found = SDL_GetWindowFromID(1);
    for (Uint32 id = 2; found == NULL && id < 1000; id++) {
        found = SDL_GetWindowFromID(id);
    }
    assert_non_null(found);
    return found;
}

static uint32_t on_glass(int x, int y)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window());
    assert_non_null(surface);
    return *((uint32_t *)(void *)((char *)surface->pixels + (ptrdiff_t)y * surface->pitch) + x) &
           0xFFFFFF;
}

static void show(struct screen *screen, struct colour colour)
{
    frame_fill(screen_canvas(screen), colour);
    struct size size = screen_size(screen);
    struct rect all = {0, 0, size.w, size.h};
    struct error err = {0};
    if (!screen_present(screen, &all, 1, &err)) {
        fail_msg("%s", err.text);
    }
}

static void forget_events(struct screen *screen)
{
    while (screen_poll(screen) != SCREEN_NOTHING) {
    }
}

static const struct colour red = {255, 0, 0, 255};
static const struct colour green = {0, 255, 0, 255};

static void where_sizes_agree_the_canvas_is_the_window(void **state)
{
    (void)state;
    struct screen *screen = open(320, 64, false);
    assert_int_equal(screen_size(screen).w, 320);
    assert_int_equal(screen_size(screen).h, 64);
    SDL_Surface *canvas = screen_canvas(screen);
    assert_ptr_equal(canvas->pixels, SDL_GetWindowSurface(window())->pixels); // nothing is copied
    show(screen, red);
    assert_int_equal(on_glass(0, 0), 0xFF0000);
    assert_int_equal(on_glass(319, 63), 0xFF0000);
    screen_close(screen);
}

static void a_window_that_was_resized_is_scaled_into(void **state)
{
    (void)state;
    struct screen *screen = open(320, 80, false);
    show(screen, red);
    forget_events(screen);
    SDL_SetWindowSize(window(), 640, 480);
    bool must_redraw = false;
    for (enum screen_event told; (told = screen_poll(screen)) != SCREEN_NOTHING;) {
        must_redraw = must_redraw || told == SCREEN_REDRAW;
    }
    assert_true(must_redraw);
    assert_int_equal(screen_size(screen).w, 320); // the canvas stays what it was
    show(screen, green);
    assert_int_equal(on_glass(320, 240), 0x00FF00);
    assert_int_equal(on_glass(1, 161), 0x00FF00); // 640 × 160 in the middle
    assert_int_equal(on_glass(638, 318), 0x00FF00);
    assert_int_equal(on_glass(320, 100), 0); // bars
    assert_int_equal(on_glass(320, 400), 0);
    screen_close(screen);
}

static void a_canvas_larger_than_the_desktop_is_shown_smaller(void **state)
{
    (void)state;
    SDL_Rect desktop;
    struct screen *screen = open(8000, 400, false);
    assert_int_equal(SDL_GetDisplayUsableBounds(0, &desktop), 0);
    assert_int_equal(screen_canvas(screen)->w, 8000);
    int w;
    int h;
    SDL_GetWindowSize(window(), &w, &h);
    assert_true(w <= desktop.w && h <= desktop.h);
    show(screen, red);
    assert_int_equal(on_glass(w / 2, h / 2), 0xFF0000);
    screen_close(screen);
}

static void full_screen_holds_the_canvas_pixel_for_pixel(void **state)
{
    (void)state;
    struct screen *screen = open(256, 64, true);
    show(screen, red);
    SDL_Surface *surface = SDL_GetWindowSurface(window());
    int left = (surface->w - 256) / 2;
    int top = (surface->h - 64) / 2;
    assert_true(left > 0 && top > 0);
    assert_int_equal(on_glass(left, top), 0xFF0000);
    assert_int_equal(on_glass(left + 255, top + 63), 0xFF0000);
    assert_int_equal(on_glass(left - 1, top), 0);
    assert_int_equal(on_glass(left + 256, top), 0);
    screen_close(screen);
}

// What the last present handed to the display.
static SDL_Rect last_shown;
static int last_count;
static bool is_display_broken;

int __real_SDL_UpdateWindowSurfaceRects(SDL_Window *window, const SDL_Rect *rects, int count);
int __wrap_SDL_UpdateWindowSurfaceRects(SDL_Window *window, const SDL_Rect *rects, int count);
int __wrap_SDL_UpdateWindowSurfaceRects(SDL_Window *window, const SDL_Rect *rects, int count)
{
    last_shown = rects[0];
    last_count = count;
    return is_display_broken ? SDL_SetError("unplugged")
                             : __real_SDL_UpdateWindowSurfaceRects(window, rects, count);
}

// Fails when only the canvas is handed on: around it stays what the display showed before.
static void what_lies_around_the_canvas_is_shown_once(void **state)
{
    (void)state;
    struct screen *screen = open(256, 64, true);
    forget_events(screen);
    show(screen, red);
    SDL_Surface *surface = SDL_GetWindowSurface(window());
    assert_int_equal(last_count, 1);
    assert_int_equal(last_shown.w, surface->w);
    assert_int_equal(last_shown.h, surface->h);
    show(screen, green);
    assert_int_equal(last_shown.w, 256); // from here on only what changed
    assert_int_equal(last_shown.h, 64);
    screen_close(screen);
}

static void a_wall_lies_where_the_point_says(void **state)
{
    (void)state;
    struct screen_wish wish = {
        .canvas = {128, 32}, .is_fullscreen = true, .has_place = true, .title = "wall"};
    wish.place.x = 40;
    wish.place.y = 7;
    struct error err = {0};
    struct screen *screen = screen_open_window(&wish, &err);
    assert_non_null(screen);
    show(screen, green);
    assert_int_equal(on_glass(40, 7), 0x00FF00);
    assert_int_equal(on_glass(167, 38), 0x00FF00);
    assert_int_equal(on_glass(39, 7), 0);
    assert_int_equal(on_glass(40, 6), 0);
    assert_int_equal(on_glass(168, 38), 0);
    screen_close(screen);
}

// Fails when such a canvas is handed over whole: what lies beyond the edge is no part of the
// output.
static void of_a_wall_that_reaches_over_the_edge_the_rest_is_shown(void **state)
{
    (void)state;
    struct screen_wish wish = {
        .canvas = {128, 32}, .is_fullscreen = true, .has_place = true, .title = "wall"};
    SDL_DisplayMode mode;
    static const struct {
        int x, y;
    } places[] = {{-28, -2}, {1, 1}};
    for (size_t i = 0; i < 2; i++) {
        struct error err = {0};
        wish.place.x = places[i].x;
        wish.place.y = places[i].y;
        if (i == 1) { // the lower right corner
            wish.place.x = mode.w - 100;
            wish.place.y = mode.h - 30;
        }
        struct screen *screen = screen_open_window(&wish, &err);
        assert_non_null(screen);
        assert_int_equal(SDL_GetDesktopDisplayMode(0, &mode), 0);
        assert_int_equal(screen_display(screen).w, mode.w);
        forget_events(screen);
        show(screen, red);
        struct rect seen = i == 0 ? (struct rect){0, 0, 100, 30}
                                  : (struct rect){mode.w - 100, mode.h - 30, 100, 30};
        assert_int_equal(on_glass(seen.x, seen.y), 0xFF0000);
        assert_int_equal(on_glass(seen.x + 99, seen.y + 29), 0xFF0000);
        assert_int_equal(on_glass(i == 0 ? 100 : mode.w - 101, seen.y), 0);
        assert_int_equal(on_glass(seen.x, i == 0 ? 30 : mode.h - 31), 0);
        show(screen, green); // pixel for pixel: nothing is made smaller
        assert_int_equal(last_count, 1);
        assert_int_equal(last_shown.x, seen.x);
        assert_int_equal(last_shown.y, seen.y);
        assert_int_equal(last_shown.w, 100);
        assert_int_equal(last_shown.h, 30);
        struct rect corner = {100, 31, 1, 1}; // of the canvas; in the second place it is not seen
        last_count = 0;
        assert_true(screen_present(screen, &corner, 1, &err));
        assert_int_equal(last_count, i == 0);
        screen_close(screen);
    }
}

static void without_a_size_full_screen_takes_the_display(void **state)
{
    (void)state;
    struct screen *screen = open(0, 0, true);
    SDL_DisplayMode mode;
    assert_int_equal(SDL_GetDesktopDisplayMode(0, &mode), 0);
    assert_int_equal(screen_size(screen).w, mode.w);
    assert_int_equal(screen_size(screen).h, mode.h);
    screen_close(screen);
}

static void press(SDL_Keycode key, bool is_repeat)
{
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.sym = key;
    event.key.repeat = is_repeat;
    SDL_PushEvent(&event);
}

static void keys_become_wishes(void **state)
{
    (void)state;
    static const struct {
        SDL_Keycode key;
        enum screen_event want;
    } table[] = {
        {SDLK_SPACE, SCREEN_PAUSE},   {SDLK_RIGHT, SCREEN_NEXT},  {SDLK_n, SCREEN_NEXT},
        {SDLK_LEFT, SCREEN_PREVIOUS}, {SDLK_m, SCREEN_SOUND},     {SDLK_i, SCREEN_INFO},
        {SDLK_q, SCREEN_QUIT},        {SDLK_ESCAPE, SCREEN_QUIT}, {SDLK_x, SCREEN_NOTHING},
        {SDLK_PAGEDOWN, SCREEN_NEXT},
    };
    struct screen *screen = open(64, 32, false);
    forget_events(screen);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        press(table[i].key, false);
        assert_int_equal(screen_poll(screen), table[i].want);
        press(table[i].key, true); // held down: once is enough
        assert_int_equal(screen_poll(screen), SCREEN_NOTHING);
    }
    SDL_Event quit = {.type = SDL_QUIT};
    SDL_PushEvent(&quit);
    assert_int_equal(screen_poll(screen), SCREEN_QUIT);
    screen_close(screen);
}

// A screen that is touched tells SDL of a finger and of a mouse. Fails when that is two touches.
static void fingers_and_mouse_buttons_are_touches(void **state)
{
    (void)state;
    struct error err = {0};
    struct screen *screen =
        screen_open_window(&(struct screen_wish){.canvas = {64, 32}, .title = "t"}, &err);
    assert_non_null(screen);
    while (screen_poll(screen) != SCREEN_NOTHING) {
        // the window's own
    }
    SDL_Event finger = {.type = SDL_FINGERDOWN};
    SDL_Event twin = {.type = SDL_MOUSEBUTTONDOWN};
    twin.button.which = SDL_TOUCH_MOUSEID;
    SDL_Event up = {.type = SDL_FINGERUP};
    SDL_PushEvent(&finger);
    SDL_PushEvent(&twin);
    SDL_PushEvent(&up);
    assert_int_equal(screen_poll(screen), SCREEN_TOUCH);
    assert_int_equal(screen_poll(screen), SCREEN_NOTHING);
    SDL_Event button = {.type = SDL_MOUSEBUTTONDOWN};
    SDL_PushEvent(&button);
    assert_int_equal(screen_poll(screen), SCREEN_TOUCH);
    assert_int_equal(screen_poll(screen), SCREEN_NOTHING);
    screen_close(screen);
}

// The next wish of a person: a window that changes its size asks to be redrawn in between.
static enum screen_event next_wish(struct screen *screen)
{
    enum screen_event told = screen_poll(screen);
    while (told == SCREEN_REDRAW) {
        told = screen_poll(screen);
    }
    return told;
}

static void full_screen_is_entered_and_left_by_key(void **state)
{
    (void)state;
    struct screen *screen = open(64, 32, false);
    show(screen, red);
    forget_events(screen);
    press(SDLK_F11, false);
    assert_int_equal(screen_poll(screen), SCREEN_FULLSCREEN);
    assert_int_equal(screen_poll(screen), SCREEN_REDRAW);
    assert_true(SDL_GetWindowFlags(window()) & SDL_WINDOW_FULLSCREEN_DESKTOP);
    forget_events(screen);
    show(screen, green); // whatever shape the display has, the canvas is there
    SDL_Surface *surface = SDL_GetWindowSurface(window());
    assert_int_equal(on_glass(surface->w / 2, surface->h / 2), 0x00FF00);
    press(SDLK_ESCAPE, false); // leaves full screen, not the program
    assert_int_equal(next_wish(screen), SCREEN_FULLSCREEN);
    assert_false(SDL_GetWindowFlags(window()) & SDL_WINDOW_FULLSCREEN_DESKTOP);
    forget_events(screen);
    show(screen, red);
    surface = SDL_GetWindowSurface(window()); // the dummy driver leaves it as large as it was
    assert_int_equal(on_glass(surface->w / 2, surface->h / 2), 0xFF0000);
    screen_close(screen);
}

static void many_changed_rectangles_are_all_shown(void **state)
{
    (void)state;
    struct screen *screen = open(200, 50, false);
    frame_fill(screen_canvas(screen), green);
    struct rect changed[40];
    for (int i = 0; i < 40; i++) {
        changed[i] = (struct rect){i * 5, 0, 5, 50};
    }
    struct error err = {0};
    assert_true(screen_present(screen, changed, 40, &err));
    assert_int_equal(on_glass(199, 49), 0x00FF00);
    screen_close(screen);
}

static void mark_window(void)
{
    static int mark;
    SDL_SetWindowData(window(), "mark", &mark);
}

static bool is_marked(void)
{
    return SDL_GetWindowData(window(), "mark") != NULL;
}

// Fails when the canvas of the window that was is drawn on.
static void a_window_is_opened_again_the_same_way(void **state)
{
    (void)state;
    struct screen *screen = open(200, 50, false);
    struct rect all = {0, 0, 200, 50};
    struct error err = {0};
    show(screen, green);
    is_display_broken = true;
    (void)screen_canvas(screen);
    assert_false(screen_present(screen, &all, 1, &err));
    assert_non_null(strstr(err.text, "unplugged"));
    mark_window();
    assert_true(screen_reopen(screen, &err));
    is_display_broken = false;
    assert_false(is_marked());
    assert_int_equal(screen_poll(screen), SCREEN_REDRAW);
    forget_events(screen);
    assert_int_equal(screen_size(screen).w, 200);
    show(screen, red);
    assert_int_equal(on_glass(199, 49), 0xFF0000);
    assert_false(screen_is_gone(screen));
    screen_close(screen);
}

static void a_window_that_lost_its_textures_is_made_anew(void **state)
{
    (void)state;
    static const Uint32 resets[] = {SDL_RENDER_TARGETS_RESET, SDL_RENDER_DEVICE_RESET};
    for (size_t i = 0; i < 2; i++) {
        struct screen *screen = open(200, 50, false);
        show(screen, green);
        forget_events(screen);
        mark_window();
        SDL_Event reset = {.type = resets[i]};
        SDL_PushEvent(&reset);
        assert_int_equal(screen_poll(screen), SCREEN_REDRAW);
        assert_false(is_marked());
        show(screen, red);
        assert_int_equal(on_glass(0, 0), 0xFF0000);
        screen_close(screen);
    }
}

static void a_display_that_is_another_is_laid_out_anew(void **state)
{
    (void)state;
    struct screen *screen = open(200, 50, true);
    show(screen, green);
    forget_events(screen);
    SDL_Event change = {.type = SDL_DISPLAYEVENT};
    change.display.event = SDL_DISPLAYEVENT_CONNECTED;
    SDL_PushEvent(&change);
    assert_int_equal(screen_poll(screen), SCREEN_REDRAW);
    show(screen, red);
    SDL_Surface *surface = SDL_GetWindowSurface(window());
    assert_int_equal(on_glass(surface->w / 2, surface->h / 2), 0xFF0000);
    assert_int_equal(last_shown.w, surface->w); // also what lies around it
    screen_close(screen);
}

static void without_a_display_the_reason_is_told(void **state)
{
    (void)state;
    char *kept = strdup(getenv("SDL_VIDEODRIVER"));
    setenv("SDL_VIDEODRIVER", "no-such-driver", 1);
    struct screen_wish wish = {.canvas = {64, 32}, .title = "none"};
    struct error err = {0};
    assert_null(screen_open_window(&wish, &err));
    assert_int_equal(err.code, ERROR_DEVICE);
    assert_int_equal(strncmp(err.text, "no display: ", 12), 0);
    setenv("SDL_VIDEODRIVER", kept, 1);
    free(kept);
}

static void each_driver_gets_the_road_that_suits_it(void **state)
{
    (void)state;
    hints_set();
    assert_string_equal(SDL_GetHint(SDL_HINT_NO_SIGNAL_HANDLERS), "1");
    assert_string_equal(SDL_GetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER), "0");
    hints_set_for_driver("x11");
    assert_string_equal(SDL_GetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION), "0");
    hints_set_for_driver("KMSDRM");
    assert_string_equal(SDL_GetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION), "1");
    hints_set_for_driver(NULL);
    assert_string_equal(SDL_GetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION), "1");
}

int main(void)
{
    setenv("SDL_VIDEODRIVER", "dummy", 0);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_sizes_agree_the_canvas_is_the_window),
        cmocka_unit_test(a_window_that_was_resized_is_scaled_into),
        cmocka_unit_test(a_canvas_larger_than_the_desktop_is_shown_smaller),
        cmocka_unit_test(full_screen_holds_the_canvas_pixel_for_pixel),
        cmocka_unit_test(what_lies_around_the_canvas_is_shown_once),
        cmocka_unit_test(a_wall_lies_where_the_point_says),
        cmocka_unit_test(of_a_wall_that_reaches_over_the_edge_the_rest_is_shown),
        cmocka_unit_test(without_a_size_full_screen_takes_the_display),
        cmocka_unit_test(keys_become_wishes),
        cmocka_unit_test(fingers_and_mouse_buttons_are_touches),
        cmocka_unit_test(full_screen_is_entered_and_left_by_key),
        cmocka_unit_test(many_changed_rectangles_are_all_shown),
        cmocka_unit_test(a_window_is_opened_again_the_same_way),
        cmocka_unit_test(a_window_that_lost_its_textures_is_made_anew),
        cmocka_unit_test(a_display_that_is_another_is_laid_out_anew),
        cmocka_unit_test(without_a_display_the_reason_is_told),
        cmocka_unit_test(each_driver_gets_the_road_that_suits_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
