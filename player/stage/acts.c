// Which kind of item is performed by which act.
#include "stage/acts.h"

static struct act *(*const openers[ITEM_KINDS + 1])(const struct act_request *, struct error *) = {
    [ITEM_SLOGAN] = slogan_open, [ITEM_IMAGE] = image_open, [ITEM_VIDEO] = video_open,
    [ITEM_AUDIO] = audio_open,   [ITEM_QR] = qr_open,       [ITEM_CLOCK] = clock_open,
};

struct act *act_open(const struct act_request *request, struct error *err)
{
    struct act_request own = *request;
    if (own.background.a < 255) {
        own.background = (struct colour){0}; // laid under by the stage, once
    }
    struct act *act = own.item == NULL ? house_open(&own, err) : openers[own.item->kind](&own, err);
    if (act != NULL) {
        act->item = own.item;
        act->env = own.env;
        act->size = own.size;
        act->background = own.background;
    }
    return act;
}

int64_t act_film_length_us(const struct act *act, int64_t own_us)
{
    int64_t hold = act->item->hold_us;
    if (own_us <= 0) {
        return hold > 0 ? hold : INT64_C(3600) * CLOCK_SECOND_US; // until its pictures end
    }
    return hold > 0 && hold < own_us ? hold : own_us;
}

enum { VERDICT_US = 20000000 };

enum act_state act_medium_state(const struct act *act, struct medium *medium, struct error *err)
{
    switch (act->env->mode == MEDIUM_LATEST ? medium_state(medium)
                                            : medium_wait(medium, VERDICT_US)) {
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
