// One file over HTTP or HTTPS, or the part of it that is still missing. It takes no more bytes than
// it was told to, follows a few redirects, of which none leads away from encryption or to anything
// but HTTP(S), checks certificates always, and tells the server nothing but the program's version.
// Blocking; one thread. Inside this room.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Seconds; 0: the usual.
struct get_limits {
    long connect_s;
    long small_s; // for all of a small file
    long large_s; // for all of a large one; what is left is fetched at the next try
    long slow_s;  // at less than GET_SLOW bytes a second
};
enum { GET_SLOW = 200, GET_VALIDATOR = 256 };

// What a server said of a file, to be asked again whether that still holds. "": nothing.
struct validators {
    char etag[GET_VALIDATOR];
    char modified[GET_VALIDATOR];
};

enum got {
    GOT_IT = 1,
    GOT_UNCHANGED, // the validators still hold
    GOT_MISSING,   // the server has no such file
    GOT_NO_RANGE,  // the server has no bytes there
    GOT_ERROR,     // `err`: no connection, too slow, too large, cut off, …
};

struct get {
    const char *url;
    const struct validators *unless; // NULL: in any case
    int64_t from;                    // bytes that are here already
    int64_t limit;                   // bytes of the whole file, at most
    bool is_large;
    // Where it goes. begin: with 0 or `from`, before the first byte, also of an empty file.
    bool (*begin)(void *self, int64_t from, struct error *err);
    bool (*take)(void *self, const void *piece, size_t length, struct error *err);
    void *self;
};

struct get_reply {
    struct validators validators;
    int64_t received;    // bytes of the file
    int64_t retry_us;    // that the server wants to be left alone; 0
    bool is_certificate; // the certificate was what was wrong
};

struct getter;

// Fails: libcurl is not installed.
struct getter *getter_open(const char *version, const struct get_limits *limits, struct error *err)
    __attribute__((warn_unused_result));
void getter_close(struct getter *self); // NULL is fine

enum got getter_get(struct getter *self, const struct get *get, struct get_reply *reply,
                    struct error *err);
