// The fonts that ship, opened once for a program's tests.
#pragma once

#include "text/block.h"

extern struct fonts *fonts;

// Set-up and tear-down of a group of tests.
int open_fonts(void **state);
int close_fonts(void **state);

// Laid out, or the test fails. Owns: the caller, by text_free().
struct text_block *shelf_pages(const char *markup, struct text_style style, struct size box);
