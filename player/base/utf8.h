// Reading UTF-8 strictly (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
// Pure; any thread.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_INVALID UINT32_MAX

// The code point at `*at`, which moves behind it; 0 at the terminating NUL (`*at` stays);
// UTF8_INVALID for a malformed byte (`*at` moves by one).
uint32_t utf8_next(const char **at);

// Offset of the first malformed byte in `length` bytes (NUL bytes are fine), or `length` when there
// is none.
size_t utf8_valid_length(const char *bytes, size_t length);

// Writes `code` as 1–4 bytes and a NUL; returns the number of bytes.
size_t utf8_encode(uint32_t code, char out[5]);

// Whether the text has letters of traditional Mongolian (U+1820 … U+18AA).
bool utf8_has_mongolian(const char *text);

// Columns a terminal gives to `text`: 2 for East Asian wide characters, 0 for combining marks,
// else 1. Source: Unicode 15 EastAsianWidth.txt, the blocks that this program prints.
int utf8_columns(const char *text);
