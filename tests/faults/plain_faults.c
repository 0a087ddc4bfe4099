// The plain calls of the player's own files (ballast, lock, copies, digests), put in place of the C
// library's by the linker: they count as the VFS's calls do, and fail as those do.
#include "ledger/fault_vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

// Each is declared twice: as the linker finds it, and as it is replaced.
#define PLAIN(type, name, ...)                                                                     \
    type __real_##name(__VA_ARGS__);                                                               \
    type __wrap_##name(__VA_ARGS__);                                                               \
    type __wrap_##name(__VA_ARGS__)

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    return fault_vfs_breaks((flags & O_ACCMODE) != O_RDONLY) ? -1 : __real_open(path, flags, mode);
}

PLAIN(ssize_t, read, int fd, void *into, size_t size)
{
    return fault_vfs_breaks(false) ? -1 : __real_read(fd, into, size);
}

PLAIN(ssize_t, pread, int fd, void *into, size_t size, off_t at)
{
    return fault_vfs_breaks(false) ? -1 : __real_pread(fd, into, size, at);
}

PLAIN(ssize_t, write, int fd, const void *from, size_t size)
{
    return fault_vfs_breaks(true) ? -1 : __real_write(fd, from, size);
}

PLAIN(int, posix_fallocate, int fd, off_t at, off_t size)
{
    return fault_vfs_breaks(true) ? errno : __real_posix_fallocate(fd, at, size);
}

PLAIN(int, fstatvfs, int fd, struct statvfs *out)
{
    return fault_vfs_breaks(false) ? -1 : __real_fstatvfs(fd, out);
}

PLAIN(int, fstat, int fd, struct stat *out)
{
    return fault_vfs_breaks(false) ? -1 : __real_fstat(fd, out);
}

PLAIN(int, stat, const char *path, struct stat *out)
{
    return fault_vfs_breaks(false) ? -1 : __real_stat(path, out);
}

PLAIN(int, unlink, const char *path)
{
    return fault_vfs_breaks(true) ? -1 : __real_unlink(path);
}

PLAIN(int, rename, const char *from, const char *to)
{
    return fault_vfs_breaks(true) ? -1 : __real_rename(from, to);
}

PLAIN(int, mkdir, const char *path, mode_t mode)
{
    return fault_vfs_breaks(true) ? -1 : __real_mkdir(path, mode);
}

PLAIN(int, fsync, int fd)
{
    return fault_vfs_breaks(true) ? -1 : __real_fsync(fd);
}

PLAIN(int, flock, int fd, int how)
{
    return fault_vfs_breaks(false) ? -1 : __real_flock(fd, how);
}

PLAIN(char *, mkdtemp, char *name)
{
    return fault_vfs_breaks(true) ? NULL : __real_mkdtemp(name);
}
