// Whole files and paths. Blocking; never called from the frame loop. Any thread.
#pragma once

#include "base/error.h"

#include <stddef.h>

// The bytes of `path`, NUL-terminated behind `*length`. Owns: the caller, by free().
// Fails: unreadable, not a regular file, or larger than `limit` bytes.
bool file_read(const char *path, size_t limit, char **bytes, size_t *length, struct error *err)
    __attribute__((warn_unused_result));

// Puts `bytes` in place of `path` in one step: a temporary file beside it, fsync, rename.
bool file_write(const char *path, const void *bytes, size_t length, struct error *err)
    __attribute__((warn_unused_result));

bool file_exists(const char *path);
bool file_is_folder(const char *path);

// The folder of `path` ("." when it names none). Owns: the caller, by free().
char *file_folder(const char *path);

// `name` seen from `folder`; an absolute name stays as it is. Owns: the caller, by free().
char *file_join(const char *folder, const char *name);

// Makes `folder` and the folders above it where they are missing (mode 0755).
bool file_make_folders(const char *folder, struct error *err) __attribute__((warn_unused_result));
