// Names, and disks without room: pwrite() is wrapped by a disk that holds so many bytes.
#include "films.h"

#include "base/file.h"
#include "base/mem.h"
#include "record/library.h"
#include "record/place.h"
#include "screen/frame.h"
#include "support/random.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct size small = {64, 48};
static const struct rect everything = {0, 0, 64, 48};

static int64_t disk_room = -1; // bytes of a file; −1: endless

ssize_t __real_pwrite(int fd, const void *bytes, size_t count, off_t at);
ssize_t __wrap_pwrite(int fd, const void *bytes, size_t count, off_t at);
ssize_t __wrap_pwrite(int fd, const void *bytes, size_t count, off_t at)
{
    if (disk_room >= 0 && at + (int64_t)count > disk_room) {
        if (at >= disk_room) {
            errno = ENOSPC;
            return -1;
        }
        count = (size_t)(disk_room - at);
    }
    return __real_pwrite(fd, bytes, count, at);
}

// Fifty frames of noise that move. False: it did not go in, as `err` says.
static bool record(const char *path, int64_t *bytes, struct error *err)
{
    struct format format = film_format(path, NULL);
    const struct recording_wish wish = {path, &format, small, 25000, 2000000, true};
    struct recording *film = recording_open(&wish, err);
    if (film == NULL) {
        return false;
    }
    SDL_Surface *picture = frame_new(small);
    uint64_t seed = 1;
    bool is_in = true;
    for (int frame = 0; is_in && frame < 50; frame++) {
        for (int i = 0; i < 64 * 48; i++) {
            ((uint32_t *)picture->pixels)[i] = (uint32_t)random_next(&seed);
        }
        static float sound[1920 * 2];
        is_in = recording_add_picture(film, picture, &everything, 1, err) &&
                recording_add_sound(film, sound, 1920, err);
    }
    is_in = is_in && recording_finish(film, bytes, err);
    recording_close(film);
    frame_free(picture);
    return is_in;
}

// At the head, in the middle, and where the index is moved to the front at the end; that the
// last byte counts shows that each of these fails for want of room. Seen to fail when an error of
// write_bytes() (record/container.c) is swallowed.
static void a_full_disk_leaves_nothing_and_says_so(void **state)
{
    (void)state;
    static const char *const names[] = {"a.mp4", "a.mkv", "a.webm"};
    for (size_t i = 0; i < 3; i++) {
        struct made made = film_make(names[i]);
        struct error err = {0};
        int64_t whole = 0;
        disk_room = -1;
        assert_true(record(made.path, &whole, &err));
        const int64_t rooms[] = {0, 1, whole / 2, whole - 1000, whole - 1};
        char *want = mem_format("%s: no space left for it (No space left on device)", made.path);
        for (size_t j = 0; j < sizeof rooms / sizeof rooms[0]; j++) {
            assert_int_equal(unlink(made.path) == 0, j == 0);
            disk_room = rooms[j];
            int64_t bytes = 7;
            assert_false(record(made.path, &bytes, &err));
            assert_int_equal(bytes, 7);
            assert_int_equal(err.code, ERROR_FULL);
            assert_string_equal(err.text, want);
            film_folder_holds(made.folder, "");
        }
        disk_room = whole;
        assert_true(record(made.path, &whole, &err));
        film_folder_holds(made.folder, names[i]);
        disk_room = -1;
        free(want);
        film_unmake(&made);
    }
}

static void one_that_fails_leaves_the_one_before_as_it_was(void **state)
{
    (void)state;
    struct made made = film_make("a.mp4");
    free(test_file(made.folder, "a.mp4", "the one before"));
    struct error err = {0};
    int64_t bytes;
    disk_room = 5000;
    assert_false(record(made.path, &bytes, &err));
    disk_room = -1;
    char *text = film_say("cat '%s'", made.path);
    assert_string_equal(text, "the one before");
    free(text);
    film_folder_holds(made.folder, "a.mp4");
    assert_true(record(made.path, &bytes, &err));
    film_folder_holds(made.folder, "a.mp4");
    struct stat about;
    assert_int_equal(stat(made.path, &about), 0);
    assert_int_equal(about.st_size, bytes);
    film_unmake(&made);
}

static void one_that_is_given_up_is_gone(void **state)
{
    (void)state;
    static const char *const names[] = {"a.mp4", "a.mkv", "a.gif", "a/"};
    for (size_t i = 0; i < 4; i++) {
        for (int frames = 0; frames < 30; frames += 29) {
            struct made made = film_make(names[i]);
            struct format format = film_format(made.path, NULL);
            struct recording *film = film_open(made.path, &format, small, 25000, false);
            SDL_Surface *picture = frame_new(small);
            for (int frame = 0; frame < frames; frame++) {
                frame_fill(picture, (struct colour){(uint8_t)(frame * 8), 0, 0, 255});
                film_add(film, picture, everything);
            }
            char *hidden = film_say("ls -A '%s'", made.folder);
            assert_int_equal(hidden[0], '.');
            assert_non_null(strstr(hidden, ".part-"));
            free(hidden);
            struct error err = {0};
            assert_true(frames > 0 || !recording_finish(film, NULL, &err)); // of nothing
            recording_close(film);
            film_folder_holds(made.folder, "");
            frame_free(picture);
            film_unmake(&made);
        }
    }
    recording_close(NULL);
}

static void a_link_is_followed_and_what_is_no_file_is_not_replaced(void **state)
{
    (void)state;
    struct made made = film_make("link.mp4");
    free(test_file(made.folder, "film.mp4", "old"));
    assert_int_equal(symlink("film.mp4", made.path), 0);
    struct error err = {0};
    int64_t bytes;
    assert_true(record(made.path, &bytes, &err));
    char *kinds = film_say("cd '%s' && find . -type l && find . -size +1k -type f", made.folder);
    assert_string_equal(kinds, "./link.mp4\n./film.mp4");
    free(kinds);
    char *old = file_join(made.folder, "film.mp4");
    assert_int_equal(unlink(old), 0); // to where nothing is yet
    free(old);
    assert_true(record(made.path, &bytes, &err));
    kinds = film_say("cd '%s' && find . -type l && find . -size +1k -type f", made.folder);
    assert_string_equal(kinds, "./link.mp4\n./film.mp4");
    free(kinds);
    char *pipe = file_join(made.folder, "pipe.mp4");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_false(record(pipe, &bytes, &err));
    assert_non_null(strstr(err.text, "is there already and is not a file"));
    assert_int_equal(err.code, ERROR_CONFIG);
    free(pipe);
    char *nowhere = file_join(made.folder, "no/film.mp4");
    assert_false(record(nowhere, &bytes, &err));
    assert_int_equal(err.code, ERROR_FULL);
    assert_non_null(strstr(err.text, "No such file or directory"));
    free(nowhere);
    film_unmake(&made);
}

static void a_name_of_any_length_and_the_usual_rights(void **state)
{
    (void)state;
    char name[256];
    memset(name, 'x', sizeof name);
    strcpy(name + 251, ".mp4");
    struct made made = film_make(name);
    struct error err = {0};
    int64_t bytes;
    mode_t old = umask(027);
    bool is_made = record(made.path, &bytes, &err);
    umask(old);
    assert_true(is_made);
    struct stat about;
    assert_int_equal(stat(made.path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    film_unmake(&made);
}

static void a_library_that_is_missing_is_named_with_its_package(void **state)
{
    (void)state;
    struct error err = {0};
    assert_false(library_find("avnothing", 59, NULL, 0, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_string_equal(err.text, "recording needs FFmpeg, and libavnothing.so.59 is missing (apt "
                                  "install libavnothing59)");
    void *function;
    const struct library_call call = {"cosine_of_nothing", &function};
    assert_false(library_find("m", 6, &call, 1, &err));
    assert_non_null(strstr(err.text, "libm.so.6 has no cosine_of_nothing"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_disk_leaves_nothing_and_says_so),
        cmocka_unit_test(one_that_fails_leaves_the_one_before_as_it_was),
        cmocka_unit_test(one_that_is_given_up_is_gone),
        cmocka_unit_test(a_link_is_followed_and_what_is_no_file_is_not_replaced),
        cmocka_unit_test(a_name_of_any_length_and_the_usual_rights),
        cmocka_unit_test(a_library_that_is_missing_is_named_with_its_package),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
