// The order of everything in an outreach that is complete.
#include "base/mem.h"
#include "report/outreach.h"
#include "report/outreach_index.h"

#include <stdlib.h>
#include <string.h>

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

// Of a tree: what lies within a district comes right behind it, whatever its letters are.
static int by_path(const char *a, const char *b)
{
    while (*a == *b && *a != '\0') {
        a++;
        b++;
    }
    int left = *a == '/' ? 1 : (unsigned char)*a + (*a != '\0');
    int right = *b == '/' ? 1 : (unsigned char)*b + (*b != '\0');
    return left - right;
}

// Nowhere comes last.
static int by_district(const char *a, const char *b)
{
    bool is_left_said = *a != '\0';
    bool is_right_said = *b != '\0';
    return is_left_said != is_right_said ? (int)is_right_said - (int)is_left_said : by_path(a, b);
}

static int rows_by_district(const void *a, const void *b)
{
    const struct outreach_row *left = a;
    const struct outreach_row *right = b;
    return by_district(left->key, right->key);
}

static int rows_by_key(const void *a, const void *b)
{
    const struct outreach_row *left = a;
    const struct outreach_row *right = b;
    return strcmp(left->key, right->key);
}

static int rows_by_plays(const void *a, const void *b)
{
    const struct outreach_row *left = a;
    const struct outreach_row *right = b;
    int order = compare(right->plays.plays, left->plays.plays);
    return order != 0 ? order : rows_by_key(a, b);
}

static int points_in_order(const void *a, const void *b)
{
    const struct outreach_point *left = a;
    const struct outreach_point *right = b;
    int order = by_district(left->district, right->district);
    return order != 0 ? order : strcmp(left->id, right->id);
}

static int cells_in_order(const void *a, const void *b)
{
    const struct outreach_cell *left = a;
    const struct outreach_cell *right = b;
    int order = compare(left->day, right->day);
    order = order != 0 ? order : (left->point > right->point) - (left->point < right->point);
    order = order != 0 ? order : strcmp(left->item, right->item);
    order = order != 0 ? order : strcmp(left->topic, right->topic);
    return order != 0 ? order : strcmp(left->audience, right->audience);
}

static int manual_in_order(const void *a, const void *b)
{
    const struct outreach_manual *left = a;
    const struct outreach_manual *right = b;
    int order = compare(left->kind, right->kind);
    order = order != 0 ? order : compare(left->day, right->day);
    return order != 0 ? order : strcmp(left->id, right->id);
}

static int events_in_order(const void *a, const void *b)
{
    const struct outreach_event *left = a;
    const struct outreach_event *right = b;
    int order = compare(left->day, right->day);
    order = order != 0 ? order : (left->point > right->point) - (left->point < right->point);
    order = order != 0 ? order : compare(left->kind, right->kind);
    order = order != 0 ? order : compare(left->value, right->value);
    return order != 0 ? order : strcmp(left->text, right->text);
}

static void sort(void *things, size_t count, size_t size, int (*order)(const void *, const void *))
{
    if (count > 1) { // qsort() wants an array even for none
        qsort(things, count, size, order);
    }
}

static void settle_rows(struct outreach_rows *table, enum outreach_table which)
{
    index_fini(&table->index);
    switch (which) {
    case OUTREACH_DISTRICT:
        sort(table->rows, table->count, sizeof *table->rows, rows_by_district);
        break;
    case OUTREACH_DAY:
        sort(table->rows, table->count, sizeof *table->rows, rows_by_key);
        break;
    case OUTREACH_POINT:
    case OUTREACH_VENUE:
    case OUTREACH_TOPIC:
    case OUTREACH_AUDIENCE:
    case OUTREACH_ITEM:
        sort(table->rows, table->count, sizeof *table->rows, rows_by_plays);
        break;
    case OUTREACH_TABLES:
        break;
    }
}

struct placed {
    struct outreach_point point; // first: points_in_order() takes these too
    size_t was;
};

// Sorts the points and tells everything that refers to one where it went.
static void settle_points(struct outreach *self)
{
    struct placed *placed = mem_zeroed(self->point_count + 1, sizeof *placed);
    size_t *now = mem_zeroed(self->point_count + 1, sizeof *now);
    for (size_t i = 0; i < self->point_count; i++) {
        placed[i] = (struct placed){self->points[i], i};
    }
    sort(placed, self->point_count, sizeof *placed, points_in_order);
    for (size_t i = 0; i < self->point_count; i++) {
        self->points[i] = placed[i].point;
        now[placed[i].was] = i;
    }
    for (size_t i = 0; i < self->cell_count; i++) {
        self->cells[i].point = now[self->cells[i].point];
    }
    for (size_t i = 0; i < self->event_count; i++) {
        self->events[i].point = now[self->events[i].point];
    }
    index_fini(&self->point_index);
    free(placed);
    free(now);
}

void outreach_settle(struct outreach *self)
{
    settle_points(self);
    index_fini(&self->cell_index);
    for (int i = 0; i < OUTREACH_TABLES; i++) {
        settle_rows(&self->tables[i], (enum outreach_table)i);
    }
    sort(self->cells, self->cell_count, sizeof *self->cells, cells_in_order);
    sort(self->manual, self->manual_count, sizeof *self->manual, manual_in_order);
    sort(self->events, self->event_count, sizeof *self->events, events_in_order);
}
