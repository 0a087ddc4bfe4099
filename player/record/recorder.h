// What every kind of recording can do; recording.c chooses one by the format. Inside this room.
#pragma once

#include "record/place.h"
#include "record/recording.h"

struct recorder {
    int passes;
    void *(*open)(const struct recording_wish *wish, struct error *err);
    bool (*next_pass)(void *self, struct error *err); // NULL: there is one pass
    bool (*add_picture)(void *self, const struct SDL_Surface *picture, const struct rect *changed,
                        int count, struct error *err);
    bool (*add_sound)(void *self, const float *frames, size_t count, struct error *err); // NULL
    bool (*finish)(void *self, int64_t *bytes, struct error *err);
    const char *(*note)(const void *self);
    struct place *(*place)(void *self);
    void (*close)(void *self); // NULL is fine
};

extern const struct recorder film_recorder;     // H.264, HEVC, VP9
extern const struct recorder gif_recorder;      // in two passes
extern const struct recorder sequence_recorder; // PNG
