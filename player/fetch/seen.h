// What was last fetched from where, and what became of it, so that looking again costs one small
// request. A text of lines "word value". Pure; any thread. Inside this room.
#pragma once

#include "base/str.h"
#include "bundle/accept.h"
#include "fetch/address.h"
#include "fetch/get.h"

struct seen {
    char url[ADDRESS_LIMIT + 1]; // "": nothing was
    struct validators validators;
    char manifest[SHA256_TEXT];
    enum accept_answer answer; // 0: it was not answered yet
    char version[32];          // of the player that answered
};

// A text that is damaged says that nothing was seen.
struct seen seen_parse(const char *text);
void seen_print(const struct seen *self, struct str *out);
