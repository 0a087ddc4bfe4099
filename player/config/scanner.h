// The scanner's state, shared by the files that scan one sort of token each. Inside the config
// room.
#pragma once

#include "config/config.h"

enum token {
    TOKEN_NONE = 0,
    TOKEN_NAME,   // a bare word
    TOKEN_ASSIGN, // = or :
    TOKEN_STRING,
    TOKEN_VALUE, // number, true, false
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_COMMA,
    TOKEN_END, // ;
};

struct bracket {
    char sign; // '{', '(' or '['
    int line;
    int keys; // so far
};

struct scanner {
    struct config *config;
    const char *at; // next byte of the NUL-terminated text
    int line;
    struct str *out;
    enum token last; // the last token that was not a blank or a comment
    int last_line;
    size_t last_string; // offset of the last string in `out`
    size_t last_comma;  // offset of the last comma in `out`
    bool is_comma_told; // a finding has been made of it
    struct bracket brackets[CONFIG_DEPTH_LIMIT];
    int depth;
    int top_keys;          // outside of all brackets
    struct str wide;       // "“ ” ；": full-width signs of this line, to be told once a line
    struct str wide_right; // "\" ;"
    int wide_line;
    bool is_hopeless; // the rest cannot be parsed; why has been said
};

void scan_say(struct scanner *self, int line, enum severity severity, const char *hint,
              const char *sentence, ...) __attribute__((format(printf, 5, 6)));

// At a `"`: moves behind the string and copies it.
void scan_string(struct scanner *self);

// Bytes that stand for a string but are not written as one go out as one.
void scan_emit_quoted(struct scanner *self, const char *bytes, size_t count);

// The last string turns out to be a key: tells it, and takes its quotes off.
void scan_unquote_key(struct scanner *self);

// At a sign, digit or point: moves behind the run of characters that belong to the number.
void scan_number(struct scanner *self);

// At a byte above 0x7F outside strings.
void scan_wide(struct scanner *self);
// A sign of the grammar, `sign`; the text is behind it already.
void scan_punctuation(struct scanner *self, char sign);
// Tells the line's full-width signs, if there were any.
void scan_wide_flush(struct scanner *self);
