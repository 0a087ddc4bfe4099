// Verdicts with their numbers, from the slots of the day before the one that is explained.
#include "agenda/explain.h"

#include "agenda/words.h"
#include "base/mem.h"

#include <stdlib.h>

#define HOUR_US (INT64_C(3600) * CLOCK_SECOND_US)

// What one item did before the slot.
struct past {
    int hour_plays, day_plays;
    int64_t end_us;       // of its last play; INT64_MIN: none
    int64_t topic_end_us; // of the last play of its topic
};

static struct past past_of(const struct agenda *agenda, const struct agenda_zone *zone,
                           const struct slot *slot, const struct item *item)
{
    struct past past = {.end_us = INT64_MIN, .topic_end_us = INT64_MIN};
    const struct playlist *playlist = agenda->wish.terms->playlist;
    int64_t hour_us = slot->start.us - (slot->start.us - agenda->start_us) % HOUR_US;
    for (size_t i = 0; i < zone->slot_count && zone->slots[i].start.us < slot->start.us; i++) {
        const struct slot *before = &zone->slots[i];
        if (before->kind != SLOT_ITEM) {
            continue;
        }
        const struct item *other = &playlist->items[before->item];
        if (other == item) {
            past.day_plays++;
            past.hour_plays += before->start.us >= hour_us;
            past.end_us = before->end.us;
        }
        if (item->topic != NULL && str_is(other->topic, item->topic)) {
            past.topic_end_us = before->end.us;
        }
    }
    return past;
}

// --- why it rests ------------------------------------------------------------------------------

static bool is_within(const struct agenda_band *band, int64_t at_us)
{
    for (size_t i = 0; i < band->count; i++) {
        if (band->spans[i].from_us <= at_us && at_us < band->spans[i].to_us) {
            return true;
        }
    }
    return false;
}

static const struct agenda_band *band_of(const struct agenda *agenda, const struct daypart *part)
{
    for (size_t i = 0; i < agenda->band_count; i++) {
        if (agenda->bands[i].daypart == part) {
            return &agenda->bands[i];
        }
    }
    return NULL;
}

static bool is_its_time(const struct agenda *agenda, const struct item *item, int64_t at_us)
{
    for (size_t i = 0; i < item->daypart_count; i++) {
        const struct agenda_band *band =
            band_of(agenda, &agenda->wish.terms->playlist->dayparts[item->dayparts[i]]);
        if (band != NULL && is_within(band, at_us)) {
            return true;
        }
    }
    return item->daypart_count == 0;
}

// The first span of one of its dayparts that begins after the instant.
static const struct agenda_span *next_span(const struct agenda *agenda, const struct item *item,
                                           int64_t at_us)
{
    const struct agenda_span *next = NULL;
    for (size_t i = 0; i < item->daypart_count; i++) {
        const struct agenda_band *band =
            band_of(agenda, &agenda->wish.terms->playlist->dayparts[item->dayparts[i]]);
        for (size_t k = 0; band != NULL && k < band->count; k++) {
            const struct agenda_span *span = &band->spans[k];
            if (span->from_us > at_us && (next == NULL || span->from_us < next->from_us)) {
                next = span;
            }
        }
    }
    return next;
}

static void say_rest(struct str *out, const struct agenda *agenda, const struct item *item,
                     int64_t at_us)
{
    if (!is_its_time(agenda, item, at_us)) {
        const struct agenda_span *next = next_span(agenda, item, at_us);
        bool is_over = next_span(agenda, item, agenda->start_us - 1) != NULL;
        str_add(out, next != NULL ? " (comes at "
                     : is_over    ? " (its dayparts do not hold any more today)"
                                  : " (its dayparts do not hold on this day)");
        if (next != NULL) {
            words_minute(out, agenda, next->from_us);
            str_add(out, ")");
        }
        return;
    }
    bool is_more = false;
    for (size_t i = 0; i < agenda->band_count; i++) {
        const struct daypart *part = agenda->bands[i].daypart;
        if (part != NULL && part->audience_count + part->topic_count > 0 &&
            is_within(&agenda->bands[i], at_us)) {
            str_add(out, is_more ? "; " : " (");
            str_addf(out, "“%s” speaks to ", part->name);
            words_named(out, part, ", ");
            is_more = true;
        }
    }
    str_add(out, is_more ? ")" : "");
}

// --- the other verdicts ------------------------------------------------------------------------

static void say_until(struct str *out, const struct agenda *agenda, int64_t end_us, int64_t gap_us)
{
    int64_t until_us = end_us == INT64_MIN ? agenda->end_us : end_us + gap_us;
    str_add(out, " (until ");
    words_time(out, agenda, until_us < agenda->end_us ? until_us : agenda->end_us);
    str_add(out, ")");
}

static void say_plays(struct str *out, const struct past *past, const struct often *often)
{
    bool has_hour = often->max_per_hour > 0;
    str_add(out, " (");
    if (has_hour) {
        str_addf(out, "%d of %d this hour", past->hour_plays, often->max_per_hour);
    }
    if (often->max_per_day > 0) {
        str_addf(out, "%s%d of %d today", has_hour ? ", " : "", past->day_plays,
                 often->max_per_day);
    }
    str_add(out, ")");
}

static void say_length(struct str *out, const struct agenda *agenda, const struct slot *slot,
                       size_t item)
{
    const struct agenda_band *open = &agenda->bands[0];
    for (size_t i = 0; i < open->count; i++) {
        if (open->spans[i].from_us <= slot->start.us && slot->start.us < open->spans[i].to_us) {
            str_add(out, " (needs ");
            words_length(out, plan_length(agenda->wish.plan, slot->zone, item));
            str_add(out, ", has ");
            words_length(out, open->spans[i].to_us - slot->start.us);
            str_add(out, ")");
        }
    }
}

static int64_t next_start_us(const struct agenda_zone *zone, const struct slot *slot, size_t item)
{
    for (size_t i = 0; i < zone->slot_count; i++) {
        const struct slot *later = &zone->slots[i];
        if (later->start.us > slot->start.us && later->kind == SLOT_ITEM && later->item == item) {
            return later->start.us;
        }
    }
    return INT64_MIN;
}

// Whose turn it is follows from who waited how long for its weight, or its share.
static void say_wait(struct str *out, const struct agenda *agenda, const struct past *past,
                     int64_t next_us)
{
    str_add(out, past->end_us == INT64_MIN ? " (not played yet today" : " (last played until ");
    if (past->end_us != INT64_MIN) {
        words_time(out, agenda, past->end_us);
    }
    if (next_us != INT64_MIN) {
        str_add(out, ", next at ");
        words_time(out, agenda, next_us);
    }
    str_add(out, ")");
}

static char *why(const struct agenda *agenda, const struct agenda_zone *zone,
                 const struct slot *slot, const struct plan_entry *entry)
{
    const struct playlist *playlist = agenda->wish.terms->playlist;
    const struct item *item = &playlist->items[entry->item];
    struct past past = past_of(agenda, zone, slot, item);
    struct str out = {0};
    str_add(&out, verdict_text(entry->verdict));
    switch (entry->verdict) {
    case VERDICT_RESTS:
        say_rest(&out, agenda, item, slot->start.us);
        break;
    case VERDICT_GAP:
        say_until(&out, agenda, past.end_us, item->often.gap_us);
        break;
    case VERDICT_TOPIC_GAP:
        say_until(&out, agenda, past.topic_end_us, playlist->zones[zone->zone].topic_gap_us);
        break;
    case VERDICT_CAPPED:
    case VERDICT_PACED:
        say_plays(&out, &past, &item->often);
        break;
    case VERDICT_TOO_LONG:
        say_length(&out, agenda, slot, entry->item);
        break;
    case VERDICT_CHOSEN:
        say_wait(&out, agenda, &past, INT64_MIN);
        break;
    case VERDICT_LATER:
        say_wait(&out, agenda, &past, next_start_us(zone, slot, entry->item));
        break;
    case VERDICT_LOWER:
    case VERDICT_UNSHOWABLE:
    case VERDICT_FAILED:
    case VERDICT_QUARANTINED:
        break;
    }
    return str_take(&out);
}

void explanation_init(struct explanation *self, const struct agenda *agenda,
                      const struct agenda_zone *zone, struct wall at)
{
    *self = (struct explanation){.zone = zone->zone};
    self->slot = plan_slot_at(agenda->wish.plan, zone->zone, at);
    if (self->slot.kind != SLOT_ITEM && self->slot.kind != SLOT_NOTHING) {
        return;
    }
    size_t count = 0;
    const struct plan_entry *entries = plan_entries(agenda->wish.plan, &self->slot, &count);
    self->candidates = mem_zeroed(count + 1, sizeof *self->candidates);
    for (size_t i = 0; i < count; i++) {
        const struct plan_entry *entry = &entries[i];
        if (entry->verdict != 0) {
            self->candidates[self->count++] = (struct candidate){
                .item = entry->item,
                .is_filler = entry->is_filler,
                .verdict = entry->verdict,
                .weight_permille = entry->weight_permille,
                .why = why(agenda, zone, &self->slot, entry),
            };
        }
    }
}

void explanation_fini(struct explanation *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->candidates[i].why);
    }
    free(self->candidates);
    *self = (struct explanation){0};
}
