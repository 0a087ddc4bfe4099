// What a reader must know of the figures: what was not counted, what they mean, and what the
// report was made of.
#include "report/page_parts.h"

#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NOTICES_AT_ONCE = 20, // their numbers stand above
    CHAINS_AT_ONCE = 12,  // more are an appendix
};

static void begin(const struct page *page, enum word title)
{
    str_add(page->out, "<section><h2>");
    page_word(page, title);
    str_add(page->out, "</h2>\n");
}

// --- quality -----------------------------------------------------------------------------------

static void add_quality_head(const struct page *page)
{
    page_column(page, WORD_PLAYS, "");
    page_column(page, WORD_SHARE, "");
    page_column(page, WORD_TREATMENT, "l");
}

static void add_quality(const struct page *page)
{
    const struct outreach_plays *plays = &page->facts->plays;
    int64_t all = plays->plays + plays->untrusted + plays->display_off;
    const struct {
        enum word name, note;
        int64_t count, whole;
    } rows[] = {
        {WORD_UNTRUSTED, WORD_UNTRUSTED_NOTE, plays->untrusted, all},
        {WORD_DISPLAY_UNKNOWN, WORD_DISPLAY_UNKNOWN_NOTE, plays->display_unknown, plays->plays},
        {WORD_DISPLAY_OFF, WORD_DISPLAY_OFF_NOTE, plays->display_off, all},
        {WORD_FAILED, WORD_FAILED_NOTE, plays->failed, all},
        {WORD_SKIPPED, WORD_SKIPPED_NOTE, plays->skipped, plays->plays},
        {WORD_CUT, WORD_CUT_NOTE, plays->cut, plays->plays},
    };
    size_t count = sizeof rows / sizeof rows[0];
    struct page_table table = {.page = page,
                               .caption = WORD_QUALITY_CAPTION,
                               .first = WORD_WHAT,
                               .head = add_quality_head,
                               .rows = count};
    page_table_begin(&table);
    for (size_t i = 0; i < count; i++) {
        page_number text;
        page_row_begin(&table, word_text(rows[i].name, page->language), "");
        page_cell(page, page_count(text, rows[i].count), "");
        page_share(text, rows[i].count, rows[i].whole);
        page_cell(page, rows[i].whole > 0 ? strcat(text, "%") : text, "");
        page_cell(page, word_text(rows[i].note, page->language), "l w");
        page_row_end(&table);
    }
    page_table_end(&table);
}

static enum word notice_word(enum outreach_notice kind)
{
    switch (kind) {
    case OUTREACH_GAP:
        return WORD_GAP;
    case OUTREACH_FAULT:
        return WORD_FAULT;
    case OUTREACH_CLOCK:
        return WORD_CLOCK;
    }
    return WORD_FAULT;
}

// "3 min": in the unit in which it is a number of one to three digits, or many days.
static void say_length(const struct page *page, int64_t us, struct str *out)
{
    static const struct {
        int64_t seconds;
        enum word word;
    } units[] = {{86400, WORD_DAYS_LONG}, {3600, WORD_HOURS_LONG}, {60, WORD_MINUTES}};
    int64_t seconds = (us < 0 ? -us : us) / CLOCK_SECOND_US;
    page_number text;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (seconds >= 2 * units[i].seconds) {
            word_fill(out, word_text(units[i].word, page->language),
                      (const char *const[]){page_count(text, seconds / units[i].seconds)});
            return;
        }
    }
    snprintf(text, sizeof text, "%.1f", fabs((double)us) / CLOCK_SECOND_US);
    word_fill(out, word_text(WORD_SECONDS, page->language), (const char *const[]){text});
}

static void say_clock(const struct page *page, int64_t us, struct str *out)
{
    struct str length = {0};
    enum word word = us > 0 ? WORD_CLOCK_FORWARD : us < 0 ? WORD_CLOCK_BACK : WORD_CLOCK_KNOWN;
    say_length(page, us, &length);
    word_fill(out, word_text(word, page->language), (const char *const[]){str_text(&length)});
    str_fini(&length);
}

static void add_notice_text(const struct page *page, const struct outreach_event *event)
{
    struct str text = {0};
    page_number count;
    if (event->kind == OUTREACH_GAP) {
        word_fill(&text, word_text(WORD_GAP_OF, page->language),
                  (const char *const[]){page_count(count, event->value)});
    } else if (event->kind == OUTREACH_CLOCK) {
        say_clock(page, event->value, &text);
    }
    if (text.length > 0 && event->text[0] != '\0') {
        str_add(&text, " · ");
    }
    str_add(&text, event->text);
    page_cell(page, str_text(&text), "l w");
    str_fini(&text);
}

static void add_notices_head(const struct page *page)
{
    page_column(page, WORD_POINT, "l");
    page_column(page, WORD_KIND, "l");
    page_column(page, WORD_DETAIL, "l");
}

static void add_notice(struct page_table *table, const struct outreach_event *event)
{
    const struct page *page = table->page;
    const struct outreach_point *point = &page->facts->points[event->point];
    page_number date;
    page_row_begin(table, page_short_date(date, event->day), "");
    page_cell(page, point->name[0] != '\0' ? point->name : point->id, "l");
    page_cell(page, word_text(notice_word(event->kind), page->language), "l");
    add_notice_text(page, event);
    page_row_end(table);
}

static void add_notices(const struct page *page)
{
    const struct outreach *facts = page->facts;
    int64_t counts[OUTREACH_CLOCK + 1] = {0};
    page_number gaps;
    page_number faults;
    page_number clocks;
    for (size_t i = 0; i < facts->event_count; i++) {
        counts[facts->events[i].kind]++;
    }
    str_add(page->out, "<p class=\"list\">");
    page_say(page, WORD_NOTICES_CAPTION,
             (const char *const[]){page_count(gaps, counts[OUTREACH_GAP]),
                                   page_count(faults, counts[OUTREACH_FAULT]),
                                   page_count(clocks, counts[OUTREACH_CLOCK])});
    str_add(page->out, "</p>\n");
    if (facts->event_count == 0) {
        return;
    }
    struct page_table table = {.page = page,
                               .caption = WORD_NOTICES,
                               .first = WORD_DAY,
                               .head = add_notices_head,
                               .at_once = NOTICES_AT_ONCE,
                               .rows = facts->event_count};
    page_table_begin(&table);
    for (int kind = OUTREACH_GAP; kind <= OUTREACH_CLOCK; kind++) { // what weighs most first
        for (size_t i = 0; i < facts->event_count; i++) {
            if ((int)facts->events[i].kind == kind) {
                add_notice(&table, &facts->events[i]);
            }
        }
    }
    page_table_end(&table);
}

void page_quality(const struct page *page)
{
    begin(page, WORD_QUALITY);
    add_quality(page);
    add_notices(page);
    str_add(page->out, "</section>\n");
}

// --- where arrivals are known from ---------------------------------------------------------------

struct origin {
    const struct audience *audience; // NULL: nobody says
    size_t points;
};

static bool is_same(const struct audience *a, const struct audience *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return a->grade == b->grade && strcmp(a->source, b->source) == 0;
}

static void add_origins_head(const struct page *page)
{
    page_column(page, WORD_GRADE, "c");
    page_column(page, WORD_POINTS, "");
}

static void add_origins(const struct page *page)
{
    const struct outreach *facts = page->facts;
    struct origin *origins = mem_zeroed(facts->point_count + 1, sizeof *origins);
    size_t count = 0;
    for (size_t i = 0; i < facts->point_count; i++) {
        const struct audience *audience = &facts->points[i].audience;
        audience = audience_is_known(audience) ? audience : NULL;
        size_t at = 0;
        while (at < count && !is_same(origins[at].audience, audience)) {
            at++;
        }
        count += at == count;
        origins[at].audience = audience;
        origins[at].points++;
    }
    struct page_table table = {.page = page,
                               .caption = WORD_AUDIENCES,
                               .first = WORD_SOURCE,
                               .head = add_origins_head,
                               .rows = count};
    page_table_begin(&table);
    for (size_t i = 0; i < count; i++) {
        const struct audience *audience = origins[i].audience;
        const char *source = audience == NULL ? word_text(WORD_AUDIENCES_NONE, page->language)
                             : audience->source[0] != '\0'
                                 ? audience->source
                                 : word_text(WORD_NOT_SAID, page->language);
        page_number text;
        page_row_begin(&table, source, audience == NULL ? "off" : "");
        page_cell(page, audience != NULL ? audience_grade_letter(audience->grade) : "–", "c");
        page_cell(page, page_count(text, (int64_t)origins[i].points), "");
        page_row_end(&table);
    }
    page_table_end(&table);
    free(origins);
}

// --- definitions ---------------------------------------------------------------------------------

static const struct definition {
    enum word name, text;
} definitions[] = {
    {WORD_DEF_PLAY, WORD_DEF_PLAY_TEXT},       {WORD_IMPRESSIONS, WORD_DEF_IMPRESSIONS_TEXT},
    {WORD_VISITS, WORD_DEF_VISITS_TEXT},       {WORD_FIGURE_PERSONS, WORD_DEF_PERSONS_TEXT},
    {WORD_INTERVAL, WORD_DEF_INTERVAL_TEXT},   {WORD_GRADE, WORD_DEF_GRADE_TEXT},
    {WORD_DEF_MODEL, WORD_DEF_MODEL_TEXT},     {WORD_DEF_LIMITS, WORD_DEF_LIMITS_TEXT},
    {WORD_DEF_PRIVACY, WORD_DEF_PRIVACY_TEXT},
};

void page_definitions(const struct page *page)
{
    struct str *out = page->out;
    begin(page, WORD_DEFINITIONS);
    str_add(out, "<dl class=\"terms\">\n");
    for (size_t i = 0; i < sizeof definitions / sizeof definitions[0]; i++) {
        str_add(out, "<div><dt>");
        page_word(page, definitions[i].name);
        str_add(out, "</dt><dd>");
        page_say(page, definitions[i].text, (const char *const[]){OUTREACH_METHOD});
        str_add(out, "</dd></div>\n");
    }
    str_add(out, "</dl>\n");
    if (page->facts->point_count > 0) {
        add_origins(page);
    }
    str_add(out, "</section>\n");
}

// --- provenance ----------------------------------------------------------------------------------

static void add_chains_head(const struct page *page)
{
    page_column(page, WORD_LEDGER_ID, "l");
    page_column(page, WORD_RECORDS, "");
    page_column(page, WORD_CHAIN_HEAD, "l");
}

static size_t ledgers(const struct outreach *facts)
{
    size_t count = 0;
    for (size_t i = 0; i < facts->point_count; i++) {
        count += facts->points[i].chain_head[0] != '\0';
    }
    return count;
}

static void add_chains(const struct page *page, size_t count)
{
    const struct outreach *facts = page->facts;
    struct page_table table = {.page = page,
                               .caption = WORD_CHAINS,
                               .first = WORD_POINT,
                               .head = add_chains_head,
                               .rows = count};
    page_table_begin(&table);
    for (size_t i = 0; i < facts->point_count; i++) {
        const struct outreach_point *point = &facts->points[i];
        if (point->chain_head[0] == '\0') {
            continue;
        }
        page_number text;
        page_row_begin(&table, point->name[0] != '\0' ? point->name : point->id, "");
        page_cell(page, point->log_id, "l x");
        snprintf(text, sizeof text, "%lld", (long long)point->chain_length); // for --expect
        page_cell(page, text, "");
        page_cell(page, point->chain_head, "l x");
        page_row_end(&table);
    }
    page_table_end(&table);
}

void page_provenance(const struct page *page)
{
    struct str *out = page->out;
    size_t count = ledgers(page->facts);
    if (page->facts->checkpoint[0] == '\0' && count == 0) {
        return;
    }
    begin(page, WORD_PROVENANCE);
    if (page->facts->checkpoint[0] != '\0') {
        str_add(out, "<p>");
        page_word(page, WORD_CHECKPOINT);
        str_add(out, "</p><p class=\"digest\">");
        html_text(out, page->facts->checkpoint);
        str_add(out, "</p><p class=\"note\">");
        page_word(page, WORD_CHECKPOINT_NOTE);
        str_add(out, "</p>\n");
    }
    if (count > CHAINS_AT_ONCE) {
        page_number text;
        page_fold(page, WORD_CHAINS_COUNT, (const char *const[]){page_count(text, (int64_t)count)});
    }
    if (count > 0) {
        add_chains(page, count);
    }
    str_add(out, count > CHAINS_AT_ONCE ? "</details></section>\n" : "</section>\n");
}
