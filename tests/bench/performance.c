// The show on a witnessed screen.
#include "performance.h"

#include "base/mem.h"
#include "media/mixer.h"
#include "playlist/playlist.h"
#include "screen/driver.h"
#include "show/show.h"
#include "stage/painter.h"
#include "text/fonts.h"

#include <stdio.h>
#include <stdlib.h>

enum { RATE_MHZ = 60000 };

void performance_stop_with(const char *what)
{
    fprintf(stderr, "bench: %s\n", what);
    exit(3);
}

struct witnessed {
    struct screen screen; // first member
    struct screen *inner;
    const struct performance *performance;
};

static struct witnessed *witnessed_of(struct screen *screen)
{
    return (struct witnessed *)screen;
}

static void witnessed_close(struct screen *screen)
{
    screen_close(witnessed_of(screen)->inner);
    free(screen);
}

static struct SDL_Surface *witnessed_canvas(struct screen *screen)
{
    return screen_canvas(witnessed_of(screen)->inner);
}

static bool witnessed_present(struct screen *screen, const struct rect *changed, int count,
                              struct error *err)
{
    struct witnessed *self = witnessed_of(screen);
    struct clock *clock = clock_system();
    if (!screen_present(self->inner, changed, count, err)) {
        return false;
    }
    self->performance->look(self->performance->look_self, screen_canvas(self->inner),
                            clock->now_mono(clock));
    return true;
}

static enum screen_event witnessed_poll(struct screen *screen)
{
    return screen_poll(witnessed_of(screen)->inner);
}

static bool witnessed_set_power(struct screen *screen, bool is_on)
{
    return screen_set_power(witnessed_of(screen)->inner, is_on);
}

static struct screen *open_witnessed(const struct performance *performance, struct size canvas)
{
    struct error err = {0};
    struct screen_wish wish = {.canvas = canvas, .title = "xiaolaba bench"};
    struct witnessed *self = mem_zeroed(1, sizeof *self);
    bool has_display = getenv("DISPLAY") != NULL;
    self->inner = has_display ? screen_open_window(&wish, &err) : screen_open_memory(canvas);
    if (self->inner == NULL) {
        performance_stop_with(err.text);
    }
    self->screen = (struct screen){.close = witnessed_close,
                                   .canvas = witnessed_canvas,
                                   .present = witnessed_present,
                                   .poll = witnessed_poll,
                                   .set_power = witnessed_set_power,
                                   .size = canvas,
                                   .rate_mhz = RATE_MHZ};
    self->performance = performance;
    return &self->screen;
}

static struct playlist *load(const char *path)
{
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_load(path, &troubles);
    if (playlist == NULL) {
        struct str text = {0};
        troubles_print(&troubles, &text);
        performance_stop_with(str_text(&text));
    }
    troubles_fini(&troubles);
    return playlist;
}

// Found from the folder of the source, where `./dev bench` starts.
static struct fonts *open_fonts(void)
{
    const char *const folders[] = {"fonts", XIAOLABA_DATA "/fonts", NULL};
    struct error err = {0};
    struct fonts *fonts = fonts_open(NULL, folders, &err);
    if (fonts == NULL) {
        performance_stop_with(err.text);
    }
    return fonts;
}

void performance_run(const struct performance *self)
{
    struct error err = {0};
    struct playlist *playlist = load(self->playlist);
    struct fonts *fonts = open_fonts();
    struct painter *painter = painter_start(fonts, &err);
    struct show_parts parts = {
        .clock = clock_system(),
        .fonts = fonts,
        .painter = painter,
        .writer = self->writer,
        .mode = MEDIUM_LATEST,
        .wants_sound = self->wants_sound,
        .rate_mhz = RATE_MHZ,
        .canvas = playlist->canvas,
        .for_us = self->for_us,
    };
    struct screen *screen = open_witnessed(self, playlist->canvas);
    struct mixer *mixer = self->wants_sound ? mixer_open(clock_system(), &err) : NULL;
    if (self->wants_sound && mixer == NULL) {
        performance_stop_with(err.text);
    }
    struct show *show = show_new(&parts, playlist);
    if (show_run(show, screen, mixer, RATE_MHZ, &err) != SHOW_ENDED) {
        performance_stop_with(err.text);
    }
    show_free(show);
    painter_stop(painter);
    mixer_close(mixer);
    screen_close(screen);
    fonts_close(fonts);
}
