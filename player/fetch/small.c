// Manifest, signatures and keys: into memory first, then into the download folder.
#include "fetch/round.h"

#include "base/mem.h"
#include "bundle/hash.h"

#include <stdlib.h>
#include <string.h>

static bool begin_text(void *self, int64_t from, struct error *err)
{
    (void)self;
    (void)from;
    (void)err;
    return true;
}

static bool take_text(void *self, const void *piece, size_t length, struct error *err)
{
    (void)err;
    str_add_bytes(self, piece, length);
    return true;
}

// What came; to be let go by str_fini(&text).
struct small {
    struct str text;
    struct get_reply reply;
};

static enum got get_small(struct round *self, const char *name, int64_t limit,
                          const struct validators *unless, struct small *out)
{
    struct error err = {0};
    struct get get = {.unless = unless,
                      .limit = limit,
                      .begin = begin_text,
                      .take = take_text,
                      .self = &out->text};
    enum got got = round_get(self, name, &get, &out->reply, &err);
    if (got == GOT_ERROR || got == GOT_NO_RANGE) {
        (void)round_fail(self, name, &err);
        got = GOT_ERROR;
    }
    return got;
}

// --- the manifest ------------------------------------------------------------------------------

// The validators are those of a file that must still be here.
static void check_seen(struct round *self)
{
    size_t length = 0;
    char found[SHA256_TEXT] = "";
    char *bytes = download_read(&self->download, "manifest", MANIFEST_LIMIT, &length);
    if (bytes != NULL) {
        hash_bytes(bytes, length, found);
    }
    free(bytes);
    if (strcmp(self->seen.url, self->terms->url) != 0 || strcmp(self->seen.manifest, found) != 0) {
        self->seen = (struct seen){.answer = 0};
    }
}

static bool keep_manifest(struct round *self, const struct small *small, bool *is_changed)
{
    struct error err = {0};
    char found[SHA256_TEXT];
    hash_bytes(str_text(&small->text), small->text.length, found);
    *is_changed = strcmp(self->seen.manifest, found) != 0;
    if (*is_changed) {
        self->seen = (struct seen){.answer = 0};
        strncpy(self->seen.url, self->terms->url, sizeof self->seen.url - 1);
        memcpy(self->seen.manifest, found, sizeof found);
    }
    self->seen.validators = small->reply.validators;
    return !*is_changed ||
           download_put(&self->download, "manifest", str_text(&small->text), small->text.length,
                        &err) ||
           round_refuse(self, ACCEPT_STORE, &err);
}

bool round_get_manifest(struct round *self, bool *is_changed)
{
    struct small small = {.text = {0}};
    check_seen(self);
    bool is_asked = self->seen.url[0] != '\0';
    enum got got = get_small(self, "manifest", MANIFEST_LIMIT, &self->seen.validators, &small);
    bool is_good = got == GOT_UNCHANGED && is_asked;
    *is_changed = false;
    if (got == GOT_IT) {
        is_good = keep_manifest(self, &small, is_changed);
    } else if (got != GOT_ERROR && !is_good) {
        struct error err = {0};
        error_set(&err, ERROR_BUSY, "there is none at %s", self->terms->url);
        round_fail(self, "manifest", &err);
    }
    str_fini(&small.text);
    return is_good;
}

// --- signatures and keys -----------------------------------------------------------------------

// `head`: a text that begins otherwise is a web server's way to say that it has no such file.
static bool keep(struct round *self, const char *name, int64_t limit, const char *head,
                 bool *is_there)
{
    struct error err = {0};
    struct small small = {.text = {0}};
    enum got got = get_small(self, name, limit, NULL, &small);
    const char *text = str_text(&small.text);
    *is_there = got == GOT_IT && strncmp(text, head, strlen(head)) == 0;
    bool is_good = got != GOT_ERROR;
    if (is_good &&
        !download_put(&self->download, name, *is_there ? text : NULL, small.text.length, &err)) {
        is_good = round_refuse(self, ACCEPT_STORE, &err);
    }
    str_fini(&small.text);
    return is_good;
}

static bool keep_all(struct round *self, const char *const *names, size_t count)
{
    bool is_good = true;
    bool is_there = false;
    for (size_t i = 0; is_good && i < count; i++) {
        is_good = keep(self, names[i], SIGNATURE_FILE_LIMIT, "untrusted comment:", &is_there);
    }
    return is_good;
}

bool round_get_signatures(struct round *self)
{
    static const char *const of_manifest[] = {"manifest.minisig", "manifest.approve.minisig"};
    static const char *const of_keys[] = {"keys.old.minisig", "keys.old-approve.minisig",
                                          "keys.new.minisig", "keys.new-approve.minisig"};
    bool has_keys = false;
    return keep_all(self, of_manifest, 2) &&
           keep(self, "keys", KEYS_FILE_LIMIT, "#xiaolaba-keys", &has_keys) &&
           (!has_keys || keep_all(self, of_keys, 4));
}
