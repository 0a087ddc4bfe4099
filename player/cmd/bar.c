// One line, written over and over.
#include "cmd/bar.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CELLS = 40 };
#define FIRST_US CLOCK_SECOND_US
#define EVERY_US (CLOCK_SECOND_US / 10)

static struct mono now(void)
{
    struct clock *clock = clock_system();
    return clock->now_mono(clock);
}

void bar_init(struct bar *self)
{
    struct mono began = now();
    *self = (struct bar){.began = began,
                         .next = mono_after(began, FIRST_US),
                         .is_terminal = isatty(STDERR_FILENO) == 1};
}

bool bar_is_due(const struct bar *self)
{
    return self->is_terminal && mono_since(now(), self->next) >= 0;
}

int64_t bar_spent_us(const struct bar *self)
{
    return mono_since(now(), self->began);
}

void bar_draw(struct bar *self, int64_t done, int64_t total, const char *note)
{
    int64_t percent = done < total ? done * 100 / total : 100;
    size_t full = (size_t)(percent * CELLS / 100);
    char cells[CELLS + 1];
    memset(cells, '#', full);
    memset(cells + full, '.', CELLS - full);
    cells[CELLS] = '\0';
    fprintf(stderr, "\r[%s] %3d %%%s%s\033[K", cells, (int)percent, note != NULL ? "  " : "",
            note != NULL ? note : "");
    self->is_drawn = true;
    self->next = mono_after(now(), EVERY_US);
}

void bar_fini(struct bar *self)
{
    if (self->is_drawn) {
        fputs("\r\033[K", stderr);
    }
    *self = (struct bar){0};
}
