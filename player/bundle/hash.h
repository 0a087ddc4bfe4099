// SHA-256 of bytes and of open files, as 64 lower-case hex digits. Blocking; any thread.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void hash_bytes(const void *bytes, size_t length, char out[65]);

// What is done with each piece of a file that is being hashed; false ends it (err is set).
typedef bool hash_visitor(void *self, const void *piece, size_t length, struct error *err);

// Reads `size` bytes from the descriptor's place on; a file that is longer or shorter is another
// one. `visitor` may be NULL. Fails: ERROR_MEDIA.
bool hash_file(int fd, int64_t size, hash_visitor *visitor, void *visitor_self, char out[65],
               struct error *err) __attribute__((warn_unused_result));
static inline bool hash_descriptor(int fd, int64_t size, char out[65], struct error *err)
{
    return hash_file(fd, size, 0, 0, out, err);
}
