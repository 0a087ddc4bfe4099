// xiaolaba usb with folders that stand in for sticks.
#include "parcel.h"
#include "program.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/content.h"

#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct parcel parcel;
static struct signer author, stranger;

static void make_folder(const char *name)
{
    struct error err = {0};
    char *path = file_join(folder, name);
    assert_true(file_make_folders(path, &err));
    free(path);
}

// What lies there; "" when nothing does. Owns: the caller, by free().
static char *text_of(const char *name)
{
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    char *path = file_join(folder, name);
    bool is_there = file_read(path, 1 << 20, &bytes, &length, &err);
    free(path);
    return is_there ? bytes : mem_copy("");
}

static void is_in(const char *name, const char *wanted)
{
    char *text = text_of(name);
    assert_says(text, wanted);
    free(text);
}

static void put_parcel(int64_t seq, const struct signer *signer)
{
    parcel_begin(&parcel, seq);
    parcel.manifest.expires = (struct wall){0};
    parcel_add_hall(&parcel, "刷单就是诈骗");
    parcel_seal(&parcel, signer, NULL);
    make_folder("stick");
    char *stick = file_join(folder, "stick/XIAOLABA");
    char *copy = mem_format("rm -rf %s && cp -r %s %s", stick, parcel.folder, stick);
    assert_int_equal(system(copy), 0);
    free(copy);
    free(stick);
    parcel_end(&parcel);
}

static int set_up(void **state)
{
    (void)state;
    int code = folder_set_up();
    struct error err = {0};
    author = signer_make(1);
    stranger = signer_make(3);
    char *path = file_join(folder, "xiaolaba/content");
    struct content *content = content_open(path, true, &err);
    struct keys keys = keys_of(&author, NULL, 1);
    assert_true(content_put_keys(content, &keys, &err));
    content_close(content);
    free(path);
    write_text("point.cfg", "id = \"nm-0001\"; name = \"大厅屏\";\n");
    return code;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_tear_down();
}

static void content_is_taken_and_the_screen_is_told(void **state)
{
    (void)state;
    put_parcel(7, &author);
    assert_int_equal(run("usb --point point.cfg stick"), 0);
    assert_says(said.out, "U盘 已更新 1/7，可以拔出");
    is_in("xiaolaba/content/news", "1 installed 1/7 - -\n");
    assert_int_equal(run("usb --point point.cfg stick"), 0);
    is_in("xiaolaba/content/news", "2 already 1/7 - -\n");
    put_parcel(8, &stranger);
    assert_int_equal(run("usb --point point.cfg stick"), 1);
    assert_says(said.err, "E11 没有可信的签名");
    is_in("xiaolaba/content/news", "11 unsigned -1/-1 - -\n");
}

static void a_copy_of_the_ledger_and_a_note_are_left(void **state)
{
    (void)state;
    put_parcel(8, &stranger);
    make_folder("stick/XIAOLABA-LEDGER");
    write_text("list.cfg", "text = \"甲\";\n");
    assert_int_equal(
        run("play --headless --for 1s --size 64x32 --point point.cfg --content none list.cfg"), 0);
    assert_int_equal(run("usb --point point.cfg stick"), 1);
    is_in("xiaolaba/content/news", "11 unsigned -1/-1 - copied\n");
    static const char note[] = "stick/XIAOLABA-LEDGER/result-nm-0001.txt";
    is_in(note, "\xEF\xBB\xBF"
                "小喇叭 U盘结果\r\n");
    is_in(note, "点位：nm-0001 大厅屏\r\n");
    is_in(note, "内容：E11 没有可信的签名\r\n");
    is_in(note, "怎么办：请由制作单位重新签名");
    is_in(note, "台账：已拷出 nm-0001-");
    char *path = file_join(folder, "stick/XIAOLABA-LEDGER");
    DIR *entries = opendir(path);
    int ledgers = 0;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        ledgers += strstr(entry->d_name, ".ledger.db") != NULL;
    }
    closedir(entries);
    free(path);
    assert_int_equal(ledgers, 1);
}

static void a_ledger_that_cannot_be_copied_is_told(void **state)
{
    (void)state;
    make_folder("stick/XIAOLABA-LEDGER");
    assert_int_equal(run("usb --point point.cfg stick"), 3); // nothing was ever played
    is_in("xiaolaba/content/news", "0 - -1/-1 - failed\n");
    assert_says(said.out, "U盘 E30 台账没有拷出，可以拔出");
    is_in("stick/XIAOLABA-LEDGER/result-nm-0001.txt", "台账：E30 没有拷出：");
}

static void keys_alone_are_taken(void **state)
{
    (void)state;
    struct signer next = signer_make(9);
    struct keys keys = keys_of(&next, NULL, 2);
    struct str text = {0};
    keys_print(&keys, &text);
    char *by_old = signer_sign(&author, text.text, text.length, "keys", false);
    char *by_new = signer_sign(&next, text.text, text.length, "keys", false);
    make_folder("stick/XIAOLABA");
    write_text("stick/XIAOLABA/keys", text.text);
    write_text("stick/XIAOLABA/keys.old.minisig", by_old);
    write_text("stick/XIAOLABA/keys.new.minisig", by_new);
    assert_int_equal(run("usb --point point.cfg stick"), 0);
    is_in("xiaolaba/content/news", "10 unreadable -1/-1 keys -\n");
    is_in("xiaolaba/content/keys", "#number 2");
    free(by_new);
    free(by_old);
    str_fini(&text);
}

static void other_sticks_are_left_alone(void **state)
{
    (void)state;
    make_folder("stick/DCIM");
    assert_int_equal(run("usb --point point.cfg stick"), 0);
    assert_says(said.out, "there is nothing to do");
    char *news = text_of("xiaolaba/content/news");
    assert_string_equal(news, "");
    free(news);
    // a link that leads somewhere else is no folder of the stick
    make_folder("elsewhere");
    char *link = file_join(folder, "stick/XIAOLABA-LEDGER");
    assert_int_equal(symlink("../elsewhere", link), 0);
    free(link);
    assert_int_equal(run("usb --point point.cfg stick"), 0);
    assert_says(said.out, "there is nothing to do");
    assert_int_equal(run("usb --point point.cfg nowhere"), 3);
    assert_int_equal(run("usb --point point.cfg"), 2);
    assert_int_equal(run("usb --device /dev/null --point point.cfg"), 3);
    assert_says(said.err, "is not a stick");
}

static void the_player_that_runs_shows_it(void **state)
{
    (void)state;
    int ends[2];
    char line[512] = "";
    write_text("list.cfg", "text = \"甲\";\n");
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (chdir(folder) == 0 && dup2(ends[1], STDERR_FILENO) >= 0) {
            execl(TEST_PROGRAM, "xiaolaba", "play", "-v", "--headless", "--size", "64x32",
                  "--point", "point.cfg", (char *)NULL);
        }
        _exit(127);
    }
    close(ends[1]);
    FILE *heard = fdopen(ends[0], "r");
    do {
        assert_non_null(fgets(line, sizeof line, heard));
    } while (strstr(line, "main: ") == NULL); // the first slogan is on
    put_parcel(7, &stranger);
    assert_int_equal(run("usb --point point.cfg stick"), 1);
    do {
        assert_non_null(fgets(line, sizeof line, heard));
    } while (strstr(line, "U盘 E11 没有可信的签名，可以拔出") == NULL);
    assert_int_equal(kill(pid, SIGTERM), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    fclose(heard);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(content_is_taken_and_the_screen_is_told),
        TEST(a_copy_of_the_ledger_and_a_note_are_left),
        TEST(a_ledger_that_cannot_be_copied_is_told),
        TEST(keys_alone_are_taken),
        TEST(other_sticks_are_left_alone),
        TEST(the_player_that_runs_shows_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
