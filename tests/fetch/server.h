// A web server on the loopback, for one test: it serves a folder, and misbehaves as it is told.
// Runs in a thread of its own; owned by the test.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum trick {
    TRICK_NONE = 0,
    TRICK_CUT,         // the connection ends after `at` bytes of the body
    TRICK_ENDLESS,     // no length is told, and zeros follow the file for as long as they are taken
    TRICK_HUGE,        // announces 1 GiB more than the file has
    TRICK_WRONG_RANGE, // sends the part that begins a byte later than was asked for
    TRICK_DEAF_RANGE,  // always sends the whole file
    TRICK_SHIFTED,     // claims the range that was asked for and sends the file's beginning
    TRICK_CHANGED,     // every byte is one more
    TRICK_STALL,       // answers, and then nothing comes
    TRICK_REDIRECT,    // to `text`
    TRICK_STATUS,      // `at`, with `text` as a further header line
    TRICK_PAGE,        // a page that says that there is nothing, with status 200
    TRICK_NO_VALIDATOR, // neither ETag nor Last-Modified
};

struct server;

struct server *server_start(const char *folder);
void server_stop(struct server *self);
// "http://127.0.0.1:41234"; borrowed.
const char *server_url(const struct server *self);

// The next `times` requests for a path that ends in `tail` ("manifest", "") are answered so.
struct server_rule {
    const char *tail;
    enum trick trick;
    int64_t at;
    const char *text;
    int times;
};
void server_trick(struct server *self, struct server_rule rule); // replaces the last one

// Requests since the last call, and bytes of bodies that were sent for them.
int server_take_requests(struct server *self, int64_t *bytes);
// How many of those had a path with `part` in it.
int server_take_requests_for(struct server *self, const char *part);
// The last request, as it came. Borrowed until the next one.
const char *server_last_request(const struct server *self);
