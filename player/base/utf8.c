// Strict UTF-8 decoding.
#include "base/utf8.h"

#include <stdbool.h>

static bool is_tail(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

uint32_t utf8_next(const char **at)
{
    const unsigned char *s = (const unsigned char *)*at;
    if (s[0] < 0x80) {
        *at += s[0] != 0;
        return s[0];
    }
    static const uint32_t lowest[5] = {0, 0, 0x80, 0x800, 0x10000};
    int length = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : s[0] >= 0xC2 ? 2 : 0;
    if (length == 0 || s[0] > 0xF4) {
        (*at)++;
        return UTF8_INVALID;
    }
    uint32_t code = s[0] & (0x7Fu >> length);
    for (int i = 1; i < length; i++) {
        if (!is_tail(s[i])) {
            (*at)++;
            return UTF8_INVALID;
        }
        code = code << 6 | (s[i] & 0x3Fu);
    }
    if (code < lowest[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        (*at)++;
        return UTF8_INVALID;
    }
    *at += length;
    return code;
}

size_t utf8_valid_length(const char *bytes, size_t length)
{
    size_t done = 0;
    while (done < length) {
        if (bytes[done] == '\0') {
            done++;
            continue;
        }
        // A copy with a NUL behind it keeps utf8_next() from reading past the end.
        char window[5] = {0};
        for (size_t i = 0; i < 4 && done + i < length; i++) {
            window[i] = bytes[done + i];
        }
        const char *at = window;
        if (utf8_next(&at) == UTF8_INVALID) {
            return done;
        }
        done += (size_t)(at - window);
    }
    return length;
}

size_t utf8_encode(uint32_t code, char out[5])
{
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[5] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)(lead[length == 1 ? 0 : length] | code);
    out[length] = '\0';
    return length;
}

static bool is_wide(uint32_t code)
{
    return (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
           (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0xFE10 && code <= 0xFE19) || (code >= 0xFE30 && code <= 0xFE6F) ||
           (code >= 0xFF00 && code <= 0xFF60) || (code >= 0xFFE0 && code <= 0xFFE6) ||
           (code >= 0x1F300 && code <= 0x1FAFF) || (code >= 0x20000 && code <= 0x3FFFD);
}

static bool is_without_width(uint32_t code)
{
    return (code >= 0x0300 && code <= 0x036F) || (code >= 0x180B && code <= 0x180F) ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0xFE00 && code <= 0xFE0F);
}

int utf8_columns(const char *text)
{
    int columns = 0;
    for (uint32_t code; (code = utf8_next(&text)) != 0;) {
        columns += is_without_width(code) ? 0 : is_wide(code) ? 2 : 1;
    }
    return columns;
}

bool utf8_has_mongolian(const char *text)
{
    for (const char *at = text; *at != '\0';) {
        uint32_t code = utf8_next(&at);
        if (code >= 0x1820 && code <= 0x18AA) {
            return true;
        }
    }
    return false;
}
