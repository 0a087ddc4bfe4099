// xiaolaba-decode: decodes one film, picture or sound for the player. Not for the command line: it
// works on descriptors that the player hands it (media/ring.h says which) and opens nothing itself.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/log.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>

#include "base/log.h"
#include "decode/run.h"

// What FFmpeg has to say about a file goes into one sentence for the user; the rest is for whoever
// looks for a fault.
static void hear_ffmpeg(void *self, int level, const char *format, va_list arguments)
{
    (void)self;
    char line[256];
    if (level <= AV_LOG_ERROR) {
        vsnprintf(line, sizeof line, format, arguments);
        log_debug("ffmpeg: %s", line);
    }
}

static int print_versions(void)
{
    const struct {
        const char *name;
        unsigned version;
    } libraries[] = {
        {"libavformat", avformat_version()},     {"libavcodec", avcodec_version()},
        {"libavutil", avutil_version()},         {"libswscale", swscale_version()},
        {"libswresample", swresample_version()},
    };
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        unsigned version = libraries[i].version;
        printf("%s %u.%u.%u\n", libraries[i].name, AV_VERSION_MAJOR(version),
               AV_VERSION_MINOR(version), AV_VERSION_MICRO(version));
    }
    printf("FFmpeg %s (%s)\n", av_version_info(), avcodec_license());
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        return print_versions();
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL); // a loop inside a codec would never look at the bell
    setenv("TZ", "UTC0", 1);          // a film's creation time must not make us open a zone file
    tzset();
    av_log_set_callback(hear_ffmpeg);
    struct sink *sink = sink_open(RING_MEMORY_FD, RING_BELL_FD);
    if (sink == NULL) {
        fprintf(stderr, "xiaolaba-decode: it is started by xiaolaba, not by hand\n");
        return 2;
    }
    bool is_shown = run(RING_MEDIA_FD, sink);
    sink_close(sink);
    return is_shown ? 0 : 1;
}
