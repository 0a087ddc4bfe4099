// Which colours the numbers of a picture mean.
#include "decode/colours.h"

#include <libswscale/swscale.h>

#include <libavutil/pixdesc.h>

// Source: what players agree on for untagged film: standard definition ends at 576 lines.
enum { COLOURS_SD_LINES = 576 };

bool colours_are_hdr(const AVFrame *frame)
{
    return frame->color_trc == AVCOL_TRC_SMPTE2084 || frame->color_trc == AVCOL_TRC_ARIB_STD_B67;
}

bool colours_are_full(const AVFrame *frame)
{
    switch ((int)frame->format) {
    case AV_PIX_FMT_YUVJ420P:
    case AV_PIX_FMT_YUVJ422P:
    case AV_PIX_FMT_YUVJ444P:
    case AV_PIX_FMT_YUVJ440P:
    case AV_PIX_FMT_YUVJ411P:
        return true;
    default:
        return frame->color_range == AVCOL_RANGE_JPEG;
    }
}

int colours_matrix(const AVFrame *frame)
{
    switch ((int)frame->colorspace) {
    case AVCOL_SPC_BT709:
        return SWS_CS_ITU709;
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
        return SWS_CS_ITU601;
    case AVCOL_SPC_SMPTE240M:
        return SWS_CS_SMPTE240M;
    case AVCOL_SPC_FCC:
        return SWS_CS_FCC;
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL:
        return SWS_CS_BT2020;
    default:
        // a full-range picture without a tag is a photograph, and those are 601 (JFIF)
        return frame->height > COLOURS_SD_LINES && !colours_are_full(frame) ? SWS_CS_ITU709
                                                                            : SWS_CS_ITU601;
    }
}

bool colours_known_to_player(const AVFrame *frame, enum ring_matrix *matrix)
{
    int own = colours_matrix(frame);
    bool is_full = colours_are_full(frame);
    if (own == SWS_CS_ITU601) {
        *matrix = is_full ? RING_601_FULL : RING_601_LIMITED;
        return true;
    }
    *matrix = RING_709_LIMITED;
    return own == SWS_CS_ITU709 && !is_full;
}
