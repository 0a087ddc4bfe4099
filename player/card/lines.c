// Places first, then the cheapest way through them.
//
// A place is one of text/breaks.h's, and has a toll: none where a clause ends, or where the author
// left a blank or began a new line; a little in lists and between words, which in Chinese is known
// only where the author joins the characters of a word (U+2060); more behind or before a character
// that ends or begins a phrase; much anywhere else. The last two are only in clauses that are too
// long for one line. Inside a short quotation and inside a coloured span there is none. Of all ways
// with a given number of lines the best has the shortest longest line, tolls counting like
// characters more; among equals the evenest.
#include "card/lines.h"

#include "base/mem.h"
#include "text/breaks.h"

#include <stdlib.h>

enum {
    LONGEST_EM = 130, // more is running text in any case
    PLACES_MOST = 120,
    CLAUSE_EM = 10, // a clause up to here stands on one line
    SHORTEST_EM = 2,
    JOINER = 0x2060,
    LOOSE = 0x200B,      // a line may end here
    LONG_WORD = 16,      // letters; up to here a word stays whole
    LONGEST_PART = 20,   // letters of it between two places
    LEAST_PART = 3,      // of a part at its ends where it is divided anywhere
    LIST_COMMA = 0x3001, // 、
};
#define LIST_TOLL 0.1
#define WORD_TOLL 0.3
#define PHRASE_TOLL 0.35
#define INNER_TOLL 0.45 // in a word that is too long for a line: it has to be somewhere
#define ANY_TOLL 1.0
#define TOLL_EM 6.0    // that one toll counts for
#define SHORT_TOLL 1.0 // of a line of a single character

struct place {
    size_t at;       // the line ends before this character
    double em;       // from the text's beginning to there
    double blank_em; // at its end that nobody sees
    double toll;
    bool is_must;
};

static bool is_digit_or_letter(uint32_t code)
{
    return code < 0x250 && code > ' ';
}

// Behind it an address goes on in the next line.
static bool is_joint(uint32_t code)
{
    return code == '/' || code == '.' || code == '-' || code == '_' || code == '?' || code == '&' ||
           code == '=';
}

// About how wide a character is. Sizes are settled by the text room.
static double em_of(uint32_t code)
{
    if (code == '\n' || breaks_is_unseen(code)) {
        return 0;
    }
    if (code == ' ' || code == 0xA0) {
        return 0.25;
    }
    bool is_mongolian = code >= 0x1800 && code <= 0x18AF;
    return is_mongolian ? 0.4 : is_digit_or_letter(code) ? 0.58 : 1;
}

// What is seen last before `at`; 0: nothing.
static uint32_t seen_before(const struct markup *text, size_t at)
{
    while (at > 0) {
        uint32_t code = text->codes[--at];
        if (!breaks_is_unseen(code) && breaks_bracket(code) >= 0) {
            return code;
        }
    }
    return 0;
}

static bool has_joiners(const struct markup *text)
{
    for (size_t i = 0; i < text->count; i++) {
        if (text->codes[i] == JOINER) {
            return true;
        }
    }
    return false;
}

static bool is_one_of(uint32_t code, const uint32_t *codes)
{
    while (*codes != 0 && *codes != code) {
        codes++;
    }
    return code != 0 && *codes == code;
}

static bool is_letter(uint32_t code)
{
    return code > '9' && code < 0x2000 && !breaks_is_mark(code);
}

// A blank between words of an alphabet is no pause.
static double toll_of_blank(const struct markup *text, size_t at)
{
    size_t before = at;
    while (before > 0 && breaks_is_space(text->codes[before - 1])) {
        before--;
    }
    uint32_t last = before > 0 ? text->codes[before - 1] : 0;
    bool is_between = is_letter(text->codes[at]) || is_letter(last);
    return is_between && !breaks_is_pause(last) ? WORD_TOLL : 0;
}

// Without a dictionary: characters that seldom are a part of a longer word on their other side.
// Negative: no line begins with it.
static double toll_of_phrase(uint32_t before, uint32_t after)
{
    static const uint32_t never_first[] = {0x7684, 0x4E86, 0x7740, 0x5417, 0x5462,
                                           0x5427, 0x554A, 0x4EEC, 0}; // 的了着吗呢吧啊们
    static const uint32_t often_last[] = {0x7684, 0};                  // 的
    static const uint32_t often_first[] = {0x5E76, 0x6216, 0x4F46, 0x88AB,
                                           0x628A, 0x4E5F, 0}; // 并或但被把也
    if (is_one_of(after, never_first)) {
        return -1;
    }
    return is_one_of(before, often_last) || is_one_of(after, often_first) ? PHRASE_TOLL : ANY_TOLL;
}

// Whether a quotation that holds the place before `at` would fit one line.
static bool is_in_short_quote(const struct markup *text, size_t at)
{
    size_t first = at;
    size_t end = at;
    for (int depth = 1; first > 0 && depth > 0; first--) {
        depth -= breaks_bracket(text->codes[first - 1]);
    }
    for (int depth = 1; end < text->count && depth > 0; end++) {
        depth += breaks_bracket(text->codes[end]);
    }
    double em = 0;
    for (size_t i = first; i < end; i++) {
        em += em_of(text->codes[i]);
    }
    return em <= CLAUSE_EM;
}

// Inside a long word.
static double toll_of_loose(uint32_t before)
{
    return is_joint(before) ? PHRASE_TOLL : INNER_TOLL;
}

// Negative: no line may end there.
static double toll_at(const struct markup *text, size_t at, int depth, bool knows_words)
{
    if (depth > 0 && is_in_short_quote(text, at)) {
        return -1;
    }
    uint32_t before = seen_before(text, at);
    if (breaks_is_space(text->codes[at - 1])) {
        return toll_of_blank(text, at);
    }
    if (text->codes[at - 1] == LOOSE) {
        return toll_of_loose(before);
    }
    if (breaks_is_pause(before) || before == LIST_COMMA) {
        return before == LIST_COMMA ? LIST_TOLL : 0;
    }
    bool is_inside = depth > 0 || (text->spans[at] != 0 && text->spans[at] == text->spans[at - 1]);
    if (is_inside) {
        return -1;
    }
    return knows_words ? WORD_TOLL : toll_of_phrase(before, text->codes[at]);
}

static void add_place(struct card_lines *self, size_t at, double em, double toll, bool is_must)
{
    uint32_t last = at > 0 ? self->text->codes[at - 1] : 0;
    bool is_blank = breaks_is_space(last);
    double blank = is_blank ? em_of(last) : breaks_blank_after(last) * 0.5;
    self->places[self->place_count++] = (struct place){at, em, blank, toll, is_must};
}

static void find_places(struct card_lines *self, const uint8_t *before)
{
    const struct markup *text = self->text;
    bool knows_words = has_joiners(text);
    double em = 0;
    int depth = 0;
    add_place(self, 0, 0, 0, true);
    for (size_t i = 0; i < text->count; i++) {
        bool is_must = i > 0 && before[i] == BREAK_MUST;
        bool may = i > 0 && before[i] == BREAK_MAY;
        double toll = may ? toll_at(text, i, depth, knows_words) : 0;
        bool is_full = self->place_count >= PLACES_MOST;
        if (is_must || (may && toll >= 0 && !is_full)) {
            add_place(self, i, em, toll, is_must);
        }
        depth += breaks_bracket(text->codes[i]);
        em += em_of(text->codes[i]);
    }
    add_place(self, text->count, em, 0, true);
}

// Takes out the places inside clauses that need none.
static void drop_needless(struct card_lines *self)
{
    size_t kept = 1;
    size_t clause = 0; // the place where it began
    for (size_t i = 1; i < self->place_count; i++) {
        struct place place = self->places[i];
        if (place.toll >= PHRASE_TOLL) {
            self->places[kept++] = place;
            continue;
        }
        if (place.em - place.blank_em - self->places[clause].em <= CLAUSE_EM) {
            kept = clause + 1;
        }
        clause = kept;
        self->places[kept++] = place;
    }
    self->place_count = kept;
}

// Where the part that begins at `from` ends: behind joints, or with the word.
static size_t part_end(const struct markup *text, size_t from, size_t word_end)
{
    size_t end = from;
    while (end < word_end && !is_joint(text->codes[end])) {
        end++;
    }
    while (end < word_end && is_joint(text->codes[end])) {
        end++;
    }
    return end;
}

static size_t word_end(const struct markup *text, size_t from)
{
    size_t end = from;
    while (end < text->count && is_digit_or_letter(text->codes[end])) {
        end++;
    }
    return end;
}

static void mark_word(const struct markup *text, size_t from, size_t end, bool *is_loose)
{
    for (size_t at = from; at < end;) {
        size_t next = part_end(text, at, end);
        for (size_t i = at + LEAST_PART; next - at > LONGEST_PART && i + LEAST_PART <= next; i++) {
            is_loose[i] = true;
        }
        if (next < end) {
            is_loose[next] = true;
        }
        at = next;
    }
}

void card_lines_loosen(struct markup *text)
{
    bool *is_loose = mem_zeroed(text->count + 1, sizeof *is_loose);
    for (size_t at = 0; at < text->count;) {
        size_t end = word_end(text, at);
        if (end - at > LONG_WORD) {
            mark_word(text, at, end, is_loose);
        }
        at = end > at ? end : at + 1;
    }
    uint32_t *codes = mem_zeroed(2 * text->count + 1, sizeof *codes);
    uint16_t *spans = mem_zeroed(2 * text->count + 1, sizeof *spans);
    size_t count = 0;
    for (size_t i = 0; i < text->count; i++) {
        if (is_loose[i]) {
            codes[count] = LOOSE;
            spans[count++] = text->spans[i - 1];
        }
        codes[count] = text->codes[i];
        spans[count++] = text->spans[i];
    }
    free(text->codes);
    free(text->spans);
    free(is_loose);
    text->codes = codes;
    text->spans = spans;
    text->count = count;
}

bool card_lines_init(struct card_lines *self, const struct markup *text)
{
    *self = (struct card_lines){.text = text};
    double em = 0;
    size_t lines = 1;
    for (size_t i = 0; i < text->count; i++) {
        em += em_of(text->codes[i]);
        lines += text->codes[i] == '\n';
    }
    if (text->count == 0 || em > LONGEST_EM || lines > CARD_LINES_MOST) {
        return false;
    }
    uint8_t *before = mem_zeroed(text->count, 1);
    breaks_find(text->codes, text->count, before);
    self->places = mem_zeroed(PLACES_MOST + CARD_LINES_MOST + 2, sizeof *self->places);
    find_places(self, before);
    drop_needless(self);
    self->least = lines;
    free(before);
    return true;
}

void card_lines_fini(struct card_lines *self)
{
    free(self->places);
    *self = (struct card_lines){0};
}

struct way {
    bool is_one;
    double widest, squares, toll;
    size_t from;
};

static double cost_of(const struct way *way)
{
    return way->widest + way->toll * TOLL_EM;
}

static bool is_better(const struct way *a, const struct way *b)
{
    double difference = cost_of(a) - cost_of(b);
    bool is_equal = difference > -0.05 && difference < 0.05;
    return !b->is_one || (is_equal ? a->squares < b->squares : difference < 0);
}

// The way `before` with the line from place `from` to place `to`.
static struct way longer(const struct card_lines *self, const struct way *before, size_t from,
                         size_t to)
{
    const struct place *end = &self->places[to];
    double em = end->em - end->blank_em - self->places[from].em;
    bool is_short = em < SHORTEST_EM && (!end->is_must || !self->places[from].is_must);
    return (struct way){.is_one = true,
                        .widest = em > before->widest ? em : before->widest,
                        .squares = before->squares + em * em,
                        .toll = before->toll + end->toll + (is_short ? SHORT_TOLL : 0),
                        .from = from};
}

// Fills the ways that reach each place with one line more than `before` has.
static void add_line(const struct card_lines *self, const struct way *before, struct way *after)
{
    for (size_t to = 1; to < self->place_count; to++) {
        for (size_t from = to; from-- > 0;) {
            struct way way = longer(self, &before[from], from, to);
            if (before[from].is_one && is_better(&way, &after[to])) {
                after[to] = way;
            }
            if (self->places[from].is_must) {
                break; // the author's own end of a line
            }
        }
    }
}

bool card_lines_split(const struct card_lines *self, size_t count, struct card_split *out)
{
    if (count < self->least || count > CARD_LINES_MOST) {
        return false;
    }
    size_t places = self->place_count;
    struct way *ways = mem_zeroed((count + 1) * places, sizeof *ways);
    ways[0].is_one = true;
    for (size_t line = 1; line <= count; line++) {
        add_line(self, ways + (line - 1) * places, ways + line * places);
    }
    const struct way *last = &ways[count * places + places - 1];
    bool is_found = last->is_one;
    if (is_found) {
        *out = (struct card_split){.count = count, .toll = last->toll};
        size_t at = places - 1;
        for (size_t line = count; line > 0; line--) {
            out->ends[line - 1] = self->places[at].at;
            at = ways[line * places + at].from;
        }
    }
    free(ways);
    return is_found;
}
