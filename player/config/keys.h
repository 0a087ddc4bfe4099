// Typed keys of one group of a configuration file, with unit, range and default.
// Every reader has the same manners. A key that is not there leaves `*out`, which holds the
// default, as it is, and returns false. A value of the wrong type or out of range is a finding,
// and false. Only a good value is stored, and true. `unit` is for the sentence ("px"), "" for none.
// Thread: the one that owns the config.
#pragma once

#include "base/colour.h"
#include "base/geom.h"
#include "config/config.h"

// One group while it is read.
struct section {
    struct config *config;
    const struct node *group; // a NODE_GROUP
};

struct section section_root(struct config *config);

// The value of `key`, NULL when it is not there.
const struct node *section_find(const struct section *self, const char *key);

// A finding for every key of the group that is not among `known`, with the nearest spelling.
void section_know(const struct section *self, const char *const *known, size_t count);

// Text of 1 … `limit` bytes. `*out` is borrowed until the config is closed.
bool key_text(const struct section *self, const char *key, size_t limit, const char **out);
// The same for a node in hand, which a finding is about.
bool node_is_text(struct config *config, const struct node *node, size_t limit);

// A name that programs use too: [A-Za-z0-9_.-], 1 … 64 characters. Borrowed as above.
bool key_id(const struct section *self, const char *key, const char **out);
// The same for a node in hand, which a finding is about; NODE_TEXT or a finding.
bool node_is_id(struct config *config, const struct node *node);

bool key_bool(const struct section *self, const char *key, bool *out);

struct range {
    double least, most;
    const char *unit;
    const char *word; // "auto": what may be written for the value `word_value`; NULL: no word
    double word_value;
};

bool key_integer(const struct section *self, const char *key, struct range range, int *out);
bool key_number(const struct section *self, const char *key, struct range range, double *out);

// A length of time: "2.5s", "300ms", "10m", "1h", or a plain number of seconds.
// Units: range in seconds, `*out` in microseconds.
bool key_length(const struct section *self, const char *key, struct range range, int64_t *out_us);

// The same from a text, without a plain number. Units: seconds.
bool length_parse(const char *text, double *out_s);

bool key_colour(const struct section *self, const char *key, struct colour *out);

// A picture's size, "1024x128" (x, X or ×), each side 1 … 16384; "auto" is {0, 0}.
bool key_size(const struct section *self, const char *key, struct size *out);

// One word of a fixed set, stored as its number. The table ends with a NULL name; a name that
// stands further down with the same value is understood but not offered.
struct choice {
    const char *name;
    int value;
};
bool key_choice(const struct section *self, const char *key, const struct choice *choices,
                int *out);
// The value of `word`, 0 when it is none of them.
int choice_value(const struct choice *choices, const char *word);

// "text", "a whole number", …: what a value is called in findings.
const char *node_type_name(enum node_type type);

// The finding that `node` is something else than `wanted` ("a text").
void node_say_type(struct config *config, const struct node *node, const char *wanted,
                   const char *hint);
