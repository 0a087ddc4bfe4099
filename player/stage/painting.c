// Background, text, and a look at where the ink is.
#include "stage/painting.h"

static uint32_t pixel_of(const SDL_Surface *surface, struct colour colour)
{
    return colour_argb(colour) & (surface->format->Amask | 0xFFFFFF);
}

static bool is_blank_row(const SDL_Surface *surface, int y, int w, uint32_t background)
{
    const uint32_t *row = (const uint32_t *)(const void *)((const uint8_t *)surface->pixels +
                                                           (size_t)y * (size_t)surface->pitch);
    for (int x = 0; x < w; x++) {
        if (row[x] != background) {
            return false;
        }
    }
    return true;
}

static struct ink_span find_ink(const struct painting *self, uint32_t background)
{
    struct ink_span ink = {0, self->part.h};
    while (ink.first < ink.end &&
           is_blank_row(self->surface, ink.first, self->part.w, background)) {
        ink.first++;
    }
    while (ink.end > ink.first &&
           is_blank_row(self->surface, ink.end - 1, self->part.w, background)) {
        ink.end--;
    }
    return ink;
}

void painting_do(struct painting *self, struct fonts *fonts)
{
    uint32_t background = pixel_of(self->surface, self->background);
    struct error ignored = {0};
    SDL_FillRect(self->surface, NULL, background);
    bool is_whole =
        text_paint(self->block, fonts, self->page, self->part, self->surface, 0, 0, &ignored);
    (void)is_whole; // what cannot be painted stays background
    self->ink = find_ink(self, background);
}
