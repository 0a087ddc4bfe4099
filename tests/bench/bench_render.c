// What rendering costs when nobody encodes: a take of the real show, whose pictures are counted and
// thrown away. Every frame is drawn, also those that differ in a few rows only; how large the part
// is that changed is told too.
//
//     bench_render PLAYLIST FRAMES RATE          lines "name value": fps, took_s, cpu_s (with
//         decoders), changed (share of the picture, mean)
//     bench_render PLAYLIST FRAMES RATE --raw    the pictures themselves, as bgr0, on standard
//     output
#include "base/clock.h"
#include "cmd/take.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

struct counter {
    bool is_raw;
    int64_t pictures, changed_px, all_px;
};

static void stop_with(const char *what)
{
    fprintf(stderr, "bench_render: %s\n", what);
    exit(3);
}

static bool write_raw(const SDL_Surface *picture, struct error *err)
{
    const uint8_t *row = picture->pixels;
    for (int y = 0; y < picture->h; y++, row += picture->pitch) {
        if (fwrite(row, 4, (size_t)picture->w, stdout) != (size_t)picture->w) {
            return error_set(err, ERROR_FULL, "standard output takes no more");
        }
    }
    return true;
}

static bool take_picture(void *self, const struct SDL_Surface *picture, const struct rect *changed,
                         int count, struct error *err)
{
    struct counter *counter = self;
    counter->pictures++;
    counter->all_px += (int64_t)picture->w * picture->h;
    for (int i = 0; i < count; i++) {
        counter->changed_px += (int64_t)changed[i].w * changed[i].h;
    }
    return !counter->is_raw || write_raw(picture, err);
}

static double cpu_s(int who)
{
    struct rusage usage;
    getrusage(who, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void perform(struct take *take)
{
    struct error err = {0};
    if (!take_perform(take, &err) || take->kept != take->frames) {
        stop_with(err.text[0] != '\0' ? err.text : "the take ended early");
    }
}

static void measure(struct take *take)
{
    const struct counter *counter = take->sink.self;
    struct clock *clock = clock_system();
    struct mono before = clock->now_mono(clock);
    double own_before = cpu_s(RUSAGE_SELF);
    perform(take);
    double took_s = (double)mono_since(clock->now_mono(clock), before) / 1e6;
    double spent_s = cpu_s(RUSAGE_SELF) - own_before + cpu_s(RUSAGE_CHILDREN);
    printf("fps %.1f\ntook_s %.4f\ncpu_s %.4f\nchanged %.4f\n", (double)counter->pictures / took_s,
           took_s, spent_s, (double)counter->changed_px / (double)counter->all_px);
}

int main(int argc, char **argv)
{
    if (argc < 4 || atoi(argv[2]) <= 0 || atoi(argv[3]) <= 0) {
        fputs("bench_render PLAYLIST FRAMES RATE [--raw]\n", stderr);
        return 2;
    }
    struct opts none = {0};
    struct setting setting;
    struct counter counter = {.is_raw = argc > 4 && strcmp(argv[4], "--raw") == 0};
    if (!setting_load_saying(&setting, argv[1], &none)) {
        return 3;
    }
    struct take take = {.setting = &setting,
                        .sink = {.picture = take_picture, .self = &counter},
                        .rate_mhz = atoi(argv[3]) * 1000,
                        .frames = atoi(argv[2])};
    if (!setting_canvas(&setting, &none, &take.canvas)) {
        return 3;
    }
    if (counter.is_raw) {
        perform(&take);
    } else {
        measure(&take);
    }
    setting_fini(&setting);
    return 0;
}
