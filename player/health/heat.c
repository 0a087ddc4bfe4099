// Thermal zones, cooling devices, counters, a Pi's firmware.
#include "health/heat.h"

#include "health/files.h"

#include <stdio.h>
#include <string.h>

#define ZONES "/sys/class/thermal"
#define PROCESSORS "/sys/devices/system/cpu"
#define SENSORS "/sys/class/hwmon"
#define FIRMWARE "/sys/devices/platform/soc/soc:firmware/get_throttled"

enum { TRIPS_MOST = 12 };

struct looking {
    struct heat *heat;
    const char *root;
};

// --- temperatures ------------------------------------------------------------------------------

static void read_trips(struct heat *heat, const char *root, const char *zone)
{
    heat->slows_mc = heat->ends_mc = HEAT_UNKNOWN;
    for (int i = 0; i < TRIPS_MOST; i++) {
        char type[24];
        int64_t at;
        if (!files_line(type, sizeof type, root, ZONES "/%s/trip_point_%d_type", zone, i) ||
            !files_number(&at, 10, root, ZONES "/%s/trip_point_%d_temp", zone, i) || at <= 0 ||
            at >= INT_MAX) {
            continue;
        }
        int *trip = strcmp(type, "passive") == 0    ? &heat->slows_mc
                    : strcmp(type, "critical") == 0 ? &heat->ends_mc
                                                    : NULL;
        if (trip != NULL && (*trip == HEAT_UNKNOWN || at < *trip)) {
            *trip = (int)at;
        }
    }
}

// The kernel holds a processor back through a cooling device of one of these types.
// Source: Linux, drivers/acpi/processor_thermal.c, drivers/thermal/cpufreq_cooling.c ("cpufreq-"
// since 5.16, "thermal-cpufreq-" before), drivers/thermal/cpuidle_cooling.c.
static bool is_brake(const char *type)
{
    static const char *const brakes[] = {"Processor", "cpufreq-", "thermal-cpufreq-",
                                         "thermal-idle-", "idle-"};
    for (size_t i = 0; i < sizeof brakes / sizeof brakes[0]; i++) {
        if (strncmp(type, brakes[i], strlen(brakes[i])) == 0) {
            return true;
        }
    }
    return false;
}

static void look_at_thermal(void *self, const char *name)
{
    struct looking *looking = self;
    struct heat *heat = looking->heat;
    char type[32];
    int64_t number;
    if (!files_line(type, sizeof type, looking->root, ZONES "/%s/type", name)) {
        return;
    }
    if (strncmp(name, "cooling_device", strlen("cooling_device")) == 0) {
        bool is_working =
            files_number(&number, 10, looking->root, ZONES "/%s/cur_state", name) && number > 0;
        heat->is_cooling = heat->is_cooling || (is_working && is_brake(type));
        return;
    }
    // Sensors that are absent read 0, −273 °C or fail; none is above 200 °C.
    bool is_measured = files_number(&number, 10, looking->root, ZONES "/%s/temp", name) &&
                       number > 0 && number < 200000;
    if (is_measured && (heat->hottest_mc == HEAT_UNKNOWN || number > heat->hottest_mc)) {
        heat->hottest_mc = (int)number;
        snprintf(heat->zone, sizeof heat->zone, "%s", type);
        read_trips(heat, looking->root, name);
    }
}

// --- processors --------------------------------------------------------------------------------

// Counters of a package are told by each of its processors; whether any of them rose is all that
// is asked of the sum.
static void look_at_processor(void *self, const char *name)
{
    struct looking *looking = self;
    static const char *const counters[] = {"core_throttle_count", "package_throttle_count"};
    int64_t number;
    if (strncmp(name, "cpu", 3) != 0 || name[3] < '0' || name[3] > '9') {
        return;
    }
    for (size_t i = 0; i < sizeof counters / sizeof counters[0]; i++) {
        if (files_number(&number, 10, looking->root, PROCESSORS "/%s/thermal_throttle/%s", name,
                         counters[i]) &&
            number >= 0) {
            int64_t *sum = &looking->heat->throttles;
            *sum = (*sum < 0 ? 0 : *sum) + number;
        }
    }
}

static void read_frequency(struct heat *heat, const char *root)
{
    static const char *const names[] = {"scaling_cur_freq", "scaling_max_freq", "cpuinfo_max_freq"};
    int64_t *const places[] = {&heat->now_khz, &heat->may_khz, &heat->can_khz};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)files_number(places[i], 10, root, PROCESSORS "/cpu0/cpufreq/%s", names[i]);
    }
}

// --- the supply --------------------------------------------------------------------------------

// Source: Linux, Documentation/hwmon/raspberrypi-hwmon.rst.
static void look_at_sensor(void *self, const char *name)
{
    struct looking *looking = self;
    char chip[24];
    int64_t alarm;
    if (files_line(chip, sizeof chip, looking->root, SENSORS "/%s/name", name) &&
        strcmp(chip, "rpi_volt") == 0 &&
        files_number(&alarm, 10, looking->root, SENSORS "/%s/in0_lcrit_alarm", name)) {
        looking->heat->has_power_word = true;
        looking->heat->is_power_low = alarm != 0;
    }
}

void heat_read(struct heat *out, const char *root)
{
    *out = (struct heat){.hottest_mc = HEAT_UNKNOWN,
                         .slows_mc = HEAT_UNKNOWN,
                         .ends_mc = HEAT_UNKNOWN,
                         .throttles = -1};
    struct looking looking = {out, root};
    files_each(root, ZONES, look_at_thermal, &looking);
    files_each(root, PROCESSORS, look_at_processor, &looking);
    files_each(root, SENSORS, look_at_sensor, &looking);
    read_frequency(out, root);
    int64_t bits;
    out->has_firmware = files_number(&bits, 16, root, FIRMWARE) && bits >= 0 && bits <= UINT32_MAX;
    out->firmware = out->has_firmware ? (uint32_t)bits : 0;
}

struct heat_verdict heat_judge(const struct heat *before, const struct heat *now)
{
    bool has_slowed =
        before != NULL && before->throttles >= 0 && now->throttles > before->throttles;
    bool is_at_limit = now->hottest_mc != HEAT_UNKNOWN && now->slows_mc != HEAT_UNKNOWN;
    return (struct heat_verdict){
        .is_throttled = (now->firmware & (FIRMWARE_CAPPED | FIRMWARE_THROTTLED)) != 0 ||
                        now->is_cooling || has_slowed,
        .is_under_voltage = (now->firmware & FIRMWARE_UNDER_VOLTAGE) != 0 ||
                            (now->has_power_word && now->is_power_low),
        .is_near = (now->firmware & FIRMWARE_SOFT_LIMIT) != 0 ||
                   (is_at_limit && now->hottest_mc >= now->slows_mc - HEAT_NEAR_MC),
    };
}
