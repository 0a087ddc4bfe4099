// Stores and entries.
#include "ledger/storing.h"

#include "support/test.h"

struct store *open_store(const char *path, const char *run, const char *boot)
{
    struct error err = {0};
    const struct store_run identity = {run, boot, "nm-0001", "0.1.0", true};
    struct store *store = store_open(path, &identity, &err);
    assert_non_null(store);
    return store;
}

void apply(struct store *store, struct entry *entry)
{
    struct error err = {0};
    assert_true(store_apply(store, &entry, 1, &err));
    free(entry);
}
