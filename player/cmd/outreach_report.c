// From options to a page.
#include "cmd/outreach_report.h"

#include "base/civil.h"
#include "cmd/deliver.h"
#include "cmd/exits.h"
#include "cmd/progress.h"
#include "cmd/roster.h"
#include "report/assemble.h"
#include "report/outreach_print.h"
#include "report/playlog.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS_MOST = 3660 };
#define UNIVERSE_MOST 2e9

static const char *const formats[] = {"html", "csv", "json", "playout"};
enum { FORMATS = sizeof formats / sizeof formats[0] };

bool outreach_report_is_meant(const struct opts *opts)
{
    bool is_table = opts_has(opts, "by") || opts_has(opts, "display-off");
    return opts_has(opts, "html") || opts_has(opts, "playout") ||
           (!is_table && (opts_has(opts, "csv") || opts_has(opts, "json")));
}

static bool complain_of_two(const struct opts *opts)
{
    const char *first = NULL;
    for (size_t i = 0; i < FORMATS; i++) {
        if (opts_has(opts, formats[i]) && first != NULL) {
            opts_complain(opts, "--%s or --%s, not both", first, formats[i]);
            return true;
        }
        first = opts_has(opts, formats[i]) ? formats[i] : first;
    }
    return false;
}

static bool read_day(const struct opts *opts, const char *name, int64_t *out)
{
    const char *text = opts_value(opts, name);
    struct civil civil;
    if (text == NULL) {
        return true;
    }
    if (strlen(text) != strlen("2026-11-23") || !civil_parse(text, &civil)) {
        opts_complain(opts, "--%s %s: not a day such as 2026-11-23", name, text);
        return false;
    }
    *out = civil_day_number(civil);
    return true;
}

static bool read_number(const struct opts *opts, const char *name, double most, double *out)
{
    const char *text = opts_value(opts, name);
    if (text == NULL) {
        return true;
    }
    char *end = NULL;
    double value = strtod(text, &end);
    if (end == text || *end != '\0' || !(value >= 1 && value <= most)) {
        opts_complain(opts, "--%s %s: not a number from 1 to %.0f", name, text, most);
        return false;
    }
    *out = value;
    return true;
}

static bool read_wish(const struct opts *opts, struct assemble_wish *wish)
{
    double days = 1;
    wish->first_day = wish->last_day = INT64_MIN;
    if (opts_has(opts, "zone") && !opts_has(opts, "playout")) {
        opts_complain(opts, "--zone goes with --playout");
        return false;
    }
    if (complain_of_two(opts) || !read_day(opts, "from", &wish->first_day) ||
        !read_day(opts, "to", &wish->last_day) || !read_number(opts, "days", DAYS_MOST, &days) ||
        !read_number(opts, "universe", UNIVERSE_MOST, &wish->universe)) {
        return false;
    }
    if (opts_has(opts, "days") && opts_has(opts, "from")) {
        opts_complain(opts, "--from or --days, not both");
        return false;
    }
    bool is_backward = wish->last_day != INT64_MIN && wish->first_day > wish->last_day;
    if (is_backward) {
        opts_complain(opts, "--from is after --to");
        return false;
    }
    struct clock *clock = clock_system();
    struct civil now = civil_at(clock->now_wall(clock), CIVIL_CHINA_OFFSET_S);
    wish->today = civil_day_number(now);
    wish->days = (int64_t)days;
    wish->wants_cells = !opts_has(opts, "html");
    return true;
}

static void tell_progress(void *context, size_t done, size_t all)
{
    struct progress *progress = context;
    if (progress_is_due(progress)) {
        progress_tell(progress, done, all);
    }
}

static void print(const struct opts *opts, const struct outreach *outreach, struct str *out)
{
    if (opts_has(opts, "html")) {
        page_print(outreach, opts_has(opts, "english") ? REPORT_ENGLISH : REPORT_CHINESE, out);
    } else if (opts_has(opts, "csv")) {
        outreach_csv(outreach, out);
    } else {
        outreach_json(outreach, out);
    }
}

static bool make(const struct opts *opts, const struct assemble_wish *wish, struct str *out,
                 struct error *err)
{
    struct outreach outreach;
    if (opts_has(opts, "playout")) {
        return playlog(wish, opts_value(opts, "zone"), out, err);
    }
    if (!assemble(wish, &outreach, err)) {
        return false;
    }
    struct clock *clock = clock_system();
    outreach.made = clock->now_wall(clock);
    print(opts, &outreach, out);
    outreach_fini(&outreach);
    return true;
}

static int run(const struct opts *opts, const struct ledgers *ledgers, struct assemble_wish *wish)
{
    struct roster roster = {0};
    struct str text = {0};
    struct error err = {0};
    struct progress progress;
    const char *roster_path = opts_value(opts, "roster");
    bool done = roster_path == NULL || roster_load(&roster, roster_path, &err);
    if (done) {
        wish->due = roster.due;
        wish->due_count = roster.count;
        wish->progress = tell_progress;
        wish->progress_self = &progress;
        progress_init(&progress, "reading ledgers");
        done = make(opts, wish, &text, &err);
        progress_fini(&progress);
    }
    done = done && deliver(opts, &text, &err);
    if (!done) {
        ledgers_complain(ledgers, &err);
    }
    str_fini(&text);
    roster_fini(&roster);
    return done ? EXIT_FINE : EXIT_CANNOT_START;
}

int outreach_report(const struct opts *opts, const struct ledgers *ledgers)
{
    struct assemble_wish wish = {.ledgers = ledgers->paths, .ledger_count = ledgers->count};
    return read_wish(opts, &wish) ? run(opts, ledgers, &wish) : EXIT_USAGE;
}
