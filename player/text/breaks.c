// Every character has a class, and a pair of neighbouring classes decides. The tables hold what
// Chinese slogans, notices and addresses are written with; everything else breaks like a Chinese
// character when it is above U+2000 and like a Latin letter below.
#include "text/breaks.h"

#include "text/quotes.h"

enum breaking {
    CLASS_CHARACTER = 1, // stands alone: a Chinese character, a symbol
    CLASS_WORD,          // keeps together with its like: letters and digits
    CLASS_INNER,         // mark inside words and numbers, never first in a line: . , : - %
    CLASS_BOND,          // the same, never last either: /
    CLASS_OPEN,          // never last: （ “ ¥
    CLASS_CLOSE,         // never first: ， 。 ” ） ℃
    CLASS_LEADER,        // …
    CLASS_DASH,          // —
    CLASS_SPACE,
    CLASS_GLUE,   // no break on either side
    CLASS_EXTEND, // belongs to the character before it
    CLASS_NEWLINE,
};

// Ascending: searched by halving.
static const uint16_t opening[] = {
    '$',    '(',    '[',    '{',    0x00A3, 0x00A5, 0x00AB, 0x2018, 0x201C, 0x2039, 0x20AC,
    0x2116, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0x301D,
    0xFE59, 0xFE5B, 0xFE5D, 0xFF04, 0xFF08, 0xFF3B, 0xFF5B, 0xFF5F, 0xFFE1, 0xFFE5,
};
static const uint16_t closing[] = {
    ')',    ']',    '}',    0x00B0, 0x00B7, 0x00BB, 0x1802, 0x1803, 0x1804, 0x1805, 0x1808,
    0x1809, 0x2013, 0x2019, 0x201D, 0x2022, 0x2030, 0x2032, 0x2033, 0x203A, 0x203C, 0x2047,
    0x2048, 0x2049, 0x2103, 0x2109, 0x3001, 0x3002, 0x3005, 0x3009, 0x300B, 0x300D, 0x300F,
    0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0x301E, 0x301F, 0x30FB, 0x30FC, 0xFE50, 0xFE51,
    0xFE52, 0xFE54, 0xFE55, 0xFE56, 0xFE57, 0xFE5A, 0xFE5C, 0xFE5E, 0xFF01, 0xFF05, 0xFF09,
    0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0xFF5E, 0xFF60, 0xFF61, 0xFF64,
};
// Full-width marks whose ink sits in the left half of the square in simplified Chinese fonts.
static const uint16_t left_half[] = {
    0x2019, 0x201D, 0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015,
    0x3017, 0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D,
};
static const uint16_t right_half[] = {
    0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B,
};

#define HOLDS(table, code) holds((table), sizeof(table) / sizeof((table)[0]), (code))

static bool holds(const uint16_t *table, size_t count, uint32_t code)
{
    size_t low = 0;
    while (count > 0) {
        size_t half = count / 2;
        if (table[low + half] < code) {
            low += half + 1;
            count -= half + 1;
        } else if (table[low + half] > code) {
            count = half;
        } else {
            return true;
        }
    }
    return false;
}

static bool is_within(uint32_t code, uint32_t first, uint32_t last)
{
    return code >= first && code <= last;
}

bool breaks_is_space(uint32_t code)
{
    return code == ' ' || code == 0xA0 || code == 0x3000 || is_within(code, 0x2000, 0x200A) ||
           code == 0x202F || code == 0x205F || code == 0x1680;
}

bool breaks_is_unseen(uint32_t code)
{
    return code < ' ' || is_within(code, 0x7F, 0x9F) || code == 0xAD || code == 0x034F ||
           code == 0x061C || is_within(code, 0x180B, 0x180F) || is_within(code, 0x200B, 0x200F) ||
           is_within(code, 0x2028, 0x202E) || is_within(code, 0x2060, 0x206F) || code == 0xFEFF ||
           is_within(code, 0xFE00, 0xFE0F) || is_within(code, 0xFFF9, 0xFFFB) ||
           is_within(code, 0xE0000, 0xE0FFF);
}

static bool is_combining(uint32_t code)
{
    return is_within(code, 0x0300, 0x036F) || is_within(code, 0x20D0, 0x20FF) ||
           is_within(code, 0x302A, 0x302F) || is_within(code, 0x3099, 0x309A) ||
           is_within(code, 0x1F3FB, 0x1F3FF);
}

static enum breaking breaking_below_2000(uint32_t code)
{
    switch (code) {
    case '!':
    case '%':
    case '\'':
    case ',':
    case '-':
    case '.':
    case ':':
    case ';':
    case '?':
    case '~':
        return CLASS_INNER;
    case '/':
    case '\\':
    case '|':
        return CLASS_BOND;
    case 0xD7:
    case 0xF7:
        return CLASS_CHARACTER; // × ÷ between Chinese characters
    default:
        return is_within(code, 0x1100, 0x11FF) ? CLASS_CHARACTER : CLASS_WORD;
    }
}

static enum breaking breaking_of(uint32_t code)
{
    if (code == '\n') {
        return CLASS_NEWLINE;
    }
    if (code == 0xA0 || code == 0x202F || code == 0x2060 || code == 0xFEFF || code == 0x200D) {
        return CLASS_GLUE;
    }
    if (code == 0x200B) {
        return CLASS_SPACE; // zero width space: written to allow a break
    }
    if (breaks_is_space(code)) {
        return CLASS_SPACE;
    }
    if (breaks_is_unseen(code) || is_combining(code)) {
        return CLASS_EXTEND;
    }
    if (code == 0x2026 || code == 0x22EF) {
        return CLASS_LEADER;
    }
    if (code == 0x2014 || code == 0x2015 || code == 0x2E3A) {
        return CLASS_DASH;
    }
    if (HOLDS(opening, code)) {
        return CLASS_OPEN;
    }
    if (HOLDS(closing, code)) {
        return CLASS_CLOSE;
    }
    if (code < 0x2000) {
        return breaking_below_2000(code);
    }
    bool is_wide_word = is_within(code, 0xFF10, 0xFF19) || is_within(code, 0xFF21, 0xFF3A) ||
                        is_within(code, 0xFF41, 0xFF5A);
    return is_wide_word ? CLASS_WORD : CLASS_CHARACTER;
}

static bool is_wordish(enum breaking breaking)
{
    return breaking == CLASS_WORD || breaking == CLASS_INNER || breaking == CLASS_BOND;
}

// What has been read of the line so far, as far as it matters for the next break.
struct context {
    enum breaking last;    // of the character before, extending ones skipped
    enum breaking visible; // of the one before, spaces skipped too
    bool is_quoted;        // inside straight double quotes
};

static bool may_break(const struct context *before, enum breaking next, bool next_is_pair)
{
    enum breaking last = before->last;
    if (next == CLASS_EXTEND || next == CLASS_SPACE || next == CLASS_NEWLINE ||
        next == CLASS_CLOSE || next == CLASS_GLUE || last == CLASS_GLUE) {
        return false;
    }
    if (before->visible == CLASS_OPEN || before->visible == CLASS_BOND) {
        return last == CLASS_SPACE && before->visible == CLASS_BOND;
    }
    if (next == CLASS_DASH || next == CLASS_LEADER) {
        // A pair may start a line (破折号, 省略号), a single dash joins two words (连接号).
        return next != last && (next == CLASS_LEADER || next_is_pair);
    }
    if (next == CLASS_INNER || next == CLASS_BOND) {
        return last == CLASS_SPACE;
    }
    return !(is_wordish(last) && is_wordish(next));
}

void breaks_find(const uint32_t *codes, size_t count, uint8_t *before)
{
    struct context context = {.last = CLASS_NEWLINE};
    quotes_find(codes, count, before); // each is read before it is written over
    for (size_t i = 0; i < count; i++) {
        enum breaking breaking = before[i] == QUOTE_APOSTROPHE ? CLASS_WORD : breaking_of(codes[i]);
        if (codes[i] == '"') {
            breaking = context.is_quoted ? CLASS_CLOSE : CLASS_OPEN;
            context.is_quoted = !context.is_quoted;
        }
        bool is_pair = i + 1 < count && breaking_of(codes[i + 1]) == breaking;
        if (i == 0) {
            before[i] = BREAK_NEVER;
        } else if (context.last == CLASS_NEWLINE) {
            before[i] = BREAK_MUST;
        } else {
            before[i] = may_break(&context, breaking, is_pair) ? BREAK_MAY : BREAK_NEVER;
        }
        if (breaking == CLASS_NEWLINE) {
            context = (struct context){.last = CLASS_NEWLINE};
        } else if (breaking != CLASS_EXTEND) {
            context.last = breaking;
            context.visible = breaking == CLASS_SPACE ? context.visible : breaking;
        }
    }
}

bool breaks_is_mark(uint32_t code)
{
    enum breaking breaking = breaking_of(code);
    bool is_ascii_mark = code < 0x80 && !is_within(code, '0', '9') && !is_within(code, 'A', 'Z') &&
                         !is_within(code, 'a', 'z');
    return is_ascii_mark || breaking == CLASS_OPEN || breaking == CLASS_CLOSE ||
           breaking == CLASS_LEADER || breaking == CLASS_DASH;
}

bool breaks_never_first(uint32_t code)
{
    return breaking_of(code) == CLASS_CLOSE;
}

bool breaks_never_last(uint32_t code)
{
    return breaking_of(code) == CLASS_OPEN;
}

bool breaks_is_pause(uint32_t code)
{
    static const uint16_t pauses[] = {
        '!',    ',',    '.',    ':',    ';',    '?',    0x2014, 0x2026,
        0x2E3A, 0x3002, 0xFF01, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F,
    };
    return HOLDS(pauses, code);
}

int breaks_bracket(uint32_t code)
{
    static const uint16_t closers[] = {
        ')',    ']',    '}',    0x00BB, 0x2019, 0x201D, 0x3009, 0x300B, 0x300D,
        0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0xFF09, 0xFF3D, 0xFF5D,
    };
    static const uint16_t openers[] = {
        '(',    '[',    '{',    0x00AB, 0x2018, 0x201C, 0x3008, 0x300A, 0x300C,
        0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0xFF08, 0xFF3B, 0xFF5B,
    };
    return HOLDS(openers, code) ? 1 : HOLDS(closers, code) ? -1 : 0;
}

int breaks_blank_before(uint32_t code)
{
    return HOLDS(right_half, code) ? 1 : 0;
}

int breaks_blank_after(uint32_t code)
{
    return HOLDS(left_half, code) ? 1 : 0;
}
