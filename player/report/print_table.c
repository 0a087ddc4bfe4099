// The report for a terminal: columns aligned by what a terminal makes of Chinese.
#include "report/print.h"

#include "base/utf8.h"

#include <stdio.h>

enum {
    CELL = 32,
    COLUMNS = 7,
};

static const char *const headings[COLUMNS] = {"plays",   "full", "visible", "failed",
                                              "skipped", "cut",  "time?"};

struct cells {
    char text[COLUMNS][CELL];
};

static struct cells cells_of(const struct tally_row *row)
{
    struct cells cells;
    const int64_t numbers[COLUMNS] = {row->plays, row->full_plays, 0, row->failed, row->skipped,
                                      row->cut,   row->untrusted};
    for (int i = 0; i < COLUMNS; i++) {
        snprintf(cells.text[i], CELL, "%lld", (long long)numbers[i]);
    }
    int64_t seconds = (row->visible_ms + 500) / 1000;
    snprintf(cells.text[2], CELL, "%lld:%02lld:%02lld", (long long)(seconds / 3600),
             (long long)(seconds / 60 % 60), (long long)(seconds % 60));
    return cells;
}

static const char *key_text(const struct tally_row *row)
{
    return row->key[0] != '\0' ? row->key : "(none)";
}

static int at_least(int width, const char *text)
{
    int columns = utf8_columns(text);
    return columns > width ? columns : width;
}

static void pad(struct str *out, int columns)
{
    for (int i = 0; i < columns; i++) {
        str_add(out, " ");
    }
}

struct widths {
    int key;
    int column[COLUMNS];
};

static struct widths widths_for(const struct tally *tally, const char *by)
{
    struct widths widths = {.key = at_least(utf8_columns("total"), by)};
    struct cells total = cells_of(&tally->total);
    for (int c = 0; c < COLUMNS; c++) {
        widths.column[c] = at_least(utf8_columns(headings[c]), total.text[c]);
    }
    for (size_t i = 0; i < tally->count; i++) {
        widths.key = at_least(widths.key, key_text(&tally->rows[i]));
        // no row is wider than the total: every column is a sum
    }
    return widths;
}

static void add_line(struct str *out, const struct widths *widths, const char *key,
                     const char *(*cell)(const void *from, int column), const void *from)
{
    str_add(out, key);
    pad(out, widths->key - utf8_columns(key));
    for (int c = 0; c < COLUMNS; c++) {
        const char *text = cell(from, c);
        pad(out, 2 + widths->column[c] - utf8_columns(text));
        str_add(out, text);
    }
    str_add(out, "\n");
}

static const char *heading_at(const void *from, int column)
{
    (void)from;
    return headings[column];
}

static const char *cell_at(const void *from, int column)
{
    const struct cells *cells = from;
    return cells->text[column];
}

static void add_notes(const struct tally *tally, struct str *out)
{
    const struct tally_row *total = &tally->total;
    str_add(out, "\nA play is an item that went on; full: seen for its planned time, less 0.5 s;"
                 " cut: the power went.\ntime?: the clock was not known to be right. A play belongs"
                 " to the hour of its start.\n");
    if (total->plays > 0 && total->display_unknown > 0) {
        str_addf(out, "Whether the display was on is unknown for %lld %% of the plays.\n",
                 (long long)((total->display_unknown * 100 + total->plays / 2) / total->plays));
    }
    if (total->dark > 0) {
        str_addf(out,
                 tally->wish.counts_off
                     ? "Counted as wished, though no display showed them: %lld.\n"
                     : "Not counted: %lld with the display off (--display-off counts them).\n",
                 (long long)total->dark);
    }
}

void print_table(const struct tally *tally, struct str *out)
{
    if (tally->count == 0) {
        bool is_limited = tally->wish.from.us != INT64_MIN || tally->wish.to.us != INT64_MAX;
        str_add(out, is_limited
                         ? "No plays in this range.\n"
                         : "No plays yet: they appear here as soon as something is shown.\n");
        return;
    }
    const char *by = report_by_name(tally->wish.by);
    struct widths widths = widths_for(tally, by);
    add_line(out, &widths, by, heading_at, NULL);
    for (size_t i = 0; i < tally->count; i++) {
        struct cells cells = cells_of(&tally->rows[i]);
        add_line(out, &widths, key_text(&tally->rows[i]), cell_at, &cells);
    }
    struct cells total = cells_of(&tally->total);
    add_line(out, &widths, "total", cell_at, &total);
    add_notes(tally, out);
}
