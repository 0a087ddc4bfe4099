// A point's wall and light, in words.
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

void point_words(const struct point *point, struct size canvas, const struct meridian *meridian,
                 struct wall now, struct str *out)
{
    const struct light *light = &point->light;
    if (!outlet_is_mapped(point) && !point->has_place) {
        return;
    }
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
