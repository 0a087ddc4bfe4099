// Keys that items share with defaults and zones: look, movement, transition.
#include "playlist/reader.h"

#include <math.h>
#include <stdlib.h>

enum { TRANSITION_DEFAULT_US = 600000 };
// Source: WCAG 2.3.1, three flashes within one second.
enum { BLINK_MOST_HZ = 3 };

static const struct choice transitions[] = {
    {"cut", TRANSITION_CUT}, {"fade", TRANSITION_FADE}, {"slide", TRANSITION_SLIDE}, {NULL, 0}};
static const struct choice aligns[] = {{"left", ALIGN_START},    {"centre", ALIGN_CENTRE},
                                       {"right", ALIGN_END},     {"center", ALIGN_CENTRE},
                                       {"start", ALIGN_START},   {"end", ALIGN_END},
                                       {"middle", ALIGN_CENTRE}, {NULL, 0}};
static const struct choice weights[] = {{"auto", WEIGHT_AUTO},
                                        {"regular", WEIGHT_REGULAR},
                                        {"medium", WEIGHT_MEDIUM},
                                        {"bold", WEIGHT_BOLD},
                                        {NULL, 0}};
static const struct choice antialiases[] = {
    {"auto", ANTIALIAS_AUTO}, {"on", ANTIALIAS_ON}, {"off", ANTIALIAS_OFF}, {NULL, 0}};
static const struct choice directions[] = {
    {"horizontal", DIRECTION_HORIZONTAL}, {"vertical", DIRECTION_VERTICAL}, {NULL, 0}};
static const struct choice motions[] = {{"left", MOTION_LEFT}, {"right", MOTION_RIGHT},
                                        {"up", MOTION_UP},     {"down", MOTION_DOWN},
                                        {"hold", MOTION_HOLD}, {NULL, 0}};
const struct range speed_range = {1, 4000, "px/s", "auto", 0};
static const struct choice fits[] = {
    {"fit", FIT_CONTAIN}, {"fill", FIT_COVER}, {"stretch", FIT_STRETCH}, {NULL, 0}};

void know_keys(const struct section *section, enum playlist_group group)
{
    size_t count = 0;
    const char *const *names = playlist_keys(group, &count);
    section_know(section, names, count);
}

void read_look(const struct section *section, struct look *look)
{
    int weight = (int)look->weight;
    int antialias = (int)look->antialias;
    int align = (int)look->align;
    key_colour(section, "colour", &look->colour);
    key_colour(section, "outline", &look->outline);
    key_integer(section, "outline_width", (struct range){0, 32, "px", NULL, 0}, &look->outline_px);
    key_colour(section, "shadow", &look->shadow);
    key_integer(section, "shadow_offset", (struct range){1, 64, "px", "auto", 0}, &look->shadow_px);
    key_colour(section, "gradient", &look->gradient);
    key_colour(section, "plate", &look->plate);
    key_integer(section, "size", (struct range){6, 2000, "px", "fit", 0}, &look->size_px);
    key_choice(section, "font_weight", weights, &weight);
    key_choice(section, "antialias", antialiases, &antialias);
    key_integer(section, "letter_spacing", (struct range){-20, 200, "%", NULL, 0},
                &look->letter_spacing);
    key_integer(section, "line_spacing", (struct range){100, 300, "%", NULL, 0},
                &look->line_spacing);
    key_choice(section, "align", aligns, &align);
    look->weight = (enum font_weight)weight;
    look->antialias = (enum antialias)antialias;
    look->align = (enum align)align;
}

// Faster is refused with its reason, not as a number that is out of range.
static void read_blink(const struct section *section, int *rate_mhz)
{
    double rate_hz = *rate_mhz / 1000.0;
    const struct node *node = section_find(section, "blink");
    bool is_number = node != NULL && (node->type == NODE_INTEGER || node->type == NODE_NUMBER);
    if (is_number && node->number > BLINK_MOST_HZ) {
        config_complain(section->config, node, NULL, TROUBLE_ERROR, "0.1 … 3 Hz, or \"off\"",
                        "%.10g Hz is too much: more than three flashes within a second can set off "
                        "a seizure in people with photosensitive epilepsy (WCAG 2.3.1)",
                        node->number);
        return;
    }
    key_number(section, "blink", (struct range){0.1, BLINK_MOST_HZ, "Hz", "off", 0}, &rate_hz);
    *rate_mhz = (int)lround(rate_hz * 1000);
}

void read_movement(const struct section *section, struct item *item)
{
    int direction = (int)item->direction;
    key_choice(section, "direction", directions, &direction);
    item->direction = (enum direction)direction;
    int motion = (int)item->motion;
    key_choice(section, "motion", motions, &motion);
    item->motion = (enum motion)motion;
    key_integer(section, "speed", speed_range, &item->speed_px_s);
    key_integer(section, "passes", (struct range){1, 100, "", NULL, 0}, &item->passes);
    key_length(section, "page", (struct range){0.5, 600, "s", "auto", 0}, &item->page_us);
    read_blink(section, &item->blink_mhz);
}

void read_fit(const struct section *section, struct item *item)
{
    int fit = (int)item->fit;
    key_choice(section, "fit", fits, &fit);
    item->fit = (enum fit)fit;
}

void read_gain(const struct section *section, struct item *item)
{
    key_number(section, "gain", (struct range){-60, 12, "dB", NULL, 0}, &item->gain_db);
}

static void settle_length(struct transition *transition, int64_t length_us)
{
    transition->length_us = transition->kind == TRANSITION_CUT ? 0 : length_us;
}

static void read_transition_group(const struct section *section, struct transition *out)
{
    know_keys(section, GROUP_TRANSITION);
    int kind = 0;
    int64_t length_us = TRANSITION_DEFAULT_US;
    bool has_length =
        key_length(section, "length", (struct range){0.1, 5, "s", NULL, 0}, &length_us);
    if (!key_choice(section, "kind", transitions, &kind)) {
        if (section_find(section, "kind") == NULL) {
            config_complain(section->config, section->group, NULL, TROUBLE_ERROR,
                            "kind = \"fade\";", "the transition says no kind");
        }
        return;
    }
    if (kind == TRANSITION_CUT && has_length) {
        config_complain(section->config, section->group, NULL, TROUBLE_WARNING,
                        "leave the length out", "a cut takes no time");
    }
    out->kind = (enum transition_kind)kind;
    settle_length(out, length_us);
}

void read_transition(const struct section *section, const char *key, struct transition *out)
{
    const struct node *node = section_find(section, key);
    if (node != NULL && node->type == NODE_GROUP) {
        read_transition_group(&(struct section){section->config, node}, out);
        return;
    }
    int kind = 0;
    if (key_choice(section, key, transitions, &kind)) {
        out->kind = (enum transition_kind)kind;
        settle_length(out, TRANSITION_DEFAULT_US);
    }
}
