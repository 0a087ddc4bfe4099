// xiaolaba audit: whether a ledger is what the player wrote.
#include "base/log.h"
#include "base/mem.h"
#include "cmd/exits.h"
#include "cmd/ledgers.h"
#include "cmd/progress.h"
#include "cmd/table.h"
#include "ledger/audit.h"
#include "report/days_audit.h"
#include "report/evidence.h"

#include <stdio.h>
#include <stdlib.h>

enum { LINES_MOST = 100 }; // of one ledger; what goes on after them is only counted

static const struct opt options[] = {
    {"ledger", 0, "FILE", "a ledger to audit; may come often (default: the user's own)"},
    {"export", 0, "DIR", "write the ledger there as files that can be checked without it"},
    {"expect", 0, "HEAD", "a head that was noted earlier: nothing up to there may be different"},
    {0},
};

struct listing {
    const char *path;
    int64_t lines;
    struct progress progress;
};

static void print_finding(void *context, const char *sentence)
{
    struct listing *self = context;
    if (self->lines++ < LINES_MOST) {
        printf("%s: %s\n", self->path, sentence);
    }
}

static void print_progress(void *context, int64_t done, int64_t all)
{
    struct listing *self = context;
    if (progress_is_due(&self->progress)) {
        progress_tell(&self->progress, (size_t)done, (size_t)all);
    }
}

static void print_verdict(const char *path, const struct audit *audit)
{
    char head[AUDIT_HEAD_BYTES];
    audit_head_text(audit, head);
    printf("%s: %lld records, %lld plays, %lld events, %lld starts; ", path,
           (long long)audit->records, (long long)audit->plays, (long long)audit->events,
           (long long)audit->runs);
    if (audit->findings == 0) {
        printf("nothing is wrong\n");
    } else {
        printf("%lld findings\n", (long long)audit->findings);
    }
    if (!audit->was_sealed) {
        printf("%s: an older player wrote it, without seals: only what does not fit together can "
               "be found\n",
               path);
    } else {
        printf("%s: head %s\n", path, head);
    }
    if (audit->was_sealed && audit->adopted > 0) {
        printf("%s: %lld of the records are older than the seals, and were sealed as they were "
               "found\n",
               path, (long long)audit->adopted);
    }
    if (audit->open_plays > 0) {
        printf("%s: %lld plays are still open: the player runs, or was not started since\n", path,
               (long long)audit->open_plays);
    }
    if (audit->gap_entries > 0) {
        printf("%s: the player says that it could not store %lld plays and events\n", path,
               (long long)audit->gap_entries);
    }
}

// Seals and sums, at the same time.
static bool audit_both(struct ledger *ledger, const char *path, const struct audit_wish *wish,
                       struct audit *out, struct error *err)
{
    struct days_audit *days = days_audit_start(path);
    bool are_seals_read = audit_ledger(ledger, wish, out, err);
    bool are_days_read = days_audit_join(days, wish, out, are_seals_read ? err : NULL);
    return are_seals_read && are_days_read;
}

// A folder that was exported is checked by itself.
static bool audit_any(const char *path, const char *folder, const struct audit_wish *wish,
                      struct audit *out, struct error *err)
{
    if (evidence_is(path)) {
        return evidence_check(path, wish, out, err);
    }
    struct ledger *ledger = ledger_open(path, err);
    if (ledger == NULL) {
        return false;
    }
    bool done = folder != NULL ? evidence_write(ledger, folder, wish, out, err)
                               : audit_both(ledger, path, wish, out, err);
    ledger_close(ledger);
    return done;
}

static int audit_file(const char *path, const char *expect, const char *folder)
{
    struct error err = {0};
    struct listing listing = {.path = path};
    const struct audit_wish wish = {expect, print_finding, &listing, print_progress, &listing};
    struct audit audit = {0};
    progress_init(&listing.progress, "auditing records");
    bool done = audit_any(path, folder, &wish, &audit, &err);
    progress_fini(&listing.progress);
    if (!done) {
        log_error("%s", err.text);
        return EXIT_CANNOT_START;
    }
    if (listing.lines > LINES_MOST) {
        printf("%s: … and %lld more\n", path, (long long)(listing.lines - LINES_MOST));
    }
    print_verdict(path, &audit);
    return audit.findings > 0 ? EXIT_FINDINGS : EXIT_FINE;
}

static int audit(const struct opts *opts)
{
    struct ledgers ledgers;
    ledgers_read(&ledgers, opts);
    const char *expect = opts_value(opts, "expect");
    int worst = EXIT_FINE;
    const char *folder = opts_value(opts, "export");
    const char *digits;
    int64_t n;
    if ((expect != NULL || folder != NULL) && ledgers.count != 1) {
        opts_complain(opts, "--%s goes with one ledger", expect != NULL ? "expect" : "export");
        worst = EXIT_USAGE;
    } else if (expect != NULL && !audit_read_head(expect, &n, &digits)) {
        opts_complain(opts, "--expect: \"%s\" is not the head of a chain (1234:9f86d081884c7d65)",
                      expect);
        worst = EXIT_USAGE;
    }
    for (size_t i = 0; worst != EXIT_USAGE && i < ledgers.count; i++) {
        int code = audit_file(ledgers.paths[i], expect, folder);
        worst = code > worst ? code : worst;
    }
    ledgers_fini(&ledgers);
    return worst;
}

const struct command command_audit = {
    .name = "audit",
    .operands = "[LEDGER…]",
    .summary = "Tells whether a ledger is what the player wrote.",
    .options = options,
    .run = audit,
    .operands_min = 0,
    .operands_max = -1,
};
