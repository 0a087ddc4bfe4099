// File systems of one's own that can be filled, broken and cut off, for rows that need real ones.
// Linux; they need root, or a kernel that lets anybody have namespaces (small ones in memory only).
// Nothing of it is seen outside this process and its children, and the kernel takes it all down
// when they end.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

// From now on this process's mounts are its own. Before any thread is started.
// Fails: the kernel does not allow it; the row is to be skipped.
bool mounts_begin(struct error *err) __attribute__((warn_unused_result));

// A file system in memory on `folder`, as large as it may be.
bool mounts_memory(const char *folder, int64_t bytes, struct error *err)
    __attribute__((warn_unused_result));
// Gives it another size: `spare` bytes more than what is used. 0: full.
bool mounts_leave(const char *folder, int64_t spare, struct error *err)
    __attribute__((warn_unused_result));

// A folder for thousands of small files, which all temporary files go to from now on: in memory
// where that is possible. Before any thread is started. Owns: the caller, by mounts_remove().
char *mounts_scratch(void);

// Takes down what is mounted on `folder`, removes it and frees the name.
void mounts_remove(char *folder);

// An ext4 in a file, on a loop device. One at a time.
struct disk_image {
    int device;         // descriptor of the loop device; −1: none
    char name[32];      // "loop7"
    const char *folder; // borrowed
};
// Makes it, 64 MiB, and mounts it. `*place` is where it is to be used; under it lies a folder that
// cannot be written, so that nobody goes on there while the disk is away. Returns the folder with
// all of it. Owns: the caller, both; the folder by mounts_remove() after image_close().
// NULL: it needs root, loop devices and mkfs.ext4; the row is to be skipped.
char *image_ready(struct disk_image *self, char **place, struct error *err)
    __attribute__((warn_unused_result));
// A file system that finds itself broken turns read-only.
bool image_mount(struct disk_image *self, const char *folder, struct error *err)
    __attribute__((warn_unused_result));
// The power goes: what the disk does not have yet, it never gets. (ext4's own way to test itself.)
bool image_cut(struct disk_image *self, struct error *err) __attribute__((warn_unused_result));
// The file system finds an error, and turns read-only under everybody who has files open.
bool image_break(struct disk_image *self, struct error *err) __attribute__((warn_unused_result));
// Waits until nobody has a file open there any more.
bool image_unmount(struct disk_image *self, struct error *err) __attribute__((warn_unused_result));
void image_close(struct disk_image *self);
