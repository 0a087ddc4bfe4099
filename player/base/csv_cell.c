// Quoting, and what spreadsheets must not take for something else.
#include "base/csv_cell.h"

#include <string.h>

static bool looks_like_a_number(const char *text)
{
    return text[0] != '\0' && text[strspn(text, "0123456789.,eE+-/:")] == '\0';
}

void csv_cell_add(struct str *out, const char *text, bool is_id)
{
    bool is_risky = (text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL) ||
                    (is_id && looks_like_a_number(text));
    bool needs_quotes = text[strcspn(text, "\",\r\n")] != '\0';
    str_add(out, needs_quotes ? "\"" : "");
    str_add(out, is_risky ? "'" : "");
    for (const char *at = text; *at != '\0'; at++) {
        str_add_bytes(out, at, 1);
        if (*at == '"') {
            str_add(out, "\""); // a quote is said by two
        }
    }
    str_add(out, needs_quotes ? "\"" : "");
}
