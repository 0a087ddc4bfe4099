// Keys whose values are numbers, or numbers with a unit.
#include "config/keys.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { QUOTE_LIMIT = 64 }; // bytes of a value that a finding repeats

static char *range_hint(const struct range *range)
{
    const char *unit = range->unit;
    return mem_format("%.10g … %.10g%s%s%s%s%s", range->least, range->most,
                      unit[0] == '\0' ? "" : " ", unit, range->word == NULL ? "" : ", or \"",
                      range->word == NULL ? "" : range->word, range->word == NULL ? "" : "\"");
}

static bool is_in_range(const struct section *self, const struct node *node,
                        const struct range *range, double value)
{
    if (value >= range->least && value <= range->most) { // false for NaN too
        return true;
    }
    char *hint = range_hint(range);
    config_complain(self->config, node, NULL, TROUBLE_ERROR, hint, "%.10g%s%s is %s", value,
                    range->unit[0] == '\0' ? "" : " ", range->unit,
                    value < range->least ? "too little" : "too much");
    free(hint);
    return false;
}

static void say_not_a_number(const struct section *self, const struct node *node,
                             const struct range *range, const char *wanted)
{
    char *hint = range_hint(range);
    if (node->type == NODE_TEXT && strlen(node->text) < QUOTE_LIMIT) {
        config_complain(self->config, node, NULL, TROUBLE_ERROR, hint, "must be %s, and is \"%s\"",
                        wanted, node->text);
    } else {
        node_say_type(self->config, node, wanted, hint);
    }
    free(hint);
}

static bool is_word_of(const struct node *node, const struct range *range)
{
    return node->type == NODE_TEXT && range->word != NULL && strcmp(node->text, range->word) == 0;
}

bool key_number(const struct section *self, const char *key, struct range range, double *out)
{
    const struct node *node = section_find(self, key);
    if (node == NULL) {
        return false;
    }
    if (is_word_of(node, &range)) {
        *out = range.word_value;
        return true;
    }
    if (node->type != NODE_INTEGER && node->type != NODE_NUMBER) {
        say_not_a_number(self, node, &range, "a number");
        return false;
    }
    if (!is_in_range(self, node, &range, node->number)) {
        return false;
    }
    *out = node->number;
    return true;
}

bool key_integer(const struct section *self, const char *key, struct range range, int *out)
{
    const struct node *node = section_find(self, key);
    if (node == NULL) {
        return false;
    }
    if (node->type != NODE_INTEGER && !is_word_of(node, &range)) {
        say_not_a_number(self, node, &range, "a whole number");
        return false;
    }
    double value = 0;
    if (!key_number(self, key, range, &value)) {
        return false;
    }
    *out = (int)value;
    return true;
}

bool length_parse(const char *text, double *out_s)
{
    static const struct {
        const char *unit;
        double seconds;
    } units[] = {{"ms", 0.001}, {"s", 1}, {"m", 60}, {"min", 60}, {"h", 3600}};
    size_t digits = strspn(text, "0123456789.");
    if (digits == 0 || digits > 15) {
        return false;
    }
    char *end = NULL;
    double value = strtod(text, &end);
    if (end != text + digits) {
        return false;
    }
    end += strspn(end, " ");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(end, units[i].unit) == 0) {
            *out_s = value * units[i].seconds;
            return true;
        }
    }
    return false;
}

bool key_length(const struct section *self, const char *key, struct range range, int64_t *out_us)
{
    const struct node *node = section_find(self, key);
    if (node == NULL) {
        return false;
    }
    double seconds = node->number;
    bool is_number = node->type == NODE_INTEGER || node->type == NODE_NUMBER;
    range.unit = "s";
    if (is_word_of(node, &range)) {
        *out_us = (int64_t)llround(range.word_value * 1e6);
        return true;
    }
    if (!is_number && (node->type != NODE_TEXT || !length_parse(node->text, &seconds))) {
        const char *word = range.word == NULL ? "" : range.word;
        char *hint =
            mem_format("such as \"2.5s\", \"300ms\", \"10m\" or \"1h\"%s%s%s",
                       word[0] == '\0' ? "" : ", or \"", word, word[0] == '\0' ? "" : "\"");
        config_complain(self->config, node, NULL, TROUBLE_ERROR, hint, "must be a length of time");
        free(hint);
        return false;
    }
    if (!is_in_range(self, node, &range, seconds)) {
        return false;
    }
    *out_us = (int64_t)llround(seconds * 1e6);
    return true;
}
