// The zone's next move.
#include "show/director.h"

enum director_move director_decide(const struct director_view *view)
{
    bool is_wanted = !view->is_on || view->is_over;
    switch (view->cue) {
    case DIRECTOR_NO_CUE:
        return is_wanted || view->left_us <= DIRECTOR_LEAD_US ? DIRECTOR_CUE : DIRECTOR_WAIT;
    case DIRECTOR_FAILED:
        return DIRECTOR_SKIP;
    case DIRECTOR_READY:
        return is_wanted ? DIRECTOR_TAKE : DIRECTOR_WAIT;
    case DIRECTOR_PREPARING:
        return is_wanted && view->wanted_us > DIRECTOR_PATIENCE_US ? DIRECTOR_SKIP : DIRECTOR_WAIT;
    }
    return DIRECTOR_WAIT;
}
