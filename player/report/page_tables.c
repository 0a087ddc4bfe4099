// Who played what, and whom it reached: by district and screen, by kind of venue, type of fraud,
// audience and item.
#include "report/page_parts.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define HOUR_MS 3600000.0

// --- one row -----------------------------------------------------------------------------------

static void add_head(const struct page *page)
{
    page_column(page, WORD_PLAYS, "");
    page_column(page, WORD_FULL_PLAYS, "");
    page_column(page, WORD_HOURS, "");
    if (page->facts->reach.has_model) {
        page_column(page, WORD_IMPRESSIONS, "e");
        page_column(page, WORD_VISITS, "");
        page_column(page, WORD_INTERVAL, "");
        page_column(page, WORD_PERSONS, "");
        page_column(page, WORD_GRADE, "c");
    }
}

static void add_figure(const struct page *page, double value, bool is_known, const char *classes)
{
    page_number text;
    page_cell(page, is_known ? page_figure(text, value) : "–", classes);
}

static void add_reach(const struct page *page, const struct outreach_reach *reach)
{
    page_number lo;
    page_number hi;
    add_figure(page, reach->impressions, reach->has_model, "e");
    add_figure(page, reach->visits, reach->has_model, "");
    str_add(page->out, "<td class=\"s\">");
    if (reach->has_model) {
        html_text(page->out, page_figure(lo, reach->visits_lo));
        str_add(page->out, page->language == REPORT_CHINESE ? "～" : "–");
        html_text(page->out, page_figure(hi, reach->visits_hi));
    } else {
        str_add(page->out, "–");
    }
    str_add(page->out, "</td>");
    add_figure(page, reach->persons, reach->has_model && reach->persons > 0, "");
    page_cell(page, reach->has_model ? audience_grade_letter(reach->grade) : "–", "c");
}

static void add_numbers(const struct page *page, const struct outreach_plays *plays,
                        const struct outreach_reach *reach)
{
    page_number text;
    page_cell(page, page_count(text, plays->plays), "");
    page_cell(page, page_count(text, plays->full_plays), "");
    page_cell(page, page_hours(text, (double)plays->visible_ms / HOUR_MS), "");
    if (page->facts->reach.has_model) {
        add_reach(page, reach);
    }
}

// --- flat tables -------------------------------------------------------------------------------

static const struct flat {
    enum outreach_table table;
    enum word title, first;
} flats[] = {
    {OUTREACH_VENUE, WORD_BY_VENUE, WORD_VENUE},
    {OUTREACH_TOPIC, WORD_BY_TOPIC, WORD_TOPIC},
    {OUTREACH_AUDIENCE, WORD_BY_AUDIENCE, WORD_AUDIENCE},
    {OUTREACH_ITEM, WORD_BY_ITEM, WORD_ITEM},
};

static void begin(const struct page *page, enum word title)
{
    str_add(page->out, "<section class=\"rows\"><h2>");
    page_word(page, title);
    str_add(page->out, "</h2>\n");
}

static void end(const struct page *page)
{
    if (page->facts->reach.has_model) {
        str_add(page->out, "<p class=\"note\">");
        page_word(page, WORD_NOT_ADDING);
        str_add(page->out, "</p>");
    }
    str_add(page->out, "</section>\n");
}

static void add_flat(const struct page *page, const struct flat *flat)
{
    const struct outreach_rows *rows = &page->facts->tables[flat->table];
    if (rows->count == 0) {
        return;
    }
    begin(page, flat->title);
    struct page_table table = {.page = page,
                               .caption =
                                   page->facts->reach.has_model ? WORD_DEDUPED : WORD_FACTS_SOURCE,
                               .first = flat->first,
                               .head = add_head,
                               .rows = rows->count};
    page_table_begin(&table);
    for (size_t i = 0; i < rows->count; i++) {
        const struct outreach_row *row = &rows->rows[i];
        bool is_said = row->label[0] != '\0';
        page_row_begin(&table, is_said ? row->label : word_text(WORD_NOT_SAID, page->language),
                       is_said ? "" : "off");
        add_numbers(page, &row->plays, &row->reach);
        page_row_end(&table);
    }
    page_table_end(&table);
    end(page);
}

// --- the tree of districts and screens -----------------------------------------------------------

// Screens in order of district, and their rows in order of id.
struct tree {
    const struct page *page;
    struct page_table table;
    const struct outreach_row **rows; // of screens, in order of key
    size_t row_count;
};

static int rows_by_key(const void *a, const void *b)
{
    const struct outreach_row *const *left = a;
    const struct outreach_row *const *right = b;
    return strcmp((*left)->key, (*right)->key);
}

static int id_and_row(const void *id, const void *row)
{
    const struct outreach_row *const *right = row;
    return strcmp(id, (*right)->key);
}

static void add_point(struct tree *self, const struct outreach_point *point, int depth)
{
    const struct outreach_row **found =
        bsearch(point->id, self->rows, self->row_count, sizeof *self->rows, id_and_row);
    char classes[16] = "";
    static const char *const depths[] = {"p d1", "p d2", "p d3", "p d4"};
    const char *place = depths[depth < 3 ? depth : 3];
    bool is_silent = !point->is_reporting || found == NULL;
    strcpy(classes, place);
    strcat(classes, is_silent ? " off" : "");
    page_row_begin(&self->table, point->name[0] != '\0' ? point->name : point->id, classes);
    if (is_silent) {
        str_addf(self->page->out, "<td class=\"l\" colspan=\"%d\">",
                 self->page->facts->reach.has_model ? 8 : 3);
        page_word(self->page, WORD_NOT_REPORTING);
        str_add(self->page->out, "</td>");
    } else {
        add_numbers(self->page, &(*found)->plays, &(*found)->reach);
    }
    page_row_end(&self->table);
}

static void add_points_of(struct tree *self, const char *district, int depth)
{
    const struct outreach *facts = self->page->facts;
    for (size_t i = 0; i < facts->point_count; i++) {
        if (strcmp(facts->points[i].district, district) == 0) {
            add_point(self, &facts->points[i], depth);
        }
    }
}

static void add_district(struct tree *self, const struct outreach_row *row)
{
    static const char *const depths[] = {"d0", "d1", "d2", "d3"};
    bool is_said = row->label[0] != '\0';
    page_row_begin(&self->table,
                   is_said ? row->label : word_text(WORD_NOT_SAID, self->page->language),
                   depths[row->depth < 3 ? row->depth : 3]);
    add_numbers(self->page, &row->plays, &row->reach);
    page_row_end(&self->table);
    add_points_of(self, row->key, row->depth);
}

static bool has_row(const struct outreach_rows *districts, const char *district)
{
    for (size_t i = 0; i < districts->count; i++) {
        if (strcmp(districts->rows[i].key, district) == 0) {
            return true;
        }
    }
    return false;
}

static void add_tree(const struct page *page)
{
    const struct outreach *facts = page->facts;
    const struct outreach_rows *districts = &facts->tables[OUTREACH_DISTRICT];
    const struct outreach_rows *points = &facts->tables[OUTREACH_POINT];
    struct tree self = {
        .page = page,
        .table = {.page = page,
                  .caption = facts->reach.has_model ? WORD_DEDUPED : WORD_FACTS_SOURCE,
                  .first = WORD_DISTRICT,
                  .head = add_head,
                  .rows = districts->count + facts->point_count},
        .rows = mem_zeroed(points->count + 1, sizeof(struct outreach_row *)),
        .row_count = points->count};
    for (size_t i = 0; i < points->count; i++) {
        self.rows[i] = &points->rows[i];
    }
    qsort(self.rows, self.row_count, sizeof *self.rows, rows_by_key);
    begin(page, WORD_BY_DISTRICT);
    page_table_begin(&self.table);
    for (size_t i = 0; i < districts->count; i++) {
        add_district(&self, &districts->rows[i]);
    }
    for (size_t i = 0; i < facts->point_count; i++) { // of districts where nothing was played
        if (!has_row(districts, facts->points[i].district)) {
            add_point(&self, &facts->points[i], 0);
        }
    }
    page_table_end(&self.table);
    end(page);
    free(self.rows);
}

void page_tables(const struct page *page)
{
    if (page->facts->tables[OUTREACH_DISTRICT].count > 0 || page->facts->point_count > 0) {
        add_tree(page);
    }
    for (size_t i = 0; i < sizeof flats / sizeof flats[0]; i++) {
        add_flat(page, &flats[i]);
    }
}
