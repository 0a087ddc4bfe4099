// What comes in between: another time, earlier events, keys, pauses, emergencies. Each is told to
// the plan and written down; then the zones look at what the plan says now.
#include "show/programme.h"

#include "base/log.h"
#include "show/cast.h"

#include <stdint.h>

// Files of items that failed are looked at this often: a stick that was put in again is on soon.
#define RELEASE_US INT64_C(10000000)

struct diary_time diary_time_of(const struct moment *moment)
{
    return (struct diary_time){.plan = moment->plan,
                               .is_plan_wall = moment->is_plan_wall,
                               .mono = moment->now,
                               .wall = moment->wall,
                               .trust = moment->trust};
}

// Zones that show no item look at once what the plan says now; the others do at their next
// boundary.
static void look_again(struct programme *self, const struct moment *moment)
{
    for (size_t z = 0; z < self->zone_count; z++) {
        struct cast *cast = &self->casts[z];
        if (cast->on != CAST_EMPTY && cast->on != CAST_ITEM) {
            cast->ends_us = moment->show.us;
            cast->slot.end = moment->plan;
        }
    }
}

static void end_slot(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    cast_drop_next(self, zone);
    cast->slot.end = moment->plan;
    cast->ends_us = moment->show.us;
}

// The emergency that is on, as it goes on at this moment, whatever the clock says now. False: there
// is none.
static bool find_alarm(const struct programme *self, const struct moment *moment,
                       struct plan_event *out)
{
    const struct cast *cast = &self->casts[self->zone_count - 1];
    if (cast->on != CAST_ITEM) {
        return false;
    }
    const struct diary_emergency *emergency =
        diary_emergency_at(self->parts.diary, cast->slot.start);
    if (emergency == NULL) {
        return false;
    }
    int64_t on_us = cast->ends_us + self->half_frame_us - moment->show.us; // of what is on
    int64_t left_us = on_us + emergency->since.us + emergency->for_us - cast->slot.end.us;
    *out = (struct plan_event){.kind = PLAN_EMERGENCY,
                               .at = moment->plan,
                               .zone = PLAN_ALL_ZONES,
                               .item = cast->slot.item,
                               .for_us = emergency->for_us == 0 ? 0
                                         : left_us > 0          ? left_us
                                                                : 1};
    return true;
}

void programme_time_changed(struct programme *self, const struct moment *moment)
{
    struct plan_event alarm;
    bool has_alarm = find_alarm(self, moment, &alarm);
    self->is_clock_known = moment->is_plan_wall;
    if (moment->is_plan_wall) {
        diary_turn_back(self->parts.diary, moment->plan);
    }
    programme_plan_anew(self);
    if (has_alarm) {
        struct diary_time time = diary_time_of(moment);
        diary_add(self->parts.diary, &time, self->plan, self->playlist, &alarm);
    }
    look_again(self, moment);
}

void programme_release(struct programme *self, const struct moment *moment, bool releases_all)
{
    struct str detail = {0};
    const struct item *item;
    while ((item = strikes_release(self->parts.strikes, self->playlist, releases_all, &detail)) !=
           NULL) {
        size_t index = (size_t)(item - self->playlist->items);
        struct diary_time time = diary_time_of(moment);
        log_warn("%s: item \"%s\" may be tried again (%s)", self->playlist->path, item->id,
                 str_text(&detail));
        self->failures[index] = 0;
        diary_add_failed(
            self->parts.diary, &time, self->plan, self->playlist,
            &(struct plan_event){
                .kind = PLAN_FAILED, .at = moment->plan, .zone = PLAN_ALL_ZONES, .item = index},
            str_text(&detail));
        look_again(self, moment);
        programme_drop_all(self);
        str_fini(&detail);
    }
    str_fini(&detail);
}

size_t programme_quarantined(const struct programme *self, const struct moment *moment,
                             const struct item **one)
{
    size_t count = 0;
    *one = NULL;
    bool is_none = strikes_are_none(self->parts.strikes);
    for (size_t i = 0; !is_none && i < self->playlist->item_count; i++) {
        const struct item *item = &self->playlist->items[i];
        if (strikes_left_us(self->parts.strikes, item, moment->now) > 0) {
            *one = count++ == 0 ? item : *one;
        }
    }
    return count;
}

enum loss programme_loss(const struct programme *self)
{
    enum loss loss = LOSS_NONE;
    for (size_t z = 0; z < self->zone_count; z++) {
        const struct cast *cast = &self->casts[z];
        if (cast->on == CAST_ITEM || cast->on == CAST_EMPTY) {
            return LOSS_NONE;
        }
        if (cast->on == CAST_HOUSE && cast->loss != LOSS_NONE) {
            loss = loss == LOSS_FAILED ? loss : cast->loss;
        }
    }
    return loss;
}

bool programme_offers(const struct programme *self)
{
    for (size_t z = 0; z + 1 < self->zone_count; z++) {
        const struct cast *cast = &self->casts[z];
        if (cast->has_next && cast->next.kind != SLOT_NOTHING && cast_is_ready(self, z)) {
            return true;
        }
    }
    return false;
}

// What is in quarantine goes off at once, though the plan did not know that when it went on.
static void leave_quarantined(struct programme *self, const struct moment *moment)
{
    for (size_t z = 0; z + 1 < self->zone_count; z++) {
        const struct cast *cast = &self->casts[z];
        bool is_item = cast->on == CAST_ITEM;
        if (is_item && strikes_left_us(self->parts.strikes, cast_item(self, z, cast->slot.item),
                                       moment->now) > 0) {
            end_slot(self, z, moment);
        }
    }
}

void programme_recall(struct programme *self, const struct moment *moment)
{
    struct diary *diary = self->parts.diary;
    const struct diary_emergency *emergency = diary_emergency_at(diary, moment->plan);
    // Where it began at another time it cannot be known for how long the others were on.
    bool is_of_now = self->is_clock_known && emergency != NULL && emergency->is_wall &&
                     !emergency->is_lost && emergency->since.us <= moment->plan.us;
    struct error ignored = {0};
    if (emergency != NULL && emergency->for_us == 0 && !is_of_now) {
        (void)!programme_emergency(self, moment, emergency->item, 0, &ignored);
    }
    if (self->is_clock_known) {
        diary_turn_back(diary, moment->plan);
    }
    programme_plan_anew(self);
    look_again(self, moment);
    leave_quarantined(self, moment);
}

void programme_look(struct programme *self, const struct moment *moment)
{
    if (!strikes_are_none(self->parts.strikes) &&
        mono_since(moment->now, self->released) >= RELEASE_US) {
        self->released = moment->now;
        programme_release(self, moment, false);
    }
    if (caseload_look(&self->caseload)) {
        struct diary_time time = diary_time_of(moment);
        caseload_tell(&self->caseload, self->plan, self->parts.diary, &time, moment->plan);
        programme_drop_all(self);
    }
}

bool programme_can_jump(const struct programme *self)
{
    enum cast_on on = self->casts[0].on;
    return on == CAST_ITEM || on == CAST_HOUSE;
}

void programme_jump(struct programme *self, const struct moment *moment, int by)
{
    struct cast *leader = &self->casts[0];
    bool is_back = by < 0 && leader->before != SIZE_MAX;
    struct diary_time time = diary_time_of(moment);
    size_t again = leader->on == CAST_ITEM ? leader->slot.item : 0;
    bool shows_item = is_back || (by < 0 && leader->on == CAST_ITEM);
    diary_add(self->parts.diary, &time, self->plan, self->playlist,
              &(struct plan_event){.kind = shows_item ? PLAN_SHOW : PLAN_NEXT,
                                   .at = moment->plan,
                                   .zone = 0,
                                   .item = is_back ? leader->before : again});
    leader->wants_jump = true;
    end_slot(self, 0, moment);
}

// What is on after a pause stays on for the rest of its slot, which the pause made longer, but
// never beyond closing time or the end of an emergency.
static void go_on(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    struct slot slot = plan_slot_at(self->plan, zone, moment->plan);
    bool is_same =
        slot.kind == SLOT_ITEM && slot.item == cast->slot.item && slot.number == cast->slot.number;
    if (cast->on != CAST_ITEM || slot.kind != SLOT_ITEM ||
        (cast_is_alarm(self, zone) && !is_same)) {
        end_slot(self, zone, moment);
    } else if (is_same) {
        cast->slot.end = slot.end;
        cast->slot.is_cut = slot.is_cut;
        cast->ends_us = moment->show.us + slot.end.us - moment->plan.us - self->half_frame_us;
    } else {
        cast->slot.end.us = moment->plan.us + cast->ends_us + self->half_frame_us - moment->show.us;
    }
}

void programme_pause(struct programme *self, const struct moment *moment, bool is_paused)
{
    struct diary_time time = diary_time_of(moment);
    diary_add(self->parts.diary, &time, self->plan, self->playlist,
              &(struct plan_event){.kind = is_paused ? PLAN_PAUSE : PLAN_RESUME,
                                   .at = moment->plan,
                                   .zone = PLAN_ALL_ZONES});
    programme_drop_all(self);
    for (size_t z = 0; !is_paused && z < self->zone_count; z++) {
        if (self->casts[z].on != CAST_EMPTY) {
            go_on(self, z, moment);
        }
    }
}

bool programme_outlasts_pause(struct programme *self, const struct moment *moment)
{
    for (size_t z = 0; z < self->zone_count; z++) {
        enum slot_kind due = plan_slot_at(self->plan, z, moment->plan).kind;
        enum cast_on on = self->casts[z].on;
        bool is_closing = due == SLOT_DARK && on != CAST_DARK;
        bool is_alarm_over = cast_is_alarm(self, z) && on == CAST_ITEM && due != SLOT_ITEM;
        if (is_closing || is_alarm_over) {
            return true;
        }
    }
    return false;
}

bool programme_emergency(struct programme *self, const struct moment *moment, const char *id,
                         int64_t for_us, struct error *err)
{
    const struct item *item = playlist_item(self->playlist, id);
    if (item == NULL) {
        return error_set(err, ERROR_CONFIG, "the playlist holds no item \"%s\"", id);
    }
    struct diary_time time = diary_time_of(moment);
    diary_add(self->parts.diary, &time, self->plan, self->playlist,
              &(struct plan_event){.kind = PLAN_EMERGENCY,
                                   .at = moment->plan,
                                   .zone = PLAN_ALL_ZONES,
                                   .item = (size_t)(item - self->playlist->items),
                                   .for_us = for_us});
    for (size_t z = 0; z < self->zone_count; z++) {
        end_slot(self, z, moment);
    }
    return true;
}

bool programme_clear(struct programme *self, const struct moment *moment)
{
    struct slot slot = plan_slot_at(self->plan, self->zone_count - 1, moment->plan);
    if (slot.kind != SLOT_ITEM) {
        return false;
    }
    struct diary_time time = diary_time_of(moment);
    diary_add(self->parts.diary, &time, self->plan, self->playlist,
              &(struct plan_event){.kind = PLAN_CLEAR, .at = moment->plan, .zone = PLAN_ALL_ZONES});
    for (size_t z = 0; z < self->zone_count; z++) {
        if (self->casts[z].on == CAST_CLEAR || z + 1 == self->zone_count) {
            end_slot(self, z, moment);
        }
    }
    return true;
}
