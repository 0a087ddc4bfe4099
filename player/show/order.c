// Orders as lines.
#include "show/order.h"

#include "counters/wish.h"

#include "show/console.h"
#include "show/order_log.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = CONSOLE_LINE + 1, WORDS_MAX = 10, WORD_SHOWN = 40 };

static const struct {
    const char *name;
    enum order_kind kind;
} kinds[] = {
    {"status", ORDER_STATUS}, {"next", ORDER_NEXT},     {"previous", ORDER_PREVIOUS},
    {"pause", ORDER_PAUSE},   {"resume", ORDER_RESUME}, {"reload", ORDER_RELOAD},
    {"clear", ORDER_CLEAR},   {"quit", ORDER_QUIT},     {"emergency", ORDER_EMERGENCY},
    {"count", ORDER_COUNT},   {"touch", ORDER_TOUCH},   {"log", ORDER_LOG},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

// The words of a line; they lie in `text`.
struct words {
    char text[LINE_BYTES];
    char *word[WORDS_MAX];
    int count, used;
};

static bool split(struct words *self, const char *line, struct error *err)
{
    size_t length = strlen(line);
    if (length >= sizeof self->text) {
        return error_set(err, ERROR_CONFIG, "the order is too long");
    }
    memcpy(self->text, line, length + 1);
    char *rest = NULL;
    for (char *word = strtok_r(self->text, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        if (self->count == WORDS_MAX) {
            return error_set(err, ERROR_CONFIG, "the order has too many words");
        }
        self->word[self->count++] = word;
    }
    return true;
}

static const char *next_word(struct words *self)
{
    return self->used < self->count ? self->word[self->used++] : NULL;
}

// The word as an error may tell it: cut, and "?" for what a terminal should not be sent.
static const char *shown(const char *word, char out[WORD_SHOWN])
{
    size_t used = 0;
    for (; word[used] != '\0' && used < WORD_SHOWN - 1; used++) {
        bool is_plain = word[used] > ' ' && word[used] <= '~';
        out[used] = (char)(is_plain ? word[used] : '?');
    }
    out[used] = '\0';
    return out;
}

static bool read_kind(const char *word, enum order_kind *out, struct error *err)
{
    const char *names[KINDS];
    for (size_t i = 0; i < KINDS; i++) {
        names[i] = kinds[i].name;
        if (str_is(kinds[i].name, word)) {
            *out = kinds[i].kind;
            return true;
        }
    }
    if (word == NULL) {
        return error_set(err, ERROR_CONFIG, "the order is empty");
    }
    char room[WORD_SHOWN];
    const char *nearest = str_nearest(shown(word, room), names, KINDS);
    if (nearest != NULL) {
        return error_set(err, ERROR_CONFIG, "there is no order \"%s\"; did you mean \"%s\"?", room,
                         nearest);
    }
    return error_set(err, ERROR_CONFIG,
                     "there is no order \"%s\" (status, next, previous, pause, resume, reload, "
                     "emergency ITEM, clear, count NUMBER, touch, quit)",
                     room);
}

static bool is_id(const char *word)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  "_.-";
    size_t length = strspn(word, letters);
    return length > 0 && length < ORDER_ITEM_BYTES && word[length] == '\0';
}

static bool read_item(const char *word, char out[ORDER_ITEM_BYTES], struct error *err)
{
    char room[WORD_SHOWN];
    if (word == NULL) {
        return error_set(err, ERROR_CONFIG, "emergency needs the id of an item");
    }
    if (!is_id(word)) {
        return error_set(err, ERROR_CONFIG, "\"%s\" cannot be the id of an item",
                         shown(word, room));
    }
    memcpy(out, word, strlen(word) + 1);
    return true;
}

static bool read_source(const char *word, char out[ORDER_ITEM_BYTES], struct error *err)
{
    if (!counter_name_is_good(word)) {
        return error_set(err, ERROR_CONFIG,
                         "a counter's name is a letter, then letters, digits, _ . or -, 16 in all");
    }
    memcpy(out, word, strlen(word) + 1);
    return true;
}

static bool read_length(const char *word, int64_t *out_us, struct error *err)
{
    static const struct {
        const char *unit;
        int64_t us;
    } units[] = {{"us", 1},       {"ms", 1000},      {"s", 1000000},
                 {"m", 60000000}, {"min", 60000000}, {"h", INT64_C(3600000000)}};
    char room[WORD_SHOWN];
    bool is_number = word != NULL && isdigit((unsigned char)word[0]);
    char *end = NULL;
    long long value = is_number ? strtoll(word, &end, 10) : 0;
    for (size_t i = 0; is_number && i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(end, units[i].unit) == 0 && value > 0 &&
            value <= ORDER_LONGEST_US / units[i].us) {
            *out_us = value * units[i].us;
            return true;
        }
    }
    return error_set(err, ERROR_CONFIG,
                     "\"%s\" is not a length of time above 0 and up to a day (90s, 10m, 2h)",
                     word == NULL ? "" : shown(word, room));
}

// "count 12 [SOURCE]", "touch [3] [SOURCE]": whole numbers, and nothing that could say who it was.
static bool read_count(struct words *words, struct order *out, struct error *err)
{
    bool is_touch = out->kind == ORDER_TOUCH;
    const char *word = words->used < words->count ? words->word[words->used] : "";
    size_t digits = strspn(word, "0123456789");
    bool has_number = digits > 0 && word[digits] == '\0';
    memcpy(out->item, "tell", sizeof "tell");
    out->number = 1;
    if (!has_number && !is_touch) {
        return error_set(err, ERROR_CONFIG, "count needs a whole number of people, 0 … %d",
                         ORDER_COUNT_MOST);
    }
    if (has_number) {
        out->number = digits <= 5 ? atoi(word) : ORDER_COUNT_MOST + 1;
        words->used++;
    }
    if (out->number > ORDER_COUNT_MOST || (is_touch && out->number == 0)) {
        return error_set(err, ERROR_CONFIG, "%s at once; at most %d",
                         out->number > 0 ? "so many are not counted" : "no touch is none",
                         ORDER_COUNT_MOST);
    }
    word = words->used < words->count ? words->word[words->used] : "json";
    if (!str_is(word, "json")) {
        words->used++;
        return read_source(word, out->item, err);
    }
    return true;
}

bool order_parse(const char *line, struct order *out, struct error *err)
{
    struct words words = {0};
    struct order order = {0};
    if (!split(&words, line, err) || !read_kind(next_word(&words), &order.kind, err)) {
        return false;
    }
    bool is_emergency = order.kind == ORDER_EMERGENCY;
    if (is_emergency && !read_item(next_word(&words), order.item, err)) {
        return false;
    }
    if (order.kind == ORDER_LOG) {
        int count = words.count - words.used;
        if (!order_log_read(words.word + words.used, count, &order.entry, err)) {
            return false;
        }
        words.used = words.count;
    }
    bool is_count = order.kind == ORDER_COUNT || order.kind == ORDER_TOUCH;
    if (is_count && !read_count(&words, &order, err)) {
        return false;
    }
    for (const char *word; (word = next_word(&words)) != NULL;) {
        char room[WORD_SHOWN];
        if (is_emergency && order.for_us == 0 && str_is(word, "for")) {
            if (!read_length(next_word(&words), &order.for_us, err)) {
                return false;
            }
        } else if (!order.wants_json && str_is(word, "json")) {
            order.wants_json = true;
        } else {
            return error_set(err, ERROR_CONFIG, "\"%s\" does not belong there", shown(word, room));
        }
    }
    *out = order;
    return true;
}

void order_print(const struct order *self, struct str *out)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (kinds[i].kind == self->kind) {
            str_add(out, kinds[i].name);
        }
    }
    if (self->kind == ORDER_LOG) {
        order_log_print(&self->entry, out);
        return;
    }
    bool is_count = self->kind == ORDER_COUNT || self->kind == ORDER_TOUCH;
    if (is_count) {
        str_addf(out, " %lld", (long long)self->number);
    }
    if (self->item[0] != '\0') {
        str_addf(out, " %s", self->item);
    }
    if (self->for_us > 0) {
        str_addf(out, " for %lldus", (long long)self->for_us);
    }
    str_add(out, self->wants_json ? " json" : "");
}
