// A playlist's zones together.
#include "show/programme.h"

#include "base/log.h"
#include "base/mem.h"
#include "show/cast.h"
#include "show/director.h"

#include <stdlib.h>
#include <string.h>

#define POLL_US INT64_C(500000) // an act with an end of its own is watched this long before it

enum { ALARM_Z = 1000 }; // above every zone: those go up to 100

// --- making ------------------------------------------------------------------------------------

// A slogan that was written for a ticker would run over a whole screen with letters as high as the
// screen: in an emergency it stands still, page by page, unless the screen is a strip.
static void make_alarm_items(struct programme *self)
{
    enum { STRIP = 4 }; // times as wide as high; by eye
    const struct playlist *playlist = self->playlist;
    bool is_strip = self->parts.canvas.w >= STRIP * self->parts.canvas.h;
    self->alarm_items = mem_zeroed(playlist->item_count, sizeof *self->alarm_items);
    for (size_t i = 0; i < playlist->item_count; i++) {
        struct item *item = &self->alarm_items[i];
        *item = playlist->items[i];
        bool is_written_for_it = item->priority == PRIORITY_EMERGENCY;
        if (item->kind == ITEM_SLOGAN && !is_strip && !is_written_for_it) {
            item->motion = MOTION_HOLD;
        }
    }
}

// The playlist's zones, and one that covers the canvas when there is an emergency.
static void make_zones(struct programme *self)
{
    const struct playlist *playlist = self->playlist;
    self->zone_count = playlist->zone_count + 1;
    self->zones = mem_zeroed(self->zone_count, sizeof *self->zones);
    memcpy(self->zones, playlist->zones, playlist->zone_count * sizeof *self->zones);
    self->alarms = mem_zeroed(playlist->item_count, sizeof *self->alarms);
    size_t count = 0;
    for (size_t i = 0; i < playlist->item_count; i++) {
        if (playlist->items[i].priority == PRIORITY_EMERGENCY) {
            self->alarms[count++] = i;
        }
    }
    static char name[] = "emergency";
    self->zones[playlist->zone_count] = (struct zone){
        .name = name,
        .w = {100, true},
        .h = {100, true},
        .z = ALARM_Z,
        .background = {0, 0, 0, 255},
        .items = self->alarms,
        .item_count = count,
    };
}

static struct plan *make_plan(struct programme *self)
{
    const struct programme_parts *parts = &self->parts;
    struct plan_terms terms = {
        .playlist = self->playlist,
        .calendar = self->own_calendar != NULL ? self->own_calendar : parts->calendar,
        .meridian = parts->env.meridian,
        .openings = parts->openings,
        .opening_count = parts->opening_count,
    };
    struct plan *plan = plan_new(&terms);
    plan_set_clock_known(plan, self->is_clock_known);
    diary_tell(parts->diary, plan, self->playlist, self->is_clock_known);
    self->learned = diary_learned(parts->diary);
    return plan;
}

void programme_drop_all(struct programme *self)
{
    for (size_t z = 0; z < self->zone_count; z++) {
        cast_drop_next(self, z);
    }
}

struct programme *programme_new(struct playlist *playlist, struct calendar *own_calendar,
                                const struct programme_parts *parts, bool is_clock_known)
{
    struct programme *self = mem_zeroed(1, sizeof *self);
    playlist_fit(playlist, parts->canvas);
    self->parts = *parts;
    self->playlist = playlist;
    self->own_calendar = own_calendar;
    self->is_clock_known = is_clock_known;
    make_zones(self);
    make_alarm_items(self);
    self->plan = make_plan(self);
    own_fonts_open(&self->own_fonts, playlist, &self->parts.env);
    self->stage = stage_new(self->zones, self->zone_count, parts->canvas, &self->parts.env);
    self->measure =
        measure_new(playlist, self->zones, self->zone_count, parts->canvas, &self->parts.env);
    programme_recall_lengths(self);
    caseload_init(&self->caseload, playlist, parts->district, parts->watches_files);
    self->context = (struct turn_context){parts->writer, playlist, self->zones, parts->display};
    self->casts = mem_zeroed(self->zone_count, sizeof *self->casts);
    self->half_frame_us = INT64_C(500000000) / parts->env.rate_mhz;
    self->is_said = mem_zeroed(playlist->item_count, sizeof *self->is_said);
    self->failures = mem_zeroed(playlist->item_count, sizeof *self->failures);
    self->is_seen = mem_zeroed(self->zone_count * playlist->item_count, sizeof *self->is_seen);
    for (size_t z = 0; z < self->zone_count; z++) {
        self->casts[z].wanted_since_us = -1;
        self->casts[z].before = SIZE_MAX;
        self->casts[z].letters_out_us = INT64_MAX;
    }
    stage_clear(self->stage, playlist->zone_count);
    bool may_wait = parts->env.mode != MEDIUM_LATEST;
    while (may_wait && programme_learn(self, &(struct moment){0})) {
    }
    return self;
}

void programme_free(struct programme *self)
{
    if (self == NULL) {
        return;
    }
    measure_free(self->measure);
    stage_free(self->stage);
    own_fonts_close(&self->own_fonts);
    plan_free(self->plan);
    caseload_fini(&self->caseload);
    playlist_free(self->playlist);
    calendar_free(self->own_calendar);
    free(self->zones);
    free(self->alarms);
    free(self->alarm_items);
    for (size_t z = 0; z < self->zone_count; z++) {
        free(self->casts[z].passed);
    }
    free(self->casts);
    free(self->is_said);
    free(self->failures);
    free(self->is_seen);
    free(self);
}

struct programme *programme_again(struct programme *self, const struct programme_parts *parts,
                                  bool is_clock_known)
{
    struct playlist *playlist = self->playlist;
    struct calendar *own = self->own_calendar;
    stage_free(self->stage); // both hold on to the playlist
    self->stage = NULL;
    measure_free(self->measure);
    self->measure = NULL;
    struct programme *again = programme_new(playlist, own, parts, is_clock_known);
    caseload_fini(&self->caseload);
    plan_free(self->plan);
    self->plan = NULL;
    self->playlist = NULL;
    self->own_calendar = NULL;
    programme_free(self);
    return again;
}

void programme_plan_anew(struct programme *self)
{
    struct plan *plan = make_plan(self);
    programme_tell_lengths(self, plan, self->plan);
    plan_free(self->plan);
    self->plan = plan;
    caseload_begin_again(&self->caseload);
    programme_drop_all(self);
}

// --- every frame -------------------------------------------------------------------------------

// An item of priority emergency waits on the stage, so that it takes the screen with the next
// frame.
static void keep_alarm_ready(struct programme *self, size_t zone)
{
    const struct cast *cast = &self->casts[zone];
    if (cast->on == CAST_CLEAR && !cast->has_next && self->zones[zone].item_count > 0 &&
        stage_cued(self->stage, zone, NULL) == 0) {
        stage_cue(self->stage, zone, cast_item(self, zone, self->alarms[0]), 0);
    }
}

static void direct_alarm(struct programme *self, const struct moment *moment)
{
    enum { STEPS = 16 }; // of preparing a text: a frame is not to be lost
    size_t zone = self->zone_count - 1;
    cast_direct(self, zone, moment);
    const struct cast *cast = &self->casts[zone];
    for (int i = 0; i < STEPS && cast->has_next && cast->next.kind == SLOT_ITEM &&
                    stage_cued(self->stage, zone, NULL) == ACT_PREPARING;
         i++) {
        stage_hurry(self->stage, zone);
        stage_prepare(self->stage, moment->show);
        cast_direct(self, zone, moment);
    }
    keep_alarm_ready(self, zone);
}

void programme_direct(struct programme *self, const struct moment *moment)
{
    direct_alarm(self, moment);
    for (size_t zone = 0; zone + 1 < self->zone_count; zone++) {
        cast_direct(self, zone, moment);
    }
}

void programme_get_ready(struct programme *self, const struct moment *moment)
{
    if (diary_learned(self->parts.diary) != self->learned) {
        programme_plan_anew(self);
    }
    for (size_t zone = 0; zone < self->zone_count; zone++) {
        cast_get_ready(self, zone, moment);
    }
    stage_prepare(self->stage, moment->show);
}

bool programme_is_ready(const struct programme *self)
{
    for (size_t zone = 0; zone < self->zone_count; zone++) {
        if (!cast_is_ready(self, zone)) {
            return false;
        }
    }
    return true;
}

bool programme_is_between(struct programme *self, const struct moment *moment)
{
    return self->casts[0].on != CAST_ITEM || cast_is_over(self, 0, moment);
}

struct wall programme_hands_over(const struct programme *self, const struct moment *moment)
{
    const struct cast *cast = &self->casts[0];
    bool is_near = cast->on == CAST_ITEM && cast->ends_us - moment->show.us <= DIRECTOR_LEAD_US &&
                   cast->slot.end.us > moment->plan.us &&
                   cast->slot.end.us - moment->plan.us <= 2 * DIRECTOR_LEAD_US;
    return is_near ? cast->slot.end : moment->plan;
}

static int64_t next_of(const struct programme *self, size_t zone, const struct moment *moment)
{
    const struct cast *cast = &self->casts[zone];
    int64_t now_us = moment->show.us;
    bool is_item = cast->has_next && cast->next.kind == SLOT_ITEM;
    if (is_item && stage_cued(self->stage, zone, NULL) == ACT_PREPARING) {
        return now_us + 1;
    }
    if (cast->on == CAST_EMPTY || cast->wants_jump) {
        return now_us + 1;
    }
    int64_t left_us = cast_left_us(self, zone, moment);
    int64_t at_us = now_us + left_us - (cast->has_next ? 0 : DIRECTOR_LEAD_US);
    if (cast->on == CAST_ITEM && cast->has_next) {
        at_us -= cast_ends_by_itself(&self->playlist->items[cast->slot.item]) ? POLL_US : 0;
    }
    return at_us <= now_us ? now_us + 1 : at_us;
}

int64_t programme_next_us(const struct programme *self, const struct moment *moment)
{
    int64_t next_us = INT64_MAX;
    for (size_t zone = 0; zone < self->zone_count; zone++) {
        int64_t own_us = next_of(self, zone, moment);
        int64_t passed_us = cast_passed_us(self, zone);
        next_us = own_us < next_us ? own_us : next_us;
        next_us = passed_us < next_us ? passed_us : next_us;
    }
    return next_us;
}

bool programme_take_news(struct programme *self)
{
    bool has_news = self->has_news;
    self->has_news = false;
    return has_news;
}

bool programme_is_preparing(const struct programme *self)
{
    for (size_t zone = 0; zone < self->zone_count; zone++) {
        const struct cast *cast = &self->casts[zone];
        if (cast->has_next && cast->next.kind == SLOT_ITEM &&
            stage_cued(self->stage, zone, NULL) == ACT_PREPARING) {
            return true;
        }
    }
    return false;
}

void programme_count(struct programme *self, const struct moment *moment, bool is_visible,
                     bool is_drawn, int64_t late)
{
    for (size_t zone = 0; zone < self->zone_count; zone++) {
        struct cast *cast = &self->casts[zone];
        if (cast->on == CAST_ITEM) {
            bool is_new = cast->is_fresh || (is_drawn && stage_zone_changed(self->stage, zone));
            cast->is_fresh = false;
            turn_count(&cast->turn, moment->now, is_visible, is_new, is_new ? late : 0);
            turn_store(&cast->turn, &self->context, moment->now);
            cast_count_passed(self, zone,
                              &(struct frame_news){.now = moment->now,
                                                   .is_visible = is_visible,
                                                   .is_new = is_new,
                                                   .late = is_new ? late : 0});
        }
    }
}

void programme_set_display(struct programme *self, enum display_power display)
{
    self->context.display = display;
}

void programme_take_back(struct programme *self, int64_t us)
{
    for (size_t zone = 0; zone < self->zone_count; zone++) {
        turn_take_back(&self->casts[zone].turn, us);
    }
}

void programme_begin_entries(struct programme *self)
{
    if (self->context.writer != NULL) {
        writer_begin(self->context.writer);
    }
}

void programme_end_entries(struct programme *self)
{
    if (self->context.writer != NULL) {
        writer_commit(self->context.writer);
    }
}

void programme_close_plays(struct programme *self, const struct moment *moment, enum play_end end)
{
    programme_begin_entries(self);
    for (size_t zone = 0; zone < self->zone_count; zone++) {
        turn_close(&self->casts[zone].turn, &self->context, end, moment->now);
        cast_break_passed(self, zone, moment, end);
    }
    programme_end_entries(self);
}

void programme_leave(struct programme *self, const struct moment *moment)
{
    programme_begin_entries(self);
    for (size_t zone = 0; zone < self->zone_count; zone++) {
        cast_close_play(self, zone, moment);
    }
    programme_end_entries(self);
}

// --- asking ------------------------------------------------------------------------------------

struct stage *programme_stage(struct programme *self)
{
    return self->stage;
}

const struct playlist *programme_playlist(const struct programme *self)
{
    return self->playlist;
}

static const struct item *item_on(const struct programme *self, size_t zone)
{
    const struct cast *cast = &self->casts[zone];
    return cast->on == CAST_ITEM ? &self->playlist->items[cast->slot.item] : NULL;
}

const struct item *programme_leading(const struct programme *self)
{
    return item_on(self, 0);
}

const struct item *programme_alarm(const struct programme *self)
{
    return item_on(self, self->zone_count - 1);
}

bool programme_has_begun(const struct programme *self)
{
    for (size_t zone = 0; zone < self->zone_count; zone++) {
        if (self->casts[zone].on == CAST_EMPTY) {
            return false;
        }
    }
    return true;
}

bool programme_is_dark(const struct programme *self)
{
    for (size_t zone = 0; zone + 1 < self->zone_count; zone++) {
        if (self->casts[zone].on != CAST_DARK) {
            return false;
        }
    }
    return self->casts[self->zone_count - 1].on != CAST_ITEM;
}

bool programme_opens_soon(const struct programme *self, const struct moment *moment)
{
    return self->casts[0].has_next && self->casts[0].next.kind == SLOT_ITEM &&
           self->casts[0].ends_us - moment->show.us <= DIRECTOR_LEAD_US;
}
