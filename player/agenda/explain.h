// One instant of a zone explained: the slot, and what was found about each candidate when it began.
// Owned by whoever declared it; one thread.
#pragma once

#include "agenda/agenda.h"

struct candidate {
    size_t item;
    bool is_filler;
    enum verdict verdict;
    int64_t weight_permille; // effective: with lifts
    char *why;               // a half sentence with its numbers
};

struct explanation {
    size_t zone;
    struct slot slot;
    struct candidate *candidates; // none while the screen is dark or an emergency is on
    size_t count;
};

// Range: `at` lies in the agenda's day, and `zone` is one of agenda->zones. The plan is asked
// again.
void explanation_init(struct explanation *self, const struct agenda *agenda,
                      const struct agenda_zone *zone, struct wall at);
void explanation_fini(struct explanation *self);
