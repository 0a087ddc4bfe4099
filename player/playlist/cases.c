// Cases from a table, and lifts from cases.
#include "playlist/cases.h"

#include "base/csv.h"
#include "base/mem.h"
#include "config/config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    TEXT_LIMIT = 256,     // bytes of a district or a topic
    CASES_MOST = 1000000, // of one row
    FINDING_LIMIT = 100,  // rows that are told before the rest is summed up
};

struct row {
    int64_t day;
    char *district; // NULL: everywhere
    char *topic;
    int64_t cases;
};

struct cases {
    struct row *rows;
    size_t count, capacity;
};

enum column { DATE, DISTRICT, TOPIC, CASES, COLUMNS };

static const char *const headings[COLUMNS][2] = {
    {"date", "日期"}, {"district", "地区"}, {"topic", "类型"}, {"cases", "起数"}};
static const char headings_hint[] = "date,district,topic,cases or 日期,地区,类型,起数";

struct reading {
    const char *path;
    struct troubles *troubles;
    struct csv csv;
    size_t places[COLUMNS]; // of the columns in a row
    size_t bad_rows;
    struct cases *cases;
};

static void say_error(const struct reading *self, int line, const char *hint, const char *sentence)
{
    troubles_add(self->troubles, TROUBLE_ERROR, self->path, line, NULL, hint, "%s", sentence);
}

// A row is left out; `column` NULL: as a whole.
static void say_row(struct reading *self, const char *column, const char *hint,
                    const char *sentence)
{
    if (self->bad_rows++ < FINDING_LIMIT) {
        troubles_add(self->troubles, TROUBLE_WARNING, self->path, self->csv.row_line, column, hint,
                     "%s, so the row is left out", sentence);
    }
}

// --- headings ---------------------------------------------------------------------------------

static bool find_column(struct reading *self, enum column column)
{
    bool is_found = false;
    for (size_t i = self->csv.count; i-- > 0;) {
        const char *heading = csv_field(&self->csv, i);
        if (strcasecmp(heading, headings[column][0]) == 0 ||
            strcmp(heading, headings[column][1]) == 0) {
            self->places[column] = i; // the first of two of the same name
            is_found = true;
        }
    }
    if (!is_found) {
        char *sentence =
            mem_format("the headings lack %s (%s)", headings[column][0], headings[column][1]);
        say_error(self, self->csv.row_line, headings_hint, sentence);
        free(sentence);
    }
    return is_found;
}

static bool read_headings(struct reading *self)
{
    if (!csv_next(&self->csv)) {
        say_error(self, 0, headings_hint, "the file is empty");
        return false;
    }
    bool is_good = true;
    for (int column = DATE; column < COLUMNS; column++) {
        is_good = find_column(self, (enum column)column) && is_good;
    }
    return is_good;
}

// --- rows -------------------------------------------------------------------------------------

static bool parse_cases(const char *text, int64_t *cases)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 7 || text[digits] != '\0') {
        return false;
    }
    *cases = atoi(text);
    return *cases <= CASES_MOST;
}

static bool is_text(const char *text, bool may_be_empty)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] < 0x20) {
            return false;
        }
    }
    return length <= TEXT_LIMIT && (length > 0 || may_be_empty);
}

static void read_row(struct reading *self)
{
    struct row row = {0};
    const char *const district = csv_field(&self->csv, self->places[DISTRICT]);
    const char *const topic = csv_field(&self->csv, self->places[TOPIC]);
    if (self->csv.fault != NULL) {
        say_row(self, NULL, NULL, self->csv.fault);
    } else if (!csv_date(csv_field(&self->csv, self->places[DATE]), &row.day)) {
        say_row(self, headings[DATE][0], "2026-11-04 or 2026/11/4", "this is no date");
    } else if (!is_text(district, true)) {
        say_row(self, headings[DISTRICT][0], "at most 256 bytes in one line",
                "this is no district");
    } else if (!is_text(topic, false)) {
        say_row(self, headings[TOPIC][0], "1 … 256 bytes in one line", "this is no topic");
    } else if (!parse_cases(csv_field(&self->csv, self->places[CASES]), &row.cases)) {
        say_row(self, headings[CASES][0], "0 … 1000000", "this is no number of cases");
    } else {
        struct cases *cases = self->cases;
        row.district = district[0] == '\0' ? NULL : mem_copy(district);
        row.topic = mem_copy(topic);
        cases->rows = MEM_GROW(cases->rows, cases->count, cases->capacity);
        cases->rows[cases->count++] = row;
    }
}

static void read_rows(struct reading *self)
{
    while (csv_next(&self->csv)) {
        read_row(self);
    }
    if (self->bad_rows > FINDING_LIMIT) {
        troubles_add(self->troubles, TROUBLE_WARNING, self->path, 0, NULL, NULL,
                     "%zu rows are left out; the first ones are listed", self->bad_rows);
    }
    if (self->cases->count == 0) {
        say_error(self, 0, NULL, "not one row of the table can be used");
    }
}

// Whether the bytes are text at all.
static bool check_bytes(const struct reading *self, const char *bytes, size_t length)
{
    int line = 0;
    const char *fault = csv_fault(bytes, length, &line);
    if (length > CASES_FILE_LIMIT) {
        say_error(self, 0, NULL, "the file is larger than 4 MiB");
    } else if (fault != NULL) {
        say_error(self, line, "save it as “CSV UTF-8”", fault);
    } else {
        return true;
    }
    return false;
}

struct cases *cases_parse(const char *path, const char *bytes, size_t length,
                          struct troubles *troubles)
{
    struct reading reading = {.path = path, .troubles = troubles};
    if (!check_bytes(&reading, bytes, length)) {
        return NULL;
    }
    struct cases *self = mem_zeroed(1, sizeof *self);
    reading.cases = self;
    csv_init(&reading.csv, bytes, length);
    if (read_headings(&reading)) {
        read_rows(&reading);
    }
    csv_fini(&reading.csv);
    if (self->count == 0) {
        cases_free(self);
        return NULL;
    }
    return self;
}

struct cases *cases_load(const char *path, struct troubles *troubles)
{
    char *bytes = NULL;
    size_t length = 0;
    if (!config_read_limited(path, CASES_FILE_LIMIT, &bytes, &length, troubles)) {
        return NULL;
    }
    struct cases *self = cases_parse(path, bytes, length, troubles);
    free(bytes);
    return self;
}

void cases_free(struct cases *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->count; i++) {
        free(self->rows[i].district);
        free(self->rows[i].topic);
    }
    free(self->rows);
    free(self);
}

// --- lifts ------------------------------------------------------------------------------------

// Whether `name` is one of the steps of `path`.
static bool is_step(const char *path, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = path; at != NULL; at = strchr(at, '/')) {
        at += *at == '/';
        if (strncmp(at, name, length) == 0 && (at[length] == '/' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

static bool is_here(const struct row *row, const char *district)
{
    if (row->district == NULL || district == NULL) {
        return true;
    }
    size_t length = strlen(row->district);
    bool begins = strncmp(district, row->district, length) == 0;
    return (begins && (district[length] == '/' || district[length] == '\0')) ||
           is_step(district, row->district);
}

static int by_topic(const void *left, const void *right)
{
    const struct lift *a = left;
    const struct lift *b = right;
    return strcmp(a->topic, b->topic);
}

static int by_cases(const void *left, const void *right)
{
    const struct lift *a = left;
    const struct lift *b = right;
    if (a->cases != b->cases) {
        return a->cases > b->cases ? -1 : 1;
    }
    return strcmp(a->topic, b->topic);
}

// Neighbours of the same topic become one. Returns how many are left; topics are borrowed.
static size_t sum_up(struct lift *lifts, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && strcmp(lifts[kept - 1].topic, lifts[i].topic) == 0) {
            lifts[kept - 1].cases += lifts[i].cases;
        } else {
            lifts[kept++] = lifts[i];
        }
    }
    return kept;
}

void cases_lifts(const struct cases *self, const struct cases_rule *rule, const char *district,
                 int64_t day, struct lifts *out)
{
    lifts_init(out);
    struct lift *lifts = mem_zeroed(self->count, sizeof *lifts);
    size_t count = 0;
    for (size_t i = 0; i < self->count; i++) {
        const struct row *row = &self->rows[i];
        if (row->day >= day - rule->days && row->day < day && is_here(row, district)) {
            lifts[count++] = (struct lift){.topic = row->topic, .cases = row->cases};
        }
    }
    if (count == 0) {
        free(lifts);
        return;
    }
    qsort(lifts, count, sizeof *lifts, by_topic);
    count = sum_up(lifts, count);
    qsort(lifts, count, sizeof *lifts, by_cases);
    count = count > LIFT_LIMIT ? LIFT_LIMIT : count;
    double most = lifts[0].cases > 0 ? (double)lifts[0].cases : 1;
    for (size_t i = 0; i < count; i++) {
        double part = (double)lifts[i].cases / most;
        double lift = rule->least + (rule->most - rule->least) * part;
        lifts[i].topic = mem_copy(lifts[i].topic);
        lifts[i].lift_permille = (int)lround(lift * LIFT_AS_IS);
    }
    out->items = lifts;
    out->count = count;
    out->default_permille = (int)lround(rule->least * LIFT_AS_IS);
}
