// xiaolaba wall: for whoever hangs the screen. Draws the map of a point's wall, or shows test
// pictures through it.
#include "base/log.h"
#include "base/mem.h"
#include "cmd/exits.h"
#include "cmd/outlet.h"
#include "cmd/pattern.h"
#include "cmd/setting.h"
#include "cmd/table.h"
#include "cmd/wall_drawing.h"
#include "ledger/trust.h"
#include "screen/frame.h"
#include "screen/remap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#define TURN_US INT64_C(50000)    // a key is answered within this
#define CYCLE_US INT64_C(8000000) // each picture, until somebody presses a key
#define LOST_US INT64_C(10000000) // a display that stays away for longer is lost

enum { WINDOW_W = 1280, WINDOW_H = 720, DISPLAY_W = 1920, DISPLAY_H = 1080 };

static const struct opt options[] = {
    {"point", 0, "FILE", "where the screen stands (man 5 xiaolaba-point)"},
    {"output", 'o', "FILE", "draw the map of the wall to this PNG instead"},
    {"shot", 0, "FILE", "write the test picture to this PNG as it is sent, without a display"},
    {"pattern", 0, "NAME",
     "this one alone: pieces, grid, gradient, bars, white, red, green or blue"},
    {"for", 0, "TIME", "show for this long, then end (30s, 10m)"},
    {"fullscreen", 'f', NULL, "take the whole display"},
    {"size", 0, "WxH", "size of the canvas in pixels"},
    {0},
};

struct wall_test {
    struct point *point;
    struct meridian *meridian;
    struct fonts *fonts; // NULL: none could be found (said)
    struct size canvas;  // {0,0}: as large as the display
    bool is_fullscreen;
    enum pattern pattern; // 0: one after the other
    int64_t for_us;       // 0: until told to end
};

static volatile sig_atomic_t must_end;

static void on_end(int number)
{
    (void)number;
    must_end = 1;
}

// --- what is asked for --------------------------------------------------------------------------

static bool read_pattern(struct wall_test *self, const struct opts *opts)
{
    const char *name = opts_value(opts, "pattern");
    if (name == NULL) {
        return true;
    }
    self->pattern = pattern_of(name);
    if (self->pattern != 0) {
        return true;
    }
    const char *names[PATTERNS];
    for (int i = 0; i < PATTERNS; i++) {
        names[i] = pattern_name((enum pattern)(i + 1));
    }
    const char *nearest = str_nearest(name, names, PATTERNS);
    opts_complain(opts, "--pattern: there is no \"%s\"%s%s%s", name,
                  nearest != NULL ? "; did you mean \"" : "", nearest != NULL ? nearest : "",
                  nearest != NULL ? "\"?" : "");
    return false;
}

static bool load_point(struct wall_test *self, const struct opts *opts)
{
    struct troubles troubles = {0};
    struct error err = {0};
    self->point = point_load(opts_value(opts, "point"), &troubles);
    if (self->point != NULL) {
        self->meridian = meridian_open(self->point->timezone, &err);
        if (self->meridian == NULL) {
            troubles_add(&troubles, TROUBLE_ERROR, opts_value(opts, "point"), 0, "timezone", NULL,
                         "%s", err.text);
        }
    }
    setting_say(&troubles);
    return self->meridian != NULL;
}

// --size, else the point's; else the display decides, or a usual size where there is none.
static bool choose_canvas(struct wall_test *self, const struct opts *opts)
{
    const struct wallmap *wall = &self->point->wall;
    self->canvas = self->point->canvas;
    if (!opts_size(opts, "size", &self->canvas)) {
        return false;
    }
    struct size wanted = self->canvas;
    if (wall->count > 0 && (wanted.w != wall->canvas.w || wanted.h != wall->canvas.h)) {
        opts_complain(opts, "--size: the point's wall is cut from a canvas of %dx%d",
                      wall->canvas.w, wall->canvas.h);
        return false;
    }
    self->is_fullscreen = opts_has(opts, "fullscreen") || self->point->output == OUTPUT_FULLSCREEN;
    bool has_display = !opts_has(opts, "output") && !opts_has(opts, "shot");
    if (wanted.w == 0 && !(self->is_fullscreen && has_display)) {
        struct size usual = self->is_fullscreen ? (struct size){DISPLAY_W, DISPLAY_H}
                                                : (struct size){WINDOW_W, WINDOW_H};
        self->canvas = size_turned(usual, self->point->quarters);
    }
    return true;
}

// --- pictures in files --------------------------------------------------------------------------

static int save(struct SDL_Surface *picture, const char *path)
{
    struct error err = {0};
    int code = EXIT_FINE;
    if (frame_save(picture, path, &err)) {
        printf("%s\n", path);
    } else {
        log_error("%s", err.text);
        code = EXIT_CANNOT_START;
    }
    frame_free(picture);
    return code;
}

static int draw_map(const struct wall_test *self, const char *path)
{
    struct wallmap map = point_map(self->point, self->canvas);
    int code = save(wall_drawing(self->point, &map, self->fonts), path);
    wallmap_fini(&map);
    return code;
}

static int shoot(const struct wall_test *self, const char *path)
{
    struct wallmap map = point_map(self->point, self->canvas);
    struct SDL_Surface *canvas = frame_new(self->canvas);
    pattern_draw(self->pattern != 0 ? self->pattern : PATTERN_PIECES, &map, self->fonts, canvas);
    int code = save(remap_whole(canvas, &map, NULL), path);
    frame_free(canvas);
    wallmap_fini(&map);
    return code;
}

// --- on the screen ------------------------------------------------------------------------------

struct showing {
    const struct wall_test *test;
    struct screen *screen;
    struct wallmap map;
    enum pattern pattern;
    bool is_cycling;
    bool must_draw;
    struct mono since;         // when this picture came
    struct mono failing_since; // 0: the display takes pictures
    bool is_over;
};

static void step(struct showing *self, int by, struct mono now)
{
    self->pattern = (enum pattern)(((int)self->pattern - 1 + by + PATTERNS) % PATTERNS + 1);
    self->since = now;
    self->must_draw = true;
}

static void hear(struct showing *self, enum screen_event event, struct mono now)
{
    switch (event) {
    case SCREEN_QUIT:
        self->is_over = true;
        break;
    case SCREEN_PAUSE:
    case SCREEN_NEXT:
    case SCREEN_PREVIOUS:
        self->is_cycling = false;
        step(self, event == SCREEN_PREVIOUS ? -1 : 1, now);
        break;
    case SCREEN_FULLSCREEN:
    case SCREEN_REDRAW:
        self->must_draw = true;
        break;
    case SCREEN_NOTHING:
    case SCREEN_TOUCH:
    case SCREEN_SOUND:
    case SCREEN_INFO:
        break;
    }
}

// As bright as a playlist would be now: a test at night must not dazzle anybody either.
static void keep_light(const struct showing *self)
{
    const struct point *point = self->test->point;
    struct clock *clock = clock_system();
    struct wall now = clock->now_wall(clock);
    enum clock_trust trust = trust_now();
    trust = point->has_good_clock ? trust_vouched(trust, now) : trust;
    bool is_known = trust >= CLOCK_BOUNDED;
    screen_set_light(self->screen, is_known ? light_level(&point->light, self->test->meridian, now)
                                            : light_least(&point->light));
}

static void present(struct showing *self, struct mono now)
{
    struct size size = screen_size(self->screen);
    struct rect all = {0, 0, size.w, size.h};
    struct error err = {0};
    pattern_draw(self->pattern, &self->map, self->test->fonts, screen_canvas(self->screen));
    self->must_draw = !screen_present(self->screen, &all, 1, &err);
    if (!self->must_draw) {
        self->failing_since = (struct mono){0};
    } else if (self->failing_since.us == 0) {
        self->failing_since = now;
        log_error("%s", err.text);
    }
}

static int run(struct showing *self)
{
    struct clock *clock = clock_system();
    struct mono start = clock->now_mono(clock);
    self->since = start;
    int64_t for_us = self->test->for_us;
    while (!self->is_over && !must_end) {
        struct mono now = clock->now_mono(clock);
        keep_light(self);
        for (enum screen_event event; (event = screen_poll(self->screen)) != SCREEN_NOTHING;) {
            hear(self, event, now);
        }
        if (self->is_cycling && mono_since(now, self->since) >= CYCLE_US) {
            step(self, 1, now);
        }
        if (self->must_draw) {
            present(self, now);
        }
        if (self->failing_since.us != 0 && mono_since(now, self->failing_since) >= LOST_US) {
            log_error("the display is gone and did not come back");
            return EXIT_LOST_DEVICE;
        }
        self->is_over = self->is_over || (for_us > 0 && mono_since(now, start) >= for_us);
        clock->sleep_until(clock, mono_after(now, TURN_US));
    }
    return EXIT_FINE;
}

static int show_patterns(const struct wall_test *self)
{
    struct outlet outlet = {.point = self->point,
                            .canvas = self->canvas,
                            .is_fullscreen = self->is_fullscreen,
                            .is_memory = self->point->output == OUTPUT_OFFSCREEN,
                            .title = "xiaolaba wall"};
    struct error err = {0};
    struct showing showing = {.test = self, .must_draw = true};
    showing.screen = outlet_open(&outlet, &err);
    if (showing.screen == NULL) {
        log_error("%s (--shot FILE needs no display)", err.text);
        return EXIT_CANNOT_START;
    }
    struct sigaction end = {.sa_handler = on_end};
    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGINT, &end, NULL);
    showing.pattern = self->pattern != 0 ? self->pattern : PATTERN_PIECES;
    showing.is_cycling = self->pattern == 0;
    showing.map = point_map(self->point, screen_size(showing.screen));
    int code = run(&showing);
    wallmap_fini(&showing.map);
    screen_close(showing.screen);
    return code;
}

// --- the command --------------------------------------------------------------------------------

static int perform(struct wall_test *self, const struct opts *opts)
{
    if (!load_point(self, opts)) {
        return EXIT_CANNOT_START;
    }
    if (!choose_canvas(self, opts)) {
        return EXIT_USAGE;
    }
    struct error err = {0};
    self->fonts = setting_fonts(&err);
    if (self->fonts == NULL) {
        log_warn("%s", err.text);
    }
    const char *map_path = opts_value(opts, "output");
    const char *shot_path = opts_value(opts, "shot");
    int code = map_path != NULL ? draw_map(self, map_path) : EXIT_FINE;
    if (shot_path != NULL && code == EXIT_FINE) {
        code = shoot(self, shot_path);
    }
    return map_path != NULL || shot_path != NULL ? code : show_patterns(self);
}

static int wall(const struct opts *opts)
{
    struct wall_test self = {0};
    if (!read_pattern(&self, opts) || !opts_length(opts, "for", &self.for_us)) {
        return EXIT_USAGE;
    }
    int code = perform(&self, opts);
    fonts_close(self.fonts);
    meridian_free(self.meridian);
    point_free(self.point);
    return code;
}

const struct command command_wall = {
    .name = "wall",
    .operands = "",
    .summary = "Shows test pictures through a point's wall, or draws its map, for who installs it.",
    .options = options,
    .run = wall,
    .operands_min = 0,
    .operands_max = 0,
};
