// FFmpeg's libraries, opened when something is recorded: linked, they would be read from the disk
// at every start of every command. Inside this room.
#pragma once

#include "base/error.h"

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>

#include <libavutil/channel_layout.h>
#include <libavutil/log.h>
#include <libavutil/opt.h>

// What is called of them, by the names it has there.
#define LIBAVUTIL_CALLS(CALL)                                                                      \
    CALL(av_log_set_callback)                                                                      \
    CALL(av_strerror)                                                                              \
    CALL(av_malloc)                                                                                \
    CALL(av_freep)                                                                                 \
    CALL(av_dict_set)                                                                              \
    CALL(av_dict_get)                                                                              \
    CALL(av_dict_free)                                                                             \
    CALL(av_opt_set_int)                                                                           \
    CALL(av_frame_alloc)                                                                           \
    CALL(av_frame_free)                                                                            \
    CALL(av_frame_get_buffer)                                                                      \
    CALL(av_frame_unref)                                                                           \
    CALL(av_frame_make_writable)                                                                   \
    CALL(av_rescale_q)                                                                             \
    CALL(av_channel_layout_default)
#define LIBAVCODEC_CALLS(CALL)                                                                     \
    CALL(avcodec_find_encoder_by_name)                                                             \
    CALL(avcodec_alloc_context3)                                                                   \
    CALL(avcodec_free_context)                                                                     \
    CALL(avcodec_open2)                                                                            \
    CALL(avcodec_send_frame)                                                                       \
    CALL(avcodec_receive_packet)                                                                   \
    CALL(avcodec_parameters_from_context)                                                          \
    CALL(av_packet_alloc)                                                                          \
    CALL(av_packet_free)                                                                           \
    CALL(av_packet_rescale_ts)
#define LIBAVFORMAT_CALLS(CALL)                                                                    \
    CALL(avio_alloc_context)                                                                       \
    CALL(avio_context_free)                                                                        \
    CALL(avio_flush)                                                                               \
    CALL(avformat_alloc_output_context2)                                                           \
    CALL(avformat_free_context)                                                                    \
    CALL(avformat_new_stream)                                                                      \
    CALL(avformat_write_header)                                                                    \
    CALL(av_interleaved_write_frame)                                                               \
    CALL(av_write_trailer)

struct libav {
#define CALL(name) __typeof__(name) *name;
    LIBAVUTIL_CALLS(CALL)
    LIBAVCODEC_CALLS(CALL)
    LIBAVFORMAT_CALLS(CALL)
#undef CALL
};

// Opened once and kept to the end of the process; what FFmpeg says goes to base/log, at debug
// level. NULL: one is not installed, and `err` says which package has it (ERROR_CONFIG). Thread:
// one.
const struct libav *libav_open(struct error *err);

// What a call of FFmpeg's gave back that failed, in its words: fills `text` and returns it.
const char *libav_words(const struct libav *self, int code, char text[static 128]);
