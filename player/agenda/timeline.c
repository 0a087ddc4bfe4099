// Lanes, bands and hours.
#include "agenda/timeline.h"

#include "agenda/html.h"
#include "agenda/lane.h"
#include "agenda/words.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>

enum {
    WIDTH = 1200, // units of the picture; the page scales it
    HOURS_H = 26,
    BAND_H = 14,
    BAND_STEP = 20,
    LANE_H = 66,
    LANE_STEP = 82,
    MOST_BANDS = 12,
    NAME_COLUMNS = 17, // of a name left of the picture
    EXACT_SLOTS = 360, // below it a slot is about three units wide
};
#define HOUR_US (INT64_C(3600) * CLOCK_SECOND_US)

static bool is_busy(const struct agenda *agenda, const struct agenda_zone *zone)
{
    size_t most = TIMELINE_RECTANGLES / 2 / agenda->zone_count;
    return zone->slot_count > (most < EXACT_SLOTS ? most : EXACT_SLOTS);
}

// How many rectangles a column of this lane may need.
static size_t count_parts(const struct agenda_zone *zone, const struct palette *palette)
{
    bool is_used[PALETTE_COLOURS] = {false};
    size_t parts = 0;
    parts += zone->total.house_us > 0;
    parts += zone->total.dark_us > 0;
    for (size_t i = 0; i < zone->topics.count; i++) {
        const struct agenda_sum *sum = &zone->topics.each[i];
        int colour = palette_find(palette, sum->key);
        parts += sum->plays > 0 && !is_used[colour];
        is_used[colour] = is_used[colour] || sum->plays > 0;
    }
    return parts;
}

int timeline_column_min(const struct agenda *agenda, const struct palette *palette)
{
    size_t exact = 0;
    size_t an_hour = 0; // rectangles, were a column an hour
    for (size_t z = 0; z < agenda->zone_count; z++) {
        const struct agenda_zone *zone = &agenda->zones[z];
        if (is_busy(agenda, zone)) {
            an_hour += zone->hour_count * count_parts(zone, palette);
        } else {
            exact += zone->slot_count;
        }
    }
    static const int minutes[] = {10, 15, 20, 30, 60}; // in less, single items are seen
    enum { CHOICES = sizeof minutes / sizeof minutes[0] };
    size_t i = 0;
    while (i + 1 < CHOICES && exact + an_hour * (size_t)(60 / minutes[i]) > TIMELINE_RECTANGLES) {
        i++;
    }
    return an_hour > 0 ? minutes[i] : 0;
}

static double x_of(const struct agenda *agenda, int64_t at_us)
{
    return LANE_LEFT + LANE_W * (double)(at_us - agenda->start_us) /
                           (double)(agenda->end_us - agenda->start_us);
}

// A name that is cut where it would reach into the picture.
static void add_name(struct str *out, const char *name, double y, const char *class)
{
    struct str shown = {0};
    const char *at = name;
    while (*at != '\0' && utf8_columns(str_text(&shown)) < NAME_COLUMNS - 2) {
        const char *from = at;
        (void)utf8_next(&at);
        str_add_bytes(&shown, from, (size_t)(at - from));
    }
    bool is_whole = utf8_columns(name) <= NAME_COLUMNS;
    str_addf(out, "<text class=\"%s\" x=\"0\" y=\"%.1f\">", class, y);
    html_text(out, is_whole ? name : str_text(&shown));
    str_add(out, is_whole ? "" : "…");
    str_add(out, "</text>\n");
    str_fini(&shown);
}

static void draw_hours(struct str *out, const struct agenda *agenda, int height)
{
    for (int64_t at_us = agenda->start_us; at_us <= agenda->end_us; at_us += HOUR_US) {
        int hour = (int)((at_us - agenda->start_us) / HOUR_US);
        struct str text = {0};
        words_minute(&text, agenda, at_us);
        str_addf(out, "<path class=\"%s\" d=\"M%.2f %dV%d\"/>", hour % 6 == 0 ? "six" : "hour",
                 x_of(agenda, at_us), HOURS_H - 6, height);
        str_addf(out, "<text class=\"clock\" x=\"%.2f\" y=\"14\">%.2s</text>\n",
                 x_of(agenda, at_us), str_text(&text));
        str_fini(&text);
    }
}

// --- bands -------------------------------------------------------------------------------------

static bool is_shown(const struct agenda_band *band)
{
    return band->daypart == NULL || !band->daypart->is_own;
}

static size_t count_bands(const struct agenda *agenda)
{
    size_t count = 0;
    for (size_t i = 0; i < agenda->band_count; i++) {
        count += is_shown(&agenda->bands[i]);
    }
    return count < MOST_BANDS ? count : MOST_BANDS;
}

static void draw_band(struct str *out, const struct agenda *agenda, const struct agenda_band *band,
                      int y)
{
    const struct daypart *part = band->daypart;
    add_name(out, part != NULL ? part->name : "开屏时间", y + BAND_H - 3, "name");
    for (size_t i = 0; i < band->count; i++) {
        const struct agenda_span *span = &band->spans[i];
        double x = x_of(agenda, span->from_us);
        str_addf(out,
                 "<rect class=\"%s\" x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" rx=\"3\">",
                 part == NULL ? "open" : "part", x, y, x_of(agenda, span->to_us) - x, BAND_H);
        str_add(out, "<title>");
        words_minute(out, agenda, span->from_us);
        str_add(out, "–");
        words_minute(out, agenda, span->to_us);
        str_add(out, " ");
        html_text(out, part != NULL ? part->name : "开屏时间");
        if (part != NULL && part->audience_count + part->topic_count > 0) {
            struct str named = {0};
            words_named(&named, part, "、");
            str_add(out, "：");
            html_text(out, str_text(&named));
            str_fini(&named);
        }
        str_add(out, "</title></rect>\n");
    }
}

static int draw_bands(struct str *out, const struct agenda *agenda, int y)
{
    size_t drawn = 0;
    for (size_t i = 0; i < agenda->band_count && drawn < MOST_BANDS; i++) {
        if (is_shown(&agenda->bands[i])) {
            draw_band(out, agenda, &agenda->bands[i], y);
            y += BAND_STEP;
            drawn++;
        }
    }
    return y;
}

// --- lanes -------------------------------------------------------------------------------------

static void draw_zone(struct str *out, const struct agenda *agenda, const struct agenda_zone *zone,
                      const struct palette *palette, int y)
{
    struct lane lane = {
        .agenda = agenda, .zone = zone, .palette = palette, .y = y, .height = LANE_H};
    char *plays = mem_format("%lld 次", (long long)zone->total.plays);
    add_name(out, agenda->wish.terms->playlist->zones[zone->zone].name, y + LANE_H / 2.0 - 2,
             "zone");
    add_name(out, plays, y + LANE_H / 2.0 + 14, "name");
    free(plays);
    str_addf(
        out,
        "<rect class=\"lane\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n<g class=\"slots\">",
        LANE_LEFT, y, LANE_W, LANE_H);
    lane_draw(out, &lane, is_busy(agenda, zone) ? timeline_column_min(agenda, palette) : 0);
    str_add(out, "</g>\n");
}

static const char patterns[] =
    "<defs>\n"
    "<pattern id=\"dark\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
    " patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#E8EBEF\"/>"
    "<rect width=\"1.6\" height=\"6\" fill=\"#C4CBD3\"/></pattern>\n"
    "<pattern id=\"house\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
    " patternTransform=\"rotate(-45)\"><rect width=\"6\" height=\"6\" fill=\"#FCF8EF\"/>"
    "<rect width=\"1.2\" height=\"6\" fill=\"#E2CF9F\"/></pattern>\n"
    "<pattern id=\"urgent\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"6\" height=\"6\" fill=\"#FBECEA\"/>"
    "<rect width=\"1.6\" height=\"6\" fill=\"#D79A94\"/></pattern>\n"
    "</defs>\n";

void timeline_draw(struct str *out, const struct agenda *agenda, const struct palette *palette)
{
    int bands_h = (int)count_bands(agenda) * BAND_STEP;
    int height = HOURS_H + bands_h + 8 + (int)agenda->zone_count * LANE_STEP - (LANE_STEP - LANE_H);
    str_addf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"一天的播放时间轴\">\n%s",
             WIDTH, height + 2, patterns);
    draw_hours(out, agenda, height);
    int y = draw_bands(out, agenda, HOURS_H) + 8;
    for (size_t z = 0; z < agenda->zone_count; z++) {
        draw_zone(out, agenda, &agenda->zones[z], palette, y);
        y += LANE_STEP;
    }
    str_add(out, "</svg>\n");
}
