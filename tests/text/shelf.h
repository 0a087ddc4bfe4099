// Text laid out with the fonts that ship.
#pragma once

#include "support/letters.h"

#include "text/block.h"

// Laid out, or the test fails. Owns: the caller, by text_free().
struct text_block *shelf_pages(const char *markup, struct text_style style, struct size box);
