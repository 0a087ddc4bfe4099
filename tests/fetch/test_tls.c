// A server whose certificate nobody vouches for.
#include "fetch/get.h"
#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

struct place {
    char *folder;
    char *url;
    pid_t server;
    FILE *said;
};

static int begin(void **state)
{
    struct place *self = mem_zeroed(1, sizeof *self);
    *state = self;
    self->folder = test_folder_make();
    char *make = mem_format(
        "cd %s && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key "
        "-out cert -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 2>/dev/null",
        self->folder);
    assert_int_equal(system(make), 0);
    free(make);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    self->server = fork();
    if (self->server == 0) {
        if (chdir(self->folder) == 0 && dup2(ends[1], STDOUT_FILENO) >= 0) {
            close(ends[0]);
            execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "cert",
                   "-key", "key", "-WWW", (char *)NULL);
        }
        _exit(127);
    }
    close(ends[1]);
    self->said = fdopen(ends[0], "r");
    char line[256];
    int port = 0;
    while (port == 0 && fgets(line, sizeof line, self->said) != NULL) {
        (void)!sscanf(line, "ACCEPT 127.0.0.1:%d", &port);
    }
    assert_true(port > 0);
    self->url = mem_format("https://127.0.0.1:%d/manifest", port);
    return 0;
}

static int end(void **state)
{
    struct place *self = *state;
    kill(self->server, SIGKILL);
    waitpid(self->server, NULL, 0);
    fclose(self->said);
    free(self->url);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

static bool begin_body(void *self, int64_t from, struct error *err)
{
    (void)from;
    (void)err;
    ++*(int *)self;
    return true;
}

static bool take_body(void *self, const void *piece, size_t length, struct error *err)
{
    (void)piece;
    (void)length;
    (void)err;
    ++*(int *)self;
    return true;
}

static void a_certificate_that_nobody_vouches_for_is_refused(void **state)
{
    const struct place *self = *state;
    struct error err = {0};
    int taken = 0;
    free(test_file(self->folder, "manifest", "#xiaolaba-bundle 1\n"));
    const struct get_limits limits = {.connect_s = 10, .small_s = 20};
    struct getter *getter = getter_open("0.1.0", &limits, &err);
    assert_non_null(getter);
    struct get_reply reply;
    const struct get get = {
        .url = self->url, .limit = 100, .begin = begin_body, .take = take_body, .self = &taken};
    assert_int_equal(getter_get(getter, &get, &reply, &err), GOT_ERROR);
    assert_true(reply.is_certificate);
    assert_non_null(strstr(err.text, "certificate"));
    assert_int_equal(taken, 0);
    getter_close(getter);
}

int main(void)
{
    unsetenv("https_proxy");
    unsetenv("HTTPS_PROXY");
    unsetenv("all_proxy");
    unsetenv("ALL_PROXY");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_certificate_that_nobody_vouches_for_is_refused, begin,
                                        end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
