// libconfig's settings, copied into nodes.
#include "config/tree.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <libconfig.h>
#include <stdlib.h>
#include <string.h>

static void read_scalar(const config_setting_t *setting, struct node *node)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
    case CONFIG_TYPE_INT64:
        node->type = NODE_INTEGER;
        node->integer = config_setting_get_int64(setting);
        node->number = (double)node->integer;
        break;
    case CONFIG_TYPE_FLOAT:
        node->type = NODE_NUMBER;
        node->number = config_setting_get_float(setting);
        break;
    case CONFIG_TYPE_BOOL:
        node->type = NODE_BOOL;
        node->integer = config_setting_get_bool(setting);
        break;
    default:
        node->type = NODE_TEXT;
        node->text = mem_copy(config_setting_get_string(setting));
        if (node->text == NULL) {
            node->text = mem_copy("");
        }
        break;
    }
}

static bool is_container(const config_setting_t *setting)
{
    return config_setting_is_group(setting) || config_setting_is_list(setting) ||
           config_setting_is_array(setting);
}

// The depth of recursion is the depth of brackets, which the scanner has limited.
static void copy(const config_setting_t *setting, const struct node *parent, struct node *node)
{
    node->parent = parent;
    node->key = mem_copy(config_setting_name(setting));
    node->line = (int)config_setting_source_line(setting);
    if (!is_container(setting)) {
        read_scalar(setting, node);
        return;
    }
    node->type = config_setting_is_group(setting) ? NODE_GROUP : NODE_LIST;
    node->count = (size_t)config_setting_length(setting);
    node->children = mem_zeroed(node->count, sizeof *node->children);
    for (size_t i = 0; i < node->count; i++) {
        copy(config_setting_get_elem(setting, (unsigned)i), node, &node->children[i]);
    }
}

// Bytes that no finding could print either become question marks.
static void mend_utf8(char *text, size_t length)
{
    for (size_t done = 0; (done += utf8_valid_length(text + done, length - done)) < length;) {
        text[done] = '?';
    }
}

// An escape can still put in what the bytes of the file may not hold.
static void check_texts(struct config *config, const struct node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        check_texts(config, &node->children[i]);
    }
    if (node->type != NODE_TEXT) {
        return;
    }
    size_t length = strlen(node->text);
    if (utf8_valid_length(node->text, length) < length) {
        config_complain(config, node, NULL, TROUBLE_ERROR,
                        "write the characters themselves instead of \\x…",
                        "the escapes in this text make no UTF-8");
        mend_utf8(node->text, length);
    }
    bool is_told = false;
    for (char *at = node->text; *at != '\0'; at++) {
        bool is_control = ((unsigned char)*at < 0x20 && *at != '\n' && *at != '\t') || *at == 0x7F;
        if (is_control && !is_told) {
            is_told = true;
            config_complain(config, node, NULL, TROUBLE_ERROR, "take it out",
                            "the text holds the control character 0x%02X", (unsigned)*at);
        }
        *at = is_control ? '?' : *at;
    }
}

// Lines may have been ended the Windows way inside of a text.
static void drop_returns(struct node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        drop_returns(&node->children[i]);
    }
    if (node->type == NODE_TEXT) {
        char *to = node->text;
        for (const char *at = node->text; *at != '\0'; at++) {
            if (*at != '\r') {
                *to++ = *at;
            }
        }
        *to = '\0';
    }
}

static void say_syntax_error(struct config *config, const config_t *parser)
{
    int line = config_error_line(parser);
    const char *text = config_error_text(parser);
    if (text != NULL && strstr(text, "duplicate") != NULL) {
        config_complain_at(config, line, TROUBLE_ERROR, "keep one of them",
                           "a key is given twice in the same group");
        return;
    }
    if (text != NULL && strstr(text, "array") != NULL) {
        config_complain_at(config, line, TROUBLE_ERROR, "use ( and )",
                           "between [ and ] all values must be of one type");
        return;
    }
    config_complain_at(config, line, TROUBLE_ERROR,
                       "key = value; is expected: look for a missing ; , = or bracket here or in "
                       "the line before",
                       "syntax error");
}

bool tree_read(struct config *config, const char *text, struct node *root)
{
    config_t parser;
    config_init(&parser);
    bool is_read = config_read_string(&parser, text) == CONFIG_TRUE;
    if (is_read) {
        copy(config_root_setting(&parser), NULL, root);
        root->line = 1;
        drop_returns(root);
        check_texts(config, root);
    } else {
        say_syntax_error(config, &parser);
    }
    config_destroy(&parser);
    return is_read;
}

void tree_fini(struct node *root)
{
    for (size_t i = 0; i < root->count; i++) {
        tree_fini(&root->children[i]);
    }
    free(root->children);
    free(root->key);
    free(root->text);
    *root = (struct node){0};
}
