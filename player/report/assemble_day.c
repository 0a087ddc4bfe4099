// A day of a screen, put where it belongs.
#include "report/assembly.h"

#include "base/civil.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>

struct estimate *assembly_estimate(struct assembly *self, enum outreach_table table, size_t row)
{
    struct estimates *estimates = &self->tables[table];
    if (row >= estimates->count) {
        size_t count = (row + 1) * 2;
        estimates->each = mem_resize(estimates->each, count, sizeof *estimates->each);
        memset(&estimates->each[estimates->count], 0,
               (count - estimates->count) * sizeof *estimates->each);
        estimates->count = count;
    }
    return &estimates->each[row];
}

size_t assembly_row(struct assembly *self, enum outreach_table table, const char *key,
                    const char *label)
{
    struct outreach_row *row = outreach_row(self->out, table, key, label);
    return (size_t)(row - self->out->tables[table].rows);
}

void assembly_date(int64_t day, char out[ASSEMBLY_DATE_BYTES])
{
    struct civil civil = civil_of_day(day);
    snprintf(out, ASSEMBLY_DATE_BYTES, "%04u-%02u-%02u", (unsigned)civil.year % 10000,
             (unsigned)civil.month % 100, (unsigned)civil.day % 100);
}

// --- a day of a screen ---

// What a row gets of a day.
struct share {
    const struct daily *day;
    const struct audience *audience; // NULL: nobody has said who comes past
    const struct outreach_plays *plays;
    const struct daily_visits *visits;
    struct modelled impressions;
};

static void add_share(struct assembly *self, enum outreach_table table, size_t row,
                      const struct share *share)
{
    outreach_add_plays(&self->out->tables[table].rows[row].plays, share->plays);
    if (share->audience != NULL && share->visits != NULL) {
        estimate_add(assembly_estimate(self, table, row), share->day, share->visits,
                     share->impressions, share->audience);
    }
}

static void add_cell(struct assembly *self, const struct daily_item *item,
                     const struct share *share)
{
    const struct outreach_cell_key key = {share->day->day, self->point, item->item, item->topic,
                                          item->audience};
    struct outreach_cell *cell = outreach_cell(self->out, &key);
    struct catchments catchments = {0};
    struct estimate estimate = {0};
    outreach_add_plays(&cell->plays, share->plays);
    if (share->audience != NULL) {
        estimate_add(&estimate, share->day, share->visits, share->impressions, share->audience);
        estimate_close_screen(&estimate, catchments_of(&catchments, share->audience));
        struct outreach_reach reach = estimate_reach(&estimate, &catchments, 0);
        reach.impressions += cell->reach.impressions; // a screen that got a new ledger on that day
        reach.impressions_lo += cell->reach.impressions_lo;
        reach.impressions_hi += cell->reach.impressions_hi;
        reach.visits += cell->reach.visits;
        reach.visits_lo += cell->reach.visits_lo;
        reach.visits_hi += cell->reach.visits_hi;
        reach.persons += cell->reach.persons;
        reach.persons_lo += cell->reach.persons_lo;
        reach.persons_hi += cell->reach.persons_hi;
        cell->reach = reach;
    }
    estimate_fini(&estimate);
    catchments_fini(&catchments);
}

static struct modelled modelled_sum(struct modelled a, struct modelled b)
{
    return (struct modelled){a.count + b.count, a.stretch + b.stretch};
}

static const char *group_key(const struct daily_item *item, bool is_topic)
{
    return is_topic ? item->topic : item->audience;
}

static const struct daily_visits *visits_of(const struct daily_group *groups, size_t count,
                                            const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(groups[i].key, key) == 0) {
            return &groups[i].reach;
        }
    }
    return NULL;
}

// The items of one topic, or for one audience, together: `first` is the first of them.
static void add_group(struct assembly *self, enum outreach_table table, const struct share *day,
                      size_t first)
{
    bool is_topic = table == OUTREACH_TOPIC;
    const struct daily *daily = day->day;
    const char *key = group_key(&daily->items[first], is_topic);
    struct outreach_plays plays = {0};
    struct share share = *day;
    share.plays = &plays;
    share.impressions = (struct modelled){0};
    share.visits = is_topic ? visits_of(daily->topics, daily->topic_count, key)
                            : visits_of(daily->audiences, daily->audience_count, key);
    for (size_t i = first; i < daily->item_count; i++) {
        const struct daily_item *item = &daily->items[i];
        if (strcmp(group_key(item, is_topic), key) == 0) {
            outreach_add_plays(&plays, &item->plays);
            share.impressions = modelled_sum(share.impressions, item->impressions);
        }
    }
    add_share(self, table, assembly_row(self, table, key, NULL), &share);
}

static void add_groups(struct assembly *self, enum outreach_table table, const struct share *day)
{
    bool is_topic = table == OUTREACH_TOPIC;
    const struct daily *daily = day->day;
    for (size_t i = 0; i < daily->item_count; i++) {
        size_t first = 0;
        while (strcmp(group_key(&daily->items[first], is_topic),
                      group_key(&daily->items[i], is_topic)) != 0) {
            first++;
        }
        if (first == i) {
            add_group(self, table, day, i);
        }
    }
}

static void add_items(struct assembly *self, const struct share *day)
{
    for (size_t i = 0; i < day->day->item_count; i++) {
        const struct daily_item *item = &day->day->items[i];
        struct share share = *day;
        share.plays = &item->plays;
        share.visits = &item->reach;
        share.impressions = item->impressions;
        add_share(self, OUTREACH_ITEM, assembly_row(self, OUTREACH_ITEM, item->item, NULL), &share);
        if (self->wish->wants_cells) {
            add_cell(self, item, &share);
        }
    }
}

static void add_whole(struct assembly *self, const struct share *day)
{
    const struct station *station = self->station;
    char date[ASSEMBLY_DATE_BYTES];
    assembly_date(day->day->day, date);
    add_share(self, OUTREACH_DAY, assembly_row(self, OUTREACH_DAY, date, NULL), day);
    add_share(self, OUTREACH_POINT,
              assembly_row(self, OUTREACH_POINT, station->id,
                           station->name[0] != '\0' ? station->name : NULL),
              day);
    add_share(self, OUTREACH_VENUE, assembly_row(self, OUTREACH_VENUE, station->venue, NULL), day);
    for (size_t i = 0; i < self->district_count; i++) {
        add_share(self, OUTREACH_DISTRICT, self->districts[i], day);
    }
    outreach_add_plays(&self->out->plays, day->plays);
    if (day->audience != NULL) {
        estimate_add(&self->all, day->day, day->visits, day->impressions, day->audience);
    }
}

void assembly_add_day(void *context, const struct daily *daily)
{
    struct assembly *self = context;
    struct outreach *out = self->out;
    const struct station_audience *said = station_audience_on(self->station, daily->day);
    struct outreach_plays plays = {0};
    struct share day = {.day = daily,
                        .audience = said != NULL ? &said->audience : NULL,
                        .plays = &plays,
                        .visits = &daily->all};
    for (size_t i = 0; i < daily->item_count; i++) {
        outreach_add_plays(&plays, &daily->items[i].plays);
        day.impressions = modelled_sum(day.impressions, daily->items[i].impressions);
    }
    add_whole(self, &day);
    add_items(self, &day);
    add_groups(self, OUTREACH_TOPIC, &day);
    add_groups(self, OUTREACH_AUDIENCE, &day);
    for (int hour = 0; hour < OUTREACH_HOURS; hour++) {
        out->hours_ms[daily->day - out->first_day][hour] += daily->hours_ms[hour];
    }
    for (size_t i = 0; i < OUTREACH_FREQUENCIES; i++) {
        out->frequency[i] += daily->frequency[i];
    }
    out->points[self->point].is_reporting = true;
}
