// Each zone goes through the slots of its plan; the director decides, the stage performs, the turn
// counts.
#include "show/programme.h"

#include "base/log.h"
#include "base/mem.h"
#include "plan/plan.h"
#include "show/director.h"

#include <stdlib.h>

// Nobody waits for a programme that gets ready behind another one, and it is given little time.
#define BEHIND_PATIENCE_US INT64_C(30000000)

struct cast {
    struct turn turn;
    struct slot on;      // what is on
    bool is_on;          // an item is on
    bool is_house;       // the house card is on
    struct slot cued;    // what gets ready
    int64_t next_number; // of the slot to cue next
    int64_t cued_at_us;
    bool wants_jump;         // a person asked for another item
    int64_t ends_us;         // show time at which what is on should end
    int64_t wanted_since_us; // −1: no successor is wanted
    int64_t failed_row;
    int64_t failed_at_us;
};

struct programme {
    struct playlist *playlist;
    struct plan *plan;
    struct stage *stage;
    struct turn_context context;
    struct cast *casts;    // one a zone
    int64_t half_frame_us; // ends are rounded to the nearest frame
    bool *is_said;         // by item: it was told that it cannot be shown, since it last was
};

struct programme *programme_new(struct playlist *playlist, const struct programme_parts *parts)
{
    struct programme *self = mem_zeroed(1, sizeof *self);
    playlist_fit(playlist, parts->canvas);
    self->playlist = playlist;
    self->plan = plan_new(playlist);
    self->stage = stage_new(playlist->zones, playlist->zone_count, parts->canvas, &parts->env);
    self->context = (struct turn_context){parts->writer, playlist, parts->display};
    self->casts = mem_zeroed(playlist->zone_count, sizeof *self->casts);
    self->half_frame_us = INT64_C(500000000) / parts->env.rate_mhz;
    self->is_said = mem_zeroed(playlist->item_count, sizeof *self->is_said);
    for (size_t z = 0; z < playlist->zone_count; z++) {
        self->casts[z].wanted_since_us = -1;
    }
    return self;
}

void programme_free(struct programme *self)
{
    if (self == NULL) {
        return;
    }
    stage_free(self->stage);
    plan_free(self->plan);
    playlist_free(self->playlist);
    free(self->casts);
    free(self->is_said);
    free(self);
}

struct programme *programme_again(struct programme *self, const struct programme_parts *parts)
{
    struct programme *again = programme_new(self->playlist, parts);
    self->playlist = NULL; // taken over
    programme_free(self);
    return again;
}

static const struct item *item_of(const struct programme *self, const struct slot *slot)
{
    return &self->playlist->items[slot->item];
}

static void cue(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    cast->cued = plan_slot(self->plan, zone, cast->next_number);
    cast->next_number++;
    cast->cued_at_us = moment->show.us;
    cast->wanted_since_us = -1; // each item gets its own patience
    stage_cue(self->stage, zone, item_of(self, &cast->cued), 0);
}

static void begin_entries(struct programme *self)
{
    if (self->context.writer != NULL) {
        writer_begin(self->context.writer);
    }
}

static void end_entries(struct programme *self)
{
    if (self->context.writer != NULL) {
        writer_commit(self->context.writer);
    }
}

// The play that is on ends here: it broke off, a person wanted another one, it came to its end, or
// it had to make room before.
static void close_play(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    struct error broke = {0};
    bool is_over = cast->is_on && stage_is_over(self->stage, zone, moment->show, &broke);
    if (broke.code != 0) {
        log_warn("%s: %s broke off: %s", self->playlist->path, item_of(self, &cast->on)->id,
                 broke.text);
    }
    enum play_end end = broke.code != 0    ? PLAY_FAILED
                        : cast->wants_jump ? PLAY_SKIPPED
                        : is_over          ? PLAY_COMPLETE
                                           : PLAY_PREEMPTED;
    turn_close(&cast->turn, &self->context, end, moment->now);
}

static void take(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    const struct item *item = item_of(self, &cast->cued);
    begin_entries(self);
    close_play(self, zone, moment);
    int64_t length_us = stage_take(self->stage, zone, moment->show, moment->wall, 0);
    turn_open(&cast->turn, &self->context, zone, cast->cued.number, item, length_us, moment->now,
              moment->wall, moment->trust);
    end_entries(self);
    cast->on = cast->cued;
    cast->is_on = true;
    cast->is_house = false;
    cast->wants_jump = false;
    cast->wanted_since_us = -1;
    cast->failed_row = 0;
    if (self->is_said[cast->on.item]) {
        self->is_said[cast->on.item] = false;
        log_warn("%s: item \"%s\" is shown again", self->playlist->path, item->id);
    }
    cast->ends_us = moment->show.us + length_us - self->half_frame_us;
    log_info("%s: %s (%s), %.1f s", self->playlist->zones[zone].name, item->id,
             item_kind_name(item->kind), (double)length_us / 1e6);
}

// The cued item cannot be shown: it is said once and logged.
static void skip(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    const struct item *item = item_of(self, &cast->cued);
    const char *why = "";
    bool is_late = stage_cued(self->stage, zone, &why) == ACT_PREPARING;
    if (!self->is_said[cast->cued.item]) {
        self->is_said[cast->cued.item] = true;
        log_error("%s:%d: item \"%s\" is skipped: %s", self->playlist->path, item->line, item->id,
                  is_late ? "no picture came in time" : why);
    }
    // Once a whole round has failed, trying it again every few seconds is no news: an outage of a
    // day must not become a hundred thousand plays.
    if (cast->failed_row < plan_round_slots(self->plan, zone)) {
        turn_failed(&self->context, zone, cast->cued.number, item, moment->now, moment->wall,
                    moment->trust);
    }
    stage_drop_cue(self->stage, zone);
    cast->failed_row++;
    cast->failed_at_us = moment->show.us;
}

// Whether a whole round has failed.
static bool has_nothing_left(const struct programme *self, size_t zone)
{
    return self->casts[zone].failed_row >= plan_round_slots(self->plan, zone);
}

// Where nothing is ready to follow, the house card stands in: for an empty zone while its next item
// is tried, and for an item that is over when a whole round has failed.
static void fall_back(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    bool is_empty = !cast->is_on && !cast->is_house && cast->failed_row > 0;
    struct error ignored = {0};
    bool must_leave = cast->is_on && has_nothing_left(self, zone) &&
                      stage_is_over(self->stage, zone, moment->show, &ignored);
    if (is_empty || must_leave) {
        close_play(self, zone, moment);
        stage_take_house(self->stage, zone, moment->show);
        cast->is_on = false;
        cast->is_house = true;
    }
}

static enum director_cue cue_of(const struct programme *self, size_t zone)
{
    switch (stage_cued(self->stage, zone, NULL)) {
    case ACT_PREPARING:
        return DIRECTOR_PREPARING;
    case ACT_READY:
        return DIRECTOR_READY;
    case ACT_FAILED:
        return DIRECTOR_FAILED;
    }
    return DIRECTOR_NO_CUE;
}

static struct director_view view_of(struct programme *self, size_t zone,
                                    const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    bool is_over = cast->is_house || cast->wants_jump;
    if (cast->is_on && !is_over) {
        struct error ignored = {0};
        is_over = stage_is_over(self->stage, zone, moment->show, &ignored);
    }
    bool is_wanted = is_over || !cast->is_on;
    if (is_wanted && cast->wanted_since_us < 0) {
        cast->wanted_since_us = moment->show.us;
    }
    return (struct director_view){
        .is_on = cast->is_on || cast->is_house,
        .is_over = is_over,
        .left_us = cast->ends_us - moment->show.us,
        .cue = cue_of(self, zone),
        .wanted_us = is_wanted ? moment->show.us - cast->wanted_since_us : 0,
        .failed_row = cast->failed_row,
        .round_slots = plan_round_slots(self->plan, zone),
        .since_failure_us = moment->show.us - cast->failed_at_us,
    };
}

// At most one round of failures and one take: a zone never spins.
static void direct_zone(struct programme *self, size_t zone, const struct moment *moment)
{
    int64_t most = plan_round_slots(self->plan, zone) * 2 + 2;
    for (int64_t moves = 0; moves < most; moves++) {
        struct director_view view = view_of(self, zone, moment);
        switch (director_decide(&view)) {
        case DIRECTOR_WAIT:
            fall_back(self, zone, moment);
            return;
        case DIRECTOR_CUE:
            cue(self, zone, moment);
            break;
        case DIRECTOR_TAKE:
            take(self, zone, moment);
            return;
        case DIRECTOR_SKIP:
            skip(self, zone, moment);
            break;
        }
    }
}

void programme_direct(struct programme *self, const struct moment *moment)
{
    for (size_t zone = 0; zone < self->playlist->zone_count; zone++) {
        direct_zone(self, zone, moment);
    }
}

// Whether the first item gets no further: it failed, or takes too long.
static bool is_hopeless(const struct programme *self, size_t zone, const struct moment *moment)
{
    enum director_cue state = cue_of(self, zone);
    int64_t since_us = moment->show.us - self->casts[zone].cued_at_us;
    return state == DIRECTOR_FAILED ||
           (state == DIRECTOR_PREPARING && since_us > BEHIND_PATIENCE_US);
}

void programme_get_ready(struct programme *self, const struct moment *moment)
{
    for (size_t zone = 0; zone < self->playlist->zone_count; zone++) {
        if (is_hopeless(self, zone, moment)) {
            skip(self, zone, moment);
        }
        if (cue_of(self, zone) == DIRECTOR_NO_CUE && !has_nothing_left(self, zone)) {
            cue(self, zone, moment);
        }
    }
    stage_prepare(self->stage, (struct mono){0});
}

bool programme_is_ready(const struct programme *self)
{
    for (size_t zone = 0; zone < self->playlist->zone_count; zone++) {
        if (cue_of(self, zone) != DIRECTOR_READY && !has_nothing_left(self, zone)) {
            return false;
        }
    }
    return true;
}

bool programme_is_between(struct programme *self, const struct moment *moment)
{
    const struct cast *leader = &self->casts[0];
    struct error ignored = {0};
    return !leader->is_on || stage_is_over(self->stage, 0, moment->show, &ignored);
}

void programme_jump(struct programme *self, int by)
{
    struct cast *leader = &self->casts[0];
    if (by < 0) {
        stage_drop_cue(self->stage, 0);
        leader->next_number = leader->on.number > 0 ? leader->on.number - 1 : 0;
    }
    leader->wants_jump = true;
}

int64_t programme_next_us(const struct programme *self, const struct moment *moment)
{
    int64_t next_us = INT64_MAX;
    for (size_t zone = 0; zone < self->playlist->zone_count; zone++) {
        const struct cast *cast = &self->casts[zone];
        int64_t own_us = INT64_MAX;
        if (cue_of(self, zone) == DIRECTOR_PREPARING || cast->wants_jump) {
            own_us = moment->show.us + 1;
        } else if (cast->is_on) {
            bool is_cued = cue_of(self, zone) != DIRECTOR_NO_CUE;
            own_us = cast->ends_us - (is_cued ? 0 : DIRECTOR_LEAD_US);
            own_us = own_us <= moment->show.us ? moment->show.us + 1 : own_us;
        } else {
            own_us =
                cast->failed_row > 0 ? cast->failed_at_us + DIRECTOR_RETRY_US : moment->show.us + 1;
        }
        next_us = own_us < next_us ? own_us : next_us;
    }
    return next_us;
}

void programme_count(struct programme *self, const struct moment *moment, bool is_visible,
                     int64_t late)
{
    for (size_t zone = 0; zone < self->playlist->zone_count; zone++) {
        struct cast *cast = &self->casts[zone];
        if (cast->is_on) {
            bool is_new = stage_zone_changed(self->stage, zone);
            turn_count(&cast->turn, moment->now, is_visible, is_new, is_new ? late : 0);
            turn_store(&cast->turn, &self->context, moment->now);
        }
    }
}

void programme_close_plays(struct programme *self, const struct moment *moment, enum play_end end)
{
    begin_entries(self);
    for (size_t zone = 0; zone < self->playlist->zone_count; zone++) {
        turn_close(&self->casts[zone].turn, &self->context, end, moment->now);
    }
    end_entries(self);
}

void programme_leave(struct programme *self, const struct moment *moment)
{
    begin_entries(self);
    for (size_t zone = 0; zone < self->playlist->zone_count; zone++) {
        close_play(self, zone, moment);
    }
    end_entries(self);
}

struct stage *programme_stage(struct programme *self)
{
    return self->stage;
}

const struct playlist *programme_playlist(const struct programme *self)
{
    return self->playlist;
}

const struct item *programme_leading(const struct programme *self)
{
    return self->casts[0].is_on ? item_of(self, &self->casts[0].on) : NULL;
}

bool programme_has_begun(const struct programme *self)
{
    for (size_t zone = 0; zone < self->playlist->zone_count; zone++) {
        if (!self->casts[zone].is_on && !self->casts[zone].is_house) {
            return false;
        }
    }
    return true;
}
