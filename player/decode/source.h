// The file, as packets of at most one picture stream and one sound stream. Reads through the
// descriptor it is given and opens nothing else: no path, no address, whatever a playlist or a
// movie header inside the file asks for. Formats and codecs come from short lists.
// Owned by the program; one thread.
#pragma once

#include "base/error.h"
#include "decode/sink.h"

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <stdbool.h>
#include <stdint.h>

struct source;

enum stream_kind { STREAM_PICTURES = 1, STREAM_SOUND };

// Which streams are wanted, the sink's wish says; it is told of every read. Borrows both arguments.
// Fails: not a medium, or one that is not played here.
struct source *source_open(int fd, struct sink *sink, struct error *err)
    __attribute__((warn_unused_result));
void source_close(struct source *self);

// NULL when the file has none or none is wanted. Borrowed.
AVStream *source_stream(const struct source *self, enum stream_kind kind);
bool source_is_image(const struct source *self); // one picture by its format
bool source_may_jump(const struct source *self); // stamps of this format start anew at will
const char *
source_trouble(const struct source *self); // why reading stopped early, "" if it did not

// Media time from the first to the last stamp as the container claims; 0: it does not know.
// `is_exact`: worth holding the decoded length against.
int64_t source_length_us(const struct source *self, bool *is_exact);

// An open decoder for the stream. Owns: the caller, by avcodec_free_context().
AVCodecContext *source_decoder(const struct source *self, enum stream_kind kind, struct error *err)
    __attribute__((warn_unused_result));

// Reads one packet into its queue. False when nothing was read: the end, or the queues are full.
bool source_read(struct source *self);
bool source_is_full(const struct source *self); // what waits has reached the limit
// The next packet of the stream, NULL when none waits. Owns: the caller, by av_packet_free().
AVPacket *source_take_packet(struct source *self, enum stream_kind kind);
bool source_is_over(
    const struct source *self); // the end was reached; queues may still hold packets

// Goes on reading at a packet from which the stream can be decoded up to `stamp_us`; what waited is
// dropped. Units: microseconds of stream time. False: it cannot be done, and where reading would go
// on is not known any more: the file has to be opened anew.
bool source_seek(struct source *self, enum stream_kind kind, int64_t stamp_us);
