// What can be wrong with a file.
#include "mutate.h"

#include "support/random.h"

#include <stdbool.h>
#include <string.h>

struct bytes {
    uint8_t *at;
    size_t length, room;
};

static size_t below(uint64_t *random, size_t limit)
{
    return limit == 0 ? 0 : (size_t)random_below(random, (int64_t)limit);
}

// Headers decide more than pixels: every second place is in the first kilobyte or the last, where
// indexes are.
static size_t place(uint64_t *random, const struct bytes *bytes)
{
    const size_t head = 1024;
    size_t at = below(random, bytes->length);
    if (bytes->length > 2 * head && random_below(random, 2) == 0) {
        at = below(random, head);
        at = random_below(random, 3) == 0 ? bytes->length - 1 - at : at;
    }
    return at;
}

static void cut_off(uint64_t *random, struct bytes *bytes)
{
    bytes->length = below(random, bytes->length);
}

static void flip_bits(uint64_t *random, struct bytes *bytes)
{
    for (int64_t n = 1 + random_below(random, 40); n > 0; n--) {
        bytes->at[place(random, bytes)] ^= (uint8_t)(1 << random_below(random, 8));
    }
}

static void overwrite(uint64_t *random, struct bytes *bytes)
{
    size_t from = place(random, bytes);
    size_t count = 1 + below(random, 200);
    bool is_even = random_below(random, 3) == 0; // a sector of zeros, or of ones
    uint8_t value = (uint8_t)(random_below(random, 2) * 255);
    for (size_t i = from; i < from + count && i < bytes->length; i++) {
        bytes->at[i] = is_even ? value : (uint8_t)random_next(random);
    }
}

// Two parts change places: fragments, boxes, packets.
static void swap_parts(uint64_t *random, struct bytes *bytes)
{
    size_t count = 1 + below(random, bytes->length / 4 + 1);
    size_t a = below(random, bytes->length);
    size_t b = below(random, bytes->length);
    for (size_t i = 0; i < count && a + i < bytes->length && b + i < bytes->length; i++) {
        uint8_t kept = bytes->at[a + i];
        bytes->at[a + i] = bytes->at[b + i];
        bytes->at[b + i] = kept;
    }
}

static void drop_part(uint64_t *random, struct bytes *bytes)
{
    size_t from = place(random, bytes);
    size_t count = 1 + below(random, 300);
    count = count < bytes->length - from ? count : bytes->length - from;
    memmove(bytes->at + from, bytes->at + from + count, bytes->length - from - count);
    bytes->length -= count;
}

static void insert(struct bytes *bytes, size_t at, const uint8_t *part, size_t count)
{
    size_t free = bytes->room - bytes->length;
    count = count < free ? count : free;
    memmove(bytes->at + at + count, bytes->at + at, bytes->length - at);
    memcpy(bytes->at + at, part, count);
    bytes->length += count;
}

static void repeat_part(uint64_t *random, struct bytes *bytes)
{
    uint8_t part[512];
    size_t from = place(random, bytes);
    size_t count = 1 + below(random, sizeof part);
    count = count < bytes->length - from ? count : bytes->length - from;
    memcpy(part, bytes->at + from, count);
    insert(bytes, from, part, count);
}

static void write_number(uint64_t *random, uint8_t *at, size_t width, uint64_t value)
{
    bool is_little = random_below(random, 2) == 0;
    for (size_t i = 0; i < width; i++) {
        at[i] = (uint8_t)(value >> 8 * (is_little ? i : width - 1 - i));
    }
}

// Lengths, counts, sizes, rates: whatever stands there becomes an extreme.
static void write_extremes(uint64_t *random, struct bytes *bytes)
{
    static const uint64_t extremes[] = {
        0,
        1,
        2,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0x8000,
        0xffff,
        0x7fffffff,
        0x80000000,
        0xfffffffe,
        0xffffffff,
        UINT64_MAX,
        UINT64_MAX - 1,
        0x7fffffffffffffff,
        0x8000000000000000,
        8192,
        16384,
        65537,
        1u << 24,
    };
    static const size_t widths[] = {1, 2, 4, 4, 4, 8};
    for (int64_t n = 1 + random_below(random, 3); n > 0; n--) {
        size_t width = widths[random_below(random, 6)];
        size_t at = place(random, bytes);
        if (at + width <= bytes->length) {
            write_number(random, bytes->at + at, width,
                         extremes[random_below(random, sizeof extremes / sizeof extremes[0])]);
        }
    }
}

// The same behind a name that a container knows: the fields that parsers believe.
static void write_behind_name(uint64_t *random, struct bytes *bytes)
{
    static const char *const tags[] = {
        "mvhd", "tkhd", "mdhd", "stsd", "stts", "ctts", "stsc", "stsz", "stco", "stss", "elst",
        "avcC", "hvcC", "esds", "mp4a", "avc1", "hdlr", "trun", "tfhd", "mfhd", "sidx", "moof",
        "IHDR", "IDAT", "PLTE", "tRNS", "eXIf", "VP8 ", "VP8X", "ANIM", "ALPH", "RIFF", "avih",
        "strh", "strf", "idx1", "movi", "OggS", "vorb", "Opus", "fLaC", "fmt ", "data", "Xing",
    };
    size_t first = below(random, bytes->length);
    for (size_t n = 0; n + 4 <= bytes->length; n++) { // around from anywhere
        size_t at = (first + n) % (bytes->length - 3);
        for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
            if (memcmp(bytes->at + at, tags[i], 4) == 0) {
                struct bytes field = {bytes->at + at, bytes->length - at, 0};
                field.length = field.length < 64 ? field.length : 64;
                write_extremes(random, &field);
                memcpy(bytes->at + at, tags[i], field.length >= 4 ? 4 : 0);
                return;
            }
        }
    }
}

typedef void fault(uint64_t *random, struct bytes *bytes);

size_t mutate(uint64_t *random, uint8_t *bytes, size_t length, const uint8_t *other,
              size_t other_length)
{
    static fault *const faults[] = {cut_off,   flip_bits,         overwrite,        swap_parts,
                                    drop_part, repeat_part,       write_extremes,   write_extremes,
                                    flip_bits, write_behind_name, write_behind_name};
    struct bytes self = {bytes, length, length + MUTATE_ROOM};
    if (random_below(random, 16) == 0) {
        size_t from = below(random, other_length);
        size_t count = 1 + below(random, 2000);
        count = count < other_length - from ? count : other_length - from;
        insert(&self, below(random, self.length), other + from, count);
    }
    for (int64_t n = 1 + random_below(random, 3); n > 0 && self.length > 0; n--) {
        faults[random_below(random, sizeof faults / sizeof faults[0])](random, &self);
    }
    return self.length;
}
