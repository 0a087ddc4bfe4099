// Choosing the folder for state.
#include "base/folders.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_our_kiosk(void)
{
    struct stat about;
    return stat(FOLDERS_KIOSK, &about) == 0 && S_ISDIR(about.st_mode) &&
           (geteuid() == 0 || about.st_uid == geteuid());
}

char *folders_state(void)
{
    const char *given = getenv("STATE_DIRECTORY");
    if (given != NULL && given[0] == '/') { // of several, parted by colons, the first is ours
        return mem_format("%.*s", (int)strcspn(given, ":"), given);
    }
    const char *state = getenv("XDG_STATE_HOME");
    if (state != NULL && state[0] == '/') { // a relative one is to be ignored, says XDG
        return mem_format("%s/xiaolaba", state);
    }
    if (is_our_kiosk()) {
        return mem_copy(FOLDERS_KIOSK);
    }
    const char *home = getenv("HOME");
    return mem_format("%s/.local/state/xiaolaba",
                      home != NULL && home[0] != '\0' ? home : "/var/tmp");
}
