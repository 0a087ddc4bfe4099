// How fast a day is worked out, and how soon the plan knows where it is after a restart late in
// the evening. Two lists whose day has about 20,000 slots: a plain one of 20 items that only take
// turns, and one of 40 with weights, shares, caps, least numbers, gaps and dayparts. The whole
// playlist is made up here; nothing is read and nothing is shown.
//
// Prints lines "name value": slots of the day, milliseconds for the day from nothing and for one
// slot near its end, medians of runs.
//
//     bench_plan
#include "base/civil.h"
#include "base/clock.h"
#include "plan/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define S CLOCK_SECOND_US

enum {
    RUNS = 15,
    PLAIN_ITEMS = 20,
    ITEMS = 40,
    DAYPARTS = 6,
    TOPICS = 5,
};

// 2026-11-25, a Wednesday.
#define DAY INT64_C(20782)

struct work {
    struct playlist playlist;
    struct item items[ITEMS];
    struct zone zone;
    size_t members[ITEMS];
    struct daypart dayparts[DAYPARTS];
    size_t own_dayparts[ITEMS];
    int64_t lengths_us[ITEMS];
    struct plan_terms terms;
};

static void init(struct work *self, size_t count)
{
    *self = (struct work){.playlist = {.items = self->items,
                                       .item_count = count,
                                       .zones = &self->zone,
                                       .zone_count = 1,
                                       .dayparts = self->dayparts}};
    for (size_t i = 0; i < count; i++) {
        self->items[i] =
            (struct item){.kind = ITEM_IMAGE, .priority = PRIORITY_NORMAL, .often = {.weight = 1}};
        self->members[i] = i;
        self->lengths_us[i] = 4320000; // 20,000 fill a day
    }
    self->zone = (struct zone){.items = self->members, .item_count = count};
    self->terms.playlist = &self->playlist;
}

static void add_dayparts(struct work *self)
{
    static struct hours hours[DAYPARTS] = {{0, 480},    {480, 720},   {720, 840},
                                           {840, 1080}, {1080, 1320}, {1320, 1560}};
    static char *audiences[] = {"老年人"};
    for (size_t i = 0; i < DAYPARTS; i++) {
        struct daypart *part = &self->dayparts[i];
        *part = (struct daypart){.lift = 1};
        when_init(&part->when);
        part->when.hours = &hours[i];
        part->when.hours_count = 1;
    }
    self->dayparts[1].audiences = audiences;
    self->dayparts[1].audience_count = 1;
    self->dayparts[1].lift = 2;
    self->playlist.daypart_count = DAYPARTS;
}

// Some of everything that an office may ask for.
static void add_wishes(struct work *self)
{
    static char *const topics[TOPICS] = {"刷单", "冒充公检法", "养老诈骗", "网络贷款", "游戏交易"};
    for (size_t i = 0; i < ITEMS; i++) {
        struct item *item = &self->items[i];
        item->often.weight = 1 + (int)(i % 5);
        item->topic = topics[i % TOPICS];
        item->audience = i % 8 == 3 ? "老年人" : NULL;
        item->often.share_ppm = i % 10 == 0 ? 50000 : 0;
        item->often.max_per_hour = i % 10 == 1 ? 30 : 0;
        item->often.max_per_day = i % 10 == 2 ? 400 : 0;
        item->often.min_per_hour = i % 10 == 4 ? 6 : 0;
        item->often.gap_us = i % 4 == 3 ? 60 * S : 0;
        if (i % 5 == 4) {
            self->own_dayparts[i] = i % DAYPARTS;
            item->dayparts = &self->own_dayparts[i];
            item->daypart_count = 1;
        }
        self->lengths_us[i] = (3 + (int64_t)(i % 4)) * S - 180000; // 3 to 6 s, 4.32 s on average
    }
}

static struct plan *plan_of(const struct work *work)
{
    struct plan *plan = plan_new(&work->terms);
    for (size_t i = 0; i < work->playlist.item_count; i++) {
        plan_set_length(plan, 0, i, work->lengths_us[i]);
    }
    return plan;
}

static size_t walk_day(const struct work *work)
{
    struct plan *plan = plan_of(work);
    size_t slots = 0;
    struct wall end = plan_day_start(plan, DAY + 1);
    for (struct wall at = plan_day_start(plan, DAY); at.us < end.us; slots++) {
        at = plan_slot_at(plan, 0, at).end;
    }
    plan_free(plan);
    return slots;
}

static void restart_late(const struct work *work)
{
    struct plan *plan = plan_of(work);
    struct wall at = {plan_day_start(plan, DAY + 1).us - 60 * S};
    if (plan_slot_at(plan, 0, at).kind != SLOT_ITEM) {
        fprintf(stderr, "bench_plan: nothing is on a minute before midnight\n");
        exit(3);
    }
    plan_free(plan);
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double values[RUNS])
{
    qsort(values, RUNS, sizeof values[0], by_size);
    return values[RUNS / 2];
}

static double ms_since(struct mono start)
{
    struct clock *clock = clock_system();
    return (double)mono_since(clock->now_mono(clock), start) / 1000;
}

static void measure(const char *name, const struct work *work)
{
    struct clock *clock = clock_system();
    double day_ms[RUNS];
    double restart_ms[RUNS];
    size_t slots = 0;
    for (int i = 0; i < RUNS; i++) {
        struct mono start = clock->now_mono(clock);
        slots = walk_day(work);
        day_ms[i] = ms_since(start);
        start = clock->now_mono(clock);
        restart_late(work);
        restart_ms[i] = ms_since(start);
    }
    printf("%s_slots %zu\n%s_day_ms %.3f\n%s_restart_ms %.3f\n", name, slots, name, median(day_ms),
           name, median(restart_ms));
}

int main(void)
{
    static struct work work;
    init(&work, PLAIN_ITEMS);
    measure("plain", &work);
    init(&work, ITEMS);
    add_dayparts(&work);
    add_wishes(&work);
    measure("rich", &work);
    return 0;
}
