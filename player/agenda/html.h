// Pieces of the page that show an agenda. Each adds to `out`. Pure; any thread.
#pragma once

#include "agenda/agenda.h"
#include "agenda/palette.h"
#include "base/html.h"
#include "base/str.h"

// The style sheet, with its tags.
void html_style(struct str *out);

// Tables: what topics and audiences get, then zone by zone what items get; after them what never
// plays, what is missed and what is lifted.
void html_sums(struct str *out, const struct agenda *agenda, const struct palette *palette);
void html_zones(struct str *out, const struct agenda *agenda);
void html_findings(struct str *out, const struct agenda *agenda);
