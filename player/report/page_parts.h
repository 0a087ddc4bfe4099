// The pieces of the page of a report. Inside this room. Everything that comes from the outreach or
// from the texts is escaped by who adds it.
#pragma once

#include "base/html.h"
#include "report/outreach_print.h"

enum {
    PAGE_ROWS = 300, // of a table; what is more folds away
    PAGE_NUMBER_BYTES = 40,
};

struct page {
    const struct outreach *facts;
    enum report_language language;
    struct str *out; // borrowed
};

// --- words and numbers (page_words.c) ----------------------------------------------------------

void page_word(const struct page *page, enum word word);
// The values are escaped with the text.
void page_say(const struct page *page, enum word word, const char *const values[]);

// "12,345". Each fills `out` and returns it.
typedef char page_number[PAGE_NUMBER_BYTES];
const char *page_count(page_number out, int64_t count);
// "0.4", "12.5", "1,234": hours, to a tenth below a hundred.
const char *page_hours(page_number out, double hours);
// "98.7": of a hundred, to a tenth; "<0.1" and ">99.9" for what is not quite none or all. `whole`
// 0: "–".
const char *page_share(page_number out, int64_t part, int64_t whole);
// Two significant figures: "160,000", "<1".
const char *page_figure(page_number out, double value);
// "11-25", for pictures and lists; and in words.
const char *page_short_date(page_number out, int64_t day);
void page_date(const struct page *page, int64_t day, struct str *out);
// "2026年11月1日至2026年11月30日，共30天", not escaped.
void page_period(const struct page *page, struct str *out);
// What the report is called in the page's language. Borrowed.
const char *page_title(const struct page *page);
// What all points have in common of their districts; "" nothing. Not escaped.
void page_place(const struct page *page, struct str *out);

// --- parts, in the order of the page -----------------------------------------------------------

// The style sheet without its tags: plain CSS that holds nothing to escape.
void page_style(const struct page *page, struct str *out);

void page_coverage(const struct page *page);
void page_figures(const struct page *page);
void page_manual(const struct page *page);
void page_pictures(const struct page *page);
void page_tables(const struct page *page);
void page_quality(const struct page *page);
void page_definitions(const struct page *page);
void page_provenance(const struct page *page);

// --- tables (page_rows.c) ----------------------------------------------------------------------

// A table whose rows beyond PAGE_ROWS fold away: begin, then page_row_begin() before each row.
struct page_table {
    const struct page *page;
    enum word caption, first;              // first: what the first column holds
    void (*head)(const struct page *page); // adds the other cells of the head
    size_t at_once;                        // rows that are not folded away; 0: PAGE_ROWS
    size_t row, rows;
};
void page_table_begin(struct page_table *self);
// `name` heads the row; `classes` "" none.
void page_row_begin(struct page_table *self, const char *name, const char *classes);
void page_row_end(const struct page_table *self);
void page_table_end(const struct page_table *self);

// What folds away: opens it with "`word` …" to click on; closed by "</details>". Paper, where
// nothing can be clicked on, says where to look.
void page_fold(const struct page *page, enum word word, const char *const values[]);

// A cell of the head that names its column; `classes` "" for numbers, "l" for words.
void page_column(const struct page *page, enum word word, const char *classes);
// Cells; texts are escaped.
void page_cell(const struct page *page, const char *text, const char *classes);
