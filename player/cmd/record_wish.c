// Reading the command line of xiaolaba record.
#include "cmd/record_wish.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum {
    FPS_MOST = 240,
    CRF_MOST = 63, // VP9's; others stop earlier, and say so
    USUAL_FPS = 60,
    SHAPE_W = 1080,
    GIF_FPS = 25, // hundredths of a second: 60 cannot be written
};

static bool read_number(const struct opts *opts, const char *name, int least, int most, int *out)
{
    const char *text = opts_value(opts, name);
    char *end = NULL;
    long value = text != NULL ? strtol(text, &end, 10) : 0;
    if (text == NULL) {
        return true;
    }
    if (*text == '\0' || *end != '\0' || value < least || value > most) {
        opts_complain(opts, "--%s: \"%s\" is not a whole number, %d … %d", name, text, least, most);
        return false;
    }
    *out = (int)value;
    return true;
}

// --from and --at say the same in two ways; each is held to its own.
static bool read_start(struct record_wish *self, const struct opts *opts)
{
    bool is_by_clock = opts_has(opts, "at");
    if (is_by_clock && opts_has(opts, "from")) {
        opts_complain(opts, "--from counts from the loop's beginning, --at goes by the clock: "
                            "say one of them");
        return false;
    }
    if (!instant_read(&self->from, opts, is_by_clock ? "at" : "from")) {
        return false;
    }
    if (self->from.is_wall != is_by_clock) {
        const char *wrong = is_by_clock ? "at" : "from";
        opts_complain(opts, "--%s: \"%s\" is %s; --%s takes it", wrong, opts_value(opts, wrong),
                      is_by_clock ? "a length of time" : "a time of day",
                      is_by_clock ? "from" : "at");
        return false;
    }
    return true;
}

static bool read_length(struct record_wish *self, const struct opts *opts)
{
    if (!opts_length(opts, "for", &self->for_us)) {
        return false;
    }
    if (opts_has(opts, "for") && self->for_us == 0) {
        opts_complain(opts, "--for: nothing can be recorded in no time");
        return false;
    }
    self->is_loop = opts_has(opts, "loop");
    if (self->is_loop && self->for_us > 0) {
        opts_complain(opts, "--loop finds out how long it takes; leave out --for");
        return false;
    }
    return true;
}

static bool read_target(struct record_wish *self, const struct opts *opts)
{
    const char *card = opts_value(opts, "for-card");
    bool is_chat = opts_has(opts, "for-chat");
    struct error err = {0};
    if (card == NULL && !is_chat) {
        return true;
    }
    if (card != NULL && is_chat) {
        opts_complain(opts, "--for-card and --for-chat want different films: make two");
        return false;
    }
    self->target = target_find(is_chat ? TARGET_CHAT : TARGET_CARD, is_chat ? "chat" : card, &err);
    if (self->target == NULL) {
        opts_complain(opts, "--for-card: %s", err.text);
    }
    return self->target != NULL;
}

// A target knows how it wants its films written.
static bool agrees_with_target(const struct record_wish *self, const struct opts *opts)
{
    const struct target *target = self->target;
    bool agrees = target == NULL || (self->format.codec == target->format.codec &&
                                     str_is(self->format.muxer, target->format.muxer));
    if (!agrees) {
        opts_complain(opts, "films for %s are H.264 in a file that ends in .mp4", target->name);
    }
    return agrees;
}

static bool read_format(struct record_wish *self, const struct opts *opts)
{
    struct error err = {0};
    self->path = opts_value(opts, "output");
    self->preset = opts_value(opts, "preset");
    const char *codec = opts_value(opts, "codec");
    bool is_webm = self->path == NULL && codec != NULL && str_is(codec, "vp9");
    const char *name = self->path != NULL ? self->path : is_webm ? "x.webm" : "x.mp4";
    if (!format_for(&self->format, name, codec, &err)) {
        opts_complain(opts, "%s", err.text);
        return false;
    }
    return agrees_with_target(self, opts) && read_number(opts, "crf", 1, CRF_MOST, &self->crf);
}

static bool read_shape(struct record_wish *self, const struct opts *opts)
{
    const char *shape = opts_value(opts, "shape");
    if (shape == NULL) {
        return true;
    }
    if (opts_has(opts, "size")) {
        opts_complain(opts, "--size is a shape already; leave out --shape");
        return false;
    }
    if (str_is(shape, "9:16")) {
        self->shape = (struct size){9, 16};
    } else if (str_is(shape, "1:1")) {
        self->shape = (struct size){1, 1};
    } else {
        opts_complain(opts, "--shape: \"%s\" is not 9:16 or 1:1 (--size takes any other)", shape);
    }
    return self->shape.w > 0;
}

bool record_wish_read(struct record_wish *self, const struct opts *opts)
{
    *self = (struct record_wish){.is_mute = opts_has(opts, "mute"), .crf = -1};
    struct size ignored;
    return read_target(self, opts) && read_format(self, opts) && read_shape(self, opts) &&
           read_start(self, opts) && read_length(self, opts) &&
           read_number(opts, "fps", 1, FPS_MOST, &self->fps) && opts_size(opts, "size", &ignored);
}

// A shape is as large as the target shows it, else as a telephone does.
static struct size shape_size(const struct record_wish *self)
{
    const struct size *sizes = self->target != NULL ? self->target->sizes : NULL;
    for (size_t i = 0; sizes != NULL && i < TARGET_SIZES; i++) {
        if (sizes[i].w > 0 && self->shape.w * sizes[i].h == self->shape.h * sizes[i].w) {
            return sizes[i];
        }
    }
    return (struct size){SHAPE_W, SHAPE_W * self->shape.h / self->shape.w};
}

// A strip that is drawn upright shows a character at a time.
static void warn_of_strip(struct size designed, struct size canvas)
{
    bool was_strip = designed.w >= 4 * designed.h;
    if (was_strip && canvas.w < 4 * canvas.h && designed.h > 0) {
        log_warn("the playlist was designed for a strip of %dx%d: on %dx%d look at it first. "
                 "xiaolaba card makes upright pictures of its texts",
                 designed.w, designed.h, canvas.w, canvas.h);
    }
}

bool record_canvas(const struct record_wish *self, const struct setting *setting,
                   const struct opts *opts, struct size *out)
{
    bool is_wall = setting->point->wall.count > 0 || setting->point->canvas.w > 0;
    bool is_card = self->target != NULL && self->target->use == TARGET_CARD;
    if (self->shape.w > 0) {
        *out = shape_size(self);
    } else if (!opts_has(opts, "size") && !is_wall && self->target != NULL &&
               self->target->sizes[0].w > 0) {
        *out = self->target->sizes[0];
    } else if (is_card && !is_wall && !opts_has(opts, "size") && setting->playlist->canvas.w == 0) {
        opts_complain(opts, "how large is the wall? --size 512x64, or --point with its canvas");
        return false;
    } else {
        return setting_canvas(setting, opts, out);
    }
    if (is_wall) {
        opts_complain(opts, "the point says how large its canvas is; leave out --point or --shape");
        return false;
    }
    warn_of_strip(setting->playlist->canvas, *out);
    return true;
}

// Makes sentences, one a line, into warnings.
static void warn_lines(struct str *lines)
{
    char *line = str_take(lines);
    char *rest = NULL;
    for (char *at = strtok_r(line, "\n", &rest); at != NULL; at = strtok_r(NULL, "\n", &rest)) {
        log_warn("%s", at);
    }
    free(line);
}

bool record_format(const struct record_wish *self, struct size output, int rate_mhz, bool has_sound,
                   struct format *out, struct error *err)
{
    // What is odd gets one more row or column, which a wall cuts off.
    struct size even = {output.w + output.w % 2, output.h + output.h % 2};
    struct str advice = {0};
    *out = self->format;
    if (self->target != NULL &&
        (!target_check(self->target, even, rate_mhz, has_sound, &advice, err) ||
         !target_format(self->target, even, rate_mhz, out, err))) {
        str_fini(&advice);
        return false;
    }
    warn_lines(&advice);
    out->crf = self->crf >= 0 ? self->crf : out->crf;
    out->preset = self->preset != NULL ? self->preset : out->preset;
    return true;
}

// Cards are only known to take plain letters in a name: what the playlist's file is called, as far
// as it has any.
static char *plain_name(const char *playlist)
{
    const char *slash = strrchr(playlist, '/');
    char *name = mem_copy(slash != NULL ? slash + 1 : playlist);
    char *point = strrchr(name, '.');
    size_t kept = 0;
    *(point != NULL ? point : name + strlen(name)) = '\0';
    for (const char *c = name; *c != '\0'; c++) {
        bool is_plain = (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') ||
                        (*c >= 'a' && *c <= 'z') || (kept > 0 && (*c == '-' || *c == '_'));
        name[kept] = *c;
        kept += is_plain;
    }
    name[kept] = '\0';
    char *path = mem_format("%s.mp4", kept > 0 ? name : "film");
    free(name);
    return path;
}

char *record_path(const struct record_wish *self, const struct setting *setting)
{
    if (self->path != NULL) {
        return mem_copy(self->path);
    }
    if (self->target != NULL && self->target->use == TARGET_CARD) {
        return plain_name(setting->playlist->path);
    }
    // A playlist may be called anything; a file may not.
    char *path = mem_format("%s.%s", setting->playlist->name,
                            self->format.codec == CODEC_VP9 ? "webm" : "mp4");
    for (char *c = path; *c != '\0'; c++) {
        *c = *c == '/' || (c == path && *c == '.') ? '_' : *c;
    }
    return path;
}

int record_rate_mhz(const struct record_wish *self, const struct setting *setting)
{
    int shown = setting->point->fps > 0 ? setting->point->fps : USUAL_FPS;
    int usual_mhz = self->target != NULL              ? self->target->usual_mhz
                    : self->format.codec == CODEC_GIF ? GIF_FPS * 1000
                                                      : shown * 1000;
    return self->fps > 0 ? self->fps * 1000 : usual_mhz;
}

struct stretch_wish record_stretch(const struct record_wish *self, const struct setting *setting)
{
    struct stretch_wish wish = {.is_by_clock = self->from.is_wall,
                                .start = {self->from.since_us},
                                .for_us = self->for_us,
                                .is_loop = self->is_loop};
    if (wish.is_by_clock) {
        struct clock *clock = clock_system();
        wish.start = instant_wall(&self->from, setting->meridian, clock->now_wall(clock));
    }
    return wish;
}
