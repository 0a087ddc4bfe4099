// The content folder: what it says, also when it is damaged, and what changes in it.
#include "base/file.h"
#include "base/mem.h"
#include "parcel.h"
#include "place.h"
#include "support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#define A16 "aaaaaaaaaaaaaaaa"
#define B16 "bbbbbbbbbbbbbbbb"
#define A64 A16 A16 A16 A16

// --- reading -----------------------------------------------------------------------------------

static void an_empty_folder_says_nothing(void **state)
{
    struct place *self = *state;
    struct keys keys;
    struct mark mark;
    struct error err = {0};
    bool is_there = true;
    char why[CONTENT_WHY] = "x";
    assert_string_equal(content_current(self->content).text, "");
    assert_string_equal(content_previous(self->content).text, "");
    assert_string_equal(content_aside(self->content, why).text, "");
    assert_string_equal(why, "");
    assert_string_equal(content_trial(self->content).set.text, "");
    assert_int_equal(content_known(self->content).us, 0);
    assert_true(content_keys(self->content, &keys, &is_there, &err));
    assert_false(is_there);
    assert_true(content_mark(self->content, &mark, &err));
    assert_int_equal(mark.release.epoch, -1);
    assert_int_equal(mark.release.seq, -1);
}

static void a_folder_that_is_not_there_holds_nothing_and_is_not_made(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    char *path = file_join(self->folder, "nothing/content");
    struct content *content = content_open(path, false, &err);
    assert_non_null(content);
    assert_string_equal(content_folder(content), path);
    assert_string_equal(content_current(content).text, "");
    assert_false(file_exists(path));
    assert_false(content_lock(content, &err));
    content_close(content);
    char *file = test_file(self->folder, "file", "x");
    char *below = file_join(file, "content");
    assert_null(content_open(below, true, &err));
    free(below);
    free(file);
    free(path);
}

static void it_is_in_the_state_folder_unless_told_otherwise(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    assert_int_equal(setenv("STATE_DIRECTORY", self->folder, 1), 0);
    struct content *content = content_open(NULL, false, &err);
    char *expected = file_join(self->folder, "content");
    assert_string_equal(content_folder(content), expected);
    assert_int_equal(unsetenv("STATE_DIRECTORY"), 0);
    free(expected);
    content_close(content);
}

static void links_lead_to_sets_or_nowhere(void **state)
{
    struct place *self = *state;
    static const struct {
        const char *target, *set;
    } cases[] = {
        {"set/" A16, A16},        {"set/" A16 "/", ""},         {"set/" A16 "a", ""},
        {"set/aaaa", ""},         {"set/AAAAAAAAAAAAAAAA", ""}, {"set/../../etc/passwd0", ""},
        {"/set/" A16, ""},        {"./set/" A16, ""},           {A16, ""},
        {"set/" A64 A64 A64, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct set_id current;
        struct set_id previous;
        struct error err = {0};
        place_link(self, "current", cases[i].target);
        place_link(self, "previous", cases[i].target);
        assert_string_equal(content_current(self->content).text, cases[i].set);
        assert_true(content_links(self->content, &current, &previous, &err));
        assert_string_equal(current.text, cases[i].set);
        assert_string_equal(previous.text, cases[i].set);
    }
    char *path = content_path(self->content, "current");
    unlink(path);
    place_put(self, "current", "set/" A16); // a file
    assert_string_equal(content_current(self->content).text, "");
    free(path);
}

static void notes_that_are_damaged_say_nothing(void **state)
{
    struct place *self = *state;
    static const struct {
        const char *text, *set, *why;
    } asides[] = {
        {A16 " it was dark\n", A16, "it was dark"},
        {A16 " one\ntwo\n", A16, "one"},
        {A16 " ", A16, ""},
        {A16, "", ""},
        {A16 "a x", "", ""},
        {"zzzzzzzzzzzzzzzz x", "", ""},
        {"", "", ""},
    };
    for (size_t i = 0; i < sizeof asides / sizeof asides[0]; i++) {
        char why[CONTENT_WHY];
        place_put(self, "aside", asides[i].text);
        assert_string_equal(content_aside(self->content, why).text, asides[i].set);
        assert_string_equal(why, asides[i].why);
    }
    static const struct {
        const char *text, *set;
        int starts;
        bool is_good;
    } trials[] = {
        {A16 " trial 2\n", A16, 2, false}, {A16 " good 0\n", A16, 0, true},
        {A16 " goods 0\n", A16, 0, false}, {A16 " trial\n", "", 0, false},
        {A16 " trial x\n", "", 0, false},  {A16 " trial -1\n", "", 0, false},
        {"aaaa good 0\n", "", 0, false},   {"", "", 0, false},
    };
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
        place_put(self, "trial", trials[i].text);
        struct set_trial trial = content_trial(self->content);
        assert_string_equal(trial.set.text, trials[i].set);
        assert_int_equal(trial.starts, trials[i].starts);
        assert_int_equal(trial.is_good, trials[i].is_good);
    }
}

static void a_damaged_mark_is_no_mark_and_says_so(void **state)
{
    struct place *self = *state;
    static const struct {
        const char *text;
        bool is_good;
    } cases[] = {
        {"1 42 " A64 " 2026-09-01T00:00:00Z\n", true},
        {"1 42 " A64 " 2026-09-01\n", false},
        {"1 42 " A64 "\n", false},
        {"-1 42 " A64 " 2026-09-01T00:00:00Z\n", false},
        {"1 -1 " A64 " 2026-09-01T00:00:00Z\n", false},
        {"x", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct mark mark;
        struct error err = {0};
        place_put(self, "mark", cases[i].text);
        assert_int_equal(content_mark(self->content, &mark, &err), cases[i].is_good);
        assert_int_equal(mark.release.seq, cases[i].is_good ? 42 : -1);
        assert_int_equal(err.text[0] != '\0', !cases[i].is_good);
    }
    char *path = content_path(self->content, "mark");
    struct mark mark;
    struct error err = {0};
    unlink(path);
    assert_int_equal(mkdir(path, 0755), 0); // it is there, and cannot be read
    assert_false(content_mark(self->content, &mark, &err));
    free(path);
    path = content_path(self->content, "aside");
    unlink(path);
    assert_int_equal(mkdir(path, 0755), 0);
    char why[CONTENT_WHY];
    assert_string_equal(content_aside(self->content, why).text, "");
    assert_non_null(strstr(why, "cannot be read"));
    free(path);
}

static void keys_that_cannot_be_used_are_not_no_keys(void **state)
{
    struct place *self = *state;
    struct keys keys;
    struct error err = {0};
    bool is_there = false;
    place_put(self, "keys", "nonsense");
    assert_false(content_keys(self->content, &keys, &is_there, &err));
    assert_true(is_there);
    assert_non_null(strstr(err.text, "/keys: is not a set of keys"));
}

// --- changing ----------------------------------------------------------------------------------

static void what_is_put_is_read_back(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    struct signer author = signer_make(1);
    struct keys keys = keys_of(&author, NULL, 3);
    bool is_there = false;
    assert_true(content_put_keys(self->content, &keys, &err));
    memset(&keys, 0, sizeof keys);
    assert_true(content_keys(self->content, &keys, &is_there, &err) && is_there);
    assert_int_equal(keys.number, 3);
    struct mark mark = {.release = {2, 5}, .sha256 = A64};
    assert_true(manifest_time_parse("2026-09-01T00:00:00Z", &mark.created));
    struct mark found;
    assert_true(content_put_mark(self->content, &mark, &err));
    assert_true(content_mark(self->content, &found, &err));
    assert_int_equal(release_compare(found.release, mark.release), 0);
    assert_string_equal(found.sha256, A64);
    assert_int_equal(found.created.us, mark.created.us);
    struct set_trial trial = {.set = {A16}, .starts = 2};
    assert_true(content_put_trial(self->content, &trial, &err));
    assert_int_equal(content_trial(self->content).starts, 2);
    assert_true(content_put_known(self->content, mark.created, &err));
    assert_int_equal(content_known(self->content).us, mark.created.us);
    assert_true(content_put_known(self->content, (struct wall){1}, &err)); // earlier: as before
    assert_int_equal(content_known(self->content).us, mark.created.us);
}

static void the_lock_is_had_by_one(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    struct content *other = content_open(content_folder(self->content), false, &err);
    assert_true(content_lock(self->content, &err));
    assert_false(content_lock(other, &err));
    assert_int_equal(err.code, ERROR_BUSY);
    assert_false(content_lock(self->content, &err)); // nor twice
    assert_false(content_lock(other, &err));         // which has not given it up
    content_unlock(self->content);
    content_unlock(self->content);
    err = (struct error){0};
    assert_true(content_lock(other, &err));
    content_close(other); // gives it up
    assert_true(content_lock(self->content, &err));
}

static void sets_go_on_and_back(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    char why[CONTENT_WHY];
    const struct set_id a = {A16};
    const struct set_id b = {B16};
    assert_false(content_go_back(self->content, "x", &err));
    assert_true(content_switch(self->content, &a, true, &err));
    assert_string_equal(content_current(self->content).text, A16);
    assert_string_equal(content_previous(self->content).text, "");
    assert_false(content_trial(self->content).is_good);
    assert_false(content_go_back(self->content, "x", &err));
    assert_true(content_switch(self->content, &a, false, &err)); // itself once more
    assert_string_equal(content_previous(self->content).text, "");
    assert_true(content_trial(self->content).is_good);
    assert_true(content_switch(self->content, &b, true, &err));
    assert_string_equal(content_current(self->content).text, B16);
    assert_string_equal(content_previous(self->content).text, A16);
    assert_true(content_go_back(self->content, "it was dark", &err));
    assert_string_equal(content_current(self->content).text, A16);
    assert_string_equal(content_aside(self->content, why).text, B16);
    assert_string_equal(why, "it was dark");
    assert_true(content_trial(self->content).is_good);
    assert_false(content_go_back(self->content, "x", &err));
    assert_string_equal(content_current(self->content).text, A16);
}

static void what_has_not_proved_itself_is_nothing_to_go_back_to(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    const struct set_id a = {A16};
    const struct set_id b = {B16};
    const struct set_id c = {"cccccccccccccccc"};
    assert_true(content_switch(self->content, &a, false, &err));
    assert_true(content_switch(self->content, &b, true, &err)); // does not work,
    assert_true(content_switch(self->content, &c, true, &err)); // nor does what is sent instead
    assert_string_equal(content_current(self->content).text, c.text);
    assert_string_equal(content_previous(self->content).text, A16);
    assert_true(content_go_back(self->content, "it was dark", &err));
    assert_string_equal(content_current(self->content).text, A16);
}

static void what_cannot_be_stored_says_so(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    assert_false(content_put_file(self->content, "nothing/file", "x", 1, &err));
    assert_int_equal(err.code, ERROR_FULL);
    assert_false(content_sync(self->content, "nothing", &err));
    place_put(self, "blob", "x");
    assert_false(content_make_folder(self->content, "blob", &err));
    assert_false(content_make_folder(self->content, "nothing/at/all", &err));
    char *path = content_path(self->content, "current.tmp");
    const struct set_id a = {A16};
    assert_int_equal(mkdir(path, 0755), 0);
    assert_false(content_switch(self->content, &a, true, &err));
    assert_string_equal(content_current(self->content).text, "");
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_build, place_tear_down)
        TEST(an_empty_folder_says_nothing),
        TEST(a_folder_that_is_not_there_holds_nothing_and_is_not_made),
        TEST(it_is_in_the_state_folder_unless_told_otherwise),
        TEST(links_lead_to_sets_or_nowhere),
        TEST(notes_that_are_damaged_say_nothing),
        TEST(a_damaged_mark_is_no_mark_and_says_so),
        TEST(keys_that_cannot_be_used_are_not_no_keys),
        TEST(what_is_put_is_read_back),
        TEST(the_lock_is_had_by_one),
        TEST(sets_go_on_and_back),
        TEST(what_has_not_proved_itself_is_nothing_to_go_back_to),
        TEST(what_cannot_be_stored_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
