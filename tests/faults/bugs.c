// Mistakes that the product could make, one of them at a time, to show that the rows find them:
// XIAOLABA_SEEDED_BUG names it. The linker puts these functions in place of the product's and of
// SQLite's (--wrap); without the variable they only pass on.
#include "ledger/ballast.h"
#include "ledger/queue.h"
#include "ledger/store.h"
#include "ledger/writer.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static bool has_bug(const char *name)
{
    static const char *chosen;
    if (chosen == NULL) {
        chosen = getenv("XIAOLABA_SEEDED_BUG");
        chosen = chosen != NULL ? chosen : "";
    }
    return strcmp(chosen, name) == 0;
}

// --- durability: what is acknowledged is on the disk ---

int __real_sqlite3_exec(sqlite3 *handle, const char *text, sqlite3_callback *visitor, void *self,
                        char **trouble);
int __wrap_sqlite3_exec(sqlite3 *handle, const char *text, sqlite3_callback *visitor, void *self,
                        char **trouble);
int __wrap_sqlite3_exec(sqlite3 *handle, const char *text, sqlite3_callback *visitor, void *self,
                        char **trouble)
{
    bool is_setting = text != NULL && strcmp(text, "PRAGMA synchronous = FULL") == 0;
    if (is_setting && has_bug("sync-normal")) {
        text = "PRAGMA synchronous = NORMAL";
    } else if (is_setting && has_bug("sync-off")) {
        text = "PRAGMA synchronous = OFF";
    }
    return __real_sqlite3_exec(handle, text, visitor, self, trouble);
}

// What the kernel shows is taken to be on the disk, though a sync of it has failed.
int __real_sqlite3_file_control(sqlite3 *handle, const char *name, int what, void *argument);
int __wrap_sqlite3_file_control(sqlite3 *handle, const char *name, int what, void *argument);
int __wrap_sqlite3_file_control(sqlite3 *handle, const char *name, int what, void *argument)
{
    bool is_log = what == SQLITE_FCNTL_JOURNAL_POINTER;
    return is_log && has_bug("trusts-cache")
               ? SQLITE_NOTFOUND
               : __real_sqlite3_file_control(handle, name, what, argument);
}

// Several changes share a commit, though each was said to be stored.
static struct {
    int changes;
    bool is_in;
} lazy;

int __real_sqlite3_step(sqlite3_stmt *statement);
int __wrap_sqlite3_step(sqlite3_stmt *statement);
int __wrap_sqlite3_step(sqlite3_stmt *statement)
{
    enum { CHANGES = 4 };
    const char *text = has_bug("lazy-commit") ? sqlite3_sql(statement) : NULL;
    if (text != NULL && strncmp(text, "BEGIN", 5) == 0) {
        if (lazy.is_in) {
            return SQLITE_DONE;
        }
        lazy.is_in = true;
    } else if (text != NULL && strcmp(text, "COMMIT") == 0) {
        if (++lazy.changes % CHANGES != 0) {
            return SQLITE_DONE;
        }
        lazy.is_in = false;
    }
    return __real_sqlite3_step(statement);
}

// What was on when the power went is forgotten, and its number is given to the next.
int __real_sqlite3_prepare_v2(sqlite3 *handle, const char *text, int length, sqlite3_stmt **out,
                              const char **tail);
int __wrap_sqlite3_prepare_v2(sqlite3 *handle, const char *text, int length, sqlite3_stmt **out,
                              const char **tail);
int __wrap_sqlite3_prepare_v2(sqlite3 *handle, const char *text, int length, sqlite3_stmt **out,
                              const char **tail)
{
    static const char cut[] = "UPDATE play SET end = 5";
    if (strncmp(text, cut, sizeof cut - 1) == 0) {
        if (has_bug("reuses-seq")) {
            __real_sqlite3_exec(handle,
                                "DELETE FROM play WHERE end = 0; UPDATE sqlite_sequence SET seq ="
                                " (SELECT max(seq) FROM play) WHERE name = 'play'",
                                NULL, NULL, NULL);
        } else if (has_bug("leaves-open")) {
            text = "SELECT 0 WHERE ?1 IS NULL";
        }
    }
    return __real_sqlite3_prepare_v2(handle, text, length, out, tail);
}

// --- acknowledging ---

bool __real_writer_settle(struct writer *self);
bool __wrap_writer_settle(struct writer *self);
bool __wrap_writer_settle(struct writer *self)
{
    return has_bug("settles-early") || __real_writer_settle(self);
}

struct writer_status __real_writer_status(struct writer *self);
struct writer_status __wrap_writer_status(struct writer *self);
struct writer_status __wrap_writer_status(struct writer *self)
{
    struct writer_status status = __real_writer_status(self);
    if (has_bug("says-stored-when-queued")) {
        status.stored += status.waiting;
        status.waiting = 0;
    }
    return status;
}

// --- trouble ---

void __real_queue_give_back(struct queue *self);
void __wrap_queue_give_back(struct queue *self);
void __wrap_queue_give_back(struct queue *self)
{
    if (has_bug("drops-on-error")) {
        queue_drop(self);
    } else {
        __real_queue_give_back(self);
    }
}

// A store that was opened again does not know what it had stored.
struct store *__real_store_open(const char *path, const struct store_run *run, struct error *err);
struct store *__wrap_store_open(const char *path, const struct store_run *run, struct error *err);
struct store *__wrap_store_open(const char *path, const struct store_run *run, struct error *err)
{
    static int opened;
    lazy.is_in = false;
    lazy.changes = 0;
    char another[64] = "";
    struct store_run changed = *run;
    if (has_bug("counts-twice") && strlen(run->run_id) < sizeof another) {
        strcpy(another, run->run_id);
        another[0] = (char)('a' + opened++ % 26);
        changed.run_id = another;
    }
    return __real_store_open(path, &changed, err);
}

bool __real_ballast_release(const char *path);
bool __wrap_ballast_release(const char *path);
bool __wrap_ballast_release(const char *path)
{
    return !has_bug("keeps-ballast") && __real_ballast_release(path);
}

// The show waits for the disk.
void __real_writer_commit(struct writer *self);
void __wrap_writer_commit(struct writer *self);
void __wrap_writer_commit(struct writer *self)
{
    __real_writer_commit(self);
    if (has_bug("waits-for-disk")) {
        (void)__real_writer_settle(self);
    }
}
