// The content folder, kept in order by what is accepted into it: links that somebody has put there
// are not followed, what was damaged is mended, and what is left over is swept.
#include "base/file.h"
#include "base/mem.h"
#include "bundle/set.h"
#include "parcel.h"
#include "place.h"
#include "support/test.h"

#include <sys/stat.h>
#include <unistd.h>

static bool accepts(struct place *self, int64_t seq, struct accepted *accepted)
{
    struct parcel parcel;
    struct signer author = signer_make(1);
    const struct accept_terms terms = {.version = "0.1.0"};
    parcel_begin(&parcel, seq);
    parcel_add_hall(&parcel, seq % 2 == 0 ? "刷单就是诈骗" : "裸聊必被敲诈");
    parcel_seal(&parcel, &author, NULL);
    bool is_taken = accept_bundle(self->content, parcel.folder, &terms, accepted);
    parcel_end(&parcel);
    return is_taken;
}

static void put_author(struct place *self)
{
    struct error err = {0};
    struct signer author = signer_make(1);
    struct keys keys = keys_of(&author, NULL, 1);
    assert_true(content_put_keys(self->content, &keys, &err));
}

// --- whose it is -------------------------------------------------------------------------------

static void folders_that_are_links_are_neither_filled_nor_emptied(void **state)
{
    struct place *self = *state;
    static const char *const names[] = {"blob", "staging", "set"}; // as they are made
    char *outside = file_join(self->folder, "outside");
    assert_int_equal(mkdir(outside, 0700), 0);
    char *precious = test_file(outside, "precious", "x");
    put_author(self);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct accepted accepted;
        struct stat before;
        struct stat after;
        place_link(self, names[i], outside);
        assert_int_equal(stat(outside, &before), 0);
        assert_false(accepts(self, (int64_t)i, &accepted));
        assert_int_equal(accepted.answer, ACCEPT_STORE);
        accepted_fini(&accepted);
        assert_int_equal(stat(outside, &after), 0);
        assert_true(file_exists(precious));
        assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
        assert_int_equal(before.st_uid, after.st_uid);
        char *path = content_path(self->content, names[i]);
        unlink(path);
        free(path);
    }
    struct accepted accepted;
    assert_true(accepts(self, 9, &accepted));
    accepted_fini(&accepted);
    free(precious);
    free(outside);
}

static void what_root_makes_belongs_to_whose_player_it_is(void **state)
{
    struct place *self = *state;
    enum { SOMEBODY = 4242 };
    struct stat about;
    struct error err = {0};
    struct accepted accepted;
    if (geteuid() != 0) {
        return; // nobody else can make anything for others
    }
    content_close(self->content);
    char *above = file_join(self->folder, "theirs");
    char *path = file_join(above, "content");
    assert_int_equal(mkdir(above, 0755), 0);
    assert_int_equal(chown(above, SOMEBODY, SOMEBODY), 0);
    self->content = content_open(path, true, &err);
    put_author(self);
    assert_true(accepts(self, 1, &accepted));
    accepted_fini(&accepted);
    struct set_id current = content_current(self->content);
    char *set = mem_format("set/%s/manifest", current.text);
    const char *const names[] = {"", "lock", "keys", "mark", "trial", "blob", "set", set};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *name = content_path(self->content, names[i]);
        assert_int_equal(stat(name, &about), 0);
        assert_int_equal(about.st_uid, SOMEBODY);
        assert_int_equal(about.st_gid, SOMEBODY);
        free(name);
    }
    free(set);
    free(path);
    free(above);
}

// --- mending and sweeping ----------------------------------------------------------------------

static void papers_that_were_damaged_are_mended_by_the_same_bundle(void **state)
{
    struct place *self = *state;
    static const char *const papers[] = {"manifest", "manifest.minisig"};
    struct accepted accepted;
    put_author(self);
    assert_true(accepts(self, 1, &accepted));
    accepted_fini(&accepted);
    struct set_id current = content_current(self->content);
    for (size_t i = 0; i < 4; i++) {
        struct error err = {0};
        char *path = content_set_path(self->content, &current, papers[i % 2]);
        if (i < 2) {
            assert_true(file_write(path, "damaged", 7, &err));
        } else {
            assert_int_equal(unlink(path), 0);
        }
        assert_null(set_manifest(self->content, &current, &err));
        assert_true(accepts(self, 1, &accepted));
        assert_int_equal(accepted.answer, ACCEPT_ALREADY);
        accepted_fini(&accepted);
        struct manifest *manifest = set_manifest(self->content, &current, &err);
        assert_non_null(manifest);
        manifest_free(manifest);
        free(path);
    }
}

static void nothing_is_swept_while_nobody_knows_what_is_needed(void **state)
{
    struct place *self = *state;
    struct accepted accepted;
    struct error err = {0};
    put_author(self);
    for (int64_t seq = 1; seq <= 2; seq++) {
        assert_true(accepts(self, seq, &accepted));
        accepted_fini(&accepted);
    }
    struct set_id previous = content_previous(self->content);
    struct manifest *manifest = set_manifest(self->content, &previous, &err);
    char *name = mem_format("blob/%s", manifest->files[0].sha256);
    char *blob = content_path(self->content, name);
    char *paper = content_set_path(self->content, &previous, "manifest");
    manifest_free(manifest);
    assert_true(file_write(paper, "damaged", 7, &err));
    assert_true(accepts(self, 4, &accepted));
    accepted_fini(&accepted);
    assert_true(file_exists(blob));
    free(paper);
    free(blob);
    free(name);
}

static void what_is_left_over_is_swept_with_all_that_is_in_it(void **state)
{
    struct place *self = *state;
    static const char *const folders[] = {"staging", "staging/a", "staging/a/b", "blob", "blob/c"};
    struct accepted accepted;
    struct error err = {0};
    put_author(self);
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        assert_true(content_make_folder(self->content, folders[i], &err));
    }
    place_put(self, "staging/a/b/file", "x");
    place_put(self, "blob/c/file", "x");
    assert_true(accepts(self, 1, &accepted));
    accepted_fini(&accepted);
    char *a = content_path(self->content, "staging/a");
    char *c = content_path(self->content, "blob/c");
    assert_false(file_exists(a));
    assert_false(file_exists(c));
    free(c);
    free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_build, place_tear_down)
        TEST(folders_that_are_links_are_neither_filled_nor_emptied),
        TEST(what_root_makes_belongs_to_whose_player_it_is),
        TEST(papers_that_were_damaged_are_mended_by_the_same_bundle),
        TEST(nothing_is_swept_while_nobody_knows_what_is_needed),
        TEST(what_is_left_over_is_swept_with_all_that_is_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
