// An outreach as text. Each adds to `out`. Pure; any thread.
#pragma once

#include "base/str.h"
#include "report/outreach.h"
#include "report/words.h"

// One page of HTML that needs nothing else: no script, no other file, and a policy that forbids
// both. It is well-formed XML, too. Estimates have two significant figures.
void page_print(const struct outreach *outreach, enum report_language language, struct str *out);
