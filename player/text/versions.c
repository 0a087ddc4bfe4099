// Versions of libraries.
#include "text/versions.h"

#include <ft2build.h>
#include <SDL_ttf.h>
#include FT_FREETYPE_H

void text_versions(struct str *out)
{
    const SDL_version *ttf = TTF_Linked_Version();
    str_addf(out, "SDL_ttf %d.%d.%d\n", ttf->major, ttf->minor, ttf->patch);
    FT_Library library;
    if (FT_Init_FreeType(&library) == 0) {
        FT_Int major;
        FT_Int minor;
        FT_Int patch;
        FT_Library_Version(library, &major, &minor, &patch);
        FT_Done_FreeType(library);
        str_addf(out, "FreeType %d.%d.%d\n", major, minor, patch);
    }
}
