// More mistakes (bugs.c), about media: on the player's side, and in the decoder.
#include "decode/vet.h"
#include "media/claims.h"
#include "media/medium_parts.h"
#include "media/vetted.h"

#include <stdlib.h>
#include <string.h>

static bool has_bug(const char *name)
{
    const char *chosen = getenv("XIAOLABA_SEEDED_BUG");
    return chosen != NULL && strcmp(chosen, name) == 0;
}

// The player takes sizes and counts as the decoder wrote them.
bool __real_claims_info_can_be(const struct ring_info *info, const struct ring_wish *wish,
                               size_t slot_bytes);
bool __wrap_claims_info_can_be(const struct ring_info *info, const struct ring_wish *wish,
                               size_t slot_bytes);
bool __wrap_claims_info_can_be(const struct ring_info *info, const struct ring_wish *wish,
                               size_t slot_bytes)
{
    return has_bug("trusts-claims") || __real_claims_info_can_be(info, wish, slot_bytes);
}

// A decoder that only rings its bell is waited for.
bool __real_medium_tries_patience(struct medium *self, struct patience *patience);
bool __wrap_medium_tries_patience(struct medium *self, struct patience *patience);
bool __wrap_medium_tries_patience(struct medium *self, struct patience *patience)
{
    return !has_bug("waits-for-bells") && __real_medium_tries_patience(self, patience);
}

// A file is taken for one that was found right.
bool __real_vetted_is_right(const struct stat *file, const uint8_t digest[RING_DIGEST]);
bool __wrap_vetted_is_right(const struct stat *file, const uint8_t digest[RING_DIGEST]);
bool __wrap_vetted_is_right(const struct stat *file, const uint8_t digest[RING_DIGEST])
{
    return has_bug("vets-never") || __real_vetted_is_right(file, digest);
}

// The decoder reads the bytes, and does not compare them.
bool __real_vet(int media_fd, struct sink *sink, struct error *err);
bool __wrap_vet(int media_fd, struct sink *sink, struct error *err);
bool __wrap_vet(int media_fd, struct sink *sink, struct error *err)
{
    return has_bug("skips-digest") || __real_vet(media_fd, sink, err);
}
