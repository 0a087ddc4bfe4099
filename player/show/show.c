// The loop.
//
// One turn of it:  ask the clocks → hear keys and signals → direct the zones → draw → present →
// count →
//                  use the time that is left to get things ready → sleep to the next deadline.
// A picture is drawn for the time its frame is due, not for the time the loop woke up; a loop that
// wakes too late draws the frame that is due then and counts those it missed.
#include "show/show.h"

#include "base/log.h"
#include "base/mem.h"
#include "show/announce.h"
#include "show/loop.h"
#include "show/status.h"

#include <stdlib.h>
#include <string.h>

#define HEAR_US INT64_C(50000)   // a key press is answered within this
#define PRIMING_US INT64_C(1000) // while nothing is on yet, look this often
#define SPARE_US INT64_C(4000)   // preparing stops this long before the next deadline
#define LEARN_US INT64_C(10000) // nor is a length measured: opening a text takes a few milliseconds
#define STATUS_US INT64_C(500000)
#define POWER_US INT64_C(30000000) // asking a display server in vain takes milliseconds

static void write_status(struct show *self)
{
    struct stage *stage = programme_stage(self->programme);
    if (!self->shows_status) {
        stage_overlay(stage, NULL);
        return;
    }
    int64_t since_us = mono_since(self->moment.now, self->status_at);
    if (since_us < STATUS_US) {
        return;
    }
    int64_t presented = self->presents - self->presents_at_status;
    bool is_first = self->status_at.us == 0;
    const struct item *alarm = programme_alarm(self->programme);
    const struct scroll *scroll = stage_scroll(stage, 0);
    struct status status = {
        .item = alarm != NULL ? alarm : programme_leading(self->programme),
        .is_alarm = alarm != NULL,
        .is_dark = programme_is_dark(self->programme),
        .is_clock_known = self->moment.is_plan_wall,
        .speed_mpx_s = scroll != NULL ? scroll_speed_mpx_s(scroll) : 0,
        .wished_px_s = scroll != NULL ? scroll->wished_px_s : 0,
        .frames_per_10s = is_first ? 0 : (int)(presented * 10 * CLOCK_SECOND_US / since_us),
        .frames_late = self->late_total,
        .is_paused = self->is_paused,
        .is_muted = self->is_muted,
        .has_sound = self->mixer != NULL && !self->is_sound_lost,
        .is_logging = self->parts.writer != NULL,
        .stands_in = self->ladder.rung > 0,
        .condition = &self->condition,
        .trouble = reload_trouble(&self->reload),
    };
    status.quarantined = programme_quarantined(self->programme, &self->moment, &status.one_of_them);
    if (status.is_logging) {
        status.ledger = writer_status(self->parts.writer);
    }
    self->status_at = self->moment.now;
    self->presents_at_status = self->presents;
    struct str text = {0};
    status_write(&status, &text);
    stage_overlay(stage, str_text(&text));
    str_fini(&text);
}

// The display shows another number of frames than it says: the loop keeps its pace from here on,
// and texts are laid out for it anew, between two items like a changed playlist.
static void learn_rate(struct show *self, int rate_mhz)
{
    bool is_news = rate_mhz != self->pace.rate_mhz;
    if (is_news && self->parts.is_rate_told) {
        log_warn("the display shows %g frames a second, and is told to show %g: texts will not run "
                 "evenly",
                 rate_mhz / 1000.0, self->pace.rate_mhz / 1000.0);
        return;
    }
    log_info("the display shows %g frames a second, measured over %d", rate_mhz / 1000.0,
             (int)REFRESH_INTERVALS);
    if (is_news) {
        pace_set_rate(&self->pace, self->moment.now, rate_mhz);
        self->last_frame = -1;
        self->for_programme.env.rate_mhz = rate_mhz;
        reload_at_rate(&self->reload, &self->moment, rate_mhz);
    }
}

// Puts a frame on the glass; false when the display did not take it.
static bool present(struct show *self, const struct stage_frame *frame)
{
    struct clock *clock = self->parts.clock;
    struct error err = {0};
    struct mono before = clock->now_mono(clock);
    if (!screen_present(self->screen, frame->changed, frame->count, &err)) {
        hear_display_lost(self, err.text);
        stage_redraw(programme_stage(self->programme));
        return false;
    }
    struct mono after = clock->now_mono(clock);
    pace_presented(&self->pace, mono_since(after, before));
    if (self->pace.is_blocking && self->condition.full_rate_mhz == 0) {
        int rate_mhz = refresh_presented(&self->refresh, after, self->awaits_next);
        if (rate_mhz > 0) {
            learn_rate(self, rate_mhz);
        }
    }
    if (self->failing_since.us != 0) {
        hear_display_found(self);
    }
    self->presents++;
    return true;
}

// Draws and counts one frame; returns the show time of the next change.
static int64_t draw(struct show *self, int64_t frame_number)
{
    struct stage *stage = programme_stage(self->programme);
    struct stage_frame frame = stage_draw(stage, self->moment.show, screen_canvas(self->screen));
    bool is_visible = self->failing_since.us == 0;
    int64_t late = 0;
    if (frame.count > 0) {
        bool is_late = self->last_frame >= 0 && frame_number > self->last_frame;
        late = is_late ? frame_number - self->last_frame : 0;
        is_visible = present(self, &frame);
        self->late_total += late;
    }
    bool is_seen = is_visible && !hear_is_display_off(self);
    programme_count(self->programme, &self->moment, is_seen, true, late);
    if (!self->has_begun && is_visible && programme_has_begun(self->programme)) {
        self->has_begun = true;
        if (self->parts.began != NULL) {
            self->parts.began(self->parts.began_self);
        }
    }
    return frame.next_us;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

// When the loop has to be awake again.
static struct mono next_deadline(struct show *self, int64_t change_us)
{
    struct mono now = self->moment.now;
    if (!programme_has_begun(self->programme)) {
        return mono_after(self->parts.clock->now_mono(self->parts.clock), PRIMING_US);
    }
    int64_t idle_us = now.us + self->parts.hear_us;
    int64_t at_us = idle_us;
    if (!self->is_paused) {
        int64_t directed_us = programme_next_us(self->programme, &self->moment);
        int64_t due_us = self->parts.skips_frames ? directed_us : earlier(change_us, directed_us);
        at_us = due_us > idle_us - self->paused_us ? idle_us : due_us + self->paused_us;
    }
    at_us = at_us <= now.us ? now.us + 1 : at_us;
    return pace_at_or_after(&self->pace, (struct mono){at_us});
}

// Where every frame is waited for, no time passes meanwhile.
static void prepare_all(struct show *self)
{
    struct stage *stage = programme_stage(self->programme);
    while (!(self->parts.must_end != NULL && *self->parts.must_end) &&
           stage_prepare(stage, self->moment.show)) {
    }
}

// Work ahead while there is time; a decoder that is not ready yet is asked again at the next
// deadline.
static void prepare(struct show *self, struct mono deadline)
{
    struct clock *clock = self->parts.clock;
    struct stage *stage = programme_stage(self->programme);
    enum { STEPS = 8 };
    if (self->parts.skips_frames && !programme_is_preparing(self->programme)) {
        return; // nobody will see what would be painted ahead
    }
    bool is_priming = !programme_has_begun(self->programme);
    for (int step = 0; step < STEPS; step++) {
        int64_t left_us = mono_since(deadline, clock->now_mono(clock));
        if (left_us <= SPARE_US && !is_priming) {
            return;
        }
        if (!stage_prepare(stage, self->moment.show)) {
            bool may_learn = !is_priming && left_us > LEARN_US;
            (void)(may_learn && programme_learn(self->programme, &self->moment));
            return;
        }
    }
}

// Closing time is noted, and the display itself is switched off where the system offers that; it is
// lit again a moment before the first item.
static void keep_hours(struct show *self)
{
    bool is_dark = programme_is_dark(self->programme);
    bool wants_light = !is_dark || programme_opens_soon(self->programme, &self->moment);
    bool is_news = wants_light != self->wanted_light ||
                   mono_since(self->moment.now, self->power_at) >= POWER_US;
    if (wants_light != self->is_lit && is_news) {
        self->is_lit = screen_set_power(self->screen, wants_light) ? wants_light : self->is_lit;
        self->power_at = self->moment.now;
        self->display_at = (struct mono){0}; // ask anew
    }
    self->wanted_light = wants_light;
    if (is_dark != self->is_dark) {
        struct diary_time time = diary_time_of(&self->moment);
        self->is_dark = is_dark;
        diary_note(self->diary, &time, is_dark ? EVENT_DARK : EVENT_LIGHT, 0, NULL);
        bool is_alarm = programme_alarm(self->programme) != NULL;
        log_info(is_dark    ? "closing time: the screen is dark"
                 : is_alarm ? "the screen is lit for an emergency"
                            : "opening time");
    }
}

// The level follows the time of day, also in a pause and in an emergency: whoever lives opposite
// sleeps through both. While nobody knows what time it is, it might be night.
static void keep_light(struct show *self)
{
    const struct light *light = self->parts.light;
    if (light == NULL) {
        return;
    }
    bool is_known = self->moment.is_plan_wall || !light_is_timed(light);
    int level =
        is_known ? light_level(light, self->parts.meridian, self->moment.plan) : light_least(light);
    if (!is_known && !self->is_dim_told) {
        self->is_dim_told = true;
        log_info("brightness is %d %%, its lowest, until the clock is known", level / 10);
    }
    if (level != self->light_level) {
        self->light_level = level;
        screen_set_light(self->screen, level);
    }
}

static void read_clocks(struct show *self)
{
    struct mono now = self->parts.clock->now_mono(self->parts.clock);
    hear_clocks(self, pace_time(&self->pace, pace_drawn(&self->pace, now)), now);
}

// An order that came in after the loop looked must not wait for the sleep to end.
static bool is_told_meanwhile(const struct show *self)
{
    return self->parts.told != NULL && *self->parts.told != self->heard;
}

// Only from here: a supervisor that hears a thread or a timer learns nothing about the picture.
static void beat(struct show *self)
{
    if (self->parts.beat == NULL || !self->has_begun || self->failing_since.us != 0) {
        return;
    }
    const struct item *alarm = programme_alarm(self->programme);
    const struct item *item = alarm != NULL ? alarm : programme_leading(self->programme);
    const char *title = item == NULL ? NULL : item->title != NULL ? item->title : item->id;
    const struct show_beat beat = {.now = self->moment.now,
                                   .title = title,
                                   .is_emergency = alarm != NULL,
                                   .is_dark = programme_is_dark(self->programme),
                                   .is_paused = self->is_paused,
                                   .is_standing_in = self->ladder.rung > 0,
                                   .wall = self->moment.wall,
                                   .trust = self->moment.trust};
    self->parts.beat(self->parts.beat_self, &beat);
}

static void run(struct show *self)
{
    struct clock *clock = self->parts.clock;
    while (true) {
        read_clocks(self);
        keep_light(self);
        hear_everybody(self);
        if (self->must_end || hear_is_display_gone(self)) {
            return;
        }
        if (self->is_paused && programme_outlasts_pause(self->programme, &self->moment)) {
            hear_pause(self, false);
        }
        if (!self->is_paused) {
            exchange_look(self);
            programme_direct(self->programme, &self->moment);
            keep_hours(self);
        }
        write_status(self);
        notice_look(&self->notice, programme_stage(self->programme), self->moment.now);
        int64_t frame = pace_frame(&self->pace, self->moment.now);
        int64_t change_us = INT64_MAX;
        if (!self->parts.skips_frames || programme_take_news(self->programme)) {
            change_us = draw(self, frame);
        } else {
            programme_count(self->programme, &self->moment, true, false, 0);
        }
        struct mono deadline = next_deadline(self, change_us);
        self->last_frame = self->has_begun ? pace_frame(&self->pace, deadline) : -1;
        self->awaits_next = self->last_frame == pace_frame(&self->pace, self->moment.now) + 1;
        if (self->parts.mode == MEDIUM_WAIT) {
            prepare_all(self);
        } else {
            prepare(self, deadline);
        }
        beat(self);
        if (!is_told_meanwhile(self)) {
            clock->sleep_until(clock, pace_wake(&self->pace, deadline));
        }
    }
}

void show_fault(struct show *self, const char *what)
{
    announce_fault(self, what);
}

void show_notice(struct show *self, const char *text, int64_t for_us)
{
    notice_set(&self->notice, text, for_us);
}

struct show *show_new(const struct show_parts *parts, struct playlist *playlist)
{
    struct show *self = mem_zeroed(1, sizeof *self);
    self->parts = *parts;
    self->parts.hear_us = parts->hear_us > 0 ? parts->hear_us : HEAR_US;
    self->last_frame = -1;
    self->light_level = -1;
    self->shows_status = parts->shows_status;
    self->is_muted = parts->is_muted;
    self->diary = diary_new(parts->writer);
    self->lengths = lengths_open(parts->lengths_path);
    self->strikes = strikes_new();
    self->ladder.fall_back = parts->fall_back;
    self->ladder.fall_back_self = parts->fall_back_self;
    self->headcount =
        headcount_new(self->diary, parts->counters, parts->counter_wishes, parts->counter_count);
    self->has_past = parts->writer == NULL;
    self->is_lit = self->wanted_light = true;
    timekeeper_init(&self->timekeeper, parts->earliest, parts->loop_us);
    self->for_programme = (struct programme_parts){
        .env = {.meridian = parts->meridian,
                .fonts = parts->fonts,
                .wants_sound = parts->wants_sound,
                .painter = parts->painter,
                .rate_mhz = parts->rate_mhz,
                .keeps_acts = parts->keeps_acts,
                .hides_clocks = parts->hides_clocks,
                .mode = parts->mode},
        .writer = parts->writer,
        .diary = self->diary,
        .lengths = self->lengths,
        .strikes = self->strikes,
        .display = parts->display,
        .canvas = parts->canvas,
        .calendar = parts->calendar,
        .openings = parts->openings,
        .opening_count = parts->opening_count,
        .district = parts->district,
        .watches_files = parts->watches_file,
    };
    struct mono now = parts->clock->now_mono(parts->clock);
    self->started = now;
    self->clock_trust = parts->trust != NULL ? parts->trust(parts->trust_self) : trust_now();
    hear_clocks(self, now, now);
    const char *watched = parts->watched != NULL ? parts->watched : playlist->path;
    reload_init(&self->reload, watched, &self->for_programme, parts->reload_wish,
                parts->watches_file);
    self->reload.load = parts->load;
    self->reload.load_self = parts->load_self;
    self->reload.open_sound = parts->open_sound;
    self->reload.open_sound_self = parts->open_sound_self;
    self->programme =
        programme_new(playlist, NULL, &self->for_programme, self->moment.is_plan_wall);
    programme_get_ready(self->programme, &self->moment);
    return self;
}

void show_free(struct show *self)
{
    if (self != NULL) {
        programme_free(self->programme);
        reload_fini(&self->reload);
        ladder_fini(&self->ladder);
        strikes_free(self->strikes);
        headcount_free(self->headcount);
        diary_free(self->diary);
        lengths_close(self->lengths);
        free(self);
    }
}

// What was prepared before there was a screen is told what the screen is like.
static void meet_screen(struct show *self, int rate_mhz)
{
    struct act_env *env = &self->for_programme.env;
    struct size canvas = screen_size(self->screen);
    struct size *expected = &self->for_programme.canvas;
    bool is_as_expected =
        env->rate_mhz == rate_mhz && expected->w == canvas.w && expected->h == canvas.h;
    *expected = canvas;
    env->rate_mhz = rate_mhz;
    env->mixer = self->mixer;
    self->reload.parts = self->for_programme;
    if (is_as_expected) {
        stage_set_mixer(programme_stage(self->programme), self->mixer);
    } else {
        self->programme =
            programme_again(self->programme, &self->for_programme, self->moment.is_plan_wall);
    }
}

enum show_end show_run(struct show *self, struct screen *screen, struct mixer *mixer, int rate_mhz,
                       struct error *err)
{
    self->screen = screen;
    self->mixer = mixer;
    mixer_set_muted(mixer, self->is_muted);
    meet_screen(self, rate_mhz);
    struct clock *clock = self->parts.clock;
    struct mono start = clock->now_mono(clock);
    int64_t for_us = self->parts.for_us;
    self->end_at = for_us > 0 ? mono_after(start, for_us) : (struct mono){0};
    pace_init(&self->pace, start, rate_mhz);
    refresh_init(&self->refresh);
    announce_run(self);
    hear_display(self);
    run(self);
    headcount_close(self->headcount, &self->moment);
    programme_close_plays(self->programme, &self->moment, PLAY_SHUTDOWN);
    if (hear_is_display_gone(self)) {
        error_set(err, ERROR_DEVICE, "the display is gone");
        return SHOW_LOST_DISPLAY;
    }
    return SHOW_ENDED;
}
