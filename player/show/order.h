// What somebody tells the running player (xiaolaba tell), and what the player answers, as lines.
// Pure.
//
// An order is one line: WHAT [ITEM] [for LENGTH] [json], its words separated by blanks:
//     status json
//     emergency fire for 10m
//     count 12 door
//     touch
// and, from xiaolaba log, "log" with an entry (show/order_log.h).
// An answer is one line too: "ok SENTENCE" or "no SENTENCE"; asked with "json", one JSON object
// that begins with {"done":true or {"done":false.
#pragma once

#include "base/error.h"
#include "base/str.h"
#include "ledger/manual.h"
#include "ledger/play.h"
#include "show/condition.h"

#include <stdbool.h>
#include <stdint.h>

enum { ORDER_ITEM_BYTES = 65 }; // an id of 64 letters
#define ORDER_COUNT_MOST 10000
#define ORDER_LONGEST_US INT64_C(86400000000) // a day; who needs longer says no length

enum order_kind {
    ORDER_STATUS = 1,
    ORDER_NEXT,
    ORDER_PREVIOUS,
    ORDER_PAUSE,
    ORDER_RESUME,
    ORDER_RELOAD,
    ORDER_EMERGENCY, // `item` takes the screen
    ORDER_CLEAR,     // the emergency is over
    ORDER_COUNT,     // `number` people came past, told by `item`
    ORDER_TOUCH,     // `number` touches
    ORDER_LOG,       // what staff did beside the screen, into the ledger
    ORDER_QUIT,
};

struct order {
    enum order_kind kind;
    char item[ORDER_ITEM_BYTES]; // "" where the kind takes none
    int64_t for_us;              // emergency: for how long; 0: until cleared
    int64_t number;              // count, touch: of people, of touches; else 0
    struct manual_entry entry;   // log
    bool wants_json;
};

// Range: the item is an id ([A-Za-z0-9_.-]{1,64}), which need not be one of the playlist; LENGTH is
// a whole number with its unit (us, ms, s, m, min, h), above 0 and up to a day. `count` wants a
// whole number, 0 … ORDER_COUNT_MOST, and may name its counter (item; else "tell"); `touch` may say
// how often (else once).
// Fails: ERROR_CONFIG with a sentence for whoever asked; it holds no bytes of theirs but words that
// can be printed.
bool order_parse(const char *line, struct order *out, struct error *err)
    __attribute__((warn_unused_result));

// The line that order_parse() reads back as the same order. No line end.
void order_print(const struct order *self, struct str *out);

// What the player does at this moment. Strings are borrowed.
struct order_status {
    const char *item;      // id of what is shown; NULL: the house card
    const char *title;     // for people; NULL: the id
    const char *zone;      // where it is shown; NULL: not said
    const char *emergency; // id of the item that has taken the screen; NULL: none
    const char *playlist;  // its name; NULL: not said
    int rung;           // of what stands in for it (show/ladder.h), whose name it is then; 0: none
    size_t quarantined; // items that failed too often
    const char *one_of_them; // id; NULL: there is none
    bool is_paused, is_muted;
    bool is_dark;    // closed: the screen is dark on purpose
    bool is_logging; // showings are stored
    int64_t plays_today, late_frames;
    int rate_mhz;        // frames per 1000 s that the screen shows
    int64_t speed_mpx_s; // of the zone's text, in 1/1000 px per second; 0: nothing scrolls
    int wished_px_s;     // before it was made whole
    enum clock_trust trust;
    const struct condition *condition; // of the machine; NULL: nobody looks at it
};

struct order_answer {
    bool is_done;
    char sentence[256];                // for people, no full stop; "" where there is a status
    const struct order_status *status; // borrowed; NULL: none was asked for
};

// The line for the asker, without line end.
void order_answer_print(const struct order_answer *self, bool wants_json, struct str *out);

// What an answer's line says: whether the player did it, and the text for people (a JSON line
// whole), borrowed from `line`. Fails: false when it is no answer.
bool order_answer_read(const char *line, bool *is_done, const char **text)
    __attribute__((warn_unused_result));
