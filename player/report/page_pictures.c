// When it was: plays per day and time on screen by hour; and how often a visit met something.
#include "report/page_drawing.h"

#include <math.h>

// --- plays per day -----------------------------------------------------------------------------

enum { BARS_LEFT = 64, BARS_TOP = 12, BARS_HEIGHT = 150, BARS_BELOW = 26 };

struct bars {
    const struct page *page;
    const struct outreach_rows *days;
    size_t fold, count;
    double step, top; // of the scale
    double slot;      // width of a bar with the gap beside it
};

static int64_t bar_plays(const struct bars *self, size_t bar)
{
    int64_t plays = 0;
    for (size_t i = bar * self->fold; i < (bar + 1) * self->fold && i < self->days->count; i++) {
        plays += self->days->rows[i].plays.plays;
    }
    return plays;
}

static size_t highest_bar(const struct bars *self)
{
    size_t highest = 0;
    for (size_t i = 1; i < self->count; i++) {
        highest = bar_plays(self, i) > bar_plays(self, highest) ? i : highest;
    }
    return highest;
}

static void add_scale(const struct bars *self)
{
    struct str *out = self->page->out;
    for (int i = 0; (double)i * self->step <= self->top + self->step / 2; i++) {
        double y = BARS_TOP + BARS_HEIGHT * (1 - (double)i * self->step / self->top);
        page_number text;
        str_addf(
            out,
            "<path class=\"%s\" d=\"M%d %.1fH%d\"/><text class=\"n\" x=\"%d\" y=\"%.1f\">%s</text>",
            i == 0 ? "base" : "grid", BARS_LEFT, y, DRAWING_WIDTH, BARS_LEFT - 8, y + 4,
            page_count(text, llround((double)i * self->step)));
    }
    str_add(out, "\n");
}

static void add_bars(const struct bars *self)
{
    const struct page *page = self->page;
    struct str *out = page->out;
    size_t labelled = (self->count + 9) / 10; // ten dates at most
    double width = self->slot * 0.72 < 44 ? self->slot * 0.72 : 44;
    for (size_t i = 0; i < self->count; i++) {
        int64_t plays = bar_plays(self, i);
        int64_t day = page->facts->first_day + (int64_t)(i * self->fold);
        double middle = BARS_LEFT + self->slot * ((double)i + 0.5);
        double height = BARS_HEIGHT * (double)plays / self->top;
        page_number date;
        page_number text;
        str_addf(out,
                 "<rect class=\"k\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>",
                 middle - width / 2, BARS_TOP + BARS_HEIGHT - height, width, height);
        page_say(page, WORD_BAR,
                 (const char *const[]){page_short_date(date, day), page_count(text, plays)});
        str_add(out, "</title></rect>\n");
        if (i % labelled == 0) {
            str_addf(out, "<text class=\"m\" x=\"%.1f\" y=\"%d\">%s</text>", middle,
                     BARS_TOP + BARS_HEIGHT + 18, date);
        }
    }
}

static void add_days(const struct page *page)
{
    struct bars self = {.page = page,
                        .days = &page->facts->tables[OUTREACH_DAY],
                        .fold = (size_t)drawing_fold(page->facts)};
    self.count = (self.days->count + self.fold - 1) / self.fold;
    if (self.days->count < 2 || page->facts->plays.plays == 0) {
        return; // one bar says nothing
    }
    size_t highest = highest_bar(&self);
    double most = (double)bar_plays(&self, highest);
    self.step = drawing_step(most, 4);
    self.step = self.step < 1 ? 1 : self.step;
    self.top = ceil(most / self.step) * self.step;
    self.slot = (double)(DRAWING_WIDTH - BARS_LEFT) / (double)self.count;
    page_number fold;
    page_number date;
    page_number plays;
    struct str heading = {0};
    struct str caption = {0};
    word_fill(&heading, word_text(self.fold == 1 ? WORD_DAYS : WORD_DAYS_FOLDED, page->language),
              (const char *const[]){page_count(fold, (int64_t)self.fold)});
    page_short_date(date, page->facts->first_day + (int64_t)(highest * self.fold));
    word_fill(&caption, word_text(WORD_DAYS_DESC, page->language),
              (const char *const[]){date, page_count(plays, llround(most))});
    const struct drawing drawing = {"days", str_text(&heading), str_text(&caption),
                                    BARS_TOP + BARS_HEIGHT + BARS_BELOW};
    drawing_begin(page, &drawing);
    add_scale(&self);
    add_bars(&self);
    drawing_end(page, &drawing);
    str_fini(&heading);
    str_fini(&caption);
}

// --- frequency ---------------------------------------------------------------------------------

enum { CURVE_LEFT = 24, CURVE_RIGHT = 72, CURVE_TOP = 34, CURVE_HEIGHT = 130, CURVE_BELOW = 30 };

static void add_curve(const struct page *page, int count)
{
    struct str *out = page->out;
    const double *visits = page->facts->frequency;
    double slot =
        (double)(DRAWING_WIDTH - CURVE_LEFT - CURVE_RIGHT) / (double)(OUTREACH_FREQUENCIES - 1);
    str_addf(out, "<path class=\"base\" d=\"M0 %dH%d\"/><path class=\"line\" d=\"",
             CURVE_TOP + CURVE_HEIGHT, DRAWING_WIDTH);
    for (int k = 0; k < count; k++) {
        str_addf(out, "%c%.1f %.1f", k == 0 ? 'M' : 'L', CURVE_LEFT + slot * k,
                 CURVE_TOP + CURVE_HEIGHT * (1 - visits[k] / visits[0]));
    }
    str_add(out, "\"/>\n");
    for (int k = 0; k < count; k++) {
        double x = CURVE_LEFT + slot * k;
        double y = CURVE_TOP + CURVE_HEIGHT * (1 - visits[k] / visits[0]);
        page_number text;
        page_number times;
        str_addf(out,
                 "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/><text class=\"v\" "
                 "x=\"%.1f\" y=\"%.1f\">",
                 x, y, x + 8, y - 6);
        html_text(out, page_figure(text, visits[k]));
        str_addf(out, "</text><text class=\"m\" x=\"%.1f\" y=\"%d\">", x,
                 CURVE_TOP + CURVE_HEIGHT + 20);
        page_say(page, WORD_AT_LEAST, (const char *const[]){page_count(times, k + 1)});
        str_add(out, "</text>\n");
    }
}

static void add_frequency(const struct page *page)
{
    const double *visits = page->facts->frequency;
    int count = 0;
    while (count < OUTREACH_FREQUENCIES && visits[count] > 0) {
        count++;
    }
    if (!page->facts->reach.has_model || count < 2) {
        return;
    }
    const struct drawing drawing = {"frequency", word_text(WORD_FREQUENCY, page->language),
                                    word_text(WORD_FREQUENCY_DESC, page->language),
                                    CURVE_TOP + CURVE_HEIGHT + CURVE_BELOW};
    drawing_begin(page, &drawing);
    add_curve(page, count);
    drawing_end(page, &drawing);
}

void page_pictures(const struct page *page)
{
    if (page->facts->plays.plays == 0) {
        return;
    }
    str_add(page->out, "<section class=\"pictures\"><h2>");
    page_word(page, WORD_COURSE);
    str_add(page->out, "</h2>\n");
    add_days(page);
    drawing_heat(page);
    add_frequency(page);
    str_add(page->out, "</section>\n");
}
