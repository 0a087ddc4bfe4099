// Ten years of a playlist that ships, on a bank's days and hours: the real show, with every check
// of the sanitizers. What the ledger says must be what the calendar allows; nothing may grow.
#include "program.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "calendar/calendar.h"

#include <inttypes.h>

enum {
    DAYS = 3653, // ten years
    YEAR = 365,
    OPEN_S = 9 * 3600,        // 08:30-17:30
    FIRST_DAY = 20454,        // 2026-01-01
    PEAK_MORE_KIB = 8 * 1024, // noise; a byte kept for every play would be 11 MiB
};

static int set_up(void **state)
{
    (void)state;
    int code = folder_set_up();
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    if (!file_read(XIAOLABA_SOURCE_DIR "/playlists/bank-lobby.cfg", 1u << 20, &bytes, &length,
                   &err)) {
        fail_msg("%s", err.text);
    }
    write_text("lobby.cfg", bytes);
    free(bytes);
    write_text("bank.cfg", "id = \"bank\";"
                           "hours = { days = \"workday\"; hours = \"08:30-17:30\"; };");
    return code;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_tear_down();
}

static int64_t workdays(int days)
{
    struct troubles troubles = {0};
    struct calendar *calendar =
        calendar_load(XIAOLABA_SOURCE_DIR "/playlists/calendar.cfg", &troubles);
    assert_non_null(calendar);
    int64_t count = 0;
    for (int day = FIRST_DAY; day < FIRST_DAY + days; day++) {
        count += calendar_is_workday(calendar, day);
    }
    calendar_free(calendar);
    troubles_fini(&troubles);
    return count;
}

// The zone was lit while the bank was open, to a second a day, and nothing went wrong. Each play is
// stored in whole milliseconds, rounded down.
static void assert_zone_adds_up(const char *zone, int64_t open_days)
{
    char *start = mem_format("\n%s,", zone);
    const char *row = strstr(said.out, start);
    assert_non_null(row);
    int64_t plays = 0;
    int64_t full = 0;
    double visible_s = 0;
    int failed = 1;
    int skipped = 1;
    int cut = 1;
    int untrusted = 1;
    assert_int_equal(sscanf(row + strlen(start), "%" SCNd64 ",%" SCNd64 ",%lf,%d,%d,%d,%d", &plays,
                            &full, &visible_s, &failed, &skipped, &cut, &untrusted),
                     7);
    free(start);
    print_message("%s: %lld plays on %lld days\n", zone, (long long)plays, (long long)open_days);
    assert_int_equal(failed + skipped + cut + untrusted, 0);
    assert_in_range(full, plays - open_days, plays); // closing time ends one a day
    double lost_s = (double)(open_days * OPEN_S) - visible_s;
    assert_true(lost_s >= 0);
    assert_true(lost_s < (double)open_days + (double)plays / 1000);
}

static long simulate(int days)
{
    char *line = mem_format(
        "simulate --from 2026-01-01 --days %d --point bank.cfg --by zone --csv lobby.cfg", days);
    if (run(line) != 0) {
        fail_msg("ended with %d: %s", said.code, said.err);
    }
    assert_string_equal(said.err, ""); // where the sanitizers speak, too
    free(line);
    assert_zone_adds_up("ticker", workdays(days));
    assert_zone_adds_up("clock", workdays(days));
    return said.peak_kib;
}

static void ten_years_add_up_and_leak_nothing(void **state)
{
    (void)state;
    long year_kib = simulate(YEAR);
    long all_kib = simulate(DAYS);
    print_message("peak memory: %ld KiB in a year, %ld KiB in ten\n", year_kib, all_kib);
    assert_in_range(all_kib, 1, year_kib + PEAK_MORE_KIB);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ten_years_add_up_and_leak_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
