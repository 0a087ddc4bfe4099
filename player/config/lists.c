// One or several, and dates.
#include "config/lists.h"

#include "base/civil.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { DATE_LENGTH = 10 }; // of "2026-11-01"

size_t node_count(const struct node *node)
{
    return node->type == NODE_LIST ? node->count : 1;
}

const struct node *node_element(const struct node *node, size_t index)
{
    return node->type == NODE_LIST ? &node->children[index] : node;
}

bool node_is_counted(struct config *config, const struct node *node, size_t most, const char *hint)
{
    if (node_count(node) == 0) {
        config_complain(config, node, NULL, TROUBLE_ERROR, hint, "the list is empty");
        return false;
    }
    if (node_count(node) > most) {
        config_complain(config, node, NULL, TROUBLE_ERROR, NULL,
                        "the list is longer than %zu elements", most);
        return false;
    }
    return true;
}

bool key_texts(const struct section *self, const char *key, size_t limit, char ***out,
               size_t *count)
{
    const struct node *node = section_find(self, key);
    if (node == NULL || !node_is_counted(self->config, node, LIST_LIMIT, "leave the key out")) {
        return false;
    }
    char **texts = mem_zeroed(node_count(node), sizeof *texts);
    size_t good = 0;
    for (size_t i = 0; i < node_count(node); i++) {
        const struct node *element = node_element(node, i);
        if (node_is_text(self->config, element, limit)) {
            texts[good++] = mem_copy(element->text);
        }
    }
    if (good < node_count(node)) {
        texts_free(texts, good);
        return false;
    }
    *out = texts;
    *count = good;
    return true;
}

void texts_free(char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(texts[i]);
    }
    free(texts);
}

bool node_is_date(struct config *config, const struct node *node, int64_t *out_day)
{
    static const char hint[] = "such as \"2026-11-01\"";
    struct civil date;
    if (node->type != NODE_TEXT) {
        node_say_type(config, node, "a date in quotes", hint);
        return false;
    }
    if (strlen(node->text) != DATE_LENGTH || !civil_parse(node->text, &date)) {
        config_complain(config, node, NULL, TROUBLE_ERROR, hint, "“%s” is not a date",
                        strlen(node->text) <= 4 * DATE_LENGTH ? node->text : "…");
        return false;
    }
    *out_day = civil_day_number(date);
    return true;
}

bool key_date(const struct section *self, const char *key, int64_t *out_day)
{
    const struct node *node = section_find(self, key);
    return node != NULL && node_is_date(self->config, node, out_day);
}
