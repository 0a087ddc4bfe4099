// Opening and closing what a live show needs.
#include "cmd/parts.h"

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "cmd/notify.h"
#include "cmd/outlet.h"
#include "cmd/socket.h"
#include "counters/counters.h"
#include "health/health.h"
#include "ledger/trust.h"
#include "media/mixer.h"
#include "point/facts.h"
#include "report/days.h"
#include "show/console.h"
#include "stage/painter.h"

#include <signal.h>
#include <stdlib.h>

enum { USUAL_RATE_MHZ = 60000, USUAL_W = 1920, USUAL_H = 1080 };

static volatile sig_atomic_t must_end;    // set by SIGTERM and SIGINT
static volatile sig_atomic_t reload_wish; // counts SIGHUPs
static volatile sig_atomic_t told;        // counts SIGIOs, round and round

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

// Anybody who connects raises one, for months: the count must not overflow.
static void on_told(int number)
{
    (void)number;
    told = (told + 1) & 0xFFFF;
}

static void hear_signals(void)
{
    // No SA_RESTART: a signal ends the loop's sleep.
    struct sigaction end = {.sa_handler = on_end};
    struct sigaction again = {.sa_handler = on_reload};
    struct sigaction news = {.sa_handler = on_told};
    struct sigaction ignored = {.sa_handler = SIG_IGN};
    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGINT, &end, NULL);
    sigaction(SIGHUP, &again, NULL);
    sigaction(SIGIO, &news, NULL);
    sigaction(SIGPIPE, &ignored, NULL);
}

bool parts_read_options(struct parts *self, const struct opts *opts)
{
    *self = (struct parts){0};
    const char *times[4];
    size_t loud = opts_values(opts, "verbose", times, 4);
    log_set_level(loud >= 2 ? LOG_DEBUG : loud == 1 ? LOG_INFO : LOG_WARN);
    struct size ignored;
    return opts_length(opts, "for", &self->for_show.for_us) && opts_size(opts, "size", &ignored);
}

static bool is_headless(const struct setting *setting, const struct opts *opts)
{
    return opts_has(opts, "headless") || setting->point->output == OUTPUT_OFFSCREEN;
}

static bool wish_screen(struct outlet *wish, const struct setting *setting, const struct opts *opts)
{
    const struct point *point = setting->point;
    bool is_memory = is_headless(setting, opts);
    bool is_full = opts_has(opts, "fullscreen") || point->output == OUTPUT_FULLSCREEN;
    bool is_exact = opts_has(opts, "size") || point->canvas.w > 0;
    bool is_designed = setting->playlist->canvas.w > 0;
    *wish = (struct outlet){
        .point = point,
        .is_memory = is_memory,
        .is_fullscreen = is_full && !is_memory,
        .title = setting->playlist->name,
    };
    if (!setting_canvas(setting, opts, &wish->canvas)) {
        return false;
    }
    if (wish->is_fullscreen && !is_exact) {
        wish->may_grow = true;
        wish->canvas = is_designed ? wish->canvas : (struct size){0};
    }
    return true;
}

static bool open_screen(struct parts *self, const struct outlet *wish, struct error *err)
{
    self->screen = outlet_open(wish, err);
    if (self->screen == NULL) {
        error_prefix(err, "cannot show anything (--headless plays without a display)");
    }
    return self->screen != NULL;
}

static struct mixer *open_mixer(void *parts)
{
    struct parts *self = parts;
    struct error err = {0};
    self->mixer = mixer_open(clock_system(), &err);
    if (self->mixer == NULL) {
        log_warn("%s", err.text);
    }
    mixer_set_volume(self->mixer, self->volume);
    return self->mixer;
}

static void open_ledger(struct parts *self, const struct setting *setting, const struct opts *opts)
{
    self->ledger_path = socket_ledger(opts);
    self->lengths_path = mem_format("%s.lengths", self->ledger_path);
    struct writer_identity identity = {
        .point_id = setting->point->id, .program_version = XIAOLABA_VERSION, .sum_up = days_make};
    self->writer = writer_start(self->ledger_path, &identity, clock_system());
}

// A player without a painter paints between two frames.
static void open_painter(struct parts *self, const struct setting *setting)
{
    struct error err = {0};
    self->painter = setting->fonts != NULL ? painter_start(setting->fonts, &err) : NULL;
    if (err.code != 0) {
        log_warn("%s", err.text);
    }
}

// A player that cannot be told anything plays all the same.
static void open_console(struct parts *self, const struct opts *opts)
{
    char *path = socket_path(opts);
    struct error err = {0};
    self->console = console_open(path, &err);
    if (self->console == NULL) {
        log_warn("xiaolaba tell will not reach this player: %s", err.text);
    }
    free(path);
}

// What keeps the ledger, and how hot the machine is.
static void open_health(struct parts *self)
{
    struct error err = {0};
    char *folder = file_folder(self->ledger_path);
    self->health = health_watch_start("", folder, &err);
    free(folder);
    if (self->health == NULL) {
        log_warn("%s", err.text);
        return;
    }
    self->for_show.health = health_watch_ask;
    self->for_show.health_self = self->health;
}

// Nor does one whose counters fail stay dark.
static void open_counters(struct parts *self, const struct point *point)
{
    struct error err = {0};
    if (point->counter_count > 0) {
        self->counters = counters_start(point->counters, point->counter_count, &err);
    }
    if (err.code != 0) {
        log_error("nobody is counted: %s", err.text);
    }
}

// A player that nobody watches over plays all the same.
static void open_notify(struct parts *self)
{
    struct error err = {0};
    self->notify = notify_open(&err);
    if (err.code != 0) {
        log_warn("the supervisor will hear nothing: %s", err.text);
    }
}

static void tell_beat(void *self, const struct show_beat *beat)
{
    struct parts *parts = self;
    notify_beat(parts->notify, beat);
    if (feed_beat(parts->feed, beat)) {
        show_fault(parts->show, parts->feed->alarm);
        parts->feed->alarm[0] = '\0';
    }
    bulletin_beat(&parts->bulletin, parts->show, beat->now);
    if (parts->feed->wants_reload) {
        parts->feed->wants_reload = false;
        reload_wish++;
    }
}

static void tell_first_frame(void *self)
{
    notify_ready(((struct parts *)self)->notify);
    struct clock *clock = clock_system();
    log_debug("first content on the screen at %lld us since boot",
              (long long)clock->now_mono(clock).us);
}

static bool wants_sound(const struct setting *setting, const struct opts *opts)
{
    return !is_headless(setting, opts) && playlist_has_sound(setting->playlist);
}

// The point's word for the clock.
static enum clock_trust vouch(void *self)
{
    (void)self;
    return trust_vouched(trust_now(), clock_system()->now_wall(clock_system()));
}

// Reports know from the ledger alone where the screen stood and who came past.
static void describe_point(struct parts *self, const struct setting *setting)
{
    struct clock *clock = clock_system();
    const struct point *point = setting->point;
    point_facts(point, meridian_offset_s(setting->meridian, clock->now_wall(clock)),
                &self->point_facts);
    if (point->has_audience) {
        audience_print(&point->audience, &self->audience_facts);
    }
}

static void open_show(struct parts *self, struct setting *setting, const struct opts *opts,
                      struct size canvas)
{
    int fps = setting->point->fps;
    struct show_parts *parts = &self->for_show;
    parts->clock = clock_system();
    parts->fonts = setting->fonts;
    parts->painter = self->painter;
    parts->writer = self->writer;
    parts->lengths_path = self->lengths_path;
    parts->meridian = setting->meridian;
    parts->calendar = setting->calendar;
    parts->openings = setting->point->openings;
    parts->opening_count = setting->point->opening_count;
    parts->district = setting->point->district;
    parts->point_facts = str_text(&self->point_facts);
    parts->audience_facts = str_text(&self->audience_facts);
    parts->light = outlet_is_mapped(setting->point) ? &setting->point->light : NULL;
    parts->earliest = trust_earliest();
    parts->trust = setting->point->has_good_clock ? vouch : NULL;
    parts->mode = MEDIUM_LATEST;
    parts->display = is_headless(setting, opts) ? DISPLAY_OFF : DISPLAY_UNKNOWN;
    parts->wants_sound = wants_sound(setting, opts);
    parts->open_sound = is_headless(setting, opts) ? NULL : open_mixer;
    parts->open_sound_self = self;
    parts->rate_mhz = fps > 0 ? fps * 1000 : USUAL_RATE_MHZ;
    parts->is_rate_told = fps > 0;
    parts->canvas = canvas;
    parts->watches_file = true;
    parts->watched = self->watched;
    parts->load = feed_load_again;
    parts->load_self = self->feed;
    parts->fall_back = feed_fall_back;
    parts->fall_back_self = self->feed;
    parts->shows_status = opts_has(opts, "info");
    parts->is_muted = opts_has(opts, "mute");
    parts->must_end = &must_end;
    parts->reload_wish = &reload_wish;
    parts->counters = self->counters;
    parts->counter_wishes = setting->point->counters;
    parts->counter_count = setting->point->counter_count;
    parts->is_interactive = setting->point->is_interactive;
    parts->console = self->console;
    parts->told = &told;
    parts->began = tell_first_frame;
    parts->began_self = self;
    parts->beat = tell_beat;
    parts->beat_self = self;
    self->show = show_new(parts, setting->playlist);
    setting->playlist = NULL; // the show has it now
}

bool parts_open(struct parts *self, struct setting *setting, struct feed *feed,
                const struct opts *opts, struct error *err)
{
    struct outlet wish;
    if (!wish_screen(&wish, setting, opts)) {
        return error_set(err, ERROR_CONFIG, "--size cannot be used");
    }
    self->feed = feed;
    self->watched = feed_watched(feed);
    bulletin_init(&self->bulletin, feed->content);
    hear_signals();
    open_notify(self);
    describe_point(self, setting);
    open_ledger(self, setting, opts);
    open_console(self, opts);
    open_health(self);
    open_counters(self, setting->point);
    open_painter(self, setting);
    self->volume = setting->point->volume;
    bool has_mixer = wants_sound(setting, opts);
    // A film's decoder starts while the window opens. Where the display decides how large the
    // canvas is, the designed size is the guess; the show starts anew when it was wrong.
    struct size usual = size_turned((struct size){USUAL_W, USUAL_H}, setting->point->quarters);
    open_show(self, setting, opts, wish.canvas.w > 0 ? wish.canvas : usual);
    if (!open_screen(self, &wish, err)) {
        return false;
    }
    if (has_mixer) {
        open_mixer(self);
    }
    int shown = screen_rate_mhz(self->screen);
    bool is_told = setting->point->fps > 0 || shown == 0;
    self->rate_mhz = is_told ? self->for_show.rate_mhz : shown;
    return true;
}

void parts_close(struct parts *self)
{
    notify_stopping(self->notify);
    show_free(self->show);
    painter_stop(self->painter);
    health_watch_stop(self->health);
    console_close(self->console);
    counters_stop(self->counters);
    struct writer_status stored = writer_stop(self->writer);
    if (stored.dropped > 0 || stored.waiting > 0) {
        log_error("%s: %lld entries could not be stored: %s", self->ledger_path,
                  (long long)(stored.dropped + stored.waiting), stored.trouble);
    }
    mixer_close(self->mixer);
    screen_close(self->screen);
    free(self->ledger_path);
    free(self->lengths_path);
    free(self->watched);
    bulletin_fini(&self->bulletin);
    str_fini(&self->point_facts);
    str_fini(&self->audience_facts);
    notify_close(self->notify);
    *self = (struct parts){0};
}
