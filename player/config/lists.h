// Values that may be one or several: "mon", or ( "mon", "fri" ); and dates.
// The manners are those of config/keys.h. Thread: the one that owns the config.
#pragma once

#include "config/keys.h"

enum { LIST_LIMIT = 100 }; // elements of a list that is written by hand

// What `node` stands for: its elements when it is a list, else itself.
size_t node_count(const struct node *node);
const struct node *node_element(const struct node *node, size_t index);

// Whether `node` stands for 1 … `most` values. A finding, and false, when it does not.
bool node_is_counted(struct config *config, const struct node *node, size_t most, const char *hint);

// One text, or a list of at most LIST_LIMIT, each of 1 … `limit` bytes.
// Owns: the caller, by texts_free().
bool key_texts(const struct section *self, const char *key, size_t limit, char ***out,
               size_t *count);
void texts_free(char **texts, size_t count); // NULL is fine

// A date, "2026-11-01". Units: days since 1970-01-01.
bool node_is_date(struct config *config, const struct node *node, int64_t *out_day);
bool key_date(const struct section *self, const char *key, int64_t *out_day);
