// How far the wall clock can be believed. Asked at slot boundaries; a play keeps the answer it
// started with.
//
// TRUSTED  the kernel says that somebody synchronises it (NTP, PTP, GPS)
// BOUNDED  nobody does, but it was set at boot from a clock with a battery, which drifts by a few
//          seconds a day, and shows a time at which this program existed: a battery that was empty
//          starts again years earlier. Good enough to go by; reports do not count on it
// UNKNOWN  anything else
//
// REBASED is no answer to this question: reports give it to plays whose time was worked out later.
#pragma once

#include "ledger/play.h"

#include <stdbool.h>

// Asks the kernel, without any privilege. Thread: any.
enum clock_trust trust_now(void);

// The verdict on what adjtimex() returned, on its status bits, and on a clock that reads `now` and
// was set from one with a battery, or not.
// Source: adjtimex(2): TIME_ERROR, or STA_UNSYNC set, is a clock nobody has set.
enum clock_trust trust_judge(int clock_state, int status_bits, bool has_battery, struct wall now);

// The same where somebody who knows says that the machine's clock is right, whatever the kernel
// thinks of it: at least bounded, unless it shows a time before trust_earliest().
enum clock_trust trust_vouched(enum clock_trust kernel, struct wall now);

// When this program was made: no plausible clock is before it. Its source's date where that could
// be told when it was built, else the date below which no version of it was.
struct wall trust_earliest(void);

// Whether the kernel set its clock at boot from one of the clocks in `folder` ("/sys/class/rtc").
// Source: Documentation/ABI/testing/sysfs-class-rtc: hctosys is 1 for that one.
bool trust_has_battery(const char *folder);
