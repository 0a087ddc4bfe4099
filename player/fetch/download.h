// The folder content/download: a bundle that is not here in full yet. It holds the newest manifest,
// what was signed about it, and files of it, of which the last may be a part that the next try goes
// on from. It is never larger than the bundle. Blocking; one thread; owned by the caller. Inside
// this room.
#pragma once

#include "bundle/content.h"

#include <stdbool.h>
#include <stdint.h>

struct download {
    struct content *content;
    char *folder;
    int lock_fd;
};

// Fails: ERROR_BUSY while another process fetches; ERROR_FULL.
bool download_open(struct download *self, struct content *content, struct error *err)
    __attribute__((warn_unused_result));
void download_close(struct download *self);

// A small file: "manifest". Put in one step; NULL bytes: removed.
bool download_put(struct download *self, const char *name, const char *bytes, size_t length,
                  struct error *err) __attribute__((warn_unused_result));
// NULL: not there, or larger than `limit`. Owns: the caller, by free().
char *download_read(const struct download *self, const char *name, size_t limit, size_t *length);

// Whether all of it is here, as it was signed.
bool download_has(const struct download *self, const struct manifest_file *file);
// Bytes of it that are here so far.
int64_t download_part(const struct download *self, const struct manifest_file *file);
// The part, cut to its first `from` bytes, to be written on from there. −1 on failure.
int download_write_part(struct download *self, const struct manifest_file *file, int64_t from,
                        struct error *err);
// The part has all its bytes: it becomes the file if they are what was signed, else it is removed.
bool download_finish(struct download *self, const struct manifest_file *file, struct error *err)
    __attribute__((warn_unused_result));

// Removes files that `manifest` does not name; NULL: all.
void download_sweep(struct download *self, const struct manifest *manifest);
