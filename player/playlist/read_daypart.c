// Dayparts, and which of them an item names. The named ones are read before the items; an item
// that says its own times adds one for itself alone.
#include "playlist/reader.h"

#include "base/mem.h"
#include "calendar/read_when.h"
#include "config/lists.h"

#include <stdlib.h>
#include <string.h>

static const char when_hint[] = "when = \"a-daypart\"; or when = { hours = \"08:30-11:30\"; };";

static struct daypart *add_daypart(struct reader *self, const char *name, int line)
{
    struct playlist *playlist = self->playlist;
    playlist->dayparts =
        MEM_GROW(playlist->dayparts, playlist->daypart_count, self->daypart_capacity);
    struct daypart *daypart = &playlist->dayparts[playlist->daypart_count++];
    *daypart = (struct daypart){.name = mem_copy(name), .lift = 1, .line = line};
    when_init(&daypart->when);
    return daypart;
}

void daypart_fini(struct daypart *self)
{
    free(self->name);
    when_fini(&self->when);
    texts_free(self->audiences, self->audience_count);
    texts_free(self->topics, self->topic_count);
    *self = (struct daypart){0};
}

// The named daypart `name`; named_dayparts when there is none.
static size_t find_daypart(const struct reader *self, const char *name)
{
    size_t i = 0;
    while (i < self->named_dayparts && !str_is(self->playlist->dayparts[i].name, name)) {
        i++;
    }
    return i;
}

// --- the named ones ---------------------------------------------------------------------------

static void read_name(struct reader *self, const struct section *section, struct daypart *daypart)
{
    const char *name = NULL;
    if (!key_text(section, "name", NAME_LIMIT, &name)) {
        if (section_find(section, "name") == NULL) {
            config_complain(section->config, section->group, "name", TROUBLE_ERROR, NULL,
                            "every daypart needs a name");
        }
        return;
    }
    size_t other = find_daypart(self, name);
    if (other < self->named_dayparts) {
        config_complain(section->config, section->group, "name", TROUBLE_ERROR, NULL,
                        "“%s” is already the name of the daypart in line %d", name,
                        self->playlist->dayparts[other].line);
    }
    daypart->name = mem_copy(name);
}

static void read_daypart(struct reader *self, const struct node *node)
{
    struct section section = {self->config, node};
    struct daypart *daypart = add_daypart(self, NULL, node->line);
    if (node->type != NODE_GROUP) {
        node_say_type(self->config, node, "a group { … }",
                      "{ name = \"morning\"; hours = \"08:30-11:30\"; }");
        return;
    }
    know_keys(&section, GROUP_DAYPART);
    read_name(self, &section, daypart);
    size_t errors = self->config->errors;
    read_when(&section, &daypart->when);
    if (when_is_always(&daypart->when) && errors == self->config->errors) {
        config_complain(self->config, node, NULL, TROUBLE_WARNING,
                        "days = \"workday\"; hours = \"08:30-11:30\";",
                        "the daypart says no days and no hours: it always holds");
    }
    key_texts(&section, "audience", NAME_LIMIT, &daypart->audiences, &daypart->audience_count);
    key_texts(&section, "topic", NAME_LIMIT, &daypart->topics, &daypart->topic_count);
    key_number(&section, "lift", (struct range){1, 10, "", NULL, 0}, &daypart->lift);
    bool speaks =
        section_find(&section, "audience") != NULL || section_find(&section, "topic") != NULL;
    if (section_find(&section, "lift") != NULL && !speaks) {
        config_complain(self->config, node, "lift", TROUBLE_WARNING, "audience = \"老年人\";",
                        "has no effect without an audience or a topic");
    }
}

void read_dayparts(struct reader *self)
{
    struct section top = section_root(self->config);
    const struct node *node = section_find(&top, "dayparts");
    if (node == NULL) {
        return;
    }
    if (node->type != NODE_LIST || node->count > DAYPART_LIMIT) {
        config_complain(self->config, node, NULL, TROUBLE_ERROR,
                        "dayparts = ( { name = \"morning\"; hours = \"08:30-11:30\"; } );",
                        "must be a list of at most %d dayparts", DAYPART_LIMIT);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        read_daypart(self, &node->children[i]);
        self->named_dayparts++;
    }
}

// --- the items' -------------------------------------------------------------------------------

static void add_to_item(struct item *item, size_t daypart)
{
    for (size_t i = 0; i < item->daypart_count; i++) {
        if (item->dayparts[i] == daypart) {
            return;
        }
    }
    item->dayparts = mem_resize(item->dayparts, item->daypart_count + 1, sizeof *item->dayparts);
    item->dayparts[item->daypart_count++] = daypart;
}

static void say_unknown(struct reader *self, const struct node *node)
{
    const struct playlist *playlist = self->playlist;
    const char **all = mem_zeroed(self->named_dayparts, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < self->named_dayparts; i++) {
        if (playlist->dayparts[i].name != NULL) {
            all[count++] = playlist->dayparts[i].name;
        }
    }
    bool is_told = self->config->errors < CONFIG_ERROR_LIMIT;
    const char *near = is_told ? str_nearest(node->text, all, count) : NULL;
    char *hint = near == NULL ? NULL : mem_format("did you mean “%s”?", near);
    config_complain(self->config, node, NULL, TROUBLE_ERROR, hint == NULL ? when_hint : hint,
                    "no daypart is called “%s”",
                    strlen(node->text) <= NAME_LIMIT ? node->text : "…");
    free(hint);
    free(all);
}

static void read_own(struct reader *self, const struct node *node, struct item *item)
{
    struct section section = {self->config, node};
    size_t count = 0;
    const char *const *keys = when_keys(&count);
    if (node->count == 0) {
        config_complain(self->config, node, NULL, TROUBLE_ERROR, when_hint, "the group is empty");
        return;
    }
    section_know(&section, keys, count);
    struct daypart *daypart = add_daypart(self, item->id, node->line);
    daypart->is_own = true;
    read_when(&section, &daypart->when);
    add_to_item(item, self->playlist->daypart_count - 1);
}

void read_item_when(struct reader *self, const struct section *section, struct item *item)
{
    const struct node *node = section_find(section, "when");
    if (node == NULL || !node_is_counted(self->config, node, LIST_LIMIT, when_hint)) {
        return;
    }
    for (size_t i = 0; i < node_count(node); i++) {
        const struct node *element = node_element(node, i);
        if (element->type == NODE_GROUP) {
            read_own(self, element, item);
            continue;
        }
        if (element->type != NODE_TEXT) {
            node_say_type(self->config, element, "the name of a daypart", when_hint);
            continue;
        }
        size_t meant = find_daypart(self, element->text);
        if (meant == self->named_dayparts) {
            say_unknown(self, element);
        } else {
            add_to_item(item, meant);
        }
    }
}

// --- what is idle -----------------------------------------------------------------------------

static bool is_named(const struct playlist *playlist, size_t daypart)
{
    for (size_t i = 0; i < playlist->item_count; i++) {
        const struct item *item = &playlist->items[i];
        for (size_t k = 0; k < item->daypart_count; k++) {
            if (item->dayparts[k] == daypart) {
                return true;
            }
        }
    }
    return false;
}

// The topics, or the audiences, of dayparts that no item has.
static void say_unheard(struct reader *self, enum tag tag)
{
    struct tag_set carried;
    tag_set_init(&carried, self->playlist, tag);
    for (size_t i = 0; i < self->named_dayparts; i++) {
        const struct daypart *daypart = &self->playlist->dayparts[i];
        char **texts = tag == TAG_TOPIC ? daypart->topics : daypart->audiences;
        size_t count = tag == TAG_TOPIC ? daypart->topic_count : daypart->audience_count;
        for (size_t k = 0; k < count; k++) {
            if (!tag_set_has(&carried, texts[k])) {
                char *sentence =
                    mem_format("the daypart “%s” wants the %s “%s”, and no item has it",
                               daypart->name, tag_name(tag), texts[k]);
                tag_say_missing(self, &carried, daypart->line, texts[k], sentence);
                free(sentence);
            }
        }
    }
    tag_set_fini(&carried);
}

void dayparts_say_idle(struct reader *self)
{
    const struct playlist *playlist = self->playlist;
    say_unheard(self, TAG_AUDIENCE);
    say_unheard(self, TAG_TOPIC);
    for (size_t i = 0; i < self->named_dayparts; i++) {
        const struct daypart *daypart = &playlist->dayparts[i];
        bool speaks = daypart->audience_count > 0 || daypart->topic_count > 0;
        if (!speaks && !is_named(playlist, i)) {
            char *sentence = mem_format("no item names the daypart “%s”", daypart->name);
            config_complain_at(self->config, daypart->line, TROUBLE_WARNING,
                               "name it in the when of an item, or give it an audience or a topic",
                               sentence);
            free(sentence);
        }
    }
}
