// FFmpeg's filters, opened when a GIF is written: nothing else needs them. Inside this room.
#pragma once

#include "base/error.h"

#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>

#define LIBAVFILTER_CALLS(CALL)                                                                    \
    CALL(avfilter_get_by_name)                                                                     \
    CALL(avfilter_graph_alloc)                                                                     \
    CALL(avfilter_graph_free)                                                                      \
    CALL(avfilter_graph_create_filter)                                                             \
    CALL(avfilter_graph_config)                                                                    \
    CALL(avfilter_link)                                                                            \
    CALL(av_buffersrc_add_frame_flags)                                                             \
    CALL(av_buffersink_get_frame)

struct libavfilter {
#define CALL(name) __typeof__(name) *name;
    LIBAVFILTER_CALLS(CALL)
#undef CALL
};

// As libav_open(), and after it.
const struct libavfilter *libavfilter_open(struct error *err);
