// Falling and climbing.
#include "show/ladder.h"

#include "base/log.h"

static void begin_rung(struct ladder *self, struct reload *reload, const struct moment *moment)
{
    struct troubles troubles = {0};
    int rung = self->next_rung > self->rung ? self->next_rung + 1 : self->rung + 1;
    struct playlist *playlist = self->fall_back(self->fall_back_self, rung, &troubles);
    bool is_there = playlist != NULL || troubles.count > 0;
    self->next = reload_make(reload, playlist, moment, &troubles);
    self->next_rung = rung;
    self->is_lowest = !is_there;
    if (self->next == NULL && is_there) {
        struct str text = {0};
        troubles_print(&troubles, &text);
        log_error("what should stand in cannot be used (rung %d):\n%s", rung, str_text(&text));
        str_fini(&text);
    }
    troubles_fini(&troubles);
}

static void stop_falling(struct ladder *self)
{
    programme_free(self->next);
    self->next = NULL;
    self->next_rung = 0;
    self->is_lowest = false;
    self->lost_since = (struct mono){0};
}

static void fall(struct ladder *self, enum loss loss, struct reload *reload,
                 const struct moment *moment)
{
    if (self->lost_since.us == 0) {
        self->lost_since = moment->now;
    }
    bool is_time =
        loss == LOSS_QUARANTINE || mono_since(moment->now, self->lost_since) >= LADDER_PATIENCE_US;
    if (self->next == NULL && !self->is_lowest && is_time) {
        begin_rung(self, reload, moment);
    }
    if (self->next == NULL) {
        return;
    }
    programme_get_ready(self->next, moment);
    if (programme_is_ready(self->next) && !programme_offers(self->next)) {
        programme_free(self->next); // nor can anything of that be shown
        self->next = NULL;
    }
}

void ladder_look(struct ladder *self, const struct programme *current, struct reload *reload,
                 const struct moment *moment)
{
    if (self->fall_back == NULL) {
        return;
    }
    enum loss loss = programme_loss(current);
    if (loss != LOSS_NONE) {
        fall(self, loss, reload, moment);
    } else if (self->lost_since.us != 0) {
        stop_falling(self);
    }
    if (self->playlist != NULL && mono_since(moment->now, self->fell_at) >= LADDER_STAY_US) {
        programme_look(self->playlist, moment);
        programme_get_ready(self->playlist, moment);
    }
}

// A changed playlist that cannot be shown either waits as the one before it did.
static void take_changed(struct ladder *self, struct reload *reload)
{
    if (self->playlist != NULL && reload->next != NULL && programme_is_ready(reload->next) &&
        !programme_offers(reload->next)) {
        programme_free(self->playlist);
        self->playlist = reload->next;
        reload->next = NULL;
    }
}

struct programme *ladder_take_ready(struct ladder *self, struct programme *current,
                                    struct reload *reload, const struct moment *moment)
{
    take_changed(self, reload);
    bool may_climb = self->playlist != NULL && programme_is_ready(self->playlist) &&
                     programme_offers(self->playlist) &&
                     mono_since(moment->now, self->fell_at) >= LADDER_STAY_US;
    bool is_alarm = programme_alarm(current) != NULL;
    if (may_climb && !is_alarm && programme_is_between(current, moment)) {
        return ladder_take_playlist(self);
    }
    if (self->next != NULL && programme_is_ready(self->next)) {
        struct programme *next = self->next;
        self->rung = self->next_rung;
        self->fell_at = moment->now;
        self->next = NULL;
        stop_falling(self);
        return next;
    }
    return NULL;
}

struct programme *ladder_take_playlist(struct ladder *self)
{
    struct programme *playlist = self->playlist;
    if (playlist != NULL) {
        self->playlist = NULL;
        self->rung = 0;
        stop_falling(self);
    }
    return playlist;
}

void ladder_keep(struct ladder *self, struct programme *was)
{
    if (self->rung > 0 && self->playlist == NULL) {
        self->playlist = was;
    } else {
        programme_free(was);
    }
}

void ladder_renew(struct ladder *self)
{
    programme_free(ladder_take_playlist(self));
    stop_falling(self);
}

void ladder_time_changed(struct ladder *self, const struct moment *moment)
{
    struct programme *const waiting[] = {self->playlist, self->next};
    for (size_t i = 0; i < sizeof waiting / sizeof waiting[0]; i++) {
        if (waiting[i] != NULL) {
            programme_time_changed(waiting[i], moment);
        }
    }
}

void ladder_fini(struct ladder *self)
{
    programme_free(self->playlist);
    programme_free(self->next);
    *self = (struct ladder){0};
}
