// JSON text.
#include "base/json.h"

#include "base/utf8.h"

#include <math.h>

static void begin_value(struct json *self)
{
    if (self->needs_comma) {
        str_add(self->out, ",");
    }
    self->needs_comma = true;
}

void json_open(struct json *self, char bracket)
{
    begin_value(self);
    str_add_bytes(self->out, &bracket, 1);
    self->needs_comma = false;
}

void json_close(struct json *self, char bracket)
{
    str_add_bytes(self->out, &bracket, 1);
    self->needs_comma = true;
}

static void add_quoted(struct str *out, const char *text)
{
    str_add(out, "\"");
    for (const char *at = text; *at != '\0';) {
        uint32_t code = utf8_next(&at);
        char bytes[5];
        if (code == '"' || code == '\\') {
            str_addf(out, "\\%c", (char)code);
        } else if (code == '\n') {
            str_add(out, "\\n");
        } else if (code < 0x20) {
            str_addf(out, "\\u%04x", (unsigned)code);
        } else {
            str_add_bytes(out, bytes, utf8_encode(code == UTF8_INVALID ? 0xFFFD : code, bytes));
        }
    }
    str_add(out, "\"");
}

void json_key(struct json *self, const char *key)
{
    begin_value(self);
    add_quoted(self->out, key);
    str_add(self->out, ":");
    self->needs_comma = false;
}

void json_string(struct json *self, const char *text)
{
    begin_value(self);
    if (text == NULL) {
        str_add(self->out, "null");
    } else {
        add_quoted(self->out, text);
    }
}

void json_integer(struct json *self, int64_t value)
{
    begin_value(self);
    str_add_integer(self->out, value);
}

void json_number(struct json *self, double value)
{
    begin_value(self);
    if (isfinite(value)) {
        str_add_number(self->out, value);
    } else {
        str_add(self->out, "null");
    }
}

void json_boolean(struct json *self, bool value)
{
    begin_value(self);
    str_add(self->out, value ? "true" : "false");
}
