// Drawing only what changed is an economy that nobody may see. A stage that draws what changed
// walks beside one that draws everything anew on a dirty canvas: after every step both must show
// the same picture. It is how zones over each other, transitions and transparent backgrounds are
// kept right at once.
#include "../media/clips.h"
#include "support/picture.h"
#include "trial.h"

#include "base/file.h"
#include "base/mem.h"

#define MS INT64_C(1000)

static uint32_t seed;
static int64_t any(int64_t lowest, int64_t highest)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return lowest + (int64_t)(seed % (uint64_t)(highest - lowest + 1));
}

// Zones over each other with every kind of background, items that move, stand and tick.
static const char playlist[] =
    "items = ("
    " { id = \"pages\"; kind = \"slogan\"; motion = \"hold\"; page = 1.5; size = 24;"
    "   text = \"一、不轻信。二、不透露。三、不转账。四、多核实。五、打96110。\"; },"
    " { id = \"left\"; kind = \"slogan\"; text = \"陌生链接不点击\"; size = 30; outline = \"red\";"
    "   outline_width = 2; },"
    " { id = \"own\"; kind = \"slogan\"; text = \"养老钱看得紧\"; motion = \"right\"; speed = 90;"
    "   background = \"#802000\"; transition = \"slide\"; },"
    " { id = \"up\"; kind = \"slogan\"; text = \"高回报\\n别当真\"; motion = \"up\"; speed = 40; },"
    " { id = \"veil\"; kind = \"slogan\"; text = \"不转账\"; motion = \"down\";"
    "   background = \"#00ff0060\"; transition = \"fade\"; },"
    " { id = \"app\"; kind = \"qr\"; text = \"96110\"; caption = \"反诈\"; },"
    " { id = \"now\"; kind = \"clock\"; seconds = true; background = \"navy\"; } );"
    "zones = ("
    " { name = \"back\"; transition = \"fade\"; background = \"blue\";"
    "   items = ( \"pages\", \"left\", \"own\", \"app\", \"now\", \"veil\" ); },"
    " { name = \"ticker\"; x = 20; y = 70; w = 130; h = 30; z = 2; transition = \"slide\";"
    "   items = ( \"left\", \"own\", \"pages\", \"up\" ); },"
    " { name = \"glass\"; x = 90; y = 11; w = 91; h = 77; z = 1; background = \"none\";"
    "   items = ( \"up\", \"left\", \"app\", \"veil\", \"now\" ); transition = \"fade\"; },"
    " { name = \"veiled\"; x = 5; y = 5; w = 61; h = 83; z = 3; background = \"#ffff0080\";"
    "   items = ( \"left\", \"up\", \"app\", \"veil\" );"
    "   transition = { kind = \"slide\"; length = \"2s\"; }; } );";

// A step is told no more than this after it is due (tests/stage/test_scroll.c).
enum { CANVAS_W = 200, CANVAS_H = 100, ROUNDING_US = 3 };

struct pair {
    struct trial thrifty; // draws what changed
    struct trial whole;   // draws all, each time
    SDL_Surface *before;
    int64_t at_us;
};

static void pair_init(struct pair *self, const char *text, const char *folder)
{
    trial_init(&self->thrifty, text, folder, CANVAS_W, CANVAS_H);
    trial_init(&self->whole, text, folder, CANVAS_W, CANVAS_H);
    self->before = frame_new(self->thrifty.size);
    self->at_us = 0;
}

static void pair_fini(struct pair *self)
{
    trial_fini(&self->thrifty);
    trial_fini(&self->whole);
    frame_free(self->before);
}

static void put_any_on(struct pair *self)
{
    size_t zone = (size_t)any(0, (int64_t)self->thrifty.playlist->zone_count - 1);
    const struct zone *to = &self->thrifty.playlist->zones[zone];
    size_t item = to->items[any(0, (int64_t)to->item_count - 1)];
    trial_put_on(&self->thrifty, zone, item, self->at_us);
    trial_put_on(&self->whole, zone, item, self->at_us);
}

static bool is_inside(const struct stage_frame *frame, int x, int y)
{
    for (int i = 0; i < frame->count; i++) {
        if (rect_holds(frame->changed[i], (struct rect){x, y, 1, 1})) {
            return true;
        }
    }
    return false;
}

// Whoever presents only the changed rectangles must not miss a pixel.
static void assert_only_told_pixels_changed(const struct pair *self,
                                            const struct stage_frame *frame)
{
    const SDL_Surface *now = self->thrifty.canvas;
    for (int y = 0; y < CANVAS_H; y++) {
        const uint32_t *a = (const uint32_t *)now->pixels + (ptrdiff_t)y * now->pitch / 4;
        const uint32_t *b =
            (const uint32_t *)self->before->pixels + (ptrdiff_t)y * self->before->pitch / 4;
        for (int x = 0; x < CANVAS_W; x++) {
            assert_true(((a[x] ^ b[x]) & 0xFFFFFF) == 0 || is_inside(frame, x, y));
        }
    }
}

static struct stage_frame draw_both(struct pair *self, int64_t at_us)
{
    SDL_BlitSurface(self->thrifty.canvas, NULL, self->before, NULL);
    struct stage_frame frame =
        stage_draw(self->thrifty.stage, (struct mono){at_us}, self->thrifty.canvas);
    frame_fill(self->whole.canvas, (struct colour){255, 0, 255, 255});
    stage_redraw(self->whole.stage);
    trial_draw(&self->whole, at_us);
    if (frame_hash(self->thrifty.canvas) != frame_hash(self->whole.canvas)) {
        picture_save(self->thrifty.canvas, XIAOLABA_BUILD_DIR "/changes-thrifty.png");
        picture_save(self->whole.canvas, XIAOLABA_BUILD_DIR "/changes-whole.png");
        fail_msg("at %lld us the pictures differ; see " XIAOLABA_BUILD_DIR "/changes-*.png",
                 (long long)at_us);
    }
    assert_only_told_pixels_changed(self, &frame);
    return frame;
}

static void step(struct pair *self)
{
    if (any(0, 5) == 0) {
        put_any_on(self);
    }
    if (any(0, 15) == 0) {
        const char *words = any(0, 1) == 0 ? NULL : any(0, 1) == 0 ? "left\n120 px/s" : "now";
        stage_overlay(self->thrifty.stage, words);
        stage_overlay(self->whole.stage, words);
    }
    if (any(0, 15) == 0) {
        const char *words = any(0, 1) == 0 ? NULL : any(0, 1) == 0 ? "U盘 已更新 1/42" : "U盘 E11";
        stage_notice(self->thrifty.stage, words);
        stage_notice(self->whole.stage, words);
    }
    struct stage_frame frame = draw_both(self, self->at_us);
    int64_t next_us = frame.next_us;
    assert_true(next_us > self->at_us);
    if (next_us > self->at_us + 1 + ROUNDING_US) {
        // asleep until something changes: nothing may change before
        int64_t last_us =
            next_us == INT64_MAX ? self->at_us + 3600000 * MS : next_us - 1 - ROUNDING_US;
        self->at_us = any(self->at_us + 1, last_us);
        assert_int_equal(draw_both(self, self->at_us).count, 0);
        self->at_us = next_us == INT64_MAX ? self->at_us : next_us;
    }
    self->at_us += any(0, 2) == 0 ? any(1, 900) * MS : 16667;
}

static void walk(const char *text, const char *folder, uint32_t first_seed, int steps)
{
    seed = first_seed;
    struct pair pair;
    pair_init(&pair, text, folder);
    for (int i = 0; i < steps; i++) {
        step(&pair);
    }
    pair_fini(&pair);
}

static void what_changed_is_all_that_changed(void **state)
{
    (void)state;
    for (uint32_t round = 1; round <= 12; round++) {
        walk(playlist, NULL, round * 2654435761u, 120);
    }
}

// A film and a picture with holes take part as well.
static void films_and_pictures_are_drawn_as_they_change(void **state)
{
    (void)state;
    const char *film = clip_make(
        "film.mp4", "-f lavfi -i testsrc2=s=160x120:r=25:d=4 -c:v libx264 -pix_fmt yuv420p");
    clip_make("hole.png", "-f lavfi -i color=red@0.5:s=80x80,format=rgba -frames:v 1");
    char *folder = file_folder(film);
    const char text[] =
        "items = ( { id = \"film\"; file = \"film.mp4\"; fit = \"fill\"; },"
        " { id = \"hole\"; file = \"hole.png\"; },"
        " { id = \"words\"; kind = \"slogan\"; text = \"不转账\"; speed = 60; } );"
        "zones = ( { name = \"back\"; transition = \"fade\"; items = ( \"film\", \"hole\" ); },"
        " { name = \"front\"; x = 10; y = 30; w = 120; h = 50; background = \"none\"; z = 1;"
        "   transition = \"slide\"; items = ( \"words\", \"hole\" ); } );";
    for (uint32_t round = 1; round <= 3; round++) {
        walk(text, folder, round * 40503u, 40);
    }
    free(folder);
}

static int set_up(void **state)
{
    return open_fonts(state) != 0 || clips_set_up(state) != 0;
}

static int tear_down(void **state)
{
    return close_fonts(state) != 0 || clips_tear_down(state) != 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_changed_is_all_that_changed),
        cmocka_unit_test(films_and_pictures_are_drawn_as_they_change),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
