// Cards as a user makes them: which items, which files, where, and the page of them all.
#include "program.h"

#include "support/picture.h"
#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static int set_up(void **state)
{
    (void)state;
    int code = folder_set_up();
    write_text(
        "list.cfg",
        "items = ( { id = \"shuadan\"; text = \"做任务要先垫付，及早收手少一误。\";"
        " topic = \"刷单返利\"; }, { id = \"calm\"; text = \"遇事不慌，转账不急。\"; },"
        " { id = \"app\"; kind = \"qr\"; text = \"96110\"; }, { id = \"time\"; kind = \"clock\";"
        " } ); groups = ( { name = \"both\"; items = ( \"calm\", \"shuadan\" ); },"
        " { name = \"most\"; items = ( \"both\", \"time\" ); } );"
        " zones = ( { items = ( \"most\", \"app\" ); } );");
    write_text(
        "hostile.cfg",
        "name = \"<script>alert(1)</script>&\\\"\"; items = ("
        " { id = \"a.b_c-d\"; text = \"[[<b>&]甲\\\"乙\"; topic = \"<i>\"; audience = \"\\\"&\"; },"
        " { id = \"A.B_C-D\"; text = \"丙\"; title = \"<img src=x onerror=alert(1)>\"; } );");
    return code;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_tear_down();
}

static bool is_there(const char *name)
{
    char *path = file_join(folder, name);
    bool exists = file_exists(path);
    free(path);
    return exists;
}

static char *bytes_of(const char *name, size_t *length)
{
    char *path = file_join(folder, name);
    char *bytes = NULL;
    struct error err = {0};
    if (!file_read(path, 1u << 24, &bytes, length, &err)) {
        fail_msg("%s", err.text);
    }
    free(path);
    return bytes;
}

static void assert_picture(const char *name, int w, int h)
{
    char *path = file_join(folder, name);
    SDL_Surface *picture = picture_load(path);
    assert_non_null(picture);
    assert_int_equal(picture->w, w);
    assert_int_equal(picture->h, h);
    SDL_FreeSurface(picture);
    free(path);
}

static void a_card_is_called_by_its_item_and_shape(void **state)
{
    (void)state;
    assert_int_equal(run("card shuadan list.cfg"), 0);
    assert_string_equal(said.out, "shuadan-9x16.png\n");
    assert_string_equal(said.err, "");
    assert_picture("shuadan-9x16.png", 1080, 1920);
    assert_int_equal(run("card --shape 1:1 -o out/cards calm shuadan calm list.cfg"), 0);
    assert_string_equal(said.out, "out/cards/calm-1x1.png\nout/cards/shuadan-1x1.png\n");
    assert_picture("out/cards/calm-1x1.png", 1080, 1080);
    assert_int_equal(run("card --shape 9x16 --shape 1:1 --format jpg -o out app list.cfg"), 0);
    assert_string_equal(said.out, "out/app-9x16.jpg\nout/app-1x1.jpg\n");
}

static void a_group_stands_for_its_items(void **state)
{
    (void)state;
    assert_int_equal(run("card --shape 1:1 -o out both list.cfg"), 0);
    assert_string_equal(said.out, "out/calm-1x1.png\nout/shuadan-1x1.png\n");
    assert_int_equal(run("card --shape 1:1 -o out most list.cfg"), 0); // the clock is passed over
    assert_string_equal(said.out, "out/calm-1x1.png\nout/shuadan-1x1.png\n");
    assert_says(said.err, "left out: \"time\" (a clock shows the time, which a card cannot)\n");
    assert_int_equal(run("card --shape 1:1 -o out time calm list.cfg"), 1); // it was wanted
    assert_string_equal(said.out, "out/calm-1x1.png\n");
    assert_says(said.err, "item \"time\": a clock");
    assert_null(strstr(said.err, "left out"));
    write_text("none.cfg", "items = ( { id = \"a\"; text = \"甲\"; } ); groups = ("
                           " { name = \"none\"; topic = \"nobody's\"; } );"
                           " zones = ( { items = ( \"a\" ); } );");
    assert_int_equal(run("card none none.cfg"), 2); // and does not pass for a set that was made
    assert_says(said.err, "the group \"none\" stands for no item");
}

static void one_card_may_have_a_name_of_its_own(void **state)
{
    (void)state;
    assert_int_equal(run("card -o my.JPG calm list.cfg"), 0);
    assert_string_equal(said.out, "my.JPG\n");
    size_t length;
    char *bytes = bytes_of("my.JPG", &length);
    assert_memory_equal(bytes, "\xFF\xD8\xFF", 3);
    free(bytes);
    assert_int_equal(run("card -o new/my.png calm list.cfg"), 0);
    assert_picture("new/my.png", 1080, 1920);
}

static void a_folder_may_have_a_dot_in_its_name(void **state)
{
    (void)state;
    static const char *const names[] = {"2026.11", "two.webp/", ".kept", "two.webp"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *line = mem_format("card --shape 1:1 -o %s calm list.cfg", names[i]);
        char *file = mem_format("%s/calm-1x1.png", names[i]);
        assert_int_equal(run(line), 0); // the last one is there by then
        assert_true(is_there(file));
        free(line);
        free(file);
    }
}

static void a_card_for_print_says_its_density(void **state)
{
    (void)state;
    assert_int_equal(run("card --shape a4 calm list.cfg"), 0);
    assert_picture("calm-a4.png", 2480, 3508);
    size_t length;
    char *bytes = bytes_of("calm-a4.png", &length);
    static const uint8_t density[] = {'p',  'H', 'Y', 's',  0,    0, 0x2E,
                                      0x23, 0,   0,   0x2E, 0x23, 1}; // 11811 dots per metre
    assert_non_null(memmem(bytes, length, density, sizeof density));
    free(bytes);
    assert_int_equal(run("card --shape A4 -o a4.jpg calm list.cfg"), 0);
    bytes = bytes_of("a4.jpg", &length);
    static const uint8_t jfif[] = {'J', 'F', 'I', 'F', 0, 1, 1, 1, 300 >> 8, 300 & 255};
    assert_non_null(memmem(bytes, length, jfif, sizeof jfif));
    free(bytes);
}

static void what_is_not_understood_is_told_with_code_2(void **state)
{
    (void)state;
    static const struct {
        const char *line, *said;
    } table[] = {
        {"card list.cfg", "needs ITEM… PLAYLIST, or --all PLAYLIST"},
        {"card --all calm list.cfg", "name only the playlist"},
        {"card clam list.cfg", "there is no item and no group \"clam\"; did you mean \"calm\"?"},
        {"card boht list.cfg", "did you mean \"both\"?"},
        {"card xxxxxxxxxx list.cfg", "there is no item and no group \"xxxxxxxxxx\"\n"},
        {"card --shape 16:9 calm list.cfg", "--shape: there is no \"16:9\" (9:16, 1:1, a4, all)"},
        {"card --shape alll calm list.cfg", "did you mean \"all\"?"},
        {"card --shape 4x3 calm list.cfg", "--shape: there is no \"4x3\" (9:16, 1:1, a4, all)"},
        {"card -o one.webp calm list.cfg",
         "no cards of the kind \".webp\": name a file .png or .jpg, or a folder (one.webp/)"},
        {"card --all -o new/set.pdf list.cfg", "no cards of the kind \".pdf\""},
        {"card --format gif calm list.cfg", "--format: there is no \"gif\" (png, jpg)"},
        {"card --qr ap calm list.cfg", "--qr: there is no item \"ap\"; did you mean \"app\"?"},
        {"card --qr calm calm list.cfg", "--qr: \"calm\" is no code but of kind \"slogan\""},
        {"card -o a.png both list.cfg", "name a folder"},
        {"card -o a.png --shape all calm list.cfg", "name a folder"},
        {"card -o a.png --format jpg calm list.cfg", "one thing and a.png another"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(run(table[i].line), 2);
        assert_says(said.err, table[i].said);
    }
}

static void the_code_is_the_first_another_or_none(void **state)
{
    (void)state;
    write_text("codes.cfg", "items = ( { id = \"s\"; text = \"甲\"; },"
                            " { id = \"one\"; kind = \"qr\"; text = \"1\"; },"
                            " { id = \"two\"; kind = \"qr\"; text = \"2\"; } );");
    static const char *const lines[] = {
        "card -o a.png s codes.cfg", "card -o b.png --qr one s codes.cfg",
        "card -o c.png --qr two s codes.cfg", "card -o d.png --qr none s codes.cfg"};
    static const char *const names[] = {"a.png", "b.png", "c.png", "d.png"};
    char *bytes[4];
    size_t lengths[4];
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(run(lines[i]), 0);
        bytes[i] = bytes_of(names[i], &lengths[i]);
    }
    assert_int_equal(lengths[0], lengths[1]);
    assert_memory_equal(bytes[0], bytes[1], lengths[0]); // and the same card has the same bytes
    assert_true(lengths[0] != lengths[2] || memcmp(bytes[0], bytes[2], lengths[0]) != 0);
    assert_true(lengths[0] != lengths[3] || memcmp(bytes[0], bytes[3], lengths[0]) != 0);
    for (size_t i = 0; i < 4; i++) {
        free(bytes[i]);
    }
}

// --- files that cannot be written --------------------------------------------------------------

static void a_folder_that_cannot_be_made_is_told(void **state)
{
    (void)state;
    write_text("file", "");
    assert_int_equal(run("card -o file/cards calm list.cfg"), 3);
    assert_says(said.err, "file/cards: Not a directory");
    assert_string_equal(said.out, "");
}

static int entries_of(const char *name)
{
    char *path = file_join(folder, name);
    DIR *entries = opendir(path);
    assert_non_null(entries);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(entries);
    free(path);
    return count;
}

// Files larger than this cannot be written by the program, as on a disk that is full.
static void full_after(rlim_t bytes, struct rlimit *kept)
{
    assert_int_equal(getrlimit(RLIMIT_FSIZE, kept), 0);
    struct rlimit tight = {bytes, kept->rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
}

static void a_full_disk_is_told_and_leaves_no_part_of_a_card(void **state)
{
    (void)state;
    static const char *const formats[] = {"png", "jpg"};
    for (size_t i = 0; i < 2; i++) {
        struct rlimit kept;
        char *line = mem_format("card --shape 1:1 --format %s -o full both list.cfg", formats[i]);
        full_after(8000, &kept);
        int code = run(line);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &kept), 0);
        assert_int_equal(code, 3);
        assert_says(said.err, "full/calm-1x1.");
        assert_string_equal(said.out, "");
        assert_int_equal(entries_of("full"), 0);
        free(line);
    }
}

static void what_is_there_already_is_replaced(void **state)
{
    (void)state;
    write_text("calm-1x1.png", "old");
    assert_int_equal(run("card --shape 1:1 calm list.cfg"), 0);
    assert_picture("calm-1x1.png", 1080, 1080);
    assert_false(is_there("calm-1x1.png.part"));
}

static void an_item_that_fails_does_not_keep_the_others(void **state)
{
    (void)state;
    write_text("gone.cfg", "items = ( { id = \"gone\"; file = \"gone.png\"; },"
                           " { id = \"here\"; text = \"甲\"; } );");
    assert_int_equal(run("card --all --shape 1:1 gone.cfg"), 1);
    assert_says(said.err, "item \"gone\", card 1:1: gone.png: No such file");
    assert_string_equal(said.out, "cards/here-1x1.png\ncards/index.html\n");
    size_t length;
    char *page = bytes_of("cards/index.html", &length);
    assert_null(strstr(page, "gone-1x1"));
    free(page);
}

// --- the page ----------------------------------------------------------------------------------

// Every link of the page is a file beside it, and the other way round. Returns how many.
static int links_of(const char *where, const char *page)
{
    int count = 0;
    for (const char *at = page; (at = strstr(at, "<a download href=\"./")) != NULL; count++) {
        at += strlen("<a download href=\"./");
        char *name = mem_format("%s/%.*s", where, (int)strcspn(at, "\""), at);
        assert_true(is_there(name)); // names need no escapes
        free(name);
    }
    return count;
}

static void the_page_lists_every_card_and_no_other(void **state)
{
    (void)state;
    assert_int_equal(run("card --all -o set list.cfg"), 0);
    assert_string_equal(said.out, "set/shuadan-9x16.png\nset/shuadan-1x1.png\nset/shuadan-a4.png\n"
                                  "set/calm-9x16.png\nset/calm-1x1.png\nset/calm-a4.png\n"
                                  "set/app-9x16.png\nset/app-1x1.png\nset/app-a4.png\n"
                                  "set/index.html\n");
    assert_says(said.err, "left out: \"time\" (a clock");
    size_t length;
    char *page = bytes_of("set/index.html", &length);
    assert_int_equal(strlen(page), length);
    assert_int_equal(links_of("set", page), 9);
    assert_int_equal(entries_of("set"), 10);
    assert_says(page, "<html lang=\"zh-CN\">");
    assert_says(page, "做任务要先垫付，及早收手少一误。</h2>");
    assert_says(page, "<p>刷单返利</p>");
    assert_says(page, "3 条内容，9 张卡片");
    assert_says(page, "没有卡片的节目：time。");
    assert_null(strstr(page, "<script"));
    assert_null(strstr(page, "http://"));
    assert_null(strstr(page, "https://"));
    free(page);
    assert_int_equal(run("card --all --shape 1:1 list.cfg"), 0); // in "cards"
    assert_true(is_there("cards/calm-1x1.png"));
    assert_false(is_there("cards/calm-9x16.png"));
}

static void hostile_words_are_only_words_on_the_page(void **state)
{
    (void)state;
    assert_int_equal(run("card --all --shape 1:1 -o hostile hostile.cfg"), 0);
    size_t length;
    char *page = bytes_of("hostile/index.html", &length);
    assert_null(strstr(page, "<script"));
    assert_null(strstr(page, "<img src=x"));
    assert_null(strstr(page, "<i>"));
    assert_says(page, "<h1>&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;</h1>");
    assert_says(page, "alt=\"[&lt;b&gt;&amp;]甲&quot;乙\"");
    assert_says(page, "<h2>&lt;img src=x onerror=alert(1)&gt;</h2>");
    assert_says(page, "<p>&lt;i&gt; · &quot;&amp;</p>");
    // On a stick "A" and "a" are one file.
    assert_true(is_there("hostile/a.b_c-d-1x1.png"));
    assert_true(is_there("hostile/A.B_C-D-1x1_2.png"));
    assert_int_equal(links_of("hostile", page), 2);
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_is_called_by_its_item_and_shape),
        cmocka_unit_test(a_group_stands_for_its_items),
        cmocka_unit_test(one_card_may_have_a_name_of_its_own),
        cmocka_unit_test(a_folder_may_have_a_dot_in_its_name),
        cmocka_unit_test(a_card_for_print_says_its_density),
        cmocka_unit_test(what_is_not_understood_is_told_with_code_2),
        cmocka_unit_test(the_code_is_the_first_another_or_none),
        cmocka_unit_test(a_folder_that_cannot_be_made_is_told),
        cmocka_unit_test(a_full_disk_is_told_and_leaves_no_part_of_a_card),
        cmocka_unit_test(what_is_there_already_is_replaced),
        cmocka_unit_test(an_item_that_fails_does_not_keep_the_others),
        cmocka_unit_test(the_page_lists_every_card_and_no_other),
        cmocka_unit_test(hostile_words_are_only_words_on_the_page),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
