// What a card promises: all of it is there, a code can be scanned, the same is the same.
#include "easel.h"
#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "card/words.h"
#include "media/qr.h"
#include "screen/frame.h"

#include <dirent.h>

static const char *const shapes[] = {"9:16", "1:1", "a4"};

// The smallest rectangle that holds everything quite black: the code, where letters and field are
// of other colours.
static struct rect black_in(const SDL_Surface *card)
{
    struct rect box = {card->w, card->h, 0, 0};
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < card->h; y++) {
        for (int x = 0; x < card->w; x++) {
            if (easel_pixel(card, x, y) == 0) {
                box.x = x < box.x ? x : box.x;
                box.y = y < box.y ? y : box.y;
                right = x + 1 > right ? x + 1 : right;
                bottom = y + 1;
            }
        }
    }
    box.w = right - box.x;
    box.h = bottom - box.y;
    return box;
}

// As a reader sees it: square modules of whole pixels, each of one colour, white all around.
static void assert_scans(const SDL_Surface *card, const char *text, int least_px)
{
    struct qr want;
    struct error err = {0};
    assert_true(qr_make(&want, text, &err));
    struct rect box = black_in(card);
    assert_int_equal(box.w, box.h);
    assert_int_equal(box.w % want.side, 0);
    int px = box.w / want.side;
    assert_true(px >= least_px);
    for (int y = -4 * px; y < box.h + 4 * px; y++) {
        for (int x = -4 * px; x < box.w + 4 * px; x++) {
            bool is_inside = x >= 0 && y >= 0 && x < box.w && y < box.h;
            bool is_dark = is_inside && want.modules[y / px * want.side + x / px] != 0;
            assert_int_equal(easel_pixel(card, box.x + x, box.y + y), is_dark ? 0 : 0xFFFFFF);
        }
    }
    qr_fini(&want);
}

#define WORDS "请在手机自带的官方应用商店搜索“国家反诈中心”，下载安装并完成注册。"

static void the_code_of_every_card_can_be_scanned(void **state)
{
    (void)state;
    struct playlist *playlist = easel_playlist(
        "items = ( { id = \"a\"; text = \"不轻信，不转账。\"; },"
        " { id = \"app\"; kind = \"qr\"; text = \"" WORDS "\"; caption = \"扫一扫\"; } );");
    for (size_t i = 0; i < 3; i++) {
        SDL_Surface *card = easel_card(playlist, "a", easel_shape(shapes[i]));
        assert_scans(card, WORDS, 4);
        frame_free(card);
        card = easel_card(playlist, "app", easel_shape(shapes[i]));
        assert_scans(card, WORDS, 6);
        frame_free(card);
    }
    playlist_free(playlist);
}

static void the_card_of_a_code_has_no_other(void **state)
{
    (void)state;
    struct playlist *playlist =
        easel_playlist("items = ( { id = \"one\"; kind = \"qr\"; text = \"1\"; },"
                       " { id = \"two\"; kind = \"qr\"; text = \"" WORDS "\"; } );");
    SDL_Surface *card = easel_card(playlist, "two", easel_shape("1:1"));
    assert_scans(card, WORDS, 6);
    frame_free(card);
    playlist_free(playlist);
}

static void a_code_that_is_too_large_for_a_footer_is_said(void **state)
{
    (void)state;
    struct str text = {0};
    str_add(&text,
            "items = ( { id = \"a\"; text = \"甲\"; }, { id = \"app\"; kind = \"qr\"; text = \"");
    for (int i = 0; i < 250; i++) {
        str_add(&text, "一二");
    }
    str_add(&text, "\"; } );");
    struct playlist *playlist = easel_playlist(text.text);
    struct card_terms terms = {playlist, fonts, &playlist->items[1]};
    struct card_shape small = easel_small("1:1", 540);
    struct error err = {0};
    assert_null(card_make(&terms, &playlist->items[0], &small, &err));
    assert_non_null(strstr(err.text, "--qr none"));
    playlist_free(playlist);
    str_fini(&text);
}

// --- words -------------------------------------------------------------------------------------

// Pixels that are neither field nor ring, in the outer part of the margins above the footer.
static void assert_margins_are_free(const SDL_Surface *card, const char *what)
{
    int margin = card->w * 5 / 100;
    uint32_t field = easel_pixel(card, card->w - 1, 0);
    for (int y = card->h / 8; y < card->h / 2; y++) {
        for (int x = 0; x < margin; x++) {
            uint32_t left = easel_pixel(card, x, y);
            uint32_t right = easel_pixel(card, card->w - 1 - x, y);
            for (int shift = 0; shift < 24; shift += 8) {
                int of_field = (int)(field >> shift & 0xFF);
                if (abs((int)(left >> shift & 0xFF) - of_field) > 16 ||
                    abs((int)(right >> shift & 0xFF) - of_field) > 16) {
                    fail_msg("%s reaches the edge at %d,%d", what, x, y);
                }
            }
        }
    }
}

static void try_playlist(const char *path)
{
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_load(path, &troubles);
    assert_non_null(playlist);
    struct card_terms terms = {.playlist = playlist, .fonts = fonts};
    for (size_t i = 0; i < playlist->item_count; i++) {
        const struct item *item = &playlist->items[i];
        for (size_t s = 0; s < 3 && item->kind == ITEM_SLOGAN; s++) {
            struct card_shape small = easel_small(shapes[s], 540);
            struct error err = {0};
            SDL_Surface *card = card_make(&terms, item, &small, &err);
            if (card == NULL) {
                fail_msg("%s, %s, %s: %s", path, item->id, shapes[s], err.text);
            }
            assert_margins_are_free(card, item->id);
            frame_free(card);
        }
    }
    playlist_free(playlist);
    troubles_fini(&troubles);
}

static void every_slogan_that_ships_fits_every_shape(void **state)
{
    (void)state;
    static const char *const names[] = {"bank-lobby", "booth",  "portrait",
                                        "demo",       "sample", "evergreen"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *path = mem_format(XIAOLABA_SOURCE_DIR "/playlists/%s.cfg", names[i]);
        try_playlist(path);
        free(path);
    }
}

// In pixels of a card 1080 wide.
static int size_of(const char *text)
{
    static const struct look look = {.weight = WEIGHT_AUTO, .antialias = ANTIALIAS_AUTO};
    struct card_style style = {.ink = {255, 255, 255, 255}};
    struct card_words words = {.text = text,
                               .look = &look,
                               .style = &style,
                               .colour = style.ink,
                               .is_display = true,
                               .align = ALIGN_CENTRE,
                               .least_px = 28,
                               .most_px = 240};
    struct card_setting setting;
    struct error err = {0};
    struct rect box = {0, 0, 920, 700};
    if (!card_words_set(&setting, fonts, &words, box, &err)) {
        fail_msg("%s", err.text);
    }
    int size_px = setting.size_px;
    card_words_free(&setting);
    return size_px;
}

static void an_address_does_not_make_all_words_tiny(void **state)
{
    (void)state;
    assert_true(size_of("官方网站 https://www.example.com/very/long/path/to/something?query=value&"
                        "other=thing 请核实后再访问，不要点击陌生链接。") >= 60);
    assert_true(size_of("不明软件 Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenantrag"
                        " 不要安装。") >= 60);
}

static void words_without_end_are_refused_and_not_cut(void **state)
{
    (void)state;
    struct str text = {0};
    str_add(&text, "items = ( { id = \"a\"; text = \"");
    for (int i = 0; i < 300; i++) {
        str_add(&text, "陌生来电不轻信，");
    }
    str_add(&text, "\"; } );");
    struct playlist *playlist = easel_playlist(text.text);
    struct card_terms terms = {.playlist = playlist, .fonts = fonts};
    struct card_shape small = easel_small("1:1", 540);
    struct error err = {0};
    assert_null(card_make(&terms, &playlist->items[0], &small, &err));
    assert_int_equal(err.code, ERROR_MEDIA);
    assert_non_null(strstr(err.text, "too long"));
    playlist_free(playlist);
    str_fini(&text);
}

static void a_machine_without_fonts_says_so(void **state)
{
    (void)state;
    struct playlist *playlist = easel_playlist("text = \"甲\";");
    struct card_terms terms = {.playlist = playlist};
    struct card_shape small = easel_small("1:1", 540);
    struct error err = {0};
    assert_null(card_make(&terms, &playlist->items[0], &small, &err));
    assert_non_null(strstr(err.text, "no font"));
    playlist_free(playlist);
}

static void the_same_item_gives_the_same_card(void **state)
{
    (void)state;
    struct playlist *playlist = easel_playlist(
        "items = ( { id = \"a\"; text = \"不轻信，[red]不转账[/]。\"; topic = \"[b]\"; } );");
    struct card_shape small = easel_small("9:16", 540);
    SDL_Surface *once = easel_card(playlist, "a", &small);
    SDL_Surface *twice = easel_card(playlist, "a", &small);
    assert_true(frame_hash(once) == frame_hash(twice));
    frame_free(once);
    frame_free(twice);
    playlist_free(playlist);
}

// --- other kinds -------------------------------------------------------------------------------

static void what_has_nothing_to_show_makes_no_card(void **state)
{
    (void)state;
    struct playlist *playlist = easel_playlist(
        "items = ( { id = \"t\"; kind = \"clock\"; }, { id = \"s\"; file = \"a.mp3\"; },"
        " { id = \"c\"; file = \"a.mp3\"; caption = \"小喇叭\"; } );");
    struct card_terms terms = {.playlist = playlist, .fonts = fonts};
    struct card_shape small = easel_small("1:1", 540);
    struct error err = {0};
    assert_non_null(strstr(card_why_none(&playlist->items[0]), "clock"));
    assert_non_null(strstr(card_why_none(&playlist->items[1]), "caption"));
    assert_null(card_make(&terms, &playlist->items[0], &small, &err));
    assert_null(card_why_none(&playlist->items[2])); // its caption is a text
    frame_free(easel_card(playlist, "c", &small));
    playlist_free(playlist);
}

static void a_film_is_shown_by_a_picture_with_something_in_it(void **state)
{
    (void)state;
    struct playlist *playlist =
        easel_playlist("items = ( { id = \"f\"; file = \"../assets/films/shuadan.mp4\"; } );");
    struct card_shape small = easel_small("1:1", 540);
    SDL_Surface *card = easel_card(playlist, "f", &small);
    int white = 0; // its letters
    for (int y = 0; y < card->h / 2; y++) {
        for (int x = 0; x < card->w; x++) {
            white += easel_pixel(card, x, y) >= 0xF0F0F0;
        }
    }
    assert_true(white > 500);
    frame_free(card);
    playlist_free(playlist);
}

static bool is_gold(uint32_t pixel)
{
    return pixel == 0xFFC440;
}

static int gold_in(const SDL_Surface *card, struct rect part)
{
    int count = 0;
    for (int y = part.y; y < part.y + part.h; y++) {
        for (int x = part.x; x < part.x + part.w; x++) {
            count += is_gold(easel_pixel(card, x, y));
        }
    }
    return count;
}

// From the first to the last column whose gold is a line from top to bottom.
static int framed_w(const SDL_Surface *card)
{
    int first = -1;
    int last = -1;
    for (int x = 0; x < card->w; x++) {
        bool is_line = gold_in(card, (struct rect){x, 0, 1, card->h}) * 2 > card->h;
        first = is_line && first < 0 ? x : first;
        last = is_line ? x : last;
    }
    return last - first;
}

#define UPRIGHT "id = \"u\"; file = \"../assets/posters/cards-upright.png\"; topic = \"断卡\";"

static void an_upright_poster_nearly_fills_an_upright_card(void **state)
{
    (void)state;
    struct playlist *playlist =
        easel_playlist("items = ( { " UPRIGHT " title = \"不出租、不出售、不出借\"; } );");
    struct card_shape small = easel_small("9:16", 540);
    SDL_Surface *card = easel_card(playlist, "u", &small);
    assert_true(framed_w(card) * 100 > card->w * 75); // and its edge can be seen
    frame_free(card);
    playlist_free(playlist);
}

static void a_title_beside_an_upright_poster_takes_no_height(void **state)
{
    (void)state;
    struct playlist *playlist =
        easel_playlist("items = ( { " UPRIGHT " title = \"不出租、不出售、不出借\"; }, { file = "
                       "\"../assets/posters/cards-upright.png\"; id = \"bare\"; } );");
    struct card_shape small = easel_small("1:1", 540);
    SDL_Surface *titled = easel_card(playlist, "u", &small);
    SDL_Surface *bare = easel_card(playlist, "bare", &small);
    assert_int_equal(framed_w(titled), framed_w(bare));
    frame_free(titled);
    frame_free(bare);
    playlist_free(playlist);
}

static void a_title_too_long_for_the_header_stands_below_its_poster(void **state)
{
    (void)state;
    struct playlist *playlist = easel_playlist(
        "items = ( { " UPRIGHT " title = \"银行卡、电话卡、对公账户、微信和支付宝账号，一律不出租、"
        "不出售、不出借，替人走账要承担法律责任，发现线索请拨打报警电话，"
        "并向身边的老人和学生多讲一遍这个道理\"; }, { id = \"bare\"; file = "
        "\"../assets/posters/cards-upright.png\"; } );");
    const struct card_shape *shape = easel_shape("9:16"); // a smaller one has it in the header
    SDL_Surface *titled = easel_card(playlist, "u", shape);
    SDL_Surface *bare = easel_card(playlist, "bare", shape);
    assert_true(framed_w(titled) > 0 && framed_w(titled) < framed_w(bare));
    frame_free(titled);
    frame_free(bare);
    playlist_free(playlist);
}

static void a_square_card_of_a_picture_says_its_topic(void **state)
{
    (void)state;
    struct playlist *playlist = easel_playlist(
        "items = ( { " UPRIGHT
        " }, { id = \"u2\"; file = \"../assets/posters/cards-upright.png\"; },"
        " { id = \"w\"; file = \"../assets/posters/safe-account.png\"; topic = \"断卡\"; },"
        " { id = \"w2\"; file = \"../assets/posters/safe-account.png\"; } );");
    static const char *const pairs[][2] = {{"u", "u2"}, {"w", "w2"}};
    for (size_t i = 0; i < 2; i++) {
        struct card_shape small = easel_small("1:1", 540);
        SDL_Surface *with = easel_card(playlist, pairs[i][0], &small);
        SDL_Surface *without = easel_card(playlist, pairs[i][1], &small);
        struct rect all = {0, 0, small.size.w, small.size.h};
        assert_true(gold_in(with, all) > gold_in(without, all) + 800); // a plate
        frame_free(with);
        frame_free(without);
    }
    playlist_free(playlist);
}

static void a_picture_that_is_gone_is_said(void **state)
{
    (void)state;
    struct playlist *playlist = easel_playlist("file = \"gone.png\";");
    struct card_terms terms = {.playlist = playlist, .fonts = fonts};
    struct card_shape small = easel_small("1:1", 540);
    struct error err = {0};
    assert_null(card_make(&terms, &playlist->items[0], &small, &err));
    assert_non_null(strstr(err.text, "gone.png"));
    playlist_free(playlist);
}

static int open_all(void **state)
{
    return setenv("XIAOLABA_DECODE", TEST_DECODE, 1) != 0 || open_fonts(state) != 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_code_of_every_card_can_be_scanned),
        cmocka_unit_test(the_card_of_a_code_has_no_other),
        cmocka_unit_test(a_code_that_is_too_large_for_a_footer_is_said),
        cmocka_unit_test(every_slogan_that_ships_fits_every_shape),
        cmocka_unit_test(an_address_does_not_make_all_words_tiny),
        cmocka_unit_test(words_without_end_are_refused_and_not_cut),
        cmocka_unit_test(a_machine_without_fonts_says_so),
        cmocka_unit_test(the_same_item_gives_the_same_card),
        cmocka_unit_test(what_has_nothing_to_show_makes_no_card),
        cmocka_unit_test(a_film_is_shown_by_a_picture_with_something_in_it),
        cmocka_unit_test(an_upright_poster_nearly_fills_an_upright_card),
        cmocka_unit_test(a_title_beside_an_upright_poster_takes_no_height),
        cmocka_unit_test(a_title_too_long_for_the_header_stands_below_its_poster),
        cmocka_unit_test(a_square_card_of_a_picture_says_its_topic),
        cmocka_unit_test(a_picture_that_is_gone_is_said),
    };
    return cmocka_run_group_tests(tests, open_all, close_fonts);
}
