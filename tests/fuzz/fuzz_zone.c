// Any bytes, read as a time zone's file: no crash, no hang, and a zone that is understood keeps the
// promises of meridian.h. Built as fuzz_playlist.c is.
#include "base/civil.h"
#include "base/meridian.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check_day(const struct meridian *meridian, int64_t day)
{
    struct wall begin = meridian_instant(meridian, day, 0);
    struct wall next = meridian_instant(meridian, day + 1, 0);
    assert(next.us >= begin.us);
    assert(meridian_day(meridian, begin) >= day);
    struct wall before = {begin.us - 1};
    assert(meridian_day(meridian, before) < day);
    int offset_s = meridian_offset_s(meridian, begin);
    assert(offset_s > -26 * 3600 && offset_s < 26 * 3600);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const int years[] = {1, 1900, 1970, 2026, 2038, 2100, 2426, 9999};
    struct error err = {0};
    struct meridian *meridian = meridian_parse((const char *)data, size, &err);
    assert((meridian == NULL) == (err.code == ERROR_CONFIG));
    for (size_t i = 0; meridian != NULL && i < sizeof years / sizeof years[0]; i++) {
        int64_t day = civil_day_number((struct civil){.year = years[i], .month = 1, .day = 1});
        for (int k = 0; k < 366; k += 5) {
            check_day(meridian, day + k);
        }
    }
    if (meridian != NULL) {
        (void)meridian_offset_s(meridian, (struct wall){INT64_MIN});
        (void)meridian_offset_s(meridian, (struct wall){INT64_MAX});
    }
    meridian_free(meridian);
    return 0;
}
