// Which kind of item is performed by which act.
#include "stage/acts.h"

static struct act *(*const openers[ITEM_KINDS + 1])(const struct act_request *, struct error *) = {
    [ITEM_SLOGAN] = slogan_open, [ITEM_IMAGE] = image_open, [ITEM_VIDEO] = video_open,
    [ITEM_AUDIO] = audio_open,   [ITEM_QR] = qr_open,       [ITEM_CLOCK] = clock_open,
};

struct act *act_open(const struct act_request *request, struct error *err)
{
    struct act *act = request->item == NULL ? house_open(request, err)
                                            : openers[request->item->kind](request, err);
    if (act != NULL) {
        act->item = request->item;
        act->env = request->env;
        act->size = request->size;
        act->background = request->background;
    }
    return act;
}

enum { VERDICT_US = 20000000 };

enum act_state act_medium_state(const struct act *act, struct medium *medium, struct error *err)
{
    switch (act->env->mode == MEDIUM_WAIT ? medium_wait(medium, VERDICT_US)
                                          : medium_state(medium)) {
    case MEDIUM_OPENING:
        return ACT_PREPARING;
    case MEDIUM_FAILED:
        error_set(err, ERROR_MEDIA, "%s", medium_error(medium));
        return ACT_FAILED;
    case MEDIUM_READY:
        break;
    }
    return ACT_READY;
}

enum { SOUND_RATE = 48000, PASSED_AT_ONCE = 1024 };

void act_pass_sound(struct medium *medium, int64_t at_us, int64_t *taken)
{
    float nowhere[PASSED_AT_ONCE * 2];
    int64_t due = at_us * SOUND_RATE / CLOCK_SECOND_US;
    while (*taken < due) {
        int64_t left = due - *taken;
        size_t got = medium_take_sound(
            medium, nowhere, left < PASSED_AT_ONCE ? (size_t)left : (size_t)PASSED_AT_ONCE);
        if (got == 0) {
            return;
        }
        *taken += (int64_t)got;
    }
}
