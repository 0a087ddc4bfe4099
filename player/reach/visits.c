// Visits with at least k exposures, in one pass over the plays.
//
// Time is cut where the order of the g_j, or the form of one, changes: where a piece of the
// arrivals ends, a play begins (its g stops falling and is τ from there on), the last instant has
// come from which it can be seen long enough, or the falling g of a play that is ahead meets the
// constant one of a play that runs. Between two cuts u and v the k-th least g is that of one play,
// and adds λ S(τ)(v − u) to V_k if that play runs, λ [H(e − v) − H(e − u)] with e = from + τ if it
// is ahead.
//
// Invariants:
// 1. `ahead` holds plays with from > now in order of e, `running` those with from ≤ now < c in
// order
//    of τ, where c = to − τ is the last instant at which who arrives can still be exposed.
// 2. Everybody who arrived before now is counted, and nobody else.
// 3. now never passes an instant at which a play that was not fed yet could be among the `levels`
//    least. Such a play begins at `latest` or later, so its g(t) is at least latest − t: a play
//    that was fed is below that, and stays there, until min(c, latest − τ) if its e ≤ latest. Once
//    `levels` plays reach at least T so, time may go on to T.
#include "reach/visits.h"

#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HOUR_S 3600.0

enum { WAIT_FOR = 64 }; // plays besides those of the levels: settling goes in batches

struct visits_play {
    double from_s;
    double last_s; // c
    double done_s; // e
    double threshold_s;
    double survival;          // S(τ)
    double tail_at_s, tail_s; // H(e − tail_at_s)
    bool is_running;
};

void visits_init(struct visits *self, const struct arrivals *arrivals, const struct dwell *dwell,
                 size_t levels)
{
    assert(levels >= 1);
    *self = (struct visits){.arrivals = arrivals,
                            .dwell = dwell,
                            .levels = levels,
                            .now_s = arrivals->from_s,
                            .latest_s = -INFINITY,
                            .settle_at = 2 * levels + WAIT_FOR};
    self->at_least = mem_zeroed(levels, sizeof *self->at_least);
    self->order = mem_zeroed(levels, sizeof(struct visits_play *));
}

void visits_fini(struct visits *self)
{
    free(self->at_least);
    free(self->ahead);
    free(self->running);
    free(self->order);
    free(self->scratch);
    *self = (struct visits){0};
}

static size_t waiting(const struct visits *self)
{
    return self->ahead_end - self->ahead_first + self->running_count;
}

// fmin() without its care for what is no number, which costs a call.
static double earlier_s(double a_s, double b_s)
{
    return a_s < b_s ? a_s : b_s;
}

// --- the two lists -----------------------------------------------------------------------------

static void insert_running(struct visits *self, const struct visits_play *play)
{
    self->running = MEM_GROW(self->running, self->running_count, self->running_capacity);
    size_t i = self->running_count++;
    for (; i > 0 && self->running[i - 1].threshold_s > play->threshold_s; i--) {
        self->running[i] = self->running[i - 1];
    }
    self->running[i] = *play;
    self->running[i].is_running = true;
    self->running[i].survival = dwell_survival(self->dwell, play->threshold_s);
}

static void insert_ahead(struct visits *self, const struct visits_play *play)
{
    if (self->ahead_end == self->ahead_capacity && self->ahead_first > self->ahead_end / 2) {
        self->ahead_end -= self->ahead_first;
        memmove(self->ahead, self->ahead + self->ahead_first,
                self->ahead_end * sizeof *self->ahead);
        self->ahead_first = 0;
    }
    self->ahead = MEM_GROW(self->ahead, self->ahead_end, self->ahead_capacity);
    size_t i = self->ahead_end++;
    for (; i > self->ahead_first && self->ahead[i - 1].done_s > play->done_s; i--) {
        self->ahead[i] = self->ahead[i - 1];
    }
    self->ahead[i] = *play;
}

static void insert(struct visits *self, const struct visits_play *play)
{
    if (play->last_s <= self->now_s || self->piece == self->arrivals->count) {
        return; // nobody is to come who can see it
    }
    if (play->from_s > self->now_s) {
        insert_ahead(self, play);
    } else {
        insert_running(self, play);
    }
}

// Moves what has begun, and drops what nobody to come can see.
static void move(struct visits *self)
{
    for (size_t i = self->ahead_first; i < self->ahead_end; i++) {
        if (self->ahead[i].from_s > self->now_s) {
            continue;
        }
        struct visits_play play = self->ahead[i];
        for (size_t k = i; k > self->ahead_first; k--) {
            self->ahead[k] = self->ahead[k - 1];
        }
        self->ahead_first++;
        insert(self, &play);
    }
    size_t kept = 0;
    for (size_t i = 0; i < self->running_count; i++) {
        if (self->running[i].last_s > self->now_s) {
            self->running[kept++] = self->running[i];
        }
    }
    self->running_count = kept;
}

// --- between two cuts --------------------------------------------------------------------------

// Puts the plays with the least g into `order`, and brings `*next_s` forward to where two of them
// change places. Returns how many there are.
static size_t put_in_order(struct visits *self, double *next_s)
{
    size_t count = 0;
    size_t ahead = self->ahead_first;
    size_t running = 0;
    while (count < self->levels && (ahead < self->ahead_end || running < self->running_count)) {
        bool is_running = running < self->running_count;
        if (is_running && ahead < self->ahead_end) {
            double meet_s = self->ahead[ahead].done_s - self->running[running].threshold_s;
            is_running = meet_s > self->now_s;
            *next_s = is_running ? earlier_s(*next_s, meet_s) : *next_s;
        }
        self->order[count++] = is_running ? &self->running[running++] : &self->ahead[ahead++];
    }
    return count;
}

// The next instant at which a play begins or can no longer be seen long enough.
static double next_change_s(const struct visits *self)
{
    double next_s = INFINITY;
    for (size_t i = 0; i < self->running_count; i++) {
        next_s = earlier_s(next_s, self->running[i].last_s);
    }
    for (size_t i = self->ahead_first; i < self->ahead_end; i++) {
        next_s = earlier_s(next_s, self->ahead[i].from_s);
    }
    return next_s;
}

static double tail_at_s(const struct visits *self, struct visits_play *play, double at_s)
{
    if (play->tail_at_s != at_s) {
        play->tail_at_s = at_s;
        play->tail_s = dwell_tail_s(self->dwell, play->done_s - at_s);
    }
    return play->tail_s;
}

static void count_level(struct visits *self, size_t level, double to_s, double per_s)
{
    struct visits_play *play = self->order[level];
    double more;
    if (play->is_running) {
        more = play->survival * (to_s - self->now_s);
    } else {
        double tail_s = tail_at_s(self, play, self->now_s);
        more = tail_at_s(self, play, to_s) - tail_s;
    }
    self->at_least[level] += per_s * more;
}

static void count_stretch(struct visits *self, double to_s, double per_s)
{
    const struct visits_play *play = self->order[0];
    double more;
    if (play->is_running) {
        more = dwell_survival_slope(self->dwell, play->threshold_s) * (to_s - self->now_s);
    } else {
        more = dwell_tail_slope_s(self->dwell, play->done_s - to_s) -
               dwell_tail_slope_s(self->dwell, play->done_s - self->now_s);
    }
    self->stretch += per_s * more;
}

static void count_until(struct visits *self, size_t count, double to_s, double per_s)
{
    for (size_t level = 0; level < count; level++) {
        count_level(self, level, to_s, per_s);
    }
    if (count > 0) {
        count_stretch(self, to_s, per_s);
    }
}

// --- time goes on ------------------------------------------------------------------------------

static void leave_piece(struct visits *self)
{
    const struct arrivals_piece *piece = &self->arrivals->pieces[self->piece];
    double people =
        piece->per_hour / HOUR_S * (piece->until_s - arrivals_begin_s(self->arrivals, self->piece));
    double exposed = self->at_least[0] - self->before_piece;
    if (people > 0) {
        self->variance += exposed * fmax(1 - exposed / people, 0);
    }
    self->before_piece = self->at_least[0];
    self->piece++;
}

static void settle(struct visits *self, double to_s)
{
    while (self->now_s < to_s && self->piece < self->arrivals->count && waiting(self) > 0) {
        const struct arrivals_piece *piece = &self->arrivals->pieces[self->piece];
        double next_s = earlier_s(earlier_s(to_s, piece->until_s), next_change_s(self));
        if (piece->per_hour > 0) {
            size_t count = put_in_order(self, &next_s);
            count_until(self, count, next_s, piece->per_hour / HOUR_S);
        }
        self->now_s = next_s;
        move(self);
        if (next_s >= piece->until_s) {
            leave_piece(self);
        }
    }
    if (self->piece == self->arrivals->count) {
        self->ahead_first = self->ahead_end = self->running_count = 0;
    }
}

static int compare_falling(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return left > right ? -1 : left < right;
}

// Until when invariant 3 holds for one play.
static double certain_until_s(const struct visits *self, const struct visits_play *play)
{
    return play->done_s <= self->latest_s
               ? earlier_s(play->last_s, self->latest_s - play->threshold_s)
               : -INFINITY;
}

// Until when it holds for `levels` plays.
static double all_certain_until_s(struct visits *self)
{
    size_t count = 0;
    if (self->scratch_capacity < waiting(self)) {
        self->scratch_capacity = 2 * waiting(self);
        self->scratch = mem_resize(self->scratch, self->scratch_capacity, sizeof *self->scratch);
    }
    for (size_t i = self->ahead_first; i < self->ahead_end; i++) {
        self->scratch[count++] = certain_until_s(self, &self->ahead[i]);
    }
    for (size_t i = 0; i < self->running_count; i++) {
        self->scratch[count++] = certain_until_s(self, &self->running[i]);
    }
    if (count < self->levels) {
        return -INFINITY;
    }
    qsort(self->scratch, count, sizeof *self->scratch, compare_falling);
    return self->scratch[self->levels - 1];
}

bool visits_add(struct visits *self, const struct exposure *play)
{
    if (!exposure_counts(play)) {
        return true;
    }
    if (play->from_s < self->latest_s) {
        return false;
    }
    self->latest_s = play->from_s;
    struct visits_play entry = {.from_s = play->from_s,
                                .last_s = play->to_s - play->threshold_s,
                                .done_s = play->from_s + play->threshold_s,
                                .threshold_s = play->threshold_s,
                                .tail_at_s = NAN};
    insert(self, &entry);
    if (waiting(self) >= self->settle_at) {
        settle(self, all_certain_until_s(self));
        size_t usual = 2 * self->levels + WAIT_FOR;
        self->settle_at = waiting(self) > usual / 2 ? 2 * waiting(self) : usual;
    }
    return true;
}

void visits_end(struct visits *self)
{
    settle(self, INFINITY);
    if (self->piece < self->arrivals->count) {
        leave_piece(self);
    }
}

// --- what follows ------------------------------------------------------------------------------

// What lies beyond the levels: R exposures, taken as V_{K+j} = V_K q^j, so that R = V_K q/(1 − q).
struct beyond {
    double rest; // R; 0: nothing
    double last; // V_K
};

static struct beyond beyond_levels(const struct visits *self, double exposures)
{
    struct beyond beyond = {exposures, self->at_least[self->levels - 1]};
    for (size_t i = 0; i < self->levels; i++) {
        beyond.rest -= self->at_least[i];
    }
    beyond.rest = beyond.last > 0 && beyond.rest > 0 ? beyond.rest : 0;
    return beyond;
}

// Summed by parts: ν Σ (1 − ν)^{k−1} V_k. Beyond K that is ν (1 − ν)^K V_K q / (1 − (1 − ν) q).
double visits_noticed(const struct visits *self, double notice, double exposures)
{
    double sum = 0;
    double weight = notice;
    for (size_t i = 0; i < self->levels; i++) {
        sum += weight * self->at_least[i];
        weight *= 1 - notice;
    }
    struct beyond beyond = beyond_levels(self, exposures);
    if (beyond.rest > 0) {
        double q = beyond.rest / (beyond.rest + beyond.last);
        sum += weight * beyond.last * q / (1 - (1 - notice) * q);
    }
    return sum;
}

// Beyond K, Σ (2k − 1) V_k = R (2K + 1 + 2 R / V_K).
double visits_exposure_variance(const struct visits *self, double exposures)
{
    double sum = 0;
    for (size_t i = 0; i < self->levels; i++) {
        sum += (2 * (double)i + 1) * self->at_least[i];
    }
    struct beyond beyond = beyond_levels(self, exposures);
    if (beyond.rest > 0) {
        sum += beyond.rest * (2 * (double)self->levels + 1 + 2 * beyond.rest / beyond.last);
    }
    return sum;
}
