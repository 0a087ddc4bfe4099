// Pixels of the ring onto a surface.
#include "media/paint.h"

static SDL_YUV_CONVERSION_MODE conversion_mode(uint32_t matrix)
{
    switch (matrix) {
    case RING_601_FULL:
        return SDL_YUV_CONVERSION_JPEG;
    case RING_601_LIMITED:
        return SDL_YUV_CONVERSION_BT601;
    default:
        return SDL_YUV_CONVERSION_BT709;
    }
}

static void convert(const struct ring_info *info, const uint8_t *pixels, SDL_Surface *into, int x,
                    int y)
{
    uint8_t *to = (uint8_t *)into->pixels + (ptrdiff_t)y * into->pitch + (ptrdiff_t)x * 4;
    SDL_SetYUVConversionMode(conversion_mode(info->matrix)); // global: others may have set another
    SDL_ConvertPixels((int)info->shown_w, (int)info->shown_h, SDL_PIXELFORMAT_IYUV, pixels,
                      (int)ring_stride(RING_I420, info->shown_w), into->format->format, to,
                      into->pitch);
}

static void blit(SDL_Surface *from, SDL_Surface *into, int x, int y, SDL_BlendMode mode)
{
    if (from != NULL) {
        SDL_Rect place = {x, y, 0, 0};
        SDL_SetSurfaceBlendMode(from, mode);
        SDL_BlitSurface(from, NULL, into, &place);
        SDL_FreeSurface(from);
    }
}

static void paint_i420(const struct ring_info *info, const uint8_t *pixels, SDL_Surface *into,
                       int x, int y)
{
    SDL_Rect place = {x, y, (int)info->shown_w, (int)info->shown_h};
    SDL_Rect visible;
    SDL_Rect clip;
    SDL_GetClipRect(into, &clip);
    bool is_whole = SDL_IntersectRect(&place, &clip, &visible) && SDL_RectEquals(&place, &visible);
    if (is_whole) {
        convert(info, pixels, into, x, y);
        return;
    }
    SDL_Surface *whole =
        SDL_CreateRGBSurfaceWithFormat(0, place.w, place.h, 32, SDL_PIXELFORMAT_RGB888);
    if (whole != NULL) {
        convert(info, pixels, whole, 0, 0);
        blit(whole, into, x, y, SDL_BLENDMODE_NONE);
    }
}

void paint_picture(const struct ring_info *info, const uint8_t *pixels, SDL_Surface *into, int x,
                   int y)
{
    if (info->format == RING_I420) {
        paint_i420(info, pixels, into, x, y);
        return;
    }
    bool is_blended = info->format == RING_BGRA;
    // SDL's type has no const; a blit only reads its source
    void *borrowed = (void *)(uintptr_t)pixels;
    SDL_Surface *picture = SDL_CreateRGBSurfaceWithFormatFrom(
        borrowed, (int)info->shown_w, (int)info->shown_h, 32,
        (int)ring_stride(info->format, info->shown_w),
        is_blended ? SDL_PIXELFORMAT_ARGB8888 : SDL_PIXELFORMAT_RGB888);
    blit(picture, into, x, y, is_blended ? SDL_BLENDMODE_BLEND : SDL_BLENDMODE_NONE);
}
