// What source.c (opening) and source_read.c (packets, seeking) know of each other. Private to these
// two files. One thread.
#pragma once

#include "decode/source.h"

#include <stddef.h>

struct queued {
    struct queued *next;
    AVPacket *packet;
};

struct queue {
    struct queued *first;
    struct queued **end;
};

struct source {
    int fd;
    struct sink *sink;
    AVIOContext *io;
    AVFormatContext *format;
    AVStream *streams[STREAM_SOUND + 1];
    struct queue queues[STREAM_SOUND + 1];
    size_t bytes;
    size_t packets;
    bool is_over;
    char trouble[128];
};

// Lets go of all packets that wait.
void source_drop_packets(struct source *self);
