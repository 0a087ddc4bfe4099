// Versions of libraries.
#include "config/versions.h"

#include <libconfig.h>

void config_versions(struct str *out)
{
    str_addf(out, "libconfig %d.%d.%d\n", LIBCONFIG_VER_MAJOR, LIBCONFIG_VER_MINOR,
             LIBCONFIG_VER_REVISION);
}
