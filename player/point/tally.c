// A tally survey's table.
#include "point/tally.h"

#include "base/csv.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    DAY_MIN = 24 * 60,
    WEEK_DAYS = 7,
    WEEKDAY_OF_DAY_0 = 3,    // 1970-01-01 was a Thursday
    FIRST_DAY = 10957,       // 2000-01-01: spreadsheets turn numbers into dates of 1900
    ARRIVALS_MOST = 100000,  // of one row
    STAY_MOST_S = 12 * 3600, // of one visitor
    STAYS_MOST = 100000,     // of a table
    FINDING_LIMIT = 100,     // that are told before the rest is summed up
};

enum column { DATE, START, END, ARRIVALS, COLUMNS };

static const char *const headings[COLUMNS][2] = {
    {"date", "日期"}, {"start", "开始"}, {"end", "结束"}, {"arrivals", "人数"}};
static const char headings_hint[] =
    "date,start,end,arrivals or 日期,开始,结束,人数; and dwell_s or 停留秒数 "
    "for each stay that was timed";
static const char *const stay_headings[] = {"dwell_s", "停留秒数"};

struct reading {
    const char *path;
    struct troubles *troubles;
    struct csv csv;
    size_t places[COLUMNS];   // of the columns in a row
    bool is_stay[CSV_FIELDS]; // columns of stays
    size_t errors;
    struct tally *tally;
};

size_t tally_weekday(int64_t day)
{
    return (size_t)((day + WEEKDAY_OF_DAY_0) % WEEK_DAYS);
}

static void say(struct reading *self, int line, const char *column, const char *hint,
                const char *sentence)
{
    if (self->errors++ < FINDING_LIMIT) {
        troubles_add(self->troubles, TROUBLE_ERROR, self->path, line, column, hint, "%s", sentence);
    }
}

static void say_field(struct reading *self, enum column column, const char *hint,
                      const char *sentence)
{
    say(self, self->csv.row_line, headings[column][0], hint, sentence);
}

// --- headings -----------------------------------------------------------------------------------

static bool find_column(struct reading *self, enum column column)
{
    for (size_t i = 0; i < self->csv.count; i++) {
        const char *heading = csv_field(&self->csv, i);
        if (strcasecmp(heading, headings[column][0]) == 0 ||
            strcmp(heading, headings[column][1]) == 0) {
            self->places[column] = i;
            return true;
        }
    }
    char *sentence =
        mem_format("the headings lack %s (%s)", headings[column][0], headings[column][1]);
    say(self, self->csv.row_line, NULL, headings_hint, sentence);
    free(sentence);
    return false;
}

static bool read_headings(struct reading *self)
{
    if (!csv_next(&self->csv)) {
        say(self, 0, NULL, headings_hint, "the file is empty");
        return false;
    }
    bool is_good = true;
    for (int column = DATE; column < COLUMNS; column++) {
        is_good = find_column(self, (enum column)column) && is_good;
    }
    for (size_t i = 0; i < self->csv.count; i++) {
        const char *heading = csv_field(&self->csv, i);
        self->is_stay[i] =
            strcasecmp(heading, stay_headings[0]) == 0 || strcmp(heading, stay_headings[1]) == 0;
    }
    return is_good;
}

// --- rows ---------------------------------------------------------------------------------------

// "9:00", "09:00" or "09:00:00", also with the wide colon of Chinese keyboards; −1: none.
static int parse_time(const char *text)
{
    static const char wide[] = "：";
    int parts[3] = {0};
    size_t count = 0;
    while (count < 3) {
        size_t digits = strspn(text, "0123456789");
        if (digits == 0 || digits > 2 || (count > 0 && digits != 2)) {
            return -1;
        }
        parts[count++] = atoi(text);
        text += digits;
        if (*text == '\0') {
            break;
        }
        bool is_wide = strncmp(text, wide, sizeof wide - 1) == 0;
        if (*text != ':' && !is_wide) {
            return -1;
        }
        text += is_wide ? sizeof wide - 1 : 1;
    }
    int minutes = parts[0] * 60 + parts[1];
    bool is_time = *text == '\0' && count >= 2 && parts[1] < 60 && parts[2] == 0;
    return is_time && minutes <= DAY_MIN ? minutes : -1;
}

static bool parse_arrivals(const char *text, int64_t *out)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 6 || text[digits] != '\0') {
        return false;
    }
    *out = atoi(text);
    return *out <= ARRIVALS_MOST;
}

// The seconds of the stays in a field, with blanks between them.
static bool read_stays(struct reading *self, const char *text)
{
    struct tally *tally = self->tally;
    while (*text != '\0') {
        char *end = NULL;
        size_t length = strspn(text, "0123456789.");
        double stay = strtod(text, &end);
        if (length == 0 || end != text + length || stay <= 0 || stay > STAY_MOST_S ||
            tally->stay_count == STAYS_MOST) {
            return false;
        }
        tally->stays_s = MEM_GROW(tally->stays_s, tally->stay_count, tally->stay_capacity);
        tally->stays_s[tally->stay_count++] = stay;
        text += length;
        size_t blanks = strspn(text, " \t");
        if (blanks == 0 && *text != '\0') {
            return false;
        }
        text += blanks;
    }
    return true;
}

static const char *field_of(const struct reading *self, enum column column)
{
    return csv_field(&self->csv, self->places[column]);
}

static void read_row(struct reading *self)
{
    static const char time_hint[] = "9:00 or 09:00; 24:00 is the end of the day";
    struct tally_row row = {.line = self->csv.row_line};
    if (self->csv.fault != NULL) {
        say(self, row.line, NULL, NULL, self->csv.fault);
        return;
    }
    size_t errors = self->errors;
    if (!csv_date(field_of(self, DATE), &row.day) || row.day < FIRST_DAY) {
        say_field(self, DATE, "2026-11-04 or 2026/11/4", "this is no date of a tally");
    }
    row.from_min = parse_time(field_of(self, START));
    row.to_min = parse_time(field_of(self, END));
    if (row.from_min < 0) {
        say_field(self, START, time_hint, "this is no time of day");
    }
    if (row.to_min < 0) {
        say_field(self, END, time_hint, "this is no time of day");
    } else if (row.to_min <= row.from_min) {
        say_field(self, END, "a tally over midnight takes two rows", "it ends before it begins");
    }
    if (!parse_arrivals(field_of(self, ARRIVALS), &row.arrivals)) {
        say_field(self, ARRIVALS, "0 … 100000", "this is no number of people");
    }
    for (size_t i = 0; i < self->csv.count; i++) {
        if (self->is_stay[i] && !read_stays(self, csv_field(&self->csv, i))) {
            say(self, row.line, stay_headings[0],
                "seconds, above 0 and at most 43200; several with blanks between",
                "this is not how long somebody stayed");
        }
    }
    if (self->errors == errors) {
        struct tally *tally = self->tally;
        tally->rows = MEM_GROW(tally->rows, tally->row_count, tally->row_capacity);
        tally->rows[tally->row_count++] = row;
    }
}

static int by_time(const void *left, const void *right)
{
    const struct tally_row *a = left;
    const struct tally_row *b = right;
    if (a->day != b->day) {
        return a->day < b->day ? -1 : 1;
    }
    return a->from_min != b->from_min ? a->from_min - b->from_min : a->line - b->line;
}

// The same minutes twice would halve who came, or double them: nobody can tell which was meant.
static void check_overlaps(struct reading *self)
{
    struct tally *tally = self->tally;
    qsort(tally->rows, tally->row_count, sizeof *tally->rows, by_time);
    const struct tally_row *latest = &tally->rows[0]; // of those before, the one that ends last
    for (size_t i = 1; i < tally->row_count; i++) {
        const struct tally_row *row = &tally->rows[i];
        if (row->day == latest->day && row->from_min < latest->to_min) {
            char *sentence = mem_format("counts the same minutes as line %d", latest->line);
            say(self, row->line, NULL, "add up what was counted at two doors, or leave one row out",
                sentence);
            free(sentence);
        }
        latest = row->day != latest->day || row->to_min > latest->to_min ? row : latest;
    }
}

static void read_rows(struct reading *self)
{
    while (csv_next(&self->csv)) {
        read_row(self);
    }
    if (self->errors == 0 && self->tally->row_count == 0) {
        say(self, 0, NULL, "2026-11-04,9:00,10:00,57", "the table has headings, but no rows");
    } else if (self->tally->row_count > 0) {
        check_overlaps(self);
    }
    if (self->errors > FINDING_LIMIT) {
        troubles_add(self->troubles, TROUBLE_ERROR, self->path, 0, NULL, NULL,
                     "%zu findings; the first ones are listed", self->errors);
    }
}

struct tally *tally_parse(const char *path, const char *bytes, size_t length,
                          struct troubles *troubles)
{
    struct reading reading = {.path = path, .troubles = troubles};
    int line = 0;
    const char *fault = csv_fault(bytes, length, &line);
    if (fault != NULL) {
        say(&reading, line, NULL, "save it as “CSV UTF-8”", fault);
        return NULL;
    }
    reading.tally = mem_zeroed(1, sizeof *reading.tally);
    csv_init(&reading.csv, bytes, length);
    if (read_headings(&reading)) {
        read_rows(&reading);
    }
    csv_fini(&reading.csv);
    if (reading.errors > 0) {
        tally_free(reading.tally);
        return NULL;
    }
    return reading.tally;
}

void tally_free(struct tally *self)
{
    if (self != NULL) {
        free(self->rows);
        free(self->stays_s);
        free(self);
    }
}
