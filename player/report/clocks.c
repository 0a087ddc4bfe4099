// Anchors: moments at which two clocks were read together.
#include "report/clocks.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

// Closer ones tell nothing new. Source: crystals lose less than 0.4 s in an hour (100 ppm).
#define APART_US (INT64_C(3600) * CLOCK_SECOND_US)

struct anchor {
    int64_t mono_us, wall_us;
};

struct boot {
    char *id;
    struct anchor *anchors; // in order of mono as they were learnt, about an hour apart
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

static void learn(struct clocks *self, const char *id, struct mono mono, struct wall wall)
{
    struct boot *boot = find(self, id);
    if (boot == NULL) {
        self->boots = MEM_GROW(self->boots, self->count, self->capacity);
        boot = &self->boots[self->count++];
        *boot = (struct boot){.id = mem_copy(id)};
    }
    self->last = (size_t)(boot - self->boots);
    bool is_news =
        boot->count == 0 || llabs(mono.us - boot->anchors[boot->count - 1].mono_us) >= APART_US;
    if (is_news) {
        boot->anchors = MEM_GROW(boot->anchors, boot->count, boot->capacity);
        boot->anchors[boot->count++] = (struct anchor){mono.us, wall.us};
    }
}

void clocks_learn_play(struct clocks *self, const struct play *play)
{
    if (play->trust == CLOCK_TRUSTED) {
        learn(self, play->boot_id, play->start_mono, play->start_wall);
    }
}

void clocks_learn_event(struct clocks *self, const struct event *event)
{
    if (event->trust == CLOCK_TRUSTED && event->boot_id != NULL) {
        learn(self, event->boot_id, event->mono, event->wall);
    }
}

bool clocks_resolve(const struct clocks *self, const char *boot_id, struct mono mono,
                    struct wall *wall)
{
    const struct boot *boot = find(self, boot_id);
    if (boot == NULL) {
        return false;
    }
    const struct anchor *nearest = &boot->anchors[0];
    for (size_t i = 1; i < boot->count; i++) {
        const struct anchor *other = &boot->anchors[i];
        bool is_nearer = llabs(other->mono_us - mono.us) < llabs(nearest->mono_us - mono.us);
        nearest = is_nearer ? other : nearest;
    }
    wall->us = nearest->wall_us + (mono.us - nearest->mono_us);
    return true;
}
