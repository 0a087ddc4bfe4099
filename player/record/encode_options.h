// What an encoder of pictures is told. Inside this room.
#pragma once

#include "record/encode_picture.h"

// Everything but the size. `options` are the encoder's own.
void encode_options_set(AVCodecContext *context, AVDictionary **options, const struct libav *av,
                        const struct picture_wish *wish);
