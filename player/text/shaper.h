// Words of a script whose letters join and change with their neighbours (traditional Mongolian),
// shaped by SDL2_ttf, which brings HarfBuzz along. A word is drawn as one piece.
// Thread: the one that made it; SDL2_ttf itself is shared by all of them, behind a lock. Owned by
// the caller.
#pragma once

#include "base/error.h"
#include "text/mask.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct shaper;

// `script`: ISO 15924, "Mong". Without it SDL2_ttf leaves the letters unjoined.
struct shaper *shaper_open(const char *file, int index, const char *script, struct error *err)
    __attribute__((warn_unused_result));
void shaper_close(struct shaper *self); // NULL is fine

// Width and ink of the word, in units of TEXT_EM. False when it cannot be drawn.
bool shaper_measure(struct shaper *self, const uint32_t *word, size_t length, int *advance,
                    struct ink *ink);

bool shaper_draw(struct shaper *self, const uint32_t *word, size_t length, struct brush brush,
                 struct mask *out, struct error *err) __attribute__((warn_unused_result));
