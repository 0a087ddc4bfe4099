// Reading who comes past. The text may come from a ledger that anybody could have written, so that
// nothing is taken for granted: sizes, types, ranges, and keys that no version prints.
//
// A key that is missing keeps its default, but for those without which nothing follows: later
// versions may print more, and read what earlier ones did not know to say.
#include "base/str.h"
#include "reach/audience_keys.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_LIMIT = 64 * 1024 }; // bytes; the longest that is printed has 7,000
#define WEIGHT_MOST (1 + 1e-8)

static const char *const keys[] = {"per_hour",  "dwell",  "rel_sd", "dwell_sd_s",
                                   "full_s",    "notice", "repeat", "population",
                                   "catchment", "source", "grade",  NULL};

static bool read_number(const json_t *node, double least, double most, double *out)
{
    double value = json_number_value(node);
    if (!json_is_number(node) || !isfinite(value) || value < least || value > most) {
        return false;
    }
    *out = fabs(value) > 0 ? value : 0; // "-0.0" would come back as "-0", and that as 0
    return true;
}

static bool read_week(const json_t *node, struct audience *out, struct error *err)
{
    if (json_array_size(node) != AUDIENCE_DAYS) {
        return error_set(err, ERROR_CONFIG, "per_hour: not a list of 7 days");
    }
    for (size_t day = 0; day < AUDIENCE_DAYS; day++) {
        const json_t *hours = json_array_get(node, day);
        if (json_array_size(hours) != AUDIENCE_HOURS) {
            return error_set(err, ERROR_CONFIG, "per_hour[%zu]: not a list of 24 hours", day);
        }
        for (size_t hour = 0; hour < AUDIENCE_HOURS; hour++) {
            if (!read_number(json_array_get(hours, hour), 0, AUDIENCE_MOST_PER_HOUR,
                             &out->per_hour[day][hour])) {
                return error_set(err, ERROR_CONFIG, "per_hour[%zu][%zu]: not a number, 0 to %.0f",
                                 day, hour, AUDIENCE_MOST_PER_HOUR);
            }
        }
    }
    return true;
}

// --- dwell -------------------------------------------------------------------------------------

// [weight, seconds]. A settled weight may be above 1 by as much as its sum may be off.
static bool read_pair(const json_t *list, size_t i, double *weight, double *seconds)
{
    const json_t *pair = json_array_get(list, i);
    return json_array_size(pair) == 2 &&
           read_number(json_array_get(pair, 0), 0, WEIGHT_MOST, weight) &&
           read_number(json_array_get(pair, 1), 0, AUDIENCE_MOST_S, seconds);
}

static bool read_mixture(const json_t *node, struct dwell *out, struct error *err)
{
    out->kind = DWELL_MIXTURE;
    out->part_count = json_array_size(node);
    if (out->part_count < 1 || out->part_count > DWELL_PARTS) {
        return error_set(err, ERROR_CONFIG, "dwell.mixture: not a list of 1 to %d parts",
                         DWELL_PARTS);
    }
    for (size_t i = 0; i < out->part_count; i++) {
        if (!read_pair(node, i, &out->parts[i].weight, &out->parts[i].mean_s)) {
            return error_set(err, ERROR_CONFIG, "dwell.mixture[%zu]: not [weight, seconds]", i);
        }
    }
    return true;
}

static bool read_histogram(const json_t *node, struct dwell *out, struct error *err)
{
    out->kind = DWELL_HISTOGRAM;
    out->bin_count = json_array_size(node);
    if (out->bin_count < 1 || out->bin_count > DWELL_BINS) {
        return error_set(err, ERROR_CONFIG, "dwell.histogram: not a list of 1 to %d bins",
                         DWELL_BINS);
    }
    for (size_t i = 0; i < out->bin_count; i++) {
        if (!read_pair(node, i, &out->bins[i].weight, &out->bins[i].until_s)) {
            return error_set(err, ERROR_CONFIG, "dwell.histogram[%zu]: not [weight, seconds]", i);
        }
    }
    return true;
}

static bool read_fixed(const json_t *node, struct dwell *out, struct error *err)
{
    out->kind = DWELL_FIXED;
    return read_number(node, 0, AUDIENCE_MOST_S, &out->fixed_s) ||
           error_set(err, ERROR_CONFIG, "dwell.fixed: not a number of seconds");
}

static bool read_dwell(const json_t *node, struct dwell *out, struct error *err)
{
    if (json_object_size(node) == 0 && json_is_object(node)) {
        return true; // nobody comes, and nobody said how long
    }
    const json_t *mixture = json_object_get(node, "mixture");
    const json_t *fixed = json_object_get(node, "fixed");
    const json_t *histogram = json_object_get(node, "histogram");
    if (json_object_size(node) != 1 || (mixture == NULL && fixed == NULL && histogram == NULL)) {
        return error_set(err, ERROR_CONFIG, "dwell: not one of mixture, fixed, histogram");
    }
    bool is_read = mixture != NULL ? read_mixture(mixture, out, err)
                   : fixed != NULL ? read_fixed(fixed, out, err)
                                   : read_histogram(histogram, out, err);
    return is_read &&
           (dwell_settle(out) ||
            error_set(err, ERROR_CONFIG, "dwell: weights or times are no distribution of stays"));
}

// --- the rest ----------------------------------------------------------------------------------

static bool read_numbers(const json_t *root, struct audience *out, struct error *err)
{
    for (size_t i = 0; i < audience_number_count; i++) {
        const struct audience_number *number = &audience_numbers[i];
        const json_t *node = json_object_get(root, number->key);
        double *field = (double *)(void *)((char *)out + number->offset);
        if (node != NULL && !read_number(node, number->least, number->most, field)) {
            return error_set(err, ERROR_CONFIG, "%s: not a number, %g to %g", number->key,
                             number->least, number->most);
        }
    }
    return true;
}

static bool read_name(const json_t *root, const char *key, char out[AUDIENCE_NAME_BYTES],
                      struct error *err)
{
    const json_t *node = json_object_get(root, key);
    if (node != NULL &&
        (!json_is_string(node) || json_string_length(node) >= AUDIENCE_NAME_BYTES)) {
        return error_set(err, ERROR_CONFIG, "%s: not a text of at most %d bytes", key,
                         AUDIENCE_NAME_BYTES - 1);
    }
    snprintf(out, AUDIENCE_NAME_BYTES, "%s", node != NULL ? json_string_value(node) : "");
    return true;
}

static bool read_grade(const json_t *root, enum audience_grade *out, struct error *err)
{
    static const enum audience_grade grades[] = {0, GRADE_COUNTED, GRADE_SURVEYED,
                                                 GRADE_CONFIGURED};
    const char *letter = json_string_value(json_object_get(root, "grade"));
    for (size_t i = 0; i < sizeof grades / sizeof grades[0]; i++) {
        if (str_is(letter, audience_grade_letter(grades[i]))) {
            *out = grades[i];
            return true;
        }
    }
    return error_set(err, ERROR_CONFIG, "grade: not \"A\", \"B\" or \"C\"");
}

// As much of a key as can stand in a line for people, whatever is in it.
static size_t plain_length(const char *key)
{
    return strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");
}

static bool has_known_keys(json_t *root, struct error *err)
{
    for (void *at = json_object_iter(root); at != NULL; at = json_object_iter_next(root, at)) {
        const char *key = json_object_iter_key(at);
        size_t i = 0;
        while (keys[i] != NULL && !str_is(keys[i], key)) {
            i++;
        }
        if (keys[i] == NULL) {
            enum { MOST = 40 };
            int length = (int)(plain_length(key) < MOST ? plain_length(key) : MOST);
            return error_set(err, ERROR_CONFIG, "\"%.*s%s\" is not known", length, key,
                             key[length] != '\0' ? "…" : "");
        }
    }
    return true;
}

static bool read_root(json_t *root, struct audience *out, struct error *err)
{
    return (json_is_object(root) || error_set(err, ERROR_CONFIG, "not an object")) &&
           has_known_keys(root, err) && read_week(json_object_get(root, "per_hour"), out, err) &&
           read_dwell(json_object_get(root, "dwell"), &out->dwell, err) &&
           read_numbers(root, out, err) && read_name(root, "catchment", out->catchment, err) &&
           read_name(root, "source", out->source, err) && read_grade(root, &out->grade, err) &&
           (out->dwell.kind != 0 || !audience_is_known(out) ||
            error_set(err, ERROR_CONFIG, "dwell: somebody comes, and nothing says how long"));
}

bool audience_parse(const char *text, struct audience *out, struct error *err)
{
    size_t length = strnlen(text, TEXT_LIMIT + 1);
    if (length > TEXT_LIMIT) {
        return error_set(err, ERROR_CONFIG, "audience: more than %d bytes", TEXT_LIMIT);
    }
    json_error_t where;
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &where);
    if (root == NULL) {
        bool is_twice = json_error_code(&where) == json_error_duplicate_key;
        return error_set(err, ERROR_CONFIG, "audience: at byte %d: %s", where.position,
                         is_twice ? "a key comes twice" : "not JSON");
    }
    struct audience audience;
    audience_init(&audience);
    bool is_good = read_root(root, &audience, err);
    json_decref(root);
    if (is_good) {
        *out = audience;
    } else {
        error_prefix(err, "audience");
    }
    return is_good;
}
