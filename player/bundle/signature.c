// Reading and checking minisign's files, by libsodium.
#include "bundle/signature.h"

#include "base/file.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
    ALGORITHM = 2,
    SIGNATURE = crypto_sign_BYTES,
    HASH = 64,
    BYTES_MOST = ALGORITHM + KEY_ID_BYTES + SIGNATURE, // of a line
};

_Static_assert(KEY_BYTES == crypto_sign_PUBLICKEYBYTES, "an Ed25519 key is 32 bytes");

static const char untrusted[] = "untrusted comment: ";
static const char trusted[] = "trusted comment: ";

struct line {
    const char *text;
    size_t length;
};

// The next line of `text` without its end; both ends of line are known, because a key may have been
// made on any system.
static bool next_line(const char **text, size_t *left, struct line *out)
{
    if (*left == 0) {
        return false;
    }
    const char *end = memchr(*text, '\n', *left);
    size_t length = end != NULL ? (size_t)(end - *text) : *left;
    size_t taken = end != NULL ? length + 1 : length;
    *out = (struct line){*text, length > 0 && (*text)[length - 1] == '\r' ? length - 1 : length};
    *text += taken;
    *left -= taken;
    return true;
}

static bool begins_with(const struct line *line, const char *head)
{
    return line->length >= strlen(head) && memcmp(line->text, head, strlen(head)) == 0;
}

// Exactly `count` bytes, written as everybody writes them: libsodium also takes some bytes for
// letters that are none.
static bool decode(const struct line *line, unsigned char *out, size_t count)
{
    char again[sodium_base64_ENCODED_LEN(BYTES_MOST, sodium_base64_VARIANT_ORIGINAL)];
    size_t got = 0;
    if (sodium_base642bin(out, count, line->text, line->length, NULL, &got, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        got != count) {
        return false;
    }
    sodium_bin2base64(again, sizeof again, out, count, sodium_base64_VARIANT_ORIGINAL);
    return strlen(again) == line->length && memcmp(again, line->text, line->length) == 0;
}

// --- keys --------------------------------------------------------------------------------------

bool sign_key_parse(const char *text, size_t length, struct sign_key *out, struct error *err)
{
    struct line line = {0};
    bool is_there = next_line(&text, &length, &line);
    if (is_there && begins_with(&line, untrusted)) {
        is_there = next_line(&text, &length, &line);
    }
    unsigned char bytes[ALGORITHM + KEY_ID_BYTES + KEY_BYTES];
    if (!is_there || !decode(&line, bytes, sizeof bytes) || length > 0) {
        return error_set(
            err, ERROR_CONFIG,
            "is not a public key of minisign (author.pub; the second line of one begins with RW)");
    }
    if (memcmp(bytes, "Ed", ALGORITHM) != 0) {
        return error_set(err, ERROR_CONFIG, "is a key of another kind than Ed25519");
    }
    memcpy(out->id, bytes + ALGORITHM, KEY_ID_BYTES);
    memcpy(out->key, bytes + ALGORITHM + KEY_ID_BYTES, KEY_BYTES);
    return true;
}

bool sign_key_load(const char *path, struct sign_key *out, struct error *err)
{
    enum { KEY_FILE_LIMIT = 4096 };
    char *bytes = NULL;
    size_t length = 0;
    bool is_good = file_read(path, KEY_FILE_LIMIT, &bytes, &length, err) &&
                   (sign_key_parse(bytes, length, out, err) || error_prefix(err, "%s", path));
    free(bytes);
    return is_good;
}

void sign_key_print(const struct sign_key *self, struct str *out)
{
    unsigned char bytes[ALGORITHM + KEY_ID_BYTES + KEY_BYTES] = "Ed";
    memcpy(bytes + ALGORITHM, self->id, KEY_ID_BYTES);
    memcpy(bytes + ALGORITHM + KEY_ID_BYTES, self->key, KEY_BYTES);
    char text[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
    str_add(out, text);
}

void sign_key_name(const struct sign_key *self, char out[KEY_ID_TEXT])
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < KEY_ID_BYTES; i++) { // a little-endian number
        unsigned char byte = self->id[KEY_ID_BYTES - 1 - i];
        out[2 * i] = digits[byte >> 4];
        out[2 * i + 1] = digits[byte & 15];
    }
    out[KEY_ID_TEXT - 1] = '\0';
}

bool sign_key_is(const struct sign_key *self, const struct sign_key *other)
{
    return memcmp(self->id, other->id, KEY_ID_BYTES) == 0 &&
           memcmp(self->key, other->key, KEY_BYTES) == 0;
}

// --- signatures --------------------------------------------------------------------------------

struct signature {
    unsigned char head[BYTES_MOST];
    const unsigned char *signature; // in head
    struct line comment;            // trusted once `whole` was checked
    unsigned char whole[SIGNATURE]; // over signature and comment
};

static bool parse(const char *text, size_t length, struct signature *out, struct error *err)
{
    struct line lines[4];
    size_t count = 0;
    while (count < 4 && next_line(&text, &length, &lines[count])) {
        count++;
    }
    bool is_whole = count == 4 && length == 0 && begins_with(&lines[0], untrusted) &&
                    decode(&lines[1], out->head, sizeof out->head) &&
                    begins_with(&lines[2], trusted) &&
                    decode(&lines[3], out->whole, sizeof out->whole);
    if (!is_whole) {
        return error_set(err, ERROR_CONFIG, "is not a signature of minisign");
    }
    out->signature = out->head + ALGORITHM + KEY_ID_BYTES;
    out->comment =
        (struct line){lines[2].text + strlen(trusted), lines[2].length - strlen(trusted)};
    if (out->comment.length > SIGNATURE_COMMENT_LIMIT) {
        return error_set(err, ERROR_CONFIG, "its trusted comment is longer than %d bytes",
                         SIGNATURE_COMMENT_LIMIT);
    }
    if (memcmp(out->head, "ED", ALGORITHM) != 0) {
        return error_set(err, ERROR_CONFIG,
                         "is a legacy signature (sign with minisign 0.10 or later, without -l)");
    }
    return true;
}

// The trusted comment is signed together with the signature, by the same key.
static bool comment_holds(const struct signature *self, const struct sign_key *key)
{
    unsigned char message[SIGNATURE + SIGNATURE_COMMENT_LIMIT];
    memcpy(message, self->signature, SIGNATURE);
    memcpy(message + SIGNATURE, self->comment.text, self->comment.length);
    return crypto_sign_verify_detached(self->whole, message, SIGNATURE + self->comment.length,
                                       key->key) == 0;
}

static bool file_holds(const struct signature *self, const struct signed_bytes *what,
                       const struct sign_key *key)
{
    unsigned char hash[HASH];
    crypto_generichash(hash, sizeof hash, what->bytes, what->length, NULL, 0);
    return crypto_sign_verify_detached(self->signature, hash, sizeof hash, key->key) == 0;
}

bool signature_check(const struct signed_bytes *what, const struct sign_key *keys, size_t key_count,
                     size_t *by, struct str *comment, struct error *err)
{
    struct signature signature;
    if (what->minisig_length > SIGNATURE_FILE_LIMIT) {
        return error_set(err, ERROR_CONFIG, "is larger than a signature can be");
    }
    if (!parse(what->minisig, what->minisig_length, &signature, err)) {
        return false;
    }
    struct sign_key named = {{0}, {0}};
    memcpy(named.id, signature.head + ALGORITHM, KEY_ID_BYTES);
    char name[KEY_ID_TEXT];
    sign_key_name(&named, name);
    bool is_known = false;
    for (size_t i = 0; i < key_count; i++) {
        if (memcmp(keys[i].id, named.id, KEY_ID_BYTES) != 0) {
            continue;
        }
        is_known = true;
        if (file_holds(&signature, what, &keys[i]) && comment_holds(&signature, &keys[i])) {
            *by = i;
            if (comment != NULL) {
                str_add_bytes(comment, signature.comment.text, signature.comment.length);
            }
            return true;
        }
    }
    return is_known ? error_set(err, ERROR_CONFIG,
                                "does not fit: what it signs was changed since (key %s)", name)
                    : error_set(err, ERROR_CONFIG,
                                "was made with key %s, which is not trusted here", name);
}
