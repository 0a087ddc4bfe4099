// Looking into a content folder.
#include "stock.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/hash.h"
#include "bundle/set.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MOST = 16 * 1024 * 1024 };

// "path 9f86…", "path missing".
static void print_file(const char *folder, const char *name, struct str *out)
{
    char *path = file_join(folder, name);
    char *bytes = NULL;
    size_t length = 0;
    char sha256[65] = "missing";
    struct error ignored = {0};
    if (file_read(path, FILE_MOST, &bytes, &length, &ignored)) {
        hash_bytes(bytes, length, sha256);
    }
    str_addf(out, "%s %s\n", name, sha256);
    free(bytes);
    free(path);
}

static void print_set(const struct content *content, const struct set_id *set, struct str *out)
{
    static const char *const papers[] = {"manifest", "manifest.minisig", "manifest.approve.minisig",
                                         "keys"};
    char *bytes = NULL;
    size_t length = 0;
    struct error ignored = {0};
    for (size_t i = 0; set->text[0] != '\0' && i < sizeof papers / sizeof papers[0]; i++) {
        char *name = mem_format("set/%s/%s", set->text, papers[i]);
        print_file(content_folder(content), name, out);
        free(name);
    }
    char *path = content_set_path(content, set, "manifest");
    if (set->text[0] != '\0' && file_read(path, MANIFEST_LIMIT, &bytes, &length, &ignored)) {
        struct manifest *manifest = manifest_parse(bytes, length, &ignored);
        for (size_t i = 0; manifest != NULL && i < manifest->file_count; i++) {
            char *name = mem_format("blob/%s", manifest->files[i].sha256);
            print_file(content_folder(content), name, out);
            free(name);
        }
        manifest_free(manifest);
    }
    free(bytes);
    free(path);
}

char *stock_print(const struct content *content)
{
    static const char *const small[] = {"keys", "mark", "trial", "aside"};
    struct str out = {0};
    struct set_id current = content_current(content);
    struct set_id previous = content_previous(content);
    str_addf(&out, "current %s\nprevious %s\n", current.text, previous.text);
    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++) {
        print_file(content_folder(content), small[i], &out);
    }
    print_set(content, &current, &out);
    print_set(content, &previous, &out);
    return str_take(&out);
}

// --- playing -----------------------------------------------------------------------------------

static bool blobs_are_right(const struct manifest *manifest, const char *blobs, struct error *err)
{
    bool are = true;
    for (size_t i = 0; are && i < manifest->file_count; i++) {
        const struct manifest_file *file = &manifest->files[i];
        char *path = mem_format("%s/%s", blobs, file->sha256);
        are = set_blob_is_right(path, file->sha256, file->size, err);
        free(path);
    }
    return are;
}

char *stock_shown(const struct content *content, const struct set_id *set, struct error *err)
{
    char *slogan = NULL;
    char *blobs = content_path(content, "blob");
    struct troubles troubles = {0};
    struct manifest *manifest = set_manifest(content, set, err);
    struct playlist *playlist =
        manifest != NULL && blobs_are_right(manifest, blobs, err)
            ? set_playlist(manifest, manifest_playlist(manifest, NULL), blobs, &troubles)
            : NULL;
    if (playlist != NULL && playlist->item_count > 0) {
        slogan = mem_copy(playlist->items[0].text);
    } else if (troubles.count > 0) {
        error_set(err, ERROR_CONFIG, "%s", troubles.items[0].sentence);
    }
    playlist_free(playlist);
    troubles_fini(&troubles);
    manifest_free(manifest);
    free(blobs);
    return slogan;
}

// --- tidiness ----------------------------------------------------------------------------------

typedef bool entry_judge(const char *folder, const char *name, struct error *err);

static bool each_entry(const struct content *content, const char *folder, entry_judge *judge,
                       struct error *err)
{
    bool is_good = true;
    char *path = content_path(content, folder);
    DIR *entries = opendir(path);
    for (struct dirent *entry; is_good && entries != NULL && (entry = readdir(entries)) != NULL;) {
        is_good = entry->d_name[0] == '.' || judge(path, entry->d_name, err);
    }
    if (entries != NULL) {
        closedir(entries);
    }
    free(path);
    return is_good;
}

static bool is_named_rightly(const char *folder, const char *name, struct error *err)
{
    struct str found = {0};
    print_file(folder, name, &found);
    char *expected = mem_format("%s %s\n", name, name);
    bool is = str_is(str_text(&found), expected) ||
              error_set(err, ERROR_MEDIA, "stored file %s is another", name);
    free(expected);
    str_fini(&found);
    return is;
}

static bool is_left_over(const char *folder, const char *name, struct error *err)
{
    (void)folder;
    return error_set(err, ERROR_MEDIA, "%s is left in staging", name);
}

bool stock_is_tidy(const struct content *content, struct error *err)
{
    return each_entry(content, "blob", is_named_rightly, err) &&
           each_entry(content, "staging", is_left_over, err);
}
