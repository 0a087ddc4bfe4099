// The report for programs.
#include "report/print.h"

#include "base/civil.h"
#include "base/json.h"

static void add_limit(struct json *json, const char *key, struct wall limit, int offset_s)
{
    char text[40];
    bool is_open = limit.us == INT64_MIN || limit.us == INT64_MAX;
    if (!is_open) {
        civil_format(limit, offset_s, text, sizeof text);
    }
    json_key(json, key);
    json_string(json, is_open ? NULL : text);
}

static void add_row(struct json *json, const char *by, const struct tally_row *row)
{
    const struct {
        const char *key;
        int64_t value;
    } numbers[] = {
        {"plays", row->plays},
        {"full_plays", row->full_plays},
        {"visible_ms", row->visible_ms},
        {"failed", row->failed},
        {"skipped", row->skipped},
        {"cut", row->cut},
        {"time_untrusted", row->untrusted},
        {"display_unknown", row->display_unknown},
        {"display_off", row->dark},
    };
    json_open(json, '{');
    if (row->key != NULL) {
        json_key(json, by);
        json_string(json, row->key[0] != '\0' ? row->key : NULL);
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        json_key(json, numbers[i].key);
        json_integer(json, numbers[i].value);
    }
    json_close(json, '}');
}

void print_json(const struct tally *tally, struct str *out)
{
    struct json json = {.out = out};
    const char *by = report_by_name(tally->wish.by);
    json_open(&json, '{');
    json_key(&json, "by");
    json_string(&json, by);
    add_limit(&json, "from", tally->wish.from, tally->wish.offset_s);
    add_limit(&json, "to", tally->wish.to, tally->wish.offset_s);
    json_key(&json, "utc_offset_s");
    json_integer(&json, tally->wish.offset_s);
    json_key(&json, "rows");
    json_open(&json, '[');
    for (size_t i = 0; i < tally->count; i++) {
        add_row(&json, by, &tally->rows[i]);
    }
    json_close(&json, ']');
    json_key(&json, "total");
    add_row(&json, by, &tally->total);
    json_close(&json, '}');
    str_add(out, "\n");
}
