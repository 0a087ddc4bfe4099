// xiaolaba export: the ledger of this machine, also of a running player, as one file on a stick.
#include "base/file.h"
#include "base/log.h"
#include "cmd/exits.h"
#include "cmd/exporting.h"
#include "cmd/ledgers.h"
#include "cmd/table.h"

#include <stdio.h>
#include <stdlib.h>

static const struct opt options[] = {
    {"usb", 0, "DIR", "where to: the folder of a stick"},
    {"ledger", 0, "FILE", "the ledger to copy; may come often (default: the user's own)"},
    {0},
};

static bool save_to(const char *path, const char *folder, struct error *err)
{
    struct exported exported;
    if (!exporting_save(path, folder, &exported, err)) {
        return false;
    }
    printf("%s: %lld records, head %lld:%s\n", exported.path, (long long)exported.records,
           (long long)exported.records, exported.head);
    free(exported.path);
    return true;
}

static int export_to(const char *folder, const struct ledgers *ledgers)
{
    if (!file_is_folder(folder)) {
        log_error("%s: is not a folder: is the stick plugged in and mounted?", folder);
        return EXIT_CANNOT_START;
    }
    int code = EXIT_FINE;
    for (size_t i = 0; i < ledgers->count; i++) {
        struct error err = {0};
        if (!save_to(ledgers->paths[i], folder, &err)) {
            log_error("%s", err.text);
            code = EXIT_CANNOT_START;
        }
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
