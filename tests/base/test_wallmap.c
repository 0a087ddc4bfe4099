// Maps of walls: where pieces go, and, over many random maps, that every LED of the output that a
// map claims comes from exactly one pixel of the canvas.
#include "base/mem.h"
#include "base/wallmap.h"
#include "support/test.h"

// A small generator of its own: the same maps on every machine.
static uint32_t seed = 88675123u;
static int any(int lowest, int highest)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return lowest + (int)(seed % (uint32_t)(highest - lowest + 1));
}

static void assert_rect(struct rect got, int x, int y, int w, int h)
{
    assert_int_equal(got.x, x);
    assert_int_equal(got.y, y);
    assert_int_equal(got.w, w);
    assert_int_equal(got.h, h);
}

// A piece of 3 × 2 at 10, 20 of the canvas, and the place of its upper left pixel and of the one
// below that, for each turn, plain and mirrored; counted by hand.
static void a_pixel_goes_where_turn_and_mirror_take_it(void **state)
{
    (void)state;
    static const struct {
        int quarters;
        bool is_mirrored;
        int first_x, first_y, below_x, below_y;
    } table[] = {
        {0, false, 0, 0, 0, 1}, {1, false, 1, 0, 0, 0}, {2, false, 2, 1, 2, 0},
        {3, false, 0, 2, 1, 2}, {0, true, 2, 0, 2, 1},  {1, true, 1, 2, 0, 2},
        {2, true, 0, 1, 0, 0},  {3, true, 0, 0, 1, 0},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct piece piece = {{10, 20, 3, 2}, 100, 200, table[i].quarters, table[i].is_mirrored};
        bool is_upright = table[i].quarters % 2 == 1;
        assert_rect(piece_place(&piece), 100, 200, is_upright ? 2 : 3, is_upright ? 3 : 2);
        assert_rect(piece_carry(&piece, (struct rect){10, 20, 1, 1}), 100 + table[i].first_x,
                    200 + table[i].first_y, 1, 1);
        assert_rect(piece_carry(&piece, (struct rect){10, 21, 1, 1}), 100 + table[i].below_x,
                    200 + table[i].below_y, 1, 1);
    }
}

static void what_lies_beside_a_piece_goes_nowhere(void **state)
{
    (void)state;
    struct piece piece = {{10, 20, 30, 20}, 0, 0, 0, false};
    assert_true(rect_is_empty(piece_carry(&piece, (struct rect){0, 0, 10, 100})));
    assert_true(rect_is_empty(piece_carry(&piece, (struct rect){40, 20, 5, 5})));
    assert_rect(piece_carry(&piece, (struct rect){0, 0, 1000, 21}), 0, 0, 30, 1);
}

static void a_ribbon_is_folded_into_rows(void **state)
{
    (void)state;
    struct wallmap map = wallmap_folded((struct size){1024, 32}, 4, true);
    assert_int_equal(map.count, 4);
    assert_int_equal(map.output.w, 256);
    assert_int_equal(map.output.h, 128);
    for (int i = 0; i < 4; i++) {
        assert_rect(map.pieces[i].from, 256 * i, 0, 256, 32);
        assert_rect(piece_place(&map.pieces[i]), 0, 32 * i, 256, 32);
        assert_int_equal(map.pieces[i].quarters, i % 2 == 1 ? 2 : 0);
    }
    wallmap_fini(&map);
    map = wallmap_folded((struct size){16, 300}, 3, false); // an upright one into columns
    assert_int_equal(map.output.w, 48);
    assert_int_equal(map.output.h, 100);
    assert_rect(map.pieces[2].from, 0, 200, 16, 100);
    assert_rect(piece_place(&map.pieces[2]), 32, 0, 16, 100);
    wallmap_fini(&map);
}

static void turning_the_whole_four_times_changes_nothing(void **state)
{
    (void)state;
    struct wallmap map = wallmap_folded((struct size){40, 4}, 4, true);
    struct wallmap same = wallmap_copy(&map);
    wallmap_turn(&map, 1);
    assert_int_equal(map.output.w, 16);
    assert_int_equal(map.output.h, 10);
    assert_rect(piece_place(&map.pieces[0]), 12, 0, 4, 10); // the upper row is the right column
    wallmap_turn(&map, 1);
    wallmap_turn(&map, 2);
    for (size_t i = 0; i < map.count; i++) {
        assert_memory_equal(&map.pieces[i].from, &same.pieces[i].from, sizeof(struct rect));
        assert_int_equal(map.pieces[i].x, same.pieces[i].x);
        assert_int_equal(map.pieces[i].y, same.pieces[i].y);
        assert_int_equal(map.pieces[i].quarters, same.pieces[i].quarters);
    }
    wallmap_fini(&map);
    wallmap_fini(&same);
}

static void only_the_whole_canvas_as_it_is_is_plain(void **state)
{
    (void)state;
    struct wallmap map = wallmap_whole((struct size){30, 20});
    assert_true(wallmap_is_plain(&map));
    wallmap_turn(&map, 2);
    assert_false(wallmap_is_plain(&map));
    wallmap_turn(&map, 2);
    assert_true(wallmap_is_plain(&map));
    map.pieces[0].is_mirrored = true;
    assert_false(wallmap_is_plain(&map));
    wallmap_fini(&map);
    map = wallmap_folded((struct size){30, 20}, 2, false);
    assert_false(wallmap_is_plain(&map));
    wallmap_fini(&map);
}

static void pieces_that_meet_and_parts_that_are_left_out_are_found(void **state)
{
    (void)state;
    struct wallmap map = {.canvas = {100, 10}};
    wallmap_add(&map, (struct piece){{0, 0, 50, 10}, 0, 0, 0, false});
    wallmap_add(&map, (struct piece){{40, 0, 50, 10}, 50, 0, 0, false});
    wallmap_add(&map, (struct piece){{90, 0, 4, 10}, 0, 9, 1, false});
    assert_int_equal(wallmap_shown_twice(&map, 0), 3); // none
    assert_int_equal(wallmap_shown_twice(&map, 1), 0);
    assert_int_equal(wallmap_lit_twice(&map, 1), 3);
    assert_int_equal(wallmap_lit_twice(&map, 2), 0);
    struct rect first = {0};
    assert_int_equal(wallmap_unshown(&map, &first), 60);
    assert_rect(first, 94, 0, 6, 10);
    assert_int_equal(wallmap_off_display(&map, 0, 0, (struct size){100, 13}), 3);
    assert_int_equal(wallmap_off_display(&map, 0, 0, (struct size){100, 12}), 2);
    assert_int_equal(wallmap_off_display(&map, 1, 0, (struct size){100, 13}), 1);
    assert_int_equal(wallmap_off_display(&map, -1, 0, (struct size){100, 13}), 0);
    wallmap_fini(&map);
}

// --- every LED once -----------------------------------------------------------------------------

enum { SIDE = 64, ROUNDS = 400 };

// The canvas cut into tiles of random sizes, which are laid out in shelves on the output, with
// gaps, turned and mirrored at random.
static struct wallmap any_map(void)
{
    struct wallmap map = {.canvas = {any(1, SIDE), any(1, SIDE)}};
    int shelf_x = 0;
    int shelf_y = 0;
    int shelf_h = 0;
    for (int y = 0, h; y < map.canvas.h; y += h) {
        h = any(1, map.canvas.h - y);
        for (int x = 0, w; x < map.canvas.w; x += w) {
            w = any(1, map.canvas.w - x);
            struct piece piece = {{x, y, w, h}, 0, 0, any(0, 3), any(0, 1) == 1};
            struct size size = size_turned((struct size){w, h}, piece.quarters);
            if (shelf_x + size.w > 3 * SIDE || any(0, 5) == 0) {
                shelf_y += shelf_h + any(0, 2);
                shelf_x = shelf_h = 0;
            }
            piece.x = shelf_x + any(0, 2);
            piece.y = shelf_y;
            shelf_x = piece.x + size.w;
            shelf_h = size.h > shelf_h ? size.h : shelf_h;
            if (map.count < WALLMAP_PIECES_MOST) {
                wallmap_add(&map, piece);
            }
        }
    }
    wallmap_turn(&map, any(0, 3));
    return map;
}

static void assert_one_to_one(const struct wallmap *map)
{
    size_t area = (size_t)map->output.w * (size_t)map->output.h;
    unsigned char *lit = mem_zeroed(area, 1);
    long long shown = 0;
    for (size_t i = 0; i < map->count; i++) {
        const struct piece *piece = &map->pieces[i];
        struct rect place = piece_place(piece);
        assert_true(rect_holds((struct rect){0, 0, map->output.w, map->output.h}, place));
        assert_int_equal(wallmap_lit_twice(map, i), map->count);
        assert_int_equal(wallmap_shown_twice(map, i), map->count);
        for (int y = piece->from.y; y < piece->from.y + piece->from.h; y++) {
            for (int x = piece->from.x; x < piece->from.x + piece->from.w; x++) {
                struct rect led = piece_carry(piece, (struct rect){x, y, 1, 1});
                assert_true(led.w == 1 && led.h == 1 && rect_holds(place, led));
                unsigned char *cell = &lit[(size_t)led.y * (size_t)map->output.w + (size_t)led.x];
                assert_int_equal(*cell, 0); // no other pixel lights it
                *cell = 1;
                shown++;
            }
        }
    }
    for (size_t i = 0; i < map->count; i++) { // all LEDs that are claimed are lit
        struct rect place = piece_place(&map->pieces[i]);
        for (int y = place.y; y < place.y + place.h; y++) {
            for (int x = place.x; x < place.x + place.w; x++) {
                assert_int_equal(lit[(size_t)y * (size_t)map->output.w + (size_t)x], 1);
            }
        }
    }
    struct rect first;
    assert_int_equal(shown + wallmap_unshown(map, &first),
                     (long long)map->canvas.w * map->canvas.h);
    free(lit);
}

// Fails when a piece is mirrored after its turn instead of before it: the whole turned is then
// another map than its turned pieces.
static void every_led_is_lit_once_by_one_pixel(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct wallmap map = any_map();
        assert_one_to_one(&map);
        wallmap_fini(&map);
    }
}

static void a_rectangle_goes_where_its_pixels_go(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct piece piece = {{any(0, 9), any(0, 9), any(1, 20), any(1, 20)},
                              any(0, 9),
                              any(0, 9),
                              any(0, 3),
                              any(0, 1) == 1};
        struct rect part = {any(0, 30), any(0, 30), any(1, 20), any(1, 20)};
        struct rect together = {0};
        for (int y = part.y; y < part.y + part.h; y++) {
            for (int x = part.x; x < part.x + part.w; x++) {
                together = rect_union(together, piece_carry(&piece, (struct rect){x, y, 1, 1}));
            }
        }
        struct rect carried = piece_carry(&piece, part);
        assert_memory_equal(&carried, &together, sizeof carried);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pixel_goes_where_turn_and_mirror_take_it),
        cmocka_unit_test(what_lies_beside_a_piece_goes_nowhere),
        cmocka_unit_test(a_ribbon_is_folded_into_rows),
        cmocka_unit_test(turning_the_whole_four_times_changes_nothing),
        cmocka_unit_test(only_the_whole_canvas_as_it_is_is_plain),
        cmocka_unit_test(pieces_that_meet_and_parts_that_are_left_out_are_found),
        cmocka_unit_test(every_led_is_lit_once_by_one_pixel),
        cmocka_unit_test(a_rectangle_goes_where_its_pixels_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
