// Two graphs of filters, one after the other.
#include "record/palette.h"

#include <inttypes.h>
#include <stdio.h>

enum { COLOURS = 256, SIDE = 16 }; // of a palette, which is a picture of 16 × 16

static bool fail(const struct palette *self, int code, struct error *err)
{
    char words[128];
    return error_set(err, ERROR_CONFIG, "colours cannot be chosen: %s",
                     libav_words(self->av, code, words));
}

static int add_filter(struct palette *self, AVFilterContext **out, const char *filter,
                      const char *options)
{
    const AVFilter *found = self->filters->avfilter_get_by_name(filter);
    return found == NULL ? AVERROR_FILTER_NOT_FOUND
                         : self->filters->avfilter_graph_create_filter(out, found, NULL, options,
                                                                       NULL, self->graph);
}

static int add_source(struct palette *self, AVFilterContext **out, struct size size)
{
    char options[128];
    snprintf(options, sizeof options,
             "video_size=%dx%d:pix_fmt=%d:time_base=1/100:pixel_aspect=1/1", size.w, size.h,
             AV_PIX_FMT_RGB32);
    return add_filter(self, out, "buffer", options);
}

static int renew_graph(struct palette *self)
{
    self->filters->avfilter_graph_free(&self->graph);
    self->graph = self->filters->avfilter_graph_alloc();
    if (self->graph == NULL) {
        return AVERROR(ENOMEM);
    }
    self->graph->nb_threads = 1;
    return 0;
}

static int link_filters(const struct palette *self, AVFilterContext *from, AVFilterContext *into,
                        unsigned pad)
{
    return self->filters->avfilter_link(from, 0, into, pad);
}

static int make_choosing(struct palette *self)
{
    AVFilterContext *chooser = NULL;
    int code = renew_graph(self);
    code = code < 0 ? code : add_source(self, &self->source, self->size);
    code = code < 0 ? code : add_filter(self, &chooser, "palettegen", "stats_mode=full");
    code = code < 0 ? code : add_filter(self, &self->sink, "buffersink", NULL);
    code = code < 0 ? code : link_filters(self, self->source, chooser, 0);
    code = code < 0 ? code : link_filters(self, chooser, self->sink, 0);
    return code < 0 ? code : self->filters->avfilter_graph_config(self->graph, NULL);
}

// Shades that are missing are made of dots on a grid that stands still; only what has changed is
// drawn anew.
static int make_drawing(struct palette *self)
{
    AVFilterContext *painter = NULL, *colours = NULL;
    const char *options = self->is_exact ? "dither=none:diff_mode=rectangle"
                                         : "dither=bayer:bayer_scale=4:diff_mode=rectangle";
    int code = renew_graph(self);
    code = code < 0 ? code : add_source(self, &self->source, self->size);
    code = code < 0 ? code : add_source(self, &colours, (struct size){SIDE, SIDE});
    code = code < 0 ? code : add_filter(self, &painter, "paletteuse", options);
    code = code < 0 ? code : add_filter(self, &self->sink, "buffersink", NULL);
    code = code < 0 ? code : link_filters(self, self->source, painter, 0);
    code = code < 0 ? code : link_filters(self, colours, painter, 1);
    code = code < 0 ? code : link_filters(self, painter, self->sink, 0);
    code = code < 0 ? code : self->filters->avfilter_graph_config(self->graph, NULL);
    code = code < 0 ? code
                    : self->filters->av_buffersrc_add_frame_flags(colours, self->colours,
                                                                  AV_BUFFERSRC_FLAG_KEEP_REF);
    return code < 0 ? code : self->filters->av_buffersrc_add_frame_flags(colours, NULL, 0);
}

bool palette_open(struct palette *self, const struct libav *av, struct size size, struct error *err)
{
    self->av = av;
    self->size = size;
    self->filters = libavfilter_open(err);
    if (self->filters == NULL) {
        return false;
    }
    int code = make_choosing(self);
    return code >= 0 || fail(self, code, err);
}

// Pushed through at once: what waits in front of a filter would hold every picture until the end.
bool palette_put(struct palette *self, AVFrame *frame, struct error *err)
{
    int code = self->filters->av_buffersrc_add_frame_flags(
        self->source, frame, AV_BUFFERSRC_FLAG_KEEP_REF | AV_BUFFERSRC_FLAG_PUSH);
    return code >= 0 || fail(self, code, err);
}

bool palette_take(struct palette *self, AVFrame *frame)
{
    return self->filters->av_buffersink_get_frame(self->sink, frame) >= 0;
}

// Where fewer colours were found than there is place for, none was left out. The last one is for
// what stays as it was.
static bool has_place_left(const AVFrame *colours)
{
    uint32_t all[COLOURS];
    for (int i = 0; i < COLOURS; i++) {
        const uint8_t *row = colours->data[0] + (ptrdiff_t)(i / SIDE) * colours->linesize[0];
        all[i] = ((const uint32_t *)(const void *)row)[i % SIDE];
    }
    for (int i = 1; i < COLOURS - 1; i++) {
        for (int j = 0; j < i; j++) {
            if (all[i] == all[j]) { // places that are left are black
                return true;
            }
        }
    }
    return false;
}

bool palette_choose(struct palette *self, struct error *err)
{
    self->colours = self->av->av_frame_alloc();
    if (self->colours == NULL || !palette_put(self, NULL, err) ||
        !palette_take(self, self->colours)) {
        return fail(self, AVERROR(EINVAL), err);
    }
    self->is_exact = has_place_left(self->colours);
    self->colours->pts = 0;
    int code = make_drawing(self);
    return code >= 0 || fail(self, code, err);
}

void palette_close(struct palette *self)
{
    if (self->filters != NULL) {
        self->filters->avfilter_graph_free(&self->graph);
        self->av->av_frame_free(&self->colours);
    }
    *self = (struct palette){0};
}
