// What the figures of a report mean, in words, for whoever holds one in hands without the program.
#pragma once

// Chinese, then English; names OUTREACH_METHOD. man 7 xiaolaba-reach has it at length.
const char *method_text(void);
