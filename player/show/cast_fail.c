// What cannot be shown in a zone, and what becomes of it.
#include "show/cast.h"

#include "base/log.h"

#include <stdlib.h>

// What failed is tried again after this long; from the fourth time on twice as long each time.
#define RETRY_FIRST_US INT64_C(10000000)
enum { RETRY_DOUBLES_AFTER = 3, RETRY_DOUBLES_MOST = 6 };
// A file that is still being read to its end is asked for again after this long.
#define VETTING_RETRY_US INT64_C(5000000)

static int64_t retry_us(int failures)
{
    int doublings = failures - RETRY_DOUBLES_AFTER;
    doublings = doublings < 0 ? 0 : doublings > RETRY_DOUBLES_MOST ? RETRY_DOUBLES_MOST : doublings;
    return RETRY_FIRST_US << doublings;
}

// The emergency cannot be shown: it is over, and the rest goes on.
static void give_alarm_up(struct programme *self, const struct moment *moment)
{
    cast_tell(self, moment,
              &(struct plan_event){.kind = PLAN_CLEAR, .at = moment->plan, .zone = PLAN_ALL_ZONES});
    for (size_t i = 0; i < self->zone_count; i++) {
        cast_drop_next(self, i);
        if (self->casts[i].on == CAST_CLEAR) {
            self->casts[i].ends_us = moment->show.us;
        }
    }
}

// Another failure of an item. The plan hears how long it is to be left alone, at least for
// `least_us`; nothing is told when it need not know.
static void fail(struct programme *self, const struct moment *moment, struct plan_event *event,
                 enum strike_kind kind, const char *why)
{
    const struct item *item = &self->playlist->items[event->item];
    struct diary_time time = diary_time_of(moment);
    struct str detail = {0};
    int64_t left_us = strikes_add(self->parts.strikes, kind, item, why, moment->now, &detail);
    if (left_us > 0) {
        log_error("%s:%d: item \"%s\" failed again and again: it is left alone for %lld min",
                  self->playlist->path, item->line, item->id,
                  (long long)(left_us / (60 * CLOCK_SECOND_US)));
    }
    event->for_us = event->for_us > left_us ? event->for_us : left_us;
    if (event->for_us > 0 || detail.length > 0) {
        diary_add_failed(self->parts.diary, &time, self->plan, self->playlist, event,
                         str_text(&detail));
    }
    str_fini(&detail);
}

// The bytes of its file are still being compared with what was signed, as they are once after every
// start: others go first. That is no failure, and no strike. An emergency waits for it.
static void put_off(struct programme *self, size_t zone, const struct moment *moment)
{
    const struct slot *next = &self->casts[zone].next;
    const struct item *item = &self->playlist->items[next->item];
    bool has_begun = next->start.us < moment->plan.us;
    if (cast_is_alarm(self, zone)) {
        return;
    }
    log_info("%s:%d: item \"%s\" is put off: its file is still being read to its end",
             self->playlist->path, item->line, item->id);
    cast_tell(self, moment,
              &(struct plan_event){.kind = PLAN_FAILED,
                                   .at = has_begun ? moment->plan : next->start,
                                   .zone = zone,
                                   .item = next->item,
                                   .for_us = VETTING_RETRY_US});
    cast_drop_next(self, zone);
}

void cast_skip(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    if (stage_cued_is_vetting(self->stage, zone)) {
        put_off(self, zone, moment);
        return;
    }
    struct slot slot = cast->next;
    const struct item *item = &self->playlist->items[slot.item];
    const char *why = "";
    bool is_late = stage_cued(self->stage, zone, &why) == ACT_PREPARING;
    bool is_news = !self->is_said[slot.item];
    why = is_late ? "no picture came in time" : why;
    if (is_news) {
        self->is_said[slot.item] = true;
        log_error("%s:%d: item \"%s\" is skipped: %s", self->playlist->path, item->line, item->id,
                  why);
    }
    // Where nothing else can be shown either, trying it again is no news: an outage of a day must
    // not become thousands of plays.
    if (is_news || cast->on != CAST_HOUSE) {
        turn_failed(&self->context, zone, slot.number, item, moment->now, moment->wall,
                    moment->trust);
    }
    bool has_begun = slot.start.us < moment->plan.us;
    struct plan_event event = {.kind = PLAN_FAILED,
                               .at = has_begun ? moment->plan : slot.start,
                               .zone = zone,
                               .item = slot.item};
    cast->has_failed = true;
    if (!cast_is_alarm(self, zone)) {
        event.for_us = retry_us(++self->failures[slot.item]);
        fail(self, moment, &event, STRIKE_FAILED, why);
        cast_drop_next(self, zone); // and with it `why`
        return;
    }
    cast_drop_next(self, zone);
    give_alarm_up(self, moment);
}

void cast_broke(struct programme *self, size_t zone, const struct moment *moment, const char *why)
{
    struct plan_event event = {
        .kind = PLAN_FAILED, .at = moment->plan, .zone = zone, .item = self->casts[zone].slot.item};
    if (!cast_is_alarm(self, zone)) {
        fail(self, moment, &event, STRIKE_FAILED, why);
    }
}

void programme_crashed(struct programme *self, const struct moment *moment, const char *id)
{
    const struct item *item = playlist_item(self->playlist, id);
    if (item != NULL) {
        struct plan_event event = {.kind = PLAN_FAILED,
                                   .at = moment->plan,
                                   .zone = PLAN_ALL_ZONES,
                                   .item = (size_t)(item - self->playlist->items)};
        log_warn("%s:%d: the player died when item \"%s\" had just begun", self->playlist->path,
                 item->line, item->id);
        fail(self, moment, &event, STRIKE_CRASH, "the player died when it had just begun");
    }
}

bool cast_avoids(struct programme *self, size_t zone, const struct moment *moment)
{
    const struct slot *next = &self->casts[zone].next;
    if (next->kind != SLOT_ITEM || cast_is_alarm(self, zone)) {
        return false;
    }
    int64_t left_us =
        strikes_left_us(self->parts.strikes, &self->playlist->items[next->item], moment->now);
    if (left_us > 0) {
        bool has_begun = next->start.us < moment->plan.us;
        cast_tell(self, moment,
                  &(struct plan_event){.kind = PLAN_FAILED,
                                       .at = has_begun ? moment->plan : next->start,
                                       .zone = zone,
                                       .item = next->item,
                                       .for_us = left_us});
    }
    return left_us > 0;
}

void cast_learn_loss(struct programme *self, size_t zone)
{
    struct cast *cast = &self->casts[zone];
    if (cast->next.kind == SLOT_NOTHING) {
        size_t count = 0;
        const struct plan_entry *entries = plan_entries(self->plan, &cast->next, &count);
        bool has_quarantined = false;
        bool has_failed = false;
        for (size_t i = 0; i < count; i++) {
            has_failed = has_failed || entries[i].verdict == VERDICT_FAILED;
            has_quarantined = has_quarantined || entries[i].verdict == VERDICT_QUARANTINED;
        }
        cast->loss = has_failed ? LOSS_FAILED : has_quarantined ? LOSS_QUARANTINE : LOSS_NONE;
    }
}
