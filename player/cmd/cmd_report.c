// xiaolaba report: what was shown and how many it reached, from one ledger or many.
#include "cmd/deliver.h"
#include "cmd/exits.h"
#include "cmd/ledgers.h"
#include "cmd/outreach_report.h"
#include "cmd/report_opts.h"
#include "cmd/table.h"

static const struct opt options[] = {
    {"ledger", 0, "FILE", "a ledger to read; may come often (default: the user's own)"},
    {"html", 0, NULL, "the outreach report as a page: 反诈宣传日报"},
    {"csv", 0, NULL, "for spreadsheets: a row for each day, screen and item"},
    {"json", 0, NULL, "for programs: all that is known"},
    {"playout", 0, NULL, "every play, as Outsmart Playout v1.7 wants it"},
    {"zone", 0, "NAME", "playout: this zone of each screen (default: that which shows most)"},
    {"output", 'o', "FILE", "write it there"},
    {"from", 0, "DATE", "first day, or 2026-11-23T08:30"},
    {"to", 0, "DATE", "last day (included), or an instant (excluded)"},
    {"days", 0, "N", "outreach: so many days up to the last (1: a daily report)"},
    {"roster", 0, "FILE", "outreach: a table of the screens that are due to report"},
    {"universe", 0, "N", "outreach: people of the whole area, shared by all catchments"},
    {"english", 0, NULL, "the page in English"},
    {"by", 0, "WHAT", "one table: item, zone, hour, day, topic, audience, kind or point"},
    {"display-off", 0, NULL, "one table: also count what no display showed (--headless)"},
    {0},
};

static bool read_wish(const struct opts *opts, struct report_wish *wish)
{
    static const char *const others[] = {"days", "roster", "universe", "english", "zone"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (opts_has(opts, others[i])) {
            opts_complain(opts,
                          "--%s goes with the outreach report: --html, --csv, --json or --playout",
                          others[i]);
            return false;
        }
    }
    if (!report_opts_read(opts, wish)) {
        return false;
    }
    wish->counts_off = opts_has(opts, "display-off");
    struct error err = {0};
    if (!report_range(wish, opts_value(opts, "from"), opts_value(opts, "to"), &err)) {
        opts_complain(opts, "%s", err.text);
        return false;
    }
    return true;
}

// One table of plays.
static int report_table(const struct opts *opts, const struct ledgers *ledgers)
{
    struct report_wish wish;
    if (!read_wish(opts, &wish)) {
        return EXIT_USAGE;
    }
    struct str out = {0};
    struct error err = {0};
    int code = EXIT_FINE;
    if (!report_run(ledgers->paths, ledgers->count, &wish, &out, &err) ||
        !deliver(opts, &out, &err)) {
        ledgers_complain(ledgers, &err);
        code = EXIT_CANNOT_START;
    }
    str_fini(&out);
    return code;
}

static int report(const struct opts *opts)
{
    struct ledgers ledgers;
    ledgers_read(&ledgers, opts);
    int code = outreach_report_is_meant(opts) ? outreach_report(opts, &ledgers)
                                              : report_table(opts, &ledgers);
    ledgers_fini(&ledgers);
    return code;
}

const struct command command_report = {
    .name = "report",
    .operands = "[LEDGER…]",
    .summary = "Tells what was shown, how often, for how long, and how many it reached.",
    .options = options,
    .run = report,
    .operands_min = 0,
    .operands_max = -1,
};
