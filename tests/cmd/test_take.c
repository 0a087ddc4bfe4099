// Takes: what is handed over is what the screen would show, frame for frame.
#include "support/test.h"

#include <math.h>
#include <SDL.h>

#include "base/file.h"
#include "base/mem.h"
#include "cmd/rehearse.h"
#include "cmd/stretch.h"
#include "cmd/table.h"
#include "cmd/take.h"
#include "screen/frame.h"
#include "screen/remap.h"

enum { RATE_MHZ = 25000, FRAMES_MOST = 4000 };

// What one take was: a picture of every frame, by its digest, and all of its sound.
struct reel {
    uint64_t hashes[FRAMES_MOST];
    bool is_changed[FRAMES_MOST];
    int64_t count;
    struct SDL_Surface *first;
    float *sound;
    size_t sound_count, sound_capacity;
    volatile sig_atomic_t *ends; // set after so many frames
    int64_t ends_after;
    int64_t fails_after; // frames; 0: never
};

struct studio {
    char *folder;
    char *point; // NULL: none
    struct setting setting;
    struct reel reel;
};

static bool keep_picture(void *self, const struct SDL_Surface *picture, const struct rect *changed,
                         int count, struct error *err)
{
    struct reel *reel = self;
    (void)changed;
    assert_in_range(reel->count, 0, FRAMES_MOST - 1);
    if (reel->count == 0) {
        reel->first = frame_new(frame_size(picture));
        SDL_BlitSurface((SDL_Surface *)(uintptr_t)picture, NULL, reel->first, NULL);
    }
    reel->is_changed[reel->count] = count > 0;
    reel->hashes[reel->count++] = frame_hash(picture);
    if (reel->ends != NULL && reel->count == reel->ends_after) {
        *reel->ends = 1;
    }
    return reel->count != reel->fails_after || error_set(err, ERROR_FULL, "no space left");
}

static bool keep_sound(void *self, const float *frames, size_t count, struct error *err)
{
    struct reel *reel = self;
    (void)err;
    for (size_t i = 0; i < 2 * count; i++) {
        reel->sound = MEM_GROW(reel->sound, reel->sound_count, reel->sound_capacity);
        reel->sound[reel->sound_count++] = frames[i];
    }
    return true;
}

static void load(struct studio *self)
{
    char *path = mem_format("%s/list.cfg", self->folder);
    struct opt none[] = {{"point", 0, "FILE", ""}, {0}};
    struct command command = {.name = "test", .options = none};
    char *words[] = {"test", path, "--point", self->point};
    struct opts opts;
    assert_true(opts_read(&opts, &command, self->point != NULL ? 4 : 2, words));
    struct troubles troubles = {0};
    assert_true(setting_load(&self->setting, path, &opts, &troubles));
    assert_int_equal(troubles_errors(&troubles), 0);
    troubles_fini(&troubles);
    opts_fini(&opts);
    free(path);
    self->setting.point->fps = RATE_MHZ / 1000;
}

static void build(struct studio *self, const char *text)
{
    setenv("XIAOLABA_DECODE", TEST_DECODE, 1);
    *self = (struct studio){.folder = test_folder_make()};
    free(test_file(self->folder, "list.cfg", text));
}

static void forget(struct reel *self)
{
    frame_free(self->first);
    free(self->sound);
    *self = (struct reel){0};
}

static void tear_down(struct studio *self)
{
    forget(&self->reel);
    setting_fini(&self->setting);
    free(self->point);
    test_folder_remove(self->folder);
}

static const struct size small = {320, 64};

// Takes `frames` from `start_us` on.
static void take(struct studio *self, int64_t start_us, int64_t frames)
{
    struct error err = {0};
    load(self);
    struct take take = {.setting = &self->setting,
                        .canvas = small,
                        .rate_mhz = RATE_MHZ,
                        .start = {start_us},
                        .frames = frames,
                        .sink = {keep_picture, keep_sound, &self->reel}};
    if (!take_perform(&take, &err)) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(take.kept, self->reel.count);
    setting_fini(&self->setting);
}

// What `xiaolaba shot` shows at that time.
static uint64_t shot_hash(struct studio *self, int64_t at_us)
{
    struct rehearsal rehearsal;
    struct troubles troubles = {0};
    load(self);
    rehearsal_init(&rehearsal, &self->setting, small, &troubles);
    assert_int_equal(troubles.count, 0);
    struct SDL_Surface *picture = rehearsal_at(&rehearsal, at_us, (struct wall){0});
    uint64_t hash = frame_hash(picture);
    frame_free(picture);
    rehearsal_fini(&rehearsal);
    setting_fini(&self->setting);
    return hash;
}

// The fade begins with a frame; the text that runs ends between two.
static const char slogans[] =
    "items = ( { id = \"a\"; text = \"陌生来电不轻信\"; motion = \"hold\"; hold = \"2s\"; },"
    "{ id = \"b\"; text = \"反诈专线96110\"; motion = \"hold\"; hold = \"1s\"; transition = "
    "\"fade\"; },"
    "{ id = \"c\"; text = \"转账汇款多核实\"; speed = 200; } );";

static void every_frame_is_what_a_shot_of_its_time_shows(void **state)
{
    (void)state;
    struct studio studio;
    build(&studio, slogans);
    take(&studio, 0, 250);
    assert_int_equal(studio.reel.count, 250);
    for (int64_t frame = 0; frame < 250; frame += 7) {
        if (studio.reel.hashes[frame] != shot_hash(&studio, frame * 40000)) {
            fail_msg("frame %lld differs", (long long)frame);
        }
    }
    tear_down(&studio);
}

static void a_take_may_begin_in_the_midst_of_a_text(void **state)
{
    (void)state;
    struct studio studio;
    build(&studio, slogans);
    int64_t start_us = 3400000; // the third text is on its way
    take(&studio, start_us, 20);
    assert_int_equal(studio.reel.hashes[0], shot_hash(&studio, start_us));
    assert_int_equal(studio.reel.hashes[19], shot_hash(&studio, start_us + 19 * 40000));
    assert_true(studio.reel.hashes[0] != studio.reel.hashes[19]);
    tear_down(&studio);
}

static void frames_that_stand_still_are_handed_over_as_unchanged(void **state)
{
    (void)state;
    struct studio studio;
    build(&studio, slogans);
    take(&studio, 0, 100);
    for (int64_t frame = 1; frame < 100; frame++) {
        bool differs = studio.reel.hashes[frame] != studio.reel.hashes[frame - 1];
        assert_true(studio.reel.is_changed[frame] || !differs);
    }
    assert_false(studio.reel.is_changed[20]); // the first text stands for two seconds
    assert_true(studio.reel.is_changed[90]);
    tear_down(&studio);
}

static void make_film(const struct studio *studio)
{
    // A beep and a white picture in the second second, both exactly from 1 s to 1.2 s.
    char *command = mem_format(
        "ffmpeg -v error -f lavfi -i \"color=black:s=320x64:r=25:d=3,"
        "drawbox=c=white:t=fill:enable='between(t,1,1.19)'\" -f lavfi -i "
        "\"aevalsrc='0.5*sin(2*PI*1000*t)*between(t,1,1.2)':s=48000:d=3\" -c:v libx264 -qp 0 "
        "-c:a pcm_s16le -y '%s/film.mkv'",
        studio->folder);
    assert_int_equal(system(command), 0);
    free(command);
}

static void a_film_keeps_its_pictures_and_its_sound_together(void **state)
{
    (void)state;
    struct studio studio;
    build(&studio, "items = ( { id = \"a\"; text = \"稍后\"; motion = \"hold\"; hold = \"1s\"; },"
                   "\"film.mkv\" );");
    make_film(&studio);
    take(&studio, 0, 90);
    const struct reel *reel = &studio.reel;
    assert_int_equal(reel->sound_count, 2 * 90 * 1920);
    // The film begins with frame 25, its flash a second later.
    assert_true(reel->hashes[49] != reel->hashes[50]);
    assert_int_equal(reel->hashes[50], reel->hashes[54]);
    assert_int_equal(reel->hashes[55], reel->hashes[49]);
    size_t first = 0;
    while (first < reel->sound_count / 2 && fabsf(reel->sound[2 * first]) < 0.02f) {
        first++;
    }
    assert_in_range(first, 50 * 1920 - 2, 50 * 1920 + 4);
    tear_down(&studio);
}

static void a_film_begins_where_the_take_does(void **state)
{
    (void)state;
    struct studio studio;
    build(&studio, "items = ( \"film.mkv\" );");
    make_film(&studio);
    take(&studio, 900000, 10);
    assert_true(studio.reel.hashes[1] != studio.reel.hashes[3]);
    assert_int_equal(studio.reel.hashes[3], studio.reel.hashes[6]);
    assert_int_equal(studio.reel.hashes[8], studio.reel.hashes[1]);
    tear_down(&studio);
}

// Its pictures get brighter one by one; 25 of them, and sound that is as long as half a picture
// more.
static void a_film_that_follows_a_film_loses_nothing(void **state)
{
    (void)state;
    struct studio studio;
    build(&studio, "items = ( \"a.mkv\", \"b.mkv\" );");
    for (int i = 0; i < 2; i++) {
        char *command = mem_format(
            "ffmpeg -v error -f lavfi -i \"nullsrc=s=320x64:r=25:d=1,geq=lum='16+8*N':cb=%d:cr=128"
            "\" -f lavfi -i \"aevalsrc='0.5*sin(2*PI*1000*t)':s=48000:d=1.02\" -c:v libx264 -qp 0 "
            "-c:a pcm_s16le -y '%s/%c.mkv'",
            100 + 50 * i, studio.folder, 'a' + i);
        assert_int_equal(system(command), 0);
        free(command);
    }
    take(&studio, 0, 75);
    const struct reel *reel = &studio.reel;
    for (int i = 1; i < 75; i++) {
        if (reel->hashes[i] == reel->hashes[i - 1]) {
            fail_msg("frame %d is that before it", i);
        }
    }
    for (int i = 0; i < 25; i++) { // the first film once more
        assert_int_equal(reel->hashes[50 + i], reel->hashes[i]);
    }
    int silent = 0;
    for (size_t i = 100; i < reel->sound_count / 2; i++) {
        silent = fabsf(reel->sound[2 * i]) < 0.01f ? silent + 1 : 0;
        assert_true(silent < 48);
    }
    tear_down(&studio);
}

static void two_takes_are_the_same_bit_for_bit(void **state)
{
    (void)state;
    struct studio studio;
    build(&studio,
          "items = ( \"反诈专线96110\", \"film.mkv\" ); defaults = { transition = \"fade\"; };");
    make_film(&studio);
    take(&studio, 0, 400);
    struct reel first = studio.reel;
    studio.reel = (struct reel){0};
    take(&studio, 0, 400);
    assert_memory_equal(first.hashes, studio.reel.hashes, sizeof first.hashes);
    assert_int_equal(first.sound_count, studio.reel.sound_count);
    assert_memory_equal(first.sound, studio.reel.sound, first.sound_count * sizeof(float));
    forget(&first);
    tear_down(&studio);
}

// --- loops -------------------------------------------------------------------------------------

static void assert_closes(const char *text, size_t jumping)
{
    struct studio studio;
    build(&studio, text);
    struct rehearsal rehearsal;
    struct troubles troubles = {0};
    struct error err = {0};
    struct stretch stretch;
    load(&studio);
    rehearsal_init(&rehearsal, &studio.setting, small, &troubles);
    if (!stretch_find(&stretch, &rehearsal, &(struct stretch_wish){.is_loop = true}, &err)) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(stretch.jumping_zone, jumping);
    rehearsal_fini(&rehearsal);
    int64_t frames = stretch.length_us * RATE_MHZ / 1000000000;
    struct take take = {.setting = &studio.setting,
                        .canvas = small,
                        .rate_mhz = RATE_MHZ,
                        .start = stretch.start,
                        .lead_us = stretch.lead_us,
                        .frames = frames + 3,
                        .sink = {keep_picture, NULL, &studio.reel}};
    assert_true(take_perform(&take, &err));
    for (int64_t i = 0; i < 3; i++) {
        assert_int_equal(studio.reel.hashes[i], studio.reel.hashes[frames + i]);
    }
    assert_true(studio.reel.hashes[0] != studio.reel.hashes[frames / 2]);
    tear_down(&studio);
}

static void a_loop_ends_as_it_begins(void **state)
{
    (void)state;
    assert_closes(slogans, SIZE_MAX);
}

static void an_endless_loop_ends_in_the_midst_of_its_texts(void **state)
{
    (void)state;
    assert_closes(
        "items = ( \"陌生来电不轻信\", \"转账汇款多核实\" );"
        "zones = ( { name = \"ticker\"; endless = true; speed = 200; items = ( \"item-1\","
        " \"item-2\" ); } );",
        SIZE_MAX);
}

static void zones_that_come_round_together_close_together(void **state)
{
    (void)state;
    assert_closes("items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = \"2s\"; },"
                  "{ id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = \"2s\"; },"
                  "{ id = \"c\"; text = \"丙\"; motion = \"hold\"; hold = \"3s\"; } );"
                  "zones = ( { name = \"left\"; w = \"50%\"; items = ( \"a\", \"b\" ); },"
                  "{ name = \"right\"; x = \"50%\"; w = \"50%\"; items = ( \"c\", \"a\" ); } );",
                  SIZE_MAX);
}

static void a_row_that_never_repeats_still_closes(void **state)
{
    (void)state;
    size_t size = 0;
    struct error err = {0};
    char *text = NULL;
    const char *path = XIAOLABA_SOURCE_DIR "/playlists/evergreen.cfg";
    assert_true(file_read(path, 1 << 20, &text, &size, &err));
    assert_closes(text, SIZE_MAX);
    free(text);
}

static void zones_that_do_not_come_round_together_get_time_for_all_they_have(void **state)
{
    (void)state;
    struct studio studio;
    build(&studio, "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = \"7s\"; },"
                   "{ id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = \"127.12s\"; },"
                   "{ id = \"c\"; text = \"丙\"; motion = \"hold\"; hold = \"3.04s\"; } );"
                   "zones = ( { name = \"large\"; w = \"80%\"; items = ( \"a\" ); },"
                   "{ name = \"small\"; x = \"80%\"; w = \"20%\"; items = ( \"b\", \"c\" ); } );");
    struct rehearsal rehearsal;
    struct troubles troubles = {0};
    struct error err = {0};
    struct stretch stretch;
    load(&studio);
    rehearsal_init(&rehearsal, &studio.setting, small, &troubles);
    assert_true(stretch_find(&stretch, &rehearsal, &(struct stretch_wish){.is_loop = true}, &err));
    assert_int_equal(stretch.jumping_zone, 1);
    assert_int_equal(stretch.length_us, 133000000); // 19 times 7 s: 130.16 s are needed
    rehearsal_fini(&rehearsal);
    tear_down(&studio);
}

static int64_t length_of_round(const char *text)
{
    struct studio studio;
    build(&studio, text);
    struct rehearsal rehearsal;
    struct troubles troubles = {0};
    struct error err = {0};
    struct stretch stretch;
    load(&studio);
    rehearsal_init(&rehearsal, &studio.setting, small, &troubles);
    assert_true(stretch_find(&stretch, &rehearsal, &(struct stretch_wish){0}, &err));
    rehearsal_fini(&rehearsal);
    tear_down(&studio);
    return stretch.length_us;
}

static void a_round_shows_everything_as_often_as_its_weight_says(void **state)
{
    (void)state;
    assert_int_equal(
        length_of_round("items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = \"2s\";"
                        " weight = 3; },"
                        "{ id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = \"3s\"; } );"),
        9000000);
}

static void the_largest_zone_that_moves_says_how_long_a_round_is(void **state)
{
    (void)state;
    assert_int_equal(
        length_of_round(
            "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = \"2s\"; },"
            "{ id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = \"2s\"; },"
            "{ id = \"q\"; kind = \"qr\"; text = \"96110\"; hold = \"70s\"; } );"
            "zones = ( { name = \"code\"; w = \"80%\"; items = \"q\"; },"
            "{ name = \"text\"; x = \"80%\"; w = \"20%\"; items = ( \"a\", \"b\" ); } );"),
        4000000);
}

// --- walls and ends ----------------------------------------------------------------------------

static void a_take_is_what_the_wall_is_sent(void **state)
{
    (void)state;
    struct studio studio;
    build(&studio, slogans);
    take(&studio, 0, 1);
    struct SDL_Surface *canvas = studio.reel.first;
    studio.reel.first = NULL;
    forget(&studio.reel);
    studio.point = test_file(studio.folder, "point.cfg",
                             "id = \"p\"; canvas = \"320x64\"; wall = { fold = 2; };\n"
                             "gamma = 2.0;\n");
    take(&studio, 0, 1);
    load(&studio);
    struct wallmap map = point_map(studio.setting.point, small);
    struct tone tone = tone_of(LIGHT_FULL, studio.setting.point->light.gamma);
    struct SDL_Surface *sent = remap_whole(canvas, &map, &tone);
    assert_int_equal(frame_size(studio.reel.first).h, 128);
    assert_int_equal(frame_hash(studio.reel.first), frame_hash(sent));
    assert_int_equal(take_output(&studio.setting, small).w, 160);
    wallmap_fini(&map);
    frame_free(sent);
    frame_free(canvas);
    tear_down(&studio);
}

static void a_clock_without_a_time_is_left_empty(void **state)
{
    (void)state;
    struct studio studio;
    build(&studio, "items = ( { id = \"c\"; kind = \"clock\"; background = \"navy\"; } );");
    take(&studio, 0, 2);
    struct SDL_Surface *empty = frame_new(small);
    uint32_t corner = *(const uint32_t *)studio.reel.first->pixels;
    SDL_FillRect(empty, NULL, corner);
    assert_int_equal(studio.reel.hashes[0], frame_hash(empty));
    frame_free(empty);
    tear_down(&studio);
}

static void a_sink_that_fails_ends_the_take(void **state)
{
    (void)state;
    struct studio studio;
    struct error err = {0};
    build(&studio, slogans);
    load(&studio);
    studio.reel.fails_after = 5;
    struct take take = {.setting = &studio.setting,
                        .canvas = small,
                        .rate_mhz = RATE_MHZ,
                        .frames = 1000,
                        .sink = {keep_picture, NULL, &studio.reel}};
    assert_false(take_perform(&take, &err));
    assert_int_equal(err.code, ERROR_FULL);
    assert_int_equal(studio.reel.count, 5);
    tear_down(&studio);
}

static void whoever_has_seen_enough_keeps_what_there_is(void **state)
{
    (void)state;
    struct studio studio;
    struct error err = {0};
    volatile sig_atomic_t must_end = 0;
    build(&studio, slogans);
    load(&studio);
    studio.reel.ends = &must_end;
    studio.reel.ends_after = 7;
    struct take take = {.setting = &studio.setting,
                        .canvas = small,
                        .rate_mhz = RATE_MHZ,
                        .frames = 1000,
                        .must_end = &must_end,
                        .sink = {keep_picture, NULL, &studio.reel}};
    assert_true(take_perform(&take, &err));
    assert_int_equal(take.kept, 7);
    tear_down(&studio);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_frame_is_what_a_shot_of_its_time_shows),
        cmocka_unit_test(a_take_may_begin_in_the_midst_of_a_text),
        cmocka_unit_test(frames_that_stand_still_are_handed_over_as_unchanged),
        cmocka_unit_test(a_film_keeps_its_pictures_and_its_sound_together),
        cmocka_unit_test(a_film_begins_where_the_take_does),
        cmocka_unit_test(a_film_that_follows_a_film_loses_nothing),
        cmocka_unit_test(two_takes_are_the_same_bit_for_bit),
        cmocka_unit_test(a_loop_ends_as_it_begins),
        cmocka_unit_test(an_endless_loop_ends_in_the_midst_of_its_texts),
        cmocka_unit_test(zones_that_come_round_together_close_together),
        cmocka_unit_test(zones_that_do_not_come_round_together_get_time_for_all_they_have),
        cmocka_unit_test(a_row_that_never_repeats_still_closes),
        cmocka_unit_test(a_round_shows_everything_as_often_as_its_weight_says),
        cmocka_unit_test(the_largest_zone_that_moves_says_how_long_a_round_is),
        cmocka_unit_test(a_take_is_what_the_wall_is_sent),
        cmocka_unit_test(a_clock_without_a_time_is_left_empty),
        cmocka_unit_test(a_sink_that_fails_ends_the_take),
        cmocka_unit_test(whoever_has_seen_enough_keeps_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
