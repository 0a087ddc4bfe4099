// Any bytes, read as a signature and as a key of minisign: no crash, no hang; no signature passes
// but those that say what the good one in the corpus says. Built like fuzz_playlist.c.
#include "bundle/signature.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

// Of tests/fuzz/corpus/minisig: the public half of the key whose secret half is made of a seed of 1
// and zeros; that signed "宣传内容\n", with the trusted comment "宣传内容".
static const char content[] = "宣传内容\n";
static const char comment[] = "宣传内容";
enum { SEED = 1, KEYS = 3 };

static struct sign_key key_of(unsigned char number)
{
    struct sign_key self;
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    unsigned char seed[crypto_sign_SEEDBYTES] = {number};
    crypto_sign_seed_keypair(self.key, secret, seed);
    memset(self.id, number, sizeof self.id);
    return self;
}

static void check_signature(const char *bytes, size_t size)
{
    static struct sign_key keys[KEYS];
    if (keys[0].id[0] == 0) {
        for (unsigned char i = 0; i < KEYS; i++) {
            keys[i] = key_of((unsigned char)(SEED + i));
        }
    }
    size_t by = KEYS;
    struct str found = {0};
    struct error err = {0};
    const struct signed_bytes what = {content, sizeof content - 1, bytes, size};
    bool holds = signature_check(&what, keys, KEYS, &by, &found, &err);
    assert(holds == (err.text[0] == '\0'));
    if (holds) { // made by the first key, with this comment; nothing else was ever signed
        assert(by == 0 && strcmp(str_text(&found), comment) == 0);
    } else {
        assert(by == KEYS && found.length == 0);
    }
    const struct signed_bytes other = {content, sizeof content - 2, bytes, size};
    assert(!signature_check(&other, keys, KEYS, &by, NULL, &err));
    str_fini(&found);
}

static void check_key(const char *bytes, size_t size)
{
    struct sign_key key;
    struct sign_key again;
    struct str text = {0};
    struct error err = {0};
    bool is_good = sign_key_parse(bytes, size, &key, &err);
    assert(is_good == (err.text[0] == '\0'));
    if (is_good) {
        sign_key_print(&key, &text);
        bool is_back = sign_key_parse(text.text, text.length, &again, &err);
        assert(is_back && sign_key_is(&key, &again));
        assert(memmem(bytes, size, text.text, text.length) != NULL); // it has one text
    }
    str_fini(&text);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    check_signature((const char *)data, size);
    check_key((const char *)data, size);
    return 0;
}
