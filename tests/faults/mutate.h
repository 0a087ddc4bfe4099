// Media as enemies and bad cards make them: a good file with one to a few things wrong. The same
// state of `random`, the same file.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { MUTATE_ROOM = 4096 }; // how much longer a mutated file may be than the good one

// `bytes` has `length` of them and room for MUTATE_ROOM more; `other` is another good file, parts
// of which may be put in. Returns the new length, which may be 0.
size_t mutate(uint64_t *random, uint8_t *bytes, size_t length, const uint8_t *other,
              size_t other_length);
