// A playlist from its file: name, canvas, defaults, items, then zones.
#include "base/file.h"
#include "base/mem.h"
#include "config/lists.h"
#include "playlist/reader.h"
#include "playlist/revision.h"

#include <stdlib.h>
#include <string.h>

// "playlists/bank-lobby.cfg" is called "bank-lobby" unless it says otherwise.
static char *name_of_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    size_t length = strlen(name);
    if (str_ends_with(name, ".cfg") && length > 4) {
        length -= 4;
    }
    return mem_format("%.*s", (int)length, name);
}

static void read_items(struct reader *self, const struct node *items)
{
    if (items->type != NODE_LIST) {
        config_complain(self->config, items, NULL, TROUBLE_ERROR,
                        "items = ( { text = \"…\"; }, { file = \"…\"; } );",
                        "must be a list ( … ), and is %s", node_type_name(items->type));
        return;
    }
    if (items->count == 0 || items->count > ITEM_LIMIT) {
        config_complain(self->config, items, NULL, TROUBLE_ERROR, NULL,
                        items->count == 0 ? "the list is empty: there is nothing to show"
                                          : "the list is longer than %d items",
                        ITEM_LIMIT);
        return;
    }
    for (size_t i = 0; i < items->count; i++) {
        read_item(self, &items->children[i]);
    }
}

// Exactly one of the three ways to say what is shown.
static void read_content(struct reader *self)
{
    static const char *const ways[] = {"items", "text", "file"};
    struct section top = section_root(self->config);
    const struct node *chosen = NULL;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        const struct node *node = section_find(&top, ways[i]);
        if (node != NULL && chosen != NULL) {
            config_complain(self->config, node, NULL, TROUBLE_ERROR,
                            "put it into items as { … } of its own", "cannot stand beside %s",
                            chosen->key);
        } else if (node != NULL) {
            chosen = node;
        }
    }
    if (chosen == NULL) {
        config_complain(self->config, &self->config->root, NULL, TROUBLE_ERROR,
                        "text = \"…\"; or items = ( … );", "the playlist has nothing to show");
    } else if (strcmp(chosen->key, "items") == 0) {
        read_items(self, chosen);
    } else {
        read_only_item(self, chosen);
    }
}

static bool is_top_key(const char *key)
{
    size_t count = 0;
    const char *const *names = playlist_keys(GROUP_PLAYLIST, &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], key) == 0) {
            return true;
        }
    }
    return false;
}

// Keys of items that stand at the top get told where they belong; others are unknown.
static void know_top_keys(struct reader *self)
{
    struct section top = section_root(self->config);
    size_t top_count = 0;
    size_t item_count = 0;
    const char *const *top_names = playlist_keys(GROUP_PLAYLIST, &top_count);
    const char *const *item_names = playlist_keys(GROUP_ITEM, &item_count);
    const char **all = mem_zeroed(top_count + item_count, sizeof *all);
    memcpy(all, top_names, top_count * sizeof *all);
    memcpy(all + top_count, item_names, item_count * sizeof *all);
    section_know(&top, all, top_count + item_count);
    free(all);
    for (size_t i = 0; i < item_count; i++) {
        const struct node *node = section_find(&top, item_names[i]);
        if (node != NULL && !is_top_key(item_names[i])) {
            config_complain(self->config, node, NULL, TROUBLE_ERROR,
                            "write it in an item, or for all of them in defaults = { … };",
                            "does not belong at the top of a playlist");
        }
    }
}

// --- what decides when ------------------------------------------------------------------------

// "cases.csv", or { file = "cases.csv"; least = 1.0; … }.
static void read_cases_rule(struct reader *self, const struct section *top)
{
    const struct node *node = section_find(top, "cases");
    struct cases_rule *rule = &self->playlist->cases;
    if (node == NULL) {
        return;
    }
    rule->line = node->line;
    if (node->type != NODE_GROUP) {
        read_file(top, "cases", &rule->path);
    } else {
        struct section section = {self->config, node};
        know_keys(&section, GROUP_CASES);
        read_file(&section, "file", &rule->path);
        if (section_find(&section, "file") == NULL) {
            config_complain(self->config, node, "file", TROUBLE_ERROR, "file = \"cases.csv\";",
                            "there is no file to read cases from");
        }
        key_number(&section, "least", (struct range){0.1, 1, "", NULL, 0}, &rule->least);
        key_number(&section, "most", (struct range){1, 10, "", NULL, 0}, &rule->most);
        key_integer(&section, "days", (struct range){1, 31, "", NULL, 0}, &rule->days);
    }
    see_from_working_folder(self, &rule->path);
}

static void read_rules(struct reader *self, const struct section *top)
{
    static const struct choice modes[] = {{"off", SYNC_OFF}, {"wall", SYNC_WALL}, {NULL, 0}};
    struct playlist *playlist = self->playlist;
    int sync = (int)playlist->sync;
    read_file(top, "calendar", &playlist->calendar);
    see_from_working_folder(self, &playlist->calendar);
    read_cases_rule(self, top);
    key_choice(top, "sync", modes, &sync);
    playlist->sync = (enum sync_mode)sync;
    read_gap(top, "topic_gap", &self->topic_gap_us);
    read_dayparts(self);
}

// Files of fonts that come with the playlist. Whether they are fonts is known where they are
// opened.
static void read_fonts(struct reader *self, const struct section *top)
{
    struct playlist *playlist = self->playlist;
    const struct node *node = section_find(top, "font");
    if (node == NULL ||
        !node_is_counted(self->config, node, PLAYLIST_FONTS, "font = ( \"a.ttf\", \"b.ttf\" );")) {
        return;
    }
    playlist->font_line = node->line;
    key_texts(top, "font", PATH_LIMIT, &playlist->fonts, &playlist->font_count);
    for (size_t i = 0; i < playlist->font_count; i++) {
        see_from_working_folder(self, &playlist->fonts[i]);
    }
}

// --- the playlist -----------------------------------------------------------------------------

static void read_playlist(struct reader *self)
{
    struct section top = section_root(self->config);
    struct playlist *playlist = self->playlist;
    const char *name = NULL;
    know_top_keys(self);
    if (key_text(&top, "name", NAME_LIMIT, &name)) {
        free(playlist->name);
        playlist->name = mem_copy(name);
    }
    key_size(&top, "canvas", &playlist->canvas);
    const struct node *defaults = section_find(&top, "defaults");
    if (defaults != NULL) {
        read_defaults(self, defaults);
    }
    read_fonts(self, &top);
    read_rules(self, &top);
    read_content(self);
    read_zones(self);
    if (config_is_usable(self->config)) { // else a slip of the pen is told a second time
        dayparts_say_idle(self);
    }
}

static struct playlist *from_config(struct config *config)
{
    struct reader reader = {
        .config = config,
        .playlist = mem_zeroed(1, sizeof *reader.playlist),
        .folder = file_folder(config->path),
        .transition = {TRANSITION_CUT, 0},
    };
    item_defaults(&reader.defaults);
    reader.playlist->cases = (struct cases_rule){.least = 1, .most = 3, .days = 1};
    reader.playlist->sync = SYNC_OFF;
    reader.playlist->path = mem_copy(config->path);
    reader.playlist->name = name_of_file(config->path);
    read_playlist(&reader);
    free(reader.folder);
    if (!config_is_usable(config)) {
        playlist_free(reader.playlist);
        return NULL;
    }
    return reader.playlist;
}

struct playlist *playlist_parse(const char *path, const char *bytes, size_t length,
                                struct troubles *troubles)
{
    struct config *config = config_parse(path, bytes, length, troubles);
    if (config == NULL) {
        return NULL;
    }
    struct playlist *self = from_config(config);
    config_close(config);
    if (self != NULL) {
        revision_of(bytes, length, self->revision);
    }
    return self;
}

struct playlist *playlist_load(const char *path, struct troubles *troubles)
{
    char *bytes = NULL;
    size_t length = 0;
    if (!config_read_bytes(path, &bytes, &length, troubles)) {
        return NULL;
    }
    struct playlist *self = playlist_parse(path, bytes, length, troubles);
    free(bytes);
    return self;
}

void playlist_free(struct playlist *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->item_count; i++) {
        item_fini(&self->items[i]);
    }
    for (size_t i = 0; i < self->zone_count; i++) {
        free(self->zones[i].name);
        free(self->zones[i].items);
        free(self->zones[i].filler);
        free(self->zones[i].clock_unknown);
        free(self->zones[i].separator);
    }
    for (size_t i = 0; i < self->group_count; i++) {
        free(self->groups[i].name);
        free(self->groups[i].items);
    }
    free(self->groups);
    for (size_t i = 0; i < self->daypart_count; i++) {
        daypart_fini(&self->dayparts[i]);
    }
    free(self->dayparts);
    free(self->calendar);
    texts_free(self->fonts, self->font_count);
    free(self->cases.path);
    free(self->items);
    free(self->zones);
    free(self->path);
    free(self->name);
    free(self);
}

bool playlist_has_sound(const struct playlist *self)
{
    for (size_t i = 0; i < self->item_count; i++) {
        const struct item *item = &self->items[i];
        if (item->kind == ITEM_AUDIO || (item->kind == ITEM_VIDEO && !item->is_muted)) {
            return true;
        }
    }
    return false;
}

const struct item *playlist_item(const struct playlist *self, const char *id)
{
    for (size_t i = 0; i < self->item_count; i++) {
        if (strcmp(self->items[i].id, id) == 0) {
            return &self->items[i];
        }
    }
    return NULL;
}

const struct item_group *playlist_group(const struct playlist *self, const char *name)
{
    for (size_t i = 0; i < self->group_count; i++) {
        if (strcmp(self->groups[i].name, name) == 0) {
            return &self->groups[i];
        }
    }
    return NULL;
}
