// The kernel's own opinion of its clock, and where it has it from.
#include "ledger/trust.h"

#include "base/mem.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/timex.h>
#include <unistd.h>

#define CLOCKS_FOLDER "/sys/class/rtc"

// Seconds since 1970; CMakeLists.txt says from where. An unknown one is 2026-11-01.
#ifndef XIAOLABA_SOURCE_DATE_S
#define XIAOLABA_SOURCE_DATE_S 1793491200
#endif

enum clock_trust trust_judge(int clock_state, int status_bits, bool has_battery, struct wall now)
{
    if (clock_state < TIME_OK || clock_state > TIME_ERROR) {
        return CLOCK_UNKNOWN; // the kernel would not say
    }
    if (clock_state != TIME_ERROR && (status_bits & STA_UNSYNC) == 0) {
        return CLOCK_TRUSTED;
    }
    return has_battery && now.us >= trust_earliest().us ? CLOCK_BOUNDED : CLOCK_UNKNOWN;
}

struct wall trust_earliest(void)
{
    return (struct wall){INT64_C(1) * XIAOLABA_SOURCE_DATE_S * CLOCK_SECOND_US};
}

enum clock_trust trust_vouched(enum clock_trust kernel, struct wall now)
{
    return kernel == CLOCK_UNKNOWN && now.us >= trust_earliest().us ? CLOCK_BOUNDED : kernel;
}

static bool reads_one(const char *folder, const char *name)
{
    char *path = mem_format("%s/%s/hctosys", folder, name);
    char digit = '0';
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        (void)(read(fd, &digit, 1) == 1); // else it stays 0
        close(fd);
    }
    free(path);
    return digit == '1';
}

bool trust_has_battery(const char *folder)
{
    bool has_battery = false;
    DIR *clocks = opendir(folder);
    for (struct dirent *entry;
         clocks != NULL && !has_battery && (entry = readdir(clocks)) != NULL;) {
        has_battery = entry->d_name[0] != '.' && reads_one(folder, entry->d_name);
    }
    if (clocks != NULL) {
        closedir(clocks);
    }
    return has_battery;
}

static pthread_once_t looked = PTHREAD_ONCE_INIT;
static bool was_set_from_battery; // fixed after `looked`: it says what happened at boot

static void look_for_battery(void)
{
    was_set_from_battery = trust_has_battery(CLOCKS_FOLDER);
}

enum clock_trust trust_now(void)
{
    struct timex about = {.modes = 0};
    int state = adjtimex(&about);
    pthread_once(&looked, look_for_battery);
    struct wall now = {INT64_C(1) * about.time.tv_sec * CLOCK_SECOND_US};
    return trust_judge(state, about.status, was_set_from_battery, now);
}
