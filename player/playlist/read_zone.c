// Zones: where they are, and what they show.
#include "playlist/reader.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    PIXEL_LIMIT = 16384,
    WHOLE_PPM = 1000000,
    PERCENT_PPM = 10000,
};

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
        .topic_gap_us = self->topic_gap_us,
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

// The lists of items that stand in for the others.
static void read_stand_ins(const struct section *section, struct names *names, struct zone *zone)
{
    const struct node *filler = section_find(section, "filler");
    const struct node *clock_unknown = section_find(section, "clock_unknown");
    if (filler != NULL) {
        names_expand(names, filler, &zone->filler, &zone->filler_count);
    }
    if (clock_unknown != NULL) {
        names_expand(names, clock_unknown, &zone->clock_unknown, &zone->clock_unknown_count);
    }
}

// Items that may always play cannot have more than all of the time between them.
static void say_shares(struct reader *self, const struct node *node, const struct zone *zone)
{
    const struct playlist *playlist = self->playlist;
    bool *is_counted = mem_zeroed(playlist->item_count, sizeof *is_counted);
    int64_t total_ppm = 0;
    for (size_t i = 0; i < zone->item_count; i++) {
        const struct item *item = &playlist->items[zone->items[i]];
        bool counts = item->daypart_count == 0 && !is_counted[zone->items[i]];
        total_ppm += counts ? item->often.share_ppm : 0;
        is_counted[zone->items[i]] = true;
    }
    free(is_counted);
    if (total_ppm > WHOLE_PPM) {
        config_complain(self->config, node, NULL, TROUBLE_WARNING,
                        "all of them are lowered until they fit", "the shares add up to %lld %%",
                        (long long)(total_ppm / PERCENT_PPM));
    }
}

// Everything but what waits for an emergency.
static void take_all(struct reader *self, struct zone *zone)
{
    const struct playlist *playlist = self->playlist;
    zone->items = mem_zeroed(playlist->item_count, sizeof *zone->items);
    for (size_t i = 0; i < playlist->item_count; i++) {
        if (playlist->items[i].priority != PRIORITY_EMERGENCY) {
            zone->items[zone->item_count++] = i;
        }
    }
    if (zone->item_count == 0 && playlist->item_count > 0) {
        config_complain(self->config, &self->config->root, NULL, TROUBLE_ERROR,
                        "add an item without priority",
                        "every item is for emergencies: there is nothing to show");
    }
}

static void read_zone(struct reader *self, const struct node *node, struct names *names,
                      bool is_only)
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
    if (items == NULL && is_only) {
        take_all(self, zone);
        names_use_all(names);
    } else if (items == NULL) {
        config_complain(self->config, node, "items", TROUBLE_ERROR,
                        "items = ( \"an-id\", \"a-group\" );", "the zone shows nothing");
    } else {
        names_expand(names, items, &zone->items, &zone->item_count);
    }
    read_stand_ins(&section, names, zone);
    read_gap(&section, "topic_gap", &zone->topic_gap_us);
    read_endless(self, &section, zone);
    say_shares(self, node, zone);
}

static void add_main_zone(struct reader *self)
{
    struct zone *zone = add_zone(self, 0);
    zone->name = mem_copy("main");
    take_all(self, zone);
    say_shares(self, &self->config->root, zone);
}

// --- for all zones ----------------------------------------------------------------------------

static void hand_down(size_t **items, size_t *count, const size_t *from, size_t from_count)
{
    if (*count == 0 && from_count > 0) {
        *items = mem_zeroed(from_count, sizeof **items);
        memcpy(*items, from, from_count * sizeof *from);
        *count = from_count;
    }
}

// What stands at the top of the playlist goes to the zones that do not say it themselves.
static void share_stand_ins(struct reader *self, struct names *names)
{
    struct section top = section_root(self->config);
    struct zone all = {0};
    read_stand_ins(&top, names, &all);
    for (size_t i = 0; i < self->playlist->zone_count; i++) {
        struct zone *zone = &self->playlist->zones[i];
        hand_down(&zone->filler, &zone->filler_count, all.filler, all.filler_count);
        hand_down(&zone->clock_unknown, &zone->clock_unknown_count, all.clock_unknown,
                  all.clock_unknown_count);
    }
    free(all.filler);
    free(all.clock_unknown);
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
            read_zone(self, &zones->children[i], names, zones->count == 1);
        }
    }
    share_stand_ins(self, names);
    bool is_usable = config_is_usable(self->config); // else a slip of the pen is told a second time
    if (zones != NULL && is_usable) {
        names_say_unused(names);
    }
    if (is_usable) {
        names_keep_groups(names);
    }
    names_free(names);
}
