// More mistakes (bugs.c), in the show.
#include "show/timekeeper.h"

#include <stdlib.h>
#include <string.h>

static bool has_bug(const char *name)
{
    const char *chosen = getenv("XIAOLABA_SEEDED_BUG");
    return chosen != NULL && strcmp(chosen, name) == 0;
}

enum time_news __real_timekeeper_look(struct timekeeper *self, struct mono now, struct wall wall,
                                      enum clock_trust trust, int64_t *by_us);
enum time_news __wrap_timekeeper_look(struct timekeeper *self, struct mono now, struct wall wall,
                                      enum clock_trust trust, int64_t *by_us);
enum time_news __wrap_timekeeper_look(struct timekeeper *self, struct mono now, struct wall wall,
                                      enum clock_trust trust, int64_t *by_us)
{
    enum time_news news = __real_timekeeper_look(self, now, wall, trust, by_us);
    return has_bug("tells-no-jump") && news != TIME_FOUND ? TIME_STEADY : news;
}

// A clock is trusted whatever it shows.
enum clock_trust __real_timekeeper_trust(const struct timekeeper *self, struct wall wall,
                                         enum clock_trust trust);
enum clock_trust __wrap_timekeeper_trust(const struct timekeeper *self, struct wall wall,
                                         enum clock_trust trust);
enum clock_trust __wrap_timekeeper_trust(const struct timekeeper *self, struct wall wall,
                                         enum clock_trust trust)
{
    return has_bug("believes-any-clock") ? CLOCK_TRUSTED
           : has_bug("believes-1970")    ? trust
                                         : __real_timekeeper_trust(self, wall, trust);
}
