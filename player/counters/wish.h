// What counts people or touches at a point, as the point's file says it. A fact; owned by whoever
// read it; any thread may read.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define COUNTER_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

enum {
    COUNTERS_MOST = 8,       // of a point
    COUNTER_NAME_BYTES = 17, // 16 characters, as in counter_name_is_good()
    COUNTER_ANY_KEY = -1,
};

enum counter_kind {
    COUNTER_MQTT = 1, // whole numbers from a broker
    COUNTER_EVDEV,    // presses of an input device: a light beam's contact, a button
};

enum counter_payload {
    PAYLOAD_DELTA = 1, // so many more
    PAYLOAD_TOTAL,     // so many since the counter was made or reset
};

struct counter_wish {
    char name[COUNTER_NAME_BYTES]; // for the ledger; unique in a point
    enum counter_kind kind;
    bool is_touch; // counts touches, which are engagement, and not people
    // COUNTER_MQTT
    char *host;  // name or address
    int port;    // 1 … 65535
    char *topic; // one, without wildcards
    enum counter_payload payload;
    char *user;          // NULL: nobody is asked for
    char *password_file; // its first line; NULL: none
    char *ca;            // certificates in PEM that the broker is checked by; NULL: no TLS
    // COUNTER_EVDEV
    char *device;        // "/dev/input/by-id/…"
    int key;             // of linux/input-event-codes.h, or COUNTER_ANY_KEY
    bool grabs;          // nobody else gets its presses
    int64_t debounce_us; // presses that follow sooner are the same one; 0: all are counted
};

// "door": a letter, then letters, digits, _ . or -, 16 in all. Short, so that a name is the name of
// a counter and not of whoever passed it.
static inline bool counter_name_is_good(const char *name)
{
    size_t length = strspn(name, COUNTER_LETTERS "0123456789_.-");
    return length >= 1 && length < COUNTER_NAME_BYTES && name[length] == '\0' &&
           strspn(name, COUNTER_LETTERS) >= 1;
}
