// What a playlist that is in order becomes.
#include "support/test.h"

#include "base/file.h"
#include "playlist/playlist.h"

static struct playlist *load(const char *text)
{
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_parse("lists/day.cfg", text, strlen(text), &troubles);
    struct str out = {0};
    troubles_print(&troubles, &out);
    if (playlist == NULL || troubles.count > 0) {
        fail_msg("<<%s>>\n%s", text, str_text(&out));
    }
    str_fini(&out);
    troubles_fini(&troubles);
    return playlist;
}

static void one_line_is_a_playlist(void **state)
{
    (void)state;
    struct playlist *playlist = load("text = \"刷单返利都是诈骗！\";");
    assert_string_equal(playlist->name, "day");
    assert_string_equal(playlist->path, "lists/day.cfg");
    assert_int_equal(playlist->item_count, 1);
    assert_int_equal(playlist->canvas.w, 0);
    const struct item *item = &playlist->items[0];
    assert_string_equal(item->id, "item-1");
    assert_int_equal(item->kind, ITEM_SLOGAN);
    assert_string_equal(item->text, "刷单返利都是诈骗！");
    assert_int_equal(item->motion, MOTION_LEFT);
    assert_int_equal(item->often.weight, 1);
    assert_int_equal(item->passes, 1);
    assert_int_equal(item->hold_us, 0);
    assert_int_equal(item->transition.kind, 0);
    assert_int_equal(item->look.weight, WEIGHT_AUTO);
    assert_int_equal(item->look.align, ALIGN_CENTRE);
    assert_int_equal(item->look.colour.g, 255);
    assert_int_equal(item->look.background.a, 0);
    assert_int_equal(playlist->zone_count, 1);
    assert_string_equal(playlist->zones[0].name, "main");
    assert_int_equal(playlist->zones[0].item_count, 1);
    assert_int_equal(playlist->zones[0].transition.kind, TRANSITION_CUT);
    playlist_free(playlist);
}

static void a_file_alone_is_a_playlist_too(void **state)
{
    (void)state;
    struct playlist *playlist = load("file = \"../film.MP4\";");
    assert_int_equal(playlist->items[0].kind, ITEM_VIDEO);
    assert_string_equal(playlist->items[0].path, "lists/../film.MP4");
    playlist_free(playlist);
}

static void bare_texts_are_slogans_or_files_by_their_ending(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum item_kind kind;
    } cases[] = {
        {"film.mp4", ITEM_VIDEO},  {"a/b.MKV", ITEM_VIDEO},    {"海报.webp", ITEM_IMAGE},
        {"a.JPG", ITEM_IMAGE},     {"call.mp3", ITEM_AUDIO},   {"call.ogg", ITEM_AUDIO},
        {"一句标语", ITEM_SLOGAN}, {"请拨 110.", ITEM_SLOGAN}, {"www.example.cn", ITEM_SLOGAN},
        {"mp4", ITEM_SLOGAN},      {".mp4", ITEM_SLOGAN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text = {0};
        str_addf(&text, "items = ( \"%s\" );", cases[i].text);
        struct playlist *playlist = load(text.text);
        const struct item *item = &playlist->items[0];
        assert_int_equal(item->kind, cases[i].kind);
        const char *kept = item->kind == ITEM_SLOGAN ? item->text : item->path;
        assert_true(str_ends_with(kept, cases[i].text));
        assert_true((item->path == NULL) == (item->kind == ITEM_SLOGAN));
        playlist_free(playlist);
        str_fini(&text);
    }
}

static void fonts_of_its_own_lie_beside_the_playlist(void **state)
{
    (void)state;
    struct playlist *playlist = load("text = \"甲\";");
    assert_int_equal(playlist->font_count, 0);
    char *plain = strdup(playlist->items[0].source);
    playlist_free(playlist);
    playlist = load("\nfont = ( \"f/a.ttf\", \"/b.ttc#2\" ); text = \"甲\";");
    assert_int_equal(playlist->font_count, 2);
    assert_string_equal(playlist->fonts[0], "lists/f/a.ttf");
    assert_string_equal(playlist->fonts[1], "/b.ttc#2");
    assert_int_equal(playlist->font_line, 2);
    assert_string_not_equal(playlist->items[0].source, plain); // it looks different
    assert_non_null(strstr(playlist->items[0].source, " font=\"a.ttf\""));
    playlist_free(playlist);
    free(plain);
}

static void the_only_zone_shows_everything_unless_it_names_what(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("items = ( \"甲\", \"乙\", { text = \"急\"; priority = \"emergency\"; } );"
             "zones = ( { h = \"50%\"; } );");
    assert_int_equal(playlist->zone_count, 1);
    assert_int_equal(playlist->zones[0].item_count, 2);
    playlist_free(playlist);
    playlist = load("items = ( \"甲\", { id = \"b\"; text = \"乙\"; } );"
                    "zones = ( { items = ( \"item-1\", \"b\", \"b\" ); } );");
    assert_int_equal(playlist->zones[0].item_count, 3);
    playlist_free(playlist);
}

static void a_text_moves_along_its_lines(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("defaults = { direction = \"vertical\"; };"
             "items = ( \"竖\", { text = \"横\"; direction = \"horizontal\"; },"
             "{ text = \"定\"; motion = \"left\"; } );");
    assert_int_equal(playlist->items[0].motion, MOTION_UP);
    assert_int_equal(playlist->items[1].motion, MOTION_LEFT);
    assert_int_equal(playlist->items[2].motion, MOTION_LEFT);
    playlist_free(playlist);
}

static void every_key_of_an_item_arrives(void **state)
{
    (void)state;
    struct playlist *playlist = load(
        "name = \"全\"; canvas = \"1024x128\";\n"
        "items = (\n"
        "{ id = \"s\"; kind = \"slogan\"; title = \"T\"; topic = \"刷单\"; audience = \"老年人\";"
        " weight = 3; hold = \"20s\"; transition = { kind = \"slide\"; length = \"300ms\"; };"
        " colour = \"#010203\"; background = \"#04050607\"; outline = \"red\";"
        " outline_width = 2; size = 96; font_weight = \"regular\"; align = \"right\"; text = \"x\";"
        " antialias = \"off\"; letter_spacing = 10; line_spacing = 150; direction = \"vertical\";"
        " mongolian = \"ᠮᠣᠩᠭᠣᠯ\";"
        " motion = \"up\"; speed = 240; passes = 2; },\n"
        "{ text = \"y\"; motion = \"hold\"; page = \"4s\"; transition = \"fade\"; },\n"
        "{ file = \"a.png\"; fit = \"fill\"; hold = 8; },\n"
        "{ file = \"a.mp4\"; gain = -3; muted = true; fit = \"stretch\"; },\n"
        "{ file = \"/a.mp3\"; gain = 1.5; caption = \"喂\"; picture = \"p.png\"; },\n"
        "{ kind = \"qr\"; text = \"https://example.cn\"; caption = \"扫\"; },\n"
        "{ kind = \"clock\"; date = false; weekday = false; seconds = true; } );");
    const struct item *item = playlist_item(playlist, "s");
    assert_non_null(item);
    assert_string_equal(item->title, "T");
    assert_string_equal(item->topic, "刷单");
    assert_string_equal(item->audience, "老年人");
    assert_int_equal(item->often.weight, 3);
    assert_int_equal(item->hold_us, 20000000);
    assert_int_equal(item->transition.kind, TRANSITION_SLIDE);
    assert_int_equal(item->transition.length_us, 300000);
    assert_int_equal(colour_argb(item->look.colour), 0xFF010203);
    assert_int_equal(colour_argb(item->look.background), 0x07040506);
    assert_int_equal(item->look.outline.r, 236);
    assert_int_equal(item->look.outline_px, 2);
    assert_int_equal(item->look.size_px, 96);
    assert_int_equal(item->look.weight, WEIGHT_REGULAR);
    assert_int_equal(item->look.antialias, ANTIALIAS_OFF);
    assert_int_equal(item->look.letter_spacing, 10);
    assert_int_equal(item->look.line_spacing, 150);
    assert_int_equal(item->look.align, ALIGN_END);
    assert_int_equal(item->direction, DIRECTION_VERTICAL);
    assert_string_equal(item->mongolian, "ᠮᠣᠩᠭᠣᠯ");
    assert_int_equal(item->motion, MOTION_UP);
    assert_int_equal(item->speed_px_s, 240);
    assert_int_equal(item->passes, 2);
    assert_int_equal(item->line, 3);
    item = playlist_item(playlist, "item-2");
    assert_int_equal(item->page_us, 4000000);
    assert_int_equal(item->transition.length_us, 600000);
    assert_int_equal(playlist_item(playlist, "item-3")->fit, FIT_COVER);
    assert_int_equal(playlist_item(playlist, "item-3")->hold_us, 8000000);
    item = playlist_item(playlist, "item-4");
    assert_true(item->is_muted && item->gain_db == -3 && item->fit == FIT_STRETCH);
    item = playlist_item(playlist, "item-5");
    assert_string_equal(item->path, "/a.mp3");
    assert_string_equal(item->picture, "lists/p.png");
    assert_string_equal(item->caption, "喂");
    assert_true(item->gain_db == 1.5);
    assert_string_equal(playlist_item(playlist, "item-6")->caption, "扫");
    item = playlist_item(playlist, "item-7");
    assert_true(!item->shows_date && !item->shows_weekday && item->shows_seconds);
    assert_null(playlist_item(playlist, "item-8"));
    playlist_free(playlist);
}

static void items_start_from_the_defaults(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("defaults = { colour = \"gold\"; speed = 120; hold = \"8s\"; fit = \"fill\";"
             " background = \"navy\"; transition = \"fade\"; gain = -6; };\n"
             "items = ( \"a\", { text = \"b\"; colour = \"red\"; speed = \"auto\"; }, \"c.png\","
             " \"d.mp4\", { kind = \"clock\"; hold = 3; } );\n"
             "zones = ( { items = ( \"item-1\", \"item-2\", \"item-3\" ); },"
             " { transition = \"cut\"; items = ( \"item-4\", \"item-5\" ); } );");
    const struct item *items = playlist->items;
    assert_int_equal(items[0].look.colour.b, 64);
    assert_int_equal(items[0].look.background.b, 84);
    assert_int_equal(items[0].speed_px_s, 120);
    assert_int_equal(items[0].hold_us, 0); // a text takes the time it needs
    assert_int_equal(items[1].look.colour.r, 236);
    assert_int_equal(items[1].speed_px_s, 0);
    assert_int_equal(items[2].hold_us, 8000000);
    assert_int_equal(items[2].fit, FIT_COVER);
    assert_int_equal(items[3].hold_us, 0); // and so does a film
    assert_true(items[3].gain_db == -6);
    assert_int_equal(items[4].hold_us, 3000000);
    assert_int_equal(playlist->zones[0].transition.kind, TRANSITION_FADE);
    assert_int_equal(playlist->zones[1].transition.kind, TRANSITION_CUT);
    assert_int_equal(items[0].transition.kind, 0);
    playlist_free(playlist);
}

static void a_zone_shows_items_and_groups_in_the_author_s_order(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("items = ( \"a\", \"b\", \"c\", \"d\" );\n"
             "groups = ( { name = \"ab\"; items = ( \"item-1\", \"item-2\" ); },\n"
             " { name = \"全部\"; items = ( \"item-4\", \"ab\" ); } );\n"
             "zones = ( { name = \"one\"; w = \"50%\"; z = -1; background = \"none\";"
             " items = ( \"item-3\", \"全部\", \"item-3\" ); },\n"
             " { x = \"50%\"; items = \"ab\"; } );");
    static const size_t want[] = {2, 3, 0, 1, 2};
    const struct zone *zone = &playlist->zones[0];
    assert_int_equal(zone->item_count, 5);
    assert_memory_equal(zone->items, want, sizeof want);
    assert_string_equal(zone->name, "one");
    assert_int_equal(zone->z, -1);
    assert_int_equal(zone->background.a, 0);
    assert_int_equal(zone->line, 4);
    assert_string_equal(playlist->zones[1].name, "zone-2");
    assert_int_equal(playlist->zones[1].background.a, 255);
    assert_int_equal(playlist->zones[1].item_count, 2);
    playlist_free(playlist);
}

static void a_group_is_kept_under_its_name(void **state)
{
    (void)state;
    struct playlist *playlist = load(
        "items = ( { id = \"a\"; text = \"a\"; topic = \"t\"; }, { id = \"b\"; text = \"b\"; },\n"
        " { id = \"c\"; text = \"c\"; topic = \"t\"; } );\n"
        "groups = ( { name = \"ba\"; items = ( \"b\", \"a\" ); },\n"
        " { name = \"tagged\"; items = \"ba\"; topic = \"t\"; } );\n"
        "zones = ( { items = ( \"ba\", \"tagged\" ); } );");
    static const size_t ba[] = {1, 0};
    static const size_t tagged[] = {1, 0, 2};
    assert_int_equal(playlist->group_count, 2);
    const struct item_group *group = playlist_group(playlist, "ba");
    assert_int_equal(group->item_count, 2);
    assert_memory_equal(group->items, ba, sizeof ba);
    group = playlist_group(playlist, "tagged");
    assert_int_equal(group->item_count, 3);
    assert_memory_equal(group->items, tagged, sizeof tagged);
    assert_null(playlist_group(playlist, "a"));
    playlist_free(playlist);
}

// Twelve groups of two that each name the one before: the largest stands for 4096 items.
static void groups_that_stand_for_too_much_are_kept_empty(void **state)
{
    (void)state;
    struct str text = {0};
    str_add(&text, "items = ( \"x\" ); groups = ( { name = \"g0\"; items = \"item-1\"; }");
    for (int i = 1; i <= 12; i++) {
        str_addf(&text, ", { name = \"g%d\"; items = ( \"g%d\", \"g%d\" ); }", i, i - 1, i - 1);
    }
    str_add(&text, " ); zones = ( { items = \"g12\"; } );");
    struct playlist *playlist = load(text.text);
    assert_int_equal(playlist->zones[0].item_count, 4096);
    assert_int_equal(playlist_group(playlist, "g5")->item_count, 32);
    assert_int_equal(playlist_group(playlist, "g12")->item_count, 0);
    playlist_free(playlist);
    str_fini(&text);
}

static void the_source_says_what_is_seen_and_nothing_else(void **state)
{
    (void)state;
    struct playlist *playlist =
        load("items = ( { text = \"甲\\n\\\"乙\\\"\"; }, { text = \"甲\\n\\\"乙\\\"\"; id = \"x\";"
             " weight = 9; topic = \"t\"; title = \"u\"; }, { text = \"丙\"; },"
             " { text = \"丙\"; colour = \"red\"; }, { file = \"a.png\"; } );");
    const struct item *items = playlist->items;
    assert_string_equal(items[0].source, items[1].source);
    assert_string_not_equal(items[0].source, items[2].source);
    assert_string_not_equal(items[2].source, items[3].source);
    assert_string_equal(items[4].source, "image file=\"a.png\" fit=fit background=#00000000");
    assert_string_equal(items[0].source,
                        "slogan text=\"甲\\n\\\"乙\\\"\" motion=left speed=0 passes=1 page_us=0 "
                        "colour=#ffffffff outline_width=0 size=0 font_weight=auto antialias=auto "
                        "letter_spacing=0 line_spacing=135 align=centre "
                        "background=#00000000");
    playlist_free(playlist);
}

static void the_revision_is_fnv_1a_of_the_bytes(void **state)
{
    (void)state;
    struct playlist *one = load("text = \"a\";");
    struct playlist *same = load("text = \"a\";");
    struct playlist *other = load("text = \"b\";");
    assert_int_equal(strlen(one->revision), 32);
    assert_string_equal(one->revision, same->revision);
    assert_string_not_equal(one->revision, other->revision);
    // Computed with an independent program, 128-bit FNV-1a of the eleven bytes.
    assert_string_equal(one->revision, "c13745e9e5d659b66967c099cfd32b11");
    playlist_free(one);
    playlist_free(same);
    playlist_free(other);
}

static void a_playlist_is_loaded_from_its_file(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    char *path = test_file(folder, "大厅.cfg", "\xEF\xBB\xBFitems = ( \"a.png\" );\r\n");
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_load(path, &troubles);
    assert_non_null(playlist);
    assert_string_equal(playlist->name, "大厅");
    char *want = file_join(folder, "a.png");
    assert_string_equal(playlist->items[0].path, want);
    free(want);
    playlist_free(playlist);
    free(path);
    path = file_join(folder, "missing.cfg");
    assert_null(playlist_load(path, &troubles));
    assert_int_equal(troubles.count, 1);
    assert_string_equal(troubles.items[0].file, path);
    assert_string_equal(troubles.items[0].sentence, "No such file or directory");
    troubles_fini(&troubles);
    free(path);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_is_a_playlist),
        cmocka_unit_test(a_file_alone_is_a_playlist_too),
        cmocka_unit_test(bare_texts_are_slogans_or_files_by_their_ending),
        cmocka_unit_test(fonts_of_its_own_lie_beside_the_playlist),
        cmocka_unit_test(the_only_zone_shows_everything_unless_it_names_what),
        cmocka_unit_test(a_text_moves_along_its_lines),
        cmocka_unit_test(every_key_of_an_item_arrives),
        cmocka_unit_test(items_start_from_the_defaults),
        cmocka_unit_test(a_zone_shows_items_and_groups_in_the_author_s_order),
        cmocka_unit_test(a_group_is_kept_under_its_name),
        cmocka_unit_test(groups_that_stand_for_too_much_are_kept_empty),
        cmocka_unit_test(the_source_says_what_is_seen_and_nothing_else),
        cmocka_unit_test(the_revision_is_fnv_1a_of_the_bytes),
        cmocka_unit_test(a_playlist_is_loaded_from_its_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
