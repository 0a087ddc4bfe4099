// What a content folder holds, for the rows about bundles.
#pragma once

#include "base/error.h"
#include "bundle/content.h"

#include <stdbool.h>

// Everything that decides what is on, now and later, as text: links, keys, mark, trial, what is
// aside, and the digest of every paper and file of the current and the previous set.
// Owns: the caller, by free().
char *stock_print(const struct content *content);

// The first slogan of this set, as a player would have it: signatures, playlist, and every file
// held against its digest. NULL: it cannot be played. Owns: the caller, by free().
char *stock_shown(const struct content *content, const struct set_id *set, struct error *err);

// Every stored file is what its name says, and nothing is left over in staging.
bool stock_is_tidy(const struct content *content, struct error *err);
