// The one door: what passes, what is refused and why, and what is left behind.
#include "base/file.h"
#include "base/mem.h"
#include "bundle/set.h"
#include "parcel.h"
#include "support/test.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
    char *folder;
    struct content *content;
    struct signer author, approver, stranger;
    struct accept_terms terms;
    struct parcel parcel;
};

static struct wall at(const char *text)
{
    struct wall time = {0};
    assert_true(manifest_time_parse(text, &time));
    return time;
}

static int begin(void **state)
{
    struct place *self = mem_zeroed(1, sizeof *self);
    struct error err = {0};
    self->folder = test_folder_make();
    char *path = file_join(self->folder, "content");
    self->content = content_open(path, true, &err);
    free(path);
    assert_non_null(self->content);
    self->author = signer_make(1);
    self->approver = signer_make(2);
    self->stranger = signer_make(3);
    struct keys keys = keys_of(&self->author, NULL, 1);
    assert_true(content_put_keys(self->content, &keys, &err));
    self->terms = (struct accept_terms){
        .point_id = "nm-0001", .version = "0.1.0", .known = at("2026-10-01T00:00:00Z")};
    parcel_begin(&self->parcel, 7);
    parcel_add_hall(&self->parcel, "刷单就是诈骗");
    *state = self;
    return 0;
}

static int end(void **state)
{
    struct place *self = *state;
    parcel_end(&self->parcel);
    content_close(self->content);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

static void is_answered(struct place *self, enum accept_answer expected)
{
    struct accepted accepted;
    bool is_taken = accept_bundle(self->content, self->parcel.folder, &self->terms, &accepted);
    if (accepted.answer != expected) {
        print_error("%s: %s\n", accept_word(accepted.answer), accepted.why);
    }
    assert_int_equal(accepted.answer, expected);
    assert_int_equal(is_taken, !accept_is_refusal(expected));
    assert_int_equal(accepted.why[0] != '\0', accept_is_refusal(expected));
    accepted_fini(&accepted);
}

static void is_refused(struct place *self, enum accept_answer expected)
{
    struct set_id before = content_current(self->content);
    is_answered(self, expected);
    assert_string_equal(content_current(self->content).text, before.text);
}

// What a player would load now.
static void is_shown(struct place *self, const char *slogan)
{
    struct error err = {0};
    struct troubles troubles = {0};
    struct set_id current = content_current(self->content);
    struct manifest *manifest = set_manifest(self->content, &current, &err);
    assert_non_null(manifest);
    char *blobs = content_path(self->content, "blob");
    struct playlist *playlist =
        set_playlist(manifest, manifest_playlist(manifest, NULL), blobs, &troubles);
    assert_non_null(playlist);
    assert_string_equal(playlist->items[0].text, slogan);
    playlist_free(playlist);
    free(blobs);
    manifest_free(manifest);
}

static void next_parcel(struct place *self, int64_t seq, const char *slogan)
{
    parcel_end(&self->parcel);
    parcel_begin(&self->parcel, seq);
    parcel_add_hall(&self->parcel, slogan);
}

// --- what passes -------------------------------------------------------------------------------

static void a_signed_bundle_is_installed_and_stays(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    is_shown(self, "刷单就是诈骗");
    is_answered(self, ACCEPT_ALREADY);
    next_parcel(self, 8, "裸聊必被敲诈");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    is_shown(self, "裸聊必被敲诈");
    assert_false(content_trial(self->content).is_good);
}

static void a_damaged_file_is_mended_by_the_same_bundle(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    char *path = mem_format("%s/blob/%s", content_folder(self->content),
                            self->parcel.manifest.files[0].sha256);
    struct error err = {0};
    char *damaged = mem_copy("text = \"另外的话，长度相同\";\n");
    assert_true(file_write(path, damaged, (size_t)self->parcel.manifest.files[0].size, &err));
    free(damaged);
    free(path);
    is_answered(self, ACCEPT_ALREADY);
    is_shown(self, "刷单就是诈骗");
}

static void a_trial_keeps_nothing(void **state)
{
    struct place *self = *state;
    self->terms.is_trial = true;
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_GOOD);
    assert_string_equal(content_current(self->content).text, "");
}

static void a_look_needs_no_file_and_keeps_nothing(void **state)
{
    struct place *self = *state;
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
    is_answered(self, ACCEPT_INSTALLED);
    assert_true(
        accept_look(self->content, self->parcel.folder, &self->terms, &accepted, &manifest));
    assert_int_equal(accepted.answer, ACCEPT_ALREADY);
    manifest_free(manifest);
    next_parcel(self, 8, "新");
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
    struct place *self = *state;
    struct error err = {0};
    self->terms.uses_up = true;
    parcel_seal(&self->parcel, &self->author, NULL);
    char *path =
        mem_format("%s/blob/%s", self->parcel.folder, self->parcel.manifest.files[0].sha256);
    char *text = mem_copy("text = \"另外的话，长度相同\";\n");
    assert_true(file_write(path, text, (size_t)self->parcel.manifest.files[0].size, &err));
    is_refused(self, ACCEPT_BLOB);
    free(text);
    free(path);
    next_parcel(self, 7, "刷单就是诈骗");
    parcel_seal(&self->parcel, &self->author, NULL);
    path = mem_format("%s/blob/%s", self->parcel.folder, self->parcel.manifest.files[0].sha256);
    is_answered(self, ACCEPT_INSTALLED);
    is_shown(self, "刷单就是诈骗");
    assert_false(file_exists(path));
    free(path);
}

static void going_back_sets_the_newer_one_aside(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    assert_false(content_go_back(self->content, "for a test", &err));
    next_parcel(self, 8, "裸聊必被敲诈");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    assert_true(content_go_back(self->content, "for a test", &err));
    is_shown(self, "刷单就是诈骗");
    is_refused(self, ACCEPT_OLD);
    self->terms.takes_aside = true;
    is_answered(self, ACCEPT_INSTALLED);
    is_shown(self, "裸聊必被敲诈");
}

// --- signatures --------------------------------------------------------------------------------

static void nothing_unsigned_passes(void **state)
{
    struct place *self = *state;
    is_refused(self, ACCEPT_UNREADABLE); // no manifest
    parcel_seal(&self->parcel, &self->stranger, NULL);
    is_refused(self, ACCEPT_UNSIGNED);
    parcel_put(&self->parcel, "manifest.minisig", "", 0);
    is_refused(self, ACCEPT_UNSIGNED);
    char *path = file_join(self->parcel.folder, "manifest.minisig");
    unlink(path);
    free(path);
    is_refused(self, ACCEPT_UNSIGNED);
}

static void a_legacy_signature_is_refused(void **state)
{
    struct place *self = *state;
    struct str text = {0};
    manifest_print(&self->parcel.manifest, &text);
    parcel_seal(&self->parcel, &self->author, NULL);
    char *legacy = signer_sign(&self->author, text.text, text.length, "x", true);
    parcel_put(&self->parcel, "manifest.minisig", legacy, strlen(legacy));
    is_refused(self, ACCEPT_UNSIGNED);
    free(legacy);
    str_fini(&text);
}

static void with_an_approver_both_have_to_sign(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    struct keys keys = keys_of(&self->author, &self->approver, 1);
    assert_true(content_put_keys(self->content, &keys, &err));
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_UNSIGNED);
    parcel_seal(&self->parcel, &self->author, &self->author); // one pair of eyes
    is_refused(self, ACCEPT_UNSIGNED);
    parcel_seal(&self->parcel, &self->approver, &self->author); // roles exchanged
    is_refused(self, ACCEPT_UNSIGNED);
    parcel_seal(&self->parcel, &self->author, &self->approver);
    is_answered(self, ACCEPT_INSTALLED);
}

static void without_keys_nothing_is_taken(void **state)
{
    struct place *self = *state;
    char *path = content_path(self->content, "keys");
    unlink(path);
    free(path);
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_NO_KEYS);
}

// --- whom and when -----------------------------------------------------------------------------

static void what_is_for_others_is_refused(void **state)
{
    struct place *self = *state;
    self->parcel.manifest.site = mem_copy("nm-0002");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_NOT_FOR_US);
    free(self->parcel.manifest.site);
    self->parcel.manifest.site = mem_copy("nm-0001");
    self->terms.fleet = "tongliao-ga";
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_NOT_FOR_US);
    self->terms.fleet = NULL;
    is_answered(self, ACCEPT_INSTALLED);
}

static void an_older_or_equal_release_is_refused(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    next_parcel(self, 6, "旧的");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_OLD);
    next_parcel(self, 7, "同号而内容不同");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_OLD);
    self->parcel.manifest.release.epoch = 0;
    self->parcel.manifest.release.seq = 99;
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_OLD);
    self->parcel.manifest.release.epoch = 2;
    self->parcel.manifest.release.seq = 1;
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
}

static void a_lost_mark_lowers_nothing(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    char *path = content_path(self->content, "mark");
    unlink(path);
    next_parcel(self, 6, "旧的");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_OLD);
    struct error err = {0};
    assert_true(file_write(path, "7 x", 3, &err));
    is_refused(self, ACCEPT_STORE);
    free(path);
}

static void what_has_expired_is_refused_also_by_what_was_signed_since(void **state)
{
    struct place *self = *state;
    self->terms.known = at("2027-03-01T00:00:00Z");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_EXPIRED);
    self->terms.known = (struct wall){0}; // no clock, and yet time has passed
    is_answered(self, ACCEPT_INSTALLED);
    next_parcel(self, 8, "以后");
    self->parcel.manifest.created = at("2028-01-01T00:00:00Z");
    self->parcel.manifest.expires = (struct wall){0};
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    next_parcel(self, 9, "过期");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_EXPIRED);
}

static void a_newer_player_may_be_needed(void **state)
{
    struct place *self = *state;
    free(self->parcel.manifest.min_player);
    self->parcel.manifest.min_player = mem_copy("0.2");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_NEEDS_NEWER_PLAYER);
    self->terms.version = "0.10.0";
    is_answered(self, ACCEPT_INSTALLED);
}

// --- files -------------------------------------------------------------------------------------

static char *blob_path(struct place *self, size_t file)
{
    return mem_format("%s/blob/%s", self->parcel.folder, self->parcel.manifest.files[file].sha256);
}

static void one_bad_file_refuses_all(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    parcel_add(&self->parcel, BUNDLE_CASES, "cases.csv", "abc", 3);
    parcel_seal(&self->parcel, &self->author, NULL);
    char *path = blob_path(self, 1);
    assert_true(file_write(path, "abd", 3, &err));
    is_refused(self, ACCEPT_BLOB);
    assert_true(file_write(path, "ab", 2, &err));
    is_refused(self, ACCEPT_BLOB);
    assert_true(file_write(path, "abcd", 4, &err));
    is_refused(self, ACCEPT_BLOB);
    unlink(path);
    is_refused(self, ACCEPT_BLOB);
    char *elsewhere = test_file(self->folder, "abc", "abc");
    assert_int_equal(symlink(elsewhere, path), 0);
    is_refused(self, ACCEPT_BLOB);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    is_refused(self, ACCEPT_BLOB);
    unlink(path);
    assert_int_equal(mkdir(path, 0700), 0);
    is_refused(self, ACCEPT_BLOB);
    assert_int_equal(rmdir(path), 0);
    assert_true(file_write(path, "abc", 3, &err));
    is_answered(self, ACCEPT_INSTALLED);
    free(elsewhere);
    free(path);
}

static void links_in_the_folder_lead_nowhere(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    char *blobs = file_join(self->parcel.folder, "blob");
    char *moved = file_join(self->folder, "moved");
    assert_int_equal(rename(blobs, moved), 0);
    assert_int_equal(symlink(moved, blobs), 0);
    is_refused(self, ACCEPT_BLOB);
    char *manifest = file_join(self->parcel.folder, "manifest");
    char *real = file_join(self->folder, "real");
    assert_int_equal(rename(manifest, real), 0);
    assert_int_equal(symlink(real, manifest), 0);
    is_refused(self, ACCEPT_UNREADABLE);
    free(real);
    free(manifest);
    free(moved);
    free(blobs);
}

static void a_playlist_that_cannot_be_used_refuses_all(void **state)
{
    struct place *self = *state;
    const char *text = "items = ( { file = \"films/a.mp4\"; } );\n";
    parcel_add(&self->parcel, BUNDLE_PLAYLIST, "other.cfg", text, strlen(text));
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_PLAYLIST); // its film is not there
    parcel_add(&self->parcel, BUNDLE_VIDEO, "films/a.mp4", "film", 4);
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
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
    struct place *self = *state;
    parcel_add(&self->parcel, BUNDLE_VIDEO, "films/a.mp4", "film", 4);
    parcel_seal(&self->parcel, &self->author, NULL);
    self->terms.try_medium = cannot_be_played;
    is_refused(self, ACCEPT_MEDIUM);
}

static void two_imports_do_not_meet(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    struct content *other = content_open(content_folder(self->content), false, &err);
    assert_true(content_lock(other, &err));
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_BUSY);
    content_unlock(other);
    is_answered(self, ACCEPT_INSTALLED);
    content_close(other);
}

// As a player says after a minute.
static void what_is_on_proves_itself(struct place *self)
{
    struct error err = {0};
    const struct set_trial trial = {.set = content_current(self->content), .is_good = true};
    assert_true(content_put_trial(self->content, &trial, &err));
}

static void old_files_are_swept_with_the_next_but_one(void **state)
{
    struct place *self = *state;
    char paths[3][512];
    for (int i = 0; i < 3; i++) {
        next_parcel(self, 10 + i, i == 0 ? "一" : i == 1 ? "二" : "三");
        parcel_seal(&self->parcel, &self->author, NULL);
        is_answered(self, ACCEPT_INSTALLED);
        what_is_on_proves_itself(self);
        snprintf(paths[i], sizeof paths[i], "%s/blob/%s", content_folder(self->content),
                 self->parcel.manifest.files[0].sha256);
    }
    next_parcel(self, 13, "四");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    assert_false(file_exists(paths[0]));
    assert_true(file_exists(paths[2])); // the previous one
    is_shown(self, "四");
}

static void what_a_power_cut_left_half_written_is_swept(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    char *path = content_path(self->content, "keys.Xy1z2A");
    assert_true(file_write(path, "#xia", 4, &err));
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    assert_false(file_exists(path));
    free(path);
    is_shown(self, "刷单就是诈骗");
}

static void a_release_from_the_future_is_told_and_locks_nobody_out(void **state)
{
    struct place *self = *state;
    struct accepted accepted;
    self->terms.knows_time = true;
    self->parcel.manifest.created = at("2027-10-01T00:00:00Z"); // of a machine with a wrong clock
    self->parcel.manifest.expires = at("2028-04-01T00:00:00Z");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_true(accept_bundle(self->content, self->parcel.folder, &self->terms, &accepted));
    assert_int_equal(accepted.troubles.count, 1);
    assert_non_null(strstr(accepted.troubles.items[0].sentence, "in the future"));
    accepted_fini(&accepted);
    next_parcel(self, 8, "时间正确");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
}

// --- keys --------------------------------------------------------------------------------------

static void put_keys(struct place *self, const struct keys *keys, const struct signer *old,
                     const struct signer *own)
{
    struct str text = {0};
    keys_print(keys, &text);
    char *by_old = signer_sign(old, text.text, text.length, "keys", false);
    char *by_own = signer_sign(own, text.text, text.length, "keys", false);
    parcel_put(&self->parcel, "keys", text.text, text.length);
    parcel_put(&self->parcel, "keys.old.minisig", by_old, strlen(by_old));
    parcel_put(&self->parcel, "keys.new.minisig", by_own, strlen(by_own));
    free(by_own);
    free(by_old);
    str_fini(&text);
}

static void keys_are_exchanged_by_the_old_and_the_new(void **state)
{
    struct place *self = *state;
    struct signer next = signer_make(9);
    struct keys keys = keys_of(&next, NULL, 2);
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    next_parcel(self, 8, "新");
    parcel_seal(&self->parcel, &next, NULL);
    is_refused(self, ACCEPT_UNSIGNED);
    put_keys(self, &keys, &self->stranger, &next);
    is_refused(self, ACCEPT_KEYS);
    put_keys(self, &keys, &self->author, &self->author);
    is_refused(self, ACCEPT_KEYS);
    put_keys(self, &keys, &self->author, &next);
    is_answered(self, ACCEPT_INSTALLED);
    is_shown(self, "新");
    next_parcel(self, 9, "旧钥匙");
    parcel_seal(&self->parcel, &self->author, NULL);
    is_refused(self, ACCEPT_UNSIGNED);
    struct keys back = keys_of(&self->author, NULL, 1); // signed once, and long ago
    put_keys(self, &back, &next, &self->author);
    is_refused(self, ACCEPT_KEYS);
}

static void keys_may_come_alone(void **state)
{
    struct place *self = *state;
    struct accepted accepted;
    struct signer next = signer_make(9);
    struct keys keys = keys_of(&next, NULL, 2);
    put_keys(self, &keys, &self->author, &next);
    assert_false(accept_bundle(self->content, self->parcel.folder, &self->terms, &accepted));
    assert_true(accepted.has_new_keys && accepted.has_no_manifest);
    accepted_fini(&accepted);
    parcel_seal(&self->parcel, &next, NULL);
    is_answered(self, ACCEPT_INSTALLED);
}

static void what_is_on_stays_valid_when_keys_are_exchanged(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    parcel_seal(&self->parcel, &self->author, NULL);
    is_answered(self, ACCEPT_INSTALLED);
    struct signer next = signer_make(9);
    struct keys keys = keys_of(&next, NULL, 2);
    assert_true(content_put_keys(self->content, &keys, &err));
    is_shown(self, "刷单就是诈骗");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(a_signed_bundle_is_installed_and_stays),
        TEST(a_damaged_file_is_mended_by_the_same_bundle),
        TEST(a_trial_keeps_nothing),
        TEST(a_look_needs_no_file_and_keeps_nothing),
        TEST(a_used_up_folder_gives_its_files),
        TEST(going_back_sets_the_newer_one_aside),
        TEST(nothing_unsigned_passes),
        TEST(a_legacy_signature_is_refused),
        TEST(with_an_approver_both_have_to_sign),
        TEST(without_keys_nothing_is_taken),
        TEST(what_is_for_others_is_refused),
        TEST(an_older_or_equal_release_is_refused),
        TEST(a_lost_mark_lowers_nothing),
        TEST(what_has_expired_is_refused_also_by_what_was_signed_since),
        TEST(a_newer_player_may_be_needed),
        TEST(one_bad_file_refuses_all),
        TEST(links_in_the_folder_lead_nowhere),
        TEST(a_playlist_that_cannot_be_used_refuses_all),
        TEST(a_medium_that_cannot_be_played_refuses_all),
        TEST(two_imports_do_not_meet),
        TEST(old_files_are_swept_with_the_next_but_one),
        TEST(what_a_power_cut_left_half_written_is_swept),
        TEST(a_release_from_the_future_is_told_and_locks_nobody_out),
        TEST(keys_are_exchanged_by_the_old_and_the_new),
        TEST(keys_may_come_alone),
        TEST(what_is_on_stays_valid_when_keys_are_exchanged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
