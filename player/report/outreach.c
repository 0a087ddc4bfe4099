// Putting an outreach together: finding or adding its parts, and the order they end up in.
#include "report/outreach.h"

#include "base/civil.h"
#include "base/mem.h"
#include "report/outreach_index.h"

#include <stdlib.h>
#include <string.h>

static const char *said(const char *text)
{
    return text != NULL ? text : "";
}

// --- rows --------------------------------------------------------------------------------------

static bool is_row(const void *self, size_t position, const void *key)
{
    const struct outreach_rows *table = self;
    return strcmp(table->rows[position].key, key) == 0;
}

static uint64_t row_hash(const void *self, size_t position)
{
    const struct outreach_rows *table = self;
    return index_hash_text(INDEX_SEED, table->rows[position].key);
}

static size_t row_position(struct outreach_rows *table, const char *key, const char *label)
{
    const struct index_of things = {table, is_row, row_hash};
    size_t at = index_find_or_note(&table->index, &things, index_hash_text(INDEX_SEED, key), key,
                                   table->count);
    if (at == table->count) {
        table->rows = MEM_GROW(table->rows, table->count, table->capacity);
        table->rows[table->count++] = (struct outreach_row){
            .key = mem_copy(key), .label = mem_copy(label != NULL ? label : key)};
    }
    return at;
}

struct outreach_row *outreach_row(struct outreach *self, enum outreach_table table, const char *key,
                                  const char *label)
{
    size_t at = row_position(&self->tables[table], said(key), label);
    return &self->tables[table].rows[at];
}

size_t outreach_district(struct outreach *self, const char *path, size_t out[OUTREACH_DEPTHS])
{
    struct outreach_rows *table = &self->tables[OUTREACH_DISTRICT];
    char *part = mem_copy(said(path));
    size_t depth = 0;
    for (char *name = part, *end = part; *end != '\0' && depth < OUTREACH_DEPTHS; depth++) {
        end = name + strcspn(name, "/");
        char behind = *end;
        *end = '\0'; // what stands before is the path of this level
        out[depth] = row_position(table, part, name);
        table->rows[out[depth]].depth = (int)depth;
        *end = behind;
        name = end + (behind != '\0');
    }
    if (depth == 0) {
        out[depth++] = row_position(table, "", NULL);
    }
    free(part);
    return depth;
}

// --- points and cells --------------------------------------------------------------------------

static bool is_point(const void *self, size_t position, const void *key)
{
    const struct outreach *outreach = self;
    return strcmp(outreach->points[position].id, key) == 0;
}

static uint64_t point_hash(const void *self, size_t position)
{
    const struct outreach *outreach = self;
    return index_hash_text(INDEX_SEED, outreach->points[position].id);
}

struct outreach_point *outreach_point(struct outreach *self, const char *id)
{
    const struct index_of things = {self, is_point, point_hash};
    size_t at =
        index_find_or_note(&self->point_index, &things, index_hash_text(INDEX_SEED, said(id)),
                           said(id), self->point_count);
    if (at == self->point_count) {
        self->points = MEM_GROW(self->points, self->point_count, self->point_capacity);
        struct outreach_point *point = &self->points[self->point_count++];
        *point = (struct outreach_point){.id = mem_copy(said(id)),
                                         .name = mem_copy(""),
                                         .district = mem_copy(""),
                                         .venue = mem_copy(""),
                                         .log_id = mem_copy(""),
                                         .last_day = INT64_MIN};
        audience_init(&point->audience);
    }
    return &self->points[at];
}

static bool is_cell(const void *self, size_t position, const void *key)
{
    const struct outreach *outreach = self;
    const struct outreach_cell *cell = &outreach->cells[position];
    const struct outreach_cell_key *want = key;
    return cell->day == want->day && cell->point == want->point &&
           strcmp(cell->item, said(want->item)) == 0 &&
           strcmp(cell->topic, said(want->topic)) == 0 &&
           strcmp(cell->audience, said(want->audience)) == 0;
}

static uint64_t key_hash(const struct outreach_cell_key *key)
{
    uint64_t hash = index_hash_number(INDEX_SEED, (uint64_t)key->day);
    hash = index_hash_number(hash, key->point);
    hash = index_hash_text(hash, said(key->item));
    hash = index_hash_text(hash, said(key->topic));
    return index_hash_text(hash, said(key->audience));
}

static uint64_t cell_hash(const void *self, size_t position)
{
    const struct outreach *outreach = self;
    const struct outreach_cell *cell = &outreach->cells[position];
    const struct outreach_cell_key key = {cell->day, cell->point, cell->item, cell->topic,
                                          cell->audience};
    return key_hash(&key);
}

struct outreach_cell *outreach_cell(struct outreach *self, const struct outreach_cell_key *key)
{
    const struct index_of things = {self, is_cell, cell_hash};
    size_t at =
        index_find_or_note(&self->cell_index, &things, key_hash(key), key, self->cell_count);
    if (at == self->cell_count) {
        self->cells = MEM_GROW(self->cells, self->cell_count, self->cell_capacity);
        self->cells[self->cell_count++] = (struct outreach_cell){
            .day = key->day,
            .point = key->point,
            .item = mem_copy(said(key->item)),
            .topic = mem_copy(said(key->topic)),
            .audience = mem_copy(said(key->audience)),
        };
    }
    return &self->cells[at];
}

// --- titles ------------------------------------------------------------------------------------

const char *outreach_title(int64_t first_day, int64_t last_day)
{
    struct civil first = civil_of_day(first_day);
    struct civil next = civil_of_day(last_day + 1);
    int months = (next.year - first.year) * 12 + next.month - first.month;
    if (first_day == last_day) {
        return "反诈宣传日报";
    }
    if (last_day - first_day == 6) {
        return "反诈宣传周报";
    }
    if (first.day == 1 && next.day == 1) {
        if (months == 1) {
            return "反诈宣传月报";
        }
        if (months == 3 && first.month % 3 == 1) {
            return "反诈宣传季报";
        }
        if (months == 12 && first.month == 1) {
            return "反诈宣传年报";
        }
    }
    return "反诈宣传统计报告";
}

// --- the end -----------------------------------------------------------------------------------

static void rows_fini(struct outreach_rows *table)
{
    for (size_t i = 0; i < table->count; i++) {
        free(table->rows[i].key);
        free(table->rows[i].label);
    }
    free(table->rows);
    index_fini(&table->index);
}

static void points_fini(struct outreach *self)
{
    for (size_t i = 0; i < self->point_count; i++) {
        free(self->points[i].id);
        free(self->points[i].name);
        free(self->points[i].district);
        free(self->points[i].venue);
        free(self->points[i].log_id);
    }
    free(self->points);
    index_fini(&self->point_index);
}

static void cells_fini(struct outreach *self)
{
    for (size_t i = 0; i < self->cell_count; i++) {
        free(self->cells[i].item);
        free(self->cells[i].topic);
        free(self->cells[i].audience);
    }
    free(self->cells);
    index_fini(&self->cell_index);
}

void outreach_add_plays(struct outreach_plays *to, const struct outreach_plays *from)
{
    to->plays += from->plays;
    to->full_plays += from->full_plays;
    to->visible_ms += from->visible_ms;
    to->failed += from->failed;
    to->skipped += from->skipped;
    to->cut += from->cut;
    to->untrusted += from->untrusted;
    to->display_unknown += from->display_unknown;
    to->display_off += from->display_off;
}

void outreach_fini(struct outreach *self)
{
    for (int i = 0; i < OUTREACH_TABLES; i++) {
        rows_fini(&self->tables[i]);
    }
    cells_fini(self);
    points_fini(self);
    for (size_t i = 0; i < self->manual_count; i++) {
        free(self->manual[i].id);
        free(self->manual[i].by);
        free(self->manual[i].note);
        free(self->manual[i].point);
    }
    for (size_t i = 0; i < self->event_count; i++) {
        free(self->events[i].text);
    }
    free(self->manual);
    free(self->events);
    free(self->hours_ms);
    free(self->title);
    *self = (struct outreach){0};
}
