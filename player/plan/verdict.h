// What became of a candidate when a slot was given away.
#pragma once

enum verdict {
    VERDICT_CHOSEN = 1,
    VERDICT_LATER,       // could have played; another's turn came first
    VERDICT_LOWER,       // something of a higher class could play
    VERDICT_RESTS,       // not its day or hour, or another audience's
    VERDICT_UNSHOWABLE,  // has no length: its file is missing or broken
    VERDICT_FAILED,      // failed just now; tried again later
    VERDICT_QUARANTINED, // failed again and again; left alone for long
    VERDICT_GAP,         // too soon after its last play
    VERDICT_TOPIC_GAP,   // too soon after a play of its topic
    VERDICT_CAPPED,      // as often as it may in this hour or day
    VERDICT_PACED,       // its next play would come too early for an even spread
    VERDICT_TOO_LONG,    // does not fit before closing time or midnight
};
enum { VERDICTS = VERDICT_TOO_LONG };

// "too soon after its last play", …: a half sentence for people.
const char *verdict_text(enum verdict verdict);
