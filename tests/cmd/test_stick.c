// A stick mounted where nobody else sees it: an image on a loop device, where that may be mounted.
// FAT and exFAT are tried where the kernel has them, ext4 stands in for them elsewhere.
#include "cmd/stick.h"
#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct stick_kind kinds[] = {{"vfat", false}, {"ext4", true}};

struct place {
    char *folder, *image, *device;
};

// Takes the line over.
static bool does(char *line)
{
    bool is_done = system(line) == 0;
    free(line);
    return is_done;
}

// "/dev/loop0"; NULL: there is none to be had.
static char *attach(const char *image)
{
    char line[128] = "";
    char *command = mem_format("losetup -f --show %s 2>/dev/null", image);
    FILE *said = popen(command, "r");
    bool is_there = said != NULL && fgets(line, sizeof line, said) != NULL;
    free(command);
    if (said != NULL) {
        pclose(said);
    }
    line[strcspn(line, "\n")] = '\0';
    return is_there ? mem_copy(line) : NULL;
}

static bool has_kind(const char *type)
{
    char *bytes = mem_zeroed(1, 65536);
    FILE *list = fopen("/proc/filesystems", "r");
    size_t got = list != NULL ? fread(bytes, 1, 65535, list) : 0;
    char *wanted = mem_format("\t%s\n", type);
    bool has = got > 0 && strstr(bytes, wanted) != NULL;
    if (list != NULL) {
        fclose(list);
    }
    free(wanted);
    free(bytes);
    return has;
}

static bool make_image(struct place *self)
{
    free(test_file(self->folder, "manifest", "for a test\n"));
    if (!does(mem_format("truncate -s 16M %s", self->image))) {
        return false;
    }
    if (has_kind("vfat")) {
        return does(mem_format("mkfs.vfat %s >/dev/null && mcopy -i %s %s/manifest ::", self->image,
                               self->image, self->folder));
    }
    return does(mem_format("mkfs.ext4 -q -d %s %s 2>/dev/null", self->folder, self->image));
}

static int begin(void **state)
{
    struct place *self = mem_zeroed(1, sizeof *self);
    *state = self;
    self->folder = test_folder_make();
    self->image = mem_format("%s.img", self->folder);
    if (geteuid() == 0 && make_image(self)) {
        self->device = attach(self->image);
    }
    return 0;
}

static int end(void **state)
{
    struct place *self = *state;
    if (self->device != NULL) {
        (void)does(mem_format("losetup -d %s", self->device));
    }
    unlink(self->image);
    free(self->device);
    free(self->image);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

// Also where a loop device is there, a container may forbid mounting.
static bool may_mount(void)
{
    pid_t child = fork();
    int status = 0;
    if (child == 0) {
        struct stick stick;
        struct error err = {0};
        char *device = getenv("TEST_STICK");
        bool is_mounted = stick_mount(&stick, device, kinds, 2, &err);
        if (!is_mounted) {
            print_message("%s\n", err.text);
        }
        stick_fini(&stick);
        _exit(is_mounted ? 0 : 1);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

enum { CAN_READ = 1, CAN_WRITE = 2, IS_BARE = 4 };

static int look(void *folder)
{
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    char *path = file_join(folder, "manifest");
    char *fresh = file_join(folder, "fresh");
    int found = file_read(path, 64, &bytes, &length, &err) ? CAN_READ : 0;
    found |= file_write(fresh, "x", 1, &err) ? CAN_WRITE : 0;
    bool may_mount_here = mount("none", "/mnt", "tmpfs", 0, NULL) == 0;
    found |= !may_mount_here && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? IS_BARE : 0;
    free(bytes);
    free(fresh);
    free(path);
    return found;
}

static int crash(void *folder)
{
    (void)folder;
    abort();
}

static void a_stick_is_read_first_and_written_only_when_asked(void **state)
{
    const struct place *self = *state;
    struct stick stick;
    struct error err = {0};
    if (self->device == NULL) {
        skip();
    }
    setenv("TEST_STICK", self->device, 1);
    if (!may_mount()) {
        skip();
    }
    pid_t child = fork(); // which hides its mounts from the test
    if (child == 0) {
        int wrong = !stick_mount(&stick, self->device, kinds, 2, &err);
        wrong |= stick_run(&stick, look, stick.folder) != (CAN_READ | IS_BARE) ? 2 : 0;
        wrong |= !stick_make_writable(&stick, &err) ? 4 : 0;
        wrong |= stick_run(&stick, look, stick.folder) != (CAN_READ | CAN_WRITE | IS_BARE) ? 8 : 0;
        wrong |= stick_run(&stick, crash, NULL) != -1 ? 16 : 0;
        wrong |= !stick_unmount(&stick, &err) ? 32 : 0;
        wrong |= rmdir(stick.folder) != 0 ? 64 : 0; // nothing is in it or on it any more
        stick_fini(&stick);
        _exit(wrong);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void what_is_no_stick_is_refused(void **state)
{
    const struct place *self = *state;
    struct stick stick;
    struct error err = {0};
    assert_false(stick_mount(&stick, "/dev/null", stick_usual, stick_usual_count, &err));
    assert_non_null(strstr(err.text, "is not a stick"));
    stick_fini(&stick);
    assert_false(stick_mount(&stick, self->folder, stick_usual, stick_usual_count, &err));
    stick_fini(&stick);
    assert_false(stick_mount(&stick, "/dev/nowhere", stick_usual, stick_usual_count, &err));
    stick_fini(&stick);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_stick_is_read_first_and_written_only_when_asked, begin,
                                        end),
        cmocka_unit_test_setup_teardown(what_is_no_stick_is_refused, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
