// One item from its group of keys, or from a bare text.
#include "playlist/reader.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define DAY_S 86400.0

const struct choice item_kinds[] = {{"slogan", ITEM_SLOGAN},
                                    {"image", ITEM_IMAGE},
                                    {"video", ITEM_VIDEO},
                                    {"audio", ITEM_AUDIO},
                                    {"qr", ITEM_QR},
                                    {"clock", ITEM_CLOCK},
                                    {NULL, 0}};
static const struct range hold_range = {0.1, DAY_S, "s", "auto", 0};

void item_defaults(struct item *item)
{
    *item = (struct item){
        .often = {.weight = 1},
        .priority = PRIORITY_NORMAL,
        .look = {.colour = {255, 255, 255, 255},
                 .outline = {0, 0, 0, 255},
                 .weight = WEIGHT_AUTO,
                 .antialias = ANTIALIAS_AUTO,
                 .line_spacing = 135,
                 .align = ALIGN_CENTRE},
        .direction = DIRECTION_HORIZONTAL,
        .passes = 1,
        .fit = FIT_CONTAIN,
        .shows_date = true,
        .shows_weekday = true,
    };
}

void read_defaults(struct reader *self, const struct node *node)
{
    if (node->type != NODE_GROUP) {
        config_complain(self->config, node, NULL, TROUBLE_ERROR,
                        "defaults = { colour = \"gold\"; };", "must be a group { … }, and is %s",
                        node_type_name(node->type));
        return;
    }
    struct section section = {self->config, node};
    know_keys(&section, GROUP_DEFAULTS);
    read_look(&section, &self->defaults.look);
    key_colour(&section, "background", &self->defaults.look.background);
    read_movement(&section, &self->defaults);
    read_fit(&section, &self->defaults);
    read_gain(&section, &self->defaults);
    read_transition(&section, "transition", &self->transition);
    key_length(&section, "hold", hold_range, &self->still_hold_us);
}

void item_fini(struct item *item)
{
    free(item->id);
    free(item->title);
    free(item->topic);
    free(item->audience);
    free(item->dayparts);
    free(item->source);
    free(item->text);
    free(item->mongolian);
    free(item->caption);
    free(item->path);
    free(item->picture);
    *item = (struct item){0};
}

static void read_copy(const struct section *section, const char *key, size_t limit, char **out)
{
    const char *text = NULL;
    if (key_text(section, key, limit, &text)) {
        *out = mem_copy(text);
    }
}

void read_file(const struct section *section, const char *key, char **out)
{
    read_copy(section, key, PATH_LIMIT, out);
    if (*out != NULL && strstr(*out, "://") != NULL) {
        config_complain(section->config, section_find(section, key), NULL, TROUBLE_ERROR,
                        "put the file beside the playlist",
                        "only files of this computer are shown");
    }
}

static bool is_blank(const char *text)
{
    return strspn(text, " \t\n") == strlen(text);
}

static void read_item_text(const struct section *section, struct item *item)
{
    read_copy(section, "text", item->kind == ITEM_QR ? CODE_LIMIT : TEXT_LIMIT, &item->text);
    if (item->text != NULL && is_blank(item->text)) {
        config_complain(section->config, section_find(section, "text"), NULL, TROUBLE_ERROR, NULL,
                        "the text is blank");
    }
}

static void read_mongolian(const struct section *section, struct item *item)
{
    read_copy(section, "mongolian", TEXT_LIMIT, &item->mongolian);
    if (item->mongolian != NULL && !utf8_has_mongolian(item->mongolian)) {
        config_complain(section->config, section_find(section, "mongolian"), NULL, TROUBLE_WARNING,
                        "the Chinese text stands in text", "has no Mongolian letters");
    }
}

// --- kinds ------------------------------------------------------------------------------------

// The kind that is said, or the one that the other keys tell; 0 when there is none, which is a
// finding.
static enum item_kind find_kind(const struct section *section)
{
    int said = 0;
    const struct node *kind = section_find(section, "kind");
    const struct node *file = section_find(section, "file");
    enum item_kind by_file =
        file != NULL && file->type == NODE_TEXT ? item_kind_of_file(file->text) : (enum item_kind)0;
    if (kind != NULL) {
        key_choice(section, "kind", item_kinds, &said);
        bool is_doubtful = by_file != 0 && said != 0 && (int)by_file != said &&
                           item_key_suits("file", (enum item_kind)said);
        if (is_doubtful) {
            config_complain(section->config, file, NULL, TROUBLE_WARNING, NULL,
                            "kind says %s, and the name of the file says %s",
                            item_kind_name((enum item_kind)said), item_kind_name(by_file));
        }
        return (enum item_kind)said;
    }
    const char *name = NULL;
    if (by_file == 0 && key_text(section, "file", PATH_LIMIT, &name)) {
        config_complain(section->config, file, NULL, TROUBLE_ERROR,
                        "kind = \"image\"; or \"video\" or \"audio\"",
                        "the ending of the file's name does not say what it is");
    }
    if (file == NULL && section_find(section, "text") == NULL) {
        config_complain(section->config, section->group, NULL, TROUBLE_ERROR,
                        "text = \"…\"; or file = \"…\"; or kind = \"clock\";",
                        "there is nothing to show");
        return (enum item_kind)0;
    }
    return file != NULL ? by_file : ITEM_SLOGAN;
}

static void say_foreign_keys(const struct section *section, enum item_kind kind)
{
    for (size_t i = 0; i < section->group->count; i++) {
        const struct node *node = &section->group->children[i];
        size_t count = 0;
        const char *const *names = playlist_keys(GROUP_ITEM, &count);
        bool is_known = false;
        for (size_t k = 0; k < count; k++) {
            is_known = is_known || strcmp(names[k], node->key) == 0;
        }
        if (is_known && !item_key_suits(node->key, kind)) {
            config_complain(section->config, node, NULL, TROUBLE_ERROR, "leave it out",
                            "means nothing to an item of kind %s", item_kind_name(kind));
        }
    }
}

static void say_missing(const struct section *section, const char *key, enum item_kind kind)
{
    if (section_find(section, key) == NULL) {
        config_complain(section->config, section->group, key, TROUBLE_ERROR, NULL,
                        "an item of kind %s needs it", item_kind_name(kind));
    }
}

static void read_by_kind(const struct section *section, struct item *item)
{
    switch (item->kind) {
    case ITEM_SLOGAN:
        say_missing(section, "text", item->kind);
        read_item_text(section, item);
        read_mongolian(section, item);
        read_movement(section, item);
        break;
    case ITEM_IMAGE:
    case ITEM_VIDEO:
        say_missing(section, "file", item->kind);
        read_file(section, "file", &item->path);
        read_fit(section, item);
        if (item->kind == ITEM_VIDEO) {
            read_gain(section, item);
            key_bool(section, "muted", &item->is_muted);
        }
        break;
    case ITEM_AUDIO:
        say_missing(section, "file", item->kind);
        read_file(section, "file", &item->path);
        read_file(section, "picture", &item->picture);
        read_copy(section, "caption", TEXT_LIMIT, &item->caption);
        read_gain(section, item);
        break;
    case ITEM_QR:
        say_missing(section, "text", item->kind);
        read_item_text(section, item);
        read_copy(section, "caption", TEXT_LIMIT, &item->caption);
        break;
    case ITEM_CLOCK:
        key_bool(section, "date", &item->shows_date);
        key_bool(section, "weekday", &item->shows_weekday);
        key_bool(section, "seconds", &item->shows_seconds);
        break;
    }
}

// What is no mistake but has no effect.
static void say_idle_keys(const struct section *section, const struct item *item)
{
    bool is_held = item->motion == MOTION_HOLD;
    const struct node *offset = section_find(section, "shadow_offset");
    if (offset != NULL && item->look.shadow.a == 0 && item_key_suits("shadow", item->kind)) {
        config_complain(section->config, offset, NULL, TROUBLE_WARNING, "shadow = \"black\";",
                        "has no effect on a text without a shadow");
    }
    const struct node *outline = section_find(section, "outline");
    bool is_wish = outline != NULL && colour_argb(item->look.outline) != 0xFF000000;
    if (is_wish && item->look.outline_px == 0 && item_key_suits("outline", item->kind)) {
        config_complain(section->config, outline, NULL, TROUBLE_WARNING, "outline_width = 2;",
                        "has no effect without a width");
    }
    const char *idle = is_held ? "speed" : "page";
    const struct node *node = section_find(section, idle);
    if (item->kind == ITEM_SLOGAN && node != NULL) {
        config_complain(section->config, node, NULL, TROUBLE_WARNING,
                        is_held ? "page = \"4s\"; sets the pace of pages" : "motion = \"hold\";",
                        "has no effect on a text that %s", is_held ? "stands still" : "scrolls");
    }
}

// --- items ------------------------------------------------------------------------------------

static void read_group(struct reader *self, const struct section *section, struct item *item)
{
    const char *id = NULL;
    know_keys(section, GROUP_ITEM);
    if (key_id(section, "id", &id)) {
        free(item->id);
        item->id = mem_copy(id);
    }
    read_copy(section, "title", NAME_LIMIT, &item->title);
    read_copy(section, "topic", NAME_LIMIT, &item->topic);
    read_copy(section, "audience", NAME_LIMIT, &item->audience);
    read_often(section, item);
    read_item_when(self, section, item);
    read_transition(section, "transition", &item->transition);
    read_look(section, &item->look);
    key_colour(section, "background", &item->look.background);
    enum item_kind kind = find_kind(section);
    if (kind != 0) {
        item->kind = kind;
        say_foreign_keys(section, kind);
        read_by_kind(section, item);
        say_idle_keys(section, item);
    }
    bool is_still = kind == ITEM_IMAGE || kind == ITEM_QR || kind == ITEM_CLOCK;
    item->hold_us = is_still ? self->still_hold_us : 0;
    key_length(section, "hold", hold_range, &item->hold_us);
}

// A bare text: the name of a file, by its ending, or a slogan.
static void read_text(struct reader *self, const struct node *node, struct item *item)
{
    enum item_kind kind = item_kind_of_file(node->text);
    size_t limit = kind == 0 ? TEXT_LIMIT : PATH_LIMIT;
    if (is_blank(node->text) || strlen(node->text) > limit) {
        config_complain(self->config, node, NULL, TROUBLE_ERROR, NULL,
                        is_blank(node->text) ? "the text is blank" : "the text is too long");
    }
    item->kind = kind == 0 ? ITEM_SLOGAN : kind;
    item->hold_us = kind == ITEM_IMAGE ? self->still_hold_us : 0;
    *(kind == 0 ? &item->text : &item->path) = mem_copy(node->text);
}

void see_from_working_folder(const struct reader *self, char **path)
{
    if (*path != NULL) {
        char *joined = file_join(self->folder, *path);
        free(*path);
        *path = joined;
    }
}

static struct item *add_item(struct reader *self, const struct node *node)
{
    struct playlist *playlist = self->playlist;
    playlist->items = MEM_GROW(playlist->items, playlist->item_count, self->item_capacity);
    struct item *item = &playlist->items[playlist->item_count++];
    *item = self->defaults;
    item->kind = ITEM_SLOGAN;
    item->line = node->line;
    item->id = mem_format("item-%zu", playlist->item_count);
    return item;
}

static void finish(struct reader *self, struct item *item)
{
    if (item->motion == 0) {
        item->motion = item->direction == DIRECTION_VERTICAL ? MOTION_UP : MOTION_LEFT;
    }
    item->source = item_source(item, self->playlist);
    see_from_working_folder(self, &item->path);
    see_from_working_folder(self, &item->picture);
}

void read_item(struct reader *self, const struct node *node)
{
    struct item *item = add_item(self, node);
    if (node->type == NODE_GROUP) {
        struct section section = {self->config, node};
        read_group(self, &section, item);
    } else if (node->type == NODE_TEXT) {
        read_text(self, node, item);
    } else {
        config_complain(self->config, node, NULL, TROUBLE_ERROR, "{ text = \"…\"; } or \"…\"",
                        "an item cannot be %s", node_type_name(node->type));
    }
    finish(self, item);
}

void read_only_item(struct reader *self, const struct node *node)
{
    struct item *item = add_item(self, node);
    struct section top = section_root(self->config);
    if (strcmp(node->key, "text") == 0) {
        read_item_text(&top, item);
    } else {
        enum item_kind kind = find_kind(&top);
        if (kind != 0) { // else the finding is made
            item->kind = kind;
            item->hold_us = kind == ITEM_IMAGE ? self->still_hold_us : 0;
            read_file(&top, "file", &item->path);
        }
    }
    finish(self, item);
}
