// A film for each target, and what ffprobe finds in it.
#include "films.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "record/targets.h"
#include "screen/frame.h"

static void a_film_for_a_target_is_what_its_table_says(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    char *path = file_join(folder, "a.mp4");
    const struct target *target;
    for (size_t i = 0; (target = target_at(i)) != NULL; i++) {
        // As large as it may be, at the usual rate: the highest level that it is given.
        struct size size = target->most;
        struct format format;
        struct error err = {0};
        assert_true(target_format(target, size, target->usual_mhz, &format, &err));
        struct recording *film = film_open(path, &format, size, target->usual_mhz, true);
        SDL_Surface *picture = frame_new(size);
        float *silence = mem_zeroed(2 * 1600, sizeof *silence);
        frame_fill(picture, (struct colour){30, 90, 200, 255});
        for (int frame = 0; frame < 3; frame++) {
            film_add(film, picture, (struct rect){0, 0, size.w, size.h});
            assert_true(recording_add_sound(film, silence, 1600, &err));
        }
        assert_true(film_finish(film) <= format.most_bytes);
        bool is_baseline = str_is(format.profile, "baseline");
        film_is(path, "v", "codec_name", "h264");
        film_is(path, "v", "profile", is_baseline ? "Constrained Baseline" : "Main");
        char level[16];
        snprintf(level, sizeof level, "%d", format.level);
        film_is(path, "v", "level", level);
        film_is(path, "v", "pix_fmt", "yuv420p");
        film_is(path, "a", "codec_name", "aac");
        film_is(path, "a", "profile", "LC");
        film_is(path, "a", "sample_rate", "48000");
        film_is(path, "a", "channels", "2");
        free(silence);
        frame_free(picture);
    }
    free(path);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_film_for_a_target_is_what_its_table_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
