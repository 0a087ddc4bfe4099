// Tables as spreadsheets write them.
#include "base/csv.h"

#include "base/civil.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const char mark[] = "\xEF\xBB\xBF"; // U+FEFF in UTF-8
static const char separators[] = ",;\t";

// The separator that the first line has most of outside of quotes; a comma when it has none.
static char find_separator(const char *at, const char *end)
{
    size_t counts[sizeof separators - 1] = {0};
    bool is_quoted = false;
    for (; at < end && *at != '\n'; at++) {
        const char *found = strchr(separators, *at);
        is_quoted = is_quoted != (*at == '"');
        if (found != NULL && !is_quoted) {
            counts[found - separators]++;
        }
    }
    size_t best = 0;
    for (size_t i = 1; i < sizeof separators - 1; i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return separators[best];
}

static int line_of(const char *bytes, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset; i++) {
        line += bytes[i] == '\n';
    }
    return line;
}

const char *csv_fault(const char *bytes, size_t length, int *line)
{
    size_t valid = utf8_valid_length(bytes, length);
    const char *nul = memchr(bytes, '\0', length);
    if (valid < length) {
        *line = line_of(bytes, valid);
        return "the text is not UTF-8";
    }
    if (nul != NULL) {
        *line = line_of(bytes, (size_t)(nul - bytes));
        return "the file holds a NUL byte";
    }
    return NULL;
}

void csv_init(struct csv *self, const char *bytes, size_t length)
{
    size_t skip = sizeof mark - 1;
    bool is_marked = length >= skip && memcmp(bytes, mark, skip) == 0;
    *self = (struct csv){
        .at = bytes + (is_marked ? skip : 0),
        .end = bytes + length,
        .line = 1,
    };
    self->separator = find_separator(self->at, self->end);
}

void csv_fini(struct csv *self)
{
    str_fini(&self->text);
    *self = (struct csv){0};
}

static bool is_line_end(const struct csv *self)
{
    return self->at == self->end || *self->at == '\n' ||
           (*self->at == '\r' && self->at + 1 < self->end && self->at[1] == '\n');
}

static void skip_to_line_end(struct csv *self)
{
    while (!is_line_end(self)) {
        self->at++;
    }
}

// Behind the opening quote. A quote that is never closed would swallow the rest of the table: then
// only its line is lost.
static void read_quoted(struct csv *self)
{
    const char *begin = self->at;
    int line = self->line;
    while (self->at < self->end && self->at - begin <= CSV_FIELD_LIMIT) {
        char byte = *self->at++;
        bool is_doubled = byte == '"' && self->at < self->end && *self->at == '"';
        if (byte == '"' && !is_doubled) {
            return;
        }
        self->at += is_doubled;
        self->line += byte == '\n';
        str_add_bytes(&self->text, &byte, 1);
    }
    self->fault = "the quote that begins here never ends";
    self->at = begin;
    self->line = line;
    skip_to_line_end(self);
}

static void read_plain(struct csv *self)
{
    const char *begin = self->at;
    while (!is_line_end(self) && *self->at != self->separator) {
        self->at++;
    }
    str_add_bytes(&self->text, begin, (size_t)(self->at - begin));
}

// The blanks at the end of what was read since `start` are taken off.
static void trim_end(struct csv *self, size_t start)
{
    while (self->text.length > start && strchr(" \t\r\n", self->text.text[self->text.length - 1])) {
        self->text.length--;
    }
}

static void read_field(struct csv *self)
{
    while (self->at < self->end && *self->at == ' ') {
        self->at++;
    }
    size_t start = self->text.length;
    if (self->at < self->end && *self->at == '"') {
        self->at++;
        read_quoted(self);
        while (self->at < self->end && *self->at == ' ') {
            self->at++;
        }
        if (!is_line_end(self) && *self->at != self->separator) {
            self->fault = "something stands behind a closing quote";
            skip_to_line_end(self);
        }
    } else {
        read_plain(self);
    }
    trim_end(self, start);
    str_add_bytes(&self->text, "", 1);
    if (self->count < CSV_FIELDS) {
        self->starts[self->count++] = start;
    }
}

// At the start of a line. False when it is empty.
static bool read_row(struct csv *self)
{
    self->text.length = 0;
    self->count = 0;
    self->fault = NULL;
    self->row_line = self->line;
    read_field(self);
    while (!is_line_end(self)) {
        self->at++; // the separator
        read_field(self);
    }
    while (self->at < self->end && *self->at++ != '\n') {
        // the line's end is LF or CRLF
    }
    self->line++;
    return self->fault != NULL || self->text.length > self->count;
}

bool csv_next(struct csv *self)
{
    while (self->at < self->end) {
        if (read_row(self)) {
            return true;
        }
    }
    return false;
}

const char *csv_field(const struct csv *self, size_t index)
{
    const char *field = index < self->count ? self->text.text + self->starts[index] : "";
    return field + strspn(field, " \t\r\n");
}

bool csv_date(const char *text, int64_t *day)
{
    int year = 0;
    int month = 0;
    int date = 0;
    int end = 0;
    char plain[40];
    struct civil civil;
    if (strspn(text, "0123456789") != 4) {
        return false;
    }
    bool is_read = text[4] == '-' ? sscanf(text, "%4d-%2d-%2d%n", &year, &month, &date, &end) == 3
                                  : sscanf(text, "%4d/%2d/%2d%n", &year, &month, &date, &end) == 3;
    if (!is_read || text[end] != '\0' || strspn(text, "0123456789-/") != (size_t)end) {
        return false;
    }
    snprintf(plain, sizeof plain, "%04d-%02d-%02d", year, month, date);
    if (!civil_parse(plain, &civil)) {
        return false;
    }
    *day = civil_day_number(civil);
    return true;
}
