// From a zone's lists to candidates.
#include "plan/lineup.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>

static size_t topic_of(struct lineup *self, const struct item *item)
{
    if (item->topic == NULL || self->topic_gap_us == 0) {
        return LINEUP_NO_TOPIC;
    }
    for (size_t i = 0; i < self->person_count; i++) {
        const struct person *other = &self->persons[i];
        if (other->topic != LINEUP_NO_TOPIC && str_is(other->facts->topic, item->topic)) {
            return other->topic;
        }
    }
    return self->topics++;
}

static size_t person_of(struct lineup *self, const struct playlist *playlist, size_t item)
{
    for (size_t i = 0; i < self->person_count; i++) {
        if (self->persons[i].item == item) {
            return i;
        }
    }
    const struct item *facts = &playlist->items[item];
    const struct often *often = &facts->often;
    size_t topic = topic_of(self, facts);
    self->persons[self->person_count] = (struct person){
        .item = item,
        .facts = facts,
        .first_entry = self->entry_count,
        .length_us = PLAN_ASSUMED_US,
        .topic = topic,
        .is_limited = often->gap_us > 0 || often->min_per_hour > 0 || often->max_per_hour > 0 ||
                      often->min_per_day > 0 || often->max_per_day > 0 || topic != LINEUP_NO_TOPIC,
    };
    return self->person_count++;
}

static enum class class_of(const struct item *item) {
    return item->priority == PRIORITY_HIGH ? CLASS_HIGH : CLASS_NORMAL;
}

// Those of `items` that belong to `class`; filler takes what it is given.
static void add(struct lineup *self, const struct playlist *playlist, const size_t *items,
                size_t count, enum class class)
{
    for (size_t i = 0; i < count; i++) {
        const struct item *item = &playlist->items[items[i]];
        if (class != CLASS_FILLER && class_of(item) != class) {
            continue;
        }
        size_t person = person_of(self, playlist, items[i]);
        if (class != CLASS_FILLER) {
            self->persons[person].share_ppm = item->often.share_ppm;
        }
        self->entries[self->entry_count++] =
            (struct entry){.item = items[i], .person = person, .class = class};
    }
    self->ends[class] = self->entry_count;
}

static bool says_share(const struct person *person)
{
    return person->share_ppm > 0;
}

static bool is_owed(const struct person *person)
{
    return person->facts->often.min_per_hour > 0 || person->facts->often.min_per_day > 0;
}

static bool is_counted(const struct person *person)
{
    const struct often *often = &person->facts->often;
    return often->max_per_hour > 0 || often->max_per_day > 0 || is_owed(person);
}

static struct persons those_who(const struct lineup *lineup, bool (*fits)(const struct person *))
{
    struct persons those = {.each = mem_zeroed(lineup->person_count, sizeof *those.each)};
    for (size_t i = 0; i < lineup->person_count; i++) {
        if (fits(&lineup->persons[i])) {
            those.each[those.count++] = i;
        }
    }
    return those;
}

void lineup_init(struct lineup *self, const struct playlist *playlist, const struct zone *zone,
                 bool is_clock_known)
{
    bool is_replaced = !is_clock_known && zone->clock_unknown_count > 0;
    const size_t *items = is_replaced ? zone->clock_unknown : zone->items;
    size_t count = is_replaced ? zone->clock_unknown_count : zone->item_count;
    *self = (struct lineup){.topic_gap_us = zone->topic_gap_us};
    self->entries = mem_zeroed(count + zone->filler_count, sizeof *self->entries);
    self->persons = mem_zeroed(count + zone->filler_count, sizeof *self->persons);
    add(self, playlist, items, count, CLASS_HIGH);
    add(self, playlist, items, count, CLASS_NORMAL);
    add(self, playlist, zone->filler, zone->filler_count, CLASS_FILLER);
    self->sharing = those_who(self, says_share);
    self->counted = those_who(self, is_counted);
    self->owed = those_who(self, is_owed);
}

void lineup_fini(struct lineup *self)
{
    free(self->entries);
    free(self->persons);
    free(self->sharing.each);
    free(self->counted.each);
    free(self->owed.each);
    *self = (struct lineup){0};
}
