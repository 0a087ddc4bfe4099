// A forecast for a terminal.
#include "cmd/forecast_print.h"

#include "agenda/grid.h"
#include "agenda/words.h"
#include "base/civil.h"

#include <math.h>

static const char *const weekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                       "Thursday", "Friday", "Saturday"};

static void add_cells(struct grid *grid, const char *const cells[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        grid_add(grid, cells[i]);
    }
}
#define ADD_HEADINGS(grid, cells) add_cells(grid, cells, sizeof(cells) / sizeof(cells)[0])

static void add_date(struct str *out, int64_t day)
{
    struct civil date = civil_of_day(day);
    str_addf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void add_length(struct str *out, double s)
{
    words_length(out, (int64_t)llround(s * (double)CLOCK_SECOND_US));
}

// --- what it is about --------------------------------------------------------------------------

static void print_days(const struct forecast_sheet *sheet, struct str *out)
{
    int days = sheet->forecast->days;
    str_add(out, "on ");
    add_date(out, sheet->first_day);
    if (days == 1) {
        str_addf(out, " (%s)\n", weekdays[civil_of_day(sheet->first_day).weekday]);
        return;
    }
    str_add(out, " to ");
    add_date(out, sheet->first_day + days - 1);
    str_addf(out, " (%d days)\n", days);
}

static void print_audience(const struct forecast *forecast, struct str *out)
{
    static const char *const known[] = {[GRADE_COUNTED] = "counted, and checked against a tally",
                                        [GRADE_SURVEYED] = "from a tally survey",
                                        [GRADE_CONFIGURED] = "somebody's estimate"};
    const struct audience *audience = forecast->audience;
    figure_print(out, forecast->arrivals);
    str_add(out, " people come past and stay ");
    add_length(out, dwell_mean_s(&audience->dwell));
    str_addf(out, " on average; grade %s, %s", audience_grade_letter(audience->grade),
             known[audience->grade]);
    str_addf(out, audience->source[0] != '\0' ? ": %s\n" : "\n", audience->source);
}

static void print_heading(const struct forecast_sheet *sheet, struct str *out)
{
    const struct forecast *forecast = sheet->forecast;
    if (sheet->other != NULL) {
        str_addf(out, "A  %s\nB  %s\n", forecast->playlist->path, sheet->other->playlist->path);
    } else {
        str_addf(out, "%s ", forecast->playlist->path);
    }
    print_days(sheet, out);
    if (sheet->point != NULL) {
        str_addf(out, "%s%s", sheet->point, forecast->audience != NULL ? ": " : "\n");
    }
    if (forecast->audience != NULL) {
        print_audience(forecast, out);
    }
    str_add(out, "\n");
}

// --- one playlist ------------------------------------------------------------------------------

static void add_figure(struct grid *grid, double value)
{
    struct str text = {0};
    figure_print(&text, value);
    grid_take(grid, &text);
}

static void add_interval(struct grid *grid, struct interval interval)
{
    struct str text = {0};
    figure_print(&text, interval.lo);
    str_add(&text, "–");
    figure_print(&text, interval.hi);
    grid_take(grid, &text);
}

static void add_frequency(struct grid *grid, const struct forecast_row *row)
{
    if (row->visits.count > 0) {
        grid_addf(grid, "%.1f", forecast_frequency(row));
    } else {
        grid_add(grid, "");
    }
}

static void add_row(struct grid *grid, const struct forecast *forecast, const char *name,
                    const struct forecast_row *row)
{
    struct str text = {0};
    grid_add(grid, name);
    grid_addf(grid, "%lld", (long long)row->plays);
    grid_addf(grid, "%lld", (long long)row->full_plays);
    add_length(&text, row->shown_s);
    grid_take(grid, &text);
    if (forecast->audience != NULL) {
        add_figure(grid, row->impressions.count);
        add_interval(grid, forecast_impressions(forecast, row));
        add_figure(grid, row->visits.count);
        add_interval(grid, forecast_visits(forecast, row));
        add_frequency(grid, row);
    }
}

static const char *name_of(const struct forecast_row *row)
{
    return row->key != NULL ? row->key : "(none)";
}

static void print_rows(const struct forecast *forecast, const char *what,
                       const struct forecast_rows *rows, struct str *out)
{
    bool has_reach = forecast->audience != NULL;
    struct grid grid = {.aligns = has_reach ? "lrrrrrrrr" : "lrrr"};
    static const char *const headings[] = {"plays", "full",     "time", "曝光人次",
                                           "95 %",  "触达人次", "95 %", "人均频次"};
    grid_add(&grid, what);
    add_cells(&grid, headings, has_reach ? sizeof headings / sizeof headings[0] : 3);
    for (size_t i = 0; i < rows->count; i++) {
        add_row(&grid, forecast, name_of(&rows->rows[i]), &rows->rows[i]);
    }
    add_row(&grid, forecast, "total", &forecast->total);
    grid_print(&grid, "", out);
    str_add(out, "\n");
}

// Whether it is worth a table: somebody says something.
static bool says_something(const struct forecast_rows *rows)
{
    return rows->count > 1 || (rows->count == 1 && rows->rows[0].key != NULL);
}

// --- two playlists -----------------------------------------------------------------------------

// "+1,200 (+12 %)"; "0" where it is less than one.
static void add_difference(struct grid *grid, double before, double after)
{
    struct str text = {0};
    double more = after - before;
    if (fabs(more) < 1) {
        str_add(&text, "0");
    } else {
        str_add(&text, more > 0 ? "+" : "−");
        figure_print(&text, fabs(more));
        if (before >= 1) {
            str_addf(&text, " (%s%.0f %%)", more > 0 ? "+" : "−", fabs(100 * more / before));
        }
    }
    grid_take(grid, &text);
}

static void add_both(struct grid *grid, const char *name, const struct forecast_row *before,
                     const struct forecast_row *after, bool has_reach)
{
    grid_add(grid, name);
    grid_addf(grid, "%lld", (long long)before->plays);
    grid_addf(grid, "%lld", (long long)after->plays);
    if (!has_reach) {
        return;
    }
    add_figure(grid, before->impressions.count);
    add_figure(grid, after->impressions.count);
    add_difference(grid, before->impressions.count, after->impressions.count);
    add_figure(grid, before->visits.count);
    add_figure(grid, after->visits.count);
    add_difference(grid, before->visits.count, after->visits.count);
    add_frequency(grid, before);
    add_frequency(grid, after);
}

static void print_both(const struct forecast_sheet *sheet, const char *what,
                       const struct forecast_rows *before, const struct forecast_rows *after,
                       struct str *out)
{
    static const struct forecast_row nothing;
    static const char *const headings[] = {"plays A",    "B", "曝光人次 A", "B",          "B−A",
                                           "触达人次 A", "B", "B−A",        "人均频次 A", "B"};
    bool has_reach = sheet->forecast->audience != NULL;
    struct grid grid = {.aligns = has_reach ? "lrrrrrrrrrr" : "lrr"};
    grid_add(&grid, what);
    add_cells(&grid, headings, has_reach ? sizeof headings / sizeof headings[0] : 2);
    for (size_t i = 0; i < before->count; i++) {
        const struct forecast_row *row = forecast_find(after, before->rows[i].key);
        add_both(&grid, name_of(&before->rows[i]), &before->rows[i], row != NULL ? row : &nothing,
                 has_reach);
    }
    for (size_t i = 0; i < after->count; i++) {
        if (forecast_find(before, after->rows[i].key) == NULL) {
            add_both(&grid, name_of(&after->rows[i]), &nothing, &after->rows[i], has_reach);
        }
    }
    add_both(&grid, "total", &sheet->forecast->total, &sheet->other->total, has_reach);
    grid_print(&grid, "", out);
    str_add(out, "\n");
}

static void print_tables(const struct forecast_sheet *sheet, struct str *out)
{
    const struct forecast *a = sheet->forecast;
    const struct forecast *b = sheet->other;
    if (b != NULL) {
        print_both(sheet, "item", &a->items, &b->items, out);
        if (says_something(&a->topics) || says_something(&b->topics)) {
            print_both(sheet, "topic", &a->topics, &b->topics, out);
        }
        if (says_something(&a->audiences) || says_something(&b->audiences)) {
            print_both(sheet, "audience", &a->audiences, &b->audiences, out);
        }
        return;
    }
    print_rows(a, "item", &a->items, out);
    if (says_something(&a->topics)) {
        print_rows(a, "topic", &a->topics, out);
    }
    if (says_something(&a->audiences)) {
        print_rows(a, "audience", &a->audiences, out);
    }
}

// --- notes -------------------------------------------------------------------------------------

static void print_persons(const struct forecast *forecast, const char *which, struct str *out)
{
    double persons = forecast_persons(forecast, forecast->total.visits.count);
    if (persons <= 0) {
        return;
    }
    struct interval visits = forecast_visits(forecast, &forecast->total);
    str_addf(out, "触达人数%s: about ", which);
    figure_print(out, persons);
    str_add(out, " of ");
    figure_print(out, forecast->audience->population);
    str_add(out, " people (95 %: ");
    figure_print(out, forecast_persons(forecast, visits.lo));
    str_add(out, "–");
    figure_print(out, forecast_persons(forecast, visits.hi));
    str_add(out, ").\n");
}

static void print_noticed(const struct forecast *forecast, const char *which, struct str *out)
{
    if (forecast->audience != NULL && forecast->audience->notice > 0) {
        str_addf(out, "触达人次%s: about ", which);
        figure_print(out, forecast->total.noticed);
        str_addf(out, " notice at least one play (surveyed: %.3g %% of those who can).\n",
                 100 * forecast->audience->notice);
    }
}

static void print_unplayed(const struct forecast *forecast, const char *which, struct str *out)
{
    size_t missing = 0;
    for (size_t i = 0; i < forecast->playlist->item_count; i++) {
        const struct item *item = &forecast->playlist->items[i];
        if (item->kind == ITEM_CLOCK || forecast_find(&forecast->items, item->id) != NULL) {
            continue; // clocks play, and are no outreach
        }
        if (missing++ == 0) {
            str_addf(out, "Do not play in this time%s: %s", which, item->id);
        } else {
            str_addf(out, ", %s", item->id);
        }
    }
    if (missing > 0) {
        str_add(out, " (xiaolaba plan says why).\n");
    }
}

static void print_meaning(const struct forecast_sheet *sheet, struct str *out)
{
    double full_s = sheet->forecast->audience->full_s;
    str_add(out, "曝光人次: opportunities to see a play for a second or more.\n"
                 "触达人次: visits in which at least one play is seen in full");
    if (full_s > 0) {
        str_addf(out, ", or for %.3g s", full_s);
    }
    str_add(out, "; 人均频次: how many, on average.\n"
                 "A visit that sees several items is one visit of the total: rows do not add up"
                 " (去重).\n"
                 "A modelled opportunity to see: nobody was measured, and nothing is said of who"
                 " looks or learns.\n");
    if (sheet->other != NULL) {
        str_add(out, "The same people come past both: the difference in percent is known better"
                     " than either figure.\n");
    }
    str_add(out, "More: man 7 xiaolaba-reach\n");
}

static void print_notes(const struct forecast *forecast, const char *which, struct str *out)
{
    print_noticed(forecast, which, out);
    print_persons(forecast, which, out);
    print_unplayed(forecast, which, out);
}

void forecast_print_table(const struct forecast_sheet *sheet, struct str *out)
{
    struct str notes = {0};
    print_heading(sheet, out);
    print_tables(sheet, out);
    print_notes(sheet->forecast, sheet->other != NULL ? ", A" : "", &notes);
    if (sheet->other != NULL) {
        print_notes(sheet->other, ", B", &notes);
    }
    str_addf(out, "%s%s", str_text(&notes), notes.length > 0 ? "\n" : "");
    str_fini(&notes);
    if (sheet->forecast->audience != NULL) {
        print_meaning(sheet, out);
    }
}
