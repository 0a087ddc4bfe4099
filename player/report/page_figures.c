// The head of the report: who reported, what was played, whom it reached.
#include "report/page_parts.h"

#include <math.h>
#include <string.h>

#define HOUR_MS 3600000.0

enum { NAMES_SHOWN = 60 }; // screens that did not report; what is more folds away

// --- coverage ----------------------------------------------------------------------------------

static size_t reporting(const struct outreach *facts)
{
    size_t count = 0;
    for (size_t i = 0; i < facts->point_count; i++) {
        count += facts->points[i].is_reporting;
    }
    return count;
}

static void add_name(const struct page *page, const struct outreach_point *point)
{
    struct str *out = page->out;
    page_number date;
    str_add(out, "<li>");
    html_text(out, point->name[0] != '\0' ? point->name : point->id);
    str_add(out, " <small>");
    if (point->name[0] != '\0') {
        html_text(out, point->id);
        str_add(out, " · ");
    }
    if (point->last_day == INT64_MIN) {
        page_word(page, WORD_NEVER_SEEN);
    } else {
        page_say(page, WORD_LAST_SEEN,
                 (const char *const[]){page_short_date(date, point->last_day)});
    }
    str_add(out, "</small></li>\n");
}

static void add_missing(const struct page *page, size_t missing)
{
    const struct outreach *facts = page->facts;
    struct str *out = page->out;
    page_number more;
    size_t row = 0;
    str_add(out, "<h3>");
    page_word(page, WORD_MISSING_POINTS);
    str_add(out, "</h3><ul class=\"names\">\n");
    for (size_t i = 0; i < facts->point_count; i++) {
        if (facts->points[i].is_reporting) {
            continue;
        }
        if (row++ == NAMES_SHOWN) {
            str_add(out, "</ul>");
            page_fold(page, WORD_MORE_ROWS,
                      (const char *const[]){page_count(more, (int64_t)(missing - NAMES_SHOWN))});
            str_add(out, "<ul class=\"names\">\n");
        }
        add_name(page, &facts->points[i]);
    }
    str_add(out, row > NAMES_SHOWN ? "</ul></details>\n" : "</ul>\n");
}

static void add_count(const struct page *page, enum word name, const char *value)
{
    str_add(page->out, "<div><dt>");
    page_word(page, name);
    str_add(page->out, "</dt><dd>");
    html_text(page->out, value);
    str_add(page->out, "</dd></div>");
}

// A bar that says by its length what the numbers beside it say.
static void add_bar(const struct page *page, size_t part, size_t whole)
{
    str_addf(page->out,
             "<svg class=\"bar\" viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" "
             "aria-hidden=\"true\"><rect class=\"rest\" width=\"1000\" height=\"8\"/>"
             "<rect class=\"done\" width=\"%zu\" height=\"8\"/></svg>\n",
             1000 * part / whole);
}

void page_coverage(const struct page *page)
{
    struct str *out = page->out;
    size_t due = page->facts->point_count;
    size_t heard = reporting(page->facts);
    page_number text;
    str_add(out, "<section><h2>");
    page_word(page, WORD_COVERAGE);
    str_add(out, "</h2>\n");
    if (due == 0) {
        str_add(out, "<p>");
        page_word(page, WORD_COVERAGE_NONE);
        str_add(out, "</p></section>\n");
        return;
    }
    str_add(out, "<dl class=\"counts\">");
    add_count(page, WORD_COVERAGE_DUE, page_count(text, (int64_t)due));
    add_count(page, WORD_COVERAGE_REPORTING, page_count(text, (int64_t)heard));
    add_count(page, WORD_COVERAGE_MISSING, page_count(text, (int64_t)(due - heard)));
    page_share(text, (int64_t)heard, (int64_t)due);
    add_count(page, WORD_COVERAGE_SHARE, strcat(text, "%"));
    str_add(out, "</dl>\n");
    add_bar(page, heard, due);
    str_add(out, "<p class=\"note\">");
    page_word(page, heard == due ? WORD_COVERAGE_ALL : WORD_COVERAGE_NOTE);
    str_add(out, "</p>\n");
    if (heard < due) {
        add_missing(page, due - heard);
    }
    str_add(out, "</section>\n");
}

// --- key figures -------------------------------------------------------------------------------

// One figure with a line below it; `lead` and `unit` stand small beside it.
struct figure {
    enum word name;
    const char *lead, *value, *unit;
    struct str below;
    const char *grade; // in a line of its own; NULL: none
};

static void add_figure(const struct page *page, struct figure *figure)
{
    struct str *out = page->out;
    str_add(out, "<div><dt>");
    page_word(page, figure->name);
    str_add(out, "</dt><dd>");
    if (figure->lead[0] != '\0') {
        str_add(out, "<i>");
        html_text(out, figure->lead);
        str_add(out, "</i>");
    }
    str_add(out, "<b>");
    html_text(out, figure->value);
    str_add(out, "</b>");
    if (figure->unit[0] != '\0') {
        str_add(out, "<i>");
        html_text(out, figure->unit);
        str_add(out, "</i>");
    }
    str_add(out,
            figure->grade != NULL ? "</dd><dd class=\"below line\">" : "</dd><dd class=\"below\">");
    html_text(out, str_text(&figure->below));
    str_add(out, "</dd>");
    if (figure->grade != NULL) {
        str_add(out, "<dd class=\"below\">");
        page_say(page, WORD_GRADE_OF, (const char *const[]){figure->grade});
        str_add(out, "</dd>");
    }
    str_add(out, "</div>\n");
    str_fini(&figure->below);
}

static void begin_group(const struct page *page, enum word title, enum word source)
{
    str_add(page->out, "<div class=\"group\"><h3>");
    page_word(page, title);
    str_add(page->out, " <small>");
    page_word(page, source);
    str_add(page->out, "</small></h3><dl class=\"figures\">\n");
}

static void end_group(const struct page *page)
{
    str_add(page->out, "</dl></div>\n");
}

static void add_facts(const struct page *page)
{
    const struct outreach *facts = page->facts;
    const struct outreach_plays *plays = &facts->plays;
    double hours = (double)plays->visible_ms / HOUR_MS;
    size_t heard = reporting(facts);
    double point_days = (double)heard * (double)(facts->last_day - facts->first_day + 1);
    page_number value;
    page_number full;
    page_number share;
    struct figure count = {WORD_PLAYS, "", page_count(value, plays->plays), "", {0}, NULL};
    if (plays->plays > 0) {
        word_fill(&count.below, word_text(WORD_FULL_SHARE, page->language),
                  (const char *const[]){page_count(full, plays->full_plays),
                                        page_share(share, plays->full_plays, plays->plays)});
    }
    begin_group(page, WORD_FACTS, WORD_FACTS_SOURCE);
    add_figure(page, &count);
    struct figure time = {WORD_FIGURE_HOURS,
                          "",
                          page_hours(value, hours),
                          word_text(WORD_UNIT_HOURS, page->language),
                          {0},
                          NULL};
    if (point_days > 0) {
        word_fill(&time.below, word_text(WORD_HOURS_EACH, page->language),
                  (const char *const[]){page_hours(full, hours / point_days)});
    }
    add_figure(page, &time);
    end_group(page);
}

static void say_interval(const struct page *page, double lo, double hi, struct str *out)
{
    page_number from;
    page_number to;
    word_fill(out, word_text(WORD_INTERVAL_OF, page->language),
              (const char *const[]){page_figure(from, lo), page_figure(to, hi)});
}

static void add_estimates(const struct page *page)
{
    const struct outreach_reach *reach = &page->facts->reach;
    const char *about = word_text(WORD_ABOUT, page->language);
    page_number value;
    begin_group(page, WORD_ESTIMATES, WORD_ESTIMATES_SOURCE);
    struct figure impressions = {
        WORD_IMPRESSIONS, about, page_figure(value, reach->impressions), "", {0}, NULL};
    say_interval(page, reach->impressions_lo, reach->impressions_hi, &impressions.below);
    impressions.grade = audience_grade_letter(reach->grade);
    add_figure(page, &impressions);
    struct figure visits = {WORD_VISITS, about, page_figure(value, reach->visits), "", {0}, NULL};
    say_interval(page, reach->visits_lo, reach->visits_hi, &visits.below);
    visits.grade = audience_grade_letter(reach->grade);
    add_figure(page, &visits);
    bool is_known = reach->persons > 0;
    struct figure persons = {WORD_FIGURE_PERSONS,
                             is_known ? about : "",
                             is_known ? page_figure(value, reach->persons) : "–",
                             "",
                             {0},
                             NULL};
    if (is_known) {
        say_interval(page, reach->persons_lo, reach->persons_hi, &persons.below);
        persons.grade = audience_grade_letter(reach->grade);
    } else {
        str_add(&persons.below, word_text(WORD_NO_POPULATION, page->language));
    }
    add_figure(page, &persons);
    end_group(page);
}

static void add_note(const struct page *page, enum word word, const char *value)
{
    str_add(page->out, "<p class=\"note\">");
    page_say(page, word, (const char *const[]){value});
    str_add(page->out, "</p>\n");
}

static void add_no_plays(const struct page *page)
{
    const struct outreach_plays *plays = &page->facts->plays;
    int64_t uncounted = plays->untrusted + plays->display_off;
    page_number count;
    add_note(page, uncounted > 0 ? WORD_NONE_COUNTED : WORD_NO_PLAYS, page_count(count, uncounted));
}

// A district's reach beside its plays would look as if it were of all its screens.
static void add_model_coverage(const struct page *page)
{
    const struct outreach *facts = page->facts;
    size_t known = 0;
    size_t unknown = 0;
    page_number with;
    page_number without;
    for (size_t i = 0; i < facts->point_count; i++) {
        bool is_known = audience_is_known(&facts->points[i].audience);
        known += facts->points[i].is_reporting && is_known;
        unknown += facts->points[i].is_reporting && !is_known;
    }
    if (unknown > 0) {
        str_add(page->out, "<p class=\"note\">");
        page_say(page, WORD_MODEL_OF,
                 (const char *const[]){page_count(with, (int64_t)known),
                                       page_count(without, (int64_t)unknown)});
        str_add(page->out, "</p>\n");
    }
}

void page_figures(const struct page *page)
{
    struct str *out = page->out;
    const struct outreach_reach *reach = &page->facts->reach;
    bool is_estimated = reach->has_model && page->facts->plays.plays > 0;
    str_add(out, "<section class=\"key\"><h2>");
    page_word(page, WORD_FIGURES);
    str_add(out, "</h2>\n");
    str_add(out, is_estimated ? "<div class=\"groups\">\n" : "<div class=\"plain\">\n");
    add_facts(page);
    if (is_estimated) {
        add_estimates(page);
    }
    str_add(out, "</div>\n");
    if (page->facts->plays.plays == 0) {
        add_no_plays(page);
    } else if (!reach->has_model) {
        add_note(page, WORD_NO_MODEL, "");
    } else {
        add_model_coverage(page);
    }
    if (reach->engagements > 0) {
        page_number count;
        add_note(page, WORD_ENGAGEMENTS, page_count(count, llround(reach->engagements)));
    }
    add_note(page, WORD_NEVER_ADDED, "");
    str_add(out, "</section>\n");
}
