// One line, written over and over.
#include "cmd/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CELLS = 30 }; // of a bar: with its note it fits into 80 columns
#define FIRST_US CLOCK_SECOND_US
#define EVERY_US (CLOCK_SECOND_US / 10)

static struct mono now(void)
{
    struct clock *clock = clock_system();
    return clock->now_mono(clock);
}

void progress_init(struct progress *self, const char *what)
{
    struct mono began = now();
    *self = (struct progress){.what = what,
                              .is_terminal = isatty(STDERR_FILENO) == 1,
                              .began = began,
                              .next = mono_after(began, FIRST_US)};
}

bool progress_is_due(const struct progress *self)
{
    return self->is_terminal && mono_since(now(), self->next) >= 0;
}

static void told(struct progress *self)
{
    self->is_shown = true;
    self->next = mono_after(now(), EVERY_US);
}

void progress_tell(struct progress *self, size_t done, size_t total)
{
    fprintf(stderr, "\r%s: %zu of %zu\033[K", self->what, done, total);
    told(self);
}

void progress_draw(struct progress *self, int64_t done, int64_t total, const char *note)
{
    int64_t percent = done < total ? done * 100 / total : 100;
    size_t full = (size_t)(percent * CELLS / 100);
    char cells[CELLS + 1];
    memset(cells, '#', full);
    memset(cells + full, '.', CELLS - full);
    cells[CELLS] = '\0';
    fprintf(stderr, "\r[%s] %3d %%%s%s\033[K", cells, (int)percent, note != NULL ? "  " : "",
            note != NULL ? note : "");
    told(self);
}

int64_t progress_spent_us(const struct progress *self)
{
    return mono_since(now(), self->began);
}

void progress_hide(struct progress *self)
{
    if (self->is_shown) {
        fputs("\r\033[K", stderr);
    }
    self->is_shown = false;
}

void progress_fini(struct progress *self)
{
    progress_hide(self);
    *self = (struct progress){0};
}
