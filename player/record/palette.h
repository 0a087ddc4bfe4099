// The 256 colours that a film in few colours is made of: first all pictures are looked at and the
// colours chosen, then every picture is drawn in them. Inside this room.
#pragma once

#include "base/geom.h"
#include "record/libav.h"
#include "record/libavfilter.h"

struct palette {
    const struct libav *av;
    const struct libavfilter *filters;
    AVFilterGraph *graph;
    AVFilterContext *source, *sink;
    AVFrame *colours; // NULL while they are being chosen
    struct size size;
    bool is_exact; // there are so few that every pixel keeps its own
};

// Begins to choose. Range: all zero before. Fails: ERROR_CONFIG.
bool palette_open(struct palette *self, const struct libav *av, struct size size, struct error *err)
    __attribute__((warn_unused_result));

// One picture to choose from, or to draw. Shape: AV_PIX_FMT_RGB32, opaque. NULL: that was the last.
bool palette_put(struct palette *self, AVFrame *frame, struct error *err)
    __attribute__((warn_unused_result));

// All were looked at: begins to draw. Fails: ERROR_CONFIG.
bool palette_choose(struct palette *self, struct error *err) __attribute__((warn_unused_result));

// The next one that was drawn, as AV_PIX_FMT_PAL8. False: there is none (yet).
bool palette_take(struct palette *self, AVFrame *frame);

void palette_close(struct palette *self);
