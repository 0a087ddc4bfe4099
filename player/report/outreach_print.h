// An outreach as text: a page to read and to print, a table for spreadsheets, an object for
// programs. Each adds to `out`. Pure; any thread.
#pragma once

#include "base/str.h"
#include "report/outreach.h"
#include "report/words.h"

// One page of HTML that needs nothing else: no script, no other file, and a policy that forbids
// both. It is well-formed XML, too. Estimates have two significant figures.
void page_print(const struct outreach *outreach, enum report_language language, struct str *out);

// A row for each day, point and item, full values: UTF-8 with BOM and CRLF, as spreadsheets want
// it. `lo95` and `hi95` are those of visits_reached. What is not known is an empty cell: all
// estimates where nobody says who comes past, people where the population is unknown.
void outreach_csv(const struct outreach *outreach, struct str *out);

// Everything, full values; man xiaolaba has the keys in their order. What is not known is null.
void outreach_json(const struct outreach *outreach, struct str *out);
