// Small pictures of a day's items in their zones, for its page. Main thread.
#pragma once

#include "agenda/agenda.h"
#include "agenda/picture.h"
#include "cmd/rehearse.h"

struct thumbs {
    struct agenda_pictures pictures;
    struct agenda_picture *each; // what is in it
    size_t count;
};

// Opens every item of the agenda once more. Clocks show when their first play begins.
void thumbs_init(struct thumbs *self, const struct rehearsal *rehearsal,
                 const struct agenda *agenda);
void thumbs_fini(struct thumbs *self);
