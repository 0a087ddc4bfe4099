// Agendas for tests.
#include "day.h"

#include "agenda/agenda.h"
#include "support/test.h"

void day_init(struct day *self)
{
    static char a[] = "a", b[] = "b", c[] = "c", zone[] = "main", path[] = "p.cfg";
    static char brushing[] = "刷单返利", pension[] = "养老诈骗", elderly[] = "老年人";
    *self = (struct day){0};
    list_init(&self->list, (const int64_t[]){10, 20, 30}, 3);
    lifts_init(&self->lifts);
    self->list.playlist.path = path;
    self->list.playlist.name = path;
    self->list.zones[0].name = zone;
    self->list.items[0].id = a;
    self->list.items[0].topic = brushing;
    self->list.items[1].id = b;
    self->list.items[1].topic = pension;
    self->list.items[1].audience = elderly;
    self->list.items[2].id = c;
}

void day_gather(struct day *self)
{
    if (self->list.plan == NULL) {
        list_plan(&self->list);
    }
    struct agenda_wish wish = {
        .plan = self->list.plan,
        .terms = &self->list.terms,
        .day = plan_day(self->list.plan, list_time("2026-11-26T12:00")),
        .zone = PLAN_ALL_ZONES,
        .lifts = &self->lifts,
        .canvas = {1280, 720},
    };
    agenda_init(&self->agenda, &wish);
}

void day_forget(struct day *self)
{
    agenda_fini(&self->agenda);
    plan_free(self->list.plan);
    self->list.plan = NULL;
}

void day_fini(struct day *self)
{
    agenda_fini(&self->agenda);
    lifts_fini(&self->lifts);
    list_fini(&self->list);
}

struct daypart *day_part(struct day *self, size_t index, char *name, int from_min, int to_min)
{
    struct daypart *part = &self->list.dayparts[index];
    *part = (struct daypart){.name = name, .lift = 1};
    when_init(&part->when);
    self->list.hours[index] = (struct hours){from_min, to_min};
    part->when.hours = &self->list.hours[index];
    part->when.hours_count = 1;
    self->list.playlist.dayparts = self->list.dayparts;
    self->list.playlist.daypart_count = index + 1;
    return part;
}

void day_assign(struct day *self, size_t item, size_t index)
{
    self->list.own_dayparts[item] = index;
    self->list.items[item].dayparts = &self->list.own_dayparts[item];
    self->list.items[item].daypart_count = 1;
}

void day_open(struct day *self, int from_min, int to_min)
{
    when_init(&self->list.opening);
    self->list.hours[LISTS_DAYPARTS] = (struct hours){from_min, to_min};
    self->list.opening.hours = &self->list.hours[LISTS_DAYPARTS];
    self->list.opening.hours_count = 1;
    self->list.terms.openings = &self->list.opening;
    self->list.terms.opening_count = 1;
}
