// New keys that come with a bundle.
#include "bundle/accept_parts.h"
#include "bundle/beneath.h"

#include <stdlib.h>
#include <string.h>

enum { NAMES = 4 };
static const char *const names[NAMES] = {
    "keys.old.minisig",
    "keys.old-approve.minisig",
    "keys.new.minisig",
    "keys.new-approve.minisig",
};

// Parts that are not there stay empty.
static bool read_parts(struct acceptance *self, struct part *keys, struct part parts[NAMES])
{
    struct error err = {0};
    bool is_missing = false;
    if (!beneath_read(self->source, "keys", KEYS_FILE_LIMIT, &keys->bytes, &keys->length,
                      &is_missing, &err)) {
        return is_missing || accept_refuse(self, ACCEPT_KEYS, &err);
    }
    for (size_t i = 0; i < NAMES; i++) {
        if (!beneath_read(self->source, names[i], SIGNATURE_FILE_LIMIT, &parts[i].bytes,
                          &parts[i].length, &is_missing, &err) &&
            !is_missing) {
            return accept_refuse(self, ACCEPT_KEYS, &err);
        }
    }
    return true;
}

// The set in force lies on a stick for as long as the stick is in use.
static bool is_known(const struct acceptance *self, const struct part *keys)
{
    struct str own = {0};
    keys_print(&self->keys, &own);
    bool is_same = own.length == keys->length && memcmp(own.text, keys->bytes, own.length) == 0;
    str_fini(&own);
    return is_same;
}

static bool take(struct acceptance *self, const struct part *keys, const struct part parts[NAMES])
{
    struct key_change change = {.bytes = keys->bytes, .length = keys->length};
    for (size_t i = 0; i < NAMES; i++) {
        struct signatures *signatures = i < 2 ? &change.old : &change.own;
        enum key_role role = i % 2 == 0 ? ROLE_AUTHOR : ROLE_APPROVER;
        signatures->texts[role] = parts[i].bytes;
        signatures->lengths[role] = parts[i].length;
    }
    struct keys next;
    struct error err = {0};
    if (!keys_succeed(&self->keys, &change, &next, &err)) {
        return accept_refuse(self, ACCEPT_KEYS, &err);
    }
    if (!self->terms->is_trial && !content_put_keys(self->content, &next, &err)) {
        return accept_refuse(self, ACCEPT_STORE, &err);
    }
    self->keys = next;
    self->out->has_new_keys = true;
    return true;
}

bool accept_new_keys(struct acceptance *self)
{
    struct part keys = {0};
    struct part parts[NAMES] = {0};
    bool is_good = read_parts(self, &keys, parts);
    if (is_good && keys.bytes != NULL && !is_known(self, &keys)) {
        is_good = take(self, &keys, parts);
    }
    free(keys.bytes);
    for (size_t i = 0; i < NAMES; i++) {
        free(parts[i].bytes);
    }
    return is_good;
}
