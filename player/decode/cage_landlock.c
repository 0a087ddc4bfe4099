// Landlock without a rule: nothing can be opened, made, run, bound, connected to or signalled by
// name, whoever we run as. It holds even where a system call was let through by mistake.
// Kernels know more or less of it, so everything that the running one knows is forbidden.
#include "decode/cage_parts.h"

#include <errno.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

// Headers are older than kernels.
struct ruleset {
    uint64_t files;
    uint64_t network; // ABI 4
    uint64_t scope;   // ABI 6
};

// Source: linux/landlock.h and Documentation/userspace-api/landlock.rst of Linux 6.15.
static const struct {
    int abi;
    uint64_t files, network, scope; // how many kinds of access are known, from the lowest bit
} known[] = {
    {1, 13, 0, 0}, // execute … make symbolic links
    {2, 14, 0, 0}, // move between folders
    {3, 15, 0, 0}, // truncate
    {4, 15, 2, 0}, // bind and connect TCP
    {5, 16, 2, 0}, // ioctl of devices
    {6, 16, 2, 2}, // abstract sockets, signals
};

static uint64_t lowest(uint64_t count)
{
    return (UINT64_C(1) << count) - 1;
}

bool cage_landlock(struct cage_layer_state *state)
{
    int abi =
        (int)syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1) {
        errno = abi == 0 ? ENOSYS : errno;
        return cage_gap(state, errno == ENOSYS       ? "this kernel was built without it"
                               : errno == EOPNOTSUPP ? "it is not among the kernel's lsm= list"
                                                     : "asking for its version");
    }
    size_t row = 0;
    while (row + 1 < sizeof known / sizeof known[0] && known[row + 1].abi <= abi) {
        row++;
    }
    struct ruleset ruleset = {lowest(known[row].files), lowest(known[row].network),
                              lowest(known[row].scope)};
    size_t size = abi < 4   ? offsetof(struct ruleset, network)
                  : abi < 6 ? offsetof(struct ruleset, scope)
                            : sizeof ruleset;
    int fd = (int)syscall(SYS_landlock_create_ruleset, &ruleset, size, 0);
    if (fd < 0) {
        return cage_gap(state, "making the ruleset");
    }
    bool is_locked = syscall(SYS_landlock_restrict_self, fd, 0) == 0;
    if (!is_locked) {
        cage_gap(state, "taking the ruleset on");
    } else {
        snprintf(state->words, sizeof state->words, "ABI %d: files%s%s", abi,
                 known[row].network > 0 ? ", network" : "",
                 known[row].scope > 0 ? ", signals and abstract sockets" : "");
    }
    close(fd);
    return is_locked;
}
