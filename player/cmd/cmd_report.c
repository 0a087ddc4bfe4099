// xiaolaba report: what was shown, as a table, CSV or JSON, from one ledger or many.
#include "base/log.h"
#include "cmd/exits.h"
#include "cmd/report_opts.h"
#include "cmd/table.h"
#include "ledger/ledger.h"

#include <stdio.h>
#include <stdlib.h>

enum { LEDGERS_MAX = 1024 };

static const struct opt options[] = {
    {"ledger", 0, "FILE", "a ledger to read; may come often (default: the user's own)"},
    {"from", 0, "DATE", "first day, or 2026-11-23T08:30"},
    {"to", 0, "DATE", "last day (included), or an instant (excluded)"},
    {"by", 0, "WHAT", "item, zone, hour, day, topic, audience, kind or point"},
    {"display-off", 0, NULL, "also count what no display showed (--headless)"},
    {"csv", 0, NULL, "for spreadsheets"},
    {"json", 0, NULL, "for programs"},
    {0},
};

static bool read_wish(const struct opts *opts, struct report_wish *wish)
{
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

static int report(const struct opts *opts)
{
    struct report_wish wish;
    if (!read_wish(opts, &wish)) {
        return EXIT_USAGE;
    }
    const char *ledgers[LEDGERS_MAX];
    size_t count = opts_values(opts, "ledger", ledgers, LEDGERS_MAX);
    for (int i = 0; i < opts->operand_count && count < LEDGERS_MAX; i++) {
        ledgers[count++] = opts->operands[i];
    }
    char *usual = count == 0 ? ledger_default_path() : NULL;
    if (usual != NULL) {
        ledgers[count++] = usual;
    }
    struct str out = {0};
    struct error err = {0};
    int code = EXIT_FINE;
    if (report_run(ledgers, count, &wish, &out, &err)) {
        fputs(str_text(&out), stdout);
    } else {
        log_error("%s", err.text);
        code = EXIT_CANNOT_START;
    }
    str_fini(&out);
    free(usual);
    return code;
}

const struct command command_report = {
    .name = "report",
    .operands = "[LEDGER…]",
    .summary = "Tells what was shown, how often and for how long.",
    .options = options,
    .run = report,
    .operands_min = 0,
    .operands_max = -1,
};
