// Endings, names and what goes with what.
#include "record/format.h"

#include "base/str.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

struct ending {
    const char *ending;
    const char *muxer;
    enum codec usual;
    unsigned codecs; // bits by enum codec
};

#define BIT(codec) (1u << (codec))

// VP9 in .mp4 is allowed by a standard, but what plays .mp4 from a stick or in a chat seldom
// decodes it.
static const struct ending endings[] = {
    {".mp4", "mp4", CODEC_H264, BIT(CODEC_H264) | BIT(CODEC_HEVC)},
    {".m4v", "mp4", CODEC_H264, BIT(CODEC_H264) | BIT(CODEC_HEVC)},
    {".mov", "mov", CODEC_H264, BIT(CODEC_H264) | BIT(CODEC_HEVC)},
    {".mkv", "matroska", CODEC_H264, BIT(CODEC_H264) | BIT(CODEC_HEVC) | BIT(CODEC_VP9)},
    {".webm", "webm", CODEC_VP9, BIT(CODEC_VP9)},
    {".gif", "gif", CODEC_GIF, BIT(CODEC_GIF)},
    {".png", NULL, CODEC_PNG, BIT(CODEC_PNG)},
    {"/", NULL, CODEC_PNG, BIT(CODEC_PNG)},
};

enum { ENDINGS = sizeof endings / sizeof endings[0], CODECS = 5 };

static const struct {
    const char *name; // on the command line
    const char *title;
    const char *right; // where it goes
} codecs[] = {
    [CODEC_H264] = {"h264", "H.264", ".mp4, .m4v, .mov or .mkv"},
    [CODEC_HEVC] = {"hevc", "HEVC", ".mp4, .m4v, .mov or .mkv"},
    [CODEC_VP9] = {"vp9", "VP9", ".webm or .mkv"},
    [CODEC_GIF] = {"gif", "GIF", ".gif"},
    [CODEC_PNG] = {"png", "PNG", "a folder, with a slash at its end"},
};

// --- what a path and a word say ----------------------------------------------------------------

static bool has_ending(const char *path, const char *ending)
{
    size_t length = strlen(path), tail = strlen(ending);
    return length > tail && strcasecmp(path + length - tail, ending) == 0;
}

static const struct ending *find_ending(const char *path, struct error *err)
{
    for (size_t i = 0; i < ENDINGS; i++) {
        if (has_ending(path, endings[i].ending)) {
            return &endings[i];
        }
    }
    const char *name = strrchr(path, '/');
    const char *point = strrchr(name == NULL ? path : name, '.');
    const char *names[ENDINGS];
    for (size_t i = 0; i < ENDINGS; i++) {
        names[i] = endings[i].ending;
    }
    const char *nearest = point == NULL ? NULL : str_nearest(point, names, ENDINGS);
    error_set(err, ERROR_CONFIG,
              "%s: its ending does not say what to write%s%s%s: .mp4, .m4v, .mov, .mkv, .webm, "
              ".gif, or a folder's name and a slash for single pictures",
              path, nearest == NULL ? "" : " (", nearest == NULL ? "" : nearest,
              nearest == NULL ? "" : "?)");
    return NULL;
}

static bool find_codec(const char *name, enum codec *out, struct error *err)
{
    static const struct {
        const char *name;
        enum codec codec;
    } others[] = {
        {"h.264", CODEC_H264}, {"avc", CODEC_H264},   {"x264", CODEC_H264},
        {"h265", CODEC_HEVC},  {"h.265", CODEC_HEVC}, {"x265", CODEC_HEVC},
    };
    const char *names[CODECS];
    for (int codec = CODEC_H264; codec <= CODEC_PNG; codec++) {
        names[codec - CODEC_H264] = codecs[codec].name;
        if (strcasecmp(name, codecs[codec].name) == 0) {
            *out = (enum codec)codec;
            return true;
        }
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcasecmp(name, others[i].name) == 0) {
            *out = others[i].codec;
            return true;
        }
    }
    const char *nearest = str_nearest(name, names, CODECS);
    return error_set(
        err, ERROR_CONFIG, "there is no codec “%s”%s%s%s; there are h264, hevc and vp9", name,
        nearest == NULL ? "" : " (", nearest == NULL ? "" : nearest, nearest == NULL ? "" : "?)");
}

bool format_for(struct format *out, const char *path, const char *codec, struct error *err)
{
    const struct ending *ending = find_ending(path, err);
    if (ending == NULL) {
        return false;
    }
    enum codec chosen = ending->usual;
    if (codec != NULL && !find_codec(codec, &chosen, err)) {
        return false;
    }
    if ((ending->codecs & BIT(chosen)) == 0) {
        return error_set(err, ERROR_CONFIG, "%s: %s does not go into %s; it goes into %s", path,
                         codecs[chosen].title,
                         strcmp(ending->ending, "/") == 0 ? "a folder of pictures" : ending->ending,
                         codecs[chosen].right);
    }
    *out = (struct format){.codec = chosen, .muxer = ending->muxer, .crf = -1};
    return true;
}

const char *codec_title(enum codec codec)
{
    return codecs[codec].title;
}

// --- what is usual, and what is known ----------------------------------------------------------

int format_crf(const struct format *self)
{
    // A few steps better than the encoders' own choice: edges of letters show what is lost
    // sooner than faces do.
    static const int usual[] = {[CODEC_H264] = 20, [CODEC_HEVC] = 24, [CODEC_VP9] = 30};
    return self->crf >= 0 || self->codec > CODEC_VP9 ? self->crf : usual[self->codec];
}

int format_sound_bit_s(const struct format *self)
{
    enum { USUAL = 128000 };
    return !format_has_sound(self) ? 0 : self->sound_bit_s > 0 ? self->sound_bit_s : USUAL;
}

bool format_has_sound(const struct format *self)
{
    return self->codec <= CODEC_VP9;
}

static bool check_name(const char *what, const char *name, const char *const *names, size_t count,
                       struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (name == NULL || strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    const char *nearest = str_nearest(name, names, count);
    struct str all = {0};
    for (size_t i = 0; i < count; i++) {
        str_addf(&all, "%s%s", i == 0 ? "" : ", ", names[i]);
    }
    error_set(err, ERROR_CONFIG, "there is no %s “%s”%s%s%s; there are: %s", what, name,
              nearest == NULL ? "" : " (", nearest == NULL ? "" : nearest,
              nearest == NULL ? "" : "?)", str_text(&all));
    str_fini(&all);
    return false;
}

bool format_check(const struct format *self, struct error *err)
{
    static const char *const presets[] = {"ultrafast", "superfast", "veryfast", "faster",  "fast",
                                          "medium",    "slow",      "slower",   "veryslow"};
    static const char *const h264[] = {"baseline", "main", "high"};
    static const char *const hevc[] = {"main"};
    // From 0 on H.264 is another profile (High 4:4:4 Predictive), which few can play.
    static const int least[] = {[CODEC_H264] = 1, [CODEC_HEVC] = 0, [CODEC_VP9] = 0};
    static const int most[] = {[CODEC_H264] = 51, [CODEC_HEVC] = 51, [CODEC_VP9] = 63};
    if (!format_has_sound(self)) {
        return true; // no film: nothing of that counts
    }
    if (!check_name("preset", self->preset, presets, sizeof presets / sizeof presets[0], err) ||
        (self->codec == CODEC_H264 &&
         !check_name("profile of H.264", self->profile, h264, 3, err)) ||
        (self->codec == CODEC_HEVC &&
         !check_name("profile of HEVC", self->profile, hevc, 1, err))) {
        return false;
    }
    if (self->codec == CODEC_VP9 && self->profile != NULL) {
        return error_set(err, ERROR_CONFIG, "VP9 is written without a profile");
    }
    return self->crf == -1 || (self->crf >= least[self->codec] && self->crf <= most[self->codec]) ||
           error_set(err, ERROR_CONFIG, "crf %d: %s takes %d (best) to %d (smallest)", self->crf,
                     codecs[self->codec].title, least[self->codec], most[self->codec]);
}
