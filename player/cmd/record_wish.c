// Reading the command line of xiaolaba record.
#include "cmd/record_wish.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>

enum {
    FPS_MOST = 240,
    CRF_MOST = 63, // VP9's; others stop earlier, and say so
    USUAL_FPS = 60,
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

static bool read_format(struct record_wish *self, const struct opts *opts)
{
    struct error err = {0};
    self->path = opts_value(opts, "output");
    const char *codec = opts_value(opts, "codec");
    bool is_webm = self->path == NULL && codec != NULL && str_is(codec, "vp9");
    const char *name = self->path != NULL ? self->path : is_webm ? "x.webm" : "x.mp4";
    if (!format_for(&self->format, name, codec, &err)) {
        opts_complain(opts, "%s", err.text);
        return false;
    }
    self->format.preset = opts_value(opts, "preset");
    return read_number(opts, "crf", 0, CRF_MOST, &self->format.crf);
}

bool record_wish_read(struct record_wish *self, const struct opts *opts)
{
    *self = (struct record_wish){.is_mute = opts_has(opts, "mute")};
    struct size ignored;
    return read_format(self, opts) && read_start(self, opts) && read_length(self, opts) &&
           read_number(opts, "fps", 1, FPS_MOST, &self->fps) && opts_size(opts, "size", &ignored);
}

char *record_path(const struct record_wish *self, const struct setting *setting)
{
    if (self->path != NULL) {
        return mem_copy(self->path);
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
    int usual = self->format.codec == CODEC_GIF ? GIF_FPS : USUAL_FPS;
    int shown = self->format.codec == CODEC_GIF ? 0 : setting->point->fps;
    return (self->fps > 0 ? self->fps : shown > 0 ? shown : usual) * 1000;
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
