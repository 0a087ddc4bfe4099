// Folders of pictures.
#include "films.h"

#include "base/file.h"
#include "base/mem.h"
#include "screen/frame.h"
#include "support/picture.h"
#include "support/random.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

static const struct size small = {33, 17};
static const struct rect everything = {0, 0, 33, 17};

static void fill_with_noise(SDL_Surface *picture, uint64_t seed)
{
    for (int y = 0; y < picture->h; y++) {
        uint32_t *row = (uint32_t *)(void *)((uint8_t *)picture->pixels + y * picture->pitch);
        for (int x = 0; x < picture->w; x++) {
            row[x] = (uint32_t)random_next(&seed) & 0xFFFFFF;
        }
    }
}

// Three frames; the second is like the first.
static void record_three(const char *path, uint64_t seed)
{
    struct format format = film_format(path, NULL);
    struct recording *film = film_open(path, &format, small, 25000, false);
    SDL_Surface *picture = frame_new(small);
    fill_with_noise(picture, seed);
    film_add(film, picture, everything);
    film_add_same(film, picture);
    fill_with_noise(picture, seed + 1);
    film_add(film, picture, everything);
    assert_true(film_finish(film) > 3 * 33 * 17);
    frame_free(picture);
}

static void picture_is_noise(const char *folder, const char *name, uint64_t seed)
{
    char *path = file_join(folder, name);
    SDL_Surface *got = picture_load(path);
    assert_non_null(got);
    SDL_Surface *want = frame_new(small);
    fill_with_noise(want, seed);
    struct picture_difference apart;
    assert_true(picture_compare(got, want, &apart));
    assert_int_equal(apart.largest, 0);
    SDL_FreeSurface(got);
    frame_free(want);
    free(path);
}

static void every_picture_is_exact_to_the_pixel(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder, *holds, *second, *third;
    } table[] = {
        {"frames/", "frames", "00001.png\n00002.png\n00003.png", "00002.png", "00003.png"},
        {"f/%04d.png", "f", "0001.png\n0002.png\n0003.png", "0002.png", "0003.png"},
        {"f/%d.png", "f", "1.png\n2.png\n3.png", "2.png", "3.png"},
        {"film.png", "film", "00001.png\n00002.png\n00003.png", "00002.png", "00003.png"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct made made = film_make(table[i].path);
        char *folder = file_join(made.folder, table[i].folder);
        record_three(made.path, 7);
        film_folder_holds(made.folder, table[i].folder);
        film_folder_holds(folder, table[i].holds);
        picture_is_noise(folder, table[i].second, 7);
        picture_is_noise(folder, table[i].third, 8);
        free(folder);
        film_unmake(&made);
    }
}

static void a_folder_of_pictures_is_replaced_and_another_is_not_touched(void **state)
{
    (void)state;
    struct made made = film_make("frames/");
    char *folder = file_join(made.folder, "frames");
    record_three(made.path, 7);
    char *more = test_file(folder, "00004.png", "of a longer one");
    record_three(made.path, 9);
    film_folder_holds(made.folder, "frames");
    film_folder_holds(folder, "00001.png\n00002.png\n00003.png");
    picture_is_noise(folder, "00001.png", 9);
    free(more);
    char *note = test_file(folder, "note.txt", "mine");
    struct format format = film_format(made.path, NULL);
    const struct recording_wish wish = {made.path, &format, small, 25000, 0, false};
    struct error err = {0};
    assert_null(recording_open(&wish, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_non_null(strstr(err.text, "other things than numbered pictures"));
    film_folder_holds(folder, "00001.png\n00002.png\n00003.png\nnote.txt");
    film_folder_holds(made.folder, "frames");
    free(note);
    free(folder);
    film_unmake(&made);
}

static void a_path_that_names_no_folder_of_pictures_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *path, *said;
    } table[] = {
        {"f/a%05d.png", "pictures are numbered, as in frames/%05d.png"},
        {"f/%s.png", "pictures are numbered"},
        {"f/%05x.png", "pictures are numbered"},
        {"file/", "is there already and is not a folder"},
    };
    struct made made = film_make("file");
    free(test_file(made.folder, "file", "x"));
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char *path = file_join(made.folder, table[i].path);
        struct format format = film_format(path, NULL);
        const struct recording_wish wish = {path, &format, small, 25000, 0, false};
        struct error err = {0};
        assert_null(recording_open(&wish, &err));
        assert_int_equal(err.code, ERROR_CONFIG);
        if (strstr(err.text, table[i].said) == NULL) {
            fail_msg("“%s” does not say “%s”", err.text, table[i].said);
        }
        free(path);
    }
    film_folder_holds(made.folder, "file");
    film_unmake(&made);
}

static void one_that_is_given_up_or_finds_no_room_leaves_nothing(void **state)
{
    (void)state;
    struct made made = film_make("frames/");
    struct format format = film_format(made.path, NULL);
    struct recording *film = film_open(made.path, &format, small, 25000, false);
    SDL_Surface *picture = frame_new(small);
    film_add(film, picture, everything); // black: less than 1000 bytes
    recording_close(film);
    film_folder_holds(made.folder, "");

    struct rlimit old;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit little = {1000, old.rlim_max};
    film = film_open(made.path, &format, small, 25000, false);
    film_add(film, picture, everything);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    fill_with_noise(picture, 3);
    struct error err = {0};
    bool is_in = recording_add_picture(film, picture, &everything, 1, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_false(is_in);
    assert_int_equal(err.code, ERROR_FULL);
    char *want = mem_format("%.*s: picture 2 cannot be written: File too large",
                            (int)strlen(made.path) - 1, made.path);
    assert_string_equal(err.text, want);
    assert_false(recording_finish(film, NULL, &err));
    recording_close(film);
    film_folder_holds(made.folder, "");
    free(want);
    frame_free(picture);
    film_unmake(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_picture_is_exact_to_the_pixel),
        cmocka_unit_test(a_folder_of_pictures_is_replaced_and_another_is_not_touched),
        cmocka_unit_test(a_path_that_names_no_folder_of_pictures_is_refused),
        cmocka_unit_test(one_that_is_given_up_or_finds_no_room_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
