// The wishes in the words of each encoder.
#include "record/encode_options.h"

#include "base/str.h"
#include "record/level.h"

#include <stdio.h>

enum { USUAL_KEY_S = 5 };

struct telling {
    AVCodecContext *context;
    AVDictionary **options;
    const struct libav *av;
    const struct picture_wish *wish;
};

static void tell(const struct telling *self, const char *name, const char *value)
{
    self->av->av_dict_set(self->options, name, value, 0);
}

static void tell_number(const struct telling *self, const char *name, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, value);
    tell(self, name, text);
}

static const char *preset_of(const struct format *format)
{
    return format->preset != NULL ? format->preset : "medium";
}

// How many earlier pictures a preset of x264 looks at. Source: x264's --fullhelp.
static int references_of(const char *preset)
{
    static const struct {
        const char *preset;
        int references;
    } table[] = {
        {"ultrafast", 1}, {"superfast", 1}, {"veryfast", 1}, {"faster", 2},    {"fast", 2},
        {"medium", 3},    {"slow", 5},      {"slower", 8},   {"veryslow", 16},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (str_is(preset, table[i].preset)) {
            return table[i].references;
        }
    }
    return 3;
}

static void tell_x264(const struct telling *self)
{
    const struct format *format = self->wish->format;
    tell(self, "preset", preset_of(format));
    tell_number(self, "crf", format_crf(format));
    if (format->profile != NULL) {
        tell(self, "profile", format->profile);
    }
    if (format->level > 0) { // the preset may look further back than the level allows
        struct size size = {self->context->width, self->context->height};
        int most = level_references(format->level, size);
        int wanted = references_of(preset_of(format));
        self->context->level = format->level;
        self->context->refs = wanted < most ? wanted : most;
    }
}

static void tell_x265(const struct telling *self)
{
    const struct format *format = self->wish->format;
    char text[96];
    tell(self, "preset", preset_of(format));
    tell_number(self, "crf", format_crf(format));
    // It speaks past FFmpeg's log; and every key frame is one that a player can begin at.
    int length = snprintf(text, sizeof text, "log-level=none:open-gop=0:info=0");
    if (format->level > 0) {
        snprintf(text + length, sizeof text - (size_t)length, ":level-idc=%d.%d:high-tier=0",
                 format->level / 10, format->level % 10);
    }
    tell(self, "x265-params", text);
    if (format->profile != NULL) {
        tell(self, "profile", format->profile);
    }
}

static void tell_vpx(const struct telling *self)
{
    static const struct {
        const char *preset;
        int speed;
    } table[] = {
        {"ultrafast", 8}, {"superfast", 7}, {"veryfast", 6}, {"faster", 5},   {"fast", 4},
        {"medium", 3},    {"slow", 2},      {"slower", 1},   {"veryslow", 0},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (str_is(preset_of(self->wish->format), table[i].preset)) {
            tell_number(self, "cpu-used", table[i].speed);
        }
    }
    tell(self, "deadline", "good");
    tell(self, "row-mt", "1");
    tell_number(self, "crf", format_crf(self->wish->format));
    self->context->bit_rate = self->wish->budget->picture_bit_s; // 0: as crf says
}

// Those that know no crf: as many bits as a picture of letters needs to look clean.
static void tell_other(const struct telling *self)
{
    const struct format *format = self->wish->format;
    const struct picture_wish *wish = self->wish;
    double usual = 0.12 * wish->size.w * wish->size.h * wish->rate_mhz / 1000.0;
    int64_t most = wish->budget->picture_bit_s;
    self->context->bit_rate = most > 0 && (double)most < usual ? most : (int64_t)usual;
    self->context->max_b_frames = 0;
    self->context->level = format->level > 0 ? format->level : self->context->level;
    if (format->profile != NULL) {
        tell(self, "profile", format->profile);
    }
}

static void tell_colours(AVCodecContext *context)
{
    context->pix_fmt = AV_PIX_FMT_YUV420P;
    context->colorspace = AVCOL_SPC_BT709;
    context->color_primaries = AVCOL_PRI_BT709;
    context->color_trc = AVCOL_TRC_BT709;
    context->color_range = AVCOL_RANGE_MPEG;
    context->chroma_sample_location = AVCHROMA_LOC_CENTER; // as yuv.h makes it
    context->sample_aspect_ratio = (AVRational){1, 1};
}

static int greatest_divisor(int a, int b)
{
    return b == 0 ? a : greatest_divisor(b, a % b);
}

static void tell_times(AVCodecContext *context, const struct picture_wish *wish)
{
    int divisor = greatest_divisor(wish->rate_mhz, 1000);
    context->framerate = (AVRational){wish->rate_mhz / divisor, 1000 / divisor};
    context->time_base = (AVRational){1000 / divisor, wish->rate_mhz / divisor};
    int64_t key_s = wish->format->key_every_s > 0 ? wish->format->key_every_s : USUAL_KEY_S;
    int64_t frames = key_s * wish->rate_mhz / 1000;
    context->gop_size = frames < 1 ? 1 : frames > INT32_MAX ? INT32_MAX : (int)frames;
}

void encode_options_set(AVCodecContext *context, AVDictionary **options, const struct libav *av,
                        const struct picture_wish *wish)
{
    const struct telling telling = {context, options, av, wish};
    tell_colours(context);
    tell_times(context, wish);
    context->thread_count = 0; // as many as the machine has
    context->flags |= AV_CODEC_FLAG_BITEXACT;
    if (wish->budget->picture_bit_s > 0) {
        context->rc_max_rate = wish->budget->picture_bit_s;
        context->rc_buffer_size = wish->budget->picture_bit_s > INT32_MAX
                                      ? INT32_MAX
                                      : (int)wish->budget->picture_bit_s; // one second
    }
    const char *name = context->codec->name;
    if (str_is(name, "libx264")) {
        tell_x264(&telling);
    } else if (str_is(name, "libx265")) {
        tell_x265(&telling);
    } else if (str_is(name, "libvpx-vp9")) {
        tell_vpx(&telling);
    } else {
        tell_other(&telling);
    }
}
