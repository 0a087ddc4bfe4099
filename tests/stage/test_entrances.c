// How an act comes in: what is seen of the old and of the new picture in the middle of it, and that
// it begins with the one and ends with the other.
#include "support/picture.h"
#include "trial.h"

#define MS INT64_C(1000)

enum { W = 160, H = 40 };

static SDL_Surface *copy_of(const struct trial *trial)
{
    SDL_Surface *copy = frame_new(trial->size);
    SDL_BlitSurface(trial->canvas, NULL, copy, NULL);
    return copy;
}

// Two slogans with backgrounds of their own, long enough to reach beyond their zone on both sides.
// The old one has stood for a second and a half when the new one comes in.
static void begin(struct trial *trial, const char *transition, const char *motion)
{
    char *text = NULL;
    assert_true(asprintf(&text,
                         "items = ( { kind = \"slogan\"; text = \"刷单返利都是诈骗都是诈骗\";"
                         " background = \"#600000\"; size = 24; speed = 120; },"
                         " { kind = \"slogan\"; text = \"先垫付就是陷阱先垫付就是陷阱\";"
                         " background = \"#003060\"; size = 24; motion = \"%s\"; speed = 120;"
                         " transition = { kind = \"%s\"; length = \"1s\"; }; } );",
                         motion, transition) > 0);
    trial_init(trial, text, NULL, W, H);
    free(text);
    trial_put_on(trial, 0, 0, 0);
    trial_draw(trial, 1500 * MS);
}

static uint32_t pixel(const SDL_Surface *picture, int x, int y)
{
    return ((const uint32_t *)picture->pixels)[y * picture->pitch / 4 + x] & 0xFFFFFF;
}

// The new slogan alone, `elapsed_ms` after it went on.
static SDL_Surface *alone(const char *motion, int64_t elapsed_ms)
{
    struct trial trial;
    begin(&trial, "cut", motion);
    trial_put_on(&trial, 0, 1, 1500 * MS);
    trial_draw(&trial, (1500 + elapsed_ms) * MS);
    SDL_Surface *picture = copy_of(&trial);
    trial_fini(&trial);
    return picture;
}

static void a_cut_shows_the_new_picture_at_once(void **state)
{
    (void)state;
    struct trial trial;
    begin(&trial, "cut", "hold");
    trial_put_on(&trial, 0, 1, 1500 * MS);
    trial_draw(&trial, 1500 * MS);
    assert_int_equal(trial_pixel(&trial, 0, 0), 0x003060);
    assert_int_equal(trial_pixel(&trial, W - 1, H - 1), 0x003060);
    trial_fini(&trial);
}

static void begins_with_the_old_picture(const char *transition)
{
    struct trial trial;
    begin(&trial, transition, "hold");
    SDL_Surface *old = copy_of(&trial);
    trial_put_on(&trial, 0, 1, 1500 * MS);
    trial_draw(&trial, 1500 * MS);
    struct picture_difference apart;
    assert_true(picture_compare(trial.canvas, old, &apart));
    assert_int_equal(apart.largest, 0);
    frame_free(old);
    trial_fini(&trial);
}

static void ends_with_the_new_picture(const char *transition, const char *motion)
{
    struct trial trial;
    begin(&trial, transition, motion);
    trial_put_on(&trial, 0, 1, 1500 * MS);
    for (int64_t at_ms = 1500; at_ms < 2500; at_ms += 100) {
        struct stage_frame frame = stage_draw(trial.stage, (struct mono){at_ms * MS}, trial.canvas);
        assert_int_equal(frame.count, 1);
        assert_int_equal(frame.next_us, at_ms * MS + 1); // every frame, as fast as the screen is
    }
    trial_draw(&trial, 2500 * MS);
    SDL_Surface *want = alone(motion, 1000);
    assert_true(frame_hash(trial.canvas) == frame_hash(want));
    frame_free(want);
    trial_fini(&trial);
}

static void every_entrance_begins_with_the_old_picture(void **state)
{
    (void)state;
    begins_with_the_old_picture("fade");
    begins_with_the_old_picture("slide");
}

static void every_entrance_ends_with_the_new_picture(void **state)
{
    (void)state;
    ends_with_the_new_picture("fade", "hold");
    ends_with_the_new_picture("slide", "hold");
    ends_with_the_new_picture("fade", "right");
    ends_with_the_new_picture("slide", "left");
}

static void a_fade_mixes_both_pictures(void **state)
{
    (void)state;
    struct trial trial;
    begin(&trial, "fade", "hold");
    SDL_Surface *old = copy_of(&trial);
    SDL_Surface *new = alone("hold", 250);
    trial_put_on(&trial, 0, 1, 1500 * MS);
    trial_draw(&trial, 1750 * MS);
    for (int y = 0; y < H; y++) {
        for (int x = 0; x < W; x++) {
            for (int shift = 0; shift < 24; shift += 8) {
                int a = (int)(pixel(old, x, y) >> shift & 0xFF);
                int b = (int)(pixel(new, x, y) >> shift & 0xFF);
                int got = (int)(trial_pixel(&trial, x, y) >> shift & 0xFF);
                assert_in_range(got - (3 * a + b) / 4 + 2, 0, 4);
            }
        }
    }
    picture_is_golden(trial.canvas, "stage-fade-250");
    frame_free(old);
    frame_free(new);
    trial_fini(&trial);
}

// The old picture moves out to the left while the new one follows from the right: each stays in its
// own part, however far its text would reach.
static void a_slide_keeps_both_pictures_apart(const char *motion, const char *name)
{
    struct trial trial;
    begin(&trial, "slide", motion);
    SDL_Surface *old = copy_of(&trial);
    SDL_Surface *new = alone(motion, 500);
    trial_put_on(&trial, 0, 1, 1500 * MS);
    trial_draw(&trial, 2000 * MS);
    for (int y = 0; y < H; y++) {
        for (int x = 0; x < W / 2; x++) {
            assert_int_equal(trial_pixel(&trial, x, y), pixel(old, x + W / 2, y));
            assert_int_equal(trial_pixel(&trial, x + W / 2, y), pixel(new, x, y));
        }
    }
    if (name != NULL) {
        picture_is_golden(trial.canvas, name);
    }
    frame_free(old);
    frame_free(new);
    trial_fini(&trial);
}

static void a_slide_pushes_the_old_picture_out(void **state)
{
    (void)state;
    a_slide_keeps_both_pictures_apart("hold", "stage-slide-500");
}

static void a_text_that_runs_in_stays_in_its_own_part_of_a_slide(void **state)
{
    (void)state;
    a_slide_keeps_both_pictures_apart("right", "stage-slide-right-500");
    a_slide_keeps_both_pictures_apart("left", NULL);
}

static void an_entrance_cut_short_by_the_next_one_ends_well(void **state)
{
    (void)state;
    struct trial trial;
    begin(&trial, "fade", "hold");
    trial_put_on(&trial, 0, 1, 1500 * MS);
    trial_draw(&trial, 1800 * MS);
    trial_put_on(&trial, 0, 0, 1900 * MS); // the first has no transition of its own: a cut
    trial_draw(&trial, 1900 * MS);
    assert_int_equal(trial_pixel(&trial, 0, 0), 0x600000);
    trial_put_on(&trial, 0, 1, 2000 * MS);
    trial_draw(&trial, 3000 * MS);
    SDL_Surface *want = alone("hold", 1000);
    assert_true(frame_hash(trial.canvas) == frame_hash(want));
    frame_free(want);
    trial_fini(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_shows_the_new_picture_at_once),
        cmocka_unit_test(every_entrance_begins_with_the_old_picture),
        cmocka_unit_test(every_entrance_ends_with_the_new_picture),
        cmocka_unit_test(a_fade_mixes_both_pictures),
        cmocka_unit_test(a_slide_pushes_the_old_picture_out),
        cmocka_unit_test(a_text_that_runs_in_stays_in_its_own_part_of_a_slide),
        cmocka_unit_test(an_entrance_cut_short_by_the_next_one_ends_well),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
