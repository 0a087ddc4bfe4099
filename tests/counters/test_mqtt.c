// Counters that report to a broker: a real one, started here on the loopback and ended again.
#include "await.h"

#include "support/test.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <mosquitto.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000 };

static char loopback[] = "127.0.0.1";
static char topic[] = "hall/door";

struct broker {
    char *folder;
    int port;
    pid_t pid;
    int words; // what it says
};

// A port that was free a moment ago.
static int free_port(void)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof name;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&name, length), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&name, &length), 0);
    close(fd);
    return ntohs(name.sin_port);
}

// Reads what the broker says until it says `wanted`.
static void await_words(const struct broker *self, const char *wanted)
{
    char said[8192] = "";
    size_t used = 0;
    while (strstr(said, wanted) == NULL) {
        struct pollfd words = {.fd = self->words, .events = POLLIN};
        ssize_t got = 0;
        if (poll(&words, 1, PATIENCE_MS) == 1 && used + 1 < sizeof said) {
            got = read(self->words, said + used, sizeof said - 1 - used);
        }
        if (got <= 0) {
            fail_msg("the broker (package mosquitto) did not say “%s”, but: %s", wanted, said);
        }
        used += (size_t)got;
        said[used] = '\0';
    }
}

static void broker_start(struct broker *self)
{
    int ends[2];
    char path[512];
    snprintf(path, sizeof path, "%s/broker.conf", self->folder);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    char program[] = "mosquitto";
    char option[] = "-c";
    char *arguments[] = {program, option, path, NULL};
    char path_of_daemons[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin";
    char *environment[] = {path_of_daemons, NULL};
    const char *programs[] = {"/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto",
                              "/usr/bin/mosquitto"};
    int rc = -1;
    for (size_t i = 0; rc != 0 && i < sizeof programs / sizeof programs[0]; i++) {
        rc = posix_spawn(&self->pid, programs[i], &actions, NULL, arguments, environment);
    }
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (rc != 0) {
        fail_msg("no broker: the package mosquitto is missing");
    }
    self->words = ends[0];
    await_words(self, "running");
}

static void broker_stop(struct broker *self)
{
    kill(self->pid, SIGKILL);
    waitpid(self->pid, NULL, 0);
    close(self->words);
}

static struct broker broker;

static int open_broker(void **state)
{
    (void)state;
    broker = (struct broker){.folder = test_folder_make(), .port = free_port()};
    char text[512];
    snprintf(text, sizeof text,
             "user root\nlistener %d 127.0.0.1\nallow_anonymous true\nlog_dest stderr\n",
             broker.port);
    free(test_file(broker.folder, "broker.conf", text));
    broker_start(&broker);
    return 0;
}

static int close_broker(void **state)
{
    (void)state;
    broker_stop(&broker);
    test_folder_remove(broker.folder);
    return 0;
}

// --- somebody who reports -----------------------------------------------------------------------

static void on_published(struct mosquitto *client, void *is_done, int id)
{
    (void)client;
    (void)id;
    *(bool *)is_done = true;
}

static void publish_to(const char *where, const char *payload, bool is_retained)
{
    bool is_done = false;
    mosquitto_lib_init();
    struct mosquitto *client = mosquitto_new(NULL, true, &is_done);
    assert_non_null(client);
    mosquitto_publish_callback_set(client, on_published);
    assert_int_equal(mosquitto_connect(client, loopback, broker.port, 30), MOSQ_ERR_SUCCESS);
    assert_int_equal(
        mosquitto_publish(client, NULL, where, (int)strlen(payload), payload, 1, is_retained),
        MOSQ_ERR_SUCCESS);
    for (int i = 0; !is_done && i < 100; i++) {
        assert_int_equal(mosquitto_loop(client, PATIENCE_MS / 100, 1), MOSQ_ERR_SUCCESS);
    }
    assert_true(is_done);
    mosquitto_disconnect(client);
    mosquitto_destroy(client);
    mosquitto_lib_cleanup();
}

static void publish(const char *payload)
{
    publish_to(topic, payload, false);
}

static struct counter_wish door(enum counter_payload payload)
{
    return (struct counter_wish){.name = "door",
                                 .kind = COUNTER_MQTT,
                                 .host = loopback,
                                 .port = broker.port,
                                 .topic = topic,
                                 .payload = payload};
}

static struct counters *start(const struct counter_wish *wish)
{
    struct error err = {0};
    struct counters *counters = counters_start(wish, 1, &err);
    if (counters == NULL) {
        fail_msg("%s", err.text);
    }
    return counters;
}

// Until the source says `wanted`, and never what is in the password's file.
static void await_trouble(struct counters *counters, const char *wanted)
{
    while (true) {
        struct counted now = counters_take(counters, 0);
        assert_null(strstr(now.trouble, "secret"));
        if (strstr(now.trouble, wanted) != NULL) {
            assert_false(now.is_up);
            return;
        }
        struct pollfd news = {.fd = counters_news(counters), .events = POLLIN};
        uint64_t emptied = 0;
        if (poll(&news, 1, PATIENCE_MS) != 1) {
            fail_msg("got “%s”, want “%s”", now.trouble, wanted);
        }
        assert_int_equal(read(news.fd, &emptied, sizeof emptied), sizeof emptied);
    }
}

// --- tests --------------------------------------------------------------------------------------

static void numbers_are_added_and_all_else_is_refused(void **state)
{
    (void)state;
    struct counter_wish wish = door(PAYLOAD_DELTA);
    struct counters *counters = start(&wish);
    struct counted sums = {0};
    await(counters, 0, &sums, is_up, 0);
    publish("3");
    publish("aa:bb:cc:dd:ee:ff");
    publish("{\"count\":5}");
    publish("-2");
    publish("99999999");
    publish(" 4\n");
    publish_to("hall/other", "1000", false);
    publish("1");
    await(counters, 0, &sums, has_counted, 8);
    assert_int_equal(sums.number, 8);
    assert_int_equal(sums.refused, 4);
    counters_stop(counters);
}

// Fails when a retained number is counted at every connection.
static void what_the_broker_kept_from_before_is_no_news(void **state)
{
    (void)state;
    publish_to(topic, "500", true);
    struct counter_wish wish = door(PAYLOAD_DELTA);
    struct counters *counters = start(&wish);
    struct counted sums = {0};
    await(counters, 0, &sums, is_up, 0);
    publish("2");
    await(counters, 0, &sums, has_counted, 2);
    assert_int_equal(sums.number, 2);
    assert_int_equal(sums.refused, 0);
    counters_stop(counters);
}

// The people who came while the broker was away are in the total.
static void totals_go_on_over_a_broker_that_was_away(void **state)
{
    (void)state;
    struct counter_wish wish = door(PAYLOAD_TOTAL);
    struct counters *counters = start(&wish);
    struct counted sums = {0};
    await(counters, 0, &sums, is_up, 0);
    publish("1000");
    publish("1003");
    await(counters, 0, &sums, has_counted, 3);
    broker_stop(&broker);
    await(counters, 0, &sums, is_down, 0);
    assert_non_null(strstr(sums.trouble, loopback));
    broker_start(&broker);
    await(counters, 0, &sums, is_up, 0);
    publish("1010");
    await(counters, 0, &sums, has_counted, 10);
    publish("2"); // the counter was reset
    await(counters, 0, &sums, has_counted, 12);
    assert_int_equal(sums.number, 12);
    counters_stop(counters);
}

static void a_broker_that_is_not_there_is_told(void **state)
{
    (void)state;
    struct counter_wish wish = door(PAYLOAD_DELTA);
    wish.port = free_port();
    struct counters *counters = start(&wish);
    await_trouble(counters, loopback);
    counters_stop(counters);
}

static void a_broker_that_lets_nobody_in_is_told(void **state)
{
    (void)state;
    char text[512];
    snprintf(text, sizeof text,
             "user root\nlistener %d 127.0.0.1\nallow_anonymous false\nlog_dest stderr\n",
             broker.port);
    broker_stop(&broker);
    free(test_file(broker.folder, "broker.conf", text));
    broker_start(&broker);
    char user[] = "lobby";
    char *password_file = test_file(broker.folder, "password", "secret\nnot this\n");
    struct counter_wish wish = door(PAYLOAD_DELTA);
    wish.user = user;
    wish.password_file = password_file;
    struct counters *counters = start(&wish);
    await_trouble(counters, "not authorised");
    counters_stop(counters);
    free(password_file);
}

static void a_password_file_that_is_missing_is_told(void **state)
{
    (void)state;
    char user[] = "lobby";
    char missing[] = "/no/such/password";
    struct counter_wish wish = door(PAYLOAD_DELTA);
    wish.user = user;
    wish.password_file = missing;
    struct counters *counters = start(&wish);
    await_trouble(counters, missing);
    counters_stop(counters);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_are_added_and_all_else_is_refused, open_broker,
                                        close_broker),
        cmocka_unit_test_setup_teardown(what_the_broker_kept_from_before_is_no_news, open_broker,
                                        close_broker),
        cmocka_unit_test_setup_teardown(totals_go_on_over_a_broker_that_was_away, open_broker,
                                        close_broker),
        cmocka_unit_test_setup_teardown(a_broker_that_is_not_there_is_told, open_broker,
                                        close_broker),
        cmocka_unit_test_setup_teardown(a_broker_that_lets_nobody_in_is_told, open_broker,
                                        close_broker),
        cmocka_unit_test_setup_teardown(a_password_file_that_is_missing_is_told, open_broker,
                                        close_broker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
