// A point's wall, light, audience and counters, in words.
#include "cmd/point_words.h"

#include "cmd/outlet.h"

static void say_map(const struct point *point, struct size canvas, struct str *out)
{
    struct wallmap map = point_map(point, canvas);
    str_addf(out, "canvas %dx%d → output %dx%d at %d,%d", canvas.w, canvas.h, map.output.w,
             map.output.h, point->place.x, point->place.y);
    if (point->wall.count > 0) {
        str_addf(out, ", %zu piece%s", map.count, map.count == 1 ? "" : "s");
    }
    if (point->quarters != 0) {
        str_addf(out, ", turned by %d°", point->quarters * 90);
    }
    wallmap_fini(&map);
}

// 1000 thousandths are 100 %.
static void say_percent(int level, struct str *out)
{
    if (level % 10 == 0) {
        str_addf(out, "%d %%", level / 10);
    } else {
        str_addf(out, "%d.%d %%", level / 10, level % 10);
    }
}

static void say_night(const struct light *light, struct str *out)
{
    for (size_t i = 0; i < light->night_count; i++) {
        const struct hours *hours = &light->night[i];
        int to_min = hours->to_min > 24 * 60 ? hours->to_min - 24 * 60 : hours->to_min;
        str_addf(out, "%s from %02d:%02d to %02d:%02d", i == 0 ? "," : " and", hours->from_min / 60,
                 hours->from_min % 60, to_min / 60, to_min % 60);
    }
    if (light->night_count > 0) {
        str_addf(out, " at most %d %%", light->night_percent);
    }
}

static void say_audience(const struct audience *audience, struct str *out)
{
    static const char *const days[AUDIENCE_DAYS] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                    "Friday", "Saturday", "Sunday"};
    double week = 0;
    double most = 0;
    size_t busiest = 0;
    for (size_t day = 0; day < AUDIENCE_DAYS; day++) {
        double sum = 0;
        for (size_t hour = 0; hour < AUDIENCE_HOURS; hour++) {
            sum += audience->per_hour[day][hour];
        }
        week += sum;
        busiest = sum > most ? day : busiest;
        most = sum > most ? sum : most;
    }
    str_addf(out,
             "%s%.0f people arrive a week (most on %s, %.0f) give or take %.0f %%, and stay for "
             "%.0f s on average; grade %s",
             out->length > 0 ? "; " : "", week, days[busiest], most, audience->rel_sd * 100,
             dwell_mean_s(&audience->dwell), audience_grade_letter(audience->grade));
}

static void say_counters(const struct point *point, struct str *out)
{
    for (size_t i = 0; i < point->counter_count; i++) {
        const struct counter_wish *wish = &point->counters[i];
        str_addf(out, "%s%s (%s%s)",
                 i > 0             ? ", "
                 : out->length > 0 ? "; counted by "
                                   : "counted by ",
                 wish->name, wish->kind == COUNTER_MQTT ? "mqtt" : "evdev",
                 wish->is_touch ? ", touches" : "");
    }
}

static void say_screen(const struct point *point, struct size canvas,
                       const struct meridian *meridian, struct wall now, struct str *out)
{
    const struct light *light = &point->light;
    say_map(point, canvas, out);
    if (light->step_count > 0 || light->night_count > 0) {
        str_add(out, "; brightness now ");
        say_percent(light_level(light, meridian, now), out);
        say_night(light, out);
    }
    bool has_gamma = false;
    for (int i = 0; i < 3; i++) {
        has_gamma = has_gamma || light->gamma[i] < 1.0 || light->gamma[i] > 1.0;
    }
    if (has_gamma) {
        str_addf(out, "; gamma %g, %g, %g", light->gamma[0], light->gamma[1], light->gamma[2]);
    }
}

void point_words(const struct point *point, struct size canvas, const struct meridian *meridian,
                 struct wall now, struct str *out)
{
    if (outlet_is_mapped(point) || point->has_place) {
        say_screen(point, canvas, meridian, now, out);
    }
    if (point->has_audience) {
        say_audience(&point->audience, out);
    }
    say_counters(point, out);
}
