// Signatures as minisign makes them: an offline machine needs no other tool to sign for screens.
// Only pre-hashed signatures ("ED") are taken: of a legacy one ("Ed") nobody can tell whether it
// signs a file or the hash of another. Pure; any thread.
// Source: https://jedisct1.github.io/minisign/, "Signature format" and "Public key format".
#pragma once

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    KEY_ID_BYTES = 8,
    KEY_BYTES = 32,
    SIGNATURE_FILE_LIMIT = 16 * 1024, // bytes of a .minisig
    SIGNATURE_COMMENT_LIMIT = 8192,   // bytes of a trusted comment
    KEY_ID_TEXT = 2 * KEY_ID_BYTES + 1,
};

struct sign_key {
    unsigned char id[KEY_ID_BYTES];
    unsigned char key[KEY_BYTES];
};

// A public key from its file (a comment line, then the key) or from the key alone, "RW…".
bool sign_key_parse(const char *text, size_t length, struct sign_key *out, struct error *err)
    __attribute__((warn_unused_result));
// The same from the file `path`. Blocking.
bool sign_key_load(const char *path, struct sign_key *out, struct error *err)
    __attribute__((warn_unused_result));
void sign_key_print(const struct sign_key *self, struct str *out); // "RW…"
// As minisign writes it: sixteen hexadecimal digits.
void sign_key_name(const struct sign_key *self, char out[KEY_ID_TEXT]);
bool sign_key_is(const struct sign_key *self, const struct sign_key *other);

// Whether `minisig` signs `bytes`, by one of the keys; `by` is its index then and `comment` (may be
// NULL) gets the trusted comment. Fails: not a signature, a legacy one, by none of the keys, or of
// other bytes.
struct signed_bytes {
    const void *bytes;
    size_t length;
    const char *minisig;
    size_t minisig_length;
};
bool signature_check(const struct signed_bytes *what, const struct sign_key *keys, size_t key_count,
                     size_t *by, struct str *comment, struct error *err)
    __attribute__((warn_unused_result));
