// A configuration file as a tree of facts. libconfig ends in this room: the bytes are read, checked
// and mended here (config/scan.h), parsed once, and copied into nodes; what was wrong with them is
// in the troubles. A file is always one file: @include is refused, so that its bytes say all of it.
// Owned by the caller of config_open(); one thread.
#pragma once

#include "config/troubles.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CONFIG_FILE_LIMIT = 1 << 20, // bytes; a day of slogans is far below
    CONFIG_DEPTH_LIMIT = 32,     // brackets inside brackets
    CONFIG_ERROR_LIMIT = 100,    // findings that are told before the rest is summed up
};

enum node_type {
    NODE_GROUP = 1, // { key = value; … }, and the file itself
    NODE_LIST,      // ( … ) or [ … ]
    NODE_TEXT,
    NODE_INTEGER,
    NODE_NUMBER, // written with a point or an exponent
    NODE_BOOL,
};

struct node {
    enum node_type type;
    char *key; // NULL in a list
    int line;
    const struct node *parent; // NULL for the file itself
    char *text;                // NODE_TEXT: valid UTF-8 without control characters but \n and \t
    int64_t integer;           // NODE_INTEGER; NODE_BOOL: 0 or 1
    double number;             // NODE_NUMBER, NODE_INTEGER
    struct node *children;     // NODE_GROUP, NODE_LIST: in the file's order
    size_t count;
};

struct config {
    char *path;                // as the user named it
    struct node root;          // a NODE_GROUP
    struct troubles *troubles; // borrowed: whoever opened the file
    size_t errors;             // that this file has added to them
};

// The bytes of `path`, at most CONFIG_FILE_LIMIT; why not is a finding.
// Owns: the caller, by free().
bool config_read_bytes(const char *path, char **bytes, size_t *length, struct troubles *troubles)
    __attribute__((warn_unused_result));

// The same for files of another sort, of at most `limit` bytes.
bool config_read_limited(const char *path, size_t limit, char **bytes, size_t *length,
                         struct troubles *troubles) __attribute__((warn_unused_result));

// Reads `path` and parses it. A tree comes back whenever there is something to walk, even when the
// file has findings that make it unusable: the caller walks it for the rest of the findings and
// then asks config_is_usable(). NULL: unreadable, or a syntax nobody can follow (already told).
// Owns: the caller, by config_close(). Thread: any, one at a time.
struct config *config_open(const char *path, struct troubles *troubles)
    __attribute__((warn_unused_result));

// The same from bytes in memory; `path` names them in findings.
struct config *config_parse(const char *path, const char *bytes, size_t length,
                            struct troubles *troubles) __attribute__((warn_unused_result));

void config_close(struct config *self); // NULL is fine

bool config_is_usable(const struct config *self); // no finding of this file is an error

// "items[2].speed": how a node is called in findings. Elements of a list count from 1, as in the
// ids that items get. "" for the file itself.
void node_path(const struct node *node, struct str *out);

// Adds a finding about `node`, or about the key `key` that is wanted in it (NULL: the node itself).
// Only the first CONFIG_ERROR_LIMIT errors are told.
void config_complain(struct config *self, const struct node *node, const char *key,
                     enum severity severity, const char *hint, const char *sentence, ...)
    __attribute__((format(printf, 6, 7)));

// The same when only a line is to blame.
void config_complain_at(struct config *self, int line, enum severity severity, const char *hint,
                        const char *sentence);
