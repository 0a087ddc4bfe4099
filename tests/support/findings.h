// What a reader said about a file, against what it should have said.
#pragma once

#include "config/troubles.h"

#include <stdbool.h>

// Fails the test unless everything that is printed of `troubles` equals `findings`, and the file
// that says `text` was refused exactly when one of them is an error. Ends the troubles.
void expect_findings(struct troubles *troubles, bool is_refused, const char *text,
                     const char *findings);
