// Looking for a newer bundle at a web server that is kind, forgetful, slow, or hostile.
#include "base/file.h"
#include "base/mem.h"
#include "fetch/update.h"
#include "parcel.h"
#include "server.h"
#include "support/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILM = 300000 }; // bytes

struct place {
    char *folder;
    struct content *content;
    struct server *server;
    struct signer author, stranger;
    struct accept_terms accept;
    struct update_terms terms;
    struct parcel parcel;
    char film[FILM];
};

// --- the place ---------------------------------------------------------------------------------

static void next_parcel(struct place *self, int64_t seq, const char *slogan)
{
    // what the server serves is where it always was
    char *folder = self->parcel.folder;
    self->parcel.folder = test_folder_make();
    parcel_end(&self->parcel);
    parcel_begin(&self->parcel, seq);
    test_folder_remove(self->parcel.folder);
    self->parcel.folder = folder;
    parcel_add_hall(&self->parcel, slogan);
}

static int begin(void **state)
{
    struct place *self = mem_zeroed(1, sizeof *self);
    struct error err = {0};
    self->folder = test_folder_make();
    char *path = file_join(self->folder, "content");
    self->content = content_open(path, true, &err);
    free(path);
    self->author = signer_make(1);
    self->stranger = signer_make(3);
    struct keys keys = keys_of(&self->author, NULL, 1);
    assert_true(content_put_keys(self->content, &keys, &err));
    self->accept = (struct accept_terms){.point_id = "nm-0001", .version = "0.1.0"};
    assert_true(manifest_time_parse("2026-10-01T00:00:00Z", &self->accept.known));
    parcel_begin(&self->parcel, 7);
    parcel_add_hall(&self->parcel, "刷单就是诈骗");
    for (size_t i = 0; i < FILM; i++) {
        self->film[i] = (char)(i * 7 + i / 251);
    }
    parcel_add(&self->parcel, BUNDLE_VIDEO, "films/a.mp4", self->film, FILM);
    self->server = server_start(self->parcel.folder);
    self->terms = (struct update_terms){.url = server_url(self->server),
                                        .accept = &self->accept,
                                        .limits = {.connect_s = 5, .small_s = 20, .large_s = 20}};
    *state = self;
    return 0;
}

static int end(void **state)
{
    struct place *self = *state;
    server_stop(self->server);
    parcel_end(&self->parcel);
    content_close(self->content);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

static void ends(struct place *self, enum update_end end, enum accept_answer answer,
                 const char *said)
{
    struct updated updated;
    bool is_good = update_look(self->content, &self->terms, &updated);
    const char *why = end == UPDATE_FAILED ? updated.why : updated.accepted.why;
    if (updated.end != end || updated.accepted.answer != answer ||
        (said != NULL && strstr(why, said) == NULL)) {
        print_error("end %d, answer %d, %s; %s\n", (int)updated.end, (int)updated.accepted.answer,
                    updated.why, updated.accepted.why);
    }
    assert_int_equal(updated.end, end);
    assert_int_equal(updated.accepted.answer, answer);
    assert_int_equal(is_good, end == UPDATE_UNCHANGED || end == UPDATE_TAKEN);
    assert_true(said == NULL || strstr(why, said) != NULL);
    accepted_fini(&updated.accepted);
}

static void trick(struct place *self, const char *tail, enum trick trick, int64_t at,
                  const char *text)
{
    server_trick(self->server, (struct server_rule){tail, trick, at, text, 1});
}

static void is_on(struct place *self, int64_t seq)
{
    struct mark mark;
    struct error err = {0};
    assert_true(content_mark(self->content, &mark, &err));
    assert_int_equal(mark.release.seq, seq);
    assert_true(strncmp(content_current(self->content).text, mark.sha256, SET_ID) == 0);
}

static int files_in_download(struct place *self)
{
    char *path = content_path(self->content, "download/blob");
    DIR *entries = opendir(path);
    int count = 0;
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    if (entries != NULL) {
        closedir(entries);
    }
    free(path);
    return count;
}

static const char *film_name(struct place *self)
{
    return self->parcel.manifest.files[1].sha256;
}

// --- what is fetched ---------------------------------------------------------------------------

static void a_new_bundle_comes_and_an_unchanged_one_costs_one_small_request(void **state)
{
    struct place *self = *state;
    int64_t bytes = 0;
    parcel_seal(&self->parcel, &self->author, NULL);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    is_on(self, 7);
    assert_int_equal(files_in_download(self), 0);
    assert_true(server_take_requests(self->server, NULL) >= 4);
    assert_non_null(strstr(server_last_request(self->server), "User-Agent: xiaolaba/0.1.0\r\n"));
    for (int i = 0; i < 3; i++) {
        ends(self, UPDATE_UNCHANGED, 0, NULL);
        assert_int_equal(server_take_requests(self->server, &bytes), 1);
        assert_int_equal(bytes, 0);
    }
    next_parcel(self, 8, "裸聊必被敲诈");
    parcel_add(&self->parcel, BUNDLE_VIDEO, "films/a.mp4", self->film, FILM);
    parcel_seal(&self->parcel, &self->author, NULL);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    is_on(self, 8);
    assert_int_equal(server_take_requests_for(self->server, film_name(self)), 0); // was here
}

static void without_validators_an_unchanged_manifest_is_read_and_left(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    server_trick(self->server, (struct server_rule){"", TRICK_NO_VALIDATOR, 0, NULL, 1000});
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    (void)server_take_requests(self->server, NULL);
    ends(self, UPDATE_UNCHANGED, 0, NULL);
    assert_int_equal(server_take_requests(self->server, NULL), 1);
}

static void a_cut_download_goes_on_where_it_was(void **state)
{
    struct place *self = *state;
    int64_t bytes = 0;
    parcel_seal(&self->parcel, &self->author, NULL);
    trick(self, film_name(self), TRICK_CUT, 100000, NULL);
    ends(self, UPDATE_FAILED, 0, "films/a.mp4");
    (void)server_take_requests(self->server, NULL);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    assert_non_null(strstr(server_last_request(self->server), "Range: bytes=100000-\r\n"));
    (void)server_take_requests(self->server, &bytes);
    assert_in_range(bytes, FILM - 100000, FILM - 100000 + 2000); // and manifest, signature
    is_on(self, 7);
}

static void a_server_without_ranges_sends_all_again(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    trick(self, film_name(self), TRICK_CUT, 100000, NULL);
    ends(self, UPDATE_FAILED, 0, NULL);
    trick(self, film_name(self), TRICK_DEAF_RANGE, 0, NULL);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
}

static void an_empty_file_needs_no_server(void **state)
{
    struct place *self = *state;
    parcel_add(&self->parcel, BUNDLE_CASES, "cases.csv", "", 0);
    parcel_seal(&self->parcel, &self->author, NULL);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
}

static void keys_come_with_the_bundle_they_sign(void **state)
{
    struct place *self = *state;
    struct signer next = signer_make(9);
    struct keys keys = keys_of(&next, NULL, 2);
    struct str text = {0};
    keys_print(&keys, &text);
    char *by_old = signer_sign(&self->author, text.text, text.length, "keys", false);
    char *by_new = signer_sign(&next, text.text, text.length, "keys", false);
    parcel_put(&self->parcel, "keys", text.text, text.length);
    parcel_put(&self->parcel, "keys.old.minisig", by_old, strlen(by_old));
    parcel_put(&self->parcel, "keys.new.minisig", by_new, strlen(by_new));
    parcel_seal(&self->parcel, &next, NULL);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    struct error err = {0};
    bool is_there = false;
    assert_true(content_keys(self->content, &keys, &is_there, &err));
    assert_int_equal(keys.number, 2);
    free(by_new);
    free(by_old);
    str_fini(&text);
}

// --- what is not -------------------------------------------------------------------------------

static void a_tampered_manifest_downloads_no_file(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    trick(self, "/manifest", TRICK_CHANGED, 0, NULL);
    ends(self, UPDATE_REFUSED, ACCEPT_UNSIGNED, NULL);
    assert_int_equal(server_take_requests_for(self->server, "/blob/"), 0);
    parcel_seal(&self->parcel, &self->stranger, NULL);
    ends(self, UPDATE_REFUSED, ACCEPT_UNSIGNED, NULL);
    assert_int_equal(server_take_requests_for(self->server, "/blob/"), 0);
    assert_string_equal(content_current(self->content).text, "");
    parcel_seal(&self->parcel, &self->author, NULL); // the same manifest, signed at last
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
}

static void what_is_not_for_us_or_old_downloads_no_file(void **state)
{
    struct place *self = *state;
    self->parcel.manifest.site = mem_copy("nm-0002");
    parcel_seal(&self->parcel, &self->author, NULL);
    ends(self, UPDATE_REFUSED, ACCEPT_NOT_FOR_US, NULL);
    next_parcel(self, 9, "新");
    parcel_seal(&self->parcel, &self->author, NULL);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    (void)server_take_requests(self->server, NULL);
    next_parcel(self, 8, "旧");
    parcel_seal(&self->parcel, &self->author, NULL);
    ends(self, UPDATE_REFUSED, ACCEPT_OLD, NULL);
    assert_int_equal(server_take_requests_for(self->server, "/blob/"), 0);
    ends(self, UPDATE_UNCHANGED, 0, NULL); // said once
    is_on(self, 9);
}

static void a_wrong_file_is_refused_and_fetched_again_next_time(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    trick(self, film_name(self), TRICK_CHANGED, 0, NULL);
    ends(self, UPDATE_REFUSED, ACCEPT_BLOB, "not those that were signed");
    assert_string_equal(content_current(self->content).text, "");
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
}

static void a_part_of_another_file_is_fetched_from_its_beginning(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    trick(self, film_name(self), TRICK_CUT, 100000, NULL);
    ends(self, UPDATE_FAILED, 0, NULL);
    char *name = mem_format("download/blob/%s.part", film_name(self));
    char *path = content_path(self->content, name);
    assert_int_equal(truncate(path, 0), 0);
    assert_int_equal(truncate(path, 100000), 0); // zeros, as after a power cut
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    free(path);
    free(name);
}

static void a_complete_part_is_not_fetched_again(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    trick(self, film_name(self), TRICK_CUT, 100000, NULL);
    ends(self, UPDATE_FAILED, 0, NULL);
    struct error err = {0};
    char *name = mem_format("download/blob/%s.part", film_name(self));
    char *path = content_path(self->content, name);
    assert_true(file_write(path, self->film, FILM, &err));
    (void)server_take_requests(self->server, NULL);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    assert_int_equal(server_take_requests_for(self->server, film_name(self)), 0);
    free(path);
    free(name);
}

static void ranges_that_were_not_asked_for_are_refused(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    trick(self, film_name(self), TRICK_CUT, 100000, NULL);
    ends(self, UPDATE_FAILED, 0, NULL);
    trick(self, film_name(self), TRICK_WRONG_RANGE, 0, NULL);
    ends(self, UPDATE_FAILED, 0, "another part than it was asked for");
    trick(self, film_name(self), TRICK_SHIFTED, 0, NULL); // only its digest tells
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
}

static void no_more_comes_than_was_signed(void **state)
{
    struct place *self = *state;
    int64_t bytes = 0;
    struct stat about;
    parcel_seal(&self->parcel, &self->author, NULL);
    trick(self, film_name(self), TRICK_HUGE, 0, NULL);
    ends(self, UPDATE_FAILED, 0, "is larger than the 300000 bytes it may have");
    trick(self, film_name(self), TRICK_ENDLESS, 0, NULL);
    ends(self, UPDATE_FAILED, 0, "is larger than the 300000 bytes it may have");
    char *name = mem_format("download/blob/%s.part", film_name(self));
    char *path = content_path(self->content, name);
    assert_true(stat(path, &about) != 0 || about.st_size <= FILM);
    (void)server_take_requests(self->server, &bytes);
    trick(self, "/manifest", TRICK_ENDLESS, 0, NULL);
    self->parcel.manifest.release.seq = 70;
    parcel_seal(&self->parcel, &self->author, NULL);
    ends(self, UPDATE_FAILED, 0, "is larger than the 1048576 bytes it may have");
    free(path);
    free(name);
}

static void a_server_that_falls_silent_is_left(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    self->terms.limits.slow_s = 1;
    trick(self, film_name(self), TRICK_STALL, 0, NULL);
    ends(self, UPDATE_FAILED, 0, "films/a.mp4");
    self->terms.limits = (struct get_limits){.small_s = 1};
    trick(self, "/manifest", TRICK_STALL, 0, NULL);
    self->parcel.manifest.release.seq = 8; // or nothing would be sent at all
    parcel_seal(&self->parcel, &self->author, NULL);
    ends(self, UPDATE_FAILED, 0, "manifest");
}

static void redirects_lead_to_the_web_only(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    char *manifest = mem_format("file://%s/manifest", self->parcel.folder);
    trick(self, "/manifest", TRICK_REDIRECT, 0, manifest);
    ends(self, UPDATE_FAILED, 0, "manifest");
    char *elsewhere = mem_format("%s/manifest?x", server_url(self->server));
    char *copy = mem_format("%s/manifest", server_url(self->server));
    server_trick(self->server,
                 (struct server_rule){"", TRICK_REDIRECT, 0, elsewhere, 1000}); // in circles
    ends(self, UPDATE_FAILED, 0, "manifest");
    assert_in_range(server_take_requests(self->server, NULL), 2, 8);
    trick(self, "/manifest", TRICK_REDIRECT, 0, copy);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    free(copy);
    free(elsewhere);
    free(manifest);
}

static void a_server_in_trouble_says_when_to_come_back(void **state)
{
    struct place *self = *state;
    struct updated updated;
    parcel_seal(&self->parcel, &self->author, NULL);
    trick(self, "/manifest", TRICK_STATUS, 503, "Retry-After: 1200");
    assert_false(update_look(self->content, &self->terms, &updated));
    assert_int_equal(updated.end, UPDATE_FAILED);
    assert_int_equal(updated.retry_us, INT64_C(1200000000));
    assert_non_null(strstr(updated.why, "503"));
    trick(self, film_name(self), TRICK_STATUS, 404, "X: y");
    ends(self, UPDATE_FAILED, 0, "no such file");
}

static void a_page_that_says_not_found_is_no_key(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    trick(self, "/keys", TRICK_PAGE, 0, NULL);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
}

static void a_server_that_lies_down_is_no_news(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    self->terms.url = "http://127.0.0.1:9"; // discard: nobody listens
    ends(self, UPDATE_FAILED, 0, "manifest");
    char *nowhere = mem_format("%s/nowhere", server_url(self->server));
    self->terms.url = nowhere;
    ends(self, UPDATE_FAILED, 0, "there is none at");
    self->terms.url = server_url(self->server);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    free(nowhere);
}

static bool cannot_be_played(void *self, const char *path, const char *sha256, struct error *err)
{
    (void)path;
    (void)sha256;
    ++*(int *)self;
    return error_set(err, ERROR_MEDIA, "no picture in it");
}

static void what_was_refused_for_good_is_not_tried_again(void **state)
{
    struct place *self = *state;
    int tries = 0;
    parcel_seal(&self->parcel, &self->author, NULL);
    self->accept.try_medium = cannot_be_played;
    self->accept.self = &tries;
    ends(self, UPDATE_REFUSED, ACCEPT_MEDIUM, "no picture in it");
    (void)server_take_requests(self->server, NULL);
    ends(self, UPDATE_REFUSED, ACCEPT_MEDIUM, "has not changed since");
    assert_int_equal(server_take_requests(self->server, NULL), 1);
    assert_int_equal(tries, 1);
    self->accept.version = "0.2.0"; // a player that can
    self->accept.try_medium = NULL;
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
}

static int open_files(void)
{
    int count = 0;
    DIR *entries = opendir("/proc/self/fd");
    while (readdir(entries) != NULL) {
        count++;
    }
    closedir(entries);
    return count;
}

// What is left in memory, the address sanitizer tells.
static void a_hundred_looks_leave_nothing_open(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    int before = open_files();
    for (int i = 0; i < 100; i++) {
        if (i % 3 == 0) {
            trick(self, "/manifest", TRICK_STATUS, 500, "X: y");
        }
        ends(self, i % 3 == 0 ? UPDATE_FAILED : UPDATE_UNCHANGED, 0, NULL);
    }
    assert_in_range(open_files(), 0, before);
}

static void two_do_not_fetch_at_once(void **state)
{
    struct place *self = *state;
    parcel_seal(&self->parcel, &self->author, NULL);
    ends(self, UPDATE_TAKEN, ACCEPT_INSTALLED, NULL);
    char *path = content_path(self->content, "download/lock");
    int held = open(path, O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(held, LOCK_EX | LOCK_NB), 0);
    ends(self, UPDATE_REFUSED, ACCEPT_BUSY, "being fetched already");
    close(held);
    ends(self, UPDATE_UNCHANGED, 0, NULL);
    free(path);
}

int main(void)
{
    static const char *const proxies[] = {"http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY",
                                          "ALL_PROXY"};
    for (size_t i = 0; i < sizeof proxies / sizeof proxies[0]; i++) {
        unsetenv(proxies[i]);
    }
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(a_new_bundle_comes_and_an_unchanged_one_costs_one_small_request),
        TEST(without_validators_an_unchanged_manifest_is_read_and_left),
        TEST(a_cut_download_goes_on_where_it_was),
        TEST(a_server_without_ranges_sends_all_again),
        TEST(an_empty_file_needs_no_server),
        TEST(keys_come_with_the_bundle_they_sign),
        TEST(a_tampered_manifest_downloads_no_file),
        TEST(what_is_not_for_us_or_old_downloads_no_file),
        TEST(a_wrong_file_is_refused_and_fetched_again_next_time),
        TEST(a_part_of_another_file_is_fetched_from_its_beginning),
        TEST(a_complete_part_is_not_fetched_again),
        TEST(ranges_that_were_not_asked_for_are_refused),
        TEST(no_more_comes_than_was_signed),
        TEST(a_server_that_falls_silent_is_left),
        TEST(redirects_lead_to_the_web_only),
        TEST(a_server_in_trouble_says_when_to_come_back),
        TEST(a_page_that_says_not_found_is_no_key),
        TEST(a_server_that_lies_down_is_no_news),
        TEST(what_was_refused_for_good_is_not_tried_again),
        TEST(a_hundred_looks_leave_nothing_open),
        TEST(two_do_not_fetch_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
