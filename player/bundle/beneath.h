// Opening files in a folder that a stranger filled: a stick, a download. Nothing outside of it is
// ever reached, whatever its links and mount points say, and nothing but a plain file is read.
// Blocking; any thread.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Opens the folder itself. −1 on failure.
int beneath_folder(const char *path, struct error *err);

// Opens the plain file `name` ("manifest", "blob/9f86…") of the folder. −1 on failure: not there
// (`*is_missing`, may be NULL, tells that apart), a link, a device, on another file system.
// What is no plain file is not even opened. Needs /proc.
// Source: openat2(2), RESOLVE_BENEATH, RESOLVE_NO_SYMLINKS, RESOLVE_NO_MAGICLINKS, RESOLVE_NO_XDEV;
// where the kernel has no openat2 (before 5.6) every step is opened with O_NOFOLLOW.
int beneath_open(int folder_fd, const char *name, int64_t *size, bool *is_missing,
                 struct error *err);

// All of a small file. Owns: the caller, by free().
bool beneath_read(int folder_fd, const char *name, size_t limit, char **bytes, size_t *length,
                  bool *is_missing, struct error *err) __attribute__((warn_unused_result));
