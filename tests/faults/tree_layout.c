// Laying out some of what was done to a folder.
#include "tree.h"

#include "base/mem.h"
#include "support/random.h"
#include "tree_deeds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SECTOR = 512 };

// The C library's: what is laid out is no deed.
int __real_symlink(const char *target, const char *path);
int __real_mkdir(const char *path, mode_t mode);

// How much of what was not synced reaches the disk.
static const int chances[] = {0, 10, 50, 90, 100};

// How a file looks of which some is missing.
enum remainder { SECTORS, EMPTY, ZEROS, GARBAGE, REMAINDERS };

struct entry {
    struct place place;
    int node;
};

struct layout {
    const struct deeds *deeds;
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
    const struct operation *operation = &self->deeds->operations[number];
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
        const struct operation *operation = &self->deeds->operations[i];
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
    const struct node *node = &self->deeds->nodes[entry->node];
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
    const struct deeds *deeds = tree_deeds();
    struct layout layout = {
        .deeds = deeds,
        .moment = moment,
        .random = random,
        .chance = chances[random_below(random, sizeof chances / sizeof chances[0])],
        .has_journal = random_below(random, 2) == 0,
        .journal = (size_t)random_below(random, (int64_t)moment + 1),
        .synced = mem_zeroed(deeds->node_count, sizeof(size_t)),
    };
    for (size_t i = 0; i < moment; i++) {
        if (deeds->operations[i].kind == SYNCED) {
            layout.synced[deeds->operations[i].node] = i;
        }
    }
    for (size_t i = 0; i < moment; i++) {
        enum operation_kind kind = deeds->operations[i].kind;
        if (kind == ENTERED || kind == LEFT || kind == MOVED) {
            place_one(&layout, i);
        }
    }
    bool is_done = lay_out_folder(&layout, TOP, folder);
    free(layout.synced);
    free(layout.entries);
    return is_done;
}
