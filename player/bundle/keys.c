// Sets of keys: their file, and what they allow.
#include "bundle/keys.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const roles[] = {[ROLE_AUTHOR] = "author", [ROLE_APPROVER] = "approver"};

const char *key_role_name(enum key_role role)
{
    return roles[role];
}

bool keys_fleet_is_valid(const char *name)
{
    size_t length = strlen(name);
    return length > 0 && length <= KEYS_FLEET &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") ==
               length;
}

// --- the file ----------------------------------------------------------------------------------

struct lines {
    char *text; // a copy; line ends are replaced by NUL
    char *at;
};

// What follows `head` in the next line, NULL when the line is another.
static const char *take(struct lines *self, const char *head)
{
    size_t length = strlen(head);
    char *end = strchr(self->at, '\n');
    if (end == NULL || strncmp(self->at, head, length) != 0) {
        return NULL;
    }
    const char *rest = self->at + length;
    *end = '\0';
    self->at = end + 1;
    return rest;
}

static bool to_number(const char *text, int64_t *out)
{
    enum { DIGITS = 18 };
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > DIGITS || text[digits] != '\0') {
        return false;
    }
    *out = strtoll(text, NULL, 10);
    return true;
}

static bool take_keys(struct lines *lines, enum key_role role, struct keys *out, struct error *err)
{
    const char *head = role == ROLE_AUTHOR ? "#author " : "#approver ";
    struct key_ring *ring = &out->rings[role];
    for (const char *text; (text = take(lines, head)) != NULL;) {
        if (ring->count == KEYS_MOST) {
            return error_set(err, ERROR_CONFIG, "more than %d keys of one role", KEYS_MOST);
        }
        if (!sign_key_parse(text, strlen(text), &ring->keys[ring->count], err)) {
            return error_prefix(err, "a line %s", head);
        }
        ring->count++;
    }
    return true;
}

// A person who writes and approves would be one pair of eyes. The number of a key is only its name,
// which its owner chose: one key may come with two.
static bool has_key_twice(const struct keys *self)
{
    const struct key_ring *authors = &self->rings[ROLE_AUTHOR];
    const struct key_ring *approvers = &self->rings[ROLE_APPROVER];
    for (size_t i = 0; i < approvers->count; i++) {
        for (size_t k = 0; k < authors->count; k++) {
            if (memcmp(approvers->keys[i].key, authors->keys[k].key, KEY_BYTES) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool parse(struct lines *lines, struct keys *out, struct error *err)
{
    const char *form = take(lines, "#xiaolaba-keys ");
    if (!str_is(form, "1")) {
        return error_set(err, ERROR_CONFIG,
                         form == NULL ? "is not a set of keys (#xiaolaba-keys 1)"
                                      : "is of a newer form than this player knows");
    }
    const char *fleet = take(lines, "#fleet ");
    if (fleet == NULL || !keys_fleet_is_valid(fleet)) {
        return error_set(err, ERROR_CONFIG, "#fleet is missing or no plain name");
    }
    memcpy(out->fleet, fleet, strlen(fleet) + 1);
    const char *number = take(lines, "#number ");
    if (number == NULL || !to_number(number, &out->number) || out->number < 1) {
        return error_set(err, ERROR_CONFIG, "#number is missing or no number from 1");
    }
    if (!take_keys(lines, ROLE_AUTHOR, out, err) || !take_keys(lines, ROLE_APPROVER, out, err)) {
        return false;
    }
    int64_t count = 0;
    const char *end = take(lines, "#end ");
    size_t own = out->rings[ROLE_AUTHOR].count + out->rings[ROLE_APPROVER].count;
    if (end == NULL || !to_number(end, &count) || count != (int64_t)own || *lines->at != '\0') {
        return error_set(err, ERROR_CONFIG, "is not whole (#end counts its keys, nothing follows)");
    }
    if (out->rings[ROLE_AUTHOR].count == 0) {
        return error_set(err, ERROR_CONFIG, "has no author");
    }
    return !has_key_twice(out) ||
           error_set(err, ERROR_CONFIG, "has one key as author and as approver");
}

// A set has one text only, so that texts can be compared.
static bool is_usual(const struct keys *keys, const char *bytes, size_t length)
{
    struct str usual = {0};
    keys_print(keys, &usual);
    bool is = usual.length == length && memcmp(usual.text, bytes, length) == 0;
    str_fini(&usual);
    return is;
}

bool keys_parse(const char *bytes, size_t length, struct keys *out, struct error *err)
{
    if (length > KEYS_FILE_LIMIT || memchr(bytes, '\0', length) != NULL) {
        return error_set(err, ERROR_CONFIG, "is not a set of keys (#xiaolaba-keys 1)");
    }
    struct lines lines = {.text = mem_format("%.*s", (int)length, bytes)};
    lines.at = lines.text;
    struct keys keys = {0};
    bool is_good = parse(&lines, &keys, err) &&
                   (is_usual(&keys, bytes, length) ||
                    error_set(err, ERROR_CONFIG,
                              "has another form than “xiaolaba trust” writes (ends of lines, "
                              "zeros before a number)"));
    free(lines.text);
    if (is_good) {
        *out = keys;
    }
    return is_good;
}

void keys_print(const struct keys *self, struct str *out)
{
    size_t count = 0;
    str_addf(out, "#xiaolaba-keys 1\n#fleet %s\n#number %" PRId64 "\n", self->fleet, self->number);
    for (enum key_role role = ROLE_AUTHOR; role <= ROLE_APPROVER; role++) {
        for (size_t i = 0; i < self->rings[role].count; i++) {
            str_addf(out, "#%s ", roles[role]);
            sign_key_print(&self->rings[role].keys[i], out);
            str_add(out, "\n");
        }
        count += self->rings[role].count;
    }
    str_addf(out, "#end %zu\n", count);
}

// --- what they allow ---------------------------------------------------------------------------

bool keys_allow(const struct keys *self, const void *bytes, size_t length,
                const struct signatures *signatures, struct error *err)
{
    for (enum key_role role = ROLE_AUTHOR; role <= ROLE_APPROVER; role++) {
        const struct key_ring *ring = &self->rings[role];
        if (ring->count == 0) {
            continue;
        }
        if (signatures->texts[role] == NULL) {
            return error_set(err, ERROR_CONFIG, "the signature of an %s is missing", roles[role]);
        }
        size_t by = 0;
        const struct signed_bytes what = {bytes, length, signatures->texts[role],
                                          signatures->lengths[role]};
        if (!signature_check(&what, ring->keys, ring->count, &by, NULL, err)) {
            return error_prefix(err, "the signature of an %s", roles[role]);
        }
    }
    return true;
}

bool keys_succeed(const struct keys *self, const struct key_change *change, struct keys *next,
                  struct error *err)
{
    struct keys keys;
    if (!keys_allow(self, change->bytes, change->length, &change->old, err)) {
        return error_prefix(err, "the new keys are not signed by those that are trusted here");
    }
    if (!keys_parse(change->bytes, change->length, &keys, err)) {
        return error_prefix(err, "the new keys");
    }
    if (strcmp(keys.fleet, self->fleet) != 0) {
        return error_set(err, ERROR_CONFIG, "the new keys are for fleet %s, this point is of %s",
                         keys.fleet, self->fleet);
    }
    if (keys.number <= self->number) {
        return error_set(err, ERROR_CONFIG,
                         "the keys have number %" PRId64 ", and number %" PRId64 " is in force",
                         keys.number, self->number);
    }
    if (!keys_allow(&keys, change->bytes, change->length, &change->own, err)) {
        return error_prefix(err, "the new keys are not signed by themselves");
    }
    *next = keys;
    return true;
}
