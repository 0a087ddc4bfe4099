// Versions of libraries.
#include "screen/versions.h"

#include <png.h>
#include <SDL.h>

void screen_versions(struct str *out)
{
    SDL_version version;
    SDL_GetVersion(&version);
    str_addf(out, "SDL %d.%d.%d\nlibpng %s\n", version.major, version.minor, version.patch,
             png_get_libpng_ver(NULL));
}
