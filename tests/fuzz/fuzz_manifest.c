// Any bytes, read as the manifest of a bundle: no crash, no hang, and what is accepted keeps the
// promises of manifest.h and is exactly what would be printed. Built like fuzz_playlist.c.
#include "base/utf8.h"
#include "bundle/manifest.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check_file(const struct manifest *manifest, const struct manifest_file *file)
{
    assert(file->size >= 0 && file->size <= MANIFEST_FILE_LIMIT);
    assert(bundle_kind_name(file->kind) != NULL);
    assert(strspn(file->sha256, "0123456789abcdef") == 64 && strlen(file->sha256) == 64);
    size_t length = strlen(file->name);
    assert(length > 0 && length <= MANIFEST_NAME);
    assert(utf8_valid_length(file->name, length) == length);
    assert(strpbrk(file->name, "\r\n\t\x1b\x7f") == NULL);
    assert(manifest_find(manifest, file->name) == file);
}

static void check(const struct manifest *manifest, const char *bytes, size_t size)
{
    int64_t total = 0;
    struct str text = {0};
    assert(manifest->file_count > 0 && manifest->file_count <= MANIFEST_FILES);
    assert(manifest->release.epoch >= 0 && manifest->release.seq >= 0);
    assert(version_is_valid(manifest->min_player));
    assert(manifest_playlist(manifest, NULL)->kind == BUNDLE_PLAYLIST);
    for (size_t i = 0; i < manifest->file_count; i++) {
        check_file(manifest, &manifest->files[i]);
        total += manifest->files[i].size;
    }
    assert(total == manifest->total);
    manifest_print(manifest, &text);
    assert(text.length == size && memcmp(text.text, bytes, size) == 0);
    str_fini(&text);
}

// The same bytes as what a playlist calls itself and a file of its own.
static void check_name(const char *bytes, size_t size)
{
    size_t half = size / 2;
    char *playlist = strndup(bytes, half);
    char *path = strndup(bytes + half, size - half);
    char *name = manifest_name(playlist, path);
    if (name != NULL) { // within the bundle
        assert(name[0] != '\0' && name[0] != '/' && strstr(name, "//") == NULL);
        assert(strcmp(name, "..") != 0 && strncmp(name, "../", 3) != 0);
        assert(strstr(name, "/../") == NULL && strstr(name, "/./") == NULL);
        char *again = manifest_name("", name);
        assert(again != NULL && strcmp(again, name) == 0);
        free(again);
    }
    free(name);
    free(path);
    free(playlist);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct error err = {0};
    struct manifest *manifest = manifest_parse(bytes, size, &err);
    assert((manifest == NULL) == (err.code == ERROR_CONFIG));
    if (manifest != NULL) {
        check(manifest, bytes, size);
    }
    manifest_free(manifest);
    check_name(bytes, size < 400 ? size : 400);
    return 0;
}
