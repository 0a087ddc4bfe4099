// Recording what is done to a folder, and laying some of it out.
#include "tree.h"

#include "base/file.h"
#include "base/mem.h"
#include "bugs_bundle.h"
#include "support/random.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, NAME_MOST = 80, NOWHERE = -1, TOP = 0 };

enum node_kind { FILE_NODE = 1, FOLDER_NODE, LINK_NODE };

struct node {
    enum node_kind kind;
    ino_t number; // on the machine's own disk, while it is there
    bool is_gone;
    char target[NAME_MOST]; // of a link
};

// A name in a folder (a node).
struct place {
    int folder;
    char name[NAME_MOST];
};

enum operation_kind { ENTERED = 1, LEFT, MOVED, WRITTEN, EMPTIED, SYNCED };

struct operation {
    enum operation_kind kind;
    int node;
    struct place place, from; // from: MOVED
    size_t at, size;          // WRITTEN
    unsigned char *bytes;
};

static struct {
    const char *folder;
    bool is_on, does_not_sync;
    struct node *nodes;
    size_t node_count, node_capacity;
    struct operation *operations;
    size_t count, capacity;
} tree;

// --- what is where -----------------------------------------------------------------------------

static int node_of(const struct stat *about)
{
    for (size_t i = tree.node_count; i-- > 0;) {
        if (tree.nodes[i].number == about->st_ino && !tree.nodes[i].is_gone) {
            return (int)i;
        }
    }
    return NOWHERE;
}

static int add_node(enum node_kind kind, ino_t number)
{
    tree.nodes = MEM_GROW(tree.nodes, tree.node_count, tree.node_capacity);
    tree.nodes[tree.node_count] = (struct node){.kind = kind, .number = number};
    return (int)tree.node_count++;
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
        tree.operations = MEM_GROW(tree.operations, tree.count, tree.capacity);
        tree.operations[tree.count++] = operation;
    }
}

static void enter(enum node_kind kind, int within, const char *path, const char *target)
{
    struct place place = place_of(within, path);
    struct stat about;
    if (place.folder != NOWHERE && fstatat(within, path, &about, AT_SYMLINK_NOFOLLOW) == 0) {
        int node = add_node(kind, about.st_ino);
        snprintf(tree.nodes[node].target, NAME_MOST, "%s", target);
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
            tree.nodes[replaced].is_gone = true; // its number may be given to the next file
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
        tree.nodes[node].is_gone = true;
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
    for (size_t i = 0; i < tree.count; i++) {
        free(tree.operations[i].bytes);
    }
    tree.count = 0;
    tree.node_count = 0;
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
    return tree.count;
}

// --- laying out --------------------------------------------------------------------------------

// How much of what was not synced reaches the disk.
static const int chances[] = {0, 10, 50, 90, 100};

// How a file looks of which some is missing.
enum remainder { SECTORS, EMPTY, ZEROS, GARBAGE, REMAINDERS };

struct entry {
    struct place place;
    int node;
};

struct layout {
    size_t moment;
    uint64_t *random;
    int chance;
    bool has_journal; // names come in order, up to one of them
    size_t journal;
    size_t *synced; // by node: the last sync before the moment, 0: none
    struct entry *entries;
    size_t count, capacity;
};

static bool happens(const struct layout *self)
{
    return random_below(self->random, 100) < self->chance;
}

// Whether operation `number` is on the disk for certain, because `node` was synced since.
static bool is_certain(const struct layout *self, size_t number, int node)
{
    return self->synced[node] > number;
}

static bool name_happens(const struct layout *self, size_t number, int folder)
{
    return is_certain(self, number, folder) ||
           (self->has_journal ? number < self->journal : happens(self));
}

static bool is_at(const struct entry *entry, const struct place *place)
{
    return entry->place.folder == place->folder && strcmp(entry->place.name, place->name) == 0;
}

static void set_entry(struct layout *self, const struct place *place, int node)
{
    for (size_t i = 0; i < self->count; i++) {
        if (is_at(&self->entries[i], place)) {
            self->entries[i].node = node;
            return;
        }
    }
    self->entries = MEM_GROW(self->entries, self->count, self->capacity);
    self->entries[self->count++] = (struct entry){*place, node};
}

static void clear_entry(struct layout *self, const struct place *place, int node)
{
    for (size_t i = 0; i < self->count; i++) {
        if (is_at(&self->entries[i], place) && self->entries[i].node == node) {
            self->entries[i].node = NOWHERE;
        }
    }
}

static void place_one(struct layout *self, size_t number)
{
    const struct operation *operation = &tree.operations[number];
    if (!name_happens(self, number, operation->place.folder)) {
        return;
    }
    if (operation->kind == LEFT) {
        clear_entry(self, &operation->place, operation->node);
        return;
    }
    set_entry(self, &operation->place, operation->node);
    if (operation->kind == MOVED && operation->from.folder != NOWHERE) {
        bool is_one_step = operation->from.folder == operation->place.folder;
        if (is_one_step || name_happens(self, number, operation->from.folder)) {
            clear_entry(self, &operation->from, operation->node);
        }
    }
}

// --- bytes

struct image {
    unsigned char *bytes;
    size_t size, capacity;
};

static void resize(struct image *self, size_t size)
{
    if (size > self->capacity) {
        self->capacity = size * 2;
        self->bytes = mem_resize(self->bytes, self->capacity, 1);
    }
    if (size > self->size) {
        memset(self->bytes + self->size, 0, size - self->size);
    }
    self->size = size;
}

static void put(struct image *self, const struct operation *from, size_t skip, size_t length)
{
    if (from->at + skip + length > self->size) {
        resize(self, from->at + skip + length);
    }
    memcpy(self->bytes + from->at + skip, from->bytes + skip, length);
}

static void put_some(const struct layout *layout, struct image *self, const struct operation *from)
{
    for (size_t skip = 0; skip < from->size;) {
        size_t length = SECTOR - (from->at + skip) % SECTOR;
        length = length < from->size - skip ? length : from->size - skip;
        if (happens(layout)) {
            put(self, from, skip, length);
        }
        skip += length;
    }
}

static void put_remainder(const struct layout *layout, struct image *self,
                          const struct operation *from, enum remainder remainder)
{
    size_t end = from->at + from->size;
    if (remainder == SECTORS) {
        put_some(layout, self, from);
    } else if (remainder != EMPTY && end > self->size) {
        size_t before = self->size;
        resize(self, end);
        if (remainder == GARBAGE) {
            memset(self->bytes + before, 'x', end - before);
        }
    }
}

static struct image image_of(const struct layout *self, int node)
{
    struct image image = {0};
    enum remainder remainder = (enum remainder)random_below(self->random, REMAINDERS);
    for (size_t i = 0; i < self->moment; i++) {
        const struct operation *operation = &tree.operations[i];
        if (operation->node != node) {
            continue;
        }
        bool is_whole = self->chance == 100 || is_certain(self, i, node);
        if (operation->kind == WRITTEN && is_whole) {
            put(&image, operation, 0, operation->size);
        } else if (operation->kind == WRITTEN) {
            put_remainder(self, &image, operation, remainder);
        } else if (operation->kind == EMPTIED && (is_whole || happens(self))) {
            image.size = 0;
        }
    }
    return image;
}

// --- on the disk

static bool write_image(const struct image *image, const char *path)
{
    FILE *file = fopen(path, "wb");
    bool is_done =
        file != NULL && (image->size == 0 || fwrite(image->bytes, image->size, 1, file) == 1);
    return file != NULL && fclose(file) == 0 && is_done;
}

static bool lay_out_folder(const struct layout *self, int folder, const char *path);

static bool lay_out_entry(const struct layout *self, const struct entry *entry, const char *path)
{
    const struct node *node = &tree.nodes[entry->node];
    if (node->kind == LINK_NODE) {
        return __real_symlink(node->target, path) == 0;
    }
    if (node->kind == FOLDER_NODE) {
        return __real_mkdir(path, 0755) == 0 && lay_out_folder(self, entry->node, path);
    }
    struct image image = image_of(self, entry->node);
    bool is_done = write_image(&image, path);
    free(image.bytes);
    return is_done;
}

static bool lay_out_folder(const struct layout *self, int folder, const char *path)
{
    bool is_done = true;
    for (size_t i = 0; is_done && i < self->count; i++) {
        const struct entry *entry = &self->entries[i];
        if (entry->place.folder == folder && entry->node != NOWHERE) {
            char *name = mem_format("%s/%s", path, entry->place.name);
            is_done = lay_out_entry(self, entry, name);
            free(name);
        }
    }
    return is_done;
}

bool tree_lay_out(size_t moment, uint64_t *random, const char *folder)
{
    struct layout layout = {
        .moment = moment,
        .random = random,
        .chance = chances[random_below(random, sizeof chances / sizeof chances[0])],
        .has_journal = random_below(random, 2) == 0,
        .journal = (size_t)random_below(random, (int64_t)moment + 1),
        .synced = mem_zeroed(tree.node_count, sizeof(size_t)),
    };
    for (size_t i = 0; i < moment; i++) {
        if (tree.operations[i].kind == SYNCED) {
            layout.synced[tree.operations[i].node] = i;
        }
    }
    for (size_t i = 0; i < moment; i++) {
        enum operation_kind kind = tree.operations[i].kind;
        if (kind == ENTERED || kind == LEFT || kind == MOVED) {
            place_one(&layout, i);
        }
    }
    bool is_done = lay_out_folder(&layout, TOP, folder);
    free(layout.synced);
    free(layout.entries);
    return is_done;
}
