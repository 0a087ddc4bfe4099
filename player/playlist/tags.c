// Topics, audiences and kinds as tags: which items carry them.
#include "playlist/reader.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { HINT_LIMIT = 20 }; // nearest spellings that are searched: each compares with every item

static const char *const names[] = {"", "topic", "audience", "kind"};

const char *tag_name(enum tag tag)
{
    return names[tag];
}

static const char *tag_of(const struct item *item, enum tag tag)
{
    switch (tag) {
    case TAG_TOPIC:
        return item->topic;
    case TAG_AUDIENCE:
        return item->audience;
    case TAG_KIND:
        return item_kind_name(item->kind);
    }
    return NULL;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

void tag_set_init(struct tag_set *self, const struct playlist *playlist, enum tag tag)
{
    *self = (struct tag_set){.texts = mem_zeroed(playlist->item_count, sizeof *self->texts)};
    for (size_t i = 0; i < playlist->item_count; i++) {
        const char *text = tag_of(&playlist->items[i], tag);
        if (text != NULL) {
            self->texts[self->count++] = text;
        }
    }
    if (self->count > 0) {
        qsort(self->texts, self->count, sizeof *self->texts, by_text);
    }
}

void tag_set_fini(struct tag_set *self)
{
    free(self->texts);
    *self = (struct tag_set){0};
}

bool tag_set_has(const struct tag_set *self, const char *text)
{
    return self->count > 0 &&
           bsearch(&text, self->texts, self->count, sizeof *self->texts, by_text) != NULL;
}

void tag_say_missing(struct reader *self, const struct tag_set *carried, int line, const char *text,
                     const char *sentence)
{
    const char *near = NULL;
    if (self->tag_hints < HINT_LIMIT) {
        self->tag_hints++;
        near = str_nearest(text, carried->texts, carried->count);
    }
    char *hint = near == NULL ? NULL : mem_format("did you mean “%s”?", near);
    config_complain_at(self->config, line, TROUBLE_WARNING, hint, sentence);
    free(hint);
}

// Whether any item carries `text`; else a finding.
static bool check_tag(struct reader *self, int line, enum tag tag, const char *text)
{
    struct tag_set carried;
    tag_set_init(&carried, self->playlist, tag);
    bool is_carried = tag_set_has(&carried, text);
    if (!is_carried) {
        char *sentence = mem_format("no item has the %s “%s”", names[tag], text);
        tag_say_missing(self, &carried, line, text, sentence);
        free(sentence);
    }
    tag_set_fini(&carried);
    return is_carried;
}

bool group_has_tags(const struct node *group)
{
    struct section section = {NULL, group};
    bool has_tags = false;
    for (int tag = TAG_TOPIC; group->type == NODE_GROUP && tag <= TAG_KIND; tag++) {
        has_tags = has_tags || section_find(&section, names[tag]) != NULL;
    }
    return has_tags;
}

// The tags of `group`, which are good texts; NULL for those that it does not give.
static bool read_tags(struct reader *self, const struct section *section, const char *tags[])
{
    int kind = 0;
    bool is_good = true;
    for (int tag = TAG_TOPIC; tag <= TAG_AUDIENCE; tag++) {
        bool is_read = key_text(section, names[tag], NAME_LIMIT, &tags[tag]);
        is_good = is_good && (is_read || section_find(section, names[tag]) == NULL);
    }
    if (key_choice(section, names[TAG_KIND], item_kinds, &kind)) {
        tags[TAG_KIND] = item_kind_name((enum item_kind)kind);
    } else {
        is_good = is_good && section_find(section, names[TAG_KIND]) == NULL;
    }
    for (int tag = TAG_TOPIC; tag <= TAG_KIND; tag++) {
        if (tags[tag] != NULL) {
            int line = section_find(section, names[tag])->line;
            is_good = check_tag(self, line, (enum tag)tag, tags[tag]) && is_good;
        }
    }
    return is_good;
}

static bool carries_all(const struct item *item, const char *const tags[])
{
    for (int tag = TAG_TOPIC; tag <= TAG_KIND; tag++) {
        if (tags[tag] != NULL && !str_is(tag_of(item, (enum tag)tag), tags[tag])) {
            return false;
        }
    }
    return item->priority != PRIORITY_EMERGENCY;
}

void tagged_find(struct reader *self, const struct node *group, struct tagged *out)
{
    struct section section = {self->config, group};
    const char *tags[] = {NULL, NULL, NULL, NULL};
    const struct playlist *playlist = self->playlist;
    size_t capacity = 0;
    if (!group_has_tags(group) || !read_tags(self, &section, tags)) {
        return;
    }
    for (size_t i = 0; i < playlist->item_count; i++) {
        if (carries_all(&playlist->items[i], tags)) {
            out->items = MEM_GROW(out->items, out->count, capacity);
            out->items[out->count++] = i;
        }
    }
    if (out->count == 0) {
        config_complain(self->config, group, NULL, TROUBLE_WARNING, NULL,
                        "no item has all of these tags");
    }
}
