// PNG through libpng's simplified interface.
#include "support/picture.h"

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "support/test.h"

#include <png.h>

enum { LARGEST_ALLOWED = 96 };
#define MEAN_ALLOWED 0.6

SDL_Surface *picture_new(int w, int h, Uint32 format, Uint32 colour)
{
    SDL_Surface *made = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, format);
    assert_non_null(made);
    assert_int_equal(SDL_FillRect(made, NULL, colour), 0);
    return made;
}

SDL_Surface *picture_load(const char *path)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (png_image_begin_read_from_file(&image, path) == 0) {
        return NULL;
    }
    image.format = PNG_FORMAT_BGRA; // ARGB8888 on a little-endian machine
    SDL_Surface *made =
        picture_new((int)image.width, (int)image.height, SDL_PIXELFORMAT_ARGB8888, 0);
    if (png_image_finish_read(&image, NULL, made->pixels, made->pitch, NULL) == 0) {
        SDL_FreeSurface(made);
        return NULL;
    }
    return made;
}

// The pixel as 0xAARRGGBB; opaque where the picture has no alpha.
static Uint32 pixel_at(const SDL_Surface *picture, int x, int y)
{
    const char *row = (const char *)picture->pixels + (ptrdiff_t)y * picture->pitch;
    Uint32 pixel = ((const Uint32 *)(const void *)row)[x];
    return picture->format->Amask == 0 ? pixel | 0xFF000000u : pixel;
}

bool picture_save(const SDL_Surface *picture, const char *path)
{
    bool has_alpha = picture->format->Amask != 0;
    size_t channels = has_alpha ? 4 : 3;
    png_image image = {
        .version = PNG_IMAGE_VERSION,
        .width = (png_uint_32)picture->w,
        .height = (png_uint_32)picture->h,
        .format = has_alpha ? PNG_FORMAT_BGRA : PNG_FORMAT_BGR,
    };
    png_byte *bytes = mem_zeroed((size_t)picture->w * (size_t)picture->h, channels);
    png_byte *at = bytes;
    for (int y = 0; y < picture->h; y++) {
        for (int x = 0; x < picture->w; x++) {
            Uint32 pixel = pixel_at(picture, x, y);
            for (size_t c = 0; c < channels; c++) {
                *at++ = (png_byte)(pixel >> (8 * c));
            }
        }
    }
    int is_written = png_image_write_to_file(&image, path, 0, bytes, 0, NULL);
    free(bytes);
    return is_written != 0;
}

// One channel (0 blue, 1 green, 2 red, 3 alpha) as seen on black.
static int channel(Uint32 pixel, int which)
{
    int alpha = (int)(pixel >> 24);
    int value = (int)(pixel >> (8 * which) & 0xFF);
    return which == 3 ? alpha : value * alpha / 255;
}

bool picture_compare(const SDL_Surface *got, const SDL_Surface *want,
                     struct picture_difference *out)
{
    if (got->w != want->w || got->h != want->h) {
        return false;
    }
    *out = (struct picture_difference){0};
    int64_t sum = 0;
    for (int y = 0; y < got->h; y++) {
        for (int x = 0; x < got->w; x++) {
            for (int c = 0; c < 4; c++) {
                int apart = abs(channel(pixel_at(got, x, y), c) - channel(pixel_at(want, x, y), c));
                sum += apart;
                out->largest = apart > out->largest ? apart : out->largest;
            }
        }
    }
    out->mean = (double)sum / ((double)got->w * got->h * 4);
    return true;
}

// What is not the same, four times as strong, so that a shade can be seen too.
static SDL_Surface *difference(const SDL_Surface *got, const SDL_Surface *want)
{
    SDL_Surface *made = picture_new(got->w, got->h, SDL_PIXELFORMAT_RGB888, 0);
    for (int y = 0; y < got->h; y++) {
        Uint32 *row = (Uint32 *)(void *)((char *)made->pixels + (ptrdiff_t)y * made->pitch);
        for (int x = 0; x < got->w; x++) {
            for (int c = 0; c < 3; c++) {
                int apart =
                    4 * abs(channel(pixel_at(got, x, y), c) - channel(pixel_at(want, x, y), c));
                row[x] |= (Uint32)(apart > 255 ? 255 : apart) << (8 * c);
            }
        }
    }
    return made;
}

static void leave(const SDL_Surface *picture, const char *name, const char *what)
{
    char *path = mem_format("%s/golden/%s-%s.png", XIAOLABA_BUILD_DIR, name, what);
    if (!picture_save(picture, path)) {
        print_error("cannot write %s\n", path);
    }
    free(path);
}

static void leave_all(const SDL_Surface *got, const SDL_Surface *want, const char *name)
{
    struct error err = {0};
    if (!file_make_folders(XIAOLABA_BUILD_DIR "/golden", &err)) {
        print_error("%s\n", err.text);
        return;
    }
    leave(got, name, "got");
    if (want == NULL) {
        return;
    }
    leave(want, name, "want");
    if (got->w == want->w && got->h == want->h) {
        SDL_Surface *apart = difference(got, want);
        leave(apart, name, "diff");
        SDL_FreeSurface(apart);
    }
}

void picture_is_golden(const SDL_Surface *got, const char *name)
{
    char *path = mem_format("%s/tests/golden/%s.png", XIAOLABA_SOURCE_DIR, name);
    const char *rewrite = getenv("XIAOLABA_REWRITE_GOLDEN");
    if (rewrite != NULL && strcmp(rewrite, "1") == 0) {
        bool is_saved = picture_save(got, path);
        free(path);
        assert_true(is_saved);
        return;
    }
    SDL_Surface *want = picture_load(path);
    free(path);
    struct picture_difference apart = {.largest = 255, .mean = 255};
    bool is_alike = want != NULL && picture_compare(got, want, &apart) &&
                    apart.mean <= MEAN_ALLOWED && apart.largest <= LARGEST_ALLOWED;
    if (!is_alike) {
        leave_all(got, want, name);
    }
    SDL_FreeSurface(want);
    if (!is_alike) {
        fail_msg(
            "%s differs from its golden picture: mean %.2f, largest %d; see " XIAOLABA_BUILD_DIR
            "/golden",
            name, apart.mean, apart.largest);
    }
}
