// xiaolaba-decode: decodes one film, picture or sound for the player. Not for the command line: it
// works on descriptors that the player hands it (media/ring.h says which) and opens nothing itself.
#include <stdio.h>
#include <string.h>

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/log.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>

#include "base/log.h"
#include "decode/cage.h"
#include "decode/serve.h"
#include "media/ring.h"

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

#if defined(__SANITIZE_ADDRESS__)
// The search for leaks stops all threads from a process of its own and reads /proc, which a cage is
// there to forbid. tests/decode/test_leaks.c looks for them outside of one.
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return 1;
}
#endif

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        return print_versions();
    }
    if (argc == 2 && strcmp(argv[1], "--cage") == 0) {
        return cage_print() ? 0 : 1;
    }
    av_log_set_callback(hear_ffmpeg);
    int code = argc == 1 ? serve(RING_MEDIA_FD, RING_MEMORY_FD, RING_BELL_FD) : 2;
    if (code == 2) {
        fprintf(stderr, "xiaolaba-decode: it is started by xiaolaba, not by hand; by hand it says\n"
                        "  --version   which libraries it decodes with\n"
                        "  --cage      what keeps it from harm on this machine\n");
    }
    return code;
}
