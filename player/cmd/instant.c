// Reading instants.
#include "cmd/instant.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

// A length has neither, but for a sign in front.
static bool looks_like_wall(const char *text)
{
    return strchr(text, ':') != NULL || (text[0] != '\0' && strchr(text + 1, '-') != NULL);
}

static bool parse_time(const char *text, struct civil *out)
{
    char *dated = mem_format("1970-01-01T%s", text);
    bool is_time = civil_parse(dated, out);
    free(dated);
    return is_time;
}

bool instant_read(struct instant *self, const struct opts *opts, const char *name)
{
    *self = (struct instant){0};
    const char *text = opts_value(opts, name);
    if (text == NULL || !looks_like_wall(text)) {
        return opts_length(opts, name, &self->since_us);
    }
    self->is_wall = true;
    self->has_date = civil_parse(text, &self->time);
    if (!self->has_date && !parse_time(text, &self->time)) {
        opts_complain(opts, "--%s: \"%s\" is not a time (14:30, 2026-10-01T09:00)", name, text);
        return false;
    }
    return true;
}

struct wall instant_wall(const struct instant *self, const struct meridian *meridian,
                         struct wall now)
{
    int64_t day = self->has_date ? civil_day_number(self->time) : meridian_day(meridian, now);
    struct wall minute = meridian_instant(meridian, day, self->time.hour * 60 + self->time.minute);
    return (struct wall){minute.us + self->time.second * CLOCK_SECOND_US};
}

bool instant_read_day(int64_t *out_day, const struct opts *opts, const char *name)
{
    const char *text = opts_value(opts, name);
    struct civil date;
    if (text == NULL) {
        return true;
    }
    if (strchr(text, ':') != NULL || !civil_parse(text, &date)) {
        opts_complain(opts, "--%s: \"%s\" is not a day (2026-10-01)", name, text);
        return false;
    }
    *out_day = civil_day_number(date);
    return true;
}
