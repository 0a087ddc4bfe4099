// What staff entered: a block of its own.
#include "report/page_parts.h"

#include <string.h>

enum { ENTRIES_AT_ONCE = 8 }; // the sums above are what is read

static enum word kind_word(enum outreach_manual_kind kind)
{
    static const enum word words[MANUAL_KINDS] = {
        [MANUAL_LEAFLETS] = WORD_LEAFLETS,     [MANUAL_INSTALLS] = WORD_INSTALLS,
        [MANUAL_TALKS] = WORD_TALKS,           [MANUAL_ATTENDEES] = WORD_ATTENDEES,
        [MANUAL_BROADCASTS] = WORD_BROADCASTS,
    };
    return words[kind];
}

static enum word unit_word(enum outreach_manual_kind kind)
{
    static const enum word words[MANUAL_KINDS] = {
        [MANUAL_LEAFLETS] = WORD_LEAFLETS_UNIT,     [MANUAL_INSTALLS] = WORD_INSTALLS_UNIT,
        [MANUAL_TALKS] = WORD_TALKS_UNIT,           [MANUAL_ATTENDEES] = WORD_ATTENDEES_UNIT,
        [MANUAL_BROADCASTS] = WORD_BROADCASTS_UNIT,
    };
    return words[kind];
}

static void add_sum(const struct page *page, enum outreach_manual_kind kind)
{
    const struct outreach *facts = page->facts;
    struct str *out = page->out;
    int64_t sum = 0;
    int64_t entries = 0;
    page_number text;
    for (size_t i = 0; i < facts->manual_count; i++) {
        if (facts->manual[i].kind == kind) {
            sum += facts->manual[i].count;
            entries++;
        }
    }
    if (entries == 0) {
        return;
    }
    str_add(out, "<div><dt>");
    page_word(page, kind_word(kind));
    str_add(out, "</dt><dd>");
    str_add(out, page_count(text, sum));
    str_add(out, "<i>");
    page_word(page, unit_word(kind));
    str_add(out, "</i></dd><dd class=\"below\">");
    page_say(page, WORD_ENTRIES, (const char *const[]){page_count(text, entries)});
    str_add(out, "</dd></div>");
}

static void add_head(const struct page *page)
{
    page_column(page, WORD_WHAT, "l");
    page_column(page, WORD_COUNT, "");
    page_column(page, WORD_POINT, "l");
    page_column(page, WORD_BY, "l");
    page_column(page, WORD_NOTE, "l");
}

// The name of the screen where it is known, else what was entered.
static const char *point_name(const struct outreach *facts, const char *id)
{
    for (size_t i = 0; i < facts->point_count; i++) {
        if (strcmp(facts->points[i].id, id) == 0 && facts->points[i].name[0] != '\0') {
            return facts->points[i].name;
        }
    }
    return id;
}

static void add_entry(struct page_table *table, const struct outreach_manual *entry)
{
    const struct page *page = table->page;
    page_number text;
    page_row_begin(table, page_short_date(text, entry->day), "");
    page_cell(page, word_text(kind_word(entry->kind), page->language), "l");
    page_cell(page, page_count(text, entry->count), "");
    page_cell(page, point_name(page->facts, entry->point), "l");
    page_cell(page, entry->by, "l");
    str_add(page->out, "<td class=\"l w\">");
    html_text(page->out, entry->note);
    if (entry->is_correction) {
        str_add(page->out, " <em>");
        page_word(page, WORD_CORRECTION);
        str_add(page->out, "</em>");
    }
    str_add(page->out, "</td>");
    page_row_end(table);
}

void page_manual(const struct page *page)
{
    const struct outreach *facts = page->facts;
    struct str *out = page->out;
    str_add(out, "<section class=\"manual\"><h2>");
    page_word(page, WORD_MANUAL);
    str_add(out, "</h2>\n");
    if (facts->manual_count == 0) {
        str_add(out, "<p class=\"note\">");
        page_word(page, WORD_MANUAL_NONE);
        str_add(out, "</p></section>\n");
        return;
    }
    str_add(out, "<dl class=\"counts\">");
    for (int kind = 0; kind < MANUAL_KINDS; kind++) {
        add_sum(page, (enum outreach_manual_kind)kind);
    }
    str_add(out, "</dl><p class=\"note\">");
    page_word(page, WORD_MANUAL_NOTE);
    str_add(out, "</p>\n");
    struct page_table table = {.page = page,
                               .caption = WORD_MANUAL_LIST,
                               .first = WORD_DAY,
                               .head = add_head,
                               .at_once = ENTRIES_AT_ONCE,
                               .rows = facts->manual_count};
    page_table_begin(&table);
    for (size_t i = 0; i < facts->manual_count; i++) {
        add_entry(&table, &facts->manual[i]);
    }
    page_table_end(&table);
    str_add(out, "</section>\n");
}
