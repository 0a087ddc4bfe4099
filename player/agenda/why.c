// What kept an item away is what kept it away for the longest part of its own time; where it has no
// time of its own, the dayparts tell.
#include "agenda/why.h"

#include "base/mem.h"

static bool is_open_at_all(const struct periods *periods)
{
    for (size_t i = 0; i < periods->count; i++) {
        if (periods->each[i].is_open) {
            return true;
        }
    }
    return false;
}

// Whether one of the item's own dayparts holds in the day, or only in its open part.
static bool has_its_time(const struct item *item, const struct periods *periods, bool open_only)
{
    for (size_t i = 0; i < periods->count; i++) {
        const struct period *period = &periods->each[i];
        for (size_t d = 0; d < item->daypart_count; d++) {
            if (period->holds[item->dayparts[d]] && (period->is_open || !open_only)) {
                return true;
            }
        }
    }
    return item->daypart_count == 0;
}

static enum reason why_no_time(const struct item *item, const struct periods *periods)
{
    if (!is_open_at_all(periods)) {
        return REASON_DARK;
    }
    if (!has_its_time(item, periods, false)) {
        return REASON_DAYPARTS;
    }
    return has_its_time(item, periods, true) ? REASON_OTHERS : REASON_DAYPARTS_DARK;
}

static enum reason reason_of(enum verdict verdict, bool is_filler_only)
{
    switch (verdict) {
    case VERDICT_LOWER:
        return is_filler_only ? REASON_FILLER : REASON_LOWER;
    case VERDICT_UNSHOWABLE:
        return REASON_UNSHOWABLE;
    case VERDICT_FAILED:
    case VERDICT_QUARANTINED:
        return REASON_FAILED;
    case VERDICT_GAP:
        return REASON_GAP;
    case VERDICT_TOPIC_GAP:
        return REASON_TOPIC_GAP;
    case VERDICT_TOO_LONG:
        return REASON_TOO_LONG;
    case VERDICT_CHOSEN:
    case VERDICT_LATER:
    case VERDICT_RESTS:
    case VERDICT_CAPPED:
    case VERDICT_PACED:
        return REASON_LATER; // its time came while another was on
    }
    return REASON_LATER;
}

enum reason why_never(const struct agenda_item *self, const struct playlist *playlist,
                      const struct periods *periods)
{
    if (self->may_us == 0) {
        return why_no_time(&playlist->items[self->item], periods);
    }
    int commonest = VERDICT_RESTS;
    for (int v = VERDICT_CHOSEN; v <= VERDICTS; v++) {
        bool is_better =
            commonest == VERDICT_RESTS || self->verdict_us[v] > self->verdict_us[commonest];
        if (v != VERDICT_RESTS && self->verdict_us[v] > 0 && is_better) {
            commonest = v;
        }
    }
    return reason_of((enum verdict)commonest, self->is_filler_only);
}

static bool is_among(const size_t *items, size_t count, size_t item)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i] == item) {
            return true;
        }
    }
    return false;
}

struct agenda_idle *why_idle(const struct playlist *playlist, size_t *count)
{
    struct agenda_idle *idle = mem_zeroed(playlist->item_count, sizeof *idle);
    *count = 0;
    for (size_t i = 0; i < playlist->item_count; i++) {
        bool is_used = false;
        bool is_for_unknown = false;
        for (size_t z = 0; z < playlist->zone_count; z++) {
            const struct zone *zone = &playlist->zones[z];
            is_used = is_used || is_among(zone->items, zone->item_count, i) ||
                      is_among(zone->filler, zone->filler_count, i);
            is_for_unknown =
                is_for_unknown || is_among(zone->clock_unknown, zone->clock_unknown_count, i);
        }
        if (!is_used) {
            bool waits = playlist->items[i].priority == PRIORITY_EMERGENCY;
            idle[(*count)++] = (struct agenda_idle){i, waits            ? REASON_EMERGENCY
                                                       : is_for_unknown ? REASON_CLOCK
                                                                        : REASON_NO_ZONE};
        }
    }
    return idle;
}
