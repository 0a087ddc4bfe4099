// Endless zones: texts joined to each other, to the pixel, whenever frames are drawn. What is
// expected is laid out beside it: every text and separator painted by itself, one behind the other
// on one long strip, of which each frame shows a window.
#include "chain.h"

#include "base/str.h"
#include "support/picture.h"

#include "stage/lettering.h"
#include "text/block.h"

enum { STRIP_W = 9000, ITEM_COUNT = 3 };

#define MARKS(more)                                                                                \
    "items = ( { id = \"a\"; text = \"“稳赚”是陷阱！\"; " more " },"                               \
    "          { id = \"b\"; text = \"“高薪”莫轻信！\"; " more " },"                               \
    "          { id = \"c\"; text = \"不轻信，不转账！\"; " more " } );"

// --- what is expected --------------------------------------------------------------------------

struct strip {
    SDL_Surface *picture;
    int x; // so far
    bool is_rightward;
    int px;        // of a step
    int tolerance; // of a channel: blended onto a tile and onto the canvas, grey is rounded twice
};

static int strip_add(struct strip *self, const char *markup, const struct text_style *style, int y,
                     int h)
{
    struct error err = {0};
    struct text_block *block = text_line_new(fonts, markup, style, h, &err);
    assert_non_null(block);
    struct size size = text_size(block);
    int size_px = text_size_px(block);
    // The blank halves of marks at the ends count for nothing.
    int lead_px = strncmp(markup, "“", strlen("“")) == 0 ? size_px / 2 : 0;
    int w = size.w - lead_px - (str_ends_with(markup, "！") ? size_px / 2 : 0);
    self->x -= self->is_rightward ? w : 0;
    assert_true(text_paint(block, fonts, 0, (struct rect){0, 0, size.w, size.h}, self->picture,
                           self->x - lead_px, y, &err));
    self->x += self->is_rightward ? 0 : w;
    text_free(block);
    return size_px;
}

// One text with its separator, in whole steps.
static void strip_add_round(struct strip *self, const struct item *item, const char *separator)
{
    struct text_style style = lettering(&item->look);
    int from = self->x;
    int h = style.size_px > 0 ? style.size_px * 125 / 100 + 2 * style.outline_px : H;
    int y = (H - h) / 2;
    style.size_px = strip_add(self, item->text, &style, y, h);
    strip_add(self, separator, &style, y, h);
    int px = abs(self->x - from);
    px = (px + self->px - 1) / self->px * self->px;
    self->x = self->is_rightward ? from - px : from + px;
}

static bool has_room(const struct strip *self)
{
    enum { LONGEST = 1500 }; // of the texts
    return self->is_rightward ? self->x > LONGEST : self->x < STRIP_W - LONGEST;
}

static struct strip strip_of(const struct trial *trial, const char *separator, bool is_rightward,
                             int px)
{
    struct strip self = {.picture = picture_new(STRIP_W, H, SDL_PIXELFORMAT_RGB888, 0),
                         .x = is_rightward ? STRIP_W - W : W,
                         .is_rightward = is_rightward,
                         .px = px};
    for (size_t i = 0; has_room(&self); i = (i + 1) % trial->playlist->item_count) {
        const struct item *item = &trial->playlist->items[i];
        for (int pass = 0; pass < item->passes; pass++) {
            strip_add_round(&self, item, separator);
        }
    }
    return self;
}

static bool is_alike(uint32_t a, uint32_t b, int tolerance)
{
    for (int shift = 0; shift < 24; shift += 8) {
        if (abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF)) > tolerance) {
            return false;
        }
    }
    return true;
}

static void assert_window(const struct strip *strip, const struct trial *trial, int64_t offset_px)
{
    int64_t x = strip->is_rightward ? STRIP_W - W - offset_px : offset_px;
    for (int y = 0; y < H; y++) {
        const uint32_t *want =
            (const uint32_t *)(const void *)((const char *)strip->picture->pixels +
                                             (ptrdiff_t)y * strip->picture->pitch) +
            x;
        for (int i = 0; i < W; i++) {
            if (!is_alike(want[i], trial_pixel(trial, i, y), strip->tolerance)) {
                fail_msg("at %lld px: (%d, %d) is %06x and not %06x", (long long)offset_px, i, y,
                         trial_pixel(trial, i, y), want[i] & 0xFFFFFF);
            }
        }
    }
}

// --- to the pixel ------------------------------------------------------------------------------

static void every_frame_shows_the_rail_one_step_further(void **state)
{
    (void)state;
    static const struct {
        const char *playlist, *separator;
        bool is_rightward;
        int px;
    } cases[] = {
        {ITEMS("") ZONE("speed = 120;"), "　◆　", false, 2},
        {ITEMS("") ZONE("speed = 420; separator = \"[red] ★ [/]\";"), "[red] ★ [/]", false, 7},
        {ITEMS("size = 20; outline = \"red\"; outline_width = 2;") ZONE("speed = 180;"), "　◆　",
         false, 3},
        {ITEMS("motion = \"right\";") ZONE("speed = 240;"), "　◆　", true, 4},
        {MARKS("") ZONE("speed = 180;"), "　◆　", false, 3},
        {MARKS("motion = \"right\"; passes = 2;") ZONE("speed = 240; separator = \"◆\";"), "◆",
         true, 4},
        {MARKS("") ZONE("speed = 300; separator = \"◆\";"), "◆", false, 5},
        {ITEMS("passes = 3;") ZONE("speed = 180;"), "　◆　", false, 3},
        {ITEMS("passes = 2; motion = \"right\";") ZONE("speed = 180;"), "　◆　", true, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct chain chain;
        chain_begin(&chain, cases[i].playlist, W, H);
        struct strip strip =
            strip_of(&chain.trial, cases[i].separator, cases[i].is_rightward, cases[i].px);
        for (int64_t frame = 0; frame * cases[i].px < 6000; frame++) {
            chain_show(&chain, FRAME(frame));
            assert_window(&strip, &chain.trial, frame * cases[i].px);
        }
        assert_true(chain.taken > ITEM_COUNT);
        SDL_FreeSurface(strip.picture);
        trial_fini(&chain.trial);
    }
}

// Seeded once: a rail whose next text begins when it is taken fails here.
static void a_late_frame_neither_opens_nor_closes_a_gap(void **state)
{
    (void)state;
    struct chain chain;
    chain_begin(&chain, ITEMS("") ZONE("speed = 180;"), W, H);
    struct strip strip = strip_of(&chain.trial, "　◆　", false, 3);
    uint32_t seed = 7;
    int64_t at_us = 0;
    while (at_us < 30 * SECOND) {
        chain_show(&chain, at_us);
        assert_window(&strip, &chain.trial, scroll_frame_at(60000, at_us) * 3);
        seed = seed * 1664525 + 1013904223;
        at_us += seed % 7 == 0 ? 1700 * MS + seed % 999983 : (int64_t)(seed >> 16) % 50000 + 1;
    }
    SDL_FreeSurface(strip.picture);
    trial_fini(&chain.trial);
}

static void a_slow_rail_moves_one_pixel_every_few_frames(void **state)
{
    (void)state;
    struct chain chain;
    chain_begin(&chain, ITEMS("") ZONE("speed = 20;"), W, H);
    struct strip strip = strip_of(&chain.trial, "　◆　", false, 1);
    for (int64_t frame = 0; frame < 60 * 60; frame += 1 + frame % 5) {
        chain_show(&chain, FRAME(frame));
        assert_window(&strip, &chain.trial, frame / 3);
    }
    SDL_FreeSurface(strip.picture);
    trial_fini(&chain.trial);
}

static void lower_zones_show_through_a_rail(void **state)
{
    (void)state;
    struct chain chain;
    chain_begin(&chain, ITEMS("") ZONE("speed = 120; background = \"none\";"), W, H);
    struct strip strip = strip_of(&chain.trial, "　◆　", false, 2);
    strip.tolerance = 2;
    for (int64_t frame = 0; frame < 600; frame += 11) {
        chain_show(&chain, FRAME(frame));
        assert_window(&strip, &chain.trial, frame * 2);
    }
    SDL_FreeSurface(strip.picture);
    trial_fini(&chain.trial);
}

// The rounding of a year of joins to microseconds would be seconds.
static void after_a_year_the_joins_are_what_they_were(void **state)
{
    (void)state;
    enum { JOINS = 12000 };
    struct chain chain;
    chain_begin(&chain,
                "items = ( { id = \"a\"; text = \"安\"; } );"
                "zones = ( { endless = true; items = \"a\"; speed = 4000; } );",
                W, H);
    for (int64_t i = 0; i < JOINS; i++) {
        struct mono begins;
        chain_cue(&chain);
        assert_true(stage_joins(chain.trial.stage, 0, &begins));
        stage_take_joined(chain.trial.stage, 0, begins, (struct wall){0});
        if (i % 500 == 0) {
            int64_t round_frames = scroll_frame_at(60000, begins.us) / (i + 1);
            assert_int_equal(begins.us, FRAME(round_frames * (i + 1)));
        }
    }
    trial_fini(&chain.trial);
}

static void a_painter_makes_no_difference(void **state)
{
    (void)state;
    struct error err = {0};
    struct painter *painter = painter_start(fonts, &err);
    assert_non_null(painter);
    struct chain plain;
    struct chain ahead = {0};
    const char *playlist = ITEMS("passes = 2;") ZONE("speed = 180;");
    chain_begin(&plain, playlist, W, H);
    trial_init_painted(&ahead.trial, playlist, painter, W, H);
    chain_cue(&ahead);
    stage_take(ahead.trial.stage, 0, (struct mono){0}, (struct wall){0}, 0);
    ahead.next = 1;
    for (int64_t frame = 0; frame < 1500; frame += 7) {
        chain_show(&plain, FRAME(frame));
        chain_show(&ahead, FRAME(frame));
        stage_prepare(ahead.trial.stage, (struct mono){FRAME(frame)});
        assert_true(frame_hash(plain.trial.canvas) == frame_hash(ahead.trial.canvas));
    }
    trial_fini(&plain.trial);
    trial_fini(&ahead.trial);
    painter_stop(painter);
}

// --- separators --------------------------------------------------------------------------------

// Columns without ink between the first two texts.
static int gap_of(const char *separator)
{
    char *playlist = NULL;
    assert_true(asprintf(&playlist,
                         "items = ( { id = \"a\"; text = \"国\"; size = 24; } );"
                         "zones = ( { endless = true; items = \"a\"; speed = 60; separator = "
                         "\"%s\"; } );",
                         separator) > 0);
    struct chain chain;
    chain_begin(&chain, playlist, W, H);
    free(playlist);
    chain_show(&chain, FRAME(150));
    int gap = 0;
    int widest = 0;
    bool has_ink = false;
    for (int x = 0; x < W; x++) {
        bool is_ink = trial_other_than(&chain.trial, (struct rect){x, 0, 1, H}, 0) > 0;
        gap = is_ink ? 0 : gap + 1;
        widest = has_ink && gap > widest ? gap : widest;
        has_ink = has_ink || is_ink;
    }
    trial_fini(&chain.trial);
    return widest;
}

static void a_blank_separator_is_as_wide_as_its_blanks(void **state)
{
    (void)state;
    int word = gap_of("");
    assert_in_range(word, 6, 18); // a quarter of 24 px, and the margins of two texts
    assert_int_equal(gap_of(" "), word);
    assert_int_equal(gap_of("　") - gap_of(""), 24 - (gap_of("  ") - word));
    assert_int_equal(gap_of("　　") - gap_of("　"), 24);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_frame_shows_the_rail_one_step_further),
        cmocka_unit_test(a_late_frame_neither_opens_nor_closes_a_gap),
        cmocka_unit_test(a_slow_rail_moves_one_pixel_every_few_frames),
        cmocka_unit_test(lower_zones_show_through_a_rail),
        cmocka_unit_test(after_a_year_the_joins_are_what_they_were),
        cmocka_unit_test(a_painter_makes_no_difference),
        cmocka_unit_test(a_blank_separator_is_as_wide_as_its_blanks),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
