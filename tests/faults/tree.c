// Recording what is done to a folder.
#include "tree.h"

#include "base/file.h"
#include "base/mem.h"
#include "bugs_bundle.h"
#include "tree_deeds.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    const char *folder;
    bool is_on, does_not_sync;
    struct deeds deeds;
    size_t node_capacity, capacity;
} tree;

// --- what is where -----------------------------------------------------------------------------

static int node_of(const struct stat *about)
{
    for (size_t i = tree.deeds.node_count; i-- > 0;) {
        if (tree.deeds.nodes[i].number == about->st_ino && !tree.deeds.nodes[i].is_gone) {
            return (int)i;
        }
    }
    return NOWHERE;
}

static int add_node(enum node_kind kind, ino_t number)
{
    tree.deeds.nodes = MEM_GROW(tree.deeds.nodes, tree.deeds.node_count, tree.node_capacity);
    tree.deeds.nodes[tree.deeds.node_count] = (struct node){.kind = kind, .number = number};
    return (int)tree.deeds.node_count++;
}

// Where `path`, seen from `within`, is; NOWHERE: not below the folder.
static struct place place_of(int within, const char *path)
{
    struct place place = {.folder = NOWHERE};
    struct stat about;
    const char *slash = strrchr(path, '/');
    char *above = slash != NULL ? mem_format("%.*s", (int)(slash - path), path) : mem_copy(".");
    const char *name = slash != NULL ? slash + 1 : path;
    if (tree.is_on && strlen(name) < NAME_MOST && fstatat(within, above, &about, 0) == 0) {
        place.folder = node_of(&about);
        strcpy(place.name, name);
    }
    free(above);
    return place;
}

static int node_at(int within, const char *path)
{
    struct stat about;
    return tree.is_on && fstatat(within, path, &about, AT_SYMLINK_NOFOLLOW) == 0 ? node_of(&about)
                                                                                 : NOWHERE;
}

static void record(struct operation operation)
{
    if (tree.is_on && operation.node != NOWHERE) {
        tree.deeds.operations = MEM_GROW(tree.deeds.operations, tree.deeds.count, tree.capacity);
        tree.deeds.operations[tree.deeds.count++] = operation;
    }
}

static void enter(enum node_kind kind, int within, const char *path, const char *target)
{
    struct place place = place_of(within, path);
    struct stat about;
    if (place.folder != NOWHERE && fstatat(within, path, &about, AT_SYMLINK_NOFOLLOW) == 0) {
        int node = add_node(kind, about.st_ino);
        snprintf(tree.deeds.nodes[node].target, NAME_MOST, "%s", target);
        record((struct operation){.kind = ENTERED, .node = node, .place = place});
    }
}

static void record_bytes(int node, const void *bytes, size_t size, size_t at)
{
    struct operation operation = {.kind = WRITTEN, .node = node, .at = at, .size = size};
    if (tree.is_on && node != NOWHERE && size > 0) {
        operation.bytes = mem_resize(NULL, size, 1);
        memcpy(operation.bytes, bytes, size);
        record(operation);
    }
}

// --- the calls ---------------------------------------------------------------------------------

#define CALL(type, name, ...)                                                                      \
    type __real_##name(__VA_ARGS__);                                                               \
    type __wrap_##name(__VA_ARGS__);                                                               \
    type __wrap_##name(__VA_ARGS__)

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    bool makes = (flags & O_CREAT) != 0;
    if (makes) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    bool was_there = access(path, F_OK) == 0;
    int fd = __real_open(path, flags, mode);
    if (fd >= 0 && makes && !was_there) {
        enter(FILE_NODE, AT_FDCWD, path, "");
    } else if (fd >= 0 && (flags & O_TRUNC) != 0) {
        record((struct operation){.kind = EMPTIED, .node = node_at(AT_FDCWD, path)});
    }
    return fd;
}

CALL(int, mkostemp, char *name, int flags)
{
    int fd = __real_mkostemp(name, flags);
    if (fd >= 0) {
        enter(FILE_NODE, AT_FDCWD, name, "");
    }
    return fd;
}

CALL(ssize_t, write, int fd, const void *from, size_t size)
{
    struct stat about;
    off_t at = tree.is_on ? lseek(fd, 0, SEEK_CUR) : -1;
    ssize_t put = __real_write(fd, from, size);
    if (at >= 0 && put > 0 && fstat(fd, &about) == 0) {
        record_bytes(node_of(&about), from, (size_t)put, (size_t)at);
    }
    return put;
}

CALL(int, fsync, int fd)
{
    struct stat about;
    if (fstat(fd, &about) != 0) {
        return __real_fsync(fd);
    }
    if (!bugs_skip_sync(S_ISDIR(about.st_mode))) {
        record((struct operation){.kind = SYNCED, .node = node_of(&about)});
    }
    return tree.does_not_sync ? 0 : __real_fsync(fd);
}

// What comes from outside was written by somebody, and synced by nobody.
static int adopt(int within, const char *path)
{
    struct stat about;
    char *bytes = NULL;
    size_t length = 0;
    struct error ignored = {0};
    if (fstatat(within, path, &about, AT_SYMLINK_NOFOLLOW) != 0) {
        return NOWHERE;
    }
    int node = add_node(FILE_NODE, about.st_ino);
    char *link = mem_format("/proc/self/fd/%d/%s", within, path);
    if (file_read(within == AT_FDCWD ? path : link, SIZE_MAX / 4, &bytes, &length, &ignored)) {
        record_bytes(node, bytes, length, 0);
    }
    free(link);
    free(bytes);
    return node;
}

int __real_renameat(int from_folder, const char *from, int to_folder, const char *to);

static int move(int from_folder, const char *from, int to_folder, const char *to)
{
    struct place place = place_of(to_folder, to);
    struct place source = place_of(from_folder, from);
    int replaced = node_at(to_folder, to);
    int node = node_at(from_folder, from);
    if (place.folder != NOWHERE && node == NOWHERE) {
        node = adopt(from_folder, from);
    }
    int answer = __real_renameat(from_folder, from, to_folder, to);
    if (answer == 0 && place.folder != NOWHERE) {
        record((struct operation){.kind = MOVED, .node = node, .place = place, .from = source});
        if (replaced != NOWHERE && replaced != node) {
            tree.deeds.nodes[replaced].is_gone = true; // its number may be given to the next file
        }
    }
    return answer;
}

CALL(int, rename, const char *from, const char *to)
{
    return tree.is_on ? move(AT_FDCWD, from, AT_FDCWD, to) : __real_rename(from, to);
}

CALL(int, renameat, int from_folder, const char *from, int to_folder, const char *to)
{
    return tree.is_on ? move(from_folder, from, to_folder, to)
                      : __real_renameat(from_folder, from, to_folder, to);
}

CALL(int, symlink, const char *target, const char *path)
{
    int answer = __real_symlink(target, path);
    if (answer == 0) {
        enter(LINK_NODE, AT_FDCWD, path, target);
    }
    return answer;
}

CALL(int, mkdir, const char *path, mode_t mode)
{
    int answer = __real_mkdir(path, mode);
    if (answer == 0) {
        enter(FOLDER_NODE, AT_FDCWD, path, "");
    }
    return answer;
}

int __real_unlinkat(int within, const char *path, int flags);

static int take_away(int within, const char *path, int flags)
{
    struct place place = place_of(within, path);
    int node = node_at(within, path);
    int answer = __real_unlinkat(within, path, flags);
    if (answer == 0 && node != NOWHERE) {
        record((struct operation){.kind = LEFT, .node = node, .place = place});
        tree.deeds.nodes[node].is_gone = true;
    }
    return answer;
}

CALL(int, unlinkat, int within, const char *path, int flags)
{
    return take_away(within, path, flags);
}

CALL(int, unlink, const char *path)
{
    return take_away(AT_FDCWD, path, 0);
}

void tree_record(const char *folder)
{
    struct stat about;
    for (size_t i = 0; i < tree.deeds.count; i++) {
        free(tree.deeds.operations[i].bytes);
    }
    tree.deeds.count = 0;
    tree.deeds.node_count = 0;
    tree.folder = folder;
    tree.is_on = stat(folder, &about) == 0;
    tree.does_not_sync = true;
    (void)add_node(FOLDER_NODE, about.st_ino);
}

void tree_stop(void)
{
    tree.is_on = false;
}

size_t tree_moment(void)
{
    return tree.deeds.count;
}

const struct deeds *tree_deeds(void)
{
    return &tree.deeds;
}
