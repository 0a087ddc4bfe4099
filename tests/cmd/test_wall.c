// Walls as an installer has them: the map on paper, test pictures as they are sent, what check and
// shot make of a point, and that a player shows what was promised.
#include "program.h"

#include "support/picture.h"
#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"

static int set_up(void **state)
{
    (void)state;
    int code = folder_set_up();
    write_text("strip.cfg", "id = \"strip-1\"; name = \"营业厅门楣屏\"; canvas = \"256x16\";"
                            "place = { x = 40; y = 20; };"
                            "wall = { fold = 4; serpentine = true; };");
    write_text("mixed.cfg",
               "id = \"mixed\"; canvas = \"96x40\"; wall = ("
               "{ from = { w = 64; h = 16; }; to = { }; },"
               "{ from = { x = 64; h = 16; }; to = { x = 64; }; turn = 90; mirror = \"left-right\";"
               "}, { from = { y = 16; w = 96; h = 24; }; to = { y = 32; }; turn = 180; } );");
    write_text("side.cfg", "id = \"side\"; turn = 90; canvas = \"60x100\";");
    write_text("list.cfg", "canvas = \"256x16\"; items = ( { id = \"a\"; kind = \"slogan\";"
                           "text = \"不轻信\"; motion = \"hold\"; page = 2; } );");
    write_text("two.cfg", "items = ( { id = \"a\"; kind = \"qr\"; text = \"96110\";"
                          " background = \"#ff0000\"; } );");
    return code;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_tear_down();
}

static SDL_Surface *picture(const char *name)
{
    char *path = file_join(folder, name);
    SDL_Surface *loaded = picture_load(path);
    assert_non_null(loaded);
    free(path);
    return loaded;
}

static uint32_t pixel(const SDL_Surface *frame, int x, int y)
{
    const char *row = (const char *)frame->pixels + (ptrdiff_t)y * frame->pitch;
    return ((const uint32_t *)(const void *)row)[x] & 0xFFFFFF;
}

static void assert_golden(const char *line, const char *name)
{
    assert_int_equal(run(line), 0);
    assert_string_equal(said.err, "");
    assert_string_equal(said.out, "a.png\n");
    SDL_Surface *loaded = picture("a.png");
    picture_is_golden(loaded, name);
    SDL_FreeSurface(loaded);
}

static void the_map_is_a_picture_for_whoever_hangs_it(void **state)
{
    (void)state;
    assert_golden("wall --point strip.cfg -o a.png", "cmd-wall-map");
    assert_golden("wall --point mixed.cfg -o a.png", "cmd-wall-map-mixed");
}

static void test_pictures_are_written_as_they_are_sent(void **state)
{
    (void)state;
    assert_golden("wall --point strip.cfg --shot a.png", "cmd-wall-pieces");
    assert_golden("wall --point mixed.cfg --shot a.png --pattern pieces", "cmd-wall-pieces-mixed");
    assert_golden("wall --point strip.cfg --shot a.png --pattern grid", "cmd-wall-grid");
    assert_golden("wall --point strip.cfg --shot a.png --pattern gradient", "cmd-wall-gradient");
    assert_golden("wall --point strip.cfg --shot a.png --pattern bars", "cmd-wall-bars");
    static const struct {
        const char *name;
        uint32_t colour;
    } plain[] = {{"white", 0xFFFFFF}, {"red", 0xFF0000}, {"green", 0xFF00}, {"blue", 0xFF}};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        char *line = mem_format("wall --point side.cfg --shot a.png --pattern %s", plain[i].name);
        assert_int_equal(run(line), 0);
        SDL_Surface *loaded = picture("a.png");
        assert_int_equal(loaded->w, 100); // the output hangs on its side
        assert_int_equal(loaded->h, 60);
        assert_int_equal(pixel(loaded, 0, 0), plain[i].colour);
        assert_int_equal(pixel(loaded, 99, 59), plain[i].colour);
        SDL_FreeSurface(loaded);
        free(line);
    }
}

// On a display that is as dumb as SDL has one.
static void test_pictures_are_shown_for_as_long_as_it_says(void **state)
{
    (void)state;
    assert_int_equal(run("wall --point strip.cfg --for 1ms"), 0);
    assert_int_equal(run("wall --point side.cfg --fullscreen --pattern grid --for 1ms"), 0);
    assert_string_equal(said.err, "");
    assert_int_equal(run("wall --for 1ms --size 64x32"), 0);
    write_text("far.cfg", "id = \"far\"; output = \"fullscreen\"; canvas = \"64x16\";"
                          "place = { x = 10; }; wall = ( { from = { w = 32; }; to = { }; },"
                          "{ from = { x = 32; }; to = { x = 9990; }; } );");
    assert_int_equal(run("wall --point far.cfg --for 1ms"), 0);
    assert_says(said.err, "piece 2 of 2 (32x16 px at 10000,0) is not all on it");
}

static void what_is_not_understood_is_told_with_code_2(void **state)
{
    (void)state;
    static const struct {
        const char *line, *said;
    } table[] = {
        {"wall --pattern gird", "there is no \"gird\"; did you mean \"grid\"?"},
        {"wall --pattern xxxxxxxxx", "there is no \"xxxxxxxxx\"\n"},
        {"wall --for soon", "\"soon\" is not a length of time"},
        {"wall --size big", "\"big\" is not a size"},
        {"wall strip.cfg", "takes options only"},
        {"wall --point strip.cfg --size 64x64", "the point's wall is cut from a canvas of 256x16"},
        {"shot --point strip.cfg --size 64x64 list.cfg",
         "the point's wall is cut from a canvas of 256x16"},
        {"check --point strip.cfg --size 64x64 list.cfg",
         "the point's wall is cut from a canvas of 256x16"},
        {"shot --wall --sheet list.cfg", "not a sheet"},
        {"shot --sheet --at 3s list.cfg", "--at is the instant of one picture, not of a sheet"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(run(table[i].line), 2);
        assert_says(said.err, table[i].said);
    }
}

static void what_is_missing_stops_it_with_code_3(void **state)
{
    (void)state;
    assert_int_equal(run("wall --point gone.cfg"), 3);
    assert_says(said.err, "gone.cfg");
    assert_int_equal(run("wall --point strip.cfg -o /nonexistent/a.png"), 3);
    assert_says(said.err, "No such file");
    write_text("bad.cfg", "id = \"a\"; canvas = \"10x10\"; wall = { fold = 3; };");
    assert_int_equal(run("wall --point bad.cfg -o a.png"), 3);
    assert_says(said.err, "bad.cfg:1: error: wall.fold: 10 px cannot be cut into 3 equal parts");
}

static void check_tells_who_comes_past(void **state)
{
    (void)state;
    write_text("hall.cfg",
               "id = \"hall\"; audience = { footfall = ( { days = \"mon-fri\"; hours = "
               "\"09:00-13:00\"; per_hour = 60; }, { days = \"tue\"; hours = "
               "\"09:00-10:00\"; per_hour = 90; } ); dwell = ( { share = 70; mean = 20; "
               "}, { share = 30; mean = 420; } ); };"
               "counters = ( { name = \"door\"; kind = \"mqtt\"; topic = \"t\"; } );");
    assert_int_equal(run("check --point hall.cfg list.cfg"), 0);
    assert_says(said.out, "  point hall: 1230 people arrive a week (most on Tuesday, 270) give or "
                          "take 50 %, and stay for 140 s on average; grade C; counted by door "
                          "(mqtt)\n");
}

static void check_tells_it_in_a_line(void **state)
{
    (void)state;
    assert_int_equal(run("check --point strip.cfg list.cfg"), 0);
    assert_says(said.out, "  point strip-1: canvas 256x16 → output 64x64 at 40,20, 4 pieces\n");
    write_text("dim.cfg", "id = \"dim\"; turn = 270; brightness = 80; gamma = 2.2;"
                          "night = { hours = \"00:00-24:00\"; most = 20; };");
    assert_int_equal(run("check --point dim.cfg list.cfg"), 0);
    assert_says(said.out, "canvas 256x16 → output 16x256 at 0,0, turned by 270°; brightness now "
                          "20 %, from 00:00 to 24:00 at most 20 %; gamma 2.2, 2.2, 2.2\n");
    assert_int_equal(run("check list.cfg"), 0);
    assert_null(strstr(said.out, "output"));
    assert_int_equal(run("check --json --point strip.cfg list.cfg"), 0);
    assert_says(said.out, "canvas 256x16 → output 64x64 at 40,20, 4 pieces\"");
}

static void a_shot_may_be_what_is_sent(void **state)
{
    (void)state;
    assert_golden("shot --wall --point strip.cfg -o a.png list.cfg", "cmd-shot-wall");
    assert_int_equal(run("shot --wall --point side.cfg -o a.png two.cfg"), 0);
    SDL_Surface *loaded = picture("a.png");
    assert_int_equal(loaded->w, 100);
    assert_int_equal(loaded->h, 60);
    SDL_FreeSurface(loaded);
    assert_int_equal(run("shot --point side.cfg -o a.png two.cfg"), 0);
    loaded = picture("a.png");
    assert_int_equal(loaded->w, 60);
    assert_int_equal(loaded->h, 100);
    SDL_FreeSurface(loaded);
}

static void a_player_plays_through_the_wall(void **state)
{
    (void)state;
    assert_int_equal(run("play --headless --for 300ms --point strip.cfg list.cfg"), 0);
    assert_int_equal(run("play --for 300ms --point mixed.cfg two.cfg"), 0);
    assert_int_equal(run("play --for 300ms --fullscreen --point side.cfg two.cfg"), 0);
    write_text("dim.cfg", "id = \"dim\"; brightness = 50; output = \"fullscreen\"; turn = 90;");
    assert_int_equal(run("play --for 300ms --point dim.cfg two.cfg"), 0);
    assert_string_equal(said.err, "");
    assert_int_equal(run("play --for 300ms --point strip.cfg --size 9x9 list.cfg"), 2);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_map_is_a_picture_for_whoever_hangs_it),
        CASE(test_pictures_are_written_as_they_are_sent),
        CASE(test_pictures_are_shown_for_as_long_as_it_says),
        CASE(what_is_not_understood_is_told_with_code_2),
        CASE(what_is_missing_stops_it_with_code_3),
        CASE(check_tells_it_in_a_line),
        CASE(check_tells_who_comes_past),
        CASE(a_shot_may_be_what_is_sent),
        CASE(a_player_plays_through_the_wall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
