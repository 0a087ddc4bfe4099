// A fingerprint of bytes. Pure; any thread.
#pragma once

#include <stddef.h>

// FNV-1a of 128 bits, 32 hexadecimal digits and a NUL. It tells one text from another by
// accident-proof odds; it does not prove who wrote it.
// Source: G. Fowler, L. C. Noll, K.-P. Vo; draft-eastlake-fnv.
void revision_of(const char *bytes, size_t length, char out[65]);
