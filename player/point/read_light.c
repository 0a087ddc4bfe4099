// Brightness, its night limit, and gamma.
#include "base/mem.h"
#include "calendar/read_when.h"
#include "config/lists.h"
#include "point/keys.h"
#include "point/readers.h"

#include <stdlib.h>
#include <string.h>

enum { COLOURS = 3, RAMP_MOST_S = 4 * 3600, TIME_LIMIT = 16 };
#define GAMMA_LEAST 0.5
#define GAMMA_MOST 4.0

static const struct range percents = {1, 100, "%", NULL, 0};

static const char brightness_hint[] =
    "brightness = 80; or a list: ( { at = \"06:30\"; level = 40; }, { at = \"18:00\"; level = 60; "
    "} );";

int read_time_of_day(const struct section *section, const char *key)
{
    static const char hint[] = "\"06:30\", from \"00:00\" to \"23:59\"";
    const struct node *node = section_find(section, key);
    if (node == NULL) {
        config_complain(section->config, section->group, key, TROUBLE_ERROR, hint,
                        "the time of day is missing");
        return -1;
    }
    if (node->type != NODE_TEXT) {
        node_say_type(section->config, node, "a time of day in quotes", hint);
        return -1;
    }
    size_t hour_digits = strspn(node->text, "0123456789");
    bool has_hour = (hour_digits == 1 || hour_digits == 2) && node->text[hour_digits] == ':';
    const char *minutes = node->text + hour_digits + 1;
    bool is_time = has_hour && strspn(minutes, "0123456789") == 2 && minutes[2] == '\0' &&
                   atoi(node->text) < 24 && atoi(minutes) < 60;
    if (!is_time) {
        config_complain(section->config, node, NULL, TROUBLE_ERROR, hint,
                        "“%s” is not a time of day",
                        strlen(node->text) < TIME_LIMIT ? node->text : "…");
        return -1;
    }
    return atoi(node->text) * 60 + atoi(minutes);
}

// --- brightness ---------------------------------------------------------------------------------

static bool read_step(struct config *config, const struct node *node, struct light_step *out)
{
    if (node->type != NODE_GROUP) {
        node_say_type(config, node, "a group { … }", brightness_hint);
        return false;
    }
    struct section section = {config, node};
    size_t count = 0;
    const char *const *keys = point_keys(POINT_BRIGHTNESS, &count);
    section_know(&section, keys, count);
    out->at_min = read_time_of_day(&section, "at");
    bool has_level = key_integer(&section, "level", percents, &out->percent);
    if (!has_level && section_find(&section, "level") == NULL) {
        config_complain(config, node, "level", TROUBLE_ERROR, brightness_hint,
                        "the level is missing");
    }
    return has_level && out->at_min >= 0;
}

static int by_time(const void *a, const void *b)
{
    return ((const struct light_step *)a)->at_min - ((const struct light_step *)b)->at_min;
}

static void read_steps(struct config *config, const struct node *node, struct light *out)
{
    if (!node_is_counted(config, node, LIST_LIMIT, brightness_hint)) {
        return;
    }
    struct light_step *steps = mem_zeroed(node_count(node), sizeof *steps);
    size_t good = 0;
    for (size_t i = 0; i < node_count(node); i++) {
        const struct node *element = node_element(node, i);
        if (!read_step(config, element, &steps[good])) {
            continue;
        }
        for (size_t k = 0; k < good; k++) {
            if (steps[k].at_min == steps[good].at_min) {
                config_complain(config, element, "at", TROUBLE_ERROR, "leave one of them out",
                                "there are two levels for %02d:%02d", steps[good].at_min / 60,
                                steps[good].at_min % 60);
            }
        }
        good++;
    }
    qsort(steps, good, sizeof *steps, by_time);
    out->steps = steps;
    out->step_count = good;
}

static void read_brightness(const struct section *top, struct light *out)
{
    const struct node *node = section_find(top, "brightness");
    if (node == NULL) {
        return;
    }
    if (node->type == NODE_LIST || node->type == NODE_GROUP) {
        read_steps(top->config, node, out);
        return;
    }
    int percent = 100;
    if (node->type != NODE_INTEGER) {
        node_say_type(top->config, node, "a whole number or a list ( … )", brightness_hint);
    } else if (key_integer(top, "brightness", percents, &percent)) {
        out->steps = mem_zeroed(1, sizeof *out->steps);
        out->steps[0] = (struct light_step){0, percent};
        out->step_count = 1;
    }
}

// --- night --------------------------------------------------------------------------------------

static void read_night(const struct section *top, struct light *out)
{
    static const char hint[] = "night = { hours = \"22:00-06:00\"; most = 20; };";
    const struct node *node = section_find(top, "night");
    if (node == NULL) {
        return;
    }
    if (node->type != NODE_GROUP) {
        node_say_type(top->config, node, "a group { … }", hint);
        return;
    }
    struct section night = {top->config, node};
    size_t count = 0;
    const char *const *keys = point_keys(POINT_NIGHT, &count);
    section_know(&night, keys, count);
    for (size_t i = 0; i < count; i++) {
        if (section_find(&night, keys[i]) == NULL) {
            config_complain(top->config, node, keys[i], TROUBLE_ERROR, hint,
                            "a night limit needs both hours and most");
            return;
        }
    }
    struct when when;
    when_init(&when);
    if (key_integer(&night, "most", percents, &out->night_percent) &&
        read_hours(top->config, section_find(&night, "hours"), &when)) {
        out->night = when.hours;
        out->night_count = when.hours_count;
        when.hours = NULL;
        when.hours_count = 0;
    }
    when_fini(&when);
}

// --- gamma --------------------------------------------------------------------------------------

static void read_gamma(const struct section *top, struct light *out)
{
    static const char hint[] = "gamma = 2.2; or, for red, green and blue, ( 2.2, 2.3, 2.1 );";
    const struct node *node = section_find(top, "gamma");
    if (node == NULL) {
        return;
    }
    size_t count = node_count(node);
    if (count != 1 && count != COLOURS) {
        config_complain(top->config, node, NULL, TROUBLE_ERROR, hint,
                        "must be one number, or three, and is a list of %zu", count);
        return;
    }
    for (size_t i = 0; i < COLOURS; i++) {
        const struct node *element = node_element(node, count == 1 ? 0 : i);
        bool is_number = element->type == NODE_INTEGER || element->type == NODE_NUMBER;
        bool is_good = is_number && element->number >= GAMMA_LEAST && element->number <= GAMMA_MOST;
        if (is_good) {
            out->gamma[i] = element->number;
        } else if (i < count) {
            if (!is_number) {
                node_say_type(top->config, element, "a number", hint);
            } else {
                config_complain(top->config, element, NULL, TROUBLE_ERROR, "0.5 … 4",
                                "%.10g is too %s", element->number,
                                element->number < GAMMA_LEAST ? "little" : "much");
            }
        }
    }
}

void read_light(const struct section *top, struct light *out)
{
    read_brightness(top, out);
    key_length(top, "ramp", (struct range){0, RAMP_MOST_S, "s", NULL, 0}, &out->ramp_us);
    read_night(top, out);
    read_gamma(top, out);
}
