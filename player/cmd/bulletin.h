// What a stick came to, noticed by the player that runs: the content folder's news become a line at
// the screen's edge, and what went wrong a fault in the ledger. Thread: main; owned by play's
// parts.
#pragma once

#include "bundle/content.h"
#include "show/show.h"
#include "show/watch.h"

struct bulletin {
    char *path;
    struct watch watch;
    struct mono looked_at;
};

void bulletin_init(struct bulletin *self, const struct content *content);
void bulletin_fini(struct bulletin *self);

// Once in a turn of the loop; looks four times a second.
void bulletin_beat(struct bulletin *self, struct show *show, struct mono now);
