// A string that grows, and a few questions about strings. Owned by whoever declared it; one thread.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    char *text; // NUL-terminated once anything was added; NULL before
    size_t length;
    size_t capacity;
};

void str_add(struct str *self, const char *text);
void str_add_bytes(struct str *self, const void *bytes, size_t count);
void str_addf(struct str *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_add_integer(struct str *self, int64_t value); // in decimal
// The shortest decimals that read back as the same number; "nan", "inf" for what is none.
void str_add_number(struct str *self, double value);
// The text, "" while nothing was added. Borrowed until the next change.
const char *str_text(const struct str *self);
// The caller now owns the text (never NULL); the str is empty again.
char *str_take(struct str *self) __attribute__((returns_nonnull, warn_unused_result));
void str_fini(struct str *self);

bool str_is(const char *a, const char *b); // equal; NULL equals only NULL
bool str_ends_with(const char *text, const char *tail);

// How many single-character insertions, deletions and changes (and swaps of neighbours) lead from
// `a` to `b`. Source: optimal string alignment distance; bytes, for ASCII keys.
int str_distance(const char *a, const char *b);

// The candidate nearest to `text`, or NULL when none is near enough to be meant. Of equally
// near ones the first that begins with the same letter, else the first.
const char *str_nearest(const char *text, const char *const *candidates, size_t count);
