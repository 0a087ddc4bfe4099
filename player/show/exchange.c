// One programme after another.
#include "show/loop.h"

#include "base/log.h"
#include "show/announce.h"

// What fell and what stands in is said where it is looked for: in the log and in the ledger.
static void say_fall(struct show *self, const struct playlist *was, const struct playlist *is)
{
    struct str text = {0};
    if (self->ladder.rung > 0) {
        str_addf(&text, "nothing of \"%s\" can be shown: \"%s\" stands in", was->name, is->name);
        log_error("%s", str_text(&text));
        announce_fault(self, str_text(&text));
    } else {
        log_warn("\"%s\" can be shown again", is->name);
    }
    str_fini(&text);
}

static void go_on_with(struct show *self, struct programme *next)
{
    programme_leave(self->programme, &self->moment);
    self->programme = next;
    programme_set_display(next, self->for_programme.display);
    stage_set_mixer(programme_stage(next), self->mixer);
    stage_redraw(programme_stage(next));
    condition_apply(self);
    announce_playlist(self);
    self->status_at = (struct mono){0};
}

void exchange_look(struct show *self)
{
    struct programme *was = self->programme;
    struct programme *next = ladder_take_ready(&self->ladder, was, &self->reload, &self->moment);
    if (next != NULL) {
        say_fall(self, programme_playlist(was), programme_playlist(next));
        go_on_with(self, next);
        ladder_keep(&self->ladder, was);
        return;
    }
    next = reload_take_ready(&self->reload, was, &self->moment);
    if (next != NULL) {
        go_on_with(self, next);
        programme_free(was);
        ladder_renew(&self->ladder);
    }
}

bool exchange_back_for(struct show *self, const char *item)
{
    const struct programme *waiting = self->ladder.playlist;
    if (waiting == NULL || playlist_item(programme_playlist(self->programme), item) != NULL ||
        playlist_item(programme_playlist(waiting), item) == NULL) {
        return false;
    }
    struct programme *was = self->programme;
    go_on_with(self, ladder_take_playlist(&self->ladder));
    programme_free(was);
    return true;
}
