// One line, written over and over.
#include "cmd/progress.h"

#include <stdio.h>
#include <unistd.h>

#define FIRST_US CLOCK_SECOND_US
#define EVERY_US (CLOCK_SECOND_US / 10)

static struct mono now(void)
{
    struct clock *clock = clock_system();
    return clock->now_mono(clock);
}

void progress_init(struct progress *self, const char *what)
{
    *self = (struct progress){.what = what,
                              .is_terminal = isatty(STDERR_FILENO) == 1,
                              .next = mono_after(now(), FIRST_US)};
}

bool progress_is_due(const struct progress *self)
{
    return self->is_terminal && mono_since(now(), self->next) >= 0;
}

void progress_tell(struct progress *self, size_t done, size_t total)
{
    fprintf(stderr, "\r%s: %zu of %zu\033[K", self->what, done, total);
    self->is_shown = true;
    self->next = mono_after(now(), EVERY_US);
}

void progress_fini(struct progress *self)
{
    if (self->is_shown) {
        fputs("\r\033[K", stderr);
    }
    *self = (struct progress){0};
}
