// Words, numbers and dates as the page writes them.
#include "report/page_parts.h"

#include "base/civil.h"
#include "reach/interval.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void page_word(const struct page *page, enum word word)
{
    html_text(page->out, word_text(word, page->language));
}

void page_say(const struct page *page, enum word word, const char *const values[])
{
    struct str text = {0};
    word_fill(&text, word_text(word, page->language), values);
    html_text(page->out, str_text(&text));
    str_fini(&text);
}

// --- numbers -----------------------------------------------------------------------------------

const char *page_count(page_number out, int64_t count)
{
    char digits[PAGE_NUMBER_BYTES];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)count);
    size_t to = 0;
    for (int i = 0; i < length; i++) {
        bool is_group = (length - i) % 3 == 0 && i > 0 && digits[i - 1] != '-';
        if (is_group) {
            out[to++] = ',';
        }
        out[to++] = digits[i];
    }
    out[to] = '\0';
    return out;
}

const char *page_hours(page_number out, double hours)
{
    if (hours >= 99.95) {
        return page_count(out, llround(hours));
    }
    bool is_little = hours > 0 && hours < 0.05;
    snprintf(out, PAGE_NUMBER_BYTES, "%s%.1f", is_little ? "<" : "", is_little ? 0.1 : hours);
    return out;
}

const char *page_share(page_number out, int64_t part, int64_t whole)
{
    double share = whole > 0 ? 100.0 * (double)part / (double)whole : 0;
    const char *text = whole <= 0                       ? "–"
                       : part > 0 && share < 0.05       ? "<0.1"
                       : part < whole && share >= 99.95 ? ">99.9"
                                                        : NULL;
    if (text != NULL) {
        return strcpy(out, text);
    }
    snprintf(out, PAGE_NUMBER_BYTES, "%.1f", share);
    return out;
}

const char *page_figure(page_number out, double value)
{
    struct str text = {0};
    figure_print(&text, value);
    snprintf(out, PAGE_NUMBER_BYTES, "%s", str_text(&text));
    str_fini(&text);
    return out;
}

// --- dates -------------------------------------------------------------------------------------

const char *page_short_date(page_number out, int64_t day)
{
    struct civil date = civil_of_day(day);
    snprintf(out, PAGE_NUMBER_BYTES, "%02d-%02d", date.month, date.day);
    return out;
}

void page_date(const struct page *page, int64_t day, struct str *out)
{
    const char *format = page->language == REPORT_CHINESE ? "%d" : "%02d";
    struct civil date = civil_of_day(day);
    page_number year;
    page_number month;
    page_number of_month;
    bool is_padded = format[1] == '0';
    snprintf(year, sizeof year, "%d", date.year);
    snprintf(month, sizeof month, is_padded ? "%02d" : "%d", date.month);
    snprintf(of_month, sizeof of_month, is_padded ? "%02d" : "%d", date.day);
    word_fill(out, word_text(WORD_DATE, page->language),
              (const char *const[]){year, month, of_month});
}

void page_period(const struct page *page, struct str *out)
{
    const struct outreach *facts = page->facts;
    if (facts->first_day == facts->last_day) {
        page_date(page, facts->first_day, out);
        return;
    }
    struct str first = {0};
    struct str last = {0};
    page_number days;
    page_date(page, facts->first_day, &first);
    page_date(page, facts->last_day, &last);
    page_count(days, facts->last_day - facts->first_day + 1);
    word_fill(out, word_text(WORD_PERIOD, page->language),
              (const char *const[]){str_text(&first), str_text(&last), days});
    str_fini(&first);
    str_fini(&last);
}

// --- what and where ----------------------------------------------------------------------------

const char *page_title(const struct page *page)
{
    const struct outreach *facts = page->facts;
    const char *title = facts->title;
    const char *usual = outreach_title(facts->first_day, facts->last_day);
    if (title != NULL && strcmp(title, usual) != 0) {
        return title; // somebody's own
    }
    for (enum word word = WORD_TITLE_DAY; word <= WORD_TITLE_PERIOD; word++) {
        if (strcmp(word_text(word, REPORT_CHINESE), usual) == 0) {
            return word_text(word, page->language);
        }
    }
    return usual;
}

// How many bytes of whole levels two paths have in common.
static size_t common_levels(const char *a, const char *b, size_t most)
{
    size_t levels = 0;
    for (size_t i = 0; i <= most; i++) {
        bool ends_a = i == most || a[i] == '\0' || a[i] == '/';
        bool ends_b = b[i] == '\0' || b[i] == '/';
        if (ends_a && ends_b) {
            levels = i;
        }
        if (i == most || a[i] != b[i] || a[i] == '\0') {
            break;
        }
    }
    return levels;
}

void page_place(const struct page *page, struct str *out)
{
    const struct outreach *facts = page->facts;
    const char *place = facts->point_count > 0 ? facts->points[0].district : "";
    size_t length = strlen(place);
    for (size_t i = 1; i < facts->point_count; i++) {
        length = common_levels(place, facts->points[i].district, length);
    }
    for (size_t i = 0; i < length; i++) {
        if (place[i] == '/') {
            str_add(out, " · ");
        } else {
            str_add_bytes(out, &place[i], 1);
        }
    }
}
