// The one door: which bundles can be used as they are, and what is left behind.
#include "base/file.h"
#include "base/mem.h"
#include "door.h"
#include "support/test.h"

#include <sys/stat.h>
#include <unistd.h>

// --- what passes -------------------------------------------------------------------------------

static void a_signed_bundle_is_installed_and_stays(void **state)
{
    struct door *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    assert_shown(self, "刷单就是诈骗");
    assert_answered(self, ACCEPT_ALREADY);
    door_next_parcel(self, 8, "裸聊必被敲诈");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    assert_shown(self, "裸聊必被敲诈");
    assert_false(content_trial(self->content).is_good);
}

static void a_damaged_file_is_mended_by_the_same_bundle(void **state)
{
    struct door *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    char *path = mem_format("%s/blob/%s", content_folder(self->content),
                            self->parcel.manifest.files[0].sha256);
    struct error err = {0};
    char *damaged = mem_copy("text = \"另外的话，长度相同\";\n");
    assert_true(file_write(path, damaged, (size_t)self->parcel.manifest.files[0].size, &err));
    free(damaged);
    free(path);
    assert_answered(self, ACCEPT_ALREADY);
    assert_shown(self, "刷单就是诈骗");
}

static void a_trial_keeps_nothing(void **state)
{
    struct door *self = *state;
    self->terms.is_trial = true;
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_GOOD);
    assert_string_equal(content_current(self->content).text, "");
}

static void a_look_needs_no_file_and_keeps_nothing(void **state)
{
    struct door *self = *state;
    struct accepted accepted;
    struct manifest *manifest = NULL;
    parcel_seal(&self->parcel, &self->author, NULL);
    char *blobs = file_join(self->parcel.folder, "blob");
    char *moved = file_join(self->parcel.folder, "moved");
    assert_int_equal(rename(blobs, moved), 0);
    assert_true(
        accept_look(self->content, self->parcel.folder, &self->terms, &accepted, &manifest));
    assert_int_equal(accepted.answer, ACCEPT_GOOD);
    assert_int_equal(manifest->release.seq, 7);
    manifest_free(manifest);
    assert_int_equal(rename(moved, blobs), 0);
    assert_string_equal(content_current(self->content).text, "");
    assert_answered(self, ACCEPT_INSTALLED);
    assert_true(
        accept_look(self->content, self->parcel.folder, &self->terms, &accepted, &manifest));
    assert_int_equal(accepted.answer, ACCEPT_ALREADY);
    manifest_free(manifest);
    door_next_parcel(self, 8, "新");
    parcel_seal(&self->parcel, &self->stranger, NULL);
    assert_false(
        accept_look(self->content, self->parcel.folder, &self->terms, &accepted, &manifest));
    assert_int_equal(accepted.answer, ACCEPT_UNSIGNED);
    assert_null(manifest);
    free(moved);
    free(blobs);
}

static void a_used_up_folder_gives_its_files(void **state)
{
    struct door *self = *state;
    struct error err = {0};
    self->terms.uses_up = true;
    parcel_seal(&self->parcel, &self->author, NULL);
    char *path =
        mem_format("%s/blob/%s", self->parcel.folder, self->parcel.manifest.files[0].sha256);
    char *text = mem_copy("text = \"另外的话，长度相同\";\n");
    assert_true(file_write(path, text, (size_t)self->parcel.manifest.files[0].size, &err));
    assert_refused(self, ACCEPT_BLOB);
    free(text);
    free(path);
    door_next_parcel(self, 7, "刷单就是诈骗");
    parcel_seal(&self->parcel, &self->author, NULL);
    path = mem_format("%s/blob/%s", self->parcel.folder, self->parcel.manifest.files[0].sha256);
    assert_answered(self, ACCEPT_INSTALLED);
    assert_shown(self, "刷单就是诈骗");
    assert_false(file_exists(path));
    free(path);
}

static void going_back_sets_the_newer_one_aside(void **state)
{
    struct door *self = *state;
    struct error err = {0};
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    assert_false(content_go_back(self->content, "for a test", &err));
    door_next_parcel(self, 8, "裸聊必被敲诈");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    assert_true(content_go_back(self->content, "for a test", &err));
    assert_shown(self, "刷单就是诈骗");
    assert_refused(self, ACCEPT_OLD);
    self->terms.takes_aside = true;
    assert_answered(self, ACCEPT_INSTALLED);
    assert_shown(self, "裸聊必被敲诈");
}

// --- files -------------------------------------------------------------------------------------

static char *blob_path(struct door *self, size_t file)
{
    return mem_format("%s/blob/%s", self->parcel.folder, self->parcel.manifest.files[file].sha256);
}

static void one_bad_file_refuses_all(void **state)
{
    struct door *self = *state;
    struct error err = {0};
    parcel_add(&self->parcel, BUNDLE_CASES, "cases.csv", "abc", 3);
    parcel_seal(&self->parcel, &self->author, NULL);
    char *path = blob_path(self, 1);
    assert_true(file_write(path, "abd", 3, &err));
    assert_refused(self, ACCEPT_BLOB);
    assert_true(file_write(path, "ab", 2, &err));
    assert_refused(self, ACCEPT_BLOB);
    assert_true(file_write(path, "abcd", 4, &err));
    assert_refused(self, ACCEPT_BLOB);
    unlink(path);
    assert_refused(self, ACCEPT_BLOB);
    char *elsewhere = test_file(self->folder, "abc", "abc");
    assert_int_equal(symlink(elsewhere, path), 0);
    assert_refused(self, ACCEPT_BLOB);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_refused(self, ACCEPT_BLOB);
    unlink(path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_refused(self, ACCEPT_BLOB);
    assert_int_equal(rmdir(path), 0);
    assert_true(file_write(path, "abc", 3, &err));
    assert_answered(self, ACCEPT_INSTALLED);
    free(elsewhere);
    free(path);
}

static void links_in_the_folder_lead_nowhere(void **state)
{
    struct door *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    char *blobs = file_join(self->parcel.folder, "blob");
    char *moved = file_join(self->folder, "moved");
    assert_int_equal(rename(blobs, moved), 0);
    assert_int_equal(symlink(moved, blobs), 0);
    assert_refused(self, ACCEPT_BLOB);
    char *manifest = file_join(self->parcel.folder, "manifest");
    char *real = file_join(self->folder, "real");
    assert_int_equal(rename(manifest, real), 0);
    assert_int_equal(symlink(real, manifest), 0);
    assert_refused(self, ACCEPT_UNREADABLE);
    free(real);
    free(manifest);
    free(moved);
    free(blobs);
}

static void a_playlist_that_cannot_be_used_refuses_all(void **state)
{
    struct door *self = *state;
    const char *text = "items = ( { file = \"films/a.mp4\"; } );\n";
    parcel_add(&self->parcel, BUNDLE_PLAYLIST, "other.cfg", text, strlen(text));
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_PLAYLIST); // its film is not there
    parcel_add(&self->parcel, BUNDLE_VIDEO, "films/a.mp4", "film", 4);
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
}

static bool cannot_be_played(void *self, const char *path, const char *sha256, struct error *err)
{
    (void)self;
    assert_true(file_exists(path));
    assert_int_equal(strlen(sha256), 64);
    return error_set(err, ERROR_MEDIA, "no picture in it");
}

static void a_medium_that_cannot_be_played_refuses_all(void **state)
{
    struct door *self = *state;
    parcel_add(&self->parcel, BUNDLE_VIDEO, "films/a.mp4", "film", 4);
    parcel_seal(&self->parcel, &self->author, NULL);
    self->terms.try_medium = cannot_be_played;
    assert_refused(self, ACCEPT_MEDIUM);
}

static void two_imports_do_not_meet(void **state)
{
    struct door *self = *state;
    struct error err = {0};
    struct content *other = content_open(content_folder(self->content), false, &err);
    assert_true(content_lock(other, &err));
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_BUSY);
    content_unlock(other);
    assert_answered(self, ACCEPT_INSTALLED);
    content_close(other);
}

// --- what is left behind -----------------------------------------------------------------------

// As a player says after a minute.
static void what_is_on_proves_itself(struct door *self)
{
    struct error err = {0};
    const struct set_trial trial = {.set = content_current(self->content), .is_good = true};
    assert_true(content_put_trial(self->content, &trial, &err));
}

static void old_files_are_swept_with_the_next_but_one(void **state)
{
    struct door *self = *state;
    char paths[3][512];
    for (int i = 0; i < 3; i++) {
        door_next_parcel(self, 10 + i, i == 0 ? "一" : i == 1 ? "二" : "三");
        parcel_seal(&self->parcel, &self->author, NULL);
        assert_answered(self, ACCEPT_INSTALLED);
        what_is_on_proves_itself(self);
        snprintf(paths[i], sizeof paths[i], "%s/blob/%s", content_folder(self->content),
                 self->parcel.manifest.files[0].sha256);
    }
    door_next_parcel(self, 13, "四");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    assert_false(file_exists(paths[0]));
    assert_true(file_exists(paths[2])); // the previous one
    assert_shown(self, "四");
}

static void what_a_power_cut_left_half_written_is_swept(void **state)
{
    struct door *self = *state;
    struct error err = {0};
    char *path = content_path(self->content, "keys.Xy1z2A");
    assert_true(file_write(path, "#xia", 4, &err));
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    assert_false(file_exists(path));
    free(path);
    assert_shown(self, "刷单就是诈骗");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, door_build, door_tear_down)
        TEST(a_signed_bundle_is_installed_and_stays),
        TEST(a_damaged_file_is_mended_by_the_same_bundle),
        TEST(a_trial_keeps_nothing),
        TEST(a_look_needs_no_file_and_keeps_nothing),
        TEST(a_used_up_folder_gives_its_files),
        TEST(going_back_sets_the_newer_one_aside),
        TEST(one_bad_file_refuses_all),
        TEST(links_in_the_folder_lead_nowhere),
        TEST(a_playlist_that_cannot_be_used_refuses_all),
        TEST(a_medium_that_cannot_be_played_refuses_all),
        TEST(two_imports_do_not_meet),
        TEST(old_files_are_swept_with_the_next_but_one),
        TEST(what_a_power_cut_left_half_written_is_swept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
