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
