// The writer as the show sees it: what is handed in is in the file, in order, once.
#include "base/file.h"
#include "base/mem.h"
#include "ledger/collect.h"
#include "ledger/writer.h"
#include "support/test.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
    char *folder;
    char *path;
    struct clock_virtual clock;
};

static const struct writer_identity identity = {.point_id = "nm-0001", .program_version = "0.1.0"};
static const struct play_progress whole = {
    .span_ms = 15000, .visible_ms = 14980, .frames = 900, .frames_late = 2};

static int set_up(void **state)
{
    struct fixture *self = mem_zeroed(1, sizeof *self);
    self->folder = test_folder_make();
    self->path = mem_format("%s/state/deep/ledger.db", self->folder);
    clock_virtual_init(&self->clock, (struct wall){0});
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *self = *state;
    free(self->path);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

static struct writer *start(struct fixture *self)
{
    return writer_start(self->path, &identity, &self->clock.clock);
}

static void everything_that_is_said_of_a_play_is_in_the_file(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    struct play_start film = play_of("film");
    film.kind = "video";
    film.topic = "刷单";
    film.audience = "老年人";
    film.slot = -3;
    film.trust = CLOCK_BOUNDED;
    film.display = DISPLAY_UNKNOWN;
    int64_t ticket = writer_open_play(writer, &film);
    assert_true(ticket > 0);
    writer_close_play(writer, ticket, PLAY_SKIPPED, &whole);
    struct writer_status last = writer_stop(writer);
    assert_int_equal(last.stored, 2);
    assert_int_equal(last.waiting, 0);
    assert_int_equal(last.dropped, 0);
    assert_string_equal(last.trouble, "");

    struct collection all = collect(self->path);
    assert_int_equal(all.count, 1);
    const struct play *play = collection_only(&all, "film");
    assert_int_equal(play->seq, 1);
    assert_int_equal(strlen(play->log_id), 36);
    assert_int_equal(strlen(play->run_id), 36);
    assert_int_equal(strlen(play->boot_id), 36);
    assert_string_equal(play->point, "nm-0001");
    assert_string_equal(play->program_version, "0.1.0");
    assert_string_equal(play->kind, "video");
    assert_string_equal(play->topic, "刷单");
    assert_string_equal(play->audience, "老年人");
    assert_string_equal(play->zone, "main");
    assert_string_equal(play->playlist, "bank-lobby");
    assert_string_equal(play->playlist_revision, "r1");
    assert_null(play->content_sha256);
    assert_int_equal(play->slot, -3);
    assert_int_equal(play->start_mono.us, film.start_mono.us);
    assert_int_equal(play->start_wall.us, film.start_wall.us);
    assert_int_equal(play->trust, CLOCK_BOUNDED);
    assert_int_equal(play->display, DISPLAY_UNKNOWN);
    assert_int_equal(play->planned_ms, 15000);
    assert_memory_equal(&play->shown, &whole, sizeof whole);
    assert_int_equal(play->end, PLAY_SKIPPED);
    collection_free(&all);
}

static void strings_are_copied_before_the_call_returns(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    char item[] = "first";
    struct play_start play = play_of(item);
    int64_t ticket = writer_open_play(writer, &play);
    memcpy(item, "other", sizeof item);
    writer_close_play(writer, ticket, PLAY_COMPLETE, &whole);
    writer_stop(writer);
    struct collection all = collect(self->path);
    collection_only(&all, "first");
    collection_free(&all);
}

static void a_play_left_open_is_cut_by_the_next_start_with_what_was_stored(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    struct play_start play = play_of("film");
    int64_t ticket = writer_open_play(writer, &play);
    assert_true(writer_settle(writer));
    const struct play_progress half = {5000, 4990, 300, 1};
    writer_progress(writer, ticket, &half);
    writer_stop(writer);

    writer_stop(start(self));
    struct collection all = collect(self->path);
    const struct play *cut = collection_only(&all, "film");
    assert_int_equal(cut->end, PLAY_CUT);
    assert_memory_equal(&cut->shown, &half, sizeof half);
    collection_free(&all);
}

static void seq_goes_on_after_rows_were_deleted(void **state)
{
    struct fixture *self = *state;
    for (int run = 0; run < 2; run++) {
        struct writer *writer = start(self);
        struct play_start play = play_of("film");
        for (int i = 0; i < 3; i++) {
            writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
        }
        writer_stop(writer);
        if (run == 0) {
            sqlite3 *database = NULL;
            assert_int_equal(sqlite3_open(self->path, &database), SQLITE_OK);
            assert_int_equal(sqlite3_exec(database, "DELETE FROM play", NULL, NULL, NULL),
                             SQLITE_OK);
            sqlite3_close(database);
        }
    }
    struct collection all = collect(self->path);
    assert_int_equal(all.count, 3);
    assert_int_equal(all.plays[0].seq, 4);
    assert_string_equal(all.plays[0].log_id, all.plays[2].log_id);
    collection_free(&all);
}

static void plays_of_two_zones_overlap_and_each_keeps_its_own_numbers(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    struct play_start above = play_of("above");
    struct play_start below = play_of("below");
    below.zone = "ticker";
    int64_t first = writer_open_play(writer, &above);
    int64_t second = writer_open_play(writer, &below);
    const struct play_progress other = {1, 2, 3, 4};
    writer_close_play(writer, first, PLAY_COMPLETE, &whole);
    writer_close_play(writer, second, PLAY_FAILED, &other);
    writer_close_play(writer, second, PLAY_COMPLETE, &whole); // said twice: the first word counts
    writer_stop(writer);
    struct collection all = collect(self->path);
    assert_int_equal(collection_only(&all, "above")->end, PLAY_COMPLETE);
    assert_int_equal(collection_only(&all, "below")->end, PLAY_FAILED);
    assert_memory_equal(&collection_only(&all, "below")->shown, &other, sizeof other);
    collection_free(&all);
}

// --- digests ---

// Source: `printf 96110 | sha256sum`.
#define SHA256_OF_96110 "80f00957d4e7340c3979d185405f0b0a6dec5216e8ed8493755bc7d45fe1b3bb"

static void check_digest(struct fixture *self, const char *item, const char *want)
{
    struct collection all = collect(self->path);
    const struct play *play = collection_only(&all, item);
    assert_non_null(play->content_sha256);
    assert_string_equal(play->content_sha256, want);
    collection_free(&all);
}

static void a_file_is_digested_while_its_play_is_on(void **state)
{
    struct fixture *self = *state;
    char *film = test_file(self->folder, "film.mp4", "96110");
    struct writer *writer = start(self);
    struct play_start play = play_of("film");
    play.content_path = film;
    int64_t ticket = writer_open_play(writer, &play);
    assert_true(writer_settle(writer)); // digested, though nobody closed the play
    unlink(film);
    writer_close_play(writer, ticket, PLAY_COMPLETE, &whole);
    writer_stop(writer);
    check_digest(self, "film", SHA256_OF_96110);
    free(film);
}

static void a_play_closed_at_once_has_its_digest_too(void **state)
{
    struct fixture *self = *state;
    char *film = test_file(self->folder, "film.mp4", "96110");
    struct writer *writer = start(self);
    struct play_start play = play_of("film");
    play.content_path = film;
    writer_begin(writer); // open and close in one transaction
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    writer_commit(writer);
    writer_stop(writer);
    check_digest(self, "film", SHA256_OF_96110);
    free(film);
}

static void text_is_digested_as_it_stands(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    struct play_start play = play_of("slogan");
    play.content_text = "96110";
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    writer_stop(writer);
    check_digest(self, "slogan", SHA256_OF_96110);
}

// The cache is believed only for a file in exactly the state that was digested.
static void a_changed_file_is_digested_again_and_an_unchanged_one_is_not(void **state)
{
    struct fixture *self = *state;
    char *film = test_file(self->folder, "film.mp4", "one");
    struct writer *writer = start(self);
    struct play_start play = play_of("one");
    play.content_path = film;
    int64_t ticket = writer_open_play(writer, &play);
    assert_true(writer_settle(writer));
    writer_close_play(writer, ticket, PLAY_COMPLETE, &whole);
    play.item = "one again";
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    writer_stop(writer);

    free(test_file(self->folder, "film.mp4", "96110")); // replaced by renaming
    writer = start(self);
    play.item = "two";
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    writer_stop(writer);
    struct collection all = collect(self->path);
    assert_string_equal(collection_only(&all, "one")->content_sha256,
                        collection_only(&all, "one again")->content_sha256);
    collection_free(&all);
    check_digest(self, "two", SHA256_OF_96110);
    free(film);
}

static void a_file_that_is_not_there_has_no_digest(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    struct play_start play = play_of("film");
    play.content_path = "/nowhere/film.mp4";
    int64_t ticket = writer_open_play(writer, &play);
    assert_true(writer_settle(writer));
    writer_close_play(writer, ticket, PLAY_FAILED, &whole);
    writer_stop(writer);
    struct collection all = collect(self->path);
    assert_null(collection_only(&all, "film")->content_sha256);
    collection_free(&all);
}

// --- status ---

static void today_is_the_civil_day_of_the_last_start_in_china(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    struct play_start play = play_of("film");
    const int64_t midnight = INT64_C(1796054400000000); // 2026-12-01T00:00:00+08:00
    play.start_wall.us = midnight - 1;
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    assert_true(writer_settle(writer));
    assert_int_equal(writer_status(writer).plays_today, 2);
    play.start_wall.us = midnight;
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    assert_true(writer_settle(writer));
    assert_int_equal(writer_status(writer).plays_today, 1);
    writer_stop(writer);

    writer = start(self); // and the run before is counted
    assert_true(writer_settle(writer));
    assert_int_equal(writer_status(writer).plays_today, 1);
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    assert_true(writer_settle(writer));
    assert_int_equal(writer_status(writer).plays_today, 2);
    play.start_wall.us = midnight - 1; // the clock was set back
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    assert_true(writer_settle(writer));
    assert_int_equal(writer_status(writer).plays_today, 3);
    play.start_wall.us = midnight; // and forward again
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    assert_true(writer_settle(writer));
    assert_int_equal(writer_status(writer).plays_today, 3);
    writer_stop(writer);
}

static void a_full_queue_drops_whole_plays_and_says_how_many(void **state)
{
    struct fixture *self = *state;
    char *in_the_way = test_file(self->folder, "state", "a file where a folder is needed");
    struct writer *writer = start(self);
    assert_false(writer_settle(writer));
    assert_false(writer_status(writer).is_open);
    assert_true(strlen(writer_status(writer).trouble) > 0);
    struct play_start play = play_of("film");
    for (int i = 0; i < WRITER_QUEUE; i++) {
        writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    }
    assert_int_equal(writer_status(writer).dropped, WRITER_QUEUE / 2);
    assert_int_equal(writer_status(writer).waiting, WRITER_QUEUE);

    unlink(in_the_way); // the disk is back: what was kept goes in
    while (!writer_settle(writer)) {
    }
    struct writer_status last = writer_stop(writer);
    assert_int_equal(last.stored, WRITER_QUEUE);
    assert_int_equal(last.dropped, WRITER_QUEUE / 2);
    struct collection all = collect(self->path);
    assert_int_equal(all.count, WRITER_QUEUE / 2);
    for (size_t i = 0; i < all.count; i++) {
        assert_int_equal(all.plays[i].seq, i + 1);
        assert_int_equal(all.plays[i].end, PLAY_COMPLETE);
    }
    collection_free(&all);
    free(in_the_way);
}

static void what_cannot_be_stored_before_the_end_is_counted_as_dropped(void **state)
{
    struct fixture *self = *state;
    char *in_the_way = test_file(self->folder, "state", "a file where a folder is needed");
    struct writer *writer = start(self);
    struct play_start play = play_of("film");
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
    writer_open_play(writer, &play);
    struct writer_status last = writer_stop(writer);
    assert_int_equal(last.dropped, 2);
    assert_int_equal(last.stored, 0);
    free(in_the_way);
}

static void a_second_writer_of_the_same_file_waits_until_the_first_ends(void **state)
{
    struct fixture *self = *state;
    struct writer *first = start(self);
    assert_true(writer_settle(first));
    struct clock_virtual other_clock;
    clock_virtual_init(&other_clock, (struct wall){0});
    struct writer *second = writer_start(self->path, &identity, &other_clock.clock);
    assert_false(writer_settle(second));
    assert_non_null(strstr(writer_status(second).trouble, "another player"));
    struct play_start play = play_of("second");
    writer_close_play(second, writer_open_play(second, &play), PLAY_COMPLETE, &whole);
    writer_stop(first);
    while (!writer_settle(second)) {
    }
    assert_int_equal(writer_stop(second).stored, 2);
}

static void ballast_lies_beside_the_file(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    assert_true(writer_settle(writer));
    writer_stop(writer);
    char *ballast = mem_format("%s.ballast", self->path);
    struct stat about;
    assert_int_equal(stat(ballast, &about), 0);
    assert_int_equal(about.st_size, 8 * 1024 * 1024);
    assert_true(about.st_blocks * 512 >= about.st_size); // blocks that are really there
    free(ballast);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everything_that_is_said_of_a_play_is_in_the_file),
        TEST(strings_are_copied_before_the_call_returns),
        TEST(a_play_left_open_is_cut_by_the_next_start_with_what_was_stored),
        TEST(seq_goes_on_after_rows_were_deleted),
        TEST(plays_of_two_zones_overlap_and_each_keeps_its_own_numbers),
        TEST(a_file_is_digested_while_its_play_is_on),
        TEST(a_play_closed_at_once_has_its_digest_too),
        TEST(text_is_digested_as_it_stands),
        TEST(a_changed_file_is_digested_again_and_an_unchanged_one_is_not),
        TEST(a_file_that_is_not_there_has_no_digest),
        TEST(today_is_the_civil_day_of_the_last_start_in_china),
        TEST(a_full_queue_drops_whole_plays_and_says_how_many),
        TEST(what_cannot_be_stored_before_the_end_is_counted_as_dropped),
        TEST(a_second_writer_of_the_same_file_waits_until_the_first_ends),
        TEST(ballast_lies_beside_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
