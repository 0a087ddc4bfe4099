// What can be in a ring.
#include "media/claims.h"

#define CLAIMS_LONGEST_US (INT64_C(1) << 52) // far above any film, and sums do not overflow
#define CLAIMS_FASTEST 1000.0                // pictures a second

static bool picture_can_be(const struct ring_info *info, const struct ring_wish *wish,
                           size_t slot_bytes)
{
    return info->shown_w >= 1 && info->shown_w <= wish->box_w && info->shown_h >= 1 &&
           info->shown_h <= wish->box_h && info->format >= RING_I420 && info->format <= RING_BGRA &&
           info->matrix >= RING_601_LIMITED && info->matrix <= RING_709_LIMITED &&
           info->slots == ring_slots(info->format, info->shown_w, info->shown_h) &&
           ring_picture_bytes(info->format, info->shown_w, info->shown_h) <= slot_bytes;
}

bool claims_info_can_be(const struct ring_info *info, const struct ring_wish *wish,
                        size_t slot_bytes)
{
    // what is no number is in no range
    return info->length_us >= 0 && info->length_us < CLAIMS_LONGEST_US &&
           info->frames_per_s >= 0.0 && info->frames_per_s <= CLAIMS_FASTEST &&
           info->has_picture <= 1 && info->has_sound <= 1 && info->is_still <= 1 &&
           info->has_picture + info->has_sound >= 1 &&
           (info->has_picture == 0 || picture_can_be(info, wish, slot_bytes)) &&
           (info->has_sound == 0 || wish->wants_sound != 0);
}

bool claims_slot_can_be(const struct ring_slot *slot, int64_t after_us)
{
    return slot->pts_us > after_us && slot->end_us > slot->pts_us &&
           slot->end_us <= CLAIMS_LONGEST_US;
}
