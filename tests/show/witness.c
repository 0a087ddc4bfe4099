// Plays against slots.
#include "witness.h"

#include "support/test.h"

#include "base/civil.h"
#include "base/mem.h"
#include "base/str.h"
#include "ledger/collect.h"
#include "plan/plan.h"
#include "show/diary.h"
#include "stage/measure.h"

enum { RATE_MHZ = 60000 };
#define HALF_FRAME_US INT64_C(8334)

struct witness {
    struct playlist *playlist;
    struct plan *plan;
    struct collection plays;
    int64_t late_us;
};

static void take_lengths(struct witness *self, const struct theatre *theatre)
{
    const struct playlist *playlist = self->playlist;
    struct act_env env = {.fonts = theatre->fonts, .rate_mhz = RATE_MHZ, .mode = MEDIUM_WAIT};
    int64_t *lengths_us = mem_zeroed(playlist->item_count, sizeof *lengths_us);
    for (size_t i = 0; i < playlist->item_count; i++) {
        if (playlist->items[i].hold_us > 0) { // those for emergencies say it themselves
            plan_set_length(self->plan, playlist->zone_count, i, playlist->items[i].hold_us);
        }
    }
    for (size_t z = 0; z < playlist->zone_count; z++) {
        measure_zone(playlist, z, theatre->canvas, &env, lengths_us, NULL, NULL);
        for (size_t i = 0; i < playlist->item_count; i++) {
            if (lengths_us[i] > 0) { // what cannot be shown keeps the length that is assumed
                plan_set_length(self->plan, z, i, lengths_us[i]);
            }
        }
    }
    free(lengths_us);
}

// Of a slot that has begun at a start less than this is passed over: what follows comes early.
#define WORTH_SHOWING_US (2 * CLOCK_SECOND_US)

static void take_events(struct witness *self, const struct theatre *theatre)
{
    struct event_collection all = collect_events(theatre->ledger_path);
    struct past past = {.events = all.events, .event_count = all.count};
    struct diary *diary = diary_new(NULL);
    diary_recall(diary, &past, (struct mono){0});
    diary_tell(diary, self->plan, self->playlist, true);
    diary_free(diary);
    event_collection_free(&all);
}

static void begin(struct witness *self, const struct theatre *theatre, const char *path)
{
    struct troubles troubles = {0};
    self->playlist = playlist_load(path, &troubles);
    troubles_fini(&troubles);
    assert_non_null(self->playlist);
    playlist_fit(self->playlist, theatre->canvas);
    struct plan_terms terms = {.playlist = self->playlist,
                               .meridian = theatre->meridian,
                               .openings = theatre->openings,
                               .opening_count = theatre->openings != NULL};
    self->plan = plan_new(&terms);
    self->plays = collect(theatre->ledger_path);
    take_lengths(self, theatre);
    take_events(self, theatre);
}

static const char *zone_name(const struct witness *self, size_t zone)
{
    return zone < self->playlist->zone_count ? self->playlist->zones[zone].name : "emergency";
}

static void complain(const struct witness *self, const struct play *play, const struct slot *slot)
{
    char at[40];
    char begins[40];
    civil_format(play->start_wall, CIVIL_CHINA_OFFSET_S, at, sizeof at);
    civil_format(slot->start, CIVIL_CHINA_OFFSET_S, begins, sizeof begins);
    fail_msg("%s: play %lld: %s, number %lld, at %s (%+lld us); the plan has kind %d: %s, number "
             "%lld, at %s",
             play->zone, (long long)play->seq, play->item, (long long)play->slot, at,
             (long long)(play->start_wall.us - slot->start.us), (int)slot->kind,
             self->playlist->items[slot->item].id, (long long)slot->number, begins);
}

// The next slot in which the zone shows something for a frame at least.
static struct slot after(struct witness *self, const struct slot *slot)
{
    struct slot next = plan_slot_at(self->plan, slot->zone, slot->end);
    while (next.kind != SLOT_ITEM || next.end.us - next.start.us < 2 * HALF_FRAME_US) {
        next = plan_slot_at(self->plan, slot->zone, next.end);
    }
    return next;
}

// A rail that began before its slot stays ahead of the plan, as one that began late stays behind.
static int64_t early_us(const struct witness *self, size_t zone)
{
    bool is_rail = zone < self->playlist->zone_count && self->playlist->zones[zone].is_endless;
    return is_rail ? self->late_us : HALF_FRAME_US;
}

static void watch_zone(struct witness *self, size_t zone)
{
    const struct play *before = NULL;
    struct slot slot = {0};
    for (size_t i = 0; i < self->plays.count; i++) {
        const struct play *play = &self->plays.plays[i];
        if (!str_is(play->zone, zone_name(self, zone)) ||
            (play->end == PLAY_FAILED && play->shown.visible_ms == 0)) {
            continue;
        }
        bool is_first = before == NULL || !str_is(play->run_id, before->run_id) ||
                        zone == self->playlist->zone_count;
        struct wall at = {play->start_wall.us + HALF_FRAME_US};
        slot = is_first ? plan_slot_at(self->plan, zone, at) : after(self, &slot);
        bool is_passed_over = is_first && zone < self->playlist->zone_count &&
                              slot.kind == SLOT_ITEM && slot.start.us < play->start_wall.us &&
                              slot.end.us - play->start_wall.us < WORTH_SHOWING_US;
        slot = is_passed_over ? after(self, &slot) : slot;
        int64_t late_us = play->start_wall.us - slot.start.us;
        bool is_same = slot.kind == SLOT_ITEM && slot.number == play->slot &&
                       str_is(self->playlist->items[slot.item].id, play->item);
        bool is_in_time = (is_passed_over || late_us >= -early_us(self, zone)) &&
                          (is_first || late_us <= self->late_us);
        if (!is_same || !is_in_time) {
            complain(self, play, &slot);
        }
        before = play;
    }
}

void expect_plan(const struct theatre *theatre, const char *path, int64_t late_us)
{
    struct witness self = {.late_us = late_us};
    begin(&self, theatre, path);
    for (size_t zone = 0; zone <= self.playlist->zone_count; zone++) {
        watch_zone(&self, zone);
    }
    collection_free(&self.plays);
    plan_free(self.plan);
    playlist_free(self.playlist);
}
