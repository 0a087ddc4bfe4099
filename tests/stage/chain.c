// Joined texts.
#include "chain.h"

void chain_cue(struct chain *self)
{
    struct trial *trial = &self->trial;
    stage_cue(trial->stage, 0, &trial->playlist->items[self->next], 0);
    while (stage_cued(trial->stage, 0, NULL) == ACT_PREPARING) {
        stage_prepare(trial->stage, (struct mono){0});
    }
    assert_int_equal(stage_cued(trial->stage, 0, NULL), ACT_READY);
}

void chain_begin(struct chain *self, const char *playlist, int w, int h)
{
    *self = (struct chain){0};
    trial_init(&self->trial, playlist, NULL, w, h);
    chain_cue(self);
    stage_take(self->trial.stage, 0, (struct mono){0}, (struct wall){0}, 0);
    self->next = 1 % self->trial.playlist->item_count;
    self->taken = 1;
}

void chain_show(struct chain *self, int64_t at_us)
{
    struct trial *trial = &self->trial;
    while (true) {
        struct mono begins;
        chain_cue(self);
        assert_true(stage_joins(trial->stage, 0, &begins));
        if (at_us < begins.us) {
            break;
        }
        stage_take_joined(trial->stage, 0, (struct mono){at_us}, (struct wall){0});
        self->next = (self->next + 1) % trial->playlist->item_count;
        self->taken++;
    }
    trial_draw(trial, at_us);
}
