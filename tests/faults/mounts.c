// Private mounts.
#include "mounts.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#define IMAGE_BYTES (INT64_C(64) << 20)
#define SHUT_DOWN _IOR('X', 125, uint32_t) // EXT4_IOC_SHUTDOWN; linux/fs/ext4/ext4.h
#define SCRATCH_BYTES (INT64_C(256) << 20)
enum { WITHOUT_FLUSHING = 2 };

static bool failed(struct error *err, const char *doing)
{
    return error_set(err, ERROR_DEVICE, "%s: %s", doing, strerror(errno));
}

static bool write_line(const char *path, const char *line)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool done = fd >= 0 && write(fd, line, strlen(line)) == (ssize_t)strlen(line);
    if (fd >= 0) {
        close(fd);
    }
    return done;
}

// Root inside, the same user outside.
static bool be_root_inside(void)
{
    char uid[64];
    char gid[64];
    snprintf(uid, sizeof uid, "0 %d 1", (int)getuid());
    snprintf(gid, sizeof gid, "0 %d 1", (int)getgid());
    return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
           write_line("/proc/self/setgroups", "deny") && write_line("/proc/self/uid_map", uid) &&
           write_line("/proc/self/gid_map", gid);
}

bool mounts_begin(struct error *err)
{
    bool is_alone = geteuid() == 0 ? unshare(CLONE_NEWNS) == 0 : be_root_inside();
    return (is_alone && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0) ||
           failed(err, "mounts of one's own");
}

static bool mount_memory(const char *folder, unsigned long flags, int64_t bytes, struct error *err)
{
    char options[64];
    snprintf(options, sizeof options, "size=%lld", (long long)bytes);
    return mount("faults", folder, "tmpfs", flags, options) == 0 || failed(err, folder);
}

bool mounts_memory(const char *folder, int64_t bytes, struct error *err)
{
    return mount_memory(folder, 0, bytes, err);
}

bool mounts_leave(const char *folder, int64_t spare, struct error *err)
{
    struct statvfs disk;
    if (statvfs(folder, &disk) != 0) {
        return failed(err, folder);
    }
    int64_t used = (int64_t)((disk.f_blocks - disk.f_bfree) * disk.f_frsize);
    return mount_memory(folder, MS_REMOUNT, used + spare, err);
}

char *mounts_scratch(void)
{
    const char *above = getenv("TMPDIR");
    char *folder = mem_format("%s/xiaolaba-test-XXXXXX", above != NULL ? above : "/tmp");
    struct error ignored = {0};
    if (mkdtemp(folder) != NULL && mounts_begin(&ignored) &&
        mounts_memory(folder, SCRATCH_BYTES, &ignored)) {
        setenv("TMPDIR", folder, 1);
    }
    return folder;
}

void mounts_remove(char *folder)
{
    char *place = mem_format("%s/disk", folder);
    while (umount2(place, MNT_DETACH) == 0 || umount2(folder, MNT_DETACH) == 0) {
    }
    free(place);
    rmdir(folder);
    free(folder);
}

static bool run_mkfs(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        execlp("mkfs.ext4", "mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0", path,
               (char *)NULL);
        execl("/sbin/mkfs.ext4", "mkfs.ext4", "-q", "-F", path, (char *)NULL);
        _exit(127);
    }
    int how = 0;
    return child > 0 && waitpid(child, &how, 0) == child && WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

static bool attach(struct disk_image *self, int file, struct error *err)
{
    enum { TRIES = 16 }; // somebody else may take the free one first
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    for (int i = 0; i < TRIES && control >= 0 && self->device < 0; i++) {
        int number = ioctl(control, LOOP_CTL_GET_FREE);
        snprintf(self->name, sizeof self->name, "loop%d", number);
        char *device = mem_format("/dev/%s", self->name);
        self->device = open(device, O_RDWR | O_CLOEXEC);
        free(device);
        struct loop_config config = {.fd = (uint32_t)file, .info.lo_flags = LO_FLAGS_AUTOCLEAR};
        if (self->device >= 0 && ioctl(self->device, LOOP_CONFIGURE, &config) != 0) {
            close(self->device);
            self->device = -1;
        }
    }
    if (control >= 0) {
        close(control);
    }
    return self->device >= 0 || failed(err, "a loop device");
}

static bool image_make(struct disk_image *self, const char *path, struct error *err)
{
    *self = (struct disk_image){.device = -1};
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || ftruncate(file, IMAGE_BYTES) != 0) {
        failed(err, path);
    } else if (!run_mkfs(path)) {
        error_set(err, ERROR_DEVICE, "mkfs.ext4 does not run");
    } else {
        attach(self, file, err);
    }
    if (file >= 0) {
        close(file);
    }
    return self->device >= 0;
}

bool image_mount(struct disk_image *self, const char *folder, struct error *err)
{
    char *device = mem_format("/dev/%s", self->name);
    self->folder = folder;
    bool done = mount(device, folder, "ext4", 0, "errors=remount-ro") == 0 || failed(err, device);
    free(device);
    return done;
}

static bool make_below(struct disk_image *self, const char *folder, const char *place,
                       struct error *err)
{
    char *image = mem_format("%s/image", folder);
    bool done = mounts_memory(folder, 2 * IMAGE_BYTES, err) && image_make(self, image, err) &&
                (mkdir(place, 0755) == 0 || failed(err, place)) &&
                mount_memory(place, MS_RDONLY, 65536, err) && image_mount(self, place, err);
    free(image);
    return done;
}

char *image_ready(struct disk_image *self, char **place, struct error *err)
{
    const char *top = getenv("TMPDIR");
    char *folder = mem_format("%s/xiaolaba-test-XXXXXX", top != NULL ? top : "/tmp");
    *self = (struct disk_image){.device = -1};
    if (mkdtemp(folder) == NULL) {
        failed(err, folder);
        free(folder);
        return NULL;
    }
    *place = mem_format("%s/disk", folder);
    if (!mounts_begin(err) || !make_below(self, folder, *place, err)) {
        image_close(self);
        free(*place);
        mounts_remove(folder);
        return NULL;
    }
    return folder;
}

bool image_cut(struct disk_image *self, struct error *err)
{
    int folder = open(self->folder, O_RDONLY | O_CLOEXEC);
    uint32_t how = WITHOUT_FLUSHING;
    bool done = (folder >= 0 && ioctl(folder, SHUT_DOWN, &how) == 0) || failed(err, "cutting off");
    if (folder >= 0) {
        close(folder);
    }
    return done;
}

bool image_break(struct disk_image *self, struct error *err)
{
    char *path = mem_format("/sys/fs/ext4/%s/trigger_fs_error", self->name);
    bool done = write_line(path, "a test") || failed(err, path);
    free(path);
    return done;
}

bool image_unmount(struct disk_image *self, struct error *err)
{
    enum { TRIES = 1000000 };
    for (int i = 0; i < TRIES; i++) {
        if (umount(self->folder) == 0) {
            return true;
        }
        if (errno != EBUSY) {
            break;
        }
        sched_yield();
    }
    return failed(err, "taking the disk away");
}

void image_close(struct disk_image *self)
{
    if (self->device >= 0) {
        close(self->device);
        self->device = -1;
    }
}
