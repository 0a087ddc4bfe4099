// Which item or group a name means, and what a list of names shows.
// Groups may name groups; a circle among them is found before anything is expanded, and the number
// of steps is limited, because a few groups of groups can otherwise stand for more items than there
// are atoms.
#include "playlist/reader.h"

#include "base/mem.h"
#include "config/lists.h"

#include <stdlib.h>
#include <string.h>

enum {
    STEP_LIMIT = 2 * ITEM_LIMIT, // names looked at for one zone
    HINT_LIMIT = 20, // nearest spellings that are searched: each compares with every name
};

struct entry {
    const char *name;
    struct reference reference;
    int line;
};

enum visit { VISIT_NEVER = 0, VISIT_OPEN, VISIT_DONE };

struct names {
    struct reader *reader;
    struct entry *entries; // sorted by name
    size_t count;
    const struct node *groups; // NULL: none
    bool *item_is_used;
    bool *group_is_used;
    enum visit *visits;    // by group
    struct tagged *tagged; // by group: what its tags bring
    size_t *marks;         // by item: the last group with tags that was found to hold it
    size_t mark;
    bool has_circle;
    size_t steps;
    int hints;
};

static int by_name(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    int order = strcmp(a->name, b->name);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static const char *group_name(const struct node *group)
{
    if (group->type != NODE_GROUP) {
        return NULL;
    }
    for (size_t i = 0; i < group->count; i++) {
        const struct node *child = &group->children[i];
        if (strcmp(child->key, "name") == 0 && child->type == NODE_TEXT) {
            return child->text;
        }
    }
    return NULL;
}

static const struct node *group_items(const struct node *group)
{
    struct section section = {NULL, group};
    return group->type == NODE_GROUP ? section_find(&section, "items") : NULL;
}

// --- the table --------------------------------------------------------------------------------

static void add_names(struct names *self)
{
    const struct playlist *playlist = self->reader->playlist;
    for (size_t i = 0; i < playlist->item_count; i++) {
        self->entries[self->count++] =
            (struct entry){playlist->items[i].id, {false, i}, playlist->items[i].line};
    }
    for (size_t i = 0; self->groups != NULL && i < self->groups->count; i++) {
        const struct node *group = &self->groups->children[i];
        const char *name = group_name(group);
        if (name != NULL) {
            self->entries[self->count++] = (struct entry){name, {true, i}, group->line};
        }
    }
    if (self->count > 0) {
        qsort(self->entries, self->count, sizeof *self->entries, by_name);
    }
}

static void say_doubles(const struct names *self)
{
    for (size_t i = 1; i < self->count; i++) {
        const struct entry *first = &self->entries[i - 1];
        const struct entry *second = &self->entries[i];
        if (strcmp(first->name, second->name) == 0) {
            struct str sentence = {0};
            str_addf(&sentence, "“%s” is already the name of the %s in line %d", second->name,
                     first->reference.is_group ? "group" : "item", first->line);
            config_complain_at(self->reader->config, second->line, TROUBLE_ERROR,
                               "every item and every group needs a name of its own", sentence.text);
            str_fini(&sentence);
        }
    }
}

static const struct reference *find(const struct names *self, const char *name)
{
    size_t low = 0;
    size_t high = self->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(self->entries[middle].name, name);
        if (order == 0) {
            return &self->entries[middle].reference;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

static void say_unknown(struct names *self, const struct node *node)
{
    const char *near = NULL;
    if (self->hints < HINT_LIMIT) {
        self->hints++;
        const char **all = mem_zeroed(self->count, sizeof *all);
        for (size_t i = 0; i < self->count; i++) {
            all[i] = self->entries[i].name;
        }
        near = str_nearest(node->text, all, self->count);
        free(all);
    }
    char *hint = near == NULL ? NULL : mem_format("did you mean “%s”?", near);
    config_complain(self->reader->config, node, NULL, TROUBLE_ERROR, hint,
                    "no item and no group is called “%s”",
                    strlen(node->text) <= NAME_LIMIT ? node->text : "…");
    free(hint);
}

// --- groups -----------------------------------------------------------------------------------

// A name in a list that must be one, and known, and of something that lists may hold.
static void check_name(struct names *self, const struct node *node)
{
    struct config *config = self->reader->config;
    if (node->type != NODE_TEXT) {
        config_complain(config, node, NULL, TROUBLE_ERROR,
                        "items are described in the playlist's own items, and named here",
                        "must be the name of an item or a group, and is %s",
                        node_type_name(node->type));
        return;
    }
    const struct reference *meant = find(self, node->text);
    if (meant == NULL) {
        say_unknown(self, node);
        return;
    }
    const struct item *item = meant->is_group ? NULL : &self->reader->playlist->items[meant->index];
    if (item != NULL && item->priority == PRIORITY_EMERGENCY) {
        config_complain(config, node, NULL, TROUBLE_ERROR,
                        "take it out: xiaolaba tell emergency shows it in every zone",
                        "“%s” is shown in emergencies only", node->text);
    }
}

static bool check_list(struct names *self, const struct node *list)
{
    struct config *config = self->reader->config;
    const char *key = list->key == NULL ? "items" : list->key;
    if (list->type == NODE_TEXT) {
        check_name(self, list);
        return true;
    }
    char *hint = mem_format("%s = ( \"an-id\", \"a-group\" );", key);
    bool is_list = list->type == NODE_LIST;
    if (!is_list) {
        node_say_type(config, list, "a list of names", hint);
    } else if (list->count == 0) {
        config_complain(config, list, NULL, TROUBLE_ERROR, hint, "the list is empty");
    }
    free(hint);
    for (size_t i = 0; is_list && i < list->count; i++) {
        check_name(self, &list->children[i]);
    }
    return is_list && list->count > 0;
}

// Depth-first through groups that name groups. Recursion is at most GROUP_LIMIT deep.
static void visit(struct names *self, size_t index)
{
    const struct node *group = &self->groups->children[index];
    const struct node *list = group_items(group);
    self->visits[index] = VISIT_OPEN;
    for (size_t i = 0; list != NULL && i < node_count(list); i++) {
        const struct node *node = node_element(list, i);
        const struct reference *meant = node->type == NODE_TEXT ? find(self, node->text) : NULL;
        if (meant == NULL || !meant->is_group) {
            continue;
        }
        if (self->visits[meant->index] == VISIT_OPEN) {
            self->has_circle = true;
            config_complain(self->reader->config, node, NULL, TROUBLE_ERROR, "take one of them out",
                            "the group “%s” holds itself through “%s”", node->text,
                            group_name(group) == NULL ? "" : group_name(group));
        } else if (self->visits[meant->index] == VISIT_NEVER) {
            visit(self, meant->index);
        }
    }
    self->visits[index] = VISIT_DONE;
}

static void check_groups(struct names *self)
{
    struct config *config = self->reader->config;
    for (size_t i = 0; i < self->groups->count; i++) {
        const struct node *group = &self->groups->children[i];
        struct section section = {config, group};
        const char *name = NULL;
        if (group->type != NODE_GROUP) {
            config_complain(config, group, NULL, TROUBLE_ERROR,
                            "{ name = \"…\"; items = ( \"…\" ); }",
                            "must be a group { … }, and is %s", node_type_name(group->type));
            continue;
        }
        know_keys(&section, GROUP_GROUP);
        if (!key_text(&section, "name", NAME_LIMIT, &name) &&
            section_find(&section, "name") == NULL) {
            config_complain(config, group, "name", TROUBLE_ERROR, NULL, "every group needs a name");
        }
        const struct node *list = group_items(group);
        if (list == NULL && !group_has_tags(group)) {
            config_complain(config, group, "items", TROUBLE_ERROR,
                            "items = ( \"an-id\" ); or a topic, audience or kind",
                            "every group needs items");
        } else if (list != NULL) {
            check_list(self, list);
        }
        tagged_find(self->reader, group, &self->tagged[i]);
    }
    for (size_t i = 0; i < self->groups->count; i++) {
        if (self->visits[i] == VISIT_NEVER) {
            visit(self, i);
        }
    }
}

struct names *names_new(struct reader *reader, const struct node *groups)
{
    struct names *self = mem_zeroed(1, sizeof *self);
    size_t items = reader->playlist->item_count;
    self->reader = reader;
    if (groups != NULL && (groups->type != NODE_LIST || groups->count > GROUP_LIMIT)) {
        config_complain(reader->config, groups, NULL, TROUBLE_ERROR,
                        "groups = ( { name = \"…\"; items = ( \"…\" ); } );",
                        "must be a list of at most %d groups", GROUP_LIMIT);
        groups = NULL;
    }
    self->groups = groups;
    size_t group_count = groups == NULL ? 0 : groups->count;
    self->entries = mem_zeroed(items + group_count, sizeof *self->entries);
    self->item_is_used = mem_zeroed(items, sizeof *self->item_is_used);
    self->group_is_used = mem_zeroed(group_count, sizeof *self->group_is_used);
    self->visits = mem_zeroed(group_count, sizeof *self->visits);
    self->tagged = mem_zeroed(group_count, sizeof *self->tagged);
    self->marks = mem_zeroed(items, sizeof *self->marks);
    add_names(self);
    say_doubles(self);
    if (groups != NULL) {
        check_groups(self);
    }
    return self;
}

void names_free(struct names *self)
{
    if (self != NULL) {
        free(self->entries);
        free(self->item_is_used);
        free(self->group_is_used);
        free(self->visits);
        for (size_t i = 0; self->groups != NULL && i < self->groups->count; i++) {
            free(self->tagged[i].items);
        }
        free(self->tagged);
        free(self->marks);
        free(self);
    }
}

// --- what a list shows ------------------------------------------------------------------------

struct target {
    size_t *items;
    size_t count;
    size_t capacity;
};

static void add_item(struct names *self, size_t item, struct target *into)
{
    self->item_is_used[item] = true;
    into->items = MEM_GROW(into->items, into->count, into->capacity);
    into->items[into->count++] = item;
}

// What the group's tags bring, but for what its list has brought since `from`.
static void expand_tags(struct names *self, size_t group, size_t from, struct target *into)
{
    const struct tagged *tagged = &self->tagged[group];
    if (tagged->count == 0) {
        return;
    }
    self->mark++;
    for (size_t i = from; i < into->count; i++) {
        self->marks[into->items[i]] = self->mark;
    }
    for (size_t i = 0; i < tagged->count && into->count < ITEM_LIMIT; i++) {
        if (self->marks[tagged->items[i]] != self->mark) {
            add_item(self, tagged->items[i], into);
        }
    }
}

static void expand(struct names *self, const struct node *list, struct target *into)
{
    for (size_t i = 0; i < node_count(list); i++) {
        const struct node *node = node_element(list, i);
        const struct reference *meant = node->type == NODE_TEXT ? find(self, node->text) : NULL;
        if (++self->steps > STEP_LIMIT || into->count >= ITEM_LIMIT) {
            return;
        }
        if (meant == NULL) {
            continue;
        }
        if (!meant->is_group) {
            add_item(self, meant->index, into);
            continue;
        }
        self->group_is_used[meant->index] = true;
        const struct node *inner = group_items(&self->groups->children[meant->index]);
        size_t from = into->count;
        if (inner != NULL && (inner->type == NODE_TEXT || inner->type == NODE_LIST)) {
            expand(self, inner, into);
        }
        expand_tags(self, meant->index, from, into);
    }
}

void names_expand(struct names *self, const struct node *list, size_t **items, size_t *count)
{
    struct config *config = self->reader->config;
    if (!check_list(self, list) || self->has_circle) {
        return;
    }
    struct target target = {0};
    self->steps = 0;
    expand(self, list, &target);
    if (self->steps > STEP_LIMIT || target.count >= ITEM_LIMIT) {
        config_complain(config, list, NULL, TROUBLE_ERROR, NULL, "stands for more than %d items",
                        ITEM_LIMIT - 1);
    } else if (target.count == 0 && config_is_usable(config)) {
        config_complain(config, list, NULL, TROUBLE_ERROR, NULL, "stands for no item at all");
    }
    *items = target.items;
    *count = target.count;
}

void names_use_all(struct names *self)
{
    for (size_t i = 0; i < self->reader->playlist->item_count; i++) {
        self->item_is_used[i] = true;
    }
}

void names_say_unused(const struct names *self)
{
    struct config *config = self->reader->config;
    const struct playlist *playlist = self->reader->playlist;
    for (size_t i = 0; i < playlist->item_count && !self->has_circle; i++) {
        bool waits = playlist->items[i].priority == PRIORITY_EMERGENCY;
        if (!self->item_is_used[i] && !waits) {
            char *sentence = mem_format("no zone shows the item “%s”", playlist->items[i].id);
            config_complain_at(config, playlist->items[i].line, TROUBLE_WARNING,
                               "name it in the items of a zone", sentence);
            free(sentence);
        }
    }
    for (size_t i = 0; self->groups != NULL && i < self->groups->count; i++) {
        const struct node *group = &self->groups->children[i];
        if (!self->group_is_used[i] && !self->has_circle && group_name(group) != NULL) {
            config_complain(config, group, NULL, TROUBLE_WARNING, "name it in the items of a zone",
                            "no zone shows the group “%s”", group_name(group));
        }
    }
}

void names_keep_groups(struct names *self)
{
    struct playlist *playlist = self->reader->playlist;
    size_t count = self->groups == NULL ? 0 : self->groups->count;
    playlist->groups = mem_zeroed(count, sizeof *playlist->groups);
    self->steps = 0; // of all of them
    for (size_t i = 0; i < count; i++) {
        const struct node *group = &self->groups->children[i];
        const struct node *list = group_items(group);
        struct target target = {0};
        if (list != NULL) {
            expand(self, list, &target);
        }
        expand_tags(self, i, 0, &target);
        self->steps += target.count;
        if (self->steps > STEP_LIMIT || target.count >= ITEM_LIMIT) {
            target.count = 0; // no part of it passes for all of it
        }
        playlist->groups[playlist->group_count++] =
            (struct item_group){mem_copy(group_name(group)), target.items, target.count};
    }
}
