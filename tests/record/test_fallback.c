// An FFmpeg without the usual encoder: dlsym() is wrapped, and what looks encoders up does not find
// libx264 by its name.
#include "films.h"

#include "screen/frame.h"

#include <dlfcn.h>
#include <libavcodec/avcodec.h>

static const struct size small = {64, 48};
static const struct rect everything = {0, 0, 64, 48};

static __typeof__(avcodec_find_encoder_by_name) *find_real;
static const char *stand_in; // is there as libx264 under this name; NULL: it is not there

static const AVCodec *find_other(const char *name)
{
    if (strcmp(name, "libx264") == 0) {
        return NULL;
    }
    return find_real(stand_in != NULL && strcmp(name, stand_in) == 0 ? "libx264" : name);
}

void *__real_dlsym(void *library, const char *name);
void *__wrap_dlsym(void *library, const char *name);
void *__wrap_dlsym(void *library, const char *name)
{
    void *symbol = __real_dlsym(library, name);
    if (strcmp(name, "avcodec_find_encoder_by_name") == 0) {
        memcpy(&find_real, &symbol, sizeof symbol);
        __typeof__(avcodec_find_encoder_by_name) *other = find_other;
        memcpy(&symbol, &other, sizeof symbol);
    }
    return symbol;
}

static void without_any_encoder_it_is_said_which_is_missing(void **state)
{
    (void)state;
    stand_in = NULL;
    struct made made = film_make("a.mp4");
    struct format format = film_format(made.path, NULL);
    const struct recording_wish wish = {made.path, &format, small, 25000, 1000000, false};
    struct error err = {0};
    assert_null(recording_open(&wish, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_string_equal(err.text, "this FFmpeg has no libx264: H.264 cannot be written with it");
    film_folder_holds(made.folder, "");
    film_unmake(&made);
}

static void another_encoder_steps_in_and_that_is_said(void **state)
{
    (void)state;
    stand_in = "libopenh264";
    struct made made = film_make("a.mp4");
    struct format format = film_format(made.path, NULL);
    struct recording *film = film_open(made.path, &format, small, 25000, false);
    assert_non_null(strstr(recording_note(film), "H.264 is made by libopenh264"));
    SDL_Surface *picture = frame_new(small);
    film_add(film, picture, everything);
    film_finish(film);
    film_is(made.path, "v", "codec_name", "h264");
    frame_free(picture);
    film_unmake(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_any_encoder_it_is_said_which_is_missing),
        cmocka_unit_test(another_encoder_steps_in_and_that_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
