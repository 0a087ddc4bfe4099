// Copies of a ledger that changes in the middle of being copied. The program is linked with a
// read() of its own, so that things happen exactly between the file's last byte and the log's
// first. Shown to fail on seeded bugs: without comparing the moments before and after, and with the
// log copied before the file, rows were missing or the copy was damaged.
#include "base/mem.h"
#include "ledger/collect.h"
#include "ledger/copy.h"
#include "ledger/fault_vfs.h"
#include "ledger/store.h"
#include "support/test.h"

#include <sys/stat.h>
#include <unistd.h>

ssize_t __real_read(int fd, void *into, size_t count);
ssize_t __wrap_read(int fd, void *into, size_t count);

struct fixture {
    char *folder;
    char *path;
    struct store *store;
    int plays;
};

static void (*between)(struct fixture *self); // runs once, at the end of the first file copied
static struct fixture *between_self;

ssize_t __wrap_read(int fd, void *into, size_t count)
{
    ssize_t got = __real_read(fd, into, count);
    if (got == 0 && between != NULL) {
        void (*now)(struct fixture *) = between;
        between = NULL;
        now(between_self);
    }
    return got;
}

static void add_play(struct fixture *self)
{
    struct error err = {0};
    char item[32];
    snprintf(item, sizeof item, "play-%d", self->plays);
    struct play_start play = play_of(item);
    const struct play_progress shown = {15000, 15000, 900, 0};
    struct entry *change[] = {entry_new_open(self->plays + 1, &play),
                              entry_new_close(self->plays + 1, PLAY_COMPLETE, &shown)};
    assert_true(store_apply(self->store, change, 2, &err));
    free(change[0]);
    free(change[1]);
    self->plays++;
}

static int64_t changed_at(const char *path)
{
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    return (int64_t)about.st_mtim.tv_sec * 1000000000 + about.st_mtim.tv_nsec;
}

// Adds plays until the log is folded into the file, and none after that.
static void fold(struct fixture *self)
{
    int64_t before = changed_at(self->path);
    for (int i = 0; i < 5000 && changed_at(self->path) == before; i++) {
        add_play(self);
    }
    assert_int_not_equal(changed_at(self->path), before);
}

static void fold_and_begin_anew(struct fixture *self)
{
    fold(self);
    add_play(self);
}

static int set_up(void **state)
{
    struct fixture *self = mem_zeroed(1, sizeof *self);
    struct error err = {0};
    const struct store_run run = {"run-1", "boot-1", "nm-0001", "0.1.0", false};
    self->folder = test_folder_make();
    self->path = mem_format("%s/ledger.db", self->folder);
    self->store = store_open(self->path, &run, &err);
    assert_non_null(self->store);
    fold_and_begin_anew(self);
    for (int i = 0; i < 100; i++) {
        add_play(self);
    }
    between_self = self;
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *self = *state;
    between = NULL;
    store_close(self->store, true);
    free(self->path);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

// The file is held by the store of this process, so the reader has to copy it.
static void check_copy(struct fixture *self, void (*what_happens)(struct fixture *))
{
    int plays_before = self->plays;
    between = what_happens;
    struct collection all = collect(self->path);
    assert_null(between); // it did happen
    assert_in_range(all.count, plays_before, self->plays);
    for (size_t i = 0; i < all.count; i++) {
        char item[32];
        snprintf(item, sizeof item, "play-%zu", i);
        assert_string_equal(all.plays[i].item, item);
        assert_int_equal(all.plays[i].seq, i + 1);
        assert_int_equal(all.plays[i].end, PLAY_COMPLETE);
    }
    collection_free(&all);
}

static void a_play_that_comes_between_does_no_harm(void **state)
{
    check_copy(*state, add_play);
}

static void a_log_that_is_folded_in_between_does_no_harm(void **state)
{
    check_copy(*state, fold);
}

static void a_log_that_is_begun_anew_between_makes_another_try(void **state)
{
    check_copy(*state, fold_and_begin_anew);
}

static void a_copy_leaves_nothing_behind(void **state)
{
    struct fixture *self = *state;
    struct copy copy = {0};
    struct error err = {0};
    assert_true(copy_take(&copy, self->path, &err));
    char *folder = mem_copy(copy.folder);
    assert_int_equal(access(folder, F_OK), 0);
    copy_remove(&copy);
    assert_int_not_equal(access(folder, F_OK), 0);
    copy_remove(&copy);
    free(folder);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    fault_vfs_install(); // does not wait for the disk
    const struct CMUnitTest tests[] = {
        TEST(a_play_that_comes_between_does_no_harm),
        TEST(a_log_that_is_folded_in_between_does_no_harm),
        TEST(a_log_that_is_begun_anew_between_makes_another_try),
        TEST(a_copy_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
