// Made-up playlists.
#include "lists.h"

#include "support/test.h"

#include "base/civil.h"
#include "base/mem.h"

#define S CLOCK_SECOND_US

static uint32_t seed = 521288629u;

int64_t any(int64_t lowest, int64_t highest)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return lowest + (int64_t)(seed % (uint64_t)(highest - lowest + 1));
}

static bool chance(int64_t percent)
{
    return any(1, 100) <= percent;
}

static char topics[3][8] = {"a", "b", "c"};

static void any_limits(struct often *often)
{
    often->gap_us = chance(30) ? any(1, 300) * S : 0;
    often->max_per_hour = chance(20) ? (int)any(1, 30) : 0;
    often->max_per_day = chance(20) ? (int)any(1, 200) : 0;
    often->min_per_hour = chance(15) ? (int)any(1, 6) : 0;
    often->min_per_hour = often->max_per_hour > 0 ? 0 : often->min_per_hour;
}

static void any_item(struct list *self, size_t i, unsigned features)
{
    struct item *item = &self->items[i];
    *item = (struct item){.kind = ITEM_IMAGE, .priority = PRIORITY_NORMAL};
    item->often.weight = (int)any(1, 5);
    item->topic = chance(60) ? topics[any(0, 2)] : NULL;
    item->audience = chance(30) ? topics[any(0, 1)] : NULL;
    if ((features & LIST_SHARES) != 0 && chance(30)) {
        item->often.share_ppm = (int)any(1, 30) * 10000;
    }
    if ((features & LIST_LIMITS) != 0) {
        any_limits(&item->often);
    }
    if ((features & LIST_TIMES) != 0 && chance(30)) {
        self->own_dayparts[i] = (size_t)any(0, LISTS_DAYPARTS - 1);
        item->dayparts = &self->own_dayparts[i];
        item->daypart_count = 1;
        item->priority = chance(20) ? PRIORITY_HIGH : PRIORITY_NORMAL;
    }
    bool is_missing = (features & LIST_MISSING) != 0 && chance(10);
    self->lengths_us[i] = is_missing ? 0 : any(1000000, 40000000);
}

static void any_times(struct list *self)
{
    for (size_t i = 0; i <= LISTS_DAYPARTS; i++) {
        int from = (int)any(0, 1439);
        self->hours[i] = (struct hours){from, from + (int)any(1, 1440)};
    }
    for (size_t i = 0; i < LISTS_DAYPARTS; i++) {
        struct daypart *part = &self->dayparts[i];
        *part = (struct daypart){.lift = 1};
        when_init(&part->when);
        part->when.days = chance(50) ? (unsigned)any(1, 511) : 0;
        part->when.hours = &self->hours[i];
        part->when.hours_count = 1;
    }
    if (chance(30)) {
        self->audiences[0] = topics[0];
        self->dayparts[0].audiences = self->audiences;
        self->dayparts[0].audience_count = 1;
        self->dayparts[0].lift = 2;
    }
    self->playlist.dayparts = self->dayparts;
    self->playlist.daypart_count = LISTS_DAYPARTS;
    if (chance(50)) {
        when_init(&self->opening);
        self->opening.hours = &self->hours[LISTS_DAYPARTS];
        self->opening.hours_count = 1;
        self->terms.openings = &self->opening;
        self->terms.opening_count = 1;
    }
}

void list_init_any(struct list *self, unsigned features)
{
    *self = (struct list){.playlist = {.items = self->items,
                                       .item_count = (size_t)any(1, LISTS_ITEMS),
                                       .zones = self->zones,
                                       .zone_count = 2}};
    if ((features & LIST_TIMES) != 0) {
        any_times(self);
    }
    size_t count = self->playlist.item_count;
    for (size_t i = 0; i < count; i++) {
        any_item(self, i, features);
    }
    for (size_t z = 0; z < 2; z++) {
        struct zone *zone = &self->zones[z];
        zone->items = self->members[z];
        zone->item_count = (size_t)any(1, LISTS_ITEMS);
        for (size_t i = 0; i < zone->item_count; i++) {
            self->members[z][i] = (size_t)any(0, (int64_t)count - 1);
        }
        zone->topic_gap_us = (features & LIST_LIMITS) != 0 && chance(30) ? any(1, 60) * S : 0;
    }
    if (chance(50)) {
        self->filler[0] = (size_t)any(0, (int64_t)count - 1);
        self->zones[0].filler = self->filler;
        self->zones[0].filler_count = 1;
    }
    list_plan(self);
}

void list_init(struct list *self, const int64_t *lengths_s, size_t count)
{
    *self = (struct list){
        .playlist = {
            .items = self->items, .item_count = count, .zones = self->zones, .zone_count = 1}};
    for (size_t i = 0; i < count; i++) {
        self->items[i] =
            (struct item){.kind = ITEM_IMAGE, .priority = PRIORITY_NORMAL, .often = {.weight = 1}};
        self->members[0][i] = i;
        self->lengths_us[i] = lengths_s[i] * S;
    }
    self->zones[0].items = self->members[0];
    self->zones[0].item_count = count;
}

void list_plan(struct list *self)
{
    self->terms.playlist = &self->playlist;
    self->plan = plan_new(&self->terms);
    for (size_t z = 0; z <= self->playlist.zone_count; z++) {
        for (size_t i = 0; i < self->playlist.item_count; i++) {
            plan_set_length(self->plan, z, i, self->lengths_us[i]);
        }
    }
}

void list_fini(struct list *self)
{
    plan_free(self->plan);
}

struct wall list_time(const char *text)
{
    struct civil civil;
    assert_true(civil_parse(text, &civil));
    return civil_instant(civil, CIVIL_CHINA_OFFSET_S);
}

// --- a day's slots -----------------------------------------------------------------------------

struct row list_row(struct list *self, size_t zone, int64_t day)
{
    struct row row = {.start_us = plan_day_start(self->plan, day).us,
                      .end_us = plan_day_start(self->plan, day + 1).us};
    for (int64_t at_us = row.start_us; at_us < row.end_us;) {
        struct slot slot = plan_slot_at(self->plan, zone, (struct wall){at_us});
        row.slots = MEM_GROW(row.slots, row.count, row.capacity);
        row.slots[row.count++] = slot;
        assert_true(slot.end.us > at_us);
        at_us = slot.end.us;
    }
    return row;
}

int64_t list_any_day(const struct list *self)
{
    return plan_day(self->plan, list_time("2026-01-01T12:00")) + any(0, 700);
}

// --- one day by hand ---------------------------------------------------------------------------

struct wall list_second(int64_t second)
{
    return (struct wall){list_time(LIST_DAY).us + second * S};
}

void list_tell(struct list *self, enum plan_event_kind kind, int64_t second, size_t item,
               int64_t for_s)
{
    plan_tell(self->plan, &(struct plan_event){.kind = kind,
                                               .at = list_second(second),
                                               .zone = PLAN_ALL_ZONES,
                                               .item = item,
                                               .for_us = for_s * S});
}

void list_expect(struct list *self, size_t zone, const struct expected *expected, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct expected *want = &expected[i];
        struct slot got = plan_slot_at(self->plan, zone, list_second(want->start_s));
        bool is_same = got.kind == want->kind && got.item == want->item &&
                       got.start.us == list_second(want->start_s).us &&
                       got.end.us == list_second(want->end_s).us &&
                       got.from_us == want->from_s * S && got.is_cut == want->is_cut;
        if (!is_same) {
            int64_t midnight_us = list_second(0).us;
            fail_msg("at %lld s: kind %d, item %zu from %lld us, %lld to %lld us%s",
                     (long long)want->start_s, (int)got.kind, got.item, (long long)got.from_us,
                     (long long)(got.start.us - midnight_us), (long long)(got.end.us - midnight_us),
                     got.is_cut ? ", cut" : "");
        }
    }
}
