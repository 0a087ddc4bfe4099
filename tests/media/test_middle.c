// A medium that begins in the middle shows and sounds what playing through shows and sounds there.
// The sound is noise: it resembles itself at one place only, so that an offset can be measured.
#include "clips.h"

#include <math.h>

#include "base/mem.h"

#define MS INT64_C(1000)
#define SECOND (1000 * MS)

enum { W = 64, H = 48, FRAMES_PER_S = 25 };

#define PICTURES "-f lavfi -i testsrc2=s=64x48:r=25:d=6"
#define NOISE "-f lavfi -i anoisesrc=seed=7:amplitude=0.5:sample_rate=48000:duration=6"
#define H264 " -pix_fmt yuv420p -c:v libx264 -preset veryfast -bf 3 -g 60"

static struct medium *try_from(const char *path, bool wants_sound, int64_t start_us)
{
    struct error err = {0};
    struct medium_wish wish = {
        .box = {W, H}, .fit = FIT_CONTAIN, .wants_sound = wants_sound, .start_us = start_us};
    struct medium *medium = medium_open(path, &wish, &err);
    assert_non_null(medium);
    medium_wait(medium, CLIP_WAIT_US);
    return medium;
}

static struct medium *open_from(const char *path, bool wants_sound, int64_t start_us)
{
    struct medium *medium = try_from(path, wants_sound, start_us);
    if (medium_state(medium) != MEDIUM_READY) {
        fail_msg("%s from %g s: %s", path, (double)start_us / 1e6, medium_error(medium));
    }
    return medium;
}

// The picture at an instant, as a number that tells it from the others.
static uint64_t picture_at(struct medium *medium, int64_t at_us)
{
    assert_true(medium_picture(medium, at_us, MEDIUM_WAIT) >= 0);
    struct size size = medium_info(medium)->shown;
    SDL_Surface *into =
        SDL_CreateRGBSurfaceWithFormat(0, size.w, size.h, 32, SDL_PIXELFORMAT_RGB888);
    medium_draw(medium, into, 0, 0);
    uint64_t hash = UINT64_C(14695981039346656037);
    for (int y = 0; y < size.h; y++) {
        const uint8_t *row = (const uint8_t *)into->pixels + (ptrdiff_t)y * into->pitch;
        for (int x = 0; x < size.w * 4; x++) {
            hash = (hash ^ (x % 4 == 3 ? 0 : row[x])) * UINT64_C(1099511628211);
        }
    }
    SDL_FreeSurface(into);
    return hash;
}

enum { STEP_MS = 10, STEPS = 600 };

static void assert_same_pictures(const char *path)
{
    uint64_t *through = mem_zeroed(STEPS, sizeof *through);
    struct medium *medium = open_from(path, false, 0);
    for (int i = 0; i < STEPS; i++) {
        through[i] = picture_at(medium, (int64_t)i * STEP_MS * MS);
    }
    medium_close(medium);
    static const int starts_ms[] = {10,   40,   390,  500,  510,  1990,
                                    2390, 2400, 2410, 4790, 4800, 5950};
    for (size_t s = 0; s < sizeof starts_ms / sizeof starts_ms[0]; s++) {
        int first = starts_ms[s] / STEP_MS;
        medium = open_from(path, false, starts_ms[s] * MS);
        assert_int_equal(medium_picture(medium, starts_ms[s] * MS, MEDIUM_WAIT), 0);
        for (int i = first; i < STEPS && i < first + 150; i++) {
            if (picture_at(medium, (int64_t)i * STEP_MS * MS) != through[i]) {
                fail_msg("%s from %d ms: another picture at %d ms", path, starts_ms[s],
                         i * STEP_MS);
            }
        }
        medium_close(medium);
    }
    free(through);
}

enum { SOUND_FRAMES = 48000 * 6, WINDOW = 1200, FARTHEST = 2400 };

static double difference(const float *a, const float *b)
{
    double sum = 0.0;
    for (size_t i = 0; i < WINDOW; i++) {
        double away = (double)a[2 * i] - (double)b[2 * i];
        sum += away * away;
    }
    return sum;
}

// By how many frames the sound from the middle comes late, where it resembles the one that was
// played through best.
static int offset_of(const float *through, size_t count, const float *middle, size_t start)
{
    int best = 0;
    static const float silence[2 * WINDOW];
    double least = INFINITY;
    for (int late = -FARTHEST; late <= FARTHEST; late++) {
        int64_t at = (int64_t)start - late;
        if (at < 0 || at + WINDOW > (int64_t)count) {
            continue;
        }
        double away = difference(through + 2 * at, middle);
        if (away < least) {
            least = away;
            best = late;
        }
    }
    // it is that sound, not just any; a codec may make a part of a noise up
    double all = difference(middle, silence);
    if (least > 0.5 * all) {
        fail_msg("it is another sound: at best %g of %g differs", least, all);
    }
    return best;
}

// `tolerance`: frames.
static void assert_same_sound(const char *path, int tolerance)
{
    float *through = mem_zeroed(2 * SOUND_FRAMES, sizeof *through);
    float *middle = mem_zeroed(2 * (size_t)WINDOW, sizeof *middle);
    struct medium *medium = open_from(path, true, 0);
    size_t count = medium_wait_sound(medium, through, SOUND_FRAMES);
    medium_close(medium);
    static const int starts_ms[] = {20, 700, 2400, 3333, 5003, 5700};
    enum {
        SETTLED = 6 * WINDOW
    }; // frames; codecs need a moment of sound before they are themselves
    for (size_t s = 0; s < sizeof starts_ms / sizeof starts_ms[0]; s++) {
        medium = open_from(path, true, starts_ms[s] * MS);
        medium_picture(medium, starts_ms[s] * MS, MEDIUM_WAIT);
        size_t skipped = 0;
        for (size_t i = 0; i < SETTLED / WINDOW; i++) {
            skipped += medium_wait_sound(medium, middle, WINDOW);
        }
        assert_int_equal(medium_wait_sound(medium, middle, WINDOW), WINDOW);
        int late = offset_of(through, count, middle, (size_t)starts_ms[s] * 48 + skipped);
        if (abs(late) > tolerance) {
            fail_msg("%s from %d ms: its sound is %d frames late", path, starts_ms[s], late);
        }
        medium_close(medium);
    }
    free(through);
    free(middle);
}

enum { MS_FRAMES = 48 }; // Matroska's stamps are whole milliseconds

struct clip {
    const char *name, *arguments;
    int tolerance; // of its sound, in frames; −1: it has none
};

static void films_show_what_playing_through_shows(void **state)
{
    (void)state;
    static const struct clip clips[] = {
        {"b.mp4", PICTURES " " NOISE H264 " -c:a aac -aac_pns 0", 0},
        {"fragments.mp4", PICTURES " " NOISE H264 " -c:a aac -aac_pns 0 -movflags frag_keyframe",
         0},
        {"open.mkv", PICTURES " " NOISE H264 " -x264-params open-gop=1 -c:a libopus", MS_FRAMES},
        {"late.ts", PICTURES " " NOISE H264 " -c:a aac -aac_pns 0 -output_ts_offset 3600", 0},
        {"open.ts", PICTURES " " NOISE H264 " -x264-params open-gop=1 -c:a mp2", 0},
        {"vp9.webm", PICTURES " " NOISE " -c:v libvpx-vp9 -cpu-used 8 -g 60 -c:a libopus",
         MS_FRAMES},
        {"vp8.webm", PICTURES " " NOISE " -c:v libvpx -cpu-used 8 -g 60 -c:a libvorbis", MS_FRAMES},
        {"old.mpg", PICTURES " " NOISE " -c:v mpeg2video -bf 2 -g 30 -c:a mp2", 0},
        {"old.avi", PICTURES " " NOISE " -c:v mpeg4 -g 50 -c:a pcm_s16le", 0},
        {"refresh.mp4", PICTURES H264 " -x264-params intra-refresh=1", -1},
        {"uneven.mp4", PICTURES H264 " -vf select=not(mod(n\\,7))+not(mod(n\\,5)) -vsync vfr", -1},
    };
    for (size_t i = 0; i < sizeof clips / sizeof clips[0]; i++) {
        const char *path = clip_make(clips[i].name, clips[i].arguments);
        assert_same_pictures(path);
        if (clips[i].tolerance >= 0) {
            assert_same_sound(path, clips[i].tolerance);
        }
    }
}

static void sounds_sound_what_playing_through_sounds(void **state)
{
    (void)state;
    static const struct clip clips[] = {
        {"n.wav", NOISE, 0},
        {"n.flac", NOISE, 0},
        {"n.m4a", NOISE " -c:a aac -aac_pns 0", 0},
        {"n.ogg", NOISE " -c:a libvorbis", 0},
        {"n.opus", NOISE " -c:a libopus -f ogg", 0},
        {"cbr.mp3", NOISE " -c:a libmp3lame -b:a 128k", 0},
        {"vbr.mp3", NOISE " -c:a libmp3lame -q:a 4", 0},
        {"n.aac", NOISE " -c:a aac -aac_pns 0 -f adts", 0},
        {"44.mp3", NOISE " -c:a libmp3lame -ar 44100", 0},
    };
    for (size_t i = 0; i < sizeof clips / sizeof clips[0]; i++) {
        assert_same_sound(clip_make(clips[i].name, clips[i].arguments), clips[i].tolerance);
    }
}

static void a_start_behind_the_end_shows_the_last_picture_and_is_over(void **state)
{
    (void)state;
    const char *path = clip_make("short.mp4", PICTURES " " NOISE H264 " -c:a aac -aac_pns 0 -t 2");
    struct medium *medium = open_from(path, true, 0);
    uint64_t last = picture_at(medium, 1990 * MS);
    medium_close(medium);
    for (int64_t start_us = 2500 * MS; start_us < 100 * SECOND; start_us *= 10) {
        medium = open_from(path, true, start_us);
        assert_true(picture_at(medium, start_us) == last);
        assert_true(medium_is_over(medium, start_us, NULL));
        assert_string_equal(medium_damage(medium), "");
        medium_close(medium);
    }
    path = clip_make("short.mp3", NOISE " -c:a libmp3lame -t 2");
    medium = open_from(path, true, 5 * SECOND);
    assert_true(medium_info(medium)->has_sound);
    medium_picture(medium, 5 * SECOND, MEDIUM_WAIT);
    assert_true(medium_is_over(medium, 5 * SECOND, NULL));
    assert_string_equal(medium_damage(medium), "");
    medium_close(medium);
}

static void the_length_is_the_whole_file_s_and_its_end_comes_after_the_rest(void **state)
{
    (void)state;
    const char *path = clip_make("rest.mp4", PICTURES " " NOISE H264 " -c:a aac -aac_pns 0");
    struct medium *medium = open_from(path, true, 4 * SECOND);
    assert_in_range(medium_info(medium)->length_us, 5990 * MS, 6050 * MS);
    float *rest = mem_zeroed(2 * SOUND_FRAMES, sizeof *rest);
    assert_in_range(medium_wait_sound(medium, rest, SOUND_FRAMES), 48 * 1990, 48 * 2050);
    free(rest);
    for (int64_t at_us = 4 * SECOND; at_us <= 5900 * MS; at_us += 100 * MS) {
        medium_picture(medium, at_us, MEDIUM_WAIT);
        assert_false(medium_is_over(medium, at_us, NULL));
    }
    medium_picture(medium, 6100 * MS, MEDIUM_WAIT);
    int64_t length_us = 0;
    assert_true(medium_is_over(medium, 6100 * MS, &length_us));
    assert_in_range(length_us, 5990 * MS, 6050 * MS);
    assert_string_equal(medium_damage(medium), "");
    medium_close(medium);
}

static void a_file_that_is_cut_off_is_damaged_wherever_it_begins(void **state)
{
    (void)state;
    const char *path = clip_make("whole.mp4", PICTURES H264 " -movflags +faststart");
    size_t length = 0;
    char *bytes = clip_read(path, &length);
    path = clip_write("cut.mp4", bytes, length * 6 / 10);
    free(bytes);
    for (int64_t start_us = 0; start_us <= 5 * SECOND; start_us += 2500 * MS) {
        struct medium *medium = open_from(path, false, start_us); // 5 s: behind the cut
        medium_picture(medium, 10 * SECOND, MEDIUM_WAIT);
        assert_true(medium_is_over(medium, 10 * SECOND, NULL));
        assert_non_null(strstr(medium_damage(medium), "it ends after"));
        medium_close(medium);
    }
}

static void a_still_picture_stands_from_any_start(void **state)
{
    (void)state;
    const char *path = clip_make("red.png", "-f lavfi -i color=red:s=40x30 -frames:v 1");
    struct medium *medium = open_from(path, false, 7 * SECOND);
    assert_int_equal(medium_picture(medium, 7 * SECOND, MEDIUM_WAIT), 0);
    assert_false(medium_is_over(medium, 60 * SECOND, NULL));
    medium_close(medium);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(films_show_what_playing_through_shows),
        cmocka_unit_test(sounds_sound_what_playing_through_sounds),
        cmocka_unit_test(a_start_behind_the_end_shows_the_last_picture_and_is_over),
        cmocka_unit_test(the_length_is_the_whole_file_s_and_its_end_comes_after_the_rest),
        cmocka_unit_test(a_file_that_is_cut_off_is_damaged_wherever_it_begins),
        cmocka_unit_test(a_still_picture_stands_from_any_start),
    };
    return cmocka_run_group_tests(tests, clips_set_up, clips_tear_down);
}
