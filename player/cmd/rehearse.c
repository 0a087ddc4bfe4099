// Stages without a clock.
//
// A picture of the instant t needs no playing up to it, but a transition shows the slot before as
// well: that one is put on at its own time first. All changes of all zones happen in order of time,
// as they would in a show.
#include "cmd/rehearse.h"

#include "base/mem.h"
#include "cmd/progress.h"
#include "plan/plan.h"
#include "screen/frame.h"
#include "stage/measure.h"
#include "stage/stage.h"

#include <stdlib.h>

enum { USUAL_RATE_MHZ = 60000 };

struct act_env rehearsal_env(const struct rehearsal *self)
{
    return (struct act_env){.meridian = self->setting->meridian,
                            .fonts = setting_letters(self->setting),
                            .rate_mhz = self->rate_mhz,
                            .mode = MEDIUM_WAIT};
}

static void tell(struct progress *progress, const struct playlist *playlist,
                 const struct measure *measure)
{
    size_t done = 0;
    size_t total = 0;
    for (size_t z = 0; z < playlist->zone_count; z++) {
        total += playlist->zones[z].item_count;
        for (size_t i = 0; i < playlist->zones[z].item_count; i++) {
            done += measure_is_known(measure, z, playlist->zones[z].items[i]);
        }
    }
    progress_tell(progress, done, total);
}

static void measure_all(const struct playlist *playlist, struct measure *measure)
{
    struct progress progress;
    progress_init(&progress, "measuring items");
    while (measure_step(measure, (struct mono){0})) {
        if (progress_is_due(&progress)) {
            tell(&progress, playlist, measure);
        }
    }
    progress_fini(&progress);
}

static void take_lengths(struct rehearsal *self, const struct measure *measure, size_t zone,
                         struct troubles *troubles)
{
    const struct playlist *playlist = self->setting->playlist;
    self->lengths_us[zone] = mem_zeroed(playlist->item_count, sizeof **self->lengths_us);
    self->scrolls[zone] = mem_zeroed(playlist->item_count, sizeof **self->scrolls);
    self->leavings_us[zone] = mem_zeroed(playlist->item_count, sizeof **self->leavings_us);
    for (size_t i = 0; i < playlist->item_count; i++) {
        const char *why = measure_why(measure, zone, i);
        self->lengths_us[zone][i] = measure_lengths_us(measure, zone)[i];
        self->scrolls[zone][i] = measure_scroll(measure, zone, i);
        self->leavings_us[zone][i] = measure_leaving_us(measure, zone, i);
        if (why != NULL) {
            troubles_add(troubles, TROUBLE_ERROR, playlist->path, playlist->items[i].line, NULL,
                         NULL, "item \"%s\" cannot be shown: %s", playlist->items[i].id, why);
        }
    }
}

void rehearsal_init(struct rehearsal *self, const struct setting *setting, struct size canvas,
                    struct troubles *troubles)
{
    const struct playlist *playlist = setting->playlist;
    int fps = setting->point->fps;
    *self = (struct rehearsal){
        .setting = setting, .canvas = canvas, .rate_mhz = fps > 0 ? fps * 1000 : USUAL_RATE_MHZ};
    playlist_fit(setting->playlist, canvas);
    self->lengths_us = mem_zeroed(playlist->zone_count, sizeof *self->lengths_us);
    self->scrolls = mem_zeroed(playlist->zone_count, sizeof *self->scrolls);
    self->leavings_us = mem_zeroed(playlist->zone_count, sizeof *self->leavings_us);
    struct act_env env = rehearsal_env(self);
    struct measure *measure =
        measure_new(playlist, playlist->zones, playlist->zone_count, canvas, &env);
    measure_all(playlist, measure);
    for (size_t z = 0; z < playlist->zone_count; z++) {
        take_lengths(self, measure, z, troubles);
    }
    measure_free(measure);
}

void rehearsal_fini(struct rehearsal *self)
{
    for (size_t z = 0; self->lengths_us != NULL && z < self->setting->playlist->zone_count; z++) {
        free(self->lengths_us[z]);
        free(self->scrolls[z]);
        free(self->leavings_us[z]);
    }
    free(self->lengths_us);
    free(self->scrolls);
    free(self->leavings_us);
    *self = (struct rehearsal){0};
}

struct plan *rehearsal_plan(const struct rehearsal *self)
{
    const struct playlist *playlist = self->setting->playlist;
    struct plan_terms terms = setting_terms(self->setting);
    struct plan *plan = plan_new(&terms);
    for (size_t z = 0; z < playlist->zone_count; z++) {
        for (size_t i = 0; i < playlist->item_count; i++) {
            plan_set_length(plan, z, i, self->lengths_us[z][i]);
        }
    }
    return plan;
}

// An item goes on in a zone at an instant.
struct entrance {
    size_t zone;
    size_t item;
    int64_t at_us;
    bool follows; // where the one before made room for it
};

static int compare_entrances(const void *a, const void *b)
{
    const struct entrance *left = a;
    const struct entrance *right = b;
    return left->at_us < right->at_us ? -1 : left->at_us > right->at_us;
}

static void put_on(struct stage *stage, const struct playlist *playlist,
                   const struct entrance *entrance, struct wall start)
{
    struct mono now = {entrance->at_us};
    struct wall at = {start.us + entrance->at_us};
    struct mono begins;
    stage_cue(stage, entrance->zone, &playlist->items[entrance->item], 0);
    while (stage_cued(stage, entrance->zone, NULL) == ACT_PREPARING) {
        stage_prepare(stage, now);
    }
    if (stage_cued(stage, entrance->zone, NULL) != ACT_READY) {
        return;
    }
    if (entrance->follows && stage_joins(stage, entrance->zone, &begins)) {
        stage_take_joined(stage, entrance->zone, now, at);
    } else {
        stage_take(stage, entrance->zone, now, at, 0);
    }
}

// A picture to be made: the plan's time of the stage's zero, of the clocks' zero, and the instant.
struct scene {
    struct plan *plan;
    int64_t plan_zero_us;
    struct wall wall_zero;
    int64_t at_us; // on the stage
};

struct entrances {
    struct entrance *each;
    size_t count, capacity;
};

static void add_entrance(struct entrances *self, const struct scene *scene, const struct slot *slot,
                         bool follows)
{
    self->each = MEM_GROW(self->each, self->count, self->capacity);
    self->each[self->count++] =
        (struct entrance){slot->zone, slot->item, slot->start.us - scene->plan_zero_us, follows};
}

static bool has_all_its_time(const struct slot *slot)
{
    return !slot->is_cut && !slot->is_padded;
}

// How long before an instant a text may have made room that is still in sight then.
static int64_t passing_us(const struct rehearsal *self, const struct slot *slot)
{
    const struct zone *zone = &self->setting->playlist->zones[slot->zone];
    const struct scroll *scroll = &self->scrolls[slot->zone][slot->item];
    if (!zone->is_endless || scroll->px == 0) {
        return 0;
    }
    // The zone is crossed by what made room, and by the separator behind it.
    return scroll_time_us(scroll, 2 * (int64_t)zone_place(zone, self->canvas).w);
}

// The slot of the zone at the scene's instant, and those before whose picture may still be there:
// one that is leaving, or texts of an endless zone that pass. Returns the kind of the first;
// without an item there is nothing to enter.
static enum slot_kind add_entrances(const struct rehearsal *self, const struct scene *scene,
                                    size_t zone, struct entrances *out)
{
    int64_t zero_us = scene->plan_zero_us;
    int64_t at_us = zero_us + scene->at_us;
    struct slot slot = plan_slot_at(scene->plan, zone, (struct wall){at_us});
    enum slot_kind kind = slot.kind;
    while (slot.kind == SLOT_ITEM) {
        struct slot before = {.kind = SLOT_NOTHING};
        if (slot.start.us > zero_us) {
            before = plan_slot_at(scene->plan, zone, (struct wall){slot.start.us - 1});
        }
        bool is_there = before.kind == SLOT_ITEM && before.start.us >= zero_us;
        add_entrance(out, scene, &slot, is_there && has_all_its_time(&before));
        bool is_current = slot.end.us > at_us;
        if (!is_there || (!is_current && before.end.us + passing_us(self, &before) < at_us)) {
            break;
        }
        slot = before;
    }
    return kind;
}

static void put_on_without_item(struct stage *stage, size_t zone, enum slot_kind kind)
{
    switch (kind) {
    case SLOT_NOTHING:
        stage_take_house(stage, zone, (struct mono){0});
        break;
    case SLOT_DARK:
        stage_take_dark(stage, zone, (struct mono){0});
        break;
    case SLOT_ITEM:
    case SLOT_SUSPENDED:
        break;
    }
}

static struct SDL_Surface *draw_scene(const struct rehearsal *self, const struct scene *scene)
{
    const struct playlist *playlist = self->setting->playlist;
    struct act_env env = rehearsal_env(self);
    struct stage *stage = stage_new(playlist->zones, playlist->zone_count, self->canvas, &env);
    struct SDL_Surface *frame = frame_new(self->canvas);
    struct entrances entrances = {0};
    for (size_t zone = 0; zone < playlist->zone_count; zone++) {
        put_on_without_item(stage, zone, add_entrances(self, scene, zone, &entrances));
    }
    if (entrances.count > 0) {
        qsort(entrances.each, entrances.count, sizeof *entrances.each, compare_entrances);
    }
    for (size_t i = 0; i < entrances.count; i++) {
        const struct entrance *entrance = &entrances.each[i];
        if (i > 0 && entrance->at_us > entrances.each[0].at_us) {
            stage_draw(stage, (struct mono){entrance->at_us - 1}, frame);
        }
        put_on(stage, playlist, entrance, scene->wall_zero);
    }
    stage_draw(stage, (struct mono){scene->at_us}, frame);
    free(entrances.each);
    stage_free(stage);
    return frame;
}

struct SDL_Surface *rehearsal_at(const struct rehearsal *self, int64_t at_us, struct wall wall)
{
    struct scene scene = {.plan = rehearsal_plan(self), .wall_zero = wall, .at_us = at_us};
    plan_set_clock_known(scene.plan, false); // time since the loop began, whatever the hour
    struct SDL_Surface *frame = draw_scene(self, &scene);
    plan_free(scene.plan);
    return frame;
}

struct SDL_Surface *rehearsal_at_wall(const struct rehearsal *self, struct wall at)
{
    struct scene scene = {.plan = rehearsal_plan(self)};
    // The stage's time begins a day earlier, so that it has room for what entered before midnight.
    scene.wall_zero = plan_day_start(scene.plan, plan_day(scene.plan, at) - 1);
    scene.plan_zero_us = scene.wall_zero.us;
    scene.at_us = at.us - scene.wall_zero.us;
    struct SDL_Surface *frame = draw_scene(self, &scene);
    plan_free(scene.plan);
    return frame;
}
