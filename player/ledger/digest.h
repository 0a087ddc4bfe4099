// The SHA-256 of a file's bytes, read piece by piece so that more urgent work can come between.
// Thread: the writer's. Owned by the caller.
#pragma once

#include "ledger/entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Tells one state of a file from every other without reading it: what an edit, a copy over it or a
// rename in its place changes. Source: stat(2); ctime cannot be set back by a user.
struct file_identity {
    int64_t device, inode, size, mtime_ns, ctime_ns;
};

// False: no such file, or not a regular one.
bool file_identity_of(const char *path, struct file_identity *out);

struct digest;

// NULL when the file cannot be opened.
struct digest *digest_open(const char *path);
void digest_close(struct digest *self); // NULL is fine

enum digest_state {
    DIGEST_MORE = 1, // call again
    DIGEST_DONE,
    DIGEST_FAILED, // unreadable, or changed while it was read
};
// Reads on by at most about `bytes`. DONE: `out` and `identity` are filled.
enum digest_state digest_step(struct digest *self, size_t bytes, unsigned char out[SHA256_SIZE],
                              struct file_identity *identity);

void digest_text(const char *text, unsigned char out[SHA256_SIZE]);
