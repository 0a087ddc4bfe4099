// What a Chinese input method leaves outside of strings: full-width punctuation, full-width quotes,
// text without quotes, keys in Chinese.
#include "config/scanner.h"

#include "base/utf8.h"

#include <string.h>

static const struct {
    const char *wide;
    const char *right;
} signs[] = {
    {"；", ";"}, {"＝", "="}, {"：", ":"}, {"，", ","}, {"（", "("},       {"）", ")"},
    {"｛", "{"}, {"｝", "}"}, {"［", "["}, {"］", "]"}, {"＂", "\""},      {"“", "\""},
    {"”", "\""}, {"、", ","}, {"【", "("}, {"】", ")"}, {"。", ";"},       {"．", "."},
    {"‘", "\""}, {"’", "\""}, {"＃", "#"}, {"　", " "}, {"\xC2\xA0", " "},
};
enum { SIGNS = sizeof signs / sizeof signs[0] };

static size_t sign_at(const char *at)
{
    for (size_t i = 0; i < SIGNS; i++) {
        if (strncmp(at, signs[i].wide, strlen(signs[i].wide)) == 0) {
            return i;
        }
    }
    return SIGNS;
}

// Remembers a sign for the line's finding, once.
static void note(struct scanner *self, size_t sign)
{
    if (strstr(str_text(&self->wide), signs[sign].wide) != NULL) {
        return;
    }
    bool is_first = self->wide.length == 0;
    self->wide_line = is_first ? self->line : self->wide_line;
    bool is_blank = signs[sign].right[0] == ' ';
    str_addf(&self->wide, "%s%s", is_first ? "" : " ", is_blank ? "blank" : signs[sign].wide);
    if (strstr(str_text(&self->wide_right), signs[sign].right) == NULL || is_blank) {
        str_addf(&self->wide_right, "%s%s", is_first ? "" : " ",
                 is_blank ? "a plain blank" : signs[sign].right);
    }
}

void scan_wide_flush(struct scanner *self)
{
    if (self->wide.length > 0) {
        struct str hint = {0};
        str_addf(&hint, "write %s instead: switch the input method to English punctuation",
                 str_text(&self->wide_right));
        scan_say(self, self->wide_line, TROUBLE_ERROR, str_text(&hint),
                 "full-width %s outside of a text", str_text(&self->wide));
        str_fini(&hint);
    }
    str_fini(&self->wide);
    str_fini(&self->wide_right);
}

// At “ or ＂: the text up to any closing quote of the line.
static void scan_wide_string(struct scanner *self)
{
    size_t sign = sign_at(self->at);
    note(self, sign);
    const char *from = self->at + strlen(signs[sign].wide);
    const char *to = from;
    size_t closing = 0;
    for (; *to != '\0' && *to != '\n'; to++) {
        size_t other = sign_at(to);
        bool is_quote = other < SIGNS && signs[other].right[0] == '"';
        if (*to == '"' || is_quote) {
            closing = *to == '"' ? 1 : strlen(signs[other].wide);
            break;
        }
    }
    if (closing > 1) {
        note(self, sign_at(to));
    } else if (closing == 0) {
        scan_say(self, self->line, TROUBLE_ERROR, "close it with \"", "this text never ends");
    }
    scan_emit_quoted(self, from, (size_t)(to - from));
    self->at = to + closing;
}

// A run of letters that are not ASCII: a value without quotes, or a key.
static void scan_wide_word(struct scanner *self)
{
    const char *from = self->at;
    while (*self->at != '\0' && strchr(" \t\r\n;,=:(){}[]\"", *self->at) == NULL &&
           sign_at(self->at) == SIGNS) {
        self->at++;
    }
    size_t length = (size_t)(self->at - from);
    bool is_key = self->last != TOKEN_ASSIGN && self->last != TOKEN_COMMA &&
                  !(self->last == TOKEN_OPEN && self->depth > 0 &&
                    self->brackets[self->depth - 1].sign != '{');
    if (is_key) {
        scan_say(self, self->line, TROUBLE_ERROR,
                 "keys are English words, and Chinese belongs between \" and \"",
                 "“%.*s” is not a key", (int)length, from);
        self->is_hopeless = true;
        self->last = TOKEN_NAME;
        return;
    }
    struct str hint = {0};
    str_addf(&hint, "\"%.*s\"", (int)length, from);
    scan_say(self, self->line, TROUBLE_ERROR, str_text(&hint), "a text needs quotes");
    str_fini(&hint);
    scan_emit_quoted(self, from, length);
}

void scan_wide(struct scanner *self)
{
    size_t sign = sign_at(self->at);
    if (sign == SIGNS) {
        scan_wide_word(self);
        return;
    }
    if (signs[sign].right[0] == '"') {
        scan_wide_string(self);
        return;
    }
    note(self, sign);
    self->at += strlen(signs[sign].wide);
    scan_punctuation(self, signs[sign].right[0]);
}
