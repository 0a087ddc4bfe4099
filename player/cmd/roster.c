// Reading a roster.
#include "cmd/roster.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { BYTES_LIMIT = 8 << 20, COLUMNS = 4, NONE = CSV_FIELDS };

// The headings of a column, as exact words.
static const char *const headings[COLUMNS][3] = {{"screen_id", "屏编号", "screen_id 屏编号"},
                                                 {"name", "名称", "name 名称"},
                                                 {"district", "区划", "district 区划"},
                                                 {"venue", "六进类别", "venue 六进类别"}};

struct columns {
    size_t at[COLUMNS];
};

static bool read_heading(const struct csv *csv, struct columns *out)
{
    for (size_t column = 0; column < COLUMNS; column++) {
        out->at[column] = NONE;
        for (size_t i = 0; i < csv->count; i++) {
            for (size_t k = 0; k < 3; k++) {
                bool is_it = strcmp(csv_field(csv, i), headings[column][k]) == 0;
                out->at[column] = is_it ? i : out->at[column];
            }
        }
    }
    return out->at[0] != NONE;
}

static const char *take(const struct csv *csv, size_t column)
{
    return mem_copy(column == NONE ? "" : csv_field(csv, column));
}

static bool is_listed(const struct roster *self, const char *id)
{
    for (size_t i = 0; i < self->count; i++) {
        if (strcmp(self->due[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static bool complain(struct error *err, const char *path, int line, const char *what)
{
    return error_set(err, ERROR_CONFIG, "%s:%d: %s", path, line, what);
}

static bool read_rows(struct roster *self, struct csv *csv, const char *path, struct error *err)
{
    struct columns columns;
    if (!csv_next(csv) || !read_heading(csv, &columns)) {
        return complain(err, path, 1,
                        "the first line must name the columns: screen_id,name,district,venue (or "
                        "屏编号,名称,区划,六进类别)");
    }
    while (csv_next(csv)) {
        const char *id = csv_field(csv, columns.at[0]);
        if (csv->fault != NULL) {
            return complain(err, path, csv->row_line, csv->fault);
        }
        if (id[0] == '\0') {
            return complain(err, path, csv->row_line, "there is no screen_id");
        }
        if (is_listed(self, id)) {
            return complain(err, path, csv->row_line, "this screen_id was there already");
        }
        self->due = MEM_GROW(self->due, self->count, self->capacity);
        self->due[self->count++] =
            (struct assemble_due){take(csv, columns.at[0]), take(csv, columns.at[1]),
                                  take(csv, columns.at[2]), take(csv, columns.at[3])};
    }
    return true;
}

bool roster_load(struct roster *self, const char *path, struct error *err)
{
    *self = (struct roster){0};
    char *bytes = NULL;
    size_t length = 0;
    int line = 0;
    if (!file_read(path, BYTES_LIMIT, &bytes, &length, err)) {
        return false;
    }
    const char *fault = csv_fault(bytes, length, &line);
    bool done = fault == NULL || complain(err, path, line, fault);
    if (done) {
        struct csv csv;
        csv_init(&csv, bytes, length);
        done = read_rows(self, &csv, path, err);
        csv_fini(&csv);
    }
    free(bytes);
    if (!done) {
        roster_fini(self);
    }
    return done;
}

static void release(const char *text)
{
    char *owned = NULL;
    memcpy(&owned, &text, sizeof owned);
    free(owned);
}

void roster_fini(struct roster *self)
{
    for (size_t i = 0; i < self->count; i++) {
        release(self->due[i].id);
        release(self->due[i].name);
        release(self->due[i].district);
        release(self->due[i].venue);
    }
    free(self->due);
    *self = (struct roster){0};
}
