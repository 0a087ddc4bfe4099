// Versions, asked from the rooms that use each library.
#include "cmd/versions.h"

#include "base/str.h"
#include "config/versions.h"
#include "ledger/versions.h"
#include "media/versions.h"
#include "screen/versions.h"
#include "text/versions.h"

#include <stdio.h>

void versions_print(void)
{
    struct str out = {0};
    str_addf(&out, "xiaolaba %s\n", XIAOLABA_VERSION);
    screen_versions(&out);
    text_versions(&out);
    config_versions(&out);
    ledger_versions(&out);
    media_versions(&out);
    fputs(str_text(&out), stdout);
    str_fini(&out);
}
