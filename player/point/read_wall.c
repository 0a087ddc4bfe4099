// How the canvas reaches the output: turned as a whole, folded, or in pieces.
#include "base/mem.h"
#include "config/lists.h"
#include "point/keys.h"
#include "point/readers.h"

#include <stdlib.h>

static const char wall_hint[] =
    "wall = { fold = 4; }; or a list: ( { from = { x = 0; y = 0; w = 256; h = 32; }; to = { x = 0; "
    "y = 0; }; }, … );";

static const struct choice mirrors[] = {{"none", 1}, {"left-right", 2}, {"up-down", 3}, {NULL, 0}};
enum { MIRROR_NONE = 1, MIRROR_LEFT_RIGHT, MIRROR_UP_DOWN };

// Degrees clockwise, as quarters of a circle.
static bool read_turn(const struct section *section, int *quarters)
{
    int degrees = 0;
    if (!key_integer(section, "turn", (struct range){0, 270, "degrees", NULL, 0}, &degrees)) {
        return section_find(section, "turn") == NULL;
    }
    if (degrees % 90 != 0) {
        config_complain(section->config, section_find(section, "turn"), NULL, TROUBLE_ERROR,
                        "0, 90, 180 or 270, clockwise", "%d degrees are no right angle", degrees);
        return false;
    }
    *quarters = degrees / 90;
    return true;
}

// The group `key` of a piece; a finding and false when it is not there or no group.
static bool find_group(const struct section *piece, const char *key, struct section *out)
{
    const struct node *node = section_find(piece, key);
    if (node == NULL) {
        config_complain(piece->config, piece->group, key, TROUBLE_ERROR, wall_hint,
                        "the piece does not say %s", key);
        return false;
    }
    if (node->type != NODE_GROUP) {
        node_say_type(piece->config, node, "a group { … }", wall_hint);
        return false;
    }
    *out = (struct section){piece->config, node};
    return true;
}

// The part of the canvas; without w and h it reaches to the canvas's edges.
static bool read_from(const struct section *piece, struct size canvas, struct rect *out)
{
    struct section from;
    if (!find_group(piece, "from", &from)) {
        return false;
    }
    size_t count = 0;
    const char *const *keys = point_keys(POINT_WALL_FROM, &count);
    section_know(&from, keys, count);
    struct range place = {0, WALLMAP_SIDE_MOST - 1, "px", NULL, 0};
    struct range side = {1, WALLMAP_SIDE_MOST, "px", NULL, 0};
    struct rect r = {0};
    size_t errors = piece->config->errors;
    key_integer(&from, "x", place, &r.x);
    key_integer(&from, "y", place, &r.y);
    r.w = canvas.w - r.x;
    r.h = canvas.h - r.y;
    key_integer(&from, "w", side, &r.w);
    key_integer(&from, "h", side, &r.h);
    if (piece->config->errors > errors) {
        return false;
    }
    if (rect_is_empty(r) || !rect_holds((struct rect){0, 0, canvas.w, canvas.h}, r)) {
        config_complain(piece->config, from.group, NULL, TROUBLE_ERROR, NULL,
                        "%dx%d px at %d,%d are not all on the canvas of %dx%d", r.w < 0 ? 0 : r.w,
                        r.h < 0 ? 0 : r.h, r.x, r.y, canvas.w, canvas.h);
        return false;
    }
    *out = r;
    return true;
}

static bool read_to(const struct section *piece, struct piece *out)
{
    struct section to;
    if (!find_group(piece, "to", &to)) {
        return false;
    }
    size_t count = 0;
    const char *const *keys = point_keys(POINT_WALL_TO, &count);
    section_know(&to, keys, count);
    struct range place = {0, WALLMAP_SIDE_MOST - 1, "px", NULL, 0};
    size_t errors = piece->config->errors;
    key_integer(&to, "x", place, &out->x);
    key_integer(&to, "y", place, &out->y);
    return piece->config->errors == errors;
}

static bool read_piece(struct config *config, const struct node *node, struct size canvas,
                       struct piece *out)
{
    if (node->type != NODE_GROUP) {
        node_say_type(config, node, "a group { … }", wall_hint);
        return false;
    }
    struct section section = {config, node};
    size_t count = 0;
    const char *const *keys = point_keys(POINT_WALL_PIECE, &count);
    section_know(&section, keys, count);
    bool has_from = read_from(&section, canvas, &out->from);
    bool has_to = read_to(&section, out);
    bool has_turn = read_turn(&section, &out->quarters);
    int mirror = MIRROR_NONE;
    key_choice(&section, "mirror", mirrors, &mirror);
    out->is_mirrored = mirror != MIRROR_NONE;
    if (mirror == MIRROR_UP_DOWN) { // which is left and right, and half a turn
        out->quarters = (out->quarters + 2) % 4;
    }
    return has_from && has_to && has_turn;
}

// What pieces do to each other. Elements are those of the file that became pieces.
static void check_pieces(struct config *config, const struct node *node,
                         const struct node *const *elements, const struct wallmap *map)
{
    for (size_t i = 0; i < map->count; i++) {
        size_t other = wallmap_lit_twice(map, i);
        if (other < map->count) {
            struct rect both =
                rect_intersect(piece_place(&map->pieces[i]), piece_place(&map->pieces[other]));
            config_complain(config, elements[i], "to", TROUBLE_ERROR, NULL,
                            "lies over piece %zu on the output: %dx%d px at %d,%d", other + 1,
                            both.w, both.h, both.x, both.y);
        }
        other = wallmap_shown_twice(map, i);
        if (other < map->count) {
            config_complain(config, elements[i], "from", TROUBLE_WARNING, NULL,
                            "shows a part of the canvas that piece %zu shows too", other + 1);
        }
    }
    if (map->output.w > WALLMAP_SIDE_MOST || map->output.h > WALLMAP_SIDE_MOST) {
        config_complain(config, node, NULL, TROUBLE_ERROR, NULL,
                        "the pieces reach over %dx%d px, and at most %d a side are possible",
                        map->output.w, map->output.h, WALLMAP_SIDE_MOST);
    }
    struct rect first = {0};
    long long unshown = wallmap_unshown(map, &first);
    if (unshown > 0) {
        long long whole = (long long)map->canvas.w * map->canvas.h;
        double percent_unshown = 100.0 * (double)unshown / (double)whole;
        percent_unshown = percent_unshown < 0.1    ? 0.1
                          : percent_unshown > 99.9 ? 99.9
                                                   : percent_unshown;
        config_complain(config, node, NULL, TROUBLE_WARNING,
                        "make the canvas smaller, or add a piece",
                        "%.1f %% of the canvas is shown nowhere, such as %dx%d px at %d,%d",
                        percent_unshown, first.w, first.h, first.x, first.y);
    }
}

static void read_pieces(struct config *config, const struct node *node, struct wallmap *out)
{
    if (!node_is_counted(config, node, WALLMAP_PIECES_MOST, wall_hint)) {
        return;
    }
    const struct node **elements = mem_zeroed(node_count(node), sizeof *elements);
    size_t errors = config->errors;
    for (size_t i = 0; i < node_count(node); i++) {
        struct piece piece = {0};
        if (read_piece(config, node_element(node, i), out->canvas, &piece)) {
            elements[out->count] = node_element(node, i);
            wallmap_add(out, piece);
        }
    }
    if (config->errors == errors) { // else their numbers would be others
        check_pieces(config, node, elements, out);
    }
    free(elements);
}

// { fold = 4; serpentine = true; }
static void read_fold(const struct section *fold, struct wallmap *out)
{
    size_t count = 0;
    const char *const *keys = point_keys(POINT_WALL_FOLD, &count);
    section_know(fold, keys, count);
    int parts = 0;
    bool is_serpentine = false;
    key_bool(fold, "serpentine", &is_serpentine);
    if (section_find(fold, "fold") == NULL) {
        config_complain(fold->config, fold->group, "fold", TROUBLE_ERROR, wall_hint,
                        "how many parts the ribbon is cut into is missing");
        return;
    }
    struct range range = {2, WALLMAP_PIECES_MOST, "parts", NULL, 0};
    if (!key_integer(fold, "fold", range, &parts)) {
        return;
    }
    struct size canvas = out->canvas;
    bool is_upright = canvas.h > canvas.w;
    int length = is_upright ? canvas.h : canvas.w;
    int across = is_upright ? canvas.w : canvas.h;
    if (length % parts != 0) {
        int fewer = parts;
        int more = parts;
        while (length % fewer != 0) {
            fewer--;
        }
        while (length % more != 0 && more < length) {
            more++;
        }
        char *hint = mem_format("fold = %d; or %d", fewer, more);
        config_complain(fold->config, fold->group, "fold", TROUBLE_ERROR, hint,
                        "%d px cannot be cut into %d equal parts", length, parts);
        free(hint);
        return;
    }
    if (across * parts > WALLMAP_SIDE_MOST) {
        config_complain(fold->config, fold->group, "fold", TROUBLE_ERROR, NULL,
                        "%d parts of %d px reach over more than %d px", parts, across,
                        WALLMAP_SIDE_MOST);
        return;
    }
    *out = wallmap_folded(canvas, parts, is_serpentine);
}

void read_wall(const struct section *top, struct point *self)
{
    (void)read_turn(top, &self->quarters);
    const struct node *node = section_find(top, "wall");
    if (node == NULL) {
        return;
    }
    if (self->canvas.w == 0) {
        config_complain(top->config, node, NULL, TROUBLE_ERROR, "canvas = \"1024x32\";",
                        "needs the size of the canvas that it cuts");
        return;
    }
    self->wall.canvas = self->canvas;
    if (node->type == NODE_LIST) {
        read_pieces(top->config, node, &self->wall);
    } else if (node->type == NODE_GROUP) {
        struct section group = {top->config, node};
        bool is_piece = section_find(&group, "from") != NULL || section_find(&group, "to") != NULL;
        if (is_piece) {
            read_pieces(top->config, node, &self->wall);
        } else {
            read_fold(&group, &self->wall);
        }
    } else {
        node_say_type(top->config, node, "a list ( … ) or a group { … }", wall_hint);
    }
    self->has_place = true; // senders take their picture from the corner
}
