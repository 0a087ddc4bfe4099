// Walks a configuration text token by token: comments, brackets, commas, bare words.
#include "config/scan.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "config/scanner.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_LIMIT = 1000 }; // of one group: no reader knows more than a few dozen

void scan_say(struct scanner *self, int line, enum severity severity, const char *hint,
              const char *sentence, ...)
{
    va_list arguments;
    va_start(arguments, sentence);
    char *text = mem_format_list(sentence, arguments);
    va_end(arguments);
    config_complain_at(self->config, line, severity, hint, text);
    free(text);
}

// --- bytes ------------------------------------------------------------------------------------

// Copies `length` bytes to `clean` without NUL bytes and broken UTF-8, each told once a line.
static void clean_bytes(struct scanner *self, const char *bytes, size_t length, struct str *clean)
{
    int told_line = 0;
    for (size_t done = 0; done < length;) {
        size_t good = utf8_valid_length(bytes + done, length - done);
        const char *nul = memchr(bytes + done, '\0', good);
        good = nul == NULL ? good : (size_t)(nul - (bytes + done));
        for (size_t i = 0; i < good; i++) {
            self->line += bytes[done + i] == '\n';
        }
        str_add_bytes(clean, bytes + done, good);
        done += good;
        if (done == length) {
            break;
        }
        if (told_line != self->line) {
            told_line = self->line;
            scan_say(self, self->line, TROUBLE_ERROR, "save the file as UTF-8",
                     "byte 0x%02X is no UTF-8 text", (unsigned)(unsigned char)bytes[done]);
        }
        str_add(clean, "?");
        done++;
    }
    self->line = 1;
}

static bool is_utf16(const char *bytes, size_t length)
{
    return length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
}

// --- tokens -----------------------------------------------------------------------------------

static char closing_of(char opening)
{
    return opening == '{' ? '}' : opening == '(' ? ')' : ']';
}

static bool is_in_list(const struct scanner *self)
{
    return self->depth > 0 && self->brackets[self->depth - 1].sign != '{';
}

static void emit(struct scanner *self, char sign, enum token token)
{
    if (token == TOKEN_COMMA) {
        self->is_comma_told = false;
        self->last_comma = self->out->length;
    }
    str_add_bytes(self->out, &sign, 1);
    self->last = token;
    self->last_line = self->line;
}

// Before a new element: the element before it must have been followed by a comma.
static void expect_comma(struct scanner *self, char sign)
{
    bool follows = self->last == TOKEN_CLOSE || (sign != '"' && self->last == TOKEN_STRING) ||
                   self->last == TOKEN_VALUE;
    if (!is_in_list(self) || !follows) {
        if (is_in_list(self) && self->last == TOKEN_STRING && sign == '"') {
            scan_say(self, self->line, TROUBLE_WARNING, "put a comma between them",
                     "two texts of a list become one when no comma is between them");
        }
        return;
    }
    scan_say(self, self->line, TROUBLE_ERROR, "the elements of a list are separated by commas",
             "a comma is missing before this, after line %d", self->last_line);
    emit(self, ',', TOKEN_COMMA);
}

static void open_bracket(struct scanner *self, char sign)
{
    expect_comma(self, sign);
    if (self->depth == CONFIG_DEPTH_LIMIT) {
        scan_say(self, self->line, TROUBLE_ERROR, NULL,
                 "brackets are nested too deep, more than %d", CONFIG_DEPTH_LIMIT);
        self->is_hopeless = true;
        self->at += strlen(self->at);
        return;
    }
    self->brackets[self->depth++] = (struct bracket){sign, self->line, 0};
    emit(self, sign, TOKEN_OPEN);
}

static void close_bracket(struct scanner *self, char sign)
{
    if (self->depth == 0) {
        scan_say(self, self->line, TROUBLE_ERROR, NULL, "this %c closes nothing", sign);
        self->is_hopeless = true;
        return;
    }
    struct bracket opened = self->brackets[self->depth - 1];
    if (closing_of(opened.sign) != sign) {
        scan_say(self, self->line, TROUBLE_ERROR, NULL,
                 "%c stands where the %c of line %d closes with %c", sign, opened.sign, opened.line,
                 closing_of(opened.sign));
        self->is_hopeless = true;
    }
    if (self->last == TOKEN_COMMA && opened.sign != '{') {
        if (!self->is_comma_told) {
            scan_say(self, self->line, TROUBLE_ERROR, "take it away",
                     "a comma before the closing %c", sign);
        }
        self->out->text[self->last_comma] = ' ';
    }
    self->depth--;
    emit(self, sign, TOKEN_CLOSE);
}

// libconfig compares every key with all others of its group.
static void count_key(struct scanner *self)
{
    int *keys = self->depth == 0 ? &self->top_keys : &self->brackets[self->depth - 1].keys;
    if (++*keys > KEY_LIMIT) {
        scan_say(self, self->line, TROUBLE_ERROR, NULL, "more than %d keys in one group",
                 KEY_LIMIT);
        self->is_hopeless = true;
        self->at += strlen(self->at);
    }
}

void scan_punctuation(struct scanner *self, char sign)
{
    switch (sign) {
    case '{':
    case '(':
    case '[':
        open_bracket(self, sign);
        break;
    case '}':
    case ')':
    case ']':
        close_bracket(self, sign);
        break;
    case '=':
    case ':':
        if (self->last == TOKEN_STRING && !is_in_list(self)) {
            scan_unquote_key(self);
        }
        count_key(self);
        emit(self, sign, TOKEN_ASSIGN);
        break;
    case ',':
        emit(self, sign, TOKEN_COMMA);
        break;
    case ';':
        if (is_in_list(self)) {
            scan_say(self, self->line, TROUBLE_ERROR, "use a comma, and none after the last one",
                     "the elements of a list are not separated by semicolons");
            emit(self, ',', TOKEN_COMMA);
            self->is_comma_told = true;
            break;
        }
        if (self->last != TOKEN_END && self->last != TOKEN_OPEN && self->last != TOKEN_NONE) {
            emit(self, sign, TOKEN_END);
        }
        break;
    case ' ':
        str_add(self->out, " ");
        break;
    default:
        scan_say(self, self->line, TROUBLE_ERROR, "a text belongs between \" and \"",
                 "%c has no meaning here", sign);
        self->is_hopeless = true;
        break;
    }
}

// "#ffd600" without quotes, where a value is awaited, is a colour and not a comment.
static bool scan_bare_colour(struct scanner *self)
{
    size_t digits = strspn(self->at + 1, "0123456789abcdefABCDEF");
    if (self->last != TOKEN_ASSIGN || (digits != 3 && digits != 6 && digits != 8)) {
        return false;
    }
    struct str hint = {0};
    str_addf(&hint, "\"%.*s\"", (int)digits + 1, self->at);
    scan_say(self, self->line, TROUBLE_ERROR, str_text(&hint),
             "a colour needs quotes, else # begins a comment");
    str_fini(&hint);
    scan_emit_quoted(self, self->at, digits + 1);
    self->at += digits + 1;
    return true;
}

static void skip_long_comment(struct scanner *self)
{
    int opened = self->line;
    for (self->at += 2; *self->at != '\0'; self->at++) {
        if (self->at[0] == '*' && self->at[1] == '/') {
            self->at += 2;
            str_add(self->out, " ");
            return;
        }
        if (*self->at == '\n') {
            self->line++;
            str_add(self->out, "\n");
        }
    }
    scan_say(self, opened, TROUBLE_ERROR, "close it with */",
             "the comment that begins with /* here never ends");
}

static void scan_include(struct scanner *self)
{
    scan_say(self, self->line, TROUBLE_ERROR, "copy what the other file says into this one",
             "@include is not supported: a file says everything itself");
    self->at += strcspn(self->at, "\n");
}

// A bare word: a key, true or false; or a text that lacks its quotes.
static void scan_word(struct scanner *self)
{
    size_t length = 0;
    while (isalnum((unsigned char)self->at[length]) ||
           (self->at[length] != '\0' && strchr("_-*.", self->at[length]) != NULL)) {
        length++;
    }
    bool is_truth = (length == 4 && strncasecmp(self->at, "true", 4) == 0) ||
                    (length == 5 && strncasecmp(self->at, "false", 5) == 0);
    bool is_value = self->last == TOKEN_ASSIGN ||
                    (is_in_list(self) && (self->last == TOKEN_OPEN || self->last == TOKEN_COMMA));
    if (is_value && !is_truth) {
        struct str hint = {0};
        str_addf(&hint, "\"%.*s\"", (int)length, self->at);
        scan_say(self, self->line, TROUBLE_ERROR, str_text(&hint), "a text needs quotes");
        str_fini(&hint);
        scan_emit_quoted(self, self->at, length);
    } else {
        str_add_bytes(self->out, self->at, length);
        self->last = is_truth && is_value ? TOKEN_VALUE : TOKEN_NAME;
        self->last_line = self->line;
    }
    self->at += length;
}

static void scan_single_quoted(struct scanner *self)
{
    const char *from = self->at + 1;
    size_t length = strcspn(from, "'\n");
    scan_say(self, self->line, TROUBLE_ERROR, "use \" instead of '", "a text in single quotes");
    scan_emit_quoted(self, from, length);
    self->at = from + length + (from[length] == '\'');
}

static void scan_token(struct scanner *self)
{
    char c = *self->at;
    bool is_line_comment = c == '#' || (c == '/' && self->at[1] == '/');
    if (c == '#' && scan_bare_colour(self)) {
        return;
    }
    if (is_line_comment) {
        self->at += strcspn(self->at, "\n");
    } else if (c == '/' && self->at[1] == '*') {
        skip_long_comment(self);
    } else if (c == '"') {
        expect_comma(self, c);
        scan_string(self);
    } else if (c == '\'') {
        scan_single_quoted(self);
    } else if (c == '@') {
        scan_include(self);
    } else if (isdigit((unsigned char)c) || c == '+' || c == '-' || c == '.') {
        expect_comma(self, c);
        scan_number(self);
    } else if (isalpha((unsigned char)c) || c == '_' || c == '*') {
        scan_word(self);
    } else if ((unsigned char)c >= 0x80) {
        scan_wide(self);
    } else {
        self->at++;
        scan_punctuation(self, isspace((unsigned char)c) ? ' ' : c);
    }
}

bool scan_text(struct config *config, const char *bytes, size_t length, struct str *out)
{
    struct scanner self = {.config = config, .line = 1, .out = out};
    if (is_utf16(bytes, length)) {
        scan_say(&self, 1, TROUBLE_ERROR, "save the file as UTF-8", "the file is UTF-16");
        return false;
    }
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3; // a byte order mark, as Windows editors write it
        length -= 3;
    }
    struct str clean = {0};
    clean_bytes(&self, bytes, length, &clean);
    for (self.at = str_text(&clean); *self.at != '\0';) {
        if (*self.at == '\n') {
            scan_wide_flush(&self);
            str_add(out, "\n");
            self.line++;
            self.at++;
            continue;
        }
        scan_token(&self);
    }
    scan_wide_flush(&self);
    for (int i = self.depth; i > 0 && !self.is_hopeless; i--) {
        scan_say(&self, self.brackets[i - 1].line, TROUBLE_ERROR, NULL, "this %c is never closed",
                 self.brackets[i - 1].sign);
    }
    self.is_hopeless = self.is_hopeless || self.depth > 0;
    str_fini(&clean);
    return !self.is_hopeless;
}
