// Opening and closing what a live show needs.
#include "cmd/parts.h"

#include "base/log.h"
#include "ledger/ledger.h"
#include "media/mixer.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_RATE_MHZ = 60000 };

static volatile sig_atomic_t must_end;    // set by SIGTERM and SIGINT
static volatile sig_atomic_t reload_wish; // counts SIGHUPs

static void on_end(int number)
{
    (void)number;
    must_end = 1;
}

static void on_reload(int number)
{
    (void)number;
    reload_wish++;
}

static void hear_signals(void)
{
    // No SA_RESTART: a signal ends the loop's sleep.
    struct sigaction end = {.sa_handler = on_end};
    struct sigaction again = {.sa_handler = on_reload};
    struct sigaction ignored = {.sa_handler = SIG_IGN};
    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGINT, &end, NULL);
    sigaction(SIGHUP, &again, NULL);
    sigaction(SIGPIPE, &ignored, NULL);
}

bool parts_read_options(struct parts *self, const struct opts *opts)
{
    *self = (struct parts){0};
    const char *times[4];
    size_t loud = opts_values(opts, "verbose", times, 4);
    log_set_level(loud >= 2 ? LOG_DEBUG : loud == 1 ? LOG_INFO : LOG_WARN);
    return opts_length(opts, "for", &self->show.for_us) && opts_size(opts, "size", &self->wished);
}

static bool open_screen(struct parts *self, const struct setting *setting, const struct opts *opts,
                        struct error *err)
{
    const struct point *point = setting->point;
    struct size canvas;
    if (!setting_canvas(setting, opts, &canvas)) {
        return error_set(err, ERROR_CONFIG, "--size");
    }
    bool is_headless = opts_has(opts, "headless") || point->output == OUTPUT_OFFSCREEN;
    if (is_headless) {
        self->screen = screen_open_memory(canvas);
        return true;
    }
    bool is_full = opts_has(opts, "fullscreen") || point->output == OUTPUT_FULLSCREEN;
    bool is_fixed = self->wished.w > 0 || point->canvas.w > 0 || setting->playlist->canvas.w > 0;
    struct screen_wish wish = {
        .canvas = is_full && !is_fixed ? (struct size){0} : canvas,
        .is_fullscreen = is_full,
        .has_place = point->has_place,
        .place = {point->place.x, point->place.y},
        .title = setting->playlist->name,
    };
    self->screen = screen_open_window(&wish, err);
    if (self->screen == NULL) {
        error_prefix(err, "cannot show anything (--headless plays without a display)");
    }
    return self->screen != NULL;
}

static bool has_sound(const struct playlist *playlist)
{
    for (size_t i = 0; i < playlist->item_count; i++) {
        const struct item *item = &playlist->items[i];
        if (item->kind == ITEM_AUDIO || (item->kind == ITEM_VIDEO && !item->is_muted)) {
            return true;
        }
    }
    return false;
}

static void open_mixer(struct parts *self, const struct setting *setting, const struct opts *opts)
{
    if (opts_has(opts, "mute") || opts_has(opts, "headless") || !has_sound(setting->playlist)) {
        return;
    }
    struct error err = {0};
    self->mixer = mixer_open(clock_system(), &err);
    if (self->mixer == NULL) {
        log_warn("no sound: %s", err.text);
        return;
    }
    mixer_set_volume(self->mixer, setting->point->volume);
}

static void open_ledger(struct parts *self, const struct setting *setting, const struct opts *opts)
{
    const char *path = opts_value(opts, "ledger");
    self->ledger_path = path != NULL ? strdup(path) : ledger_default_path();
    struct writer_identity identity = {.point_id = setting->point->id,
                                       .program_version = XIAOLABA_VERSION};
    self->writer = writer_start(self->ledger_path, &identity, clock_system());
}

static int rate_mhz(const struct parts *self, const struct point *point)
{
    int shown = screen_rate_mhz(self->screen);
    return point->fps > 0 ? point->fps * 1000 : shown > 0 ? shown : USUAL_RATE_MHZ;
}

static void tell_first_frame(void *self)
{
    (void)self;
    struct clock *clock = clock_system();
    log_debug("first content on the screen at %lld us since boot",
              (long long)clock->now_mono(clock).us);
}

bool parts_open(struct parts *self, const struct setting *setting, const struct opts *opts,
                struct error *err)
{
    hear_signals();
    open_ledger(self, setting, opts);
    if (!open_screen(self, setting, opts, err)) {
        return false;
    }
    open_mixer(self, setting, opts);
    bool is_seen = !opts_has(opts, "headless") && setting->point->output != OUTPUT_OFFSCREEN;
    int64_t for_us = self->show.for_us;
    self->show = (struct show_parts){
        .clock = clock_system(),
        .screen = self->screen,
        .fonts = setting->fonts,
        .mixer = self->mixer,
        .writer = self->writer,
        .mode = MEDIUM_LATEST,
        .display = is_seen ? DISPLAY_UNKNOWN : DISPLAY_OFF,
        .rate_mhz = rate_mhz(self, setting->point),
        .for_us = for_us,
        .watches_file = true,
        .shows_status = opts_has(opts, "info"),
        .must_end = &must_end,
        .reload_wish = &reload_wish,
        .began = tell_first_frame,
    };
    return true;
}

void parts_close(struct parts *self)
{
    struct writer_status stored = writer_stop(self->writer);
    if (stored.dropped > 0 || stored.waiting > 0) {
        log_error("%s: %lld entries could not be stored: %s", self->ledger_path,
                  (long long)(stored.dropped + stored.waiting), stored.trouble);
    }
    mixer_close(self->mixer);
    screen_close(self->screen);
    free(self->ledger_path);
    *self = (struct parts){0};
}
