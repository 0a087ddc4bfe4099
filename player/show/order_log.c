// An entry of staff as the words of an order, so that a player that holds the ledger can write it:
//     log leaflets 300 id=3f2a91c0 day=20783 by=… note=… supersedes=… point=…
// In values, bytes that would end a word, and %, are written as %XX.
#include "show/order_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_DIGITS = 6 };

static bool must_be_coded(unsigned char byte)
{
    return byte <= ' ' || byte == '%' || byte == 0x7f;
}

static void add_value(struct str *out, const char *key, const char *text)
{
    if (text[0] == '\0') {
        return;
    }
    str_addf(out, " %s=", key);
    for (; *text != '\0'; text++) {
        if (must_be_coded((unsigned char)*text)) {
            str_addf(out, "%%%02X", (unsigned char)*text);
        } else {
            str_add_bytes(out, text, 1);
        }
    }
}

void order_log_print(const struct manual_entry *self, struct str *out)
{
    str_addf(out, " %s %lld", manual_kind_name(self->kind), (long long)self->count);
    add_value(out, "id", self->id);
    str_addf(out, " day=%lld", (long long)self->day);
    add_value(out, "by", self->by);
    add_value(out, "note", self->note);
    add_value(out, "supersedes", self->supersedes);
    add_value(out, "point", self->point);
}

static int digit(char byte)
{
    static const char digits[] = "0123456789ABCDEF";
    const char *at = byte != '\0' ? strchr(digits, byte) : NULL;
    return at != NULL ? (int)(at - digits) : -1;
}

static bool read_value(const char *text, char *out, size_t size)
{
    size_t used = 0;
    while (*text != '\0' && used + 1 < size) {
        if (*text == '%') {
            int high = digit(text[1]);
            int low = high < 0 ? -1 : digit(text[2]);
            if (low < 0) {
                return false;
            }
            out[used++] = (char)(high * 16 + low);
            text += 3;
        } else {
            out[used++] = *text++;
        }
    }
    out[used] = '\0';
    return *text == '\0' && strlen(out) == used;
}

static bool read_day(const char *text, int64_t *out)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > DAY_DIGITS || text[digits] != '\0') {
        return false;
    }
    *out = atoi(text);
    return true;
}

// "by=…" into its place.
static bool read_word(const char *word, struct manual_entry *out)
{
    const struct {
        const char *key;
        char *text;
        size_t size;
    } values[] = {
        {"id=", out->id, sizeof out->id},
        {"by=", out->by, sizeof out->by},
        {"note=", out->note, sizeof out->note},
        {"supersedes=", out->supersedes, sizeof out->supersedes},
        {"point=", out->point, sizeof out->point},
    };
    if (strncmp(word, "day=", 4) == 0) {
        return read_day(word + 4, &out->day);
    }
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        size_t length = strlen(values[i].key);
        if (strncmp(word, values[i].key, length) == 0) {
            return read_value(word + length, values[i].text, values[i].size);
        }
    }
    return false;
}

bool order_log_read(char *const *words, int count, struct manual_entry *out, struct error *err)
{
    struct manual_entry entry = {0};
    int kind = count > 0 ? manual_kind_of(words[0]) : -1;
    const char *number = count > 1 ? words[1] : "";
    size_t digits = strspn(number, "0123456789");
    if (kind < 0) {
        return error_set(err, ERROR_CONFIG,
                         "log needs leaflets, installs, talks, attendees or broadcasts");
    }
    if (digits == 0 || digits > 9 || number[digits] != '\0') {
        return error_set(err, ERROR_CONFIG, "log needs a whole number behind its kind");
    }
    entry.kind = (enum outreach_manual_kind)kind;
    entry.count = atoi(number);
    for (int i = 2; i < count; i++) {
        if (!read_word(words[i], &entry)) {
            return error_set(err, ERROR_CONFIG, "this is no entry; use xiaolaba log");
        }
    }
    if (entry.day == 0) {
        return error_set(err, ERROR_CONFIG, "the day is missing; use xiaolaba log");
    }
    if (!manual_check(&entry, err)) {
        return false;
    }
    *out = entry;
    return true;
}
