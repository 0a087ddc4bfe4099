// What plays are called, and when one counts as full.
#include "ledger/play.h"

#include <stddef.h>
#include <string.h>

const char *play_end_name(enum play_end end)
{
    static const char *const names[] = {
        [PLAY_OPEN] = "open",         [PLAY_COMPLETE] = "complete", [PLAY_PREEMPTED] = "preempted",
        [PLAY_SKIPPED] = "skipped",   [PLAY_FAILED] = "failed",     [PLAY_CUT] = "cut",
        [PLAY_SHUTDOWN] = "shutdown",
    };
    return (size_t)end < sizeof names / sizeof names[0] ? names[end] : NULL;
}

bool play_is_simulated(const char *program_version)
{
    size_t length = strlen(program_version);
    size_t tail = strlen(PLAY_SIMULATION);
    return length >= tail && strcmp(program_version + length - tail, PLAY_SIMULATION) == 0;
}

bool play_is_full(const struct play_progress *shown, int64_t planned_ms)
{
    return shown->frames > 0 && shown->visible_ms >= planned_ms - PLAY_FULL_TOLERANCE_MS;
}
