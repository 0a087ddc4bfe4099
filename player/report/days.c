// Days for a report.
#include "report/days.h"

#include "base/mem.h"
#include "report/days_walk.h"

// Waits: the day may turn out to be stale.
static void make_ready(struct walk *self, struct growing *growing)
{
    int64_t day = growing->sums.day;
    if (day >= self->wish->first_day && day <= self->wish->last_day) {
        daily_finish(&growing->sums, self->station);
        self->ready = MEM_GROW(self->ready, self->ready_count, self->ready_capacity);
        self->ready[self->ready_count++] = growing->sums;
        growing->sums = (struct daily){.day = day};
    }
}

static void visit_ready(struct walk *self)
{
    for (size_t i = 0; i < self->ready_count; i++) {
        if (self->is_second || !walk_holds(self->stale, self->stale_count, self->ready[i].day)) {
            self->visitor(self->visitor_self, &self->ready[i]);
        }
        daily_fini(&self->ready[i]);
    }
    self->ready_count = 0;
}

static void visit_kept(struct walk *self)
{
    for (size_t i = 0; i < self->kept.count; i++) {
        const struct kept_day *kept = &self->kept.each[i];
        struct daily sums;
        if (kept->sums == NULL || walk_holds(self->stale, self->stale_count, kept->day)) {
            continue;
        }
        bool is_read = daily_parse(kept->sums, &sums);
        if (is_read && sums.day == kept->day) {
            if (sums.item_count > 0) {
                self->visitor(self->visitor_self, &sums);
            }
        } else {
            walk_add_stale(self, kept->day);
        }
        if (is_read) {
            daily_fini(&sums);
        }
    }
}

bool days_each(struct ledger *ledger, struct station *station, const struct days_wish *wish,
               days_visitor *visitor, void *visitor_self, struct error *err)
{
    struct walk self = {.ledger = ledger,
                        .station = station,
                        .wish = wish,
                        .newest_day = INT64_MIN,
                        .last_day = INT64_MIN,
                        .finish = make_ready,
                        .visitor = visitor,
                        .visitor_self = visitor_self};
    int64_t first = 1;
    bool done = wish->is_left_out != NULL ||
                (kept_read(&self.kept, ledger, station, wish->first_day, wish->last_day, err) &&
                 walk_begin(&self, &first, err));
    done = done && walk_along(&self, first, err);
    if (done) {
        walk_finish_old(&self, INT64_MAX);
        visit_kept(&self);
        visit_ready(&self);
        done = walk_stale(&self, err);
        visit_ready(&self);
    }
    walk_fini(&self);
    return done;
}
