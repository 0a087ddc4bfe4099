// A calendar from its file. Days are gathered in the order of the file, one entry each, then
// sorted; only then is it seen which of them are named twice.
#include "calendar/calendar.h"

#include "base/civil.h"
#include "base/mem.h"
#include "calendar/keys.h"
#include "config/lists.h"

#include <stdlib.h>

enum {
    NAME_LIMIT = 256,
    SOURCE_LIMIT = 1024,
    HOLIDAY_LIMIT = 60, // days in a row; the longest so far had nine
    ENTRY_LIMIT = 2000, // holidays, workdays or festivals of a file
    YEAR_LEAST = 1970,
    YEAR_MOST = 9999,
    SUNDAY = 0,
    SATURDAY = 6,
};

static const char *const top_keys[] = {"source", "years", "holidays", "workdays", "festivals"};
static const char *const holiday_keys[] = {"name", "from", "to"};
static const char *const festival_keys[] = {"name", "date"};

#define TABLE(names)                                                                               \
    *count = sizeof(names) / sizeof(names)[0];                                                     \
    return names

const char *const *calendar_keys(enum calendar_group group, size_t *count)
{
    switch (group) {
    case CALENDAR_TOP:
        TABLE(top_keys);
    case CALENDAR_HOLIDAY:
        TABLE(holiday_keys);
    case CALENDAR_FESTIVAL:
        TABLE(festival_keys);
    }
    *count = 0;
    return NULL;
}

// A day while the file is read.
struct entry {
    struct calendar_day day;
    const struct node *node; // what named it
    size_t order;            // in which the file names it
};

struct reading {
    struct config *config;
    struct calendar *calendar;
    struct entry *entries;
    size_t count, capacity;
    size_t festival_capacity;
};

// --- years ------------------------------------------------------------------------------------

static int by_year(const void *left, const void *right)
{
    const int *a = left;
    const int *b = right;
    return (*a > *b) - (*a < *b);
}

static void read_years(struct reading *self, const struct section *top)
{
    static const char hint[] = "years = ( 2026 );";
    const struct node *node = section_find(top, "years");
    struct calendar *calendar = self->calendar;
    if (node == NULL) {
        config_complain(self->config, top->group, "years", TROUBLE_ERROR, hint,
                        "the calendar does not say which years it covers");
        return;
    }
    if (!node_is_counted(self->config, node, LIST_LIMIT, hint)) {
        return;
    }
    calendar->years = mem_zeroed(node_count(node), sizeof *calendar->years);
    for (size_t i = 0; i < node_count(node); i++) {
        const struct node *element = node_element(node, i);
        if (element->type != NODE_INTEGER || element->integer < YEAR_LEAST ||
            element->integer > YEAR_MOST) {
            config_complain(self->config, element, NULL, TROUBLE_ERROR, hint, "must be a year");
        } else if (!calendar_covers(calendar, (int)element->integer)) {
            calendar->years[calendar->year_count++] = (int)element->integer;
        }
    }
    qsort(calendar->years, calendar->year_count, sizeof *calendar->years, by_year);
}

// A day of another year was meant for this one, or its year is missing above.
static void say_year(const struct reading *self, const struct node *node, int64_t day)
{
    int year = civil_of_day(day).year;
    if (self->calendar->year_count > 0 && !calendar_covers(self->calendar, year)) {
        config_complain(self->config, node, NULL, TROUBLE_WARNING, NULL,
                        "%d is not among the years of this calendar", year);
    }
}

// --- days -------------------------------------------------------------------------------------

static void add_day(struct reading *self, struct calendar_day day, const struct node *node)
{
    self->entries = MEM_GROW(self->entries, self->count, self->capacity);
    self->entries[self->count] = (struct entry){day, node, self->count};
    self->count++;
}

static void read_holiday(struct reading *self, const struct node *node)
{
    static const char hint[] = "{ name = \"春节\"; from = \"2026-02-15\"; to = \"2026-02-23\"; }";
    struct section section = {self->config, node};
    const char *name = NULL;
    int64_t from = 0;
    int64_t to = 0;
    if (node->type != NODE_GROUP) {
        node_say_type(self->config, node, "a group { … }", hint);
        return;
    }
    section_know(&section, holiday_keys, sizeof holiday_keys / sizeof holiday_keys[0]);
    key_text(&section, "name", NAME_LIMIT, &name);
    bool begins = key_date(&section, "from", &from);
    to = from; // a holiday of one day says it once
    bool ends = key_date(&section, "to", &to) || section_find(&section, "to") == NULL;
    if (section_find(&section, "from") == NULL) {
        config_complain(self->config, node, "from", TROUBLE_ERROR, hint,
                        "the holiday has no beginning");
    }
    if (!begins || !ends) {
        return;
    }
    if (to < from || to - from >= HOLIDAY_LIMIT) {
        config_complain(self->config, node, "to", TROUBLE_ERROR, hint,
                        to < from ? "the holiday ends before it begins"
                                  : "the holiday is longer than %d days",
                        HOLIDAY_LIMIT);
        return;
    }
    say_year(self, node, from);
    for (int64_t day = from; day <= to; day++) {
        add_day(self, (struct calendar_day){day, false, mem_copy(name)}, node);
    }
}

static void read_workday(struct reading *self, const struct node *node)
{
    int64_t day = 0;
    if (!node_is_date(self->config, node, &day)) {
        return;
    }
    int weekday = civil_of_day(day).weekday;
    if (weekday != SUNDAY && weekday != SATURDAY) {
        config_complain(self->config, node, NULL, TROUBLE_WARNING,
                        "workdays are the Saturdays and Sundays that are worked",
                        "is a workday without being named");
    }
    say_year(self, node, day);
    add_day(self, (struct calendar_day){day, true, NULL}, node);
}

static void read_festival(struct reading *self, const struct node *node)
{
    static const char hint[] = "{ name = \"元宵节\"; date = \"2026-03-03\"; }";
    struct section section = {self->config, node};
    struct calendar *calendar = self->calendar;
    const char *name = NULL;
    int64_t day = 0;
    if (node->type != NODE_GROUP) {
        node_say_type(self->config, node, "a group { … }", hint);
        return;
    }
    section_know(&section, festival_keys, sizeof festival_keys / sizeof festival_keys[0]);
    bool is_named = key_text(&section, "name", NAME_LIMIT, &name);
    bool is_dated = key_date(&section, "date", &day);
    bool is_short =
        section_find(&section, "name") == NULL || section_find(&section, "date") == NULL;
    if (is_short) {
        config_complain(self->config, node, NULL, TROUBLE_ERROR, hint,
                        "a festival needs a name and a date");
    }
    if (!is_named || !is_dated) {
        return;
    }
    say_year(self, node, day);
    calendar->festivals =
        MEM_GROW(calendar->festivals, calendar->festival_count, self->festival_capacity);
    calendar->festivals[calendar->festival_count++] = (struct festival){day, mem_copy(name)};
}

// Every element of the list `key`, which need not be there.
static void read_list(struct reading *self, const struct section *top, const char *key,
                      void (*read)(struct reading *, const struct node *))
{
    const struct node *node = section_find(top, key);
    if (node == NULL) {
        return;
    }
    if (node->type != NODE_LIST) {
        node_say_type(self->config, node, "a list ( … )", NULL);
        return;
    }
    if (node->count > ENTRY_LIMIT) {
        config_complain(self->config, node, NULL, TROUBLE_ERROR, NULL,
                        "the list is longer than %d elements", ENTRY_LIMIT);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        read(self, &node->children[i]);
    }
}

// --- order ------------------------------------------------------------------------------------

static int by_day(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    if (a->day.day != b->day.day) {
        return a->day.day < b->day.day ? -1 : 1;
    }
    return (a->order > b->order) - (a->order < b->order);
}

static void say_twice(const struct reading *self, const struct entry *first,
                      const struct entry *second)
{
    struct civil date = civil_of_day(second->day.day);
    bool is_contrary = first->day.is_workday != second->day.is_workday;
    config_complain(self->config, second->node, NULL, is_contrary ? TROUBLE_ERROR : TROUBLE_WARNING,
                    "take one of them out", "%04d-%02d-%02d is already %s in line %d", date.year,
                    date.month, date.day, first->day.is_workday ? "a workday" : "a holiday",
                    first->node->line);
}

// Moves the entries into the calendar: sorted, each day once.
static void settle_days(struct reading *self)
{
    struct calendar *calendar = self->calendar;
    if (self->count > 0) {
        qsort(self->entries, self->count, sizeof *self->entries, by_day);
    }
    calendar->days = mem_zeroed(self->count, sizeof *calendar->days);
    const struct entry *last = NULL;
    for (size_t i = 0; i < self->count; i++) {
        struct entry *entry = &self->entries[i];
        if (last != NULL && last->day.day == entry->day.day) {
            say_twice(self, last, entry);
            free(entry->day.name);
            continue;
        }
        calendar->days[calendar->day_count++] = entry->day;
        last = entry;
    }
    free(self->entries);
}

static int festival_by_day(const void *left, const void *right)
{
    const struct festival *a = left;
    const struct festival *b = right;
    return (a->day > b->day) - (a->day < b->day);
}

static void read_all(struct reading *self)
{
    struct section top = section_root(self->config);
    struct calendar *calendar = self->calendar;
    const char *source = NULL;
    section_know(&top, top_keys, sizeof top_keys / sizeof top_keys[0]);
    if (key_text(&top, "source", SOURCE_LIMIT, &source)) {
        calendar->source = mem_copy(source);
    }
    read_years(self, &top);
    read_list(self, &top, "holidays", read_holiday);
    read_list(self, &top, "workdays", read_workday);
    read_list(self, &top, "festivals", read_festival);
    settle_days(self);
    if (calendar->festival_count > 0) {
        qsort(calendar->festivals, calendar->festival_count, sizeof *calendar->festivals,
              festival_by_day);
    }
}

struct calendar *calendar_parse(const char *path, const char *bytes, size_t length,
                                struct troubles *troubles)
{
    struct config *config = config_parse(path, bytes, length, troubles);
    if (config == NULL) {
        return NULL;
    }
    struct calendar *self = mem_zeroed(1, sizeof *self);
    self->path = mem_copy(path);
    read_all(&(struct reading){.config = config, .calendar = self});
    if (!config_is_usable(config)) {
        calendar_free(self);
        self = NULL;
    }
    config_close(config);
    return self;
}

struct calendar *calendar_load(const char *path, struct troubles *troubles)
{
    char *bytes = NULL;
    size_t length = 0;
    if (!config_read_bytes(path, &bytes, &length, troubles)) {
        return NULL;
    }
    struct calendar *self = calendar_parse(path, bytes, length, troubles);
    free(bytes);
    return self;
}
