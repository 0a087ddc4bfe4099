// The bytes of a file against their digest.
#include "decode/vet.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

_Static_assert(RING_DIGEST == crypto_hash_sha256_BYTES, "a SHA-256");

enum { VET_BLOCK = 256 << 10 }; // bytes; a slow card brings some eighty of them a second

static bool read_all(int fd, struct sink *sink, crypto_hash_sha256_state *hash, struct error *err)
{
    uint8_t *block = mem_zeroed(1, VET_BLOCK);
    ssize_t got = 1;
    while (got > 0) {
        got = read(fd, block, VET_BLOCK);
        if (got > 0) {
            crypto_hash_sha256_update(hash, block, (unsigned long long)got);
            sink_get_on(sink);
        } else if (got < 0 && errno == EINTR) {
            got = 1;
        }
    }
    free(block);
    return got == 0 || error_set(err, ERROR_MEDIA, "it cannot be read: %s", strerror(errno));
}

bool vet(int media_fd, struct sink *sink, struct error *err)
{
    const struct ring_wish *wish = sink_wish(sink);
    if (wish->has_digest == 0) {
        return true;
    }
    sink_tell_vetting(sink, RING_VETTING);
    crypto_hash_sha256_state hash; // needs no sodium_init(): no random numbers, no choice of code
    crypto_hash_sha256_init(&hash);
    if (!read_all(media_fd, sink, &hash, err)) {
        return false;
    }
    uint8_t digest[RING_DIGEST];
    crypto_hash_sha256_final(&hash, digest);
    if (memcmp(digest, wish->digest, sizeof digest) != 0) {
        return error_set(err, ERROR_MEDIA, "its bytes are not those that were signed");
    }
    if (lseek(media_fd, 0, SEEK_SET) != 0) {
        return error_set(err, ERROR_MEDIA, "it cannot be read twice: %s", strerror(errno));
    }
    sink_tell_vetting(sink, RING_VETTED);
    return true;
}
