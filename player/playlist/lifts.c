// Lifts as data and as text.
#include "playlist/lifts.h"

#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    LEAST_PERMILLE = 100,
    MOST_PERMILLE = 10000,
    DIGITS = 15, // of a number: below 2^53, and far from overflowing
};

void lifts_init(struct lifts *self)
{
    *self = (struct lifts){.default_permille = LIFT_AS_IS};
}

void lifts_fini(struct lifts *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->items[i].topic);
    }
    free(self->items);
    lifts_init(self);
}

int lifts_of(const struct lifts *self, const char *topic)
{
    for (size_t i = 0; topic != NULL && i < self->count; i++) {
        if (strcmp(self->items[i].topic, topic) == 0) {
            return self->items[i].lift_permille;
        }
    }
    return topic == NULL ? LIFT_AS_IS : self->default_permille;
}

void lifts_print(const struct lifts *self, struct str *out)
{
    struct json json = {.out = out};
    json_open(&json, '{');
    json_key(&json, "default");
    json_integer(&json, self->default_permille);
    json_key(&json, "topics");
    json_open(&json, '[');
    for (size_t i = 0; i < self->count; i++) {
        json_open(&json, '[');
        json_string(&json, self->items[i].topic);
        json_integer(&json, self->items[i].cases);
        json_integer(&json, self->items[i].lift_permille);
        json_close(&json, ']');
    }
    json_close(&json, ']');
    json_close(&json, '}');
}

// --- reading ----------------------------------------------------------------------------------

static bool take(const char **at, const char *wanted)
{
    size_t length = strlen(wanted);
    bool is_there = strncmp(*at, wanted, length) == 0;
    *at += is_there ? length : 0;
    return is_there;
}

static bool take_number(const char **at, int64_t most, int64_t *out)
{
    size_t digits = strspn(*at, "0123456789");
    if (digits == 0 || digits > DIGITS) {
        return false;
    }
    *out = strtoll(*at, NULL, 10);
    *at += digits;
    return *out <= most;
}

static bool take_permille(const char **at, int *out)
{
    int64_t value = 0;
    if (!take_number(at, MOST_PERMILLE, &value) || value < LEAST_PERMILLE) {
        return false;
    }
    *out = (int)value;
    return true;
}

// Behind a backslash.
static bool take_escape(const char **at, struct str *into)
{
    static const char hex[] = "0123456789abcdef";
    if (**at == '"' || **at == '\\') {
        str_add_bytes(into, (*at)++, 1);
        return true;
    }
    if (take(at, "n")) {
        str_add(into, "\n");
        return true;
    }
    if (!take(at, "u00") || strspn(*at, hex) < 2) {
        return false;
    }
    char byte = (char)((strchr(hex, (*at)[0]) - hex) * 16 + (strchr(hex, (*at)[1]) - hex));
    *at += 2;
    str_add_bytes(into, &byte, 1);
    return byte > 0 && byte < ' ';
}

static bool take_text(const char **at, struct str *into)
{
    if (!take(at, "\"")) {
        return false;
    }
    while (**at != '"') {
        if (**at == '\0' || (take(at, "\\") && !take_escape(at, into))) {
            return false;
        }
        size_t plain = strcspn(*at, "\"\\");
        str_add_bytes(into, *at, plain);
        *at += plain;
    }
    ++*at;
    return into->length > 0 && utf8_valid_length(into->text, into->length) == into->length;
}

static bool take_lift(const char **at, struct lifts *lifts)
{
    struct lift lift = {0};
    struct str topic = {0};
    bool is_good = take(at, "[") && take_text(at, &topic) && take(at, ",") &&
                   take_number(at, INT64_MAX, &lift.cases) && take(at, ",") &&
                   take_permille(at, &lift.lift_permille) && take(at, "]") &&
                   lifts->count < LIFT_LIMIT;
    if (is_good) {
        lift.topic = str_take(&topic);
        lifts->items[lifts->count++] = lift;
    }
    str_fini(&topic);
    return is_good;
}

bool lifts_parse(const char *text, struct lifts *out)
{
    struct lifts lifts;
    lifts_init(&lifts);
    lifts.items = mem_zeroed(LIFT_LIMIT, sizeof *lifts.items);
    const char *at = text;
    bool is_good = take(&at, "{\"default\":") && take_permille(&at, &lifts.default_permille) &&
                   take(&at, ",\"topics\":[");
    while (is_good && *at != ']') {
        is_good = (lifts.count == 0 || take(&at, ",")) && take_lift(&at, &lifts);
    }
    is_good = is_good && take(&at, "]}") && *at == '\0';
    if (!is_good) {
        lifts_fini(&lifts);
        return false;
    }
    *out = lifts;
    return true;
}
