// Dividing bytes between pictures, sound and what holds them together.
#include "record/budget.h"

#include "record/level.h"

#include <math.h>

enum {
    HEAD_BYTES = 16 << 10, // of a file
    PACKET_BYTES = 24,     // that a container notes about a packet. Source: mp4, its tables
    SOUND_PACKETS_S = 50,
    LEAST_SOUND_BIT_S = 48000, // where AAC in stereo still sounds like speech
    LEAST_PICTURE_BIT_S = 24000,
    SPARE_PERCENT = 6, // encoders do not keep to a rate exactly
};

// Of bytes, what encoders can be trusted to keep to. Unit: bits.
static double bits_of(double bytes)
{
    return bytes * 8 * (100 - SPARE_PERCENT) / 100;
}

// How many seconds go in where every packet and every bit of picture and sound is as small as can
// be.
static double most_seconds(const struct format *format, double packets_s, bool has_sound)
{
    double a_second = LEAST_PICTURE_BIT_S + (has_sound ? LEAST_SOUND_BIT_S : 0) +
                      bits_of(packets_s * PACKET_BYTES);
    return (bits_of((double)format->most_bytes - HEAD_BYTES) - LEAST_PICTURE_BIT_S) / a_second;
}

// Of the bits that the file may have. The buffer is full when the film begins, so a film of T
// seconds may take T + 1 times what it takes in a second.
static bool divide(struct budget *self, const struct format *format, int64_t length_us,
                   int64_t frames, struct error *err)
{
    double seconds = (double)length_us / 1e6;
    double packets = (double)frames + (self->sound_bit_s > 0 ? seconds * SOUND_PACKETS_S : 0);
    double bits = bits_of((double)format->most_bytes - HEAD_BYTES - packets * PACKET_BYTES);
    if (self->sound_bit_s > bits / seconds / 4) { // a film is more to be seen than to be heard
        double quarter = bits / seconds / 4;
        self->sound_bit_s = quarter > LEAST_SOUND_BIT_S ? (int)quarter : LEAST_SOUND_BIT_S;
    }
    double left = (bits - self->sound_bit_s * seconds) / (seconds + 1);
    if (left < LEAST_PICTURE_BIT_S) {
        return error_set(err, ERROR_CONFIG,
                         "%.0f seconds do not go into %.1f MB: at most %.0f do, so part it",
                         seconds, (double)format->most_bytes / 1e6,
                         floor(most_seconds(format, packets / seconds, self->sound_bit_s > 0)));
    }
    if (self->picture_bit_s == 0 || left < (double)self->picture_bit_s) {
        self->picture_bit_s = (int64_t)left;
    }
    return true;
}

bool budget_make(struct budget *out, const struct format *format, int64_t length_us, int64_t frames,
                 bool has_sound, struct error *err)
{
    struct budget self = {format->most_bit_s, has_sound ? format_sound_bit_s(format) : 0};
    if (format->level > 0) { // what a level promises has to hold
        int64_t most = level_bit_s(format->codec, format->level);
        if (self.picture_bit_s == 0 || most < self.picture_bit_s) {
            self.picture_bit_s = most;
        }
    }
    if (format->most_bytes > 0 && !divide(&self, format, length_us, frames, err)) {
        return false;
    }
    *out = self;
    return true;
}
