// Reading a ledger with a list of promises in hand.
#include "verdict.h"

#include "ledger/audit.h"

#include <stdio.h>
#include <string.h>

struct reading {
    struct row *row;
    const struct verdict_wish *wish;
    struct verdict found;
    int life;          // that is being read
    int64_t next_play; // of it
    int64_t next_event;
    int64_t last_seq;
    bool was_whole; // the play before was closed as it should be
    int64_t failures;
};

static const struct promise *promise_of(const struct reading *self, int life)
{
    return &self->wish->promises[life];
}

// The life that was being read is over: all that was promised of it must have come.
static void end_plays(struct reading *self)
{
    const struct promise *promise = promise_of(self, self->life);
    if (self->next_play < promise->plays) {
        row_fail(self->row, "life %d: %lld plays were acknowledged, %lld are there", self->life,
                 (long long)promise->plays, (long long)self->next_play);
    } else if (!self->was_whole && promise->is_closed && self->next_play == promise->plays) {
        row_fail(self->row, "life %d: the closing of play %lld was acknowledged and is not there",
                 self->life, (long long)promise->plays - 1);
    }
}

static bool is_same(const struct play_progress *a, struct play_progress b)
{
    return a->span_ms == b.span_ms && a->visible_ms == b.visible_ms && a->frames == b.frames &&
           a->frames_late == b.frames_late;
}

static bool is_cut_well(const struct play *play, int life, int64_t number)
{
    return is_same(&play->shown, (struct play_progress){0}) ||
           is_same(&play->shown, life_half(life, number));
}

static void judge_play(struct reading *self, const struct play *play, int64_t number)
{
    struct play_start start = life_start(self->life, number);
    if (play->start_mono.us != start.start_mono.us || play->planned_ms != start.planned_ms ||
        play->slot != start.slot || play->content_sha256 == NULL) {
        row_fail(self->row, "play %s is not what was shown", play->item);
    }
    self->was_whole = play->end == life_end_of(self->life, number) &&
                      is_same(&play->shown, life_whole(self->life, number));
    bool is_last_life = self->life == self->wish->lives - 1;
    bool may_be_open = self->wish->may_be_on && is_last_life;
    bool is_left = play->end == PLAY_CUT || (may_be_open && play->end == PLAY_OPEN);
    bool is_good = self->was_whole ||
                   (is_left && !self->wish->must_close && is_cut_well(play, self->life, number));
    if (!is_good) {
        row_fail(self->row, "play %s ended as %d with %lld ms", play->item, (int)play->end,
                 (long long)play->shown.visible_ms);
    }
}

static void read_play(void *context, const struct play *play)
{
    struct reading *self = context;
    int life = -1;
    int64_t number = -1;
    self->found.plays++;
    if (play->seq <= self->last_seq) {
        row_fail(self->row, "seq %lld comes after seq %lld", (long long)play->seq,
                 (long long)self->last_seq);
    }
    self->last_seq = play->seq;
    if (!life_read_item(play->item, &life, &number) || life < self->life ||
        life >= self->wish->lives) {
        row_fail(self->row, "nobody showed %s here", play->item);
        return;
    }
    if (life > self->life) {
        end_plays(self);
        while (++self->life < life) {
            self->next_play = 0;
            end_plays(self);
        }
        self->next_play = 0;
    } else if (self->next_play > 0 && !self->was_whole && number == self->next_play) {
        row_fail(self->row, "%s follows a play of the same life that was not closed", play->item);
    }
    if (number != self->next_play) {
        row_fail(self->row, "%s is there where play %lld should be", play->item,
                 (long long)self->next_play);
    }
    self->next_play = number + 1;
    judge_play(self, play, number);
}

static void end_events(struct reading *self)
{
    if (self->next_event < promise_of(self, self->life)->events) {
        row_fail(self->row, "life %d: %lld events were acknowledged, %lld are there", self->life,
                 (long long)promise_of(self, self->life)->events, (long long)self->next_event);
    }
}

static void read_event(void *context, const struct event *event)
{
    struct reading *self = context;
    int life = -1;
    int64_t number = -1;
    if (event->item == NULL || !life_read_item(event->item, &life, &number)) {
        return; // the player's own
    }
    self->found.events++;
    if (life < self->life || life >= self->wish->lives) {
        row_fail(self->row, "an event of %s is out of order", event->item);
        return;
    }
    for (; self->life < life; self->life++) {
        end_events(self);
        self->next_event = 0;
    }
    if (event->value != self->next_event || !life_has_event(life, number)) {
        row_fail(self->row, "event %lld of life %d is there where %lld should be",
                 (long long)event->value, life, (long long)self->next_event);
    }
    self->next_event = event->value + 1;
}

static void say(void *context, const char *sentence)
{
    row_fail(((struct reading *)context)->row, "audit: %s", sentence);
}

static bool read_all(struct reading *self, struct ledger *ledger, struct error *err)
{
    const struct wall from = self->wish->first_life == 0
                                 ? (struct wall){INT64_MIN}
                                 : life_start(self->wish->first_life, 0).start_wall;
    const struct wall to = {INT64_MAX};
    self->life = self->wish->first_life;
    self->was_whole = true;
    if (!ledger_each(ledger, from, to, read_play, self, err)) {
        return false;
    }
    for (end_plays(self); ++self->life < self->wish->lives; end_plays(self)) {
        self->next_play = 0;
    }
    self->life = self->wish->first_life;
    if (!ledger_each_event(ledger, from, to, read_event, self, err)) {
        return false;
    }
    for (end_events(self); ++self->life < self->wish->lives; end_events(self)) {
        self->next_event = 0;
    }
    struct audit audit;
    const struct audit_wish audit_wish = {.finding = say, .finding_self = self};
    return self->wish->first_life > 0 || audit_ledger(ledger, &audit_wish, &audit, err);
}

bool verdict_of(struct row *row, const char *path, const struct verdict_wish *wish,
                struct verdict *out)
{
    struct error err = {0};
    struct reading self = {.row = row, .wish = wish, .failures = row->failures};
    struct ledger *ledger = ledger_open(path, &err);
    if (ledger == NULL || !read_all(&self, ledger, &err)) {
        row_fail(row, "%s", err.text);
    }
    ledger_close(ledger);
    *out = self.found;
    return row->failures == self.failures;
}
