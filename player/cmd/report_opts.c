// How a report is wished for on the command line.
#include "cmd/report_opts.h"

bool report_opts_read(const struct opts *opts, struct report_wish *wish)
{
    *wish = report_everything();
    const char *by = opts_value(opts, "by");
    if (by != NULL && !report_by_parse(by, &wish->by)) {
        opts_complain(opts, "--by: \"%s\" is none of %s", by, report_by_names());
        return false;
    }
    if (opts_has(opts, "csv") && opts_has(opts, "json")) {
        opts_complain(opts, "--csv or --json, not both");
        return false;
    }
    wish->format = opts_has(opts, "csv")    ? REPORT_CSV
                   : opts_has(opts, "json") ? REPORT_JSON
                                            : REPORT_TABLE;
    return true;
}
