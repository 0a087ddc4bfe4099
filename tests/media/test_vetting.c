// Files that must hold certain bytes: other bytes are never decoded, right ones are read once, and
// a file that changed is read again. And files that are tried whole.
#include "clips.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#define FILM "-f lavfi -i testsrc=s=64x48:r=25:d=2 -pix_fmt yuv420p -c:v libx264 -g 10"

// By the program that people would ask. Borrowed until the next call.
static const char *sha256_of(const char *path)
{
    static char hex[65];
    char *command = mem_format("sha256sum '%s'", path);
    FILE *answer = popen(command, "r");
    assert_non_null(answer);
    assert_int_equal(fread(hex, 1, 64, answer), 64);
    hex[64] = '\0';
    assert_int_equal(pclose(answer), 0);
    free(command);
    return hex;
}

static struct medium *open_vetted(const char *path, const char *sha256, int width)
{
    struct error err = {0};
    struct medium_wish wish = {.box = {width, 48}, .fit = FIT_CONTAIN, .sha256 = sha256};
    struct medium *medium = medium_open(path, &wish, &err);
    if (medium == NULL) {
        fail_msg("%s", err.text);
    }
    return medium;
}

static enum medium_state verdict(const char *path, const char *sha256, char *error, size_t size)
{
    struct medium *medium = open_vetted(path, sha256, 64);
    enum medium_state state = medium_wait(medium, CLIP_WAIT_US);
    snprintf(error, size, "%s", medium_error(medium));
    medium_close(medium);
    return state;
}

// Whether a decoder would be asked to read all of the file first.
static bool is_asked(const char *path, const char *sha256)
{
    char error[64];
    setenv("XIAOLABA_DECODE", TEST_EVIL, 1);
    setenv("XIAOLABA_EVIL", "say_what_was_asked", 1);
    assert_int_equal(verdict(path, sha256, error, sizeof error), MEDIUM_FAILED);
    setenv("XIAOLABA_DECODE", clips_decoder(), 1);
    bool is = strcmp(error, "vet it") == 0;
    assert_true(is || strcmp(error, "it was vetted") == 0);
    return is;
}

static void other_bytes_are_refused_and_right_ones_shown(void **state)
{
    (void)state;
    char error[256];
    const char *path = clip_make("right.mp4", FILM);
    char *right = mem_copy(sha256_of(path));
    char *wrong = mem_copy(right);
    wrong[63] = wrong[63] == '0' ? '1' : '0';
    assert_int_equal(verdict(path, wrong, error, sizeof error), MEDIUM_FAILED);
    assert_string_equal(error, "its bytes are not those that were signed");
    assert_true(is_asked(path, right)); // what was found wrong is not known to be right
    assert_int_equal(verdict(path, right, error, sizeof error), MEDIUM_READY);
    assert_int_equal(verdict(path, wrong, error, sizeof error), MEDIUM_FAILED);
    for (char *at = right; *at != '\0'; at++) {
        *at = (char)(*at >= 'a' ? *at - 'a' + 'A' : *at); // as some tools write them
    }
    assert_int_equal(verdict(path, right, error, sizeof error), MEDIUM_READY);
    free(wrong);
    free(right);
}

static void what_is_no_medium_at_all_is_refused_for_its_bytes_first(void **state)
{
    (void)state;
    char error[256];
    const char *path = clip_write("text.mp4", "#EXTM3U\n", 8);
    char other[65];
    memset(other, 'a', 64);
    other[64] = '\0';
    assert_int_equal(verdict(path, other, error, sizeof error), MEDIUM_FAILED);
    assert_string_equal(error, "its bytes are not those that were signed");
    assert_int_equal(verdict(path, sha256_of(path), error, sizeof error), MEDIUM_FAILED);
    assert_non_null(strstr(error, "names other files"));
}

static void a_file_is_read_once_and_again_when_it_changed(void **state)
{
    (void)state;
    char error[256];
    const char *path = clip_make("once.mp4", FILM);
    char *sha256 = mem_copy(sha256_of(path));
    assert_true(is_asked(path, sha256));
    assert_int_equal(verdict(path, sha256, error, sizeof error), MEDIUM_READY);
    assert_false(is_asked(path, sha256));
    // one byte is changed in its place, and all dates that can be set are set back
    struct stat before;
    assert_int_equal(stat(path, &before), 0);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    char byte = 0;
    assert_int_equal(pread(fd, &byte, 1, 200), 1);
    byte ^= 1;
    assert_int_equal(pwrite(fd, &byte, 1, 200), 1);
    assert_int_equal(futimens(fd, (const struct timespec[2]){before.st_atim, before.st_mtim}), 0);
    close(fd);
    assert_true(is_asked(path, sha256));
    assert_int_equal(verdict(path, sha256, error, sizeof error), MEDIUM_FAILED);
    // another file in its place, with the right bytes, is another file
    byte ^= 1;
    fd = open(path, O_RDWR | O_CLOEXEC);
    assert_int_equal(pwrite(fd, &byte, 1, 200), 1);
    close(fd);
    assert_true(is_asked(path, sha256));
    assert_int_equal(verdict(path, sha256, error, sizeof error), MEDIUM_READY);
    assert_false(is_asked(path, sha256));
    assert_false(is_asked(path, NULL));
    free(sha256);
}

static void a_link_is_followed_only_where_nothing_was_signed(void **state)
{
    (void)state;
    const char *path = clip_make("target.mp4", FILM);
    const char *link = clip_path("link.mp4");
    assert_int_equal(symlink(path, link), 0);
    char error[64];
    assert_int_equal(verdict(link, "", error, sizeof error), MEDIUM_READY);
    struct error err = {0};
    struct medium_wish wish = {.box = {64, 48}, .sha256 = sha256_of(path)};
    assert_null(medium_open(link, &wish, &err));
    assert_non_null(strstr(err.text, "a symbolic link"));
}

static void what_is_no_digest_is_said(void **state)
{
    (void)state;
    const char *path = clip_write("any", "any", 3);
    static const char *const lies[] = {
        "abc", "xyz4567890123456789012345678901234567890123456789012345678901234",
        "00000000000000000000000000000000000000000000000000000000000000000"};
    for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
        struct error err = {0};
        struct medium_wish wish = {.box = {64, 48}, .sha256 = lies[i]};
        assert_null(medium_open(path, &wish, &err));
        assert_non_null(strstr(err.text, "is no SHA-256"));
    }
}

// The decoder that was started last: the youngest child of this process.
static pid_t youngest_child(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    int child = 0;
    for (int pid = 0; fscanf(file, "%d", &pid) == 1;) {
        child = pid;
    }
    fclose(file);
    assert_true(child > 0);
    return child;
}

static void a_file_that_is_closed_while_it_is_read_goes_on_being_read(void **state)
{
    (void)state;
    const char *path = clip_make("large.mp4", FILM);
    char *sha256 = mem_copy(sha256_of(path));
    struct medium *medium = open_vetted(path, sha256, 64);
    pid_t reader = youngest_child();
    kill(reader, SIGSTOP);
    assert_int_equal(medium_state(medium), MEDIUM_OPENING);
    assert_true(medium_is_vetting(medium));
    medium_close(medium);
    assert_int_equal(kill(reader, 0), 0);
    // somebody else reads it meanwhile; only one of the two goes on when it is closed, too
    struct medium *other = open_vetted(path, sha256, 32);
    pid_t second = youngest_child();
    assert_int_not_equal(second, reader);
    kill(second, SIGSTOP);
    medium_close(other);
    int status = 0;
    assert_int_equal(waitpid(second, &status, 0), second);
    // the same wish gets the one that is read already
    medium = open_vetted(path, sha256, 64);
    assert_int_equal(youngest_child(), reader);
    kill(reader, SIGCONT);
    assert_int_equal(medium_wait(medium, CLIP_WAIT_US), MEDIUM_READY);
    assert_false(medium_is_vetting(medium));
    medium_close(medium);
    assert_false(is_asked(path, sha256));
    medium_reap_all();
    assert_int_equal(kill(reader, 0), -1);
    free(sha256);
}

static void whoever_reads_is_let_go_at_the_end(void **state)
{
    (void)state;
    const char *path = clip_make("last.mp4", FILM);
    medium_close(open_vetted(path, sha256_of(path), 64));
    pid_t reader = youngest_child();
    medium_reap_all();
    assert_int_equal(kill(reader, 0), -1);
}

// --- trying a whole file ---

static void a_whole_file_is_told_from_a_damaged_and_from_a_useless_one(void **state)
{
    (void)state;
    struct error err = {0};
    const char *path = clip_make("whole.mp4", FILM " -movflags +faststart");
    size_t length = 0;
    char *bytes = clip_read(path, &length);
    assert_true(medium_dry_run(path, sha256_of(path), &err));
    assert_int_equal(err.code, 0);
    path = clip_write("cut.mp4", bytes, length * 2 / 3);
    assert_true(medium_dry_run(path, "", &err));
    assert_int_equal(err.code, ERROR_MEDIA);
    assert_non_null(strstr(err.text, "cut.mp4: it ends after"));
    path = clip_write("stub.mp4", bytes, 100);
    assert_false(medium_dry_run(path, NULL, &err));
    assert_non_null(strstr(err.text, "stub.mp4: "));
    path = clip_write("other.mp4", bytes, length);
    char wrong[65];
    memset(wrong, '0', 64);
    wrong[64] = '\0';
    assert_false(medium_dry_run(path, wrong, &err));
    assert_non_null(strstr(err.text, "not those that were signed"));
    assert_false(medium_dry_run("/nowhere/film.mp4", NULL, &err));
    free(bytes);
}

static void every_kind_of_medium_can_be_tried(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"t.png", "-f lavfi -i testsrc=s=64x64 -frames:v 1"},
        {"t.jpg", "-f lavfi -i testsrc=s=64x64 -frames:v 1"},
        {"t.mp3", "-f lavfi -i sine=duration=30"},
        {"t.webm", "-f lavfi -i testsrc=s=64x48:r=25:d=1 -f lavfi -i sine=duration=1"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct error err = {0};
        if (!medium_dry_run(clip_make(table[i][0], table[i][1]), NULL, &err) || err.code != 0) {
            fail_msg("%s", err.text);
        }
    }
}

static void a_decoder_that_dies_in_the_midst_has_not_tried_it(void **state)
{
    (void)state;
    const char *path = clip_write("evil.mp4", "evil", 4);
    static const char *const deeds[] = {"end_in_the_midst", "crash", "codecs_without_end",
                                        "more_pictures_than_slots"};
    setenv("XIAOLABA_DECODE", TEST_EVIL, 1);
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        struct error err = {0};
        setenv("XIAOLABA_EVIL", deeds[i], 1);
        bool is_fine = medium_dry_run(path, NULL, &err);
        assert_int_equal(err.code, ERROR_MEDIA);
        if (is_fine != (i == 2)) { // it says that it is damaged, in its own way
            fail_msg("%s: %s", deeds[i], err.text);
        }
    }
    setenv("XIAOLABA_DECODE", clips_decoder(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_bytes_are_refused_and_right_ones_shown),
        cmocka_unit_test(what_is_no_medium_at_all_is_refused_for_its_bytes_first),
        cmocka_unit_test(a_file_is_read_once_and_again_when_it_changed),
        cmocka_unit_test(a_link_is_followed_only_where_nothing_was_signed),
        cmocka_unit_test(what_is_no_digest_is_said),
        cmocka_unit_test(a_file_that_is_closed_while_it_is_read_goes_on_being_read),
        cmocka_unit_test(whoever_reads_is_let_go_at_the_end),
        cmocka_unit_test(a_whole_file_is_told_from_a_damaged_and_from_a_useless_one),
        cmocka_unit_test(every_kind_of_medium_can_be_tried),
        cmocka_unit_test(a_decoder_that_dies_in_the_midst_has_not_tried_it),
    };
    return cmocka_run_group_tests(tests, clips_set_up, clips_tear_down);
}
