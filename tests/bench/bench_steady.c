// How steadily a ticker runs. The real show performs it; for every picture that went on, the number
// of pixels by which the text has moved against the picture before is searched, exactly.
//
//     bench_steady PLAYLIST LEDGER SECONDS [--writing]
//
// --writing: meanwhile the show's own ledger is given plays at a high rate. Prints lines "name
// value": steps (how many different displacements), step_least, step_most, steps_seen (pictures
// with text in sight), torn (pictures that are no displacement of the one before), late (as the
// ledger has it), interval_p99_ms, interval_worst_ms, entries_per_s (that the ledger stored).
#include "base/mem.h"
#include "ledger/ledger.h"
#include "performance.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BAND_PX = 96,      // rows looked at, around the middle: the height of the text
    REACH_PX = 47,     // displacements searched, less than half a character
    PLAYS_A_FRAME = 8, // with --writing: 480 plays, 960 entries a second
};

struct steady {
    struct writer *writer; // NULL: not written hard
    uint32_t *columns;     // `width` numbers a picture: what each column of the band looks like
    struct mono *times;
    size_t count, capacity;
    size_t width;
};

static void look_at_columns(const SDL_Surface *canvas, uint32_t *columns, size_t width)
{
    memset(columns, 0, width * sizeof *columns);
    int first = canvas->h / 2 - BAND_PX / 2;
    for (int y = first; y < first + BAND_PX; y++) {
        const uint8_t *row = (const uint8_t *)canvas->pixels + (size_t)y * (size_t)canvas->pitch;
        const uint32_t *pixels = (const uint32_t *)(const void *)row;
        for (size_t x = 0; x < width; x++) {
            columns[x] = columns[x] * UINT32_C(16777619) + (pixels[x] & 0xFFFFFF);
        }
    }
}

static void write_hard(struct writer *writer)
{
    const struct play_start start = {.item = "other",
                                     .kind = "slogan",
                                     .content_text = "other",
                                     .zone = "other",
                                     .playlist = "bench",
                                     .playlist_revision = "0"};
    for (int i = 0; i < PLAYS_A_FRAME; i++) {
        int64_t ticket = writer_open_play(writer, &start);
        writer_close_play(writer, ticket, PLAY_COMPLETE, &(struct play_progress){0});
    }
}

static void look(void *context, SDL_Surface *canvas, struct mono at)
{
    struct steady *self = context;
    if (self->columns == NULL) {
        self->width = (size_t)canvas->w;
        self->columns = mem_zeroed(self->capacity * self->width, sizeof *self->columns);
    }
    if (self->count == self->capacity) {
        return; // the run is over
    }
    self->times[self->count] = at;
    look_at_columns(canvas, self->columns + self->count * self->width, self->width);
    self->count++;
    if (self->writer != NULL) {
        write_hard(self->writer);
    }
}

// Whether the text of `before` lies `step` pixels further left in `now`.
static bool has_moved_by(const uint32_t *before, const uint32_t *now, size_t width, int step)
{
    size_t reach = (size_t)abs(step);
    const uint32_t *from = step >= 0 ? before + reach : before;
    const uint32_t *to = step >= 0 ? now : now + reach;
    return memcmp(from, to, (width - reach) * sizeof *now) == 0;
}

// True when exactly one displacement explains the picture: there is text in sight.
static bool find_step(const uint32_t *before, const uint32_t *now, size_t width, int *out)
{
    int found = 0;
    for (int step = -REACH_PX; step <= REACH_PX; step++) {
        if (has_moved_by(before, now, width, step)) {
            *out = step;
            found++;
        }
    }
    return found == 1;
}

static bool is_blank(const uint32_t *columns, size_t width)
{
    for (size_t x = 1; x < width; x++) {
        if (columns[x] != columns[0]) {
            return false;
        }
    }
    return true;
}

static void print_steps(const struct steady *self)
{
    size_t seen[2 * REACH_PX + 1] = {0};
    size_t all = 0;
    size_t torn = 0; // pictures that are no displacement of the one before
    for (size_t i = 1; i < self->count; i++) {
        const uint32_t *before = self->columns + (i - 1) * self->width;
        const uint32_t *now = before + self->width;
        int step = 0;
        if (find_step(before, now, self->width, &step)) {
            seen[step + REACH_PX]++;
            all++;
        } else if (!is_blank(before, self->width) && !is_blank(now, self->width)) {
            torn++;
        }
    }
    int least = REACH_PX;
    int most = -REACH_PX;
    int different = 0;
    for (int step = -REACH_PX; step <= REACH_PX; step++) {
        if (seen[step + REACH_PX] > 0) {
            least = step < least ? step : least;
            most = step > most ? step : most;
            different++;
            fprintf(stderr, "bench_steady: %zu pictures moved by %d px\n", seen[step + REACH_PX],
                    step);
        }
    }
    printf("steps %d\nstep_least %d\nstep_most %d\nsteps_seen %zu\ntorn %zu\n", different, least,
           most, all, torn);
}

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void print_intervals(const struct steady *self)
{
    size_t count = self->count - 1;
    int64_t *intervals = mem_zeroed(count, sizeof *intervals);
    for (size_t i = 0; i < count; i++) {
        intervals[i] = mono_since(self->times[i + 1], self->times[i]);
    }
    qsort(intervals, count, sizeof *intervals, by_size);
    printf("interval_p99_ms %.3f\ninterval_worst_ms %.3f\n",
           (double)intervals[count - 1 - count / 100] / 1000.0,
           (double)intervals[count - 1] / 1000.0);
    free(intervals);
}

static void add_late(void *context, const struct play *play)
{
    *(int64_t *)context += play->shown.frames_late;
}

static void print_late(const char *path)
{
    struct error err = {0};
    int64_t late = 0;
    struct ledger *ledger = ledger_open(path, &err);
    if (ledger == NULL || !ledger_each(ledger, (struct wall){INT64_MIN}, (struct wall){INT64_MAX},
                                       add_late, &late, &err)) {
        performance_stop_with(err.text);
    }
    ledger_close(ledger);
    printf("late %lld\n", (long long)late);
}

int main(int argc, char **argv)
{
    enum { FRAMES_PER_S = 60 };
    if (argc < 4 || atoi(argv[3]) < 1) {
        fputs("bench_steady PLAYLIST LEDGER SECONDS [--writing]\n", stderr);
        return 2;
    }
    int seconds = atoi(argv[3]);
    bool is_writing = argc > 4 && strcmp(argv[4], "--writing") == 0;
    struct writer_identity identity = {.point_id = "bench", .program_version = XIAOLABA_VERSION};
    struct writer *writer = writer_start(argv[2], &identity, clock_system());
    size_t most = ((size_t)seconds + 1) * FRAMES_PER_S;
    struct steady self = {.writer = is_writing ? writer : NULL,
                          .times = mem_zeroed(most, sizeof *self.times),
                          .capacity = most};
    struct performance performance = {.playlist = argv[1],
                                      .writer = writer,
                                      .for_us = seconds * CLOCK_SECOND_US,
                                      .look = look,
                                      .look_self = &self};
    performance_run(&performance);
    struct writer_status stored = writer_stop(writer);
    if (self.count < 2 || stored.dropped > 0) {
        performance_stop_with(self.count < 2 ? "nothing was shown" : "plays were dropped");
    }
    print_steps(&self);
    print_intervals(&self);
    print_late(argv[2]);
    printf("entries_per_s %.0f\n", (double)stored.stored / seconds);
    free(self.columns);
    free(self.times);
    return 0;
}
