// What people and programs tell the running player over its console, done and answered.
#include "show/loop.h"

#include "base/log.h"
#include "show/console.h"
#include "show/order.h"

#include <stdio.h>

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
        .condition = self->parts.health != NULL ? &self->condition : NULL,
    };
    const struct item *one = NULL;
    out->rung = self->ladder.rung;
    out->quarantined = programme_quarantined(self->programme, &self->moment, &one);
    out->one_of_them = one != NULL ? one->id : NULL;
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
    (void)exchange_back_for(self, order->item);
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
    if (!hear_jump(self, by)) {
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
        self->reload.is_asked = true;
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

void obey_orders(struct show *self)
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
