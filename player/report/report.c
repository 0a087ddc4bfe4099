// From a wish to a report.
#include "report/report.h"

#include "base/civil.h"
#include "report/gather.h"
#include "report/print.h"

#include <string.h>

static const char *const names[] = {
    [REPORT_BY_ITEM] = "item", [REPORT_BY_ZONE] = "zone",   [REPORT_BY_HOUR] = "hour",
    [REPORT_BY_DAY] = "day",   [REPORT_BY_TOPIC] = "topic", [REPORT_BY_AUDIENCE] = "audience",
    [REPORT_BY_KIND] = "kind", [REPORT_BY_POINT] = "point",
};

struct report_wish report_everything(void)
{
    return (struct report_wish){.from = {INT64_MIN},
                                .to = {INT64_MAX},
                                .offset_s = CIVIL_CHINA_OFFSET_S,
                                .by = REPORT_BY_ITEM,
                                .format = REPORT_TABLE};
}

bool report_by_parse(const char *name, enum report_by *out)
{
    for (size_t i = REPORT_BY_ITEM; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], name) == 0) {
            *out = (enum report_by)i;
            return true;
        }
    }
    return false;
}

const char *report_by_name(enum report_by by)
{
    return names[by];
}

const char *report_by_names(void)
{
    return "item, zone, hour, day, topic, audience, kind, point";
}

static bool read_limit(const char *text, const char *which, int offset_s, struct wall *out,
                       struct error *err)
{
    struct civil civil;
    if (!civil_parse(text, &civil)) {
        return error_set(err, ERROR_CONFIG,
                         "--%s %s: not a date such as 2026-11-01 or 2026-11-01T08:30", which, text);
    }
    *out = civil_instant(civil, offset_s);
    return true;
}

bool report_range(struct report_wish *wish, const char *from, const char *to, struct error *err)
{
    struct wall first = {INT64_MIN};
    struct wall last = {INT64_MAX};
    if ((from != NULL && !read_limit(from, "from", wish->offset_s, &first, err)) ||
        (to != NULL && !read_limit(to, "to", wish->offset_s, &last, err))) {
        return false;
    }
    if (to != NULL && strlen(to) == strlen("2026-11-01")) {
        last.us += CIVIL_DAY_US; // "to the 30th" means the whole of the 30th
    }
    if (first.us >= last.us) {
        return error_set(err, ERROR_CONFIG, "--from %s is not before --to %s", from, to);
    }
    wish->from = first;
    wish->to = last;
    return true;
}

bool report_run(const char *const *ledgers, size_t count, const struct report_wish *wish,
                struct str *out, struct error *err)
{
    struct tally tally;
    tally_init(&tally, wish);
    bool done = gather(&tally, ledgers, count, err);
    if (done) {
        tally_sort(&tally);
        switch (wish->format) {
        case REPORT_TABLE:
            print_table(&tally, out);
            break;
        case REPORT_CSV:
            print_csv(&tally, out);
            break;
        case REPORT_JSON:
            print_json(&tally, out);
            break;
        }
    }
    tally_fini(&tally);
    return done;
}
