// What the mixer needs of a medium: its side of the ring, which a voice keeps alive after the
// medium is closed. Thread: main.
#pragma once

#include "media/intake.h"
#include "media/medium.h"

// Borrowed; intake_hold() to keep it. From here on its sound is yours to take; it begins at
// `*begins_us` of media time: at `from_us` or, as far as the decoder has come by now, before.
struct intake *medium_intake(struct medium *self, int64_t from_us, int64_t *begins_us);
