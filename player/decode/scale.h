// From a decoded picture of any size, shape and pixel format to the pixels the player shows: cut,
// scaled, turned, with the right matrix and range. The first picture decides the size and format of
// all: a later one of another size is fitted into the same rectangle. One thread.
#pragma once

#include "base/error.h"
#include "decode/shape.h"
#include "media/ring.h"

#include <libavutil/frame.h>

struct scale;

struct scale_wish {
    struct size box;
    enum fit fit;
    bool takes_i420;
    bool is_image;     // worth the better and slower filter
    AVRational aspect; // shape of a pixel as the container says; 0/1: ask the picture
    enum turn turn;    // as the container says; a picture's own turn wins
};

// What all pictures will look like.
struct scale_result {
    struct size shown;
    enum ring_format format;
    enum ring_matrix matrix;
};

// Decides from the first picture. Owns: the caller, by scale_free().
struct scale *scale_new(const struct scale_wish *wish, const AVFrame *first);
void scale_free(struct scale *self);
struct scale_result scale_result(const struct scale *self);

// Writes the picture to `pixels`, laid out as ring.h says. Fails: a pixel format that cannot be
// converted.
bool scale_picture(struct scale *self, const AVFrame *frame, uint8_t *pixels, struct error *err)
    __attribute__((warn_unused_result));
