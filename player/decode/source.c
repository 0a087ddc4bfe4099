// The file: opening it and what it says about itself.
#include "decode/source_parts.h"

#include <errno.h>
#include <libavutil/avstring.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

// What playlists are promised: nothing that refers to other files, nothing that nobody asks for.
#define SOURCE_FORMATS                                                                             \
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mp3,wav,flac,ogg,aac,ac3,eac3,"         \
    "jpeg_pipe,png_pipe,webp_pipe"
#define SOURCE_CODECS                                                                              \
    "h264,hevc,vp8,vp9,libdav1d,libaom-av1,mpeg1video,mpeg2video,mpeg4,mjpeg,png,webp,"            \
    "aac,mp3,mp3float,mp2,mp2float,opus,libopus,vorbis,ac3,eac3,flac,"                             \
    "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_u8,"      \
    "pcm_alaw,pcm_mulaw,pcm_bluray,pcm_dvd"
enum {
    SOURCE_BUFFER = 64 << 10,           // bytes per read(): a tenth of a second at 6 Mbit/s
    SOURCE_STREAMS = 16,                // a film has two or three
    SOURCE_PROBE = 5 << 20,             // bytes to look at before the file is given up
    SOURCE_ANALYSE_US = 2000000,        // sparse transport streams need more than a second
    SOURCE_SAMPLES = 1 << 20,           // of a channel in a packet; a codec's are below 1 << 16
    SOURCE_THREADS_ABOVE = 1920 * 1088, // one thread decodes 1080p30 in 50 ms per second
};
#define SOURCE_PIXELS (INT64_C(8192) * 8192) // the largest phone photographs are near 50 million

static int read_bytes(void *opaque, uint8_t *into, int size)
{
    const struct source *self = opaque;
    ssize_t got = 0;
    sink_get_on(self->sink);
    do {
        got = read(self->fd, into, (size_t)size);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return AVERROR(errno);
    }
    return got == 0 ? AVERROR_EOF : (int)got;
}

static int64_t seek_bytes(void *opaque, int64_t to, int whence)
{
    const struct source *self = opaque;
    if (whence == AVSEEK_SIZE) {
        off_t here = lseek(self->fd, 0, SEEK_CUR);
        off_t size = lseek(self->fd, 0, SEEK_END);
        return lseek(self->fd, here, SEEK_SET) < 0 ? AVERROR(errno) : size;
    }
    off_t at = lseek(self->fd, to, whence & ~AVSEEK_FORCE);
    return at < 0 ? AVERROR(errno) : at;
}

static int refuse_open(AVFormatContext *format, AVIOContext **io, const char *url, int flags,
                       AVDictionary **options)
{
    (void)format;
    (void)io;
    (void)url;
    (void)flags;
    (void)options;
    return AVERROR(EPERM);
}

static bool make_format(struct source *self)
{
    uint8_t *buffer = av_malloc(SOURCE_BUFFER);
    if (buffer == NULL) {
        return false;
    }
    self->io = avio_alloc_context(buffer, SOURCE_BUFFER, 0, self, read_bytes, NULL, seek_bytes);
    if (self->io == NULL) {
        av_free(buffer);
        return false;
    }
    self->format = avformat_alloc_context();
    if (self->format == NULL) {
        return false;
    }
    self->format->pb = self->io;
    self->format->io_open = refuse_open;
    self->format->max_streams = SOURCE_STREAMS;
    self->format->probesize = SOURCE_PROBE;
    self->format->max_analyze_duration = SOURCE_ANALYSE_US;
    self->format->format_whitelist = av_strdup(SOURCE_FORMATS);
    self->format->codec_whitelist = av_strdup(SOURCE_CODECS);
    self->format->protocol_whitelist = av_strdup("none");
    return self->format->format_whitelist != NULL && self->format->codec_whitelist != NULL &&
           self->format->protocol_whitelist != NULL;
}

static bool is_described(const AVCodecParameters *about)
{
    if (about->codec_type == AVMEDIA_TYPE_VIDEO) {
        return about->codec_id != AV_CODEC_ID_NONE && about->width > 0 && about->height > 0 &&
               about->extradata_size > 0;
    }
    if (about->codec_type == AVMEDIA_TYPE_AUDIO) {
        return about->codec_id != AV_CODEC_ID_NONE && about->sample_rate > 0 &&
               about->ch_layout.nb_channels > 0;
    }
    return true;
}

// An MP4 with a complete index says all that a decoder needs, the delay of its B pictures too.
// Probing it would decode its first key picture twice, which is a third of the time to the first
// picture.
static bool headers_say_all(const AVFormatContext *format)
{
    bool is_mp4 = strncmp(format->iformat->name, "mov,", 4) == 0;
    bool is_complete = is_mp4 && format->nb_streams > 0 && format->duration > 0;
    for (unsigned i = 0; i < format->nb_streams; i++) {
        const AVStream *stream = format->streams[i];
        bool is_film = stream->codecpar->codec_type == AVMEDIA_TYPE_VIDEO;
        bool has_rate = !is_film || (stream->avg_frame_rate.num > 0 && stream->nb_frames > 0);
        is_complete = is_complete && is_described(stream->codecpar) && has_rate;
    }
    return is_complete;
}

static bool probe_streams(struct source *self)
{
    if (headers_say_all(self->format)) {
        return true;
    }
    unsigned count = self->format->nb_streams;
    AVDictionary **options = mem_zeroed(count + 1, sizeof *options);
    for (unsigned i = 0; i < count; i++) {
        av_dict_set_int(&options[i], "max_pixels", SOURCE_PIXELS, 0);
        av_dict_set_int(&options[i], "max_samples", SOURCE_SAMPLES, 0);
    }
    int result = avformat_find_stream_info(self->format, options);
    for (unsigned i = 0; i < count; i++) {
        av_dict_free(&options[i]);
    }
    free(options);
    return result >= 0;
}

static void choose(struct source *self, enum stream_kind kind, enum AVMediaType type)
{
    int index = av_find_best_stream(self->format, type, -1, -1, NULL, 0);
    if (index < 0) {
        return;
    }
    AVStream *stream = self->format->streams[index];
    if ((stream->disposition & AV_DISPOSITION_ATTACHED_PIC) == 0) { // a record sleeve is no film
        self->streams[kind] = stream;
    }
}

// What begins like this is a list of other files, whatever its name says. NULL: it is none of them.
static const char *list_name(int fd)
{
    static const struct {
        const char *beginning, *name;
    } lists[] = {
        {"#EXTM3U", "an M3U or HLS list"}, {"ffconcat", "a list for FFmpeg's concat"},
        {"[playlist]", "a PLS list"},      {"<?xml", "XML (a DASH manifest, a drawing)"},
        {"<MPD", "a DASH manifest"},       {"<svg", "an SVG drawing"},
        {"<smil", "a SMIL list"},          {"v=0", "an SDP description"},
    };
    char text[16] = "";
    if (lseek(fd, 0, SEEK_SET) != 0 || read(fd, text, sizeof text - 1) <= 0) {
        return NULL;
    }
    const char *begins = memcmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (strncmp(begins, lists[i].beginning, strlen(lists[i].beginning)) == 0) {
            return lists[i].name;
        }
    }
    return NULL;
}

static bool refuse_format(int fd, int result, struct error *err)
{
    const char *list = list_name(fd);
    if (list != NULL) {
        return error_set(err, ERROR_MEDIA,
                         "it is %s that names other files: none but itself is ever opened", list);
    }
    return error_set(err, ERROR_MEDIA,
                     "not a film, picture or sound that is played here, or its beginning is "
                     "missing (%s)",
                     av_err2str(result));
}

static bool open_format(struct source *self, struct error *err)
{
    if (!make_format(self)) {
        return error_set(err, ERROR_MEDIA, "no memory to read it");
    }
    int result = avformat_open_input(&self->format, NULL, NULL, NULL);
    if (result < 0) {
        return refuse_format(self->fd, result, err);
    }
    if (!probe_streams(self)) {
        return error_set(err, ERROR_MEDIA, "nothing in it can be understood");
    }
    return true;
}

struct source *source_open(int fd, struct sink *sink, struct error *err)
{
    const struct ring_wish *wish = sink_wish(sink);
    struct source *self = mem_zeroed(1, sizeof *self);
    self->fd = fd;
    self->sink = sink;
    for (int kind = STREAM_PICTURES; kind <= STREAM_SOUND; kind++) {
        self->queues[kind].end = &self->queues[kind].first;
    }
    if (!open_format(self, err)) {
        source_close(self);
        return NULL;
    }
    if (wish->box_w > 0 && wish->box_h > 0) {
        choose(self, STREAM_PICTURES, AVMEDIA_TYPE_VIDEO);
    }
    if (wish->wants_sound != 0) {
        choose(self, STREAM_SOUND, AVMEDIA_TYPE_AUDIO);
    }
    for (unsigned i = 0; i < self->format->nb_streams; i++) {
        AVStream *stream = self->format->streams[i];
        if (stream != self->streams[STREAM_PICTURES] && stream != self->streams[STREAM_SOUND]) {
            stream->discard = AVDISCARD_ALL;
        }
    }
    if (self->streams[STREAM_PICTURES] == NULL && self->streams[STREAM_SOUND] == NULL) {
        error_set(err, ERROR_MEDIA, "there is neither a picture nor sound to play in it");
        source_close(self);
        return NULL;
    }
    return self;
}

void source_close(struct source *self)
{
    if (self == NULL) {
        return;
    }
    source_drop_packets(self);
    avformat_close_input(&self->format);
    if (self->io != NULL) {
        av_freep(&self->io->buffer);
        avio_context_free(&self->io);
    }
    free(self);
}

AVStream *source_stream(const struct source *self, enum stream_kind kind)
{
    return self->streams[kind];
}

bool source_is_image(const struct source *self)
{
    return str_ends_with(self->format->iformat->name, "_pipe");
}

bool source_may_jump(const struct source *self)
{
    return (self->format->iformat->flags & AVFMT_TS_DISCONT) != 0;
}

const char *source_trouble(const struct source *self)
{
    return self->trouble;
}

static int64_t stream_length_us(const AVStream *stream)
{
    return stream == NULL || stream->duration == AV_NOPTS_VALUE
               ? 0
               : av_rescale_q(stream->duration, stream->time_base, AV_TIME_BASE_Q);
}

int64_t source_length_us(const struct source *self, bool *is_exact)
{
    *is_exact = self->format->duration_estimation_method != AVFMT_DURATION_FROM_BITRATE;
    int64_t pictures_us = stream_length_us(self->streams[STREAM_PICTURES]);
    int64_t sound_us = stream_length_us(self->streams[STREAM_SOUND]);
    int64_t length_us = pictures_us > sound_us ? pictures_us : sound_us;
    if (length_us <= 0 && self->format->duration != AV_NOPTS_VALUE) {
        // the container's own figure also counts streams that are not played
        length_us = self->format->duration;
        *is_exact = *is_exact && self->format->nb_streams <= 2;
    }
    if (length_us > RING_LENGTH_US) { // a header may claim a century, and a plan would believe it
        *is_exact = false;
        return 0;
    }
    return length_us > 0 ? length_us : 0;
}

AVCodecContext *source_decoder(const struct source *self, enum stream_kind kind, struct error *err)
{
    const AVCodecParameters *parameters = self->streams[kind]->codecpar;
    const AVCodec *codec = avcodec_find_decoder(parameters->codec_id);
    const char *name = avcodec_get_name(parameters->codec_id);
    if (codec == NULL || av_match_list(codec->name, SOURCE_CODECS, ',') == 0) {
        error_set(err, ERROR_MEDIA, "its codec %s is not played here", name);
        return NULL;
    }
    AVCodecContext *decoder = avcodec_alloc_context3(codec);
    if (decoder == NULL || avcodec_parameters_to_context(decoder, parameters) < 0) {
        avcodec_free_context(&decoder);
        error_set(err, ERROR_MEDIA, "its %s stream cannot be set up", name);
        return NULL;
    }
    bool is_large = (int64_t)parameters->width * parameters->height > SOURCE_THREADS_ABOVE;
    decoder->thread_count = is_large ? 2 : 1;
    decoder->max_pixels = SOURCE_PIXELS;
    decoder->max_samples = SOURCE_SAMPLES;
    decoder->codec_whitelist = av_strdup(SOURCE_CODECS);
    decoder->pkt_timebase = self->streams[kind]->time_base;
    if (decoder->codec_whitelist == NULL || avcodec_open2(decoder, codec, NULL) < 0) {
        avcodec_free_context(&decoder);
        error_set(err, ERROR_MEDIA, "its %s stream cannot be decoded", name);
        return NULL;
    }
    return decoder;
}
