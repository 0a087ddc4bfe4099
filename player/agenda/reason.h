// Why an item never plays on a day. Pure; any thread.
#pragma once

enum reason {
    REASON_NONE = 0,      // it plays
    REASON_EMERGENCY,     // only when it is told to
    REASON_CLOCK,         // only while the clock is not known
    REASON_NO_ZONE,       // no zone lists it
    REASON_UNSHOWABLE,    // its file is missing or broken
    REASON_DARK,          // the screen is dark all day
    REASON_DAYPARTS,      // none of its dayparts holds on this day
    REASON_DAYPARTS_DARK, // they hold only while the screen is dark
    REASON_OTHERS,        // while they hold, a daypart speaks to others
    REASON_FILLER,        // filler that is not needed
    REASON_LOWER,         // something of a higher class can always play
    REASON_LATER,         // others always come first
    REASON_GAP,           // its gap does not fit before midnight
    REASON_TOPIC_GAP,     // always too soon after its topic
    REASON_TOO_LONG,      // longer than the time that it has
    REASON_FAILED,        // failed whenever it was tried
};

// "its dayparts do not hold on this day": a clause for people, and the same in Chinese.
const char *reason_text(enum reason reason);
const char *reason_text_chinese(enum reason reason);
