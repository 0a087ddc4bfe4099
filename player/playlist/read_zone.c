// Zones: where they are, and what they show.
#include "playlist/reader.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { PIXEL_LIMIT = 16384 };

// --- extents ----------------------------------------------------------------------------------

// "50%", "33.3%" or "120px"; false when it is neither.
static bool parse_extent(const char *text, struct extent *out)
{
    size_t digits = strspn(text, "0123456789.");
    char *end = NULL;
    double value = strtod(text, &end);
    if (digits == 0 || end != text + digits) {
        return false;
    }
    bool is_percent = strcmp(end, "%") == 0;
    if (!is_percent && strcmp(end, "px") != 0) {
        return false;
    }
    *out = (struct extent){value, is_percent};
    return true;
}

// Reads `key`; `least` is 0 for a place and 1 for a size. Returns whether it was there and good.
static bool read_extent(const struct section *section, const char *key, int least,
                        struct extent *out)
{
    const struct node *node = section_find(section, key);
    if (node == NULL) {
        return false;
    }
    struct extent extent = {node->number, false};
    bool is_good = node->type == NODE_INTEGER ||
                   (node->type == NODE_TEXT && parse_extent(node->text, &extent));
    double most = extent.is_percent ? 100 : PIXEL_LIMIT;
    bool is_in_range = extent.value >= least && extent.value <= most;
    if (extent.is_percent && least > 0) {
        is_in_range = extent.value > 0 && extent.value <= most;
    }
    if (!is_good || !is_in_range) {
        char *hint = mem_format("%d … %d for pixels, \"%d%%\" … \"100%%\" of the canvas", least,
                                PIXEL_LIMIT, least);
        config_complain(section->config, node, NULL, TROUBLE_ERROR, hint,
                        is_good ? "is out of range" : "must be pixels or percent");
        free(hint);
        return false;
    }
    *out = extent;
    return true;
}

// Along one axis of a canvas that is `side` pixels long, 0 when that is not known.
// Returns where the extent ends as a share of the canvas, −1 when that cannot be said.
static double share(struct extent extent, int side)
{
    if (extent.is_percent) {
        return extent.value / 100;
    }
    return side > 0 ? extent.value / side : extent.value > 0 ? -1 : 0;
}

// A place and a size along one axis, with what they are called and how long the canvas is there.
struct axis {
    const char *place_key;
    const char *size_key;
    int side;
};

static void read_axis(const struct section *section, struct axis axis, struct extent *place,
                      struct extent *size)
{
    *place = (struct extent){0, false};
    *size = (struct extent){100, true};
    read_extent(section, axis.place_key, 0, place);
    bool is_sized = read_extent(section, axis.size_key, 1, size);
    double from = share(*place, axis.side);
    double length = share(*size, axis.side);
    bool is_rounded = place->is_percent || size->is_percent;
    double rounding = is_rounded ? 1e-3 : 1e-9; // "66.7%" and "33.4%" are meant to meet the edge
    if (from >= 1) {
        config_complain(section->config, section_find(section, axis.place_key), NULL, TROUBLE_ERROR,
                        NULL, "the zone lies outside of the canvas");
    } else if (is_sized && from >= 0 && length >= 0 && from + length > 1 + rounding) {
        config_complain(section->config, section_find(section, axis.size_key), NULL,
                        TROUBLE_WARNING, NULL,
                        "the zone reaches beyond the canvas and is cut off there");
    }
}

// --- zones ------------------------------------------------------------------------------------

static struct zone *add_zone(struct reader *self, int line)
{
    struct playlist *playlist = self->playlist;
    playlist->zones = MEM_GROW(playlist->zones, playlist->zone_count, self->zone_capacity);
    struct zone *zone = &playlist->zones[playlist->zone_count++];
    *zone = (struct zone){
        .w = {100, true},
        .h = {100, true},
        .background = {0, 0, 0, 255},
        .transition = self->transition,
        .line = line,
    };
    return zone;
}

static void say_double_name(struct reader *self, const struct node *node, const char *name)
{
    const struct playlist *playlist = self->playlist;
    for (size_t i = 0; i + 1 < playlist->zone_count; i++) {
        if (str_is(playlist->zones[i].name, name)) {
            config_complain(self->config, node, "name", TROUBLE_ERROR, NULL,
                            "“%s” is already the name of the zone in line %d", name,
                            playlist->zones[i].line);
            return;
        }
    }
}

static void read_zone(struct reader *self, const struct node *node, struct names *names)
{
    struct zone *zone = add_zone(self, node->line);
    zone->name = mem_format("zone-%zu", self->playlist->zone_count);
    if (node->type != NODE_GROUP) {
        config_complain(self->config, node, NULL, TROUBLE_ERROR,
                        "{ name = \"…\"; items = ( \"…\" ); }", "must be a group { … }, and is %s",
                        node_type_name(node->type));
        return;
    }
    struct section section = {self->config, node};
    struct size canvas = self->playlist->canvas;
    know_keys(&section, GROUP_ZONE);
    const char *name = NULL;
    if (key_text(&section, "name", NAME_LIMIT, &name)) {
        free(zone->name);
        zone->name = mem_copy(name);
    }
    say_double_name(self, node, zone->name);
    read_axis(&section, (struct axis){"x", "w", canvas.w}, &zone->x, &zone->w);
    read_axis(&section, (struct axis){"y", "h", canvas.h}, &zone->y, &zone->h);
    key_integer(&section, "z", (struct range){-100, 100, "", NULL, 0}, &zone->z);
    key_colour(&section, "background", &zone->background);
    read_transition(&section, "transition", &zone->transition);
    const struct node *items = section_find(&section, "items");
    if (items == NULL) {
        config_complain(self->config, node, "items", TROUBLE_ERROR,
                        "items = ( \"an-id\", \"a-group\" );", "the zone shows nothing");
    } else {
        names_expand(names, items, &zone->items, &zone->item_count);
    }
}

static void add_main_zone(struct reader *self)
{
    struct zone *zone = add_zone(self, 0);
    zone->name = mem_copy("main");
    zone->item_count = self->playlist->item_count;
    zone->items = mem_zeroed(zone->item_count, sizeof *zone->items);
    for (size_t i = 0; i < zone->item_count; i++) {
        zone->items[i] = i;
    }
}

void read_zones(struct reader *self)
{
    struct section top = section_root(self->config);
    const struct node *zones = section_find(&top, "zones");
    struct names *names = names_new(self, section_find(&top, "groups"));
    if (zones == NULL) {
        add_main_zone(self);
    } else if (zones->type != NODE_LIST || zones->count == 0 || zones->count > ZONE_LIMIT) {
        config_complain(self->config, zones, NULL, TROUBLE_ERROR,
                        "zones = ( { name = \"main\"; items = ( \"…\" ); } );",
                        "must be a list of 1 … %d zones", ZONE_LIMIT);
    } else {
        for (size_t i = 0; i < zones->count; i++) {
            read_zone(self, &zones->children[i], names);
        }
        if (config_is_usable(self->config)) { // else a slip of the pen is told a second time
            names_say_unused(names);
        }
    }
    names_free(names);
}
