// When screens were on: a map of days and hours. The shades are one hue.
#include "report/page_drawing.h"

#include "base/civil.h"

#include <math.h>
#include <stdio.h>

#define HOUR_MS 3600000.0
#define MINUTE_MS 60000.0

enum { SHADES = 5 }; // beside none

enum { HEAT_LEFT = 72, HEAT_TOP = 24, HEAT_CELL = 27, HEAT_LEGEND = 44 };

// "11-25 三".
static void day_text(const struct page *page, int64_t day, bool has_weekday, struct str *out)
{
    page_number date;
    str_add(out, page_short_date(date, day));
    if (has_weekday) {
        enum word weekday = (enum word)(WORD_SUNDAY + civil_of_day(day).weekday);
        str_add(out, " ");
        str_add(out, word_text(weekday, page->language));
    }
}

struct heat {
    const struct page *page;
    int64_t fold, rows;
    int row_height;
    double unit_ms; // hours, or minutes where there is little
    enum word unit;
    double step; // units from one shade to the next
};

static double heat_of(const struct heat *self, int64_t row, int hour)
{
    const struct outreach *facts = self->page->facts;
    int64_t visible_ms = 0;
    for (int64_t day = row * self->fold; day < (row + 1) * self->fold && day < drawing_days(facts);
         day++) {
        visible_ms += facts->hours_ms[day][hour];
    }
    return (double)visible_ms / self->unit_ms;
}

static double most_heat(const struct heat *self)
{
    double most = 0;
    for (int64_t row = 0; row < self->rows; row++) {
        for (int hour = 0; hour < OUTREACH_HOURS; hour++) {
            most = fmax(most, heat_of(self, row, hour));
        }
    }
    return most;
}

static void choose_scale(struct heat *self)
{
    self->unit_ms = HOUR_MS;
    self->unit = WORD_HEAT_HOURS;
    if (most_heat(self) < 3) {
        self->unit_ms = MINUTE_MS;
        self->unit = WORD_HEAT_MINUTES;
    }
    self->step = drawing_step(most_heat(self), SHADES);
}

static int shade_of(const struct heat *self, double heat)
{
    int shade = (int)ceil(heat / self->step - 1e-9);
    return heat <= 0 ? 0 : shade < 1 ? 1 : shade > SHADES ? SHADES : shade;
}

static void add_heat_cell(const struct heat *self, const char *name, int hour, double heat)
{
    const struct page *page = self->page;
    page_number o_clock;
    page_number text;
    if (heat > 0) {
        str_add(page->out, "<title>");
        snprintf(o_clock, sizeof o_clock, "%d", hour);
        page_say(page, WORD_HEAT_CELL,
                 (const char *const[]){name, o_clock, page_hours(text, heat),
                                       word_text(self->unit, page->language)});
        str_add(page->out, "</title>");
    }
}

static void add_heat_row(const struct heat *self, int64_t row)
{
    const struct page *page = self->page;
    struct str *out = page->out;
    struct str name = {0};
    int y = HEAT_TOP + (int)row * self->row_height;
    day_text(page, page->facts->first_day + row * self->fold, self->fold == 1, &name);
    str_addf(out, "<text class=\"n\" x=\"%d\" y=\"%d\">%s</text>", HEAT_LEFT - 8,
             y + self->row_height / 2 + 4, str_text(&name));
    for (int hour = 0; hour < OUTREACH_HOURS; hour++) {
        double heat = heat_of(self, row, hour);
        str_addf(out, "<rect class=\"h%d\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\">",
                 shade_of(self, heat), HEAT_LEFT + hour * HEAT_CELL, y, HEAT_CELL - 1,
                 self->row_height - 1);
        add_heat_cell(self, str_text(&name), hour, heat);
        str_add(out, "</rect>");
    }
    str_add(out, "\n");
    str_fini(&name);
}

static void add_hours_above(const struct page *page)
{
    for (int hour = 0; hour <= OUTREACH_HOURS; hour += 3) {
        str_addf(page->out, "<text class=\"m\" x=\"%d\" y=\"%d\">%d", HEAT_LEFT + hour * HEAT_CELL,
                 HEAT_TOP - 8, hour);
        if (hour == OUTREACH_HOURS) {
            page_word(page, WORD_HEAT_HOUR);
        }
        str_add(page->out, "</text>");
    }
    str_add(page->out, "\n");
}

static void add_legend(const struct heat *self, int y)
{
    enum { BOX = 96 };
    struct str *out = self->page->out;
    for (int shade = 0; shade <= SHADES; shade++) {
        int x = HEAT_LEFT + shade * BOX;
        page_number from;
        page_number to;
        str_addf(out,
                 "<rect class=\"h%d\" x=\"%d\" y=\"%d\" width=\"18\" height=\"12\"/><text x=\"%d\" "
                 "y=\"%d\">",
                 shade, x, y, x + 24, y + 10);
        if (shade == 0) {
            str_add(out, "0</text>");
            continue;
        }
        str_addf(out, "%s–%s</text>", drawing_number(from, (shade - 1) * self->step, self->step),
                 drawing_number(to, shade * self->step, self->step));
    }
    str_add(out, "\n");
}

void drawing_heat(const struct page *page)
{
    const struct outreach *facts = page->facts;
    if (facts->hours_ms == NULL || facts->plays.visible_ms <= 0) {
        return;
    }
    struct heat self = {.page = page, .fold = drawing_fold(facts)};
    self.rows = (drawing_days(facts) + self.fold - 1) / self.fold;
    self.row_height = self.rows <= 7 ? 24 : self.rows <= 14 ? 18 : 15;
    choose_scale(&self);
    int bottom = HEAT_TOP + (int)self.rows * self.row_height;
    const char *heading = word_text(WORD_HEAT, page->language);
    struct str caption = {0};
    page_number fold;
    word_fill(
        &caption,
        word_text(self.fold == 1 ? WORD_HEAT_DESC : WORD_HEAT_DESC_FOLDED, page->language),
        (const char *const[]){page_count(fold, self.fold), word_text(self.unit, page->language)});
    const struct drawing drawing = {"heat", heading, str_text(&caption), bottom + HEAT_LEGEND};
    drawing_begin(page, &drawing);
    add_hours_above(page);
    for (int64_t row = 0; row < self.rows; row++) {
        add_heat_row(&self, row);
    }
    add_legend(&self, bottom + 20);
    drawing_end(page, &drawing);
    str_fini(&caption);
}
