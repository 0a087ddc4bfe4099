// Which texts join in an endless zone, what breaks them apart, what they leave behind, and what a
// join looks like.
#include "chain.h"

#include "support/picture.h"

// --- what a rail is not ------------------------------------------------------------------------

static void only_texts_that_run_one_way_join(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial,
               "items = ( { id = \"a\"; text = \"陌生链接不点击\"; },"
               " { id = \"r\"; text = \"向右\"; motion = \"right\"; },"
               " { id = \"h\"; text = \"静止\"; motion = \"hold\"; },"
               " { id = \"s\"; text = \"稍停\"; hold = 3; } );"
               "zones = ( { endless = true; items = \"a\"; filler = ( \"r\", \"h\", \"s\" ); } );",
               NULL, W, H);
    trial_put_on(&trial, 0, 0, 0);
    for (size_t item = 0; item < 4; item++) {
        struct mono begins;
        stage_cue(trial.stage, 0, &trial.playlist->items[item], 0);
        while (stage_cued(trial.stage, 0, NULL) == ACT_PREPARING) {
            stage_prepare(trial.stage, (struct mono){0});
        }
        assert_int_equal(stage_joins(trial.stage, 0, &begins), item == 0);
    }
    trial_fini(&trial);
}

static void outside_of_an_endless_zone_nothing_joins(void **state)
{
    (void)state;
    struct trial trial;
    struct mono begins;
    trial_init(&trial, ITEMS(""), NULL, W, H);
    trial_put_on(&trial, 0, 0, 0);
    stage_cue(trial.stage, 0, &trial.playlist->items[1], 0);
    while (stage_cued(trial.stage, 0, NULL) == ACT_PREPARING) {
        stage_prepare(trial.stage, (struct mono){0});
    }
    assert_false(stage_joins(trial.stage, 0, &begins));
    assert_true(stage_letters_out(trial.stage, 0).us == INT64_MAX);
    trial_fini(&trial);
}

// A text that is taken in the plain way enters from outside, and takes all of the zone.
static void what_breaks_the_rail_takes_the_zone_at_once(void **state)
{
    (void)state;
    for (int way = 0; way < 4; way++) {
        struct chain chain;
        chain_begin(&chain, ITEMS("") ZONE("speed = 120;"), W, H);
        int64_t at_us = 4 * SECOND;
        for (int64_t us = 0; us <= at_us; us += SECOND / 2) {
            chain_show(&chain, us);
        }
        struct trial *trial = &chain.trial;
        assert_true(trial_other_than(trial, (struct rect){0, 0, W, H}, 0) > 200);
        struct mono now = {at_us};
        switch (way) {
        case 0:
            stage_take_dark(trial->stage, 0, now);
            break;
        case 1:
            stage_clear(trial->stage, 0);
            break;
        case 2:
            stage_take(trial->stage, 0, now, (struct wall){0}, 0); // the cue, from outside
            break;
        default:
            stage_take_house(trial->stage, 0, now);
            break;
        }
        trial_draw(trial, at_us);
        assert_true(way == 3 || trial_other_than(trial, (struct rect){0, 0, W, H}, 0) == 0);
        if (way != 2) {
            trial_put_on(trial, 0, 1, at_us + 1);
            trial_draw(trial, at_us + 1);
            assert_int_equal(trial_other_than(trial, (struct rect){0, 0, W, H}, 0), 0);
        }
        trial_draw(trial, at_us + 2 * SECOND);
        assert_true(trial_other_than(trial, (struct rect){0, 0, W, H}, 0) > 30);
        trial_fini(trial);
    }
}

// --- what leaves -------------------------------------------------------------------------------

static void a_text_is_out_when_its_last_character_is(void **state)
{
    (void)state;
    struct chain chain;
    chain_begin(&chain,
                "items = ( { id = \"a\"; text = \"国国国\"; },"
                " { id = \"b\"; text = \"　[black]国[/]　\"; } );" // nothing to see
                "zones = ( { endless = true; items = ( \"a\", \"b\" ); speed = 60;"
                " separator = \"\"; } );",
                W, H);
    int64_t out_us = stage_letters_out(chain.trial.stage, 0).us;
    int64_t frame = scroll_frame_at(60000, out_us);
    for (int64_t i = 0; i < frame - 6; i += 20) {
        chain_show(&chain, FRAME(i));
    }
    chain_show(&chain, FRAME(frame - 8));
    assert_true(trial_other_than(&chain.trial, (struct rect){0, 0, 20, H}, 0) > 0);
    chain_show(&chain, FRAME(frame));
    assert_int_equal(trial_other_than(&chain.trial, (struct rect){0, 0, 20, H}, 0), 0);
    trial_fini(&chain.trial);
}

// A text with a background of its own goes over more rows than the next one redraws.
static void what_has_left_leaves_nothing_behind(void **state)
{
    (void)state;
    static const char *const lists[] = {
        "items = ( { id = \"a\"; text = \"甲\"; background = \"red\"; },"
        "          { id = \"b\"; text = \"乙乙乙乙乙乙乙乙乙乙\"; size = 12; } );"
        "zones = ( { endless = true; speed = 120; } );",
        "items = ( \"甲\" ); zones = ( { endless = true; separator = \"★\"; speed = 900; } );",
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        struct chain chain;
        chain_begin(&chain, lists[i], 120, H);
        SDL_Surface *drawn = frame_new(chain.trial.size);
        for (int64_t frame = 0; frame < 900; frame += 1 + frame % 9) {
            chain_show(&chain, FRAME(frame));
            SDL_BlitSurface(chain.trial.canvas, NULL, drawn, NULL);
            stage_redraw(chain.trial.stage);
            trial_draw(&chain.trial, FRAME(frame));
            assert_true(frame_hash(drawn) == frame_hash(chain.trial.canvas));
        }
        frame_free(drawn);
        trial_fini(&chain.trial);
    }
}

static void what_has_left_costs_nothing_any_more(void **state)
{
    (void)state;
    struct chain chain;
    chain_begin(&chain, ITEMS("") ZONE("speed = 1200;"), W, H);
    int most = 0;
    for (int64_t at_us = 0; at_us < 100 * SECOND; at_us += 50 * MS) {
        chain_show(&chain, at_us);
        int held = SDL_GetNumAllocations();
        if (at_us < 10 * SECOND) {
            most = held > most ? held : most;
        }
        assert_true(held <= most);
    }
    assert_true(chain.taken > 100);
    trial_fini(&chain.trial);
}

// --- what it looks like ------------------------------------------------------------------------

static void a_translucent_background_lets_the_zone_shine_through(void **state)
{
    (void)state;
    struct chain chain;
    chain_begin(&chain,
                "items = ( { text = \"甲乙丙丁戊己\"; background = \"#ff000080\"; } );"
                "zones = ( { endless = true; speed = 120; background = \"#0000ff\"; } );",
                W, H);
    chain_show(&chain, FRAME(W / 2));
    const uint32_t *row = chain.trial.canvas->pixels;
    uint32_t pixel = row[W / 2]; // the round's first row has no ink
    assert_in_range(pixel >> 16 & 0xFF, 120, 136);
    assert_int_equal(pixel >> 8 & 0xFF, 0);
    assert_in_range(pixel & 0xFF, 120, 136);
    trial_fini(&chain.trial);
}

static void is_golden_join(const char *playlist, int w, int h, int64_t at_ms, const char *name)
{
    struct chain chain;
    chain_begin(&chain, playlist, w, h);
    for (int64_t us = 0; us < at_ms * MS; us += SECOND) {
        chain_show(&chain, us);
    }
    chain_show(&chain, at_ms * MS);
    picture_is_golden(chain.trial.canvas, name);
    trial_fini(&chain.trial);
}

#define SLOGANS(more)                                                                              \
    "items = ( { id = \"a\"; text = \"刷单返利都是诈骗，先垫付就是陷阱！\"; " more " },"           \
    "          { id = \"b\"; text = \"反诈专线[yellow]96110[/]，来电请接听。\"; } );"
#define TWO(more) "zones = ( { endless = true; items = ( \"a\", \"b\" ); " more " } );"

static void a_join_stands_in_balance(void **state)
{
    (void)state;
    is_golden_join(SLOGANS("") TWO("speed = 120;"), 512, 64, 11000, "stage-join-64");
    is_golden_join(SLOGANS("") TWO("speed = 60; separator = \"[gold]　★　[/]\";"), 256, 16, 7500,
                   "stage-join-16");
    is_golden_join(SLOGANS("") TWO("speed = 120; separator = \"\";"), 512, 64, 11000,
                   "stage-join-blank");
    is_golden_join(SLOGANS("background = \"#7a1010\"; size = 40;")
                       TWO("speed = 120; background = \"#0A2254\";"),
                   512, 64, 8500, "stage-join-boxes");
    is_golden_join(
        "items = ( { id = \"a\"; text = \"陌生来电不轻信\"; motion = \"right\"; },"
        " { id = \"b\"; text = \"转账汇款多核实\"; motion = \"right\"; } );" TWO("speed = 120;"),
        512, 64, 8000, "stage-join-right");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_texts_that_run_one_way_join),
        cmocka_unit_test(outside_of_an_endless_zone_nothing_joins),
        cmocka_unit_test(what_breaks_the_rail_takes_the_zone_at_once),
        cmocka_unit_test(a_text_is_out_when_its_last_character_is),
        cmocka_unit_test(what_has_left_leaves_nothing_behind),
        cmocka_unit_test(what_has_left_costs_nothing_any_more),
        cmocka_unit_test(a_translucent_background_lets_the_zone_shine_through),
        cmocka_unit_test(a_join_stands_in_balance),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
