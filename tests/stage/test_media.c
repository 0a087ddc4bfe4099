// Pictures, films and sound on the stage, from files made on the spot.
#include "../media/clips.h"
#include "trial.h"

#include "base/file.h"
#include "base/mem.h"

#define MS INT64_C(1000)
#define SECOND (1000 * MS)

enum { W = 128, H = 64, NEAR = 12 };

static char *folder;

static void init(struct trial *trial, const char *playlist)
{
    trial_init(trial, playlist, folder, W, H);
}

static void assert_near(const struct trial *trial, int x, int y, uint32_t want)
{
    assert_colour(trial_pixel(trial, x, y), want, NEAR);
}

static void a_picture_fits_fills_or_stretches(void **state)
{
    (void)state;
    struct trial trial;
    init(&trial, "items = ( { file = \"wide.png\"; background = \"navy\"; },"
                 " { file = \"wide.png\"; fit = \"fill\"; },"
                 " { file = \"wide.png\"; fit = \"stretch\"; } );");
    // 80 × 20, four stripes of 20: red, green, blue, white
    assert_int_equal(trial_put_on(&trial, 0, 0, 0), 10 * SECOND);
    trial_draw(&trial, 0);
    assert_near(&trial, 10, 32, 0xFF0000);
    assert_near(&trial, 118, 32, 0xFFFFFF);
    assert_near(&trial, 64, 10, 0x0A2254); // 128 × 32 in the middle, its background around
    assert_near(&trial, 64, 54, 0x0A2254);
    trial_put_on(&trial, 0, 1, 1);
    trial_draw(&trial, 1);
    assert_near(&trial, 10, 5, 0x00FF00); // 256 × 64: its ends are cut
    assert_near(&trial, 118, 60, 0x0000FF);
    trial_put_on(&trial, 0, 2, 2);
    trial_draw(&trial, 2);
    assert_near(&trial, 5, 5, 0xFF0000);
    assert_near(&trial, 48, 60, 0x00FF00);
    assert_near(&trial, 122, 60, 0xFFFFFF);
    trial_fini(&trial);
}

static void what_is_transparent_in_a_picture_shows_what_lies_below(void **state)
{
    (void)state;
    struct trial trial;
    init(&trial, "items = ( { id = \"g\"; file = \"glass.png\"; },"
                 " { id = \"b\"; file = \"glass.png\"; background = \"#000080\"; } );"
                 "zones = ( { name = \"below\"; background = \"#008000\"; items = \"g\"; },"
                 " { name = \"above\"; w = 64; z = 1; background = \"none\"; items = ( \"g\", "
                 "\"b\" ); } );");
    trial_put_on(&trial, 0, 0, 0);
    trial_draw(&trial, 0);
    assert_near(&trial, 64, 32, 0x804000); // half red over green
    trial_put_on(&trial, 1, 0, 0);
    trial_draw(&trial, 1);
    assert_near(&trial, 32, 32, 0xC02000); // once more, over the one below
    assert_near(&trial, 32, 8, 0x804000);  // it is 64 × 32
    trial_put_on(&trial, 1, 1, 2);
    trial_draw(&trial, 2);
    assert_near(&trial, 32, 32, 0x800040);
    trial_fini(&trial);
}

static void a_film_shows_the_picture_that_is_due(void **state)
{
    (void)state;
    struct trial trial;
    init(&trial, "file = \"two.mp4\";");
    assert_int_equal(trial_put_on(&trial, 0, 0, 5 * SECOND) / MS, 2000);
    struct stage_frame frame = stage_draw(trial.stage, (struct mono){5 * SECOND}, trial.canvas);
    assert_near(&trial, 64, 32, 0xFF0000);
    // 10 pictures a second: nothing to do before the frame (60 a second) that is nearest to the
    // next
    assert_in_range(frame.next_us, 5 * SECOND + 91 * MS, 5 * SECOND + 92 * MS);
    assert_int_equal(
        stage_draw(trial.stage, (struct mono){5 * SECOND + 50 * MS}, trial.canvas).count, 0);
    trial_draw(&trial, 5 * SECOND + 950 * MS);
    assert_near(&trial, 64, 32, 0xFF0000);
    trial_draw(&trial, 5 * SECOND + 1050 * MS);
    assert_near(&trial, 64, 32, 0x0000FF);
    struct error err = {0};
    assert_false(stage_is_over(trial.stage, 0, (struct mono){5 * SECOND + 1050 * MS}, &err));
    trial_draw(&trial, 7 * SECOND);
    assert_near(&trial, 64, 32, 0x0000FF); // its last picture stays until something else comes
    assert_true(stage_is_over(trial.stage, 0, (struct mono){7 * SECOND}, &err));
    assert_string_equal(err.text, "");
    trial_fini(&trial);
}

static void a_film_keeps_its_shape_between_bars(void **state)
{
    (void)state;
    struct trial trial;
    init(&trial, "file = \"two.mp4\";"); // 64 × 64
    trial_put_on(&trial, 0, 0, 0);
    trial_draw(&trial, 0);
    assert_near(&trial, 16, 32, 0);
    assert_near(&trial, 112, 32, 0);
    assert_near(&trial, 36, 2, 0xFF0000);
    assert_near(&trial, 92, 61, 0xFF0000);
    trial_fini(&trial);
}

static void film_follows_film_without_a_black_frame(void **state)
{
    (void)state;
    struct trial trial;
    init(&trial, "items = ( { file = \"two.mp4\"; fit = \"stretch\"; },"
                 " { file = \"green.mp4\"; fit = \"stretch\"; } );");
    trial_put_on(&trial, 0, 0, 0);
    for (int64_t at_ms = 0; at_ms < 2000; at_ms += 100) {
        trial_draw(&trial, at_ms * MS);
        assert_true(trial_pixel(&trial, 64, 32) != 0);
    }
    trial_put_on(&trial, 0, 1, 2 * SECOND);
    trial_draw(&trial, 2 * SECOND);
    assert_near(&trial, 64, 32, 0x008000);
    trial_fini(&trial);
}

static void a_call_shows_its_words_while_it_sounds(void **state)
{
    (void)state;
    struct trial trial;
    init(&trial, "items = ( { file = \"beep.wav\"; caption = \"小喇叭开始广播\"; },"
                 " { file = \"beep.wav\"; picture = \"wide.png\"; } );");
    assert_int_equal(trial_put_on(&trial, 0, 0, 0) / (10 * MS), 150);
    trial_draw(&trial, 0);
    int words = trial_other_than(&trial, (struct rect){0, 0, W, H}, 0);
    assert_in_range(words, 300, W * H / 2);
    assert_false(stage_is_over(trial.stage, 0, (struct mono){1400 * MS}, NULL));
    assert_true(stage_is_over(trial.stage, 0, (struct mono){1501 * MS}, NULL));
    trial_put_on(&trial, 0, 1, 2 * SECOND);
    trial_draw(&trial, 2 * SECOND);
    assert_near(&trial, 10, 32, 0xFF0000);
    trial_fini(&trial);
}

static void a_film_and_a_call_go_on_in_the_middle(void **state)
{
    (void)state;
    struct trial trial;
    init(&trial, "items = ( { file = \"two.mp4\"; }, { file = \"beep.wav\"; } );");
    assert_int_equal(trial_put_on_from(&trial, 0, 0, 5 * SECOND, 850 * MS) / MS, 2000);
    trial_draw(&trial, 5 * SECOND);
    assert_near(&trial, 64, 32, 0xFF0000);
    trial_draw(&trial, 5 * SECOND + 100 * MS);
    assert_near(&trial, 64, 32, 0xFF0000);
    trial_draw(&trial, 5 * SECOND + 200 * MS);
    assert_near(&trial, 64, 32, 0x0000FF);
    assert_false(stage_is_over(trial.stage, 0, (struct mono){6 * SECOND}, NULL));
    trial_draw(&trial, 6150 * MS);
    struct error err = {0};
    assert_true(stage_is_over(trial.stage, 0, (struct mono){6150 * MS}, &err));
    assert_string_equal(err.text, "");
    assert_int_equal(trial_put_on_from(&trial, 0, 1, 7 * SECOND, SECOND) / (10 * MS), 150);
    assert_false(stage_is_over(trial.stage, 0, (struct mono){7400 * MS}, NULL));
    assert_true(stage_is_over(trial.stage, 0, (struct mono){7501 * MS}, NULL));
    trial_fini(&trial);
}

static void a_film_is_put_on_a_little_beside_where_it_was_cued(void **state)
{
    (void)state;
    for (int64_t from_us = 1200 * MS; from_us <= 1800 * MS; from_us += 600 * MS) {
        struct trial trial;
        init(&trial, "file = \"two.mp4\";");
        stage_cue(trial.stage, 0, &trial.playlist->items[0], 1500 * MS);
        while (stage_cued(trial.stage, 0, NULL) == ACT_PREPARING) {
            stage_prepare(trial.stage, (struct mono){0});
        }
        stage_take(trial.stage, 0, (struct mono){0}, (struct wall){0}, from_us);
        trial_draw(&trial, 0);
        assert_near(&trial, 64, 32, 0x0000FF);
        int64_t end_us = 2 * SECOND - from_us;
        trial_draw(&trial, end_us - 100 * MS);
        assert_false(stage_is_over(trial.stage, 0, (struct mono){end_us - 100 * MS}, NULL));
        trial_draw(&trial, end_us);
        assert_true(stage_is_over(trial.stage, 0, (struct mono){end_us}, NULL));
        trial_fini(&trial);
    }
}

// What a rehearsal shows must be there once and no longer: the files are gone when it goes round.
static void a_rehearsal_opens_a_film_and_a_call_once_and_knows_how_long_they_take(void **state)
{
    (void)state;
    enum { FILM = 0, CALL, PICTURED, COUNT };
    static const char *const names[] = {"once.mp4", "once.wav", "once.png"};
    clip_make(names[0], "-f lavfi -i color=red:s=64x64:r=10:d=1"
                        " -f lavfi -i color=blue:s=64x64:r=10:d=1"
                        " -filter_complex concat=n=2 -c:v libx264 -pix_fmt yuv420p");
    clip_make(names[1], "-f lavfi -i sine=frequency=440:duration=1.5");
    clip_make(names[2], "-f lavfi -i color=lime:s=128x64 -frames:v 1");
    const char *text = "items = ( { file = \"once.mp4\"; background = \"none\"; },"
                       " { file = \"once.wav\"; caption = \"小喇叭\"; },"
                       " { file = \"once.wav\"; picture = \"once.png\"; } );";
    struct trial exact;
    init(&exact, text);
    int64_t lengths_us[COUNT];
    uint64_t firsts[COUNT];
    for (size_t item = 0; item < COUNT; item++) {
        lengths_us[item] = trial_put_on(&exact, 0, item, (int64_t)item);
        trial_draw(&exact, (int64_t)item);
        firsts[item] = frame_hash(exact.canvas);
    }
    trial_fini(&exact);
    struct trial trial;
    trial_init_rehearsal(&trial, text, folder, W, H, COUNT);
    int64_t at_us = 0;
    for (int round = 0; round < 3; round++) {
        for (size_t item = 0; item < COUNT; item++) {
            assert_int_equal(trial_put_on_from(&trial, 0, item, at_us, round * 400 * MS),
                             lengths_us[item]);
            trial_draw(&trial, at_us);
            assert_true(frame_hash(trial.canvas) == firsts[item]);
            int64_t end_us = at_us + lengths_us[item] - round * 400 * MS;
            assert_int_equal(stage_draw(trial.stage, (struct mono){end_us - 1}, trial.canvas).count,
                             0);
            assert_false(stage_is_over(trial.stage, 0, (struct mono){end_us - 20 * MS}, NULL));
            assert_true(stage_is_over(trial.stage, 0, (struct mono){end_us}, NULL));
            at_us = end_us;
        }
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            remove(clip_path(names[i]));
        }
    }
    trial_fini(&trial);
}

static void fails(const char *playlist, const char *wanted)
{
    struct trial trial;
    init(&trial, playlist);
    stage_cue(trial.stage, 0, &trial.playlist->items[0], 0);
    while (stage_cued(trial.stage, 0, NULL) == ACT_PREPARING) {
        stage_prepare(trial.stage, (struct mono){0});
    }
    const char *why = NULL;
    assert_int_equal(stage_cued(trial.stage, 0, &why), ACT_FAILED);
    if (strstr(why, wanted) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", why, wanted);
    }
    // the stage can go on
    stage_take_house(trial.stage, 0, (struct mono){1});
    trial_draw(&trial, 1);
    assert_near(&trial, 1, 1, 0x0A2254);
    trial_fini(&trial);
}

static void what_cannot_be_shown_says_why(void **state)
{
    (void)state;
    fails("file = \"missing.png\";", "No such file");
    fails("items = ( { kind = \"video\"; file = \"beep.wav\"; } );", "neither a picture nor sound");
    fails("items = ( { kind = \"audio\"; file = \"green.mp4\"; } );",
          "neither a picture nor sound");
    fails("items = ( { kind = \"image\"; file = \"beep.wav\"; } );", "neither a picture nor sound");
    fails("file = \"noise.mp4\";", "");
}

static void say_digest(struct trial *trial, const char *sha256)
{
    snprintf(trial->playlist->items[0].sha256, sizeof trial->playlist->items[0].sha256, "%s",
             sha256);
}

static void other_bytes_than_were_signed_are_not_performed(void **state)
{
    (void)state;
    static const char *const playlists[] = {
        "file = \"two.mp4\";", "items = ( { kind = \"image\"; file = \"wide.png\"; } );",
        "items = ( { kind = \"audio\"; file = \"beep.wav\"; } );"};
    for (size_t i = 0; i < 3; i++) {
        for (int is_rehearsal = 0; is_rehearsal < 2; is_rehearsal++) { // films differ there
            struct trial trial;
            if (is_rehearsal) {
                trial_init_rehearsal(&trial, playlists[i], folder, W, H, 1);
            } else {
                init(&trial, playlists[i]);
            }
            const char *why = "";
            say_digest(&trial, "00000000000000000000000000000000"
                               "00000000000000000000000000000000");
            stage_cue(trial.stage, 0, &trial.playlist->items[0], 0);
            while (stage_cued(trial.stage, 0, &why) == ACT_PREPARING) {
                stage_prepare(trial.stage, (struct mono){0});
            }
            assert_int_equal(stage_cued(trial.stage, 0, &why), ACT_FAILED);
            assert_string_equal(why, "its bytes are not those that were signed");
            assert_false(stage_cued_is_vetting(trial.stage, 0));
            trial_fini(&trial);
        }
    }
}

static int set_up(void **state)
{
    if (open_fonts(state) != 0 || clips_set_up(state) != 0) {
        return -1;
    }
    const char *path =
        clip_make("wide.png", "-f lavfi -i color=red:s=20x20 -f lavfi -i color=lime:s=20x20"
                              " -f lavfi -i color=blue:s=20x20 -f lavfi -i color=white:s=20x20"
                              " -filter_complex hstack=inputs=4,format=rgb24 -frames:v 1");
    folder = file_folder(path);
    clip_make("glass.png", "-f lavfi -i color=red@0.5:s=128x64,format=rgba -frames:v 1");
    clip_make("two.mp4", "-f lavfi -i color=red:s=64x64:r=10:d=1"
                         " -f lavfi -i color=blue:s=64x64:r=10:d=1"
                         " -filter_complex concat=n=2 -c:v libx264 -pix_fmt yuv420p");
    clip_make("green.mp4",
              "-f lavfi -i color=green:s=64x64:r=10:d=1 -c:v libx264 -pix_fmt yuv420p");
    clip_make("beep.wav", "-f lavfi -i sine=frequency=440:duration=1.5");
    clip_write("noise.mp4", "this is no film", 15);
    return 0;
}

static int tear_down(void **state)
{
    free(folder);
    return close_fonts(state) != 0 || clips_tear_down(state) != 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_fits_fills_or_stretches),
        cmocka_unit_test(what_is_transparent_in_a_picture_shows_what_lies_below),
        cmocka_unit_test(a_film_shows_the_picture_that_is_due),
        cmocka_unit_test(a_film_keeps_its_shape_between_bars),
        cmocka_unit_test(film_follows_film_without_a_black_frame),
        cmocka_unit_test(a_call_shows_its_words_while_it_sounds),
        cmocka_unit_test(a_film_and_a_call_go_on_in_the_middle),
        cmocka_unit_test(a_film_is_put_on_a_little_beside_where_it_was_cued),
        cmocka_unit_test(a_rehearsal_opens_a_film_and_a_call_once_and_knows_how_long_they_take),
        cmocka_unit_test(what_cannot_be_shown_says_why),
        cmocka_unit_test(other_bytes_than_were_signed_are_not_performed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
