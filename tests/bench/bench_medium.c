// What a film costs: CPU time of the decoder and of drawing, per second of film, as the show would
// play it (pictures taken in bursts at their own pace would hide nothing: work is counted, not
// time). The decoder's start is included. Prints figures and judges none. Usage: bench_medium FILE
// [WIDTH HEIGHT [SECONDS]]
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "media/medium.h"

static double cpu_s(int who)
{
    struct rusage usage;
    getrusage(who, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

// Proportional set size of a process in MiB; 0 when it cannot be read.
static double pss_mib(const char *pid)
{
    char path[64];
    char line[128];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%s/smaps_rollup", pid);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "Pss:", 4) == 0) {
            kib = strtol(line + 4, NULL, 10);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return (double)kib / 1024.0;
}

static double children_pss_mib(void)
{
    char pid[16];
    double sum = 0.0;
    FILE *file = fopen("/proc/thread-self/children", "r");
    while (file != NULL && fscanf(file, "%15s", pid) == 1) {
        sum += pss_mib(pid);
    }
    if (file != NULL) {
        fclose(file);
    }
    return sum;
}

int main(int argc, char **argv)
{
    struct size box = {argc > 3 ? atoi(argv[2]) : 1920, argc > 3 ? atoi(argv[3]) : 1080};
    int64_t seconds = argc > 4 ? atoi(argv[4]) : 10;
    struct medium_wish wish = {.box = box, .fit = FIT_CONTAIN, .wants_sound = true};
    struct error err = {0};
    struct medium *medium = argc > 1 ? medium_open(argv[1], &wish, &err) : NULL;
    if (medium == NULL || medium_wait(medium, INT64_C(10000000)) != MEDIUM_READY) {
        fprintf(stderr, "bench_medium FILE [WIDTH HEIGHT [SECONDS]]: %s\n",
                medium != NULL ? medium_error(medium) : err.text);
        return 2;
    }
    SDL_Surface *target =
        SDL_CreateRGBSurfaceWithFormat(0, box.w, box.h, 32, SDL_PIXELFORMAT_RGB888);
    int64_t drawn = 0;
    int64_t before = -1;
    double memory = 0.0;
    double own_start = cpu_s(RUSAGE_SELF);
    int64_t at_us = 0;
    for (; at_us < seconds * 1000000 && !medium_is_over(medium, at_us, NULL); at_us += 16667) {
        int64_t now = medium_picture(medium, at_us, MEDIUM_WAIT);
        if (now != before) {
            medium_draw(medium, target, 0, 0);
            drawn++;
            before = now;
        }
        if (drawn == 60) {
            memory = pss_mib("self") + children_pss_mib();
        }
    }
    double film_s = (double)at_us / 1e6;
    double own = (cpu_s(RUSAGE_SELF) - own_start) / film_s;
    medium_close(medium);
    medium_reap_all();
    printf("pictures %lld\nfilm_s %.1f\nplayer %.4f\ndecoder %.4f\npss %.1f\n", (long long)drawn,
           film_s, own, cpu_s(RUSAGE_CHILDREN) / film_s, memory);
    SDL_FreeSurface(target);
    return 0;
}
