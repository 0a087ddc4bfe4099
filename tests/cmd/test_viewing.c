// Items looked at by themselves: which instants say how they go, and that what is seen there is
// what the show has.
#include "support/letters.h"
#include "support/test.h"

#include "cmd/viewing.h"
#include "screen/frame.h"

static int set_up(void **state)
{
    return open_fonts(state) != 0 || setenv("XIAOLABA_DECODE", TEST_DECODE, 1) != 0;
}

// The first item of a playlist in its first zone.
struct sight {
    struct setting setting;
    struct rehearsal rehearsal;
    struct viewing *viewing;
    int64_t length_us;
    int64_t instants[VIEWING_MOST];
    int count;
};

static const struct wall morning = {INT64_C(1795651200) * CLOCK_SECOND_US};

static void look(struct sight *self, const char *text, struct size canvas)
{
    struct troubles troubles = {0};
    *self = (struct sight){
        .setting = {.playlist = playlist_parse("list.cfg", text, strlen(text), &troubles),
                    .point = point_parse("point.cfg", "id = \"p\";", 9, &troubles),
                    .fonts = fonts}};
    if (self->setting.playlist == NULL || troubles.count > 0) {
        fail_msg("%s", troubles.items[0].sentence);
    }
    rehearsal_init(&self->rehearsal, &self->setting, canvas, &troubles);
    if (troubles.count > 0) {
        fail_msg("%s", troubles.items[0].sentence);
    }
    self->length_us = self->rehearsal.lengths_us[0][0];
    self->viewing = viewing_new(&self->rehearsal, 0, 0, morning);
    self->count = viewing_instants(self->viewing, 5, self->instants);
}

static void look_away(struct sight *self)
{
    viewing_free(self->viewing);
    rehearsal_fini(&self->rehearsal);
    playlist_free(self->setting.playlist);
    point_free(self->setting.point);
}

static uint64_t seen_at(struct sight *self, int64_t at_us)
{
    struct SDL_Surface *picture = viewing_at(self->viewing, at_us);
    assert_non_null(picture);
    return frame_hash(picture);
}

static uint64_t shown_at(const struct sight *self, int64_t at_us)
{
    struct SDL_Surface *picture = rehearsal_at(&self->rehearsal, at_us, morning);
    uint64_t hash = frame_hash(picture);
    frame_free(picture);
    return hash;
}

// No two neighbours alike, and each what the show has then.
static void assert_goes_as_shown(struct sight *self)
{
    uint64_t last = 0;
    for (int i = 0; i < self->count; i++) {
        uint64_t seen = seen_at(self, self->instants[i]);
        assert_true(seen != last);
        assert_true(seen == shown_at(self, self->instants[i]));
        last = seen;
    }
}

#define STRIP ((struct size){256, 32})
#define WIDE ((struct size){160, 90})

static void what_stands_still_needs_one_picture(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "items = ( { id = \"a\"; text = \"不轻信\"; motion = \"hold\"; } );",
        "items = ( { id = \"a\"; text = \"不轻信\"; motion = \"hold\"; blink = 1; hold = 20; } );",
        "items = ( { id = \"a\"; kind = \"qr\"; text = \"96110\"; } );",
        "items = ( { id = \"a\"; kind = \"clock\"; seconds = true; } );",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct sight sight;
        look(&sight, texts[i], WIDE);
        assert_int_equal(sight.count, 0);
        assert_int_equal(viewing_middle_us(sight.viewing) / CLOCK_SECOND_US,
                         sight.length_us / 2 / CLOCK_SECOND_US);
        look_away(&sight);
    }
}

static void text_that_runs_is_looked_at_evenly(void **state)
{
    (void)state;
    struct sight sight;
    look(&sight, "items = ( { id = \"a\"; text = \"陌生来电不轻信，转账汇款多核实\"; } );", STRIP);
    assert_int_equal(sight.count, 5);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(sight.instants[i], sight.length_us * (2 * i + 1) / 10);
    }
    assert_int_equal(viewing_middle_us(sight.viewing), sight.instants[2]);
    assert_goes_as_shown(&sight);
    look_away(&sight);
}

static void text_that_runs_twice_is_looked_at_once(void **state)
{
    (void)state;
    struct sight sight;
    look(&sight, "items = ( { id = \"a\"; text = \"转账汇款多核实\"; passes = 2; } );", STRIP);
    assert_int_equal(viewing_middle_us(sight.viewing), sight.length_us / 4);
    assert_int_equal(sight.instants[4], sight.length_us * 9 / 20);
    look_away(&sight);
}

static void every_page_is_looked_at_in_its_middle(void **state)
{
    (void)state;
    struct sight sight;
    look(&sight,
         "items = ( { id = \"a\"; text = \"不轻信\\n不透露\\n不转账\\n多核实\"; size = 40;"
         " motion = \"hold\"; page = 4; passes = 2; } );",
         (struct size){160, 50});
    assert_int_equal(sight.count, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(sight.instants[i], (4 * i + 2) * CLOCK_SECOND_US);
    }
    assert_goes_as_shown(&sight);
    look_away(&sight);
}

static void text_that_flashes_is_looked_at_while_it_is_there(void **state)
{
    (void)state;
    struct sight sight;
    look(&sight,
         "items = ( { id = \"a\"; text = \"不轻信\\n不透露\"; size = 40; motion = \"hold\";"
         " page = 3; blink = 0.5; background = \"#000080\"; } );",
         (struct size){160, 50});
    assert_int_equal(sight.count, 2);
    struct SDL_Surface *empty = frame_new((struct size){160, 50});
    frame_fill(empty, (struct colour){0, 0, 0x80, 255});
    for (int i = 0; i < 2; i++) {
        assert_true(seen_at(&sight, sight.instants[i]) != frame_hash(empty));
    }
    assert_true(seen_at(&sight, 1500000) == frame_hash(empty)); // there are such moments
    frame_free(empty);
    look_away(&sight);
}

static void a_film_that_is_begun_anywhere_is_what_it_is_when_it_is_played(void **state)
{
    (void)state;
    struct sight sight;
    look(&sight,
         "items = ( { id = \"a\"; file = \"" XIAOLABA_SOURCE_DIR
         "/assets/films/shuadan.mp4\"; transition = { kind = \"fade\"; }; } );",
         WIDE);
    assert_int_equal(sight.length_us / 100000, 164);
    assert_int_equal(sight.count, 5);
    assert_goes_as_shown(&sight);
    assert_true(seen_at(&sight, sight.instants[0]) == shown_at(&sight, sight.instants[0])); // back
    look_away(&sight);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_still_needs_one_picture),
        cmocka_unit_test(text_that_runs_is_looked_at_evenly),
        cmocka_unit_test(text_that_runs_twice_is_looked_at_once),
        cmocka_unit_test(every_page_is_looked_at_in_its_middle),
        cmocka_unit_test(text_that_flashes_is_looked_at_while_it_is_there),
        cmocka_unit_test(a_film_that_is_begun_anywhere_is_what_it_is_when_it_is_played),
    };
    return cmocka_run_group_tests(tests, set_up, close_fonts);
}
