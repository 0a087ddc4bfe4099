// The one place that talks to libconfig. Inside the config room.
#pragma once

#include "config/config.h"

// Parses `text`, which scan_text() has made safe, into `root`. What libconfig cannot follow becomes
// one finding, and false; `root` is then empty.
bool tree_read(struct config *config, const char *text, struct node *root)
    __attribute__((warn_unused_result));

// Frees what `root` holds, not `root`.
void tree_fini(struct node *root);
