// How hot the machine is and whether it slows itself down: for heat, or for want of power. One
// look is a fact; what has happened since the look before is told by two of them. Owned by the
// caller; thread: any, but reading asks hardware and may block.
#pragma once

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

// What a Raspberry Pi's firmware says, now; the same bits shifted by FIRMWARE_EVER say that it
// happened before. Kernels that watch the supply clear those every two seconds, so "before" may
// mean the last moments only.
// Source: raspberrypi.com, "Raspberry Pi OS: vcgencmd get_throttled"; Linux,
// drivers/firmware/raspberrypi.c (hexadecimal, without 0x) and drivers/hwmon/raspberrypi-hwmon.c.
enum firmware_bit {
    FIRMWARE_UNDER_VOLTAGE = 1 << 0,
    FIRMWARE_CAPPED = 1 << 1,
    FIRMWARE_THROTTLED = 1 << 2,
    FIRMWARE_SOFT_LIMIT = 1 << 3, // 60 °C on a Pi 3B+: a little slower
    FIRMWARE_EVER = 16,
};

#define HEAT_UNKNOWN INT_MIN

struct heat {
    int hottest_mc; // m°C of the hottest zone; HEAT_UNKNOWN: nothing measures it
    char zone[32];  // its type: "cpu-thermal"
    int slows_mc;   // at which the kernel slows it down (passive trip); HEAT_UNKNOWN: not said
    int ends_mc;    // at which it switches off (critical trip); HEAT_UNKNOWN: not said
    bool has_firmware;
    uint32_t firmware;   // enum firmware_bit
    bool has_power_word; // a sensor watches the supply …
    bool is_power_low;   // … and finds it low
    bool is_cooling;     // the kernel holds a processor's frequency down for heat
    int64_t throttles;   // of all processors and packages since boot (x86); −1: not counted
    int64_t now_khz, may_khz, can_khz; // first processor: is, is allowed, can; 0: not said
};

void heat_read(struct heat *out, const char *root);

struct heat_verdict {
    bool is_throttled;     // it is slower than it could be, for heat or want of power
    bool is_under_voltage; // the supply gives too little
    bool is_near;          // within HEAT_NEAR_MC of being slowed, or lightly so
};
// Source: by eye: a Pi at 75 °C is slowed on the next sunny day.
enum { HEAT_NEAR_MC = 5000 };

// `before`: an earlier look of the same boot; NULL: there was none, and counters say nothing.
struct heat_verdict heat_judge(const struct heat *before, const struct heat *now);
