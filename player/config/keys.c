// Reading one typed key after the other.
#include "config/keys.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { ID_LIMIT = 64, SIDE_LIMIT = 16384 }; // a side: what SDL textures and FFmpeg scale

struct section section_root(struct config *config)
{
    return (struct section){config, &config->root};
}

const struct node *section_find(const struct section *self, const char *key)
{
    for (size_t i = 0; i < self->group->count; i++) {
        if (str_is(self->group->children[i].key, key)) {
            return &self->group->children[i];
        }
    }
    return NULL;
}

const char *node_type_name(enum node_type type)
{
    switch (type) {
    case NODE_GROUP:
        return "a group { … }";
    case NODE_LIST:
        return "a list ( … )";
    case NODE_TEXT:
        return "a text";
    case NODE_INTEGER:
        return "a whole number";
    case NODE_NUMBER:
        return "a number with a fraction";
    case NODE_BOOL:
        return "true or false";
    }
    return "nothing";
}

void node_say_type(struct config *config, const struct node *node, const char *wanted,
                   const char *hint)
{
    config_complain(config, node, NULL, TROUBLE_ERROR, hint, "must be %s, and is %s", wanted,
                    node_type_name(node->type));
}

static bool is_among(const char *const *known, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(known[i], key) == 0) {
            return true;
        }
    }
    return false;
}

void section_know(const struct section *self, const char *const *known, size_t count)
{
    for (size_t i = 0; i < self->group->count; i++) {
        const struct node *node = &self->group->children[i];
        if (is_among(known, count, node->key)) {
            continue;
        }
        bool is_told = self->config->errors < CONFIG_ERROR_LIMIT;
        const char *near = is_told ? str_nearest(node->key, known, count) : NULL;
        char *hint = near == NULL ? NULL : mem_format("did you mean %s?", near);
        config_complain(self->config, node, NULL, TROUBLE_ERROR, hint, "there is no such key");
        free(hint);
    }
}

bool node_is_text(struct config *config, const struct node *node, size_t limit)
{
    if (node->type != NODE_TEXT) {
        node_say_type(config, node, "a text", "a text stands between \" and \"");
        return false;
    }
    size_t length = strlen(node->text);
    if (length == 0) {
        config_complain(config, node, NULL, TROUBLE_ERROR, "leave the key out",
                        "the text is empty");
        return false;
    }
    if (length > limit) {
        config_complain(config, node, NULL, TROUBLE_ERROR, NULL,
                        "the text is %zu bytes long, and at most %zu are possible", length, limit);
        return false;
    }
    return true;
}

bool key_text(const struct section *self, const char *key, size_t limit, const char **out)
{
    const struct node *node = section_find(self, key);
    if (node == NULL || !node_is_text(self->config, node, limit)) {
        return false;
    }
    *out = node->text;
    return true;
}

bool node_is_id(struct config *config, const struct node *node)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    if (node->type != NODE_TEXT) {
        node_say_type(config, node, "a text", "a text stands between \" and \"");
        return false;
    }
    size_t length = strlen(node->text);
    if (length == 0 || length > ID_LIMIT || strspn(node->text, allowed) != length) {
        config_complain(config, node, NULL, TROUBLE_ERROR,
                        "1 … 64 of the characters A–Z a–z 0–9 _ . -", "“%s” is not an id",
                        length > 4 * ID_LIMIT ? "…" : node->text);
        return false;
    }
    return true;
}

bool key_id(const struct section *self, const char *key, const char **out)
{
    const struct node *node = section_find(self, key);
    if (node == NULL || !node_is_id(self->config, node)) {
        return false;
    }
    *out = node->text;
    return true;
}

bool key_bool(const struct section *self, const char *key, bool *out)
{
    const struct node *node = section_find(self, key);
    if (node == NULL) {
        return false;
    }
    if (node->type != NODE_BOOL) {
        node_say_type(self->config, node, "true or false", "without quotes");
        return false;
    }
    *out = node->integer != 0;
    return true;
}

// --- words ------------------------------------------------------------------------------------

bool key_colour(const struct section *self, const char *key, struct colour *out)
{
    const struct node *node = section_find(self, key);
    if (node == NULL) {
        return false;
    }
    char *hint = mem_format("\"#RRGGBB\", \"#RGB\", \"#RRGGBBAA\" or one of: %s", colour_names());
    bool is_good = false;
    if (node->type != NODE_TEXT) {
        node_say_type(self->config, node, "a colour in quotes", hint);
    } else if (!colour_parse(node->text, out)) {
        config_complain(self->config, node, NULL, TROUBLE_ERROR, hint, "“%s” is not a colour",
                        strlen(node->text) < ID_LIMIT ? node->text : "…");
    } else {
        is_good = true;
    }
    free(hint);
    return is_good;
}

static bool parse_side(const char **at, int *side)
{
    size_t digits = strspn(*at, "0123456789");
    if (digits == 0 || digits > 5) {
        return false;
    }
    *side = atoi(*at);
    *at += digits;
    return *side >= 1 && *side <= SIDE_LIMIT;
}

static bool parse_size(const char *at, struct size *out)
{
    static const char times[] = "×";
    struct size size = {0};
    if (!parse_side(&at, &size.w)) {
        return false;
    }
    bool is_wide = strncmp(at, times, strlen(times)) == 0;
    if (!is_wide && *at != 'x' && *at != 'X' && *at != '*') {
        return false;
    }
    at += is_wide ? strlen(times) : 1;
    if (!parse_side(&at, &size.h) || *at != '\0') {
        return false;
    }
    *out = size;
    return true;
}

bool key_size(const struct section *self, const char *key, struct size *out)
{
    const struct node *node = section_find(self, key);
    if (node == NULL) {
        return false;
    }
    if (node->type == NODE_TEXT && strcmp(node->text, "auto") == 0) {
        *out = (struct size){0, 0};
        return true;
    }
    if (node->type != NODE_TEXT || !parse_size(node->text, out)) {
        config_complain(self->config, node, NULL, TROUBLE_ERROR,
                        "such as \"1024x128\", each side 1 … 16384 px, or \"auto\"",
                        "must be a size, width x height");
        return false;
    }
    return true;
}

int choice_value(const struct choice *choices, const char *word)
{
    for (size_t i = 0; choices[i].name != NULL; i++) {
        if (strcmp(choices[i].name, word) == 0) {
            return choices[i].value;
        }
    }
    return 0;
}

// The words that are offered: the first of each value.
static char *choice_hint(const struct choice *choices)
{
    struct str hint = {0};
    for (size_t i = 0; choices[i].name != NULL; i++) {
        bool is_alias = false;
        for (size_t k = 0; k < i; k++) {
            is_alias = is_alias || choices[k].value == choices[i].value;
        }
        if (!is_alias) {
            str_addf(&hint, "%s\"%s\"", i == 0 ? "one of: " : ", ", choices[i].name);
        }
    }
    return str_take(&hint);
}

bool key_choice(const struct section *self, const char *key, const struct choice *choices, int *out)
{
    const struct node *node = section_find(self, key);
    if (node == NULL) {
        return false;
    }
    int value = node->type == NODE_TEXT ? choice_value(choices, node->text) : 0;
    if (value == 0) {
        char *hint = choice_hint(choices);
        if (node->type != NODE_TEXT) {
            node_say_type(self->config, node, "a word in quotes", hint);
        } else {
            config_complain(self->config, node, NULL, TROUBLE_ERROR, hint, "“%s” is not known here",
                            strlen(node->text) < ID_LIMIT ? node->text : "…");
        }
        free(hint);
        return false;
    }
    *out = value;
    return true;
}
