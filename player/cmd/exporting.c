// Copying a ledger.
#include "cmd/exporting.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "cmd/progress.h"
#include "ledger/save.h"
#include "ledger/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

bool exporting_save(const char *path, const char *folder, struct exported *out, struct error *err)
{
    struct ledger *ledger = ledger_open(path, err);
    if (ledger == NULL) {
        return false;
    }
    struct ledger_state state = ledger_state(ledger);
    char *name = name_of(&state);
    struct progress progress;
    *out = (struct exported){.path = mem_format("%s/%s", folder, name), .records = state.records};
    memcpy(out->head, state.head, sizeof out->head);
    progress_init(&progress, "copying pages");
    bool done = may_replace(out->path, &state, err) &&
                ledger_save(ledger, out->path, print_progress, &progress, err);
    progress_fini(&progress);
    ledger_close(ledger);
    free(name);
    if (!done) {
        free(out->path);
        out->path = NULL;
    }
    return done;
}
