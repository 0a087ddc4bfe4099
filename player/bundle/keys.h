// Whose signatures a point believes: the fleet it belongs to and the keys of its authors and
// approvers. Where there are approvers, a bundle needs one signature of each (先审后播). The first
// set is given by hand; each later one has to be signed by the one before it, role by role, and by
// itself. Pure; any thread.
//
//     #xiaolaba-keys 1
//     #fleet hinggan-ga
//     #number 2              of this set; only ever rises
//     #author RWQ…
//     #approver RWQ…         optional; any number of either, eight at most
//     #end 2                 number of keys; nothing follows
#pragma once

#include "base/error.h"
#include "base/str.h"
#include "bundle/signature.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    KEYS_MOST = 8,          // of a role
    KEYS_FILE_LIMIT = 4096, // bytes
    KEYS_FLEET = 64,        // bytes, with the NUL
};

enum key_role { ROLE_AUTHOR = 1, ROLE_APPROVER };
enum { KEY_ROLES = 2 };

struct key_ring {
    struct sign_key keys[KEYS_MOST];
    size_t count;
};

struct keys {
    char fleet[KEYS_FLEET + 1];
    int64_t number;                       // ≥ 1
    struct key_ring rings[KEY_ROLES + 1]; // by role
};

bool keys_parse(const char *bytes, size_t length, struct keys *out, struct error *err)
    __attribute__((warn_unused_result));
void keys_print(const struct keys *self, struct str *out);
const char *key_role_name(enum key_role role); // "author"

// Whether a fleet or a site may be called so.
bool keys_fleet_is_valid(const char *name);

// The signatures that can lie beside a file, by who made them. NULL: none.
struct signatures {
    const char *texts[KEY_ROLES + 1]; // by role
    size_t lengths[KEY_ROLES + 1];
};

// Whether `bytes` are signed by an author and, where the set has approvers, by an approver that is
// no author's key. Fails: with a sentence that names the role.
bool keys_allow(const struct keys *self, const void *bytes, size_t length,
                const struct signatures *signatures, struct error *err)
    __attribute__((warn_unused_result));

// Whether `next` may take the place of `self`: the same fleet, a higher number, `old` made by the
// roles of `self`, `own` by those of `next`.
struct key_change {
    const char *bytes; // of the new set
    size_t length;
    struct signatures old, own;
};
bool keys_succeed(const struct keys *self, const struct key_change *change, struct keys *next,
                  struct error *err) __attribute__((warn_unused_result));
