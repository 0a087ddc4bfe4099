// Surfaces for pictures that stand still.
#include "stage/still.h"

#include "text/blend.h"

#include <stdlib.h>

SDL_Surface *still_new(struct size size, struct colour background)
{
    bool is_opaque = background.a == 255;
    SDL_Surface *still = SDL_CreateRGBSurfaceWithFormat(
        0, size.w, size.h, 32, is_opaque ? SDL_PIXELFORMAT_RGB888 : SDL_PIXELFORMAT_ARGB8888);
    if (still == NULL) {
        abort(); // out of memory, as in base/mem.c
    }
    SDL_SetSurfaceBlendMode(still, is_opaque ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_FillRect(still, NULL, colour_argb(background));
    return still;
}

void still_veil(SDL_Surface *into, struct rect area, struct colour colour)
{
    SDL_Rect clip;
    SDL_GetClipRect(into, &clip);
    area = rect_intersect(area, (struct rect){clip.x, clip.y, clip.w, clip.h});
    SDL_Rect target = {area.x, area.y, area.w, area.h};
    if (rect_is_empty(area) || colour.a == 0) {
        return;
    }
    if (colour.a == 255) {
        SDL_FillRect(into, &target, colour_argb(colour));
        return;
    }
    SDL_Surface *veil = still_new((struct size){area.w, area.h}, colour);
    SDL_BlitSurface(veil, NULL, into, &target);
    SDL_FreeSurface(veil);
}

void still_plate(const struct act *act, SDL_Surface *into, struct rect plate, int x, int y)
{
    struct colour colour = act->item->look.plate;
    if (act->background.a == 255) {
        uint32_t mixed = blend_pixel(colour_argb(act->background), false, colour, 255);
        colour =
            (struct colour){(uint8_t)(mixed >> 16), (uint8_t)(mixed >> 8), (uint8_t)mixed, 255};
    }
    plate.x += x;
    plate.y += y;
    still_veil(into, plate, colour);
}

void still_fill(SDL_Surface *still, struct rect r, struct colour colour)
{
    SDL_Rect target = {r.x, r.y, r.w, r.h};
    SDL_FillRect(still, &target, colour_argb(colour));
}

void still_start(struct act *act, struct wall at, int64_t from_us)
{
    (void)act;
    (void)at;
    (void)from_us;
}

struct act_view still_view(struct act *act, int64_t elapsed_us)
{
    (void)elapsed_us;
    struct rect whole = {0, 0, act->size.w, act->size.h};
    bool is_opaque = ((struct still_act *)act)->still->format->Amask == 0;
    return (struct act_view){0, whole, is_opaque ? whole : (struct rect){0}, INT64_MAX};
}

void still_draw(struct act *act, SDL_Surface *into, int x, int y)
{
    SDL_Rect to = {x, y, act->size.w, act->size.h};
    SDL_BlitSurface(((struct still_act *)act)->still, NULL, into, &to);
}

int64_t still_length_us(const struct act *act, int64_t usual_us)
{
    return act->item->hold_us > 0 ? act->item->hold_us : usual_us;
}
