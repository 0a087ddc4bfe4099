// Counting frames, and putting views together.
#include "stage/rail.h"

#include "base/mem.h"
#include "stage/scroll.h"

#include <stdlib.h>
#include <string.h>

void rail_lay(struct rail *self, int rate_mhz, int64_t origin_us)
{
    self->is_laid = true;
    self->rate_mhz = rate_mhz;
    self->origin_us = origin_us;
    self->first = 0;
}

static int64_t frame_at(const struct rail *self, int64_t now_us)
{
    int64_t since_us = now_us - self->origin_us;
    return since_us >= 0 ? scroll_frame_at(self->rate_mhz, since_us)
                         : -scroll_frame_at(self->rate_mhz, -since_us);
}

int64_t rail_us(const struct rail *self, int64_t frame)
{
    return self->origin_us + scroll_frame_us(self->rate_mhz, frame);
}

int64_t rail_elapsed_us(const struct rail *self, int64_t first, int64_t now_us)
{
    int64_t frames = frame_at(self, now_us) - first;
    return frames > 0 ? scroll_frame_us(self->rate_mhz, frames) : 0;
}

void rail_hand_over(struct rail *self, struct act *on)
{
    self->passed = MEM_GROW(self->passed, self->count, self->capacity);
    self->passed[self->count++] = (struct carriage){on, self->first};
    self->first += on->ops->join(on)->next;
}

struct act *rail_take_out(struct rail *self, int64_t now_us, bool is_over)
{
    for (size_t i = 0; i < self->count; i++) {
        struct carriage passed = self->passed[i];
        const struct act_join *join = passed.act->ops->join(passed.act);
        if (is_over || frame_at(self, now_us) >= passed.first + join->out) {
            self->count--;
            memmove(&self->passed[i], &self->passed[i + 1],
                    (self->count - i) * sizeof *self->passed);
            return passed.act;
        }
    }
    return NULL;
}

void rail_fini(struct rail *self)
{
    free(self->passed);
    *self = (struct rail){0};
}

// --- views -------------------------------------------------------------------------------------

// Both, where they touch and are of the same rows; else the larger one.
static struct rect join_opaque(struct rect a, struct rect b)
{
    bool is_row = a.y == b.y && a.h == b.h;
    bool touches = a.x <= b.x + b.w && b.x <= a.x + a.w;
    if (is_row && touches) {
        return rect_union(a, b);
    }
    return (int64_t)a.w * a.h >= (int64_t)b.w * b.h ? a : b;
}

struct act_view rail_view(struct rail *self, struct act *on, int64_t now_us)
{
    struct act_view all = on->ops->view(on, rail_elapsed_us(self, self->first, now_us));
    // Half a frame before the step that its own view names, by the rail's count.
    int64_t steps = scroll_frame_at(self->rate_mhz, all.next_us);
    int64_t half_us = scroll_frame_us(self->rate_mhz, 1) / 2;
    all.next_us = rail_us(self, self->first + steps) - half_us + 1 - rail_us(self, self->first);
    for (size_t i = self->count; i-- > 0;) {
        struct carriage *passed = &self->passed[i];
        struct act_view view =
            passed->act->ops->view(passed->act, rail_elapsed_us(self, passed->first, now_us));
        all.area = rect_union(all.area, view.area);
        all.opaque = join_opaque(all.opaque, view.opaque);
        // One that flashes changes between two steps.
        all.picture = (int64_t)((uint64_t)all.picture * 31 + (uint64_t)view.picture);
        int64_t passed_us = rail_elapsed_us(self, passed->first, now_us);
        int64_t left_us = view.next_us == INT64_MAX ? INT64_MAX : view.next_us - passed_us;
        int64_t now_elapsed_us = rail_elapsed_us(self, self->first, now_us);
        if (left_us < all.next_us - now_elapsed_us) {
            all.next_us = now_elapsed_us + left_us;
        }
    }
    return all;
}
