// SHA-256 of files, by libsodium.
#include "ledger/digest.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(SHA256_SIZE == crypto_hash_sha256_BYTES, "a SHA-256 is 32 bytes");

enum { PIECE = 64 * 1024 };

struct digest {
    int fd;
    struct file_identity before;
    crypto_hash_sha256_state state;
    unsigned char piece[PIECE];
};

static bool identity_from(const struct stat *about, struct file_identity *out)
{
    if (!S_ISREG(about->st_mode)) {
        return false;
    }
    *out = (struct file_identity){
        .device = (int64_t)about->st_dev,
        .inode = (int64_t)about->st_ino,
        .size = (int64_t)about->st_size,
        .mtime_ns = (int64_t)about->st_mtim.tv_sec * 1000000000 + about->st_mtim.tv_nsec,
        .ctime_ns = (int64_t)about->st_ctim.tv_sec * 1000000000 + about->st_ctim.tv_nsec,
    };
    return true;
}

bool file_identity_of(const char *path, struct file_identity *out)
{
    struct stat about;
    return stat(path, &about) == 0 && identity_from(&about, out);
}

struct digest *digest_open(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat about;
    struct file_identity identity;
    if (fd < 0 || fstat(fd, &about) != 0 || !identity_from(&about, &identity)) {
        if (fd >= 0) {
            close(fd);
        }
        return NULL;
    }
    struct digest *self = mem_zeroed(1, sizeof *self);
    self->fd = fd;
    self->before = identity;
    crypto_hash_sha256_init(&self->state);
    return self;
}

void digest_close(struct digest *self)
{
    if (self != NULL) {
        close(self->fd);
        free(self);
    }
}

static enum digest_state finish(struct digest *self, unsigned char out[SHA256_SIZE],
                                struct file_identity *identity)
{
    struct stat about;
    struct file_identity after;
    if (fstat(self->fd, &about) != 0 || !identity_from(&about, &after) ||
        memcmp(&after, &self->before, sizeof after) != 0) {
        return DIGEST_FAILED; // bytes of two states of the file: a digest of nothing
    }
    crypto_hash_sha256_final(&self->state, out);
    *identity = after;
    return DIGEST_DONE;
}

enum digest_state digest_step(struct digest *self, size_t bytes, unsigned char out[SHA256_SIZE],
                              struct file_identity *identity)
{
    for (size_t done = 0; done < bytes;) {
        ssize_t got = read(self->fd, self->piece, sizeof self->piece);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return DIGEST_FAILED;
        }
        if (got == 0) {
            return finish(self, out, identity);
        }
        crypto_hash_sha256_update(&self->state, self->piece, (unsigned long long)got);
        done += (size_t)got;
    }
    return DIGEST_MORE;
}

void digest_text(const char *text, unsigned char out[SHA256_SIZE])
{
    crypto_hash_sha256(out, (const unsigned char *)text, strlen(text));
}
