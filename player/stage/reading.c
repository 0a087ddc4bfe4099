// Which act knows about which item's text.
#include "stage/reading.h"

#include "stage/acts.h"

int64_t reading_rate(int64_t speed_mpx_s, int size_px, const struct look *look)
{
    return speed_mpx_s * 100 / ((int64_t)size_px * (100 + look->letter_spacing));
}

bool reading_of(const struct act_request *request, struct reading *out, struct error *err)
{
    *out = (struct reading){0};
    switch (request->item->kind) {
    case ITEM_SLOGAN:
        return slogan_read(request, out, err);
    case ITEM_QR:
        return qr_read(request, out, err);
    case ITEM_AUDIO:
        return audio_read(request, out, err);
    case ITEM_CLOCK:
        return clock_read(request, out, err);
    case ITEM_IMAGE:
    case ITEM_VIDEO:
        break;
    }
    return true;
}
