// Answers as lines: a sentence for people, or JSON for programs.
#include "base/json.h"
#include "show/order.h"

#include <string.h>

static const char done_json[] = "{\"done\":true";
static const char refused_json[] = "{\"done\":false";

static const char *trust_name(enum clock_trust trust)
{
    switch (trust) {
    case CLOCK_UNKNOWN:
        break;
    case CLOCK_BOUNDED:
        return "bounded";
    case CLOCK_REBASED:
        return "rebased";
    case CLOCK_TRUSTED:
        return "trusted";
    }
    return "unknown";
}

// A title may hold line ends, and an answer is one line.
static void add_flat(struct str *out, const char *text)
{
    for (; *text != '\0'; text++) {
        bool is_control = (unsigned char)*text < ' ' || *text == '\x7f';
        str_add_bytes(out, is_control ? " " : text, 1);
    }
}

// What is on the screen, in a few words.
static void add_picture(const struct order_status *self, struct str *out)
{
    if (self->emergency != NULL) {
        str_addf(out, "emergency: %s has the screen%s; ", self->emergency,
                 self->is_paused ? ", paused" : "");
    } else if (self->is_dark) {
        str_add(out, "closed, dark; ");
    } else if (self->item == NULL) {
        str_add(out, "playing: nothing, the house card; ");
    } else {
        str_add(out, self->is_paused ? "paused: " : "playing: ");
        add_flat(out, self->title != NULL ? self->title : self->item);
        str_addf(out, " (%s)", self->item);
        if (self->zone != NULL) {
            str_add(out, " in zone ");
            add_flat(out, self->zone);
        }
        str_add(out, "; ");
    }
}

static void add_status(const struct order_status *self, struct str *out)
{
    add_picture(self, out);
    if (self->is_logging) {
        str_addf(out, "%lld plays today", (long long)self->plays_today);
    } else {
        str_add(out, "showings are not stored");
    }
    str_addf(out, ", %lld late frames; ", (long long)self->late_frames);
    if (self->speed_mpx_s > 0) {
        str_addf(out, "scrolls at %g px/s", (double)self->speed_mpx_s / 1000);
        if (self->speed_mpx_s != (int64_t)self->wished_px_s * 1000) {
            str_addf(out, " (%d wished)", self->wished_px_s);
        }
        str_add(out, "; ");
    }
    str_add(out, self->is_muted ? "muted; " : "");
    if (self->playlist != NULL) {
        str_add(out, "playlist ");
        add_flat(out, self->playlist);
        str_addf(out, "%s; ", self->rung > 0 ? " stands in, nothing else can be shown" : "");
    }
    if (self->quarantined > 0) {
        str_addf(out, "%zu in quarantine (%s%s); ", self->quarantined, self->one_of_them,
                 self->quarantined > 1 ? " ..." : "");
    }
    str_addf(out, "clock %s", trust_name(self->trust));
    struct str condition = {0};
    if (self->condition != NULL) {
        condition_say(self->condition, &condition);
    }
    str_addf(out, condition.length > 0 ? "; %s" : "%s", str_text(&condition));
    str_fini(&condition);
}

static void add_json_condition(const struct condition *self, struct json *json)
{
    const struct health *health = &self->health;
    json_key(json, "throttled");
    json_boolean(json, health->is_throttled);
    json_key(json, "under_voltage");
    json_boolean(json, health->is_under_voltage);
    json_key(json, "storage_bad");
    json_boolean(json, health->is_storage_locked || health->is_storage_failing);
    json_key(json, "thrift");
    json_string(json, thrift_step_name(self->thrift.step));
}

static void add_json_status(const struct order_status *self, struct json *json)
{
    json_key(json, "item");
    json_string(json, self->item);
    json_key(json, "title");
    json_string(json, self->title != NULL ? self->title : self->item);
    json_key(json, "zone");
    json_string(json, self->zone);
    json_key(json, "emergency");
    json_string(json, self->emergency);
    json_key(json, "playlist");
    json_string(json, self->playlist);
    json_key(json, "rung");
    json_integer(json, self->rung);
    json_key(json, "quarantined");
    json_integer(json, (int64_t)self->quarantined);
    json_key(json, "quarantined_item");
    json_string(json, self->one_of_them);
    json_key(json, "paused");
    json_boolean(json, self->is_paused);
    json_key(json, "muted");
    json_boolean(json, self->is_muted);
    json_key(json, "dark");
    json_boolean(json, self->is_dark);
    json_key(json, "logging");
    json_boolean(json, self->is_logging);
    json_key(json, "plays_today");
    json_integer(json, self->plays_today);
    json_key(json, "late_frames");
    json_integer(json, self->late_frames);
    json_key(json, "rate_mhz");
    json_integer(json, self->rate_mhz);
    json_key(json, "speed_mpx_s");
    json_integer(json, self->speed_mpx_s);
    json_key(json, "wished_px_s");
    json_integer(json, self->wished_px_s);
    json_key(json, "clock");
    json_string(json, trust_name(self->trust));
    if (self->condition != NULL && self->condition->health.looks > 0) {
        add_json_condition(self->condition, json);
    }
}

static void print_json(const struct order_answer *self, struct str *out)
{
    struct json json = {.out = out};
    json_open(&json, '{');
    json_key(&json, "done"); // first: order_answer_read() looks for it there
    json_boolean(&json, self->is_done);
    if (self->status != NULL) {
        add_json_status(self->status, &json);
    }
    if (self->sentence[0] != '\0') {
        json_key(&json, "sentence");
        json_string(&json, self->sentence);
    }
    json_close(&json, '}');
}

void order_answer_print(const struct order_answer *self, bool wants_json, struct str *out)
{
    if (wants_json) {
        print_json(self, out);
        return;
    }
    str_add(out, self->is_done ? "ok " : "no ");
    if (self->status != NULL) {
        add_status(self->status, out);
        str_add(out, self->sentence[0] != '\0' ? "; " : "");
    }
    add_flat(out, self->sentence);
}

bool order_answer_read(const char *line, bool *is_done, const char **text)
{
    bool is_ok = strncmp(line, "ok ", 3) == 0;
    if (is_ok || strncmp(line, "no ", 3) == 0) {
        *is_done = is_ok;
        *text = line + 3;
        return true;
    }
    bool is_json_done = strncmp(line, done_json, strlen(done_json)) == 0;
    if (is_json_done || strncmp(line, refused_json, strlen(refused_json)) == 0) {
        *is_done = is_json_done;
        *text = line;
        return true;
    }
    return false;
}
