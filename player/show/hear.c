// Who speaks to the loop: clocks, keys, orders, signals, the ledger, files.
#include "show/announce.h"
#include "show/loop.h"

#include "base/civil.h"
#include "base/log.h"

// A player that dies this soon after an item went on, and is started again, died of it: a watchdog
// may have waited for ten seconds. Whoever pulls the plug ends the boot as well, which is no crash.
#define CRASH_US INT64_C(20000000)
#define LEDGER_US INT64_C(2000000) // how often the ledger is asked whether it is well

// --- clocks ------------------------------------------------------------------------------------

static void tell_time_news(struct show *self, enum time_news news, int64_t by_us)
{
    if (news == TIME_STEADY) {
        return; // before anything is worked out: it is asked for every frame
    }
    char when[40];
    civil_format(self->moment.plan, meridian_offset_s(self->parts.meridian, self->moment.plan),
                 when, sizeof when);
    switch (news) {
    case TIME_STEADY:
        return;
    case TIME_FOUND:
        log_info("the clock is known now: %s", when);
        break;
    case TIME_JUMPED:
        log_warn("the clock jumped by %.1f s: the plan goes by %s from the next item on",
                 (double)by_us / 1e6, when);
        break;
    case TIME_DOUBTED:
        log_warn("the clock jumped by %.1f s and is not believed: the plan still goes by %s",
                 (double)by_us / 1e6, when);
        break;
    case TIME_LOST:
        log_warn("the clock is not believed: the ledger knows a time that is %.1f s later",
                 (double)-by_us / 1e6);
        break;
    }
    if (self->programme != NULL) {
        struct diary_time time = diary_time_of(&self->moment);
        diary_note(self->diary, &time, EVENT_CLOCK, by_us, NULL);
        if (news != TIME_DOUBTED) {
            programme_time_changed(self->programme, &self->moment);
            reload_time_changed(&self->reload, &self->moment);
            ladder_time_changed(&self->ladder, &self->moment);
        }
    }
}

void hear_clocks(struct show *self, struct mono frame, struct mono now)
{
    struct moment *moment = &self->moment;
    struct wall wall = self->parts.clock->now_wall(self->parts.clock);
    moment->now = frame;
    struct mono stopped = self->is_paused ? self->paused_since : frame;
    moment->show = mono_after(stopped, -self->paused_us);
    moment->wall.us = wall.us - mono_since(now, frame); // of the frame, not of the asking
    int64_t by_us = 0;
    enum time_news news = timekeeper_look(&self->timekeeper, now, wall, self->clock_trust, &by_us);
    moment->trust = timekeeper_trust(&self->timekeeper, moment->wall, self->clock_trust);
    moment->plan = timekeeper_at(&self->timekeeper, frame);
    moment->is_plan_wall = self->timekeeper.is_known;
    tell_time_news(self, news, by_us);
}

// --- wishes ------------------------------------------------------------------------------------

void hear_pause(struct show *self, bool is_paused)
{
    if (is_paused == self->is_paused || (is_paused && programme_is_dark(self->programme))) {
        return; // a pause at night would keep the morning dark
    }
    if (is_paused &&
        self->has_begun) { // what is due with this frame goes on before all stands still
        programme_direct(self->programme, &self->moment);
    }
    self->is_paused = is_paused;
    if (is_paused) {
        self->paused_since = self->moment.now;
    } else {
        self->paused_us += mono_since(self->moment.now, self->paused_since);
    }
    stage_pause(programme_stage(self->programme), is_paused);
    programme_pause(self->programme, &self->moment, is_paused);
}

bool hear_jump(struct show *self, int by)
{
    if (!programme_can_jump(self->programme)) {
        return false;
    }
    hear_pause(self, false);
    programme_jump(self->programme, &self->moment, by);
    return true;
}

// Whoever stands before an interactive point and does something is engaged. That is never reach.
static void count_touch(struct show *self, enum screen_event event)
{
    bool is_touch = event == SCREEN_TOUCH || event == SCREEN_NEXT || event == SCREEN_PREVIOUS ||
                    event == SCREEN_PAUSE;
    struct error err = {0};
    if (self->parts.is_interactive && is_touch &&
        !headcount_touches(self->headcount, &self->moment,
                           event == SCREEN_TOUCH ? "screen" : "keys", 1, &err)) {
        log_debug("a touch is not counted: %s", err.text);
    }
}

static void hear_key(struct show *self, enum screen_event event)
{
    count_touch(self, event);
    switch (event) {
    case SCREEN_NOTHING:
        break;
    case SCREEN_QUIT:
        self->must_end = true;
        break;
    case SCREEN_PAUSE:
        hear_pause(self, !self->is_paused);
        break;
    case SCREEN_NEXT:
        (void)hear_jump(self, 1);
        break;
    case SCREEN_PREVIOUS:
        (void)hear_jump(self, -1);
        break;
    case SCREEN_SOUND:
        self->is_muted = !self->is_muted;
        mixer_set_muted(self->mixer, self->is_muted);
        break;
    case SCREEN_INFO:
        self->shows_status = !self->shows_status;
        self->status_at = (struct mono){0};
        break;
    case SCREEN_TOUCH:
        break;
    case SCREEN_FULLSCREEN:
    case SCREEN_REDRAW:
        stage_redraw(programme_stage(self->programme));
        break;
    }
}

// --- the ledger --------------------------------------------------------------------------------

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
        announce_fault(self, status.trouble); // stored with all that waits
    } else if (!is_stuck && self->is_ledger_stuck) {
        log_warn("showings are stored again; %lld entries were lost", (long long)status.dropped);
    }
    if (!is_stuck) {
        announce_gap(self, status.dropped,
                     "the ledger could not be written, and what waited for "
                     "it had become too much");
    }
    self->is_ledger_stuck = is_stuck;
}

// --- sound ---------------------------------------------------------------------------------------

// Pictures go on without it, by their own time.
static void ask_sound(struct show *self)
{
    mixer_tend(self->mixer, self->parts.clock->now_mono(self->parts.clock));
    bool is_lost = mixer_is_lost(self->mixer);
    if (is_lost == self->is_sound_lost) {
        return;
    }
    self->is_sound_lost = is_lost;
    if (is_lost) {
        log_error("the sound device is gone: pictures go on without it");
        announce_fault(self, "the sound device is gone");
    } else {
        log_warn("there is sound again");
    }
}

// --- the past ------------------------------------------------------------------------------------

static void remember_time(struct show *self, struct wall highest)
{
    struct moment *moment = &self->moment;
    int64_t by_us = 0;
    enum time_news news = timekeeper_remember(&self->timekeeper, moment->now, highest, &by_us);
    moment->plan = timekeeper_at(&self->timekeeper, moment->now);
    moment->is_plan_wall = self->timekeeper.is_known;
    tell_time_news(self, news, by_us);
}

// What the ledger knew before this start comes when its file is open, a moment after the start.
static void take_past(struct show *self)
{
    struct past *past = self->has_past ? NULL : writer_take_past(self->parts.writer);
    if (past == NULL) {
        return;
    }
    self->has_past = true;
    remember_time(self, past->highest);
    diary_recall(self->diary, past, self->moment.now);
    struct wall wall = self->moment.is_plan_wall ? self->moment.plan : past->highest;
    strikes_recall(self->strikes, past, self->moment.now, wall);
    if (past->event_count > 0) {
        programme_recall(self->programme, &self->moment);
    }
    for (size_t i = 0; i < past->cut_count; i++) {
        int64_t alive_us = mono_since(self->started, past->cuts[i].start);
        if (alive_us <= CRASH_US) {
            programme_crashed(self->programme, &self->moment, past->cuts[i].item);
        }
    }
    past_free(past);
}

// Whoever has the playlist read again wants what failed to be tried again.
static void release_when_asked(struct show *self)
{
    if (self->reload.is_asked) {
        self->reload.is_asked = false;
        programme_release(self->programme, &self->moment, true);
        if (self->ladder.playlist != NULL) {
            programme_release(self->ladder.playlist, &self->moment, true);
        }
    }
}

static void hear_decoders(void)
{
    const char *gap = medium_take_cage_gap();
    if (gap != NULL) {
        log_warn("%s", gap);
    }
}

// --- all of them -------------------------------------------------------------------------------

void hear_everybody(struct show *self)
{
    const struct show_parts *parts = &self->parts;
    bool is_over = self->end_at.us != 0 && self->moment.now.us >= self->end_at.us;
    self->must_end = self->must_end || is_over || (parts->must_end != NULL && *parts->must_end);
    bool is_told = parts->told != NULL && *parts->told != self->heard;
    bool is_time = mono_since(self->moment.now, self->heard_at) >= self->parts.hear_us;
    if (!is_time && !is_told && self->has_begun) {
        return;
    }
    self->heard = parts->told != NULL ? *parts->told : 0;
    self->heard_at = self->moment.now;
    self->clock_trust =
        self->parts.trust != NULL ? self->parts.trust(self->parts.trust_self) : trust_now();
    self->moment.trust = timekeeper_trust(&self->timekeeper, self->moment.wall, self->clock_trust);
    ask_sound(self);
    take_past(self);
    for (enum screen_event event; (event = screen_poll(self->screen)) != SCREEN_NOTHING;) {
        hear_key(self, event);
    }
    obey_orders(self);
    hear_display(self);
    hear_decoders();
    ask_ledger(self);
    condition_look(self);
    const struct item *leading = programme_leading(self->programme);
    headcount_look(self->headcount, &self->moment, leading != NULL ? leading->id : NULL);
    programme_look(self->programme, &self->moment);
    reload_look(&self->reload, self->programme, &self->moment);
    release_when_asked(self);
    ladder_look(&self->ladder, self->programme, &self->reload, &self->moment);
    if (self->mixer == NULL && self->reload.parts.env.mixer != NULL) {
        self->mixer = self->reload.parts.env.mixer;
        mixer_set_muted(self->mixer, self->is_muted);
    }
}
