// What check says about reading: every warning with everything that is printed, and silence where
// there is nothing to say.
#include "support/findings.h"
#include "support/letters.h"
#include "support/test.h"

#include "cmd/legible.h"
#include "cmd/rehearse.h"

// What is said of `text` on a canvas, seen from a point.
static void says(const char *text, const char *point, struct size canvas, const char *wanted)
{
    struct troubles troubles = {0};
    struct setting setting = {
        .playlist = playlist_parse("list.cfg", text, strlen(text), &troubles),
        .point = point_parse("point.cfg", point, strlen(point), &troubles),
        .fonts = fonts,
    };
    if (setting.playlist == NULL || setting.point == NULL || troubles.count > 0) {
        fail_msg("%s", troubles.items[0].sentence);
    }
    struct rehearsal rehearsal;
    rehearsal_init(&rehearsal, &setting, canvas, &troubles);
    check_legible(&(struct legible_terms){.playlist = setting.playlist,
                                          .point = setting.point,
                                          .canvas = canvas,
                                          .fonts = fonts,
                                          .rate_mhz = rehearsal.rate_mhz,
                                          .lengths_us = rehearsal.lengths_us},
                  &troubles);
    rehearsal_fini(&rehearsal);
    expect_findings(&troubles, false, text, wanted);
    playlist_free(setting.playlist);
    point_free(setting.point);
}

#define NEAR "id = \"p\";"

static void a_text_that_passes_too_fast_is_told(void **state)
{
    (void)state;
    struct size strip = {1024, 64};
    says("items = ( { id = \"a\"; text = \"刷单返利都是诈骗\"; size = 40; speed = 240; } );", NEAR,
         strip,
         "list.cfg:1: warning: speed: item \"a\": 6.0 characters pass in a second, and people read "
         "5.6 (Wang 2019, Brysbaert 2019) (speed = 180; or less)\n");
    says("items = ( { id = \"a\"; text = \"刷单返利都是诈骗\"; size = 40; speed = 180; } );", NEAR,
         strip, "");
    says("text = \"刷单返利都是诈骗\";", NEAR, strip, ""); // the player's own speed is no finding
    says(
        "items = ( \"反诈\",\n{ text = \"刷单返利都是诈骗\\n先垫付就是陷阱\"; motion = \"up\"; "
        "size "
        "= 30; speed = 120; } );",
        NEAR, (struct size){400, 300},
        "list.cfg:2: warning: speed: item \"item-2\": 26.1 characters pass in a second, and people "
        "read 5.6 (Wang 2019, Brysbaert 2019) (speed = 20; or less)\n");
}

static void a_zone_that_is_too_narrow_to_read_in_is_told(void **state)
{
    (void)state;
    static const char narrow[] = "items = ( { id = \"a\"; text = \"先核实\"; size = 64; %s } );\n"
                                 "zones = ( { name = \"slit\"; w = 140; items = \"a\"; },\n"
                                 "{ name = \"rest\"; x = 140; w = 500; items = \"a\"; } );";
    char text[512];
    snprintf(text, sizeof text, narrow, "speed = 180;");
    says(text, NEAR, (struct size){640, 80},
         "list.cfg:1: warning: speed: item \"a\" in zone \"slit\": each character is in sight for "
         "0.77 s, and even the shortest subtitle stays for 0.83 s (speed = 120; or less, or a "
         "larger "
         "zone)\n");
    snprintf(text, sizeof text, narrow, "speed = 120;");
    says(text, NEAR, (struct size){640, 80}, "");
    snprintf(text, sizeof text, narrow, "speed = 120; blink = 1.0; priority = \"high\";");
    says(
        text, NEAR, (struct size){640, 80},
        "list.cfg:1: warning: speed: item \"a\" in zone \"slit\": each character is in sight for "
        "0.58 s, and even the shortest subtitle stays for 0.83 s (speed = 60; or less, or a larger "
        "zone)\n"
        "list.cfg:1: warning: blink: item \"a\": it flashes 1 times a second; people with "
        "photosensitive epilepsy should not have to see that in public (WCAG 2.3.1 allows three) "
        "(leave blink out, or keep it for an emergency)\n");
}

static void a_page_that_is_gone_too_soon_is_told(void **state)
{
    (void)state;
    struct size hall = {640, 200};
    says("items = ( { id = \"a\"; motion = \"hold\"; page = \"1.5s\"; text = "
         "\"公检法机关绝不会通过电话办案\"; } );",
         NEAR, hall,
         "list.cfg:1: warning: page: item \"a\": it has 14 characters and is shown for 1.5 s, and "
         "reading them takes 2.5 s (5.6 a second: Wang 2019, Brysbaert 2019) (page = \"2.5s\"; or "
         "more, or \"auto\")\n");
    says("items = ( { motion = \"hold\"; page = \"2.5s\"; text = \"公检法机关绝不会通过电话办案\"; "
         "} "
         ");",
         NEAR, hall, "");
    says("items = ( { id = \"a\"; motion = \"hold\"; size = 90; hold = \"5s\"; text = "
         "\"一、不轻信陌生来电。二、不点击不明链接。\"; } );",
         NEAR, hall,
         "list.cfg:1: warning: hold: item \"a\": page 3 of 3 is never shown, because the item is "
         "over before (leave the hold out, or make it longer than all pages together)\n");
    says(
        "items = ( { id = \"a\"; motion = \"hold\"; hold = \"1s\"; text = \"接到96110来电请接听\"; "
        "}, { kind = \"qr\"; text = \"x\"; caption = \"官方应用商店搜索安装国家反诈中心\"; hold = "
        "2; "
        "} );",
        NEAR, hall,
        "list.cfg:1: warning: hold: item \"a\": it has 12 characters and is shown for 1.0 s, and "
        "reading them takes 2.2 s (5.6 a second: Wang 2019, Brysbaert 2019) (hold = \"2.2s\"; or "
        "more)\n"
        "list.cfg:1: warning: hold: item \"item-2\": it has 16 characters and is shown for 2.0 s, "
        "and reading them takes 2.9 s (5.6 a second: Wang 2019, Brysbaert 2019) (hold = \"2.9s\"; "
        "or more)\n");
}

static void what_the_player_chooses_itself_is_no_finding(void **state)
{
    (void)state;
    static const struct size canvases[] = {
        {64, 32}, {1024, 32}, {128, 128}, {1920, 1080}, {80, 400}};
    static const char *const motions[] = {"left", "right", "up", "down", "hold"};
    for (size_t i = 0; i < sizeof canvases / sizeof canvases[0]; i++) {
        for (size_t k = 0; k < sizeof motions / sizeof motions[0]; k++) {
            char text[512];
            snprintf(
                text, sizeof text,
                "items = ( { motion = \"%s\"; text = \"刷单返利都是诈骗，先垫付就是陷阱！\"; } );",
                motions[k]);
            says(text, NEAR, canvases[i], "");
        }
    }
}

static void characters_that_are_too_small_from_afar_are_told(void **state)
{
    (void)state;
    static const char far[] = "id = \"p\"; pixel_pitch = 4.0; viewing_distance = 30;";
    struct size strip = {1024, 32};
    says(
        "items = ( { id = \"a\"; text = \"先核实，再转账\"; size = 24; } );", far, strip,
        "list.cfg:1: warning: size: item \"a\": characters of 24 px are 96 mm high and read from "
        "up "
        "to 19.2 m (200 times their height, 17 minutes of arc; ISO 9241-3 asks for 16), and people "
        "stand 30 m away (38 px would do, and from 53 px on it is read at full speed: Wang "
        "2019)\n");
    says("items = ( { text = \"先核实，再转账\"; size = 24; } );",
         "id = \"p\"; pixel_pitch = 4.0; viewing_distance = 19.2;", strip, "");
    says(
        "items = ( { id = \"c\"; kind = \"clock\"; }, { id = \"q\"; kind = \"qr\"; text = \"x\"; "
        "caption = \"扫一扫\"; size = 24; } );",
        far, (struct size){480, 64},
        "list.cfg:1: warning: size: item \"c\": characters of 16 px are 64 mm high and read from "
        "up "
        "to 12.8 m (200 times their height, 17 minutes of arc; ISO 9241-3 asks for 16), and people "
        "stand 30 m away (38 px would do, and from 53 px on it is read at full speed: Wang 2019)\n"
        "list.cfg:1: warning: size: item \"q\": characters of 24 px are 96 mm high and read from "
        "up "
        "to 19.2 m (200 times their height, 17 minutes of arc; ISO 9241-3 asks for 16), and people "
        "stand 30 m away (38 px would do, and from 53 px on it is read at full speed: Wang "
        "2019)\n");
}

static void characters_without_room_are_told(void **state)
{
    (void)state;
    struct size strip = {384, 64};
    says("items = ( { id = \"a\"; text = \"先核实\"; size = 200; motion = \"hold\"; } );",
         "id = \"p\";", strip,
         "list.cfg:1: warning: size: item \"a\": characters of 200 px are cut in a zone of 384x64 "
         "(size = 64; or \"fit\")\n");
    says("items = ( { id = \"a\"; text = \"先核实\"; size = 8; } );", "id = \"p\";", strip,
         "list.cfg:1: warning: size: item \"a\": characters of 8 px cannot be told apart; 12 px is "
         "the least for Chinese (fewer words, or a larger zone)\n");
    says("items = ( { id = \"a\"; text = \"先核实\"; size = 64; }, \"再转账\" );", "id = \"p\";",
         strip, "");
    says("items = ( { id = \"c\"; kind = \"clock\"; } );", "id = \"p\";", (struct size){64, 32},
         "list.cfg:1: warning: size: item \"c\": characters of 8 px cannot be told apart; 12 px is "
         "the least for Chinese (fewer words, or a larger zone)\n");
}

static void an_endless_zone_is_told_once_where_it_says_its_speed(void **state)
{
    (void)state;
    says("items = ( { id = \"a\"; text = \"先核实，再转账\"; }, { id = \"b\"; text = \"不轻信\"; } "
         ");\n"
         "zones = ( { name = \"z\"; endless = true; speed = 420; items = ( \"a\", \"b\" ); } );",
         NEAR, (struct size){640, 64},
         "list.cfg:2: warning: speed: zone \"z\", item \"a\": 7.1 characters pass in a second, and "
         "people read 5.6 (Wang 2019, Brysbaert 2019) (speed = 300; or less, for the zone)\n");
    says("items = ( { id = \"a\"; text = \"先核实，再转账\"; }, { id = \"b\"; text = \"不轻信\"; } "
         ");\n"
         "zones = ( { name = \"z\"; endless = true; items = ( \"a\", \"b\" ); } );",
         NEAR, (struct size){640, 64}, "");
    says("items = ( { id = \"a\"; text = \"先核实\"; } );\n"
         "zones = ( { endless = true; separator = \"[#301010]◆[/]\"; items = \"a\"; } );",
         NEAR, (struct size){640, 64},
         "list.cfg:1: warning: colour: item \"a\": letters in #301010 have a contrast of 1.20:1 "
         "with "
         "what is behind them, and at least 4.5:1 is asked for (WCAG 1.4.3) (white has 21.0:1 "
         "there)\n");
}

static void columns_and_two_languages_are_read_at_the_same_speed(void **state)
{
    (void)state;
    // A column that rises passes character by character, columns that move sideways by lines.
    says(
        "items = ( { id = \"a\"; direction = \"vertical\"; motion = \"up\"; size = 40; speed = 240;"
        " text = \"刷单返利都是诈骗\"; } );",
        NEAR, (struct size){64, 400},
        "list.cfg:1: warning: speed: item \"a\": 6.0 characters pass in a second, and people read "
        "5.6 (Wang 2019, Brysbaert 2019) (speed = 180; or less)\n");
    says("items = ( { id = \"a\"; size = 40; speed = 240; letter_spacing = 20;"
         " text = \"刷单返利都是诈骗\"; } );",
         NEAR, (struct size){640, 64}, "");
    says("items = ( { id = \"a\"; mongolian = \"ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\"; text = \"反诈宣传\"; },\n"
         "{ id = \"b\"; mongolian = \"ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\"; text = \"反诈宣传\"; motion = \"up\"; } );",
         NEAR, (struct size){480, 96}, "");
}

static void letters_that_do_not_stand_out_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *look, *letters, *contrast, *hint;
    } cases[] = {
        {"colour = \"#e60012\";", "e60012", "4.37", "white has 21.0:1 there"},
        {"background = \"#ffffff\"; colour = \"#777777\";", "777777", "4.47",
         "black has 21.0:1 there"},
        {"background = \"#ffffff\"; colour = \"#767676\";", NULL, NULL, NULL},
        {"background = \"navy\"; gradient = \"blue\";", "124cac", "1.93", "white has 15.3:1 there"},
        {"background = \"navy\"; text = \"先[blue]核实[/]\";", "124cac", "1.93",
         "white has 15.3:1 there"},
        {"background = \"navy\"; text = \"先核实[blue] [/]\";", NULL, NULL, NULL},
        {"plate = \"#c00000\"; colour = \"#e60012\";", "e60012", "1.34", "white has 6.5:1 there"},
        {"colour = \"navy\"; outline = \"white\"; outline_width = 2;", NULL, NULL, NULL},
        {"colour = \"#ffffff40\"; background = \"navy\";", "ffffff40", "2.19",
         "white has 15.3:1 there"},
        {"plate = \"#00000080\"; background = \"#ffffff\";", "ffffff", "4.00",
         "black has 5.2:1 there"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512];
        char wanted[512] = "";
        bool has_text = strstr(cases[i].look, "text =") != NULL;
        snprintf(text, sizeof text, "items = ( { id = \"a\"; %s %s } );",
                 has_text ? "" : "text = \"先核实\";", cases[i].look);
        if (cases[i].letters != NULL) {
            snprintf(wanted, sizeof wanted,
                     "list.cfg:1: warning: colour: item \"a\": letters in #%s have a contrast of "
                     "%s:1 with what is behind them, and at least 4.5:1 is asked for (WCAG 1.4.3) "
                     "(%s)\n",
                     cases[i].letters, cases[i].contrast, cases[i].hint);
        }
        says(text, NEAR, (struct size){640, 64}, wanted);
    }
}

static void over_a_film_a_plate_or_an_outline_is_judged(void **state)
{
    (void)state;
    static const struct {
        const char *look;
        const char *contrast, *hint;
    } cases[] = {
        {"colour = \"white\";", NULL, NULL}, // nobody knows what is behind it
        {"plate = \"#000000b0\";", NULL, NULL},
        {"plate = \"#00000060\";", "2.64", "give it an opaque plate, or an outline"},
        {"outline = \"black\"; outline_width = 2;", NULL, NULL},
        {"outline = \"#c0c0c0\"; outline_width = 2;", "1.81", "black has 11.5:1 there"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "items = ( { id = \"a\"; text = \"先核实\"; %s } );\n"
                 "zones = ( { items = \"a\"; background = \"none\"; } );",
                 cases[i].look);
        char wanted[512] = "";
        if (cases[i].contrast != NULL) { // over a white picture, or a black one
            snprintf(wanted, sizeof wanted,
                     "list.cfg:1: warning: colour: item \"a\": letters in #ffffff have a contrast "
                     "of %s:1 with what is behind them, and at least 4.5:1 is asked for (WCAG "
                     "1.4.3) (%s)\n",
                     cases[i].contrast, cases[i].hint);
        }
        says(text, NEAR, (struct size){640, 64}, wanted);
    }
}

static void a_text_that_flashes_is_told_unless_it_is_an_emergency(void **state)
{
    (void)state;
    says("items = ( \"反诈\", { id = \"a\"; text = \"疏散\"; blink = 1.0; priority = "
         "\"emergency\"; } "
         ");",
         NEAR, (struct size){640, 64}, "");
    says("items = ( \"反诈\",\n{ id = \"a\"; text = \"疏散\"; blink = 2.5; priority = "
         "\"emergency\"; "
         "} );",
         NEAR, (struct size){640, 64},
         "list.cfg:2: warning: blink: item \"a\": it flashes 2.5 times a second; people with "
         "photosensitive epilepsy should not have to see that in public (WCAG 2.3.1 allows three) "
         "(blink = 1.0; is enough)\n");
}

static void an_emergency_is_read_on_the_whole_screen(void **state)
{
    (void)state;
    says("items = ( { id = \"b\"; text = \"反诈\"; colour = \"black\"; },\n"
         "{ id = \"a\"; text = \"疏散\"; colour = \"navy\"; priority = \"emergency\"; } );\n"
         "zones = ( { items = \"b\"; background = \"white\"; } );",
         NEAR, (struct size){640, 64},
         "list.cfg:2: warning: colour: item \"a\": letters in #0a2254 have a contrast of 1.36:1 "
         "with what is behind them, and at least 4.5:1 is asked for (WCAG 1.4.3) (white has 21.0:1 "
         "there)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_that_passes_too_fast_is_told),
        cmocka_unit_test(a_zone_that_is_too_narrow_to_read_in_is_told),
        cmocka_unit_test(a_page_that_is_gone_too_soon_is_told),
        cmocka_unit_test(what_the_player_chooses_itself_is_no_finding),
        cmocka_unit_test(characters_that_are_too_small_from_afar_are_told),
        cmocka_unit_test(characters_without_room_are_told),
        cmocka_unit_test(an_endless_zone_is_told_once_where_it_says_its_speed),
        cmocka_unit_test(columns_and_two_languages_are_read_at_the_same_speed),
        cmocka_unit_test(letters_that_do_not_stand_out_are_told),
        cmocka_unit_test(over_a_film_a_plate_or_an_outline_is_judged),
        cmocka_unit_test(a_text_that_flashes_is_told_unless_it_is_an_emergency),
        cmocka_unit_test(an_emergency_is_read_on_the_whole_screen),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
