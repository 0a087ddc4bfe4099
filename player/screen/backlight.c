// bl_power of each panel.
// Source: Documentation/ABI/stable/sysfs-class-backlight: 0 is on, 4 (FB_BLANK_POWERDOWN) is off.
#include "screen/backlight.h"

#include "base/mem.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LIT = '0', UNLIT = '4' };

static bool set_panel(int fd, char wanted)
{
    char now[8] = "";
    ssize_t got = pread(fd, now, sizeof now - 1, 0);
    bool is_so = got > 0 && now[0] == wanted && (now[1] == '\n' || now[1] == '\0');
    char value[] = {wanted, '\n'};
    return is_so || pwrite(fd, value, sizeof value, 0) == (ssize_t)sizeof value;
}

bool backlight_set(const char *folder, bool is_on)
{
    DIR *panels = opendir(folder);
    if (panels == NULL) {
        return false;
    }
    int count = 0;
    int done = 0;
    for (const struct dirent *panel; (panel = readdir(panels)) != NULL;) {
        char *path = mem_format("%s/%s/bl_power", folder, panel->d_name);
        int fd = panel->d_name[0] == '.' ? -1 : open(path, O_RDWR | O_CLOEXEC);
        free(path);
        if (fd >= 0) {
            count++;
            done += set_panel(fd, is_on ? LIT : UNLIT);
            close(fd);
        }
    }
    closedir(panels);
    return count > 0 && done == count;
}
