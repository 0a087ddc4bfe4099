// Walking along the plays of a ledger, a day at a time.
//
// Plays come in the order in which they began, and so do days, nearly: plays of several zones are
// closed in another order than they begin, a clock may be set back, and a play whose time is not
// known lies between others that tell which day it was. So some days are being added up at once;
// one is finished when a play of the day after the next has begun.
//
// What is kept of a day is right while its maker is who would make it now, and no play of the day
// lies beyond those that are in. The walk begins where the newest kept day says that plays begin
// which are in none. When it meets a play of a day that is kept, or finished already, that day is
// stale: all its plays are walked along once more, from the first.
//
// So that nothing is overlooked whenever the writer is interrupted, a day is kept only when
// - none of its plays is still on,
// - none of the plays before its last may still move to another day, and
// - the walk will begin again at or before the first play that made a day stale, until that day was
//   made again.
#include "report/days_walk.h"

#include "base/mem.h"
#include "ledger/state.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 100000 }; // plays between two looks at whether to stop

// --- lists of days ---

bool walk_holds(const int64_t *days, size_t count, int64_t day)
{
    for (size_t i = count; i-- > 0;) {
        if (days[i] == day) {
            return true;
        }
    }
    return false;
}

void walk_add_stale(struct walk *self, int64_t day)
{
    if (!walk_holds(self->stale, self->stale_count, day)) {
        self->stale = MEM_GROW(self->stale, self->stale_count, self->stale_capacity);
        self->stale[self->stale_count++] = day;
    }
}

// NULL: that day is not being added up. `at`: where it is, or should be.
static struct growing *find_growing(struct walk *self, int64_t day, size_t *at)
{
    *at = 0;
    while (*at < self->count && self->growing[*at].sums.day < day) {
        ++*at;
    }
    bool is_there = *at < self->count && self->growing[*at].sums.day == day;
    return is_there ? &self->growing[*at] : NULL;
}

static struct growing *add_growing(struct walk *self, int64_t day, size_t at)
{
    self->growing = MEM_GROW(self->growing, self->count, self->capacity);
    memmove(&self->growing[at + 1], &self->growing[at], (self->count - at) * sizeof *self->growing);
    self->growing[at] = (struct growing){.first_seq = self->seq};
    daily_init(&self->growing[at].sums, self->station, day);
    self->count++;
    return &self->growing[at];
}

static void drop_growing(struct walk *self, size_t at)
{
    daily_fini(&self->growing[at].sums);
    self->count--;
    memmove(&self->growing[at], &self->growing[at + 1], (self->count - at) * sizeof *self->growing);
}

// --- play by play ---

// Whether a day that is not being added up has to be now: one that is kept and right is left alone.
static bool is_to_be_added(struct walk *self, int64_t day)
{
    if (self->is_second) {
        return walk_holds(self->stale, self->stale_count, day);
    }
    const struct kept_day *kept = kept_of(&self->kept, day);
    bool is_in = kept != NULL && kept->is_right && self->seq <= kept->upto_seq;
    bool is_late =
        !is_in && (kept != NULL || walk_holds(self->finished, self->finished_count, day));
    if (is_late) {
        walk_add_stale(self, day);
        self->late_seq = self->seq < self->late_seq ? self->seq : self->late_seq;
    }
    return !is_in && !is_late;
}

static void learn(void *context, const char *boot_id, struct mono mono, struct wall wall)
{
    struct walk *self = context;
    clocks_learn(self->station->clocks, boot_id, mono, wall);
}

void walk_finish_old(struct walk *self, int64_t before)
{
    while (self->count > 0 && self->growing[0].sums.day < before && !self->is_stopped) {
        self->finish(self, &self->growing[0]);
        self->finished = MEM_GROW(self->finished, self->finished_count, self->finished_capacity);
        self->finished[self->finished_count++] = self->growing[0].sums.day;
        drop_growing(self, 0);
    }
}

// Whether the play counts as one of a day, which is that of `play` once it is resolved.
static bool has_day(const struct play *resolved, bool is_certain)
{
    return is_certain || resolved->trust == CLOCK_BOUNDED;
}

static bool is_left_out(const struct walk *self, const struct play *play)
{
    const struct days_wish *wish = self->wish;
    return !daily_is_outreach(play) ||
           (wish->is_left_out != NULL && wish->is_left_out(wish->self, play->run_id));
}

// The day that the play is listed under: without a clock that of the one before it.
static int64_t day_of(struct walk *self, const struct play *resolved, bool is_certain)
{
    if (has_day(resolved, is_certain)) {
        self->last_day = station_day(self->station, resolved->start_wall);
        if (self->newest_day == INT64_MIN || resolved->start_wall.us > self->newest.us) {
            self->newest = resolved->start_wall;
            self->newest_day = self->last_day;
        }
    } else if (self->last_day == INT64_MIN) {
        return station_day(self->station, resolved->start_wall);
    }
    return self->last_day;
}

static void look_at(void *context, const struct play *play)
{
    struct walk *self = context;
    struct play resolved = *play;
    size_t at = 0;
    if (self->is_stopped || is_left_out(self, play)) {
        return;
    }
    bool is_certain = station_resolve(self->station, &resolved);
    int64_t day = day_of(self, &resolved, is_certain);
    self->seq = play->seq;
    if (!is_certain && play->seq < self->unknown_seq &&
        strcmp(play->boot_id, self->newest_boot) == 0) {
        self->unknown_seq = play->seq;
    }
    struct growing *growing = find_growing(self, day, &at);
    if (growing == NULL && is_to_be_added(self, day)) {
        growing = add_growing(self, day, at);
    }
    if (growing == NULL) {
        return;
    }
    growing->last_seq = play->seq;
    growing->is_on = growing->is_on || play->end == PLAY_OPEN;
    daily_add(&growing->sums, &resolved, is_certain);
    if (!self->is_second && self->newest_day > INT64_MIN) {
        walk_finish_old(self, self->newest_day - 1);
    }
}

bool walk_along(struct walk *self, int64_t first, struct error *err)
{
    struct ledger_state state = ledger_state(self->ledger);
    self->newest_boot = state.boot_id;
    self->late_seq = self->unknown_seq = INT64_MAX;
    bool done = ledger_each_moment(self->ledger, first, learn, self, err);
    int64_t at = ledger_next_play(self->ledger, first);
    while (done && at > 0 && !self->is_stopped) {
        int64_t last = state.last_play - at < CHUNK ? state.last_play : at + CHUNK;
        done = ledger_each_between(self->ledger, at, last, look_at, self, err);
        at = last < state.last_play ? ledger_next_play(self->ledger, last + 1) : 0;
    }
    return done;
}

// --- where it begins ---

static void look_back(void *context, const struct play *play)
{
    struct walk *self = context;
    struct play resolved = *play;
    if (!is_left_out(self, play)) {
        bool is_certain = station_resolve(self->station, &resolved);
        (void)day_of(self, &resolved, is_certain);
    }
}

// Plays without a clock lie where the one before them lay, which may be before the beginning.
static bool find_last_day(struct walk *self, int64_t first, struct error *err)
{
    enum { NEAR = 64 };
    bool done = true;
    int64_t last_play = ledger_state(self->ledger).last_play;
    int64_t behind = first - 1 < last_play ? first - 1 : last_play;
    int64_t step = NEAR;
    while (done && behind >= 1 && self->last_day == INT64_MIN) {
        int64_t from = behind > step ? behind - step + 1 : 1;
        done = ledger_each_moment(self->ledger, from, learn, self, err) &&
               ledger_each_between(self->ledger, from, behind, look_back, self, err);
        behind = from - 1;
        step += step < behind ? step : 0;
    }
    return done;
}

// Where the walk begins, and which days have to be walked along anew.
bool walk_begin(struct walk *self, int64_t *first, struct error *err)
{
    const struct kept_days *kept = &self->kept;
    *first = kept->resume_seq > 1 ? kept->resume_seq : 1;
    if (!find_last_day(self, *first, err)) {
        return false;
    }
    for (size_t i = 0; i < kept->count; i++) {
        bool is_wanted = self->visitor == NULL || kept->each[i].sums != NULL;
        if (kept->each[i].is_alike && !kept->each[i].is_right && is_wanted) {
            walk_add_stale(self, kept->each[i].day);
        }
    }
    return true;
}

bool walk_stale(struct walk *self, struct error *err)
{
    if (self->stale_count == 0 || self->is_stopped) {
        return true;
    }
    while (self->count > 0) { // those are among the stale, or finished
        drop_growing(self, self->count - 1);
    }
    self->is_second = true;
    self->last_day = INT64_MIN;
    bool done = walk_along(self, 1, err);
    if (done) {
        walk_finish_old(self, INT64_MAX);
    }
    return done;
}

void walk_fini(struct walk *self)
{
    while (self->count > 0) {
        drop_growing(self, self->count - 1);
    }
    for (size_t i = 0; i < self->ready_count; i++) {
        daily_fini(&self->ready[i]);
    }
    kept_fini(&self->kept);
    free(self->ready);
    free(self->growing);
    free(self->finished);
    free(self->stale);
}
