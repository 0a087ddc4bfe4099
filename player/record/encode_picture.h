// Pictures of the screen into a film's packets. Inside this room.
#pragma once

#include "base/geom.h"
#include "record/budget.h"
#include "record/track.h"

struct SDL_Surface;

struct picture_wish {
    const struct format *format;
    const struct budget *budget;
    struct size size; // of the pictures
    int rate_mhz;
};

struct picture_encoder {
    struct track track;
    AVFrame *frame; // what is seen now, converted
    int64_t count;  // frames put in
    char note[160]; // what a person should know; "": nothing
};

// As films have it: the next even number of pixels, either way.
struct size even_size(struct size size);

// Range: all zero before. Fails: ERROR_CONFIG when no encoder takes it.
bool picture_encoder_open(struct picture_encoder *self, struct container *into,
                          const struct picture_wish *wish, struct error *err)
    __attribute__((warn_unused_result));
// As recording_add_picture(); the first frame has to be said to have changed as a whole.
bool picture_encoder_put(struct picture_encoder *self, const struct SDL_Surface *picture,
                         const struct rect *changed, int count, struct error *err)
    __attribute__((warn_unused_result));
bool picture_encoder_end(struct picture_encoder *self, struct error *err)
    __attribute__((warn_unused_result));
void picture_encoder_close(struct picture_encoder *self);
