// A thread that paints parts of texts ahead of their being seen, with fonts of its own, so that the
// loop that shows frames only moves what is painted already. One for the whole player; it knows no
// time and no screen. Whoever gives it a painting takes it back, done or not: what comes into sight
// before it is done is waited for, or painted by the asker himself; so there is never a hole.
//
// Queue: PAINTER_QUEUE paintings. When it is full nothing is taken in: the asker asks again in its
// next step of preparation.
#pragma once

#include "base/error.h"
#include "stage/painting.h"
#include "text/fonts.h"

#include <stdbool.h>

enum { PAINTER_QUEUE = 32 };

struct painter;

// Starts the thread with a twin of `fonts`, which are only read here. Fails: ERROR_DEVICE, there is
// no thread; then everybody paints for himself (NULL).
struct painter *painter_start(const struct fonts *fonts, struct error *err)
    __attribute__((warn_unused_result));
// Ends and joins the thread. Range: every painting was taken back. NULL is fine.
void painter_stop(struct painter *self);

// The painting (PAINTING_OWN) is the painter's from now on, with its surface and all the block that
// it names. False: the queue is full, it is still the asker's. Thread: that of the stage.
bool painter_give(struct painter *self, struct painting *painting)
    __attribute__((warn_unused_result));

// Whether it is done; then it is the asker's again. Never waits.
bool painter_take_done(struct painter *self, struct painting *painting)
    __attribute__((warn_unused_result));

// It is the asker's again when this returns. True: it is painted, perhaps only just now. False: its
// turn had not come, it is not painted.
bool painter_take_back(struct painter *self, struct painting *painting);

// Waits until nothing is left to paint. For tests.
void painter_settle(struct painter *self);
