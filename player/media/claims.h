// Whether what a decoder claims can be. Pure; what is asked about are copies of the player's own.
#pragma once

#include "media/ring.h"

#include <stdbool.h>
#include <stddef.h>

// `slot_bytes`: room of a picture.
bool claims_info_can_be(const struct ring_info *info, const struct ring_wish *wish,
                        size_t slot_bytes);

// `after_us`: stamp of the picture before, −1 for the first.
bool claims_slot_can_be(const struct ring_slot *slot, int64_t after_us);
