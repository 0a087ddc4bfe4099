// Lanes in order of depth, drawn where they changed.
#include "stage/stage.h"

#include "base/mem.h"
#include "stage/acts.h"
#include "stage/lane.h"
#include "stage/overlay.h"
#include "stage/paint.h"

#include <stdlib.h>

struct stage {
    struct act_env env;
    struct size canvas;
    struct lane *lanes; // in the zones' order
    size_t count;
    struct lane **by_depth; // lowest first
    struct overlay overlay, notice;
    bool must_redraw;
    size_t prepared_last; // lane whose turn was last
    struct rect *changed; // room for one rectangle a lane and one an overlay
};

static int compare_depth(const void *a, const void *b)
{
    const struct lane *left = *(struct lane *const *)a;
    const struct lane *right = *(struct lane *const *)b;
    if (left->zone->z != right->zone->z) {
        return left->zone->z < right->zone->z ? -1 : 1;
    }
    return left < right ? -1 : left > right;
}

struct stage *stage_new(const struct zone *zones, size_t zone_count, struct size canvas,
                        const struct act_env *env)
{
    struct stage *self = mem_zeroed(1, sizeof *self);
    self->env = *env;
    self->canvas = canvas;
    self->count = zone_count;
    self->lanes = mem_zeroed(self->count, sizeof *self->lanes);
    self->by_depth = mem_zeroed(self->count, sizeof(struct lane *));
    self->changed = mem_zeroed(self->count + 2, sizeof *self->changed);
    self->notice.is_notice = true;
    for (size_t i = 0; i < self->count; i++) {
        self->lanes[i].env = &self->env;
        self->lanes[i].zone = &zones[i];
        self->lanes[i].place = zone_place(&zones[i], canvas);
        self->by_depth[i] = &self->lanes[i];
    }
    qsort(self->by_depth, self->count, sizeof(struct lane *), compare_depth);
    self->must_redraw = true;
    return self;
}

void stage_free(struct stage *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->count; i++) {
        lane_fini(&self->lanes[i]);
    }
    overlay_fini(&self->overlay);
    overlay_fini(&self->notice);
    free(self->lanes);
    free(self->by_depth);
    free(self->changed);
    free(self);
}

void stage_cue(struct stage *self, size_t zone, const struct item *item, int64_t from_us)
{
    lane_cue(&self->lanes[zone], item, from_us);
}

void stage_drop_cue(struct stage *self, size_t zone)
{
    lane_drop_cue(&self->lanes[zone]);
}

void stage_hurry(struct stage *self, size_t zone)
{
    lane_hurry(&self->lanes[zone]);
}

enum act_state stage_cued(const struct stage *self, size_t zone, const char **why)
{
    if (why != NULL) {
        *why = self->lanes[zone].cue_error.text;
    }
    return self->lanes[zone].cue_state;
}

bool stage_cued_is_vetting(const struct stage *self, size_t zone)
{
    const struct lane *lane = &self->lanes[zone];
    return lane->cue_state == ACT_PREPARING && lane->cue->ops->is_vetting != NULL &&
           lane->cue->ops->is_vetting(lane->cue);
}

int64_t stage_cued_length_us(const struct stage *self, size_t zone)
{
    const struct lane *lane = &self->lanes[zone];
    const struct act *cue = lane->cue_is_repeat ? lane->on : lane->cue;
    return cue->ops->length_us(cue);
}

bool stage_prepare(struct stage *self, struct mono now)
{
    for (size_t i = 0; i < self->count; i++) {
        self->prepared_last = (self->prepared_last + 1) % self->count;
        if (lane_prepare(&self->lanes[self->prepared_last], now.us)) {
            return true;
        }
    }
    return false;
}

int64_t stage_take(struct stage *self, size_t zone, struct mono now, struct wall at,
                   int64_t from_us)
{
    lane_take(&self->lanes[zone], now.us, at, from_us);
    return self->lanes[zone].length_us;
}

bool stage_joins(const struct stage *self, size_t zone, struct mono *at)
{
    return lane_joins(&self->lanes[zone], &at->us);
}

int64_t stage_take_joined(struct stage *self, size_t zone, struct mono now, struct wall at)
{
    lane_take_joined(&self->lanes[zone], now.us, at);
    return self->lanes[zone].length_us;
}

struct mono stage_letters_out(const struct stage *self, size_t zone)
{
    return (struct mono){lane_letters_out_us(&self->lanes[zone])};
}

static struct act_request bare_request(const struct stage *self, const struct lane *lane)
{
    return (struct act_request){.env = &self->env, .size = {lane->place.w, lane->place.h}};
}

void stage_take_house(struct stage *self, size_t zone, struct mono now)
{
    struct lane *lane = &self->lanes[zone];
    struct act_request request = bare_request(self, lane);
    struct error err = {0};
    struct act *house = act_open(&request, &err);
    house->ops->prepare(house, 0, &err);
    lane_take_act(lane, house, now.us, false);
}

void stage_take_dark(struct stage *self, size_t zone, struct mono now)
{
    struct lane *lane = &self->lanes[zone];
    struct act_request request = bare_request(self, lane);
    lane_take_act(lane, dark_open(&request), now.us, true);
}

void stage_clear(struct stage *self, size_t zone)
{
    lane_clear(&self->lanes[zone]);
}

bool stage_is_over(struct stage *self, size_t zone, struct mono now, struct error *err)
{
    return lane_is_over(&self->lanes[zone], now.us, err);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

// What of the lane has to be drawn, and when it changes next.
static struct rect look_at(struct lane *lane, int64_t now_us, int64_t *next_us)
{
    lane->has_changed = false;
    if (lane->on == NULL) {
        lane->has_changed = lane->is_dirty;
        lane->is_dirty = false;
        return lane->has_changed ? lane->place : (struct rect){0};
    }
    int64_t before = lane->view.picture;
    bool is_entering = lane_entry(lane, now_us) < 256;
    lane->view = lane_view(lane, now_us);
    int64_t act_next =
        lane->view.next_us == INT64_MAX ? INT64_MAX : lane->on_since_us + lane->view.next_us;
    *next_us = earlier(*next_us, is_entering ? now_us + 1 : act_next);
    lane->has_changed = lane->is_dirty || is_entering || lane->view.picture != before;
    if (!lane->has_changed) {
        return (struct rect){0};
    }
    bool is_whole = lane->is_dirty || is_entering;
    lane->is_dirty = false;
    struct rect area = lane->view.area;
    return is_whole
               ? lane->place
               : rect_intersect(lane->place, (struct rect){lane->place.x + area.x,
                                                           lane->place.y + area.y, area.w, area.h});
}

struct stage_frame stage_draw(struct stage *self, struct mono now, SDL_Surface *canvas)
{
    struct stage_frame frame = {.changed = self->changed, .next_us = INT64_MAX};
    for (size_t i = 0; i < self->count; i++) {
        struct rect area = look_at(&self->lanes[i], now.us, &frame.next_us);
        if (!rect_is_empty(area)) {
            self->changed[frame.count++] = area;
        }
    }
    struct rect plates[] = {overlay_take_changed(&self->overlay),
                            overlay_take_changed(&self->notice)};
    for (size_t i = 0; i < sizeof plates / sizeof plates[0]; i++) {
        if (!rect_is_empty(plates[i])) {
            self->changed[frame.count++] =
                rect_intersect(plates[i], (struct rect){0, 0, self->canvas.w, self->canvas.h});
        }
    }
    if (self->must_redraw) {
        self->must_redraw = false;
        frame.count = 1;
        self->changed[0] = (struct rect){0, 0, self->canvas.w, self->canvas.h};
    }
    for (int i = 0; i < frame.count; i++) {
        paint_area(self->by_depth, self->count, self->changed[i], now.us, canvas);
        overlay_draw(&self->overlay, canvas);
        overlay_draw(&self->notice, canvas);
    }
    SDL_SetClipRect(canvas, NULL);
    return frame;
}

bool stage_zone_changed(const struct stage *self, size_t zone)
{
    return self->lanes[zone].has_changed;
}

const struct scroll *stage_scroll(const struct stage *self, size_t zone)
{
    const struct act *on = self->lanes[zone].on;
    return on == NULL || on->ops->scroll == NULL ? NULL : on->ops->scroll(on);
}

void stage_redraw(struct stage *self)
{
    self->must_redraw = true;
}

void stage_set_mixer(struct stage *self, struct mixer *mixer)
{
    self->env.mixer = mixer;
}

void stage_cut_all(struct stage *self, bool is_cutting)
{
    self->env.only_cuts = is_cutting;
}

void stage_pause(struct stage *self, bool is_paused)
{
    mixer_pause(self->env.mixer, is_paused);
}

void stage_overlay(struct stage *self, const char *text)
{
    overlay_set(&self->overlay, self->env.fonts, text, self->canvas);
}

void stage_notice(struct stage *self, const char *text)
{
    overlay_set(&self->notice, self->env.fonts, text, self->canvas);
}
