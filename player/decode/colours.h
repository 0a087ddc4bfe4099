// Which colours the numbers of a picture mean. Pure; any thread.
#pragma once

#include "media/ring.h"

#include <libavutil/frame.h>
#include <stdbool.h>

bool colours_are_hdr(const AVFrame *frame);  // PQ or HLG: needs tone.h
bool colours_are_full(const AVFrame *frame); // 0…255 instead of 16…235
int colours_matrix(const AVFrame *frame);    // an SWS_CS_ constant; untagged: guessed by height

// Whether the player's own converter knows these colours, and as what.
bool colours_known_to_player(const AVFrame *frame, enum ring_matrix *matrix);
