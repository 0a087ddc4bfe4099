// Reads a configuration text before libconfig does, because libconfig lets the worst mistakes pass:
// integers wrap silently, an unterminated comment empties the file, @include may end the process,
// \x00 vanishes, and full-width punctuation from a Chinese input method is just "syntax error".
// Every mistake is told with its line and what would be right, and mended in the text that goes on
// to the parser, so that the rest of the file is checked too. Inside the config room; one thread.
#pragma once

#include "config/config.h"

// Checks `bytes` and writes the mended text to `out`: valid UTF-8 without NUL, comments left out,
// lines as in the original, big integers with the L that keeps libconfig from wrapping them.
// Findings go to `config`. Returns false when it makes no sense to parse the result.
bool scan_text(struct config *config, const char *bytes, size_t length, struct str *out)
    __attribute__((warn_unused_result));
