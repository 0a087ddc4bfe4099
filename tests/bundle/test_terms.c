// What accepting depends on beside the bundle: the point, the room there is, a trial, and what is
// told of it.
#include "base/file.h"
#include "base/mem.h"
#include "bundle/accept.h"
#include "parcel.h"
#include "support/test.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

struct place {
    char *folder;
    struct content *content;
    struct signer author;
    struct accept_terms terms;
    struct parcel parcel;
};

// A disk of our own size.
static struct {
    int64_t bytes; // −1: the machine's own; −2: it cannot be told
} room = {-1};

int __real_statvfs(const char *path, struct statvfs *out);
int __wrap_statvfs(const char *path, struct statvfs *out);
int __wrap_statvfs(const char *path, struct statvfs *out)
{
    if (room.bytes == -2) {
        errno = ENOSYS;
        return -1;
    }
    int answer = __real_statvfs(path, out);
    if (answer == 0 && room.bytes >= 0) {
        out->f_frsize = 1;
        out->f_bavail = (fsblkcnt_t)room.bytes;
    }
    return answer;
}

// A disk that takes three bytes at a time, and is interrupted every other time.
static struct {
    bool is_on;
    int calls;
} slow;

ssize_t __real_write(int fd, const void *from, size_t size);
ssize_t __wrap_write(int fd, const void *from, size_t size);
ssize_t __wrap_write(int fd, const void *from, size_t size)
{
    if (slow.is_on && slow.calls++ % 2 == 0) {
        errno = EINTR;
        return -1;
    }
    return __real_write(fd, from, slow.is_on && size > 3 ? 3 : size);
}

static int begin(void **state)
{
    struct place *self = mem_zeroed(1, sizeof *self);
    struct error err = {0};
    self->folder = test_folder_make();
    self->author = signer_make(1);
    self->terms = (struct accept_terms){.version = "0.1.0"};
    char *path = file_join(self->folder, "content");
    self->content = content_open(path, true, &err);
    free(path);
    struct keys keys = keys_of(&self->author, NULL, 1);
    assert_true(content_put_keys(self->content, &keys, &err));
    parcel_begin(&self->parcel, 1);
    parcel_add_hall(&self->parcel, "刷单就是诈骗");
    room.bytes = -1;
    *state = self;
    return 0;
}

static int end(void **state)
{
    struct place *self = *state;
    room.bytes = -1;
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
        fail_msg("%s: %s", accept_word(accepted.answer), accepted.why);
    }
    assert_int_equal(is_taken, !accept_is_refusal(expected));
    accepted_fini(&accepted);
}

static void looks(struct place *self, enum accept_answer expected)
{
    struct accepted accepted;
    struct manifest *manifest = NULL;
    bool is_good =
        accept_look(self->content, self->parcel.folder, &self->terms, &accepted, &manifest);
    assert_int_equal(accepted.answer, expected);
    assert_int_equal(is_good, !accept_is_refusal(expected));
    assert_int_equal(manifest != NULL, is_good);
    manifest_free(manifest);
    accepted_fini(&accepted);
}

static void seal(struct place *self)
{
    parcel_seal(&self->parcel, &self->author, NULL);
}

// --- the point ---------------------------------------------------------------------------------

static void what_is_for_one_site_needs_a_point_with_that_name(void **state)
{
    struct place *self = *state;
    struct keys keys = keys_of(&self->author, NULL, 1);
    self->parcel.manifest.site = mem_copy("nm-0001");
    seal(self);
    is_answered(self, ACCEPT_NOT_FOR_US); // nobody said which point this is
    self->terms.point_id = "nm-0002";
    is_answered(self, ACCEPT_NOT_FOR_US);
    looks(self, ACCEPT_NOT_FOR_US);
    self->terms.is_trial = true;
    self->terms.keys = &keys; // whoever holds the keys may look at any point's
    is_answered(self, ACCEPT_GOOD);
    self->terms.is_trial = false;
    self->terms.keys = NULL;
    self->terms.point_id = "nm-0001";
    looks(self, ACCEPT_GOOD);
    is_answered(self, ACCEPT_INSTALLED);
    looks(self, ACCEPT_ALREADY);
}

static void keys_that_cannot_be_read_are_not_no_keys(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    char *path = content_path(self->content, "keys");
    seal(self);
    assert_true(file_write(path, "x", 1, &err));
    is_answered(self, ACCEPT_STORE);
    looks(self, ACCEPT_STORE);
    assert_int_equal(unlink(path), 0);
    is_answered(self, ACCEPT_NO_KEYS);
    looks(self, ACCEPT_NO_KEYS);
    free(path);
}

// --- room --------------------------------------------------------------------------------------

static void there_must_be_room_for_what_is_missing_and_the_ledger(void **state)
{
    struct place *self = *state;
    int64_t spare = INT64_C(64) << 20;
    int64_t needed = spare + self->parcel.manifest.total;
    seal(self);
    room.bytes = 0;
    is_answered(self, ACCEPT_NO_SPACE);
    room.bytes = needed - 1;
    is_answered(self, ACCEPT_NO_SPACE);
    assert_string_equal(content_current(self->content).text, "");
    room.bytes = needed;
    is_answered(self, ACCEPT_INSTALLED);
    room.bytes = spare; // all of it is here already
    is_answered(self, ACCEPT_ALREADY);
    room.bytes = -2; // writing will tell
    is_answered(self, ACCEPT_ALREADY);
}

static void a_slow_disk_gets_all_of_it(void **state)
{
    struct place *self = *state;
    seal(self);
    slow.is_on = true;
    is_answered(self, ACCEPT_INSTALLED);
    slow.is_on = false;
    assert_true(slow.calls > 20);
    is_answered(self, ACCEPT_ALREADY); // read once more
}

// --- a trial -----------------------------------------------------------------------------------

static void a_trial_finds_what_an_import_would(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    self->terms.is_trial = true;
    seal(self);
    is_answered(self, ACCEPT_GOOD);
    char *blob =
        mem_format("%s/blob/%s", self->parcel.folder, self->parcel.manifest.files[0].sha256);
    char *good = NULL;
    size_t length = 0;
    assert_true(file_read(blob, 4096, &good, &length, &err));
    assert_true(file_write(blob, "damaged", 7, &err));
    is_answered(self, ACCEPT_BLOB);
    assert_int_equal(unlink(blob), 0);
    is_answered(self, ACCEPT_BLOB);
    assert_true(file_write(blob, good, length, &err));
    const char *text = "items = ( { file = \"films/a.mp4\"; } );\n";
    parcel_add(&self->parcel, BUNDLE_PLAYLIST, "other.cfg", text, strlen(text));
    seal(self);
    is_answered(self, ACCEPT_PLAYLIST);
    free(good);
    free(blob);
}

static void what_is_not_there_cannot_be_looked_at(void **state)
{
    struct place *self = *state;
    char *folder = self->parcel.folder;
    self->parcel.folder = file_join(self->folder, "nothing");
    looks(self, ACCEPT_UNREADABLE);
    is_answered(self, ACCEPT_UNREADABLE);
    free(self->parcel.folder);
    self->parcel.folder = folder;
    looks(self, ACCEPT_UNREADABLE);
    is_answered(self, ACCEPT_UNREADABLE);
}

static void a_signature_that_is_a_folder_is_not_a_missing_one(void **state)
{
    struct place *self = *state;
    seal(self);
    char *path = file_join(self->parcel.folder, "manifest.approve.minisig");
    assert_int_equal(mkdir(path, 0755), 0);
    is_answered(self, ACCEPT_UNREADABLE);
    assert_int_equal(rmdir(path), 0);
    free(path);
    path = file_join(self->parcel.folder, "keys");
    assert_int_equal(mkdir(path, 0755), 0);
    is_answered(self, ACCEPT_KEYS);
    assert_int_equal(rmdir(path), 0);
    free(path);
    parcel_put(&self->parcel, "keys", "x", 1);
    path = file_join(self->parcel.folder, "keys.old.minisig");
    assert_int_equal(mkdir(path, 0755), 0);
    is_answered(self, ACCEPT_KEYS);
    free(path);
}

// --- media -------------------------------------------------------------------------------------

struct trying {
    int calls;
    int64_t done;
};

static bool try_all(void *self, const char *path, const char *sha256, struct error *err)
{
    struct trying *trying = self;
    assert_true(file_exists(path) && strlen(sha256) == 64);
    if (trying->calls++ == 1) {
        error_set(err, ERROR_MEDIA, "it is of no use at night");
    }
    return true;
}

static void tell(void *self, int64_t done, int64_t total, const char *name)
{
    struct trying *trying = self;
    assert_true(done >= trying->done && done <= total && name[0] != '\0');
    trying->done = done;
}

static void every_film_sound_and_picture_is_tried(void **state)
{
    struct place *self = *state;
    struct trying trying = {0};
    struct accepted accepted;
    parcel_add(&self->parcel, BUNDLE_VIDEO, "a.mp4", "film", 4);
    parcel_add(&self->parcel, BUNDLE_AUDIO, "a.mp3", "sound", 5);
    parcel_add(&self->parcel, BUNDLE_IMAGE, "a.png", "picture", 7);
    parcel_add(&self->parcel, BUNDLE_CASES, "a.csv", "cases", 5);
    seal(self);
    self->terms.try_medium = try_all;
    self->terms.progress = tell;
    self->terms.self = &trying;
    assert_true(accept_bundle(self->content, self->parcel.folder, &self->terms, &accepted));
    assert_int_equal(trying.calls, 3);
    assert_int_equal(trying.done, self->parcel.manifest.total);
    assert_int_equal(accepted.copied, self->parcel.manifest.total);
    assert_int_equal(troubles_errors(&accepted.troubles), 0);
    assert_int_equal(accepted.troubles.count, 1); // what a medium says of itself is told
    accepted_fini(&accepted);
}

// --- words -------------------------------------------------------------------------------------

static void every_answer_has_a_word_of_its_own(void **state)
{
    (void)state;
    for (int i = ACCEPT_INSTALLED; i <= ACCEPT_KEYS; i++) {
        if (i > ACCEPT_GOOD && i < ACCEPT_UNREADABLE) {
            continue;
        }
        assert_non_null(accept_word((enum accept_answer)i));
        assert_int_equal(accept_is_refusal((enum accept_answer)i), i >= ACCEPT_UNREADABLE);
        for (int k = ACCEPT_INSTALLED; k < i; k++) {
            assert_false(
                str_is(accept_word((enum accept_answer)i), accept_word((enum accept_answer)k)));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(what_is_for_one_site_needs_a_point_with_that_name),
        TEST(keys_that_cannot_be_read_are_not_no_keys),
        TEST(there_must_be_room_for_what_is_missing_and_the_ledger),
        TEST(a_slow_disk_gets_all_of_it),
        TEST(a_trial_finds_what_an_import_would),
        TEST(what_is_not_there_cannot_be_looked_at),
        TEST(a_signature_that_is_a_folder_is_not_a_missing_one),
        TEST(every_film_sound_and_picture_is_tried),
        cmocka_unit_test(every_answer_has_a_word_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
