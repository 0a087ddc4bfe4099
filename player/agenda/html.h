// Pieces of the page that show an agenda. Each adds to `out`. Pure; any thread.
#pragma once

#include "agenda/agenda.h"
#include "agenda/palette.h"
#include "agenda/picture.h"
#include "base/html.h"
#include "base/str.h"

// The style sheet, with its tags.
void html_style(struct str *out);

// Tables: what topics and audiences get, then zone by zone what items get; after them what never
// plays, what is missed and what is lifted.
void html_sums(struct str *out, const struct agenda *agenda, const struct palette *palette);
void html_zones(struct str *out, const struct agenda *agenda,
                const struct agenda_pictures *pictures);
void html_findings(struct str *out, const struct agenda *agenda);

// The item's picture in that zone (index: the item's in the playlist); nothing without pictures.
void html_picture(struct str *out, const struct agenda_pictures *pictures, size_t zone,
                  const struct item *item, size_t index);
