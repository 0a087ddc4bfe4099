// Any bytes, read as a set of keys: no crash, no hang, and what is accepted keeps the promises of
// keys.h and is exactly what would be printed. Built like fuzz_playlist.c.
#include "bundle/keys.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check(const struct keys *keys, const char *bytes, size_t size)
{
    struct str text = {0};
    const struct key_ring *authors = &keys->rings[ROLE_AUTHOR];
    const struct key_ring *approvers = &keys->rings[ROLE_APPROVER];
    assert(keys->number >= 1 && keys_fleet_is_valid(keys->fleet));
    assert(authors->count >= 1 && authors->count <= KEYS_MOST && approvers->count <= KEYS_MOST);
    for (size_t i = 0; i < authors->count * approvers->count; i++) {
        const struct sign_key *author = &authors->keys[i / approvers->count];
        const struct sign_key *approver = &approvers->keys[i % approvers->count];
        assert(memcmp(author->key, approver->key, KEY_BYTES) != 0);
    }
    keys_print(keys, &text);
    assert(text.length == size && memcmp(text.text, bytes, size) == 0);
    str_fini(&text);
}

// Nobody has signed anything: it allows nothing.
static void check_allows_nothing(const struct keys *keys, const char *bytes, size_t size)
{
    struct error err = {0};
    const struct signatures none = {0};
    const struct signatures own = {{NULL, bytes, bytes}, {0, size, size}};
    assert(!keys_allow(keys, bytes, size, &none, &err) && err.text[0] != '\0');
    assert(!keys_allow(keys, bytes, size, &own, &err));
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct keys keys;
    struct error err = {0};
    bool is_good = keys_parse(bytes, size, &keys, &err);
    assert(is_good == (err.code == 0) && is_good == (err.text[0] == '\0'));
    if (is_good) {
        check(&keys, bytes, size);
        check_allows_nothing(&keys, bytes, size);
    }
    return 0;
}
