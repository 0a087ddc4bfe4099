// A long path goes through /proc/self/fd/N of its folder.
// Source: unix(7): sun_path has 108 bytes.
#include "show/address.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool put(struct address *self, int used)
{
    return used >= 0 && (size_t)used < sizeof self->name.sun_path;
}

bool address_init(struct address *self, const char *path, struct error *err)
{
    *self = (struct address){.name.sun_family = AF_UNIX, .folder = -1};
    char *to = self->name.sun_path;
    size_t room = sizeof self->name.sun_path;
    if (path[0] == '\0') {
        return error_set(err, ERROR_CONFIG, "the socket has no name");
    }
    if (put(self, snprintf(to, room, "%s", path))) {
        return true;
    }
    char *folder = file_folder(path);
    self->folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int why = errno;
    free(folder);
    if (self->folder < 0) {
        return error_set(err, ERROR_CONFIG, "%s: %s", path, strerror(why));
    }
    const char *slash = strrchr(path, '/');
    const char *last = slash == NULL ? path : slash + 1;
    if (!put(self, snprintf(to, room, "/proc/self/fd/%d/%s", self->folder, last))) {
        return error_set(err, ERROR_CONFIG, "%s: the name is too long for a socket", path);
    }
    return true;
}

void address_fini(struct address *self)
{
    if (self->folder >= 0) {
        close(self->folder);
    }
    self->folder = -1;
}
