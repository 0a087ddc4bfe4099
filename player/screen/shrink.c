// Means of areas, one direction after the other. A pixel of the small picture covers a span of the
// large one that begins and ends within pixels: those count by how much of them is covered.
#include "screen/shrink.h"

#include "base/mem.h"
#include "screen/frame.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 3 };

// What one pixel covers, in units of which each large pixel has `small` and each small one `large`.
struct span {
    int first;        // large pixel
    int64_t from, to; // units
};

static struct span span_of(int at, int large, int small)
{
    int64_t from = (int64_t)at * large;
    return (struct span){(int)(from / small), from, from + large};
}

static int64_t covered(const struct span *span, int pixel, int small)
{
    int64_t from = (int64_t)pixel * small;
    int64_t to = from + small;
    from = from > span->from ? from : span->from;
    to = to < span->to ? to : span->to;
    return to - from;
}

// A row of the large picture as `w` sums for each channel.
static void sum_row(const uint32_t *row, int large_w, int w, uint64_t *sums)
{
    for (int x = 0; x < w; x++) {
        struct span span = span_of(x, large_w, w);
        uint64_t sum[CHANNELS] = {0};
        for (int i = span.first; i < large_w && (int64_t)i * w < span.to; i++) {
            uint64_t part = (uint64_t)covered(&span, i, w);
            for (int c = 0; c < CHANNELS; c++) {
                sum[c] += part * (row[i] >> (8 * c) & 0xFF);
            }
        }
        for (int c = 0; c < CHANNELS; c++) {
            sums[x * CHANNELS + c] = sum[c];
        }
    }
}

static void write_row(uint32_t *row, int w, const uint64_t *sums, uint64_t whole)
{
    for (int x = 0; x < w; x++) {
        uint32_t pixel = 0;
        for (int c = 0; c < CHANNELS; c++) {
            pixel |= (uint32_t)((sums[x * CHANNELS + c] + whole / 2) / whole) << (8 * c);
        }
        row[x] = pixel;
    }
}

void frame_shrink(struct SDL_Surface *from, struct SDL_Surface *into, struct rect where)
{
    if (where.w > from->w || where.h > from->h) {
        frame_scale(from, into, where);
        return;
    }
    size_t values = (size_t)where.w * CHANNELS;
    uint64_t *line = mem_zeroed(values, sizeof *line);
    uint64_t *sums = mem_zeroed(values, sizeof *sums);
    int summed = -1; // which row of the large picture `line` is
    for (int y = 0; y < where.h; y++) {
        struct span span = span_of(y, from->h, where.h);
        memset(sums, 0, values * sizeof *sums);
        for (int i = span.first; i < from->h && (int64_t)i * where.h < span.to; i++) {
            if (i != summed) {
                sum_row(frame_row(from, i), from->w, where.w, line);
                summed = i;
            }
            uint64_t part = (uint64_t)covered(&span, i, where.h);
            for (size_t v = 0; v < values; v++) {
                sums[v] += part * line[v];
            }
        }
        write_row(frame_row(into, where.y + y) + where.x, where.w, sums,
                  (uint64_t)from->w * (uint64_t)from->h);
    }
    free(line);
    free(sums);
}
