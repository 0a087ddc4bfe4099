// Rounds.
//
// A zone comes round when its row of slots repeats: the shortest row that, set behind itself again
// and again, gives all slots of the next hours. Where shares, gaps and hours keep the row from ever
// repeating, a loop still closes where everything was on and the same comes behind the same as at
// the beginning. A zone that always shows the same still picture comes round at any time. Zones
// come round together after the least common multiple of their rounds; where that is too long, the
// largest zone that moves decides, and the others jump.
#include "cmd/stretch.h"

#include "base/mem.h"
#include "plan/plan.h"

#include <math.h>
#include <stdlib.h>

enum { SLOTS_MOST = 20000 };
#define HOUR_US (INT64_C(3600) * CLOCK_SECOND_US)
#define CLOSED_US                                                                                  \
    (INT64_C(600) * CLOCK_SECOND_US)           // longer than this, zones do not wait for each other
#define LEAD_US (INT64_C(6) * CLOCK_SECOND_US) // the longest transition, and a second
#define ROUNDING_US 1                          // a slot's length, in the plan's whole microseconds

// What a zone does, from an instant on.
struct row {
    struct wall start; // of the first whole slot
    struct wall since; // when nothing is on yet: since when it is waited for; else the same
    bool is_on;        // something is, when it begins
    struct slot *slots;
    size_t count;
    size_t round;     // slots; 0: it does not come round
    int64_t round_us; // 0: likewise, or any time is a round
    size_t begin;     // of a loop: the slot with which it begins
    bool is_still;    // nothing ever changes
};

static int64_t length_of(const struct slot *slot)
{
    return slot->end.us - slot->start.us;
}

static bool is_same(const struct slot *a, const struct slot *b)
{
    return a->kind == b->kind && (a->kind != SLOT_ITEM || a->item == b->item) &&
           llabs(length_of(a) - length_of(b)) <= ROUNDING_US;
}

static void collect(struct row *self, struct plan *plan, size_t zone, struct wall start)
{
    size_t capacity = 0;
    struct slot slot = plan_slot_at(plan, zone, start);
    self->is_on = slot.kind == SLOT_ITEM;
    if (slot.start.us < start.us) {
        slot = plan_slot_at(plan, zone, slot.end);
    }
    self->start = slot.start;
    self->since = self->is_on ? self->start : start;
    while (self->count < SLOTS_MOST && slot.start.us - start.us < STRETCH_ROUND_US) {
        self->slots = MEM_GROW(self->slots, self->count, capacity);
        self->slots[self->count++] = slot;
        slot = plan_slot_at(plan, zone, slot.end);
    }
}

// The shortest round, by the borders of the row: the longest beginning that is also an ending
// leaves one round over. It has to be there twice to be believed.
static size_t find_round(const struct slot *slots, size_t count)
{
    size_t *border = mem_zeroed(count + 1, sizeof *border);
    size_t length = 0;
    for (size_t i = 1; i < count; i++) {
        while (length > 0 && !is_same(&slots[i], &slots[length])) {
            length = border[length];
        }
        length += is_same(&slots[i], &slots[length]);
        border[i + 1] = length;
    }
    size_t round = count > 0 ? count - border[count] : 0;
    free(border);
    return round * 2 <= count ? round : 0;
}

static bool is_still(const struct rehearsal *rehearsal, const struct slot *slot)
{
    if (slot->kind != SLOT_ITEM) {
        return true;
    }
    const struct item *item = &rehearsal->setting->playlist->items[slot->item];
    switch (item->kind) {
    case ITEM_IMAGE:
    case ITEM_QR:
    case ITEM_CLOCK: // moves, but nobody expects it to come round
        return true;
    case ITEM_SLOGAN:
    case ITEM_VIDEO:
    case ITEM_AUDIO:
        return false;
    }
    return false;
}

static void read_row(struct row *self, const struct rehearsal *rehearsal, struct plan *plan,
                     size_t zone, struct wall start)
{
    *self = (struct row){0};
    collect(self, plan, zone, start);
    self->round = find_round(self->slots, self->count);
    self->is_still = self->round == 1 && is_still(rehearsal, &self->slots[0]);
    for (size_t i = 0; i < self->round && !self->is_still; i++) {
        self->round_us += length_of(&self->slots[i]);
    }
}

// Until everything that comes within an hour has come once. 0: nothing comes.
static int64_t once_us(const struct row *self, size_t item_count)
{
    bool *is_seen = mem_zeroed(item_count, sizeof *is_seen);
    int64_t length_us = 0;
    for (size_t i = 0; i < self->count; i++) {
        const struct slot *slot = &self->slots[i];
        if (slot->start.us - self->since.us >= HOUR_US) {
            break;
        }
        if (slot->kind == SLOT_ITEM && !is_seen[slot->item]) {
            length_us = slot->end.us - self->start.us;
            is_seen[slot->item] = true;
        }
    }
    free(is_seen);
    return length_us;
}

// Until when everything is on that comes within an hour of slot `begin`, and the same is on and was
// on before as at `begin`, as far as it is still to be seen there. 0: not within the hour.
static size_t find_return(const struct row *self, size_t begin, int64_t seen_us, size_t item_count)
{
    const struct slot *slots = self->slots;
    size_t before = 1; // slots that may be seen at the beginning
    while (before < begin && slots[begin].start.us - slots[begin - before].start.us < seen_us) {
        before++;
    }
    int *is_wanted = mem_zeroed(item_count + 1, sizeof *is_wanted);
    size_t missing = 0;
    for (size_t i = begin; i < self->count && slots[i].start.us - slots[begin].start.us < HOUR_US;
         i++) {
        int *wanted = &is_wanted[slots[i].kind == SLOT_ITEM ? slots[i].item : item_count];
        missing += *wanted == 0;
        *wanted = 1;
    }
    size_t end = 0;
    for (size_t i = begin;
         i + 1 < self->count && end == 0 && slots[i].start.us - slots[begin].start.us < HOUR_US;
         i++) {
        int *wanted = &is_wanted[slots[i].kind == SLOT_ITEM ? slots[i].item : item_count];
        missing -= *wanted == 1;
        *wanted = 2;
        bool returns = missing == 0 && is_same(&slots[i + 1], &slots[begin]);
        for (size_t b = 1; returns && b <= before; b++) {
            returns = is_same(&slots[i + 1 - b], &slots[begin - b]);
        }
        end = returns ? i + 1 : 0;
    }
    free(is_wanted);
    return end;
}

static int64_t area_of(const struct rehearsal *rehearsal, size_t zone)
{
    struct rect place = zone_place(&rehearsal->setting->playlist->zones[zone], rehearsal->canvas);
    return (int64_t)place.w * place.h;
}

// The largest zone that moves; of those that are still, the largest.
static size_t leading_zone(const struct rehearsal *rehearsal, const struct row *rows)
{
    size_t best = 0;
    for (size_t z = 1; z < rehearsal->setting->playlist->zone_count; z++) {
        bool is_livelier = rows[best].is_still && !rows[z].is_still;
        bool is_larger = rows[best].is_still == rows[z].is_still &&
                         area_of(rehearsal, z) > area_of(rehearsal, best);
        best = is_livelier || is_larger ? z : best;
    }
    return best;
}

static int64_t divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

// In frames, which rounds are whole numbers of: in microseconds roundings would keep them apart.
static int64_t frames_of(const struct rehearsal *rehearsal, int64_t us)
{
    return llround((double)us * rehearsal->rate_mhz / 1e9);
}

static int64_t us_of(const struct rehearsal *rehearsal, int64_t frames)
{
    return llround((double)frames * 1e9 / rehearsal->rate_mhz);
}

// The leading zone's round, as often as brings the others round too, as far as that is near; else
// as often as gives them time for all they have.
static int64_t round_together_us(const struct rehearsal *rehearsal, const struct row *rows,
                                 size_t leading, size_t *jumping)
{
    const struct playlist *playlist = rehearsal->setting->playlist;
    int64_t round = frames_of(rehearsal, rows[leading].round_us);
    round = round > 0 ? round : 1;
    int64_t most = frames_of(rehearsal, CLOSED_US);
    int64_t all = round;
    int64_t longest = round;
    *jumping = SIZE_MAX;
    for (size_t z = 0; z < playlist->zone_count; z++) {
        if (z == leading || rows[z].is_still) {
            continue;
        }
        int64_t own = frames_of(rehearsal, rows[z].round_us);
        int64_t factor = own > 0 ? own / divisor(all, own) : 0;
        bool closes = factor > 0 && all <= most / factor;
        int64_t needs =
            own > 0 ? own : frames_of(rehearsal, once_us(&rows[z], playlist->item_count));
        longest = needs > longest ? needs : longest;
        all = closes ? all * factor : all;
        *jumping = closes ? *jumping : z;
    }
    if (*jumping != SIZE_MAX) {
        all = (longest + round - 1) / round * round;
    }
    return us_of(rehearsal, all);
}

// How long before an instant a text may have come in that is still in sight then.
static int64_t passing_us(const struct rehearsal *rehearsal)
{
    const struct playlist *playlist = rehearsal->setting->playlist;
    int64_t longest_us = 0;
    for (size_t z = 0; z < playlist->zone_count; z++) {
        const struct zone *zone = &playlist->zones[z];
        int64_t width = zone_place(zone, rehearsal->canvas).w;
        for (size_t i = 0; zone->is_endless && i < playlist->item_count; i++) {
            const struct scroll *scroll = &rehearsal->scrolls[z][i];
            // The zone is crossed by what made room, and by the separator behind it.
            int64_t us = scroll->px == 0
                             ? 0
                             : rehearsal->lengths_us[z][i] + scroll_time_us(scroll, 2 * width);
            longest_us = us > longest_us ? us : longest_us;
        }
    }
    return longest_us;
}

// The longest that anything from before an instant is still to be seen.
static int64_t seen_us(const struct rehearsal *rehearsal)
{
    return LEAD_US + passing_us(rehearsal);
}

// The shortest of all that begin within an hour.
static void find_shortest(struct row *self, int64_t before_us, size_t item_count)
{
    size_t first = self->begin;
    for (size_t begin = first;
         begin < self->count && self->slots[begin].start.us - self->slots[first].start.us < HOUR_US;
         begin++) {
        size_t end = find_return(self, begin, before_us, item_count);
        int64_t round_us = self->slots[end].start.us - self->slots[begin].start.us;
        if (end > 0 && (self->round == 0 || round_us < self->round_us)) {
            self->begin = begin;
            self->round = end - begin;
            self->round_us = round_us;
        }
    }
}

// A loop begins where what was before has filled the screen, so that the end finds it as it was.
static void find_loop(struct row *self, const struct rehearsal *rehearsal)
{
    int64_t before_us = seen_us(rehearsal);
    while (self->begin + 1 < self->count &&
           self->slots[self->begin].start.us - self->start.us < before_us) {
        self->begin++;
    }
    if (self->round == 0 && self->begin > 0) {
        find_shortest(self, before_us, rehearsal->setting->playlist->item_count);
    }
}

static void choose_stretch(struct stretch *out, const struct rehearsal *rehearsal,
                           const struct row *rows, const struct stretch_wish *wish)
{
    const struct playlist *playlist = rehearsal->setting->playlist;
    size_t leading = leading_zone(rehearsal, rows);
    const struct row *row = &rows[leading];
    int64_t lead_us = seen_us(rehearsal);
    int64_t once = once_us(row, playlist->item_count);
    out->start = wish->start;
    out->length_us = wish->for_us;
    out->jumping_zone = SIZE_MAX;
    if (wish->is_loop) {
        int64_t all_us = round_together_us(rehearsal, rows, leading, &out->jumping_zone);
        out->length_us = row->is_still ? length_of(&row->slots[0]) : all_us;
        out->start = row->slots[row->begin].start;
    } else if (out->length_us == 0) {
        int64_t round_us = row->is_still ? length_of(&row->slots[0]) : row->round_us;
        round_us = once > 0 && round_us > 0 ? round_us : once;
        out->length_us = row->start.us - wish->start.us + round_us;
    }
    out->lead_us = wish->is_by_clock || lead_us < out->start.us ? lead_us : out->start.us;
}

// What there is to record, when nobody says how long.
static bool check(const struct rehearsal *rehearsal, const struct row *rows,
                  const struct stretch_wish *wish, struct error *err)
{
    const struct playlist *playlist = rehearsal->setting->playlist;
    size_t leading = leading_zone(rehearsal, rows);
    const struct row *row = &rows[leading];
    bool asks = wish->is_loop || wish->for_us == 0;
    bool comes = once_us(row, playlist->item_count) > 0;
    if (asks && !comes && (wish->is_loop || !row->is_on)) {
        return error_set(err, ERROR_CONFIG,
                         "zone \"%s\" plays nothing at that time (--for records it all the same)",
                         playlist->zones[leading].name);
    }
    if (wish->is_loop && row->round_us == 0 && !row->is_still) {
        return error_set(err, ERROR_CONFIG,
                         "zone \"%s\" does not come round within %d hours, so it makes no loop; "
                         "--for records as long as you say",
                         playlist->zones[leading].name,
                         (int)(STRETCH_ROUND_US / CLOCK_SECOND_US / 3600));
    }
    return true;
}

bool stretch_find(struct stretch *out, const struct rehearsal *rehearsal,
                  const struct stretch_wish *wish, struct error *err)
{
    const struct playlist *playlist = rehearsal->setting->playlist;
    struct plan *plan = rehearsal_plan(rehearsal);
    plan_set_clock_known(plan, wish->is_by_clock);
    struct row *rows = mem_zeroed(playlist->zone_count, sizeof *rows);
    for (size_t z = 0; z < playlist->zone_count; z++) {
        read_row(&rows[z], rehearsal, plan, z, wish->start);
    }
    if (wish->is_loop) {
        find_loop(&rows[leading_zone(rehearsal, rows)], rehearsal);
    }
    bool can_be = check(rehearsal, rows, wish, err);
    if (can_be) {
        choose_stretch(out, rehearsal, rows, wish);
    }
    for (size_t z = 0; z < playlist->zone_count; z++) {
        free(rows[z].slots);
    }
    free(rows);
    plan_free(plan);
    return can_be;
}
