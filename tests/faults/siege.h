// A point that is attacked with bundles: release 10 is on, 9 was on before, and somebody hands over
// another folder. Either it is refused, and then nothing has changed; or the very bytes that were
// signed are on. One thread, beside those that an attack starts.
#pragma once

#include "bundle/parcel.h"
#include "row.h"
#include "support/test.h"

enum { OLDER = 9, ON = 10, GOOD = 11 };

// What has to come of an attack, beside the numbers of accept.h.
enum {
    ANY_REFUSAL = -1,
    WHATEVER = 0, // refused, or the good bundle is on
};

struct siege {
    struct row *row;
    uint64_t random;
    char *top;
    struct content *content;
    char *before; // stock_print()
    struct signer author, approver, stranger;
    struct accept_terms terms;
    struct parcel older, on;
    struct parcel parcel; // release GOOD, new for every attack
    char *good;           // its manifest
    int64_t taken, refused;
    void (*while_copying)(struct siege *self, int piece); // may be NULL
    int pieces;
};

void siege_begin(struct siege *self, struct row *row);
void siege_end(struct siege *self);

// A parcel that would be taken.
void siege_pack(struct siege *self);
void siege_unpack(struct siege *self);
// Both sign it as it is now.
void siege_seal(struct siege *self);
void siege_seal_text(struct siege *self, const char *text);

// New keys come with it, and it is signed by those: it would be taken, too.
void siege_rotate(struct siege *self);
// The point as it was, in a fresh folder.
void siege_settle(struct siege *self);

// Hands it over; what came of it must be `expected`: an answer, ANY_REFUSAL or WHATEVER.
void siege_try(struct siege *self, const char *what, int expected);

// --- the folder of the parcel

char *siege_path(const struct siege *self, const char *name);
void siege_put(const struct siege *self, const char *name, const void *bytes, size_t length);
char *siege_get(const struct siege *self, const char *name, size_t *length);
void siege_remove(const struct siege *self, const char *name);
char *siege_blob(const struct siege *self, size_t file); // "blob/9f86…"
void siege_sign(const struct siege *self, const char *name, const struct signer *signer,
                const void *bytes, size_t length);

// --- attacks: how many there are, and one of them

size_t attacks_count(void); // siege_attacks.c: what TUF names, and more of that kind
void attacks_run(struct siege *self, size_t number);
size_t traps_count(void); // siege_traps.c: what lies on a stick besides files
void traps_run(struct siege *self, size_t number);
size_t key_attacks_count(void); // siege_keys.c: new keys
void key_attacks_run(struct siege *self, size_t number);
