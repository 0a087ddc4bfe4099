// More calls that fail (plain_faults.c): those of the content folder.
#include "ledger/fault_vfs.h"

#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define CALL(type, name, ...)                                                                      \
    type __real_##name(__VA_ARGS__);                                                               \
    type __wrap_##name(__VA_ARGS__);                                                               \
    type __wrap_##name(__VA_ARGS__)

// None of those that are called makes a file.
int __real_openat(int within, const char *path, int flags, ...);
int __wrap_openat(int within, const char *path, int flags, ...);
int __wrap_openat(int within, const char *path, int flags, ...)
{
    return fault_vfs_breaks(false) ? -1 : __real_openat(within, path, flags);
}

long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);
long __wrap_syscall(long number, ...)
{
    va_list arguments;
    long given[6];
    va_start(arguments, number);
    for (int i = 0; i < 6; i++) {
        given[i] = va_arg(arguments, long);
    }
    va_end(arguments);
    return number == SYS_openat2 && fault_vfs_breaks(false)
               ? -1
               : __real_syscall(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}

CALL(int, mkostemp, char *name, int flags)
{
    return fault_vfs_breaks(true) ? -1 : __real_mkostemp(name, flags);
}

CALL(int, fchmod, int fd, mode_t mode)
{
    return fault_vfs_breaks(true) ? -1 : __real_fchmod(fd, mode);
}

CALL(int, symlink, const char *target, const char *path)
{
    return fault_vfs_breaks(true) ? -1 : __real_symlink(target, path);
}

CALL(ssize_t, readlink, const char *path, char *out, size_t size)
{
    return fault_vfs_breaks(false) ? -1 : __real_readlink(path, out, size);
}

CALL(int, renameat, int from_folder, const char *from, int to_folder, const char *to)
{
    return fault_vfs_breaks(true) ? -1 : __real_renameat(from_folder, from, to_folder, to);
}

CALL(int, unlinkat, int within, const char *path, int flags)
{
    return fault_vfs_breaks(true) ? -1 : __real_unlinkat(within, path, flags);
}

CALL(int, statvfs, const char *path, struct statvfs *out)
{
    return fault_vfs_breaks(false) ? -1 : __real_statvfs(path, out);
}

CALL(int, lstat, const char *path, struct stat *out)
{
    return fault_vfs_breaks(false) ? -1 : __real_lstat(path, out);
}

CALL(int, fstatat, int within, const char *path, struct stat *out, int flags)
{
    return fault_vfs_breaks(false) ? -1 : __real_fstatat(within, path, out, flags);
}
