// Numbers: told apart from times and sizes without quotes, and kept from wrapping.
// libconfig reads a whole number into 32 bits unless it ends in L, and loses what does not fit;
// every number that needs more gets its L here and is judged by the range of its key.
#include "config/scanner.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t digits_at(const char *at)
{
    return strspn(at, "0123456789");
}

// Length of "-12", "0x1F" or "12L" when all of `text` is one; 0 otherwise.
static bool is_whole(const char *text, bool *is_hex)
{
    *is_hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    const char *at = text + (*is_hex ? 2 : text[0] == '+' || text[0] == '-' ? 1 : 0);
    size_t count = *is_hex ? strspn(at, "0123456789abcdefABCDEF") : digits_at(at);
    size_t suffix = strspn(at + count, "L");
    return count > 0 && suffix <= 2 && at[count + suffix] == '\0';
}

static bool is_fraction(const char *text)
{
    const char *at = text + (text[0] == '+' || text[0] == '-' ? 1 : 0);
    size_t before = digits_at(at);
    at += before;
    size_t after = 0;
    if (*at == '.') {
        after = digits_at(++at);
        at += after;
    }
    if (before + after == 0) {
        return false;
    }
    if (*at == 'e' || *at == 'E') {
        at += at[1] == '+' || at[1] == '-' ? 2 : 1;
        size_t exponent = digits_at(at);
        if (exponent == 0) {
            return false;
        }
        at += exponent;
    }
    return *at == '\0';
}

static void emit_whole(struct scanner *self, const char *text, bool is_hex)
{
    errno = 0;
    int64_t value = (int64_t)strtoll(text, NULL, is_hex ? 16 : 10);
    if (errno == ERANGE) {
        scan_say(self, self->line, TROUBLE_ERROR, NULL, "the number %s is too large for a computer",
                 text);
    }
    if (value >= INT32_MIN && value <= INT32_MAX) {
        str_addf(self->out, "%lld", (long long)value);
    } else {
        str_addf(self->out, "%lldL", (long long)value);
    }
}

// libconfig knows an exponent only behind a point.
static void emit_fraction(struct scanner *self, const char *text)
{
    size_t before = strcspn(text, ".eE");
    str_add_bytes(self->out, text, before);
    str_add(self->out, text[before] == '.' ? "" : ".0");
    str_add(self->out, text + before);
}

void scan_number(struct scanner *self)
{
    // What may follow a digit in "08:30-18:00", "1024x128", "50%", "2.5s" or "1e-5".
    static const char belongs[] = "0123456789abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ_.%:+-";
    size_t length = strspn(self->at, belongs);
    struct str text = {0};
    str_add_bytes(&text, self->at, length);
    bool is_hex = false;
    if (is_whole(text.text, &is_hex)) {
        emit_whole(self, text.text, is_hex);
        self->last = TOKEN_VALUE;
    } else if (is_fraction(text.text)) {
        emit_fraction(self, text.text);
        self->last = TOKEN_VALUE;
    } else {
        struct str hint = {0};
        str_addf(&hint, "\"%s\"", text.text);
        scan_say(self, self->line, TROUBLE_ERROR, str_text(&hint),
                 "%s is not a plain number and needs quotes", text.text);
        str_fini(&hint);
        scan_emit_quoted(self, text.text, length);
    }
    self->last_line = self->line;
    self->at += length;
    str_fini(&text);
}
