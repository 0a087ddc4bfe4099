// From what was found about an item all day to why it never played. Part of the agenda.
#pragma once

#include "agenda/agenda.h"
#include "plan/periods.h"

// Range: the item has no plays; its may_us and verdict_us are known.
enum reason why_never(const struct agenda_item *self, const struct playlist *playlist,
                      const struct periods *periods);

// Why the items that no zone ever shows by the clock are idle. Owns: the caller, by free().
struct agenda_idle *why_idle(const struct playlist *playlist, size_t *count);
