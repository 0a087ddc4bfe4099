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
#include "report/days.h"

#include "base/mem.h"
#include "ledger/state.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 100000 }; // plays between two looks at whether to stop

// A day that is being added up.
struct growing {
    struct daily sums;
    int64_t first_seq, last_seq;
    bool is_unsettled; // a play of it is still on, or its time may still become known
};

struct kept {
    int64_t day, upto_seq, resume_seq;
    bool is_right;
    char *sums; // NULL: of a day that nobody asked for
};

struct walk {
    struct ledger *ledger;
    struct station *station;
    const struct days_wish *wish;
    char *newest_boot; // plays of it may still be resolved
    struct kept *kept;
    size_t kept_count, kept_capacity;
    struct growing *growing; // in order of day
    size_t count, capacity;
    int64_t *finished, *stale; // days
    struct daily *ready;       // finished by the first walk, for the visitor
    size_t ready_count, ready_capacity;
    size_t finished_count, finished_capacity, stale_count, stale_capacity;
    bool is_second; // walking along the plays of stale days only
    int64_t newest_day, last_day;
    int64_t seq; // of the play that is being looked at
    void (*finish)(struct walk *self, struct growing *day);
    days_visitor *visitor;
    void *visitor_self;
    day_keeper *keep;
    void *keeper;
    bool is_stopped;
};

// --- lists of days ---

static bool holds(const int64_t *days, size_t count, int64_t day)
{
    for (size_t i = count; i-- > 0;) {
        if (days[i] == day) {
            return true;
        }
    }
    return false;
}

static void add_stale(struct walk *self, int64_t day)
{
    if (!holds(self->stale, self->stale_count, day)) {
        self->stale = MEM_GROW(self->stale, self->stale_count, self->stale_capacity);
        self->stale[self->stale_count++] = day;
    }
}

static struct kept *kept_of(const struct walk *self, int64_t day)
{
    size_t low = 0;
    size_t high = self->kept_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->kept[middle].day < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < self->kept_count && self->kept[low].day == day ? &self->kept[low] : NULL;
}

static struct growing *growing_of(struct walk *self, int64_t day)
{
    size_t at = 0;
    while (at < self->count && self->growing[at].sums.day < day) {
        at++;
    }
    if (at < self->count && self->growing[at].sums.day == day) {
        return &self->growing[at];
    }
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

// A day that is wanted is added up, one that is kept and right is left alone.
static bool is_to_be_added(struct walk *self, int64_t day, int64_t seq)
{
    if (self->is_second) {
        return holds(self->stale, self->stale_count, day);
    }
    const struct kept *kept = kept_of(self, day);
    bool is_in = kept != NULL && kept->is_right && seq <= kept->upto_seq;
    bool is_late = !is_in && (kept != NULL || holds(self->finished, self->finished_count, day));
    if (is_late) {
        add_stale(self, day);
    }
    return !is_in && !is_late;
}

static void learn(void *context, const struct play *play)
{
    struct walk *self = context;
    clocks_learn_play(self->station->clocks, play);
    if (self->newest_boot == NULL || strcmp(self->newest_boot, play->boot_id) != 0) {
        free(self->newest_boot);
        self->newest_boot = mem_copy(play->boot_id);
    }
}

static void finish_old(struct walk *self, int64_t before)
{
    while (self->count > 0 && self->growing[0].sums.day < before && !self->is_stopped) {
        self->finish(self, &self->growing[0]);
        self->finished = MEM_GROW(self->finished, self->finished_count, self->finished_capacity);
        self->finished[self->finished_count++] = self->growing[0].sums.day;
        drop_growing(self, 0);
    }
}

static void look_at(void *context, const struct play *play)
{
    struct walk *self = context;
    const struct days_wish *wish = self->wish;
    struct play resolved = *play;
    if (self->is_stopped || !daily_is_outreach(play) ||
        (wish->is_left_out != NULL && wish->is_left_out(wish->self, play->run_id))) {
        return;
    }
    bool is_certain = station_resolve(self->station, &resolved);
    bool has_day = is_certain || resolved.trust == CLOCK_BOUNDED;
    bool is_told =
        has_day || self->last_day == INT64_MIN; // else it was about when the last one was
    int64_t day = is_told ? station_day(self->station, resolved.start_wall) : self->last_day;
    self->seq = play->seq;
    if (has_day) {
        self->last_day = day;
        self->newest_day = day > self->newest_day ? day : self->newest_day;
    }
    if (!is_to_be_added(self, day, play->seq)) {
        return;
    }
    struct growing *growing = growing_of(self, day);
    growing->last_seq = play->seq;
    growing->is_unsettled =
        growing->is_unsettled || play->end == PLAY_OPEN ||
        (!is_certain && self->newest_boot != NULL && strcmp(play->boot_id, self->newest_boot) == 0);
    daily_add(&growing->sums, &resolved, is_certain);
    if (!self->is_second && self->newest_day > INT64_MIN) {
        finish_old(self, self->newest_day - 1);
    }
}

// Each piece is learnt from before the one ahead of it is looked at, because a clock that became
// known tells what it was before. Where every clock was known there is nothing to learn.
static bool walk_along(struct walk *self, int64_t first, struct error *err)
{
    struct ledger_state state = ledger_state(self->ledger);
    bool is_doubtful = ledger_has_doubtful(self->ledger, first);
    bool done = !is_doubtful ||
                ledger_each_between(self->ledger, first, first + CHUNK - 1, learn, self, err);
    for (int64_t at = first; done && at <= state.last_play && !self->is_stopped; at += CHUNK) {
        done = (!is_doubtful || ledger_each_between(self->ledger, at + CHUNK, at + 2 * CHUNK - 1,
                                                    learn, self, err)) &&
               ledger_each_between(self->ledger, at, at + CHUNK - 1, look_at, self, err);
    }
    return done;
}

// --- what is kept ---

static void print_maker(const struct station *station, int64_t day, struct str *out)
{
    const struct station_audience *audience = station_audience_on(station, day);
    str_addf(out, "%s %s %s", OUTREACH_METHOD, audience != NULL ? audience->fingerprint : "nobody",
             station->vouches ? "vouched" : "-");
}

static void keep_row(void *context, const struct day_sums *row)
{
    struct walk *self = context;
    struct str maker = {0};
    print_maker(self->station, row->day, &maker);
    bool is_wanted = self->visitor != NULL && row->day >= self->wish->first_day &&
                     row->day <= self->wish->last_day;
    self->kept = MEM_GROW(self->kept, self->kept_count, self->kept_capacity);
    self->kept[self->kept_count++] = (struct kept){
        .day = row->day,
        .upto_seq = row->upto_seq,
        .resume_seq = row->resume_seq,
        .is_right = strcmp(row->maker, str_text(&maker)) == 0,
        .sums = is_wanted ? mem_copy(row->sums) : NULL,
    };
    str_fini(&maker);
}

// Where the walk begins, and which days have to be walked along anew.
static int64_t begin(struct walk *self)
{
    int64_t resume = 1;
    for (size_t i = 0; i < self->kept_count; i++) {
        const struct kept *kept = &self->kept[i];
        resume = kept->resume_seq > resume ? kept->resume_seq : resume;
        self->last_day = kept->day;
        bool is_wanted = self->visitor == NULL || kept->sums != NULL;
        if (!kept->is_right && is_wanted) {
            add_stale(self, kept->day);
        }
    }
    self->newest_day = self->last_day;
    return resume;
}

static bool walk_stale(struct walk *self, struct error *err)
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
        finish_old(self, INT64_MAX);
    }
    return done;
}

static void walk_fini(struct walk *self)
{
    while (self->count > 0) {
        drop_growing(self, self->count - 1);
    }
    for (size_t i = 0; i < self->kept_count; i++) {
        free(self->kept[i].sums);
    }
    for (size_t i = 0; i < self->ready_count; i++) {
        daily_fini(&self->ready[i]);
    }
    free(self->newest_boot);
    free(self->ready);
    free(self->growing);
    free(self->kept);
    free(self->finished);
    free(self->stale);
}

// --- for a report ---

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
        if (self->is_second || !holds(self->stale, self->stale_count, self->ready[i].day)) {
            self->visitor(self->visitor_self, &self->ready[i]);
        }
        daily_fini(&self->ready[i]);
    }
    self->ready_count = 0;
}

static void visit_kept(struct walk *self)
{
    for (size_t i = 0; i < self->kept_count; i++) {
        const struct kept *kept = &self->kept[i];
        struct daily sums;
        if (kept->sums == NULL || holds(self->stale, self->stale_count, kept->day)) {
            continue;
        }
        if (daily_parse(kept->sums, &sums)) {
            self->visitor(self->visitor_self, &sums);
            daily_fini(&sums);
        } else {
            add_stale(self, kept->day);
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
    bool done = wish->is_left_out != NULL || ledger_each_day(ledger, keep_row, &self, err);
    done = done && walk_along(&self, begin(&self), err);
    if (done) {
        finish_old(&self, INT64_MAX);
        visit_kept(&self);
        visit_ready(&self);
        done = walk_stale(&self, err);
        visit_ready(&self);
    }
    walk_fini(&self);
    return done;
}

// --- for the writer ---

// Plays before this one are all in some day's sums once the day is kept.
static int64_t resume_after(const struct walk *self)
{
    int64_t resume = self->seq;
    for (size_t i = 1; i < self->count; i++) {
        resume = self->growing[i].first_seq < resume ? self->growing[i].first_seq : resume;
    }
    return resume;
}

static void keep_finished(struct walk *self, struct growing *growing)
{
    int64_t day = growing->sums.day;
    bool is_over = day < self->newest_day && !growing->is_unsettled;
    if (!is_over || (!self->is_second && holds(self->stale, self->stale_count, day))) {
        self->is_stopped = !self->is_second; // later days would move the beginning beyond it
        return;
    }
    const struct kept *kept = kept_of(self, day);
    struct str maker = {0};
    struct str text = {0};
    print_maker(self->station, day, &maker);
    daily_finish(&growing->sums, self->station);
    daily_print(&growing->sums, &text);
    const struct day_sums row = {
        .day = day,
        .maker = str_text(&maker),
        .upto_seq = growing->last_seq,
        .resume_seq = kept != NULL      ? kept->resume_seq
                      : self->is_second ? 1
                                        : resume_after(self),
        .sums = str_text(&text),
    };
    self->is_stopped = !self->keep(self->keeper, &row);
    str_fini(&text);
    str_fini(&maker);
}

void days_make(void *unused, struct ledger *ledger, day_keeper *keep, void *keeper)
{
    (void)unused;
    struct error err = {0};
    const struct days_wish everything = {.first_day = INT64_MIN, .last_day = INT64_MAX};
    struct station *station = station_read(ledger, &err);
    struct walk self = {.ledger = ledger,
                        .station = station,
                        .wish = &everything,
                        .newest_day = INT64_MIN,
                        .last_day = INT64_MIN,
                        .finish = keep_finished,
                        .keep = keep,
                        .keeper = keeper};
    if (station != NULL && ledger_each_day(ledger, keep_row, &self, &err) &&
        walk_along(&self, begin(&self), &err)) {
        self.seq = ledger_state(ledger).last_play + 1;
        finish_old(&self, self.newest_day);
        (void)walk_stale(&self, &err); // else the report makes them
    }
    walk_fini(&self);
    station_free(station);
}
