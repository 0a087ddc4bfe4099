// From a set to what is played: every file in its place, and nothing that is not what was signed.
#include "base/file.h"
#include "base/mem.h"
#include "bundle/set.h"
#include "parcel.h"
#include "support/test.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
    struct parcel parcel;
    char *blobs;
};

static int begin(void **state)
{
    struct place *self = mem_zeroed(1, sizeof *self);
    parcel_begin(&self->parcel, 1);
    self->blobs = file_join(self->parcel.folder, "blob");
    *state = self;
    return 0;
}

static int end(void **state)
{
    struct place *self = *state;
    parcel_end(&self->parcel);
    free(self->blobs);
    free(self);
    return 0;
}

static void add_playlist(struct place *self, const char *text)
{
    parcel_add(&self->parcel, BUNDLE_PLAYLIST, "hall.cfg", text, strlen(text));
}

static char *blob_of(const struct place *self, size_t file)
{
    return mem_format("%s/%s", self->blobs, self->parcel.manifest.files[file].sha256);
}

static struct playlist *load(struct place *self, struct troubles *troubles)
{
    const struct manifest *manifest = &self->parcel.manifest;
    return set_playlist(manifest, manifest_playlist(manifest, NULL), self->blobs, troubles);
}

static void is_refused(struct place *self, const char *why)
{
    struct troubles troubles = {0};
    struct str said = {0};
    assert_null(load(self, &troubles));
    troubles_print(&troubles, &said);
    if (strstr(str_text(&said), why) == NULL) {
        fail_msg("“%s”, not “%s”", str_text(&said), why);
    }
    str_fini(&said);
    troubles_fini(&troubles);
}

// --- playlists ---------------------------------------------------------------------------------

static const char playlist_text[] = "font = \"f/a.ttf\";\n"
                                    "cases = \"./cases.csv\";\n"
                                    "items = ( { file = \"films/../films/a.mp4\"; },\n"
                                    "          { file = \"call.mp3\"; picture = \"p.png\"; } );\n";

static void add_all(struct place *self)
{
    add_playlist(self, playlist_text);
    parcel_add(&self->parcel, BUNDLE_VIDEO, "films/a.mp4", "film", 4);
    parcel_add(&self->parcel, BUNDLE_AUDIO, "call.mp3", "sound", 5);
    parcel_add(&self->parcel, BUNDLE_IMAGE, "p.png", "picture", 7);
    parcel_add(&self->parcel, BUNDLE_FONT, "f/a.ttf", "font", 4);
    parcel_add(&self->parcel, BUNDLE_CASES, "cases.csv", "cases", 5);
}

static void every_file_is_in_its_place_and_says_which_bytes(void **state)
{
    struct place *self = *state;
    struct troubles troubles = {0};
    add_all(self);
    struct playlist *playlist = load(self, &troubles);
    assert_non_null(playlist);
    const struct item *items = playlist->items;
    const char *const paths[] = {items[0].path, items[1].path, items[1].picture, playlist->fonts[0],
                                 playlist->cases.path};
    const char *const digests[] = {items[0].sha256, items[1].sha256, items[1].picture_sha256};
    for (size_t i = 0; i < 5; i++) {
        char *blob = blob_of(self, i + 1);
        assert_string_equal(paths[i], blob);
        free(blob);
    }
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(digests[i], self->parcel.manifest.files[i + 1].sha256);
    }
    playlist_free(playlist);
    troubles_fini(&troubles);
}

static void what_is_not_in_the_bundle_or_of_another_kind_is_not_played(void **state)
{
    struct place *self = *state;
    add_playlist(self, "items = ( { file = \"a.mp4\"; }, { file = \"../b.mp4\"; } );\n");
    is_refused(self, "“../b.mp4” is not in the bundle");
    is_refused(self, "“a.mp4” is not in the bundle");
    parcel_add(&self->parcel, BUNDLE_IMAGE, "a.mp4", "film", 4);
    is_refused(self, "“a.mp4” is not in the bundle as what it is used for");
}

static void put(const char *path, const char *text)
{
    struct error err = {0};
    assert_true(file_write(path, text, strlen(text), &err));
}

// Films and pictures are held against their digest by whoever opens them.
static void what_is_read_once_is_held_against_its_digest(void **state)
{
    struct place *self = *state;
    add_all(self);
    for (size_t file = 1; file < 6; file++) {
        struct troubles troubles = {0};
        char *blob = blob_of(self, file);
        char *kept = mem_format("%s.kept", blob);
        assert_int_equal(rename(blob, kept), 0);
        put(blob, "other bytes");
        if (file >= 4) {
            is_refused(self, "has another size than was signed");
        } else {
            struct playlist *playlist = load(self, &troubles);
            assert_non_null(playlist);
            playlist_free(playlist);
        }
        assert_int_equal(rename(kept, blob), 0);
        troubles_fini(&troubles);
        free(kept);
        free(blob);
    }
}

static void a_playlist_is_the_bytes_that_were_signed(void **state)
{
    struct place *self = *state;
    add_playlist(self, "text = \"刷单就是诈骗\";\n");
    char *blob = blob_of(self, 0);
    put(blob, "text = \"刷单就是赚钱\";\n");
    is_refused(self, "its bytes are not those that were signed");
    assert_int_equal(unlink(blob), 0);
    is_refused(self, strerror(ENOENT));
    assert_int_equal(truncate(blob, 0), -1);
    put(blob, "");
    assert_int_equal(truncate(blob, 17 * 1024 * 1024), 0);
    is_refused(self, "is larger than");
    free(blob);
}

static void what_no_reader_takes_is_no_playlist(void **state)
{
    struct place *self = *state;
    add_playlist(self, "items = (");
    is_refused(self, "hall.cfg");
}

// --- files -------------------------------------------------------------------------------------

static void a_file_is_right_by_size_and_bytes(void **state)
{
    struct place *self = *state;
    char sha256[65] = "";
    struct error err = {0};
    char *path = file_join(self->parcel.folder, "file");
    char *link = file_join(self->parcel.folder, "link");
    char *pipe = file_join(self->parcel.folder, "pipe");
    struct manifest_file *file = parcel_add(&self->parcel, BUNDLE_FONT, "f", "font", 4);
    memcpy(sha256, file->sha256, sizeof sha256);
    put(path, "font");
    assert_int_equal(symlink(path, link), 0);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_true(set_blob_is_right(path, sha256, 4, &err));
    const struct {
        const char *path;
        int64_t size;
        const char *why;
    } cases[] = {
        {path, 3, "has another size"},        {path, 5, "has another size"},
        {link, 4, strerror(ELOOP)},           {pipe, 0, "has another size"},
        {self->blobs, 4, "has another size"}, {"/nothing", 4, strerror(ENOENT)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        err = (struct error){0};
        assert_false(set_blob_is_right(cases[i].path, sha256, cases[i].size, &err));
        assert_non_null(strstr(err.text, cases[i].why));
    }
    put(path, "tnof");
    err = (struct error){0};
    assert_false(set_blob_is_right(path, sha256, 4, &err));
    assert_non_null(strstr(err.text, "its bytes are not those that were signed"));
    free(pipe);
    free(link);
    free(path);
}

// --- sets --------------------------------------------------------------------------------------

struct shelf {
    struct content *content;
    struct set_id set;
    struct signer author, next;
};

static void put_set(struct place *self, struct shelf *shelf, const struct keys *own)
{
    static const char *const names[] = {"manifest", "manifest.minisig"};
    struct error err = {0};
    struct str keys = {0};
    struct manifest *manifest = NULL;
    assert_true(content_make_folder(shelf->content, "set", &err));
    for (size_t i = 0; i < 2; i++) {
        char *bytes = NULL;
        size_t length = 0;
        char *from = file_join(self->parcel.folder, names[i]);
        assert_true(file_read(from, 65536, &bytes, &length, &err));
        if (i == 0) {
            manifest = manifest_parse(bytes, length, &err);
            shelf->set = set_id_of(manifest);
            char *folder = mem_format("set/%s", shelf->set.text);
            assert_true(content_make_folder(shelf->content, folder, &err));
            free(folder);
        }
        char *to = content_set_path(shelf->content, &shelf->set, names[i]);
        put(to, bytes);
        free(to);
        free(bytes);
        free(from);
    }
    keys_print(own, &keys);
    char *path = content_set_path(shelf->content, &shelf->set, "keys");
    put(path, keys.text);
    free(path);
    str_fini(&keys);
    manifest_free(manifest);
}

static bool is_valid(const struct shelf *shelf, const char *why)
{
    struct error err = {0};
    struct manifest *manifest = set_manifest(shelf->content, &shelf->set, &err);
    bool is = manifest != NULL;
    if (!is && strstr(err.text, why) == NULL) {
        fail_msg("“%s”, not “%s”", err.text, why);
    }
    manifest_free(manifest);
    return is;
}

static void a_set_is_valid_by_the_keys_in_force_or_its_own(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    struct shelf shelf = {.author = signer_make(1), .next = signer_make(2)};
    char *folder = file_join(self->parcel.folder, "content");
    shelf.content = content_open(folder, true, &err);
    const struct keys old = keys_of(&shelf.author, NULL, 1);
    const struct keys new = keys_of(&shelf.next, NULL, 2);
    parcel_add_hall(&self->parcel, "刷单就是诈骗");
    parcel_seal(&self->parcel, &shelf.author, NULL);
    put_set(self, &shelf, &old);
    assert_true(is_valid(&shelf, "")); // no key in force any more, and its own
    assert_true(content_put_keys(shelf.content, &old, &err));
    assert_true(is_valid(&shelf, ""));
    assert_true(content_put_keys(shelf.content, &new, &err));
    assert_true(is_valid(&shelf, "")); // they were exchanged since
    put_set(self, &shelf, &new);
    assert_false(is_valid(&shelf, "was made with key"));
    assert_true(content_put_keys(shelf.content, &old, &err));
    assert_true(is_valid(&shelf, ""));
    char *keys = content_set_path(shelf.content, &shelf.set, "keys");
    assert_int_equal(unlink(keys), 0);
    assert_true(is_valid(&shelf, ""));
    assert_true(content_put_keys(shelf.content, &new, &err));
    assert_false(is_valid(&shelf, "/keys"));
    free(keys);
    char *manifest = content_set_path(shelf.content, &shelf.set, "manifest");
    assert_int_equal(unlink(manifest), 0);
    assert_false(is_valid(&shelf, "/manifest"));
    free(manifest);
    content_close(shelf.content);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(every_file_is_in_its_place_and_says_which_bytes),
        TEST(what_is_not_in_the_bundle_or_of_another_kind_is_not_played),
        TEST(what_is_read_once_is_held_against_its_digest),
        TEST(a_playlist_is_the_bytes_that_were_signed),
        TEST(what_no_reader_takes_is_no_playlist),
        TEST(a_file_is_right_by_size_and_bytes),
        TEST(a_set_is_valid_by_the_keys_in_force_or_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
