// What a player shows: the command line, installed content, and what stands in; with keys, nothing
// unsigned.
#include "base/file.h"
#include "base/mem.h"
#include "larder.h"
#include "support/test.h"

#include <unistd.h>

// --- what is signed ----------------------------------------------------------------------------

static void without_keys_the_command_line_is_shown(void **state)
{
    struct larder *self = *state;
    assert_start_shows(self, self->path, "自己写的");
    assert_start_shows(self, NULL, "evergreen");
}

static void with_keys_nothing_unsigned_is_shown(void **state)
{
    struct larder *self = *state;
    larder_give_keys(self);
    struct feed feed;
    larder_start(self, &feed, self->path);
    assert_true(feed.alarm[0] != '\0');
    assert_loads(&feed, "evergreen");
    char *watched = feed_watched(&feed);
    assert_true(str_ends_with(watched, "/current"));
    free(watched);
    larder_install(self, 1, "有签名");
    struct troubles troubles = {0};
    assert_shows(feed_load_again(&feed, &troubles), "有签名");
    feed_fini(&feed);
    assert_start_shows(self, self->path, "有签名");
}

static void keys_that_come_while_it_plays_hold_from_the_next_reading_on(void **state)
{
    struct larder *self = *state;
    struct troubles troubles = {0};
    struct feed feed;
    larder_start(self, &feed, self->path);
    assert_loads(&feed, "自己写的");
    assert_shows(feed_load_again(&feed, &troubles), "自己写的");
    larder_give_keys(self);
    assert_shows(feed_load_again(&feed, &troubles), "evergreen");
    feed_fini(&feed);
}

static void the_point_s_word_wins_over_keys(void **state)
{
    struct larder *self = *state;
    self->point->content = CONTENT_SIGNED;
    assert_start_shows(self, self->path, "evergreen");
    larder_give_keys(self);
    self->point->content = CONTENT_ANY;
    assert_start_shows(self, self->path, "自己写的");
}

static void keys_that_cannot_be_read_let_nothing_in(void **state)
{
    struct larder *self = *state;
    struct error err = {0};
    assert_true(content_put_file(self->content, "keys", "?", 1, &err));
    assert_start_shows(self, self->path, "evergreen");
}

static void a_point_chooses_its_playlist(void **state)
{
    struct larder *self = *state;
    larder_give_keys(self);
    larder_install(self, 1, "大厅");
    self->point->playlist = mem_copy("strip");
    assert_start_shows(self, NULL, "另一份");
    free(self->point->playlist);
    self->point->playlist = mem_copy("nowhere");
    assert_start_shows(self, NULL, "大厅");
}

// --- what stands in ----------------------------------------------------------------------------

static void content_that_was_damaged_gives_way_to_what_was_before(void **state)
{
    struct larder *self = *state;
    struct error err = {0};
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    larder_install(self, 2, "第二期");
    struct set_id current = content_current(self->content);
    struct set_id previous = content_previous(self->content);
    char *manifest = content_set_path(self->content, &current, "manifest");
    assert_true(file_write(manifest, "#xiaolaba-bundle 1\n", 19, &err));
    assert_start_shows(self, NULL, "第一期");
    free(manifest);
    manifest = content_set_path(self->content, &previous, "manifest");
    assert_int_equal(unlink(manifest), 0);
    free(manifest);
    assert_start_shows(self, NULL, "evergreen");
}

static void what_stands_in_is_the_content_before_and_then_what_ships(void **state)
{
    struct larder *self = *state;
    struct troubles troubles = {0};
    struct feed feed;
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    larder_install(self, 2, "第二期");
    larder_start(self, &feed, NULL);
    assert_loads(&feed, "第二期");
    assert_shows(feed_fall_back(&feed, 1, &troubles), "第一期");
    assert_shows(feed_fall_back(&feed, 2, &troubles), "evergreen");
    assert_null(feed_fall_back(&feed, 3, &troubles));
    assert_int_equal(troubles.count, 0);
    feed_fini(&feed);
}

// --- what has expired --------------------------------------------------------------------------

static void expire(struct larder *self, enum expiry policy, bool reloads)
{
    struct feed feed;
    self->point->on_expiry = policy;
    larder_start(self, &feed, NULL);
    assert_loads(&feed, "第一期");
    struct show_beat beat = {.now = {CLOCK_SECOND_US}, .title = "x", .trust = CLOCK_UNKNOWN};
    beat.wall = parcel_time("2027-03-01T00:00:00Z");
    assert_false(feed_beat(&feed, &beat)); // nobody believes that clock
    beat.trust = CLOCK_TRUSTED;
    assert_true(feed_beat(&feed, &beat));
    feed.alarm[0] = '\0';
    assert_false(feed_beat(&feed, &beat)); // told once
    assert_int_equal(feed.wants_reload, reloads);
    assert_loads(&feed, reloads ? "evergreen" : "第一期");
    feed_fini(&feed);
    assert_true(content_known(self->content).us == beat.wall.us);
}

static bool beat_after(struct feed *feed, const char *time)
{
    const struct show_beat beat = {
        .now = {CLOCK_SECOND_US}, .title = "x", .trust = CLOCK_TRUSTED, .wall = parcel_time(time)};
    feed->alarm[0] = '\0';
    feed->wants_reload = false;
    return feed_beat(feed, &beat);
}

static void what_has_expired_is_told_once_and_read_again_once(void **state)
{
    struct larder *self = *state;
    struct feed feed;
    struct troubles troubles = {0};
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    self->point->on_expiry = EXPIRY_SLATE;
    larder_start(self, &feed, NULL);
    assert_loads(&feed, "第一期");
    assert_true(beat_after(&feed, "2027-03-01T00:00:00Z"));
    assert_true(feed.wants_reload);
    for (int i = 0; i < 3; i++) { // as the reload that was asked for does, and later ones
        assert_shows(feed_load_again(&feed, &troubles), "evergreen");
        assert_false(beat_after(&feed, "2027-03-01T00:00:01Z"));
        assert_false(feed.wants_reload);
    }
    feed_fini(&feed);
    larder_start(self, &feed, NULL); // a player that finds it expired says so, too
    assert_loads(&feed, "evergreen");
    assert_true(beat_after(&feed, "2027-03-01T00:00:02Z"));
    assert_false(feed.wants_reload);
    assert_int_equal(content_trial(self->content).starts, 0); // nor has it failed
    feed_fini(&feed);
}

static void what_has_expired_does_not_stand_in_either(void **state)
{
    struct larder *self = *state;
    struct feed feed;
    struct troubles troubles = {0};
    struct error err = {0};
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    larder_install(self, 2, "第二期");
    self->point->on_expiry = EXPIRY_SLATE;
    assert_true(content_put_known(self->content, parcel_time("2027-03-02T00:00:00Z"), &err));
    larder_start(self, &feed, NULL);
    assert_loads(&feed, "evergreen");
    assert_shows(feed_fall_back(&feed, 1, &troubles), "evergreen");
    feed_fini(&feed);
}

// A battery's clock, or one that the point vouches for: most points have no network.
static void it_also_expires_by_a_clock_that_nobody_synchronises(void **state)
{
    struct larder *self = *state;
    struct troubles troubles = {0};
    struct feed feed;
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    self->point->on_expiry = EXPIRY_SLATE;
    struct wall known = content_known(self->content);
    larder_start(self, &feed, NULL);
    assert_loads(&feed, "第一期");
    struct show_beat beat = {.now = {CLOCK_SECOND_US}, .title = "x", .trust = CLOCK_BOUNDED};
    beat.wall = parcel_time("2027-03-01T00:00:00Z");
    assert_true(feed_beat(&feed, &beat));
    assert_true(feed.wants_reload);
    feed.wants_reload = false;
    feed.alarm[0] = '\0';
    assert_shows(feed_load_again(&feed, &troubles), "evergreen");
    assert_false(feed_beat(&feed, &beat)); // and that is all: it is not read again for ever
    assert_false(feed.wants_reload);
    feed_fini(&feed);
    assert_true(content_known(self->content).us == known.us); // that clock may be wrong
    assert_start_shows(self, NULL, "第一期");
}

static void expired_content_stays_with_an_alarm(void **state)
{
    struct larder *self = *state;
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    expire(self, EXPIRY_KEEP, false);
    assert_start_shows(self, NULL, "第一期");
}

static void or_it_gives_way_to_what_ships(void **state)
{
    struct larder *self = *state;
    larder_give_keys(self);
    larder_install(self, 1, "第一期");
    expire(self, EXPIRY_SLATE, true);
    assert_start_shows(self, NULL, "evergreen"); // also before the clock is known again
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, larder_build, larder_tear_down)
        TEST(without_keys_the_command_line_is_shown),
        TEST(with_keys_nothing_unsigned_is_shown),
        TEST(keys_that_come_while_it_plays_hold_from_the_next_reading_on),
        TEST(the_point_s_word_wins_over_keys),
        TEST(keys_that_cannot_be_read_let_nothing_in),
        TEST(a_point_chooses_its_playlist),
        TEST(content_that_was_damaged_gives_way_to_what_was_before),
        TEST(what_stands_in_is_the_content_before_and_then_what_ships),
        TEST(what_has_expired_is_told_once_and_read_again_once),
        TEST(what_has_expired_does_not_stand_in_either),
        TEST(it_also_expires_by_a_clock_that_nobody_synchronises),
        TEST(expired_content_stays_with_an_alarm),
        TEST(or_it_gives_way_to_what_ships),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
