// What cards look like: made in full size, and looked at as small as in a chat.
#include "easel.h"
#include "support/picture.h"
#include "support/test.h"

#include "screen/frame.h"
#include "screen/shrink.h"

enum { SMALL_W = 270 };

static const char shipped[] =
    "items = ( { id = \"two\"; text = \"自称客服来退款，挂断电话查官方。\"; topic = \"冒充客服\"; "
    "},"
    " { id = \"four\"; topic = \"通用\";"
    "   text = \"遇事不慌，转账不急；拿不准时，先打[yellow]96110[/]。\"; },"
    " { id = \"hotline\"; text = \"反诈专线 96110\"; colour = \"gold\"; },"
    " { id = \"long\"; topic = \"冒充公检法\"; text = \"公安机关不会通过电话办案，不会发送电子"
    "“通缉令”，更没有“安全账户”。接到自称公安民警、要求下载会议软件并共享屏幕的电话，请立即挂断，"
    "并拨打96110咨询。\"; },"
    " { id = \"both\"; text = \"蒙古文\"; mongolian = \"ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\"; },"
    " { id = \"columns\"; text = \"自称客服来退款，挂断电话查官方。\"; direction = \"vertical\";"
    "   colour = \"gold\"; topic = \"冒充客服\"; },"
    " { id = \"effects\"; text = \"转账汇款，多核实！\"; colour = \"yellow\"; outline = "
    "\"#B00010\";"
    "   outline_width = 4; size = 96; shadow = \"black\"; background = \"#7A1420\"; align = "
    "\"left\";"
    "   topic = \"虚假贷款\"; },"
    " { id = \"plate\"; text = \"不轻信、不透露、不转账\"; plate = \"#C00018\"; },"
    " { id = \"poster\"; file = \"../assets/posters/safe-account.png\"; title = \"没有“安全账户”\";"
    "   topic = \"冒充公检法\"; },"
    " { id = \"upright\"; file = \"../assets/posters/cards-upright.png\"; topic = \"断卡\";"
    "   title = \"不出租、不出售、不出借\"; },"
    " { id = \"call\"; file = \"../assets/calls/xiaolaba.mp3\";"
    "   picture = \"../assets/posters/loudspeaker.webp\"; caption = \"小喇叭开始广播啦\"; } %s );";

// With the code of an item that the playlist has besides, or without one.
static void is_golden(const char *id, const char *shape, bool has_code, const char *name)
{
    char *text = NULL;
    const char *code = ", { id = \"app\"; kind = \"qr\"; text = \"请在手机自带的官方应用商店搜索"
                       "“国家反诈中心”\"; caption = \"官方应用商店\\n[yellow]国家反诈中心[/]\"; }";
    assert_true(asprintf(&text, shipped, has_code ? code : "") > 0);
    struct playlist *playlist = easel_playlist(text);
    SDL_Surface *card = easel_card(playlist, id, easel_shape(shape));
    struct size small = {SMALL_W, card->h * SMALL_W / card->w};
    SDL_Surface *got = frame_new(small);
    frame_shrink(card, got, (struct rect){0, 0, small.w, small.h});
    picture_is_golden(got, name);
    frame_free(got);
    frame_free(card);
    playlist_free(playlist);
    free(text);
}

static void a_slogan_fills_its_card(void **state)
{
    (void)state;
    is_golden("two", "9:16", true, "card-two-9x16");
    is_golden("four", "9:16", false, "card-four-9x16");
    is_golden("two", "1:1", true, "card-two-1x1");
    is_golden("hotline", "1:1", false, "card-hotline-1x1");
    is_golden("long", "1:1", true, "card-long-1x1");
}

static void a_card_for_print_is_dark_on_white(void **state)
{
    (void)state;
    is_golden("four", "a4", true, "card-four-a4");
    is_golden("effects", "a4", false, "card-effects-a4");
}

static void languages_columns_and_effects_are_kept(void **state)
{
    (void)state;
    is_golden("both", "9:16", false, "card-both-9x16");
    is_golden("columns", "9:16", true, "card-columns-9x16");
    is_golden("effects", "1:1", true, "card-effects-1x1");
    is_golden("plate", "1:1", false, "card-plate-1x1");
}

static void a_poster_is_whole_and_has_its_title(void **state)
{
    (void)state;
    is_golden("poster", "9:16", true, "card-poster-9x16");
    is_golden("poster", "a4", false, "card-poster-a4");
    is_golden("poster", "1:1", true, "card-poster-1x1");
    is_golden("upright", "1:1", false, "card-upright-1x1");
    is_golden("upright", "9:16", false, "card-upright-9x16");
    is_golden("call", "1:1", true, "card-call-1x1");
}

static void a_code_has_a_card_of_its_own(void **state)
{
    (void)state;
    is_golden("app", "9:16", true, "card-app-9x16");
    is_golden("app", "a4", true, "card-app-a4");
}

static int open_all(void **state)
{
    return setenv("XIAOLABA_DECODE", TEST_DECODE, 1) != 0 || open_fonts(state) != 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slogan_fills_its_card),
        cmocka_unit_test(a_card_for_print_is_dark_on_white),
        cmocka_unit_test(languages_columns_and_effects_are_kept),
        cmocka_unit_test(a_poster_is_whole_and_has_its_title),
        cmocka_unit_test(a_code_has_a_card_of_its_own),
    };
    return cmocka_run_group_tests(tests, open_all, close_fonts);
}
