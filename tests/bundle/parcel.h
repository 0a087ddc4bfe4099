// Bundles for tests, signed the way minisign signs, and a content folder to accept them into. A
// parcel is a plain folder that a test may tamper with before it is handed over.
#pragma once

#include "bundle/accept.h"

#include <sodium.h>

struct signer {
    struct sign_key public;
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
};

// The same number gives the same keys.
struct signer signer_make(unsigned char number);

// What minisign would write for `bytes`. `is_legacy`: "Ed", over the bytes themselves.
// Owns: the caller, by free().
char *signer_sign(const struct signer *self, const void *bytes, size_t length, const char *comment,
                  bool is_legacy);

struct parcel {
    char *folder;
    struct manifest manifest; // may be changed before parcel_seal()
};

// An empty bundle for fleet "hinggan-ga", release 1/`seq`, created 2026-09-01, good until
// 2027-03-01.
void parcel_begin(struct parcel *self, int64_t seq);
// Adds a file and returns it; the first playlist becomes the usual one.
struct manifest_file *parcel_add(struct parcel *self, enum bundle_kind kind, const char *name,
                                 const void *bytes, size_t length);
// The playlist "hall.cfg" of one slogan.
void parcel_add_hall(struct parcel *self, const char *slogan);
// Writes the manifest and signs it; `approver` may be NULL.
void parcel_seal(struct parcel *self, const struct signer *author, const struct signer *approver);
// Signs whatever text stands in for the manifest.
void parcel_seal_text(struct parcel *self, const char *text, const struct signer *author);
void parcel_put(struct parcel *self, const char *name, const void *bytes, size_t length);
void parcel_end(struct parcel *self);

// A time as a manifest writes it: "2026-10-01T00:00:00Z".
struct wall parcel_time(const char *text);

// Keys of one author and (may be NULL) one approver, number `number`, for fleet "hinggan-ga".
struct keys keys_of(const struct signer *author, const struct signer *approver, int64_t number);
