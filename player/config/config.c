// From a path to a tree, and how findings get their key path.
#include "config/config.h"

#include "base/file.h"
#include "base/mem.h"
#include "config/scan.h"
#include "config/tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct config *config_parse(const char *path, const char *bytes, size_t length,
                            struct troubles *troubles)
{
    struct config *self = mem_zeroed(1, sizeof *self);
    self->path = mem_copy(path);
    self->troubles = troubles;
    self->root.type = NODE_GROUP;
    struct str text = {0};
    bool is_read = true;
    if (length > CONFIG_FILE_LIMIT) {
        config_complain_at(self, 0, TROUBLE_ERROR, NULL, "the file is larger than 1 MiB");
        is_read = false;
    }
    is_read = is_read && scan_text(self, bytes, length, &text) &&
              tree_read(self, str_text(&text), &self->root);
    str_fini(&text);
    if (!is_read) {
        config_close(self);
        return NULL;
    }
    return self;
}

bool config_read_limited(const char *path, size_t limit, char **bytes, size_t *length,
                         struct troubles *troubles)
{
    struct error err = {0};
    if (file_read(path, limit, bytes, length, &err)) {
        return true;
    }
    // The error begins with the path, and so does a finding.
    const char *why = err.text;
    size_t prefix = strlen(path);
    if (strncmp(why, path, prefix) == 0 && strncmp(why + prefix, ": ", 2) == 0) {
        why += prefix + 2;
    }
    troubles_add(troubles, TROUBLE_ERROR, path, 0, NULL, NULL, "%s", why);
    return false;
}

bool config_read_bytes(const char *path, char **bytes, size_t *length, struct troubles *troubles)
{
    return config_read_limited(path, CONFIG_FILE_LIMIT, bytes, length, troubles);
}

struct config *config_open(const char *path, struct troubles *troubles)
{
    char *bytes = NULL;
    size_t length = 0;
    if (!config_read_bytes(path, &bytes, &length, troubles)) {
        return NULL;
    }
    struct config *self = config_parse(path, bytes, length, troubles);
    free(bytes);
    return self;
}

void config_close(struct config *self)
{
    if (self != NULL) {
        tree_fini(&self->root);
        free(self->path);
        free(self);
    }
}

bool config_is_usable(const struct config *self)
{
    return self->errors == 0;
}

void node_path(const struct node *node, struct str *out)
{
    if (node->parent == NULL) {
        return;
    }
    node_path(node->parent, out);
    if (node->key == NULL) {
        str_addf(out, "[%zu]", (size_t)(node - node->parent->children) + 1);
    } else {
        str_addf(out, "%s%s", out->length == 0 ? "" : ".", node->key);
    }
}

static void add(struct config *self, int line, const char *key, enum severity severity,
                const char *hint, const char *sentence)
{
    if (severity == TROUBLE_ERROR && self->errors++ >= CONFIG_ERROR_LIMIT) {
        if (self->errors == CONFIG_ERROR_LIMIT + 1) {
            troubles_add(self->troubles, TROUBLE_ERROR, self->path, 0, NULL, NULL,
                         "more than %d errors; the first ones are listed", CONFIG_ERROR_LIMIT);
        }
        return;
    }
    troubles_add(self->troubles, severity, self->path, line, key, hint, "%s", sentence);
}

void config_complain(struct config *self, const struct node *node, const char *key,
                     enum severity severity, const char *hint, const char *sentence, ...)
{
    va_list arguments;
    va_start(arguments, sentence);
    char *text = mem_format_list(sentence, arguments);
    va_end(arguments);
    struct str path = {0};
    node_path(node, &path);
    if (key != NULL) {
        str_addf(&path, "%s%s", path.length == 0 ? "" : ".", key);
    }
    add(self, node->line, path.length == 0 ? NULL : path.text, severity, hint, text);
    str_fini(&path);
    free(text);
}

void config_complain_at(struct config *self, int line, enum severity severity, const char *hint,
                        const char *sentence)
{
    add(self, line, NULL, severity, hint, sentence);
}
