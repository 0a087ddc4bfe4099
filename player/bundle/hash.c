// Digests by libsodium.
#include "bundle/hash.h"

#include "base/mem.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 1024 * 1024 };

static void to_text(const unsigned char digest[crypto_hash_sha256_BYTES], char out[65])
{
    sodium_bin2hex(out, 65, digest, crypto_hash_sha256_BYTES);
}

void hash_bytes(const void *bytes, size_t length, char out[65])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, bytes, length);
    to_text(digest, out);
}

// −1: the file cannot be read.
static ssize_t read_piece(int fd, unsigned char *piece, size_t most)
{
    ssize_t got = 0;
    do {
        got = read(fd, piece, most);
    } while (got < 0 && errno == EINTR);
    return got;
}

bool hash_file(int fd, int64_t size, hash_visitor *visitor, void *visitor_self, char out[65],
               struct error *err)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    size_t most = size < PIECE ? (size_t)size + 1 : PIECE; // one more, to see that it ends
    unsigned char *piece = mem_zeroed(most, 1);
    int64_t done = 0;
    bool is_good = true;
    ssize_t got = 0;
    while (is_good && (got = read_piece(fd, piece, most)) > 0) {
        done += got;
        is_good = done <= size || error_set(err, ERROR_MEDIA, "is longer than was signed");
        if (is_good) {
            crypto_hash_sha256_update(&state, piece, (unsigned long long)got);
            is_good = visitor == NULL || visitor(visitor_self, piece, (size_t)got, err);
        }
    }
    is_good = is_good &&
              (got == 0 || error_set(err, ERROR_MEDIA, "cannot be read: %s", strerror(errno))) &&
              (done == size || error_set(err, ERROR_MEDIA, "is shorter than was signed"));
    free(piece);
    if (is_good) {
        unsigned char digest[crypto_hash_sha256_BYTES];
        crypto_hash_sha256_final(&state, digest);
        to_text(digest, out);
    }
    return is_good;
}
