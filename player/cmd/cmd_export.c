// xiaolaba export: the ledger of this machine, also of a running player, as one file on a stick.
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "cmd/exits.h"
#include "cmd/ledgers.h"
#include "cmd/progress.h"
#include "cmd/table.h"
#include "ledger/save.h"
#include "ledger/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct opt options[] = {
    {"usb", 0, "DIR", "where to: the folder of a stick"},
    {"ledger", 0, "FILE", "the ledger to copy; may come often (default: the user's own)"},
    {0},
};

// "nm-0001-3f2a91c0.ledger.db": the same for each copy of a ledger, and for no other ledger.
static char *name_of(const struct ledger_state *state)
{
    struct str name = {0};
    for (const char *at = state->point; *at != '\0'; at++) {
        bool is_plain = strchr("/\\:*?\"<>|. ", *at) == NULL; // as FAT and exFAT want it
        str_add_bytes(&name, is_plain ? at : "_", 1);
    }
    str_addf(&name, "%s%.8s.ledger.db", name.length > 0 ? "-" : "", state->log_id);
    return str_take(&name);
}

// A copy that goes further is not replaced: this machine's ledger may be the one that lost rows.
static bool may_replace(const char *path, const struct ledger_state *state, struct error *err)
{
    struct error ignored = {0};
    struct ledger *old = file_exists(path) ? ledger_open(path, &ignored) : NULL;
    bool is_further = false;
    if (old != NULL) {
        struct ledger_state there = ledger_state(old);
        is_further = strcmp(there.log_id, state->log_id) == 0 && there.records > state->records;
        if (is_further) {
            error_set(err, ERROR_CONFIG,
                      "%s: the copy there has %lld records, this ledger only %lld: it stays; "
                      "remove it if you know why",
                      path, (long long)there.records, (long long)state->records);
        }
    }
    ledger_close(old);
    return !is_further;
}

static void print_progress(void *context, int64_t done, int64_t all)
{
    struct progress *progress = context;
    if (progress_is_due(progress)) {
        progress_tell(progress, (size_t)done, (size_t)all);
    }
}

static bool save_to(struct ledger *ledger, const char *folder, struct error *err)
{
    struct ledger_state state = ledger_state(ledger);
    char *name = name_of(&state);
    char *path = mem_format("%s/%s", folder, name);
    struct progress progress;
    progress_init(&progress, "copying pages");
    bool done =
        may_replace(path, &state, err) && ledger_save(ledger, path, print_progress, &progress, err);
    progress_fini(&progress);
    if (done) {
        printf("%s: %lld records, head %lld:%s\n", path, (long long)state.records,
               (long long)state.records, state.head);
    }
    free(path);
    free(name);
    return done;
}

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static int export_to(const char *folder, const struct ledgers *ledgers)
{
    if (!is_folder(folder)) {
        log_error("%s: is not a folder: is the stick plugged in and mounted?", folder);
        return EXIT_CANNOT_START;
    }
    int code = EXIT_FINE;
    for (size_t i = 0; i < ledgers->count; i++) {
        struct error err = {0};
        struct ledger *ledger = ledger_open(ledgers->paths[i], &err);
        if (ledger == NULL || !save_to(ledger, folder, &err)) {
            log_error("%s", err.text);
            code = EXIT_CANNOT_START;
        }
        ledger_close(ledger);
    }
    if (code == EXIT_FINE) {
        printf("已写完，可以拔出。(All is written; the stick can be pulled out.)\n");
    }
    return code;
}

static int run(const struct opts *opts)
{
    const char *folder = opts_value(opts, "usb");
    if (folder == NULL) {
        opts_complain(opts, "--usb DIR says where to, such as --usb /media/usb");
        return EXIT_USAGE;
    }
    struct ledgers ledgers;
    ledgers_read(&ledgers, opts);
    int code = export_to(folder, &ledgers);
    ledgers_fini(&ledgers);
    return code;
}

const struct command command_export = {
    .name = "export",
    .operands = "[LEDGER…]",
    .summary = "Copies the ledger, also of a running player, to a stick.",
    .options = options,
    .run = run,
    .operands_min = 0,
    .operands_max = -1,
};
