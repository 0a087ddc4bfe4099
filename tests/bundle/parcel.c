// Making and signing bundles.
#include "parcel.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/hash.h"
#include "support/test.h"

struct signer signer_make(unsigned char number)
{
    struct signer self = {0};
    unsigned char seed[crypto_sign_SEEDBYTES] = {number};
    crypto_sign_seed_keypair(self.public.key, self.secret, seed);
    memset(self.public.id, number, sizeof self.public.id);
    return self;
}

static void add_base64(struct str *out, const void *bytes, size_t length)
{
    char text[512];
    sodium_bin2base64(text, sizeof text, bytes, length, sodium_base64_VARIANT_ORIGINAL);
    str_addf(out, "%s\n", text);
}

char *signer_sign(const struct signer *self, const void *bytes, size_t length, const char *comment,
                  bool is_legacy)
{
    unsigned char head[2 + KEY_ID_BYTES + crypto_sign_BYTES];
    unsigned char hash[64];
    memcpy(head, is_legacy ? "Ed" : "ED", 2);
    memcpy(head + 2, self->public.id, KEY_ID_BYTES);
    unsigned char *signature = head + 2 + KEY_ID_BYTES;
    crypto_generichash(hash, sizeof hash, bytes, length, NULL, 0);
    if (is_legacy) {
        crypto_sign_detached(signature, NULL, bytes, length, self->secret);
    } else {
        crypto_sign_detached(signature, NULL, hash, sizeof hash, self->secret);
    }
    struct str whole = {0};
    str_add_bytes(&whole, signature, crypto_sign_BYTES);
    str_add(&whole, comment);
    unsigned char global[crypto_sign_BYTES];
    crypto_sign_detached(global, NULL, (const unsigned char *)whole.text, whole.length,
                         self->secret);
    str_fini(&whole);
    struct str text = {0};
    str_add(&text, "untrusted comment: signature from a test\n");
    add_base64(&text, head, sizeof head);
    str_addf(&text, "trusted comment: %s\n", comment);
    add_base64(&text, global, sizeof global);
    return str_take(&text);
}

// --- parcels -----------------------------------------------------------------------------------

void parcel_begin(struct parcel *self, int64_t seq)
{
    *self = (struct parcel){.folder = test_folder_make()};
    self->manifest = (struct manifest){
        .fleet = mem_copy("hinggan-ga"), .release = {1, seq}, .min_player = mem_copy("0.1.0")};
    assert_true(manifest_time_parse("2026-09-01T00:00:00Z", &self->manifest.created));
    assert_true(manifest_time_parse("2027-03-01T00:00:00Z", &self->manifest.expires));
    char *blobs = file_join(self->folder, "blob");
    struct error err = {0};
    assert_true(file_make_folders(blobs, &err));
    free(blobs);
}

void parcel_put(struct parcel *self, const char *name, const void *bytes, size_t length)
{
    struct error err = {0};
    char *path = file_join(self->folder, name);
    assert_true(file_write(path, bytes, length, &err));
    free(path);
}

struct manifest_file *parcel_add(struct parcel *self, enum bundle_kind kind, const char *name,
                                 const void *bytes, size_t length)
{
    struct manifest *manifest = &self->manifest;
    manifest->files =
        mem_resize(manifest->files, manifest->file_count + 1, sizeof *manifest->files);
    struct manifest_file *file = &manifest->files[manifest->file_count++];
    *file = (struct manifest_file){.size = (int64_t)length, .kind = kind, .name = mem_copy(name)};
    hash_bytes(bytes, length, file->sha256);
    manifest->total += file->size;
    if (kind == BUNDLE_PLAYLIST && manifest->playlist[0] == '\0') {
        memcpy(manifest->playlist, file->sha256, SHA256_TEXT);
    }
    char *path = mem_format("blob/%s", file->sha256);
    parcel_put(self, path, bytes, length);
    free(path);
    return file;
}

void parcel_add_hall(struct parcel *self, const char *slogan)
{
    char *text = mem_format("text = \"%s\";\n", slogan);
    parcel_add(self, BUNDLE_PLAYLIST, "hall.cfg", text, strlen(text));
    free(text);
}

static void sign(struct parcel *self, const char *text, const char *name,
                 const struct signer *signer)
{
    char *minisig = signer_sign(signer, text, strlen(text), "宣传内容", false);
    parcel_put(self, name, minisig, strlen(minisig));
    free(minisig);
}

void parcel_seal_text(struct parcel *self, const char *text, const struct signer *author)
{
    parcel_put(self, "manifest", text, strlen(text));
    sign(self, text, "manifest.minisig", author);
}

void parcel_seal(struct parcel *self, const struct signer *author, const struct signer *approver)
{
    struct str text = {0};
    manifest_print(&self->manifest, &text);
    parcel_seal_text(self, text.text, author);
    if (approver != NULL) {
        sign(self, text.text, "manifest.approve.minisig", approver);
    }
    str_fini(&text);
}

void parcel_end(struct parcel *self)
{
    for (size_t i = 0; i < self->manifest.file_count; i++) {
        free(self->manifest.files[i].name);
    }
    free(self->manifest.files);
    free(self->manifest.fleet);
    free(self->manifest.site);
    free(self->manifest.min_player);
    test_folder_remove(self->folder);
}

struct wall parcel_time(const char *text)
{
    struct wall time = {0};
    assert_true(manifest_time_parse(text, &time));
    return time;
}

struct keys keys_of(const struct signer *author, const struct signer *approver, int64_t number)
{
    struct keys keys = {.fleet = "hinggan-ga", .number = number};
    keys.rings[ROLE_AUTHOR] = (struct key_ring){{author->public}, 1};
    if (approver != NULL) {
        keys.rings[ROLE_APPROVER] = (struct key_ring){{approver->public}, 1};
    }
    return keys;
}
