// FNV-1a with 128 bits, in two halves of 64.
// The prime is 2^88 + 0x13B, so a product is the value times 0x13B plus its low bits moved up
// by 88.
#include "playlist/revision.h"

#include <inttypes.h>
#include <stdio.h>

#define FNV_HIGH UINT64_C(0x6C62272E07BB0142)
#define FNV_LOW UINT64_C(0x62B821756295C58D)
enum { FNV_FACTOR = 0x13B, FNV_SHIFT_IN_HIGH = 88 - 64 };

void revision_of(const char *bytes, size_t length, char out[65])
{
    uint64_t high = FNV_HIGH;
    uint64_t low = FNV_LOW;
    for (size_t i = 0; i < length; i++) {
        low ^= (unsigned char)bytes[i];
        uint64_t lower = (low & UINT32_MAX) * FNV_FACTOR;
        uint64_t upper = (low >> 32) * FNV_FACTOR + (lower >> 32);
        uint64_t carry = upper >> 32;
        high = high * FNV_FACTOR + carry + (low << FNV_SHIFT_IN_HIGH);
        low = upper << 32 | (lower & UINT32_MAX);
    }
    snprintf(out, 65, "%016" PRIx64 "%016" PRIx64, high, low);
}
