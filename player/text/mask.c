// Storage for a drawn character.
#include "text/mask.h"

#include "base/mem.h"

#include <stdlib.h>

void mask_resize(struct mask *self, int w, int h)
{
    size_t needed = (size_t)w * (size_t)h;
    if (needed > self->capacity) {
        self->cover = mem_resize(self->cover, needed, 1);
        self->capacity = needed;
    }
    self->w = w;
    self->h = h;
}

void mask_fini(struct mask *self)
{
    free(self->cover);
    *self = (struct mask){0};
}

void mask_turn(struct mask *out, const struct mask *from)
{
    mask_resize(out, from->h, from->w);
    out->left = from->top - from->h;
    out->top = -from->left;
    for (int y = 0; y < out->h; y++) {
        for (int x = 0; x < out->w; x++) {
            out->cover[y * out->w + x] = from->cover[(from->h - 1 - x) * from->w + y];
        }
    }
}
