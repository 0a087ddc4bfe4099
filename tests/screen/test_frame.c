// One picture in memory, its hash, and what becomes of it in a file.
#include "screen/frame.h"
#include "screen/screen.h"
#include "screen/versions.h"
#include "support/picture.h"
#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

#include <unistd.h>

static uint32_t *pixel(SDL_Surface *frame, int x, int y)
{
    return (uint32_t *)(void *)((char *)frame->pixels + (ptrdiff_t)y * frame->pitch) + x;
}

// A picture whose every pixel differs from its neighbours.
static SDL_Surface *pattern(int w, int h)
{
    SDL_Surface *frame = frame_new((struct size){w, h});
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            *pixel(frame, x, y) = (uint32_t)(x * 40503 + y * 2654435 + 77) & 0xFFFFFF;
        }
    }
    return frame;
}

static void a_new_picture_is_black(void **state)
{
    (void)state;
    SDL_Surface *frame = frame_new((struct size){7, 3});
    assert_int_equal(frame_size(frame).w, 7);
    assert_int_equal(frame_size(frame).h, 3);
    for (int i = 0; i < 21; i++) {
        assert_int_equal(*pixel(frame, i % 7, i / 7) & 0xFFFFFF, 0);
    }
    frame_free(frame);
    frame_free(NULL);
}

static void the_unused_byte_does_not_change_the_hash(void **state)
{
    (void)state;
    SDL_Surface *frame = pattern(9, 5);
    uint64_t hash = frame_hash(frame);
    for (int i = 0; i < 45; i++) {
        *pixel(frame, i % 9, i / 9) ^= (uint32_t)(i * 37 % 256) << 24;
    }
    assert_true(frame_hash(frame) == hash);
    frame_free(frame);
}

static void padding_does_not_change_the_hash(void **state)
{
    (void)state;
    SDL_Surface *frame = pattern(9, 5);
    uint32_t wide[5][16];
    memset(wide, 0xA5, sizeof wide);
    SDL_Surface *padded =
        SDL_CreateRGBSurfaceWithFormatFrom(wide, 9, 5, 32, sizeof wide[0], SDL_PIXELFORMAT_RGB888);
    SDL_BlitSurface(frame, NULL, padded, NULL);
    assert_true(frame_hash(frame) == frame_hash(padded));
    wide[2][9] ^= 0xFFFFFF; // behind the edge
    assert_true(frame_hash(frame) == frame_hash(padded));
    SDL_FreeSurface(padded);
    frame_free(frame);
}

static void any_visible_bit_changes_the_hash(void **state)
{
    (void)state;
    SDL_Surface *frame = pattern(9, 5);
    uint64_t hash = frame_hash(frame);
    for (int i = 0; i < 45; i++) {
        for (int bit = 0; bit < 24; bit++) {
            *pixel(frame, i % 9, i / 9) ^= 1u << bit;
            assert_false(frame_hash(frame) == hash);
            *pixel(frame, i % 9, i / 9) ^= 1u << bit;
        }
    }
    uint32_t kept = *pixel(frame, 0, 0);
    *pixel(frame, 0, 0) = *pixel(frame, 1, 0);
    *pixel(frame, 1, 0) = kept;
    assert_false(frame_hash(frame) == hash); // the order counts
    frame_free(frame);
}

static void a_saved_picture_is_the_same_when_it_is_loaded(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    char *path = file_join(folder, "frame.png");
    for (int w = 1; w < 40; w += 13) {
        SDL_Surface *frame = pattern(w, 11);
        struct error err = {0};
        assert_true(frame_save(frame, path, &err));
        SDL_Surface *loaded = picture_load(path);
        assert_non_null(loaded);
        struct picture_difference apart;
        assert_true(picture_compare(frame, loaded, &apart));
        assert_int_equal(apart.largest, 0);
        SDL_FreeSurface(loaded);
        frame_free(frame);
    }
    char *part = NULL;
    assert_true(asprintf(&part, "%s.part", path) > 0);
    assert_false(file_exists(part));
    free(part);
    free(path);
    test_folder_remove(folder);
}

// Dots per metre that the file says; 0: none.
static unsigned density_of(const char *path)
{
    struct error err = {0};
    char *bytes;
    size_t length;
    assert_true(file_read(path, 1 << 20, &bytes, &length, &err));
    const unsigned char *chunk = memmem(bytes, length, "pHYs", 4);
    unsigned density = 0;
    if (chunk != NULL) {
        assert_memory_equal(chunk + 4, chunk + 8, 4); // as dense down as across
        assert_int_equal(chunk[12], 1);               // in metres
        density = (unsigned)chunk[6] << 8 | chunk[7];
    }
    free(bytes);
    return density;
}

static void the_bytes_of_a_picture_are_those_of_its_file(void **state)
{
    (void)state;
    struct error err = {0};
    SDL_Surface *frame = pattern(33, 21);
    char *folder = test_folder_make();
    char *path = file_join(folder, "a.png");
    char *file;
    size_t length;
    struct str bytes = {0};
    str_add(&bytes, "before");
    assert_true(frame_png(frame, &bytes, &err));
    assert_true(frame_save(frame, path, &err));
    assert_true(file_read(path, 1 << 20, &file, &length, &err));
    assert_int_equal(bytes.length, length + 6);
    assert_memory_equal(bytes.text + 6, file, length);
    free(file);
    free(path);
    str_fini(&bytes);
    test_folder_remove(folder);
    frame_free(frame);
}

static void a_picture_for_print_says_how_large_it_is(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    char *path = file_join(folder, "print.png");
    SDL_Surface *frame = pattern(5, 4);
    struct error err = {0};
    assert_true(frame_save_print(frame, path, 300, &err));
    assert_int_equal(density_of(path), 11811); // 300 / 0.0254
    SDL_Surface *loaded = picture_load(path);
    struct picture_difference apart;
    assert_true(picture_compare(frame, loaded, &apart));
    assert_int_equal(apart.largest, 0);
    assert_true(frame_save(frame, path, &err));
    assert_int_equal(density_of(path), 0);
    SDL_FreeSurface(loaded);
    frame_free(frame);
    free(path);
    test_folder_remove(folder);
}

static void a_picture_that_cannot_be_saved_says_why(void **state)
{
    (void)state;
    SDL_Surface *frame = pattern(3, 3);
    struct error err = {0};
    assert_false(frame_save(frame, "/nonexistent/folder/a.png", &err));
    assert_int_equal(err.code, ERROR_FULL);
    assert_non_null(strstr(err.text, "No such file"));
    if (file_exists("/dev/full")) { // a disk without room, at the first write
        char *folder = test_folder_make();
        char *path = file_join(folder, "full.png");
        char *part = file_join(folder, "full.png.part");
        assert_int_equal(symlink("/dev/full", part), 0);
        assert_false(frame_save(frame, path, &err));
        assert_non_null(strstr(err.text, "No space"));
        assert_false(file_exists(path));
        assert_false(file_exists(part));
        free(part);
        free(path);
        test_folder_remove(folder);
    }
    frame_free(frame);
}

// What is written to standard error while the picture is saved, which fails. Owns: the caller.
static char *said_while_saving(SDL_Surface *frame, const char *path, struct error *err)
{
    fflush(stderr);
    int kept = dup(STDERR_FILENO);
    FILE *said = tmpfile();
    assert_non_null(said);
    assert_true(dup2(fileno(said), STDERR_FILENO) >= 0);
    bool done = frame_save(frame, path, err);
    fflush(stderr);
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    close(kept);
    assert_false(done);
    char text[256] = "";
    rewind(said);
    size_t length = fread(text, 1, sizeof text - 1, said);
    text[length] = '\0';
    fclose(said);
    return mem_copy(text);
}

static void what_a_full_disk_stops_is_for_the_caller_to_say(void **state)
{
    (void)state;
    if (!file_exists("/dev/full")) {
        skip();
    }
    char *folder = test_folder_make();
    char *path = file_join(folder, "full.png");
    char *part = file_join(folder, "full.png.part");
    assert_int_equal(symlink("/dev/full", part), 0);
    SDL_Surface *frame = pattern(200, 200); // more than is buffered: fails in the middle of it
    struct error err = {0};
    char *said = said_while_saving(frame, path, &err);
    assert_string_equal(said, "");
    assert_non_null(strstr(err.text, "No space"));
    frame_free(frame);
    free(said);
    free(part);
    free(path);
    test_folder_remove(folder);
}

static void a_picture_is_scaled_into_its_place_and_nowhere_else(void **state)
{
    (void)state;
    SDL_Surface *from = frame_new((struct size){10, 10});
    frame_fill(from, (struct colour){200, 100, 50, 255});
    SDL_Surface *into = frame_new((struct size){40, 30});
    frame_fill(into, (struct colour){0, 0, 255, 255});
    frame_scale(from, into, (struct rect){5, 5, 25, 20});
    for (int y = 0; y < 30; y++) {
        for (int x = 0; x < 40; x++) {
            bool is_in = x >= 5 && x < 30 && y >= 5 && y < 25;
            assert_int_equal(*pixel(into, x, y) & 0xFFFFFF, is_in ? 0xC86432 : 0x0000FF);
        }
    }
    frame_free(into);
    into = frame_new((struct size){10, 10});
    SDL_Surface *same = pattern(10, 10);
    frame_scale(same, into, (struct rect){0, 0, 10, 10});
    assert_true(frame_hash(same) == frame_hash(into)); // 1:1 is a copy
    frame_free(same);
    frame_free(into);
    frame_free(from);
}

static void a_memory_screen_keeps_what_was_drawn(void **state)
{
    (void)state;
    struct screen *screen = screen_open_memory((struct size){20, 10});
    assert_int_equal(screen_size(screen).w, 20);
    assert_int_equal(screen_size(screen).h, 10);
    assert_int_equal(screen_rate_mhz(screen), 0); // it shows nothing by itself
    SDL_Surface *canvas = screen_canvas(screen);
    assert_int_equal(canvas->w, 20);
    assert_int_equal(canvas->format->BytesPerPixel, 4);
    frame_fill(canvas, (struct colour){1, 2, 3, 255});
    struct error err = {0};
    struct rect all = {0, 0, 20, 10};
    assert_true(screen_present(screen, &all, 1, &err));
    assert_int_equal(screen_poll(screen), SCREEN_NOTHING);
    assert_ptr_equal(screen_canvas(screen), canvas);
    assert_int_equal(*pixel(canvas, 19, 9) & 0xFFFFFF, 0x010203);
    screen_close(screen);
    screen_close(NULL);
}

static void the_libraries_say_their_versions(void **state)
{
    (void)state;
    struct str out = {0};
    screen_versions(&out);
    assert_non_null(strstr(str_text(&out), "SDL 2."));
    assert_non_null(strstr(str_text(&out), "libpng 1."));
    assert_non_null(strstr(str_text(&out), "libjpeg-turbo "));
    str_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_picture_is_black),
        cmocka_unit_test(the_unused_byte_does_not_change_the_hash),
        cmocka_unit_test(padding_does_not_change_the_hash),
        cmocka_unit_test(any_visible_bit_changes_the_hash),
        cmocka_unit_test(a_saved_picture_is_the_same_when_it_is_loaded),
        cmocka_unit_test(the_bytes_of_a_picture_are_those_of_its_file),
        cmocka_unit_test(a_picture_for_print_says_how_large_it_is),
        cmocka_unit_test(a_picture_that_cannot_be_saved_says_why),
        cmocka_unit_test(what_a_full_disk_stops_is_for_the_caller_to_say),
        cmocka_unit_test(a_picture_is_scaled_into_its_place_and_nowhere_else),
        cmocka_unit_test(a_memory_screen_keeps_what_was_drawn),
        cmocka_unit_test(the_libraries_say_their_versions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
