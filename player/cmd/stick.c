// Mounting, and giving up rights.
#include "cmd/stick.h"

#include "base/folders.h"
#include "base/mem.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HARMLESS = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME };

const struct stick_kind stick_usual[] = {{"vfat", false}, {"exfat", false}};
const size_t stick_usual_count = sizeof stick_usual / sizeof stick_usual[0];

// --- who the jobs are --------------------------------------------------------------------------

// Root works for whoever the player's state belongs to.
static void find_user(struct stick *self)
{
    struct stat about;
    char *state = folders_state();
    self->user = geteuid();
    self->group = getegid();
    if (self->user == 0 && stat(state, &about) == 0) {
        self->user = about.st_uid;
        self->group = about.st_gid;
    }
    free(state);
}

static bool give_up_rights(const struct stick *self)
{
    bool is_other = geteuid() == 0 && self->user != 0;
    if (is_other &&
        (setgroups(0, NULL) != 0 || setresgid(self->group, self->group, self->group) != 0 ||
         setresuid(self->user, self->user, self->user) != 0)) {
        return false;
    }
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0, 0, 0}};
    (void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_capset, &head, none) == 0;
}

int stick_run(const struct stick *self, int (*job)(void *job_self), void *job_self)
{
    int status = 0;
    (void)fflush(NULL); // or both would write what waits
    pid_t child = fork();
    if (child == 0) {
        int code = give_up_rights(self) ? job(job_self) : 255;
        (void)fflush(NULL);
        _exit(code);
    }
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    bool is_done = child > 0 && WIFEXITED(status) && WEXITSTATUS(status) != 255;
    return is_done ? WEXITSTATUS(status) : -1;
}

// --- mounting ----------------------------------------------------------------------------------

static bool is_block_device(const char *path, struct error *err)
{
    struct stat about;
    if (stat(path, &about) != 0) {
        return error_set(err, ERROR_CONFIG, "%s: %s", path, strerror(errno));
    }
    return S_ISBLK(about.st_mode) ||
           error_set(err, ERROR_CONFIG, "%s: is not a stick (such as /dev/sdb1)", path);
}

// From here on nobody else sees what is mounted.
static bool hide(struct error *err)
{
    return (unshare(CLONE_NEWNS) == 0 &&
            mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0) ||
           error_set(err, ERROR_CONFIG, "mounting is not allowed here: %s (it takes root)",
                     strerror(errno));
}

static bool find_folder(struct stick *self, struct error *err)
{
    const char *given = getenv("RUNTIME_DIRECTORY"); // systemd.exec(5)
    if (given != NULL && given[0] == '/' && strchr(given, ':') == NULL) {
        self->folder = mem_copy(given);
        return true;
    }
    self->folder = mem_copy("/run/xiaolaba-stick-XXXXXX");
    self->is_folder_ours = mkdtemp(self->folder) != NULL;
    return self->is_folder_ours ||
           error_set(err, ERROR_CONFIG, "%s: %s", self->folder, strerror(errno));
}

static bool mount_as(struct stick *self, const struct stick_kind *kind)
{
    char *options = kind->has_owners ? mem_copy("")
                                     : mem_format("uid=%u,gid=%u,umask=0077", (unsigned)self->user,
                                                  (unsigned)self->group);
    bool is_mounted =
        mount(self->device, self->folder, kind->type, MS_RDONLY | HARMLESS, options) == 0;
    int why = errno;
    free(options);
    errno = why;
    return is_mounted;
}

bool stick_mount(struct stick *self, const char *device, const struct stick_kind *kinds,
                 size_t kind_count, struct error *err)
{
    *self = (struct stick){.device = mem_copy(device)};
    find_user(self);
    if (!is_block_device(device, err) || !hide(err) || !find_folder(self, err)) {
        return false;
    }
    bool is_unknown = true;
    for (size_t i = 0; self->kind == NULL && is_unknown && i < kind_count; i++) {
        if (mount_as(self, &kinds[i])) {
            self->kind = &kinds[i];
        } else {
            is_unknown = errno == EINVAL || errno == ENODEV; // another one; not in this kernel
        }
    }
    if (self->kind != NULL) {
        return true;
    }
    return error_set(err, ERROR_CONFIG, "%s: %s", device,
                     is_unknown       ? "has no FAT or exFAT"
                     : errno == EBUSY ? "is mounted already (xiaolaba usb takes its folder, too)"
                                      : strerror(errno));
}

bool stick_make_writable(struct stick *self, struct error *err)
{
    return mount(self->device, self->folder, self->kind->type, MS_REMOUNT | HARMLESS, NULL) == 0 ||
           error_set(err, ERROR_FULL, "%s cannot be written: %s", self->device, strerror(errno));
}

bool stick_unmount(struct stick *self, struct error *err)
{
    if (self->kind == NULL) {
        return true;
    }
    self->kind = NULL;
    return umount2(self->folder, 0) == 0 ||
           error_set(err, ERROR_FULL, "%s: %s", self->device, strerror(errno));
}

void stick_fini(struct stick *self)
{
    struct error ignored = {0};
    (void)!stick_unmount(self, &ignored);
    if (self->is_folder_ours) {
        rmdir(self->folder);
    }
    free(self->folder);
    free(self->device);
    *self = (struct stick){0};
}
