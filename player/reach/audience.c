// Who comes past, as a value and as text.
#include "reach/audience.h"

#include "base/json.h"
#include "reach/audience_keys.h"

const struct audience_number audience_numbers[] = {
    {"rel_sd", offsetof(struct audience, rel_sd), 0, 2},
    {"dwell_sd_s", offsetof(struct audience, dwell_sd_s), 0, AUDIENCE_MOST_S},
    {"full_s", offsetof(struct audience, full_s), 0, AUDIENCE_MOST_S},
    {"notice", offsetof(struct audience, notice), 0, 1},
    {"repeat", offsetof(struct audience, repeat), AUDIENCE_LEAST_REPEAT, AUDIENCE_MOST_REPEAT},
    {"population", offsetof(struct audience, population), 0, AUDIENCE_MOST_PEOPLE},
};
const size_t audience_number_count = sizeof audience_numbers / sizeof audience_numbers[0];

void audience_init(struct audience *self)
{
    *self = (struct audience){.repeat = 1};
}

bool audience_is_known(const struct audience *self)
{
    for (int day = 0; day < AUDIENCE_DAYS; day++) {
        for (int hour = 0; hour < AUDIENCE_HOURS; hour++) {
            if (self->per_hour[day][hour] > 0) {
                return true;
            }
        }
    }
    return false;
}

const char *audience_grade_letter(enum audience_grade grade)
{
    switch (grade) {
    case GRADE_COUNTED:
        return "A";
    case GRADE_SURVEYED:
        return "B";
    case GRADE_CONFIGURED:
        return "C";
    }
    return "";
}

// --- printing ----------------------------------------------------------------------------------

static void add_pair(struct json *json, double first, double second)
{
    json_open(json, '[');
    json_number(json, first);
    json_number(json, second);
    json_close(json, ']');
}

static void add_week(struct json *json, const struct audience *self)
{
    json_key(json, "per_hour");
    json_open(json, '[');
    for (int day = 0; day < AUDIENCE_DAYS; day++) {
        json_open(json, '[');
        for (int hour = 0; hour < AUDIENCE_HOURS; hour++) {
            json_number(json, self->per_hour[day][hour]);
        }
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void add_dwell(struct json *json, const struct dwell *dwell)
{
    json_key(json, "dwell");
    json_open(json, '{');
    switch (dwell->kind) {
    case DWELL_MIXTURE:
        json_key(json, "mixture");
        json_open(json, '[');
        for (size_t i = 0; i < dwell->part_count; i++) {
            add_pair(json, dwell->parts[i].weight, dwell->parts[i].mean_s);
        }
        json_close(json, ']');
        break;
    case DWELL_FIXED:
        json_key(json, "fixed");
        json_number(json, dwell->fixed_s);
        break;
    case DWELL_HISTOGRAM:
        json_key(json, "histogram");
        json_open(json, '[');
        for (size_t i = 0; i < dwell->bin_count; i++) {
            add_pair(json, dwell->bins[i].weight, dwell->bins[i].until_s);
        }
        json_close(json, ']');
        break;
    }
    json_close(json, '}');
}

void audience_print(const struct audience *self, struct str *out)
{
    struct json json = {.out = out};
    json_open(&json, '{');
    add_week(&json, self);
    add_dwell(&json, &self->dwell);
    for (size_t i = 0; i < audience_number_count; i++) {
        json_key(&json, audience_numbers[i].key);
        json_number(&json, *(const double *)((const char *)self + audience_numbers[i].offset));
    }
    json_key(&json, "catchment");
    json_string(&json, self->catchment);
    json_key(&json, "source");
    json_string(&json, self->source);
    json_key(&json, "grade");
    json_string(&json, audience_grade_letter(self->grade));
    json_close(&json, '}');
}
