// Entries of staff.
#include "ledger/manual.h"

#include "base/civil.h"
#include "base/json.h"
#include "base/utf8.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name, *label, *unit;
} kinds[MANUAL_KINDS] = {
    [MANUAL_LEAFLETS] = {"leaflets", "发放宣传单", "份"},
    [MANUAL_INSTALLS] = {"installs", "指导安装国家反诈中心 App", "次"},
    [MANUAL_TALKS] = {"talks", "宣讲", "场"},
    [MANUAL_ATTENDEES] = {"attendees", "听讲", "人次"},
    [MANUAL_BROADCASTS] = {"broadcasts", "喇叭广播", "次"},
};

const char *manual_kind_name(enum outreach_manual_kind kind)
{
    return kinds[kind].name;
}

const char *manual_kind_label(enum outreach_manual_kind kind)
{
    return kinds[kind].label;
}

const char *manual_kind_unit(enum outreach_manual_kind kind)
{
    return kinds[kind].unit;
}

int manual_kind_of(const char *name)
{
    for (int i = 0; i < MANUAL_KINDS; i++) {
        if (str_is(kinds[i].name, name)) {
            return i;
        }
    }
    return -1;
}

void manual_new_id(char out[MANUAL_ID_BYTES])
{
    unsigned char bytes[MANUAL_ID_BYTES / 2];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(out, MANUAL_ID_BYTES, bytes, sizeof bytes);
}

bool manual_id_is_good(const char *id)
{
    return strspn(id, "0123456789abcdef") == MANUAL_ID_BYTES - 1 && id[MANUAL_ID_BYTES - 1] == '\0';
}

bool manual_text_is_good(const char *text, size_t limit)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] < ' ' || text[i] == '\x7f') {
            return false;
        }
    }
    return length < limit && utf8_valid_length(text, length) == length;
}

static bool is_point(const char *text)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
    return strspn(text, letters) == strlen(text) && strlen(text) < MANUAL_POINT_BYTES;
}

bool manual_check(const struct manual_entry *self, struct error *err)
{
    bool is_correction = self->supersedes[0] != '\0';
    if (self->count < 0 || self->count > MANUAL_COUNT_MOST) {
        return error_set(err, ERROR_CONFIG, "a count is a whole number, 1 … %lld",
                         (long long)MANUAL_COUNT_MOST);
    }
    if (self->count == 0 && !is_correction) {
        return error_set(err, ERROR_CONFIG, "0 only takes back an entry that it supersedes");
    }
    if (!manual_id_is_good(self->id) || (is_correction && !manual_id_is_good(self->supersedes))) {
        return error_set(err, ERROR_CONFIG, "an entry's id is 8 of the digits 0-9 a-f");
    }
    if (self->by[0] == '\0' || !manual_text_is_good(self->by, sizeof self->by)) {
        return error_set(err, ERROR_CONFIG, "who enters it is a name of up to %d bytes",
                         MANUAL_BY_BYTES - 1);
    }
    if (!manual_text_is_good(self->note, sizeof self->note)) {
        return error_set(err, ERROR_CONFIG, "a note is one line of up to %d bytes",
                         MANUAL_NOTE_BYTES - 1);
    }
    return is_point(self->point) ||
           error_set(err, ERROR_CONFIG,
                     "the id of a point has up to 64 of the characters A-Z a-z 0-9 _ . -");
}

static void add_text(struct json *json, const char *key, const char *text)
{
    if (text[0] != '\0') {
        json_key(json, key);
        json_string(json, text);
    }
}

void manual_detail(const struct manual_entry *self, struct str *out)
{
    struct civil date = civil_of_day(self->day);
    char day[40];
    snprintf(day, sizeof day, "%04d-%02d-%02d", date.year, date.month, date.day);
    struct json json = {.out = out};
    json_open(&json, '{');
    add_text(&json, "kind", manual_kind_name(self->kind));
    add_text(&json, "id", self->id);
    add_text(&json, "day", day);
    add_text(&json, "by", self->by);
    add_text(&json, "note", self->note);
    add_text(&json, "supersedes", self->supersedes);
    add_text(&json, "point", self->point);
    json_close(&json, '}');
}
