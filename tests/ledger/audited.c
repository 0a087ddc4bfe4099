// Plays, forgeries and audits.
#include "ledger/audited.h"

#include "base/mem.h"

#include <sqlite3.h>

int set_up(void **state)
{
    struct fixture *self = mem_zeroed(1, sizeof *self);
    self->folder = test_folder_make();
    self->path = mem_format("%s/ledger.db", self->folder);
    *state = self;
    return 0;
}

int tear_down(void **state)
{
    struct fixture *self = *state;
    str_fini(&self->findings);
    free(self->path);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

struct play_start play_at(int64_t i)
{
    struct play_start play = play_of(i % 2 == 0 ? "film" : "slogan");
    play.zone = "main";
    play.start_mono.us = (10 + i * LENGTH_MS / 1000) * CLOCK_SECOND_US;
    play.start_wall.us = NOON_US + play.start_mono.us;
    play.trust = CLOCK_TRUSTED;
    play.planned_ms = LENGTH_MS;
    return play;
}

const struct play_progress whole = {LENGTH_MS, LENGTH_MS, 900, 0};

void store_play(struct store *store, int64_t ticket, const struct play_start *play,
                const struct play_progress *shown)
{
    apply(store, entry_new_open(ticket, play));
    apply(store, entry_new_close(ticket, PLAY_COMPLETE, shown));
}

void run_sql(const char *path, const char *text)
{
    sqlite3 *database = NULL;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    if (sqlite3_exec(database, text, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", text, sqlite3_errmsg(database));
    }
    sqlite3_close(database);
}

static void keep_finding(void *context, const char *sentence)
{
    struct fixture *self = context;
    str_addf(&self->findings, "%s\n", sentence);
}

struct audit audit_expecting(struct fixture *self, const char *expect)
{
    struct error err = {0};
    struct audit audit = {0};
    const struct audit_wish wish = {
        .expect = expect, .finding = keep_finding, .finding_self = self};
    self->findings.length = 0;
    str_add(&self->findings, "");
    struct ledger *ledger = ledger_open(self->path, &err);
    assert_non_null(ledger);
    if (!audit_ledger(ledger, &wish, &audit, &err)) {
        fail_msg("%s", err.text);
    }
    ledger_close(ledger);
    return audit;
}

void assert_found(struct fixture *self, const char *expect, const char *what)
{
    struct audit audit = audit_expecting(self, expect);
    assert_int_not_equal(audit.findings, 0);
    if (strstr(str_text(&self->findings), what) == NULL) {
        fail_msg("\"%s\" is not among:\n%s", what, str_text(&self->findings));
    }
}

void assert_clean(struct fixture *self)
{
    struct audit audit = audit_expecting(self, NULL);
    assert_string_equal(str_text(&self->findings), "");
    assert_int_equal(audit.findings, 0);
}
