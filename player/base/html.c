// Escaping, in runs: most texts have nothing to escape.
#include "base/html.h"

#include "base/utf8.h"

#include <stdint.h>

#define REPLACEMENT "\xEF\xBF\xBD"

// What stands for `code`; NULL: itself.
static const char *escape_of(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
    case '\n':
    case '\r':
        return NULL;
    case UTF8_INVALID:
    case 0xFFFE:
    case 0xFFFF:
        return REPLACEMENT;
    default: // XML 1.0, production 2: no other control characters
        return code < 0x20 || (code >= 0x7F && code < 0xA0) ? REPLACEMENT : NULL;
    }
}

void html_text(struct str *out, const char *text)
{
    if (text == NULL) {
        return;
    }
    const char *begin = text;
    for (const char *at = text; *at != '\0';) {
        const char *here = at;
        const char *escape = escape_of(utf8_next(&at));
        if (escape != NULL) {
            str_add_bytes(out, begin, (size_t)(here - begin));
            str_add(out, escape);
            begin = at;
        }
    }
    str_add(out, begin);
}
