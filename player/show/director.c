// The zone's next move.
#include "show/director.h"

static enum director_move without_cue(const struct director_view *view)
{
    bool is_resting =
        view->failed_row >= view->round_slots && view->since_failure_us < DIRECTOR_RETRY_US;
    if (is_resting) {
        return DIRECTOR_WAIT;
    }
    bool is_time = !view->is_on || view->is_over || view->left_us <= DIRECTOR_LEAD_US;
    return is_time ? DIRECTOR_CUE : DIRECTOR_WAIT;
}

enum director_move director_decide(const struct director_view *view)
{
    bool is_wanted = !view->is_on || view->is_over;
    switch (view->cue) {
    case DIRECTOR_NO_CUE:
        return without_cue(view);
    case DIRECTOR_FAILED:
        return DIRECTOR_SKIP;
    case DIRECTOR_READY:
        return is_wanted ? DIRECTOR_TAKE : DIRECTOR_WAIT;
    case DIRECTOR_PREPARING:
        return is_wanted && view->wanted_us > DIRECTOR_PATIENCE_US ? DIRECTOR_SKIP : DIRECTOR_WAIT;
    }
    return DIRECTOR_WAIT;
}
