// Whether the time can be believed: now, and after a night without power or network.
#include "cmd/doctor.h"

#include "base/civil.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/meridian.h"
#include "health/machine.h"
#include "ledger/trust.h"
#include "point/point.h"

#include <stdlib.h>

struct watch_face {
    struct meridian *meridian; // NULL: China's
    bool is_vouched;           // the point says that the clock is right
};

static void read_point(const struct doctor *self, struct watch_face *face)
{
    struct troubles troubles = {0};
    struct point *point = point_load(self->point_path, &troubles);
    struct error err = {0};
    face->is_vouched = point != NULL && point->has_good_clock;
    face->meridian = meridian_open(point != NULL ? point->timezone : NULL, &err);
    point_free(point);
    troubles_fini(&troubles);
}

static void format_time(const struct watch_face *face, struct wall at, char *out, size_t size)
{
    civil_format(at, meridian_offset_s(face->meridian, at), out, size);
}

static void tell_trust(enum clock_trust trust, const char *when, struct findings *out)
{
    switch (trust) {
    case CLOCK_TRUSTED:
    case CLOCK_REBASED:
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "clock.trusted",
                                   .chinese = "已对时",
                                   .english = "synchronised",
                                   .fact = mem_copy(when)});
        break;
    case CLOCK_BOUNDED:
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "clock.bounded",
                                   .chinese = "没有网络对时，靠时钟电池，请与手表核对",
                                   .english = "kept by a battery alone, compare it with your watch",
                                   .fact = mem_copy(when),
                                   .mend = mem_copy("sudo timedatectl set-ntp true")});
        break;
    case CLOCK_UNKNOWN:
        findings_add(
            out, FINDING_WRONG,
            (struct told){
                .id = "clock.unknown",
                .chinese = "没有对时：报表不采信，分时段内容不播",
                .english =
                    "nobody set it, so reports do not trust it and what has hours does not play",
                .fact = mem_copy(when),
                .mend = mem_copy("sudo timedatectl set-ntp true")});
        break;
    }
}

void doctor_clock(const struct doctor *self, struct findings *out)
{
    struct watch_face face;
    read_point(self, &face);
    struct clock *clock = clock_system();
    struct wall now = clock->now_wall(clock);
    char when[40];
    format_time(&face, now, when, sizeof when);
    if (now.us < trust_earliest().us) {
        char made[40];
        format_time(&face, trust_earliest(), made, sizeof made);
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "clock.past",
                                   .chinese = "时间早于程序的日期",
                                   .english = "the clock is before the program's own date",
                                   .fact = mem_format("%s < %s", when, made),
                                   .mend = mem_format("sudo timedatectl set-time '%s'",
                                                      "YYYY-MM-DD hh:mm:ss")});
    } else {
        enum clock_trust trust = trust_now();
        tell_trust(face.is_vouched ? trust_vouched(trust, now) : trust, when, out);
    }
    struct machine machine;
    machine_read(&machine, self->root);
    if (machine.is_clock_read) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "clock.battery",
                                   .chinese = "有带电池的时钟",
                                   .english = "a clock with a battery keeps it without power"});
    } else if (machine.has_clock) {
        findings_add(
            out, FINDING_WARNING,
            (struct told){.id = "clock.not-read",
                          .chinese = "有时钟芯片，但开机没有采用它的时间",
                          .english = "there is a clock chip that the kernel did not read at boot",
                          .mend = mem_copy("sudo hwclock --systohc")});
    } else {
        findings_add(
            out, FINDING_WARNING,
            (struct told){.id = "clock.no-battery",
                          .chinese = "没有带电池的时钟：断电又断网后不知道时间，请加时钟模块",
                          .english = "no clock with a battery: add one where there is no network"});
    }
    meridian_free(face.meridian);
}
