// How characters stand in a column of Chinese. Pure; any thread.
// Source: GB/T 15834-2011 section 5.2 (marks in vertical text; quotation marks become ﹃﹄ and
// ﹁﹂) and the vertical forms of Unicode, U+FE10 … U+FE19 and U+FE30 … U+FE48.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// The character that stands for `code` in a column; 0: itself.
uint32_t upright_form(uint32_t code);

// Whether it is drawn a quarter to the right: strokes that follow the line.
bool upright_is_turned(uint32_t code);
