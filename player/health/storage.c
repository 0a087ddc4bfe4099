// The mount that holds a folder, and the block device below it.
#include "health/storage.h"

#include "base/mem.h"
#include "base/str.h"
#include "health/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

enum { LIFE_WORN = 10, LIFE_OVER = 11, SPARES_FEW = 2, SPARES_NONE = 3 };

// One line of mountinfo. Strings point into the line.
struct mount {
    const char *device; // "179:2"
    char *at;
    const char *options, *kind, *super;
};

// Blanks in names are written \040.
static void unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0';) {
        unsigned code;
        if (from[0] == '\\' && sscanf(from + 1, "%3o", &code) == 1) {
            *to++ = (char)code;
            from += 4;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
}

// "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue"
static bool parse_mount(char *line, struct mount *out)
{
    char *rest = NULL;
    char *words[6] = {NULL};
    char *tail = strstr(line, " - ");
    if (tail == NULL) {
        return false;
    }
    *tail = '\0';
    for (size_t i = 0; i < 6; i++) {
        words[i] = strtok_r(i == 0 ? line : NULL, " ", &rest);
        if (words[i] == NULL) {
            return false;
        }
    }
    out->device = words[2];
    out->at = words[4];
    out->options = words[5];
    unescape(out->at);
    out->kind = strtok_r(tail + 3, " ", &rest);
    const char *source = strtok_r(NULL, " ", &rest);
    out->super = strtok_r(NULL, " \n", &rest);
    return out->kind != NULL && source != NULL && out->super != NULL;
}

static bool holds(const char *at, const char *folder)
{
    size_t length = strlen(at);
    bool is_root = strcmp(at, "/") == 0;
    return is_root ||
           (strncmp(at, folder, length) == 0 && (folder[length] == '/' || folder[length] == '\0'));
}

static bool has_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)) != NULL; at += length) {
        bool begins = at == list || at[-1] == ',';
        if (begins && (at[length] == ',' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

// The mount on which `folder` lies: the longest that holds it, of equal ones the last. Owns: the
// caller frees `*line`, into which `out` points.
static bool find_mount(const char *root, const char *folder, struct mount *out, char **line)
{
    char *path = mem_format("%s/proc/self/mountinfo", root);
    FILE *mounts = fopen(path, "re");
    free(path);
    *line = NULL;
    size_t longest = 0;
    char *text = NULL;
    size_t room = 0;
    while (mounts != NULL && getline(&text, &room, mounts) > 0) {
        char *copy = mem_copy(text);
        struct mount mount;
        bool is_better = parse_mount(copy, &mount) && holds(mount.at, folder) &&
                         (*line == NULL || strlen(mount.at) >= longest);
        if (is_better) {
            free(*line);
            *line = copy;
            *out = mount;
            longest = strlen(mount.at);
        } else {
            free(copy);
        }
    }
    free(text);
    if (mounts != NULL) {
        fclose(mounts);
    }
    return *line != NULL;
}

static bool is_one_of(const char *kind, const char *const *kinds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_is(kind, kinds[i])) {
            return true;
        }
    }
    return false;
}
#define IS_ONE_OF(kind, list) is_one_of((kind), (list), sizeof(list) / sizeof((list)[0]))

static bool is_memory(const char *kind)
{
    static const char *const kinds[] = {"tmpfs", "ramfs", "rootfs"};
    return IS_ONE_OF(kind, kinds);
}

// An overlay keeps what was written where its upperdir is, which may not be mounted in sight.
static void look_below(struct storage *self, const char *root, const char *super)
{
    const char *upper = strstr(super, "upperdir=");
    self->is_overlay = true;
    if (upper == NULL) {
        self->is_read_only = true;
        return;
    }
    char folder[256];
    snprintf(folder, sizeof folder, "%s", upper + strlen("upperdir="));
    folder[strcspn(folder, ",")] = '\0';
    struct mount mount;
    char *line;
    if (find_mount(root, folder, &mount, &line)) {
        self->is_gone_at_restart = is_memory(mount.kind);
        // Found on another overlay, or on "/" only because its own mount is out of sight.
        bool is_told = self->is_gone_at_restart || strcmp(mount.at, "/") != 0;
        self->is_overlay = !is_told;
    }
    free(line);
}

static void read_card(struct storage *self, const char *root, const char *disk)
{
    static const char *const names[] = {"type", "name", "date"};
    char *const places[] = {self->card, self->card_name, self->card_date};
    const size_t sizes[] = {sizeof self->card, sizeof self->card_name, sizeof self->card_date};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!files_line(places[i], sizes[i], root, "%s/device/%s", disk, names[i])) {
            places[i][0] = '\0';
        }
    }
    if (!str_is(self->card, "SD") && !str_is(self->card, "MMC")) {
        self->card[0] = self->card_name[0] = self->card_date[0] = '\0'; // a disk's type is a number
        return;
    }
    int64_t number;
    self->maker = files_number(&number, 0, root, "%s/device/manfid", disk) && number <= 0xFFFFFF
                      ? (int)number
                      : -1;
    char lives[32];
    unsigned first;
    unsigned second;
    if (files_line(lives, sizeof lives, root, "%s/device/life_time", disk) &&
        sscanf(lives, "%x %x", &first, &second) == 2 && first <= LIFE_OVER && second <= LIFE_OVER) {
        self->life[0] = (int)first;
        self->life[1] = (int)second;
    }
    if (files_number(&number, 0, root, "%s/device/pre_eol_info", disk) && number >= 0 &&
        number <= SPARES_NONE) {
        self->spares = (int)number;
    }
}

static void read_device(struct storage *self, const char *root, const char *number)
{
    char *folder = mem_format("/sys/dev/block/%s", number);
    char *link = mem_format("%s%s", root, folder);
    // The link leads to …/mmcblk0/mmcblk0p2; ".." is the disk's folder then.
    char *target = realpath(link, NULL);
    const char *name = target != NULL ? strrchr(target, '/') + 1 : "";
    snprintf(self->device, sizeof self->device, "%s", name);
    int64_t part;
    bool is_part = files_number(&part, 10, root, "%s/partition", folder);
    char *disk = mem_format("%s%s", folder, is_part ? "/.." : "");
    read_card(self, root, disk);
    int64_t errors;
    if (target != NULL &&
        files_number(&errors, 10, root, "/sys/fs/ext4/%s/errors_count", self->device)) {
        self->errors = errors;
        (void)files_number(&self->first_error_s, 10, root, "/sys/fs/ext4/%s/first_error_time",
                           self->device);
    }
    free(disk);
    free(target);
    free(link);
    free(folder);
}

void storage_read(struct storage *out, const char *root, const char *folder)
{
    static const char *const foreign[] = {"vfat",  "msdos",   "exfat",  "ntfs",
                                          "ntfs3", "fuseblk", "hfsplus"};
    static const char *const distant[] = {"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs"};
    *out = (struct storage){.errors = -1, .maker = -1};
    struct mount mount;
    char *line;
    if (!find_mount(root, folder, &mount, &line)) {
        return;
    }
    out->is_found = true;
    snprintf(out->kind, sizeof out->kind, "%s", mount.kind);
    snprintf(out->at, sizeof out->at, "%s", mount.at);
    out->is_read_only = has_word(mount.options, "ro") || has_word(mount.super, "ro");
    out->is_gone_at_restart = is_memory(mount.kind);
    out->is_foreign = IS_ONE_OF(mount.kind, foreign);
    out->is_distant = IS_ONE_OF(mount.kind, distant);
    if (str_is(mount.kind, "overlay")) {
        look_below(out, root, mount.super);
    }
    read_device(out, root, mount.device);
    free(line);
}

bool storage_space(struct storage_space *out, const char *folder)
{
    struct statvfs disk;
    if (statvfs(folder, &disk) != 0) {
        return false;
    }
    out->free_bytes = (int64_t)(disk.f_bavail * disk.f_frsize);
    out->all_bytes = (int64_t)(disk.f_blocks * disk.f_frsize);
    out->free_files = (int64_t)disk.f_favail;
    out->all_files = (int64_t)disk.f_files;
    return true;
}

enum storage_state storage_judge(const struct storage *self)
{
    int life = self->life[0] > self->life[1] ? self->life[0] : self->life[1];
    if (self->is_found && self->is_read_only) {
        return STORAGE_LOCKED;
    }
    if (self->errors > 0 || life >= LIFE_OVER || self->spares >= SPARES_NONE) {
        return STORAGE_FAILING;
    }
    return life >= LIFE_WORN || self->spares >= SPARES_FEW ? STORAGE_WORN : STORAGE_FINE;
}

const char *storage_state_name(enum storage_state state)
{
    static const char *const names[] = {[STORAGE_FINE] = "fine",
                                        [STORAGE_WORN] = "worn",
                                        [STORAGE_FAILING] = "failing",
                                        [STORAGE_LOCKED] = "read-only"};
    return names[state];
}
