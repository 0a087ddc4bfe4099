// The ballast file.
#include "ledger/ballast.h"

#include "base/mem.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static char *name_for(const char *ledger_path)
{
    return mem_format("%s.ballast", ledger_path);
}

static bool is_whole(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && about.st_size >= BALLAST_BYTES;
}

static bool has_space_for(int fd)
{
    struct statvfs disk;
    return fstatvfs(fd, &disk) == 0 &&
           (uint64_t)disk.f_bavail * disk.f_frsize >= 8 * (uint64_t)BALLAST_BYTES;
}

bool ballast_keep(const char *ledger_path)
{
    char *path = name_for(ledger_path);
    bool is_there = is_whole(path);
    if (!is_there) {
        int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        is_there =
            fd >= 0 && has_space_for(fd) && posix_fallocate(fd, 0, (off_t)BALLAST_BYTES) == 0;
        if (fd >= 0) {
            close(fd);
        }
        if (fd >= 0 && !is_there) {
            unlink(path);
        }
    }
    free(path);
    return is_there;
}

bool ballast_release(const char *ledger_path)
{
    char *path = name_for(ledger_path);
    bool is_gone = unlink(path) == 0;
    free(path);
    return is_gone;
}
