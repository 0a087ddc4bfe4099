// xiaolaba update, as a service and by hand, against a web server of the test's own.
#include "parcel.h"
#include "program.h"
#include "server.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/content.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static struct parcel parcel;
static struct signer author, stranger;
static struct server *server;

static int set_up(void **state)
{
    (void)state;
    int code = folder_set_up();
    struct error err = {0};
    author = signer_make(1);
    stranger = signer_make(3);
    parcel_begin(&parcel, 7);
    parcel.manifest.expires = (struct wall){0};
    parcel_add_hall(&parcel, "刷单就是诈骗");
    parcel_seal(&parcel, &author, NULL);
    char *path = file_join(folder, "xiaolaba/content");
    struct content *content = content_open(path, true, &err);
    struct keys keys = keys_of(&author, NULL, 1);
    assert_true(content_put_keys(content, &keys, &err));
    content_close(content);
    free(path);
    server = server_start(parcel.folder);
    return code;
}

static int tear_down(void **state)
{
    (void)state;
    server_stop(server);
    parcel_end(&parcel);
    return folder_tear_down();
}

static int update(const char *format)
{
    char *line = mem_format("update %s%s", format, server_url(server));
    int code = run(line);
    free(line);
    return code;
}

static void what_came_of_it_is_said_and_in_the_exit_code(void **state)
{
    (void)state;
    assert_int_equal(update("--once --url "), 0);
    assert_says(said.out, "已更新, release 1/7 (installed");
    assert_int_equal(update("--once --url "), 0);
    assert_says(said.out, "没有新内容 (nothing new)");
    parcel.manifest.release.seq = 8;
    parcel_seal(&parcel, &stranger, NULL);
    assert_int_equal(update("--once --url "), 1);
    assert_says(said.err, "E11 没有可信的签名");
    assert_int_equal(run("update --once --url http://127.0.0.1:9/x"), 3);
    assert_says(said.err, "could not be fetched");
}

static void the_point_says_where(void **state)
{
    (void)state;
    char *text = mem_format("id = \"nm-0001\";\nupdate_url = \"%s\";\n", server_url(server));
    write_text("point.cfg", text);
    free(text);
    assert_int_equal(run("update --once --point point.cfg"), 0);
    assert_says(said.out, "installed");
    write_text("point.cfg", "id = \"nm-0001\";\n");
    assert_int_equal(run("update --once --point point.cfg"), 2);
    assert_says(said.err, "update_url");
    assert_int_equal(run("update --point point.cfg"), 0); // a service that has nothing to do
    assert_says(said.out, "no update_url");
    assert_string_equal(said.err, "");
}

static void what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    static const char *const lines[][2] = {
        {"update --once --url ftp://example.org/", "is not the address of a folder"},
        {"update --once --url https://a:b@example.org/", "name or password"},
        {"update --every 10s --url http://example.org/", "once a minute"},
        {"update hall", "takes options only"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        assert_int_equal(run(lines[i][0]), 2);
        assert_says(said.err, lines[i][1]);
    }
}

static void a_service_that_waits_ends_when_it_is_told(void **state)
{
    (void)state;
    int status = 0;
    int ends[2];
    char line[256];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (dup2(ends[1], STDERR_FILENO) >= 0) {
            execl(TEST_PROGRAM, "xiaolaba", "update", "-v", "--every", "24h", "--url",
                  server_url(server), (char *)NULL);
        }
        _exit(127);
    }
    close(ends[1]);
    FILE *heard = fdopen(ends[0], "r");
    assert_non_null(fgets(line, sizeof line, heard));
    assert_says(line, "the next look is in");
    assert_int_equal(kill(pid, SIGTERM), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGTERM);
    fclose(heard);
}

int main(void)
{
    unsetenv("http_proxy");
    unsetenv("all_proxy");
    unsetenv("ALL_PROXY");
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(what_came_of_it_is_said_and_in_the_exit_code),
        TEST(the_point_says_where),
        TEST(what_makes_no_sense_is_refused),
        TEST(a_service_that_waits_ends_when_it_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
