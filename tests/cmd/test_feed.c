// What a player shows: the command line, installed content, and what stands in; with keys, nothing
// unsigned.
#include "base/file.h"
#include "base/mem.h"
#include "cmd/feed.h"
#include "parcel.h"
#include "support/test.h"

#include <unistd.h>

struct place {
    char *folder, *content_folder, *path; // path: an unsigned playlist
    struct content *content;
    struct signer author;
    struct point *point;
};

static int begin(void **state)
{
    struct place *self = mem_zeroed(1, sizeof *self);
    struct error err = {0};
    struct troubles troubles = {0};
    self->folder = test_folder_make();
    self->content_folder = file_join(self->folder, "content");
    self->path = test_file(self->folder, "own.cfg", "text = \"自己写的\";");
    self->content = content_open(self->content_folder, true, &err);
    self->author = signer_make(1);
    self->point = point_load(NULL, &troubles);
    assert_non_null(self->point);
    *state = self;
    return 0;
}

static int end(void **state)
{
    struct place *self = *state;
    point_free(self->point);
    content_close(self->content);
    free(self->path);
    free(self->content_folder);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

static void give_keys(struct place *self)
{
    struct error err = {0};
    struct keys keys = keys_of(&self->author, NULL, 1);
    assert_true(content_put_keys(self->content, &keys, &err));
}

static void install(struct place *self, int64_t seq, const char *slogan)
{
    struct parcel parcel;
    struct accepted accepted;
    const struct accept_terms terms = {.point_id = "p", .version = "0.1.0"};
    static const char other[] = "text = \"另一份\";";
    parcel_begin(&parcel, seq);
    parcel_add_hall(&parcel, slogan);
    parcel_add(&parcel, BUNDLE_PLAYLIST, "strips/strip.cfg", other, sizeof other - 1);
    parcel_seal(&parcel, &self->author, NULL);
    assert_true(accept_bundle(self->content, parcel.folder, &terms, &accepted));
    accepted_fini(&accepted);
    parcel_end(&parcel);
}

static void start(struct place *self, struct feed *feed, const char *path)
{
    *feed = (struct feed){.path = path, .folder = self->content_folder};
    assert_true(feed_init(feed, self->point));
}

// The first item's text, or "evergreen" for what ships with the program.
static void shows(struct playlist *playlist, const char *expected)
{
    assert_non_null(playlist);
    bool is_shipped = strstr(playlist->path, "evergreen.cfg") != NULL;
    assert_string_equal(is_shipped ? "evergreen" : playlist->items[0].text, expected);
    playlist_free(playlist);
}

static void loads(struct feed *feed, const char *expected)
{
    struct troubles troubles = {0};
    shows(feed_load(feed, &troubles), expected);
    troubles_fini(&troubles);
}

static void start_shows(struct place *self, const char *path, const char *expected)
{
    struct feed feed;
    start(self, &feed, path);
    loads(&feed, expected);
    feed_fini(&feed);
}

// The player is killed: nothing is put in order.
static void crash(struct feed *feed)
{
    feed->is_on_trial = false;
    feed_fini(feed);
}

static struct wall at(const char *text)
{
    struct wall time = {0};
    assert_true(manifest_time_parse(text, &time));
    return time;
}

static bool beat(struct feed *feed, int64_t at_s, bool is_standing_in)
{
    const struct show_beat beat = {.now = {(at_s + 1) * CLOCK_SECOND_US},
                                   .title = "x",
                                   .is_standing_in = is_standing_in,
                                   .trust = CLOCK_UNKNOWN};
    return feed_beat(feed, &beat);
}

// --- what is signed ----------------------------------------------------------------------------

static void without_keys_the_command_line_is_shown(void **state)
{
    struct place *self = *state;
    start_shows(self, self->path, "自己写的");
    start_shows(self, NULL, "evergreen");
}

static void with_keys_nothing_unsigned_is_shown(void **state)
{
    struct place *self = *state;
    give_keys(self);
    struct feed feed;
    start(self, &feed, self->path);
    assert_true(feed.alarm[0] != '\0');
    loads(&feed, "evergreen");
    char *watched = feed_watched(&feed);
    assert_true(str_ends_with(watched, "/current"));
    free(watched);
    install(self, 1, "有签名");
    struct troubles troubles = {0};
    shows(feed_load_again(&feed, &troubles), "有签名");
    feed_fini(&feed);
    start_shows(self, self->path, "有签名");
}

static void keys_that_come_while_it_plays_hold_from_the_next_reading_on(void **state)
{
    struct place *self = *state;
    struct troubles troubles = {0};
    struct feed feed;
    start(self, &feed, self->path);
    loads(&feed, "自己写的");
    shows(feed_load_again(&feed, &troubles), "自己写的");
    give_keys(self);
    shows(feed_load_again(&feed, &troubles), "evergreen");
    feed_fini(&feed);
}

static void the_point_s_word_wins_over_keys(void **state)
{
    struct place *self = *state;
    self->point->content = CONTENT_SIGNED;
    start_shows(self, self->path, "evergreen");
    give_keys(self);
    self->point->content = CONTENT_ANY;
    start_shows(self, self->path, "自己写的");
}

static void keys_that_cannot_be_read_let_nothing_in(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    assert_true(content_put_file(self->content, "keys", "?", 1, &err));
    start_shows(self, self->path, "evergreen");
}

static void a_point_chooses_its_playlist(void **state)
{
    struct place *self = *state;
    give_keys(self);
    install(self, 1, "大厅");
    self->point->playlist = mem_copy("strip");
    start_shows(self, NULL, "另一份");
    free(self->point->playlist);
    self->point->playlist = mem_copy("nowhere");
    start_shows(self, NULL, "大厅");
}

// --- when it cannot be used --------------------------------------------------------------------

static void content_that_was_damaged_gives_way_to_what_was_before(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    give_keys(self);
    install(self, 1, "第一期");
    install(self, 2, "第二期");
    struct set_id current = content_current(self->content);
    struct set_id previous = content_previous(self->content);
    char *manifest = content_set_path(self->content, &current, "manifest");
    assert_true(file_write(manifest, "#xiaolaba-bundle 1\n", 19, &err));
    start_shows(self, NULL, "第一期");
    free(manifest);
    manifest = content_set_path(self->content, &previous, "manifest");
    assert_int_equal(unlink(manifest), 0);
    free(manifest);
    start_shows(self, NULL, "evergreen");
}

static void three_failed_starts_bring_the_old_content_back(void **state)
{
    struct place *self = *state;
    give_keys(self);
    install(self, 1, "第一期");
    install(self, 2, "第二期");
    for (int i = 0; i < 5; i++) { // told to end each time: no failure
        start_shows(self, NULL, "第二期");
    }
    struct feed feed;
    for (int i = 0; i < 3; i++) {
        start(self, &feed, NULL);
        loads(&feed, "第二期");
        crash(&feed);
    }
    start(self, &feed, NULL);
    loads(&feed, "第一期");
    assert_non_null(strstr(feed.alarm, "3 starts"));
    crash(&feed);
    start_shows(self, NULL, "第一期");
}

static void content_that_is_read_again_has_not_failed(void **state)
{
    struct place *self = *state;
    struct troubles troubles = {0};
    struct feed feed;
    give_keys(self);
    install(self, 1, "第一期");
    install(self, 2, "第二期");
    start(self, &feed, NULL);
    loads(&feed, "第二期");
    for (int i = 0; i < 5; i++) { // the point was told to, or learnt how fast its display is
        shows(feed_load_again(&feed, &troubles), "第二期");
    }
    assert_int_equal(content_trial(self->content).starts, 1);
    feed_fini(&feed);
    assert_int_equal(content_trial(self->content).starts, 0);
}

static void content_that_cannot_be_read_is_not_made_good_by_what_stands_in(void **state)
{
    struct place *self = *state;
    struct error err = {0};
    give_keys(self);
    install(self, 1, "第一期");
    install(self, 2, "第二期");
    struct set_id bad = content_current(self->content);
    char *manifest = content_set_path(self->content, &bad, "manifest");
    assert_true(file_write(manifest, "#xiaolaba-bundle 1\n", 19, &err));
    free(manifest);
    struct feed feed;
    for (int i = 1; i <= 3; i++) {
        start(self, &feed, NULL);
        loads(&feed, "第一期");
        (void)beat(&feed, 0, false);
        (void)beat(&feed, 60, false);
        feed_fini(&feed);
        struct set_trial trial = content_trial(self->content);
        assert_string_equal(trial.set.text, bad.text);
        assert_false(trial.is_good);
        assert_int_equal(trial.starts, i);
    }
    start_shows(self, NULL, "第一期");
    assert_string_not_equal(content_current(self->content).text, bad.text);
}

static void content_without_anything_before_it_gives_way_to_what_ships(void **state)
{
    struct place *self = *state;
    give_keys(self);
    install(self, 1, "第一期");
    struct feed feed;
    for (int i = 0; i < 3; i++) {
        start(self, &feed, NULL);
        loads(&feed, "第一期");
        crash(&feed);
    }
    start_shows(self, NULL, "evergreen");
    start_shows(self, NULL, "evergreen");
    install(self, 1, "第一期"); // somebody brings it again
    start_shows(self, NULL, "第一期");
}

static void what_stands_in_is_the_content_before_and_then_what_ships(void **state)
{
    struct place *self = *state;
    struct troubles troubles = {0};
    struct feed feed;
    give_keys(self);
    install(self, 1, "第一期");
    install(self, 2, "第二期");
    start(self, &feed, NULL);
    loads(&feed, "第二期");
    shows(feed_fall_back(&feed, 1, &troubles), "第一期");
    shows(feed_fall_back(&feed, 2, &troubles), "evergreen");
    assert_null(feed_fall_back(&feed, 3, &troubles));
    assert_int_equal(troubles.count, 0);
    feed_fini(&feed);
}

// --- while it is on ----------------------------------------------------------------------------

static void a_minute_of_healthy_frames_makes_content_good(void **state)
{
    struct place *self = *state;
    struct feed feed;
    give_keys(self);
    install(self, 1, "第一期");
    start(self, &feed, NULL);
    loads(&feed, "第一期");
    for (int s = 0; s < 60; s++) {
        assert_false(beat(&feed, s, false));
    }
    assert_true(feed.is_on_trial);
    assert_false(beat(&feed, 60, false));
    feed_fini(&feed);
    assert_true(content_trial(self->content).is_good);
}

static void content_of_which_nothing_can_be_shown_is_taken_off(void **state)
{
    struct place *self = *state;
    struct feed feed;
    give_keys(self);
    install(self, 1, "第一期");
    install(self, 2, "第二期");
    start(self, &feed, NULL);
    loads(&feed, "第二期");
    assert_false(beat(&feed, 0, true));
    assert_false(beat(&feed, 30, false)); // it comes back
    assert_false(beat(&feed, 31, true));
    assert_false(beat(&feed, 90, true));
    assert_true(beat(&feed, 91, true));
    feed_fini(&feed);
    start_shows(self, NULL, "第一期");
}

static void what_could_not_be_written_is_written_later(void **state)
{
    struct place *self = *state;
    struct feed feed;
    struct error err = {0};
    give_keys(self);
    install(self, 1, "第一期");
    start(self, &feed, NULL);
    loads(&feed, "第一期");
    assert_true(content_lock(self->content, &err)); // an import is under way
    (void)beat(&feed, 0, false);
    (void)beat(&feed, 60, false);
    errand_join(&feed.errand);
    content_unlock(self->content);
    assert_false(content_trial(self->content).is_good);
    (void)beat(&feed, 61, false);
    (void)beat(&feed, 660, false);
    assert_true(feed.is_on_trial);
    (void)beat(&feed, 661, false);
    feed_fini(&feed);
    assert_true(content_trial(self->content).is_good);
}

static void with_nothing_to_go_back_to_one_alarm_is_enough(void **state)
{
    struct place *self = *state;
    struct feed feed;
    give_keys(self);
    install(self, 1, "第一期");
    start(self, &feed, NULL);
    loads(&feed, "第一期");
    (void)beat(&feed, 0, true);
    assert_true(beat(&feed, 60, true));
    feed.alarm[0] = '\0';
    errand_join(&feed.errand);
    for (int s = 61; s < 3600; s += 60) {
        assert_false(beat(&feed, s, true));
    }
    feed_fini(&feed);
}

static void expire(struct place *self, enum expiry policy, bool reloads)
{
    struct feed feed;
    self->point->on_expiry = policy;
    start(self, &feed, NULL);
    loads(&feed, "第一期");
    struct show_beat beat = {.now = {CLOCK_SECOND_US}, .title = "x", .trust = CLOCK_UNKNOWN};
    beat.wall = at("2027-03-01T00:00:00Z");
    assert_false(feed_beat(&feed, &beat)); // nobody believes that clock
    beat.trust = CLOCK_TRUSTED;
    assert_true(feed_beat(&feed, &beat));
    feed.alarm[0] = '\0';
    assert_false(feed_beat(&feed, &beat)); // told once
    assert_int_equal(feed.wants_reload, reloads);
    loads(&feed, reloads ? "evergreen" : "第一期");
    feed_fini(&feed);
    assert_true(content_known(self->content).us == beat.wall.us);
}

static bool beat_after(struct feed *feed, const char *time)
{
    const struct show_beat beat = {
        .now = {CLOCK_SECOND_US}, .title = "x", .trust = CLOCK_TRUSTED, .wall = at(time)};
    feed->alarm[0] = '\0';
    feed->wants_reload = false;
    return feed_beat(feed, &beat);
}

static void what_has_expired_is_told_once_and_read_again_once(void **state)
{
    struct place *self = *state;
    struct feed feed;
    struct troubles troubles = {0};
    give_keys(self);
    install(self, 1, "第一期");
    self->point->on_expiry = EXPIRY_SLATE;
    start(self, &feed, NULL);
    loads(&feed, "第一期");
    assert_true(beat_after(&feed, "2027-03-01T00:00:00Z"));
    assert_true(feed.wants_reload);
    for (int i = 0; i < 3; i++) { // as the reload that was asked for does, and later ones
        shows(feed_load_again(&feed, &troubles), "evergreen");
        assert_false(beat_after(&feed, "2027-03-01T00:00:01Z"));
        assert_false(feed.wants_reload);
    }
    feed_fini(&feed);
    start(self, &feed, NULL); // a player that finds it expired says so, too
    loads(&feed, "evergreen");
    assert_true(beat_after(&feed, "2027-03-01T00:00:02Z"));
    assert_false(feed.wants_reload);
    assert_int_equal(content_trial(self->content).starts, 0); // nor has it failed
    feed_fini(&feed);
}

static void what_has_expired_does_not_stand_in_either(void **state)
{
    struct place *self = *state;
    struct feed feed;
    struct troubles troubles = {0};
    struct error err = {0};
    give_keys(self);
    install(self, 1, "第一期");
    install(self, 2, "第二期");
    self->point->on_expiry = EXPIRY_SLATE;
    assert_true(content_put_known(self->content, at("2027-03-02T00:00:00Z"), &err));
    start(self, &feed, NULL);
    loads(&feed, "evergreen");
    shows(feed_fall_back(&feed, 1, &troubles), "evergreen");
    feed_fini(&feed);
}

// A battery's clock, or one that the point vouches for: most points have no network.
static void it_also_expires_by_a_clock_that_nobody_synchronises(void **state)
{
    struct place *self = *state;
    struct troubles troubles = {0};
    struct feed feed;
    give_keys(self);
    install(self, 1, "第一期");
    self->point->on_expiry = EXPIRY_SLATE;
    struct wall known = content_known(self->content);
    start(self, &feed, NULL);
    loads(&feed, "第一期");
    struct show_beat beat = {.now = {CLOCK_SECOND_US}, .title = "x", .trust = CLOCK_BOUNDED};
    beat.wall = at("2027-03-01T00:00:00Z");
    assert_true(feed_beat(&feed, &beat));
    assert_true(feed.wants_reload);
    feed.wants_reload = false;
    feed.alarm[0] = '\0';
    shows(feed_load_again(&feed, &troubles), "evergreen");
    assert_false(feed_beat(&feed, &beat)); // and that is all: it is not read again for ever
    assert_false(feed.wants_reload);
    feed_fini(&feed);
    assert_true(content_known(self->content).us == known.us); // that clock may be wrong
    start_shows(self, NULL, "第一期");
}

static void expired_content_stays_with_an_alarm(void **state)
{
    struct place *self = *state;
    give_keys(self);
    install(self, 1, "第一期");
    expire(self, EXPIRY_KEEP, false);
    start_shows(self, NULL, "第一期");
}

static void or_it_gives_way_to_what_ships(void **state)
{
    struct place *self = *state;
    give_keys(self);
    install(self, 1, "第一期");
    expire(self, EXPIRY_SLATE, true);
    start_shows(self, NULL, "evergreen"); // also before the clock is known again
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(without_keys_the_command_line_is_shown),
        TEST(with_keys_nothing_unsigned_is_shown),
        TEST(keys_that_come_while_it_plays_hold_from_the_next_reading_on),
        TEST(the_point_s_word_wins_over_keys),
        TEST(keys_that_cannot_be_read_let_nothing_in),
        TEST(a_point_chooses_its_playlist),
        TEST(content_that_was_damaged_gives_way_to_what_was_before),
        TEST(three_failed_starts_bring_the_old_content_back),
        TEST(content_that_is_read_again_has_not_failed),
        TEST(content_that_cannot_be_read_is_not_made_good_by_what_stands_in),
        TEST(content_without_anything_before_it_gives_way_to_what_ships),
        TEST(what_stands_in_is_the_content_before_and_then_what_ships),
        TEST(a_minute_of_healthy_frames_makes_content_good),
        TEST(what_could_not_be_written_is_written_later),
        TEST(with_nothing_to_go_back_to_one_alarm_is_enough),
        TEST(content_of_which_nothing_can_be_shown_is_taken_off),
        TEST(what_has_expired_is_told_once_and_read_again_once),
        TEST(what_has_expired_does_not_stand_in_either),
        TEST(it_also_expires_by_a_clock_that_nobody_synchronises),
        TEST(expired_content_stays_with_an_alarm),
        TEST(or_it_gives_way_to_what_ships),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
