// How long people stay: a number, exponentials that are mixed, or a histogram.
#include "base/mem.h"
#include "config/lists.h"
#include "point/keys.h"
#include "point/readers.h"

#include <math.h>
#include <string.h>

static const char dwell_hint[] =
    "dwell = \"3m\"; or ( { share = 70; mean = 20; }, { share = 30; mean = \"7m\"; } ); or "
    "( { share = 40; until = 30; }, { share = 60; until = 300; } );";

#define DWELL_LEAST_S 0.5
static const struct range stay_s = {DWELL_LEAST_S, 43200, "s", NULL, 0}; // half a day
static const struct range share_percent = {0, 100, "%", NULL, 0};
static const double SHARES_OFF = 0.5; // percent that shares may miss 100 by, from rounding

static bool read_length(const struct section *part, const char *key, double *out_s)
{
    int64_t us = 0;
    if (!key_length(part, key, stay_s, &us)) {
        return false;
    }
    *out_s = (double)us / 1e6;
    return true;
}

// One part into `out`. The first one decides which kind it is.
static bool read_part(const struct section *part, struct dwell *out)
{
    double share = 0;
    double seconds = 0;
    bool is_bin = out->kind == DWELL_HISTOGRAM;
    const char *wanted = is_bin ? "until" : "mean";
    const char *other = is_bin ? "mean" : "until";
    size_t count = 0;
    const char *const *keys = point_keys(POINT_DWELL, &count);
    section_know(part, keys, count);
    if (section_find(part, other) != NULL) {
        config_complain(part->config, part->group, other, TROUBLE_ERROR, dwell_hint,
                        "the parts say either mean or until, all of them the same");
        return false;
    }
    bool has_share = key_number(part, "share", share_percent, &share);
    bool has_length = read_length(part, wanted, &seconds);
    if (section_find(part, "share") == NULL || section_find(part, wanted) == NULL) {
        config_complain(part->config, part->group, NULL, TROUBLE_ERROR, dwell_hint,
                        "a part needs both share and %s", wanted);
        return false;
    }
    if (!has_share || !has_length) {
        return false;
    }
    if (is_bin && out->bin_count > 0 && seconds <= out->bins[out->bin_count - 1].until_s) {
        config_complain(part->config, part->group, "until", TROUBLE_ERROR,
                        "from the shortest stays to the longest",
                        "must be later than that of the part before");
        return false;
    }
    if (is_bin) {
        out->bins[out->bin_count++] = (struct dwell_bin){.until_s = seconds, .weight = share};
    } else if (share > 0) {
        out->parts[out->part_count++] = (struct dwell_part){share, seconds};
    }
    return true;
}

static double sum_of_shares(const struct dwell *dwell)
{
    double sum = 0;
    for (size_t i = 0; i < dwell->part_count; i++) {
        sum += dwell->parts[i].weight;
    }
    for (size_t i = 0; i < dwell->bin_count; i++) {
        sum += dwell->bins[i].weight;
    }
    return sum;
}

static bool read_parts(struct config *config, const struct node *node, struct dwell *out)
{
    if (!node_is_counted(config, node, DWELL_BINS, dwell_hint)) {
        return false;
    }
    struct section first = {config, node_element(node, 0)};
    bool is_histogram = first.group->type == NODE_GROUP && section_find(&first, "until") != NULL;
    out->kind = is_histogram ? DWELL_HISTOGRAM : DWELL_MIXTURE;
    if (!is_histogram && !node_is_counted(config, node, DWELL_PARTS, dwell_hint)) {
        return false;
    }
    bool is_good = true;
    for (size_t i = 0; i < node_count(node); i++) {
        struct section part = {config, node_element(node, i)};
        if (part.group->type != NODE_GROUP) {
            node_say_type(config, part.group, "a group { … }", dwell_hint);
            is_good = false;
        } else {
            is_good = read_part(&part, out) && is_good;
        }
    }
    double sum = sum_of_shares(out);
    if (is_good && fabs(sum - 100) > SHARES_OFF) {
        config_complain(config, node, NULL, TROUBLE_WARNING, NULL,
                        "the shares add up to %.4g %%, and are taken in proportion", sum);
    }
    if (is_good && !dwell_settle(out)) {
        config_complain(config, node, NULL, TROUBLE_ERROR, dwell_hint, "nobody stays at all");
        is_good = false;
    }
    return is_good;
}

bool read_dwell(const struct section *audience, struct dwell *out)
{
    const struct node *node = section_find(audience, "dwell");
    struct dwell dwell = {0};
    if (node == NULL) {
        return false;
    }
    if (node->type == NODE_GROUP || node->type == NODE_LIST) {
        if (!read_parts(audience->config, node, &dwell)) {
            return false;
        }
    } else {
        dwell.kind = DWELL_FIXED;
        if (!read_length(audience, "dwell", &dwell.fixed_s)) {
            return false;
        }
    }
    *out = dwell;
    return true;
}
