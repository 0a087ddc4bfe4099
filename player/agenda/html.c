// Text as HTML wants it.
#include "agenda/html.h"

void html_text(struct str *out, const char *text)
{
    for (const char *at = text; at != NULL && *at != '\0'; at++) {
        switch (*at) {
        case '&':
            str_add(out, "&amp;");
            break;
        case '<':
            str_add(out, "&lt;");
            break;
        case '>':
            str_add(out, "&gt;");
            break;
        case '"':
            str_add(out, "&quot;");
            break;
        default:
            str_add_bytes(out, at, 1);
        }
    }
}
