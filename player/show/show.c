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
#include "show/pace.h"
#include "show/programme.h"
#include "show/reload.h"
#include "show/status.h"

#include <stdlib.h>
#include <string.h>

#define HEAR_US INT64_C(50000)    // a key press is answered within this
#define PRIMING_US INT64_C(1000)  // while nothing is on yet, look this often
#define SPARE_US INT64_C(4000)    // preparing stops this long before the next deadline
#define LOST_US INT64_C(10000000) // a display that stays away for longer is lost
#define STATUS_US INT64_C(500000)
#define LEDGER_US INT64_C(2000000) // how often the ledger is asked whether it is well

struct show {
    struct show_parts parts;
    struct screen *screen;
    struct mixer *mixer; // NULL: silent
    struct programme_parts for_programme;
    struct programme *programme;
    struct reload reload;
    struct pace pace;
    int64_t last_frame; // −1: none yet
    struct moment moment;
    int64_t paused_us; // taken out of the show's time, whole frames
    struct mono paused_since;
    bool is_paused, is_muted, shows_status, must_end, has_begun;
    struct mono end_at;        // 0: open end
    struct mono failing_since; // presents fail since then; 0: they do not
    struct mono heard_at;      // when keys and files were last looked at
    struct mono status_at;
    struct mono ledger_at; // when the ledger was last asked
    bool is_ledger_stuck;
    int64_t presents, presents_at_status;
    int64_t late_total;
};

static void read_clocks(struct show *self)
{
    struct clock *clock = self->parts.clock;
    struct mono now = clock->now_mono(clock);
    int64_t frame = pace_drawn(&self->pace, now);
    self->moment.now = pace_time(&self->pace, frame);
    struct mono stopped = self->is_paused ? self->paused_since : self->moment.now;
    self->moment.show = mono_after(stopped, -self->paused_us);
    self->moment.wall = clock->now_wall(clock);
}

static void set_paused(struct show *self, bool is_paused)
{
    if (is_paused == self->is_paused) {
        return;
    }
    self->is_paused = is_paused;
    if (is_paused) {
        self->paused_since = self->moment.now;
    } else {
        self->paused_us += mono_since(self->moment.now, self->paused_since);
    }
    stage_pause(programme_stage(self->programme), is_paused);
}

static void jump(struct show *self, int by)
{
    set_paused(self, false);
    programme_jump(self->programme, by);
}

static void hear(struct show *self, enum screen_event event)
{
    switch (event) {
    case SCREEN_NOTHING:
        break;
    case SCREEN_QUIT:
        self->must_end = true;
        break;
    case SCREEN_PAUSE:
        set_paused(self, !self->is_paused);
        break;
    case SCREEN_NEXT:
        jump(self, 1);
        break;
    case SCREEN_PREVIOUS:
        jump(self, -1);
        break;
    case SCREEN_SOUND:
        self->is_muted = !self->is_muted;
        mixer_set_muted(self->mixer, self->is_muted);
        break;
    case SCREEN_INFO:
        self->shows_status = !self->shows_status;
        self->status_at = (struct mono){0};
        break;
    case SCREEN_FULLSCREEN:
    case SCREEN_REDRAW:
        stage_redraw(programme_stage(self->programme));
        break;
    }
}

// A ledger that cannot be written is said when it begins and when it is over.
static void ask_ledger(struct show *self)
{
    bool is_time = mono_since(self->moment.now, self->ledger_at) >= LEDGER_US;
    if (self->parts.writer == NULL || !is_time) {
        return;
    }
    self->ledger_at = self->moment.now;
    struct writer_status status = writer_status(self->parts.writer);
    bool is_stuck = status.trouble[0] != '\0';
    if (is_stuck && !self->is_ledger_stuck) {
        log_error("showings are not stored for now: %s", status.trouble);
    } else if (!is_stuck && self->is_ledger_stuck) {
        log_warn("showings are stored again; %lld plays were lost", (long long)status.dropped);
    }
    self->is_ledger_stuck = is_stuck;
}

// Keys, signals and files: looked at twenty times a second, because asking costs more than drawing
// a ticker does.
static void hear_everybody(struct show *self)
{
    const struct show_parts *parts = &self->parts;
    bool is_over = self->end_at.us != 0 && self->moment.now.us >= self->end_at.us;
    self->must_end = self->must_end || is_over || (parts->must_end != NULL && *parts->must_end);
    bool is_time = mono_since(self->moment.now, self->heard_at) >= self->parts.hear_us;
    if (!is_time && self->has_begun) {
        return;
    }
    self->heard_at = self->moment.now;
    self->moment.trust = trust_now();
    mixer_tend(self->mixer, self->parts.clock->now_mono(self->parts.clock));
    for (enum screen_event event; (event = screen_poll(self->screen)) != SCREEN_NOTHING;) {
        hear(self, event);
    }
    ask_ledger(self);
    reload_look(&self->reload, &self->moment);
    if (self->mixer == NULL && self->reload.parts.env.mixer != NULL) {
        self->mixer = self->reload.parts.env.mixer;
        mixer_set_muted(self->mixer, self->is_muted);
    }
}

static void exchange_programme(struct show *self)
{
    struct programme *next = reload_take_ready(&self->reload, self->programme, &self->moment);
    if (next == NULL) {
        return;
    }
    programme_leave(self->programme, &self->moment);
    programme_free(self->programme);
    self->programme = next;
    stage_redraw(programme_stage(next));
    self->status_at = (struct mono){0};
}

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
    struct status status = {
        .item = programme_leading(self->programme),
        .speed_mpx_s = stage_speed_mpx_s(stage, 0),
        .frames_per_10s = is_first ? 0 : (int)(presented * 10 * CLOCK_SECOND_US / since_us),
        .frames_late = self->late_total,
        .is_paused = self->is_paused,
        .is_muted = self->is_muted,
        .has_sound = self->mixer != NULL,
        .is_logging = self->parts.writer != NULL,
        .trouble = reload_trouble(&self->reload),
    };
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

// Puts a frame on the glass; false when the display did not take it.
static bool present(struct show *self, const struct stage_frame *frame)
{
    struct clock *clock = self->parts.clock;
    struct error err = {0};
    struct mono before = clock->now_mono(clock);
    if (!screen_present(self->screen, frame->changed, frame->count, &err)) {
        if (self->failing_since.us == 0) {
            self->failing_since = self->moment.now;
            log_error("%s", err.text);
        }
        stage_redraw(programme_stage(self->programme));
        return false;
    }
    pace_presented(&self->pace, mono_since(clock->now_mono(clock), before));
    self->failing_since = (struct mono){0};
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
    programme_count(self->programme, &self->moment, is_visible, late);
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
        int64_t due_us = earlier(change_us, directed_us);
        at_us = due_us > idle_us - self->paused_us ? idle_us : due_us + self->paused_us;
    }
    at_us = at_us <= now.us ? now.us + 1 : at_us;
    return pace_at_or_after(&self->pace, (struct mono){at_us});
}

// Work ahead while there is time; a decoder that is not ready yet is asked again at the next
// deadline.
static void prepare(struct show *self, struct mono deadline)
{
    struct clock *clock = self->parts.clock;
    struct stage *stage = programme_stage(self->programme);
    enum { STEPS = 8 };
    for (int step = 0; step < STEPS; step++) {
        bool has_time = deadline.us - clock->now_mono(clock).us > SPARE_US;
        bool is_priming = !programme_has_begun(self->programme);
        if ((!has_time && !is_priming) || !stage_prepare(stage, self->moment.show)) {
            return;
        }
    }
}

static bool is_lost(const struct show *self)
{
    return self->failing_since.us != 0 &&
           mono_since(self->moment.now, self->failing_since) >= LOST_US;
}

static void run(struct show *self)
{
    struct clock *clock = self->parts.clock;
    while (true) {
        read_clocks(self);
        hear_everybody(self);
        if (self->must_end || is_lost(self)) {
            return;
        }
        if (!self->is_paused) {
            exchange_programme(self);
            programme_direct(self->programme, &self->moment);
        }
        write_status(self);
        int64_t frame = pace_frame(&self->pace, self->moment.now);
        int64_t change_us = draw(self, frame);
        struct mono deadline = next_deadline(self, change_us);
        self->last_frame = self->has_begun ? pace_frame(&self->pace, deadline) : -1;
        prepare(self, deadline);
        clock->sleep_until(clock, pace_wake(&self->pace, deadline));
    }
}

struct show *show_new(const struct show_parts *parts, struct playlist *playlist)
{
    struct show *self = mem_zeroed(1, sizeof *self);
    self->parts = *parts;
    self->parts.hear_us = parts->hear_us > 0 ? parts->hear_us : HEAR_US;
    self->last_frame = -1;
    self->shows_status = parts->shows_status;
    self->is_muted = parts->is_muted;
    self->for_programme = (struct programme_parts){
        .env = {.fonts = parts->fonts,
                .wants_sound = parts->wants_sound,
                .rate_mhz = parts->rate_mhz,
                .mode = parts->mode},
        .writer = parts->writer,
        .display = parts->display,
        .canvas = parts->canvas,
    };
    reload_init(&self->reload, playlist->path, &self->for_programme, parts->reload_wish,
                parts->watches_file);
    self->reload.open_sound = parts->open_sound;
    self->reload.open_sound_self = parts->open_sound_self;
    self->programme = programme_new(playlist, &self->for_programme);
    programme_get_ready(self->programme, &self->moment);
    return self;
}

void show_free(struct show *self)
{
    if (self != NULL) {
        programme_free(self->programme);
        reload_fini(&self->reload);
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
        self->programme = programme_again(self->programme, &self->for_programme);
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
    run(self);
    programme_close_plays(self->programme, &self->moment, PLAY_SHUTDOWN);
    if (is_lost(self)) {
        error_set(err, ERROR_DEVICE, "the display is gone and did not come back");
        return SHOW_LOST_DISPLAY;
    }
    return SHOW_ENDED;
}
