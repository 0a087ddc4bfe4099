// A player's one door, for tests.
#include "door.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/set.h"
#include "support/test.h"

int door_build(void **state)
{
    struct door *self = mem_zeroed(1, sizeof *self);
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
        .point_id = "nm-0001", .version = "0.1.0", .known = parcel_time("2026-10-01T00:00:00Z")};
    parcel_begin(&self->parcel, 7);
    parcel_add_hall(&self->parcel, "刷单就是诈骗");
    *state = self;
    return 0;
}

int door_tear_down(void **state)
{
    struct door *self = *state;
    parcel_end(&self->parcel);
    content_close(self->content);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

void door_next_parcel(struct door *self, int64_t seq, const char *slogan)
{
    parcel_end(&self->parcel);
    parcel_begin(&self->parcel, seq);
    parcel_add_hall(&self->parcel, slogan);
}

void assert_answered(struct door *self, enum accept_answer expected)
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

void assert_refused(struct door *self, enum accept_answer expected)
{
    struct set_id before = content_current(self->content);
    assert_answered(self, expected);
    assert_string_equal(content_current(self->content).text, before.text);
}

void assert_shown(struct door *self, const char *slogan)
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
