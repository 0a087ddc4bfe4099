// Which files were found to hold the bytes they must hold, since the program started: they are read
// to their end once after a start and whenever they changed, and not before every showing.
// Thread: main.
#pragma once

#include "media/ring.h"

#include <stdbool.h>
#include <sys/stat.h>

// `file`: the open file's fstat(). Whether it was found right, and neither it nor its place on the
// disk has changed since.
bool vetted_is_right(const struct stat *file, const uint8_t digest[RING_DIGEST]);

// It was found right as it was when `file` was asked: whatever changed while it was read makes it
// another file.
void vetted_note(const struct stat *file, const uint8_t digest[RING_DIGEST]);

void vetted_forget_all(void);

// From 64 hexadecimal digits. False: they are not.
bool vetted_digest(uint8_t out[RING_DIGEST], const char *hex);
