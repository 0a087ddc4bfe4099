// Finding FFmpeg's functions.
#include "record/libav.h"

#include "base/log.h"
#include "record/library.h"

#include <stdio.h>
#include <string.h>

static struct libav calls; // fixed once the libraries are open
static bool is_open;

// A failure goes into one sentence for the user; the rest is for whoever looks for a fault.
static void hear_ffmpeg(void *self, int level, const char *format, va_list arguments)
{
    (void)self;
    if (level <= AV_LOG_INFO) {
        char line[256];
        vsnprintf(line, sizeof line, format, arguments);
        line[strcspn(line, "\n")] = '\0';
        log_debug("ffmpeg: %s", line);
    }
}

#define CALL(name) {#name, &calls.name},
#define FIND(library, major, list)                                                                 \
    library_find(library, major, (const struct library_call[]){list(CALL)},                        \
                 sizeof((const struct library_call[]){list(CALL)}) / sizeof(struct library_call),  \
                 err)

const struct libav *libav_open(struct error *err)
{
    if (!is_open) {
        is_open = FIND("avutil", LIBAVUTIL_VERSION_MAJOR, LIBAVUTIL_CALLS) &&
                  FIND("avcodec", LIBAVCODEC_VERSION_MAJOR, LIBAVCODEC_CALLS) &&
                  FIND("avformat", LIBAVFORMAT_VERSION_MAJOR, LIBAVFORMAT_CALLS);
        if (is_open) {
            calls.av_log_set_callback(hear_ffmpeg);
        }
    }
    return is_open ? &calls : NULL;
}

const char *libav_words(const struct libav *self, int code, char text[static 128])
{
    if (self->av_strerror(code, text, 128) < 0) {
        snprintf(text, 128, "error %d", code);
    }
    return text;
}
