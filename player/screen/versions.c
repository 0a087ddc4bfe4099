// Versions of libraries.
#include "screen/versions.h"

#include <stdio.h> // for jpeglib.h

#include <jpeglib.h>
#include <png.h>
#include <SDL.h>

void screen_versions(struct str *out)
{
    SDL_version version;
    SDL_GetVersion(&version);
    str_addf(out, "SDL %d.%d.%d\nlibpng %s\n", version.major, version.minor, version.patch,
             png_get_libpng_ver(NULL));
    // It does not tell its version while it runs.
    str_addf(out, "libjpeg-turbo %d.%d.%d (built with)\n", LIBJPEG_TURBO_VERSION_NUMBER / 1000000,
             LIBJPEG_TURBO_VERSION_NUMBER / 1000 % 1000, LIBJPEG_TURBO_VERSION_NUMBER % 1000);
}
