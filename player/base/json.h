// Writing JSON (RFC 8259) piece by piece: commas and quoting are put in, nesting is the caller's.
// Owned by whoever declared it; one thread.
#pragma once

#include "base/str.h"

#include <stdint.h>

struct json {
    struct str *out; // borrowed; text is added to it
    bool needs_comma;
};

void json_open(struct json *self, char bracket);  // '{' or '['
void json_close(struct json *self, char bracket); // '}' or ']'
void json_key(struct json *self, const char *key);

// NULL writes null. Bytes that are not UTF-8 become U+FFFD.
void json_string(struct json *self, const char *text);
void json_integer(struct json *self, int64_t value);
// The shortest decimals that read back as the same number; what is no number writes null.
void json_number(struct json *self, double value);
void json_boolean(struct json *self, bool value);
