// A page that is printed from a made-up outreach, and what is on it. For tests.
#pragma once

#include "report/markup.h"
#include "report/outreach_print.h"
#include "report/outreach_sample.h"
#include "support/test.h"

// Owns: the caller, by free().
char *page_of(const struct sample *sample, enum report_language language);
// Fails the test when `text` is not on the page.
void has(const char *page, const char *text);
// Fails the test when it is.
void lacks(const char *page, const char *text);
