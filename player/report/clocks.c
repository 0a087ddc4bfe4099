// Anchors: moments at which two clocks were read together.
#include "report/clocks.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

// One is enough in an hour. Source: crystals lose less than 0.4 s in it (100 ppm).
#define HOUR_US (INT64_C(3600) * CLOCK_SECOND_US)

struct anchor {
    int64_t mono_us, wall_us;
};

struct boot {
    char *id;
    struct anchor *anchors; // the first of each hour, in order of mono
    size_t count, capacity;
};

struct clocks {
    struct boot *boots;
    size_t count, capacity;
    size_t last; // looked at first: plays come boot by boot
};

struct clocks *clocks_new(void)
{
    return mem_zeroed(1, sizeof(struct clocks));
}

void clocks_free(struct clocks *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->count; i++) {
        free(self->boots[i].id);
        free(self->boots[i].anchors);
    }
    free(self->boots);
    free(self);
}

static struct boot *find(const struct clocks *self, const char *id)
{
    if (self->last < self->count && strcmp(self->boots[self->last].id, id) == 0) {
        return &self->boots[self->last];
    }
    for (size_t i = self->count; i-- > 0;) {
        if (strcmp(self->boots[i].id, id) == 0) {
            return &self->boots[i];
        }
    }
    return NULL;
}

// How many of the anchors are at `mono_us` or before.
static size_t count_until(const struct boot *boot, int64_t mono_us)
{
    size_t low = 0;
    size_t high = boot->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (boot->anchors[middle].mono_us <= mono_us) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool is_same_hour(int64_t a_us, int64_t b_us)
{
    int64_t a = a_us / HOUR_US - (a_us % HOUR_US < 0);
    int64_t b = b_us / HOUR_US - (b_us % HOUR_US < 0);
    return a == b;
}

static void add_anchor(struct boot *boot, struct anchor next)
{
    size_t at = count_until(boot, next.mono_us);
    struct anchor *before = at > 0 ? &boot->anchors[at - 1] : NULL;
    struct anchor *behind = at < boot->count ? &boot->anchors[at] : NULL;
    if (before != NULL && is_same_hour(before->mono_us, next.mono_us)) {
        bool is_twin = before->mono_us == next.mono_us && next.wall_us < before->wall_us;
        *before = is_twin ? next : *before;
    } else if (behind != NULL && is_same_hour(behind->mono_us, next.mono_us)) {
        *behind = next;
    } else {
        boot->anchors = MEM_GROW(boot->anchors, boot->count, boot->capacity);
        memmove(&boot->anchors[at + 1], &boot->anchors[at],
                (boot->count - at) * sizeof *boot->anchors);
        boot->anchors[at] = next;
        boot->count++;
    }
}

void clocks_learn(struct clocks *self, const char *boot_id, struct mono mono, struct wall wall)
{
    struct boot *boot = find(self, boot_id);
    if (boot == NULL) {
        self->boots = MEM_GROW(self->boots, self->count, self->capacity);
        boot = &self->boots[self->count++];
        *boot = (struct boot){.id = mem_copy(boot_id)};
    }
    self->last = (size_t)(boot - self->boots);
    add_anchor(boot, (struct anchor){mono.us, wall.us});
}

void clocks_learn_play(struct clocks *self, const struct play *play)
{
    if (play->trust == CLOCK_TRUSTED) {
        clocks_learn(self, play->boot_id, play->start_mono, play->start_wall);
    }
}

void clocks_learn_event(struct clocks *self, const struct event *event)
{
    if (event->trust == CLOCK_TRUSTED && event->boot_id != NULL) {
        clocks_learn(self, event->boot_id, event->mono, event->wall);
    }
}

bool clocks_knew(const struct clocks *self, const char *boot_id, struct mono mono)
{
    const struct boot *boot = find(self, boot_id);
    return boot != NULL && boot->anchors[0].mono_us <= mono.us;
}

bool clocks_resolve(const struct clocks *self, const char *boot_id, struct mono mono,
                    struct wall *wall)
{
    const struct boot *boot = find(self, boot_id);
    if (boot == NULL) {
        return false;
    }
    size_t before = count_until(boot, mono.us);
    const struct anchor *anchor = &boot->anchors[before > 0 ? before - 1 : 0];
    // Wraps where a file says nonsense.
    wall->us = (int64_t)((uint64_t)anchor->wall_us + (uint64_t)mono.us - (uint64_t)anchor->mono_us);
    return true;
}
