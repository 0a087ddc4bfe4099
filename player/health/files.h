// Small files of /proc and /sys, below a root folder that is "" on a real machine and a made tree
// in tests. Private to this room. A file that is not there, or says something else, is no error:
// machines differ. Thread: any; may block where a driver asks its hardware.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The first line of `root`/`format…`, without blanks around it. False: there is none.
bool files_line(char *out, size_t size, const char *root, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

// The number at the beginning of that line, in `base` (10, 16, or 0 for a prefix that says so).
bool files_number(int64_t *out, int base, const char *root, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

// Whether there is such a file or folder.
bool files_exist(const char *root, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Calls `visit` with the name of each entry of the folder, in no order; how many there were.
typedef void files_visitor(void *self, const char *name);
int files_each(const char *root, const char *folder, files_visitor *visit, void *self);
