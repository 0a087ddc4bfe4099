// A file that takes longer to be read to its end than its zone waits: others go first, and that is
// no failure. Time here is the show's own, so that no decoder is ever in time; whether one is still
// reading is said by the test. Seen to fail without put_off(): the film is skipped as a failure.
#include "theatre.h"

#include "base/log.h"
#include "media/medium.h"
#include "support/test.h"

#include <stdlib.h>

#define S CLOCK_SECOND_US

static bool is_reading;

bool __wrap_medium_is_vetting(const struct medium *self);
bool __wrap_medium_is_vetting(const struct medium *self)
{
    (void)self;
    return is_reading;
}

static struct sums perform(struct theatre *theatre)
{
    theatre_open(theatre, (struct size){64, 48}, theatre_time("2026-11-23T00:00"));
    theatre->is_live = true;
    log_set_level(LOG_INFO);
    char *film = theatre_file(theatre, "film.mp4", "what is in it nobody gets to know");
    char *path =
        theatre_file(theatre, "list.cfg",
                     "items = ( { id = \"s\"; text = \"反诈\"; motion = \"hold\"; hold = 3; "
                     "},\n { id = \"f\"; file = \"film.mp4\"; hold = 4; } );\n");
    theatre_perform(theatre, path, 30 * S, 0);
    free(path);
    free(film);
    return theatre_sums(theatre);
}

static void a_film_that_is_still_being_read_is_put_off(void **state)
{
    (void)state;
    struct theatre theatre;
    is_reading = true;
    struct sums sums = perform(&theatre);
    assert_int_equal(sums.failed, 0);
    assert_true(sums.plays >= 4);
    assert_int_equal(strspn(sums.order, "s"), strlen(sums.order));
    assert_int_equal(theatre.black_presents, 0);
    assert_non_null(strstr(str_text(&theatre.said), "still being read to its end"));
    assert_null(strstr(str_text(&theatre.said), "is skipped"));
    theatre_close(&theatre);
}

static void a_film_that_does_not_come_is_skipped(void **state)
{
    (void)state;
    struct theatre theatre;
    is_reading = false;
    struct sums sums = perform(&theatre);
    assert_true(sums.failed > 0);
    assert_non_null(strstr(str_text(&theatre.said), "is skipped"));
    theatre_close(&theatre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_film_that_is_still_being_read_is_put_off),
        cmocka_unit_test(a_film_that_does_not_come_is_skipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
