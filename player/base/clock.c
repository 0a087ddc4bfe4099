// The machine's clock and the virtual one.
#include "base/clock.h"

#include <time.h>

static int64_t read_us(clockid_t which)
{
    struct timespec now;
    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * CLOCK_SECOND_US + now.tv_nsec / 1000;
}

static struct mono system_mono(struct clock *self)
{
    (void)self;
    return (struct mono){read_us(CLOCK_BOOTTIME)};
}

static struct wall system_wall(struct clock *self)
{
    (void)self;
    return (struct wall){read_us(CLOCK_REALTIME)};
}

static void system_sleep_until(struct clock *self, struct mono deadline)
{
    (void)self;
    struct timespec until = {.tv_sec = (time_t)(deadline.us / CLOCK_SECOND_US),
                             .tv_nsec = (long)(deadline.us % CLOCK_SECOND_US) * 1000};
    clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &until, NULL);
}

struct clock *clock_system(void)
{
    static struct clock system = {system_mono, system_wall, system_sleep_until};
    return &system;
}

static struct mono virtual_mono(struct clock *self)
{
    return ((struct clock_virtual *)self)->mono;
}

static struct wall virtual_wall(struct clock *self)
{
    return ((struct clock_virtual *)self)->wall;
}

static void virtual_sleep_until(struct clock *self, struct mono deadline)
{
    struct clock_virtual *clock = (struct clock_virtual *)self;
    if (deadline.us > clock->mono.us) {
        clock_virtual_advance(clock, deadline.us - clock->mono.us);
    }
}

void clock_virtual_init(struct clock_virtual *self, struct wall start)
{
    self->clock = (struct clock){virtual_mono, virtual_wall, virtual_sleep_until};
    self->mono = (struct mono){0};
    self->wall = start;
}

void clock_virtual_advance(struct clock_virtual *self, int64_t by_us)
{
    self->mono.us += by_us;
    self->wall.us += by_us;
}
