// Yesterday's cases on their way into today's plan: the table is read at the start and whenever the
// file is exchanged; for each day the plan learns by how much weights are lifted, and the ledger
// what was read. A broken or missing table changes nothing and is said. Thread: main. Owned by the
// programme.
#pragma once

#include "plan/plan.h"
#include "playlist/cases.h"
#include "show/diary.h"
#include "show/watch.h"

struct caseload {
    const struct playlist *playlist;
    const char *district; // of the point; NULL
    struct cases *cases;  // NULL: none could be read
    struct watch watch;
    int64_t told_day; // the day that was looked after; INT64_MIN: none
    bool is_stale;    // the table was exchanged since
};

void caseload_init(struct caseload *self, const struct playlist *playlist, const char *district,
                   bool watches_file);
void caseload_fini(struct caseload *self);

// Reads the table again when it was exchanged. True: what it says may be different now.
bool caseload_look(struct caseload *self);

// Tells `plan` the lifts of the local day of `at`, when it does not know them yet: from the day's
// beginning, or from then on when they changed in its midst. Nothing happens without a known clock.
void caseload_tell(struct caseload *self, struct plan *plan, struct diary *diary,
                   const struct diary_time *time, struct wall at);

// The plan was made anew.
void caseload_begin_again(struct caseload *self);
