// Taking tags away and putting brackets in.
#include "card/plain.h"

#include "base/str.h"
#include "base/utf8.h"
#include "text/breaks.h"
#include "text/markup.h"

// Lines become words of one line; a blank line is no more than a line's end.
static bool needs_blank(const struct markup *text, size_t at)
{
    bool is_inner = at > 0 && at + 1 < text->count;
    return is_inner && !breaks_is_space(text->codes[at - 1]) && text->codes[at + 1] != MARKUP_BREAK;
}

char *card_plain(const char *markup)
{
    enum { WORD_JOINER = 0x2060 };
    struct markup text;
    struct str out = {0};
    markup_parse(&text, markup);
    for (size_t i = 0; i < text.count; i++) {
        uint32_t code = text.codes[i];
        char bytes[5];
        if (code == MARKUP_BREAK) {
            str_add(&out, needs_blank(&text, i) ? " " : "");
        } else if (code != WORD_JOINER) {
            utf8_encode(code, bytes);
            str_add(&out, bytes);
        }
    }
    markup_fini(&text);
    return str_take(&out);
}

char *card_escaped(const char *text)
{
    struct str out = {0};
    for (const char *at = text; *at != '\0'; at++) {
        str_add_bytes(&out, at, 1);
        str_add(&out, *at == '[' ? "[" : "");
    }
    return str_take(&out);
}
