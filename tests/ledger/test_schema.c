// Steps of the tables: older files are brought up to date with everything in them, newer and
// foreign ones are refused and left as they are.
#include "base/file.h"
#include "base/mem.h"
#include "ledger/collect.h"
#include "ledger/schema.h"
#include "ledger/store.h"
#include "support/test.h"

struct fixture {
    char *folder;
    char *path;
};

static int set_up(void **state)
{
    struct fixture *self = mem_zeroed(1, sizeof *self);
    self->folder = test_folder_make();
    self->path = mem_format("%s/ledger.db", self->folder);
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

static void run_sql(const char *path, const char *text)
{
    sqlite3 *database = NULL;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    if (sqlite3_exec(database, text, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s", sqlite3_errmsg(database));
    }
    sqlite3_close(database);
}

static int version_of(const char *path)
{
    sqlite3 *database = NULL;
    struct error err = {0};
    int version = -1;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_true(schema_version(database, &version, &err));
    sqlite3_close(database);
    return version;
}

// A ledger as step 1 left it, with a play that was open when the power went.
static void make_step_1(const char *path)
{
    sqlite3 *database = NULL;
    struct error err = {0};
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_true(schema_migrate(database, 1, &err));
    sqlite3_close(database);
    run_sql(path,
            "INSERT INTO run VALUES (1, 'old-run', 'old-boot', 'nm-0001', '0.0.9', 0, 0);"
            "INSERT INTO subject VALUES (1, 'film', 'video', NULL, NULL, 'main', 'booth', 'r0');"
            "INSERT INTO play (run, ticket, subject, slot, start_mono_us, start_wall_us, trust,"
            " display, planned_ms, visible_ms) VALUES (1, 1, 1, 5, 6, 7, 3, 2, 15000, 4200)");
}

static void check_old_play(const char *path, enum play_end end)
{
    struct collection all = collect(path);
    assert_int_equal(all.count, 1);
    assert_string_equal(all.plays[0].item, "film");
    assert_string_equal(all.plays[0].program_version, "0.0.9");
    assert_int_equal(all.plays[0].shown.visible_ms, 4200);
    assert_int_equal(all.plays[0].end, end);
    collection_free(&all);
}

static void the_writer_brings_an_older_file_up_to_date(void **state)
{
    struct fixture *self = *state;
    struct error err = {0};
    make_step_1(self->path);
    const struct store_run run = {"new-run", "boot", "nm-0001", "0.1.0", false};
    struct store *store = store_open(self->path, &run, &err);
    assert_non_null(store);
    struct file_identity identity = {1, 2, 3, 4, 5};
    unsigned char content[SHA256_SIZE] = {9};
    unsigned char back[SHA256_SIZE] = {0};
    assert_false(store_known_content(store, &identity, back));
    assert_true(store_set_content(store, 1, &identity, content, &err));
    assert_true(store_known_content(store, &identity, back));
    assert_memory_equal(back, content, sizeof back);
    store_close(store, true);
    assert_int_equal(version_of(self->path), SCHEMA_NEWEST);
    check_old_play(self->path, PLAY_CUT);
}

static void the_step_before_events_gets_them_and_keeps_its_rows(void **state)
{
    struct fixture *self = *state;
    struct error err = {0};
    sqlite3 *database = NULL;
    make_step_1(self->path);
    assert_int_equal(sqlite3_open(self->path, &database), SQLITE_OK);
    assert_true(schema_migrate(database, 2, &err));
    sqlite3_close(database);
    run_sql(self->path, "INSERT INTO content VALUES (1, zeroblob(32));"
                        "INSERT INTO digest VALUES (1, 1, 2, 3, 4, 5, 1)");
    struct event_collection none = collect_events(self->path);
    assert_int_equal(none.count, 0);
    assert_int_equal(version_of(self->path), 2); // a reader leaves it as it is
    const struct store_run run = {"new-run", "boot", "nm-0001", "0.1.0", false};
    struct store *store = store_open(self->path, &run, &err);
    assert_non_null(store);
    struct entry *event = entry_new_event(1, &(struct event){.kind = EVENT_DARK});
    assert_true(store_apply(store, &event, 1, &err));
    free(event);
    unsigned char content[SHA256_SIZE];
    assert_true(store_known_content(store, &(struct file_identity){1, 2, 3, 4, 5}, content));
    store_close(store, true);
    assert_int_equal(version_of(self->path), SCHEMA_NEWEST);
    check_old_play(self->path, PLAY_CUT);
    struct event_collection one = collect_events(self->path);
    assert_int_equal(one.count, 1);
    event_collection_free(&one);
}

static void a_reader_leaves_an_older_file_as_it_is(void **state)
{
    struct fixture *self = *state;
    make_step_1(self->path);
    check_old_play(self->path, PLAY_OPEN);
    assert_int_equal(version_of(self->path), 1);
}

static void check_refused(const char *path, const char *why)
{
    size_t before_length = 0;
    size_t after_length = 0;
    char *before = NULL;
    char *after = NULL;
    struct error err = {0};
    assert_true(file_read(path, 1 << 20, &before, &before_length, &err));
    const struct store_run run = {"run", "boot", "nm-0001", "0.1.0", false};
    assert_null(store_open(path, &run, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_non_null(strstr(err.text, why));
    assert_null(ledger_open(path, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_non_null(strstr(err.text, why));
    assert_true(file_read(path, 1 << 20, &after, &after_length, &err));
    assert_int_equal(after_length, before_length);
    assert_memory_equal(after, before, before_length);
    free(before);
    free(after);
}

static void a_newer_file_is_refused_with_the_way_on_and_not_touched(void **state)
{
    struct fixture *self = *state;
    make_step_1(self->path);
    run_sql(self->path, "PRAGMA journal_mode = WAL; PRAGMA user_version = 99");
    check_refused(self->path, "newer xiaolaba");
    check_refused(self->path, "--ledger");
}

static void somebody_elses_database_is_refused_and_not_touched(void **state)
{
    struct fixture *self = *state;
    run_sql(self->path, "CREATE TABLE contacts (name)");
    check_refused(self->path, "not a ledger");
}

static void a_file_that_is_no_database_is_refused_and_not_touched(void **state)
{
    struct fixture *self = *state;
    char *path = test_file(self->folder, "notes.txt", "刷单返利都是诈骗");
    check_refused(path, "not a ledger");
    free(path);
}

static void an_interrupted_step_leaves_the_file_at_the_step_before(void **state)
{
    struct fixture *self = *state;
    struct error err = {0};
    sqlite3 *database = NULL;
    make_step_1(self->path);
    run_sql(self->path, "CREATE TABLE digest (in_the_way)"); // step 2 breaks on this
    assert_int_equal(sqlite3_open(self->path, &database), SQLITE_OK);
    assert_false(schema_migrate(database, 2, &err));
    sqlite3_close(database);
    assert_int_equal(version_of(self->path), 1);
    run_sql(self->path, "DROP TABLE digest");
    check_old_play(self->path, PLAY_OPEN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_writer_brings_an_older_file_up_to_date),
        TEST(the_step_before_events_gets_them_and_keeps_its_rows),
        TEST(a_reader_leaves_an_older_file_as_it_is),
        TEST(a_newer_file_is_refused_with_the_way_on_and_not_touched),
        TEST(somebody_elses_database_is_refused_and_not_touched),
        TEST(a_file_that_is_no_database_is_refused_and_not_touched),
        TEST(an_interrupted_step_leaves_the_file_at_the_step_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
