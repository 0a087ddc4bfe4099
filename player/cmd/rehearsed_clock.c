// Time that passes as fast as the show can use it.
#include "cmd/rehearsed_clock.h"

#include <math.h>
#include <stdlib.h>

enum {
    LOOK_EVERY = 16,                 // sleeps; a zone hands in two or three entries in each
    WAITING_MOST = WRITER_QUEUE / 4, // entries; then the writer has to catch up
};

// "36h", "-3s", "+10y" at `*at`, which moves behind it.
static bool take_length(const char **at, int64_t *out_us)
{
    static const struct {
        const char *unit;
        double seconds;
    } units[] = {{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}, {"y", 365.25 * 86400}};
    char *end = NULL;
    double value = strtod(*at, &end);
    if (end == *at || !isfinite(value)) {
        return false;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (*end == units[i].unit[0] && fabs(value * units[i].seconds) < 1e11) {
            *out_us = llround(value * units[i].seconds * 1e6);
            *at = end + 1;
            return true;
        }
    }
    return false;
}

bool rehearsed_clock_add(struct rehearsed_clock *self, const char *text)
{
    int64_t at_us = 0;
    int64_t by_us = 0;
    const char *at = text;
    bool is_good = take_length(&at, &at_us) && *at++ == '=' && take_length(&at, &by_us) &&
                   *at == '\0' && at_us >= 0;
    if (!is_good || self->jump_count == REHEARSED_JUMPS) {
        return false;
    }
    size_t place = self->jump_count++;
    for (; place > 0 && self->jumps[place - 1].at_us > at_us; place--) {
        self->jumps[place] = self->jumps[place - 1];
    }
    self->jumps[place].at_us = at_us;
    self->jumps[place].by_us = by_us;
    return true;
}

static struct rehearsed_clock *of(struct clock *clock)
{
    return (struct rehearsed_clock *)clock;
}

static struct mono now_mono(struct clock *clock)
{
    return of(clock)->time.mono;
}

static struct wall now_wall(struct clock *clock)
{
    return of(clock)->time.wall;
}

static void look_after_writer(struct rehearsed_clock *self)
{
    bool is_behind = writer_status(self->writer).waiting > WAITING_MOST;
    if (is_behind && !writer_settle(self->writer)) {
        *self->must_end = 1;
    }
}

static void sleep_until(struct clock *clock, struct mono deadline)
{
    struct rehearsed_clock *self = of(clock);
    bool jumps_before =
        self->jumped < self->jump_count && self->jumps[self->jumped].at_us < deadline.us;
    struct mono end = jumps_before ? (struct mono){self->jumps[self->jumped].at_us} : deadline;
    self->time.clock.sleep_until(&self->time.clock, end);
    while (self->jumped < self->jump_count &&
           self->jumps[self->jumped].at_us <= self->time.mono.us) {
        self->time.wall.us += self->jumps[self->jumped++].by_us;
    }
    if (++self->sleeps % LOOK_EVERY == 0) {
        look_after_writer(self);
        if (progress_is_due(&self->progress)) {
            progress_draw(&self->progress, self->time.mono.us, self->for_us, NULL);
        }
    }
}

void rehearsed_clock_start(struct rehearsed_clock *self, struct wall start, int64_t for_us)
{
    clock_virtual_init(&self->time, start);
    self->clock = (struct clock){now_mono, now_wall, sleep_until};
    self->for_us = for_us;
    progress_init(&self->progress, "simulating");
}

void rehearsed_clock_end(struct rehearsed_clock *self)
{
    progress_fini(&self->progress);
}

enum clock_trust rehearsed_clock_trust(void *self)
{
    const struct rehearsed_clock *clock = self;
    return clock->time.mono.us < clock->unknown_us ? CLOCK_UNKNOWN : CLOCK_TRUSTED;
}
