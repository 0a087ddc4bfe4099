// The kernel's own opinion of its clock.
#include "ledger/trust.h"

#include <sys/timex.h>

enum clock_trust trust_judge(int clock_state, int status_bits)
{
    bool is_set = clock_state >= TIME_OK && clock_state < TIME_ERROR;
    return is_set && (status_bits & STA_UNSYNC) == 0 ? CLOCK_TRUSTED : CLOCK_UNKNOWN;
}

enum clock_trust trust_now(void)
{
    struct timex about = {.modes = 0};
    int state = adjtimex(&about);
    return trust_judge(state, about.status);
}
