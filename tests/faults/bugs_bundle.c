// More mistakes (bugs.c), around bundles.
#include "bugs_bundle.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/beneath.h"
#include "bundle/content.h"
#include "bundle/hash.h"
#include "bundle/keys.h"
#include "bundle/manifest.h"
#include "bundle/signature.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void (*bugs_when_checked)(void);
const char *bugs_stick;

static bool has_bug(const char *name)
{
    static const char *chosen;
    if (chosen == NULL) {
        chosen = getenv("XIAOLABA_SEEDED_BUG");
        chosen = chosen != NULL ? chosen : "";
    }
    return strcmp(chosen, name) == 0;
}

// --- durability --------------------------------------------------------------------------------

bool bugs_skip_sync(bool is_folder)
{
    return is_folder ? has_bug("syncs-no-folder") : has_bug("syncs-no-file");
}

// The mark follows the switch.
static struct mark late;
static bool is_late;

bool __real_content_put_mark(struct content *self, const struct mark *mark, struct error *err);
bool __wrap_content_put_mark(struct content *self, const struct mark *mark, struct error *err);
bool __wrap_content_put_mark(struct content *self, const struct mark *mark, struct error *err)
{
    if (has_bug("marks-late")) {
        late = *mark;
        is_late = true;
        return true;
    }
    return __real_content_put_mark(self, mark, err);
}

bool __real_content_switch(struct content *self, const struct set_id *next, bool on_trial,
                           struct error *err);
bool __wrap_content_switch(struct content *self, const struct set_id *next, bool on_trial,
                           struct error *err);
bool __wrap_content_switch(struct content *self, const struct set_id *next, bool on_trial,
                           struct error *err)
{
    bool is_done = __real_content_switch(self, next, on_trial, err);
    if (is_done && is_late) {
        is_late = false;
        is_done = __real_content_put_mark(self, &late, err);
    }
    return is_done;
}

// --- signatures --------------------------------------------------------------------------------

// A legacy signature is over the bytes themselves.
static bool is_legacy(const struct signed_bytes *what, const struct sign_key *keys, size_t count)
{
    unsigned char head[2 + KEY_ID_BYTES + crypto_sign_BYTES];
    size_t got = 0;
    const char *line = memchr(what->minisig, '\n', what->minisig_length);
    if (line == NULL ||
        sodium_base642bin(head, sizeof head, line + 1, strcspn(line + 1, "\n"), NULL, &got, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        got != sizeof head || memcmp(head, "Ed", 2) != 0) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (crypto_sign_verify_detached(head + 2 + KEY_ID_BYTES, what->bytes, what->length,
                                        keys[i].key) == 0) {
            return true;
        }
    }
    return false;
}

bool __real_signature_check(const struct signed_bytes *what, const struct sign_key *keys,
                            size_t key_count, size_t *by, struct str *comment, struct error *err);
bool __wrap_signature_check(const struct signed_bytes *what, const struct sign_key *keys,
                            size_t key_count, size_t *by, struct str *comment, struct error *err);
bool __wrap_signature_check(const struct signed_bytes *what, const struct sign_key *keys,
                            size_t key_count, size_t *by, struct str *comment, struct error *err)
{
    return (has_bug("accepts-legacy") && is_legacy(what, keys, key_count)) ||
           __real_signature_check(what, keys, key_count, by, comment, err);
}

bool __real_keys_allow(const struct keys *self, const void *bytes, size_t length,
                       const struct signatures *signatures, struct error *err);
bool __wrap_keys_allow(const struct keys *self, const void *bytes, size_t length,
                       const struct signatures *signatures, struct error *err);
bool __wrap_keys_allow(const struct keys *self, const void *bytes, size_t length,
                       const struct signatures *signatures, struct error *err)
{
    struct keys keys = *self;
    if (has_bug("skips-approver")) {
        keys.rings[ROLE_APPROVER].count = 0;
    }
    bool is_allowed =
        has_bug("skips-signatures") || __real_keys_allow(&keys, bytes, length, signatures, err);
    if (bugs_when_checked != NULL) {
        bugs_when_checked();
    }
    return is_allowed;
}

// What was checked is read once more, to be used.
struct manifest *__real_manifest_parse(const char *bytes, size_t length, struct error *err);
struct manifest *__wrap_manifest_parse(const char *bytes, size_t length, struct error *err);
struct manifest *__wrap_manifest_parse(const char *bytes, size_t length, struct error *err)
{
    char *again = NULL;
    struct error ignored = {0};
    char *path =
        has_bug("reads-twice") && bugs_stick != NULL ? file_join(bugs_stick, "manifest") : NULL;
    bool is_read = path != NULL && file_read(path, MANIFEST_LIMIT, &again, &length, &ignored);
    struct manifest *manifest = __real_manifest_parse(is_read ? again : bytes, length, err);
    free(again);
    free(path);
    return manifest;
}

// --- releases and bytes ------------------------------------------------------------------------

bool __real_content_mark(const struct content *self, struct mark *out, struct error *err);
bool __wrap_content_mark(const struct content *self, struct mark *out, struct error *err);
bool __wrap_content_mark(const struct content *self, struct mark *out, struct error *err)
{
    bool is_read = __real_content_mark(self, out, err);
    if (is_read && has_bug("has-no-mark")) {
        *out = (struct mark){.release = {-1, -1}};
    }
    return is_read;
}

// Whatever the bytes are, they are what the name says.
bool __real_hash_file(int fd, int64_t size, hash_visitor *visitor, void *visitor_self, char out[65],
                      struct error *err);
bool __wrap_hash_file(int fd, int64_t size, hash_visitor *visitor, void *visitor_self, char out[65],
                      struct error *err);
bool __wrap_hash_file(int fd, int64_t size, hash_visitor *visitor, void *visitor_self, char out[65],
                      struct error *err)
{
    char path[512];
    char link[32];
    bool is_read = __real_hash_file(fd, size, visitor, visitor_self, out, err);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length =
        is_read && has_bug("compares-no-hash") ? readlink(link, path, sizeof path) : -1;
    if (length > 64) {
        memcpy(out, path + length - 64, 64);
    }
    return is_read;
}

int __real_beneath_open(int folder_fd, const char *name, int64_t *size, bool *is_missing,
                        struct error *err);
int __wrap_beneath_open(int folder_fd, const char *name, int64_t *size, bool *is_missing,
                        struct error *err);
int __wrap_beneath_open(int folder_fd, const char *name, int64_t *size, bool *is_missing,
                        struct error *err)
{
    struct stat about;
    int fd =
        has_bug("follows-links") ? openat(folder_fd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    if (fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode)) {
        *size = about.st_size;
        return fd;
    }
    if (fd >= 0) {
        close(fd);
    }
    return __real_beneath_open(folder_fd, name, size, is_missing, err);
}
