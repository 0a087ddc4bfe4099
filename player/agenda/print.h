// An agenda as text: for a terminal, for spreadsheets, for programs, and as a page to look at and
// to print. Each adds to `out`. Pure; any thread.
#pragma once

#include "agenda/agenda.h"
#include "agenda/explain.h"
#include "agenda/picture.h"
#include "base/str.h"

// Hour by hour, then what it adds up to; `with_slots`: every slot as well.
void agenda_print_table(const struct agenda *agenda, bool with_slots, struct str *out);

// A row for each slot. UTF-8 with BOM and CRLF, as spreadsheets want it.
void agenda_print_csv(const struct agenda *agenda, struct str *out);

// Everything; times in milliseconds, instants with their offset, shares in millionths, weights and
// lifts in thousandths.
void agenda_print_json(const struct agenda *agenda, struct str *out);

// One page of HTML in Chinese that needs nothing else: no script, no other file. Items have their
// pictures beside their names; `pictures` NULL: they have none.
void agenda_print_html(const struct agenda *agenda, const struct agenda_pictures *pictures,
                       struct str *out);

// What is on at an instant and why. Shape: `count` explanations, one a zone.
void agenda_print_explanations(const struct agenda *agenda, const struct explanation *each,
                               size_t count, struct wall at, struct str *out);
void agenda_print_explanations_json(const struct agenda *agenda, const struct explanation *each,
                                    size_t count, struct wall at, struct str *out);
