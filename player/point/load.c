// A point from its file.
#include "base/mem.h"
#include "calendar/read_when.h"
#include "config/lists.h"
#include "point/keys.h"
#include "point/point.h"
#include "point/readers.h"

#include <stdlib.h>
#include <string.h>

enum {
    NAME_LIMIT = 256,    // bytes of a name or a district's path
    PLACE_LIMIT = 65535, // pixels; LED senders address 16 bits
    DAY_MIN = 24 * 60,
    TIMEZONE_LIMIT = 64, // bytes; the longest name in the IANA database has 32
};

static const struct choice venues[] = {{"单位", VENUE_OFFICE},
                                       {"企业", VENUE_ENTERPRISE},
                                       {"社区", VENUE_COMMUNITY},
                                       {"学校", VENUE_SCHOOL},
                                       {"公共场所", VENUE_PUBLIC},
                                       {"家庭", VENUE_HOUSEHOLD},
                                       {"office", VENUE_OFFICE},
                                       {"enterprise", VENUE_ENTERPRISE},
                                       {"community", VENUE_COMMUNITY},
                                       {"school", VENUE_SCHOOL},
                                       {"public", VENUE_PUBLIC},
                                       {"household", VENUE_HOUSEHOLD},
                                       {NULL, 0}};
enum { CLOCK_AUTO = 1, CLOCK_GOOD };
static const struct choice clocks[] = {{"auto", CLOCK_AUTO}, {"good", CLOCK_GOOD}, {NULL, 0}};
static const struct choice outputs[] = {{"window", OUTPUT_WINDOW},
                                        {"fullscreen", OUTPUT_FULLSCREEN},
                                        {"offscreen", OUTPUT_OFFSCREEN},
                                        {NULL, 0}};

const char *venue_name(enum venue_kind venue)
{
    for (size_t i = 0; venues[i].name != NULL; i++) {
        if (venues[i].value == (int)venue) {
            return venues[i].name;
        }
    }
    return NULL;
}

// --- district ---------------------------------------------------------------------------------

static bool has_empty_step(const char *path)
{
    return path[0] == '/' || str_ends_with(path, "/") || strstr(path, "//") != NULL;
}

static const char district_hint[] = "\"内蒙古/兴安盟/乌兰浩特市\", from large to small";

// ( "内蒙古", "兴安盟" ) joined by "/".
static bool join_district(struct config *config, const struct node *list, struct str *out)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct node *step = &list->children[i];
        bool is_good =
            step->type == NODE_TEXT && step->text[0] != '\0' && strchr(step->text, '/') == NULL;
        if (!is_good) {
            config_complain(config, step, NULL, TROUBLE_ERROR, district_hint,
                            "is not the name of a district");
            return false;
        }
        str_addf(out, "%s%s", i == 0 ? "" : "/", step->text);
    }
    return true;
}

static void read_district(const struct section *section, char **out)
{
    const struct node *node = section_find(section, "district");
    if (node == NULL) {
        return;
    }
    struct str path = {0};
    bool is_good = true;
    if (node->type == NODE_LIST) {
        is_good = join_district(section->config, node, &path);
    } else {
        const char *text = NULL;
        is_good = key_text(section, "district", NAME_LIMIT, &text);
        str_add(&path, is_good ? text : "");
    }
    if (is_good && (path.length == 0 || path.length > NAME_LIMIT || has_empty_step(path.text))) {
        config_complain(section->config, node, NULL, TROUBLE_ERROR, district_hint,
                        "is not a path of districts");
    } else if (is_good) {
        *out = mem_copy(path.text);
    }
    str_fini(&path);
}

// --- hours ------------------------------------------------------------------------------------

// Texts say the hours of every day.
static void read_daily(const struct section *section, const struct node *node, struct point *self)
{
    struct when opening;
    when_init(&opening);
    bool is_closing = read_hours(section->config, node, &opening);
    for (size_t i = 0; i < opening.hours_count; i++) {
        is_closing = is_closing && opening.hours[i].to_min - opening.hours[i].from_min < DAY_MIN;
    }
    if (!is_closing) { // round the clock is said by saying nothing
        when_fini(&opening);
        return;
    }
    self->openings = mem_zeroed(1, sizeof *self->openings);
    self->openings[0] = opening;
    self->opening_count = 1;
}

// Groups say on which days.
static void read_by_day(const struct section *section, const struct node *node, struct point *self)
{
    static const char hint[] = "hours = ( { days = \"workday\"; hours = \"08:30-17:30\"; } );";
    if (!node_is_counted(section->config, node, LIST_LIMIT, hint)) {
        return;
    }
    self->openings = mem_zeroed(node_count(node), sizeof *self->openings);
    for (size_t i = 0; i < node_count(node); i++) {
        struct section opening = {section->config, node_element(node, i)};
        if (opening.group->type != NODE_GROUP) {
            node_say_type(section->config, opening.group, "a group { … } as the others are", hint);
            continue;
        }
        if (opening.group->count == 0) {
            config_complain(section->config, opening.group, NULL, TROUBLE_ERROR, hint,
                            "the group is empty");
        }
        size_t count = 0;
        const char *const *keys = when_keys(&count);
        section_know(&opening, keys, count);
        when_init(&self->openings[self->opening_count]);
        read_when(&opening, &self->openings[self->opening_count++]);
    }
}

static void read_opening(const struct section *section, struct point *self)
{
    const struct node *node = section_find(section, "hours");
    if (node == NULL) {
        return;
    }
    bool has_groups = false;
    for (size_t i = 0; i < node_count(node); i++) {
        has_groups = has_groups || node_element(node, i)->type == NODE_GROUP;
    }
    (has_groups ? read_by_day : read_daily)(section, node, self);
}

// The name's form only: which zones there are is known where the clock is read.
static void read_timezone(const struct section *section, char **out)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";
    const char *name = NULL;
    if (!key_text(section, "timezone", TIMEZONE_LIMIT, &name)) {
        return;
    }
    if (strspn(name, allowed) != strlen(name) || has_empty_step(name)) {
        config_complain(section->config, section_find(section, "timezone"), NULL, TROUBLE_ERROR,
                        "\"Asia/Shanghai\", as in the IANA database",
                        "is not the name of a time zone");
        return;
    }
    *out = mem_copy(name);
}

// --- the point --------------------------------------------------------------------------------

static void read_place(const struct section *section, struct point *self)
{
    const struct node *node = section_find(section, "place");
    if (node == NULL) {
        return;
    }
    if (node->type != NODE_GROUP) {
        config_complain(section->config, node, NULL, TROUBLE_ERROR, "place = { x = 0; y = 0; };",
                        "must be a group { … }, and is %s", node_type_name(node->type));
        return;
    }
    struct section place = {section->config, node};
    size_t count = 0;
    const char *const *keys = point_keys(POINT_PLACE, &count);
    section_know(&place, keys, count);
    key_integer(&place, "x", (struct range){-PLACE_LIMIT, PLACE_LIMIT, "px", NULL, 0},
                &self->place.x);
    key_integer(&place, "y", (struct range){-PLACE_LIMIT, PLACE_LIMIT, "px", NULL, 0},
                &self->place.y);
    self->has_place = true;
    if (self->place.x < 0 || self->place.y < 0) {
        config_complain(section->config, node, NULL, TROUBLE_WARNING, "x = 0; y = 0;",
                        "begins outside of the output: a part of the canvas is never seen");
    }
}

static struct point *defaults(void)
{
    struct point *self = mem_zeroed(1, sizeof *self);
    self->id = mem_copy("local");
    self->output = OUTPUT_WINDOW;
    self->volume = 100;
    self->content = CONTENT_AUTO;
    self->on_expiry = EXPIRY_KEEP;
    light_init(&self->light);
    audience_init(&self->audience);
    return self;
}

static void read_identity(const struct section *top, struct point *self)
{
    const char *id = NULL;
    const char *name = NULL;
    int venue = 0;
    if (key_id(top, "id", &id)) {
        free(self->id);
        self->id = mem_copy(id);
    } else if (section_find(top, "id") == NULL) {
        config_complain(top->config, top->group, "id", TROUBLE_WARNING, "id = \"bank-lobby-1\";",
                        "without an id nobody can tell this screen's plays from another's");
    }
    if (key_text(top, "name", NAME_LIMIT, &name)) {
        self->name = mem_copy(name);
    }
    read_district(top, &self->district);
    key_choice(top, "venue", venues, &venue);
    self->venue = (enum venue_kind)venue;
}

// One without the other says nothing about what can be read.
static void read_sight(const struct section *top, struct point *self)
{
    key_number(top, "pixel_pitch", (struct range){0.1, 100, "mm", NULL, 0}, &self->pixel_pitch_mm);
    key_number(top, "viewing_distance", (struct range){0.1, 1000, "m", NULL, 0},
               &self->viewing_distance_m);
    const struct node *pitch = section_find(top, "pixel_pitch");
    const struct node *distance = section_find(top, "viewing_distance");
    if ((pitch == NULL) != (distance == NULL)) {
        config_complain(top->config, pitch != NULL ? pitch : distance, NULL, TROUBLE_WARNING,
                        pitch != NULL ? "viewing_distance = 20; in metres"
                                      : "pixel_pitch = 4.0; in millimetres",
                        "has no effect without %s",
                        pitch != NULL ? "viewing_distance" : "pixel_pitch");
    }
}

static void read_screen(const struct section *top, struct point *self)
{
    int output = (int)self->output;
    key_size(top, "canvas", &self->canvas);
    key_choice(top, "output", outputs, &output);
    self->output = (enum output)output;
    read_place(top, self);
    read_wall(top, self);
    read_light(top, &self->light);
    key_integer(top, "volume", (struct range){0, 100, "%", NULL, 0}, &self->volume);
    key_integer(top, "fps", (struct range){1, 240, "", "display", 0}, &self->fps);
    read_sight(top, self);
    read_opening(top, self);
    read_timezone(top, &self->timezone);
    int clock = CLOCK_AUTO;
    key_choice(top, "clock", clocks, &clock);
    self->has_good_clock = clock == CLOCK_GOOD;
}

struct point *point_parse(const char *path, const char *bytes, size_t length,
                          struct troubles *troubles)
{
    struct config *config = config_parse(path, bytes, length, troubles);
    if (config == NULL) {
        return NULL;
    }
    struct section top = section_root(config);
    struct point *self = defaults();
    size_t count = 0;
    const char *const *keys = point_keys(POINT_TOP, &count);
    section_know(&top, keys, count);
    read_identity(&top, self);
    read_screen(&top, self);
    read_audience(&top, self);
    read_counters(&top, self);
    read_content(&top, self);
    if (!config_is_usable(config)) {
        point_free(self);
        self = NULL;
    }
    config_close(config);
    return self;
}

struct point *point_load(const char *path, struct troubles *troubles)
{
    if (path == NULL) {
        return defaults();
    }
    char *bytes = NULL;
    size_t length = 0;
    if (!config_read_bytes(path, &bytes, &length, troubles)) {
        return NULL;
    }
    struct point *self = point_parse(path, bytes, length, troubles);
    free(bytes);
    return self;
}

struct wallmap point_map(const struct point *self, struct size canvas)
{
    struct wallmap map = self->wall.count > 0 ? wallmap_copy(&self->wall) : wallmap_whole(canvas);
    wallmap_turn(&map, self->quarters);
    return map;
}

void point_free(struct point *self)
{
    if (self != NULL) {
        free(self->id);
        free(self->name);
        free(self->district);
        for (size_t i = 0; i < self->opening_count; i++) {
            when_fini(&self->openings[i]);
        }
        free(self->openings);
        free(self->timezone);
        wallmap_fini(&self->wall);
        light_fini(&self->light);
        free_counters(self);
        free_content(self);
        free(self);
    }
}
