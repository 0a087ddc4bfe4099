// Reading TZif.
//
// header, version 1 data (32-bit instants); from version 2 on the same again with 64-bit instants,
// and a line with the rule. A newer reader passes over the first part. Data, each part as long as
// the header's counts say:
//
//   instants | type of each | types: offset, is daylight saving, name | names | leap seconds |
//   flags
#include "base/zone_file.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEADER = 44,
    TYPE = 6,         // bytes of one
    TYPES_MOST = 256, // a type's number is one byte
};
#define EARLIEST_S INT64_C(-100000000000) // files begin with "the big bang"; nobody asks for it
#define LATEST_S INT64_C(253402300799)    // 9999-12-31T23:59:59Z

// What is left to read.
struct source {
    const unsigned char *at;
    size_t left;
};

struct header {
    int version;
    uint32_t flags_utc, flags_standard, leaps, changes, types, letters;
};

static bool is_bad(struct error *err, const char *why)
{
    return error_set(err, ERROR_CONFIG, "is no time zone file: %s", why);
}

static uint64_t number_at(const unsigned char *bytes, size_t count)
{
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

static int64_t signed_at(const unsigned char *bytes, size_t count)
{
    return count == 4 ? (int32_t)(uint32_t)number_at(bytes, 4) : (int64_t)number_at(bytes, 8);
}

// The next `count` bytes; NULL when they are not there.
static const unsigned char *take(struct source *self, size_t count)
{
    if (count > self->left) {
        return NULL;
    }
    const unsigned char *taken = self->at;
    self->at += count;
    self->left -= count;
    return taken;
}

static bool take_header(struct source *from, struct header *out, struct error *err)
{
    const unsigned char *bytes = take(from, HEADER);
    if (bytes == NULL || memcmp(bytes, "TZif", 4) != 0) {
        return is_bad(err, "it does not begin with \"TZif\" and six counts");
    }
    uint32_t counts[6];
    for (size_t i = 0; i < 6; i++) {
        counts[i] = (uint32_t)number_at(bytes + 20 + 4 * i, 4);
    }
    *out = (struct header){bytes[4] == 0 ? 1 : bytes[4] - '0',
                           counts[0],
                           counts[1],
                           counts[2],
                           counts[3],
                           counts[4],
                           counts[5]};
    if (out->version < 1 || out->types < 1 || out->types > TYPES_MOST || out->letters < 1 ||
        (out->flags_utc != 0 && out->flags_utc != out->types) ||
        (out->flags_standard != 0 && out->flags_standard != out->types)) {
        return is_bad(err, "its counts do not fit together");
    }
    return true;
}

// Bytes of the data behind `header` with instants of `wide` bytes. No overflow: 2^32 × 13 each.
static uint64_t data_length(const struct header *header, uint64_t wide)
{
    return header->changes * (wide + 1) + UINT64_C(1) * header->types * TYPE + header->letters +
           header->leaps * (wide + 4) + header->flags_standard + header->flags_utc;
}

static bool read_offsets(const struct header *header, const unsigned char *types,
                         int offsets[TYPES_MOST], struct error *err)
{
    for (size_t i = 0; i < header->types; i++) {
        int64_t offset = signed_at(types + i * TYPE, 4);
        if (offset <= -ZONE_OFFSET_LIMIT_S || offset >= ZONE_OFFSET_LIMIT_S) {
            return is_bad(err, "a clock in it is more than a day from UTC");
        }
        offsets[i] = (int)offset;
    }
    return true;
}

static bool read_changes(struct zone_file *self, const struct header *header,
                         const unsigned char *data, size_t wide, struct error *err)
{
    int offsets[TYPES_MOST] = {0};
    const unsigned char *numbers = data + header->changes * wide;
    if (!read_offsets(header, numbers + header->changes, offsets, err)) {
        return false;
    }
    self->first_offset_s = offsets[0];
    self->changes = mem_zeroed((size_t)header->changes + 1, sizeof *self->changes);
    for (size_t i = 0; i < header->changes; i++) {
        int64_t at_s = signed_at(data + i * wide, wide);
        bool is_later = i == 0 || at_s > signed_at(data + (i - 1) * wide, wide);
        if (!is_later || at_s > LATEST_S || numbers[i] >= header->types) {
            return is_bad(err, "its changes are not in order");
        }
        self->changes[i] =
            (struct zone_change){at_s < EARLIEST_S ? EARLIEST_S : at_s, offsets[numbers[i]]};
    }
    self->count = header->changes;
    return true;
}

static bool take_data(struct zone_file *self, struct source *from, const struct header *header,
                      size_t wide, struct error *err)
{
    uint64_t length = data_length(header, wide);
    const unsigned char *data = length > from->left ? NULL : take(from, (size_t)length);
    if (data == NULL) {
        return is_bad(err, "it breaks off");
    }
    if (header->leaps > 0) {
        return error_set(err, ERROR_CONFIG,
                         "counts leap seconds, which the system's clock does not; name the zone "
                         "without \"right/\"");
    }
    return read_changes(self, header, data, wide, err);
}

static bool take_rule(struct zone_file *self, struct source *from, struct error *err)
{
    const unsigned char *first = take(from, 1);
    const unsigned char *end = first == NULL ? NULL : memchr(from->at, '\n', from->left);
    if (end == NULL || *first != '\n') {
        return is_bad(err, "it has no line with a rule at its end");
    }
    size_t length = (size_t)(end - from->at);
    char *text = mem_zeroed(length + 1, 1);
    memcpy(text, from->at, length);
    self->has_rule = length > 0;
    bool done = length == 0 || (strlen(text) == length && zone_rule_parse(text, &self->rule)) ||
                is_bad(err, "the rule at its end cannot be understood");
    free(text);
    return done;
}

static bool read_file(struct zone_file *self, struct source from, struct error *err)
{
    struct header header = {0};
    if (!take_header(&from, &header, err)) {
        return false;
    }
    if (header.version == 1) {
        return take_data(self, &from, &header, 4, err);
    }
    uint64_t passed_over = data_length(&header, 4);
    if (passed_over > from.left || take(&from, (size_t)passed_over) == NULL) {
        return is_bad(err, "it breaks off");
    }
    return take_header(&from, &header, err) && take_data(self, &from, &header, 8, err) &&
           take_rule(self, &from, err);
}

bool zone_file_parse(struct zone_file *self, const char *bytes, size_t length, struct error *err)
{
    struct zone_file file = {0};
    if (!read_file(&file, (struct source){(const unsigned char *)bytes, length}, err)) {
        zone_file_fini(&file);
        return false;
    }
    *self = file;
    return true;
}

void zone_file_fini(struct zone_file *self)
{
    free(self->changes);
    *self = (struct zone_file){0};
}
