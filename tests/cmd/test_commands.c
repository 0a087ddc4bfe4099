// The program as a user has it: started in an empty folder, with an exit code, and words on its two
// outputs.
#include "program.h"

#include "support/picture.h"
#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"

#include <sys/stat.h>
#include <unistd.h>

static int set_up(void **state)
{
    (void)state;
    int code = folder_set_up();
    write_text("good.cfg",
               "items = ( { id = \"a\"; kind = \"slogan\"; text = \"不轻信\";"
               " colour = \"black\"; motion = \"hold\"; page = 2; background = \"#ff0000\"; },"
               " { id = \"b\"; kind = \"qr\"; text = \"96110\"; hold = 3;"
               "   background = \"#0000ff\"; } );");
    write_text("slip.cfg", "items = ( { id = \"a\"; kind = \"slogan\"; txet = \"不轻信\"; } );");
    write_text("gone.cfg", "items = ( { id = \"a\"; file = \"gone.png\"; },"
                           " { id = \"b\"; text = \"反诈\"; } );");
    write_text("syntax.cfg", "items = ( { id = \"a\"; ");
    return code;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_tear_down();
}

// --- the command line -------------------------------------------------------------------------

static void help_names_every_command_and_its_options(void **state)
{
    (void)state;
    static const char *const words[] = {
        "xiaolaba play", "xiaolaba check", "xiaolaba shot", "xiaolaba report",
        "xiaolaba tell", "--fullscreen",   "--json",        "--sheet",
        "--ledger",      "--by",           "Exit codes"};
    static const char *const ways[] = {"help", "--help", "-h"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        assert_int_equal(run(ways[i]), 0);
        assert_string_equal(said.err, "");
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            assert_says(said.out, words[k]);
        }
    }
    assert_int_equal(run(""), 2); // nothing was asked: the help, but not as success
    assert_says(said.out, "xiaolaba play");
}

static void help_for_one_command_tells_only_that(void **state)
{
    (void)state;
    static const char *const ways[] = {"help shot", "shot --help", "shot -h", "shot --at 3 --help"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        assert_int_equal(run(ways[i]), 0);
        assert_says(said.out, "--sheet");
        assert_null(strstr(said.out, "--ledger"));
    }
}

static void the_version_names_the_libraries(void **state)
{
    (void)state;
    assert_int_equal(run("--version"), 0);
    assert_int_equal(strncmp(said.out, "xiaolaba " XIAOLABA_VERSION "\n",
                             strlen("xiaolaba " XIAOLABA_VERSION "\n")),
                     0);
    assert_says(said.out, "SDL 2.");
    assert_string_equal(said.err, "");
}

static void what_is_not_understood_is_told_with_code_2(void **state)
{
    (void)state;
    static const struct {
        const char *line, *wanted;
    } table[] = {
        {"chekc good.cfg", "did you mean \"check\"?"},
        {"frobnicate", "no command \"frobnicate\""},
        {"help frobnicate", "no command \"frobnicate\""},
        {"check", "needs PLAYLIST"},
        {"shot", "needs PLAYLIST"},
        {"shot good.cfg good.cfg", "takes only PLAYLIST"},
        {"play good.cfg good.cfg", "takes only [PLAYLIST]"},
        {"shot --frobnicate good.cfg", "no option --frobnicate"},
        {"shot -z good.cfg", "no option -z"},
        {"shot good.cfg --output", "--output needs a value"},
        {"shot --at soon good.cfg", "\"soon\" is not a length of time"},
        {"shot --at -1s good.cfg", "is not a length of time"},
        {"shot --at 25:00 good.cfg", "\"25:00\" is not a time"},
        {"shot --at 2026-02-30T09:00 good.cfg", "is not a time (14:30, 2026-10-01T09:00)"},
        {"check --date tomorrow good.cfg", "\"tomorrow\" is not a day"},
        {"check --date 2026-10-01T09:00 good.cfg", "is not a day"},
        {"shot --size big good.cfg", "\"big\" is not a size"},
        {"shot --size 0x5 good.cfg", "is not a size"},
        {"shot --size 20000x5 good.cfg", "is not a size"},
        {"shot --size 5x5x5 good.cfg", "is not a size"},
        {"check --size big good.cfg", "is not a size"},
        {"play --headless --for ever good.cfg", "\"ever\" is not a length of time"},
        {"plan", "needs PLAYLIST"},
        {"plan --csv --json good.cfg", "only one of"},
        {"plan --date soon good.cfg", "\"soon\" is not a day"},
        {"plan --date 2026-02-30 good.cfg", "is not a day"},
        {"plan --explain noon good.cfg", "\"noon\" is not an instant"},
        {"plan --explain 24:30 good.cfg", "is not an instant"},
        {"plan --date today --explain 2026-11-26T14:30 good.cfg", "--date is not needed"},
        {"plan --html --explain 14:30 good.cfg", "goes with --json only"},
        {"plan --zone side good.cfg", "\"side\" is none of main"},
        {"report --by colour", "is none of"},
        {"report --csv --json", "not both"},
        {"report --from yesterday", "yesterday"},
        {"audit --expect 12 l.db", "\"12\" is not the head of a chain"},
        {"tell", "needs WHAT"},
        {"tell stauts", "did you mean \"status\"?"},
        {"tell emergency", "needs the id of an item"},
        {"tell next now", "does not belong there"},
        {"tell --for 10s next", "goes with emergency only"},
        {"tell --for 2d emergency fire", "is not a length of time"},
        {"tell --for 25h emergency fire", "up to a day"},
        {"tell --for 0 emergency fire", "up to a day"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (run(table[i].line) != 2) {
            fail_msg("\"%s\" ended with %d: %s", table[i].line, said.code, said.err);
        }
        assert_says(said.err, table[i].wanted);
        assert_string_equal(said.out, "");
    }
}

static void what_is_missing_stops_the_start_with_code_3(void **state)
{
    (void)state;
    static const char *const lines[] = {"shot nowhere.cfg",
                                        "play --headless --for 1s nowhere.cfg",
                                        "shot syntax.cfg",
                                        "shot --point nowhere.cfg good.cfg",
                                        "report --ledger nowhere.db",
                                        "report",
                                        "tell status",
                                        "tell --json --socket no/such.sock next"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (run(lines[i]) != 3) {
            fail_msg("\"%s\" ended with %d", lines[i], said.code);
        }
        assert_true(said.err[0] != '\0');
    }
    assert_int_equal(run("shot good.cfg -o no/such/folder.png"), 3);
    assert_says(said.err, "no/such/folder.png");
}

// --- check -------------------------------------------------------------------------------------

static void a_good_playlist_is_fine(void **state)
{
    (void)state;
    assert_int_equal(run("check good.cfg"), 0);
    assert_says(said.out, "good.cfg: fine, 2 items");
    assert_says(said.out, "a loop takes 5.0 s");
    assert_string_equal(said.err, "");
}

static void every_finding_is_told_and_makes_code_1(void **state)
{
    (void)state;
    assert_int_equal(run("check good.cfg slip.cfg gone.cfg nowhere.cfg syntax.cfg"), 1);
    assert_says(said.out, "good.cfg: fine");
    assert_says(said.out, "slip.cfg:1: error: items[1].txet");
    assert_says(said.out, "did you mean text?");
    assert_says(said.out, "gone.cfg:1: error: item \"a\" cannot be shown");
    assert_says(said.out, "nowhere.cfg");
    assert_says(said.out, "syntax.cfg:1");
}

static void root_does_not_play_in_the_folder_of_a_player(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        skip();
    }
    enum { NOBODY = 65534 };
    char *kiosk = file_join(folder, "kiosk");
    assert_int_equal(mkdir(kiosk, 0755), 0);
    assert_int_equal(chown(kiosk, NOBODY, NOBODY), 0);
    setenv("STATE_DIRECTORY", kiosk, 1);
    assert_int_equal(run("play --headless --for 0 good.cfg"), 2);
    unsetenv("STATE_DIRECTORY");
    assert_says(said.err, "not as root");
    free(kiosk);
}

// A film of which the last part is missing: what a copy that broke off leaves.
static void a_film_that_breaks_off_is_told(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    assert_true(
        file_read(XIAOLABA_SOURCE_DIR "/assets/films/kefu.mp4", 16 << 20, &bytes, &length, &err));
    char *path = file_join(folder, "half.mp4");
    assert_true(file_write(path, bytes, length / 2, &err));
    free(path);
    free(bytes);
    write_text("half.cfg", "file = \"half.mp4\";");
    assert_int_equal(run("check --size 640x360 half.cfg"), 1);
    assert_says(said.out, "half.cfg:1: warning: item \"item-1\": half.mp4: it ends after ");
}

static void findings_are_told_to_programs_too(void **state)
{
    (void)state;
    assert_int_equal(run("check --json good.cfg gone.cfg"), 1);
    assert_says(said.out, "[{\"playlist\":\"good.cfg\",\"playable\":true,\"findings\":[],"
                          "\"zones\":[{\"name\":\"main\",\"items\":2,\"loop_ms\":5000,"
                          "\"scrolling\":[]}]}");
    assert_says(said.out, "\"playlist\":\"gone.cfg\",\"playable\":false");
    assert_says(said.out, "\"severity\":\"error\"");
}

static void a_character_that_no_font_has_is_named(void **state)
{
    (void)state;
    write_text(
        "odd.cfg",
        "items = ( { id = \"odd\"; text = \"不\U0010FFFD转账\"; },\n"
        "{ id = \"code\"; kind = \"qr\"; text = \"\U0010FFFD\"; caption = \"扫\U0010FFFC\"; },\n"
        "{ id = \"call\"; file = \"no.wav\"; title = \"听\U0010FFFB\"; },\n"
        "{ id = \"clock\"; kind = \"clock\"; } );");
    assert_int_equal(run("check odd.cfg"), 1);
    assert_says(said.out, "odd.cfg:1: warning: item \"odd\": no font has \U0010FFFD");
    assert_says(said.out, "odd.cfg:2: warning: item \"code\": no font has \U0010FFFC");
    assert_says(said.out, "odd.cfg:3: warning: item \"call\": no font has \U0010FFFB");
    assert_null(strstr(said.out, "item \"clock\""));
}

static void what_people_cannot_read_is_told(void **state)
{
    (void)state;
    write_text("far.cfg", "items = ( \"反诈\",\n{ id = \"a\"; text = \"先核实\"; size = 24; } );");
    write_text("hall.cfg", "id = \"hall\"; pixel_pitch = 4.0; viewing_distance = 40;");
    assert_int_equal(run("check far.cfg"), 0);
    assert_int_equal(run("check --point hall.cfg --json far.cfg"), 1);
    assert_says(said.out,
                "\"line\":2,\"key\":\"size\",\"text\":\"item \\\"a\\\": characters of 24 px "
                "are 96 mm high and read from up to 19.2 m");
    assert_says(said.out, "\"hint\":\"50 px would do, and from 71 px on it is read at full speed: "
                          "Wang 2019\"");
}

static void a_schedule_is_checked_as_on_a_given_day(void **state)
{
    (void)state;
    write_text("spring.cfg", "items = ( { id = \"a\"; text = \"反诈\"; },\n{ id = \"b\";"
                             " text = \"反诈\"; when = { until = \"2026-05-31\"; }; } );");
    assert_int_equal(run("check --date 2026-05-31 spring.cfg"), 0);
    assert_int_equal(run("check --date 2026-06-01 spring.cfg"), 1);
    assert_says(said.out, "spring.cfg:2: warning: item \"b\" can never play: its last day was "
                          "2026-05-31");
    assert_int_equal(run("check --json --date 2026-06-01 spring.cfg"), 1);
    assert_says(said.out, "\"playable\":true");
    assert_says(said.out, "\"line\":2,\"key\":null,\"text\":\"item \\\"b\\\" can never play");
}

// --- shot --------------------------------------------------------------------------------------

static SDL_Surface *picture(const char *name)
{
    char *path = file_join(folder, name);
    SDL_Surface *loaded = picture_load(path);
    assert_non_null(loaded);
    free(path);
    return loaded;
}

static void assert_corner(const char *name, int w, int h, uint32_t want)
{
    SDL_Surface *loaded = picture(name);
    assert_int_equal(loaded->w, w);
    assert_int_equal(loaded->h, h);
    assert_int_equal(*(const uint32_t *)loaded->pixels & 0xFFFFFF, want);
    SDL_FreeSurface(loaded);
}

static void a_shot_shows_the_item_of_its_instant(void **state)
{
    (void)state;
    static const struct {
        const char *at;
        uint32_t want;
    } table[] = {{"0", 0xFF0000},  {"1.9s", 0xFF0000}, {"2s", 0x0000FF},  {"4999ms", 0x0000FF},
                 {"5s", 0xFF0000}, {"1m", 0xFF0000},   {"63s", 0x0000FF}, {"1h", 0xFF0000}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char *line = mem_format("shot --size 96x48 --at %s -o a.png good.cfg", table[i].at);
        assert_int_equal(run(line), 0);
        assert_string_equal(said.out, "a.png\n");
        assert_corner("a.png", 96, 48, table[i].want);
        free(line);
    }
}

static void a_shot_shows_what_the_plan_has_at_a_time(void **state)
{
    (void)state;
    write_text("day.cfg", "items = ( { id = \"a\"; text = \"反诈\"; motion = \"hold\"; page = 2;"
                          "   background = \"#ff0000\"; when = { hours = \"08:00-12:00\"; }; },"
                          " { id = \"b\"; text = \"反诈\"; motion = \"hold\"; page = 3;"
                          "   background = \"#0000ff\"; when = { from = \"2026-10-01\";"
                          "   until = \"2026-10-01\"; hours = \"14:00-24:00\"; }; } );");
    write_text("hours.cfg", "id = \"p\"; hours = \"08:00-20:00\";");
    static const struct {
        const char *at;
        uint32_t want;
    } table[] = {{"2026-10-01T09:00", 0xFF0000},
                 {"09:00", 0xFF0000},
                 {"2026-10-01T14:00:01", 0x0000FF},
                 {"2026-10-02T14:00:01", 0x0A2254},
                 {"13:00", 0x0A2254},
                 {"2026-10-01T20:00", 0},
                 {"2026-10-01", 0}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char *line = mem_format("shot --size 96x48 --point hours.cfg --at %s day.cfg", table[i].at);
        assert_int_equal(run(line), 0);
        assert_corner("shot.png", 96, 48, table[i].want);
        free(line);
    }
}

static void a_shot_is_as_large_as_the_playlist_says(void **state)
{
    (void)state;
    write_text("sized.cfg", "canvas = \"64x32\"; text = \"反诈\";");
    assert_int_equal(run("shot sized.cfg"), 0);
    assert_corner("shot.png", 64, 32, 0);
    assert_int_equal(run("shot --size 128x64 sized.cfg"), 0);
    assert_corner("shot.png", 128, 64, 0);
}

static void a_scrolling_text_is_there_at_any_instant(void **state)
{
    (void)state;
    write_text("long.cfg",
               "text = \"刷单返利都是诈骗，先垫付就是陷阱！刷单返利都是诈骗，先垫付就是陷阱！\";");
    assert_int_equal(run("shot --size 320x64 --at 7s -o long.png long.cfg"), 0);
    SDL_Surface *loaded = picture("long.png");
    int parts_with_ink = 0;
    for (int part = 0; part < 5; part++) {
        bool has_ink = false;
        for (int i = 0; i < 64 * 64; i++) {
            const char *row = (const char *)loaded->pixels + (ptrdiff_t)(i / 64) * loaded->pitch;
            uint32_t pixel = ((const uint32_t *)(const void *)row)[part * 64 + i % 64];
            has_ink = has_ink || (pixel & 0xFFFFFF) == 0xFFFFFF;
        }
        parts_with_ink += has_ink;
    }
    assert_int_equal(parts_with_ink, 5);
    SDL_FreeSurface(loaded);
}

static void a_speed_that_had_to_be_made_whole_is_told(void **state)
{
    (void)state;
    write_text("speeds.cfg", "items = ( { id = \"a\"; text = \"不轻信\"; speed = 130; },"
                             " { id = \"b\"; text = \"不转账\"; speed = 120; },"
                             " { id = \"c\"; text = \"多核实\"; speed = 130; },"
                             " { id = \"d\"; text = \"先打96110\"; motion = \"hold\"; } );");
    assert_int_equal(run("check speeds.cfg"), 0);
    assert_says(said.out,
                "    a, c: 130 px/s wished, 120 px/s in whole pixels at 60 frames a second\n");
    assert_null(strstr(said.out, "b:"));
    assert_int_equal(run("check --json speeds.cfg"), 0);
    assert_says(
        said.out,
        "{\"item\":\"a\",\"wished_px_s\":130,\"effective_mpx_s\":120000,\"rate_mhz\":60000}");
    assert_says(said.out, "{\"item\":\"b\",\"wished_px_s\":120,\"effective_mpx_s\":120000");
    assert_null(strstr(said.out, "\"d\""));
}

// The whole picture of one instant, half a second further left, but for what came in meanwhile.
static void a_shot_of_an_endless_zone_shows_the_texts_joined(void **state)
{
    (void)state;
    enum { FRAME_W = 400, MOVED = 60 };
    write_text("rail.cfg",
               "items = ( { id = \"a\"; text = \"不轻信\"; }, { id = \"b\"; text = "
               "\"转账汇款多核实\"; } );"
               "zones = ( { endless = true; speed = 120; items = ( \"a\", \"b\" ); } );");
    int alike = 0;
    assert_int_equal(run("shot --size 400x32 --at 20s -o before.png rail.cfg"), 0);
    assert_int_equal(run("shot --size 400x32 --at 20.5s -o after.png rail.cfg"), 0);
    SDL_Surface *before = picture("before.png");
    SDL_Surface *after = picture("after.png");
    for (int y = 0; y < 32; y++) {
        const uint32_t *was =
            (const void *)((const char *)before->pixels + (ptrdiff_t)y * before->pitch);
        const uint32_t *is =
            (const void *)((const char *)after->pixels + (ptrdiff_t)y * after->pitch);
        for (int x = MOVED; x < FRAME_W; x++) {
            assert_int_equal(is[x - MOVED], was[x]);
            alike += (was[x] & 0xFFFFFF) == 0xFFFFFF;
        }
    }
    assert_true(alike > 500); // texts all over it
    SDL_FreeSurface(before);
    SDL_FreeSurface(after);
    assert_int_equal(run("shot --sheet -o rail.png --size 400x32 rail.cfg"), 0);
}

static void a_sheet_has_a_picture_of_every_item(void **state)
{
    (void)state;
    assert_int_equal(run("shot --sheet --size 160x90 good.cfg"), 0);
    assert_string_equal(said.out, "sheet.png\n");
    SDL_Surface *loaded = picture("sheet.png");
    int red = 0;
    int blue = 0;
    for (int y = 0; y < loaded->h; y++) {
        const char *row = (const char *)loaded->pixels + (ptrdiff_t)y * loaded->pitch;
        for (int x = 0; x < loaded->w; x++) {
            uint32_t pixel = ((const uint32_t *)(const void *)row)[x] & 0xFFFFFF;
            red += pixel == 0xFF0000;
            blue += pixel == 0x0000FF;
        }
    }
    assert_true(red > 5000 && blue > 5000);
    SDL_FreeSurface(loaded);
}

static void a_sheet_shows_how_items_go_that_change(void **state)
{
    (void)state;
    write_text("goes.cfg",
               "canvas = \"320x120\"; zones = ( { name = \"main\"; h = 88; items = ( \"still\","
               " \"pages\", \"code\", \"up\" ); }, { name = \"ticker\"; y = 96; h = 24;"
               " items = ( \"runs\" ); } );"
               "items = ( { id = \"still\"; text = \"不轻信\"; motion = \"hold\"; },"
               " { id = \"pages\"; text = \"不透露\\n不转账\\n多核实\"; motion = \"hold\";"
               "   size = 72; page = 4; colour = \"gold\"; background = \"#0B2350\"; },"
               " { id = \"code\"; kind = \"qr\"; text = \"96110\"; },"
               " { id = \"up\"; text = \"转账之前\\n先问家人\"; motion = \"up\"; size = 30; },"
               " { id = \"runs\"; text = \"陌生来电不轻信，转账汇款多核实。\"; } );");
    assert_int_equal(run("shot --sheet goes.cfg"), 0);
    assert_string_equal(said.err, "");
    SDL_Surface *loaded = picture("sheet.png");
    picture_is_golden(loaded, "cmd-sheet");
    SDL_FreeSurface(loaded);
}

static void a_sheet_has_room_for_what_is_as_narrow_as_a_thread(void **state)
{
    (void)state;
    write_text("thread.cfg", "canvas = \"16x2048\"; items = ( { id = \"up\"; motion = \"up\";"
                             " text = \"转账之前先问家人\"; } );");
    assert_int_equal(run("shot --sheet thread.cfg"), 0);
    SDL_FreeSurface(picture("sheet.png"));
}

static void what_cannot_be_shown_is_left_out_and_told(void **state)
{
    (void)state;
    assert_int_equal(run("shot --size 96x48 gone.cfg"), 1);
    assert_says(said.err, "item \"a\" cannot be shown");
    assert_corner("shot.png", 96, 48, 0);
    write_text("none.cfg", "file = \"gone.png\";");
    assert_int_equal(run("shot --size 96x48 none.cfg"), 1);
    assert_corner("shot.png", 96, 48, 0x0A2254); // the house card
}

// --- report ------------------------------------------------------------------------------------

static void a_ledger_without_plays_makes_an_empty_report(void **state)
{
    (void)state;
    assert_int_equal(run("play --headless --for 0.01s --size 32x16 --ledger l.db none.cfg"), 0);
    assert_int_equal(run("report --ledger l.db"), 0);
    assert_says(said.out, "total");
    assert_int_equal(run("report --csv --by day l.db"), 0);
    assert_int_equal(run("report --json l.db"), 0);
    assert_true(said.out[0] == '{' || said.out[0] == '[');
}

static void every_ledger_that_cannot_be_read_is_told_at_once(void **state)
{
    (void)state;
    static const char *const forms[] = {"", "--html ", "--playout "};
    assert_int_equal(run("play --headless --for 0.01s --size 32x16 --ledger l.db none.cfg"), 0);
    write_text("junk.db", "junk");
    write_text("broken-off.db", "");
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        char *line = mem_format("report %sjunk.db l.db broken-off.db nowhere.db .", forms[i]);
        assert_int_equal(run(line), 3);
        assert_string_equal(said.out, "");
        assert_says(said.err, "junk.db: is not a ledger\n");
        assert_says(said.err, "broken-off.db: is empty: a copy that broke off? Copy it again\n");
        assert_says(said.err, "nowhere.db: there is no ledger here yet");
        assert_says(said.err, ".: is a folder; name the ledgers in it (*.db)\n");
        assert_says(said.err, "nothing is reported: 4 of 5 ledgers cannot be read.");
        free(line);
    }
    assert_int_equal(run("audit broken-off.db"), 3);
    assert_says(said.err, "broken-off.db: is empty");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_every_command_and_its_options),
        cmocka_unit_test(help_for_one_command_tells_only_that),
        cmocka_unit_test(the_version_names_the_libraries),
        cmocka_unit_test(what_is_not_understood_is_told_with_code_2),
        cmocka_unit_test(what_is_missing_stops_the_start_with_code_3),
        cmocka_unit_test(a_good_playlist_is_fine),
        cmocka_unit_test(every_finding_is_told_and_makes_code_1),
        cmocka_unit_test(root_does_not_play_in_the_folder_of_a_player),
        cmocka_unit_test(a_film_that_breaks_off_is_told),
        cmocka_unit_test(findings_are_told_to_programs_too),
        cmocka_unit_test(a_character_that_no_font_has_is_named),
        cmocka_unit_test(what_people_cannot_read_is_told),
        cmocka_unit_test(a_schedule_is_checked_as_on_a_given_day),
        cmocka_unit_test(a_shot_shows_the_item_of_its_instant),
        cmocka_unit_test(a_shot_shows_what_the_plan_has_at_a_time),
        cmocka_unit_test(a_shot_is_as_large_as_the_playlist_says),
        cmocka_unit_test(a_scrolling_text_is_there_at_any_instant),
        cmocka_unit_test(a_speed_that_had_to_be_made_whole_is_told),
        cmocka_unit_test(a_shot_of_an_endless_zone_shows_the_texts_joined),
        cmocka_unit_test(a_sheet_has_a_picture_of_every_item),
        cmocka_unit_test(a_sheet_shows_how_items_go_that_change),
        cmocka_unit_test(a_sheet_has_room_for_what_is_as_narrow_as_a_thread),
        cmocka_unit_test(what_cannot_be_shown_is_left_out_and_told),
        cmocka_unit_test(a_ledger_without_plays_makes_an_empty_report),
        cmocka_unit_test(every_ledger_that_cannot_be_read_is_told_at_once),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
