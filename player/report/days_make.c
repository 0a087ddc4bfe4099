// Days for the writer, who keeps them.
#include "base/civil.h"
#include "ledger/state.h"
#include "report/days_walk.h"

enum { COUNTED_WITHIN_S = 3600 };

// Plays before this one are all in some day's sums once the day is kept.
static int64_t resume_after(const struct walk *self)
{
    int64_t resume = self->seq < self->late_seq ? self->seq : self->late_seq;
    for (size_t i = 1; i < self->count; i++) {
        resume = self->growing[i].first_seq < resume ? self->growing[i].first_seq : resume;
    }
    return resume;
}

static void keep(struct walk *self, struct daily *sums, int64_t upto_seq, int64_t resume_seq)
{
    struct str maker = {0};
    struct str text = {0};
    kept_maker(self->station, sums->day, &maker);
    daily_finish(sums, self->station);
    daily_print(sums, &text);
    const struct day_sums row = {sums->day, str_text(&maker), upto_seq, resume_seq,
                                 str_text(&text)};
    self->is_stopped = !self->keep(self->keeper, &row);
    str_fini(&text);
    str_fini(&maker);
}

// Where people are counted, the last interval of a day is told when the next day has begun.
static bool is_counted(const struct walk *self, int64_t day)
{
    int64_t over_us = (day + 1) * CIVIL_DAY_US - self->station->offset_s * CLOCK_SECOND_US;
    return self->station->headcounts.count == 0 ||
           self->newest.us >= over_us + COUNTED_WITHIN_S * CLOCK_SECOND_US;
}

static void keep_finished(struct walk *self, struct growing *growing)
{
    bool is_over = growing->sums.day < self->newest_day && !growing->is_on &&
                   growing->last_seq < self->unknown_seq && is_counted(self, growing->sums.day);
    if (!is_over) {
        self->is_stopped = !self->is_second; // later days would move the beginning beyond it
        return;
    }
    const struct kept_day *kept = kept_of(&self->kept, growing->sums.day);
    int64_t resume = kept != NULL ? kept->resume_seq : self->is_second ? 1 : resume_after(self);
    keep(self, &growing->sums, growing->last_seq, resume);
}

// Days that were kept before days were parted otherwise, and have no play any more: a row of
// nothing takes their place.
static void empty_the_others(struct walk *self)
{
    for (size_t i = 0; i < self->kept.count && !self->is_stopped; i++) {
        const struct kept_day *kept = &self->kept.each[i];
        bool is_left = !kept->is_alike && kept->day < self->newest_day &&
                       !walk_holds(self->finished, self->finished_count, kept->day);
        if (is_left) {
            struct daily nothing;
            daily_init(&nothing, self->station, kept->day);
            keep(self, &nothing, 0, 1);
            daily_fini(&nothing);
        }
    }
}

void days_make(void *unused, struct ledger *ledger, day_keeper *keeps, void *keeper)
{
    (void)unused;
    struct error err = {0};
    int64_t first = 1;
    const struct days_wish everything = {.first_day = INT64_MIN, .last_day = INT64_MAX};
    struct station *station = station_read(ledger, &err);
    struct walk self = {.ledger = ledger,
                        .station = station,
                        .wish = &everything,
                        .newest_day = INT64_MIN,
                        .last_day = INT64_MIN,
                        .finish = keep_finished,
                        .keep = keeps,
                        .keeper = keeper};
    if (station != NULL &&
        kept_read(&self.kept, ledger, station, INT64_MAX, INT64_MIN, &err) && // no sums
        walk_begin(&self, &first, &err) && walk_along(&self, first, &err)) {
        self.seq = ledger_state(ledger).last_play + 1;
        walk_finish_old(&self, self.newest_day);
        empty_the_others(&self);
        (void)walk_stale(&self, &err); // else the report makes them
    }
    walk_fini(&self);
    station_free(station);
}
