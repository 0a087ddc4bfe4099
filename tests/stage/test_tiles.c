// Tiles: any order of painting gives the same picture, and a text of any length takes the same
// memory.
#include "support/letters.h"
#include "support/picture.h"
#include "support/test.h"

#include "stage/tiles.h"
#include "text/fonts.h"

enum { ROW = 24, SIGHT = 300 };

static struct tiles_terms terms = {.sight_px = SIGHT, .background = {0, 0, 0, 255}};
static struct tiles_terms painted_ahead; // the same with a painter

static int set_up(void **state)
{
    struct error err = {0};
    if (open_fonts(state) != 0) {
        return 1;
    }
    terms.fonts = fonts;
    painted_ahead = terms;
    painted_ahead.painter = painter_start(fonts, &err);
    return painted_ahead.painter == NULL;
}

static int tear_down(void **state)
{
    painter_stop(painted_ahead.painter);
    return close_fonts(state);
}

static struct text_block *line_of(const char *markup)
{
    struct text_style style = {.colour = {255, 255, 255, 255}, .align = TEXT_START};
    struct error err = {0};
    struct text_block *block = text_line_new(fonts, markup, &style, ROW, &err);
    assert_non_null(block);
    return block;
}

// `times` times a clause of twelve characters.
static struct text_block *long_line(int times)
{
    char *markup = calloc((size_t)times + 1, 64);
    for (int i = 0; i < times; i++) {
        char clause[64];
        snprintf(clause, sizeof clause, "第%04d句：陌生链接不点击。", i);
        strcat(markup, clause);
    }
    struct text_block *block = line_of(markup);
    free(markup);
    return block;
}

// The part of the chain that is seen when its pixel `from` is at the left edge.
static SDL_Surface *sight(struct tiles *tiles, int from)
{
    SDL_Surface *picture = picture_new(SIGHT, ROW, SDL_PIXELFORMAT_RGB888, 0xFF400040u);
    tiles_paint_sight(tiles, 0, from);
    tiles_draw(tiles, 0, picture, -from, 0);
    return picture;
}

static void assert_alike(const SDL_Surface *got, const SDL_Surface *want)
{
    struct picture_difference apart;
    assert_true(picture_compare(got, want, &apart));
    assert_int_equal(apart.largest, 0);
}

static void tiles_joined_are_the_text_painted_whole(void **state)
{
    (void)state;
    struct text_block *block = long_line(12);
    struct size size = text_size(block);
    assert_true(size.w > 4 * SIGHT);
    SDL_Surface *whole = picture_new(size.w, size.h, SDL_PIXELFORMAT_RGB888, 0xFF000000u);
    struct error err = {0};
    assert_true(
        text_paint(block, fonts, 0, (struct rect){0, 0, size.w, size.h}, whole, 0, 0, &err));
    struct tiles *tiles = tiles_new(block, &terms);
    for (int from = 0; from + SIGHT <= size.w; from += 37) {
        SDL_Surface *got = sight(tiles, from);
        SDL_Surface *want = picture_new(SIGHT, ROW, SDL_PIXELFORMAT_RGB888, 0);
        SDL_Rect part = {from, 0, SIGHT, ROW};
        SDL_BlitSurface(whole, &part, want, NULL);
        assert_alike(got, want);
        SDL_FreeSurface(got);
        SDL_FreeSurface(want);
    }
    SDL_FreeSurface(whole);
    tiles_free(tiles);
}

static void any_order_of_painting_gives_the_same_picture(void **state)
{
    (void)state;
    struct tiles *forwards = tiles_new(long_line(40), &terms);
    struct tiles *anyhow = tiles_new(long_line(40), &terms);
    static const int stations[] = {0, 3100, 250, 5200, 512, 511, 3099, 4000, 10, 6000, 1022};
    for (size_t i = 0; i < sizeof stations / sizeof stations[0]; i++) {
        for (int ahead = 0; ahead < stations[i]; ahead += SIGHT) {
            while (!tiles_paint_ahead(forwards, 0, ahead, false)) {
            }
        }
        SDL_Surface *a = sight(forwards, stations[i]);
        SDL_Surface *b = sight(anyhow, stations[i]);
        assert_alike(a, b);
        SDL_FreeSurface(a);
        SDL_FreeSurface(b);
    }
    tiles_free(forwards);
    tiles_free(anyhow);
}

static void painting_ahead_does_one_tile_a_step_and_ends(void **state)
{
    (void)state;
    struct tiles *tiles = tiles_new(long_line(40), &terms);
    SDL_Surface *want = sight(tiles, 2000);
    tiles_free(tiles);
    tiles = tiles_new(long_line(40), &terms);
    int steps = 1;
    while (!tiles_paint_ahead(tiles, 0, 2000, false)) {
        steps++;
    }
    assert_in_range(steps, 1, 3); // 300 px lie on at most two tiles of 511
    SDL_Surface *got = picture_new(SIGHT, ROW, SDL_PIXELFORMAT_RGB888, 0xFF400040u);
    tiles_draw(tiles, 0, got, -2000, 0);
    assert_alike(got, want);
    SDL_FreeSurface(got);
    SDL_FreeSurface(want);
    tiles_free(tiles);
}

// --- a painter ---------------------------------------------------------------------------------

static void a_painter_paints_the_same_pixels(void **state)
{
    (void)state;
    struct tiles *here = tiles_new(long_line(40), &terms);
    struct tiles *there = tiles_new(long_line(40), &painted_ahead);
    for (int from = -SIGHT; from < 7000; from += 41) {
        if (from % 3 != 0) { // else it comes into sight before the painter has heard of it
            tiles_paint_ahead(there, 0, from, from % 5 == 0);
        }
        if (from % 7 == 0) {
            painter_settle(painted_ahead.painter);
        }
        SDL_Surface *want = sight(here, from);
        SDL_Surface *got = sight(there, from);
        assert_alike(got, want);
        SDL_FreeSurface(want);
        SDL_FreeSurface(got);
    }
    tiles_free(here);
    tiles_free(there);
}

// Seeded once: with tiles_paint_sight() passing over what the painter still has, this fails.
static void what_the_painter_has_not_begun_when_it_comes_into_sight_is_painted_at_once(void **state)
{
    (void)state;
    enum { CHAINS = 24, SOMEWHERE = 1900 };
    struct tiles *wanted = tiles_new(long_line(40), &terms);
    SDL_Surface *want = sight(wanted, SOMEWHERE);
    struct tiles *chains[CHAINS]; // more than the queue holds
    for (int i = 0; i < CHAINS; i++) {
        chains[i] = tiles_new(long_line(40), &painted_ahead);
        tiles_paint_ahead(chains[i], 0, SOMEWHERE, false);
    }
    for (int i = CHAINS - 1; i >= 0; i--) {
        SDL_Surface *got = sight(chains[i], SOMEWHERE);
        assert_alike(got, want);
        SDL_FreeSurface(got);
        tiles_free(chains[i]);
    }
    SDL_FreeSurface(want);
    tiles_free(wanted);
}

static void what_is_taken_back_before_its_turn_is_never_painted(void **state)
{
    (void)state;
    enum { MANY = 8, UNTOUCHED = 0x123456 };
    struct text_block *block = line_of("转账之前多核实");
    int untouched = 0;
    for (int round = 0; round < 50; round++) {
        struct painting each[MANY];
        bool is_painted[MANY];
        for (int i = 0; i < MANY; i++) {
            each[i] = (struct painting){
                .block = block,
                .part = {0, 0, 160, ROW},
                .background = terms.background,
                .surface = picture_new(160, ROW, SDL_PIXELFORMAT_RGB888, UNTOUCHED),
                .state = PAINTING_OWN};
            while (!painter_give(painted_ahead.painter, &each[i])) {
            }
        }
        for (int i = MANY - 1; i >= 0; i--) {
            is_painted[i] = painter_take_back(painted_ahead.painter, &each[i]);
        }
        painter_settle(painted_ahead.painter);
        for (int i = 0; i < MANY; i++) {
            uint32_t corner = *(const uint32_t *)each[i].surface->pixels & 0xFFFFFF;
            assert_true((corner == UNTOUCHED) == !is_painted[i]);
            untouched += !is_painted[i];
            SDL_FreeSurface(each[i].surface);
        }
    }
    assert_true(untouched > 0);
    text_free(block);
}

static void a_painter_with_its_hands_full_takes_nothing_in(void **state)
{
    (void)state;
    enum { MANY = PAINTER_QUEUE + 2 }; // one more may be under its brush
    struct text_block *block = line_of("转账之前多核实");
    struct painting each[MANY];
    int taken = 0;
    for (int i = 0; i < MANY; i++) {
        each[i] = (struct painting){.block = block,
                                    .part = {0, 0, 160, ROW},
                                    .background = terms.background,
                                    .surface = picture_new(160, ROW, SDL_PIXELFORMAT_RGB888, 0),
                                    .state = PAINTING_OWN};
    }
    bool was_full = false;
    for (int round = 0; round < 100 && !was_full; round++) {
        taken = 0;
        while (taken < MANY && painter_give(painted_ahead.painter, &each[taken])) {
            taken++;
        }
        was_full = taken < MANY;
        for (int i = 0; i < taken; i++) {
            painter_take_back(painted_ahead.painter, &each[i]);
        }
    }
    assert_true(was_full);
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(each[i].state, PAINTING_OWN);
        SDL_FreeSurface(each[i].surface);
    }
    text_free(block);
}

// How many of SDL's allocations a text still holds after all of it has passed by. Tiles are all of
// one size.
static int cost_of(int clauses, const struct tiles_terms *terms_of)
{
    int before = SDL_GetNumAllocations();
    struct text_block *block = long_line(clauses);
    int w = text_size(block).w;
    struct tiles *tiles = tiles_new(block, terms_of);
    for (int from = 0; from < w; from += SIGHT / 2) {
        SDL_FreeSurface(sight(tiles, from));
        tiles_paint_ahead(tiles, 0, from, false);
    }
    int held = SDL_GetNumAllocations() - before;
    tiles_free(tiles);
    return held;
}

static void ten_thousand_characters_take_the_memory_of_a_hundred(void **state)
{
    (void)state;
    int few = cost_of(10, &terms);
    assert_true(few > 0);
    assert_int_equal(cost_of(700, &terms), few);
    assert_int_equal(cost_of(700, &painted_ahead), few);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiles_joined_are_the_text_painted_whole),
        cmocka_unit_test(any_order_of_painting_gives_the_same_picture),
        cmocka_unit_test(painting_ahead_does_one_tile_a_step_and_ends),
        cmocka_unit_test(a_painter_paints_the_same_pixels),
        cmocka_unit_test(
            what_the_painter_has_not_begun_when_it_comes_into_sight_is_painted_at_once),
        cmocka_unit_test(what_is_taken_back_before_its_turn_is_never_painted),
        cmocka_unit_test(a_painter_with_its_hands_full_takes_nothing_in),
        cmocka_unit_test(ten_thousand_characters_take_the_memory_of_a_hundred),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
