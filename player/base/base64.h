// Bytes as text. Pure; any thread.
#pragma once

#include "base/str.h"

// Adds `count` bytes in base64 with padding and without line breaks. Source: RFC 4648, section 4.
void base64_add(struct str *out, const void *bytes, size_t count);
