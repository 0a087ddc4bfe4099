// Text as HTML and XML want it. Pure; any thread.
#pragma once

#include "base/str.h"

// Adds `text` for between tags or in an attribute in double quotes; NULL adds nothing. What is not
// UTF-8, and control characters that no page may hold, become U+FFFD.
void html_text(struct str *out, const char *text);
