// What staff did beside the screen and entered by hand: leaflets, talks. An entry is an event
// (EVENT_MANUAL: its value is the count, its detail what manual_detail() makes). It is never
// changed: whoever erred enters another one that supersedes it. Facts; any thread.
#pragma once

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum outreach_manual_kind {
    MANUAL_LEAFLETS = 0, // 发放宣传单
    MANUAL_INSTALLS,     // 指导安装国家反诈中心 App
    MANUAL_TALKS,        // 宣讲 (times)
    MANUAL_ATTENDEES,    // 听讲 (people)
    MANUAL_BROADCASTS,   // 喇叭广播 (times)
    MANUAL_KINDS,
};

enum {
    MANUAL_ID_BYTES = 9,  // 8 hexadecimal digits
    MANUAL_BY_BYTES = 65, // UTF-8, as all texts here
    MANUAL_NOTE_BYTES = 257,
    MANUAL_POINT_BYTES = 65, // an id of 64 letters
};
#define MANUAL_COUNT_MOST INT64_C(1000000) // of one entry: a league hands out 30,000 leaflets

struct manual_entry {
    enum outreach_manual_kind kind;
    int64_t count; // 0 … MANUAL_COUNT_MOST; 0 only takes back what it supersedes
    int64_t day;   // when it happened: days since 1970-01-01
    char id[MANUAL_ID_BYTES];
    char supersedes[MANUAL_ID_BYTES]; // "": nothing
    char by[MANUAL_BY_BYTES];         // who entered it
    char note[MANUAL_NOTE_BYTES];     // "": none
    char point[MANUAL_POINT_BYTES];   // "": that of the ledger
};

const char *manual_kind_name(enum outreach_manual_kind kind);  // "leaflets"
const char *manual_kind_label(enum outreach_manual_kind kind); // "发放宣传单"
const char *manual_kind_unit(enum outreach_manual_kind kind);  // "份"
// Which kind `name` is; −1: none.
int manual_kind_of(const char *name);

// A new id, by chance.
void manual_new_id(char out[MANUAL_ID_BYTES]);
bool manual_id_is_good(const char *id); // 8 of 0-9 a-f

// Whether `text` is a line of UTF-8 of fewer than `limit` bytes, without control characters.
bool manual_text_is_good(const char *text, size_t limit);

// Whether everything in it is in range. Fails: ERROR_CONFIG with a sentence.
bool manual_check(const struct manual_entry *self, struct error *err)
    __attribute__((warn_unused_result));

// {"kind":"leaflets","id":"3f2a91c0","day":"2026-11-25","by":"…","note":"…","supersedes":"…"}, and
// "point"; what was not said is left out.
void manual_detail(const struct manual_entry *self, struct str *out);
