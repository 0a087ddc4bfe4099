// The one door: who may send what to whom, and when.
#include "base/file.h"
#include "base/mem.h"
#include "door.h"
#include "support/test.h"

#include <unistd.h>

// --- signatures --------------------------------------------------------------------------------

static void nothing_unsigned_passes(void **state)
{
    struct door *self = *state;
    assert_refused(self, ACCEPT_UNREADABLE); // no manifest
    parcel_seal(&self->parcel, &self->stranger, NULL);
    assert_refused(self, ACCEPT_UNSIGNED);
    parcel_put(&self->parcel, "manifest.minisig", "", 0);
    assert_refused(self, ACCEPT_UNSIGNED);
    char *path = file_join(self->parcel.folder, "manifest.minisig");
    unlink(path);
    free(path);
    assert_refused(self, ACCEPT_UNSIGNED);
}

static void a_legacy_signature_is_refused(void **state)
{
    struct door *self = *state;
    struct str text = {0};
    manifest_print(&self->parcel.manifest, &text);
    parcel_seal(&self->parcel, &self->author, NULL);
    char *legacy = signer_sign(&self->author, text.text, text.length, "x", true);
    parcel_put(&self->parcel, "manifest.minisig", legacy, strlen(legacy));
    assert_refused(self, ACCEPT_UNSIGNED);
    free(legacy);
    str_fini(&text);
}

static void with_an_approver_both_have_to_sign(void **state)
{
    struct door *self = *state;
    struct error err = {0};
    struct keys keys = keys_of(&self->author, &self->approver, 1);
    assert_true(content_put_keys(self->content, &keys, &err));
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_UNSIGNED);
    parcel_seal(&self->parcel, &self->author, &self->author); // one pair of eyes
    assert_refused(self, ACCEPT_UNSIGNED);
    parcel_seal(&self->parcel, &self->approver, &self->author); // roles exchanged
    assert_refused(self, ACCEPT_UNSIGNED);
    parcel_seal(&self->parcel, &self->author, &self->approver);
    assert_answered(self, ACCEPT_INSTALLED);
}

static void without_keys_nothing_is_taken(void **state)
{
    struct door *self = *state;
    char *path = content_path(self->content, "keys");
    unlink(path);
    free(path);
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_NO_KEYS);
}

// --- whom and when -----------------------------------------------------------------------------

static void what_is_for_others_is_refused(void **state)
{
    struct door *self = *state;
    self->parcel.manifest.site = mem_copy("nm-0002");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_NOT_FOR_US);
    free(self->parcel.manifest.site);
    self->parcel.manifest.site = mem_copy("nm-0001");
    self->terms.fleet = "tongliao-ga";
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_NOT_FOR_US);
    self->terms.fleet = NULL;
    assert_answered(self, ACCEPT_INSTALLED);
}

static void an_older_or_equal_release_is_refused(void **state)
{
    struct door *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    door_next_parcel(self, 6, "旧的");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_OLD);
    door_next_parcel(self, 7, "同号而内容不同");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_OLD);
    self->parcel.manifest.release.epoch = 0;
    self->parcel.manifest.release.seq = 99;
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_OLD);
    self->parcel.manifest.release.epoch = 2;
    self->parcel.manifest.release.seq = 1;
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
}

static void a_lost_mark_lowers_nothing(void **state)
{
    struct door *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    char *path = content_path(self->content, "mark");
    unlink(path);
    door_next_parcel(self, 6, "旧的");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_OLD);
    struct error err = {0};
    assert_true(file_write(path, "7 x", 3, &err));
    assert_refused(self, ACCEPT_STORE);
    free(path);
}

static void what_has_expired_is_refused_also_by_what_was_signed_since(void **state)
{
    struct door *self = *state;
    self->terms.known = parcel_time("2027-03-01T00:00:00Z");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_EXPIRED);
    self->terms.known = (struct wall){0}; // no clock, and yet time has passed
    assert_answered(self, ACCEPT_INSTALLED);
    door_next_parcel(self, 8, "以后");
    self->parcel.manifest.created = parcel_time("2028-01-01T00:00:00Z");
    self->parcel.manifest.expires = (struct wall){0};
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    door_next_parcel(self, 9, "过期");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_EXPIRED);
}

static void a_release_from_the_future_is_told_and_locks_nobody_out(void **state)
{
    struct door *self = *state;
    struct accepted accepted;
    self->terms.knows_time = true;
    self->parcel.manifest.created =
        parcel_time("2027-10-01T00:00:00Z"); // of a machine with a wrong clock
    self->parcel.manifest.expires = parcel_time("2028-04-01T00:00:00Z");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_true(accept_bundle(self->content, self->parcel.folder, &self->terms, &accepted));
    assert_int_equal(accepted.troubles.count, 1);
    assert_non_null(strstr(accepted.troubles.items[0].sentence, "in the future"));
    accepted_fini(&accepted);
    door_next_parcel(self, 8, "时间正确");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
}

static void a_newer_player_may_be_needed(void **state)
{
    struct door *self = *state;
    free(self->parcel.manifest.min_player);
    self->parcel.manifest.min_player = mem_copy("0.2");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_NEEDS_NEWER_PLAYER);
    self->terms.version = "0.10.0";
    assert_answered(self, ACCEPT_INSTALLED);
}

// --- keys --------------------------------------------------------------------------------------

static void put_keys(struct door *self, const struct keys *keys, const struct signer *old,
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
    struct door *self = *state;
    struct signer next = signer_make(9);
    struct keys keys = keys_of(&next, NULL, 2);
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    door_next_parcel(self, 8, "新");
    parcel_seal(&self->parcel, &next, NULL);
    assert_refused(self, ACCEPT_UNSIGNED);
    put_keys(self, &keys, &self->stranger, &next);
    assert_refused(self, ACCEPT_KEYS);
    put_keys(self, &keys, &self->author, &self->author);
    assert_refused(self, ACCEPT_KEYS);
    put_keys(self, &keys, &self->author, &next);
    assert_answered(self, ACCEPT_INSTALLED);
    assert_shown(self, "新");
    door_next_parcel(self, 9, "旧钥匙");
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_refused(self, ACCEPT_UNSIGNED);
    struct keys back = keys_of(&self->author, NULL, 1); // signed once, and long ago
    put_keys(self, &back, &next, &self->author);
    assert_refused(self, ACCEPT_KEYS);
}

static void keys_may_come_alone(void **state)
{
    struct door *self = *state;
    struct accepted accepted;
    struct signer next = signer_make(9);
    struct keys keys = keys_of(&next, NULL, 2);
    put_keys(self, &keys, &self->author, &next);
    assert_false(accept_bundle(self->content, self->parcel.folder, &self->terms, &accepted));
    assert_true(accepted.has_new_keys && accepted.has_no_manifest);
    accepted_fini(&accepted);
    parcel_seal(&self->parcel, &next, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
}

static void what_is_on_stays_valid_when_keys_are_exchanged(void **state)
{
    struct door *self = *state;
    struct error err = {0};
    parcel_seal(&self->parcel, &self->author, NULL);
    assert_answered(self, ACCEPT_INSTALLED);
    struct signer next = signer_make(9);
    struct keys keys = keys_of(&next, NULL, 2);
    assert_true(content_put_keys(self->content, &keys, &err));
    assert_shown(self, "刷单就是诈骗");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, door_build, door_tear_down)
        TEST(nothing_unsigned_passes),
        TEST(a_legacy_signature_is_refused),
        TEST(with_an_approver_both_have_to_sign),
        TEST(without_keys_nothing_is_taken),
        TEST(what_is_for_others_is_refused),
        TEST(an_older_or_equal_release_is_refused),
        TEST(a_lost_mark_lowers_nothing),
        TEST(what_has_expired_is_refused_also_by_what_was_signed_since),
        TEST(a_release_from_the_future_is_told_and_locks_nobody_out),
        TEST(a_newer_player_may_be_needed),
        TEST(keys_are_exchanged_by_the_old_and_the_new),
        TEST(keys_may_come_alone),
        TEST(what_is_on_stays_valid_when_keys_are_exchanged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
