// One look at the address from which a point is supplied: whether there is a newer bundle, and if
// so, fetching and accepting it. The address is that of a bundle's folder on any web server:
//
//     URL/manifest, URL/manifest.minisig, …, URL/blob/<sha256>
//
// The server is a courier like a stick: what it says counts for nothing until it is signed, so it
// need not be trusted, and plain HTTP does. In this order: the manifest (one request, and the end
// of it where it has not changed); its signatures and keys; the first steps of accepting, and only
// if those pass, the files that are missing; then accept_bundle(), the one door. Blocking, for
// hours; any thread, one at a time. A process that ends in the middle goes on where it was.
#pragma once

#include "bundle/accept.h"
#include "fetch/get.h"

#include <stdbool.h>
#include <stdint.h>

struct update_terms {
    const char *url;                   // address_check() passed
    const struct accept_terms *accept; // no trial
    struct get_limits limits;          // zero: the usual
};

enum update_end {
    UPDATE_UNCHANGED = 1, // nothing new there
    UPDATE_TAKEN,         // `accepted`: installed, or on already
    UPDATE_REFUSED,       // `accepted`: refused
    UPDATE_FAILED,        // it could not be fetched; `why`
};

struct updated {
    enum update_end end;
    struct accepted accepted; // to be let go by accepted_fini(), whatever the end
    int requests;
    int64_t received;    // bytes of files
    int64_t retry_us;    // that the server wants to be left alone; 0
    bool is_certificate; // it failed at the server's certificate
    char why[640];       // "" where all is well
};

// True unless it was refused or failed.
bool update_look(struct content *content, const struct update_terms *terms, struct updated *out)
    __attribute__((warn_unused_result));
