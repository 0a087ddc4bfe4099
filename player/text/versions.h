// Which versions of its libraries this room runs with. Any thread.
#pragma once

#include "base/str.h"

// Adds one line a library to `out`: "name 1.2.3".
void text_versions(struct str *out);
