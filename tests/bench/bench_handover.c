// Whether films follow each other without a gap. The real show performs twenty films of a second;
// every picture of theirs carries its film's and its own number as squares, which are read from
// what went on the screen.
//
//     bench_handover PLAYLIST [--sound]
//
// Prints lines "name value": black (pictures without marks between the first and the last film),
// missing (pictures of the films that never went on), long (pictures that stood longer than one
// display frame beyond their time), uneven (that did not stand for two display frames), back
// (pictures that came after a later one), handover_worst_ms (the longest that a film's last picture
// stood), inside_worst_ms (any other).
#include "base/mem.h"
#include "performance.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FILMS = 20,
    PICTURES = 30, // in a film of one second
    MARKS = 5,     // squares, one a bit
    MARK_STEP_PX = 128,
    MARK_MIDDLE_PX = 96, // of the first, from the left and from above
    ROW_STEP_PX = 128,
    GROUND_PX = 20, // a point of the dark ground, which is not black
    LIGHT = 128,
    BLACK = 12, // of the ground's blue of 80
    REFRESH_HZ = 60,
    REFRESHES_A_PICTURE = 2,
    MOST_SEEN = 4096,
};

// One present. `film` −1: no marks.
struct seen {
    struct mono at;
    int film, picture;
};

struct watcher {
    struct seen list[MOST_SEEN];
    size_t count;
};

static int blue_at(const SDL_Surface *canvas, int x, int y)
{
    const uint8_t *row = (const uint8_t *)canvas->pixels + (size_t)y * (size_t)canvas->pitch;
    return (int)(((const uint32_t *)(const void *)row)[x] & 0xFF);
}

static int read_marks(const SDL_Surface *canvas, int row)
{
    int number = 0;
    for (int bit = 0; bit < MARKS; bit++) {
        int x = MARK_MIDDLE_PX + bit * MARK_STEP_PX;
        bool is_set = blue_at(canvas, x, MARK_MIDDLE_PX + row * ROW_STEP_PX) > LIGHT;
        number |= is_set << bit;
    }
    return number;
}

static void look(void *context, SDL_Surface *canvas, struct mono at)
{
    struct watcher *self = context;
    if (self->count == MOST_SEEN) {
        return;
    }
    bool is_black = blue_at(canvas, GROUND_PX, GROUND_PX) <= BLACK;
    self->list[self->count++] = (struct seen){.at = at,
                                              .film = is_black ? -1 : read_marks(canvas, 0),
                                              .picture = is_black ? -1 : read_marks(canvas, 1)};
}

// Where the first film begins and where the last one is over; what is outside is not judged.
static void find_span(const struct watcher *self, size_t *first, size_t *end)
{
    size_t at = 0;
    while (at < self->count && self->list[at].film != 0) {
        at++;
    }
    *first = at;
    bool is_in_last = false;
    while (at < self->count && !(is_in_last && self->list[at].film != FILMS - 1)) {
        is_in_last = is_in_last || self->list[at].film == FILMS - 1;
        at++;
    }
    *end = at;
    if (at >= self->count) {
        performance_stop_with("the last film was not seen to its end");
    }
}

struct verdict {
    int black, missing, late, back, uneven;
    int64_t handover_worst_us, inside_worst_us;
};

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

// How long the picture that went on at `at` stood; presents of the same picture count together.
static int64_t stood_us(const struct watcher *self, size_t at)
{
    const struct seen *list = self->list;
    size_t next = at + 1;
    while (next + 1 < self->count && list[next].film == list[at].film &&
           list[next].picture == list[at].picture) {
        next++;
    }
    return mono_since(list[next].at, list[at].at);
}

static bool is_same_picture(const struct seen *a, const struct seen *b)
{
    return a->film == b->film && a->picture == b->picture;
}

static struct verdict judge(const struct watcher *self, size_t first, size_t end)
{
    bool was_seen[FILMS][PICTURES] = {{false}};
    struct verdict verdict = {0};
    int latest = -1; // the highest place in the whole row of pictures so far
    for (size_t i = first; i < end; i++) {
        const struct seen *now = &self->list[i];
        if (i > first && is_same_picture(now, now - 1)) {
            continue;
        }
        if (now->film < 0 || now->film >= FILMS || now->picture >= PICTURES) {
            verdict.black++;
            continue;
        }
        int64_t stood = stood_us(self, i);
        int64_t refreshes = (stood * REFRESH_HZ + CLOCK_SECOND_US / 2) / CLOCK_SECOND_US;
        verdict.uneven += refreshes != REFRESHES_A_PICTURE;
        if (refreshes > REFRESHES_A_PICTURE + 1) {
            verdict.late++;
            fprintf(stderr, "bench_handover: film %d, picture %d stood %.1f ms\n", now->film,
                    now->picture, (double)stood / 1000.0);
        }
        bool is_last = now->picture == PICTURES - 1;
        int64_t *worst = is_last ? &verdict.handover_worst_us : &verdict.inside_worst_us;
        *worst = larger(*worst, stood);
        int place = now->film * PICTURES + now->picture;
        verdict.back += place < latest;
        latest = place > latest ? place : latest;
        was_seen[now->film][now->picture] = true;
    }
    for (int film = 0; film < FILMS; film++) {
        for (int picture = 0; picture < PICTURES; picture++) {
            if (!was_seen[film][picture]) {
                verdict.missing++;
                fprintf(stderr, "bench_handover: film %d, picture %d was not seen\n", film,
                        picture);
            }
        }
    }
    return verdict;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("bench_handover PLAYLIST [--sound]\n", stderr);
        return 2;
    }
    struct watcher *watcher = mem_zeroed(1, sizeof *watcher);
    struct performance performance = {.playlist = argv[1],
                                      .for_us = (FILMS + 4) * CLOCK_SECOND_US,
                                      .wants_sound = argc > 2 && strcmp(argv[2], "--sound") == 0,
                                      .look = look,
                                      .look_self = watcher};
    performance_run(&performance);
    size_t first = 0;
    size_t end = 0;
    find_span(watcher, &first, &end);
    struct verdict verdict = judge(watcher, first, end);
    printf("black %d\nmissing %d\nlong %d\nback %d\nuneven %d\nhandover_worst_ms "
           "%.1f\ninside_worst_ms %.1f\n",
           verdict.black, verdict.missing, verdict.late, verdict.back, verdict.uneven,
           (double)verdict.handover_worst_us / 1000.0, (double)verdict.inside_worst_us / 1000.0);
    free(watcher);
    return 0;
}
