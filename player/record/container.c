// libavformat on a file of our own, so that we know what did not go in and why.
#include "record/container.h"

#include "base/mem.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 256 << 10 };

#if LIBAVFORMAT_VERSION_MAJOR >= 61
typedef const uint8_t written;
#else
typedef uint8_t written;
#endif

// --- the file under it -------------------------------------------------------------------------

static int write_bytes(void *opaque, written *bytes, int count)
{
    struct container *self = opaque;
    if (self->trouble != 0) { // what comes behind a hole is of no use
        return AVERROR(self->trouble);
    }
    for (int done = 0; done < count;) {
        ssize_t put = pwrite(self->place.fd, bytes + done, (size_t)(count - done), self->at + done);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            self->trouble = self->trouble != 0 ? self->trouble : put < 0 ? errno : ENOSPC;
            return AVERROR(self->trouble);
        }
        done += (int)put;
    }
    self->at += count;
    self->bytes = self->at > self->bytes ? self->at : self->bytes;
    return count;
}

static int64_t moved(int64_t at, int64_t end, int64_t offset, int whence)
{
    switch (whence & ~AVSEEK_FORCE) {
    case SEEK_SET:
        return offset;
    case SEEK_CUR:
        return at + offset;
    case SEEK_END:
        return end + offset;
    default:
        return AVERROR(EINVAL);
    }
}

static int64_t seek_writer(void *opaque, int64_t offset, int whence)
{
    struct container *self = opaque;
    if (whence == AVSEEK_SIZE) {
        return self->bytes;
    }
    int64_t at = moved(self->at, self->bytes, offset, whence);
    self->at = at >= 0 ? at : self->at;
    return at;
}

// What was written is read once more, to move it behind the index (faststart).
struct reader {
    struct container *container;
    int64_t at;
};

static int read_bytes(void *opaque, uint8_t *bytes, int count)
{
    struct reader *self = opaque;
    ssize_t got;
    do {
        got = pread(self->container->place.fd, bytes, (size_t)count, self->at);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) {
        return got == 0 ? AVERROR_EOF : AVERROR(errno);
    }
    self->at += got;
    return (int)got;
}

static int64_t seek_reader(void *opaque, int64_t offset, int whence)
{
    struct reader *self = opaque;
    if (whence == AVSEEK_SIZE) {
        return self->container->bytes;
    }
    int64_t at = moved(self->at, self->container->bytes, offset, whence);
    self->at = at >= 0 ? at : self->at;
    return at;
}

static int open_reader(AVFormatContext *format, AVIOContext **out, const char *url, int flags,
                       AVDictionary **options)
{
    (void)url;
    (void)options;
    struct container *self = format->opaque;
    if ((flags & AVIO_FLAG_WRITE) != 0) {
        return AVERROR(EPERM);
    }
    struct reader *reader = mem_zeroed(1, sizeof *reader);
    reader->container = self;
    unsigned char *buffer = self->av->av_malloc(BUFFER);
    *out = buffer == NULL ? NULL
                          : self->av->avio_alloc_context(buffer, BUFFER, 0, reader, read_bytes,
                                                         NULL, seek_reader);
    if (*out == NULL) {
        self->av->av_freep(&buffer);
        free(reader);
        return AVERROR(ENOMEM);
    }
    return 0;
}

static int close_reader(AVFormatContext *format, AVIOContext *io)
{
    struct container *self = format->opaque;
    free(io->opaque);
    self->av->av_freep(&io->buffer);
    self->av->avio_context_free(&io);
    return 0;
}

// --- the container -----------------------------------------------------------------------------

static bool fail(struct container *self, int code, struct error *err)
{
    if (self->trouble != 0) {
        return place_fail(&self->place, self->trouble, err);
    }
    char words[128];
    return error_set(err, ERROR_FULL, "%s: cannot be written: %s", self->place.path,
                     libav_words(self->av, code, words));
}

static bool open_io(struct container *self)
{
    unsigned char *buffer = self->av->av_malloc(BUFFER);
    if (buffer == NULL) {
        return false;
    }
    self->format->pb =
        self->av->avio_alloc_context(buffer, BUFFER, 1, self, NULL, write_bytes, seek_writer);
    if (self->format->pb == NULL) {
        self->av->av_freep(&buffer);
    }
    return self->format->pb != NULL;
}

bool container_open(struct container *self, const struct libav *av, const char *path,
                    const char *muxer, struct error *err)
{
    self->av = av;
    if (!place_open_file(&self->place, path, err)) {
        return false;
    }
    if (av->avformat_alloc_output_context2(&self->format, NULL, muxer, self->place.path) < 0) {
        return error_set(err, ERROR_CONFIG, "%s: this FFmpeg writes no %s", path, muxer);
    }
    self->format->opaque = self;
    self->format->io_open = open_reader;
    self->format->io_close2 = close_reader;
    self->format->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
    return open_io(self) || fail(self, AVERROR(ENOMEM), err);
}

bool container_add(struct container *self, const AVCodecContext *codec, AVStream **out,
                   struct error *err)
{
    AVStream *stream = self->av->avformat_new_stream(self->format, NULL);
    if (stream == NULL || self->av->avcodec_parameters_from_context(stream->codecpar, codec) < 0) {
        return fail(self, AVERROR(ENOMEM), err);
    }
    stream->time_base = codec->time_base;
    *out = stream;
    return true;
}

bool container_start(struct container *self, struct error *err)
{
    AVDictionary *options = NULL;
    self->av->av_dict_set(&options, "movflags", "+faststart", 0); // mp4 and mov
    // of edit lists, which say where sound ends: by its samples
    self->av->av_dict_set(&options, "movie_timescale", "48000", 0);
    int code = self->av->avformat_write_header(self->format, &options);
    self->av->av_dict_free(&options);
    return code >= 0 || fail(self, code, err);
}

bool container_put(struct container *self, AVPacket *packet, struct error *err)
{
    int code = self->av->av_interleaved_write_frame(self->format, packet);
    return (code >= 0 && self->trouble == 0) || fail(self, code, err);
}

bool container_finish(struct container *self, int64_t most_bytes, struct error *err)
{
    int code = self->av->av_write_trailer(self->format);
    self->av->avio_flush(self->format->pb);
    if (code < 0 || self->trouble != 0) {
        return fail(self, code, err);
    }
    if (most_bytes > 0 && self->bytes > most_bytes) {
        return error_set(err, ERROR_CONFIG,
                         "%s: came out with %" PRId64 " kB, and %" PRId64
                         " kB are allowed: make it shorter, smaller, or of fewer frames a second",
                         self->place.path, self->bytes / 1000, most_bytes / 1000);
    }
    return place_keep(&self->place, err);
}

void container_close(struct container *self)
{
    if (self->format != NULL) {
        if (self->format->pb != NULL) {
            self->av->av_freep(&self->format->pb->buffer);
            self->av->avio_context_free(&self->format->pb);
        }
        self->av->avformat_free_context(self->format);
    }
    place_close(&self->place);
    *self = (struct container){.place.fd = -1};
}
