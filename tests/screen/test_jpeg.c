// Pictures as JPEG, read back by libjpeg.
#include "screen/frame.h"
#include "support/picture.h"
#include "support/test.h"

#include "base/file.h"
#include "base/str.h"

#include <dirent.h>
#include <jpeglib.h>
#include <signal.h>
#include <sys/resource.h>

static uint32_t *pixel(SDL_Surface *frame, int x, int y)
{
    return (uint32_t *)(void *)((char *)frame->pixels + (ptrdiff_t)y * frame->pitch) + x;
}

// What a JPEG says of itself, and its picture. A JPEG that is none ends the test: libjpeg exits.
struct read_back {
    SDL_Surface *picture;
    int density, density_unit;
    bool has_full_colour; // no two pixels share one
};

static struct read_back read_jpeg(const void *bytes, size_t length)
{
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, bytes, length);
    jpeg_read_header(&jpeg, TRUE);
    struct read_back out = {.density = jpeg.X_density,
                            .density_unit = jpeg.density_unit,
                            .has_full_colour =
                                jpeg.max_h_samp_factor == 1 && jpeg.max_v_samp_factor == 1};
    assert_int_equal(jpeg.X_density, jpeg.Y_density);
    jpeg.out_color_space = JCS_RGB;
    jpeg_start_decompress(&jpeg);
    out.picture = frame_new((struct size){(int)jpeg.output_width, (int)jpeg.output_height});
    uint8_t *line = calloc(jpeg.output_width, 3);
    while (jpeg.output_scanline < jpeg.output_height) {
        int y = (int)jpeg.output_scanline;
        jpeg_read_scanlines(&jpeg, &line, 1);
        for (unsigned x = 0; x < jpeg.output_width; x++) {
            const uint8_t *rgb = line + (size_t)x * 3;
            *pixel(out.picture, (int)x, y) =
                (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2];
        }
    }
    free(line);
    assert_int_equal(errors.num_warnings, 0);
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return out;
}

// Strokes a pixel wide in saturated colours: what fewer colours than pixels would smear.
static SDL_Surface *strokes(int w, int h)
{
    static const struct colour colours[] = {
        {230, 0, 18, 255}, {10, 34, 84, 255}, {255, 214, 0, 255}};
    SDL_Surface *frame = frame_new((struct size){w, h});
    for (int x = 0; x < w; x++) {
        frame_fill_rect(frame, (struct rect){x, 0, 1, h}, colours[x % 3]);
    }
    return frame;
}

static void coloured_strokes_a_pixel_wide_keep_their_colours(void **state)
{
    (void)state;
    for (int w = 1; w < 50; w += 16) { // blocks have eight columns; widths that fill none
        SDL_Surface *frame = strokes(w, 19);
        struct str bytes = {0};
        struct error err = {0};
        assert_true(frame_jpeg(frame, 95, 0, &bytes, &err));
        struct read_back back = read_jpeg(bytes.text, bytes.length);
        assert_true(back.has_full_colour);
        struct picture_difference apart;
        assert_true(picture_compare(frame, back.picture, &apart));
        assert_true(apart.mean < 8); // with half the colours: above 30
        frame_free(back.picture);
        frame_free(frame);
        str_fini(&bytes);
    }
}

static void it_says_how_large_it_is_when_it_is_printed(void **state)
{
    (void)state;
    enum { INCHES = 1 };
    SDL_Surface *frame = strokes(8, 8);
    struct str bytes = {0};
    struct error err = {0};
    assert_true(frame_jpeg(frame, 90, 300, &bytes, &err));
    struct read_back back = read_jpeg(bytes.text, bytes.length);
    assert_int_equal(back.density, 300);
    assert_int_equal(back.density_unit, INCHES);
    frame_free(back.picture);
    frame_free(frame);
    str_fini(&bytes);
}

static void the_same_picture_gives_the_same_bytes(void **state)
{
    (void)state;
    SDL_Surface *frame = strokes(333, 210); // more than one portion of the writer's
    for (int i = 0; i < 333 * 210; i++) {
        *pixel(frame, i % 333, i / 333) ^= (uint32_t)i * 2654435761u >> 8;
    }
    struct str once = {0};
    struct str twice = {0};
    struct error err = {0};
    str_add(&once, "before");
    str_add(&twice, "before");
    assert_true(frame_jpeg(frame, 100, 0, &once, &err));
    for (int i = 0; i < 333 * 210; i++) {
        *pixel(frame, i % 333, i / 333) |= 0xFF000000; // the byte that nobody sees
    }
    assert_true(frame_jpeg(frame, 100, 0, &twice, &err));
    assert_true(once.length > 2 * 65536);
    assert_int_equal(once.length, twice.length);
    assert_memory_equal(once.text, twice.text, once.length);
    assert_memory_equal(once.text, "before\xFF\xD8", 8);
    struct read_back back = read_jpeg(once.text + 6, once.length - 6);
    struct picture_difference apart;
    assert_true(picture_compare(frame, back.picture, &apart));
    assert_true(apart.mean < 2);
    frame_free(back.picture);
    frame_free(frame);
    str_fini(&once);
    str_fini(&twice);
}

static void a_picture_that_is_too_wide_for_the_format_is_refused(void **state)
{
    (void)state;
    SDL_Surface *frame = frame_new((struct size){65501, 1});
    struct str bytes = {0};
    struct error err = {0};
    str_add(&bytes, "before");
    assert_false(frame_jpeg(frame, 90, 0, &bytes, &err));
    assert_int_equal(err.code, ERROR_FULL);
    assert_non_null(strstr(err.text, "65500"));
    assert_string_equal(str_text(&bytes), "before");
    frame_free(frame);
    str_fini(&bytes);
}

static int files_in(const char *folder)
{
    DIR *entries = opendir(folder);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    closedir(entries);
    return count;
}

static void a_file_is_replaced_in_one_step_or_left_alone(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    char *path = file_join(folder, "card.jpg");
    SDL_Surface *frame = strokes(64, 64);
    struct error err = {0};
    assert_true(frame_save_jpeg(frame, path, 90, 0, &err));
    char *before;
    size_t before_length;
    assert_true(file_read(path, 1 << 20, &before, &before_length, &err));

    // A disk that is full after the first hundred bytes.
    struct rlimit kept;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &kept), 0);
    struct rlimit tight = {100, kept.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    frame_fill(frame, (struct colour){1, 2, 3, 255});
    bool done = frame_save_jpeg(frame, path, 90, 0, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &kept), 0);
    assert_false(done);
    assert_int_equal(err.code, ERROR_FULL);
    assert_non_null(strstr(err.text, path));

    char *after;
    size_t after_length;
    assert_true(file_read(path, 1 << 20, &after, &after_length, &err));
    assert_int_equal(after_length, before_length);
    assert_memory_equal(after, before, before_length);
    assert_int_equal(files_in(folder), 1); // no leavings beside it
    assert_false(frame_save_jpeg(frame, "/nonexistent/folder/a.jpg", 90, 0, &err));
    assert_non_null(strstr(err.text, "No such file"));
    free(before);
    free(after);
    frame_free(frame);
    free(path);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coloured_strokes_a_pixel_wide_keep_their_colours),
        cmocka_unit_test(it_says_how_large_it_is_when_it_is_printed),
        cmocka_unit_test(the_same_picture_gives_the_same_bytes),
        cmocka_unit_test(a_picture_that_is_too_wide_for_the_format_is_refused),
        cmocka_unit_test(a_file_is_replaced_in_one_step_or_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
