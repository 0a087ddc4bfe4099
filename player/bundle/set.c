// From a manifest to a playlist that can be played.
#include "bundle/set.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/hash.h"
#include "playlist/files.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PLAYLIST_LIMIT = 16 * 1024 * 1024 };

struct placing {
    const struct manifest *manifest;
    const char *blobs;
    const char *playlist; // its name
    struct troubles *troubles;
};

bool set_blob_is_right(const char *path, const char *sha256, int64_t size, struct error *err)
{
    char found[SHA256_TEXT];
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &about) != 0) {
        error_set(err, ERROR_MEDIA, "%s: %s", path, strerror(errno));
    } else if (!S_ISREG(about.st_mode) || about.st_size != size) {
        error_set(err, ERROR_MEDIA, "%s: has another size than was signed", path);
    } else if (hash_descriptor(fd, size, found, err) && strcmp(found, sha256) != 0) {
        error_set(err, ERROR_MEDIA, "%s: its bytes are not those that were signed", path);
    } else if (err->code == 0) {
        close(fd);
        return true;
    }
    if (fd >= 0) {
        close(fd);
    }
    return false;
}

// Media are looked at when they are opened, again and again; this is read once, by others.
static bool is_read_once(enum bundle_kind kind)
{
    return kind == BUNDLE_FONT || kind == BUNDLE_CALENDAR || kind == BUNDLE_CASES;
}

static void place_file(void *self, const struct file_ref *ref)
{
    struct placing *placing = self;
    char *name = manifest_name("", *ref->path);
    const struct manifest_file *file = name != NULL ? manifest_find(placing->manifest, name) : NULL;
    free(name);
    if (file == NULL || file->kind != bundle_kind_of(ref->use)) {
        troubles_add(placing->troubles, TROUBLE_ERROR, placing->playlist, ref->line, NULL,
                     "pack the playlist again", "“%s” is not in the bundle%s", *ref->path,
                     file == NULL ? "" : " as what it is used for");
        return;
    }
    free(*ref->path);
    *ref->path = mem_format("%s/%s", placing->blobs, file->sha256);
    if (ref->sha256 != NULL) {
        memcpy(ref->sha256, file->sha256, SHA256_TEXT);
    }
    struct error err = {0};
    if (is_read_once(file->kind) &&
        !set_blob_is_right(*ref->path, file->sha256, file->size, &err)) {
        troubles_add(placing->troubles, TROUBLE_ERROR, placing->playlist, ref->line, NULL, NULL,
                     "“%s”: %s", file->name, err.text);
    }
}

struct playlist *set_playlist(const struct manifest *manifest, const struct manifest_file *file,
                              const char *blobs, struct troubles *troubles)
{
    char *path = mem_format("%s/%s", blobs, file->sha256);
    char *bytes = NULL;
    size_t length = 0;
    char found[SHA256_TEXT] = "";
    struct error err = {0};
    struct playlist *playlist = NULL;
    bool is_read = file_read(path, PLAYLIST_LIMIT, &bytes, &length, &err);
    if (is_read) {
        hash_bytes(bytes, length, found);
    }
    if (is_read && strcmp(found, file->sha256) == 0) { // the very bytes that are parsed
        playlist = playlist_parse(file->name, bytes, length, troubles);
    } else {
        troubles_add(troubles, TROUBLE_ERROR, file->name, 0, NULL, NULL, "%s",
                     is_read ? "its bytes are not those that were signed" : err.text);
    }
    free(bytes);
    free(path);
    if (playlist != NULL) {
        size_t before = troubles_errors(troubles);
        struct placing placing = {manifest, blobs, file->name, troubles};
        playlist_each_file(playlist, place_file, &placing);
        if (troubles_errors(troubles) > before) {
            playlist_free(playlist);
            playlist = NULL;
        }
    }
    return playlist;
}

// --- a set that was accepted -------------------------------------------------------------------

static bool read_part(const struct content *content, const struct set_id *set, const char *name,
                      size_t limit, char **bytes, size_t *length, struct error *err)
{
    char *path = content_set_path(content, set, name);
    bool is_read = file_read(path, limit, bytes, length, err);
    free(path);
    return is_read;
}

static bool is_allowed(const struct content *content, const struct set_id *set, const char *bytes,
                       size_t length, struct error *err)
{
    static const char *const names[] = {
        [ROLE_AUTHOR] = "manifest.minisig", [ROLE_APPROVER] = "manifest.approve.minisig"};
    struct signatures signatures = {0};
    struct error ignored = {0};
    char *texts[KEY_ROLES + 1] = {0};
    for (enum key_role role = ROLE_AUTHOR; role <= ROLE_APPROVER; role++) {
        (void)!read_part(content, set, names[role], SIGNATURE_FILE_LIMIT, &texts[role],
                         &signatures.lengths[role], &ignored);
        signatures.texts[role] = texts[role];
    }
    struct keys keys;
    bool is_there = false;
    bool is_good = content_keys(content, &keys, &is_there, &ignored) && is_there &&
                   keys_allow(&keys, bytes, length, &signatures, err);
    if (!is_good) { // they were exchanged since
        *err = (struct error){0};
        is_good = content_set_keys(content, set, &keys, err) &&
                  keys_allow(&keys, bytes, length, &signatures, err);
    }
    for (enum key_role role = ROLE_AUTHOR; role <= ROLE_APPROVER; role++) {
        free(texts[role]);
    }
    return is_good;
}

struct manifest *set_manifest(const struct content *content, const struct set_id *set,
                              struct error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    struct manifest *manifest = NULL;
    if (read_part(content, set, "manifest", MANIFEST_LIMIT, &bytes, &length, err) &&
        is_allowed(content, set, bytes, length, err)) {
        manifest = manifest_parse(bytes, length, err);
    }
    free(bytes);
    return manifest;
}
