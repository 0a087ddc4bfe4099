// The fonts that ship, opened once for a program's tests.
#pragma once

#include "text/fonts.h"

extern struct fonts *fonts; // NULL outside of the two below

// Set-up and tear-down of a group of tests.
int open_fonts(void **state);
int close_fonts(void **state);
