// Whether the file holds the bytes that were signed, found out before anything else looks at them.
// One thread.
#pragma once

#include "base/error.h"
#include "decode/sink.h"

#include <stdbool.h>

// Reads all of the file when the sink's wish has a digest, and stands at its beginning again. The
// sink is told that it is being read, how it gets on, and that it is right.
// Fails: ERROR_MEDIA; other bytes, or they cannot be read.
bool vet(int media_fd, struct sink *sink, struct error *err) __attribute__((warn_unused_result));
