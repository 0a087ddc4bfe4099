// Lines of plays for the out-of-home trade.
#include "report/playout.h"

#include "base/civil.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

// Characters, by the format.
enum {
    REFERENCE_MOST = 48,
    CREATIVE_MOST = 64,
    CREATIVE_NAME_MOST = 128,
    THIRD_PARTY_MOST = 128,
    ORDER_MOST = 256,
    LINE_MOST = 36,
    PLAYER_MOST = 36,
    FRAME_MOST = 64, // not a number at all, then: as much as helps to see what it was
    ID_DIGITS = 8,   // of a uuid that go into a reference
};

// At most `most` characters of `text` without blanks around them and line ends in them.
static void trim(const char *text, size_t most, struct str *out)
{
    const char *at = text + strspn(text, " \t\r\n");
    for (size_t i = 0; i < most && *at != '\0'; i++) {
        const char *begin = at;
        uint32_t code = utf8_next(&at);
        if (code == UTF8_INVALID) {
            str_add(out, "?");
        } else if (code < 0x20) {
            str_add(out, " ");
        } else {
            str_add_bytes(out, begin, (size_t)(at - begin));
        }
    }
    while (out->length > 0 && out->text[out->length - 1] == ' ') {
        out->text[--out->length] = '\0';
    }
}

// A text field; NULL is empty.
static void add_text(struct str *out, const char *text, size_t most)
{
    struct str field = {0};
    trim(text != NULL ? text : "", most, &field);
    bool needs_quotes = strpbrk(str_text(&field), ",\"") != NULL;
    str_add(out, needs_quotes ? "\"" : "");
    for (const char *at = str_text(&field); *at != '\0'; at++) {
        str_add_bytes(out, at, 1);
        if (*at == '"') {
            str_add(out, "\""); // a quote is said by two
        }
    }
    str_add(out, needs_quotes ? "\"" : "");
    str_fini(&field);
}

static void add_field(struct str *out, const char *text, size_t most)
{
    str_add(out, ",");
    add_text(out, text, most);
}

static void add_offset(struct str *out, int offset_s)
{
    int minutes = (offset_s < 0 ? -offset_s : offset_s) / 60;
    if (minutes == 0) {
        str_add(out, ",Z");
        return;
    }
    str_addf(out, ",%c%02d:%02d", offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static void add_start(struct str *out, struct wall start, int offset_s)
{
    int64_t ms = (start.us % CLOCK_SECOND_US + CLOCK_SECOND_US) % CLOCK_SECOND_US / 1000;
    struct civil utc = civil_at(start, 0);
    str_addf(out, ",%04d-%02d-%02dT%02d:%02d:%02d.%03d", utc.year, utc.month, utc.day, utc.hour,
             utc.minute, utc.second, (int)ms);
    add_offset(out, offset_s);
}

// The point gives way where the whole would be too long: ledger, run and number tell the play.
static void add_reference(struct str *out, const struct play *play)
{
    char tail[REFERENCE_MOST];
    int length = snprintf(tail, sizeof tail, "-%.*s%.*s-%lld", ID_DIGITS, play->log_id, ID_DIGITS,
                          play->run_id, (long long)play->seq);
    struct str reference = {0};
    trim(play->point != NULL ? play->point : "", (size_t)(REFERENCE_MOST - length), &reference);
    str_add(&reference, tail);
    add_field(out, str_text(&reference), REFERENCE_MOST);
    str_fini(&reference);
}

void playout_add(const struct playout_terms *terms, const struct play *play, struct str *out)
{
    add_text(out, terms->frame != NULL ? terms->frame : play->point, FRAME_MOST);
    add_start(out, play->start_wall, terms->offset_s);
    str_add(out, ",,,"); // end and its offset
    str_add_integer(out, play->shown.visible_ms);
    str_add(out, ","); // share of time
    add_field(out, terms->order != NULL ? terms->order : play->playlist, ORDER_MOST);
    add_field(out, terms->line, LINE_MOST);
    add_field(out, terms->buyer, LINE_MOST);
    str_add(out, ","); // agency
    add_field(out, terms->brand, LINE_MOST);
    str_add(out, ","); // campaign
    add_field(out, play->item, CREATIVE_MOST);
    add_field(out, play->item, CREATIVE_NAME_MOST);
    add_field(out, play->content_sha256, THIRD_PARTY_MOST);
    str_add(out, ","); // trigger
    add_field(out, play->log_id, PLAYER_MOST);
    add_reference(out, play);
    str_add(out, "\n");
}
