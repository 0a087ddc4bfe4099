// How far the wall clock can be believed. Asked at slot boundaries; a play keeps the answer it
// started with.
#pragma once

#include "ledger/play.h"

// Asks the kernel, without any privilege. Thread: any.
enum clock_trust trust_now(void);

// The verdict on what adjtimex() returned and on its status bits.
// Source: adjtimex(2): TIME_ERROR, or STA_UNSYNC set, is a clock nobody has set.
enum clock_trust trust_judge(int clock_state, int status_bits);
