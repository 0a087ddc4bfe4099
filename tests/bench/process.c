// Reading /proc, and the CPU clock that Linux gives every process.
#include "process.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PATH_ROOM = 320, LINE_ROOM = 1024 };

int64_t process_cpu_ns(pid_t pid)
{
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0) {
        return 0;
    }
    return (int64_t)used.tv_sec * 1000000000 + used.tv_nsec;
}

// CPU time of children that were waited for; the kernel tells it in clock ticks.
static int64_t reaped_cpu_ns(pid_t pid)
{
    char path[PATH_ROOM];
    char line[LINE_ROOM] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (file != NULL) {
        if (fgets(line, sizeof line, file) == NULL) {
            line[0] = '\0';
        }
        fclose(file);
    }
    const char *after_name = strrchr(line, ')');
    long long user = 0;
    long long system = 0;
    if (after_name == NULL ||
        sscanf(after_name + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %lld %lld",
               &user, &system) != 2) {
        return 0;
    }
    return (user + system) * (INT64_C(1000000000) / sysconf(_SC_CLK_TCK));
}

typedef int64_t process_figure(pid_t pid);

// Adds up `figure` over the children that threads of `pid` started and that are still there.
static int64_t sum_over_children(pid_t pid, process_figure *figure)
{
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    int64_t sum = 0;
    for (struct dirent *task; tasks != NULL && (task = readdir(tasks)) != NULL;) {
        snprintf(path, sizeof path, "/proc/%d/task/%s/children", (int)pid, task->d_name);
        FILE *file = task->d_name[0] == '.' ? NULL : fopen(path, "r");
        for (int child; file != NULL && fscanf(file, "%d", &child) == 1;) {
            sum += figure(child);
        }
        if (file != NULL) {
            fclose(file);
        }
    }
    if (tasks != NULL) {
        closedir(tasks);
    }
    return sum;
}

static int64_t tree_cpu_ns(pid_t pid)
{
    return process_cpu_ns(pid) + process_children_cpu_ns(pid);
}

int64_t process_children_cpu_ns(pid_t pid)
{
    return reaped_cpu_ns(pid) + sum_over_children(pid, tree_cpu_ns);
}

static int64_t own_pss_kib(pid_t pid)
{
    char path[PATH_ROOM];
    char line[LINE_ROOM];
    long long kib = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "Pss: %lld", &kib) == 1) {
            break;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return kib;
}

int64_t process_tree_pss_kib(pid_t pid)
{
    return own_pss_kib(pid) + sum_over_children(pid, process_tree_pss_kib);
}
