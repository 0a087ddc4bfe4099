// Files that are read to their end before they are shown. A large one takes longer than its zone
// waits: then something else is shown, and the reading goes on behind it.
#include "base/mem.h"
#include "media/medium_parts.h"
#include "media/vetted.h"

#include <string.h>

enum { VETTING_KEPT = 2 }; // read at once: more would only fight for the disk

#define VETTING_START_US (10 * CLOCK_SECOND_US) // a process starts, a disk spins up
#define VETTING_SLOWEST 4                       // bytes a microsecond; any card brings more

static struct {
    struct medium *media[VETTING_KEPT];
    int count;
} kept;

_Static_assert(sizeof(struct ring_wish) == 64, "no padding: wishes are compared as bytes");

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

bool medium_is_vetting(const struct medium *self)
{
    struct clock *clock = clock_system();
    int64_t most_us = VETTING_START_US + (int64_t)self->file.st_size / VETTING_SLOWEST;
    return self->state == MEDIUM_OPENING && self->wish.has_digest != 0 && !self->is_given_up &&
           !intake_is_gone(self->intake) && intake_vetting(self->intake) != RING_VETTED &&
           intake_state(self->intake) == RING_OPENING &&
           mono_since(clock->now_mono(clock), self->opened) < most_us;
}

void medium_note_vetting(struct medium *self)
{
    if (self->wish.has_digest != 0 && !self->is_found_right &&
        intake_vetting(self->intake) == RING_VETTED) {
        self->is_found_right = true;
        vetted_note(&self->file, self->wish.digest);
    }
}

bool medium_keep_vetting(struct medium *self)
{
    medium_tidy_vetting();
    bool is_new = kept.count < VETTING_KEPT && medium_is_vetting(self);
    for (int i = 0; i < kept.count; i++) {
        is_new = is_new && !is_same_file(&kept.media[i]->file, &self->file);
    }
    if (is_new) {
        kept.media[kept.count++] = self;
    }
    return is_new;
}

static struct medium *take_out(int place)
{
    struct medium *medium = kept.media[place];
    kept.media[place] = kept.media[--kept.count];
    return medium;
}

struct medium *medium_take_vetting(const struct stat *file, const struct ring_wish *wish)
{
    for (int i = 0; i < kept.count; i++) {
        const struct medium *medium = kept.media[i];
        if (is_same_file(&medium->file, file) && memcmp(&medium->wish, wish, sizeof *wish) == 0) {
            return take_out(i);
        }
    }
    return NULL;
}

void medium_tidy_vetting(void)
{
    for (int i = kept.count - 1; i >= 0; i--) {
        medium_state(kept.media[i]); // notes what was found
        if (!medium_is_vetting(kept.media[i])) {
            medium_discard(take_out(i));
        }
    }
}

void medium_drop_vetting(void)
{
    while (kept.count > 0) {
        medium_discard(take_out(0));
    }
}
