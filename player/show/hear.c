// Who speaks to the loop: clocks, keys, orders, signals, the ledger, files.
#include "show/announce.h"
#include "show/loop.h"

#include "base/civil.h"
#include "base/log.h"
#include "show/console.h"
#include "show/order.h"

#include <stdio.h>

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
    enum time_news news = timekeeper_look(&self->timekeeper, now, wall, moment->trust, &by_us);
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

// False: there is nothing to leave.
static bool jump(struct show *self, int by)
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
        (void)jump(self, 1);
        break;
    case SCREEN_PREVIOUS:
        (void)jump(self, -1);
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

// --- orders ------------------------------------------------------------------------------------

static void describe(struct show *self, struct order_status *out)
{
    const struct item *item = programme_leading(self->programme);
    const struct item *alarm = programme_alarm(self->programme);
    const struct playlist *playlist = programme_playlist(self->programme);
    const struct scroll *scroll = stage_scroll(programme_stage(self->programme), 0);
    *out = (struct order_status){
        .item = item != NULL ? item->id : NULL,
        .title = item != NULL ? item->title : NULL,
        .zone = playlist->zones[0].name,
        .emergency = alarm != NULL ? alarm->id : NULL,
        .playlist = playlist->name,
        .is_paused = self->is_paused,
        .is_muted = self->is_muted,
        .is_dark = programme_is_dark(self->programme),
        .is_logging = self->parts.writer != NULL,
        .late_frames = self->late_total,
        .rate_mhz = self->pace.rate_mhz,
        .speed_mpx_s = scroll != NULL ? scroll_speed_mpx_s(scroll) : 0,
        .wished_px_s = scroll != NULL ? scroll->wished_px_s : 0,
        .trust = self->moment.trust,
    };
    if (out->is_logging) {
        out->plays_today = writer_status(self->parts.writer).plays_today;
    }
}

static bool refuse(struct order_answer *answer, const char *sentence)
{
    snprintf(answer->sentence, sizeof answer->sentence, "%s", sentence);
    return false;
}

static bool begin_emergency(struct show *self, const struct order *order,
                            struct order_answer *answer)
{
    struct error err = {0};
    if (playlist_item(programme_playlist(self->programme), order->item) != NULL) {
        hear_pause(self, false); // what is refused ends no pause
    }
    if (!programme_emergency(self->programme, &self->moment, order->item, order->for_us, &err)) {
        return refuse(answer, err.text);
    }
    snprintf(answer->sentence, sizeof answer->sentence, "\"%s\" takes the screen", order->item);
    log_warn("emergency: \"%s\" takes the screen", order->item);
    return true;
}

static bool order_jump(struct show *self, int by, struct order_answer *answer)
{
    if (!jump(self, by)) {
        return refuse(answer, programme_is_dark(self->programme) ? "the point is closed"
                              : programme_alarm(self->programme) != NULL
                                  ? "an emergency has the screen"
                                  : "nothing is on yet");
    }
    snprintf(answer->sentence, sizeof answer->sentence, "%s",
             by > 0 ? "the next item comes" : "the item before comes again");
    return true;
}

static bool count_told(struct show *self, const struct order *order, struct order_answer *answer)
{
    struct error err = {0};
    bool is_touch = order->kind == ORDER_TOUCH;
    if (self->parts.writer == NULL) {
        return refuse(answer, "nothing is stored here");
    }
    if (!(is_touch ? headcount_touches : headcount_people)(self->headcount, &self->moment,
                                                           order->item, order->number, &err)) {
        return refuse(answer, err.text);
    }
    snprintf(answer->sentence, sizeof answer->sentence, "counted: %lld %s (%s)",
             (long long)order->number,
             is_touch             ? order->number == 1 ? "touch" : "touches"
             : order->number == 1 ? "person"
                                  : "people",
             order->item);
    return true;
}

// What staff did, into the ledger that this player holds.
static bool enter(struct show *self, const struct manual_entry *entry, struct order_answer *answer)
{
    if (self->parts.writer == NULL) {
        return refuse(answer, "nothing is stored here");
    }
    struct str detail = {0};
    struct diary_time time = diary_time_of(&self->moment);
    manual_detail(entry, &detail);
    diary_note(self->diary, &time, EVENT_MANUAL, entry->count, str_text(&detail));
    str_fini(&detail);
    snprintf(answer->sentence, sizeof answer->sentence, "%s",
             self->is_ledger_stuck ? "is kept until the ledger can be written again"
                                   : "is entered");
    return true;
}

// Does what is asked; the sentence says what was done, or why not.
static bool obey(struct show *self, const struct order *order, struct order_answer *answer,
                 struct order_status *status)
{
    const char *done = "";
    switch (order->kind) {
    case ORDER_STATUS:
        describe(self, status);
        answer->status = status;
        return true;
    case ORDER_NEXT:
        return order_jump(self, 1, answer);
    case ORDER_PREVIOUS:
        return order_jump(self, -1, answer);
    case ORDER_PAUSE:
        hear_pause(self, true);
        if (!self->is_paused) {
            return refuse(answer, "the point is closed");
        }
        done = "paused";
        break;
    case ORDER_RESUME:
        hear_pause(self, false);
        done = "going on";
        break;
    case ORDER_RELOAD:
        reload_wish_now(&self->reload, &self->moment);
        done = "the playlist is read again";
        break;
    case ORDER_EMERGENCY:
        return begin_emergency(self, order, answer);
    case ORDER_CLEAR:
        if (!programme_clear(self->programme, &self->moment)) {
            return refuse(answer, "there is no emergency");
        }
        hear_pause(self, false); // else the screen would still show it
        done = "the emergency is over";
        break;
    case ORDER_COUNT:
    case ORDER_TOUCH:
        return count_told(self, order, answer);
    case ORDER_LOG:
        return enter(self, &order->entry, answer);
    case ORDER_QUIT:
        self->must_end = true;
        done = "the player ends";
        break;
    }
    snprintf(answer->sentence, sizeof answer->sentence, "%s", done);
    return true;
}

static void hear_orders(struct show *self)
{
    for (const char *line; (line = console_hear(self->parts.console)) != NULL;) {
        struct order order = {0};
        struct order_answer answer = {0};
        struct order_status status;
        struct error err = {0};
        answer.is_done = order_parse(line, &order, &err) ? obey(self, &order, &answer, &status)
                                                         : refuse(&answer, err.text);
        struct str text = {0};
        order_answer_print(&answer, order.wants_json, &text);
        console_answer(self->parts.console, str_text(&text));
        str_fini(&text);
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
    if (past->event_count > 0) {
        programme_recall(self->programme, &self->moment);
    }
    past_free(past);
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
    self->moment.trust =
        self->parts.trust != NULL ? self->parts.trust(self->parts.trust_self) : trust_now();
    mixer_tend(self->mixer, self->parts.clock->now_mono(self->parts.clock));
    take_past(self);
    for (enum screen_event event; (event = screen_poll(self->screen)) != SCREEN_NOTHING;) {
        hear_key(self, event);
    }
    hear_orders(self);
    ask_ledger(self);
    const struct item *leading = programme_leading(self->programme);
    headcount_look(self->headcount, &self->moment, leading != NULL ? leading->id : NULL);
    programme_look(self->programme, &self->moment);
    reload_look(&self->reload, self->programme, &self->moment);
    if (self->mixer == NULL && self->reload.parts.env.mixer != NULL) {
        self->mixer = self->reload.parts.env.mixer;
        mixer_set_muted(self->mixer, self->is_muted);
    }
}
