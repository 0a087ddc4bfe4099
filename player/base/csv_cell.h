// One cell of a table for spreadsheets. Pure; any thread.
#pragma once

#include "base/str.h"

// Adds `text` quoted where commas, quotes or line ends ask for it. A text that would be taken for a
// formula gets an apostrophe in front; so does an id (`is_id`) that would be turned into a number,
// such as "007" or "1e5".
// Source: RFC 4180; OWASP, "CSV Injection".
void csv_cell_add(struct str *out, const char *text, bool is_id);
