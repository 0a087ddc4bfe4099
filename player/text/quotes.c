// A mark is judged by its neighbours on its line, invisible characters passed over.
#include "text/quotes.h"

#include "text/breaks.h"

#include <stdbool.h>

#define SINGLE_OPEN 0x2018u
#define SINGLE_CLOSE 0x2019u
#define DOUBLE_OPEN 0x201Cu
#define DOUBLE_CLOSE 0x201Du

struct text {
    const uint32_t *codes;
    size_t count;
    uint8_t *quotes;
};

static bool is_within(uint32_t code, uint32_t first, uint32_t last)
{
    return code >= first && code <= last;
}

// Of Latin, Greek or Cyrillic script; digits, and accents that combine.
static bool is_letter(uint32_t code)
{
    return is_within(code, '0', '9') || is_within(code, 'A', 'Z') || is_within(code, 'a', 'z') ||
           (is_within(code, 0xC0, 0x052F) && code != 0xD7 && code != 0xF7) ||
           is_within(code, 0x1E00, 0x1FFF);
}

// A mark that both scripts have: quotes, dashes, the ellipsis.
static bool is_shared(uint32_t code)
{
    return is_within(code, SINGLE_OPEN, DOUBLE_CLOSE) || is_within(code, 0x2010, 0x2015) ||
           code == 0x2026;
}

// Nothing in it is Chinese or of another script. 0, the edge of a line, is plain.
static bool is_plain(uint32_t code)
{
    return code < 0x0530 || is_within(code, 0x1E00, 0x206F) || code == 0x20AC;
}

// The visible character next to `at`, forwards or backwards; 0 at the edge of its line.
static uint32_t next_to(const struct text *self, size_t at, bool is_forwards)
{
    while (is_forwards ? ++at < self->count : at-- > 0) {
        uint32_t code = self->codes[at];
        if (code == '\n') {
            return 0;
        }
        if (!breaks_is_unseen(code)) {
            return code;
        }
    }
    return 0;
}

// Whether what lies beyond the mark is Latin text, or nothing, and parted from it.
static bool is_latin_beyond(const struct text *self, size_t at, bool is_forwards)
{
    if (is_letter(next_to(self, at, is_forwards))) {
        return false; // the space of Latin text is lacking
    }
    while (is_forwards ? ++at < self->count : at-- > 0) {
        uint32_t code = self->codes[at];
        if (code == '\n') {
            return true;
        }
        if (!breaks_is_space(code) && !breaks_is_unseen(code) && !is_shared(code)) {
            return is_plain(code);
        }
    }
    return true;
}

// Where the quotation that is opened at `at` is closed, with nothing but Latin text inside; 0:
// nowhere.
static size_t closing_of(const struct text *self, size_t at)
{
    uint32_t open = self->codes[at];
    bool has_word = false;
    for (size_t i = at + 1; i < self->count; i++) {
        uint32_t code = self->codes[i];
        if (code == '\n' || code == open || !is_plain(code)) {
            return 0;
        }
        if (code == open + 1 && self->quotes[i] != QUOTE_APOSTROPHE) {
            return has_word ? i : 0;
        }
        has_word = has_word || is_letter(code);
    }
    return 0;
}

static void find_apostrophes(const struct text *self)
{
    for (size_t i = 0; i < self->count; i++) {
        bool is_inside = self->codes[i] == SINGLE_CLOSE && is_letter(next_to(self, i, false)) &&
                         is_letter(next_to(self, i, true));
        self->quotes[i] = is_inside ? QUOTE_APOSTROPHE : QUOTE_CHINESE;
    }
}

static void find_pairs(const struct text *self)
{
    for (size_t i = 0; i < self->count; i++) {
        bool opens = self->codes[i] == SINGLE_OPEN || self->codes[i] == DOUBLE_OPEN;
        size_t end = opens ? closing_of(self, i) : 0;
        if (end > 0 && is_latin_beyond(self, i, false) && is_latin_beyond(self, end, true)) {
            self->quotes[i] = self->quotes[end] = QUOTE_LATIN;
        }
    }
}

// users’ accounts: behind a word, and closing nothing.
static void find_genitives(const struct text *self)
{
    bool is_open = false;
    for (size_t i = 0; i < self->count; i++) {
        uint32_t code = self->codes[i];
        bool is_judged = self->quotes[i] != QUOTE_CHINESE;
        if (code == '\n' || (code == SINGLE_OPEN && !is_judged)) {
            is_open = code == SINGLE_OPEN;
        } else if (code == SINGLE_CLOSE && !is_judged) {
            if (!is_open && is_letter(next_to(self, i, false)) && is_latin_beyond(self, i, true)) {
                self->quotes[i] = QUOTE_LATIN;
            }
            is_open = false;
        }
    }
}

void quotes_find(const uint32_t *codes, size_t count, uint8_t *out)
{
    struct text self = {codes, count, out};
    find_apostrophes(&self);
    find_pairs(&self);
    find_genitives(&self);
}

uint32_t quotes_typewritten(uint32_t code)
{
    return code == DOUBLE_OPEN || code == DOUBLE_CLOSE ? '"' : '\'';
}
