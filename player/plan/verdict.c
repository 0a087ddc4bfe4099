// Verdicts in words.
#include "plan/verdict.h"

#include <stddef.h>

const char *verdict_text(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_CHOSEN:
        return "its turn";
    case VERDICT_LATER:
        return "may play, comes later";
    case VERDICT_LOWER:
        return "something of a higher class can play";
    case VERDICT_RESTS:
        return "not its time";
    case VERDICT_UNSHOWABLE:
        return "cannot be shown";
    case VERDICT_FAILED:
        return "failed just now";
    case VERDICT_QUARANTINED:
        return "in quarantine, it failed again and again";
    case VERDICT_GAP:
        return "too soon after its last play";
    case VERDICT_TOPIC_GAP:
        return "too soon after a play of its topic";
    case VERDICT_CAPPED:
        return "played as often as it may";
    case VERDICT_PACED:
        return "too early for an even spread";
    case VERDICT_TOO_LONG:
        return "does not fit before closing time or midnight";
    }
    return NULL;
}
