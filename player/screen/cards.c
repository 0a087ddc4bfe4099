// The connectors of graphics cards: "card0-HDMI-A-1" with the files status, enabled and dpms.
#include "screen/lookout.h"

#include "base/mem.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORD_BYTES = 24 };

static bool read_word(const char *folder, const char *connector, const char *name,
                      char out[WORD_BYTES])
{
    char *path = mem_format("%s/%s/%s", folder, connector, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0 ? read(fd, out, WORD_BYTES - 1) : -1;
    if (fd >= 0) {
        close(fd);
    }
    free(path);
    out[got > 0 ? got : 0] = '\0';
    out[strcspn(out, "\n")] = '\0';
    return got > 0;
}

static enum screen_power connector_power(const char *folder, const char *connector)
{
    char status[WORD_BYTES];
    char enabled[WORD_BYTES];
    char dpms[WORD_BYTES];
    if (!read_word(folder, connector, "status", status) ||
        !read_word(folder, connector, "enabled", enabled) ||
        !read_word(folder, connector, "dpms", dpms)) {
        return SCREEN_POWER_UNKNOWN;
    }
    bool is_lit = strcmp(enabled, "enabled") == 0 && strcmp(dpms, "On") == 0;
    if (strcmp(status, "disconnected") == 0 || !is_lit) {
        return SCREEN_POWER_OFF;
    }
    return strcmp(status, "connected") == 0 ? SCREEN_POWER_ON : SCREEN_POWER_UNKNOWN;
}

// A writeback connector ends in memory.
static bool is_connector(const char *name)
{
    return strncmp(name, "card", 4) == 0 && strchr(name, '-') != NULL &&
           strstr(name, "Writeback") == NULL;
}

enum screen_power cards_power(const char *folder)
{
    DIR *cards = opendir(folder);
    if (cards == NULL) {
        return SCREEN_POWER_UNKNOWN;
    }
    int found[SCREEN_POWER_ON + 1] = {0};
    for (struct dirent *entry; (entry = readdir(cards)) != NULL;) {
        if (is_connector(entry->d_name)) {
            found[connector_power(folder, entry->d_name)]++;
        }
    }
    closedir(cards);
    if (found[SCREEN_POWER_ON] > 0) {
        return SCREEN_POWER_ON;
    }
    bool is_off = found[SCREEN_POWER_OFF] > 0 && found[SCREEN_POWER_UNKNOWN] == 0;
    return is_off ? SCREEN_POWER_OFF : SCREEN_POWER_UNKNOWN;
}
