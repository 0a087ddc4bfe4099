// How often an item comes, and who goes first.
#include "playlist/reader.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HOUR_S 3600.0
#define HOUR_US INT64_C(3600000000)
enum {
    HOUR_PLAYS = 3600, // one a second
    DAY_HOURS = 24,
    DAY_PLAYS = HOUR_PLAYS * DAY_HOURS,
    WHOLE_PPM = 1000000,
};

static const struct choice priorities[] = {{"normal", PRIORITY_NORMAL},
                                           {"high", PRIORITY_HIGH},
                                           {"emergency", PRIORITY_EMERGENCY},
                                           {NULL, 0}};

// "20%" of the time, or "5m" of every hour, in parts of a million; 0 when it is neither.
static int parse_share(const char *text)
{
    size_t digits = strspn(text, "0123456789.");
    char *end = NULL;
    double part = 0;
    double seconds = 0;
    if (digits > 0 && digits <= 15 && strcmp(text + digits, "%") == 0) {
        part = strtod(text, &end) / 100;
        part = end == text + digits ? part : 0;
    } else if (length_parse(text, &seconds)) {
        part = seconds / HOUR_S;
    }
    return part > 0 && part <= 1 ? (int)ceil(part * WHOLE_PPM - 1e-6) : 0;
}

static void read_share(const struct section *section, struct often *often)
{
    const struct node *node = section_find(section, "share");
    bool is_text = node != NULL && node->type == NODE_TEXT;
    if (node == NULL || (is_text && strcmp(node->text, "none") == 0)) {
        return;
    }
    int share_ppm = is_text ? parse_share(node->text) : 0;
    if (share_ppm == 0) {
        config_complain(section->config, node, NULL, TROUBLE_ERROR,
                        "\"20%\" of the time, or \"5m\" of every hour; at most all of it",
                        "must be a share of the zone's time");
        return;
    }
    often->share_ppm = share_ppm;
    const struct node *weight = section_find(section, "weight");
    if (weight != NULL) {
        config_complain(section->config, weight, NULL, TROUBLE_WARNING, "leave one of them out",
                        "has no effect beside share");
    }
}

static void read_counts(const struct section *section, struct often *often)
{
    const struct range hour = {1, HOUR_PLAYS, "", "none", 0};
    const struct range day = {1, DAY_PLAYS, "", "none", 0};
    key_integer(section, "min_per_hour", hour, &often->min_per_hour);
    key_integer(section, "max_per_hour", hour, &often->max_per_hour);
    key_integer(section, "min_per_day", day, &often->min_per_day);
    key_integer(section, "max_per_day", day, &often->max_per_day);
}

// The finding that what `key` wants can never be.
static void say_never(const struct section *section, const char *key, const char *limit)
{
    config_complain(section->config, section_find(section, key), NULL, TROUBLE_ERROR,
                    "lower the one or raise the other", "asks for more than %s allows", limit);
}

static void say_contradictions(const struct section *section, const struct often *often)
{
    int64_t by_hour = often->max_per_hour > 0 ? often->max_per_hour : HOUR_PLAYS;
    if (often->max_per_hour > 0 && often->min_per_hour > often->max_per_hour) {
        say_never(section, "min_per_hour", "max_per_hour");
    }
    if (often->max_per_day > 0 && often->min_per_day > often->max_per_day) {
        say_never(section, "min_per_day", "max_per_day");
    }
    if (often->max_per_hour > 0 && often->min_per_day > by_hour * DAY_HOURS) {
        say_never(section, "min_per_day", "max_per_hour");
    }
    if (often->gap_us * (often->min_per_hour - 1) > HOUR_US) {
        say_never(section, "min_per_hour", "gap");
    }
    if (often->gap_us * (often->min_per_day - 1) > HOUR_US * DAY_HOURS) {
        say_never(section, "min_per_day", "gap");
    }
}

// An emergency item waits for its order; what says how often it comes says nothing.
static void say_idle_in_emergencies(const struct section *section)
{
    static const char *const idle[] = {"weight",      "share",       "min_per_hour", "max_per_hour",
                                       "min_per_day", "max_per_day", "gap",          "when"};
    for (size_t i = 0; i < sizeof idle / sizeof idle[0]; i++) {
        const struct node *node = section_find(section, idle[i]);
        if (node != NULL) {
            config_complain(section->config, node, NULL, TROUBLE_WARNING, "leave it out",
                            "has no effect on an item that is shown in emergencies");
        }
    }
}

void read_gap(const struct section *section, const char *key, int64_t *out_us)
{
    key_length(section, key, (struct range){0, 12 * HOUR_S, "s", "none", 0}, out_us);
}

void read_often(const struct section *section, struct item *item)
{
    int priority = (int)item->priority;
    struct often *often = &item->often;
    key_choice(section, "priority", priorities, &priority);
    item->priority = (enum priority)priority;
    key_integer(section, "weight", (struct range){1, 100, "", NULL, 0}, &often->weight);
    read_share(section, often);
    read_counts(section, often);
    read_gap(section, "gap", &often->gap_us);
    if (item->priority == PRIORITY_EMERGENCY) {
        say_idle_in_emergencies(section);
    } else {
        say_contradictions(section, often);
    }
}
