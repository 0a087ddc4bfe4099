// New content on trial: three failed starts, or a minute in which nothing can be shown, bring the
// old one back; a minute of healthy frames makes it good.
#include "base/file.h"
#include "larder.h"
#include "support/test.h"

// --- starts ------------------------------------------------------------------------------------

// The player is killed: nothing is put in order.
static void crash(struct feed *feed)
{
    feed->is_on_trial = false;
    feed_fini(feed);
}

static void three_failed_starts_bring_the_old_content_back(void **state)
{
    struct larder *self = *state;
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    larder_install(self, 2, "第二期");
    for (int i = 0; i < 5; i++) { // told to end each time: no failure
        assert_start_shows(self, NULL, "第二期");
    }
    struct feed feed;
    for (int i = 0; i < 3; i++) {
        larder_start(self, &feed, NULL);
        assert_loads(&feed, "第二期");
        crash(&feed);
    }
    larder_start(self, &feed, NULL);
    assert_loads(&feed, "第一期");
    assert_non_null(strstr(feed.alarm, "3 starts"));
    crash(&feed);
    assert_start_shows(self, NULL, "第一期");
}

static void content_that_is_read_again_has_not_failed(void **state)
{
    struct larder *self = *state;
    struct troubles troubles = {0};
    struct feed feed;
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    larder_install(self, 2, "第二期");
    larder_start(self, &feed, NULL);
    assert_loads(&feed, "第二期");
    for (int i = 0; i < 5; i++) { // the point was told to, or learnt how fast its display is
        assert_shows(feed_load_again(&feed, &troubles), "第二期");
    }
    assert_int_equal(content_trial(self->content).starts, 1);
    feed_fini(&feed);
    assert_int_equal(content_trial(self->content).starts, 0);
}

static void content_that_cannot_be_read_is_not_made_good_by_what_stands_in(void **state)
{
    struct larder *self = *state;
    struct error err = {0};
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    larder_install(self, 2, "第二期");
    struct set_id bad = content_current(self->content);
    char *manifest = content_set_path(self->content, &bad, "manifest");
    assert_true(file_write(manifest, "#xiaolaba-bundle 1\n", 19, &err));
    free(manifest);
    struct feed feed;
    for (int i = 1; i <= 3; i++) {
        larder_start(self, &feed, NULL);
        assert_loads(&feed, "第一期");
        (void)larder_beat(&feed, 0, false);
        (void)larder_beat(&feed, 60, false);
        feed_fini(&feed);
        struct set_trial trial = content_trial(self->content);
        assert_string_equal(trial.set.text, bad.text);
        assert_false(trial.is_good);
        assert_int_equal(trial.starts, i);
    }
    assert_start_shows(self, NULL, "第一期");
    assert_string_not_equal(content_current(self->content).text, bad.text);
}

static void content_without_anything_before_it_gives_way_to_what_ships(void **state)
{
    struct larder *self = *state;
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    struct feed feed;
    for (int i = 0; i < 3; i++) {
        larder_start(self, &feed, NULL);
        assert_loads(&feed, "第一期");
        crash(&feed);
    }
    assert_start_shows(self, NULL, "evergreen");
    assert_start_shows(self, NULL, "evergreen");
    larder_install(self, 1, "第一期"); // somebody brings it again
    assert_start_shows(self, NULL, "第一期");
}

// --- while it is on ----------------------------------------------------------------------------

static void a_minute_of_healthy_frames_makes_content_good(void **state)
{
    struct larder *self = *state;
    struct feed feed;
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    larder_start(self, &feed, NULL);
    assert_loads(&feed, "第一期");
    for (int s = 0; s < 60; s++) {
        assert_false(larder_beat(&feed, s, false));
    }
    assert_true(feed.is_on_trial);
    assert_false(larder_beat(&feed, 60, false));
    feed_fini(&feed);
    assert_true(content_trial(self->content).is_good);
}

static void content_of_which_nothing_can_be_shown_is_taken_off(void **state)
{
    struct larder *self = *state;
    struct feed feed;
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    larder_install(self, 2, "第二期");
    larder_start(self, &feed, NULL);
    assert_loads(&feed, "第二期");
    assert_false(larder_beat(&feed, 0, true));
    assert_false(larder_beat(&feed, 30, false)); // it comes back
    assert_false(larder_beat(&feed, 31, true));
    assert_false(larder_beat(&feed, 90, true));
    assert_true(larder_beat(&feed, 91, true));
    feed_fini(&feed);
    assert_start_shows(self, NULL, "第一期");
}

static void what_could_not_be_written_is_written_later(void **state)
{
    struct larder *self = *state;
    struct feed feed;
    struct error err = {0};
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    larder_start(self, &feed, NULL);
    assert_loads(&feed, "第一期");
    assert_true(content_lock(self->content, &err)); // an import is under way
    (void)larder_beat(&feed, 0, false);
    (void)larder_beat(&feed, 60, false);
    errand_join(&feed.errand);
    content_unlock(self->content);
    assert_false(content_trial(self->content).is_good);
    (void)larder_beat(&feed, 61, false);
    (void)larder_beat(&feed, 660, false);
    assert_true(feed.is_on_trial);
    (void)larder_beat(&feed, 661, false);
    feed_fini(&feed);
    assert_true(content_trial(self->content).is_good);
}

static void with_nothing_to_go_back_to_one_alarm_is_enough(void **state)
{
    struct larder *self = *state;
    struct feed feed;
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    larder_start(self, &feed, NULL);
    assert_loads(&feed, "第一期");
    (void)larder_beat(&feed, 0, true);
    assert_true(larder_beat(&feed, 60, true));
    feed.alarm[0] = '\0';
    errand_join(&feed.errand);
    for (int s = 61; s < 3600; s += 60) {
        assert_false(larder_beat(&feed, s, true));
    }
    feed_fini(&feed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, larder_build, larder_tear_down)
        TEST(three_failed_starts_bring_the_old_content_back),
        TEST(content_that_is_read_again_has_not_failed),
        TEST(content_that_cannot_be_read_is_not_made_good_by_what_stands_in),
        TEST(content_without_anything_before_it_gives_way_to_what_ships),
        TEST(a_minute_of_healthy_frames_makes_content_good),
        TEST(content_of_which_nothing_can_be_shown_is_taken_off),
        TEST(what_could_not_be_written_is_written_later),
        TEST(with_nothing_to_go_back_to_one_alarm_is_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
