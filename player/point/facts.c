// A point as JSON.
#include "point/facts.h"

#include "base/json.h"

static void add_text(struct json *json, const char *key, const char *text)
{
    if (text != NULL) {
        json_key(json, key);
        json_string(json, text);
    }
}

void point_facts(const struct point *self, int utc_offset_s, struct str *out)
{
    struct json json = {.out = out};
    json_open(&json, '{');
    add_text(&json, "id", self->id);
    add_text(&json, "name", self->name);
    add_text(&json, "district", self->district);
    add_text(&json, "venue", venue_name(self->venue));
    json_key(&json, "utc_offset_s");
    json_integer(&json, utc_offset_s);
    add_text(&json, "clock", self->has_good_clock ? "good" : NULL);
    json_close(&json, '}');
}
