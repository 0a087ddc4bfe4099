// Tables of levels.
#include "record/level.h"

#include <stddef.h>

struct level {
    int level;
    int64_t area;       // most blocks of a picture
    int64_t a_second;   // most blocks of a second
    int64_t bit_s;      // most
    int64_t references; // most blocks that are kept for later pictures
};

// Blocks of 16 × 16 pixels. Bits: as of Baseline and Main; High may have a quarter more.
static const struct level h264_levels[] = {
    {10, 99, 1485, 64000, 396},
    {11, 396, 3000, 192000, 900},
    {12, 396, 6000, 384000, 2376},
    {13, 396, 11880, 768000, 2376},
    {20, 396, 11880, 2000000, 2376},
    {21, 792, 19800, 4000000, 4752},
    {22, 1620, 20250, 4000000, 8100},
    {30, 1620, 40500, 10000000, 8100},
    {31, 3600, 108000, 14000000, 18000},
    {32, 5120, 216000, 20000000, 20480},
    {40, 8192, 245760, 20000000, 32768},
    {41, 8192, 245760, 50000000, 32768},
    {42, 8704, 522240, 50000000, 34816},
    {50, 22080, 589824, 135000000, 110400},
    {51, 36864, 983040, 240000000, 184320},
    {52, 36864, 2073600, 240000000, 184320},
    {60, 139264, 4177920, 240000000, 696320},
    {61, 139264, 8355840, 480000000, 696320},
    {62, 139264, 16711680, 800000000, 696320},
};

// "Blocks" of one pixel.
static const struct level hevc_levels[] = {
    {10, 36864, 552960, 128000, 0},
    {20, 122880, 3686400, 1500000, 0},
    {21, 245760, 7372800, 3000000, 0},
    {30, 552960, 16588800, 6000000, 0},
    {31, 983040, 33177600, 10000000, 0},
    {40, 2228224, 66846720, 12000000, 0},
    {41, 2228224, 133693440, 20000000, 0},
    {50, 8912896, 267386880, 25000000, 0},
    {51, 8912896, 534773760, 40000000, 0},
    {52, 8912896, 1069547520, 60000000, 0},
    {60, 35651584, 1069547520, 60000000, 0},
    {61, 35651584, 2139095040, 120000000, 0},
    {62, 35651584, INT64_C(4278190080), 240000000, 0},
};

struct table {
    const struct level *levels;
    size_t count;
    int side; // of a block, in pixels
};

static struct table table_of(enum codec codec)
{
    if (codec == CODEC_HEVC) {
        return (struct table){hevc_levels, sizeof hevc_levels / sizeof hevc_levels[0], 1};
    }
    return (struct table){h264_levels, sizeof h264_levels / sizeof h264_levels[0], 16};
}

static const struct level *find(const struct table *table, int level)
{
    for (size_t i = 0; i < table->count; i++) {
        if (table->levels[i].level == level) {
            return &table->levels[i];
        }
    }
    return NULL;
}

static int64_t blocks_along(int pixels, int side)
{
    return (pixels + side - 1) / side;
}

// How many pictures of `size` in 1000 s.
static int64_t most_of(const struct level *level, int side, struct size size)
{
    int64_t w = blocks_along(size.w, side), h = blocks_along(size.h, side);
    bool holds_one = w * h <= level->area && w * w <= 8 * level->area && h * h <= 8 * level->area;
    return holds_one ? level->a_second * 1000 / (w * h) : 0;
}

static bool keeps_to(const struct level *level, int side, struct size size, int rate_mhz)
{
    return rate_mhz <= most_of(level, side, size);
}

bool level_check(enum codec codec, int level, struct size size, int rate_mhz, struct error *err)
{
    if (codec != CODEC_H264 && codec != CODEC_HEVC) {
        return error_set(err, ERROR_CONFIG, "levels are known of H.264 and HEVC only");
    }
    const struct table table = table_of(codec);
    const struct level *wanted = find(&table, level);
    if (wanted == NULL) {
        return error_set(err, ERROR_CONFIG, "%s has no level %d.%d", codec_title(codec), level / 10,
                         level % 10);
    }
    if (keeps_to(wanted, table.side, size, rate_mhz)) {
        return true;
    }
    for (size_t i = 0; i < table.count; i++) {
        const struct level *next = &table.levels[i];
        if (next->level > level && keeps_to(next, table.side, size, rate_mhz)) {
            return error_set(err, ERROR_CONFIG,
                             "%d × %d at %g frames a second is beyond level %d.%d of %s and needs "
                             "level %d.%d: make it smaller or of fewer frames a second",
                             size.w, size.h, rate_mhz / 1000.0, level / 10, level % 10,
                             codec_title(codec), next->level / 10, next->level % 10);
        }
    }
    return error_set(err, ERROR_CONFIG, "%d × %d at %g frames a second is beyond every level of %s",
                     size.w, size.h, rate_mhz / 1000.0, codec_title(codec));
}

int level_for(enum codec codec, struct size size, int rate_mhz, int64_t bit_s)
{
    const struct table table = table_of(codec);
    for (size_t i = 0; i < table.count; i++) {
        const struct level *level = &table.levels[i];
        if (keeps_to(level, table.side, size, rate_mhz) && bit_s <= level->bit_s) {
            return level->level;
        }
    }
    return 0;
}

int level_most_mhz(enum codec codec, int level, struct size size)
{
    const struct table table = table_of(codec);
    int64_t most = most_of(find(&table, level), table.side, size);
    return most > INT32_MAX ? INT32_MAX : (int)most;
}

int64_t level_bit_s(enum codec codec, int level)
{
    const struct table table = table_of(codec);
    return find(&table, level)->bit_s;
}

int level_references(int level, struct size size)
{
    const struct table table = table_of(CODEC_H264);
    int64_t blocks = blocks_along(size.w, table.side) * blocks_along(size.h, table.side);
    int64_t most = find(&table, level)->references / blocks;
    return most < 1 ? 1 : most > 16 ? 16 : (int)most;
}
