// Strings: escapes that do not do what they seem to, and quotes that never close.
#include "config/scanner.h"

#include <ctype.h>
#include <string.h>

static const char wide_open[] = "“";
static const char wide_close[] = "”";

static int count_of(const char *from, const char *to, const char *sign)
{
    int count = 0;
    for (const char *at = from; (at = strstr(at, sign)) != NULL && at < to; at += strlen(sign)) {
        count++;
    }
    return count;
}

// A string that runs over the end of its first line although a ” there has no “: it was meant to
// end there.
static bool is_closed_by_wide_quote(const char *from)
{
    const char *line_end = from + strcspn(from, "\"\n");
    return *line_end != '"' &&
           count_of(from, line_end, wide_close) > count_of(from, line_end, wide_open);
}

// A string that runs over the end of a line which looks finished: a forgotten quote.
static bool looks_unclosed(const char *from)
{
    size_t length = strcspn(from, "\"\n");
    if (from[length] != '\n') {
        return false;
    }
    while (length > 0 && strchr(" \t\r", from[length - 1]) != NULL) {
        length--;
    }
    return length > 0 && strchr(";,}", from[length - 1]) != NULL;
}

static void scan_hex_escape(struct scanner *self)
{
    const char *digits = self->at + 2;
    if (!isxdigit((unsigned char)digits[0]) || !isxdigit((unsigned char)digits[1])) {
        scan_say(self, self->line, TROUBLE_ERROR, "for example \\x41",
                 "\\x needs two hexadecimal digits");
        self->at += 2;
        return;
    }
    if (digits[0] == '0' && digits[1] == '0') {
        scan_say(self, self->line, TROUBLE_ERROR, "leave it out", "\\x00 cannot be part of a text");
    } else {
        str_add_bytes(self->out, self->at, 4);
    }
    self->at += 4;
}

static void scan_escape(struct scanner *self)
{
    char letter = self->at[1];
    if (letter == 'x' || letter == 'X') {
        scan_hex_escape(self);
        return;
    }
    if (letter == 'u' || letter == 'U') {
        int length = (int)strspn(self->at + 2, "0123456789abcdefABCDEF");
        scan_say(self, self->line, TROUBLE_ERROR, "write the character itself, the file is UTF-8",
                 "\\%.*s would be shown just like that", 1 + length, self->at + 1);
        self->at += 2;
        return;
    }
    if (letter != '\0' && strchr("abfnrtv\\\"", letter) != NULL) {
        str_add_bytes(self->out, self->at, 2);
        self->at += 2;
        return;
    }
    scan_say(self, self->line, TROUBLE_WARNING, "write \\\\ for a backslash",
             "a backslash that begins no escape is shown as it is");
    str_add(self->out, "\\\\");
    self->at += 1;
}

void scan_string(struct scanner *self)
{
    int opened = self->line;
    bool is_misquoted = is_closed_by_wide_quote(self->at + 1);
    if (is_misquoted) {
        scan_say(self, opened, TROUBLE_ERROR, "close the text with \"",
                 "a full-width ” does not end the text that began with \"");
    }
    bool is_doubtful = looks_unclosed(self->at + 1);
    self->last_string = self->out->length;
    str_add(self->out, "\"");
    self->at++;
    while (*self->at != '"') {
        if (*self->at == '\0' || (is_misquoted && *self->at == '\n')) {
            break;
        }
        if (is_misquoted && strncmp(self->at, wide_close, strlen(wide_close)) == 0) {
            break;
        }
        if (*self->at == '\\') {
            scan_escape(self);
            continue;
        }
        self->line += *self->at == '\n';
        str_add_bytes(self->out, self->at++, 1);
    }
    str_add(self->out, "\"");
    if (*self->at == '"') {
        self->at++;
        if (is_doubtful) {
            scan_say(self, opened, TROUBLE_WARNING, "close it with \" in its own line",
                     "the text that begins here goes on in the next line");
        }
    } else if (is_misquoted) {
        bool is_quote = *self->at != '\0' && *self->at != '\n';
        self->at += is_quote ? strlen(wide_close) : 0;
    } else {
        scan_say(self, opened, TROUBLE_ERROR, "close it with \"", "this text never ends");
    }
    self->last = TOKEN_STRING;
    self->last_line = self->line;
}

void scan_emit_quoted(struct scanner *self, const char *bytes, size_t count)
{
    self->last_string = self->out->length;
    str_add(self->out, "\"");
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == '"' || bytes[i] == '\\') {
            str_add(self->out, "\\");
        }
        str_add_bytes(self->out, bytes + i, 1);
    }
    str_add(self->out, "\"");
    self->last = TOKEN_STRING;
    self->last_line = self->line;
}

void scan_unquote_key(struct scanner *self)
{
    char *string = self->out->text + self->last_string;
    scan_say(self, self->line, TROUBLE_ERROR, "key = value;", "a key stands without quotes");
    for (char *at = string; *at != '\0'; at++) {
        *at = *at == '"' ? ' ' : *at;
    }
}
